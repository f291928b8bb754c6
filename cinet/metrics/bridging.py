"""Bridges: actors few others stand beside, and actors whose ties shorten the ways of all."""

from __future__ import annotations

from typing import Any

import igraph
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from cinet.kernels import adjacency, threads
from cinet.kernels import bridging as kernel
from cinet.metrics.centrality import betweenness
from cinet.metrics.ego_networks import Alters, check_choice
from cinet.metrics.structural_holes import n_alters
from cinet.network import Network

__all__ = ["bridging_centrality", "everett_valente", "valente_fujimoto"]

FloatArray = npt.NDArray[np.float64]

#: Sources are cut into this many chunks, whatever the number of workers.
_CHUNKS = 64


def everett_valente(net: Network, *, alters: Alters = "both") -> pd.Series:
    """How much an actor brokers per tie: Everett and Valente's brokerage.

    v_i = (2 b_i + r_i) / d_i when b_i > 0, else 0, with b_i betweenness, d_i the number of ties and r_i the
    number of actors that i reaches (n - 1 in a connected network). It is the mean edge betweenness of i's ties.

    Parameters
    ----------
    net : Network
        Weights are ignored.
    alters : {"both", "in", "out"}
        In a directed network, over which arcs to average: incoming, (b_i + number that reach i) / in-degree;
        outgoing, (b_i + number reached) / out-degree; or both together.

    Returns
    -------
    Series
        One value per actor. Unit: shortest paths. Range: 0 upwards, in an undirected network of n actors to
        floor((n - 1) / 2) ceil((n - 1) / 2) + (n - 1) / 2. NaN when the actor has no tie (of the direction asked
        for).

    Raises
    ------
    UnknownName
        A choice of alters is not known.

    Notes
    -----
    Cost of betweenness, O(n m). The published formula writes n - 1 for r_i; in a network of several components
    only r_i keeps the mean edge betweenness.

    References
    ----------
    Everett, M. G., & Valente, T. W. (2016). Social Networks 44:202-208.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> everett_valente(Network.from_pairs([0, 1], [1, 2], [1, 1], actors)).tolist()
    [0.0, 2.0, 0.0]
    """
    check_choice("alters", alters, ("both", "in", "out"))
    between = betweenness(net).to_numpy()
    if net.directed:
        ways: tuple[Alters, ...] = ("in", "out") if alters == "both" else (alters,)
        reached = np.sum([_reached(net, way) for way in ways], axis=0)
        ties = np.sum([n_alters(net, alters=way) for way in ways], axis=0)
        sides = len(ways)
    else:
        reached, ties, sides = _component_sizes(net) - 1.0, n_alters(net).to_numpy(), 2
    divisor = np.where(ties > 0, ties, np.nan)
    values = np.where(between > 0, sides * between + reached, 0.0) / divisor
    return pd.Series(values, index=net.index, name="everett_valente")


def _component_sizes(net: Network) -> FloatArray:
    n = net.n_actors
    matrix = sparse.csr_array((np.ones(len(net.indices)), net.indices, net.indptr), shape=(n, n))
    labels: npt.NDArray[Any] = sparse.csgraph.connected_components(matrix, directed=False)[1]
    sizes: FloatArray = np.bincount(labels)[labels].astype(np.float64)
    return sizes


def _reached(net: Network, way: str) -> FloatArray:
    """Count the actors that each actor reaches along its arcs, or that reach it."""
    sources = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    graph = igraph.Graph(n=net.n_actors, edges=np.column_stack([sources, net.indices]), directed=True)
    reached = graph.neighborhood_size(order=max(net.n_actors, 1), mode=way, mindist=1)
    return np.asarray(reached, dtype=np.float64)


def valente_fujimoto(net: Network, *, workers: int | None = None) -> pd.Series:
    """How much closeness the network would lose with one of an actor's ties: Valente and Fujimoto's bridging.

    u_i = mean over the ties e of i of (h - h_e), with h the mean of 1 / d_st over all ordered pairs of actors
    (0 for those out of reach) and h_e the same when e is cut.

    Parameters
    ----------
    net : Network
        Weights are ignored.
    workers : int, optional
        Threads; the result does not depend on it.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: 0 to 1. NaN when the actor has no tie.

    Notes
    -----
    Every arc that starts or ends at the actor is a tie of a directed network. From each source, only the actors
    whose every shortest path runs over the cut tie are visited again: about O(n m) times the mean distance,
    where cutting every tie and starting anew is O(n m^2). R influenceR gives half the value (kite, actor 8:
    0.053 instead of 0.106).

    References
    ----------
    Valente, T. W., & Fujimoto, K. (2010). Social Networks 32:212-220.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("ab"))
    >>> valente_fujimoto(Network.from_pairs([0], [1], [1], actors)).tolist()
    [1.0, 1.0]
    """
    n = net.n_actors
    in_ptr, in_indices = net.indptr, net.indices
    if net.directed:
        in_ptr, in_indices, _ = adjacency.transpose(net.indptr, net.indices, net.weights, n)
    chunks = min(_CHUNKS, n)

    def run(chunk: int) -> FloatArray:
        return kernel.closeness_lost(net.indptr, net.indices, in_ptr, in_indices, chunk, chunks)

    lost = np.zeros(len(net.indices))
    for part in threads.ordered_map(run, range(chunks), workers=workers):
        lost += part
    # an undirected tie stands in two rows, and what is lost over it is found from both of its ends
    sources = np.repeat(np.arange(n), np.diff(net.indptr))
    at_actor = np.bincount(sources, lost, n) + np.bincount(net.indices, lost, n)
    ties = np.diff(net.indptr)
    if net.directed:
        ties = ties + np.diff(in_ptr)
    divisor = np.where(ties > 0, ties, np.nan) * max(n * (n - 1), 1)
    return pd.Series(at_actor / divisor, index=net.index, name="valente_fujimoto")


def bridging_centrality(net: Network) -> pd.Series:
    """Betweenness of an actor that has few alters among alters that have many: Hwang's bridging centrality.

    x_i = b_i (1 / n_i) / sum over the alters u of 1 / n_u, with b_i betweenness and n_i the number of alters.

    Parameters
    ----------
    net : Network
        Weights are ignored.

    Returns
    -------
    Series
        One value per actor. Unit: shortest paths. Range: 0 upwards. NaN when the actor has no tie.

    Notes
    -----
    In a directed network betweenness follows the arcs, and an alter is tied in either direction. Cost of
    betweenness, O(n m).

    References
    ----------
    Hwang, W., Cho, Y., Zhang, A., & Ramanathan, M. (2006).

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> bridging_centrality(Network.from_pairs([0, 1], [1, 2], [1, 1], actors)).tolist()
    [0.0, 0.25, 0.0]
    """
    indptr, indices = net.indptr, net.indices
    if net.directed:
        indptr, indices, _ = adjacency.symmetrised(net.indptr, net.indices, net.weights)
    alters = np.diff(indptr)
    rarity = 1.0 / np.where(alters > 0, alters, np.nan)
    sources = np.repeat(np.arange(net.n_actors), alters)
    around = np.bincount(sources, rarity[indices], net.n_actors)
    values = betweenness(net).to_numpy() * rarity / np.where(alters > 0, around, np.nan)
    return pd.Series(values, index=net.index, name="bridging_centrality")
