"""Rankings: the leading actors by a measure, all together or type by type."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator
from numpy.typing import NDArray

from cinet.plots import check
from cinet.plots.legend import add_legend, dot, pinned, type_entries
from cinet.plots.style import axes_for, current_lang, new_figure
from cinet.plots.text import actor_labels, name_ticks, plain
from cinet.plots.words import axis_label
from cinet.vocabulary import ACTOR_TYPES, type_label

__all__ = ["rank", "rank_by_type"]

_LABEL_CELLS = 34
_PANEL_CELLS = 24
_WHAT = "actor table"
#: Beyond this ratio of the largest to the smallest value, marks on a linear axis pile up at zero.
_FAR_APART = 50.0


def rank(
    table: pd.DataFrame,
    value: str,
    *,
    hue: str | None = "type",
    name: str = "name",
    top: int = 20,
    lowest: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw the actors with the highest values, one line with a dot each, marked by actor type.

    Parameters
    ----------
    table
        One row per actor, indexed by ``actor_id``.
    value
        Column to rank by; actors for which it is NaN are left out.
    hue
        Column of actor types, or None for one colour.
    name
        Column of names; an actor without a name shows its id.
    top
        How many actors to draw. Equal values stand in the order of their ids.
    lowest
        Rank the lowest values first, as for constraint, where low means many structural holes.
    ax
        Axes to draw on; by default those of a new figure.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "user"], "strength": [2.0, 5.0]}, index=["a", "b"])
    >>> ax = rank(actors, "strength")
    >>> [tick.get_text() for tick in ax.get_yticklabels()]
    ['b', 'a']
    """
    chosen, types = _chosen(table, value, hue, check.count(top, "top", 1), lowest)
    drawn, target = axes_for(ax, "single", 0.75 + 0.15 * len(chosen))
    _lollipops(drawn, chosen, value, types, actor_labels(chosen, name, _LABEL_CELLS))
    _value_axis(drawn, check.numbers(chosen, value, _WHAT), 5)
    if types is not None:
        add_legend(target, type_entries(types))
    return drawn


def rank_by_type(
    table: pd.DataFrame,
    value: str,
    *,
    hue: str = "type",
    name: str = "name",
    top: int = 5,
    lowest: bool = False,
) -> Figure:
    """Draw one small ranking per actor type that occurs, on one common scale.

    Takes the arguments of `rank`; a type without any defined value has no panel. The scale is logarithmic when the
    values shown lie far apart.

    >>> actors = pd.DataFrame({"type": ["firm", "user"], "strength": [2.0, 5.0]}, index=["a", "b"])
    >>> [ax.get_title(loc="left") for ax in rank_by_type(actors, "strength").axes]
    ['firm', 'user or community']
    """
    most = check.count(top, "top", 1)
    chosen, types = _chosen(table, value, hue, None, lowest)
    found = np.asarray(types)
    kinds = [kind for kind in ACTOR_TYPES if kind in found]
    groups = {kind: chosen[found == kind].iloc[:most] for kind in kinds}
    columns = min(3, len(kinds))
    rows = math.ceil(len(kinds) / columns)
    tallest = max(len(group) for group in groups.values())
    figure = new_figure("double", rows * (0.45 + 0.17 * tallest) + 0.3)
    panels = figure.subplots(rows, columns, sharex=True, squeeze=False)
    for ax, (kind, group) in zip(panels.flat, groups.items(), strict=False):
        _lollipops(ax, group, value, [kind] * len(group), actor_labels(group, name, _PANEL_CELLS))
        ax.set_ylim(tallest - 0.4, -0.6)
        ax.set_title(type_label(kind, current_lang()), loc="left")
        ax.set_xlabel("")
    shown = np.concatenate([check.numbers(group, value, _WHAT) for group in groups.values()])
    _value_axis(panels[0, 0], shown, 3)
    for ax in panels.flat[len(kinds) :]:
        ax.remove()
    # the lowest panel of each column carries the numbers of the common scale
    for ax in panels.flat[max(0, len(kinds) - columns) : len(kinds)]:
        ax.tick_params(axis="x", labelbottom=True)
    figure.supxlabel(axis_label(value, current_lang()), fontsize="medium").set_parse_math(False)
    return figure


def _chosen(
    table: pd.DataFrame, value: str, hue: str | None, top: int | None, lowest: bool
) -> tuple[pd.DataFrame, list[str] | None]:
    """Return the leading rows in drawing order, and their actor types."""
    check.table(table, [value] if hue is None else [value, hue], _WHAT)
    check.unique(table, _WHAT)
    values = check.numbers(table, value, _WHAT)
    ids = table.index.astype(str).to_numpy(dtype=object)
    order = sorted(
        np.flatnonzero(~np.isnan(values)).tolist(),
        key=lambda row: (values[row] if lowest else -values[row], ids[row]),
    )
    chosen = table.iloc[order[:top]]
    return chosen, None if hue is None else check.actor_types(chosen, hue, _WHAT)


def _value_axis(ax: Axes, values: NDArray[np.float64], ticks: int) -> None:
    """Set the axis of values for all that is drawn: few ticks, from 0, or logarithmic when values are far apart."""
    if values.min() > 0 and values.max() > _FAR_APART * values.min():
        ax.set_xscale("log")
        ax.set_xlim(values.min() / 2, values.max() * 1.6)
        ax.xaxis.set_major_locator(LogLocator(numticks=ticks + 1))
        ax.xaxis.set_minor_locator(NullLocator())
        return
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    room = 0.04 * (high - low) or 1.0
    ax.set_xlim(low - room if low < 0 else 0.0, high + room if high > 0 or low == 0 else 0.0)
    ax.xaxis.set_major_locator(MaxNLocator(ticks))


def _lollipops(ax: Axes, rows: pd.DataFrame, value: str, types: list[str] | None, labels: list[str]) -> None:
    values = check.numbers(rows, value, _WHAT)
    places = np.arange(len(rows))
    ax.hlines(places, 0, values, color="0.75", linewidth=0.8, zorder=1)
    for kind in [None] if types is None else sorted(set(types)):
        mine = places if kind is None else np.flatnonzero(np.asarray(types) == kind)
        ax.plot(values[mine], places[mine], linestyle="none", clip_on=False, zorder=3, **dot(kind or "firm"))
    ax.set_ylim(len(rows) - 0.4, -0.6)
    plain(ax.set_xlabel(axis_label(value, current_lang())))
    pinned(ax).tick_params(axis="y", length=0)
    name_ticks(ax, "y", places.tolist(), labels)
