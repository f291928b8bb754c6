"""What simpler models leave unexplained in part combinations: independence, and no interaction of all parts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2

from cinet.patterns import Patterns
from cinet.synergy import entropies
from cinet.synergy.helix_estimate import Levels, estimate, held_groups

__all__ = ["helix_independence", "krippendorff"]

FloatArray = npt.NDArray[np.float64]


def helix_independence(patterns: Patterns, by: Levels = None) -> pd.DataFrame:
    """Whether the parts take part independently of each other: the likelihood ratio against the null of helix.

    G2 = 2 n ln 2 ``sum_x p(x) log2(p(x) / p_null(x))``, compared with chi2 on df degrees of freedom.

    Parameters
    ----------
    patterns : Patterns
        Counts of part combinations; one row of the result per group.
    by : str or sequence of str, optional
        Levels of the groups to keep, as in ``helix``.

    Returns
    -------
    DataFrame
        n (collaborations), G2, df (free combinations less the free shares of the parts), p (of a G2 at least as
        large). NaN in a group where there is no record; p is NaN where no combination is free (df = 0).

    Raises
    ------
    EmptySelection
        No group holds a record.
    SchemaError
        ``patterns`` are no Patterns, or there are too many parts.
    UnknownName
        The groups have no such level.

    Notes
    -----
    A small p says that the parts depend on each other in some way, pairwise ties included; it does not say that
    they are synergetic, which is the sign of T_excess. A part in all records or in none is left out of df.
    With many thousands of records every G2 is significant.

    References
    ----------
    Bishop, Y. M. M., Fienberg, S. E., & Holland, P. W. (1975). Discrete Multivariate Analysis.

    Examples
    --------
    >>> venn = {"U": 17062, "I": 54, "G": 3922, "UI": 123, "UG": 8129, "IG": 34, "UIG": 112}
    >>> helix_independence(Patterns.from_venn(venn))[["G2", "df"]].round(1).iloc[0].tolist()
    [29.2, 3.0]
    """
    held = held_groups(patterns, by)
    k, found = len(held.parts), estimate(held)
    total = held.counts.sum(axis=1)
    shares = np.column_stack([entropies.marginal(held.counts, (part,), k)[:, 1] for part in range(k)])
    never, always = shares == 0, shares == total[:, None]
    varying = (~never & ~always).sum(axis=1)
    # with a part in all records, the combination without any part could not be seen anyway
    cut = 0 if held.none_known else np.where(always.any(axis=1), 0, 1)
    df = np.maximum(2**varying - 1 - varying - cut, 0).astype(np.float64)
    return _likelihood_ratio(held, found.expected, df)[["n", "G2", "df", "p"]]


def krippendorff(patterns: Patterns, by: Levels = None) -> pd.DataFrame:
    """What the combination of all parts tells beyond their smaller combinations, apart from redundancy.

    I = ``H_max - H``, with H_max the largest entropy at the observed margins of all parts but one (for three parts:
    of all pairs); redundancy R = I - T, so that T = I - R.

    Parameters
    ----------
    patterns : Patterns
        Counts of part combinations; one row of the result per group. For a published Venn diagram that is to be
        read with an empty combination that was possible but did not occur, build them with ``n_none=0``.
    by : str or sequence of str, optional
        Levels of the groups to keep, as in ``helix``.

    Returns
    -------
    DataFrame
        n (collaborations), T, krippendorff_I (never negative) and krippendorff_R in bit, df (1, or 0 where the
        margins leave no freedom: I is then 0 by construction and tells nothing), G2 = 2 n ln 2 I and its p.
        krippendorff_R is NaN where there are more than three parts; p is NaN where no combination is free (df
        is 0). NaN in a group where there is no record.

    Raises
    ------
    EmptySelection
        No group holds a record.
    SchemaError
        ``patterns`` are no Patterns, or there are too many parts.
    UnknownName
        The groups have no such level.

    Notes
    -----
    Tables with the same margins differ along one line only, plus and minus the same number in every other
    combination; the point of largest entropy on it is found by bisection, which also serves where iterative
    proportional fitting creeps (margins with zeros). When records without any part were not observed, their 0 is
    structural, nothing can be moved, and I is exactly 0: a three-way interaction cannot be told from a
    Venn diagram of three parts.

    References
    ----------
    Krippendorff, K. (2009). International Journal of General Systems 38:669.

    Examples
    --------
    >>> venn = {"U": 17062, "I": 54, "G": 3922, "UI": 123, "UG": 8129, "IG": 34, "UIG": 112}
    >>> krippendorff(Patterns.from_venn(venn, n_none=0))[["T", "krippendorff_I", "krippendorff_R"]].mul(1000).round(
    ...     3).iloc[0].tolist()
    [-11.686, 11.592, 23.278]
    >>> krippendorff(Patterns.from_venn(venn))[["krippendorff_I", "df"]].iloc[0].tolist()
    [0.0, 0.0]
    """
    held = held_groups(patterns, by)
    k, found = len(held.parts), estimate(held)
    probability = held.counts / np.where(found.total > 0, found.total, 1.0)[:, None]
    smooth, free = _without_interaction(probability, k, held.none_known)
    table = _likelihood_ratio(held, smooth, free.astype(np.float64))
    table["krippendorff_I"] = table["G2"] / (2.0 * np.log(2.0) * table["n"])
    table["T"] = found.T
    table["krippendorff_R"] = table["krippendorff_I"] - found.T if k <= 3 else np.nan
    return table[["n", "T", "krippendorff_I", "krippendorff_R", "df", "G2", "p"]]


def _without_interaction(
    probability: FloatArray, k: int, none_known: bool
) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Return the table of largest entropy with the same margins of k - 1 parts, and whether it could move."""
    sign = np.array([1.0 if cell.bit_count() % 2 else -1.0 for cell in range(2**k)])
    rising, falling = probability[:, sign > 0], probability[:, sign < 0]
    low, high = -rising.min(axis=1), falling.min(axis=1)
    if not none_known:
        low, high = np.zeros_like(low), np.zeros_like(high)
    free = low < high
    start = np.where(free, low, 0.0), np.where(free, high, 0.0)
    low, high = start
    # 60 halvings leave a step below the rounding of the shares
    for _ in range(60):
        middle = (low + high) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = np.log(rising + middle[:, None]).sum(axis=1) - np.log(falling - middle[:, None]).sum(
                axis=1
            )
        low, high = np.where(slope < 0, middle, low), np.where(slope < 0, high, middle)
    moved = probability + np.where(free, (low + high) / 2, 0.0)[:, None] * sign
    return np.maximum(moved, 0.0), free


def _likelihood_ratio(patterns: Patterns, expected: FloatArray, df: FloatArray) -> pd.DataFrame:
    """Return n, G2 of the counts against the expected shares, df and p."""
    total = patterns.counts.sum(axis=1)
    # where the model allows nothing, nothing was observed
    seen = (patterns.counts > 0) & (expected > 0)
    fitted = np.where(seen, expected * total[:, None], 1.0)
    ratio = np.log(np.where(seen, patterns.counts, 1.0) / fitted)
    g2 = np.maximum(2.0 * (patterns.counts * ratio).sum(axis=1), 0.0)
    # rounding leaves a trace where the model reproduces the counts
    g2[g2 < 1e-12 * total] = 0.0
    p = np.where(df > 0, chi2.sf(g2, np.maximum(df, 1.0)), np.nan)
    values = np.column_stack([total, g2, df, p])
    values[total == 0, 1:] = np.nan
    return pd.DataFrame(values, index=patterns.groups, columns=["n", "G2", "df", "p"])
