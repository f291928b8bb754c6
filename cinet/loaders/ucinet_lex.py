"""The header of a UCINET DL file: what it declares, and where its data begin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from cinet.errors import LoadError, first_few, nearest
from cinet.loaders.dyadic import NetworkFile
from cinet.loaders.network_text import MOST_PARTS, clean_label, demand_room, split_lines

__all__ = ["FORMATS", "DlFile", "cells_of", "read_header"]

#: Spelling -> format.
FORMATS: Final = {
    **dict.fromkeys(("fullmatrix", "fm"), "fullmatrix"),
    **dict.fromkeys(("lowerhalf", "lh"), "lowerhalf"),
    **dict.fromkeys(("upperhalf", "uh"), "upperhalf"),
    **dict.fromkeys(("edgelist", "edgelist1", "el1"), "edgelist1"),
    **dict.fromkeys(("edgelist2", "el2"), "edgelist2"),
    **dict.fromkeys(("nodelist", "nodelist1", "nl1"), "nodelist1"),
    **dict.fromkeys(("nodelist2", "nl2"), "nodelist2"),
}

# what the header can say; a quoted text is passed over, so that a label may hold any of these words
_SAID: Final = re.compile(
    r"""
    (?P<quoted>"[^"]*")
    | (?P<data>\bdata[ \t]*:)
    | (?<![^\s,;])(?P<key>n|nr|nc|nm|format|diagonal|title)[ \t]*=[ \t]*(?P<value>"[^"]*"|[^\s,;]*)
    | (?<![^\s,;])(?:(?P<which>rows?|col|cols|columns?|matrix|matrices|levels?)[ \t]+)?labels?
      (?:[ \t]+(?P<embedded>embedded)\b[ \t]*:?|[ \t]*:)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TOKEN: Final = re.compile(r'"([^"]*)"|([^\s,=]+)')
_CELL: Final = re.compile(r'"([^"]*)"|([^\s,]+)')


@dataclass(slots=True)
class DlFile:
    """A DL file: numbers of rows, columns and matrices, format, labels, and the lines of its data."""

    rows: int
    columns: int
    square: bool
    matrices: int = 1
    format: str = "fullmatrix"
    diagonal: bool = True
    labels: dict[str, list[str]] = field(default_factory=dict)
    embedded: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    first_line: int = 1


def read_header(text: str, file: NetworkFile) -> DlFile:
    r"""Read what stands before the data.

    Parameters
    ----------
    text : str
        The whole file.
    file : NetworkFile
        For messages.

    Returns
    -------
    DlFile
        With the lines of the data, uncut.

    Raises
    ------
    LoadError
        The file is no DL file, has no data, no dimensions, or a format that is not known.

    Examples
    --------
    >>> dl = read_header('DL n=2 format=edgelist1 labels: a "b c" data:\n1 2', NetworkFile("a.dl", "UCINET DL", ""))
    >>> dl.rows, dl.format, dl.labels, dl.lines, dl.first_line
    (2, 'edgelist1', {'both': ['a', 'b c']}, ['', '1 2'], 1)
    """
    start = len(text) - len(text.lstrip())
    if text[start : start + 2].lower() != "dl" or text[start + 2 : start + 3].strip(",;") not in (
        "",
        " ",
        "\t",
        "\n",
        "\r",
    ):
        raise LoadError(f"{file.name} is no UCINET DL file: its first word is not DL.")
    numbers: dict[str, int] = {}
    words: dict[str, str] = {}
    made = DlFile(0, 0, True)
    current, since, end = None, 0, None
    for found in _SAID.finditer(text, start + 2):
        if found["quoted"] is not None:
            continue
        if current is not None:
            made.labels.setdefault(current, []).extend(_labels(text[since : found.start()]))
            current = None
        if found["data"] is not None:
            end = found.end()
            break
        if found["key"] is None:
            kinds = _kinds(found["which"])
            if found["embedded"] is None:
                current, since = kinds, found.end()
            else:
                made.embedded.update(("rows", "columns") if kinds == "both" else (kinds,))
        elif found["key"].lower() in ("n", "nr", "nc", "nm"):
            numbers[found["key"].lower()] = _whole(found, file)
        else:
            words[found["key"].lower()] = found["value"].strip('"').lower()
    if end is None:
        raise LoadError(f"{file.name} has no line 'data:': it is damaged, or no UCINET DL file.")
    _declare(made, numbers, words, text, file)
    made.lines = split_lines(text[end:])
    made.first_line = len(split_lines(text[:end]))
    return made


def _kinds(which: str | None) -> str:
    if which is None:
        return "both"
    initial = which[0].lower()
    return {"r": "rows", "c": "columns"}.get(initial, "matrices")


def _labels(text: str) -> list[str]:
    return [
        clean_label(plain if quoted is None else quoted)
        for quoted, plain in ((found[1], found[2]) for found in _TOKEN.finditer(text))
    ]


def _whole(found: re.Match[str], file: NetworkFile) -> int:
    if re.fullmatch(r"[0-9]{1,15}", found["value"]) is None:
        raise LoadError(
            f"{file.name} declares {found['key']}={found['value'][:40]}, which is no whole number."
        )
    return int(found["value"])


def _declare(
    made: DlFile, numbers: dict[str, int], words: dict[str, str], text: str, file: NetworkFile
) -> None:
    """Take over dimensions and format, and demand that they fit each other and the file."""
    word = words.get("format", "fullmatrix")
    if word not in FORMATS:
        raise LoadError(
            f"{file.name} has the DL format {word!r}, which cinet does not read.{nearest(word, FORMATS)} "
            f"It reads {first_few(dict.fromkeys(FORMATS.values()), 12)}: export it from UCINET in one of these."
        )
    made.format = FORMATS[word]
    made.diagonal = words.get("diagonal", "present") != "absent"
    made.matrices = numbers.get("nm", 1)
    if "n" in numbers:
        made.rows = made.columns = numbers["n"]
    elif "nr" in numbers and "nc" in numbers:
        made.rows, made.columns, made.square = numbers["nr"], numbers["nc"], False
    else:
        raise LoadError(f"{file.name} declares no size: n=, or nr= and nc=, was expected before the data.")
    # the lists of two modes number rows and columns apart, even where there are as many of both
    made.square = made.square and not made.format.endswith("2")
    if made.format in ("lowerhalf", "upperhalf") and made.rows != made.columns:
        raise LoadError(
            f"{file.name} has the format {made.format}, and {made.rows} rows but {made.columns} columns."
        )
    if min(made.rows, made.columns) < 1:
        raise LoadError(
            f"{file.name} declares a matrix of {made.rows} rows and {made.columns} columns: it is empty."
        )
    demand_room(max(made.rows, made.columns), text, file.name, "rows or columns")
    if not 1 <= made.matrices <= MOST_PARTS:
        raise LoadError(
            f"{file.name} declares nm={made.matrices}: from 1 to {MOST_PARTS:,} matrices are read."
        )


def cells_of(line: str) -> list[str]:
    """Cut a line of data into cells; a quoted label is one.

    Parameters
    ----------
    line : str
        A line.

    Returns
    -------
    list of str
        Cells between blanks or commas.

    Examples
    --------
    >>> cells_of('"a b", c 2')
    ['a b', 'c', '2']
    """
    if '"' not in line:
        return line.replace(",", " ").split()
    return [
        plain if quoted is None else quoted for quoted, plain in ((f[1], f[2]) for f in _CELL.finditer(line))
    ]
