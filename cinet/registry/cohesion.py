"""Cohesion around actors."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import MeasureSpec, column_spec

COLUMNS: Final = (
    column_spec(
        "local_clustering", "Local clustering", "局部聚类系数", upper=1.0, undefined="fewer than two alters"
    ),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("local_clustering", "actor", "network", "cinet.metrics.cohesion:local_clustering", "ignored",
                "O(m a), a the arboricity",
                "Watts & Strogatz (1998), Nature 393:440; Barrat et al. (2004), PNAS 101:3747"),
)  # fmt: skip
