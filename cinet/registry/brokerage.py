"""Brokerage roles."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import MeasureSpec, column_spec

COLUMNS: Final = (
    column_spec("coordinator", "Coordinator", "协调者", unit="open pairs"),
    column_spec("itinerant", "Itinerant broker", "顾问型经纪人", unit="open pairs"),
    column_spec("gatekeeper", "Gatekeeper", "守门人", unit="open pairs"),
    column_spec("representative", "Representative", "代理人", unit="open pairs"),
    column_spec("liaison", "Liaison", "联络人", unit="open pairs"),
    column_spec("total", "Brokerage, all roles", "经纪总数", unit="open pairs"),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("brokerage", "actor", "network", "cinet.metrics.brokerage:brokerage", "ignored",
                "O(m a) undirected, O(sum d^2) directed", "Gould & Fernandez (1989), Sociol. Methodol. 19:89",
                tuple(spec.name for spec in COLUMNS)),
)  # fmt: skip
