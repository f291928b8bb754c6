"""Order degrees and composite-system synergy."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import MeasureSpec, column_spec

_NO_BASE: Final = "there is no earlier row to compare with"
_MENG_HAN: Final = "Meng & Han (2000), J. Tianjin Univ. 33:444"

COLUMNS: Final = (
    column_spec("order_components", "Order degree of an indicator", "序参量分量有序度", upper=1.0),
    column_spec("order_degree", "Order degree", "子系统有序度", upper=1.0),
    column_spec("synergy", "Composite-system synergy", "复合系统协同度", lower=-1.0, upper=1.0, undefined=_NO_BASE),
    column_spec("theta", "Direction of synergy", "协同方向 θ", lower=-1.0, upper=1.0, undefined=_NO_BASE),
    column_spec("composite_synergy.grade", "Synergy grade", "协同等级", lower=1.0, undefined=_NO_BASE),
    column_spec("unchanged", "Subsystems without change", "未变化的子系统数", undefined=_NO_BASE),
    column_spec("pairwise_synergy", "Synergy of two subsystems", "两子系统协同度", lower=-1.0, upper=1.0,
                undefined=_NO_BASE),
)  # fmt: skip

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("order_components", "table", "indicators", "cinet.synergy.order_degree:order_components", "ignored",
                "O(rows indicators)", _MENG_HAN),
    MeasureSpec("order_degree", "table", "indicators", "cinet.synergy.order_degree:order_degree", "ignored",
                "O(rows indicators)", _MENG_HAN),
    MeasureSpec("composite_synergy", "table", "scores", "cinet.synergy.composite:composite_synergy", "ignored",
                "O(rows subsystems)", _MENG_HAN, ("synergy", "theta", "composite_synergy.grade", "unchanged")),
    MeasureSpec("pairwise_synergy", "table", "scores", "cinet.synergy.composite:pairwise_synergy", "ignored",
                "O(rows subsystems^2)", _MENG_HAN),
)  # fmt: skip
