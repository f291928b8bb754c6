"""One colour and one marker shape per actor type.

Firm, university, government and platform take Okabe and Ito's blue, orange, green and purple. The other
colours were searched so that every pair stays apart for normal, protan, deutan and tritan vision (the
tests recompute the distances). Grey print cannot tell hues, so every type has a shape of its own too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from cinet.errors import UnknownName, nearest
from cinet.vocabulary import ACTOR_TYPES

__all__ = ["COLOURS", "INK", "MARKERS", "colour", "marker", "spread"]

#: Colour of everything that is not an actor: text, observed lines, marker rims.
INK: Final = "#222222"

#: Actor type -> colour.
COLOURS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "firm": "#0072B2",
        "university": "#E69F00",
        "research_institute": "#553311",
        "government": "#009E73",
        "intermediary": "#77AA55",
        "platform": "#CC79A7",
        "creator": "#995500",
        "user": "#66DDFF",
        "digital": "#003388",
        "hospital": "#FFCC99",
        "place": "#77AAFF",
        "individual": "#8833DD",
        "other": "#4A4A4A",
        "unknown": "#BFBFBF",
    }
)

#: Actor type -> marker shape: a matplotlib letter, or (number of points, 1 = star, angle).
MARKERS: Final[Mapping[str, str | tuple[int, Literal[1], int]]] = MappingProxyType(
    {
        "firm": "o",
        "university": "s",
        "research_institute": "D",
        "government": "^",
        "intermediary": "v",
        "platform": "p",
        "creator": "*",
        "user": "<",
        "digital": (4, 1, 0),
        "hospital": "P",
        "place": ">",
        "individual": (8, 1, 0),
        "other": "X",
        "unknown": "d",
    }
)

# stars fill less of their box than discs and squares do, so they are drawn in a larger one
_SPREAD: Final[Mapping[str, float]] = MappingProxyType({"creator": 1.4, "digital": 1.5, "individual": 1.4})


def colour(actor_type: str) -> str:
    """Return the colour of an actor type.

    >>> colour("firm")
    '#0072B2'
    """
    return COLOURS[_known(actor_type)]


def marker(actor_type: str) -> str | tuple[int, Literal[1], int]:
    """Return the marker shape of an actor type.

    >>> marker("university")
    's'
    """
    return MARKERS[_known(actor_type)]


def spread(actor_type: str) -> float:
    """Return how much wider the marker of an actor type is drawn to look as large as the others.

    >>> spread("firm"), spread("creator")
    (1.0, 1.4)
    """
    return _SPREAD.get(_known(actor_type), 1.0)


def _known(actor_type: str) -> str:
    if actor_type not in ACTOR_TYPES:
        raise UnknownName(
            f"{actor_type!r} is not an actor type, so it has no colour and no marker."
            f"{nearest(actor_type, ACTOR_TYPES)} Actor types: {', '.join(ACTOR_TYPES)}."
        )
    return actor_type
