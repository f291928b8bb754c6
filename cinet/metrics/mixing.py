"""Who is tied to whom across groups: type mixing and the E-I index."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cinet.network import Network

__all__ = ["ei_index", "type_mixing"]


def type_mixing(net: Network, *, by: str = "type") -> pd.DataFrame:
    """Tie weight between each two groups, against what the groups' total strengths would lead to.

    observed_weight W_ab = sum of w_ij over unordered pairs with ends in a and b;
    expected_weight = S_a S_b / (2 W) for a != b and S_a^2 / (4 W) within a, with S_a the total strength of
    group a and W the total weight; mixing_ratio = observed / expected.

    Parameters
    ----------
    net : Network
        Undirected or directed (direction is then ignored). Weights are read as strengths: with
        ``weighting="full"`` a pair counts once per joint collaboration.
    by : str
        The actor column that holds the groups.

    Returns
    -------
    DataFrame
        Index (type_a, type_b), each unordered pair of groups once; columns observed_weight, expected_weight
        (unit: tie weight) and mixing_ratio (unit: none, NaN when nothing is expected).

    Notes
    -----
    The configuration expectation treats ties as drawn one by one. Ties of a projection come in cliques, so
    for collaborations compare with a two-mode null: ``ci.compare(eco, "type_mixing", null=...)``.

    References
    ----------
    Newman, M. E. J. (2003). Phys. Rev. E 67:026126.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "firm", "university"]}, index=list("abc"))
    >>> net = Network.from_pairs([0, 0, 1], [1, 2, 2], [1, 1, 1], actors)
    >>> type_mixing(net)["observed_weight"].to_dict()
    {('firm', 'firm'): 1.0, ('firm', 'university'): 2.0, ('university', 'university'): 0.0}
    """
    codes, groups = net.codes(by)
    k = len(groups)
    rows = np.repeat(codes, np.diff(net.indptr)).astype(np.int64)
    flow = np.bincount(rows * k + codes[net.indices], weights=net.weights, minlength=k * k).reshape(k, k)
    # both readings of a tie: an undirected network holds them already
    both = flow + flow.T if net.directed else flow
    strength = both.sum(axis=1)
    twice_total = strength.sum()
    share = np.where(np.eye(k, dtype=bool), 0.5, 1.0)
    observed = both * share
    expected = np.outer(strength, strength) * share / twice_total if twice_total > 0 else np.zeros((k, k))
    ratio = np.divide(observed, expected, out=np.full((k, k), np.nan), where=expected > 0)
    a, b = np.triu_indices(k)
    index = pd.MultiIndex.from_arrays([groups.take(a), groups.take(b)], names=[f"{by}_a", f"{by}_b"])
    return pd.DataFrame(
        {"observed_weight": observed[a, b], "expected_weight": expected[a, b], "mixing_ratio": ratio[a, b]},
        index=index,
    )


def ei_index(net: Network, *, by: str = "type") -> float:
    """How much the ties lead out of the groups rather than stay inside: Krackhardt and Stern's E-I index.

    EI = (E - I) / (E + I), E ties between groups and I ties within groups.

    Parameters
    ----------
    net : Network
        Weights are ignored.
    by : str
        The actor column that holds the groups.

    Returns
    -------
    float
        Unit: none. Range: -1 (all ties inside) to 1 (all ties across). NaN when there is no tie.

    Notes
    -----
    The index depends on the sizes of the groups; judge it against a null (``ci.compare``).

    References
    ----------
    Krackhardt, D., & Stern, R. N. (1988). Social Psychology Quarterly 51:123-140.

    Examples
    --------
    >>> actors = pd.DataFrame({"park": ["x", "x", "y"]}, index=list("abc"))
    >>> ei_index(Network.from_pairs([0, 0, 1], [1, 2, 2], [1, 1, 1], actors), by="park")
    0.3333333333333333
    """
    codes, _ = net.codes(by)
    rows = np.repeat(codes, np.diff(net.indptr))
    if len(rows) == 0:
        return float("nan")
    across = int((rows != codes[net.indices]).sum())
    return (2.0 * across - len(rows)) / len(rows)
