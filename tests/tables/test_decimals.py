"""Numbers with either decimal mark: read where there is one way to read them, told of where there are two."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.tables.decimals import parse_decimals


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("-2,25", -2.25),
        ("0,500", 0.5),
        ("1500,75", 1500.75),
        ("1234,500", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567.0),
        ("1,234,567", 1234567.0),
        ("1.234.567,8", 1234567.8),
        ("1,234,567.8", 1234567.8),
        ("1 234,5", 1234.5),
        ("1\u00a0234.5", 1234.5),
        ("1'234'567", 1234567.0),
        ("1.500", 1.5),
        ("2e3", 2000.0),
        ("2,5e3", 2500.0),
        (" 7 ", 7.0),
        ("inf", math.inf),
        (",5", 0.5),
    ],
)
def test_one_way_to_read(text: str, number: float) -> None:
    read = parse_decimals(pd.Series([text, None]))
    assert read.numbers.iloc[0] == number
    assert math.isnan(read.numbers.iloc[1])
    assert not read.failed.any()


@pytest.mark.parametrize("text", ["1,500", "-12,345", "999,000"])
def test_two_ways_to_read(text: str) -> None:
    read = parse_decimals(pd.Series([text, "1.5"]))
    assert read.doubtful.tolist() == read.failed.tolist() == [True, False]
    assert math.isnan(read.numbers.iloc[0])
    assert parse_decimals(pd.Series([text]), ",").numbers.iloc[0] == float(text.replace(",", "."))
    assert parse_decimals(pd.Series([text]), ".").numbers.iloc[0] == float(text.replace(",", ""))


def test_a_column_with_decimal_commas_makes_points_doubtful() -> None:
    read = parse_decimals(pd.Series(["2,5", "1.500", "1.5", "2.000.000"]))
    assert read.doubtful.tolist() == [False, True, False, False]
    assert read.numbers.tolist()[2:] == [1.5, 2000000.0]


@pytest.mark.parametrize(
    "text", ["x", "1,2,3", "1.2.3", "1,23.4", "1.23,4,5", "12 34", "1,,5", "--1", "1,5 EUR", "NA"]
)
@pytest.mark.parametrize("decimal", [None, ".", ","])
def test_what_is_no_number(text: str, decimal: Any) -> None:
    read = parse_decimals(pd.Series([text]), decimal)
    assert read.failed.tolist() == [True]
    assert math.isnan(read.numbers.iloc[0])


def test_a_declared_mark_is_kept_to() -> None:
    assert parse_decimals(pd.Series(["1.5"]), ",").failed.tolist() == [True]
    assert parse_decimals(pd.Series(["1,5"]), ".").failed.tolist() == [True]
    assert parse_decimals(pd.Series(["1.500"]), ",").numbers.tolist() == [1500.0]


def test_blank_text_is_missing() -> None:
    read = parse_decimals(pd.Series(["", "  ", None, "1"], dtype=object))
    assert not read.failed.any()
    assert read.numbers.isna().tolist() == [True, True, True, False]


def test_numbers_stay_numbers() -> None:
    assert parse_decimals(pd.Series([1, None], dtype="Int64")).numbers.tolist()[0] == 1.0
    assert parse_decimals(pd.Series([1, "2,5"], dtype=object)).numbers.tolist() == [1.0, 2.5]


def test_another_mark() -> None:
    mark: Any = ";"
    with pytest.raises(SchemaError, match="decimal=';' is neither"):
        parse_decimals(pd.Series(["1"]), mark)


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=20), st.booleans())
def test_written_and_read_again(numbers: list[float], grouped: bool) -> None:
    form = "{:,.4f}" if grouped else "{:.4f}"
    pointed = [form.format(number) for number in numbers]
    swapped = [text.translate(str.maketrans(".,", ",.")) for text in pointed]
    wanted = [float(text.replace(",", "")) for text in pointed]
    for texts in (pointed, swapped):
        assert parse_decimals(pd.Series(texts)).numbers.tolist() == wanted
    assert parse_decimals(pd.Series(swapped), ",").numbers.tolist() == wanted
    assert parse_decimals(pd.Series(pointed), ".").numbers.tolist() == wanted
