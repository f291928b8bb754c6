"""Helix synergy: mutual information in three or more dimensions, with what independence would give, and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few, nearest
from cinet.patterns import Patterns
from cinet.synergy import entropies
from cinet.synergy.adjust import benjamini_hochberg
from cinet.synergy.helix_estimate import Levels, draws, entropies_of, estimate, held_groups, table_of

__all__ = ["helix", "helix_decomposition"]

FloatArray = npt.NDArray[np.float64]

_SIGNS = ("leydesdorff", "synergy")
_BETWEEN, _ALL, _WITHIN = "(between)", "(all)", "(within)"


def helix(
    patterns: Patterns,
    by: Levels = None,
    *,
    null: Literal["independence"] = "independence",
    n_boot: int = 999,
    seed: int = 0,
    sign: Literal["leydesdorff", "synergy"] = "leydesdorff",
    with_entropies: bool = False,
) -> pd.DataFrame:
    """How much the parts reduce each other's uncertainty as a system: Leydesdorff's T, beside its null.

    T = sum over non-empty subsets S of the parts of ``(-1)^(|S|+1) H_S``; for three parts
    T = H_u + H_i + H_g - H_ui - H_ug - H_ig + H_uig. Negative T is read as synergy, positive as redundancy.

    Parameters
    ----------
    patterns : Patterns
        Counts of part combinations; one row of the result per group.
    by : str or sequence of str, optional
        Levels of ``patterns.groups`` to keep, such as ``"year"`` of year x programme; the others are pooled.
        ``()`` pools all. When left out, the groups are taken as they are.
    null : {"independence"}
        T_null is T when every part takes part independently with its observed share. If records without any
        part were not observed, independence holds before those were dropped: T_null is then already negative,
        and a negative T alone is no evidence of synergy.
    n_boot : int
        Multinomial bootstrap draws for the intervals, and draws of the null for p; 0 leaves them out.
    seed : int
        Seed of the draws; every group has its own child.
    sign : {"leydesdorff", "synergy"}
        ``"synergy"`` turns the sign of T, T_null, T_excess and their intervals, so that positive is synergy.
        p is the same.
    with_entropies : bool
        Add H of every subset (``H_u``, ``H_u+i``, ...) and the transmissions of its pairs, triples, ...
        (``T_u+i``, ...).

    Returns
    -------
    DataFrame
        n (records, that is collaborations); from four parts on o_information (bit) first; T,
        T_null, T_excess = T - T_null; se and se_excess, the standard errors of T and of T_excess (delta method);
        and from the draws ci_low, ci_high of T and excess_low, excess_high of T_excess (95 %, percentile; the
        null is refitted to each draw), p (share of null draws at least as synergetic as observed,
        (b + 1) / (n_boot + 1)) and q (p adjusted for the number of groups, Benjamini and Hochberg).
        Unit: bit, times 1000 for mbit; p and q between 0 and 1. Range of T with three parts: between -min and
        +min of the pairwise (conditional) informations. NaN in a group where there is no record; p and q are
        NaN where no draw is defined.

    Raises
    ------
    EmptySelection
        No group holds a record.
    SchemaError
        ``patterns`` are no Patterns, there are too many parts, or ``n_boot`` or ``seed`` is no whole number >= 0.
    UnknownName
        The null, the sign or a level is not known.

    Notes
    -----
    With four or more parts the sign of T changes its meaning with parity (four-fold copy and four-fold parity
    both give +1 bit): read o_information, which keeps it (negative: synergy). A part that is in all records or in
    none gives T = 0. The intervals are of the sampling of records. When empty records were counted and the parts are
    all but independent, T is of second order (its slope is 0): se and intervals are then too short, and p is what to
    read. For data from participations use ``ci.compare`` with a two-mode null as well.
    Cost: O(groups 3^parts) logarithms, times n_boot for the draws.

    References
    ----------
    McGill, W. J. (1954). Psychometrika 19:97-116. Leydesdorff, L. (2003). Scientometrics 58:445-467.
    Rosas, F. E., et al. (2019). Physical Review E 100:032305.

    Examples
    --------
    >>> venn = {"U": 17062, "I": 54, "G": 3922, "UI": 123, "UG": 8129, "IG": 34, "UIG": 112}
    >>> helix(Patterns.from_venn(venn), n_boot=0)[["T", "T_null", "T_excess"]].mul(1000).round(2).iloc[0].tolist()
    [-11.69, -13.88, 2.19]
    """
    if null != "independence":
        raise UnknownName(
            f"null {null!r} is not known for helix; known: 'independence'. See ci.compare for others."
        )
    if sign not in _SIGNS:
        raise UnknownName(
            f"sign {sign!r} is not known.{nearest(str(sign), _SIGNS)} Known: {', '.join(_SIGNS)}."
        )
    _whole(n_boot, "n_boot")
    _whole(seed, "seed")
    held = held_groups(patterns, by)
    k = len(held.parts)
    found = estimate(held)
    turn = -1.0 if sign == "synergy" else 1.0
    columns = {"n": found.total}
    if k > 3:
        columns["o_information"] = turn * entropies.o_information(held.counts, k)
    columns |= {"T": turn * found.T, "T_null": turn * found.T_null, "T_excess": turn * found.T_excess}
    columns |= {"se": found.se, "se_excess": found.se_excess}
    if n_boot > 0:
        drawn = draws(held, found, n_boot, seed)
        columns["ci_low"], columns["ci_high"] = np.sort(turn * drawn.T, axis=0)
        columns["excess_low"], columns["excess_high"] = np.sort(turn * drawn.T_excess, axis=0)
        columns |= {"p": drawn.p, "q": benjamini_hochberg(drawn.p).to_numpy()}
    if with_entropies:
        columns |= _entropy_columns(held)
    return table_of(columns, held.groups)


def _whole(value: object, name: str) -> None:
    if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < 0:
        raise SchemaError(f"{name} must be a whole number, 0 or more, not {value!r}.")


def _entropy_columns(patterns: Patterns) -> dict[str, FloatArray]:
    k = len(patterns.parts)
    names = {s: "+".join(patterns.parts[part] for part in s) for s in entropies.subsets(k)}
    columns = {f"H_{names[s]}": bits for s, bits in entropies_of(patterns).items()}
    for s in entropies.subsets(k, 2):
        if len(s) <= max(2, k - 1):
            columns[f"T_{names[s]}"] = entropies.transmission(
                entropies.marginal(patterns.counts, s, k), len(s)
            )
    return columns


def helix_decomposition(patterns: Patterns, levels: str | Sequence[str] | None = None) -> pd.DataFrame:
    """How much of T arises within each group and how much between the groups.

    T = T_0 + sum_G (n_G / n) T_G, with T the value of all records together and T_G that of group G; T_0 is
    what the groups do not account for (negative: synergy above the groups). With several levels, T_G of a region is
    decomposed over its counties in turn, and the contributions still add up.

    Parameters
    ----------
    patterns : Patterns
        Groups that share no record (regions, years, programmes).
    levels : str or sequence of str, optional
        Levels of ``patterns.groups`` from the widest to the narrowest, such as ``["region", "county"]``; levels
        not named are pooled. When left out, the groups are one level as they are.

    Returns
    -------
    DataFrame
        Without ``levels``, or with one: a row per group, then ``"(between)"`` and ``"(all)"``: n (collaborations),
        T (the group's own), contribution (to T of all) and share = contribution / T. With several levels: in every
        region its counties, ``"(between)"`` them and ``"(all)"`` of the region, then ``"(between)"`` the regions and
        ``"(all)"``; the column ``level`` names the level between whose groups a contribution arises,
        ``"(within)"`` the narrowest ones, and is missing in the rows of totals, so that the sums of
        ``groupby("level")["contribution"]`` add up to T.
        Unit: bit. NaN for T of ``"(between)"`` and of a group where there is no record; share is NaN when T is 0.

    Raises
    ------
    EmptySelection
        No group holds a record.
    SchemaError
        ``patterns`` are no Patterns, or a level is named twice or has no value in a group.
    UnknownName
        A group is itself called "(between)" or "(all)", or a level is not known.

    Notes
    -----
    T_0 is the alternating sum of entropies over the parts and the group, T(X;Y;Z;R); where the group is a
    function of one of the variables, the chain rule makes it T with that variable replaced by the group.
    Shares of a T near 0 say little. Cost: that of T for every group of every level.

    References
    ----------
    Theil, H. (1972). Statistical Decomposition Analysis. Leydesdorff, L., & Strand, O. (2013). JASIST 64:1890.

    Examples
    --------
    >>> table = pd.DataFrame({"a": [3, 1], "b": [2, 2], "a+b": [1, 4]}, index=["north", "south"])
    >>> helix_decomposition(Patterns.from_venn(table))["contribution"].round(4).tolist()
    [0.2119, 0.0409, -0.0485, 0.2044]
    """
    held = held_groups(patterns, levels)
    named = [levels] if isinstance(levels, str) else list(levels or ())
    if levels is not None and not named:
        raise SchemaError("levels= names no level: leave it out, or name at least one level of the groups.")
    _reserved(held.groups)
    if len(named) < 2:
        return _one_level(held)
    return _several_levels(held, named)


def _reserved(groups: pd.Index) -> None:
    values = {value for label in groups for value in (label if isinstance(label, tuple) else (label,))}
    taken = [name for name in (_BETWEEN, _ALL) if name in values]
    if taken:
        raise UnknownName(
            f"groups may not be called {first_few(taken)}: those rows are added by the decomposition."
        )


def _one_level(held: Patterns) -> pd.DataFrame:
    whole, groups = estimate(held.pooled()), estimate(held)
    n, t = whole.total[0], whole.T[0]
    within = np.nan_to_num(groups.total / n * groups.T)
    contribution = np.array([*within, t - within.sum(), t])
    index = pd.Index([*held.groups, _BETWEEN, _ALL], name=held.groups.name, tupleize_cols=False)
    return pd.DataFrame(
        {
            "n": [*groups.total, n, n],
            "T": [*groups.T, np.nan, t],
            "contribution": contribution,
            "share": contribution / t + 0.0 if t != 0 else np.full(len(contribution), np.nan),
        },
        index=index,
    )


def _several_levels(held: Patterns, levels: list[str]) -> pd.DataFrame:
    """Put the totals of the groups of every level and what lies between their subgroups into one table."""
    depth, n = len(levels), held.counts.sum()
    nodes = [_nodes(held.pooled(levels[:d]), levels[:d], n) for d in range(depth + 1)]
    rows = [nodes[depth].assign(level=_WITHIN)]
    for d in range(depth):
        outer, inner = nodes[d], nodes[d + 1]
        # the rows of an outer group stand in the order in which its groups first stand, and so do the sums
        held_inside = (
            inner.groupby(levels[:d], sort=False)["contribution"].sum() if d else inner["contribution"].sum()
        )
        between = outer["contribution"] - np.asarray(held_inside)
        deeper = dict.fromkeys(levels[d + 1 :], "")
        rows.append(
            outer.assign(**{levels[d]: _BETWEEN, **deeper}, T=np.nan, contribution=between, level=levels[d])
        )
        rows.append(outer.assign(**{levels[d]: _ALL, **deeper}, level=None))
    table = pd.concat([row.astype({"level": object}) for row in rows], ignore_index=True)
    place = {
        level: {value: at for at, value in enumerate([*pd.unique(nodes[depth][level]), _BETWEEN, _ALL, ""])}
        for level in levels
    }
    table = table.sort_values(levels, key=lambda labels: labels.map(place[str(labels.name)]))
    t = nodes[0]["T"].iloc[0]
    table["share"] = table["contribution"] / t + 0.0 if t != 0 else np.nan
    return table.set_index(levels)[["level", "n", "T", "contribution", "share"]]


def _nodes(groups: Patterns, levels: list[str], n: float) -> pd.DataFrame:
    """Return label, n, T and contribution of every group of one level."""
    found = estimate(groups)
    labels = groups.groups.to_frame(index=False).astype(object) if levels else pd.DataFrame(index=[0])
    return labels.assign(n=found.total, T=found.T, contribution=np.nan_to_num(found.total / n * found.T))
