"""Helix synergy: mutual information in three or more dimensions, with what independence would give."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, UnknownName, first_few
from cinet.patterns import Patterns
from cinet.synergy import entropies

__all__ = ["helix", "helix_decomposition"]

FloatArray = npt.NDArray[np.float64]


def helix(
    patterns: Patterns,
    *,
    null: str = "independence",
    n_boot: int = 999,
    seed: int = 0,
    with_entropies: bool = False,
) -> pd.DataFrame:
    """How much the parts reduce each other's uncertainty as a system: Leydesdorff's T, beside its null.

    T = sum over non-empty subsets S of the parts of ``(-1)^(|S|+1) H_S``; for three parts
    T = H_u + H_i + H_g - H_ui - H_ug - H_ig + H_uig. Negative T is read as synergy, positive as redundancy.

    Parameters
    ----------
    patterns : Patterns
        Counts of part combinations; one row of the result per group.
    null : {"independence"}
        T_null is T when every part takes part independently with its observed share. If records without any
        part were not observed, independence holds before those were dropped: T_null is then already negative,
        and a negative T alone is no evidence of synergy.
    n_boot : int
        Multinomial bootstrap draws for the interval, and draws of the null for p; 0 leaves both out.
    seed : int
        Seed of the draws.
    with_entropies : bool
        Add H of every subset (``H_u``, ``H_u+i``, ...) and the pairwise transmissions (``T_u+i``, ...).

    Returns
    -------
    DataFrame
        n (records, that is collaborations), T, T_null, T_excess = T - T_null, se (delta method), ci_low, ci_high
        (95 %, percentile), p (share of null draws with T at most as large as observed, (b + 1) / (n_boot + 1)).
        Unit: bit, times 1000 for mbit. Range of T with three parts: between -min and +min of the pairwise
        (conditional) informations. NaN in a group where there is no record.

    Raises
    ------
    EmptySelection
        No group holds a record.
    UnknownName
        The null is not known.

    Notes
    -----
    With four or more parts the sign of T changes its meaning with parity (four-fold copy and four-fold parity
    both give +1 bit): do not read it as synergy. The interval is of the sampling of records; it says nothing
    about the null. For data from participations use ``ci.compare`` with a two-mode null as well.

    References
    ----------
    McGill, W. J. (1954). Psychometrika 19:97-116. Leydesdorff, L. (2003). Scientometrics 58:445-467.

    Examples
    --------
    >>> venn = {"U": 17062, "I": 54, "G": 3922, "UI": 123, "UG": 8129, "IG": 34, "UIG": 112}
    >>> helix(Patterns.from_venn(venn), n_boot=0)[["T", "T_null"]].mul(1000).round(2).iloc[0].tolist()
    [-11.69, -13.88]
    """
    if null != "independence":
        raise UnknownName(
            f"null {null!r} is not known for helix; known: 'independence'. See ci.compare for others."
        )
    total = patterns.counts.sum(axis=1)
    if not (total > 0).any():
        raise EmptySelection("no group holds a record, so there is nothing to compute T from.")
    k = len(patterns.parts)
    probability = _shares(patterns.counts, total)
    expected = entropies.quasi_independence(probability, k, patterns.none_known)
    local = entropies.alternating(probability, k)
    found = (probability * local).sum(axis=1)
    # with all cells observed, independent parts give exactly 0; summing logarithms would leave rounding noise
    null_value = np.zeros(len(total)) if patterns.none_known else entropies.transmission(expected, k)
    spread = (probability * (local - found[:, None]) ** 2).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.sqrt(spread / total)
    columns = {"n": total, "T": found, "T_null": null_value, "T_excess": found - null_value, "se": error}
    if n_boot > 0:
        columns |= _draws(probability, expected, total, found, k, n_boot, seed)
    if with_entropies:
        columns |= _entropy_columns(probability, patterns.parts)
    table = pd.DataFrame(columns, index=patterns.groups)
    table.loc[total == 0, table.columns != "n"] = np.nan
    return table


def _shares(counts: FloatArray, total: FloatArray) -> FloatArray:
    shares: FloatArray = counts / np.where(total > 0, total, 1.0)[:, None]
    return shares


def _draws(
    probability: FloatArray,
    expected: FloatArray,
    total: FloatArray,
    found: FloatArray,
    k: int,
    n_boot: int,
    seed: int,
) -> dict[str, FloatArray]:
    """Percentile interval from resampled records and p from records drawn under independence, group by group."""
    low, high, p = (np.full(len(total), np.nan) for _ in range(3))
    # published shares need not be whole records; draws are
    records = np.rint(total).astype(np.int64)
    for group in np.flatnonzero(records > 0):
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(int(group),)))
        again = rng.multinomial(records[group], _exact(probability[group]), size=n_boot) / records[group]
        low[group], high[group] = np.quantile(entropies.transmission(again, k), [0.025, 0.975])
        under = rng.multinomial(records[group], _exact(expected[group]), size=n_boot) / records[group]
        at_most = entropies.transmission(under, k) <= found[group] + 1e-12
        p[group] = (at_most.sum() + 1) / (n_boot + 1)
    return {"ci_low": low, "ci_high": high, "p": p}


def _exact(probability: FloatArray) -> FloatArray:
    """Make rounding errors of the sum harmless for the multinomial sampler."""
    exact: FloatArray = probability / probability.sum()
    return exact


def _entropy_columns(probability: FloatArray, parts: tuple[str, ...]) -> dict[str, FloatArray]:
    k = len(parts)
    held = {
        chosen: entropies.entropy_bits(entropies.marginal(probability, chosen, k))
        for chosen in entropies.subsets(k)
    }
    columns = {f"H_{'+'.join(parts[part] for part in chosen)}": value for chosen, value in held.items()}
    for a, b in (chosen for chosen in held if len(chosen) == 2):
        columns[f"T_{parts[a]}+{parts[b]}"] = held[(a,)] + held[(b,)] - held[(a, b)]
    return columns


def helix_decomposition(patterns: Patterns) -> pd.DataFrame:
    """How much of T arises within each group and how much between the groups.

    T = T_0 + sum_G (n_G / n) T_G, with T the value of all records together and T_G that of group G; T_0 is
    what the groups do not account for (negative: synergy above the groups).

    Parameters
    ----------
    patterns : Patterns
        Groups that share no record (regions, years, programmes).

    Returns
    -------
    DataFrame
        One row per group, then ``"(between)"`` and ``"(all)"``: n, T (the group's own), contribution (to T of
        all) and share = contribution / T. Unit: bit. NaN for T of ``"(between)"``; share is NaN when T is 0.

    Raises
    ------
    EmptySelection
        No group holds a record.
    UnknownName
        A group is itself called "(between)" or "(all)".

    References
    ----------
    Theil, H. (1972). Statistical Decomposition Analysis. Leydesdorff, L., & Strand, O. (2013). JASIST 64:1890.

    Examples
    --------
    >>> table = pd.DataFrame({"a": [3, 1], "b": [2, 2], "a+b": [1, 4]}, index=["north", "south"])
    >>> helix_decomposition(Patterns.from_venn(table))["contribution"].round(4).tolist()
    [0.2119, 0.0409, -0.0485, 0.2044]
    """
    taken = [name for name in ("(between)", "(all)") if name in patterns.groups]
    if taken:
        raise UnknownName(
            f"groups may not be called {first_few(taken)}: those rows are added by the decomposition."
        )
    pooled = patterns.pooled()
    whole = helix(pooled, n_boot=0).iloc[0]
    groups = helix(patterns, n_boot=0)
    within = (groups["n"] / whole["n"] * groups["T"]).fillna(0.0)
    index = pd.Index([*patterns.groups, "(between)", "(all)"], name=patterns.groups.name)
    contribution = np.array([*within, whole["T"] - within.sum(), whole["T"]])
    share = contribution / whole["T"] if whole["T"] != 0 else np.full(len(contribution), np.nan)
    return pd.DataFrame(
        {
            "n": [*groups["n"], whole["n"], whole["n"]],
            "T": [*groups["T"], np.nan, whole["T"]],
            "contribution": contribution,
            "share": share,
        },
        index=index,
    )
