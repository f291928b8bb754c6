"""Between actor and whole network: communities, core, rich club, typed triads, removal of groups, nestedness."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import ColumnSpec, MeasureSpec, column_spec

_NO_CORE: Final = "there is no tie or all actors are tied"
_NO_TRIAD: Final = "no triad of these types is open or closed"
_TRIADS: Final = ("closed", "open", "closure")

COLUMNS: Final[tuple[ColumnSpec, ...]] = (
    column_spec("community", "Community", "社区"),
    column_spec("modularity_best", "Best modularity", "最优模块度", lower=-1.0, upper=1.0,
                undefined="there is no tie"),
    column_spec("modularity_mean", "Mean modularity", "平均模块度", lower=-1.0, upper=1.0,
                undefined="there is no tie"),
    column_spec("ari_mean", "Mean adjusted Rand index", "平均调整兰德指数", lower=-1.0, upper=1.0),
    column_spec("nmi_mean", "Mean mutual information", "平均归一化互信息", upper=1.0),
    column_spec("n_communities_mean", "Mean number of communities", "平均社区数", unit="communities"),
    column_spec("module", "Two-mode module", "二模模块"),
    column_spec("core", "Core", "核心", upper=1.0, undefined=_NO_CORE),
    column_spec("core_fit", "Fit of the core", "核心拟合度", lower=-1.0, undefined=_NO_CORE),
    column_spec("rich_actors", "Actors above the threshold", "富主体数", unit="actors"),
    column_spec("rich_ties", "Ties among them", "富主体间连边数", unit="pairs"),
    column_spec("rich_club", "Rich club", "富人俱乐部系数", upper=1.0, undefined="fewer than two actors"),
    column_spec("closed", "Closed triads", "闭合三元组数", unit="triads"),
    column_spec("open", "Open triads", "开放三元组数", unit="triads"),
    column_spec("closure", "Closure", "闭合率", upper=1.0, undefined=_NO_TRIAD),
    column_spec("joint", "Closed by one collaboration", "由单一合作闭合", unit="triads"),
    column_spec("pairwise", "Closed pair by pair", "由两两合作闭合", unit="triads"),
    column_spec("joint_share", "Share closed by one collaboration", "单一合作闭合占比", upper=1.0,
                undefined="no triad of these types is closed"),
    column_spec("giant_loss", "Loss of the giant component", "最大分量损失", upper=1.0),
    column_spec("random_giant_share", "Giant component after random loss", "随机移除后最大分量占比", upper=1.0),
    column_spec("nodf_actors", "Nestedness of actors", "主体嵌套度", upper=100.0,
                undefined="fewer than two actors"),
    column_spec("nodf_collaborations", "Nestedness of collaborations", "合作嵌套度", upper=100.0,
                undefined="fewer than two collaborations"),
    column_spec("nodf", "Nestedness NODF", "嵌套度 NODF", upper=100.0, undefined="fewer than two of either"),
    column_spec("robins_alexander", "Two-mode clustering", "二模聚类系数", upper=1.0,
                undefined="no path has three ties"),
    column_spec("two_mode_clustering", "Two-mode clustering of actors", "二模主体聚类系数", upper=1.0,
                undefined="no path has four ties"),
)  # fmt: skip

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("communities", "census", "network", "cinet.metrics.communities:communities", "strength",
                "about O(m) per run", "Traag, Waltman & van Eck (2019), Sci. Rep. 9:5233", ("community",)),
    MeasureSpec("community_stability", "census", "network", "cinet.metrics.communities:community_stability",
                "strength", "about O(m) per run", "Hubert & Arabie (1985), J. Classif. 2:193",
                ("modularity_best", "modularity_mean", "ari_mean", "nmi_mean", "n_communities_mean")),
    MeasureSpec("core_periphery", "census", "network", "cinet.metrics.core_periphery:core_periphery", "ignored",
                "O(n^2) per restart", "Borgatti & Everett (2000), Social Networks 21:375", ("core", "core_fit")),
    MeasureSpec("rich_club", "census", "network", "cinet.metrics.rich_club:rich_club", "ignored",
                "O(m)", "Colizza et al. (2006), Nature Physics 2:110", ("rich_actors", "rich_ties", "rich_club")),
    MeasureSpec("typed_triads", "census", "network", "cinet.metrics.typed_triads:typed_triads", "ignored",
                "O(m a + triangles), a the arboricity", "Benson et al. (2018), PNAS 115:E11221",
                (*_TRIADS, "joint", "pairwise", "joint_share")),
    MeasureSpec("open_triads", "census", "network", "cinet.metrics.typed_triads:open_triads", "ignored",
                "O(m a), a the arboricity", "Gould & Fernandez (1989), Sociol. Methodol. 19:89", _TRIADS),
    MeasureSpec("group_removal", "census", "network", "cinet.metrics.robustness:group_removal", "ignored",
                "O((groups + draws) m)", "Albert, Jeong & Barabasi (2000), Nature 406:378",
                ("group_size", "giant_share", "giant_loss", "random_giant_share")),
    MeasureSpec("nodf", "census", "incidence", "cinet.metrics.nestedness:nodf", "ignored",
                "O(sum of squared sizes)", "Almeida-Neto et al. (2008), Oikos 117:1227",
                ("nodf_actors", "nodf_collaborations", "nodf")),
    MeasureSpec("robins_alexander", "census", "incidence", "cinet.metrics.nestedness:robins_alexander", "ignored",
                "O(pairs of the projection)", "Robins & Alexander (2004), Comput. Math. Organ. Theory 10:69"),
    MeasureSpec("two_mode_clustering", "census", "incidence", "cinet.metrics.nestedness:two_mode_clustering",
                "ignored", "O(paths of four ties)", "Opsahl (2013), Social Networks 35:159"),
)  # fmt: skip
