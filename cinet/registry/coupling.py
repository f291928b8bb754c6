"""Coupling coordination."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import MeasureSpec, column_spec

_ALL_ZERO: Final = "all scores are 0"
_WANG: Final = "Wang et al. (2021), J. Nat. Resour. 36:793"

COLUMNS: Final = (
    column_spec("C", "Coupling degree C", "耦合度", upper=1.0, undefined=_ALL_ZERO),
    column_spec("coupling.T", "Development level T", "综合协调指数", upper=1.0),
    column_spec("D", "Coupling coordination degree D", "耦合协调度", upper=1.0, undefined=_ALL_ZERO),
    column_spec("grade", "Coordination grade", "协调等级", lower=1.0, undefined=_ALL_ZERO),
    column_spec("grade_spread", "Grades between methods", "不同方法的等级差", undefined=_ALL_ZERO),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("coupling", "table", "scores", "cinet.synergy.coupling:coupling", "ignored",
                "O(rows n log n)", _WANG, ("C", "coupling.T", "D", "grade")),
    MeasureSpec("grade_by_method", "table", "scores", "cinet.synergy.coupling:grade_by_method", "ignored",
                "O(rows n log n)", _WANG, ("grade", "grade_spread")),
)  # fmt: skip
