"""Indicator systems: weights, closeness to an ideal, obstacles, composite indices and their ranks."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import MeasureSpec, column_spec

_ALIKE: Final = "all units are alike"
_ALIKE_IN_TOPSIS: Final = "all units are alike in topsis"

COLUMNS: Final = (
    column_spec("entropy_weights", "Entropy weight", "熵权", upper=1.0),
    column_spec("entropy_weight_table.entropy", "Entropy of the indicator", "信息熵", upper=1.0),
    column_spec("divergence", "Divergence", "信息效用值", upper=1.0),
    column_spec("entropy_weight_table.weight", "Weight", "权重", upper=1.0),
    column_spec("system_weights.weight", "Weight of the indicator", "指标权重", upper=1.0),
    column_spec("system_weight", "Weight of the system", "子系统权重", upper=1.0),
    column_spec("within_weight", "Weight within the system", "子系统内权重", upper=1.0,
                undefined="the system has weight 0"),
    column_spec("critic_weights", "CRITIC weight", "CRITIC 权重", upper=1.0),
    column_spec("variation_weights", "Coefficient-of-variation weight", "变异系数权重", upper=1.0),
    column_spec("pca_weights", "Principal-component weight", "主成分权重", upper=1.0),
    column_spec("ahp_weights", "AHP weight", "层次分析权重", upper=1.0),
    column_spec("lambda_max", "Largest eigenvalue", "最大特征根", lower=1.0),
    column_spec("ci", "Consistency index", "一致性指标"),
    column_spec("ri", "Random index", "平均随机一致性指标"),
    column_spec("cr", "Consistency ratio", "一致性比率"),
    column_spec("combine_weights", "Combined weight", "组合权重", upper=1.0),
    column_spec("topsis.C", "Relative closeness", "相对贴近度", upper=1.0, undefined=_ALIKE),
    column_spec("d_plus", "Distance from the ideal", "正理想解距离"),
    column_spec("d_minus", "Distance from the anti-ideal", "负理想解距离"),
    column_spec("rank", "Rank", "排名", lower=1.0),
    column_spec("topsis.rank", "Rank", "排名", lower=1.0, undefined=_ALIKE),
    column_spec("grey_relational", "Grey relational degree", "灰色关联度", upper=1.0),
    column_spec("obstacle", "Obstacle degree", "障碍度", upper=1.0),
    column_spec("score", "Composite index", "综合得分", lower=float("-inf"), undefined=_ALIKE_IN_TOPSIS),
    column_spec("composite_index.rank", "Rank", "排名", lower=1.0, undefined=_ALIKE_IN_TOPSIS),
    column_spec("rank_mean", "Mean rank", "平均排名", lower=1.0),
    column_spec("rank_median", "Median rank", "排名中位数", lower=1.0),
    column_spec("rank_low", "Lower end of the rank interval", "排名区间下限", lower=1.0),
    column_spec("rank_high", "Upper end of the rank interval", "排名区间上限", lower=1.0),
    column_spec("rank_best", "Best rank", "最好排名", lower=1.0),
    column_spec("rank_worst", "Worst rank", "最差排名", lower=1.0),
    column_spec("rank_stability", "Share of stable pairs", "排序稳定比例", upper=1.0,
                undefined="the unit is alone in its year"),
    column_spec("sum_of_squares", "Sum of squares of ranks", "排名平方和"),
    column_spec("rank_sources.share", "Share of rank differences", "排名差异来源占比", upper=1.0,
                undefined="no rank differs from another"),
)  # fmt: skip

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("entropy_weights", "table", "indicators", "cinet.synergy.entropy_weights:entropy_weights", "ignored",
                "O(n indicators)", "Hwang & Yoon (1981), Multiple Attribute Decision Making"),
    MeasureSpec("entropy_weight_table", "table", "indicators", "cinet.synergy.entropy_weights:entropy_weight_table",
                "ignored", "O(n indicators)", "Hwang & Yoon (1981), Multiple Attribute Decision Making",
                ("entropy_weight_table.entropy", "divergence", "entropy_weight_table.weight")),
    MeasureSpec("critic_weights", "table", "indicators", "cinet.synergy.data_weights:critic_weights", "ignored",
                "O(n indicators^2)",
                "Diakoulaki, Mavrotas & Papayannakis (1995), Computers & Operations Research 22:763"),
    MeasureSpec("variation_weights", "table", "indicators", "cinet.synergy.data_weights:variation_weights", "ignored",
                "O(n indicators)", "Pearson (1896), Phil. Trans. R. Soc. A 187:253 (the coefficient of variation)"),
    MeasureSpec("pca_weights", "table", "indicators", "cinet.synergy.data_weights:pca_weights", "ignored",
                "O(n indicators^2 + indicators^3)",
                "Nardo et al. (2008), Handbook on Constructing Composite Indicators, OECD"),
    MeasureSpec("ahp_weights", "table", "matrix", "cinet.synergy.ahp:ahp_weights", "ignored",
                "O(criteria^3)", "Saaty (1980), The Analytic Hierarchy Process"),
    MeasureSpec("ahp_consistency", "table", "matrix", "cinet.synergy.ahp:ahp_consistency", "ignored",
                "O(criteria^3)", "Saaty (1980), The Analytic Hierarchy Process", ("lambda_max", "ci", "ri", "cr")),
    MeasureSpec("topsis", "table", "indicators", "cinet.synergy.topsis:topsis", "ignored",
                "O(n indicators)", "Hwang & Yoon (1981), Multiple Attribute Decision Making",
                ("topsis.C", "d_plus", "d_minus", "topsis.rank")),
    MeasureSpec("grey_relational_ideal", "table", "indicators",
                "cinet.synergy.grey_relational:grey_relational_ideal", "ignored",
                "O(n indicators)", "Deng (1982), Systems & Control Letters 1:288", ("grey_relational", "rank")),
    MeasureSpec("obstacle", "table", "indicators", "cinet.synergy.obstacle:obstacle", "ignored",
                "O(n indicators)", "deviation times weight, as a share"),
    MeasureSpec("composite_index", "table", "indicators", "cinet.synergy.composite_index:composite_index", "ignored",
                "O(n indicators)", "Nardo et al. (2008), Handbook on Constructing Composite Indicators, OECD",
                ("score", "composite_index.rank")),
)  # fmt: skip
