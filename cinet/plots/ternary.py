"""The core of games of three players, in the triangle of all divisions: the ternary plot."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon
from numpy.typing import NDArray

from cinet.errors import SchemaError, first_few
from cinet.plots import check
from cinet.plots.legend import add_legend
from cinet.plots.palette import COLOURS, INK
from cinet.plots.style import axes_for, current_lang
from cinet.plots.text import plain, shortened
from cinet.plots.words import axis_label, word
from cinet.vocabulary import type_label

__all__ = ["ternary"]

_WHAT: Final = "table of core vertices"
_POINTS: Final = "table of solutions"
# where a player has everything: top, left, right
_CORNERS: Final = np.array([[0.5, math.sqrt(3) / 2], [0.0, 0.0], [1.0, 0.0]])

# a core differs from the others in colour, line and hatch, so that they stay apart in grey print
_KINDS: Final = (
    "firm",
    "university",
    "government",
    "platform",
    "research_institute",
    "user",
    "creator",
    "other",
)
_LINES: Final = ("-", "--", "-.", ":")
_HATCHES: Final = ("", "////", "....", "xxxx", "\\\\\\\\", "----", "||||", "++++")
_SOLUTIONS: Final = {"shapley": "o", "nucleolus": "D"}
_LABEL_CELLS: Final = 34

# for each player: the player who gets least along the edge with its numbers, the turn of its name, its arrow
_EDGES: Final = ((1, -60.0, "← {}"), (2, 60.0, "← {}"), (0, 0.0, "{} →"))


def ternary(
    vertices: pd.DataFrame,
    *,
    points: pd.DataFrame | None = None,
    zoom: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw the core of one or several games of three players as polygons in the triangle of all divisions.

    Every point of the triangle is a division of the total among the players, in percent; the larger the
    polygon, the more is negotiable. The first column stands at the top, the second at the left.

    Parameters
    ----------
    vertices
        Corners of the cores, one column per player: ``core_vertices(v)``, or with an index level of groups
        before ``vertex``, ``helix_game(patterns).vertices``. At most eight groups.
    points
        Solutions to mark in each core: columns ``shapley`` and ``nucleolus`` (or one of them) by (group,
        player), as ``helix_game(patterns).table()`` has them.
    zoom
        Draw the part of the triangle that holds the cores; a small triangle shows where it lies. False: all of it.
    ax
        Axes to draw on; by default those of a new figure.

    Examples
    --------
    >>> corners = pd.DataFrame({"u": [80.0, 70.0, 70.0], "i": [10.0, 20.0, 10.0], "g": [10.0, 10.0, 20.0]})
    >>> ax = ternary(corners)
    >>> [polygon.get_xy().shape for polygon in ax.patches]
    [(4, 2), (4, 2)]
    """
    lang = current_lang()
    cores, players = _cores(vertices)
    marks = [] if points is None else _marks(points, cores, players)
    every = np.vstack([*cores.values(), *(place for _, _, place in marks)])
    low, step = _window(every) if zoom else (np.zeros(3), 20.0)
    drawn, target = axes_for(ax, "single", 3.5)
    shown = [shortened(type_label(player, lang), _LABEL_CELLS) for player in players]
    _triangle(drawn, [word("in unit", lang, label=name, unit="%") for name in shown], low, step)
    entries: list[tuple[str, Any]] = []
    looks = {group: _look(number) for number, group in enumerate(cores)}
    for group, corners in cores.items():
        at = _place(corners, low)
        drawn.add_patch(Polygon(at, closed=True, zorder=3, **looks[group]))
        if len(at) == 1:
            # a core of a single division has no area and no edge
            drawn.plot(*at.T, marker="+", color=looks[group]["edgecolor"], linestyle="none", zorder=3)
        if len(cores) > 1:
            entries.append((shortened(type_label(str(group), lang), _LABEL_CELLS), Patch(**looks[group])))
    for name, group, place in marks:
        drawn.plot(*_place(place, low).T, zorder=4, **_dot(name, looks[group]["edgecolor"]))
    for name in dict.fromkeys(name for name, _, _ in marks):
        entries.append((axis_label(name, lang), Line2D([], [], **_dot(name, INK))))
    if low.any():
        _inset(drawn, low)
    if entries:
        add_legend(target, entries)
    return drawn


def _cores(vertices: pd.DataFrame) -> tuple[dict[Hashable, NDArray[np.float64]], list[str]]:
    """Return the corners of each core in percent of its total, and the names of the players."""
    check.table(vertices, [], _WHAT)
    columns = [str(name) for name in vertices.columns]
    if len(columns) != 3 or len(set(columns)) != 3:
        raise SchemaError(
            f"the {_WHAT} has the columns {first_few(columns)}; a triangle needs three, one for each player."
        )
    renamed = vertices.set_axis(columns, axis=1)
    shares = np.stack([check.numbers(renamed, name, _WHAT) for name in columns], axis=1)
    total = shares.sum(axis=1)
    wrong = ~((total > 0) & (shares >= -1e-9 * np.abs(total)[:, np.newaxis]).all(axis=1))
    if wrong.any():
        raise SchemaError(
            f"the {_WHAT} holds {int(wrong.sum())} corners with a negative or missing share, first "
            f"{first_few(vertices.index[wrong], 3)}; they lie outside the triangle of divisions."
        )
    if vertices.index.nlevels > 2:
        raise SchemaError(
            f"the {_WHAT} has the index levels {first_few(vertices.index.names)}; one level of groups before "
            "'vertex' can be drawn."
        )
    percent = 100 * shares / total[:, np.newaxis]
    nested = vertices.index.nlevels == 2
    groups = vertices.index.get_level_values(0) if nested else pd.Index([0] * len(vertices))
    codes, known = pd.factorize(groups)
    cores: dict[Hashable, NDArray[np.float64]] = {
        group: percent[codes == code] for code, group in enumerate(known)
    }
    if len(cores) > len(_KINDS):
        raise SchemaError(
            f"{len(cores)} cores cannot be told apart in one triangle; select at most {len(_KINDS)} groups."
        )
    return cores, columns


def _marks(
    points: pd.DataFrame, cores: Mapping[Hashable, NDArray[np.float64]], players: Sequence[str]
) -> list[tuple[str, Hashable, NDArray[np.float64]]]:
    """Return solution, group and place in percent of every mark."""
    check.table(points, [], _POINTS)
    names = [name for name in _SOLUTIONS if name in points.columns]
    if not names:
        raise SchemaError(f"the {_POINTS} has neither of the columns {first_few(_SOLUTIONS)}.")
    groups = points.index.get_level_values(0) if points.index.nlevels == 2 else None
    found = []
    for group in cores:
        mine = points if groups is None else points[groups == group]
        keys = [str(key) for key in mine.index.get_level_values(-1)]
        if sorted(keys) != sorted(players):
            raise SchemaError(
                f"the {_POINTS} must hold each of the players {first_few(players)} once for the core of "
                f"{str(group)!r}; it holds {first_few(keys) or 'nobody'}."
            )
        for name in names:
            shares = check.numbers(mine, name, _POINTS)[[keys.index(player) for player in players]]
            if not shares.sum() > 0:
                raise SchemaError(
                    f"column {name!r} of the {_POINTS} does not add up to a positive total for {str(group)!r}."
                )
            found.append((name, group, 100 * shares[np.newaxis] / shares.sum()))
    return found


def _window(shares: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Return the least share of each player in the part to draw, and the step between grid lines.

    >>> _window(np.array([[65.0, 20, 15], [80.0, 11, 9]]))
    (array([65., 10.,  5.]), 5.0)
    """
    least = shares.min(axis=0)
    side = max(100 - float(least.sum()), 0.5)
    # the steps divide 100, so that the grid lines of the three players meet
    step = next(step for step in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0) if 5 * step >= side)
    low = np.maximum(np.floor(np.round(least / step, 6)) * step, 0.0)
    return (low, step) if low.sum() > 0 else (np.zeros(3), 20.0)


def _place(shares: NDArray[np.float64], low: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where divisions lie in a triangle whose sides have length 1."""
    held: NDArray[np.float64] = (shares - low) / (100 - low.sum()) @ _CORNERS
    return held


def _triangle(ax: Axes, names: Sequence[str], low: NDArray[np.float64], step: float) -> None:
    """Draw the frame, the grid with its numbers, and the names of the players along the edges."""
    side = 100 - low.sum()
    size = 0.85 * rcParams["font.size"]
    ax.set_axis_off()
    ax.set_aspect("equal")
    ax.add_patch(Polygon(_CORNERS, closed=True, fill=False, edgecolor=INK, linewidth=0.8, zorder=2))
    for player, (least, turn, arrow) in enumerate(_EDGES):
        other = 3 - player - least
        outward = _CORNERS[[player, other]].mean(axis=0) - _CORNERS[least]
        outward /= np.linalg.norm(outward)
        for tick in np.arange(step, side - step / 2, step):
            ends = np.tile(low, (2, 1))
            ends[:, player] += tick
            ends[[0, 1], [other, least]] += side - tick
            line = _place(ends, low)
            # each number stands at the end of its line, so that the slant tells which player it belongs to
            along = (line[0] - line[1]) / np.linalg.norm(line[0] - line[1])
            ax.plot(*line.T, color="0.87", linewidth=0.5, zorder=1)
            ax.plot(*np.stack([line[0], line[0] + 0.018 * along]).T, color=INK, linewidth=0.6, zorder=2)
            x, y = line[0] + 0.05 * along
            ax.text(x, y, f"{low[player] + tick:.10g}", ha="center", va="center", fontsize=size)
        x, y = _CORNERS[[player, other]].mean(axis=0) + 0.14 * outward
        plain(ax.text(x, y, arrow.format(names[player]), ha="center", va="center", rotation=turn))
    ax.set_xlim(-0.1, 1.1)
    ax.set_ylim(-0.17, _CORNERS[0, 1] + 0.04)


def _inset(ax: Axes, low: NDArray[np.float64]) -> None:
    """Draw the whole triangle small, with the part that is shown in grey."""
    small = ax.inset_axes((0.02, 0.76, 0.2, 0.2))
    small.set_axis_off()
    small.set_aspect("equal")
    corners = low + np.eye(3) * (100 - low.sum())
    small.add_patch(Polygon(_CORNERS, closed=True, fill=False, edgecolor="0.5", linewidth=0.6))
    small.add_patch(Polygon(_place(corners, np.zeros(3)), closed=True, facecolor="0.5", edgecolor="none"))
    small.set_xlim(-0.02, 1.02)
    small.set_ylim(-0.02, _CORNERS[0, 1] + 0.02)


def _look(number: int) -> dict[str, Any]:
    colour = COLOURS[_KINDS[number]]
    return {
        "facecolor": (*to_rgb(colour), 0.15),
        "edgecolor": colour,
        "linestyle": _LINES[number % len(_LINES)],
        "linewidth": 1.2,
        "hatch": _HATCHES[number],
    }


def _dot(name: str, colour: str) -> dict[str, Any]:
    """Return how a solution is marked: a disc, and a hollow diamond small enough to lie upon it."""
    return {
        "marker": _SOLUTIONS[name],
        "linestyle": "none",
        "markersize": (1.0 if name == "shapley" else 0.5) * rcParams["lines.markersize"],
        "markerfacecolor": colour if name == "shapley" else "white",
        "markeredgecolor": colour,
        "markeredgewidth": 0.9,
    }
