"""What the measures of tables of classes have in common: reading a table, a distance, a square matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few, nearest

__all__ = ["Units", "chosen", "distance_matrix", "logarithm_base", "square", "unit_table"]

FloatArray = npt.NDArray[np.float64]

#: Units x classes, or one unit: shares or counts.
Units = pd.DataFrame | pd.Series | Sequence[float]

#: Two halves of a symmetric matrix may differ by rounding.
_ROUNDING = 1e-9


def chosen(value: str, known: tuple[str, ...], what: str) -> str:
    """Return an option, or say which of the known ones is nearest."""
    if value not in known:
        raise UnknownName(f"{what} {value!r} is not known.{nearest(value, known)} Known: {', '.join(known)}.")
    return value


def unit_table(X: Units) -> pd.DataFrame:
    """Return units x classes with finite numbers of 0 or more; a single unit becomes one row."""
    table = X if isinstance(X, pd.DataFrame) else _one_unit(X)
    if table.shape[1] == 0:
        raise SchemaError("the table has no class: expected one column per class.")
    _unique(table.columns, "classes")
    _unique(table.index, "units")
    return _numbers(table, "the table of units and classes")


def _one_unit(X: Any) -> pd.DataFrame:
    if isinstance(X, pd.Series):
        return X.to_frame().T
    values = np.asarray(X)
    if values.ndim not in (1, 2):
        raise SchemaError(
            f"expected the shares or counts of one unit, or a table of units x classes, not {values.ndim} dimensions."
        )
    return pd.DataFrame(np.atleast_2d(values))


def distance_matrix(distance: object, classes: pd.Index) -> FloatArray:
    """Return the distances between the classes, in their order: symmetric, 0 to itself."""
    # 1 - similarity may miss 0 by rounding
    table = square(distance, "the distance matrix", slack=_ROUNDING)
    missing = [name for name in classes if name not in table.index]
    if missing:
        raise SchemaError(
            f"the distance matrix has no row for the classes {first_few(missing)}; it has {first_few(table.index)}."
        )
    values = table.loc[classes, classes].to_numpy(dtype=np.float64, copy=True)
    own = np.flatnonzero(np.diag(values) > _ROUNDING)
    if own.size:
        raise SchemaError(
            f"the distance of a class to itself must be 0; it is {values[own[0], own[0]]:g} for "
            f"{first_few(classes[own])}. Is this a similarity? Then give 1 - similarity."
        )
    np.fill_diagonal(values, 0.0)
    return values


def square(matrix: object, what: str, *, symmetric: bool = True, slack: float = 0.0) -> pd.DataFrame:
    """Return a table with the same labels in rows and columns, of finite numbers of 0 or more.

    Numbers that are below 0 by no more than ``slack`` are taken for 0.
    """
    table = matrix if isinstance(matrix, pd.DataFrame) else pd.DataFrame(np.atleast_2d(np.asarray(matrix)))
    if table.shape[0] != table.shape[1] or table.shape[0] == 0:
        raise SchemaError(
            f"{what} must be square with at least one row, not {table.shape[0]} x {table.shape[1]}."
        )
    _unique(table.index, "rows")
    if not table.index.equals(table.columns):
        odd = table.index.symmetric_difference(table.columns)
        raise SchemaError(
            f"{what} must have the same labels in rows and columns"
            + (f"; {first_few(odd)} stand in one of them only." if len(odd) else ", in the same order.")
        )
    values = _numbers(table, what, slack)
    held = values.to_numpy()
    unlike = np.argwhere(np.abs(held - held.T) > _ROUNDING * held.max())
    if symmetric and unlike.size:
        i, j = unlike[0]
        raise SchemaError(
            f"{what} must be symmetric; {first_few([table.index[i], table.columns[j]])} hold {held[i, j]:g} and "
            f"{held[j, i]:g}. Add up or average both directions first: (M + M.T) / 2."
        )
    return values


def logarithm_base(base: float | None) -> float:
    """Return ln(base); without a base, logarithms are natural."""
    if base is None:
        return 1.0
    if not (np.isfinite(base) and base > 1):
        raise SchemaError(f"the base of the logarithm must be a finite number above 1, not {base}.")
    return float(np.log(base))


def _unique(labels: pd.Index, what: str) -> None:
    if not labels.is_unique:
        raise SchemaError(
            f"{what} must have different names; {first_few(labels[labels.duplicated()].unique())} stand more than once."
        )


def _numbers(table: pd.DataFrame, what: str, slack: float = 0.0) -> pd.DataFrame:
    try:
        values = table.to_numpy(dtype=np.float64)
    except (TypeError, ValueError):
        raise SchemaError(f"{what} must hold numbers only.") from None
    bad = np.argwhere(~(np.isfinite(values) & (values >= -slack)))
    if bad.size:
        i, j = bad[0]
        raise SchemaError(
            f"{what} must hold finite numbers of 0 or more; {len(bad)} are not, first {values[i, j]} in row "
            f"{first_few([table.index[i]])}, column {first_few([table.columns[j]])}."
        )
    return pd.DataFrame(np.maximum(values, 0.0), index=table.index, columns=table.columns)
