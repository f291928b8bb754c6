"""Innovation ecosystems as networks: from records of collaboration to the tables and figures of a paper.

The public names are resolved on first use, so that ``import cinet`` costs next to nothing and loads none
of the scientific stack. Every name has one home, written below.

>>> import cinet as ci
>>> ci.vocabulary.type_label("university")
'university'
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

# Public name -> the module it is, or "module:attribute".
_HOMES: Final = {
    # the nouns
    "Ecosystem": "cinet.ecosystem:Ecosystem",
    "Game": "cinet.synergy.game:Game",
    "Incidence": "cinet.incidence:Incidence",
    "IndicatorPanel": "cinet.panel:IndicatorPanel",
    "Joint": "cinet.joint:Joint",
    "Network": "cinet.network:Network",
    "Patterns": "cinet.patterns:Patterns",
    "Window": "cinet.window:Window",
    "windows": "cinet.window:windows",
    # loading, and exchange with other packages
    "example": "cinet.loaders.examples:example",
    "from_networkx": "cinet.interop.networkx:from_networkx",
    "read_cnki": "cinet.loaders.cnki:read_cnki",
    "read_cordis": "cinet.loaders.cordis:read_cordis",
    "read_crossref": "cinet.loaders.crossref:read_crossref",
    "read_datacite": "cinet.loaders.datacite:read_datacite",
    "read_events": "cinet.loaders.events:read_events",
    "read_gharchive": "cinet.loaders.gharchive:read_gharchive",
    "read_json": "cinet.loaders.mapped_json:read_json",
    "read_openalex": "cinet.loaders.openalex:read_openalex",
    "read_pajek": "cinet.loaders.pajek:read_pajek",
    "read_patent_table": "cinet.loaders.patent_tables:read_patent_table",
    "read_patentsview": "cinet.loaders.patentsview:read_patentsview",
    "read_patstat": "cinet.loaders.patstat:read_patstat",
    "read_scopus": "cinet.loaders.scopus:read_scopus",
    "read_tables": "cinet.loaders.tables:read_tables",
    "read_ucinet": "cinet.loaders.ucinet:read_ucinet",
    "read_vosviewer": "cinet.loaders.vosviewer:read_vosviewer",
    "read_wos": "cinet.loaders.wos:read_wos",
    "sniff": "cinet.loaders.sniff:sniff",
    "to_networkx": "cinet.interop.networkx:to_networkx",
    # measures
    "HelixGame": "cinet.synergy.helix_game:HelixGame",
    "ahp_consistency": "cinet.synergy.ahp:ahp_consistency",
    "ahp_weights": "cinet.synergy.ahp:ahp_weights",
    "association": "cinet.metrics.association:association",
    "audit_ccd": "cinet.synergy.audit_ccd:audit_ccd",
    "backbone": "cinet.metrics.backbone:backbone",
    "benjamini_hochberg": "cinet.synergy.adjust:benjamini_hochberg",
    "betweenness": "cinet.metrics.centrality:betweenness",
    "bipartite_communities": "cinet.metrics.bipartite_modules:bipartite_communities",
    "bipartite_modularity": "cinet.metrics.bipartite_modules:bipartite_modularity",
    "birank": "cinet.metrics.birank:birank",
    "bonacich": "cinet.metrics.spectral:bonacich",
    "bridging_centrality": "cinet.metrics.bridging:bridging_centrality",
    "brokerage": "cinet.metrics.brokerage:brokerage",
    "brokerage_groups": "cinet.metrics.brokerage_groups:brokerage_groups",
    "brokerage_tensor": "cinet.metrics.brokerage_groups:brokerage_tensor",
    "brokerage_totals": "cinet.metrics.brokerage_groups:brokerage_totals",
    "centralization": "cinet.metrics.centralization:centralization",
    "class_relatedness": "cinet.metrics.convergence:class_relatedness",
    "closeness": "cinet.metrics.closeness:closeness",
    "co_information": "cinet.synergy.information:co_information",
    "coherence": "cinet.metrics.convergence:coherence",
    "combine_weights": "cinet.synergy.combined_weights:combine_weights",
    "communities": "cinet.metrics.communities:communities",
    "community_stability": "cinet.metrics.communities:community_stability",
    "composite_index": "cinet.synergy.composite_index:composite_index",
    "composite_synergy": "cinet.synergy.composite:composite_synergy",
    "constraint": "cinet.metrics.structural_holes:constraint",
    "convergence": "cinet.metrics.convergence:convergence",
    "core_area": "cinet.synergy.core:core_area",
    "core_bounds": "cinet.synergy.core:core_bounds",
    "core_periphery": "cinet.metrics.core_periphery:core_periphery",
    "core_vertices": "cinet.synergy.core:core_vertices",
    "coreness": "cinet.metrics.cores:coreness",
    "coupling": "cinet.synergy.coupling:coupling",
    "critic_weights": "cinet.synergy.data_weights:critic_weights",
    "degree": "cinet.metrics.centrality:degree",
    "dependence": "cinet.metrics.dependence:dependence",
    "dependence_strength": "cinet.metrics.dependence:dependence_strength",
    "describe": "cinet.metrics.measure:describe",
    "distance_fragmentation": "cinet.metrics.fragmentation:distance_fragmentation",
    "div": "cinet.metrics.diversity:div",
    "diversity_interval": "cinet.metrics.variety:diversity_interval",
    "dividends": "cinet.synergy.shapley:dividends",
    "dual_total_correlation": "cinet.synergy.information:dual_total_correlation",
    "dyadic_constraint": "cinet.metrics.structural_holes:dyadic_constraint",
    "dynamic_communicability": "cinet.metrics.temporal:dynamic_communicability",
    "effective_size": "cinet.metrics.structural_holes:effective_size",
    "efficiency": "cinet.metrics.structural_holes:efficiency",
    "ego_betweenness": "cinet.metrics.ego_brokerage:ego_betweenness",
    "ei_actors": "cinet.metrics.ei_levels:ei_actors",
    "ei_groups": "cinet.metrics.ei_levels:ei_groups",
    "ei_index": "cinet.metrics.mixing:ei_index",
    "ei_moments": "cinet.metrics.mixing:ei_moments",
    "ei_rescaled": "cinet.metrics.ei_levels:ei_rescaled",
    "eigenvector": "cinet.metrics.spectral:eigenvector",
    "emerson_power": "cinet.metrics.dependence:emerson_power",
    "entropy": "cinet.synergy.estimators:entropy",
    "entropy_table": "cinet.synergy.estimators:entropy_table",
    "entropy_weight_table": "cinet.synergy.entropy_weights:entropy_weight_table",
    "entropy_weights": "cinet.synergy.entropy_weights:entropy_weights",
    "everett_valente": "cinet.metrics.bridging:everett_valente",
    "failure_threshold": "cinet.metrics.robustness:failure_threshold",
    "fragmentation": "cinet.metrics.fragmentation:fragmentation",
    "gini": "cinet.metrics.diversity:gini",
    "grade_by_method": "cinet.synergy.coupling:grade_by_method",
    "grey_relational": "cinet.synergy.grey_relational:grey_relational",
    "grey_relational_ideal": "cinet.synergy.grey_relational:grey_relational_ideal",
    "group_centrality": "cinet.metrics.group:group_centrality",
    "group_removal": "cinet.metrics.robustness:group_removal",
    "haken": "cinet.synergy.haken:haken",
    "haken_potential": "cinet.synergy.haken_potential:haken_potential",
    "haken_score": "cinet.synergy.haken_potential:haken_score",
    "harmonic": "cinet.metrics.closeness:harmonic",
    "helix": "cinet.synergy.helix:helix",
    "helix_change": "cinet.synergy.helix_change:helix_change",
    "helix_decomposition": "cinet.synergy.helix:helix_decomposition",
    "helix_game": "cinet.synergy.helix_game:helix_game",
    "helix_independence": "cinet.synergy.helix_models:helix_independence",
    "helix_normalised": "cinet.synergy.helix_normalised:helix_normalised",
    "helix_table": "cinet.synergy.joint_helix:helix_table",
    "helix_triad_totals": "cinet.synergy.helix_triads:helix_triad_totals",
    "helix_triads": "cinet.synergy.helix_triads:helix_triads",
    "hierarchy": "cinet.metrics.structural_holes:hierarchy",
    "his_spanners": "cinet.metrics.spanners:his_spanners",
    "information_profile": "cinet.synergy.information:information_profile",
    "integration": "cinet.metrics.integration:integration",
    "integration_pairs": "cinet.metrics.integration:integration_pairs",
    "integration_rows": "cinet.metrics.integration:integration_rows",
    "interaction_index": "cinet.synergy.shapley:interaction_index",
    "is_convex": "cinet.synergy.shapley:is_convex",
    "is_monotone": "cinet.synergy.shapley:is_monotone",
    "is_superadditive": "cinet.synergy.shapley:is_superadditive",
    "islands": "cinet.metrics.fragmentation:islands",
    "isolate_share": "cinet.metrics.fragmentation:isolate_share",
    "katz": "cinet.metrics.spectral:katz",
    "key_players": "cinet.metrics.key_players:key_players",
    "krippendorff": "cinet.synergy.helix_models:krippendorff",
    "leading_eigenvalue": "cinet.metrics.spectral:leading_eigenvalue",
    "least_core": "cinet.synergy.core:least_core",
    "link_synergy": "cinet.synergy.network_games:link_synergy",
    "local_clustering": "cinet.metrics.cohesion:local_clustering",
    "local_information": "cinet.synergy.information_local:local_information",
    "mean_distance": "cinet.metrics.fragmentation:mean_distance",
    "measure": "cinet.metrics.measure:measure",
    "modularity": "cinet.metrics.communities:modularity",
    "multiplex_participation": "cinet.metrics.participation:multiplex_participation",
    "mutual_information": "cinet.synergy.information:mutual_information",
    "mutual_information_tests": "cinet.synergy.information_tests:mutual_information_tests",
    "mutual_redundancy": "cinet.synergy.helix_normalised:mutual_redundancy",
    "myerson": "cinet.synergy.network_games:myerson",
    "n_alters": "cinet.metrics.structural_holes:n_alters",
    "nodf": "cinet.metrics.nestedness:nodf",
    "nominal_assortativity": "cinet.metrics.mixing:nominal_assortativity",
    "normalise": "cinet.synergy.normalise:normalise",
    "nucleolus": "cinet.synergy.nucleolus:nucleolus",
    "o_information": "cinet.synergy.information:o_information",
    "o_information_gradient": "cinet.synergy.information_local:o_information_gradient",
    "o_information_ranking": "cinet.synergy.information_local:o_information_ranking",
    "obstacle": "cinet.synergy.obstacle:obstacle",
    "open_triads": "cinet.metrics.typed_triads:open_triads",
    "opsahl_degree": "cinet.metrics.centrality:opsahl_degree",
    "order_components": "cinet.synergy.order_degree:order_components",
    "order_degree": "cinet.synergy.order_degree:order_degree",
    "pagerank": "cinet.metrics.spectral:pagerank",
    "pairwise_synergy": "cinet.synergy.composite:pairwise_synergy",
    "partial_brokerage": "cinet.metrics.ego_brokerage:partial_brokerage",
    "participation": "cinet.metrics.participation:participation",
    "partition_agreement": "cinet.metrics.partitions:partition_agreement",
    "pca_weights": "cinet.synergy.data_weights:pca_weights",
    "pid": "cinet.synergy.pid:pid",
    "pid_pairs": "cinet.synergy.pid:pid_pairs",
    "pid_test": "cinet.synergy.pid:pid_test",
    "position_value": "cinet.synergy.network_games:position_value",
    "profile": "cinet.metrics.profiles:profile",
    "rank_intervals": "cinet.synergy.rank_intervals:rank_intervals",
    "rank_runs": "cinet.synergy.rank_intervals:rank_runs",
    "rank_sources": "cinet.synergy.rank_intervals:rank_sources",
    "rank_stability": "cinet.synergy.rank_intervals:rank_stability",
    "rao_stirling": "cinet.metrics.diversity:rao_stirling",
    "related_variety": "cinet.metrics.variety:related_variety",
    "removal_curve": "cinet.metrics.robustness:removal_curve",
    "rich_club": "cinet.metrics.rich_club:rich_club",
    "robins_alexander": "cinet.metrics.nestedness:robins_alexander",
    "robustness": "cinet.metrics.robustness:robustness",
    "s_core": "cinet.metrics.cores:s_core",
    "s_information": "cinet.synergy.information:s_information",
    "shannon": "cinet.metrics.diversity:shannon",
    "shapley": "cinet.synergy.shapley:shapley",
    "similarity": "cinet.metrics.similarity:similarity",
    "simpson": "cinet.metrics.diversity:simpson",
    "strength": "cinet.metrics.centrality:strength",
    "structural_holes": "cinet.metrics.structural_holes:structural_holes",
    "summary": "cinet.metrics.whole:summary",
    "system_weights": "cinet.synergy.combined_weights:system_weights",
    "to_distance": "cinet.metrics.lengths:to_distance",
    "topsis": "cinet.synergy.topsis:topsis",
    "total_correlation": "cinet.synergy.information:total_correlation",
    "true_diversity": "cinet.metrics.diversity:true_diversity",
    "two_mode_centrality": "cinet.metrics.two_mode_centrality:two_mode_centrality",
    "two_mode_clustering": "cinet.metrics.nestedness:two_mode_clustering",
    "two_mode_constraint": "cinet.metrics.two_mode_holes:two_mode_constraint",
    "two_mode_effective_size": "cinet.metrics.two_mode_holes:two_mode_effective_size",
    "two_mode_redundancy": "cinet.metrics.two_mode_holes:two_mode_redundancy",
    "type_mixing": "cinet.metrics.mixing:type_mixing",
    "typed_triads": "cinet.metrics.typed_triads:typed_triads",
    "valente_fujimoto": "cinet.metrics.bridging:valente_fujimoto",
    "variation_weights": "cinet.synergy.data_weights:variation_weights",
    "within_module_z": "cinet.metrics.participation:within_module_z",
    "wnodf": "cinet.metrics.nestedness:wnodf",
    # inference
    "compare": "cinet.inference.compare:compare",
    "nulls": "cinet.inference.nulls",
    "small_world": "cinet.inference.small_world:small_world",
    # figures and studies
    "plots": "cinet.plots",
    "run": "cinet.report.run:run",
    # what the names mean
    "errors": "cinet.errors",
    "registry": "cinet.registry",
    "vocabulary": "cinet.vocabulary",
}

__all__ = sorted(_HOMES)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("cinet-ecosystem")
    except PackageNotFoundError:  # the source tree is on the path without having been installed
        return "0+unknown"


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name not in _HOMES:
        from cinet.errors import nearest

        raise AttributeError(f"module 'cinet' has no attribute {name!r}.{nearest(name, _HOMES)}")
    module, _, attribute = _HOMES[name].partition(":")
    found = import_module(module)
    if attribute:
        found = getattr(found, attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, "__version__"})
