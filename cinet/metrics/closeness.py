"""How near an actor is to all others: closeness and harmonic centrality."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph

from cinet.errors import UnknownName
from cinet.kernels import adjacency, reach, threads
from cinet.metrics.lengths import tie_lengths
from cinet.metrics.twins import merged_twins
from cinet.network import Network

__all__ = ["closeness", "distance_sums", "harmonic"]

FloatArray = npt.NDArray[np.float64]
Sums = tuple[FloatArray, FloatArray, FloatArray]
Direction = Literal["out", "in"]

#: Sources are cut into this many chunks, whatever the number of workers.
_CHUNKS = 64
#: So many sources are searched by length at a time.
_BATCH = 128


def closeness(
    net: Network,
    *,
    distance: str | npt.ArrayLike | None = None,
    direction: Direction = "out",
    workers: int | None = None,
) -> pd.Series:
    """How near an actor is to the others it can reach, times the share of others it can reach.

    c_i = (r_i / (n - 1)) (r_i / sum_j d_ij) over the r_i others j that i reaches (Wasserman and Faust). In a
    connected network this is (n - 1) / sum_j d_ij.

    Parameters
    ----------
    net : Network
        A strength is never read as a length: give ``distance`` to use weights.
    distance : None, "inverse" or array_like
        None counts steps. ``"inverse"`` makes a tie 1 / weight long. An array gives the length of every tie in
        the order of ``net.edges()``; ``to_distance`` makes such arrays.
    direction : {"out", "in"}
        In a directed network: distances from the actor, or to it.
    workers : int, optional
        Threads; the result does not depend on it.

    Returns
    -------
    Series
        One value per actor. Unit: none (per unit of length with distances). Range: 0 upwards, to 1 by steps. 0
        for an actor who has ties but reaches nobody along the arcs. NaN when the actor has no tie.

    Raises
    ------
    UndefinedMeasure
        The distances are the strengths themselves: strong ties would be long.
    SchemaError
        The distances are not one finite positive number per tie.

    Notes
    -----
    igraph measures each component by itself: in a - b - c, d - e it gives d the value 1, as central as b; here d
    has 0.25 and b 1/2. By steps: own search, O(c m) for c classes of actors with equal closed neighbourhoods.
    By lengths: Dijkstra, O(n m log n).

    References
    ----------
    Freeman, L. C. (1979). Social Networks 1:215-239. Wasserman, S., & Faust, K. (1994). Social Network Analysis,
    ch. 5.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcde"))
    >>> net = Network.from_pairs([0, 1, 3], [1, 2, 4], [1, 1, 1], actors)
    >>> closeness(net).round(4).tolist()
    [0.3333, 0.5, 0.3333, 0.25, 0.25]
    """
    reached, total, _ = distance_sums(net, distance=distance, direction=direction, workers=workers)
    tied = np.diff(net.indptr) > 0
    if net.directed:
        tied |= np.bincount(net.indices, minlength=net.n_actors) > 0
    values = np.where(tied, 0.0, np.nan)
    some = reached > 0
    values[some] = reached[some] / max(net.n_actors - 1, 1) * reached[some] / total[some]
    return pd.Series(values, index=net.index, name="closeness")


def harmonic(
    net: Network,
    *,
    distance: str | npt.ArrayLike | None = None,
    direction: Direction = "out",
    normalized: bool = True,
    workers: int | None = None,
) -> pd.Series:
    """Mean of an actor's inverse distances to all others, those out of reach counting 0.

    h_i = sum_j (1 / d_ij) / (n - 1), with 1 / d_ij = 0 where no path leads from i to j.

    Parameters
    ----------
    net : Network
        A strength is never read as a length: give ``distance`` to use weights.
    distance : None, "inverse" or array_like
        As for ``closeness``.
    direction : {"out", "in"}
        In a directed network: distances from the actor, or to it.
    normalized : bool
        Divide by the number of other actors; False gives the plain sum.
    workers : int, optional
        Threads; the result does not depend on it.

    Returns
    -------
    Series
        One value per actor, 0 for an isolate. Unit: none (per unit of length with distances). Range: 0 upwards,
        to 1 by steps when normalized. NaN never.

    Raises
    ------
    UndefinedMeasure
        The distances are the strengths themselves: strong ties would be long.
    SchemaError
        The distances are not one finite positive number per tie.

    Notes
    -----
    Compares actors across components, so it is the one to take for a network in pieces. igraph divides by
    n - 1 too, NetworkX gives the plain sum. Cost as for ``closeness``.

    References
    ----------
    Rochat, Y. (2009). Boldi, P., & Vigna, S. (2014). Internet Mathematics 10:222-262.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> net = Network.from_pairs([0, 1], [1, 2], [1, 1], actors)
    >>> harmonic(net).tolist(), harmonic(net, normalized=False).tolist()
    ([0.5, 0.6666666666666666, 0.5, 0.0], [1.5, 2.0, 1.5, 0.0])
    """
    inverse = distance_sums(net, distance=distance, direction=direction, workers=workers)[2]
    if normalized:
        inverse = inverse / max(net.n_actors - 1, 1)
    return pd.Series(inverse, index=net.index, name="harmonic")


def distance_sums(
    net: Network,
    *,
    distance: str | npt.ArrayLike | None = None,
    direction: str = "out",
    workers: int | None = None,
) -> Sums:
    """Return, per actor: others reached, the sum of distances to them, the sum of inverse distances.

    >>> net = Network.from_pairs([0, 1], [1, 2], [1, 1], pd.DataFrame(index=list("abcd")))
    >>> [sums.tolist() for sums in distance_sums(net)]
    [[2.0, 2.0, 2.0, 0.0], [3.0, 2.0, 3.0, 0.0], [1.5, 2.0, 1.5, 0.0]]
    """
    if direction not in ("out", "in"):
        raise UnknownName(f"direction {direction!r} is not known; use 'out' or 'in'.")
    if net.n_actors == 0:
        return np.zeros(0), np.zeros(0), np.zeros(0)
    if distance is not None:
        return _by_length(net, tie_lengths(net, distance), direction)
    if net.directed:
        indptr, indices = net.indptr, net.indices
        if direction == "in":
            indptr, indices, _ = adjacency.transpose(indptr, indices, net.weights, net.n_actors)
        return _by_steps(
            indptr, indices, np.ones(net.n_actors), np.zeros(net.n_actors, np.bool_), workers=workers
        )
    twins = merged_twins(net)
    reached, total, inverse = _by_steps(
        twins.indptr, twins.indices, twins.multiplicity, twins.closed, workers=workers
    )
    return reached[twins.place], total[twins.place], inverse[twins.place]


def _by_steps(
    indptr: npt.NDArray[np.int64],
    indices: npt.NDArray[np.int32],
    multiplicity: FloatArray,
    closed: npt.NDArray[np.bool_],
    *,
    workers: int | None,
) -> Sums:
    n = len(multiplicity)
    chunks = min(_CHUNKS, n)
    found = np.zeros((3, n))

    def run(chunk: int) -> Sums:
        return reach.reach_chunk(indptr, indices, multiplicity, closed, chunk, chunks)

    for chunk, sums in enumerate(threads.ordered_map(run, range(chunks), workers=workers)):
        found[:, chunk::chunks] = sums
    return found[0], found[1], found[2]


def _by_length(net: Network, lengths: FloatArray, direction: str) -> Sums:
    n = net.n_actors
    source = np.repeat(np.arange(n), np.diff(net.indptr))
    keep = np.full(len(source), True) if net.directed else source < net.indices
    ends = (source[keep], net.indices[keep])
    graph = sparse.csr_array((lengths, ends if direction == "out" else ends[::-1]), shape=(n, n))
    found = np.zeros((3, n))
    for begin in range(0, n, _BATCH):
        part = np.arange(begin, min(begin + _BATCH, n))
        far = csgraph.dijkstra(graph, directed=net.directed, indices=part)
        far[np.arange(len(part)), part] = np.inf
        reached = np.isfinite(far)
        found[0, part] = reached.sum(axis=1)
        found[1, part] = np.where(reached, far, 0.0).sum(axis=1)
        found[2, part] = (1.0 / far).sum(axis=1)
    return found[0], found[1], found[2]
