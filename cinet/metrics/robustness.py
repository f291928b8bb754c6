"""Robustness: how a network falls apart when actors leave, one by one or a whole group at once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few, nearest
from cinet.kernels import removal
from cinet.metrics.cohesion import undirected_only
from cinet.network import Network

__all__ = ["failure_threshold", "group_removal", "removal_curve", "robustness"]

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
_ORDERS = ("degree", "initial_degree", "random")


def robustness(
    net: Network, order: str | Sequence[Hashable] = "degree", *, n_draws: int = 100, seed: int = 0
) -> float:
    """How large the largest component stays, on average, while all actors leave one by one: Schneider's R.

    R = 1/N sum_{Q=1..N} S(Q), S(Q) the share of all N actors in the largest component after Q have left.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.
    order : {"degree", "initial_degree", "random"} or sequence of actor ids
        ``"degree"`` removes the actor with most ties left, counted anew after every removal;
        ``"initial_degree"`` ranks once; ties go to the earlier actor. ``"random"`` is the mean over ``n_draws``
        random orders. A sequence names all actors in the order in which they leave.
    n_draws : int
        Random orders; ignored otherwise.
    seed : int
        Draw k uses the k-th child of this seed.

    Returns
    -------
    float
        Unit: none. Range: 0 to 0.5, the value (N - 1) / (2 N) of a clique being the largest. NaN when there is
        no actor.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    UnknownName
        The order or an actor is not known.
    SchemaError
        The sequence does not name every actor once, or n_draws is not positive.

    Notes
    -----
    Largest components come from a union-find that puts the actors back in reverse: O(m log n) for one order.

    References
    ----------
    Schneider, C. M., et al. (2011). PNAS 108:3838-3841.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> robustness(Network.from_pairs([0, 0, 0], [1, 2, 3], [1, 1, 1], actors))
    0.1875
    """
    share = removal_curve(net, order, n_draws=n_draws, seed=seed).to_numpy()
    if len(share) <= net.n_actors:
        raise SchemaError(
            f"robustness removes every actor, and the order names {len(share) - 1} of {net.n_actors}; "
            "use removal_curve for a part of them."
        )
    return float(share[1:].mean()) if net.n_actors else float("nan")


def removal_curve(
    net: Network, order: str | Sequence[Hashable] = "degree", *, n_draws: int = 100, seed: int = 0
) -> pd.Series:
    """Share of all actors in the largest component after 0, 1, 2, ... actors have left.

    S(Q) = (actors in the largest component once Q have left) / N.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.
    order : {"degree", "initial_degree", "random"} or sequence of actor ids
        As in ``robustness``; a sequence may name some actors only.
    n_draws : int
        Random orders whose mean is given; ignored otherwise.
    seed : int
        Draw k uses the k-th child of this seed.

    Returns
    -------
    Series
        Index n_removed (0 upwards), values giant_share. Unit: none. Range: 0 to 1. NaN when there is no actor.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    UnknownName
        The order or an actor is not known.
    SchemaError
        The sequence names an actor twice, or n_draws is not positive.

    References
    ----------
    Albert, R., Jeong, H., & Barabasi, A.-L. (2000). Nature 406:378-382.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> removal_curve(Network.from_pairs([0, 0, 0], [1, 2, 3], [1, 1, 1], actors)).tolist()
    [1.0, 0.25, 0.25, 0.25, 0.0]
    """
    undirected_only(net, "removal_curve")
    n = net.n_actors
    if isinstance(order, str) and order == "random":
        sizes = _random_sizes(net, n, n_draws, seed)
    else:
        sizes = removal.giant_sizes(net.indptr, net.indices, _positions(net, order)).astype(np.float64)
    share = sizes / n if n else np.full(len(sizes), np.nan)
    return pd.Series(share, index=pd.RangeIndex(len(share), name="n_removed"), name="giant_share")


def group_removal(net: Network, *, by: str = "type", n_draws: int = 100, seed: int = 0) -> pd.DataFrame:
    """What is left when all actors of a type, or of a place, leave at once.

    giant_share = share of all N actors in the largest component of what is left; giant_loss = the share before
    less the share after; random_giant_share = the mean share after as many actors drawn at random have left.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.
    by : str
        The actor column that holds the groups.
    n_draws : int
        Random draws to compare with.
    seed : int
        Draw k uses the k-th child of this seed.

    Returns
    -------
    DataFrame
        One row per group: group_size (unit: actors), giant_share, giant_loss, random_giant_share. Range of the
        shares: 0 to 1. NaN never: where there is no actor there is no group.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        The actor table has no such column, or n_draws is not positive.

    Notes
    -----
    A group that holds the network together leaves less than a random removal of the same size. The actors who
    leave count in N.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["platform", "firm", "firm"]}, index=list("abc"))
    >>> group_removal(Network.from_pairs([0, 0], [1, 2], [1, 1], actors))["giant_share"].round(3).to_dict()
    {'firm': 0.333, 'platform': 0.333}
    """
    undirected_only(net, "group_removal")
    codes, groups = net.codes(by)
    n = max(net.n_actors, 1)
    whole = removal.giant_sizes(net.indptr, net.indices, np.zeros(0, np.int64))[0]
    random = _random_sizes(net, net.n_actors, n_draws, seed)
    size = np.bincount(codes, minlength=len(groups))
    left = np.array(
        [
            removal.giant_sizes(net.indptr, net.indices, np.flatnonzero(codes == group))[-1]
            for group in range(len(groups))
        ],
        dtype=np.float64,
    )
    return pd.DataFrame(
        {
            "group_size": size.astype(np.float64),
            "giant_share": left / n,
            "giant_loss": (whole - left) / n,
            "random_giant_share": random[size] / n,
        },
        index=groups.rename(by),
    )


def failure_threshold(net: Network) -> float:
    """Share of random actors whose loss would break a random network of these degrees apart.

    f_c = 1 - 1 / (kappa - 1), kappa = sum_i k_i^2 / sum_i k_i (the criterion of Molloy and Reed).

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.

    Returns
    -------
    float
        Unit: none. Range: up to 1; negative when such a network has no giant component to lose. NaN when no
        actor has two alters.

    Raises
    ------
    UndefinedMeasure
        The network is directed.

    Notes
    -----
    It knows the degrees only. A projection is far more clustered than the random network it speaks of; set it
    beside ``robustness(net, "random")``.

    References
    ----------
    Cohen, R., et al. (2000). Phys. Rev. Lett. 85:4626-4628.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> failure_threshold(Network.from_pairs([0, 0, 0], [1, 2, 3], [1, 1, 1], actors))
    0.0
    """
    undirected_only(net, "failure_threshold")
    degree = np.diff(net.indptr).astype(np.float64)
    if degree.max(initial=0.0) < 2:
        return float("nan")
    kappa = (degree**2).sum() / degree.sum()
    return float(1 - 1 / (kappa - 1))


def _random_sizes(net: Network, n: int, n_draws: int, seed: int) -> FloatArray:
    if n_draws < 1:
        raise SchemaError(f"n_draws must be at least 1, not {n_draws}.")
    total = np.zeros(n + 1)
    for draw in range(n_draws):
        order = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(draw,))).permutation(n)
        total += removal.giant_sizes(net.indptr, net.indices, order)
    return total / n_draws


def _positions(net: Network, order: str | Sequence[Hashable]) -> IntArray:
    if isinstance(order, str):
        if order == "degree":
            return removal.degree_order(net.indptr, net.indices)
        if order == "initial_degree":
            return np.argsort(-np.diff(net.indptr), kind="stable")
        raise UnknownName(
            f"order {order!r} is not known.{nearest(order, _ORDERS)} Known: {', '.join(_ORDERS)}."
        )
    positions = net.index.get_indexer(pd.Index(list(order), dtype=net.index.dtype))
    unknown = [name for name, at in zip(order, positions, strict=True) if at < 0]
    if unknown:
        raise UnknownName(
            f"the order names {len(unknown)} actors that are not there, first {first_few(unknown)}."
        )
    if len(np.unique(positions)) < len(positions):
        twice = net.index.take(positions)
        raise SchemaError(f"the order names actors twice: {first_few(twice[twice.duplicated()])}.")
    return positions.astype(np.int64)
