"""Texts in bytes: their ends against ``str.split``, their numbers against a dictionary."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import texts


def buffer(text: str) -> np.ndarray:
    return np.frombuffer(text.encode(), dtype=np.uint8)


@given(st.lists(st.text(alphabet="ab,企", max_size=6), max_size=8), st.integers(2, 4), st.integers(1, 4))
def test_ends(lines: list[str], width: int, longest: int) -> None:
    text = "".join(line + "\n" for line in lines)
    ends = np.full(text.count(",") + text.count("\n"), -9, dtype=np.int64)
    rows = texts.find_ends(buffer(text), ord(","), width, longest, ends)
    cells = [line.split(",") for line in lines]
    sound = all(len(row) == width and all(len(cell.encode()) <= longest for cell in row) for row in cells)
    assert rows == (len(lines) if sound else -1)
    if sound:
        data, start = text.encode(), 0
        for end, cell in zip(ends.tolist(), [cell for row in cells for cell in row], strict=True):
            assert data[start:end].decode() == cell
            start = end + 1


@given(
    st.lists(st.text(alphabet="ab企", max_size=3), max_size=30),
    st.lists(st.text(alphabet="ab企", max_size=3), max_size=30),
    st.integers(0, 2**64 - 1),
)
def test_numbers(first: list[str], second: list[str], seed: int) -> None:
    # the smallest table that has room, so that texts meet in its places
    most = len(first) + len(second)
    slots = np.full(1 << most.bit_length(), -1, dtype=np.int32)
    hashes, offsets = np.zeros(most, dtype=np.uint64), np.zeros(most + 1, dtype=np.int64)
    held = np.zeros(9 * most, dtype=np.uint8)
    known = 0
    numbered: dict[str, int] = {}
    for batch in (first, second):
        ends = np.cumsum([len(text.encode()) for text in batch], dtype=np.int64)
        starts = np.append(0, ends)[: len(ends)]
        numbers, known = texts.number_texts(
            buffer("".join(batch)), starts, ends, np.uint64(seed), slots, hashes, offsets, held, known
        )
        wanted = [numbered.setdefault(text, len(numbered)) if text else -1 for text in batch]
        assert numbers.tolist() == wanted
        larger = np.full(2 * len(slots), -1, dtype=np.int32)
        texts.refill(larger, hashes, known)
        assert sorted(larger[larger >= 0].tolist()) == list(range(known))
        slots = larger
    assert known == len(numbered)
    spans = zip(offsets[:known].tolist(), offsets[1 : known + 1].tolist(), strict=True)
    assert [held[start:end].tobytes().decode() for start, end in spans] == list(numbered)
