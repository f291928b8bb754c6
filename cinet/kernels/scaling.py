"""Indicators on a common scale: arrays of units x indicators in, arrays of the same shape out.

The direction of an indicator is a sign: +1 more is better, -1 less is better, 0 best between ``low`` and ``high``.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

__all__ = ["METHODS", "NON_NEGATIVE", "POSITIVE", "UNIT_RANGE", "scaled", "toward_ideal"]

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


def scaled(
    values: FloatArray, sign: npt.NDArray[np.int8], low: FloatArray, high: FloatArray, method: str
) -> FloatArray:
    """Bring every column to the scale of the method, so that more is better in all of them.

    >>> x, up = np.array([[1.0], [2.0], [5.0]]), np.array([1], np.int8)
    >>> scaled(x, up, np.zeros(1), np.zeros(1), "minmax").ravel().tolist()
    [0.0, 0.25, 1.0]
    """
    ideal = sign == 0
    oriented = toward_ideal(values, ideal, low, high)
    found = METHODS[method](oriented, sign < 0)
    if method == "minmax":
        # distances were divided by the largest one already; stretching again would move the ideal
        found[:, ideal] = oriented[:, ideal]
    # -0.0 would be printed as a negative number
    return found + 0.0


def toward_ideal(values: FloatArray, ideal: BoolArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Replace the columns with an ideal by 1 - d / max d, d the distance to [low, high]; 1 if all units lie there."""
    oriented = values.copy()
    inside = values[:, ideal]
    away = np.maximum(np.maximum(low[ideal] - inside, inside - high[ideal]), 0.0)
    oriented[:, ideal] = 1.0 - _ratio(away, away.max(axis=0))
    return oriented


def _ratio(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """Divide column by column; a column whose scale is 0 becomes 0."""
    found = np.zeros_like(numerator)
    np.divide(numerator, denominator, out=found, where=denominator != 0)
    return found


def _minmax(values: FloatArray, down: BoolArray) -> FloatArray:
    lowest, highest = values.min(axis=0), values.max(axis=0)
    return _ratio(np.where(down, highest - values, values - lowest), highest - lowest)


def _zscore(values: FloatArray, down: BoolArray) -> FloatArray:
    # squares of very small or very large numbers would leave the range of floats; and a constant column becomes
    # 1 or -1, so that its spread is exactly 0
    shrunk = _ratio(values, np.abs(values).max(axis=0))
    centred = shrunk - shrunk.mean(axis=0)
    found = _ratio(centred, np.sqrt((centred**2).mean(axis=0)))
    return np.where(down, -found, found)


def _vector(values: FloatArray, down: BoolArray) -> FloatArray:
    shrunk = _ratio(values, np.abs(values).max(axis=0))
    found = _ratio(shrunk, np.sqrt((shrunk**2).sum(axis=0)))
    return np.where(down, 1.0 - found, found)


def _max(values: FloatArray, down: BoolArray) -> FloatArray:
    found = _ratio(values, values.max(axis=0))
    return np.where(down, 1.0 - found, found)


def _sum(values: FloatArray, down: BoolArray) -> FloatArray:
    parts = np.where(down, 1.0 / np.where(down, values, 1.0), values)
    return _ratio(parts, parts.sum(axis=0))


def _rank(values: FloatArray, down: BoolArray) -> FloatArray:
    found = np.empty_like(values)
    for column, less_is_better in enumerate(down):
        held = -values[:, column] if less_is_better else values[:, column]
        ordered = np.sort(held)
        # ties share the mean of their places
        places = np.searchsorted(ordered, held, "left") + np.searchsorted(ordered, held, "right") - 1
        found[:, column] = places / 2 / (len(held) - 1)
    found[:, values.min(axis=0) == values.max(axis=0)] = 0.0
    return found


#: Name of a normalisation -> how it is done.
METHODS: Final = MappingProxyType[str, Callable[[FloatArray, BoolArray], FloatArray]](
    {"minmax": _minmax, "zscore": _zscore, "vector": _vector, "max": _max, "sum": _sum, "rank": _rank}
)
#: Normalisations that divide by a total or a maximum and have no meaning below zero.
NON_NEGATIVE: Final = ("max", "sum")
#: Normalisations that take the reciprocal of an indicator of which less is better.
POSITIVE: Final = ("sum",)
#: Normalisations whose results fill [0, 1] and can be moved to another interval.
UNIT_RANGE: Final = ("minmax", "rank")
