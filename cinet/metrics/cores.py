"""How deep inside the network an actor is: k-cores and s-cores."""

from __future__ import annotations

import igraph
import numpy as np
import pandas as pd

from cinet.kernels import adjacency, cores
from cinet.network import Network

__all__ = ["coreness", "s_core"]


def coreness(net: Network) -> pd.Series:
    """How deep inside the network an actor is: the largest k of which it is in the k-core.

    The k-core is the largest set of actors of whom each has k ties or more with the others of the set; in a
    directed network both directions count, so that a pair tied both ways counts twice.

    Parameters
    ----------
    net : Network
        Weights are ignored; ``s_core`` reads them.

    Returns
    -------
    Series
        One value per actor (float64, as every measure), 0 for an isolate. Unit: none. Range: 0 up to the degree.
        NaN never.

    Notes
    -----
    igraph, O(m). In a projection a joint collaboration of k actors is a (k - 1)-core by itself.

    References
    ----------
    Seidman, S. B. (1983). Social Networks 5:269-287.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> coreness(Network.from_pairs([0, 0, 1, 2], [1, 2, 2, 3], [1, 1, 1, 1], actors)).tolist()
    [2.0, 2.0, 2.0, 1.0]
    """
    rows = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    keep = np.full(len(rows), True) if net.directed else rows < net.indices
    graph = igraph.Graph(
        n=net.n_actors, edges=np.column_stack([rows[keep], net.indices[keep]]), directed=net.directed
    )
    return pd.Series(graph.coreness(mode="all"), index=net.index, name="coreness", dtype=np.float64)


def s_core(net: Network) -> pd.Series:
    """How deep inside the network an actor is by strength: the largest s of which it is in the s-core.

    The s-core is the largest set of actors of whom each has ties of total strength s or more with the others of
    the set, z_ij = w_ij (w_ij + w_ji in a directed network).

    Parameters
    ----------
    net : Network
        Weights are read as strengths.

    Returns
    -------
    Series
        One value per actor, 0 for an isolate. Unit: tie weight. Range: 0 up to the strength. NaN never.

    Notes
    -----
    Actors are peeled in the order of what is left of their strength, O(m log n). With equal weights of 1 this is
    ``coreness``. igraph and NetworkX have no s-core.

    References
    ----------
    Eidsaa, M., & Almaas, E. (2013). Phys. Rev. E 88:062819.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> s_core(Network.from_pairs([0, 0, 1, 2], [1, 2, 2, 3], [2, 1, 1, 5], actors)).tolist()
    [3.0, 3.0, 5.0, 5.0]
    """
    rows = net.indptr, net.indices, net.weights
    if net.directed:
        rows = adjacency.symmetrised(*rows)
    return pd.Series(cores.s_core(*rows), index=net.index, name="s_core")
