"""A figure as bytes: the same figure gives the same bytes, on any day and in any process."""

from __future__ import annotations

import io
from types import MappingProxyType
from typing import Any, Final

import matplotlib
from matplotlib.figure import Figure

from cinet.errors import SchemaError, UnknownName, nearest

__all__ = ["FORMATS", "render"]

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


def render(figure: Figure, fmt: str) -> bytes:
    r"""Return a figure as the bytes of a pdf, svg or png file.

    The bytes hold no date and no random name, so equal figures give equal files. Letters are outlines
    in svg, embedded TrueType in pdf; png has 300 dots per inch.

    >>> render(Figure(figsize=(1, 1)), "png")[:4]
    b'\x89PNG'
    """
    if fmt not in FORMATS:
        raise UnknownName(
            f"figure format {fmt!r} is not known.{nearest(str(fmt), FORMATS)} Known: {', '.join(FORMATS)}."
        )
    if not isinstance(figure, Figure):
        raise SchemaError(
            f"render takes a Figure, not {type(figure).__name__}; the figure of axes is ax.figure."
        )
    with matplotlib.rc_context(_SETTINGS):
        stream = io.BytesIO()
        figure.savefig(stream, format=fmt, dpi=_DPI, metadata=FORMATS[fmt])
    return stream.getvalue()
