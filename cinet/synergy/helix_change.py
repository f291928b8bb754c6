"""Whether T has changed from one group (year, window) to the next."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Literal

import numpy as np
import pandas as pd
from scipy.stats import norm

from cinet.errors import SchemaError, UnknownName, first_few, nearest
from cinet.patterns import Patterns
from cinet.synergy.adjust import benjamini_hochberg
from cinet.synergy.helix_estimate import Levels, estimate, held_groups

__all__ = ["helix_change"]

_VALUES = ("T", "T_excess")


def helix_change(
    patterns: Patterns,
    by: Levels = None,
    *,
    base: Hashable = None,
    value: Literal["T", "T_excess"] = "T",
) -> pd.DataFrame:
    """Whether T has changed from each group to the next, or from one base group to the others.

    z = (T_2 - T_1) / sqrt(se_1^2 + se_2^2), p = 2 (1 - Phi(``abs(z)``)).

    Parameters
    ----------
    patterns : Patterns
        Groups in their order (years, windows).
    by : str or sequence of str, optional
        Levels of the groups to keep, as in ``helix``.
    base : label, optional
        The group that all others are compared with; when left out, each is compared with the one before it.
    value : {"T", "T_excess"}
        What is compared. T also changes when only the shares of the parts do; T_excess is T beyond that.

    Returns
    -------
    DataFrame
        n (collaborations), T or T_excess, change (bit), se_change (bit), z, p (two-sided) and q (p adjusted for
        the number of changes, Benjamini and Hochberg), one row per group. T is NaN where there is no record;
        change and what follows are NaN for the first group or the base, and where either group holds no record;
        z, p and q are NaN where se_change is 0.

    Raises
    ------
    EmptySelection
        No group holds a record.
    SchemaError
        ``patterns`` are no Patterns, or the label of the base is not unique.
    UnknownName
        The base, the value or a level is not known.

    Notes
    -----
    Groups must not share records: moving windows that overlap make z too small. With few records in a group, or
    with parts that are all but independent, the normal approximation is poor; compare the intervals of ``helix``.

    Examples
    --------
    >>> table = pd.DataFrame({"a": [30, 60], "b": [20, 20], "a+b": [10, 60]}, index=[2014, 2015])
    >>> helix_change(Patterns.from_venn(table)).loc[2015, ["change", "z"]].round(3).tolist()
    [-0.331, -3.594]
    """
    if value not in _VALUES:
        raise UnknownName(
            f"value {value!r} is not known.{nearest(str(value), _VALUES)} Known: {', '.join(_VALUES)}."
        )
    held = held_groups(patterns, by)
    m = len(held.groups)
    found = estimate(held)
    level, error = (found.T, found.se) if value == "T" else (found.T_excess, found.se_excess)
    before = np.arange(-1, m - 1) if base is None else np.full(m, _position(held.groups, base))
    itself = (before < 0) | (before == np.arange(m))
    change = np.where(itself, np.nan, level - level[before])
    spread = np.where(itself, np.nan, np.hypot(error, error[before]))
    z = np.divide(change, spread, out=np.full(m, np.nan), where=spread > 0)
    p = 2.0 * norm.sf(np.abs(z))
    columns = [found.total, level, change, spread, z, p, benjamini_hochberg(p).to_numpy()]
    names = ["n", value, "change", "se_change", "z", "p", "q"]
    return pd.DataFrame(np.column_stack(columns) + 0.0, index=held.groups, columns=names)


def _position(groups: pd.Index, base: Hashable) -> int:
    # an array is no label, and equal to none
    places = [at for at, label in enumerate(groups) if isinstance(base, Hashable) and label == base]
    if not places:
        known = [str(label) for label in groups]
        raise UnknownName(
            f"base {base!r} is no group.{nearest(str(base), known)} The groups are {first_few(known)}."
        )
    if len(places) > 1:
        raise SchemaError(
            f"base {base!r} is the label of {len(places)} groups: give the groups different labels."
        )
    return places[0]
