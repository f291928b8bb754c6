"""Partial information decomposition and entropy estimators."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import BIT, ColumnSpec, MeasureSpec, column_spec

NO_RECORD: Final = "there is no record"


def _estimate(name: str, en: str, zh: str, lower: float = 0.0) -> ColumnSpec:
    return column_spec(
        f"H_{name}", f"Entropy, {en}", f"熵（{zh}）", unit=BIT, lower=lower, undefined=NO_RECORD
    )


COLUMNS: Final = (
    column_spec("pid.synergy", "Synergistic information", "协同信息", unit=BIT),
    column_spec("pid_pairs.synergy", "Synergistic information", "协同信息", unit=BIT),
    column_spec("pid_pairs.mutual_information", "Mutual information", "互信息", unit=BIT),
    column_spec("unique_1", "Unique information of source 1", "信源 1 的独有信息", unit=BIT),
    column_spec("unique_2", "Unique information of source 2", "信源 2 的独有信息", unit=BIT),
    column_spec("redundancy", "Redundant information", "冗余信息", unit=BIT),
    column_spec("pid.mutual_information", "Mutual information", "互信息", unit=BIT),
    column_spec("information_1", "Information of source 1", "信源 1 的互信息", unit=BIT),
    column_spec("information_2", "Information of source 2", "信源 2 的互信息", unit=BIT),
    column_spec("gap", "Bound of the numerical error", "数值误差上界", unit=BIT),
    column_spec("excess", "Observed minus null mean", "观测值减零模型均值", lower=-math.inf),
    column_spec("entropy", "Entropy", "熵", unit=BIT, lower=-math.inf, undefined=NO_RECORD),
    column_spec("occupied", "Occupied cells", "非空单元数", unit="cells"),
    column_spec("singletons", "Cells seen once", "仅出现一次的单元数", unit="cells"),
    column_spec("coverage", "Sample coverage", "样本覆盖率", upper=1.0, undefined=NO_RECORD),
    _estimate("ml", "plug-in", "极大似然"),
    _estimate("miller_madow", "Miller-Madow", "Miller-Madow 校正"),
    _estimate("chao_shen", "Chao-Shen", "Chao-Shen 估计"),
    _estimate("grassberger", "Grassberger 2003", "Grassberger 估计", -math.inf),
    _estimate("shrink", "James-Stein shrinkage", "James-Stein 收缩"),
    _estimate("nsb", "NSB posterior mean", "NSB 后验均值"),
    column_spec("shrinkage", "Shrinkage intensity", "收缩强度", upper=1.0, undefined=NO_RECORD),
    column_spec(
        "nsb_sd", "Posterior SD of entropy (NSB)", "熵的后验标准差（NSB）", unit=BIT, undefined=NO_RECORD
    ),
)

_PID_COLUMNS: Final = (
    "pid.synergy", "unique_1", "unique_2", "redundancy", "pid.mutual_information",
    "information_1", "information_2", "gap",
)  # fmt: skip

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("pid", "census", "joint", "cinet.synergy.pid:pid", "ignored",
                "broja: Newton steps on O(classes^3) cells; else O(cells)",
                "Bertschinger et al. (2014), Entropy 16:2161; Williams & Beer (2010), arXiv:1004.2515", _PID_COLUMNS),
    MeasureSpec("pid_pairs", "table", "joint", "cinet.synergy.pid:pid_pairs", "ignored",
                "O(pairs) times that of pid",
                "Bertschinger et al. (2014), Entropy 16:2161; Williams & Beer (2010), arXiv:1004.2515",
                tuple(name.replace("pid.", "pid_pairs.") for name in _PID_COLUMNS)),
    MeasureSpec("entropy", "table", "counts", "cinet.synergy.estimators:entropy", "ignored", "O(groups cells)",
                "Hausser & Strimmer (2009), JMLR 10:1469 (comparison of the estimators)"),
    MeasureSpec("entropy_table", "table", "counts", "cinet.synergy.estimators:entropy_table", "ignored",
                "O(groups cells)", "Hausser & Strimmer (2009), JMLR 10:1469 (comparison of the estimators)",
                ("n", "occupied", "singletons", "coverage", "H_ml", "H_miller_madow", "H_chao_shen",
                 "H_grassberger", "H_shrink", "H_nsb", "shrinkage", "nsb_sd")),
)  # fmt: skip
