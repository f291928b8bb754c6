"""Columns of text as they grow: as they stand, or each different text once and a number per row."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.kernels.texts import number_texts, refill
from cinet.tables.ids import in_order

__all__ = ["CodedColumn", "Column", "PlainColumn", "Spans"]

_CHUNK: Final = 100_000


@dataclass(frozen=True, slots=True)
class Spans:
    """Texts as spans of bytes in UTF-8.

    Examples
    --------
    >>> spans = Spans.of(["a", "企业"])
    >>> spans.starts.tolist(), spans.ends.tolist()
    ([0, 1], [1, 7])
    """

    data: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    @classmethod
    def of(cls, texts: list[str]) -> Spans:
        """Lay texts one after the other.

        Parameters
        ----------
        texts : list of str
            The texts.

        Returns
        -------
        Spans
            One per text.
        """
        encoded = [text.encode() for text in texts]
        ends = np.cumsum(np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded)))
        starts = np.concatenate([np.zeros(1, dtype=np.int64), ends])[: len(ends)]
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), starts, ends)


class Column(Protocol):
    """A column that cells are added to."""

    def add(self, cells: list[str] | Spans) -> None:
        """Add cells."""

    def made(self) -> pd.Series:
        """Return the column; an empty cell is a missing value."""


class PlainColumn:
    """Holds every cell.

    Examples
    --------
    >>> column = PlainColumn()
    >>> column.add(["a", ""])
    >>> column.made().tolist()
    ['a', nan]
    """

    def __init__(self) -> None:
        self._cells: list[str] = []

    def add(self, cells: list[str] | Spans) -> None:
        """Add cells.

        Parameters
        ----------
        cells : list of str or Spans
            The cells.
        """
        self._cells += _texts(cells) if isinstance(cells, Spans) else cells

    def made(self) -> pd.Series:
        """Return the column.

        Returns
        -------
        Series of str
            Missing where the cell is empty.
        """
        values = np.array(self._cells, dtype=object)
        values[values == ""] = None
        return pd.Series(values, dtype="str")


class CodedColumn:
    """Holds every different text once, by compiled code: a table of participations says the same again and again.

    Examples
    --------
    >>> column = CodedColumn()
    >>> column.add(["b", "", "a", "b"])
    >>> column.made().cat.codes.tolist(), column.made().cat.categories.tolist()
    ([1, -1, 0, 1], ['a', 'b'])
    """

    def __init__(self) -> None:
        # numbers follow the order of appearance whatever the seed is; without one, a file could be made to be slow
        self._seed = np.uint64(random.SystemRandom().getrandbits(64))
        self._known = 0
        self._slots = np.full(2, -1, dtype=np.int32)
        self._hashes = np.empty(0, dtype=np.uint64)
        self._offsets = np.zeros(1, dtype=np.int64)
        self._held = np.empty(0, dtype=np.uint8)
        self._codes: list[npt.NDArray[np.int32]] = []

    def add(self, cells: list[str] | Spans) -> None:
        """Add cells.

        Parameters
        ----------
        cells : list of str or Spans
            The cells.
        """
        spans = cells if isinstance(cells, Spans) else Spans.of(cells)
        self._make_room(len(spans.starts), int((spans.ends - spans.starts).sum()))
        codes, self._known = number_texts(
            spans.data, spans.starts, spans.ends, self._seed,
            self._slots, self._hashes, self._offsets, self._held, self._known,
        )  # fmt: skip
        self._codes.append(codes)

    def _make_room(self, count: int, size: int) -> None:
        """Make room for so many new texts of so many bytes."""
        most = self._known + count
        if len(self._slots) < 2 * most:
            self._slots = np.full(1 << (2 * most - 1).bit_length(), -1, dtype=np.int32)
            refill(self._slots, self._hashes, self._known)
        self._hashes = _grown(self._hashes, most)
        self._offsets = _grown(self._offsets, most + 1)
        self._held = _grown(self._held, int(self._offsets[self._known]) + size)

    def made(self) -> pd.Series:
        """Return the column.

        Returns
        -------
        Series of categories
            Missing where the cell is empty; the categories are sorted.
        """
        offsets = self._offsets[: self._known + 1]
        texts = list(_texts(Spans(self._held[: offsets[-1]], offsets[:-1], offsets[1:])))
        order = np.array(sorted(range(self._known), key=texts.__getitem__), dtype=np.int32)
        # the number -1 looks up the last place
        rank = np.full(self._known + 1, -1, dtype=np.int32)
        rank[order] = np.arange(self._known, dtype=np.int32)
        categories = in_order(pd.Index(np.array(texts, dtype=object)[order], dtype="str"))
        codes = np.empty(sum(map(len, self._codes)), dtype=np.int32)
        start = 0
        for part in self._codes:
            codes[start : start + len(part)] = rank[part]
            start += len(part)
        return pd.Series(pd.Categorical.from_codes(codes, categories=categories, validate=False))


_Kind = TypeVar("_Kind", bound=np.generic)


def _grown(array: npt.NDArray[_Kind], size: int) -> npt.NDArray[_Kind]:
    """Return an array of at least this size, which begins with the values of the given one."""
    if len(array) >= size:
        return array
    larger = np.empty(max(size, len(array) * 3 // 2), dtype=array.dtype)
    larger[: len(array)] = array
    return larger


def _texts(spans: Spans) -> Iterator[str]:
    """Yield the texts of spans, without a list of all their places."""
    for first in range(0, len(spans.starts), _CHUNK):
        chosen = slice(first, first + _CHUNK)
        starts, ends = spans.starts[chosen].tolist(), spans.ends[chosen].tolist()
        held = spans.data[starts[0] : ends[-1]].tobytes()
        for start, end in zip(starts, ends, strict=True):
            yield held[start - starts[0] : end - starts[0]].decode()
