"""Structural holes."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import NO_TIE, MeasureSpec, column_spec

_BURT: Final = "Burt (1992), Structural Holes, ch. 2"

COLUMNS: Final = (
    column_spec("constraint", "Constraint", "结构约束", upper=2.0, undefined=NO_TIE),
    column_spec("effective_size", "Effective size", "有效规模", unit="actors", undefined=NO_TIE),
    column_spec("efficiency", "Efficiency", "效率", upper=1.0, undefined=NO_TIE),
    column_spec("hierarchy", "Hierarchy", "等级度", upper=1.0, undefined=NO_TIE),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("constraint", "actor", "network", "cinet.metrics.structural_holes:constraint", "strength",
                "O(m a), a the arboricity", _BURT),
    MeasureSpec("effective_size", "actor", "network", "cinet.metrics.structural_holes:effective_size",
                "strength", "O(m a), a the arboricity", _BURT),
    MeasureSpec("efficiency", "actor", "network", "cinet.metrics.structural_holes:efficiency", "strength",
                "O(m a), a the arboricity", _BURT),
    MeasureSpec("hierarchy", "actor", "network", "cinet.metrics.structural_holes:hierarchy", "strength",
                "O(m a), a the arboricity", _BURT),
)  # fmt: skip
