"""Grey relational analysis: how closely series follow a reference series."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UndefinedMeasure, first_few
from cinet.panel import Directions, IndicatorPanel, as_panel
from cinet.synergy.indicator_input import Weights, as_scores, as_weights, chosen, number, placed

__all__ = ["grey_relational", "grey_relational_ideal"]

FloatArray = npt.NDArray[np.float64]

_PREPROCESS = ("initial", "mean", "max", "minmax", "none")


def grey_relational(
    reference: pd.Series | pd.DataFrame,
    series: pd.DataFrame,
    *,
    directions: Directions = None,
    preprocess: str = "initial",
    rho: float = 0.5,
    weights: Weights = None,
) -> pd.Series | pd.DataFrame:
    """Grey relational degree of factor series with a reference series (Deng's degree, 灰色关联度).

    xi_i(k) = (min min d + rho max max d) / (d_i(k) + rho max max d), d_i(k) = abs(x_0(k) - x_i(k)), minimum and
    maximum over all factor series and points; r_i = mean of xi_i(k) over the points k.

    Parameters
    ----------
    reference : Series or DataFrame
        The series to be explained, over points (usually years) in order; of a DataFrame every column in turn.
    series : DataFrame
        One column per factor, the same points as the reference.
    directions : str, sequence or mapping, optional
        Per factor ``"positive"`` or ``"negative"``. A negative factor is turned: x(1) / x, mean / x, min / x or
        (max - x) / (max - min). The reference is positive.
    preprocess : {"initial", "mean", "max", "minmax", "none"}
        x / x(1), x / mean, x / max, (x - min) / (max - min), or the values as they are.
    rho : float
        Distinguishing coefficient, above 0 and up to 1. Only the order of degrees of one analysis has a meaning:
        their size depends on rho and on which other factors are in.
    weights : Series, mapping or sequence, optional
        Weight per point, adding up to 1; default equal.

    Returns
    -------
    Series or DataFrame
        Degree per factor, range (0, 1]; one column per reference if that is a DataFrame. 1 for all when no factor
        differs from the reference anywhere.

    Raises
    ------
    UndefinedMeasure
        A series has a first value, mean or value that is not positive where it divides, is constant under min-max,
        or has one point only.
    SchemaError
        Points differ; values are missing, infinite or no numbers; a direction has an ideal; rho is out of range.
    UnknownName
        The preprocessing or a named factor is not known.

    References
    ----------
    Deng, J. (1982). Systems & Control Letters 1(5):288-294.

    Examples
    --------
    >>> output = pd.Series([170, 174, 197, 216.4, 235.58])
    >>> invested = pd.DataFrame({"x1": [308.58, 310, 295, 346, 367], "x2": [195.4, 189.9, 187.2, 205, 222.7]})
    >>> grey_relational(output, invested).round(3).tolist()
    [0.615, 0.554]
    """
    chosen("preprocess", preprocess, _PREPROCESS)
    _check_rho(rho)
    if not isinstance(reference, pd.Series | pd.DataFrame):
        raise SchemaError(f"the reference is a Series or a DataFrame, not {type(reference).__name__}.")
    told = reference.to_frame() if isinstance(reference, pd.Series) else reference
    factors, targets = as_panel(series, directions), as_panel(told)
    if not factors.values.index.equals(targets.values.index):
        raise SchemaError("the reference and the series are not over the same points in the same order.")
    if len(factors.values) < 2:
        raise UndefinedMeasure("there is one point only; series are compared over at least two.")
    if not all(isinstance(one, str) for one in factors.indicators["direction"]):
        raise SchemaError(
            "the direction of a factor series is 'positive' or 'negative'; it has no ideal value."
        )
    weight = as_weights(weights, factors.values.index, "point")
    x, y = _comparable(factors, preprocess), _comparable(targets, preprocess)
    degrees = np.column_stack([_coefficients(np.abs(one[:, None] - x), rho).T @ weight for one in y.T])
    names = pd.Index(factors.values.columns, name="factor")
    if isinstance(reference, pd.Series):
        return pd.Series(degrees[:, 0], index=names, name="grey_relational")
    return pd.DataFrame(degrees, index=names, columns=reference.columns)


def grey_relational_ideal(
    X: pd.DataFrame | IndicatorPanel,
    weights: Weights = None,
    *,
    directions: Directions = None,
    normalise: str | None = "minmax",
    rho: float = 0.5,
    base: str = "panel",
) -> pd.DataFrame:
    """Grey relational degree of every unit with an ideal unit that is best in each indicator.

    xi_ij = (min min d + rho max max d) / (d_ij + rho max max d), d_ij = max_i x_ij - x_ij of the normalised indicators;
    r_i = sum_j w_j xi_ij.

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Units, or (unit, year), by indicators.
    weights : Series, mapping or sequence, optional
        Weight per indicator, adding up to 1; default equal.
    directions : str, sequence or mapping, optional
        Per indicator, as in ``entropy_weights``.
    normalise : str or None
        The normalisation; None reads values as they are, more being better in all.
    rho : float
        Distinguishing coefficient, above 0 and up to 1.
    base : {"panel", "year"}
        Normalise over all units and years, or within each year.

    Returns
    -------
    DataFrame
        grey_relational, range (0, 1], higher is better; rank, 1 the best, in a panel within its year. Never
        NaN: when all units are alike, all have degree 1.

    Raises
    ------
    UndefinedMeasure
        One unit only, or values do not suit the normalisation.
    SchemaError
        Values are missing, infinite or no numbers; weights do not fit; rho is out of range.
    UnknownName
        An option or a named indicator is not known.

    References
    ----------
    Deng, J. (1982). Systems & Control Letters 1(5):288-294.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6], "waste": [1, 5, 2]}, index=["A", "B", "C"])
    >>> grey_relational_ideal(table, directions={"waste": "negative"})["grey_relational"].round(3).tolist()
    [0.667, 0.667, 0.583]
    """
    _check_rho(rho)
    panel = as_scores(X, directions, normalise, base=base)
    x = panel.values.to_numpy()
    weight = as_weights(weights, panel.values.columns)
    degree = _coefficients(x.max(axis=0) - x, rho) @ weight
    return pd.DataFrame({"grey_relational": degree, "rank": placed(degree, panel)}, index=panel.values.index)


def _coefficients(away: FloatArray, rho: float) -> FloatArray:
    widest = rho * away.max()
    if widest == 0:
        # the limit of equal distances that vanish
        return np.ones_like(away)
    found: FloatArray = (away.min() + widest) / (away + widest)
    return found


def _check_rho(rho: float) -> None:
    if not 0 < number("rho", rho) <= 1:
        raise SchemaError(f"rho= lies above 0 and not above 1; it is {rho:g}.")


def _comparable(panel: IndicatorPanel, preprocess: str) -> FloatArray:
    if preprocess == "none":
        return panel.values.to_numpy()
    x = panel.values.to_numpy()
    names = panel.values.columns
    down = (panel.indicators["direction"] == "negative").to_numpy(dtype=bool)
    if preprocess == "minmax":
        constant = x.min(axis=0) == x.max(axis=0)
        _refuse(names, constant, "min-max leaves nothing of the constant")
        return panel.scaled("minmax").values.to_numpy()
    scale = {"initial": x[0], "mean": x.mean(axis=0), "max": np.where(down, x.min(axis=0), x.max(axis=0))}[
        preprocess
    ]
    _refuse(names, scale <= 0, f"the {preprocess} value, by which it is divided, is not positive in")
    _refuse(
        names,
        down & (x <= 0).any(axis=0),
        "a negative direction takes reciprocals, which need positive values, in",
    )
    found: FloatArray = np.where(down, scale / np.where(down, x, 1.0), x / scale)
    return found


def _refuse(names: pd.Index, bad: npt.NDArray[np.bool_], why: str) -> None:
    if bad.any():
        raise UndefinedMeasure(
            f"the series cannot be compared: {why} {first_few(names[np.flatnonzero(bad)])}. Choose another preprocess=."
        )
