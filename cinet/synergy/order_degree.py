"""Order degrees: how near indicators and subsystems have come to the better of their bounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UndefinedMeasure, first_few
from cinet.panel import Directions, IndicatorPanel, Systems, as_panel
from cinet.synergy.indicator_input import Weights, as_weights, chosen
from cinet.synergy.score_input import number_within, places

__all__ = ["AGGREGATIONS", "combined", "order_components", "order_degree"]

FloatArray = npt.NDArray[np.float64]
Bounds = str | pd.DataFrame | Mapping[Any, tuple[float, float]]

AGGREGATIONS: Final = ("geometric", "linear")


def order_components(
    X: pd.DataFrame | IndicatorPanel,
    *,
    directions: Directions = None,
    bounds: Bounds = "margin",
    margin: float = 0.1,
    outside: str = "refuse",
) -> pd.DataFrame:
    """Order degree of every indicator: how far it has come from the worse of its bounds to the better.

    With bounds low and high, ``u = (x - low) / (high - low)`` for an indicator that is better the higher it is,
    ``u = (high - x) / (high - low)`` for one that is better the lower it is.

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Indicators (columns) by year, by unit or by (unit, year).
    directions : str, sequence or mapping, optional
        Per indicator "positive" or "negative" (or "+", "-"); all positive by default. A panel carries its own.
    bounds : {"margin", "sample"}, mapping or DataFrame
        Indicator -> (low, high), or a DataFrame with one row per indicator and columns low and high. "sample" takes
        minimum and maximum of the column over all rows, "margin" moves these outwards by a share of their size.
    margin : float
        That share: low = min - margin abs(min), high = max + margin abs(max).
    outside : {"refuse", "clip"}
        What to do with a value outside given bounds: an error, or an order degree of 0 or 1.

    Returns
    -------
    DataFrame
        Shape and labels of ``X``. Range: 0 to 1. No unit. Never NaN.

    Raises
    ------
    SchemaError
        Values are missing or infinite, lie outside the bounds, bounds do not name the indicators, or those of an
        indicator do not rise (a constant column under "sample").
    UndefinedMeasure
        An indicator is best at a value or range in between: an order parameter has no such direction.
    UnknownName
        An option is misspelt, or directions name an indicator that is not there.
    EmptySelection
        ``X`` has no row.

    Notes
    -----
    Under "sample" every indicator is exactly 0 somewhere, and the geometric order degree with it. "margin" avoids
    this unless the minimum is 0. Both depend on the sample: add a year and the earlier ones change. Given bounds
    are the ones the theory means. Cost: O(rows indicators).

    Examples
    --------
    >>> X = pd.DataFrame({"patents": [12, 18], "waste": [22, 18]}, index=[2019, 2020])
    >>> bounds = {"patents": (10, 30), "waste": (5, 25)}
    >>> order_components(X, directions=["+", "-"], bounds=bounds)
          patents  waste
    2019      0.1   0.15
    2020      0.4   0.35
    """
    chosen("outside", outside, ("refuse", "clip"))
    panel = as_panel(X, directions)
    rising = _rising(panel)
    table = panel.values
    values = table.to_numpy()
    low, high = _bounds(values, table.columns, bounds, margin)
    beyond = (values < low) | (values > high)
    if outside == "refuse" and beyond.any():
        raise SchemaError(
            f"values lie outside their bounds: {places(table, beyond)}; widen the bounds, "
            f"or say outside='clip' to count them as 0 or 1."
        )
    inside = np.clip(values, low, high)
    share = np.where(rising, inside - low, high - inside) / (high - low)
    return pd.DataFrame(share, index=table.index, columns=table.columns)


def order_degree(
    X: pd.DataFrame | IndicatorPanel,
    *,
    directions: Directions = None,
    systems: Systems = None,
    bounds: Bounds = "margin",
    margin: float = 0.1,
    outside: str = "refuse",
    aggregation: str = "geometric",
    weights: Weights = None,
) -> pd.DataFrame:
    """Order degree of every subsystem: how near its order parameters are to the better of their bounds.

    With order degrees u_i of its indicators and weights w_i, ``prod_i u_i^w_i`` (geometric; the n-th root of
    the product when weights are equal) or ``sum_i w_i u_i`` (linear).

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Indicators (columns) by year or by (unit, year). Bounds from the sample are taken over all rows.
    directions : str, sequence or mapping, optional
        Per indicator "positive" or "negative" (or "+", "-"); all positive by default. A panel carries its own.
    systems : sequence or mapping, optional
        Per indicator the subsystem it belongs to; without it all make one subsystem. A panel carries its own.
    bounds, margin, outside
        As in ``order_components``.
    aggregation : {"geometric", "linear"}
        How a subsystem is made of its indicators.
    weights : mapping, Series, array_like or None
        Weights of the indicators, sum 1 within every subsystem; equal by default.

    Returns
    -------
    DataFrame
        Index of ``X``, one column per subsystem in the order in which they first appear. Range: 0 to 1. No unit.
        Never NaN; geometric order is 0 where one indicator is.

    Raises
    ------
    SchemaError
        As ``order_components``, or weights do not sum to 1 within a subsystem.
    UndefinedMeasure, UnknownName, EmptySelection
        As ``order_components``.

    References
    ----------
    Meng, Q., & Han, W. (2000), in Chinese, Journal of Tianjin University 33:444.

    Examples
    --------
    >>> X = pd.DataFrame({"patents": [12, 18], "papers": [0.25, 0.3], "waste": [22, 18]}, index=[2019, 2020])
    >>> bounds = {"patents": (10, 30), "papers": (0.2, 0.6), "waste": (5, 25)}
    >>> systems = {"patents": "science", "papers": "science", "waste": "city"}
    >>> order_degree(X, directions=["+", "+", "-"], systems=systems, bounds=bounds).round(4)
          science  city
    2019   0.1118  0.15
    2020   0.3162  0.35
    """
    chosen("aggregation", aggregation, AGGREGATIONS)
    panel = as_panel(X, directions, systems)
    component = order_components(panel, bounds=bounds, margin=margin, outside=outside)
    names = component.columns
    member = panel.indicators["system"].to_numpy()
    share = None if weights is None else _by_name(weights, names)
    degrees = {}
    for system in panel.systems:
        columns = names[member == system]
        own = as_weights(None if share is None else share[columns], columns, f"indicator of {system!r}")
        degrees[system] = combined(component[columns].to_numpy(), own, aggregation)
    return pd.DataFrame(degrees, index=component.index)


def combined(parts: FloatArray, weights: FloatArray, aggregation: str) -> FloatArray:
    """Return the weighted geometric or arithmetic mean of every row of numbers in 0 to 1."""
    whole: FloatArray = (parts**weights).prod(axis=1) if aggregation == "geometric" else parts @ weights
    return np.minimum(whole, 1.0)


def _rising(panel: IndicatorPanel) -> npt.NDArray[np.bool_]:
    direction = panel.indicators["direction"]
    between = [name for name, way in direction.items() if not isinstance(way, str)]
    if between:
        raise UndefinedMeasure(
            f"order parameters are positive or negative; {first_few(between)} is best in between. Turn it into its "
            f"distance from the ideal, which is negative."
        )
    return (direction == "positive").to_numpy()


def _by_name(weights: Weights, names: pd.Index) -> pd.Series:
    """Return the weights as a Series; those without labels stand in the order of the columns."""
    if isinstance(weights, (Mapping, pd.Series)):
        held = pd.Series(weights)
        _same_names(held.index, names, "weights")
        return held
    given = np.asarray(weights, dtype=object).ravel().tolist()
    if len(given) != len(names):
        raise SchemaError(f"{len(names)} indicators need as many weights; {len(given)} were given.")
    return pd.Series(given, index=names)


def _same_names(found: pd.Index, wanted: pd.Index, what: str) -> None:
    astray = [*wanted.difference(found, sort=False), *found.difference(wanted, sort=False)]
    if astray or not found.is_unique:
        raise SchemaError(
            f"{what} must name every indicator once and nothing else; they differ at {first_few(astray)}. "
            f"Indicators: {first_few(wanted, most=20)}."
        )


def _bounds(
    values: FloatArray, indicators: pd.Index, bounds: Bounds, margin: float
) -> tuple[FloatArray, FloatArray]:
    if isinstance(bounds, str):
        chosen("bounds", bounds, ("margin", "sample"))
        margin = number_within("margin", margin, lambda share: 0 <= share < np.inf, "0 or more")
        low, high = values.min(axis=0), values.max(axis=0)
        if bounds == "margin":
            low, high = low - margin * np.abs(low), high + margin * np.abs(high)
    else:
        low, high = _given_bounds(bounds, indicators)
    flat = ~(low < high)
    if flat.any():
        raise SchemaError(
            f"the lower bound is not below the upper one for {first_few(indicators[flat])}; a column that is constant "
            f"needs bounds of its own."
        )
    return low, high


def _given_bounds(
    bounds: pd.DataFrame | Mapping[Any, tuple[float, float]], indicators: pd.Index
) -> tuple[FloatArray, FloatArray]:
    try:
        table = (
            bounds
            if isinstance(bounds, pd.DataFrame)
            else pd.DataFrame(dict(bounds), index=["low", "high"]).T
        )
        ends = table[["low", "high"]].astype(np.float64)
    except (KeyError, TypeError, ValueError) as error:
        raise SchemaError(
            f"bounds must map every indicator to (low, high), or be a DataFrame with columns low and high: {error}."
        ) from error
    _same_names(ends.index, indicators, "bounds")
    held = ends.loc[indicators].to_numpy()
    if not np.isfinite(held).all():
        raise SchemaError("bounds must be finite numbers.")
    return held[:, 0], held[:, 1]
