"""Text to values of JSON: one document, one object per line, or documents one after the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from cinet.errors import LoadError

__all__ = ["left_out", "past_blanks", "values"]

_BLANK: Final = " \t\r\n"
# the key stays, with nothing in it
_NOTHING: Final = r"\1null"
_DECODER: Final = json.JSONDecoder()

# a document is held as a whole while it is read, and takes several times its length then
_MOST_DOCUMENT: Final = 2**30
# how many lines are tried to tell one object per line, the first of them broken, from what is no JSON
_LINES_TRIED: Final = 50


def left_out(key: str) -> re.Pattern[str]:
    r"""Return the pattern of a key with an object of plain lists and numbers, which takes long to read.

    The quotes around the key cannot stand in a text of JSON, where they would be escaped; texts within the object are
    passed whole, whatever braces they hold. An object with objects in it does not match, and is read.

    Parameters
    ----------
    key : str
        Its name.

    Returns
    -------
    Pattern
        For ``values``.

    Examples
    --------
    >>> left_out("a").sub(r"\1null", '{"a": {"}": [1], "b": [2]}, "c": 1}')
    '{"a":null, "c": 1}'
    """
    text = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
    return re.compile(rf'("{re.escape(key)}":)\s*+\{{\s*+(?:{text}[^"{{}}\\]++)*+\}}')


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


def _parsed(text: str, at: int) -> tuple[object, int, str]:
    """Return a value, where it ends, and why there is none."""
    try:
        value, end = _DECODER.raw_decode(text, at)
    except RecursionError:
        return None, at, "it is nested too deeply"
    except ValueError as error:
        # also a number with thousands of digits, which Python refuses
        return None, at, str(error)
    return value, end, ""


def values(
    text: str, start: int, name: str, skip: re.Pattern[str] | None = None
) -> tuple[str, Iterator[tuple[object, str]]]:
    r"""Tell the form of a text, and give its values, each with what is wrong with it.

    Parameters
    ----------
    text : str
        The file.
    start : int
        Where it begins.
    name : str
        Its name, for messages.
    skip : Pattern, optional
        Keys with their values that need not be read, as from ``left_out``.

    Returns
    -------
    form : str
        ``"JSON"``, ``"JSON lines"`` or ``"JSON documents"``.
    values : iterator
        Values, and why there is none.

    Raises
    ------
    LoadError
        It is no JSON, or one document that is too long.

    Examples
    --------
    >>> form, found = values('{"a": 1}\n{"a": 2}', 0, "a file")
    >>> form, [value for value, wrong in found]
    ('JSON lines', [{'a': 1}, {'a': 2}])
    """
    if text[start : start + 1] not in ("{", "["):
        found = repr(text[start : start + 40]) if start < len(text) else "nothing"
        raise LoadError(f"{name} is no JSON: it starts with {found}, where {{ or [ was expected.")
    first_ends = text.find("\n", start)
    lined = first_ends >= 0 and text[start:first_ends].rstrip().endswith("}")
    if len(text) > _MOST_DOCUMENT and not lined:
        raise LoadError(
            f"{name} is one document of {len(text):,} characters, too long to be held at once: "
            "save it with one record per line (JSON Lines), or in several files."
        )
    if skip is not None and (not lined or past_blanks(text, first_ends) == len(text)):
        shorter = skip.sub(_NOTHING, text)
        value, end, wrong = _parsed(shorter, start)
        if not wrong and past_blanks(shorter, end) == len(shorter):
            return "JSON", iter([(value, "")])
    value, end, wrong = _parsed(text, start)
    if wrong:
        if not _some_line_is_an_object(text, start):
            raise LoadError(f"{name} is no sound JSON: {wrong}. It may have been cut off; fetch it again.")
        return "JSON lines", _lines(text, start, skip)
    if past_blanks(text, end) == len(text):
        return "JSON", iter([(value, "")])
    if end <= first_ends:
        return "JSON lines", _lines(text, start, skip)
    return "JSON documents", _documents(text, start)


def _some_line_is_an_object(text: str, start: int) -> bool:
    at = start
    for _ in range(_LINES_TRIED):
        ends = text.find("\n", at)
        line = text[at : len(text) if ends < 0 else ends].strip()
        # an element of a list that is written on its own line ends with a comma, so that it is no such line
        if line.startswith("{") and line.endswith("}") and _whole(line)[1] == "":
            return True
        if ends < 0:
            return False
        at = ends + 1
    return False


def _whole(line: str) -> tuple[object, str]:
    value, end, wrong = _parsed(line, 0)
    if not wrong and end < len(line):
        return None, f"more follows after the object, from character {end + 1} on"
    return value, wrong


def _lines(text: str, start: int, skip: re.Pattern[str] | None) -> Iterator[tuple[object, str]]:
    at = start
    number = text.count("\n", 0, start)
    while at <= len(text):
        ends = text.find("\n", at)
        ends = len(text) if ends < 0 else ends
        number += 1
        line = text[at:ends].strip(_BLANK)
        at = ends + 1
        if line:
            shorter = line if skip is None else skip.sub(_NOTHING, line)
            value, wrong = _whole(shorter)
            if wrong and len(shorter) < len(line):
                # what is wrong is told of the line as it stands
                value, wrong = _whole(line)
            yield value, f"line {number} is no sound JSON: {wrong}" if wrong else ""


def _documents(text: str, start: int) -> Iterator[tuple[object, str]]:
    at = start
    while at < len(text):
        value, end, wrong = _parsed(text, at)
        if wrong:
            yield None, f"no sound JSON from here to the end of the file: {wrong}"
            return
        yield value, ""
        at = past_blanks(text, end)
