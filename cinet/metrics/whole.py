"""One row of numbers that says what a network looks like as a whole."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from cinet.metrics.cohesion import undirected_only
from cinet.metrics.triads import triangle_counts
from cinet.network import Network

__all__ = ["components", "summary"]


def components(net: Network) -> pd.Series:
    """Number of the connected component an actor belongs to, 0 for the largest.

    Parameters
    ----------
    net : Network
        Direction and weights are ignored.

    Returns
    -------
    Series of int
        Components are numbered by falling size, ties by their first actor.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> components(Network.from_pairs([1], [2], [1], actors)).tolist()
    [1, 0, 0]
    """
    shape = (net.n_actors, net.n_actors)
    matrix = csr_array((np.ones(len(net.indices), np.int8), net.indices, net.indptr), shape=shape)
    count, found = (
        connected_components(matrix, directed=False) if net.n_actors else (0, np.zeros(0, np.int32))
    )
    sizes = np.bincount(found, minlength=count)
    number = np.empty(count, dtype=np.int64)
    number[np.argsort(-sizes, kind="stable")] = np.arange(count)
    return pd.Series(number[found], index=net.index, name="component")


def summary(net: Network) -> pd.Series:
    """Size, density, components, clustering and assortativity of a network.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.

    Returns
    -------
    Series
        n_actors (actors), n_ties (pairs), density, mean_degree (actors), n_components (components), giant_share
        (share of actors in the largest component), transitivity (3 triangles / open and closed triples),
        mean_local_clustering (actors with fewer than two alters count as 0), degree_assortativity (Pearson
        correlation of the degrees at the two ends of a tie). NaN, never 0, where a value is undefined: density
        with fewer than two actors, transitivity when no actor has two alters, degree_assortativity when there
        is no tie or all ties join actors of equal degree, and every mean and share when there is no actor.

    Raises
    ------
    UndefinedMeasure
        The network is directed.

    References
    ----------
    Newman, M. E. J. (2010). Networks: An Introduction. Oxford University Press.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> summary(Network.from_pairs([0, 0], [1, 2], [1, 1], actors))[["density", "transitivity"]].round(3).tolist()
    [0.667, 0.0]
    """
    undirected_only(net, "summary")
    triangles, degree = triangle_counts(net)
    n, m = net.n_actors, net.n_ties
    pairs = degree * (degree - 1) // 2
    component = components(net).to_numpy()
    local = np.divide(triangles, pairs, out=np.zeros(n), where=pairs > 0)
    values = {
        "n_actors": float(n),
        "n_ties": float(m),
        "density": _ratio(m, n * (n - 1) / 2),
        "mean_degree": _ratio(2 * m, n),
        "n_components": float(component.max() + 1) if n else 0.0,
        "giant_share": _ratio((component == 0).sum(), n),
        "transitivity": _ratio(triangles.sum(), pairs.sum()),
        "mean_local_clustering": _ratio(local.sum(), n),
        "degree_assortativity": _degree_correlation(net, degree),
    }
    return pd.Series(values, name="summary")


def _ratio(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else float("nan")


def _degree_correlation(net: Network, degree: npt.NDArray[np.int64]) -> float:
    """Pearson correlation over both readings of every tie; undefined when all ends are alike."""
    ends = np.repeat(degree, degree).astype(np.float64)
    others = degree[net.indices].astype(np.float64)
    if len(ends) == 0 or np.ptp(ends) == 0:
        return float("nan")
    centred = ends - ends.mean()
    return float((centred * (others - ends.mean())).sum() / (centred**2).sum())
