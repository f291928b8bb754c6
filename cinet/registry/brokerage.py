"""Brokerage roles."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import ColumnSpec, MeasureSpec, column_spec

_STILL: Final = "the null does not vary"

_ROLES: Final = (
    column_spec("coordinator", "Coordinator", "协调者", unit="open pairs"),
    column_spec("itinerant", "Itinerant broker", "顾问型经纪人", unit="open pairs"),
    column_spec("gatekeeper", "Gatekeeper", "守门人", unit="open pairs"),
    column_spec("representative", "Representative", "代理人", unit="open pairs"),
    column_spec("liaison", "Liaison", "联络人", unit="open pairs"),
    column_spec("total", "Brokerage, all roles", "经纪总数", unit="open pairs"),
)

_PAIRS: Final = column_spec("open_pairs", "Open pairs", "开放对数", unit="open pairs")


def _against_null(spec: ColumnSpec) -> tuple[ColumnSpec, ...]:
    """Mean, standard deviation and z of a count under ties drawn at random."""
    name, en, zh = spec.name, spec.en, spec.zh
    return (
        column_spec(f"expected_{name}", f"{en}, expected", f"{zh}期望值", unit=spec.unit),
        column_spec(f"sd_{name}", f"{en}, SD under the null", f"{zh}零模型标准差", unit=spec.unit),
        column_spec(f"z_{name}", f"{en}, z", f"{zh} z 值", lower=-math.inf, undefined=_STILL),
    )


COLUMNS: Final = (
    *_ROLES,
    _PAIRS,
    *(column for spec in (*_ROLES, _PAIRS) for column in _against_null(spec)),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("brokerage", "actor", "network", "cinet.metrics.brokerage:brokerage", "ignored",
                "O(m a) undirected, O(sum d^2) directed", "Gould & Fernandez (1989), Sociol. Methodol. 19:89",
                tuple(spec.name for spec in _ROLES)),
    MeasureSpec("brokerage_tensor", "census", "network", "cinet.metrics.brokerage_groups:brokerage_tensor", "ignored",
                "O(m a) undirected, O(sum d^2) directed", "Gould & Fernandez (1989), Sociol. Methodol. 19:89",
                ("open_pairs",)),
    MeasureSpec("brokerage_groups", "census", "network", "cinet.metrics.brokerage_groups:brokerage_groups", "ignored",
                "O(m a) undirected, O(sum d^2) directed", "Gould & Fernandez (1989), Sociol. Methodol. 19:89",
                ("open_pairs",)),
    MeasureSpec("brokerage_totals", "census", "network", "cinet.metrics.brokerage_groups:brokerage_totals", "ignored",
                "O(m a) undirected, O(sum d^2) directed", "Gould & Fernandez (1989), Sociol. Methodol. 19:89",
                ("open_pairs", "expected_open_pairs", "sd_open_pairs", "z_open_pairs")),
)  # fmt: skip
