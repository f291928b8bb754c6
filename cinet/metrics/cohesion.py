"""Cohesion around actors: local clustering."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import UndefinedMeasure
from cinet.kernels import corners
from cinet.metrics.triads import triangle_counts
from cinet.network import Network

__all__ = ["local_clustering"]


def local_clustering(net: Network, *, weighted: bool = False) -> pd.Series:
    """Share of the pairs of an actor's alters that are tied to each other.

    c_i = t_i / (k_i (k_i - 1) / 2), t_i the number of triangles at i and k_i the number of its alters; weighted
    (Barrat), each pair of alters counts by the strength that i has to it:
    c_i = sum over tied pairs {j, h} of alters of (w_ij + w_ih) / (s_i (k_i - 1)).

    Parameters
    ----------
    net : Network
        Undirected.
    weighted : bool
        Barrat's form, with weights read as strengths; otherwise weights are ignored.

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
    two-mode null (``ci.compare``). O(m a) with a the arboricity. What peers do: networkx's ``weight=`` is
    Onnela's form, another measure; igraph's is Barrat's.

    References
    ----------
    Watts, D. J., & Strogatz, S. H. (1998). Nature 393:440-442. Barrat, A., et al. (2004). PNAS 101:3747-3752.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> net = Network.from_pairs([0, 0, 1, 0], [1, 2, 2, 3], [1, 1, 1, 2], actors)
    >>> local_clustering(net).round(3).tolist()
    [0.333, 1.0, 1.0, nan]
    >>> local_clustering(net, weighted=True).round(3).tolist()
    [0.25, 1.0, 1.0, nan]
    """
    undirected_only(net, "local_clustering")
    if weighted:
        values = _barrat(net)
    else:
        triangles, alters = triangle_counts(net)
        values = triangles / np.where(alters > 1, alters * (alters - 1) / 2, np.nan)
    return pd.Series(values, index=net.index, name="local_clustering")


def _barrat(net: Network) -> npt.NDArray[np.float64]:
    alters = np.diff(net.indptr)
    rows = np.repeat(np.arange(net.n_actors), alters)
    strength = np.bincount(rows, weights=net.weights, minlength=net.n_actors)
    shared = corners.closed_weight(net.indptr, net.indices, net.weights)
    whole = np.where(alters > 1, strength * (alters - 1), np.nan)
    # the two sums add the same strengths in another order: never above 1 but for rounding
    held: npt.NDArray[np.float64] = np.minimum(shared / whole, 1.0)
    return held


def undirected_only(net: Network, measure: str) -> None:
    """Refuse a directed network where a measure has no agreed directed form here."""
    if net.directed:
        raise UndefinedMeasure(
            f"{measure} is defined for undirected networks here: take the directions away first, by "
            "eco.network(directed=False) or ci.from_networkx(graph.to_undirected())."
        )
