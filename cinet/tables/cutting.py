"""Delimited text cut into records, block by block: every record is a row or is rejected, with its physical line.

The standard library's reader is used in its strict mode. It tells the physical line of every record and
the reason of every refusal, which guessing readers do not; nothing is taken from a sample of the file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Final

import numpy as np

from cinet.kernels.texts import find_ends
from cinet.tables.coding import Spans

__all__ = ["Cut", "Cutter", "Rejected", "allow_long_cells"]

#: Characters that are cut at a time: few enough that their cells are a small part of the memory.
_BLOCK: Final = 4_000_000

#: Characters of the longest cell. Author lists of large collaborations are longer than the reader's own limit.
_LIMIT: Final = 1_000_000

_NUL: Final = "\0"
_TOO_LONG: Final = f"a cell of more than {_LIMIT:,} characters, or a quote that is never closed"


def allow_long_cells() -> None:
    """Let the standard library's reader read cells of up to a million characters.

    The limit is one of the whole process: it is raised and never lowered, so that no other thread is disturbed.

    Examples
    --------
    >>> allow_long_cells()
    >>> csv.field_size_limit() >= 1_000_000
    True
    """
    csv.field_size_limit(max(csv.field_size_limit(), _LIMIT))


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that is no row: its first physical line, its text, and the reason."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Rows that follow each other: all their cells, the first physical line of each, and what was rejected."""

    cells: list[str] | Spans
    lines: Sequence[int]
    rejected: list[Rejected] = field(default_factory=list)

    def column(self, place: int, width: int) -> list[str] | Spans:
        """Return the cells of one column.

        Parameters
        ----------
        place : int
            Number of the column, from 0.
        width : int
            Number of all columns.

        Returns
        -------
        list of str or Spans
            One cell per row.
        """
        cells = self.cells
        if isinstance(cells, Spans):
            starts, ends = (np.ascontiguousarray(at[place::width]) for at in (cells.starts, cells.ends))
            return Spans(cells.data, starts, ends)
        return cells[place::width]


class Cutter:
    r"""Cuts a text into records.

    Parameters
    ----------
    text : str
        The whole file.
    delimiter : str
        One character.
    packed : bool
        Whether cells may be left as bytes.

    Examples
    --------
    >>> cutter = Cutter("a,b\n1,2\n", ",")
    >>> cutter.header()
    (['a', 'b'], 1, '')
    >>> [(cut.cells, list(cut.lines)) for cut in cutter.rows(2)]
    [(['1', '2'], [2])]
    """

    def __init__(self, text: str, delimiter: str, *, packed: bool = False) -> None:
        allow_long_cells()
        self._text = text
        self._delimiter = delimiter
        self._packed = packed and delimiter.isascii()
        self._end = "\n" if "\n" in text else "\r"
        self._at = 0
        self._line = 0

    def header(self) -> tuple[list[str], int, str]:
        """Cut off the first record that is not blank.

        Returns
        -------
        cells : list of str
            Its cells.
        line : int
            Its first physical line.
        reason : str
            Why it cannot be read; empty when it can.
        """
        size = _BLOCK
        while True:
            block, final = self._block(size)
            lines = list(io.StringIO(block, newline=""))
            for cells, first, last, reason in _records(lines, self._delimiter, final=final):
                if cells or reason:
                    line = self._line + first + 1
                    self._move(lines, last)
                    return cells, line, reason
            # as far as the block goes there are blank lines, or the header is longer than the block
            size *= 2

    def rows(self, width: int) -> Iterator[Cut]:
        """Cut what follows.

        Parameters
        ----------
        width : int
            Number of cells of a row.

        Yields
        ------
        Cut
            Rows of so many cells, one after the other; records of another number of cells are rejected, and blank lines
            are none.
        """
        size = _BLOCK
        while self._at < len(self._text):
            block, final = self._block(size)
            cut = self._bare(block, width) or self._plain(block, width)
            if cut is None:
                before = self._at
                cut = self._with_care(block, width, final)
                size = _BLOCK if self._at > before else 2 * size
            yield cut

    def _block(self, size: int) -> tuple[str, bool]:
        """Return the next lines of about so many characters, and whether they are the last ones."""
        stop = self._text.find(self._end, self._at + size) + 1 or len(self._text)
        return self._text[self._at : stop], stop == len(self._text)

    def _bare(self, block: str, width: int) -> Cut | None:
        """Cut a block without quotes, in which every delimiter ends a cell and every line a row; None otherwise."""
        if '"' in block or _NUL in block:
            return None
        lines = block.replace("\r\n", "\n")
        # a blank line has no delimiter, so where a row has one, no line is blank
        if width < 2 or "\r" in lines:
            return None
        cells = (self._spans if self._packed else self._texts)(lines, width)
        if cells is None:
            return None
        count = len(cells) // width
        self._at += len(block)
        self._line += count
        return Cut(cells, range(self._line - count + 1, self._line + 1))

    def _texts(self, block: str, width: int) -> list[str] | None:
        lines = block.removesuffix("\n").split("\n")
        if (
            set(map(str.count, lines, repeat(self._delimiter))) != {width - 1}
            or max(map(len, lines)) > _LIMIT
        ):
            return None
        return self._delimiter.join(lines).split(self._delimiter)

    def _spans(self, block: str, width: int) -> Spans | None:
        ended = block if block.endswith("\n") else block + "\n"
        data = np.frombuffer(ended.encode(), dtype=np.uint8)
        ends = np.empty(ended.count(self._delimiter) + ended.count("\n"), dtype=np.int64)
        if find_ends(data, ord(self._delimiter), width, _LIMIT, ends) < 0:
            return None
        return Spans(data, np.concatenate([np.zeros(1, dtype=np.int64), ends[:-1] + 1]), ends)

    def _plain(self, block: str, width: int) -> Cut | None:
        """Cut a block in which every line is a record of so many cells; None when there are others."""
        reader = csv.reader(io.StringIO(block, newline=""), delimiter=self._delimiter, strict=True)
        try:
            records = list(reader)
        except csv.Error:
            return None
        if reader.line_num != len(records) or _NUL in block or set(map(len, records)) != {width}:
            return None
        cells = list(chain.from_iterable(records))
        if _has_long(cells):
            return None
        self._at += len(block)
        self._line += len(records)
        return Cut(cells, range(self._line - len(records) + 1, self._line + 1))

    def _with_care(self, block: str, width: int, final: bool) -> Cut:
        """Cut a block record by record, up to one that goes on behind the block."""
        lines = list(io.StringIO(block, newline=""))
        found = list(_records(lines, self._delimiter, final=final))
        cut = _sorted_out(found, lines, self._line + 1, width)
        self._move(lines, found[-1][2] if found else 0)
        return cut

    def _move(self, lines: list[str], count: int) -> None:
        self._at += sum(map(len, lines[:count]))
        self._line += count


#: Cells, the places of its first line and of the line behind it, and the reason why it is no row.
_Record = tuple[list[str], int, int, str]


def _records(lines: list[str], delimiter: str, *, final: bool) -> Iterator[_Record]:
    done = 0
    while done < len(lines):
        start = done
        reader = csv.reader(
            map(lines.__getitem__, range(start, len(lines))), delimiter=delimiter, strict=True
        )
        try:
            for cells in reader:
                first, done = done, start + reader.line_num
                yield cells, first, done, _fault(cells)
        except csv.Error as error:
            if not final and "unexpected end" in str(error):
                return
            # only the line on which the record began is given up: the next ones may be sound
            done += 1
            yield [], done - 1, done, _wording(str(error))


def _fault(cells: list[str]) -> str:
    if _NUL in "".join(cells):
        return "a NUL character"
    return _TOO_LONG if _has_long(cells) else ""


def _has_long(cells: list[str]) -> bool:
    """Look for cells that are too long, which the reader lets pass where others in this process allow longer ones."""
    return csv.field_size_limit() > _LIMIT and max(map(len, cells), default=0) > _LIMIT


def _wording(reason: str) -> str:
    if "unexpected end" in reason:
        return "a quoted cell is never closed"
    if "field larger" in reason:
        return _TOO_LONG
    return "text after a closing quote, or a quote that is not closed"


def _sorted_out(found: list[_Record], lines: list[str], line: int, width: int) -> Cut:
    """Tell rows from what is rejected; ``line`` is the physical line of the first of the lines."""
    kept: list[str] = []
    firsts: list[int] = []
    rejected: list[Rejected] = []
    for cells, first, last, reason in found:
        if len(cells) == width and not reason:
            kept += cells
            firsts.append(line + first)
        elif cells or reason:
            plural = "" if len(cells) == 1 else "s"
            text = "".join(lines[first:last]).rstrip("\r\n")
            said = reason or f"{len(cells)} cell{plural} where the header has {width}"
            rejected.append(Rejected(line + first, text, said))
    return Cut(kept, firsts, rejected)
