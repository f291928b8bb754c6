"""Mixing across groups."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import ColumnSpec, MeasureSpec, column_spec

COLUMNS: Final[tuple[ColumnSpec, ...]] = (
    column_spec("ei_index", "E-I index", "E-I 指数", lower=-1.0, upper=1.0, undefined="there is no tie"),
    column_spec("observed_weight", "Observed tie weight", "观测权重", unit="tie weight"),
    column_spec("expected_weight", "Expected tie weight", "期望权重", unit="tie weight"),
    column_spec("external_ties", "Ties between groups", "组间连边数", unit="pairs"),
    column_spec("internal_ties", "Ties within groups", "组内连边数", unit="pairs"),
    column_spec("ei_expected", "E-I index expected of permuted labels", "标签置换下的 E-I 期望",
                lower=-1.0, upper=1.0, undefined="there is no tie"),
    column_spec("ei_sd", "SD of the E-I index over permuted labels", "标签置换下的 E-I 标准差", upper=1.0,
                undefined="there is no tie"),
    column_spec("ei_z", "z of the E-I index", "E-I 指数 z 值", lower=-math.inf,
                undefined="the index does not vary over the permutations or there is no tie"),
    column_spec("nominal_assortativity", "Assortativity by group", "类别同配性", lower=-1.0, upper=1.0,
                undefined="all ends lie in one group or there is no tie"),
    column_spec("internal_strength", "Strength within the group", "组内强度", unit="tie weight"),
    column_spec("external_strength", "Strength to other groups", "组外强度", unit="tie weight"),
    column_spec("island_index", "Island index", "数据孤岛指数", upper=1.0, undefined="there is no tie"),
    column_spec("mixing_ratio", "Observed / expected", "观测 / 期望", undefined="nothing is expected"),
)  # fmt: skip

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("ei_index", "network", "network", "cinet.metrics.mixing:ei_index", "ignored",
                "O(m)", "Krackhardt & Stern (1988), Soc. Psychol. Q. 51:123"),
    MeasureSpec("type_mixing", "census", "network", "cinet.metrics.mixing:type_mixing", "strength",
                "O(m)", "Newman (2003), Phys. Rev. E 67:026126",
                ("observed_weight", "expected_weight", "mixing_ratio")),
    MeasureSpec("ei_moments", "census", "network", "cinet.metrics.mixing:ei_moments", "ignored",
                "O(m + groups^2)", "Krackhardt & Stern (1988), Soc. Psychol. Q. 51:123",
                ("external_ties", "internal_ties", "ei_index", "ei_expected", "ei_sd", "ei_z")),
    MeasureSpec("nominal_assortativity", "census", "network", "cinet.metrics.mixing:nominal_assortativity",
                "ignored", "O(m)", "Newman (2003), Phys. Rev. E 67:026126"),
    MeasureSpec("islands", "census", "network", "cinet.metrics.fragmentation:islands", "strength", "O(m)",
                "Krackhardt & Stern (1988), Soc. Psychol. Q. 51:123",
                ("group_size", "isolate_share", "internal_strength", "external_strength", "island_index")),
)  # fmt: skip
