"""Centrality of actors."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import MeasureSpec, column_spec

COLUMNS: Final = (
    column_spec("degree", "Number of collaborators", "合作者数", unit="actors"),
    column_spec("strength", "Strength", "合作强度", unit="tie weight"),
    column_spec("betweenness", "Betweenness", "中介中心性", unit="shortest paths"),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("degree", "actor", "network", "cinet.metrics.centrality:degree", "ignored",
                "O(m)", "Freeman (1979), Social Networks 1:215"),
    MeasureSpec("strength", "actor", "network", "cinet.metrics.centrality:strength", "strength",
                "O(m)", "Barrat et al. (2004), PNAS 101:3747"),
    MeasureSpec("betweenness", "actor", "network", "cinet.metrics.centrality:betweenness", "ignored",
                "O(n m) after merging twins",
                "Freeman (1977), Sociometry 40:35; Brandes (2001), J. Math. Sociol. 25:163"),
)  # fmt: skip
