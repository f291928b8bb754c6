"""Whole networks."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import ColumnSpec, MeasureSpec, column_spec

_SUMMARY: Final = (
    column_spec("n_actors", "Actors", "主体数", unit="actors"),
    column_spec("n_ties", "Ties", "连边数", unit="pairs"),
    column_spec("density", "Density", "密度", upper=1.0, undefined="fewer than two actors"),
    column_spec("mean_degree", "Mean degree", "平均度", unit="actors", undefined="there is no actor"),
    column_spec("n_components", "Components", "连通分量数", unit="components"),
    column_spec(
        "giant_share", "Share in the giant component", "最大分量占比", upper=1.0, undefined="no actor"
    ),
    column_spec("transitivity", "Transitivity", "传递性", upper=1.0, undefined="no actor has two alters"),
    column_spec(
        "mean_local_clustering", "Mean local clustering", "平均局部聚类", upper=1.0, undefined="no actor"
    ),
    column_spec(
        "degree_assortativity",
        "Degree assortativity",
        "度同配性",
        lower=-1.0,
        upper=1.0,
        undefined="all ties join actors of equal degree or there is no tie",
    ),
)

COLUMNS: Final[tuple[ColumnSpec, ...]] = (
    *_SUMMARY,
    column_spec("centralization", "Centralization", "中心势", upper=1.0, undefined="fewer than three actors"),
    column_spec("fragmentation", "Fragmentation", "碎片化程度", upper=1.0, undefined="fewer than two actors"),
    column_spec("distance_fragmentation", "Distance-weighted fragmentation", "距离加权碎片化程度", upper=1.0,
                undefined="fewer than two actors"),
    column_spec("isolate_share", "Share of isolates", "孤立主体占比", upper=1.0, undefined="there is no actor"),
    column_spec("mean_distance", "Mean distance", "平均路径长度", unit="steps", lower=1.0,
                undefined="there is no tie"),
    column_spec("robustness", "Robustness to removal", "抗毁鲁棒性", upper=0.5, undefined="there is no actor"),
    column_spec("failure_threshold", "Threshold of random failure", "随机失效阈值", lower=-math.inf, upper=1.0,
                undefined="no actor has two alters"),
)  # fmt: skip

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("summary", "network", "network", "cinet.metrics.whole:summary", "ignored",
                "O(m a)", "Newman (2010), Networks", tuple(spec.name for spec in _SUMMARY)),
    MeasureSpec("centralization", "network", "network", "cinet.metrics.centralization:centralization", "ignored",
                "O(m) for degree, O(n m) else", "Freeman (1979), Social Networks 1:215"),
    MeasureSpec("fragmentation", "network", "network", "cinet.metrics.fragmentation:fragmentation", "ignored",
                "O(m)", "Borgatti (2006), Comput. Math. Organ. Theory 12:21"),
    MeasureSpec("distance_fragmentation", "network", "network",
                "cinet.metrics.fragmentation:distance_fragmentation", "ignored",
                "O(n m)", "Borgatti (2006), Comput. Math. Organ. Theory 12:21"),
    MeasureSpec("isolate_share", "network", "network", "cinet.metrics.fragmentation:isolate_share", "ignored",
                "O(m)", "Wasserman & Faust (1994), Social Network Analysis"),
    MeasureSpec("mean_distance", "network", "network", "cinet.metrics.fragmentation:mean_distance", "ignored",
                "O(n m)", "Watts & Strogatz (1998), Nature 393:440"),
    MeasureSpec("robustness", "network", "network", "cinet.metrics.robustness:robustness", "ignored",
                "O(m log n)", "Schneider et al. (2011), PNAS 108:3838"),
    MeasureSpec("failure_threshold", "network", "network", "cinet.metrics.robustness:failure_threshold", "ignored",
                "O(n)", "Cohen et al. (2000), Phys. Rev. Lett. 85:4626"),
)  # fmt: skip
