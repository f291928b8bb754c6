"""Composite-system synergy: whether the order degrees of subsystems rise together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, SchemaError, UnknownName, first_few, nearest
from cinet.synergy.grades import SYNERGY, grade, named, scale_of
from cinet.synergy.indicator_input import Weights, as_weights, chosen
from cinet.synergy.order_degree import AGGREGATIONS, combined
from cinet.synergy.score_input import unit_interval

__all__ = ["composite_synergy", "pairwise_synergy"]

FloatArray = npt.NDArray[np.float64]

#: Order degrees that differ by no more than this have not changed: 0.3 - 0.2 and 0.2 - 0.1 are the same change.
UNCHANGED: Final = 1e-12


def composite_synergy(
    order: pd.DataFrame,
    base: object = "previous",
    *,
    weights: Weights = None,
    aggregation: str = "geometric",
    grades: Sequence[float] | Mapping[str, float] | None = None,
    right: bool = False,
    lang: str = "en",
) -> pd.DataFrame:
    """Whether all subsystems have become more ordered since a base year, and by how much together.

    With changes d_j of the order degree of subsystem j since the base and weights w_j,
    ``synergy = theta prod_j abs(d_j)^w_j`` (geometric; the k-th root of the product of k changes when weights are
    equal) or ``theta sum_j w_j abs(d_j)`` (linear). ``theta`` is +1 if every d_j is at least 0 and -1 if one is
    negative: subsystems that all decline give a negative synergy.

    Parameters
    ----------
    order : DataFrame
        Order degrees of subsystems (columns), see ``order_degree``, by year or by (unit, year).
    base : "previous", "first" or a year
        What a year is compared with: the row before it (chained), the first one of its unit, or this year. Papers
        use both; write it on the figure.
    weights : mapping, Series, array_like or None
        Weights of the subsystems, sum 1; equal by default.
    aggregation : {"geometric", "linear"}
        How the changes are put together.
    grades : sequence of float or mapping, optional
        Inner cut points, or class name -> lower end. By default 0, 0.3, 0.7; the literature has no standard.
    right : bool
        Classes hold their upper end, (a, b], instead of their lower end, [a, b).
    lang : {"en", "zh"}
        Language of the names of grades.

    Returns
    -------
    DataFrame
        Index of ``order``. base (the year compared with), synergy (range: -1 to 1, no unit), theta, grade and
        grade_name (1 is the lowest), weakest (the subsystem with the smallest change, several joined by ``+``) and
        unchanged (how many subsystems have not changed: one is enough to make geometric synergy 0). NaN where there
        is no earlier row to compare with.

    Raises
    ------
    SchemaError
        Order degrees are missing or outside 0 to 1, labels are not unique, there are more than two index levels, or
        weights do not sum to 1.
    UnknownName
        The base year does not occur, or an option is misspelt.
    EmptySelection
        No row has another one to be compared with.

    Notes
    -----
    Rows are put in the order of their years first. "previous" is the row before, also if years are missing
    between: see the column base. Changes of at most 1e-12 are rounding and count as none. Synergy is small by
    construction: an order degree that rises from 0.4 to 0.5 everywhere gives 0.1. Cost: O(rows subsystems).

    References
    ----------
    Meng, Q., & Han, W. (2000), in Chinese, Journal of Tianjin University 33:444.

    Examples
    --------
    >>> order = pd.DataFrame({"science": [0.2, 0.4, 0.6], "city": [0.1, 0.2, 0.1]}, index=[2019, 2020, 2021])
    >>> composite_synergy(order)[["base", "synergy", "theta", "grade_name", "weakest"]].round(4)
          base  synergy  theta      grade_name weakest
    2019   NaN      NaN    NaN             NaN     NaN
    2020  2019   0.1414    1.0     low synergy    city
    2021  2020  -0.1414   -1.0  not synergetic    city
    """
    change, year = _changes(order, base)
    share = as_weights(weights, order.columns, "subsystem")
    synergy = _synergy(change, share, aggregation)
    cuts, names = scale_of(grades, SYNERGY, "grades", right, lang)
    number = grade(synergy, cuts, right)
    compared = ~np.isnan(synergy)
    columns = {
        "base": year,
        "synergy": synergy,
        "theta": np.where(compared, _theta(change), np.nan),
        "grade": number,
        "grade_name": named(number, names),
        "weakest": _weakest(change, order.columns),
        "unchanged": np.where(compared, (change == 0).sum(axis=1), np.nan),
    }
    return pd.DataFrame(columns, index=order.index)


def pairwise_synergy(
    order: pd.DataFrame, base: object = "previous", *, aggregation: str = "geometric"
) -> pd.DataFrame:
    """Composite-system synergy of every pair of subsystems, as if the two were the whole system.

    ``composite_synergy`` of two subsystems i and j with equal weights: theta (abs(d_i) abs(d_j))^(1/2), or the
    mean of abs(d_i) and abs(d_j) times theta.

    Parameters
    ----------
    order : DataFrame
        Order degrees of subsystems (columns) by year or by (unit, year).
    base : "previous", "first" or a year
        What a year is compared with.
    aggregation : {"geometric", "linear"}
        How the two changes are put together.

    Returns
    -------
    DataFrame
        Index of ``order``, one column per pair, named ``i+j``. Range: -1 to 1. No unit. NaN where there is no earlier
        row to compare with.

    Raises
    ------
    SchemaError, UnknownName, EmptySelection
        As ``composite_synergy``.

    Examples
    --------
    >>> order = pd.DataFrame({"a": [0.2, 0.4], "b": [0.1, 0.2], "c": [0.5, 0.3]}, index=[2019, 2020])
    >>> pairwise_synergy(order).loc[2020].round(4).to_dict()
    {'a+b': 0.1414, 'a+c': -0.2, 'b+c': -0.1414}
    """
    change, _ = _changes(order, base)
    half = np.array([0.5, 0.5])
    names = [str(name) for name in order.columns]
    return pd.DataFrame(
        {
            f"{names[i]}+{names[j]}": _synergy(change[:, [i, j]], half, aggregation)
            for i, j in combinations(range(len(names)), 2)
        },
        index=order.index,
    )


# --- changes of order ---------------------------------------------------------------------------------------------


def _changes(order: pd.DataFrame, base: object) -> tuple[FloatArray, npt.NDArray[np.object_]]:
    """Return the change of every subsystem since its base (NaN where there is none), and the base years."""
    values = unit_interval(order, "order", "subsystem")
    unit, year, years = _units_and_years(order.index)
    rows = np.lexsort((year, unit))
    before = np.full(len(rows), -1)
    first_of_unit = np.r_[True, unit[rows][1:] != unit[rows][:-1]]
    if base == "previous":
        before[rows[1:]] = np.where(first_of_unit[1:], -1, rows[:-1])
    elif base == "first":
        before[rows] = rows[first_of_unit][np.cumsum(first_of_unit) - 1]
    else:
        if not isinstance(base, Hashable) or base not in years:
            raise UnknownName(
                f"base {base!r} is neither 'previous' nor 'first' nor a year of the table."
                f"{nearest(str(base), ['previous', 'first'])} Years: {first_few(years)}."
            )
        start = np.full(unit.max() + 1, -1)
        there = np.flatnonzero(year == years.get_loc(base))
        start[unit[there]] = there
        before = start[unit]
    later = (before >= 0) & (year > year[before])
    if not later.any():
        raise EmptySelection("no row has an earlier one of its unit to be compared with.")
    change = np.where(later[:, None], values - values[before], np.nan)
    change[np.abs(change) <= UNCHANGED] = 0.0
    base_years = np.full(len(rows), np.nan, dtype=object)
    base_years[later] = years[year[before[later]]]
    return change, base_years


def _units_and_years(index: pd.Index) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], pd.Index]:
    """Return codes of units and of years, which rise with the years."""
    if index.nlevels > 2:
        raise SchemaError(f"order may have the index levels (unit, year); it has {index.nlevels} levels.")
    times = index.get_level_values(-1)
    try:
        years = times.unique().sort_values()
    except TypeError as error:
        raise SchemaError(f"the years of the index cannot be put in order: {error}.") from error
    year = years.get_indexer(times)
    unit = (
        pd.factorize(index.get_level_values(0))[0]
        if index.nlevels == 2
        else np.zeros(len(index), dtype=np.intp)
    )
    return unit, year, years


def _theta(change: FloatArray) -> FloatArray:
    return np.where((change >= 0).all(axis=1), 1.0, -1.0)


def _synergy(change: FloatArray, weights: FloatArray, aggregation: str) -> FloatArray:
    chosen("aggregation", aggregation, AGGREGATIONS)
    size = combined(np.abs(change), weights, aggregation)
    # adding 0.0 turns -0.0 into 0.0
    synergy: FloatArray = _theta(change) * size + 0.0
    return synergy


def _weakest(change: FloatArray, subsystems: pd.Index) -> list[object]:
    names = [str(name) for name in subsystems]
    least = change <= change.min(axis=1, keepdims=True) + UNCHANGED
    kinds, place = np.unique(least, axis=0, return_inverse=True)
    words = ["+".join(name for name, low in zip(names, kind, strict=True) if low) or np.nan for kind in kinds]
    return [words[kind] for kind in place.tolist()]
