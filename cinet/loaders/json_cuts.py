"""Values of JSON that nobody reads, cut out of a text before it is parsed: parsing them takes most of the time."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["LeftOut", "past_blanks"]

_BLANK: Final = " \t\r\n"
_WHITE: Final = frozenset(_BLANK)
_TEXT: Final = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
# how a value ends, and what it looks like when nothing of its own kind stands in it
_ENDS: Final = {"{": "}", "[": "]"}
_FLAT: Final = {
    "{": re.compile(rf'\{{(?:{_TEXT}|[^"{{}}\\]++)*+\}}', re.DOTALL),
    "[": re.compile(rf'\[(?:{_TEXT}|[^"\[\]\\]++)*+\]', re.DOTALL),
}
# the keys of a record come in the order of the record before, mostly
_LOOKED_AGAIN: Final = 64


def past_blanks(text: str, at: int) -> int:
    """Return where something stands that is no white space.

    Parameters
    ----------
    text : str
        A text.
    at : int
        Where to begin.

    Returns
    -------
    int
        A position, or the length of the text.

    Examples
    --------
    >>> past_blanks("  x", 0)
    2
    """
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at


class LeftOut:
    """Keys whose objects and lists need not be read.

    The quotes around a key cannot stand within a text of JSON, where they would be escaped. An object with objects
    in it, or a list with lists in it, is left where it is. What is cut out is found, not checked.

    Parameters
    ----------
    *keys : str
        Their names.

    Examples
    --------
    >>> LeftOut("a").cut('{"a": {"}": [1], "b": [2]}, "c": 1}')
    '{"a": null, "c": 1}'
    """

    def __init__(self, *keys: str) -> None:
        self._keys = tuple(f'"{key}":' for key in keys)
        self._order: list[str] = []
        self._texts = 0

    def cut(self, text: str) -> str:
        """Put null where the values stand.

        Parameters
        ----------
        text : str
            JSON.

        Returns
        -------
        str
            The text itself when there is nothing to cut out.
        """
        if self._texts % _LOOKED_AGAIN == 0:
            found = sorted((at, key) for key in self._keys if (at := text.find(key)) >= 0)
            self._order = [key for _, key in found]
        self._texts += 1
        pieces: list[str] = []
        keys, kept, at = self._order, 0, 0
        while keys:
            left = []
            for key in keys:
                found_at = text.find(key, at)
                if found_at < 0:
                    continue
                left.append(key)
                begins = at = found_at + len(key)
                if text[begins : begins + 1] in _WHITE:
                    begins = at = past_blanks(text, begins)
                # an escaped quote is part of a text
                if text[begins : begins + 1] in _ENDS and text[found_at - 1 : found_at] != "\\":
                    ends = _end(text, begins)
                    if ends - begins > len("null"):
                        pieces += (text[kept:begins], "null")
                        kept = at = ends
            keys = left
        return "".join((*pieces, text[kept:])) if pieces else text


def _end(text: str, begins: int) -> int:
    """Return where an object or a list ends, 0 where that takes parsing to say."""
    opens = text[begins]
    ends = text.find(_ENDS[opens], begins)
    if ends < 0:
        return 0
    inside = text[begins + 1 : ends]
    # without escapes, an even number of quotes says that the bracket stands in no text
    if "\\" not in inside and opens not in inside and inside.count('"') % 2 == 0:
        return ends + 1
    found = _FLAT[opens].match(text, begins)
    return 0 if found is None else found.end()
