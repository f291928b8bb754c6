"""A statistic over time: what was observed, and what one or several nulls expect."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from cinet.errors import SchemaError
from cinet.plots import check
from cinet.plots.legend import add_legend, pinned
from cinet.plots.nulls import has_null, null_of
from cinet.plots.palette import COLOURS
from cinet.plots.style import axes_for, current_lang
from cinet.plots.text import name_ticks, plain, shortened, width
from cinet.plots.words import axis_label, word

__all__ = ["trend"]

_WHAT: Final = "comparison table"
_MOST_TICKS: Final = 9
_WIDEST_LEVEL: Final = 5

# each null differs in grey, hatch and line, so that they stay apart in grey print
_LOOKS: Final[Sequence[tuple[dict[str, Any], dict[str, Any]]]] = (
    ({"facecolor": "0.85", "edgecolor": "none"}, {"color": "0.35", "linestyle": "--"}),
    ({"facecolor": "none", "edgecolor": "0.6", "hatch": "////"}, {"color": "0.35", "linestyle": ":"}),
    ({"facecolor": "none", "edgecolor": "0.6", "hatch": "...."}, {"color": "0.35", "linestyle": "-."}),
    ({"facecolor": "none", "edgecolor": "0.6", "hatch": "\\\\\\\\"}, {"color": "0.35", "linestyle": "-"}),
)


def trend(
    comparison: pd.DataFrame,
    *,
    x: str = "year",
    value: str = "observed",
    ax: Axes | None = None,
    scale: float = 1.0,
    ylabel: str | None = None,
    unit: str | None = None,
    bands: Mapping[str, pd.DataFrame] | None = None,
) -> Axes:
    """Draw an observed series as a line, and each null as its mean and its band of 95 %.

    Parameters
    ----------
    comparison
        One row per step, with ``value``; its own null is drawn when it has ``null_mean``, ``low`` and
        ``high`` and no ``bands`` are given. A row of NaN leaves a gap.
    x
        Index level (or column) of the steps: years, or names of windows in their order.
    value
        Column of the observed series.
    ax
        Axes to draw on; by default those of a new figure.
    scale
        Factor on every number, such as 1000 for bit drawn as mbit; name the new ``unit`` with it.
    ylabel
        Name of a registered column, such as ``"T"``, or any text; by default the label of ``value``.
    unit
        Unit to write instead of the registered one.
    bands
        Name of a null -> its comparison table, for several nulls (at most four).

    Examples
    --------
    >>> years = pd.Index([2014, 2015], name="year")
    >>> table = pd.DataFrame({"observed": [-0.012, -0.015]}, index=years)
    >>> trend(table, scale=1000, ylabel="T", unit="mbit").get_ylabel()
    'Helix synergy T (mbit)'
    """
    factor = check.factor(scale, "scale")
    check.table(comparison, [value], _WHAT)
    numbers = check.numbers(comparison, value, _WHAT) * factor
    observed = pd.DataFrame({"observed": numbers}, index=_steps(comparison, x, _WHAT))
    nulls = _nulls(comparison, bands, x, factor)
    place = _places([step for table in (observed, *nulls.values()) for step in table.index])
    drawn, target = axes_for(ax, "single", 2.4)
    lang = current_lang()
    line = _placed(observed, place)
    (path,) = drawn.plot(line.index, line["observed"], color=COLOURS["firm"], marker="o", zorder=4)
    entries: list[tuple[str, Any]] = [(word("observed", lang), path)]
    for (name, null), look in zip(nulls.items(), _LOOKS, strict=False):
        text = word("named null", lang, name=name) if name else word("null", lang)
        entries.append((text, _band(drawn, _placed(null, place), *look)))
    low, high = drawn.get_ylim()
    if low < 0 < high:
        drawn.axhline(0, color="0.7", linewidth=0.6, zorder=0)
    plain(drawn.set_xlabel(axis_label(x, lang)))
    plain(drawn.set_ylabel(axis_label(ylabel or value, lang, unit=unit)))
    _step_ticks(pinned(drawn), place)
    if nulls:
        add_legend(target, entries)
    return drawn


def _steps(frame: pd.DataFrame, x: str, what: str) -> pd.Index:
    """Return the step of each row; each step once, none missing."""
    steps = pd.Index(check.keys(frame, [x], what)[0], dtype=object)
    if steps.hasnans:
        raise SchemaError(
            f"{x!r} is missing in a row of the {what}; every row needs its step, so drop that row first."
        )
    return steps


def _nulls(
    comparison: pd.DataFrame, bands: Mapping[str, pd.DataFrame] | None, x: str, factor: float
) -> dict[str, pd.DataFrame]:
    """Return name -> null by step; the comparison's own null has no name."""
    if bands is None:
        bands = {"": comparison} if has_null(comparison) else {}
    if len(bands) > len(_LOOKS):
        raise SchemaError(
            f"{len(bands)} nulls were given, and more than {len(_LOOKS)} bands cannot be told apart; "
            "draw them in several figures."
        )
    found = {}
    for name, table in bands.items():
        what = f"comparison table {name!r}" if name else _WHAT
        null = null_of(table, what, factor)
        found[name] = null.set_axis(_steps(table, x, what))
    return found


def _places(steps: Sequence[Any]) -> dict[Any, int]:
    """Return where each step stands: years at their number, names one after another as they come.

    >>> _places([2014, 2016]), _places(["early", "late"])
    ({2014: 2014, 2016: 2016}, {'early': 0, 'late': 1})
    """
    whole = all(isinstance(step, int | float | np.number) and float(step).is_integer() for step in steps)
    return {step: int(step) if whole else place for place, step in enumerate(dict.fromkeys(steps))}


def _placed(table: pd.DataFrame, place: Mapping[Any, int]) -> pd.DataFrame:
    """Return a table indexed by place, in the order of the axis."""
    return table.set_axis([place[step] for step in table.index]).sort_index()


def _band(
    ax: Axes, null: pd.DataFrame, fill: Mapping[str, Any], line: Mapping[str, Any]
) -> tuple[Artist, Artist]:
    """Draw one null; return its legend entry, the band with the mean upon it."""
    area = ax.fill_between(null.index, null["low"], null["high"], linewidth=0.0, zorder=1, **fill)
    (mean,) = ax.plot(null.index, null["null_mean"], zorder=2, linewidth=1.0, **line)
    return area, mean


def _step_ticks(ax: Axes, place: Mapping[Any, int]) -> None:
    """Put a tick at every step, or at every second, third ... when they would touch."""
    ordered = sorted(place.items(), key=lambda item: item[1])
    kept = ordered[:: math.ceil(len(ordered) / _MOST_TICKS)]
    names = [str(at) if step == at else shortened(step, 12) for step, at in kept]
    slanted = max(map(width, names)) > _WIDEST_LEVEL
    name_ticks(ax, "x", [at for _, at in kept], names, slanted=slanted)
