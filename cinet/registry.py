"""One specification per measure and per result column: unit, range, NaN rule, label, reference.

pandas loses ``attrs`` on most operations, so what a number means is never carried by the result:
it is looked up here by column name (``ci.describe``), and figures take their labels from here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from cinet.errors import UnknownName, nearest

__all__ = ["COLUMNS", "MEASURES", "ColumnSpec", "MeasureSpec", "column", "label", "measure_spec"]

Level = Literal["actor", "network", "census"]
Reads = Literal["network", "patterns"]
Weight = Literal["strength", "ignored", "distance"]


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """What one result column holds."""

    name: str
    unit: str
    lower: float
    upper: float
    undefined_when: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """What one measure is: where it is computed, from what, at which cost, and who defined it.

    ``function`` is data (``"module:name"``), resolved by the rooms above; the registry imports nothing.
    """

    name: str
    level: Level
    reads: Reads
    function: str
    weight: Weight
    cost: str
    reference: str
    columns: tuple[str, ...] = field(default=())


def _c(
    name: str,
    en: str,
    zh: str,
    *,
    unit: str = "",
    lower: float = 0.0,
    upper: float = math.inf,
    undefined: str = "never",
) -> ColumnSpec:
    return ColumnSpec(name, unit, lower, upper, undefined, en, zh)


_NO_TIE = "the actor has no tie"
_BITS = "bit"

_COLUMN_SPECS: Final = (
    _c("degree", "Number of collaborators", "合作者数", unit="actors"),
    _c("strength", "Strength", "合作强度", unit="tie weight"),
    _c("constraint", "Constraint", "结构约束", upper=2.0, undefined=_NO_TIE),
    _c("effective_size", "Effective size", "有效规模", unit="actors", undefined=_NO_TIE),
    _c("efficiency", "Efficiency", "效率", upper=1.0, undefined=_NO_TIE),
    _c("hierarchy", "Hierarchy", "等级度", upper=1.0, undefined=_NO_TIE),
    _c("local_clustering", "Local clustering", "局部聚类系数", upper=1.0, undefined="fewer than two alters"),
    _c("betweenness", "Betweenness", "中介中心性", unit="shortest paths"),
    _c("coordinator", "Coordinator", "协调者", unit="open pairs"),
    _c("itinerant", "Itinerant broker", "顾问型经纪人", unit="open pairs"),
    _c("gatekeeper", "Gatekeeper", "守门人", unit="open pairs"),
    _c("representative", "Representative", "代理人", unit="open pairs"),
    _c("liaison", "Liaison", "联络人", unit="open pairs"),
    _c("total", "Brokerage, all roles", "经纪总数", unit="open pairs"),
    _c("ei_index", "E-I index", "E-I 指数", lower=-1.0, upper=1.0, undefined="there is no tie"),
    _c("n_actors", "Actors", "主体数", unit="actors"),
    _c("n_ties", "Ties", "连边数", unit="pairs"),
    _c("density", "Density", "密度", upper=1.0, undefined="fewer than two actors"),
    _c("mean_degree", "Mean degree", "平均度", unit="actors", undefined="there is no actor"),
    _c("n_components", "Components", "连通分量数", unit="components"),
    _c("giant_share", "Share in the giant component", "最大分量占比", upper=1.0, undefined="no actor"),
    _c("transitivity", "Transitivity", "传递性", upper=1.0, undefined="no actor has two alters"),
    _c("mean_local_clustering", "Mean local clustering", "平均局部聚类", upper=1.0, undefined="no actor"),
    _c(
        "degree_assortativity",
        "Degree assortativity",
        "度同配性",
        lower=-1.0,
        upper=1.0,
        undefined="all ties join actors of equal degree or there is no tie",
    ),
    _c("observed_weight", "Observed tie weight", "观测权重", unit="tie weight"),
    _c("expected_weight", "Expected tie weight", "期望权重", unit="tie weight"),
    _c("mixing_ratio", "Observed / expected", "观测 / 期望", undefined="nothing is expected"),
    _c("n", "Records", "记录数", unit="collaborations"),
    _c("T", "Helix synergy T", "螺旋协同度 T", unit=_BITS, lower=-math.inf),
    _c("T_null", "T if parts were independent", "独立假设下的 T", unit=_BITS, lower=-math.inf),
    _c("T_excess", "T beyond independence", "超出独立假设的 T", unit=_BITS, lower=-math.inf),
    _c("se", "Standard error of T", "T 的标准误", unit=_BITS, undefined="there is no record"),
    _c("contribution", "Contribution to T", "对 T 的贡献", unit=_BITS, lower=-math.inf),
    _c("observed", "Observed", "观测值", lower=-math.inf),
    _c("null_mean", "Mean under the null", "零模型均值", lower=-math.inf),
    _c("null_sd", "SD under the null", "零模型标准差", undefined="fewer than two draws are defined"),
    _c("ratio", "Observed / null", "观测 / 零模型", lower=-math.inf, undefined="the null mean is 0"),
    _c("z", "z against the null", "z 值", lower=-math.inf, undefined="the null does not vary"),
    _c("p", "p against the null", "p 值", upper=1.0, undefined="no draw is defined"),
)

#: Column name -> what it holds.
COLUMNS: Final[Mapping[str, ColumnSpec]] = MappingProxyType({spec.name: spec for spec in _COLUMN_SPECS})

_ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total")
_WHOLE = (
    "n_actors", "n_ties", "density", "mean_degree", "n_components", "giant_share",
    "transitivity", "mean_local_clustering", "degree_assortativity",
)  # fmt: skip

_BURT = "Burt (1992), Structural Holes, ch. 2"

_MEASURE_SPECS: Final = (
    MeasureSpec("degree", "actor", "network", "cinet.metrics.centrality:degree", "ignored",
                "O(m)", "Freeman (1979), Social Networks 1:215"),
    MeasureSpec("strength", "actor", "network", "cinet.metrics.centrality:strength", "strength",
                "O(m)", "Barrat et al. (2004), PNAS 101:3747"),
    MeasureSpec("betweenness", "actor", "network", "cinet.metrics.centrality:betweenness", "ignored",
                "O(n m) after merging twins",
                "Freeman (1977), Sociometry 40:35; Brandes (2001), J. Math. Sociol. 25:163"),
    MeasureSpec("constraint", "actor", "network", "cinet.metrics.structural_holes:constraint", "strength",
                "O(m a), a the arboricity", _BURT),
    MeasureSpec("effective_size", "actor", "network", "cinet.metrics.structural_holes:effective_size",
                "strength", "O(m a), a the arboricity", _BURT),
    MeasureSpec("efficiency", "actor", "network", "cinet.metrics.structural_holes:efficiency", "strength",
                "O(m a), a the arboricity", _BURT),
    MeasureSpec("hierarchy", "actor", "network", "cinet.metrics.structural_holes:hierarchy", "strength",
                "O(m a), a the arboricity", _BURT),
    MeasureSpec("local_clustering", "actor", "network", "cinet.metrics.cohesion:local_clustering", "ignored",
                "O(m a), a the arboricity", "Watts & Strogatz (1998), Nature 393:440"),
    MeasureSpec("brokerage", "actor", "network", "cinet.metrics.brokerage:brokerage", "ignored",
                "O(m a) undirected, O(sum d^2) directed", "Gould & Fernandez (1989), Sociol. Methodol. 19:89", _ROLES),
    MeasureSpec("ei_index", "network", "network", "cinet.metrics.mixing:ei_index", "ignored",
                "O(m)", "Krackhardt & Stern (1988), Soc. Psychol. Q. 51:123"),
    MeasureSpec("summary", "network", "network", "cinet.metrics.whole:summary", "ignored",
                "O(m a)", "Newman (2010), Networks", _WHOLE),
    MeasureSpec("type_mixing", "census", "network", "cinet.metrics.mixing:type_mixing", "strength",
                "O(m)", "Newman (2003), Phys. Rev. E 67:026126",
                ("observed_weight", "expected_weight", "mixing_ratio")),
    MeasureSpec("helix", "census", "patterns", "cinet.synergy.helix:helix", "ignored",
                "O(groups 2^parts)", "Leydesdorff (2003), Scientometrics 58:445",
                ("n", "T", "T_null", "T_excess", "se")),
)  # fmt: skip

#: Measure name -> what it is.
MEASURES: Final[Mapping[str, MeasureSpec]] = MappingProxyType({spec.name: spec for spec in _MEASURE_SPECS})


def measure_spec(name: str) -> MeasureSpec:
    """Return the specification of a registered measure.

    >>> measure_spec("constraint").weight
    'strength'
    """
    if name not in MEASURES:
        raise UnknownName(
            f"measure {name!r} is not registered.{nearest(name, MEASURES)} "
            f"Known: {', '.join(sorted(MEASURES))}."
        )
    return MEASURES[name]


def column(name: str) -> ColumnSpec:
    """Return the specification of a result column; parameters in brackets are ignored.

    >>> column("betweenness(distance=inverse)").unit
    'shortest paths'
    """
    base = re.sub(r"\(.*\)$", "", name)
    if base not in COLUMNS:
        raise UnknownName(f"result column {name!r} is not registered.{nearest(base, COLUMNS)}")
    return COLUMNS[base]


def label(name: str, lang: str = "en", *, unit: bool = True) -> str:
    """Return the label of a column for an axis, with its unit; unregistered names stand for themselves.

    >>> label("degree"), label("constraint", "zh"), label("park")
    ('Number of collaborators (actors)', '结构约束', 'park')
    """
    base = re.sub(r"\(.*\)$", "", name)
    if base not in COLUMNS:
        return name
    spec = COLUMNS[base]
    text = spec.zh if lang == "zh" else spec.en
    if not unit or not spec.unit:
        return text
    return f"{text}（{_UNITS_ZH[spec.unit]}）" if lang == "zh" else f"{text} ({spec.unit})"


_UNITS_ZH: Final = {
    "actors": "个",
    "tie weight": "权重",
    "shortest paths": "最短路径数",
    "open pairs": "开放对",
    "pairs": "对",
    "components": "个",
    "collaborations": "项",
    _BITS: "比特",
}
