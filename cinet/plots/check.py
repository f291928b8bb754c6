"""Checks of the tables that figures read: one sentence says what is wrong with which column or row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cinet.errors import SchemaError, first_few, nearest
from cinet.vocabulary import ACTOR_TYPES, UNKNOWN

__all__ = ["actor_types", "count", "factor", "keys", "numbers", "table", "unique"]


def table(frame: Any, columns: Iterable[str], what: str) -> None:
    """Refuse what is not a DataFrame, is empty or lacks a column.

    >>> table(pd.DataFrame({"x": [1.0]}), ["x"], "node table")
    """
    if not isinstance(frame, pd.DataFrame):
        raise SchemaError(
            f"the {what} is a {type(frame).__name__}; a figure reads a pandas DataFrame. "
            "A Series becomes one with .to_frame()."
        )
    if frame.empty:
        raise SchemaError(f"the {what} is empty, so there is nothing to draw.")
    known = [str(name) for name in frame.columns]
    for column in columns:
        if column not in known:
            raise SchemaError(
                f"the {what} has no column {column!r}.{nearest(column, known)} "
                f"Its columns are {', '.join(known)}."
            )


def numbers(frame: pd.DataFrame, column: str, what: str, *, some: bool = True) -> NDArray[np.float64]:
    """Return a column as float64 with NaN for missing; infinities are refused, and so is all NaN if ``some``.

    >>> numbers(pd.DataFrame({"x": [1, None]}, dtype="Int64"), "x", "table").tolist()
    [1.0, nan]
    """
    series = frame[column]
    if not pd.api.types.is_numeric_dtype(series.dtype):
        raise SchemaError(
            f"column {column!r} of the {what} holds {series.dtype}, where numbers are expected."
        )
    values: NDArray[np.float64] = series.to_numpy(dtype=np.float64, na_value=np.nan)
    endless = np.isinf(values)
    if endless.any():
        raise SchemaError(
            f"column {column!r} of the {what} is infinite in {int(endless.sum())} rows, first "
            f"{first_few(frame.index[endless], 3)}; a figure needs finite numbers or NaN."
        )
    if some and np.isnan(values).all():
        raise SchemaError(
            f"column {column!r} of the {what} is NaN in every row, so there is nothing to draw."
        )
    return values


def keys(frame: pd.DataFrame, levels: Iterable[str], what: str) -> list[list[object]]:
    """Return the values of index levels (or columns) and refuse a key that stands twice.

    >>> keys(pd.DataFrame({"T": [1.0, 2.0]}, index=pd.Index([2014, 2015], name="year")), ["year"], "table")
    [[2014, 2015]]
    """
    found: list[list[object]] = []
    for level in levels:
        if level in frame.index.names:
            found.append(list(frame.index.get_level_values(level)))
        elif level in frame.columns:
            found.append(list(frame[level]))
        else:
            have = ", ".join(repr(name) for name in frame.index.names)
            raise SchemaError(
                f"the {what} has no index level {level!r}; its index levels are {have}. "
                "Rename the level with .rename_axis() or name another one."
            )
    rows = pd.Series(list(zip(*found, strict=True)))
    twice = rows[rows.duplicated()]
    if len(twice):
        shown = first_few(", ".join(map(str, row)) for row in twice)
        raise SchemaError(
            f"the {what} has more than one row for {shown}; select one row per key before drawing."
        )
    return found


def unique(frame: pd.DataFrame, what: str) -> None:
    """Refuse an index in which an id stands twice.

    >>> unique(pd.DataFrame({"x": [1]}, index=["a1"]), "actor table")
    """
    twice = frame.index[frame.index.duplicated()]
    if len(twice):
        raise SchemaError(
            f"the {what} has more than one row for {first_few(twice.unique())}; "
            "its index must hold every actor_id once."
        )


def actor_types(frame: pd.DataFrame, column: str, what: str) -> list[str]:
    """Return a column of actor types as text, missing ones as ``unknown``.

    >>> actor_types(pd.DataFrame({"type": ["firm", None]}), "type", "table")
    ['firm', 'unknown']
    """
    found = [UNKNOWN if pd.isna(value) else str(value) for value in frame[column]]
    wrong = sorted(set(found) - set(ACTOR_TYPES))
    if wrong:
        raise SchemaError(
            f"column {column!r} of the {what} holds {first_few(wrong)}, not actor types."
            f"{nearest(wrong[0], ACTOR_TYPES)} Actor types: {', '.join(ACTOR_TYPES)}."
        )
    return found


def count(number: object, argument: str, least: int) -> int:
    """Return a count given as an argument, or refuse it.

    >>> count(5, "top", least=1)
    5
    """
    if isinstance(number, bool) or not isinstance(number, int | np.integer) or number < least:
        raise SchemaError(f"{argument}={number!r} is not a whole number of at least {least}.")
    return int(number)


def factor(number: object, argument: str) -> float:
    """Return a positive finite factor given as an argument, or refuse it.

    >>> factor(1000, "scale")
    1000.0
    """
    if isinstance(number, int | float | np.floating) and 0 < float(number) < np.inf:
        return float(number)
    raise SchemaError(f"{argument}={number!r} is not a positive finite number.")
