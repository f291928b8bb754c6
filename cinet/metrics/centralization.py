"""Centralization: how far one actor stands above all others."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cinet.errors import UnknownName, nearest
from cinet.metrics.centrality import betweenness
from cinet.metrics.cohesion import undirected_only
from cinet.metrics.graphs import graph_of
from cinet.metrics.whole import components
from cinet.network import Network

__all__ = ["centralization"]

_OF = ("degree", "betweenness", "closeness")


def centralization(net: Network, *, of: str = "degree") -> float:
    """How far the most central actor stands above all others, against the star: Freeman's centralization.

    C = sum_i (c* - c_i) / max, c* the largest c_i and max the same sum in a star of n actors: (n - 1)(n - 2) for
    degree, (n - 1)^2 (n - 2) / 2 for betweenness, (n - 1)(n - 2) / (2 n - 3) for closeness (n - 1) / sum_j d_ij.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.
    of : {"degree", "betweenness", "closeness"}
        The centrality c_i.

    Returns
    -------
    float
        Unit: none. Range: 0 (all alike) to 1 (a star). NaN with fewer than three actors, and for closeness when
        the network is not connected.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    UnknownName
        There is no such centrality here.

    Notes
    -----
    Degree O(m); betweenness and closeness O(n m). Values of networks of different size are not comparable
    without a null: the larger a sparse network, the smaller its degree centralization.

    References
    ----------
    Freeman, L. C. (1979). Social Networks 1:215-239.

    Examples
    --------
    >>> import pandas as pd
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> centralization(Network.from_pairs([0, 0, 0], [1, 2, 3], [1, 1, 1], actors))
    1.0
    """
    undirected_only(net, "centralization")
    if of not in _OF:
        raise UnknownName(f"of={of!r} is not known.{nearest(of, _OF)} Known: {', '.join(_OF)}.")
    n = net.n_actors
    if n < 3:
        return float("nan")
    values: npt.NDArray[np.float64]
    if of == "degree":
        values = np.diff(net.indptr).astype(np.float64)
        most = float((n - 1) * (n - 2))
    elif of == "betweenness":
        values = betweenness(net).to_numpy()
        most = (n - 1) ** 2 * (n - 2) / 2
    else:
        if components(net).max() > 0:
            return float("nan")
        values = np.asarray(graph_of(net).closeness(), dtype=np.float64)
        most = (n - 1) * (n - 2) / (2 * n - 3)
    return float((values.max() - values).sum() / most)
