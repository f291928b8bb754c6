"""Helix synergy."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import BIT, MeasureSpec, column_spec

_NO_RECORD: Final = "there is no record"

COLUMNS: Final = (
    column_spec("n", "Records", "记录数", unit="collaborations"),
    column_spec("T", "Helix synergy T", "螺旋协同度 T", unit=BIT, lower=-math.inf, undefined=_NO_RECORD),
    column_spec("T_null", "T if parts were independent", "独立假设下的 T", unit=BIT, lower=-math.inf,
                undefined=_NO_RECORD),
    column_spec("T_excess", "T beyond independence", "超出独立假设的 T", unit=BIT, lower=-math.inf,
                undefined=_NO_RECORD),
    column_spec("se", "Standard error of T", "T 的标准误", unit=BIT, undefined=_NO_RECORD),
    column_spec(
        "se_excess", "Standard error of T beyond independence", "超出部分的标准误", unit=BIT, undefined=_NO_RECORD
    ),
    column_spec("ci_low", "T, lower end of the 95 % interval", "T 的 95 % 区间下限", unit=BIT, lower=-math.inf,
                undefined=_NO_RECORD),
    column_spec("ci_high", "T, upper end of the 95 % interval", "T 的 95 % 区间上限", unit=BIT, lower=-math.inf,
                undefined=_NO_RECORD),
    column_spec("excess_low", "T beyond independence, lower end", "超出部分的 95 % 区间下限", unit=BIT,
                lower=-math.inf, undefined=_NO_RECORD),
    column_spec("excess_high", "T beyond independence, upper end", "超出部分的 95 % 区间上限", unit=BIT,
                lower=-math.inf, undefined=_NO_RECORD),
    column_spec("q", "p adjusted for several tests (Benjamini-Hochberg)", "校正后的 p 值（BH 法）", upper=1.0,
                undefined="p is NaN"),
    column_spec("contribution", "Contribution to T", "对 T 的贡献", unit=BIT, lower=-math.inf),
    column_spec("share", "Share of T", "占 T 的份额", lower=-math.inf, undefined="T is 0"),
    # normalised
    column_spec("H", "Joint entropy", "联合熵", unit=BIT, undefined=_NO_RECORD),
    column_spec("H_max", "Largest possible entropy", "最大熵", unit=BIT, undefined=_NO_RECORD),
    column_spec("eta", "Efficiency H / H_max", "效率 η（H / H_max）", upper=1.0, undefined=_NO_RECORD),
    column_spec("unused_capacity", "Unused capacity H_max - H", "未用容量（H_max - H）", unit=BIT,
                undefined=_NO_RECORD),
    column_spec("T_relative", "T / H", "T / H（相对协同度）", lower=-math.inf, undefined="H is 0"),
    column_spec("T_total", "Total synergy n T", "总协同量 nT", unit=BIT, lower=-math.inf, undefined=_NO_RECORD),
    column_spec("T_normalised", "T / its bound", "归一化 T", lower=-1.0, upper=1.0,
                undefined="the bound is 0 or there are more than three parts"),
    column_spec("mutual_redundancy", "Mutual redundancy R", "互冗余 R", unit=BIT, lower=-math.inf,
                undefined=_NO_RECORD),
    # models
    column_spec("G2", "Likelihood ratio G2", "似然比 G²", undefined=_NO_RECORD),
    column_spec("df", "Degrees of freedom", "自由度", undefined=_NO_RECORD),
    column_spec("krippendorff_I", "Interaction I (Krippendorff)", "三方交互信息 I（Krippendorff）", unit=BIT,
                undefined=_NO_RECORD),
    column_spec("krippendorff_R", "Redundancy R (Krippendorff)", "冗余 R（Krippendorff）", unit=BIT, lower=-math.inf,
                undefined="there are more than three parts"),
    # change
    column_spec("change", "Change of T", "T 的变化", unit=BIT, lower=-math.inf, undefined="it is the first group"),
    column_spec("se_change", "Standard error of the change of T", "T 变化的标准误", unit=BIT,
                undefined="it is the first group"),
    column_spec("helix_change.z", "z of the change", "变化的 z 值", lower=-math.inf, undefined="se_change is 0"),
    column_spec("helix_change.p", "p of the change", "变化的 p 值", upper=1.0, undefined="se_change is 0"),
    column_spec("krippendorff.p", "p of the interaction", "交互作用检验 p 值", upper=1.0, undefined="df is 0"),
    column_spec("helix_independence.p", "p of independence", "独立性检验 p 值", upper=1.0, undefined="df is 0"),
    # decomposition
    column_spec("helix_decomposition.T", "Helix synergy T of the group", "各组螺旋协同度 T", unit=BIT, lower=-math.inf,
                undefined="there is no record or the row is (between)"),
    # triads
    column_spec("n_joint", "Records with all three", "三者共有的记录数", unit="collaborations"),
    column_spec("n_triads", "Triples", "三元组数", unit="triads"),
    column_spec("n_synergetic", "Triples with negative T", "协同三元组数（T < 0）", unit="triads"),
    column_spec("T_sum", "Sum of T over triples", "三元组 T 之和", unit=BIT, lower=-math.inf),
    column_spec("T_excess_sum", "Sum of T beyond independence over triples", "三元组超出独立部分之和", unit=BIT,
                lower=-math.inf),
)  # fmt: skip

_T = "cinet.synergy"

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("helix", "census", "patterns", f"{_T}.helix:helix", "ignored",
                "O(groups 3^parts)", "Leydesdorff (2003), Scientometrics 58:445",
                ("n", "T", "T_null", "T_excess", "se", "se_excess")),
    MeasureSpec("helix_decomposition", "census", "patterns", f"{_T}.helix:helix_decomposition", "ignored",
                "O(groups 3^parts)", "Leydesdorff, Dolfsma & Van der Panne (2006), Research Policy 35:181",
                ("n", "helix_decomposition.T", "contribution", "share")),
    MeasureSpec("helix_normalised", "census", "patterns", f"{_T}.helix_normalised:helix_normalised", "ignored",
                "O(groups 3^parts)", "Mêgnigbêto (2014), Journal of Informetrics 8:284",
                ("n", "T", "H", "H_max", "eta", "unused_capacity", "T_relative", "T_total", "T_normalised")),
    MeasureSpec("mutual_redundancy", "census", "patterns", f"{_T}.helix_normalised:mutual_redundancy", "ignored",
                "O(groups 3^parts)", "Leydesdorff & Ivanova (2014), JASIST 65:386"),
    MeasureSpec("krippendorff", "census", "patterns", f"{_T}.helix_models:krippendorff", "ignored",
                "O(groups 3^parts)", "Krippendorff (2009), Int. J. General Systems 38:669",
                ("n", "T", "krippendorff_I", "krippendorff_R", "df", "G2", "p")),
    MeasureSpec("helix_independence", "census", "patterns", f"{_T}.helix_models:helix_independence", "ignored",
                "O(groups 3^parts)", "Bishop, Fienberg & Holland (1975), Discrete Multivariate Analysis",
                ("n", "G2", "df", "p")),
    MeasureSpec("helix_change", "census", "patterns", f"{_T}.helix_change:helix_change", "ignored",
                "O(groups 3^parts)", "Leydesdorff (2003), Scientometrics 58:445",
                ("n", "T", "change", "se_change", "z", "p", "q")),
    MeasureSpec("helix_triads", "census", "patterns", f"{_T}.helix_triads:helix_triads", "ignored",
                "O(columns^3)", "Leydesdorff & Ivanova (2021), JASIST 72:387",
                ("n_joint", "T", "T_null", "T_excess", "se")),
)  # fmt: skip
