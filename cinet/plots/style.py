"""How figures look: sizes, fonts and language, inside a ``with`` block and never outside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any, Final

import matplotlib
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cinet.errors import MissingExtra, UnknownName, nearest
from cinet.plots.fonts import LATIN_FAMILY, cjk_family
from cinet.plots.palette import COLOURS, INK
from cinet.plots.words import LANGUAGES

__all__ = ["WIDTHS", "axes_for", "current_lang", "new_figure", "style"]

#: Widths in inches of a figure in print: one column, or the whole page.
WIDTHS: Final = MappingProxyType({"single": 3.5, "double": 7.2})

# name of a style -> (text size in points, inches per printed inch)
_STYLES: Final = MappingProxyType({"paper": (7.0, 1.0), "screen": (10.0, 1.5)})

_name: ContextVar[str] = ContextVar("cinet_style", default="screen")
_lang: ContextVar[str] = ContextVar("cinet_lang", default="en")


@contextmanager
def style(name: str = "paper", lang: str = "en") -> Iterator[None]:
    """Set how figures look, for the length of a ``with`` block.

    Inside the block matplotlib starts from its own defaults, so that neither a matplotlibrc nor an
    earlier theme changes the figure; after the block every setting is what it was before.

    Parameters
    ----------
    name : {"paper", "screen"}
        Text of 7 points for columns of 3.5 and 7.2 inches, or larger text and figures for a screen.
    lang : {"en", "zh"}
        Language of axis labels, legends and actor types.

    Examples
    --------
    >>> with style("screen", lang="en"):
    ...     current_lang()
    'en'
    """
    _known("style", name, _STYLES)
    _known("language", lang, LANGUAGES)
    chinese = cjk_family()
    if lang == "zh" and chinese is None:
        raise MissingExtra(
            "no font with Chinese characters was found, so figures in Chinese would show boxes. "
            "Install one with `pip install cinet-ecosystem[zh]`, install Noto Sans CJK on the machine, "
            "or set the environment variable CINET_FONT to a font file."
        )
    tokens = (_name.set(name), _lang.set(lang))
    try:
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(_settings(_STYLES[name][0], chinese))
            yield
    finally:
        _name.reset(tokens[0])
        _lang.reset(tokens[1])


def current_lang() -> str:
    """Return the language of the style in force: ``"en"`` outside any style.

    >>> current_lang()
    'en'
    """
    return _lang.get()


def new_figure(width: str = "single", height: float = 2.6) -> Figure:
    """Return an empty figure of the style in force: a named width, a height in inches of print.

    >>> with style("paper"):
    ...     new_figure("double", height=3).get_size_inches().tolist()
    [7.2, 3.0]
    """
    _known("width", width, WIDTHS)
    zoom = _STYLES[_name.get()][1]
    return Figure(figsize=(WIDTHS[width] * zoom, height * zoom), layout="constrained")


def axes_for(ax: Axes | None, width: str, height: float) -> tuple[Axes, Axes | Figure]:
    """Return the axes to draw on, and what a legend belongs to: a new figure, or the axes given.

    >>> ax, target = axes_for(None, "single", 2.0)
    >>> target is ax.figure, axes_for(ax, "single", 2.0) == (ax, ax)
    (True, True)
    """
    if ax is not None:
        return ax, ax
    figure = new_figure(width, height)
    return figure.subplots(), figure


def _known(what: str, name: str, known: Any) -> None:
    if name not in known:
        raise UnknownName(f"{what} {name!r} is not known.{nearest(name, known)} Known: {', '.join(known)}.")


def _settings(size: float, chinese: str | None) -> dict[Any, Any]:
    """Return the settings of a style: text of ``size`` points, lines in proportion."""
    line = size / 10
    families = [LATIN_FAMILY] if chinese is None else [LATIN_FAMILY, chinese]
    return {
        "font.family": families,
        "font.size": size,
        "axes.titlesize": size * 1.1,
        "axes.labelsize": size,
        "xtick.labelsize": size * 0.95,
        "ytick.labelsize": size * 0.95,
        "legend.fontsize": size * 0.95,
        "figure.titlesize": size * 1.2,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.linewidth": 0.8 * line,
        "xtick.major.width": 0.8 * line,
        "ytick.major.width": 0.8 * line,
        "xtick.major.size": 3.5 * line,
        "ytick.major.size": 3.5 * line,
        "lines.linewidth": 1.8 * line,
        "lines.markersize": 6.5 * line,
        "hatch.linewidth": 0.7 * line,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.prop_cycle": cycler(color=list(COLOURS.values())),
        "legend.frameon": False,
        "figure.constrained_layout.w_pad": 0.04,
        "figure.constrained_layout.h_pad": 0.04,
        "text.usetex": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "cinet",
        "pdf.fonttype": 42,
    }
