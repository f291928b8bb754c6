"""The part of a comparison table that says what a null expects: a mean and a band of 95 %."""

from __future__ import annotations

from typing import Final

import pandas as pd

from cinet.errors import SchemaError, first_few
from cinet.plots import check

__all__ = ["COLUMNS", "has_null", "null_of", "outside"]

#: Columns of a comparison table that a null is drawn from.
COLUMNS: Final = ("null_mean", "low", "high")


def has_null(comparison: pd.DataFrame) -> bool:
    """Return whether a table has the columns of a null.

    >>> has_null(pd.DataFrame({"observed": [1.0]}))
    False
    """
    return set(COLUMNS) <= set(comparison.columns)


def null_of(comparison: pd.DataFrame, what: str, scale: float = 1.0) -> pd.DataFrame:
    """Return mean, low and high of the null times ``scale``; a band upside down is refused.

    >>> null_of(pd.DataFrame({"null_mean": [2.0], "low": [1.0], "high": [3.0]}), "table", 10)
       null_mean   low  high
    0       20.0  10.0  30.0
    """
    check.table(comparison, COLUMNS, what)
    null = pd.DataFrame(
        {name: check.numbers(comparison, name, what, some=False) for name in COLUMNS}, index=comparison.index
    )
    crossed = (null["low"] > null["high"]).to_numpy()
    if crossed.any():
        raise SchemaError(
            f"the {what} has low above high for {first_few(comparison.index[crossed], 3)}; "
            "low and high are the 2.5 % and 97.5 % quantiles of the null draws."
        )
    return null * scale


def outside(observed: pd.Series, null: pd.DataFrame) -> pd.Series:
    """Return where an observed value lies outside the band; never where either is NaN.

    >>> null = pd.DataFrame({"null_mean": [2.0], "low": [1.0], "high": [3.0]})
    >>> outside(pd.Series([3.5]), null).tolist()
    [True]
    """
    return (observed < null["low"]) | (observed > null["high"])
