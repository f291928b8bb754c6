"""Nestedness of a two-mode table, and clustering that a projection cannot make up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.granularity import refuse_dyadic
from cinet.incidence import Incidence
from cinet.kernels import adjacency, four_paths, nesting, weighted_nesting

__all__ = ["nodf", "robins_alexander", "two_mode_clustering", "wnodf"]


def nodf(incidence: Incidence, *, order: str = "marginals") -> pd.Series:
    """How far the partners of the less active are among the partners of the more active: nestedness NODF.

    NODF = 100 / P sum over pairs a, b of one mode with k_a > k_b of #(N(a) and N(b)) / k_b, N(a) what a takes part
    in, k_a = #N(a), P the number of all pairs; pairs of equal k add 0.

    Parameters
    ----------
    incidence : Incidence
        Collaborations x actors.
    order : {"marginals", "given"}
        ``"marginals"`` sorts both modes by size first, which makes the value independent of the order of the
        rows. ``"given"`` counts a pair only when the earlier one is the larger: for tables already in an order
        that means something.

    Returns
    -------
    Series
        nodf_actors, nodf_collaborations (means over the pairs of one mode) and nodf (over the pairs of both).
        Unit: none. Range: 0 to 100. NaN with fewer than two actors, fewer than two collaborations, fewer than
        two of either.

    Raises
    ------
    SchemaError
        A network is given: its projection has lost the table.
    UnknownName
        The order is not known.

    Notes
    -----
    Filled tables are nested by chance, so compare with the curveball null. Actors and collaborations that take
    part in nothing share nothing with anyone: their pairs count with 0. O(sum of squared sizes), without a
    matrix of pairs.

    References
    ----------
    Almeida-Neto, M., et al. (2008). Oikos 117:1227-1239.

    Examples
    --------
    >>> actors, joint = pd.DataFrame(index=list("abc")), pd.DataFrame(index=list("pq"))
    >>> nodf(Incidence.from_codes([0, 0, 0, 1], [0, 1, 2, 0], collaborations=joint, actors=actors)).round(1).tolist()
    [66.7, 100.0, 75.0]
    """
    two_mode_only(incidence, "nodf")
    if order not in ("marginals", "given"):
        raise UnknownName(f"order {order!r} is not known; use 'marginals' or 'given'.")
    as_given = order == "given"
    column_ptr, column_indices = transposed(incidence)
    n, k = incidence.n_actors, incidence.n_collaborations
    of_actors = nesting.nested_overlap(incidence.indptr, incidence.indices, np.diff(column_ptr), as_given)
    of_joint = nesting.nested_overlap(column_ptr, column_indices, incidence.sizes, as_given)
    actor_pairs, joint_pairs = n * (n - 1) // 2, k * (k - 1) // 2
    values = {
        "nodf_actors": _percent(of_actors, actor_pairs),
        "nodf_collaborations": _percent(of_joint, joint_pairs),
        "nodf": _percent(of_actors + of_joint, actor_pairs + joint_pairs),
    }
    return pd.Series(values, name="nodf")


def wnodf(incidence: Incidence, *, equal: bool = False) -> pd.Series:
    """How far the participations of the less active are weaker copies of those of the more active: WNODF.

    WNODF = 100 / P sum over pairs a, b of one mode with k_a > k_b of #(c in N(b): w_ac > w_bc) / k_b, w the weights
    of participations (0 where there is none), N(b) what b takes part in, k_b = #N(b), P the number of all pairs.

    Parameters
    ----------
    incidence : Incidence
        Collaborations x actors, with weights of participations.
    equal : bool
        Count a participation of equal weight too; equal weights throughout then give NODF.

    Returns
    -------
    Series
        wnodf_actors, wnodf_collaborations (means over the pairs of one mode) and wnodf (over the pairs of both).
        Unit: none. Range: 0 to 100. NaN with fewer than two actors, fewer than two collaborations, fewer than two of
        either.

    Raises
    ------
    SchemaError
        A network is given: its projection has lost the table.
    UndefinedMeasure
        The participations have no weights.

    Notes
    -----
    k counts participations; weights only decide whether one is below the other, so their scale does not matter.
    The order of the rows does not either. R vegan gives the same by ``nestednodf(weighted = TRUE)``, its
    ``wbinary = TRUE`` being ``equal``. O(sum of squared sizes).

    References
    ----------
    Almeida-Neto, M., & Ulrich, W. (2011). Environ. Model. Softw. 26:173-178.

    Examples
    --------
    >>> actors, joint = pd.DataFrame(index=list("ab")), pd.DataFrame(index=list("pq"))
    >>> inc = Incidence.from_codes([0, 0, 1], [0, 1, 0], collaborations=joint, actors=actors, weights=[5, 2, 3])
    >>> wnodf(inc).tolist()
    [100.0, 100.0, 100.0]
    """
    two_mode_only(incidence, "wnodf")
    if incidence.weights is None:
        raise UndefinedMeasure(
            "wnodf compares the weights of participations, and this incidence has none: use "
            "eco.incidence(weights=...), or nodf."
        )
    n, k = incidence.n_actors, incidence.n_collaborations
    column_ptr, column_indices, column_weights = adjacency.transpose(
        incidence.indptr, incidence.indices, incidence.weights, n
    )
    of_actors = weighted_nesting.weighted_overlap(
        incidence.indptr, incidence.indices, incidence.weights, np.diff(column_ptr), equal
    )
    of_joint = weighted_nesting.weighted_overlap(
        column_ptr, column_indices, column_weights, incidence.sizes, equal
    )
    actor_pairs, joint_pairs = n * (n - 1) // 2, k * (k - 1) // 2
    values = {
        "wnodf_actors": _percent(of_actors, actor_pairs),
        "wnodf_collaborations": _percent(of_joint, joint_pairs),
        "wnodf": _percent(of_actors + of_joint, actor_pairs + joint_pairs),
    }
    return pd.Series(values, name="wnodf")


def robins_alexander(incidence: Incidence) -> float:
    """Share of the paths of three ties in the two-mode table that close into a four-cycle.

    C_RA = 4 C4 / L3, C4 the pairs of actors and pairs of collaborations with all four participations, L3 the
    paths actor - collaboration - actor - collaboration.

    Parameters
    ----------
    incidence : Incidence
        Collaborations x actors.

    Returns
    -------
    float
        Unit: none. Range: 0 to 1. NaN when no path has three ties.

    Raises
    ------
    SchemaError
        A network is given: its projection has lost the table.

    Notes
    -----
    Clustering of the projection is made by the collaborations themselves; this one asks whether the same
    partners meet again. O(pairs of the projection).

    References
    ----------
    Robins, G., & Alexander, M. (2004). Comput. Math. Organ. Theory 10:69-94.

    Examples
    --------
    >>> actors, joint = pd.DataFrame(index=list("ab")), pd.DataFrame(index=list("pq"))
    >>> robins_alexander(Incidence.from_codes([0, 0, 1, 1], [0, 1, 0, 1], collaborations=joint, actors=actors))
    1.0
    """
    two_mode_only(incidence, "robins_alexander")
    activity = np.bincount(incidence.indices, minlength=incidence.n_actors)
    size_at = np.repeat(incidence.sizes, incidence.sizes)
    paths = int(((size_at - 1) * (activity[incidence.indices] - 1)).sum())
    unweighted = Incidence(
        incidence.indptr,
        incidence.indices,
        collaborations=pd.DataFrame(index=incidence.collaborations.index),
        actors=pd.DataFrame(index=incidence.actors.index),
    )
    met = unweighted.network("full").weights
    # every pair of actors stands twice in the projection
    cycles = float((met * (met - 1)).sum()) / 4
    return 4 * cycles / paths if paths else float("nan")


def two_mode_clustering(incidence: Incidence) -> float:
    """Share of the pairs of actors with a common partner that also meet each other elsewhere: Opsahl's C*.

    C* = closed / all paths actor - collaboration - actor - collaboration - actor with five different nodes; a path
    is closed when its two end actors share a collaboration that is not on it.

    Parameters
    ----------
    incidence : Incidence
        Collaborations x actors.

    Returns
    -------
    float
        Unit: none. Range: 0 to 1. NaN when no path has four ties.

    Raises
    ------
    SchemaError
        A network is given: its projection has lost the table.

    Notes
    -----
    A collaboration of three is no closed triad here: three actors close only by meeting in three
    collaborations. O(paths of four ties), which grows with the square of the busiest actor's collaborations.

    References
    ----------
    Opsahl, T. (2013). Social Networks 35:159-167.

    Examples
    --------
    >>> actors, joint = pd.DataFrame(index=list("abc")), pd.DataFrame(index=list("pqr"))
    >>> inc = Incidence.from_codes([0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 0, 2], collaborations=joint, actors=actors)
    >>> two_mode_clustering(inc)
    1.0
    """
    two_mode_only(incidence, "two_mode_clustering")
    closed, paths = four_paths.four_paths(incidence.indptr, incidence.indices, *transposed(incidence))
    return closed / paths if paths else float("nan")


def two_mode_only(incidence: object, measure: str) -> None:
    """Refuse a network where a measure needs who took part in what."""
    if not isinstance(incidence, Incidence):
        raise SchemaError(
            f"{measure} reads an Incidence (collaborations x actors), not a {type(incidence).__name__}: "
            "a projection no longer knows who took part in what. Use eco.incidence()."
        )
    refuse_dyadic(incidence._collaborations, measure)


def transposed(
    incidence: Incidence,
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int], np.dtype[np.int32]]]:
    """Return the sorted collaborations of every actor: indptr and indices."""
    ones = np.ones(len(incidence.indices))
    indptr, indices, _ = adjacency.transpose(incidence.indptr, incidence.indices, ones, incidence.n_actors)
    return indptr, indices


def _percent(total: float, pairs: int) -> float:
    # a sum of unit fractions may pass the number of pairs by rounding
    return min(100.0 * total / pairs, 100.0) if pairs else float("nan")
