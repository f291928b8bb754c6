"""What a measure is called with where the registry cannot say it, and what it need not pass: each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

from cinet.panel import IndicatorPanel
from tests.contract.examples_synergy import first, links

#: (check, measure) -> why the measure need not pass it.
EXCEPTIONS: dict[tuple[str, str], str] = {
    (
        "check_relabelling",
        "key_players",
    ): "of sets that are equally good, the first by the order of the rows is told",
    (
        "check_reference_is_declared",
        "obstacle",
    ): "in common use; no reference is better than one that was not read",
    ("check_order_of_columns", "pid_pairs"): "source 1 is the one that stands first in the table",
    ("check_one_unit_alone", "helix_decomposition"): "it is about how groups add up",
    ("check_order_of_rows", "helix_change"): "each group is compared with the one before it",
    ("check_one_unit_alone", "helix_change"): "each group is compared with the one before it",
    ("check_one_unit_alone", "helix_triads"): "groups are pooled",
    ("check_one_unit_alone", "composite_synergy"): "each year is compared with the one before it",
    ("check_one_unit_alone", "pairwise_synergy"): "each year is compared with the one before it",
}

#: Weights times c multiply a value by c to this power, where the unit does not say so.
POWER = {
    "leading_eigenvalue": (1.0, "an eigenvalue of the weights has their unit"),
    "opsahl_degree": (0.5, "degree^(1 - alpha) strength^alpha, alpha = 1/2"),
}

#: How a measure is called here, where that is not by its defaults alone.
ARGUMENTS: dict[str, tuple[dict[str, Any], str]] = {
    "helix": ({"n_boot": 0}, "the interval of the bootstrap would add columns"),
    "helix_game": ({"n_boot": 0}, "the interval of the bootstrap would add columns"),
    "helix_table": (
        {"n_boot": 0, "n_perm": 9},
        "the null needs draws, the interval of the bootstrap adds columns",
    ),
    "mutual_information_tests": ({"n_perm": 9}, "few draws, to be quick"),
    "haken": ({"n_boot": 20}, "few draws, to be quick"),
}

#: What a measure reads here, where it takes more than one kind of input.
READS = {
    "dynamic_communicability": ("layers", "several networks, one per window"),
    "typed_triads": ("incidence", "only the collaborations tell how a triad was closed"),
    "haken": ("series", "two variables by time, not a table of scores"),
    "haken_potential": ("parameters", "what the model has estimated"),
    "haken_score": ("parameters", "what the model has estimated"),
}

#: Inputs for which a measure refuses its arguments.
REFUSES: dict[str, tuple[set[str], str]] = {
    "key_players": ({"empty"}, "there is nobody to choose from"),
    "wnodf": (
        {"no collaboration", "one collaboration", "pairs", "nested", "random"},
        "it compares the weights of participations",
    ),
    "interaction_index": ({"single"}, "one player makes no pair"),
    **dict.fromkeys(
        ("ahp_weights", "ahp_consistency"),
        ({"relations", "within only", "no relation"}, "judgements are positive and reciprocal"),
    ),
    **dict.fromkeys(
        ("entropy_weights", "entropy_weight_table", "critic_weights", "variation_weights", "pca_weights"),
        ({"alike"}, "indicators that do not vary have no weights"),
    ),
}

#: How a result that is no table becomes one.
TABLES: dict[str, tuple[Callable[[Any], Any], str]] = {
    "helix_game": (lambda game: game.table(), "a result of several tables, which it puts together itself"),
}

#: Columns beside those of the registry: which, whether the registry describes them all the same, and why.
BESIDE: dict[str, tuple[str, str, str]] = {
    "helix": ("o_information", "registered", "stands first from four parts on"),
    "helix_game": ("core_low|core_high", "registered", "registered with core_bounds"),
    "helix_table": ("z|p|q", "registered", "of the draws, as in every comparison with a null"),
    "mutual_information_tests": (
        "null_mean|p|q",
        "registered",
        "of the draws, as in every comparison with a null",
    ),
    "composite_synergy": ("base", "not registered", "the year that is compared with"),
    "haken": (
        r"(lambda[12]|[ab])_(se|t|p|low|high)|(r2|condition)_[12]",
        "not registered",
        "statistics of the four estimates and of their two regressions",
    ),
}

#: Columns that come out of draws, and so depend on the seed.
DRAWN: dict[str, tuple[tuple[str, ...], str]] = {
    "helix_table": (("T_null", "T_excess", "z", "p"), "of the null that shuffles classes"),
    "mutual_information_tests": (("null_mean", "p", "q"), "of the null that shuffles classes"),
    "haken": (("share_chosen", "share_other"), "of the bootstrap"),
}

#: Four times the records, or the worth of every coalition: 4 to this power times the value; None: that depends on
#: their number. By measure and column, by column, or by what is read; otherwise the unit says it.
GROWS: dict[str, tuple[float | None, str]] = {
    "game": (1.0, "values have the unit of the game"),
    "core_area": (0.0, "a share of the divisions"),
    "G2": (1.0, "2 n ln 2 times an information"),
    "T_total": (1.0, "n T"),
    "se": (-0.5, "1 / sqrt(n)"),
    "se_excess": (-0.5, "1 / sqrt(n)"),
    "se_change": (-0.5, "1 / sqrt(n)"),
    "helix_change.z": (0.5, "sqrt(n)"),
    "helix_table.z": (None, "the spread of the null falls with n"),
    "helix_table.T_null": (None, "the mean of a few draws"),
    "helix_table.T_excess": (None, "beyond the mean of a few draws"),
    "null_mean": (None, "the mean of a few draws"),
    "p": (None, "more records, more evidence"),
    "q": (None, "more records, more evidence"),
    "p_chi2": (None, "more records, more evidence"),
    "T_mm": (None, "a correction for n"),
    **dict.fromkeys(
        ("singletons", "coverage", "shrinkage", "nsb_sd"), (None, "tells how far n records can be trusted")
    ),
    **dict.fromkeys(
        ("H_miller_madow", "H_chao_shen", "H_grassberger", "H_shrink", "H_nsb"), (None, "corrects for n")
    ),
}


def _columns(held: Any) -> Any:
    return held.values.columns if isinstance(held, IndicatorPanel) else held.columns


def _coalitions(game: Any) -> list[str]:
    """Every coalition but nobody, in the order of its bits."""
    return [
        "+".join(player for place, player in enumerate(game.players) if mask >> place & 1)
        for mask in range(1, 2**game.n_players)
    ]


#: What the rows of a result are about, where they are not the units, groups or players of the input: a list in its
#: order, a set where the order is that of the values, None for a single number.
ROWS: dict[str, tuple[Callable[[Any], Any], str]] = {
    **dict.fromkeys(
        ("entropy_weights", "entropy_weight_table", "critic_weights", "variation_weights", "pca_weights"),
        (_columns, "the indicators"),
    ),
    **dict.fromkeys(("core_area", "least_core"), (lambda held: None, "one number of a game")),
    "coherence": (lambda held: None, "one number of a matrix"),
    "ahp_consistency": (lambda held: ["lambda_max", "ci", "ri", "cr"], "one row of a matrix"),
    "helix_game": (
        lambda held: [(group, part) for group in held.groups for part in held.parts],
        "groups and players",
    ),
    "helix_decomposition": (lambda held: [*held.groups, "(between)", "(all)"], "groups and what is between them"),
    "pid_pairs": (
        lambda held: list(combinations([name for name in held.variables if name != first(held)], 2)),
        "pairs of sources",
    ),
    "helix_triads": (lambda held: set(combinations(held.parts, 3)), "triples, by T"),
    "dividends": (_coalitions, "coalitions"),
    "interaction_index": (
        lambda held: [name for name in _coalitions(held) if name.count("+") == 1],
        "coalitions of two",
    ),
    "link_synergy": (
        lambda held: {tuple(sorted(pair, key=held.players.index)) for pair in links(held)},
        "links",
    ),
    "information_profile": (lambda held: [0], "one row"),
    "local_information": (lambda held: list(held.cells()), "occupied cells"),
    "o_information_gradient": (lambda held: held.variables, "variables"),
    "o_information_ranking": (
        lambda held: {"+".join(one) for one in combinations(held.variables, 3)},
        "triples of variables, by O",
    ),
    "helix_table": (lambda held: ["(all)"], "one row without groups"),
    "mutual_information_tests": (
        lambda held: ["+".join(pair) for pair in combinations(held.variables, 2)],
        "pairs of variables",
    ),
    "pid": (
        lambda held: [
            "synergy", "unique_1", "unique_2", "redundancy", "mutual_information", "information_1", "information_2",
            "gap",
        ],
        "one row",
    ),
}  # fmt: skip
