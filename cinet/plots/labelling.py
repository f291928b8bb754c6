"""Put names beside marks so that no name covers another name or a named mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.text import Annotation
from numpy.typing import NDArray

from cinet.plots.palette import INK
from cinet.plots.text import plain

__all__ = ["place_labels"]

# where a name may stand, best first: (step right, step up, which side of the name touches the mark)
_SPOTS: Final[Sequence[tuple[float, float, str, str]]] = (
    (1.0, 0.0, "left", "center"),
    (-1.0, 0.0, "right", "center"),
    (0.0, 1.0, "center", "bottom"),
    (0.0, -1.0, "center", "top"),
    (0.8, 0.8, "left", "bottom"),
    (-0.8, 0.8, "right", "bottom"),
    (0.8, -0.8, "left", "top"),
    (-0.8, -0.8, "right", "top"),
)

# distances from the mark, in points, tried one after another; farther off, a name has lost its mark
_GAPS: Final = (1.5, 6.0)

# share of a name that lies before the point it is fixed to
_BEFORE: Final = {"left": 0.0, "bottom": 0.0, "center": 0.5, "right": 1.0, "top": 1.0}


def place_labels(
    ax: Axes, places: NDArray[np.float64], radius: NDArray[np.float64], names: Sequence[str]
) -> list[Annotation]:
    """Name marks in the order given; a name without a free spot inside the axes is left out.

    Parameters
    ----------
    ax
        Axes that are otherwise complete: the spots depend on their final size.
    places
        Data coordinates of the marks.
    radius
        Radius of each mark in points.
    names
        One name per mark.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().subplots()
    >>> [text.get_text() for text in place_labels(ax, np.array([[0.5, 0.5]]), np.array([3.0]), ["Acme"])]
    ['Acme']
    """
    root = ax.figure.figure
    root.draw_without_rendering()
    pixel = root.dpi / 72
    centres = ax.transData.transform(places.reshape(-1, 2))
    reach = np.asarray(radius)[:, np.newaxis] * pixel
    # rows of left, bottom, right, top: the named marks are taken from the start
    taken = np.hstack([centres - reach, centres + reach])
    frame = ax.get_window_extent().extents
    put = []
    for row, name in enumerate(names):
        label = _label(ax, places[row], name)
        others = np.delete(taken, row, axis=0)
        for step, sides, box in _spots(label, centres[row], radius[row], pixel):
            if (box[:2] >= frame[:2]).all() and (box[2:] <= frame[2:]).all() and not _meets(box, others):
                label.set(position=step, ha=sides[0], va=sides[1])
                taken = np.vstack([taken, box])
                put.append(label)
                break
        else:
            label.remove()
    return put


def _label(ax: Axes, place: NDArray[np.float64], name: str) -> Annotation:
    """Write a name with a white halo at a mark; it moves with the mark, not with the layout."""
    label = ax.annotate(
        name, (place[0], place[1]), (0, 0), textcoords="offset points", fontsize="small", color=INK, zorder=5
    )
    label.set_path_effects([patheffects.withStroke(linewidth=1.8, foreground="white")])
    label.set_in_layout(False)
    plain(label)
    return label


def _spots(
    label: Annotation, centre: NDArray[np.float64], radius: float, pixel: float
) -> Iterator[tuple[tuple[float, float], tuple[str, str], NDArray[np.float64]]]:
    """Yield the spots for a name: its step from the mark in points, its sides, its box in pixels."""
    extent = np.array([label.get_window_extent().width, label.get_window_extent().height])
    for gap in _GAPS:
        for right, up, horizontal, vertical in _SPOTS:
            step = np.array([right, up]) * (radius + gap)
            start = centre + step * pixel - extent * (_BEFORE[horizontal], _BEFORE[vertical])
            yield (step[0], step[1]), (horizontal, vertical), np.concatenate([start, start + extent])


def _meets(box: NDArray[np.float64], taken: NDArray[np.float64]) -> bool:
    """Return whether a box overlaps any of the taken ones."""
    apart = (box[:2] >= taken[:, 2:]) | (box[2:] <= taken[:, :2])
    return bool((~apart.any(axis=1)).any())
