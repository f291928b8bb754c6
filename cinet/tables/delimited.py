"""Delimited text: cut into records once, so that every record is either a row or an issue."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

import numpy as np
import pandas as pd

from cinet.errors import LoadError, SchemaError, first_few
from cinet.tables.coding import CodedColumn, Column, PlainColumn
from cinet.tables.cutting import Cutter, Rejected, allow_long_cells
from cinet.tables.issues import issue_rows
from cinet.tables.raw import RawTable

__all__ = ["DELIMITERS", "find_delimiter", "read_delimited"]

#: Delimiters that are looked for, with the words for them.
DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}

_RECORDS_TRIED: Final = 50
_LINES_TRIED: Final = 5000

#: Characters from which on compiled code is worth its loading.
_LONG: Final = 1_000_000


def read_delimited(
    text: str,
    *,
    file: str = "the text",
    delimiter: str | None = None,
    columns: Callable[[str], bool] | None = None,
    coded: Callable[[str], bool] | None = None,
) -> RawTable:
    r"""Read delimited text as a table of text.

    A quoted cell may hold delimiters, doubled quotes and line ends. An empty cell is a missing value; the
    words NA, None and NULL are text like any other. Blank lines are no records. A record with a wrong number
    of cells, a stray quote, a NUL character or a cell of more than a million characters is not a row: it stands in
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
    coded : callable, optional
        Says of a column name whether it becomes a column of categories when the text is long, which takes less
        memory and time where cells repeat; none does unless given.

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
    if not text or text.isspace():
        raise LoadError(f"{file} is empty: a header line with the column names was expected.")
    if delimiter is None:
        delimiter = find_delimiter(_first_lines(text), file=file)
    elif len(delimiter) != 1:
        raise SchemaError(f"the delimiter {delimiter!r} is not one character.")
    compiled = coded is not None and len(text) >= _LONG
    cutter = Cutter(text, delimiter, packed=compiled)
    head, line, reason = cutter.header()
    if reason:
        raise LoadError(f"the header of {file} (line {line}) cannot be read: {reason}.")
    names = _names(head, file)
    wanted = [(place, name) for place, name in enumerate(names) if columns is None or columns(name)]
    taken: list[Column] = [
        CodedColumn() if coded is not None and compiled and coded(name) else PlainColumn()
        for _, name in wanted
    ]
    rows = [np.empty(0, dtype=np.int32)]
    rejected: list[Rejected] = []
    for cut in cutter.rows(len(names)):
        for column, (place, _) in zip(taken, wanted, strict=True):
            column.add(cut.column(place, len(names)))
        rows.append(np.asarray(cut.lines, dtype=np.int32))
        rejected += cut.rejected
    lines = np.concatenate(rows)
    made = {name: column.made() for column, (_, name) in zip(taken, wanted, strict=True)}
    issues = issue_rows(
        len(rejected),
        file=file,
        row=np.array([record.line for record in rejected], dtype=np.int64),
        value=[record.text for record in rejected],
        reason=[record.reason for record in rejected],
        action="dropped",
    )
    notes = {"delimiter": delimiter, "columns": names, "records": len(lines) + len(rejected)}
    return RawTable(pd.DataFrame(made, index=pd.RangeIndex(len(lines))), file, lines, issues, notes)


def _first_lines(text: str) -> list[str]:
    r"""Cut off so many lines that the first records are among them."""
    lines: list[str] = []
    end, start = "\n" if "\n" in text else "\r", 0
    while start < len(text) and len(lines) < _LINES_TRIED:
        stop = text.find(end, start) + 1 or len(text)
        lines += io.StringIO(text[start:stop], newline="")
        start = stop
    return lines


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
    allow_long_cells()
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


def _names(cells: list[str], file: str) -> list[str]:
    names = [cell.strip() or f"column {place}" for place, cell in enumerate(cells, start=1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise LoadError(
            f"{file} has more than one column named {first_few(twice)}: give every column a name of its own."
        )
    return names
