"""Columns of the map files of VOSviewer, and the keys of its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["ITEM_NAMES", "LINK_NAMES", "NUMBER_NAMES", "NUMBER_PREFIXES", "PLAIN_NUMBERS"]

#: Our name -> the names in map files and JSON, in lower case; the first that is there counts.
ITEM_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "actor_id": ("id",),
    "name": ("label",),
    "sublabel": ("sublabel",),
    "description": ("description",),
    "url": ("url",),
    "cluster": ("cluster",),
    "x": ("x",),
    "y": ("y",),
}

#: Our name -> the keys of a link.
LINK_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "source": ("source_id",),
    "target": ("target_id",),
    "given": ("strength",),
}

#: Of the items, our names that hold numbers.
NUMBER_NAMES: Final = ("x", "y")

#: How columns of weights and scores begin: weight<Documents>, score<Avg. pub. year>, normalised or not.
NUMBER_PREFIXES: Final = ("weight<", "score<", "normalized weight<", "normalized score<")

#: Such columns without a name of their own.
PLAIN_NUMBERS: Final = ("weight", "score", "normalized weight", "normalized score")
