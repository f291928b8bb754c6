"""Delimited text: cut into records once, so that every record is either a row or an issue.

The standard library's reader is used in its strict mode. It tells the physical line of every record and
the reason of every refusal, which guessing readers do not; nothing is taken from a sample of the file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import numpy as np
import pandas as pd

from cinet.errors import LoadError, SchemaError, first_few
from cinet.tables.issues import issue_rows
from cinet.tables.raw import RawTable

__all__ = ["DELIMITERS", "find_delimiter", "read_delimited"]

#: Delimiters that are looked for, with the words for them.
DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}

_RECORDS_TRIED: Final = 50
_CHUNK: Final = 5000
_LIMIT: Final = 131_072


def read_delimited(
    text: str,
    *,
    file: str = "the text",
    delimiter: str | None = None,
    columns: Callable[[str], bool] | None = None,
) -> RawTable:
    r"""Read delimited text as a table of text.

    A quoted cell may hold delimiters, doubled quotes and line ends. An empty cell is a missing value; the
    words NA, None and NULL are text like any other. Blank lines are no records. A record with a wrong number
    of cells, a stray quote, a NUL character or a cell of more than 131,072 characters is not a row: it stands in
    the issues with its physical line. After an unclosed quote, reading goes on at the next line.

    Parameters
    ----------
    text : str
        The whole file, with a header line.
    file : str
        Its name, for messages and issues.
    delimiter : str, optional
        One character; found from the header and the first records unless given.
    columns : callable, optional
        Says of a column name whether it is wanted; all are unless given.

    Returns
    -------
    RawTable
        ``notes`` tells the delimiter, the names of all columns and the number of records.

    Raises
    ------
    LoadError
        The text is empty, or two columns have the same name.

    Examples
    --------
    >>> read = read_delimited('id;name\n1;"a;b"\n2\n')
    >>> read.frame.values.tolist(), read.rows.tolist()
    ([['1', 'a;b']], [2])
    >>> read.issues[["row", "value", "reason"]].values.tolist()
    [[3, '2', '1 cell where the header has 2']]
    """
    lines = list(io.StringIO(text, newline=""))
    if not text.strip():
        raise LoadError(f"{file} is empty: a header line with the column names was expected.")
    if delimiter is None:
        delimiter = find_delimiter(lines, file=file)
    elif len(delimiter) != 1:
        raise SchemaError(f"the delimiter {delimiter!r} is not one character.")
    records = _records(lines, delimiter, reject_nul="\0" in text)
    head, line, _, reason = next(record for record in records if record[0] or record[3])
    if reason:
        raise LoadError(f"the header of {file} (line {line}) cannot be read: {reason}.")
    names = _names(head, file)
    taken = _collect(records, names, columns or (lambda name: True))
    frame = pd.DataFrame(
        {name: _text(cells) for name, cells in taken.cells.items()}, index=pd.RangeIndex(len(taken.rows))
    )
    issues = issue_rows(
        len(taken.reasons),
        file=file,
        row=np.array([first for first, _ in taken.rejected], dtype=np.int64),
        value=["".join(lines[first - 1 : last]).rstrip("\r\n") for first, last in taken.rejected],
        reason=taken.reasons,
        action="dropped",
    )
    notes = {
        "delimiter": delimiter,
        "columns": names,
        "records": len(taken.rows) + len(taken.reasons),
    }
    return RawTable(frame, file, np.array(taken.rows, dtype=np.int64), issues, notes)


def find_delimiter(lines: list[str], *, file: str = "the text") -> str:
    r"""Find the delimiter that cuts the header and the first records into equally many cells.

    Parameters
    ----------
    lines : list of str
        Lines of the file, with their line ends.
    file : str
        Name of the file, for the message.

    Returns
    -------
    str
        Comma, semicolon, tab or pipe; comma when there is one column only.

    Examples
    --------
    >>> find_delimiter(["a;b\n", "1,5;2,5\n"])
    ';'
    """
    found: list[tuple[float, int, str]] = []
    for delimiter in DELIMITERS:
        reader = csv.reader(lines, delimiter=delimiter)
        widths = [len(cells) for cells in islice(_lenient(reader), _RECORDS_TRIED) if cells]
        if widths and widths[0] > 1:
            found.append((widths.count(widths[0]) / len(widths), widths[0], delimiter))
    if not found:
        return ","
    found.sort(reverse=True)
    if len(found) > 1 and found[0][:2] == found[1][:2]:
        names = " and ".join(DELIMITERS[delimiter] for _, _, delimiter in found[:2])
        raise LoadError(f"{file} can be cut by {names} alike: say which with delimiter=.")
    return found[0][2]


def _lenient(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield records up to the first one that cannot be read at all."""
    try:
        yield from reader
    except csv.Error:
        return


#: Cells, first and last physical line, and the reason why it is no row.
_Record = tuple[list[str], int, int, str]


def _records(lines: list[str], delimiter: str, *, reject_nul: bool) -> Iterator[_Record]:
    done = 0
    while done < len(lines):
        start = done
        reader = csv.reader(
            map(lines.__getitem__, range(start, len(lines))), delimiter=delimiter, strict=True
        )
        try:
            for cells in reader:
                first, done = done + 1, start + reader.line_num
                yield cells, first, done, "a NUL character" if reject_nul and "\0" in "".join(cells) else ""
        except csv.Error as error:
            # only the line on which the record began is given up: the next ones may be sound
            done += 1
            yield [], done, done, _wording(str(error))


def _wording(reason: str) -> str:
    if "unexpected end" in reason:
        return "a quoted cell is never closed"
    if "field larger" in reason:
        return f"a cell of more than {_LIMIT:,} characters, or a quote that is never closed"
    return "text after a closing quote, or a quote that is not closed"


def _names(cells: list[str], file: str) -> list[str]:
    names = [cell.strip() or f"column {place}" for place, cell in enumerate(cells, start=1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise LoadError(
            f"{file} has more than one column named {first_few(twice)}: give every column a name of its own."
        )
    return names


@dataclass(slots=True)
class _Taken:
    cells: dict[str, list[str]]
    rows: list[int] = field(default_factory=list)
    rejected: list[tuple[int, int]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def _collect(records: Iterator[_Record], names: list[str], wanted: Callable[[str], bool]) -> _Taken:
    """Turn records into columns chunk by chunk, so that few small lists live at a time."""
    width = len(names)
    taken = _Taken({name: [] for name in names if wanted(name)})
    places = [(taken.cells[name], place) for place, name in enumerate(names) if name in taken.cells]
    chunk: list[list[str]] = []
    for cells, first, last, reason in records:
        if len(cells) == width and not reason:
            chunk.append(cells)
            taken.rows.append(first)
            if len(chunk) == _CHUNK:
                _flush(chunk, places)
        elif cells or reason:
            taken.rejected.append((first, last))
            plural = "" if len(cells) == 1 else "s"
            taken.reasons.append(reason or f"{len(cells)} cell{plural} where the header has {width}")
    _flush(chunk, places)
    return taken


def _flush(chunk: list[list[str]], places: list[tuple[list[str], int]]) -> None:
    for column, place in places:
        column.extend([cells[place] for cells in chunk])
    chunk.clear()


def _text(cells: list[str]) -> pd.Series:
    values = np.array(cells, dtype=object)
    values[values == ""] = None
    return pd.Series(values, dtype="str")
