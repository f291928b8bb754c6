"""Helix synergy of firms: T of geography, technology and organisation from joint tables, with its null."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few, nearest
from cinet.joint import Joint
from cinet.kernels import information as kernel
from cinet.kernels import record_draws
from cinet.synergy.adjust import benjamini_hochberg
from cinet.synergy.joint_draws import Draws, checked_draws, checked_joint

__all__ = ["helix_table"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

_NULLS: dict[str, record_draws.Sampler] = {
    "permutation": record_draws.permuted,
    "independence": record_draws.independent,
}
_ADDED = ("(between)", "(all)")
_MOST_VARIABLES = 6


def helix_table(
    joint: Joint,
    *,
    variables: Sequence[str] | None = None,
    groups: str | None = None,
    strata: Sequence[str] = (),
    null: Literal["permutation", "independence"] = "permutation",
    sign: Literal["leydesdorff", "synergy"] = "leydesdorff",
    n_perm: int = 999,
    n_boot: int = 999,
    seed: int = 0,
    progress: bool | None = None,
    workers: int | None = None,
) -> pd.DataFrame:
    """How much place, technology and size of firms reduce uncertainty as a system: T, beside its null.

    T = sum over non-empty subsets S of the variables of ``(-1)^(|S|+1) H_S``; for three of them
    T = H_x + H_y + H_z - H_xy - H_xz - H_yz + H_xyz. Negative T is read as synergy, positive as redundancy.

    Parameters
    ----------
    joint : Joint
        Counts of records (firms) by class.
    variables : sequence of str, optional
        Two to six variables between which T is taken; all but ``groups`` and ``strata`` when left out.
    groups : str, optional
        Variable (region) by whose classes T is decomposed: T = T_0 + sum_G (n_G / n) T_G.
    strata : sequence of str
        Variables within whose classes the null holds (year, sector): what they explain is not evidence.
    null : {"permutation", "independence"}
        Shuffle the classes of every variable over the records, so that all margins stay; or draw every record anew
        with the observed shares of each variable (parametric bootstrap), so that they vary.
    sign : {"leydesdorff", "synergy"}
        ``"synergy"`` turns the sign of T and all that is derived from it, so that positive is synergy. p, q and share
        are the same.
    n_perm, n_boot : int
        Draws of the null, and of the bootstrap; 0 leaves their columns out.
    seed : int
        Seed of the draws; each has its own child.
    progress : bool, optional
        Show a progress bar; when left out, only on a terminal.
    workers : int, optional
        Threads; the processors at hand when left out. The numbers do not depend on it.

    Returns
    -------
    DataFrame
        One row ``"(all)"``; with ``groups`` one row per class before it, and ``"(between)"`` for T_0. Columns: n
        (records); cells (occupied); T; T_mm (with the Miller-Madow correction of every entropy); se (delta method);
        ci_low, ci_high (95 %, basic bootstrap); T_null (mean of the draws), T_excess = T - T_null, z, p (share of
        draws with T at most as large as observed, (b + 1) / (n_perm + 1)); with groups q (p adjusted over the groups,
        Benjamini and Hochberg), contribution (to T of all) and share = contribution / T of all. Unit: bit, times
        1000 for mbit. NaN: z when the null does not vary; q outside the groups; share when T of all is 0; and when
        the row is ``"(between)"`` all but n, contribution and share.

    Raises
    ------
    UnknownName
        A variable, the null or the sign is not known.
    SchemaError
        Variables, groups and strata overlap; there are fewer than two or more than six variables; counts are not
        whole although records are to be drawn; or a class of ``groups`` is called "(between)" or "(all)".

    Notes
    -----
    Plug-in T of a fine-grained table is biased by its many cells: with 3,000 places, 900 technologies and 8 sizes a
    million *independent* firms give T = -0.9 bit, T_mm = -0.8 and T_excess = 0.0. The null has the same bias, so read
    T_excess and p; T_mm and the interval (which takes the bias that the bootstrap shows off T; a percentile interval
    would double it) hold from some twenty records per possible cell on. Within a group the null holds within the
    group. From four variables on the sign of T changes its meaning: use :func:`o_information`. T of whole counts is
    exactly 0 where one variable is independent of the others.
    Cost: O(cells log cells), and for each draw O(2^variables records).

    References
    ----------
    Leydesdorff, L., Dolfsma, W., & Van der Panne, G. (2006). Research Policy 35:181. Leydesdorff, L., & Strand, Ø.
    (2013). JASIST 64:1890. Miller, G. A. (1955). Note on the bias of information estimates. Theil, H. (1972).
    Statistical Decomposition Analysis.

    Examples
    --------
    >>> firms = pd.DataFrame({"place": [0, 0, 1, 1] * 5, "tech": [0, 1, 0, 1] * 5, "size": [0, 1, 1, 0] * 5})
    >>> helix_table(Joint.from_records(firms), n_perm=99, n_boot=0)[["n", "T", "p"]]
              n    T     p
    (all)  20.0 -1.0  0.01
    """
    for option, value, known in (("null", null, list(_NULLS)), ("sign", sign, ["leydesdorff", "synergy"])):
        if value not in known:
            raise UnknownName(
                f"{option} {value!r} is not known.{nearest(str(value), known)} Known: {', '.join(known)}."
            )
    checked_joint(joint)
    checked_draws(n_perm=n_perm, n_boot=n_boot, seed=seed)
    chosen, within = _roles(joint, variables, groups, strata)
    draws = Draws(joint, chosen, within, n_boot, n_perm, seed, progress, workers)
    whole = _rows(draws, 0, null, np.zeros(len(joint.counts), dtype=np.int64), 1)
    if groups is None:
        return _signed(whole.set_axis(pd.Index(["(all)"])), sign)
    column = joint.columns(groups)[0]
    held, group = np.unique(joint.codes[:, column], return_inverse=True)
    classes = joint.categories[column].to_flat_index()[held]
    taken = [name for name in _ADDED if name in classes]
    if taken:
        raise SchemaError(
            f"classes of {groups!r} may not be called {first_few(taken)}: those rows are added."
        )
    table = _decomposed(
        _rows(draws, 1, null, group, len(held)), whole, pd.Index([*classes, *_ADDED], name=groups)
    )
    return _signed(table, sign)


def _signed(table: pd.DataFrame, sign: str) -> pd.DataFrame:
    """Turn the sign of T and of what is derived from it, if positive is to be synergy."""
    if sign == "leydesdorff":
        return table
    turned = table.copy()
    if "ci_low" in table:
        turned["ci_low"], turned["ci_high"] = table["ci_high"], table["ci_low"]
    names = ["T", "T_mm", "ci_low", "ci_high", "T_null", "T_excess", "z", "contribution"]
    held = [name for name in names if name in table]
    # subtracted from 0: -0.0 would be printed as a negative number
    turned[held] = 0.0 - turned[held]
    return turned


def _roles(
    joint: Joint, variables: Sequence[str] | None, groups: str | None, strata: Sequence[str]
) -> tuple[list[int], list[int]]:
    """Return the columns of the variables and of the strata."""
    within = [strata] if isinstance(strata, str) else list(strata)
    fixed = [*([] if groups is None else [groups]), *within]
    if variables is None:
        variables = [name for name in joint.variables if name not in fixed]
    both = [name for name in variables if name in fixed]
    if both:
        raise SchemaError(
            f"{first_few(both)} is a variable of T and among groups and strata, within which it does not vary."
        )
    if not 2 <= len(variables) <= _MOST_VARIABLES:
        raise SchemaError(
            f"T is taken between two to {_MOST_VARIABLES} variables, not {len(variables)}: {first_few(variables)}."
        )
    if groups is not None:
        joint.columns(groups)
    return joint.columns(variables), joint.columns(within) if within else []


def _decomposed(rows: pd.DataFrame, whole: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Put the groups, what is between them and the whole into one table."""
    total, found = whole["n"].iloc[0], whole["T"].iloc[0]
    contribution = (rows["n"] / total * rows["T"]).to_numpy()
    between = pd.DataFrame({"n": [total]}, columns=rows.columns)
    table = pd.concat([rows, between.astype(np.float64), whole]).set_axis(index)
    if "p" in table:
        table["q"] = [*benjamini_hochberg(rows["p"]), np.nan, np.nan]
    table["contribution"] = [*contribution, found - contribution.sum(), found]
    table["share"] = table["contribution"] / found if found != 0 else np.nan
    return table


def _rows(draws: Draws, kind: int, null: str, group: IntArray, n_groups: int) -> pd.DataFrame:
    """Return one row per group; ``kind`` keeps the random streams of two groupings apart."""
    joint, chosen = draws.joint, draws.chosen
    sizes = tuple(len(joint.categories[column]) for column in chosen)
    columns = estimates(kernel.Cells(joint.codes[:, chosen], sizes, joint.counts, group, n_groups))
    if draws.n_boot:
        records = draws.records(group, n_groups, [])
        drawn = draws.values((kind, 0), draws.n_boot, record_draws.resampled, records, "bootstrap")
        low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
        columns |= {"ci_low": 2 * columns["T"] - high, "ci_high": 2 * columns["T"] - low}
    if draws.n_perm:
        records = draws.records(group, n_groups, draws.within)
        drawn = draws.values((kind, 1), draws.n_perm, _NULLS[null], records, null)
        columns |= against(columns["T"], record_draws.transmission(records, records.codes), drawn)
    return pd.DataFrame(columns)


def estimates(cells: kernel.Cells) -> dict[str, FloatArray]:
    """Return n, occupied cells, T, T with the Miller-Madow correction and the standard error of every group."""
    k = len(cells.sizes)
    held = kernel.occupied(cells, range(k))
    total = cells.totals()
    found = kernel.co_information(cells, [(place,) for place in range(k)])
    local = np.zeros(len(cells.counts))
    excess = np.zeros(cells.n_groups)
    for size in range(1, k + 1):
        for chosen in combinations(range(k), size):
            local += (-1) ** size * kernel.log_shares(cells, chosen)
            excess -= (-1) ** size * (kernel.occupied(cells, chosen) - 1)
    deviation = cells.counts * (local - found[cells.group]) ** 2
    spread = np.bincount(cells.group, weights=deviation, minlength=cells.n_groups)
    corrected = found + excess / (2 * total * np.log(2))
    return {"n": total, "cells": held, "T": found, "T_mm": corrected, "se": np.sqrt(spread) / total}


def against(found: FloatArray, plain: FloatArray, drawn: FloatArray) -> dict[str, FloatArray]:
    """Hold T against the draws of its null; ``plain`` is T with the rounding of the draws, for the comparison."""
    mean = drawn.mean(axis=0)
    spread = np.std(drawn, axis=0, ddof=1) if len(drawn) > 1 else np.zeros(drawn.shape[1])
    z = np.full(len(found), np.nan)
    # rounding alone makes equal draws differ by some 1e-15
    np.divide(found - mean, spread, out=z, where=spread > 1e-12)
    at_most = (drawn <= plain + 1e-12).sum(axis=0)
    return {"T_null": mean, "T_excess": found - mean, "z": z, "p": (at_most + 1) / (len(drawn) + 1)}
