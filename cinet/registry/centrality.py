"""Centrality of actors."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import NO_TIE, MeasureSpec, column_spec

_PATHS: Final = "O(n m) after merging twins"
_WALKS: Final = "O(m) a step"

COLUMNS: Final = (
    column_spec("degree", "Number of collaborators", "合作者数", unit="actors"),
    column_spec("strength", "Strength", "合作强度", unit="tie weight"),
    column_spec("opsahl_degree", "Degree and strength mixed", "加权度中心性"),
    column_spec("betweenness", "Betweenness", "中介中心性", unit="shortest paths"),
    column_spec("closeness", "Closeness", "接近中心性", undefined=NO_TIE),
    column_spec("harmonic", "Harmonic centrality", "调和中心性"),
    column_spec(
        "eigenvector",
        "Eigenvector centrality",
        "特征向量中心性",
        upper=1.0,
        undefined="the actor is outside the largest component, "
        "or that component has no tie or is not the only one of its size",
    ),
    column_spec("leading_eigenvalue", "Leading eigenvalue", "最大特征值"),
    column_spec("katz", "Katz status", "卡茨中心性"),
    column_spec("bonacich", "Bonacich power", "博纳西奇权力", lower=-math.inf, undefined="there is no tie"),
    column_spec("pagerank", "PageRank", "PageRank值", upper=1.0),
    column_spec("coreness", "Coreness", "核数"),
    column_spec("s_core", "Strength of the core", "强度核数", unit="tie weight"),
    column_spec("participation", "Participation coefficient", "参与系数", upper=1.0, undefined=NO_TIE),
    column_spec(
        "within_module_z",
        "Ties within the group (z)",
        "组内连接Z值",
        lower=-math.inf,
        undefined="all actors of the group have as many ties within it",
    ),
    column_spec(
        "multiplex_participation", "Participation across layers", "跨层参与系数", upper=1.0, undefined=NO_TIE
    ),
    column_spec(
        "two_mode_degree", "Two-mode degree", "二模度中心性", upper=1.0, undefined="the other mode is empty"
    ),
    column_spec(
        "two_mode_closeness",
        "Two-mode closeness",
        "二模接近中心性",
        upper=1.0,
        undefined="the row has no participation",
    ),
    column_spec(
        "two_mode_betweenness",
        "Two-mode betweenness",
        "二模中介中心性",
        upper=1.0,
        undefined="no path could run through such a row",
    ),
    column_spec(
        "two_mode_eigenvector",
        "Two-mode eigenvector centrality",
        "二模特征向量中心性",
        upper=1.0,
        undefined="the row is outside the largest component, "
        "or that component has no tie or is not the only one of its size",
    ),
    column_spec("birank", "BiRank", "BiRank值"),
    column_spec("broadcast", "Dynamic communicability, sending", "动态传播能力", lower=1.0),
    column_spec("receive", "Dynamic communicability, hearing", "动态接收能力", lower=1.0),
    column_spec("group_size", "Size of the group", "群组规模", unit="actors", lower=1.0),
    column_spec("group_degree", "Group degree", "群组度中心性", upper=1.0, undefined="nobody is outside"),
    column_spec(
        "group_closeness",
        "Group closeness",
        "群组接近中心性",
        upper=1.0,
        undefined="nobody outside is reached",
    ),
    column_spec("group_betweenness", "Group betweenness", "群组中介中心性", unit="shortest paths"),
    column_spec(
        "key_players",
        "Score of the key players",
        "关键行动者得分",
        upper=1.0,
        undefined="fewer than two actors are left to be fragmented",
    ),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("degree", "actor", "network", "cinet.metrics.centrality:degree", "ignored",
                "O(m)", "Freeman (1979), Social Networks 1:215"),
    MeasureSpec("strength", "actor", "network", "cinet.metrics.centrality:strength", "strength",
                "O(m)", "Barrat et al. (2004), PNAS 101:3747"),
    MeasureSpec("opsahl_degree", "actor", "network", "cinet.metrics.centrality:opsahl_degree", "strength",
                "O(m)", "Opsahl, Agneessens & Skvoretz (2010), Social Networks 32:245"),
    MeasureSpec("betweenness", "actor", "network", "cinet.metrics.centrality:betweenness", "ignored", _PATHS,
                "Freeman (1977), Sociometry 40:35; Brandes (2001), J. Math. Sociol. 25:163"),
    MeasureSpec("closeness", "actor", "network", "cinet.metrics.closeness:closeness", "ignored", _PATHS,
                "Freeman (1979), Social Networks 1:215; Wasserman & Faust (1994), Social Network Analysis, ch. 5"),
    MeasureSpec("harmonic", "actor", "network", "cinet.metrics.closeness:harmonic", "ignored", _PATHS,
                "Rochat (2009); Boldi & Vigna (2014), Internet Mathematics 10:222"),
    MeasureSpec("eigenvector", "actor", "network", "cinet.metrics.spectral:eigenvector", "strength", _WALKS,
                "Bonacich (1972), J. Math. Sociol. 2:113"),
    MeasureSpec("leading_eigenvalue", "network", "network", "cinet.metrics.spectral:leading_eigenvalue",
                "strength", _WALKS, "Newman (2010), Networks"),
    MeasureSpec("katz", "actor", "network", "cinet.metrics.spectral:katz", "strength", _WALKS,
                "Katz (1953), Psychometrika 18:39"),
    MeasureSpec("bonacich", "actor", "network", "cinet.metrics.spectral:bonacich", "strength", _WALKS,
                "Bonacich (1987), Am. J. Sociol. 92:1170"),
    MeasureSpec("pagerank", "actor", "network", "cinet.metrics.spectral:pagerank", "strength", _WALKS,
                "Brin & Page (1998), Computer Networks 30:107"),
    MeasureSpec("coreness", "actor", "network", "cinet.metrics.cores:coreness", "ignored",
                "O(m)", "Seidman (1983), Social Networks 5:269"),
    MeasureSpec("s_core", "actor", "network", "cinet.metrics.cores:s_core", "strength",
                "O(m log n)", "Eidsaa & Almaas (2013), Phys. Rev. E 88:062819"),
    MeasureSpec("participation", "actor", "network", "cinet.metrics.participation:participation", "ignored",
                "O(m)", "Guimera & Amaral (2005), Nature 433:895"),
    MeasureSpec("within_module_z", "census", "network", "cinet.metrics.participation:within_module_z", "ignored",
                "O(m)", "Guimera & Amaral (2005), Nature 433:895"),
    MeasureSpec("multiplex_participation", "census", "network",
                "cinet.metrics.participation:multiplex_participation", "ignored", "O(m)",
                "Battiston, Nicosia & Latora (2014), Phys. Rev. E 89:032804"),
    MeasureSpec("two_mode_centrality", "census", "incidence",
                "cinet.metrics.two_mode_centrality:two_mode_centrality", "ignored", _PATHS,
                "Borgatti & Everett (1997), Social Networks 19:243",
                ("two_mode_degree", "two_mode_closeness", "two_mode_betweenness", "two_mode_eigenvector")),
    MeasureSpec("birank", "actor", "incidence", "cinet.metrics.birank:birank", "ignored",
                "O(participations) a round", "He, Gao, Kan & Wang (2017), IEEE Trans. Knowl. Data Eng. 29:57"),
    MeasureSpec("dynamic_communicability", "census", "network",
                "cinet.metrics.temporal:dynamic_communicability", "ignored", _WALKS,
                "Grindrod, Parsons, Higham & Estrada (2011), Phys. Rev. E 83:046120", ("broadcast", "receive")),
    MeasureSpec("group_centrality", "census", "network", "cinet.metrics.group:group_centrality", "ignored",
                "O(n m) a group", "Everett & Borgatti (1999), J. Math. Sociol. 23:181",
                ("group_size", "group_degree", "group_closeness", "group_betweenness")),
    MeasureSpec("key_players", "census", "network", "cinet.metrics.key_players:key_players", "ignored",
                "O(n m) a set", "Borgatti (2006), Comput. Math. Organ. Theory 12:21"),
)  # fmt: skip
