"""The door of the measures that read scores of subsystems: tables of finite numbers, in 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, SchemaError, first_few

__all__ = ["finite_table", "number_within", "pair_within", "places", "unit_interval"]

FloatArray = npt.NDArray[np.float64]

#: A score may leave [0, 1] by as much as summing weights in floating point can.
ROUNDING = 1e-9


def finite_table(table: pd.DataFrame, what: str, column: str) -> FloatArray:
    """Return the values of a table with unique labels and finite numbers, at least two columns wide."""
    if not isinstance(table, pd.DataFrame):
        raise SchemaError(
            f"{what} must be a DataFrame with one row per unit and one column per {column}; "
            f"it is a {type(table).__name__}."
        )
    if table.shape[0] == 0:
        raise EmptySelection(f"{what} has no row, so there is nothing to compute.")
    if table.shape[1] < 2:
        raise SchemaError(
            f"{what} has {table.shape[1]} column(s); at least two are needed, one per {column}."
        )
    for axis, labels in (("row", table.index), ("column", table.columns)):
        if not labels.is_unique:
            twice = labels[labels.duplicated()].unique()
            raise SchemaError(
                f"{what} has more than one {axis} called {first_few(twice)}; labels must be unique."
            )
    real = [kind.kind != "c" and pd.api.types.is_numeric_dtype(kind) for kind in table.dtypes]
    text = [name for name, fits in zip(table.columns, real, strict=True) if not fits]
    if text:
        raise SchemaError(
            f"columns {first_few(text)} of {what} are not numbers; convert them, for example with pd.to_numeric."
        )
    values = table.to_numpy(dtype=np.float64, na_value=np.nan)
    wrong = ~np.isfinite(values)
    if wrong.any():
        raise SchemaError(
            f"{what} holds missing or infinite values: {places(table, wrong)}; fill them in or drop those rows."
        )
    return values


def unit_interval(table: pd.DataFrame, what: str, column: str) -> FloatArray:
    """Return the values of a table that must lie between 0 and 1; rounding beyond the ends is cut off."""
    values = finite_table(table, what, column)
    outside = (values < -ROUNDING) | (values > 1 + ROUNDING)
    if outside.any():
        raise SchemaError(
            f"{what} must lie between 0 and 1, but it does not at {places(table, outside)}; "
            f"normalise first, over all units and years together."
        )
    clipped: FloatArray = np.clip(values, 0.0, 1.0)
    return clipped


def places(table: pd.DataFrame, wrong: npt.NDArray[np.bool_]) -> str:
    """Name the first cells that are wrong."""
    cells = wrong.nonzero()
    pairs = zip(table.index[cells[0]], table.columns[cells[1]], strict=True)
    return first_few((f"row {row}, column {column}" for row, column in pairs), most=3)


def number_within(name: str, value: Any, fits: Callable[[float], bool], wanted: str) -> float:
    """Return an argument as a number, or refuse it.

    >>> number_within("k", 2, lambda k: k > 0, "a positive number")
    2.0
    """
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = float("nan")
    if not fits(number):
        raise SchemaError(f"{name} must be {wanted}; got {value!r}.")
    return number


def pair_within(
    name: str, value: Any, fits: Callable[[float, float], bool], wanted: str
) -> tuple[float, float]:
    """Return an argument as two numbers, or refuse it.

    >>> pair_within("scale", (0, 1), lambda low, high: low < high, "two numbers that rise")
    (0.0, 1.0)
    """
    try:
        low, high = (float(end) for end in value)
    except (TypeError, ValueError):
        low = high = float("nan")
    if not fits(low, high):
        raise SchemaError(f"{name} must be {wanted}; got {value!r}.")
    return low, high
