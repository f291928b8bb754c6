"""Entropy weights: indicators in which units differ more weigh more."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError
from cinet.panel import Directions, IndicatorPanel
from cinet.synergy.indicator_input import as_scores, chosen, number, weight_series

__all__ = ["entropy_weight_table", "entropy_weights"]

FloatArray = npt.NDArray[np.float64]

ZEROS = ("limit", "shrink", "shift", "replace")


def entropy_weights(
    X: pd.DataFrame | IndicatorPanel,
    *,
    directions: Directions = None,
    zero: str = "limit",
    eps: float = 0.002,
    normalise: str | None = "minmax",
    base: str = "panel",
) -> pd.Series:
    """Weight of every indicator by how unevenly it is spread over the units (entropy weight method, 熵权法).

    p_ij = x_ij / sum_i x_ij; e_j = -(1 / ln n) sum_i p_ij ln p_ij; d_j = 1 - e_j; w_j = d_j / sum_j d_j,
    with x the normalised indicators and n the number of rows (in a panel units times years).

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Units, or (unit, year), by indicators.
    directions : str, sequence or mapping, optional
        Per indicator ``"positive"``, ``"negative"``, ``("centre", m)`` or ``("interval", a, b)``; default all
        positive. A panel carries its own.
    zero : {"limit", "shrink", "shift", "replace"}
        What happens to the zeros of min-max: 0 ln 0 = 0; or x becomes eps + (1 - 2 eps) x; or x + eps; or exact
        zeros and ones alone become eps and 1 - eps. The choice moves weights in the third or fourth digit.
    eps : float
        For the last three, above 0 and below 0.5.
    normalise : str or None
        A normalisation whose results are not negative; None reads the values as they are (classic, Hwang & Yoon
        1981): they must not be negative, and directions have no effect, since entropy tells spread alone.
    base : {"panel", "year"}
        Normalise over all units and years, or within each year.

    Returns
    -------
    Series
        Weight per indicator, range [0, 1], sum 1. A constant indicator has 0; a single one has 1. e and d stand in
        ``entropy_weight_table``. Weights within one system are those of its indicators alone, divided by their sum.

    Raises
    ------
    UndefinedMeasure
        One unit only; every indicator is constant; values are negative, or outside [0, 1] for shrink and replace.
    SchemaError
        Values are missing, infinite or no numbers; eps is out of range.
    UnknownName
        An option or a named indicator is not known.

    Notes
    -----
    O(n indicators). Negative indicators are turned by (max - x) / (max - min), not by 1 / x. scikit-criteria divides by
    the number of rows as here; pymcdm refuses a column with a zero, for which 0 ln 0 = 0 is the limit.

    References
    ----------
    Hwang, C.-L., & Yoon, K. (1981). Multiple Attribute Decision Making. Springer.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6, 4], "waste": [1, 5, 2, 2]}, index=list("ABCD"))
    >>> entropy_weights(table, directions={"waste": "negative"}).round(4).tolist()
    [0.6215, 0.3785]
    """
    found = entropy_weight_table(X, directions=directions, zero=zero, eps=eps, normalise=normalise, base=base)
    return found["weight"].rename("entropy_weights")


def entropy_weight_table(
    X: pd.DataFrame | IndicatorPanel,
    *,
    directions: Directions = None,
    zero: str = "limit",
    eps: float = 0.002,
    normalise: str | None = "minmax",
    base: str = "panel",
) -> pd.DataFrame:
    """Entropy, divergence and weight of every indicator, as papers print them.

    e_j = -(1 / ln n) sum_i p_ij ln p_ij; d_j = 1 - e_j; w_j = d_j / sum_j d_j.

    Parameters
    ----------
    X, directions, zero, eps, normalise, base
        As in ``entropy_weights``.

    Returns
    -------
    DataFrame
        Per indicator entropy e, divergence d = 1 - e and weight w, all in [0, 1]. A constant indicator has e = 1.

    Raises
    ------
    UndefinedMeasure, SchemaError, UnknownName
        As in ``entropy_weights``.

    References
    ----------
    Hwang, C.-L., & Yoon, K. (1981). Multiple Attribute Decision Making. Springer.

    Examples
    --------
    >>> table = pd.DataFrame({"speed": [2.0, 2.5, 1.8, 2.2], "range": [1500, 2700, 2000, 1800]})
    >>> entropy_weight_table(table, normalise=None)["entropy"].round(4).tolist()
    [0.9947, 0.9829]
    """
    chosen("zero", zero, ZEROS)
    if not 0 < number("eps", eps) < 0.5:
        raise SchemaError(f"eps lies above 0 and below 0.5; it is {eps:g}.")
    upper = 1.0 if zero in ("shrink", "replace") else np.inf
    table = as_scores(X, directions, normalise, base=base, lower=0.0, upper=upper, directed=False).values
    x = table.to_numpy()
    divergence = _divergence(_without_zeros(x, zero, eps))
    # rounding would leave a constant indicator a trace of weight
    divergence[x.min(axis=0) == x.max(axis=0)] = 0.0
    weights = weight_series(divergence, table.columns, "entropy_weights", "every indicator is constant")
    return pd.DataFrame(
        {"entropy": 1.0 - divergence, "divergence": divergence, "weight": weights}, index=weights.index
    )


def _without_zeros(x: FloatArray, zero: str, eps: float) -> FloatArray:
    if zero == "shrink":
        return eps + (1.0 - 2.0 * eps) * x
    if zero == "shift":
        return x + eps
    if zero == "replace":
        return np.where(x == 0, eps, np.where(x == 1, 1.0 - eps, x))
    return x


def _divergence(x: FloatArray) -> FloatArray:
    total = x.sum(axis=0)
    p = np.divide(x, total, out=np.zeros_like(x), where=total > 0)
    logs = np.log(p, out=np.zeros_like(p), where=p > 0)
    entropy = -(p * logs).sum(axis=0) / np.log(len(x))
    found: FloatArray = np.clip(1.0 - entropy, 0.0, 1.0)
    return found
