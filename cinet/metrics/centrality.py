"""Centrality of actors: degree, strength, both mixed, betweenness."""

from __future__ import annotations

import igraph
import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError
from cinet.kernels import paths, threads
from cinet.metrics.lengths import tie_lengths
from cinet.metrics.twins import merged_twins
from cinet.network import Network

__all__ = ["betweenness", "degree", "opsahl_degree", "strength"]

FloatArray = npt.NDArray[np.float64]

#: Sources are cut into this many chunks, whatever the number of workers.
_CHUNKS = 64


def degree(net: Network) -> pd.Series:
    """Number of actors an actor is tied to.

    k_i = #{j : w_ij > 0}, out-degree plus in-degree in a directed network.

    Parameters
    ----------
    net : Network
        Weights are ignored.

    Returns
    -------
    Series
        One value per actor (float64, as every measure). Unit: actors. Range: 0 upwards. NaN never.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> degree(Network.from_pairs([0, 0], [1, 2], [5, 1], actors)).tolist()
    [2.0, 1.0, 1.0]
    """
    return pd.Series(_row_sums(net, np.ones_like(net.weights)), index=net.index, name="degree")


def strength(net: Network) -> pd.Series:
    """Total strength of an actor's ties.

    s_i = sum_j w_ij, outgoing plus incoming in a directed network.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.

    Returns
    -------
    Series
        One value per actor. Unit: tie weight; with ``weighting="newman"`` the number of joint collaborations.
        Range: 0 upwards. NaN never.

    References
    ----------
    Barrat, A., et al. (2004). PNAS 101:3747-3752.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> strength(Network.from_pairs([0, 0], [1, 2], [5, 1], actors)).tolist()
    [6.0, 5.0, 1.0]
    """
    return pd.Series(_row_sums(net, net.weights), index=net.index, name="strength")


def opsahl_degree(net: Network, *, alpha: float = 0.5) -> pd.Series:
    """Degree and strength in one number: Opsahl's degree centrality of weighted networks.

    k_i^(1 - alpha) s_i^alpha: alpha = 0 is the degree, alpha = 1 the strength. Between them many ties raise an
    actor of given strength; above 1 few strong ties do.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.
    alpha : float
        0 or more.

    Returns
    -------
    Series
        One value per actor, 0 for an isolate. Unit: none (actors and tie weight mixed). Range: 0 upwards. NaN
        never.

    Raises
    ------
    SchemaError
        ``alpha`` is negative or not finite.

    References
    ----------
    Opsahl, T., Agneessens, F., & Skvoretz, J. (2010). Social Networks 32:245-251.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> opsahl_degree(Network.from_pairs([0, 0], [1, 2], [7, 1], actors)).round(4).tolist()
    [4.0, 2.6458, 1.0]
    """
    if not 0 <= alpha < np.inf:
        raise SchemaError(f"alpha must be a number of 0 or more, not {alpha}.")
    count, total = degree(net).to_numpy(), strength(net).to_numpy()
    tied = count > 0
    values = np.zeros(net.n_actors)
    values[tied] = count[tied] * (total[tied] / count[tied]) ** alpha
    return pd.Series(values, index=net.index, name="opsahl_degree")


def _row_sums(net: Network, values: FloatArray) -> FloatArray:
    rows = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    sums = np.bincount(rows, weights=values, minlength=net.n_actors)
    if net.directed:
        sums = sums + np.bincount(net.indices, weights=values, minlength=net.n_actors)
    return sums.astype(np.float64)


def betweenness(
    net: Network,
    *,
    distance: str | npt.ArrayLike | None = None,
    normalized: bool = False,
    workers: int | None = None,
) -> pd.Series:
    """Number of shortest paths between other actors that run through an actor.

    b_v = sum over pairs {s, t} of sigma_st(v) / sigma_st, sigma_st the number of shortest paths from s to t
    and sigma_st(v) those through v (ordered pairs in a directed network).

    Parameters
    ----------
    net : Network
        A strength is never read as a length: give ``distance`` to use weights.
    distance : None, "inverse" or array_like
        None counts steps. ``"inverse"`` makes a tie 1 / weight long. An array gives the length of every tie
        in the order of ``net.edges()``; ``to_distance`` makes such arrays.
    normalized : bool
        Divide by the number of pairs of other actors.
    workers : int, optional
        Threads; the result does not depend on it.

    Returns
    -------
    Series
        One value per actor. Unit: shortest paths (none when normalized). Range: 0 upwards. NaN never,
        unless normalized with fewer than three actors.

    Raises
    ------
    UndefinedMeasure
        The distances are the strengths themselves: strong ties would be long.
    SchemaError
        The distances are not one finite positive number per tie.

    Notes
    -----
    Undirected networks without distances: exact, on classes of actors with equal closed neighbourhoods,
    O(c m) for c classes. Directed networks and distances: igraph.

    References
    ----------
    Freeman, L. C. (1977). Sociometry 40:35-41. Brandes, U. (2001). J. Math. Sociol. 25:163-177.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> betweenness(Network.from_pairs([0, 1], [1, 2], [1, 1], actors)).tolist()
    [0.0, 1.0, 0.0]
    """
    if net.directed or distance is not None:
        values = _by_igraph(net, None if distance is None else tie_lengths(net, distance))
    else:
        values = _by_steps(net, workers)
    if normalized:
        pairs = (net.n_actors - 1) * (net.n_actors - 2) / (1 if net.directed else 2)
        values = values / pairs if pairs > 0 else np.full_like(values, np.nan)
    return pd.Series(values, index=net.index, name="betweenness")


def _by_steps(net: Network, workers: int | None) -> FloatArray:
    if net.n_actors == 0:
        return np.zeros(0)
    twins = merged_twins(net)
    classes = len(twins.multiplicity)
    chunks = min(_CHUNKS, classes)

    def run(chunk: int) -> FloatArray:
        return paths.betweenness_chunk(
            twins.indptr, twins.indices, twins.multiplicity, twins.closed, chunk, chunks
        )

    total = np.zeros(classes)
    for gained in threads.ordered_map(run, range(chunks), workers=workers):
        total += gained
    halved: FloatArray = total[twins.place] / 2.0
    return halved


def _by_igraph(net: Network, lengths: FloatArray | None) -> FloatArray:
    source = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    keep = np.full(len(source), True) if net.directed else source < net.indices
    graph = igraph.Graph(
        n=net.n_actors,
        edges=np.column_stack([source[keep], net.indices[keep]]),
        directed=net.directed,
    )
    values = graph.betweenness(directed=net.directed, weights=None if lengths is None else lengths.tolist())
    return np.asarray(values, dtype=np.float64)
