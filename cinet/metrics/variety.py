"""Variety within and between groups of classes, and how sure a diversity of counts is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, first_few
from cinet.metrics.class_tables import Units, unit_table
from cinet.metrics.diversity import shannon

__all__ = ["diversity_interval", "related_variety"]

FloatArray = npt.NDArray[np.float64]


def related_variety(
    X: Units, groups: pd.Series | Mapping[object, object], *, base: float | None = 2.0
) -> pd.DataFrame:
    """Entropy of the classes of a unit, split into that between groups of classes and that within them.

    unrelated_variety UV = sum_g P_g log2(1 / P_g); related_variety RV = sum_g P_g H_g, H_g the entropy of the
    classes within group g; total_variety = UV + RV, the entropy of all classes.

    Parameters
    ----------
    X : DataFrame, Series or array_like
        Units x classes (for example four-digit industries), shares or counts; a Series is one unit.
    groups : Series or mapping
        Class -> group (its two-digit industry).
    base : float, optional
        Base of the logarithm; None for natural logarithms.

    Returns
    -------
    DataFrame
        One row per unit: related_variety, unrelated_variety, total_variety. Unit: bit, or that of the base. Range:
        0 or more. NaN when the unit holds nothing.

    Raises
    ------
    SchemaError
        A class has no group, a number is negative or not finite, or labels stand twice.

    Notes
    -----
    EconGeo rounds entropy to three digits and adds 1e-9 within the logarithm: A .3, .2 and B .4, .1 give 1.846
    there and 1.846439 here. Plug-in entropies of few records are too low, more so within groups than between.

    References
    ----------
    Frenken, K., Van Oort, F., & Verburg, T. (2007). Regional Studies 41:685-697.

    Examples
    --------
    >>> p = pd.Series({"a1": 0.3, "a2": 0.2, "b1": 0.4, "b2": 0.1})
    >>> related_variety(p, {"a1": "A", "a2": "A", "b1": "B", "b2": "B"}).round(6).iloc[0].tolist()
    [0.846439, 1.0, 1.846439]
    """
    table = unit_table(X)
    held = pd.Series(groups)
    if not held.index.is_unique:
        twice = held.index[held.index.duplicated()]
        raise SchemaError(f"each class belongs to one group; {first_few(twice)} stand more than once.")
    of_class = held.reindex(table.columns)
    alone = of_class.index[of_class.isna()]
    if len(alone):
        raise SchemaError(
            f"the classes {first_few(alone)} have no group; give one for every class of the table."
        )
    # as a share of its largest number, so that sums over groups stay finite
    scaled = table.div(table.max(axis=1).where(lambda largest: largest > 0, 1.0), axis=0)
    total = pd.Series(shannon(scaled, base=base))
    between = pd.Series(shannon(scaled.T.groupby(of_class.to_numpy(), sort=False).sum().T, base=base))
    # what is left is a sum of entropies; rounding may leave it a hair below 0
    columns = {
        "related_variety": (total - between).clip(lower=0.0),
        "unrelated_variety": between,
        "total_variety": total,
    }
    return pd.DataFrame(columns, index=table.index)


def diversity_interval(
    X: Units,
    measure: Callable[[pd.DataFrame], pd.Series | pd.DataFrame | float],
    *,
    n_boot: int = 999,
    level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """How sure a diversity is that was computed from counts: multinomial bootstrap of every unit.

    Each draw deals the n records of a unit out anew with its observed shares, and the measure is computed again.

    Parameters
    ----------
    X : DataFrame, Series or array_like
        Units x classes, whole numbers of records.
    measure : callable
        Table -> one value per unit, for example ``lambda X: ci.rao_stirling(X, d)``. Of a result with several
        columns the first is taken.
    n_boot : int
        Draws.
    level : float
        Coverage of the percentile interval.
    seed : int
        Every unit draws from its own child of this seed, so units do not depend on each other.

    Returns
    -------
    DataFrame
        One row per unit: n (records), observed, se, ci_low, ci_high, bias (mean of the draws less observed). NaN
        when the unit holds nothing.

    Raises
    ------
    SchemaError
        A count is not whole, n_boot or level is out of range, or the measure does not give one value per unit.

    Notes
    -----
    Plug-in diversities of few records are too low: bias is then negative, for Rao-Stirling and Simpson on average
    - observed / n. A class that no record fell into stays unseen in every draw, so the interval of a variety (and
    of DIV) is too low as well as too narrow. The interval is of the sampling of records; it says nothing about the
    distances. O(n_boot) calls of the measure for each unit.

    References
    ----------
    Davison, A. C., & Hinkley, D. V. (1997). Bootstrap Methods and their Application, ch. 2.

    Examples
    --------
    >>> from cinet.metrics.diversity import simpson
    >>> found = diversity_interval([12, 8, 5], simpson, n_boot=199)
    >>> found["ci_low"].lt(found["observed"]).tolist(), found["bias"].lt(0).tolist()
    ([True], [True])
    """
    if n_boot < 2:
        raise SchemaError(f"n_boot must be at least 2 draws, not {n_boot}.")
    if not 0 < level < 1:
        raise SchemaError(f"level must lie between 0 and 1, such as 0.95, not {level}.")
    table = unit_table(X)
    counts = table.to_numpy()
    broken = np.argwhere(counts != np.rint(counts))
    if broken.size:
        i, j = broken[0]
        raise SchemaError(
            f"the bootstrap draws records, so counts must be whole numbers; row {first_few([table.index[i]])}, "
            f"column {first_few([table.columns[j]])} holds {counts[i, j]:g}. Shares do not say how many records "
            "there are."
        )
    observed = _values(measure, table)
    n = counts.sum(axis=1)
    spread = np.full((len(table), 4), np.nan)
    tail = (1.0 - level) / 2.0
    for unit in np.flatnonzero(n > 0):
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(int(unit),)))
        drawn = rng.multinomial(int(n[unit]), counts[unit] / n[unit], size=n_boot)
        values = _values(measure, pd.DataFrame(drawn, columns=table.columns).astype(np.float64))
        low, high = np.quantile(values, [tail, 1.0 - tail])
        spread[unit] = values.std(ddof=1), low, high, values.mean() - observed[unit]
    columns = {"n": n, "observed": observed} | dict(
        zip(("se", "ci_low", "ci_high", "bias"), spread.T, strict=True)
    )
    return pd.DataFrame(columns, index=table.index)


def _values(
    measure: Callable[[pd.DataFrame], pd.Series | pd.DataFrame | float], table: pd.DataFrame
) -> FloatArray:
    found = measure(table)
    values = np.asarray(found.iloc[:, 0] if isinstance(found, pd.DataFrame) else found, dtype=np.float64)
    if values.shape != (len(table),):
        raise SchemaError(
            f"the measure must give one value for each of the {len(table)} units, not {values.size} values."
        )
    return values
