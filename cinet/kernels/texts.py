"""Texts that lie in one row of bytes: where they end, and a number for each different one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

__all__ = ["find_ends", "number_texts", "refill"]

ByteArray = npt.NDArray[np.uint8]
CodeArray = npt.NDArray[np.int32]
HashArray = npt.NDArray[np.uint64]
IntArray = npt.NDArray[np.int64]

_LINE_END = 10
#: The prime of the Fowler-Noll-Vo hash (variant 1a) of 64 bits.
_PRIME = np.uint64(0x100000001B3)
_HALF = np.uint64(32)


@njit(cache=True, nogil=True)
def find_ends(data: ByteArray, delimiter: int, width: int, longest: int, ends: IntArray) -> int:
    """Find where every cell ends; return the number of rows.

    data       lines without quotes, the last one with its line end
    delimiter  a byte
    width      cells of a row, at least 2
    longest    bytes of the longest cell
    ends       filled: one place per delimiter and line end

    -1 is returned when a line has another number of cells, or a cell is too long.
    """
    cells = 0
    in_row = 0
    start = 0
    for place in range(data.size):
        byte = data[place]
        if byte in (delimiter, _LINE_END):
            in_row += 1
            if in_row > width or (byte == _LINE_END and in_row < width) or place - start > longest:
                return -1
            if byte == _LINE_END:
                in_row = 0
            ends[cells] = place
            cells += 1
            start = place + 1
    return cells // width


@njit(cache=True, nogil=True)
def _slot_of(found: np.uint64, mask: np.uint64) -> np.uint64:
    return (found ^ (found >> _HALF)) & mask


@njit(cache=True, nogil=True)
def _same(data: ByteArray, start: int, end: int, held: ByteArray, first: int, behind: int) -> bool:
    size = behind - first
    place = 0
    while place < size and place < end - start and data[start + place] == held[first + place]:
        place += 1
    return place == size == end - start


@njit(cache=True, nogil=True)
def number_texts(
    data: ByteArray,
    starts: IntArray,
    ends: IntArray,
    seed: np.uint64,
    slots: CodeArray,
    hashes: HashArray,
    offsets: IntArray,
    held: ByteArray,
    known: int,
) -> tuple[CodeArray, int]:
    """Number texts in order of first appearance; return a number per text, and how many are known then.

    data, starts, ends  the texts; an empty one has the number -1
    seed                where the hash begins; unknown to who wrote the texts
    slots               open table of numbers, -1 where free; its size is a power of 2 and more than is known after
    hashes              hash of every known text
    offsets             where every known text begins in held, and the last one ends
    held                bytes of the known texts
    known               how many texts are known before

    slots, hashes, offsets and held have room for all texts that come, and are filled.
    """
    numbers = np.empty(starts.size, np.int32)
    mask = np.uint64(slots.size - 1)
    for row in range(starts.size):
        start, end = starts[row], ends[row]
        if start == end:
            numbers[row] = -1
            continue
        found = seed
        for place in range(start, end):
            found = (found ^ np.uint64(data[place])) * _PRIME
        slot = _slot_of(found, mask)
        number = slots[slot]
        while number >= 0 and not (
            hashes[number] == found and _same(data, start, end, held, offsets[number], offsets[number + 1])
        ):
            slot = (slot + np.uint64(1)) & mask
            number = slots[slot]
        if number < 0:
            number = known
            slots[slot] = number
            hashes[number] = found
            first = offsets[number]
            for place in range(end - start):
                held[first + place] = data[start + place]
            offsets[number + 1] = first + end - start
            known += 1
        numbers[row] = number
    return numbers, known


@njit(cache=True, nogil=True)
def refill(slots: CodeArray, hashes: HashArray, known: int) -> None:
    """Put what is known into a larger table.

    slots   a new table, all -1
    hashes  hash of every known text
    known   how many there are
    """
    mask = np.uint64(slots.size - 1)
    for number in range(known):
        slot = _slot_of(hashes[number], mask)
        while slots[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        slots[slot] = number
