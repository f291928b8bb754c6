"""Communities: groups of actors tied more to each other than their strengths lead to, and how firm they are."""

from __future__ import annotations

from itertools import combinations

import igraph
import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError
from cinet.metrics.cohesion import undirected_only
from cinet.metrics.graphs import graph_of, seeded
from cinet.metrics.partitions import aligned, by_size, partition_agreement
from cinet.network import Network

__all__ = ["communities", "community_stability", "modularity"]

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

#: Consensus: ties whose ends are together in fewer runs than this share are cut.
_THRESHOLD = 0.5


def communities(
    net: Network,
    *,
    seed: int = 0,
    runs: int = 10,
    resolution: float = 1.0,
    weighted: bool = True,
    consensus: bool = False,
) -> pd.Series:
    """Number of the community an actor belongs to, 0 for the largest: Leiden, by modularity.

    The partition of highest modularity among ``runs`` seeded runs; with ``consensus``, the one the runs agree on:
    ties are weighted by the share of runs that put their ends together, cut below one half, and partitioned
    again until all runs are one.

    Parameters
    ----------
    net : Network
        Undirected.
    seed : int
        Run k uses the k-th child of this seed.
    runs : int
        Leiden runs.
    resolution : float
        Above 1 more and smaller communities, below 1 fewer and larger.
    weighted : bool
        Read weights as strengths; otherwise they are ignored.
    consensus : bool
        Return what the runs agree on instead of the best of them.

    Returns
    -------
    Series of int
        Communities numbered by falling size, ties by their first actor; an actor without a tie is one of its own.
        Unit: none. Range: 0 upwards. NaN never.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        runs or the resolution is not positive.

    Notes
    -----
    Different seeds give different communities: report ``community_stability``. What peers do: igraph's
    ``community_leiden`` optimises the Constant Potts Model unless told otherwise, which at its default resolution
    leaves each of the 34 members of the karate club alone. About O(m) per run.

    References
    ----------
    Traag, V. A., Waltman, L., & van Eck, N. J. (2019). Scientific Reports 9:5233. Lancichinetti, A., & Fortunato,
    S. (2012). Scientific Reports 2:336.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcde"))
    >>> communities(Network.from_pairs([0, 0, 1, 3], [1, 2, 2, 4], [1, 1, 1, 1], actors)).tolist()
    [0, 0, 0, 1, 1]
    """
    undirected_only(net, "communities")
    _check(runs, resolution)
    graph, strengths = graph_of(net), _strengths(net, weighted)
    found = _runs(graph, strengths, resolution, runs, seed)
    if consensus:
        member = _consensus(graph, found, resolution, seed)
    else:
        member = max(found, key=lambda each: _quality(graph, strengths, each, resolution))
    return pd.Series(by_size(member), index=net.index, name="community")


def modularity(
    net: Network, partition: pd.Series | str, *, resolution: float = 1.0, weighted: bool = True
) -> float:
    """How much more strength lies inside the communities than their actors' strengths lead to.

    Q = 1/(2 W) sum_ij (w_ij - resolution s_i s_j / (2 W)) [c_i = c_j], W the total weight.

    Parameters
    ----------
    net : Network
        Undirected.
    partition : Series or str
        A community per actor, or the name of an actor column such as the park.
    resolution : float
        Weight of what is expected.
    weighted : bool
        Read weights as strengths; otherwise they are ignored.

    Returns
    -------
    float
        Unit: none. Range: -1 to 1. NaN when there is no tie.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        The partition misses an actor, or there is no such column.

    References
    ----------
    Newman, M. E. J. (2004). Phys. Rev. E 70:056131.

    Examples
    --------
    >>> actors = pd.DataFrame({"park": ["x", "x", "y", "y"]}, index=list("abcd"))
    >>> modularity(Network.from_pairs([0, 2], [1, 3], [1, 1], actors), "park")
    0.5
    """
    undirected_only(net, "modularity")
    member = net.codes(partition)[0] if isinstance(partition, str) else aligned(partition, net.index)
    weights = net.weights if weighted else np.ones_like(net.weights)
    if len(weights) == 0:
        return float("nan")
    ends = np.repeat(member, np.diff(net.indptr))
    twice = weights.sum()
    inside = weights[ends == member[net.indices]].sum() / twice
    share = np.bincount(ends, weights=weights) / twice
    return float(inside - resolution * (share**2).sum())


def community_stability(
    net: Network, *, seed: int = 0, runs: int = 10, resolution: float = 1.0, weighted: bool = True
) -> pd.Series:
    """How far the communities depend on the seed: agreement between runs, and their modularity.

    Means over all pairs of runs of the adjusted Rand index and of the normalised mutual information.

    Parameters
    ----------
    net : Network
        Undirected.
    seed, runs, resolution, weighted
        As in ``communities``; at least two runs.

    Returns
    -------
    Series
        modularity_best, modularity_mean (-1 to 1; NaN when there is no tie), ari_mean (up to 1, all runs alike; 0
        by chance), nmi_mean (0 to 1) and n_communities_mean (unit: communities), all other values defined.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        There are fewer than two runs, or the resolution is not positive.

    Notes
    -----
    High modularity with low agreement means many partitions are as good: do not read one of them.

    References
    ----------
    Hubert, L., & Arabie, P. (1985). Journal of Classification 2:193-218. Good, B. H., de Montjoye, Y.-A., &
    Clauset, A. (2010). Phys. Rev. E 81:046106.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcde"))
    >>> net = Network.from_pairs([0, 0, 1, 3], [1, 2, 2, 4], [1, 1, 1, 1], actors)
    >>> community_stability(net)[["ari_mean", "n_communities_mean"]].tolist()
    [1.0, 2.0]
    """
    undirected_only(net, "community_stability")
    _check(runs, resolution)
    if runs < 2:
        raise SchemaError("stability compares runs with each other: runs must be at least 2.")
    graph, strengths = graph_of(net), _strengths(net, weighted)
    found = _runs(graph, strengths, resolution, runs, seed)
    quality = [_quality(graph, strengths, each, resolution) for each in found]
    agreement = pd.DataFrame([partition_agreement(a, b) for a, b in combinations(found, 2)]).mean()
    values = {
        "modularity_best": max(quality),
        "modularity_mean": float(np.mean(quality)),
        "ari_mean": float(agreement["ari"]),
        "nmi_mean": float(agreement["nmi"]),
        "n_communities_mean": float(np.mean([len(np.unique(each)) for each in found])),
    }
    return pd.Series(values, name="community_stability")


def _check(runs: int, resolution: float) -> None:
    if runs < 1:
        raise SchemaError(f"runs must be at least 1, not {runs}.")
    if not resolution > 0:
        raise SchemaError(f"resolution must be positive, not {resolution}.")


def _strengths(net: Network, weighted: bool) -> FloatArray:
    source = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    kept = net.weights[source < net.indices]
    return kept if weighted else np.ones_like(kept)


def _runs(
    graph: igraph.Graph, strengths: FloatArray, resolution: float, runs: int, seed: int
) -> list[IntArray]:
    found = []
    for run in range(runs):
        child = np.random.SeedSequence(seed, spawn_key=(run,)).generate_state(1)[0]
        with seeded(int(child)):
            parts = graph.community_leiden(
                objective_function="modularity",
                weights=strengths.tolist(),
                resolution=resolution,
                n_iterations=10,
            )
        found.append(np.array(parts.membership, dtype=np.int64))
    return found


def _quality(graph: igraph.Graph, strengths: FloatArray, member: IntArray, resolution: float) -> float:
    return float(graph.modularity(member.tolist(), weights=strengths.tolist(), resolution=resolution))


def _consensus(
    graph: igraph.Graph, found: list[IntArray], resolution: float, seed: int, rounds: int = 50
) -> IntArray:
    """Partition the ties by how often their ends are together, until all runs are one or the rounds are over."""
    ends = np.array(graph.get_edgelist(), dtype=np.int64).reshape(-1, 2)
    done = 0
    while done < rounds and any((by_size(each) != by_size(found[0])).any() for each in found):
        together = np.mean([each[ends[:, 0]] == each[ends[:, 1]] for each in found], axis=0)
        keep = together >= _THRESHOLD
        cut = igraph.Graph(n=graph.vcount(), edges=ends[keep])
        found = _runs(cut, together[keep], resolution, len(found), seed)
        done += 1
    return found[0]
