"""Cohesion around actors: local clustering."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cinet.errors import UndefinedMeasure
from cinet.metrics.triads import any_triangle_pass
from cinet.network import Network

__all__ = ["local_clustering"]


def local_clustering(net: Network) -> pd.Series:
    """Share of the pairs of an actor's alters that are tied to each other.

    c_i = t_i / (k_i (k_i - 1) / 2), t_i the number of triangles at i and k_i the number of its alters.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: 0 to 1. NaN with fewer than two alters, where no pair exists.

    Raises
    ------
    UndefinedMeasure
        The network is directed.

    Notes
    -----
    Projecting collaborations makes cliques, so high values are expected by construction: compare them with a
    two-mode null (``ci.compare``). O(m a) with a the arboricity.

    References
    ----------
    Watts, D. J., & Strogatz, S. H. (1998). Nature 393:440-442.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> local_clustering(Network.from_pairs([0, 0, 1, 0], [1, 2, 2, 3], [1, 1, 1, 1], actors)).round(3).tolist()
    [0.333, 1.0, 1.0, nan]
    """
    undirected_only(net, "local_clustering")
    held = any_triangle_pass(net)
    pairs = np.where(held.n_alters > 1, held.n_alters * (held.n_alters - 1) / 2, np.nan)
    return pd.Series(held.triangles / pairs, index=net.index, name="local_clustering")


def undirected_only(net: Network, measure: str) -> None:
    """Refuse a directed network where a measure has no agreed directed form here."""
    if net.directed:
        raise UndefinedMeasure(
            f"{measure} is defined for undirected networks here; symmetrise the ties first "
            "(for example net = ci.from_networkx(graph.to_undirected()))."
        )
