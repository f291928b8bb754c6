"""Whole networks."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import MeasureSpec, column_spec

COLUMNS: Final = (
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

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("summary", "network", "network", "cinet.metrics.whole:summary", "ignored",
                "O(m a)", "Newman (2010), Networks", tuple(spec.name for spec in COLUMNS)),
)  # fmt: skip
