"""Two series of one unit or of a panel, put into the grid of units and periods that the Haken model reads."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, SchemaError, UnknownName, first_few

__all__ = ["grid"]

FloatArray = npt.NDArray[np.float64]


def grid(
    q1: pd.Series | npt.ArrayLike, q2: pd.Series | npt.ArrayLike, panel: object
) -> tuple[FloatArray, FloatArray, list[str]]:
    """Return q1 and q2 as units x periods, every unit from its first period on (then NaN), and their names.

    Missing periods are refused: the equations lead from one period to the next.
    """
    first, second = _aligned(q1, q2)
    unit = _units(first.index, panel)
    ordered = isinstance(q1, pd.Series) or isinstance(q2, pd.Series)
    time = first.index.get_level_values(_time_level(first.index, panel)) if ordered else None
    place = _places(unit, time)
    values = [_spread(series, unit, place) for series in (first, second)]
    names = [str(first.name), str(second.name)]
    if first.name is None or second.name is None or names[0] == names[1]:
        names = ["q1", "q2"]
    return values[0], values[1], names


def _aligned(q1: pd.Series | npt.ArrayLike, q2: pd.Series | npt.ArrayLike) -> tuple[pd.Series, pd.Series]:
    first, second = _series(q1, "q1"), _series(q2, "q2")
    if len(first) != len(second):
        raise SchemaError(f"q1 has {len(first)} values and q2 has {len(second)}; they must be as many.")
    if len(first) == 0:
        raise EmptySelection("q1 and q2 are empty, so there is nothing to estimate.")
    if isinstance(q1, pd.Series) and isinstance(q2, pd.Series):
        if not first.index.equals(second.index):
            if not first.index.is_unique or set(first.index) != set(second.index):
                astray = first.index.symmetric_difference(second.index)
                raise SchemaError(
                    f"the labels of q1 and q2 must be the same, each once; they differ at {first_few(astray)}."
                )
            second = second.loc[first.index]
    elif isinstance(q2, pd.Series):
        first.index = second.index
    return first, second


def _series(values: pd.Series | npt.ArrayLike, what: str) -> pd.Series:
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"{what} holds something that is not a number: {error}.") from error
    if numbers.ndim != 1:
        raise SchemaError(f"{what} must be one series of numbers; it has {numbers.ndim} dimensions.")
    held = pd.Series(numbers)
    if isinstance(values, pd.Series):
        held = pd.Series(numbers, index=values.index, name=values.name)
    wrong = ~np.isfinite(numbers)
    if wrong.any():
        raise SchemaError(
            f"{what} holds missing or infinite values at {first_few(held.index[wrong])}; the model needs every period."
        )
    return held


def _units(index: pd.Index, panel: object) -> npt.NDArray[np.intp]:
    if index.nlevels > 2:
        raise SchemaError(f"the index may have the levels (unit, time); it has {index.nlevels} levels.")
    if panel is None:
        return (
            pd.factorize(index.get_level_values(0))[0]
            if index.nlevels == 2
            else np.zeros(len(index), np.intp)
        )
    if isinstance(panel, str):
        if index.nlevels != 2 or panel not in index.names:
            raise UnknownName(
                f"panel {panel!r} names no level of an index (unit, time); its levels are {first_few(index.names)}."
            )
        return pd.factorize(index.get_level_values(panel))[0]
    labels = pd.Series(np.asarray(panel, dtype=object).ravel())
    if isinstance(panel, pd.Series) and not panel.index.equals(index):
        raise SchemaError("panel must have the index of q1; its labels or their order differ.")
    if len(labels) != len(index) or labels.isna().any():
        raise SchemaError(f"panel must give the unit of each of the {len(index)} values, none missing.")
    return pd.factorize(labels)[0]


def _time_level(index: pd.Index, panel: object) -> int:
    """Return the level of the index that holds time: the last one, unless that is the one of the units."""
    return (
        0 if index.nlevels == 2 and isinstance(panel, str) and index.names[1] == panel else index.nlevels - 1
    )


def _places(unit: npt.NDArray[np.intp], time: pd.Index | None) -> npt.NDArray[np.intp]:
    """Return the number of every value within its unit, counted from 0 in the order of time."""
    if time is None:
        return np.asarray(pd.Series(unit).groupby(unit).cumcount(), dtype=np.intp)
    try:
        periods = time.unique().sort_values()
    except TypeError as error:
        raise SchemaError(f"the periods of the index cannot be put in order: {error}.") from error
    if pd.api.types.is_numeric_dtype(periods.dtype):
        steps = np.diff(periods.to_numpy(dtype=np.float64))
        if len(steps) and np.ptp(steps) > 1e-9 * np.abs(steps).max():
            gap = int(np.argmax(steps))
            raise SchemaError(
                f"the periods are not equally far apart: {periods[gap]} is followed by {periods[gap + 1]}; "
                f"fill the gap or use the part before or after it."
            )
    rank = periods.get_indexer(time)
    order = np.lexsort((rank, unit))
    inner = unit[order][1:] == unit[order][:-1]
    jump = np.diff(rank[order])
    wrong = order[1:][inner & (jump != 1)]
    if len(wrong):
        kind = "stands twice" if (jump[inner] == 0).any() else "does not follow the period before it"
        raise SchemaError(
            f"period {first_few(time[wrong], most=3)} {kind} in its unit; every unit needs each period once, "
            f"from its first to its last. For several units give panel=."
        )
    place = np.empty(len(unit), dtype=np.intp)
    starts = np.r_[0, np.flatnonzero(~inner) + 1]
    place[order] = np.arange(len(unit)) - np.repeat(starts, np.diff(np.r_[starts, len(unit)]))
    return place


def _spread(series: pd.Series, unit: npt.NDArray[np.intp], place: npt.NDArray[np.intp]) -> FloatArray:
    values = np.full((unit.max() + 1, place.max() + 1), np.nan)
    values[unit, place] = series.to_numpy()
    return values
