"""A drawn network: ties as lines, actors as marks of their type, the largest ones named."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from cinet.errors import SchemaError, first_few
from cinet.plots import check
from cinet.plots.labelling import place_labels
from cinet.plots.legend import add_legend, type_entries
from cinet.plots.palette import INK, colour, marker, spread
from cinet.plots.style import axes_for, current_lang
from cinet.plots.text import actor_labels, broken, plain
from cinet.plots.words import word
from cinet.vocabulary import ACTOR_TYPES

__all__ = ["network"]

_NODES: Final = "node table"
_EDGES: Final = "edge table"
_LABEL_CELLS: Final = 26

# above this many lines a vector file is slow to open: lines become pixels, marks and text do not
_MOST_VECTOR_TIES: Final = 20_000


def network(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    hue: str = "type",
    size: str | None = None,
    labels: int = 12,
    ax: Axes | None = None,
    note: str | None = None,
) -> Axes:
    """Draw a network from positions that were computed before.

    Parameters
    ----------
    nodes
        One row per actor, indexed by ``actor_id``: ``x``, ``y``, ``type`` and, if wanted, ``name``. Actors
        whose ``x`` or ``y`` is NaN are not drawn, nor are their ties; the note then says how many.
    edges
        One row per tie: ``source``, ``target`` (ids of ``nodes``) and ``weight``.
    hue
        Column of actor types.
    size
        Column of ``nodes`` (0 or more) to which the area of a mark is proportional.
    labels
        How many actors to name, those of the largest ``size`` first (without ``size``: of the largest
        sum of tie weights); a name that would cover another one is left out.
    ax
        Axes to draw on; by default those of a new figure.
    note
        Caption below the drawing, such as how the positions were computed.

    Examples
    --------
    >>> nodes = pd.DataFrame({"x": [0.0, 1.0], "y": [0.0, 1.0], "type": ["firm", "user"]}, index=["a", "b"])
    >>> edges = pd.DataFrame({"source": ["a"], "target": ["b"], "weight": [1.0]})
    >>> ax = network(nodes, edges)
    >>> [text.get_text() for text in ax.get_legend_handles_labels()[1]], len(ax.collections)
    ([], 3)
    """
    most = check.count(labels, "labels", 0)
    check.table(nodes, ["x", "y", hue], _NODES)
    check.unique(nodes, _NODES)
    # by id, so that what lies upon what does not depend on the order of the rows
    nodes = nodes.iloc[np.argsort(nodes.index.astype(str), kind="stable")]
    types, places, mass = _read_nodes(nodes, hue, size)
    ends, weights = _read_edges(nodes, edges)
    placed = ~(np.isnan(places[:, 0]) | np.isnan(places[:, 1]))
    if not placed.any():
        raise SchemaError(f"no row of the {_NODES} has both x and y, so there is nothing to draw.")
    kept = placed[ends[:, 0]] & placed[ends[:, 1]]
    drawn, target = axes_for(ax, "double", 5.0)
    _draw_ties(drawn, places[ends[kept]], weights[kept])
    radius = _draw_actors(drawn, types, places, mass, placed)
    drawn.set_aspect("equal", adjustable="datalim")
    drawn.set_xticks([])
    drawn.set_yticks([])
    drawn.spines[:].set_visible(False)
    add_legend(target, type_entries(types[placed].tolist(), counts=True), side="right")
    _caption(drawn, note, int((~placed).sum()))
    rows = _largest(nodes, _strength(len(nodes), ends, weights) if mass is None else mass, placed)[:most]
    names = actor_labels(nodes, "name", _LABEL_CELLS)
    place_labels(drawn, places[rows], radius[rows], [names[row] for row in rows])
    return drawn


def _read_nodes(
    nodes: pd.DataFrame, hue: str, size: str | None
) -> tuple[NDArray[np.object_], NDArray[np.float64], NDArray[np.float64] | None]:
    """Return type, position and size of every actor."""
    types = np.array(check.actor_types(nodes, hue, _NODES), dtype=object)
    places = np.column_stack([check.numbers(nodes, axis, _NODES) for axis in ("x", "y")])
    if size is None:
        return types, places, None
    check.table(nodes, [size], _NODES)
    mass = check.numbers(nodes, size, _NODES)
    if (mass < 0).any():
        raise SchemaError(
            f"column {size!r} of the {_NODES} is negative for {first_few(nodes.index[mass < 0], 3)}; "
            "the area of a mark is at least 0."
        )
    # an actor whose measure is undefined is drawn as small as can be seen
    return types, places, np.nan_to_num(mass)


def _read_edges(nodes: pd.DataFrame, edges: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the row numbers of the ends of every tie, and the weights, weakest first; none is fine."""
    if isinstance(edges, pd.DataFrame) and edges.empty:
        return np.empty((0, 2), dtype=np.int64), np.empty(0)
    check.table(edges, ["source", "target", "weight"], _EDGES)
    weights = check.numbers(edges, "weight", _EDGES)
    if not (weights > 0).all():
        rows = edges.index[~(weights > 0)]
        raise SchemaError(
            f"column 'weight' of the {_EDGES} is not above 0 in rows {first_few(rows, 3)}; "
            "a tie of no weight is no tie, so leave the row out."
        )
    ends = np.column_stack([_rows_of(nodes, edges, side) for side in ("source", "target")])
    order = np.lexsort((ends[:, 1], ends[:, 0], weights))
    return ends[order], weights[order]


def _rows_of(nodes: pd.DataFrame, edges: pd.DataFrame, side: str) -> NDArray[np.int64]:
    # compared as text, because ids are often categories on one side only
    rows: NDArray[np.int64] = nodes.index.astype(str).get_indexer(pd.Index(edges[side].astype(str)))
    strange = edges[side][rows < 0]
    if len(strange):
        raise SchemaError(
            f"column {side!r} of the {_EDGES} names {first_few(strange.unique())}, "
            f"not in the index of the {_NODES}."
        )
    return rows


def _draw_ties(ax: Axes, segments: NDArray[np.float64], weights: NDArray[np.float64]) -> None:
    """Draw all ties as one collection, stronger ones wider and on top."""
    share = weights / weights.max(initial=1e-300)
    sparse = 1 / (1 + len(weights) / 400)
    ax.add_collection(
        LineCollection(
            list(segments),
            colors=[(0.4, 0.4, 0.4, 0.12 + 0.48 * sparse)],
            linewidths=0.25 + (0.5 + sparse) * np.sqrt(share),
            capstyle="round",
            zorder=1,
            rasterized=len(weights) > _MOST_VECTOR_TIES,
        )
    )


def _draw_actors(
    ax: Axes,
    types: NDArray[np.object_],
    places: NDArray[np.float64],
    mass: NDArray[np.float64] | None,
    placed: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Draw one scatter per type and return the radius of every mark in points."""
    dense = 1 / (1 + placed.sum() / 400)
    least, most = 4 + 14 * dense, 60 + 140 * dense
    if mass is None:
        area = np.full(len(types), least + 0.15 * most)
    else:
        area = least + (most - least) * mass / max(mass[placed].max(), 1e-300)
    area = area * np.array([spread(kind) for kind in types]) ** 2
    for kind in ACTOR_TYPES:
        mine = np.flatnonzero((types == kind) & placed)
        # large marks first, so that small ones are seen upon them
        mine = mine[np.argsort(-area[mine], kind="stable")]
        if len(mine):
            look: dict[str, Any] = {
                "c": colour(kind),
                "marker": marker(kind),
                "edgecolors": "white",
                "linewidths": 0.4,
            }
            ax.scatter(places[mine, 0], places[mine, 1], s=area[mine], zorder=2, **look)
    radius: NDArray[np.float64] = np.sqrt(area) / 2
    return radius


def _caption(ax: Axes, note: str | None, unplaced: int) -> None:
    """Write the note, and how many actors have no position, below the drawing."""
    lang = current_lang()
    lines = [] if note is None else [note]
    if unplaced:
        lines.append(word("unplaced", lang, n=unplaced))
    points = ax.get_window_extent().width / ax.figure.dpi * 72
    text = plain(ax.set_xlabel("", fontsize="small", loc="left", color=INK))
    cells = int(points / (0.55 * float(text.get_fontsize())))
    text.set_text("\n".join(broken(line, cells) for line in lines))


def _strength(actors: int, ends: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum of the tie weights of every actor."""
    total = np.zeros(actors)
    np.add.at(total, ends, weights[:, np.newaxis])
    return total


def _largest(nodes: pd.DataFrame, mass: NDArray[np.float64], placed: NDArray[np.bool_]) -> list[int]:
    """Return the rows of the placed actors, largest first, equal ones by id."""
    ids = nodes.index.astype(str)
    return sorted(np.flatnonzero(placed).tolist(), key=lambda row: (-mass[row], ids[row]))
