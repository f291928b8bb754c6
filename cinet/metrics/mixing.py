"""Who is tied to whom across groups: type mixing, the E-I index and its exact moments, assortativity."""

from __future__ import annotations

from fractions import Fraction
from math import perm, sqrt

import numpy as np
import pandas as pd

from cinet.metrics.cohesion import undirected_only
from cinet.network import Network

__all__ = ["ei_index", "ei_moments", "nominal_assortativity", "type_mixing"]


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


def ei_moments(net: Network, *, by: str = "type") -> pd.Series:
    """E-I index beside its exact mean and standard deviation when the groups are dealt out anew to the actors.

    Over all permutations of the labels, with m ties, n actors, group sizes n_g, S = sum_i k_i (k_i - 1) ordered
    pairs of ties that share an actor, D = m (m - 1) - S those that do not, and p2, p3, p4 the chances that one
    tie, two ties at an actor, two ties apart lead out of their groups:
    mean E = m p2, var E = m p2 + S p3 + D p4 - (m p2)^2; EI = 2 E / m - 1; z = (EI - ei_expected) / ei_sd.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.
    by : str
        The actor column that holds the groups; any number of groups.

    Returns
    -------
    Series
        external_ties, internal_ties (unit: pairs), ei_index, ei_expected, ei_sd, ei_z (unit: none). NaN: ei_index,
        ei_expected and ei_sd when there is no tie; ei_z when there is no tie or the index does not vary over the
        permutations (one group, groups of one actor, all actors tied).

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        The actor table has no such column.

    Notes
    -----
    Exact rational arithmetic, O(m + groups^2). The permutation keeps the network and moves the labels; it says
    nothing of how collaborations make cliques, for which ``ci.compare(eco, "ei_index", null=...)`` stands.

    References
    ----------
    Krackhardt, D., & Stern, R. N. (1988). Social Psychology Quarterly 51:123-140.

    Examples
    --------
    >>> actors = pd.DataFrame({"park": ["x", "x", "y", "y"]}, index=list("abcd"))
    >>> net = Network.from_pairs([0, 2], [1, 3], [1, 1], actors)
    >>> ei_moments(net, by="park").round(3).to_dict()
    {'external_ties': 0.0, 'internal_ties': 2.0, 'ei_index': -1.0, 'ei_expected': 0.333, 'ei_sd': 0.943,
     'ei_z': -1.414}
    """
    undirected_only(net, "ei_moments")
    codes, groups = net.codes(by)
    m = net.n_ties
    ends = np.repeat(codes, np.diff(net.indptr))
    external = int((ends != codes[net.indices]).sum()) // 2
    names = ["external_ties", "internal_ties", "ei_index", "ei_expected", "ei_sd", "ei_z"]
    if m == 0:
        return pd.Series([0.0, 0.0] + [float("nan")] * 4, index=names, name="ei_moments")
    sizes: list[int] = np.bincount(codes, minlength=len(groups)).tolist()
    mean, variance = _external_moments(m, np.diff(net.indptr).tolist(), sizes)
    index, expected = float(2 * Fraction(external, m) - 1), float(2 * mean / m - 1)
    sd = 2 * sqrt(variance) / m
    z = (index - expected) / sd if sd > 0 else float("nan")
    values = [float(external), float(m - external), index, expected, sd, z]
    return pd.Series(values, index=names, name="ei_moments")


def _external_moments(m: int, degrees: list[int], sizes: list[int]) -> tuple[Fraction, Fraction]:
    """Mean and variance of the number of ties between groups over all permutations of the labels."""
    n = sum(sizes)
    shared = sum(k * (k - 1) for k in degrees)
    apart = m * (m - 1) - shared
    same = sum(perm(size, 2) for size in sizes)
    both_same = sum(perm(size, 4) - perm(size, 2) ** 2 for size in sizes) + same**2
    p2 = 1 - Fraction(same, perm(n, 2))
    # an event that needs more actors than there are has no pairs to weigh
    p3 = Fraction(sum(size * perm(n - size, 2) for size in sizes), max(perm(n, 3), 1))
    p4 = 1 - 2 * (1 - p2) + Fraction(both_same, max(perm(n, 4), 1))
    mean = m * p2
    return mean, mean + shared * p3 + apart * p4 - mean**2


def nominal_assortativity(net: Network, *, by: str = "type", weighted: bool = False) -> float:
    """How far ties keep to their own group, from what the groups' activity leads to, to all ties inside.

    r = (sum_g e_gg - sum_g a_g^2) / (1 - sum_g a_g^2), e_gh the share of the ends of ties between g and h, a_g the
    share of the ends in g.

    Parameters
    ----------
    net : Network
        Undirected.
    by : str
        The actor column that holds the groups.
    weighted : bool
        Count a tie by its strength; otherwise weights are ignored.

    Returns
    -------
    float
        Unit: none. Range: -1 to 1 (all ties inside); the least value depends on the groups. NaN when all ends
        lie in one group or there is no tie.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        The actor table has no such column.

    Notes
    -----
    Unlike the E-I index it discounts how active the groups are. O(m).

    References
    ----------
    Newman, M. E. J. (2003). Phys. Rev. E 67:026126.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "firm", "user", "user"]}, index=list("abcd"))
    >>> nominal_assortativity(Network.from_pairs([0, 2], [1, 3], [1, 1], actors))
    1.0
    """
    undirected_only(net, "nominal_assortativity")
    codes, groups = net.codes(by)
    ends = np.repeat(codes, np.diff(net.indptr))
    weights = net.weights if weighted else np.ones_like(net.weights)
    if len(ends) == 0 or np.ptp(ends) == 0:
        return float("nan")
    total = weights.sum()
    share = np.bincount(ends, weights=weights, minlength=len(groups)) / total
    inside = weights[ends == codes[net.indices]].sum() / total
    by_chance = (share**2).sum()
    return float((inside - by_chance) / (1 - by_chance))
