"""Composite index: normalised indicators, weighed and put together."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.panel import Directions, IndicatorPanel, as_panel
from cinet.synergy.data_weights import critic_weights, pca_weights, variation_weights
from cinet.synergy.entropy_weights import entropy_weights
from cinet.synergy.indicator_input import Weights, as_scores, as_weights, chosen, placed
from cinet.synergy.topsis import closeness

__all__ = ["AGGREGATIONS", "aggregated", "composite_index", "named_weights"]

FloatArray = npt.NDArray[np.float64]

AGGREGATIONS: Final = ("linear", "geometric", "topsis")

#: Name of a weighting that the data give -> its function, with its own normalisation.
_WEIGHTINGS: Final = MappingProxyType[str, Callable[[IndicatorPanel], pd.Series]](
    {
        "entropy": lambda panel: entropy_weights(panel),
        "critic": lambda panel: critic_weights(panel),
        "variation": lambda panel: variation_weights(panel),
        "pca": lambda panel: pca_weights(panel),
    }
)


def composite_index(
    X: pd.DataFrame | IndicatorPanel,
    weights: Weights = None,
    *,
    directions: Directions = None,
    normalise: str | None = "minmax",
    aggregation: str = "linear",
    interval: tuple[float, float] | None = None,
    base: str = "panel",
) -> pd.DataFrame:
    """Score of every unit over all indicators, and its place.

    linear: s_i = sum_j w_j x_ij. geometric: s_i = prod_j x_ij^w_j. topsis: s_i = C_i, as in ``topsis``.

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Units, or (unit, year), by indicators.
    weights : str, Series, mapping or sequence, optional
        Weight per indicator, adding up to 1; or ``"equal"``, ``"entropy"``, ``"critic"``, ``"variation"``, ``"pca"``,
        computed as their functions do by default. Default equal.
    directions : str, sequence or mapping, optional
        Per indicator ``"positive"``, ``"negative"``, ``("centre", m)`` or ``("interval", a, b)``; default all
        positive. A panel carries its own.
    normalise : str or None
        The normalisation; None reads values as they are, more being better.
    aggregation : {"linear", "geometric", "topsis"}
        A linear index lets a strength make up for a weakness; a geometric one does so less, and is 0 when a weighted
        indicator is.
    interval : (float, float), optional
        Move normalised values to this interval (min-max and rank only): (0.01, 1) keeps the last unit of an indicator
        from a geometric score of 0.
    base : {"panel", "year"}
        Normalise over all units and years, or within each year.

    Returns
    -------
    DataFrame
        score, higher is better, from 0 to 1 when the normalised values are; NaN in topsis when all units are alike.
        rank, 1 the best, ties sharing the best place; in a panel within its year.

    Raises
    ------
    UndefinedMeasure
        One unit only; values do not suit the normalisation; a geometric index of negative values.
    SchemaError
        Values are missing, infinite or no numbers; weights are negative, do not add up to 1 or do not fit.
    UnknownName
        An option or a named indicator is not known.

    Notes
    -----
    O(n indicators). Never report a ranking without ``rank_intervals``: most of it may be the choices made here.

    References
    ----------
    Nardo, M., et al. (2008). Handbook on Constructing Composite Indicators. OECD.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6], "waste": [1, 5, 2]}, index=["A", "B", "C"])
    >>> composite_index(table, [0.6, 0.4], directions={"waste": "negative"}).round(3).values.tolist()
    [[0.4, 3.0], [0.6, 1.0], [0.6, 1.0]]
    """
    chosen("aggregation", aggregation, AGGREGATIONS)
    raw = as_panel(X, directions)
    lower = 0.0 if aggregation == "geometric" else -np.inf
    panel = as_scores(raw, None, normalise, base=base, interval=interval, lower=lower)
    weight = named_weights(weights, raw)
    score = aggregated(panel.values.to_numpy(), weight[:, None], aggregation)[:, 0]
    return pd.DataFrame({"score": score, "rank": placed(score, panel)}, index=panel.values.index)


def named_weights(weights: Weights, panel: IndicatorPanel) -> FloatArray:
    """Return weights in the order of the indicators, from numbers or from the name of a weighting."""
    if not isinstance(weights, str):
        return as_weights(weights, panel.values.columns)
    if chosen("weights", weights, ("equal", *_WEIGHTINGS)) == "equal":
        return as_weights(None, panel.values.columns)
    return _WEIGHTINGS[weights](panel).to_numpy()


def aggregated(x: FloatArray, weights: FloatArray, how: str) -> FloatArray:
    """Return the score of every row under every column of weights (indicators x draws).

    >>> aggregated(np.array([[1.0, 4.0], [0.0, 9.0]]), np.array([[0.5], [0.5]]), "geometric").round(6).tolist()
    [[2.0], [0.0]]
    """
    if how == "geometric":
        nothing = (x <= 0).astype(np.float64) @ (weights > 0) > 0
        logs = np.log(x, out=np.zeros_like(x), where=x > 0)
        return np.where(nothing, 0.0, np.exp(logs @ weights))
    if how == "topsis":
        return closeness(x, weights)[0]
    score: FloatArray = x @ weights
    return score
