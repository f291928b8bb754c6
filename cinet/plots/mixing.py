"""Who works with whom: observed ties between actor types against a null, as a triangle of cells."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LogNorm, Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from numpy.typing import NDArray

from cinet.errors import SchemaError, first_few
from cinet.plots import check
from cinet.plots.legend import pinned
from cinet.plots.nulls import has_null, null_of, outside
from cinet.plots.palette import INK
from cinet.plots.style import axes_for, current_lang, new_figure
from cinet.plots.text import name_ticks, plain
from cinet.plots.words import axis_label, word
from cinet.vocabulary import ACTOR_TYPES, type_label

__all__ = ["mixing", "mixing_panels"]

_WHAT: Final = "type mixing table"
_LEVELS: Final = ("type_a", "type_b")

# ratios have their middle at 1 and run on a log scale; every other column has its middle at 0
_RATIOS: Final = ("ratio", "mixing_ratio")
_WIDEST: Final = 16.0
_MAP: Final = "PuOr_r"

# up to this many types, the cells fit into one column of print
_NARROW: Final = 6


def mixing(comparison: pd.DataFrame, *, ax: Axes | None = None, value: str = "ratio") -> Axes:
    """Draw a heat map of one cell per pair of actor types, the number in every cell.

    Parameters
    ----------
    comparison
        One row per unordered pair of types, indexed by ``type_a`` and ``type_b``. A star marks the
        cells whose ``observed`` lies outside ``low`` to ``high``, or, without these, with ``p`` < .05.
    ax
        Axes to draw on; by default those of a new figure.
    value
        Column to draw: a ratio (log scale around 1) or a difference such as ``z`` (around 0).

    Examples
    --------
    >>> pairs = pd.MultiIndex.from_tuples([("firm", "firm"), ("firm", "user")], names=["type_a", "type_b"])
    >>> ax = mixing(pd.DataFrame({"ratio": [0.5, 2.0]}, index=pairs))
    >>> [text.get_text() for text in ax.texts]
    ['0.50', '2.00']
    """
    cells = _cells(comparison, value)
    scale = _scale([cells], value)
    drawn, _ = axes_for(ax, "single" if len(cells.types) <= _NARROW else "double", _height(cells))
    _triangle(drawn, cells, scale)
    _colour_bar([drawn], scale, value)
    return drawn


def mixing_panels(comparisons: Mapping[str, pd.DataFrame], *, value: str = "ratio") -> Figure:
    """Draw several comparisons of type mixing side by side, on one colour scale.

    The names become titles: the same observed ties against one null after another.

    >>> pairs = pd.MultiIndex.from_tuples([("firm", "firm"), ("firm", "user")], names=["type_a", "type_b"])
    >>> table = pd.DataFrame({"ratio": [0.5, 2.0]}, index=pairs)
    >>> figure = mixing_panels({"plain null": table, "stratified null": table})
    >>> [ax.get_title(loc="left") for ax in figure.axes]
    ['plain null', 'stratified null', '']
    """
    if not comparisons:
        raise SchemaError("no comparison was given to draw; pass a mapping from title to type mixing table.")
    read = {title: _cells(comparison, value) for title, comparison in comparisons.items()}
    scale = _scale(list(read.values()), value)
    figure = new_figure("double", max(_height(cells) for cells in read.values()))
    panels = figure.subplots(1, len(read), squeeze=False)[0]
    for ax, (title, cells) in zip(panels, read.items(), strict=True):
        _triangle(ax, cells, scale)
        plain(ax.set_title(title, loc="left"))
    _colour_bar(list(panels), scale, value)
    return figure


@dataclass(frozen=True)
class _Cells:
    """The lower triangle as squares: a value, whether a row gave it, whether it is starred."""

    types: list[str]
    values: NDArray[np.float64]
    given: NDArray[np.bool_]
    starred: NDArray[np.bool_]
    star: str


def _cells(comparison: pd.DataFrame, value: str) -> _Cells:
    check.table(comparison, [value], _WHAT)
    first, second = check.keys(comparison, _LEVELS, _WHAT)
    numbers = check.numbers(comparison, value, _WHAT)
    if value in _RATIOS and (numbers < 0).any():
        raise SchemaError(
            f"column {value!r} of the {_WHAT} is negative for "
            f"{first_few(comparison.index[numbers < 0], 3)}; a ratio on a log scale is at least 0."
        )
    found = {str(kind) for kind in [*first, *second]}
    types = [kind for kind in ACTOR_TYPES if kind in found] + sorted(found - set(ACTOR_TYPES))
    place = {kind: row for row, kind in enumerate(types)}
    star, outside = _outside(comparison)
    square = (len(types), len(types))
    cells = _Cells(types, np.full(square, np.nan), np.zeros(square, bool), np.zeros(square, bool), star)
    for a, b, number, out in zip(first, second, numbers, outside, strict=True):
        column, row = sorted((place[str(a)], place[str(b)]))
        if cells.given[row, column]:
            raise SchemaError(
                f"the {_WHAT} gives the pair {a!r} and {b!r} twice, once in each order; "
                "each unordered pair of types stands in one row."
            )
        cells.values[row, column] = number
        cells.given[row, column] = True
        cells.starred[row, column] = out
    return cells


def _height(cells: _Cells) -> float:
    """Return the height of a figure in inches: room for the cells, the slanted names and the notes."""
    return max(2.0, 0.38 * len(cells.types) + 1.1)


def _outside(comparison: pd.DataFrame) -> tuple[str, NDArray[np.bool_]]:
    """Return what a star means here and which rows have one; a comparison with NaN has none."""
    if "observed" in comparison.columns and has_null(comparison):
        observed = pd.Series(check.numbers(comparison, "observed", _WHAT, some=False), comparison.index)
        return "starred band", outside(observed, null_of(comparison, _WHAT)).to_numpy()
    if "p" in comparison.columns:
        return "starred p", check.numbers(comparison, "p", _WHAT, some=False) < 0.05
    return "starred p", np.zeros(len(comparison), dtype=bool)


def _scale(panels: list[_Cells], value: str) -> Normalize:
    """Return one colour scale for all panels, symmetric around no difference."""
    numbers = np.concatenate([cells.values[~np.isnan(cells.values)] for cells in panels])
    if value in _RATIOS:
        away = np.abs(np.log2(numbers[numbers > 0])).max(initial=0.0)
        # steps of a factor 2, so that the colour bar ends on a tick
        end = min(_WIDEST, 2.0 ** math.ceil(max(away - 1e-9, 1.0)))
        return LogNorm(1 / end, end, clip=True)
    end = float(np.abs(numbers).max()) or 1.0
    return Normalize(-end, end, clip=True)


def _triangle(ax: Axes, cells: _Cells, scale: Normalize) -> None:
    """Draw the lower triangle: coloured squares, their numbers, the names of the types."""
    count = len(cells.types)
    # a ratio of 0 has no place on a log scale: it takes the last colour
    shown = np.ma.masked_invalid(np.maximum(cells.values, scale.vmin or 0.0))
    edges = np.arange(count + 1) - 0.5
    ax.pcolormesh(edges, edges, shown, cmap=_MAP, norm=scale, edgecolors="white", linewidth=1.0)
    shades = colormaps[_MAP]
    for row, column in np.argwhere(cells.given).tolist():
        number = float(cells.values[row, column])
        red, green, blue, _ = (1.0,) * 4 if math.isnan(number) else shades(scale(shown[row, column]))
        dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.55
        text = _number(number) + ("*" if cells.starred[row, column] else "")
        size = "medium" if count <= _NARROW else "small"
        ax.text(column, row, text, ha="center", va="center", fontsize=size, color="white" if dark else INK)
    names = [type_label(kind, current_lang()) for kind in cells.types]
    pinned(ax).tick_params(length=0)
    name_ticks(ax, "x", range(count), names, slanted=True)
    name_ticks(ax, "y", range(count), names)
    ax.set_xlim(-0.5, count - 0.5)
    ax.set_ylim(count - 0.5, -0.5)
    ax.set_aspect("equal")
    ax.spines[:].set_visible(False)
    ax.set_xlabel(_notes(cells), fontsize="small")


def _number(number: float) -> str:
    """Write a number in few signs: two decimals below 10, one below 100, none above.

    >>> [_number(number) for number in (0.0, 0.004, 1.5, 12.34, 1234.5, float("nan"))]
    ['0', '<0.01', '1.50', '12.3', '1,234', '–']
    """
    if math.isnan(number):
        return "–"
    size = abs(number)
    if size == 0:
        return "0"
    if size < 0.005:
        return "<0.01" if number > 0 else ">−0.01"
    digits = 2 if size < 9.995 else 1 if size < 99.95 else 0
    return f"{number:,.{digits}f}".replace("-", "−")


def _notes(cells: _Cells) -> str:
    """Say in words what stars, dashes and blanks in the cells mean, for those that occur."""
    lang = current_lang()
    blank = not cells.given[np.tril_indices(len(cells.types))].all()
    undefined = bool(np.isnan(cells.values[cells.given]).any())
    meant = {cells.star: bool(cells.starred.any()), "undefined": undefined, "blank": blank}
    return "\n".join(word(key, lang) for key, occurs in meant.items() if occurs)


def _colour_bar(panels: list[Axes], scale: Normalize, value: str) -> None:
    """Draw the colour bar of one scale beside the panels; a log scale has its ticks at powers of 2."""
    bar = panels[0].figure.colorbar(ScalarMappable(scale, _MAP), ax=panels, shrink=0.7, aspect=14, pad=0.02)
    plain(bar.ax.set_ylabel(axis_label(value, current_lang())))
    pinned(bar.ax)
    if isinstance(scale, LogNorm):
        last = round(math.log2(scale.vmax or 1.0))
        bar.ax.yaxis.set_major_locator(FixedLocator([2.0**power for power in range(-last, last + 1)]))
        bar.ax.yaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}"))
        bar.ax.yaxis.set_minor_locator(NullLocator())
