"""The form of a specification: of a measure and of a result column."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

__all__ = ["BIT", "NO_TIE", "UNITS_ZH", "ColumnSpec", "MeasureSpec", "column_spec"]

Level = Literal["actor", "network", "tie", "census", "table"]
Reads = Literal[
    "network", "incidence", "patterns", "joint", "game", "indicators", "scores", "matrix", "counts"
]
Weight = Literal["strength", "ignored", "distance"]


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """What one result column holds."""

    name: str
    unit: str
    lower: float
    upper: float
    undefined_when: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """What one measure is: where it is computed, from what, at which cost, and who defined it.

    ``function`` is data (``"module:name"``), resolved by the rooms above; the registry imports nothing.
    """

    name: str
    level: Level
    reads: Reads
    function: str
    weight: Weight
    cost: str
    reference: str
    columns: tuple[str, ...] = field(default=())


def column_spec(
    name: str,
    en: str,
    zh: str,
    *,
    unit: str = "",
    lower: float = 0.0,
    upper: float = math.inf,
    undefined: str = "never",
) -> ColumnSpec:
    """Write a column in one line: name, English and Chinese label, then what differs from a plain number >= 0."""
    return ColumnSpec(name, unit, lower, upper, undefined, en, zh)


NO_TIE: Final = "the actor has no tie"
BIT: Final = "bit"

#: Unit -> its name in Chinese.
UNITS_ZH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "actors": "个",
        "tie weight": "权重",
        "shortest paths": "最短路径数",
        "open pairs": "开放对",
        "pairs": "对",
        "components": "个",
        "collaborations": "项",
        "steps": "步",
        "triads": "个",
        "communities": "个",
        "records": "条",
        "cells": "个",
        BIT: "比特",
        "nat": "奈特",
    }
)
