"""Blocks of whatever size, compiled or not: the records are those of the whole text cut at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.tables import cutting, delimited
from cinet.tables.coding import CodedColumn, PlainColumn, Spans
from cinet.tables.cutting import Cutter
from cinet.tables.delimited import read_delimited

TEXTS = st.text(alphabet='ab,,\n\n\r"\0 企', max_size=60)


def cut_at_once(text: str, width: int) -> tuple[list[tuple[int, list[str]]], list[int]]:
    """Cut a text by the plain reader: rows with their physical lines, and the lines of what is no row.

    After what cannot be read, reading goes on at the next line.
    """
    lines = list(io.StringIO(text, newline=""))
    rows: list[tuple[int, list[str]]] = []
    lost: list[int] = []
    done = 0
    while done < len(lines):
        reader = csv.reader(lines[done:], strict=True)
        try:
            cells = next(reader)
        except csv.Error:
            lost.append(done + 1)
            done += 1
            continue
        if len(cells) == width and "\0" not in "".join(cells):
            rows.append((done + 1, cells))
        elif cells:
            lost.append(done + 1)
        done += reader.line_num
    return rows, lost


@pytest.mark.parametrize("long", [0, 10**9])
@pytest.mark.parametrize("block", [1, 7, 30, 10**6])
def test_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch, block: int, long: int) -> None:
    monkeypatch.setattr(cutting, "_BLOCK", block)
    monkeypatch.setattr(delimited, "_LONG", long)

    @given(TEXTS)
    def compare(body: str) -> None:
        rows, lost = cut_at_once("x,y\n" + body, 2)
        read = read_delimited("x,y\n" + body, delimiter=",", coded={"x", "y"}.__contains__)
        assert read.rows is not None
        assert read.rows.tolist() == [line for line, _ in rows][1:]
        cells = read.frame.astype("str").fillna("").values.tolist()
        assert cells == [cells for _, cells in rows][1:]
        assert read.issues["row"].tolist() == lost
        assert read.notes["records"] == len(cells) + len(lost)

    compare()


def test_a_header_longer_than_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "_BLOCK", 2)
    assert Cutter('\n\n"a\nb",c\n1,2\n', ",").header() == (["a\nb", "c"], 3, "")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends(monkeypatch: pytest.MonkeyPatch, end: str, last: bool) -> None:
    monkeypatch.setattr(delimited, "_LONG", 0)
    text = end.join(["a,b", "1,", "企业,3", ",1", *[""] * last])
    read = read_delimited(text, coded=lambda name: True)
    assert read.frame.astype("str").fillna("").values.tolist() == [["1", ""], ["企业", "3"], ["", "1"]]
    assert read.frame["a"].cat.categories.tolist() == ["1", "企业"]


def test_one_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_LONG", 0)
    read = read_delimited("a\n1\n\n2\n", coded=lambda name: True)
    assert read.frame["a"].tolist() == ["1", "2"]
    assert read.rows is not None
    assert read.rows.tolist() == [2, 4]


def test_a_delimiter_that_is_no_single_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_LONG", 0)
    read = read_delimited("a；b\n1；2\n", delimiter="；", coded=lambda name: True)
    assert read.frame.to_dict("list") == {"a": ["1"], "b": ["2"]}


@pytest.fixture(params=[1_000_000, 10_000_000])
def allowed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Other libraries may have let the reader of the whole process read longer cells."""
    before = csv.field_size_limit(request.param)
    yield
    csv.field_size_limit(before)


@pytest.mark.parametrize("long", [0, 10**9])
@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.usefixtures("allowed")
def test_cells_too_long(monkeypatch: pytest.MonkeyPatch, long: int, quote: str, end: str) -> None:
    monkeypatch.setattr(delimited, "_LONG", long)
    most = "x" * 1_000_000
    # with a line end in a cell, the block is read record by record
    text = f'a,b\n{quote}{most}x{quote},1\n{quote}{most}{quote},1\n1,"2{end}"\n'
    read = read_delimited(text, coded=lambda name: True)
    assert read.frame["b"].tolist() == ["1", f"2{end}"]
    assert read.issues["row"].tolist() == [2]
    assert "1,000,000 characters" in read.issues["reason"].iloc[0]


def test_columns_as_they_stand_beside_coded_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_LONG", 0)
    read = read_delimited("a,b\n企,x\n,企\n", coded={"a"}.__contains__)
    assert read.frame["a"].cat.categories.tolist() == ["企"]
    assert read.frame["b"].tolist() == ["x", "企"]
    assert read.frame["b"].dtype == "str"


@given(st.lists(st.lists(st.sampled_from(["", "a", "b", "ab", "ba", "企业", "x" * 40]), max_size=12)))
def test_coded_columns_hold_what_was_added(parts: list[list[str]]) -> None:
    coded, plain, spanned = CodedColumn(), PlainColumn(), PlainColumn()
    for part in parts:
        coded.add(part)
        plain.add(part)
        spanned.add(Spans.of(part))
    cells = [cell for part in parts for cell in part]
    found = coded.made()
    assert found.cat.categories.tolist() == sorted({cell for cell in cells if cell})
    assert ["" if code < 0 else found.cat.categories[code] for code in found.cat.codes] == cells
    assert plain.made().fillna("").tolist() == spanned.made().fillna("").tolist() == cells
