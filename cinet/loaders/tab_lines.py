"""Tables of tab separated lines in which a quote is a character like any other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import LoadError, first_few
from cinet.tables.delimited import read_delimited
from cinet.tables.issues import issue_rows
from cinet.tables.raw import RawTable

__all__ = ["read_tab_lines"]

_CHUNK: Final = 5_000


def read_tab_lines(text: str, *, file: str, columns: Callable[[str], bool]) -> RawTable:
    r"""Read tab separated text without quoting, unless its header is quoted throughout.

    Parameters
    ----------
    text : str
        The whole file, with a header line.
    file : str
        Its name, for messages and issues.
    columns : callable
        Says of a column name whether it is wanted.

    Returns
    -------
    RawTable
        Lines with another number of cells than the header stand in the issues.

    Raises
    ------
    LoadError
        The text is empty, or two columns have the same name.

    Examples
    --------
    >>> raw = read_tab_lines('id\tname\n1\tthe "A\n2\n', file="a.tsv", columns=lambda name: True)
    >>> raw.frame.values.tolist(), raw.issues["row"].tolist()
    ([['1', 'the "A']], [3])
    """
    lines = text.replace("\r\n", "\n").split("\n")
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise LoadError(f"{file} is empty: a header line with the column names was expected.")
    head = [cell.strip() for cell in lines[first].split("\t")]
    if all(len(cell) > 1 and cell[0] == cell[-1] == '"' for cell in head):
        return read_delimited(text, file=file, delimiter="\t", columns=columns)
    if len(head) == 1 and "," in head[0]:
        return read_delimited(text, file=file, delimiter=",", columns=columns)
    twice = sorted({name for name in head if head.count(name) > 1})
    if twice:
        raise LoadError(
            f"{file} has more than one column named {first_few(twice)}: give every column a name of its own."
        )
    taken = [(place, name) for place, name in enumerate(head) if columns(name)]
    cells: dict[str, list[str]] = {name: [] for _, name in taken}
    rows: list[npt.NDArray[np.int64]] = []
    lost: list[tuple[int, str, str]] = []
    width, nul = len(head), "\0" in text
    for start in range(first + 1, len(lines), _CHUNK):
        chunk = [line.split("\t") for line in lines[start : start + _CHUNK]]
        wrong = [place for place, parts in enumerate(chunk) if len(parts) != width]
        if nul:
            wrong = [
                place for place, parts in enumerate(chunk) if len(parts) != width or "\0" in "".join(parts)
            ]
        for place in reversed(wrong):
            parts = chunk.pop(place)
            if any(part.strip() for part in parts):
                plural = "" if len(parts) == 1 else "s"
                short = f"{len(parts)} cell{plural} where the header has {width}"
                lost.append(
                    (start + place + 1, "\t".join(parts), short if len(parts) != width else "a NUL character")
                )
        numbers = np.arange(start + 1, start + 1 + len(chunk) + len(wrong))
        rows.append(np.delete(numbers, wrong))
        for place, name in taken:
            cells[name].extend([parts[place] for parts in chunk])
    places = np.concatenate([np.zeros(0, dtype=np.int64), *rows])
    lost.sort()
    frame = pd.DataFrame(
        {name: _text(values) for name, values in cells.items()}, index=pd.RangeIndex(len(places))
    )
    issues = issue_rows(
        len(lost),
        file=file,
        row=np.array([row for row, _, _ in lost], dtype=np.int64),
        value=[line for _, line, _ in lost],
        reason=[reason for _, _, reason in lost],
        action="dropped",
    )
    notes = {"delimiter": "\t", "columns": head, "records": len(places) + len(lost)}
    return RawTable(frame, file, places, issues, notes)


def _text(cells: list[str]) -> pd.Series:
    values = np.array(cells, dtype=object)
    values[values == ""] = None
    return pd.Series(values, dtype="str")
