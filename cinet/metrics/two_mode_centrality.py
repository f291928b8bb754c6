"""Centralities in the two-mode network of actors and collaborations itself, before any projection."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph

from cinet.errors import UnknownName
from cinet.incidence import Incidence
from cinet.metrics.centrality import betweenness, degree
from cinet.metrics.closeness import distance_sums
from cinet.metrics.nestedness import two_mode_only
from cinet.metrics.spectral import eigenvector
from cinet.network import Network

__all__ = ["two_mode_centrality"]

FloatArray = npt.NDArray[np.float64]


def two_mode_centrality(
    incidence: Incidence,
    *,
    of: Literal["actors", "collaborations"] = "actors",
    workers: int | None = None,
) -> pd.DataFrame:
    """Degree, closeness, betweenness and eigenvector centrality of actors or collaborations, without projecting.

    Each is divided by what a network with n_s of the own kind and n_o of the other allows: degree k / n_o;
    closeness (r_o + 2 r_s) / sum_j d_ij over the r_s of the own kind and r_o of the other that are reached, times
    their share (r_s + r_o) / (n_s - 1 + n_o) of all; betweenness by the largest possible sum of pairs. The
    eigenvector is the leading singular vector of its mode, sum_i c_i^2 = 1.

    Parameters
    ----------
    incidence : Incidence
        Participations are read as present or absent; weights of participations are ignored.
    of : {"actors", "collaborations"}
        Whose centralities.
    workers : int, optional
        Threads; the result does not depend on it.

    Returns
    -------
    DataFrame
        One row per actor or collaboration, columns two_mode_degree, two_mode_closeness, two_mode_betweenness and
        two_mode_eigenvector. Unit: none. Range: 0 to 1. Degree is NaN when the other mode is empty; closeness
        when the row has no participation; betweenness when no path could run through such a row; the eigenvector
        when the row is outside the largest component, or that component has no tie or is not the only one of its
        size.

    Raises
    ------
    SchemaError
        A network is given.
    UnknownName
        ``of`` is neither of the two.
    UndefinedMeasure
        Collaborations are ties of two that were read from a one-mode network.

    Notes
    -----
    One-mode normalisations are out of reach in two modes: no actor is ever one step from another. igraph has no
    others. NetworkX has these, but in a network in pieces it scales closeness by all rows, not by those reached: of
    two actors in one collaboration each and nowhere else, each has 4/3 instead of 1/3.

    References
    ----------
    Borgatti, S. P., & Everett, M. G. (1997). Social Networks 19:243-269.

    Examples
    --------
    >>> actors, joint = pd.DataFrame(index=list("abc")), pd.DataFrame(index=["p", "q"])
    >>> inc = Incidence.from_codes([0, 0, 1, 1], [0, 1, 1, 2], collaborations=joint, actors=actors)
    >>> two_mode_centrality(inc).loc["b"].round(4).tolist()
    [1.0, 1.0, 1.0, 0.8165]
    """
    if of not in ("actors", "collaborations"):
        raise UnknownName(f"of={of!r} is not known; use 'actors' or 'collaborations'.")
    two_mode_only(incidence, "two_mode_centrality")
    n, m = incidence.n_actors, incidence.n_collaborations
    event = np.repeat(np.arange(m), incidence.sizes)
    both = Network.from_pairs(
        incidence.indices, n + event, np.ones(len(event)), pd.DataFrame(index=pd.RangeIndex(n + m))
    )
    own = slice(0, n) if of == "actors" else slice(n, n + m)
    same, other = (n, m) if of == "actors" else (m, n)
    table = incidence.actors if of == "actors" else incidence.collaborations
    with np.errstate(invalid="ignore", divide="ignore"):
        values = {
            "two_mode_degree": degree(both).to_numpy()[own] / (other or np.nan),
            "two_mode_closeness": _closeness(both, own, workers),
            "two_mode_betweenness": betweenness(both, workers=workers).to_numpy()[own]
            / (_most_betweenness(same, other) or np.nan),
            # the modes have equal shares of the joint vector
            "two_mode_eigenvector": np.sqrt(2.0) * eigenvector(both).to_numpy()[own],
        }
    return pd.DataFrame(values, index=table.index)


def _closeness(both: Network, own: slice, workers: int | None) -> FloatArray:
    """Return the closeness of the rows in ``own``, NaN for those without participations."""
    reached, total, _ = distance_sums(both, workers=workers)
    matrix = sparse.csr_array((both.weights, both.indices, both.indptr), shape=(both.n_actors, both.n_actors))
    _, part = csgraph.connected_components(matrix, directed=False)
    alike = np.bincount(part[own], minlength=both.n_actors)[part[own]] - 1.0
    nearest = reached[own] + alike
    values = np.full(len(nearest), np.nan)
    some = reached[own] > 0
    values[some] = (nearest / total[own].clip(1.0) * reached[own] / max(both.n_actors - 1, 1))[some]
    return values


def _most_betweenness(same: int, other: int) -> float:
    """Return the betweenness of the best placed of ``same`` rows, as Borgatti and Everett give it."""
    if same == 0 or other == 0:
        return 0.0
    s, t = divmod(same - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
