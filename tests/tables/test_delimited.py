"""Delimited text: every record is a row or an issue, with its physical line."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import LoadError, SchemaError, UnknownName
from cinet.tables.delimited import find_delimiter, read_delimited

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@given(
    st.sampled_from(",;\t|"),
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=8)
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_was_written_is_read(delimiter: str, rows: list[list[str]], end: str) -> None:
    width = len(rows[0]) if rows else 2
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow([f"c{number}" for number in range(width)])
    starts = []
    for row in rows:
        starts.append(len(list(io.StringIO(out.getvalue(), newline=""))) + 1)
        writer.writerow(row)
    read = read_delimited(out.getvalue(), delimiter=delimiter)
    assert [
        [cell if isinstance(cell, str) else "" for cell in row] for row in read.frame.values.tolist()
    ] == rows
    assert read.rows is not None
    assert read.rows.tolist() == starts
    assert len(read.issues) == 0


@given(st.text(alphabet='ab",\n\0', max_size=60))
def test_rows_and_issues_are_all_records(body: str) -> None:
    read = read_delimited("x,y\n" + body, delimiter=",")
    assert read.notes["records"] == len(read.frame) + len(read.issues)
    lines = list(io.StringIO("x,y\n" + body, newline=""))
    held = set(read.rows.tolist() if read.rows is not None else []) | set(read.issues["row"].tolist())
    # every line that is not blank starts a record or continues one that is a row or an issue
    blank = {number for number, line in enumerate(lines, start=1) if line in ("\n", "\r\n", "\r")}
    assert held <= set(range(2, len(lines) + 1)) - (blank - held)
    assert (read.issues["action"] == "dropped").all()


def test_the_words_for_nothing_are_text() -> None:
    read = read_delimited('id,a\n001,NA\n002,None\n003,NULL\n004,\n005,""\n')
    assert read.frame["id"].tolist() == ["001", "002", "003", "004", "005"]
    assert read.frame["a"].isna().tolist() == [False, False, False, True, True]
    assert read.frame["a"].tolist()[:3] == ["NA", "None", "NULL"]


def test_physical_lines_after_quoted_line_ends() -> None:
    read = read_delimited('a,b\n1,"x\ny"\n\n2\n3,z\n')
    assert read.rows is not None
    assert read.rows.tolist() == [2, 6]
    assert read.issues["row"].tolist() == [5]
    assert read.issues["value"].tolist() == ["2"]
    assert read.issues["reason"].tolist() == ["1 cell where the header has 2"]


def test_an_unclosed_quote_costs_its_line_only() -> None:
    read = read_delimited('a,b\n1,"open\n2,y\n3,z\n')
    assert read.frame["a"].tolist() == ["2", "3"]
    assert read.issues[["row", "reason"]].values.tolist() == [[2, "a quoted cell is never closed"]]


def test_text_after_a_closing_quote() -> None:
    read = read_delimited('a,b\n"e"unbalanced,1\n2,3\n')
    assert read.frame["a"].tolist() == ["2"]
    assert read.issues["reason"].tolist() == ["text after a closing quote, or a quote that is not closed"]


def test_a_cell_too_long() -> None:
    # author lists of large collaborations have hundreds of thousands of characters
    read = read_delimited(f"a,b\n{'x' * 1_000_001},1\n{'y' * 1_000_000},3\n", delimiter=",")
    assert [len(cell) for cell in read.frame["a"]] == [1_000_000]
    assert read.issues["row"].tolist() == [2]
    assert "1,000,000 characters" in read.issues["reason"].iloc[0]


def test_a_nul_character_is_an_issue() -> None:
    read = read_delimited("a,b\n1\0,2\n3,4\n")
    assert read.frame["a"].tolist() == ["3"]
    assert read.issues["reason"].tolist() == ["a NUL character"]


def test_too_many_cells_in_plural() -> None:
    assert read_delimited("a,b\n1,2,3\n", delimiter=",").issues["reason"].tolist() == [
        "3 cells where the header has 2"
    ]


def test_a_header_alone_is_an_empty_table() -> None:
    read = read_delimited("a,b\n")
    assert read.frame.columns.tolist() == ["a", "b"]
    assert len(read.frame) == 0
    assert len(read.issues) == 0


def test_more_records_than_one_chunk() -> None:
    read = read_delimited("a,b\n" + "1,2\n" * 10_001)
    assert len(read.frame) == 10_001
    assert read.rows is not None
    assert read.rows[-1] == 10_002


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_file(text: str) -> None:
    with pytest.raises(LoadError, match=r"x\.csv is empty"):
        read_delimited(text, file="x.csv")


def test_two_columns_of_one_name() -> None:
    with pytest.raises(LoadError, match="more than one column named 'a'"):
        read_delimited("a,b, a\n")


def test_a_column_without_a_name() -> None:
    assert read_delimited(",b\n1,2\n").frame.columns.tolist() == ["column 1", "b"]


@pytest.mark.parametrize("head", ['"a"b,c\n', "a\0,b\n"])
def test_a_header_that_cannot_be_read(head: str) -> None:
    with pytest.raises(LoadError, match=r"the header of the text \(line 1\) cannot be read"):
        read_delimited(head + "1,2\n", delimiter=",")


def test_wanted_columns_only() -> None:
    read = read_delimited("a,b,c\n1,2,3\n", columns={"c", "a"}.__contains__)
    assert read.frame.to_dict("list") == {"a": ["1"], "c": ["3"]}
    read.require(["a", "c"], "role")
    with pytest.raises(UnknownName, match="Did you mean 'b'"):
        read.require(["bb"], "role")
    with pytest.raises(UnknownName, match="the table has no column 'q'"):
        type(read)(pd.DataFrame({"a": [1]})).require(["q"], "role")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb\n1,2\t3\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("a\n1\n", ","),
        ('"x,y";b\n"1,2";3\n', ";"),
        ("a,b;c;d\n1;2;3\n", ";"),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    assert find_delimiter(text.splitlines(keepends=True)) == delimiter
    assert read_delimited(text).notes["delimiter"] == delimiter


def test_two_delimiters_fit_alike() -> None:
    with pytest.raises(LoadError, match="can be cut by semicolon and tab alike"):
        read_delimited("a;b\tc\n1;2\t3\n")


def test_a_record_that_stops_the_search_for_a_delimiter() -> None:
    assert find_delimiter(["a,b\n", f'"{"x" * 1_000_001}",1\n', "2,3\n"]) == ","


def test_a_delimiter_of_two_characters() -> None:
    with pytest.raises(SchemaError, match="'::' is not one character"):
        read_delimited("a::b\n", delimiter="::")
