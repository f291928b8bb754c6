"""One statistic for several groups: what was observed in each, against what the null expects there."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from cinet.plots import check
from cinet.plots.legend import add_legend, pinned
from cinet.plots.nulls import has_null, null_of, outside
from cinet.plots.palette import COLOURS
from cinet.plots.style import axes_for, current_lang
from cinet.plots.text import name_ticks, plain, shortened
from cinet.plots.words import axis_label, word
from cinet.vocabulary import type_label

__all__ = ["forest"]

_WHAT: Final = "comparison table"
_LABEL_CELLS: Final = 34
_DOT: Final[dict[str, Any]] = {
    "marker": "o",
    "linestyle": "none",
    "markeredgecolor": COLOURS["firm"],
    "markeredgewidth": 1.0,
}
_FACES: Final = {"outside": COLOURS["firm"], "inside": "white", "no null": "0.8"}
_NULL: Final[dict[str, Any]] = {
    "color": "0.55",
    "marker": "|",
    "linewidth": 3.0,
    "solid_capstyle": "butt",
    "markeredgecolor": "0.2",
}


def forest(
    comparison: pd.DataFrame,
    *,
    by: str,
    value: str = "observed",
    ax: Axes | None = None,
    scale: float = 1.0,
    xlabel: str | None = None,
    unit: str | None = None,
) -> Axes:
    """Draw one dot per group, and behind it the mean and the interval of 95 % of the null.

    A full dot lies outside the interval, a hollow one inside. Groups stand from the highest observed
    value down; groups without one are left out.

    Parameters
    ----------
    comparison
        One row per group, with ``value`` and, if there was a null, ``null_mean``, ``low``, ``high``.
    by
        Index level (or column) that names the groups, such as ``programme``.
    value
        Column of the observed statistic.
    ax
        Axes to draw on; by default those of a new figure.
    scale
        Factor on every number, such as 1000 for bit drawn as mbit; name the new ``unit`` with it.
    xlabel
        Name of a registered column, such as ``"T"``, or any text; by default the label of ``value``.
    unit
        Unit to write instead of the registered one.

    Examples
    --------
    >>> table = pd.DataFrame({"observed": [-0.01, -0.02]}, index=pd.Index(["RIA", "IA"], name="programme"))
    >>> ax = forest(table, by="programme", scale=1000, xlabel="T", unit="mbit")
    >>> ax.get_xlabel(), [tick.get_text() for tick in ax.get_yticklabels()]
    ('Helix synergy T (mbit)', ['RIA', 'IA'])
    """
    factor = check.factor(scale, "scale")
    rows = _rows(comparison, by, value, factor)
    drawn, target = axes_for(ax, "single", 0.8 + 0.17 * len(rows))
    lang = current_lang()
    places = pd.Series(np.arange(len(rows)), rows.index)
    entries: list[tuple[str, Any]] = []
    for state, face in _FACES.items():
        mine = rows[rows["state"] == state]
        if len(mine):
            (dots,) = drawn.plot(mine["observed"], places[mine.index], markerfacecolor=face, zorder=3, **_DOT)
            entries.append((word(state, lang), dots))
    known = rows[rows["low"].notna()]
    if len(known):
        at = places[known.index]
        bar = {"colors": _NULL["color"], "linewidth": _NULL["linewidth"]}
        tick = {"marker": _NULL["marker"], "markeredgecolor": _NULL["markeredgecolor"]}
        drawn.hlines(at, known["low"], known["high"], zorder=1, **bar)
        drawn.plot(known["null_mean"], at, linestyle="none", zorder=2, **tick)
        entries.append((word("null", lang), Line2D([], [], **_NULL)))
    low, high = drawn.get_xlim()
    if low < 0 < high:
        drawn.axvline(0, color="0.7", linewidth=0.6, zorder=0)
    drawn.set_ylim(len(rows) - 0.4, -0.6)
    plain(drawn.set_xlabel(axis_label(xlabel or value, lang, unit=unit)))
    plain(drawn.set_ylabel(axis_label(by, lang)))
    pinned(drawn).tick_params(axis="y", length=0)
    labels = [shortened(type_label(str(group), lang), _LABEL_CELLS) for group in rows["group"]]
    name_ticks(drawn, "y", places.tolist(), labels)
    drawn.xaxis.set_major_locator(MaxNLocator(4))
    if len(known):
        add_legend(target, entries)
    return drawn


def _rows(comparison: pd.DataFrame, by: str, value: str, factor: float) -> pd.DataFrame:
    """Return group, scaled numbers and state (outside, inside, no null), highest first."""
    check.table(comparison, [value], _WHAT)
    groups = check.keys(comparison, [by], _WHAT)[0]
    observed = check.numbers(comparison, value, _WHAT) * factor
    if has_null(comparison):
        null = null_of(comparison, _WHAT, factor).reset_index(drop=True)
    else:
        null = pd.DataFrame(np.nan, index=range(len(observed)), columns=["null_mean", "low", "high"])
    rows = null.assign(group=[str(group) for group in groups], observed=observed)
    rows["state"] = np.where(outside(rows["observed"], null), "outside", "inside")
    rows.loc[rows["low"].isna() | rows["high"].isna(), "state"] = "no null"
    defined = rows[rows["observed"].notna()]
    return defined.sort_values(["observed", "group"], ascending=[False, True], ignore_index=True)
