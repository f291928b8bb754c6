"""Text to values of JSON: one document, one object per line, or documents one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from cinet.errors import LoadError
from cinet.loaders.json_cuts import LeftOut, past_blanks

__all__ = ["all_objects", "line_values", "said_of", "values"]

_BLANK: Final = " \t\r\n"
_DECODER: Final = json.JSONDecoder()

# a document is held as a whole while it is read, and takes several times its length then
_MOST_DOCUMENT: Final = 2**30
# how many lines are tried to tell one object per line, the first of them broken, from what is no JSON
_LINES_TRIED: Final = 50


def said_of(error: ValueError) -> str:
    """Say what is wrong with a text that was to be JSON.

    Parameters
    ----------
    error : ValueError
        What the parser said.

    Returns
    -------
    str
        The same, but for numbers too long to be read, of which it tells how to change its settings.

    Examples
    --------
    >>> said_of(ValueError("Exceeds the limit (4300 digits) for integer string conversion"))
    'a number in it has thousands of digits, which no id and no count has'
    """
    if isinstance(error, json.JSONDecodeError):
        return str(error)
    return "a number in it has thousands of digits, which no id and no count has"


def _parsed(text: str, at: int) -> tuple[object, int, str]:
    """Return a value, where it ends, and why there is none."""
    try:
        value, end = _DECODER.raw_decode(text, at)
    except RecursionError:
        return None, at, "it is nested too deeply"
    except ValueError as error:
        return None, at, said_of(error)
    return value, end, ""


def values(
    text: str, start: int, name: str, skip: LeftOut | None = None
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
    skip : LeftOut, optional
        Values that need not be read.

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
        shorter = skip.cut(text)
        value, end, wrong = _parsed(shorter, start)
        if not wrong and past_blanks(shorter, end) == len(shorter):
            return "JSON", iter([(value, "")])
    value, end, wrong = _parsed(text, start)
    if wrong:
        if not _some_line_is_an_object(text, start):
            raise LoadError(f"{name} is no sound JSON: {wrong}. It may have been cut off; fetch it again.")
        return "JSON lines", line_values(_lines(text), skip)
    if past_blanks(text, end) == len(text):
        return "JSON", iter([(value, "")])
    if end <= first_ends:
        return "JSON lines", line_values(_lines(text), skip)
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


def _lines(text: str) -> Iterator[str]:
    at = 0
    while at <= len(text):
        ends = text.find("\n", at)
        ends = len(text) if ends < 0 else ends
        yield text[at:ends]
        at = ends + 1


def line_values(lines: Iterable[str], skip: LeftOut | None) -> Iterator[tuple[object, str]]:
    """Give the value of every line that is not blank, each with what is wrong with it.

    Parameters
    ----------
    lines : iterable of str
        All lines of a file.
    skip : LeftOut, optional
        Values that need not be read.

    Yields
    ------
    value, wrong
        A value, and why there is none.

    Examples
    --------
    >>> list(line_values(['{"a": 1}', "", "x"], None))[1]
    (None, 'line 3 is no sound JSON: Expecting value: line 1 column 1 (char 0)')
    """
    for number, given in enumerate(lines, 1):
        line = given.strip(_BLANK)
        if line:
            shorter = line if skip is None else skip.cut(line)
            value, wrong = _whole(shorter)
            if wrong and len(shorter) < len(line):
                # what is wrong is told of the line as it stands
                value, wrong = _whole(line)
            yield value, f"line {number} is no sound JSON: {wrong}" if wrong else ""


def all_objects(lines: Iterable[str]) -> bool:
    """Say whether the first line that is not blank is an object, and another line follows it.

    Parameters
    ----------
    lines : iterable of str
        Lines of a file.

    Returns
    -------
    bool
        Whether these are JSON lines for certain.

    Examples
    --------
    >>> all_objects(["", "{}", "[]"]), all_objects(["{}", ""]), all_objects(["[", "]"])
    (True, False, False)
    """
    filled = (line for given in lines if (line := given.strip(_BLANK)))
    first = next(filled, "")
    return first.startswith("{") and _whole(first)[1] == "" and next(filled, None) is not None


def _documents(text: str, start: int) -> Iterator[tuple[object, str]]:
    at = start
    while at < len(text):
        value, end, wrong = _parsed(text, at)
        if wrong:
            yield None, f"no sound JSON from here to the end of the file: {wrong}"
            return
        yield value, ""
        at = past_blanks(text, end)
