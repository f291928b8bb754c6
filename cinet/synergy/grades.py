"""Grades of a number by cut points, robust to the rounding of floating point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError
from cinet.synergy.indicator_input import chosen

__all__ = ["COORDINATION", "COUPLING_STAGES", "LANGUAGES", "SYNERGY", "Scale", "grade", "named", "scale_of"]

FloatArray = npt.NDArray[np.float64]

LANGUAGES: Final = ("en", "zh")

#: A value this close to a cut point counts as being on it: 0.1 + 0.2 lies where 0.3 lies.
ON_THE_CUT: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Scale:
    """Inner cut points in rising order, and the names of the classes they part, lowest first."""

    cuts: tuple[float, ...]
    names: Mapping[str, tuple[str, ...]]


def _scale(cuts: tuple[float, ...], en: tuple[str, ...], zh: tuple[str, ...]) -> Scale:
    return Scale(cuts, MappingProxyType({"en": en, "zh": zh}))


#: The ten grades of the coupling coordination degree.
COORDINATION: Final = _scale(
    (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    (
        "extreme disorder", "severe disorder", "moderate disorder", "mild disorder", "verge of disorder",
        "bare coordination", "primary coordination", "intermediate coordination", "good coordination",
        "excellent coordination",
    ),
    (
        "极度失调", "严重失调", "中度失调", "轻度失调", "濒临失调",
        "勉强协调", "初级协调", "中级协调", "良好协调", "优质协调",
    ),
)  # fmt: skip

#: The four stages of the coupling degree.
COUPLING_STAGES: Final = _scale(
    (0.3, 0.5, 0.8),
    ("low-level coupling", "antagonism", "running-in", "high-level coupling"),
    ("低水平耦合", "拮抗", "磨合", "高水平耦合"),
)

#: The grades of the composite-system synergy degree; the literature has no standard.
SYNERGY: Final = _scale(
    (0.0, 0.3, 0.7),
    ("not synergetic", "low synergy", "moderate synergy", "high synergy"),
    ("不协同", "低度协同", "中度协同", "高度协同"),
)


def scale_of(
    given: Sequence[float] | Mapping[str, float] | None, default: Scale, what: str, right: bool, lang: str
) -> tuple[FloatArray, list[str]]:
    """Return cut points and class names from an argument: None, inner cut points, or name -> lower end.

    >>> scale_of({"low": 0, "high": 0.5}, SYNERGY, "grades", False, "en")
    (array([0.5]), ['low', 'high'])
    >>> scale_of([0.2, 0.6], SYNERGY, "grades", False, "en")[1]
    ['below 0.2', '[0.2, 0.6)', '0.6 and above']
    """
    chosen("lang", lang, LANGUAGES)
    if given is None:
        return np.array(default.cuts), list(default.names[lang])
    if isinstance(given, Mapping):
        ends = _rising(list(given.values()), what)
        if len(ends) < 2:
            raise SchemaError(
                f"{what} must name at least two classes with their lower ends; got {dict(given)}."
            )
        return ends[1:], [str(name) for name in given]
    cuts = _rising(given, what)
    if len(cuts) == len(default.cuts):
        return cuts, list(default.names[lang])
    return cuts, _intervals(cuts, right, lang)


def _rising(cuts: Sequence[float], what: str) -> FloatArray:
    try:
        values = np.asarray(cuts, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"{what} hold something that is not a number: {error}.") from error
    if values.ndim != 1 or len(values) == 0 or not np.isfinite(values).all() or (np.diff(values) <= 0).any():
        raise SchemaError(
            f"{what} must be inner cut points that rise, such as (0.3, 0.5, 0.8), or a mapping of class "
            f"names to their lower ends; got {cuts!r}."
        )
    return values


def _intervals(cuts: FloatArray, right: bool, lang: str) -> list[str]:
    shown = [f"{cut:g}" for cut in cuts]
    left, close = ("(", "]") if right else ("[", ")")
    inner = [f"{left}{low}, {high}{close}" for low, high in pairwise(shown)]
    if lang == "zh":
        ends = (
            (f"不高于 {shown[0]}", f"高于 {shown[-1]}")
            if right
            else (f"低于 {shown[0]}", f"不低于 {shown[-1]}")
        )
    else:
        ends = (
            (f"{shown[0]} and below", f"above {shown[-1]}")
            if right
            else (f"below {shown[0]}", f"{shown[-1]} and above")
        )
    return [ends[0], *inner, ends[1]]


def grade(values: FloatArray, cuts: FloatArray, right: bool) -> FloatArray:
    """Return the class of every value, 1 for the lowest; NaN where the value is NaN.

    A class holds its lower end, or its upper end if ``right``.

    >>> grade(np.array([0.1 + 0.2, 0.3, 0.29]), np.array([0.3]), right=False).tolist()
    [2.0, 2.0, 1.0]
    """
    if right:
        place = np.searchsorted(cuts, values - ON_THE_CUT, side="left")
    else:
        place = np.searchsorted(cuts, values + ON_THE_CUT, side="right")
    return np.where(np.isnan(values), np.nan, place + 1.0)


def named(grades: FloatArray, names: list[str]) -> pd.Categorical[str]:
    """Return the names of grades as an ordered categorical."""
    codes = np.where(np.isnan(grades), 0, grades).astype(np.int64) - 1
    return pd.Categorical.from_codes(codes.tolist(), categories=pd.Index(names), ordered=True)
