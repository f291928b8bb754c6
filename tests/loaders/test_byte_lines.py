"""Lines of files that are never held as a whole."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.loaders import byte_lines
from cinet.loaders.byte_lines import sound_lines


@given(
    st.lists(st.sampled_from(["a", "é", "中", "\n", "\r\n", "long " * 9, "😀"]), max_size=12),
    st.integers(1, 9),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_the_same_lines_as_of_the_whole_text(
    tmp_path_factory: pytest.TempPathFactory,
    parts: list[str],
    chunk: int,
    marked: bool,
    packed: bool,
    kept: bool,
) -> None:
    text = "".join(parts)
    path = tmp_path_factory.getbasetemp() / "lines"
    data = text.encode("utf-8-sig" if marked else "utf-8")
    path.write_bytes(gzip.compress(data) if packed else data)
    with pytest.MonkeyPatch.context() as patch:
        # the mark itself is looked for in one piece
        patch.setattr(byte_lines, "_CHUNK", chunk + 2)
        patch.setattr(byte_lines, "_KEPT", 2**20 if kept else 0)
        lines = sound_lines(path)
        assert lines is not None
        assert lines.encoding == ("utf-8-sig" if marked else "utf-8")
        assert list(lines) == list(lines) == text.split("\n")


@pytest.mark.parametrize(
    "data",
    [
        b"a\n\xff", "中".encode("gb18030"), "中".encode()[:2], "a".encode("utf-16"),
        gzip.compress(b"a" * 999)[:-9], b"\x1f\x8bx", gzip.compress(b"a")[:-8] + b"12345678",
    ],
)  # fmt: skip
def test_what_is_read_as_a_whole(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    assert sound_lines(path) is None
    assert sound_lines(tmp_path) is None
    assert sound_lines(tmp_path / "absent") is None


def test_what_grows_without_end_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(b"a" * 100_000))
    monkeypatch.setattr(byte_lines, "_CHUNK", 1000)
    assert sound_lines(path) is not None
    monkeypatch.setattr(byte_lines, "_RATIO_FROM", 50_000)
    assert sound_lines(path) is None
    path.write_bytes(gzip.compress(bytes(range(97, 122)) * 3))
    assert sound_lines(path) is not None
    monkeypatch.setattr(byte_lines, "_MOST_BYTES", 60)
    assert sound_lines(path) is None
