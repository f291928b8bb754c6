"""The door of the indicator measures: tables become scores on which more is better, weights are aligned and checked."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName, first_few, nearest
from cinet.panel import Directions, IndicatorPanel, Systems, as_panel, row_name

__all__ = [
    "Weights",
    "as_scores",
    "as_weights",
    "by_name",
    "chosen",
    "comparable",
    "number",
    "placed",
    "weight_series",
]

FloatArray = npt.NDArray[np.float64]
Weights: TypeAlias = Any


def as_scores(
    X: pd.DataFrame | IndicatorPanel,
    directions: Directions,
    normalise: str | None,
    *,
    systems: Systems = None,
    base: str = "panel",
    interval: tuple[float, float] | None = None,
    lower: float = -np.inf,
    upper: float = np.inf,
    directed: bool = True,
) -> IndicatorPanel:
    """Return the indicators normalised (None: as they are), refused outside the bounds that are needed."""
    panel = as_panel(X, directions, systems)
    if normalise is not None:
        panel = panel.scaled(normalise, base=base, interval=interval)
    elif len(panel.values) < 2:
        raise UndefinedMeasure(
            "the table has one unit only; indicators compare units, so at least two are needed."
        )
    elif directed and (panel.indicators["direction"] != "positive").any():
        raise SchemaError(
            "normalise=None reads values as they are, more being better: a negative indicator, or one with an ideal, "
            "needs a normalisation."
        )
    table = panel.values
    values = table.to_numpy()
    bad = (values < lower) | (values > upper)
    if bad.any():
        row, column = np.argwhere(bad)[0]
        need = "values of 0 or more" if upper == np.inf else f"values from {lower:g} to {upper:g}"
        raise UndefinedMeasure(
            f"{need} are needed here; indicator {table.columns[column]!r} holds {values[row, column]:g} in row "
            f"{row_name(table.index[row])} after normalise={normalise!r}. Use normalise='minmax'."
        )
    return panel


def as_weights(weights: Weights, names: pd.Index, what: str = "indicator") -> FloatArray:
    """Return the weights in the order of the names; equal ones for None.

    >>> as_weights({"b": 0.75, "a": 0.25}, pd.Index(["a", "b"])).tolist()
    [0.25, 0.75]
    """
    if weights is None:
        return np.full(len(names), 1.0 / len(names))
    found = by_name(weights, names, what)
    bad = ~(np.isfinite(found) & (found >= 0))
    if bad.any():
        raise SchemaError(
            f"weights are finite and not negative; {what} {first_few(names[bad])} has {found[bad][0]:g}."
        )
    if abs(found.sum() - 1.0) > 1e-6:
        raise SchemaError(
            f"the weights per {what} add up to {found.sum():.6g}, not to 1; "
            "divide them by their sum if that is meant."
        )
    # -0.0 is no weight a sampler takes
    return found + 0.0


def by_name(given: Any, names: pd.Index, what: str) -> FloatArray:
    """Return numbers in the order of the names: aligned by label if they have labels, else one for each."""
    if isinstance(given, pd.DataFrame):
        raise SchemaError(
            f"weights are one number per {what} (a Series), not a DataFrame; pass one column of it."
        )
    labelled = pd.Series(given) if isinstance(given, Mapping) else given
    if isinstance(labelled, pd.Series):
        twice = labelled.index[labelled.index.duplicated()]
        missing = names.difference(labelled.index, sort=False)
        extra = labelled.index.difference(names, sort=False)
        if len(twice) or len(missing) or len(extra):
            faults = [(twice, "twice"), (missing, "missing"), (extra, "unknown")]
            told = "; ".join(f"{word}: {first_few(held)}" for held, word in faults if len(held))
            raise SchemaError(f"the weights do not name each {what} once ({told}).")
        labelled = labelled.reindex(names)
    try:
        found = np.asarray(labelled, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"the weights per {what} hold something that is not a number: {error}.") from error
    if found.shape != (len(names),):
        raise SchemaError(
            f"one weight per {what} is needed, {len(names)} in all; they have shape {found.shape}."
        )
    return found


def number(option: str, value: object) -> float:
    """Return the value of an option as a number, or refuse what is none.

    >>> number("rho", 1)
    1.0
    """
    if not isinstance(value, Real):
        raise SchemaError(f"{option}= is a number, not {value!r}.")
    return float(value)


def weight_series(raw: FloatArray, names: pd.Index, measure: str, why: str) -> pd.Series:
    """Return the raw importance of every indicator as weights that add up to 1."""
    total = raw.sum()
    if not total > 0:
        raise UndefinedMeasure(f"{measure} has no weights to give: {why}.")
    return pd.Series(raw / total, index=pd.Index(names, name="indicator"), name=measure)


def placed(score: FloatArray, panel: IndicatorPanel) -> FloatArray:
    """Return the place of every row, 1 for the highest score, in a panel within its year; ties share the best."""
    held = pd.Series(comparable(score), index=panel.values.index)
    grouped = held if panel.years is None else held.groupby(level=1)
    return np.asarray(grouped.rank(ascending=False, method="min"), dtype=np.float64)


def comparable(score: FloatArray) -> FloatArray:
    """Return scores that are equal when only the order of additions makes them differ: 12 digits of the largest."""
    largest = np.nanmax(np.abs(score), axis=0, initial=0.0)
    return np.round(score / np.where(largest > 0, largest, 1.0), 12)


def chosen(option: str, value: str, known: tuple[str, ...]) -> str:
    """Return the value if it is one of those known, else refuse it.

    >>> chosen("zero", "limit", ("limit", "shift"))
    'limit'
    """
    if value not in known:
        raise UnknownName(
            f"{option} {value!r} is not known.{nearest(str(value), known)} Known: {', '.join(map(repr, known))}."
        )
    return value
