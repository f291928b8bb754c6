"""Information between several variables: total correlation to O-information, and the helix of joint tables."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import BIT, ColumnSpec, MeasureSpec, column_spec

_RECORDS: Final = "records"
_EMPTY: Final = "the group holds no record"
_ROSAS: Final = "Rosas et al. (2019), Phys. Rev. E 100:032305"
_LEYDESDORFF: Final = "Leydesdorff & Strand (2013), JASIST 64:1890"
_CELLS: Final = "O(variables cells log cells)"
_BETWEEN: Final = "the row is (between)"


def _bits(name: str, en: str, zh: str, *, signed: bool = False, undefined: str = _EMPTY) -> ColumnSpec:
    return column_spec(name, en, zh, unit=BIT, lower=-math.inf if signed else 0.0, undefined=undefined)


COLUMNS: Final = (
    _bits("mutual_information", "Mutual information", "互信息"),
    _bits("joint_entropy", "Joint entropy", "联合熵"),
    _bits("total_correlation", "Total correlation TC", "总相关 TC"),
    _bits("dual_total_correlation", "Dual total correlation DTC", "对偶总相关 DTC"),
    _bits("o_information", "O-information", "O-信息", signed=True),
    _bits("s_information", "S-information", "S-信息"),
    _bits("co_information", "Co-information T", "共信息 T", signed=True),
    _bits("o_information_gradient", "Gradient of O-information", "O-信息梯度", signed=True),
    column_spec("probability", "Share of records", "记录占比", upper=1.0),
    _bits("local_entropy", "Local entropy", "局部熵", undefined="never"),
    _bits("local_total_correlation", "Local TC", "局部总相关", signed=True, undefined="never"),
    _bits("local_dual_total_correlation", "Local DTC", "局部对偶总相关", signed=True, undefined="never"),
    _bits("local_o_information", "Local O-information", "局部 O-信息", signed=True, undefined="never"),
    _bits("local_s_information", "Local S-information", "局部 S-信息", signed=True, undefined="never"),
    _bits("local_co_information", "Local co-information", "局部共信息", signed=True, undefined="never"),
    column_spec("information_profile.n", "Records", "记录数", unit=_RECORDS),
    column_spec("helix_table.n", "Records", "记录数", unit=_RECORDS),
    column_spec("cells", "Occupied cells", "非空单元格数", undefined=_BETWEEN),
    _bits("helix_table.T", "Helix synergy T", "螺旋协同度 T", signed=True, undefined=_BETWEEN),
    _bits("helix_table.T_null", "T under the null", "零模型下的 T", signed=True, undefined=_BETWEEN),
    _bits("helix_table.T_excess", "T beyond the null", "超出零模型的 T", signed=True, undefined=_BETWEEN),
    _bits("T_mm", "T, Miller-Madow corrected", "Miller-Madow 修正的 T", signed=True, undefined=_BETWEEN),
    column_spec("helix_table.se", "Standard error of T", "T 的标准误", unit=BIT, undefined=_BETWEEN),
    _bits("mutual_information_tests.mutual_information", "Mutual information", "互信息", undefined="never"),
    column_spec("mutual_information_tests.G2", "Likelihood ratio G2", "似然比 G²"),
    column_spec("mutual_information_tests.df", "Degrees of freedom", "自由度"),
    column_spec(
        "p_chi2", "p of the chi-square approximation", "卡方近似 p 值", upper=1.0, undefined="df is 0"
    ),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("mutual_information", "census", "joint", "cinet.synergy.information:mutual_information", "ignored",
                "O(cells log cells)", "Shannon (1948), Bell Syst. Tech. J. 27", ("mutual_information",)),
    MeasureSpec("total_correlation", "census", "joint", "cinet.synergy.information:total_correlation", "ignored",
                _CELLS, "Watanabe (1960), IBM J. Res. Dev. 4", ("total_correlation",)),
    MeasureSpec("dual_total_correlation", "census", "joint", "cinet.synergy.information:dual_total_correlation",
                "ignored", _CELLS, "Han (1978), Information and Control 36", ("dual_total_correlation",)),
    MeasureSpec("o_information", "census", "joint", "cinet.synergy.information:o_information", "ignored",
                _CELLS, _ROSAS, ("o_information",)),
    MeasureSpec("s_information", "census", "joint", "cinet.synergy.information:s_information", "ignored",
                _CELLS, _ROSAS, ("s_information",)),
    MeasureSpec("co_information", "census", "joint", "cinet.synergy.information:co_information", "ignored",
                "O(2^variables cells log cells)", "McGill (1954), Psychometrika 19:97", ("co_information",)),
    MeasureSpec("information_profile", "census", "joint", "cinet.synergy.information:information_profile", "ignored",
                "O(2^variables cells log cells)", _ROSAS,
                ("information_profile.n", "joint_entropy", "total_correlation", "dual_total_correlation",
                 "o_information", "s_information", "co_information")),
    MeasureSpec("local_information", "table", "joint", "cinet.synergy.information_local:local_information", "ignored",
                "O(2^variables cells log cells)", "Scagliarini et al. (2022), Phys. Rev. Research 4",
                ("probability", "local_entropy", "local_total_correlation", "local_dual_total_correlation",
                 "local_o_information", "local_s_information", "local_co_information")),
    MeasureSpec("o_information_gradient", "table", "joint", "cinet.synergy.information_local:o_information_gradient",
                "ignored", "O(variables^2 cells log cells)", "Scagliarini et al. (2023), arXiv:2207.03581",
                ("o_information_gradient",)),
    MeasureSpec("o_information_ranking", "table", "joint", "cinet.synergy.information_local:o_information_ranking",
                "ignored", "O(combinations cells log cells)", _ROSAS,
                ("o_information", "total_correlation", "dual_total_correlation", "co_information")),
    MeasureSpec("helix_table", "census", "joint", "cinet.synergy.joint_helix:helix_table", "ignored",
                "O(draws 2^variables records)", _LEYDESDORFF,
                ("helix_table.n", "cells", "helix_table.T", "T_mm", "helix_table.se", "helix_table.T_null",
                 "helix_table.T_excess")),
    MeasureSpec("mutual_information_tests", "table", "joint",
                "cinet.synergy.information_tests:mutual_information_tests", "ignored",
                "O(pairs draws records)", "Benjamini & Hochberg (1995), JRSS B 57:289",
                ("mutual_information_tests.mutual_information", "mutual_information_tests.G2",
                 "mutual_information_tests.df", "p_chi2")),
)  # fmt: skip
