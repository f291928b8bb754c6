"""Legends, and the finishing touches that every figure shares."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D

from cinet.plots.palette import INK, colour, marker, spread
from cinet.plots.style import current_lang
from cinet.plots.text import plain
from cinet.plots.words import word
from cinet.vocabulary import ACTOR_TYPES, type_label

__all__ = ["add_legend", "dot", "pinned", "type_entries"]


def type_entries(types: Sequence[str], *, counts: bool = False) -> list[tuple[str, Line2D]]:
    """Return one legend entry per actor type that occurs, in the order of the vocabulary.

    >>> [text for text, _ in type_entries(["firm", "user", "firm"], counts=True)]
    ['firm (2)', 'user or community (1)']
    """
    lang = current_lang()
    entries = []
    for kind in ACTOR_TYPES:
        if kind in types:
            text = type_label(kind, lang)
            shown = word("count", lang, label=text, n=types.count(kind)) if counts else text
            entries.append((shown, Line2D([], [], linestyle="none", **dot(kind))))
    return entries


def dot(kind: str) -> Mapping[str, Any]:
    """Return how a point of an actor type is drawn, for ``Line2D``.

    >>> dot("firm")["marker"]
    'o'
    """
    return {
        "marker": marker(kind),
        "markersize": rcParams["lines.markersize"] * spread(kind),
        "markerfacecolor": colour(kind),
        "markeredgecolor": INK,
        "markeredgewidth": 0.4,
    }


def add_legend(target: Axes | Figure, entries: Sequence[tuple[str, Any]], *, side: str = "below") -> Legend:
    """Add a legend below or beside (``"right"``) a figure, or above axes in someone else's figure.

    The rows are as few as keep the legend no wider than its target.

    >>> len(add_legend(Figure(), type_entries(["firm", "user"])).get_texts())
    2
    """
    beside = side == "right" and not isinstance(target, Axes)
    place: dict[str, Any] = {"loc": "outside right upper" if beside else "outside lower center"}
    if isinstance(target, Axes):
        place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0.3}
    texts, handles = zip(*entries, strict=True)
    rows = len(entries) if beside else 1
    while True:
        columns = math.ceil(len(entries) / rows)
        legend = target.legend(handles, texts, ncols=columns, handletextpad=0.6, columnspacing=1.2, **place)
        for text in legend.get_texts():
            plain(text)
        if columns == 1 or legend.get_window_extent().width <= target.get_window_extent().width:
            return legend
        legend.remove()
        rows += 1


def pinned(ax: Axes) -> Axes:
    """Fix the tick settings of axes, which matplotlib otherwise looks up again when it draws.

    A figure may be drawn after its ``with style(...)`` block has ended.

    >>> pinned(Figure().subplots()).get_title()
    ''
    """
    # typed by the literal names of the settings; here a name is composed
    settings: Any = rcParams
    sides: tuple[Literal["x", "y"], ...] = ("x", "y")
    for side in sides:
        tick = f"{side}tick"
        ax.tick_params(
            axis=side,
            size=settings[f"{tick}.major.size"],
            width=settings[f"{tick}.major.width"],
            pad=settings[f"{tick}.major.pad"],
            color=settings[f"{tick}.color"],
            labelsize=settings[f"{tick}.labelsize"],
            labelfontfamily=list(settings["font.family"]),
        )
    return ax
