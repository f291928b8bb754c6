"""One specification per measure and per result column: unit, range, NaN rule, label, reference.

pandas loses ``attrs`` on most operations, so what a number means is never carried by the result:
it is looked up here by column name (``ci.describe``), and figures take their labels from here.
One module per family holds the specifications; this one puts them together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cinet.errors import UnknownName, nearest
from cinet.registry import (
    backbone,
    brokerage,
    centrality,
    cohesion,
    composite,
    coupling,
    dependence,
    diversity,
    games,
    haken,
    holes,
    indicators,
    inference,
    information,
    integration,
    meso,
    mixing,
    pid,
    synergy,
    whole,
)
from cinet.registry.spec import UNITS_ZH, ColumnSpec, MeasureSpec

__all__ = ["COLUMNS", "MEASURES", "UNITS_ZH", "ColumnSpec", "MeasureSpec", "column", "label", "measure_spec"]

_FAMILIES: Final = (
    centrality, holes, brokerage, cohesion, mixing, whole, meso, diversity, integration, dependence, synergy,
    information, pid, games, indicators, coupling, composite, haken, inference, backbone,
)  # fmt: skip

#: Column name -> what it holds.
COLUMNS: Final[Mapping[str, ColumnSpec]] = MappingProxyType(
    {spec.name: spec for family in _FAMILIES for spec in family.COLUMNS}
)

#: Measure name -> what it is.
MEASURES: Final[Mapping[str, MeasureSpec]] = MappingProxyType(
    {spec.name: spec for family in _FAMILIES for spec in family.MEASURES}
)


def measure_spec(name: str) -> MeasureSpec:
    """Return the specification of a registered measure.

    >>> measure_spec("constraint").weight
    'strength'
    """
    if name not in MEASURES:
        raise UnknownName(
            f"measure {name!r} is not registered.{nearest(name, MEASURES)} "
            f"All {len(MEASURES)} stand in ci.registry.MEASURES; on a command line, `cinet measures` lists them."
        )
    return MEASURES[name]


def column(name: str, measure: str = "") -> ColumnSpec:
    """Return the specification of a result column; parameters in brackets are ignored.

    Some names mean one thing in one measure and another elsewhere (T of a helix and of a coupling): ``measure``
    says whose column is meant.

    >>> column("betweenness(distance=inverse)").unit
    'shortest paths'
    """
    base = re.sub(r"\(.*\)$", "", name)
    own = f"{measure}.{base}"
    if own in COLUMNS:
        return COLUMNS[own]
    if base not in COLUMNS:
        raise UnknownName(f"result column {name!r} is not registered.{nearest(base, COLUMNS)}")
    return COLUMNS[base]


def label(name: str, lang: str = "en", *, unit: bool = True, measure: str = "") -> str:
    """Return the label of a column for an axis, with its unit; unregistered names stand for themselves.

    >>> label("degree"), label("constraint", "zh"), label("park")
    ('Number of collaborators (actors)', '结构约束', 'park')
    """
    base = re.sub(r"\(.*\)$", "", name)
    if base not in COLUMNS and f"{measure}.{base}" not in COLUMNS:
        return name
    spec = column(name, measure)
    text = spec.zh if lang == "zh" else spec.en
    if not unit or not spec.unit:
        return text
    return f"{text}（{UNITS_ZH[spec.unit]}）" if lang == "zh" else f"{text} ({spec.unit})"
