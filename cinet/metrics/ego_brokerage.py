"""Who stands between an actor's alters: in the actor's own network, or shared with all who do."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cinet.kernels import adjacency, ego
from cinet.kernels.brokerage import SHARED
from cinet.metrics.brokerage import path_worth
from cinet.metrics.ego_networks import each_actor
from cinet.network import Network

__all__ = ["ego_betweenness", "partial_brokerage"]


def ego_betweenness(net: Network) -> pd.Series:
    """Number of pairs of an actor's alters that depend on it, judged inside the actor's own network.

    g_i = sum over pairs of alters j, k that are not tied of 1 / (number of two-paths j - q - k, q being i or
    another alter of i); ordered pairs j -> i -> k in a directed network.

    Parameters
    ----------
    net : Network
        Weights are ignored.

    Returns
    -------
    Series
        One value per actor. Unit: open pairs. Range: 0 to n (n - 1) / 2 with n alters, twice that when
        directed. NaN never: an actor without ties brokers nothing.

    Notes
    -----
    In an undirected network this is the betweenness of i in the network of i and its alters; in a directed one
    that would also count ways of three steps and more. An alter's ties to third parties play no part;
    ``partial_brokerage`` counts the two-paths of the whole network (Medici of the Florentine families: 14 here,
    13.5 there). O(sum over actors of the squared degrees within their networks).

    References
    ----------
    Everett, M., & Borgatti, S. P. (2005). Social Networks 27:31-38.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> ego_betweenness(Network.from_pairs([0, 1], [1, 2], [1, 1], actors)).tolist()
    [0.0, 1.0, 0.0]
    """
    in_ptr, in_indices = net.indptr, net.indices
    if net.directed:
        in_ptr, in_indices, _ = adjacency.transpose(net.indptr, net.indices, net.weights, net.n_actors)
    found = np.empty(net.n_actors)

    def fill(first: int, step: int) -> None:
        ego.betweenness(net.indptr, net.indices, in_ptr, in_indices, first, step, found)

    each_actor(fill, len(net.indices))
    return pd.Series(found if net.directed else found / 2.0, index=net.index, name="ego_betweenness")


def partial_brokerage(net: Network, *, by: str | None = None, workers: int | None = None) -> pd.Series:
    """Number of open pairs an actor brokers, each pair shared equally among all who broker it.

    b_v = sum over open pairs i, k on a path i - v - k of 1 / (number of two-paths i - q - k in the whole
    network); unordered pairs, ordered ones i -> v -> k in a directed network.

    Parameters
    ----------
    net : Network
        Weights are ignored.
    by : str, optional
        An actor column: only pairs whose ends are of different groups count.
    workers : int, optional
        Threads; the result does not depend on it.

    Returns
    -------
    Series
        One value per actor. Unit: open pairs. Range: 0 upwards. NaN never: an actor without ties brokers
        nothing.

    Raises
    ------
    SchemaError
        The actor table has no such column.

    Notes
    -----
    The values of all actors add up to the number of pairs at distance two. Without ``by`` it is the total of
    ``brokerage(net, credit="shared")``; with it, what gatekeepers, representatives and liaisons hold there.
    O(sum of in-degree x out-degree).

    References
    ----------
    Gould, R. V. (1989). Power and social structure in community elites.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> partial_brokerage(Network.from_pairs([0, 0, 1, 2], [1, 2, 3, 3], [1] * 4, actors)).tolist()
    [0.5, 0.5, 0.5, 0.5]
    """
    group = np.zeros(net.n_actors, np.int32) if by is None else net.codes(by)[0]
    worth = path_worth(net, group, SHARED, workers=workers)
    # the last three roles are those whose ends differ; without groups all pairs are of the first
    credit = worth[:, 2:].sum(axis=1) if by is not None else worth[:, 0]
    return pd.Series(credit, index=net.index, name="partial_brokerage")
