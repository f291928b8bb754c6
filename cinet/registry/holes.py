"""Structural holes."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import NO_TIE, MeasureSpec, column_spec

_BURT: Final = "Burt (1992), Structural Holes, ch. 2"
_TWO_MODE: Final = "Burchard & Cornwell (2018), Social Networks 55:11"
_CUBED: Final = "O(sum of cubed sizes of the collaborations)"
_NO_PARTNER: Final = "the actor has no partner"

COLUMNS: Final = (
    column_spec("constraint", "Constraint", "结构约束", upper=2.0, undefined=NO_TIE),
    column_spec("effective_size", "Effective size", "有效规模", unit="actors", undefined=NO_TIE),
    column_spec("efficiency", "Efficiency", "效率", upper=1.0, undefined=NO_TIE),
    column_spec("hierarchy", "Hierarchy", "等级度", upper=1.0, undefined=NO_TIE),
    column_spec("n_alters", "Number of alters", "联系人数", unit="actors"),
    column_spec("dyadic_constraint", "Dyadic constraint", "二元约束", upper=1.0),
    column_spec("ego_betweenness", "Ego betweenness", "自我中心中介", unit="open pairs"),
    column_spec("partial_brokerage", "Partial-credit brokerage", "共享中介", unit="open pairs"),
    column_spec("everett_valente", "Everett-Valente brokerage", "边均中介", unit="shortest paths", undefined=NO_TIE),
    column_spec("valente_fujimoto", "Valente-Fujimoto bridging", "桥接度", upper=1.0, undefined=NO_TIE),
    column_spec("bridging_centrality", "Bridging centrality", "桥接中心性", unit="shortest paths",
                undefined=NO_TIE),
    column_spec("his_spanners", "HIS score (heuristic)", "HIS 得分（启发式）", unit="tie weight"),
    # a weight below 1 can make partners more than redundant
    column_spec("two_mode_effective_size", "Two-mode effective size", "二模有效规模", unit="actors",
                lower=-math.inf, undefined=_NO_PARTNER),
    column_spec("two_mode_constraint", "Two-mode constraint", "二模约束", undefined=_NO_PARTNER),
    column_spec("two_mode_redundancy", "Two-mode redundancy", "二模冗余"),
)  # fmt: skip

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("constraint", "actor", "network", "cinet.metrics.structural_holes:constraint", "strength",
                "O(m a), a the arboricity", _BURT),
    MeasureSpec("effective_size", "actor", "network", "cinet.metrics.structural_holes:effective_size",
                "strength", "O(m a), a the arboricity", _BURT),
    MeasureSpec("efficiency", "actor", "network", "cinet.metrics.structural_holes:efficiency", "strength",
                "O(m a), a the arboricity", _BURT),
    MeasureSpec("hierarchy", "actor", "network", "cinet.metrics.structural_holes:hierarchy", "strength",
                "O(m a), a the arboricity", _BURT),
    MeasureSpec("n_alters", "actor", "network", "cinet.metrics.structural_holes:n_alters", "ignored",
                "O(n + m)", _BURT),
    MeasureSpec("ego_betweenness", "actor", "network", "cinet.metrics.ego_brokerage:ego_betweenness", "ignored",
                "O(sum of squared degrees inside the networks of the actors)",
                "Everett & Borgatti (2005), Social Networks 27:31"),
    MeasureSpec("partial_brokerage", "actor", "network", "cinet.metrics.ego_brokerage:partial_brokerage",
                "ignored", "O(sum of in-degree x out-degree)",
                "Gould (1989), Power and social structure in community elites"),
    MeasureSpec("everett_valente", "actor", "network", "cinet.metrics.bridging:everett_valente", "ignored",
                "O(n m)", "Everett & Valente (2016), Social Networks 44:202"),
    MeasureSpec("valente_fujimoto", "actor", "network", "cinet.metrics.bridging:valente_fujimoto", "ignored",
                "O(n m l), l the mean distance", "Valente & Fujimoto (2010), Social Networks 32:212"),
    MeasureSpec("bridging_centrality", "actor", "network", "cinet.metrics.bridging:bridging_centrality",
                "ignored", "O(n m)", "Hwang, Cho, Zhang & Ramanathan (2006)"),
    MeasureSpec("his_spanners", "actor", "network", "cinet.metrics.spanners:his_spanners", "strength",
                "O(rounds m k), k the groups", "Lou & Tang (2013), WWW 2013"),
    MeasureSpec("dyadic_constraint", "tie", "network", "cinet.metrics.structural_holes:dyadic_constraint",
                "strength", "O(sum of squared degrees)", _BURT),
    MeasureSpec("two_mode_effective_size", "actor", "incidence",
                "cinet.metrics.two_mode_holes:two_mode_effective_size", "ignored", _CUBED, _TWO_MODE),
    MeasureSpec("two_mode_constraint", "actor", "incidence", "cinet.metrics.two_mode_holes:two_mode_constraint",
                "ignored", _CUBED, _TWO_MODE),
    MeasureSpec("two_mode_redundancy", "tie", "incidence", "cinet.metrics.two_mode_holes:two_mode_redundancy",
                "ignored", _CUBED, _TWO_MODE),
)  # fmt: skip
