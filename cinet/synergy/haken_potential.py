"""What estimated Haken equations imply: fixed points, potential, and a score of nearness to the ordered state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UndefinedMeasure, first_few
from cinet.synergy.grades import Scale, grade, named, scale_of
from cinet.synergy.score_input import number_within, pair_within

__all__ = ["fixed_point", "haken_potential", "haken_score"]

FloatArray = npt.NDArray[np.float64]
Parameters = pd.DataFrame | pd.Series | Mapping[str, float]

_NAMES: Final = ("lambda1", "a", "lambda2", "b")
_UNNAMED: Final = Scale((), {"en": ("all",), "zh": ("全部",)})


def haken_potential(parameters: Parameters, q1: pd.Series | npt.ArrayLike) -> pd.Series:
    """Potential of the order parameter: it moves downhill, and its stable states are the valleys.

    ``v(q1) = lambda1 q1^2 / 2 + a b q1^4 / (4 lambda2)``, so that ``dq1/dt = -dv/dq1`` when the fast variable follows
    at once, ``q2 = b q1^2 / lambda2``.

    Parameters
    ----------
    parameters : DataFrame, Series or mapping
        Result of ``haken`` (its chosen row is read), one row of it, or values of lambda1, a, lambda2 and b.
    q1 : Series or array_like
        Values of the order parameter.

    Returns
    -------
    Series
        Index of ``q1``. Any sign, no unit. Never NaN.

    Raises
    ------
    UndefinedMeasure
        lambda2 is not positive, so that the other variable does not follow; or no ordering was chosen.
    SchemaError
        A parameter or a value is missing.

    Examples
    --------
    >>> haken_potential({"lambda1": -0.1, "a": 0.3, "lambda2": 0.8, "b": 0.4}, [0, 0.5, 1]).round(4).tolist()
    [0.0, -0.0102, -0.0125]
    """
    lambda1, a, lambda2, b = _values(parameters)
    if not lambda2 > 0:
        raise UndefinedMeasure(
            f"there is no potential: lambda2 = {lambda2:g} is not positive, so the other variable does not follow q1."
        )
    held = _series(q1)
    return (0.5 * lambda1 * held**2 + a * b / (4.0 * lambda2) * held**4).rename("potential")


def haken_score(
    parameters: Parameters,
    q1: pd.Series | npt.ArrayLike,
    *,
    scale: tuple[float, float] = (0.0, 1.0),
    stages: Sequence[float] | Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """How near the order parameter has come to the stable state, in place and in potential.

    ``distance = sqrt((q1 - q1*)^2 + (v(q1) - v(q1*))^2)`` with the stable state q1* on the side of q1, and
    ``score = low + (high - low) (max distance - distance) / (max distance - min distance)``.

    Parameters
    ----------
    parameters : DataFrame, Series or mapping
        Result of ``haken`` (its chosen row is read), one row of it, or values of lambda1, a, lambda2 and b.
    q1 : Series or array_like
        Values of the order parameter, all units and years that are to be compared.
    scale : tuple of float
        Score of the farthest and of the nearest value: (0, 1), or (1, 10) as some papers have it.
    stages : sequence of float or mapping, optional
        Cut points of the score, or stage name -> lower end; adds the column stage.

    Returns
    -------
    DataFrame
        Index of ``q1``: potential, distance (0 or more) and score (range: that of ``scale``). No unit. score is NaN
        if all distances are equal. The score is relative to the values given.

    Raises
    ------
    UndefinedMeasure
        There is no stable state apart from 0: lambda1 is not negative, or lambda1 lambda2 a b is not, or
        lambda2 is not positive; or no ordering was chosen.
    SchemaError
        A parameter or a value is missing, or scale or stages do not rise.

    Examples
    --------
    >>> parameters = {"lambda1": -0.1, "a": 0.3, "lambda2": 0.8, "b": 0.4}
    >>> haken_score(parameters, [0.2, 0.4, 0.8])[["distance", "score"]].round(3).values.tolist()
    [[0.617, 0.0], [0.417, 0.333], [0.016, 1.0]]
    """
    potential = haken_potential(parameters, q1)
    lambda1, a, lambda2, b = _values(parameters)
    low, high = pair_within("scale", scale, lambda a, b: -np.inf < a < b < np.inf, "two numbers that rise")
    stable = fixed_point(lambda1, a, lambda2, b)
    if not lambda1 < 0 or np.isnan(stable):
        raise UndefinedMeasure(
            f"there is no score: with lambda1 = {lambda1:g}, a = {a:g}, lambda2 = {lambda2:g} and b = {b:g} the "
            f"order parameter has no stable state apart from 0. Report the parameters instead."
        )
    held = _series(q1)
    depth = float(haken_potential(parameters, [stable]).iloc[0])
    distance = np.hypot(held.abs() - stable, potential - depth)
    width = distance.max() - distance.min()
    share = (distance.max() - distance) / (width if width > 0 else np.nan)
    # the last digit of a rounded sum does not leave the scale
    score = np.clip(low + (high - low) * share, low, high)
    table = pd.DataFrame({"potential": potential, "distance": distance, "score": score}, index=held.index)
    if stages is not None:
        cuts, names = scale_of(stages, _UNNAMED, "stages", False, "en")
        table["stage"] = named(grade(table["score"].to_numpy(), cuts, False), names)
    return table


def fixed_point(lambda1: float, a: float, lambda2: float, b: float) -> float:
    """Return the positive fixed point sqrt(-lambda1 lambda2 / (a b)); NaN if it is not real.

    >>> round(fixed_point(-0.1, 0.3, 0.8, 0.4), 7)
    0.8164966
    """
    return float(np.sqrt(-lambda1 * lambda2 / (a * b))) if lambda1 * lambda2 * a * b < 0 else float("nan")


def _values(parameters: Parameters) -> list[float]:
    row: pd.Series | Mapping[str, float]
    if isinstance(parameters, pd.DataFrame):
        chosen = (
            parameters[parameters["status"] == "chosen"] if "status" in parameters else parameters.iloc[:0]
        )
        if len(chosen) != 1:
            raise UndefinedMeasure(
                "no ordering was chosen, so there is no order parameter; pass the row that is meant."
            )
        row = chosen.iloc[0]
    elif isinstance(parameters, (Mapping, pd.Series)):
        row = parameters
    else:
        raise SchemaError(
            f"parameters must be a result of haken, one row of it or a mapping; got {parameters!r}."
        )
    missing = [name for name in _NAMES if name not in row]
    if missing:
        raise SchemaError(
            f"parameters {first_few(missing)} are missing; lambda1, a, lambda2 and b are needed."
        )
    return [number_within(f"parameter {name}", row[name], np.isfinite, "a finite number") for name in _NAMES]


def _series(q1: pd.Series | npt.ArrayLike) -> pd.Series:
    try:
        numbers = np.asarray(q1, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"q1 holds something that is not a number: {error}.") from error
    if numbers.ndim != 1 or len(numbers) == 0 or not np.isfinite(numbers).all():
        raise SchemaError("q1 must be one series of finite numbers, at least one.")
    return pd.Series(numbers, index=q1.index if isinstance(q1, pd.Series) else None)
