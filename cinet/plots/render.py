"""A figure as bytes: the same figure gives the same bytes, on any day and in any process."""

from __future__ import annotations

import io
from types import MappingProxyType
from typing import Any, Final

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cinet.errors import SchemaError, UnknownName, nearest

__all__ = ["FORMATS", "Drawn", "render", "stamp"]

#: What a drawing function returns: axes, or a figure of several.
Drawn = Axes | Figure

#: Format -> metadata that would otherwise hold the time or the version of a library.
FORMATS: Final = MappingProxyType(
    {
        "pdf": {"CreationDate": None, "Creator": "cinet", "Producer": "cinet"},
        "svg": {"Date": None, "Creator": "cinet"},
        "png": {"Software": "cinet"},
    }
)

_DPI: Final = 300

# what savefig would look up; letters become outlines in svg, and stay letters in pdf
_SETTINGS: Final[dict[Any, Any]] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "cinet",
    "svg.image_inline": True,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "pdf.use14corefonts": False,
    "savefig.bbox": None,
    "savefig.transparent": False,
    "savefig.facecolor": "white",
    "savefig.edgecolor": "white",
    "path.simplify": True,
    "text.usetex": False,
}


def stamp(drawn: Drawn, text: str) -> None:
    """Write a few words at the top of a figure, so that it says what it is wherever it is pasted.

    >>> figure = Figure()
    >>> stamp(figure, "SYNTHETIC DATA")
    >>> figure.get_suptitle()
    'SYNTHETIC DATA'
    """
    title = _figure(drawn).suptitle(text, x=0.01, ha="left", fontsize="small", color="0.45")
    title.set_parse_math(False)


def _figure(drawn: Any) -> Figure:
    found = drawn.figure if isinstance(drawn, Axes) else drawn
    if not isinstance(found, Figure):
        raise SchemaError(f"a figure or its axes can be rendered, not {type(drawn).__name__}.")
    return found


def render(drawn: Drawn, fmt: str) -> bytes:
    r"""Return a figure, or the figure of some axes, as the bytes of a pdf, svg or png file.

    The bytes hold no date and no random name, so equal figures give equal files. Letters are outlines
    in svg, embedded TrueType in pdf; png has 300 dots per inch.

    >>> render(Figure(figsize=(1, 1)), "png")[:4]
    b'\x89PNG'
    """
    if fmt not in FORMATS:
        raise UnknownName(
            f"figure format {fmt!r} is not known.{nearest(str(fmt), FORMATS)} Known: {', '.join(FORMATS)}."
        )
    figure = _figure(drawn)
    with matplotlib.rc_context(_SETTINGS):
        stream = io.BytesIO()
        figure.savefig(stream, format=fmt, dpi=_DPI, metadata=FORMATS[fmt])
    return stream.getvalue()
