"""How strong a tie is for how much the two ends are tied at all: association of a co-occurrence matrix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName, first_few, nearest
from cinet.metrics.class_tables import chosen, square
from cinet.metrics.cohesion import undirected_only
from cinet.network import Network

__all__ = ["FORMULAS", "Totals", "association", "formula"]

FloatArray = npt.NDArray[np.float64]
Total = float | FloatArray
Formula = Callable[[FloatArray, FloatArray, FloatArray, Total], FloatArray]
Totals = Literal["occurrences", "cooccurrences"]
Measure = Literal[
    "cosine",
    "jaccard",
    "inclusion",
    "dice",
    "equivalence",
    "association_strength",
    "pai",
    "pai_symmetric",
    "steijn",
]


def association(
    matrix: pd.DataFrame | Network, measure: Measure = "cosine", *, totals: Totals, n: float | None = None
) -> pd.DataFrame | pd.Series:
    """How strong a tie is, given how much its two ends are tied at all: a normalised co-occurrence.

    With c_ij co-occurrences, s_i totals and T their base: cosine c / sqrt(s_i s_j); jaccard c / (s_i + s_j - c);
    inclusion c / min(s_i, s_j); dice 2 c / (s_i + s_j); equivalence c^2 / (s_i s_j); association_strength
    c / (s_i s_j); pai T c / (s_i s_j), observed over expected; pai_symmetric (pai - 1) / (pai + 1); steijn
    c / ((s_i / T) s_j / (T - s_i) + (s_j / T) s_i / (T - s_j)) / (T / 2).

    Parameters
    ----------
    matrix : DataFrame or Network
        Symmetric co-occurrences of classes, countries, groups; of a network, its tie weights.
    measure : str
        One of the names above.
    totals : {"occurrences", "cooccurrences"}
        What s_i is; it changes every value and has to be chosen. ``"occurrences"``: in how many records i is, the
        diagonal of the matrix; T is then ``n``. ``"cooccurrences"``: the sum of row i without the diagonal; T is
        then the sum of all rows, each pair twice.
    n : float, optional
        The number of records, for pai of occurrences.

    Returns
    -------
    DataFrame or Series
        A matrix for a matrix: the diagonal is 1 for cosine, jaccard, inclusion, dice and equivalence, NaN for the
        others. A Series over the ties, index (source, target), for a network. Unit: none. Range: 0 to 1 for those
        five; -1 to 1 for pai_symmetric; 0 or more for the others, 1 being what is expected for pai and steijn. NaN
        when one end has no total.

    Raises
    ------
    SchemaError
        The matrix is not symmetric, holds numbers that are negative or not finite, or more co-occurrences than one
        end has occurrences; n is missing, not needed or too small.
    UnknownName
        The measure or totals are not known.
    UndefinedMeasure
        Occurrences of a network, steijn of occurrences, a directed network.

    Notes
    -----
    Association strength has two meanings: over occurrences (bibliometrix) and over co-occurrences (VOSviewer, up to
    the factor T), and they rank pairs differently. pai of co-occurrences is that of EconGeo's "association" and
    of Zitt's probabilistic affinity; steijn its "prob", in which i is not drawn twice. From participations use
    ``ci.similarity``. O(n^2) for a matrix, O(m) for a network.

    References
    ----------
    van Eck, N. J., & Waltman, L. (2009). J. Am. Soc. Inf. Sci. Technol. 60:1635-1651.
    Zitt, M., Bassecoulard, E., & Okubo, Y. (2000). Scientometrics 47:627-657.
    Steijn, M. P. A. (2021). Quantitative Science Studies 2:778.

    Examples
    --------
    >>> joint = pd.DataFrame([[0, 100, 150], [100, 0, 100], [150, 100, 0]], list("abc"), list("abc"))
    >>> association(joint, "pai", totals="cooccurrences").round(2).loc["a"].tolist()
    [nan, 1.4, 1.68]
    """
    chosen(totals, ("occurrences", "cooccurrences"), "totals")
    formula(measure)
    if measure == "steijn" and totals == "occurrences":
        raise UndefinedMeasure(
            "steijn is about ends of ties that are drawn without an end meeting itself: use totals='cooccurrences'."
        )
    if (n is not None) != (measure in ("pai", "pai_symmetric") and totals == "occurrences"):
        raise SchemaError(
            "n, the number of records, belongs to pai and pai_symmetric of occurrences, which need it; leave it out "
            "otherwise."
        )
    if isinstance(matrix, Network):
        return _of_network(matrix, measure, totals)
    table = square(matrix, "the co-occurrence matrix")
    held = table.to_numpy()
    unit = _unit(held)
    apart = ~np.eye(len(held), dtype=bool)
    joint = np.where(apart, held, 0.0) / unit
    s = joint.sum(axis=1) if totals == "cooccurrences" else _occurrences(table, n) / unit
    total = float(joint.sum()) if n is None else n / unit
    rows, columns = np.indices(held.shape)
    usable = apart & (s[rows] > 0) & (s[columns] > 0)
    values = np.full(held.shape, np.nan)
    values[usable] = _computed(measure, joint[usable], s[rows[usable]], s[columns[usable]], total, unit)
    if measure in _BOUNDED:
        np.fill_diagonal(values, 1.0)
    return pd.DataFrame(values, index=table.index, columns=table.columns)


def _unit(values: FloatArray) -> float:
    """Return the power of two to divide by, which is exact: products of very large or small numbers stay finite."""
    return float(np.ldexp(1.0, int(np.frexp(values.max(initial=0.0))[1])))


def _computed(
    measure: str, joint: FloatArray, a: FloatArray, b: FloatArray, total: float, unit: float
) -> FloatArray:
    values = FORMULAS[measure](joint, a, b, total)
    # the only one of them that has a unit
    return values / unit if measure == "association_strength" else values


def _of_network(net: Network, measure: Measure, totals: Totals) -> pd.Series:
    undirected_only(net, "association")
    if totals == "occurrences":
        raise UndefinedMeasure(
            "a network does not hold in how many records an actor is: use totals='cooccurrences', or "
            "ci.similarity(incidence), which counts participations."
        )
    row = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    unit = _unit(net.weights)
    weights = net.weights / unit
    s = np.bincount(row, weights=weights, minlength=net.n_actors).astype(np.float64)
    once = row < net.indices
    source, target = row[once], net.indices[once]
    values = _computed(measure, weights[once], s[source], s[target], float(weights.sum()), unit)
    index = pd.MultiIndex.from_arrays(
        [net.index.take(source), net.index.take(target)], names=["source", "target"]
    )
    return pd.Series(values, index=index, name=f"association(measure={measure})")


def _occurrences(table: pd.DataFrame, n: float | None) -> FloatArray:
    held = table.to_numpy()
    s: FloatArray = np.diag(held).copy()
    over = np.argwhere(held > np.minimum.outer(s, s))
    if over.size:
        i, j = over[0]
        raise SchemaError(
            f"{first_few([table.index[i], table.columns[j]])} hold {held[i, j]:g} co-occurrences but {s[i]:g} and "
            f"{s[j]:g} occurrences in the diagonal: put the number of records of each there, or use "
            "totals='cooccurrences'."
        )
    if n is not None and not (np.isfinite(n) and n >= s.max()):
        raise SchemaError(f"n must be a finite number of records, {s.max():g} or more, not {n}.")
    return s


def formula(measure: str) -> Formula:
    """Return the formula of a measure, or say which are known."""
    if measure not in FORMULAS:
        hint = (
            " Association strength has two scales: 'association_strength' c / (s_i s_j), or 'pai' with the factor T."
            if measure in ("association", "affinity", "proximity")
            else nearest(measure, FORMULAS)
        )
        raise UnknownName(f"measure {measure!r} is not known.{hint} Known: {', '.join(FORMULAS)}.")
    return FORMULAS[measure]


# Every formula once: co-occurrences, both totals and the base of the totals.


def _cosine(c: FloatArray, a: FloatArray, b: FloatArray, total: Total) -> FloatArray:
    shares: FloatArray = np.minimum(c / np.sqrt(a * b), 1.0)
    return shares


def _jaccard(c: FloatArray, a: FloatArray, b: FloatArray, total: Total) -> FloatArray:
    return c / (a + b - c)


def _inclusion(c: FloatArray, a: FloatArray, b: FloatArray, total: Total) -> FloatArray:
    shares: FloatArray = c / np.minimum(a, b)
    return shares


def _dice(c: FloatArray, a: FloatArray, b: FloatArray, total: Total) -> FloatArray:
    return 2.0 * c / (a + b)


def _equivalence(c: FloatArray, a: FloatArray, b: FloatArray, total: Total) -> FloatArray:
    return (c / a) * (c / b)


def _strength(c: FloatArray, a: FloatArray, b: FloatArray, total: Total) -> FloatArray:
    return c / (a * b)


def _pai(c: FloatArray, a: FloatArray, b: FloatArray, total: Total) -> FloatArray:
    ratio: FloatArray = total * c / (a * b)
    return ratio


def _pai_symmetric(c: FloatArray, a: FloatArray, b: FloatArray, total: Total) -> FloatArray:
    ratio: FloatArray = (total * c - a * b) / (total * c + a * b)
    return ratio


def _steijn(c: FloatArray, a: FloatArray, b: FloatArray, total: Total) -> FloatArray:
    # an actor's total is at most half of T, so T - s is never 0
    expected = (a / total * (b / (total - a)) + b / total * (a / (total - b))) * (total / 2.0)
    ratio: FloatArray = c / expected
    return ratio


FORMULAS: Final[Mapping[str, Formula]] = {
    "cosine": _cosine,
    "jaccard": _jaccard,
    "inclusion": _inclusion,
    "dice": _dice,
    "equivalence": _equivalence,
    "association_strength": _strength,
    "pai": _pai,
    "pai_symmetric": _pai_symmetric,
    "steijn": _steijn,
}

#: Measures whose largest value is 1, that of a class with itself.
_BOUNDED: Final = ("cosine", "jaccard", "inclusion", "dice", "equivalence")
