"""Data islands: how much of a network cannot reach how much of the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cinet.kernels import adjacency
from cinet.metrics.cohesion import undirected_only
from cinet.metrics.graphs import graph_of
from cinet.metrics.whole import components
from cinet.network import Network

__all__ = ["distance_fragmentation", "fragmentation", "islands", "isolate_share", "mean_distance"]


def fragmentation(net: Network) -> float:
    """Share of the pairs of actors that cannot reach each other.

    F = 1 - sum_c s_c (s_c - 1) / (n (n - 1)), s_c the number of actors of component c.

    Parameters
    ----------
    net : Network
        Direction and weights are ignored.

    Returns
    -------
    float
        Unit: none. Range: 0 (connected) to 1 (isolates only). NaN with fewer than two actors.

    References
    ----------
    Borgatti, S. P. (2006). Comput. Math. Organ. Theory 12:21-34.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> round(fragmentation(Network.from_pairs([0, 2], [1, 3], [1, 1], actors)), 4)
    0.6667
    """
    n = net.n_actors
    if n < 2:
        return float("nan")
    sizes = np.bincount(components(net).to_numpy())
    return float(1 - (sizes * (sizes - 1)).sum() / (n * (n - 1)))


def distance_fragmentation(net: Network) -> float:
    """Fragmentation that counts a pair by how near it is: one minus the mean of 1 / distance.

    DF = 1 - sum over ordered pairs of 1 / d_ij / (n (n - 1)), d_ij steps, 1 / d_ij = 0 when there is no way.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.

    Returns
    -------
    float
        Unit: none. Range: 0 (all tied to all) to 1 (isolates only). NaN with fewer than two actors.

    Raises
    ------
    UndefinedMeasure
        The network is directed.

    Notes
    -----
    One minus the global efficiency of Latora and Marchiori. O(n m).

    References
    ----------
    Borgatti, S. P. (2006). Comput. Math. Organ. Theory 12:21-34.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> round(distance_fragmentation(Network.from_pairs([0, 1], [1, 2], [1, 1], actors)), 4)
    0.1667
    """
    undirected_only(net, "distance_fragmentation")
    if net.n_actors < 2:
        return float("nan")
    # normalised, igraph divides the sum over the others by their number
    return float(1 - np.mean(graph_of(net).harmonic_centrality(normalized=True)))


def mean_distance(net: Network) -> float:
    """Mean number of steps between the actors that can reach each other.

    L = sum d_ij / number of pairs, over the pairs {i, j} of one component.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.

    Returns
    -------
    float
        Unit: steps. Range: 1 upwards. NaN when there is no tie.

    Raises
    ------
    UndefinedMeasure
        The network is directed.

    Notes
    -----
    Pairs without a way are left out, so a network that falls apart may look short: read it with
    ``fragmentation``. O(n m).

    References
    ----------
    Watts, D. J., & Strogatz, S. H. (1998). Nature 393:440-442.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> round(mean_distance(Network.from_pairs([0, 1], [1, 2], [1, 1], actors)), 4)
    1.3333
    """
    undirected_only(net, "mean_distance")
    if net.n_ties == 0:
        return float("nan")
    return float(graph_of(net).average_path_length(directed=False, unconn=True))


def isolate_share(net: Network) -> float:
    """Share of the actors that have no tie.

    #{i : k_i = 0} / n.

    Parameters
    ----------
    net : Network
        Direction and weights are ignored.

    Returns
    -------
    float
        Unit: none. Range: 0 to 1. NaN when there is no actor.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> isolate_share(Network.from_pairs([0], [1], [1], actors))
    0.5
    """
    if net.n_actors == 0:
        return float("nan")
    return float(_alone(net).mean())


def islands(net: Network, *, by: str) -> pd.DataFrame:
    """How closed each park, place or type is to the others: its island index, and its share of isolates.

    island_index_g = 1 - X_g / S_g, S_g = sum over actors i of g of s_i, and X_g the part of it on ties to other
    groups. A tie inside the group stands at both of its ends.

    Parameters
    ----------
    net : Network
        Weights are read as strengths; direction is ignored.
    by : str
        The actor column that holds the groups, such as the park.

    Returns
    -------
    DataFrame
        One row per group: group_size (unit: actors), isolate_share (0 to 1), internal_strength = S_g - X_g and
        external_strength = X_g (unit: tie weight), island_index (0: all strength leads out, 1: none does). NaN:
        island_index of a group without a tie, because there is no tie. isolate_share is never NaN here, as a
        group has at least one actor; no actor means no row.

    Raises
    ------
    SchemaError
        The actor table has no such column.

    Notes
    -----
    A large group has fewer outsiders to be tied to, so report the sizes, and compare with a null. O(m).

    Examples
    --------
    >>> actors = pd.DataFrame({"park": ["x", "x", "y"]}, index=list("abc"))
    >>> islands(Network.from_pairs([0, 1], [1, 2], [3, 1], actors), by="park")["island_index"].round(3).tolist()
    [0.857, 0.0]
    """
    codes, groups = net.codes(by)
    k = len(groups)
    ends = np.repeat(codes, np.diff(net.indptr))
    leaves = ends != codes[net.indices]

    def total(weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> pd.Series:
        at = np.bincount(ends, weights=weights, minlength=k)
        if net.directed:
            at = at + np.bincount(codes[net.indices], weights=weights, minlength=k)
        return pd.Series(at, index=groups, dtype=np.float64)

    size = np.bincount(codes, minlength=k).astype(np.float64)
    strength, external = total(net.weights), total(np.where(leaves, net.weights, 0.0))
    internal = total(np.where(leaves, 0.0, net.weights))
    return pd.DataFrame(
        {
            "group_size": size,
            "isolate_share": np.bincount(codes[_alone(net)], minlength=k) / size,
            "internal_strength": internal,
            "external_strength": external,
            "island_index": (internal / strength).where(strength > 0),
        },
        index=groups.rename(by),
    )


def _alone(net: Network) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    degree = np.diff(net.indptr)
    if net.directed:
        degree = degree + np.diff(adjacency.transpose(net.indptr, net.indices, net.weights, net.n_actors)[0])
    alone: np.ndarray[tuple[int], np.dtype[np.bool_]] = degree == 0
    return alone
