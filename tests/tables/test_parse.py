"""Dates, years, numbers, ids, and the one value of many rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.tables.ids import coded_ids, look_alikes
from cinet.tables.parse import parse_dates, parse_numbers, parse_years
from cinet.tables.settle import settle


def days(values: pd.Series) -> list[str]:
    return values.dt.strftime("%Y-%m-%d").fillna("").tolist()


def test_iso_dates() -> None:
    given = ["2019-05-31", "2019", "2019-05", "2019-05-31 23:59:59", "2019-05-31T08:00:00Z", None]
    dates, failed = parse_dates(pd.Series(given))
    assert days(dates) == ["2019-05-31", "2019-01-01", "2019-05-01", "2019-05-31", "2019-05-31", ""]
    assert not failed.any()
    assert dates.dtype == np.dtype("datetime64[s]")


@pytest.mark.parametrize(
    "text", ["31.05.2019", "03/04/2021", "2019-13-01", "2019-02-30", "20190531", "05/2019", "x"]
)
def test_what_could_be_read_in_two_ways_is_not_read(text: str) -> None:
    dates, failed = parse_dates(pd.Series([text, "2020-01-01"]))
    assert days(dates) == ["", "2020-01-01"]
    assert failed.tolist() == [True, False]


def test_old_dates() -> None:
    dates, failed = parse_dates(pd.Series(["1204-04-13", "1204"]))
    assert days(dates) == ["1204-04-13", "1204-01-01"]
    assert not failed.any()


NO_YEARS = ["0000", "0000-01-01", "0000-12", "-0001-01-01", "-5", "99999", "99999-01-01"]


@pytest.mark.parametrize("text", NO_YEARS)
@pytest.mark.parametrize("date_format", [None, "%Y", "%Y-%m-%d"])
def test_years_that_no_calendar_has_are_no_dates(text: str, date_format: str | None) -> None:
    dates, failed = parse_dates(pd.Series([text, "2020"]), date_format)
    assert days(dates) == ["", "2020-01-01"]
    assert failed.tolist() == [True, False]
    assert parse_years(pd.Series([text]))[1].tolist() == [True]


def test_the_first_and_the_last_day() -> None:
    dates, failed = parse_dates(pd.Series(["0001-01-01", "9999-12-31", "0001", "9999"]))
    assert [date.astype("datetime64[D]").astype(str) for date in dates.to_numpy()] == [
        "0001-01-01", "9999-12-31", "0001-01-01", "9999-01-01"
    ]  # fmt: skip
    assert not failed.any()


def test_moments_that_no_calendar_has_are_no_dates() -> None:
    moments = np.array(
        ["0000-12-31", "-0005-01-01", "10000-01-01", "2020-01-01", "NaT"], dtype="datetime64[s]"
    )
    dates, failed = parse_dates(pd.Series(moments))
    assert days(dates) == ["", "", "", "2020-01-01", ""]
    assert failed.tolist() == [True, True, True, False, False]
    assert dates.dtype == np.dtype("datetime64[s]")


def test_a_declared_format_and_plain_years() -> None:
    dates, failed = parse_dates(pd.Series(["31.05.2019", "2020", "2019-05-31"]), "%d.%m.%Y")
    assert days(dates) == ["2019-05-31", "2020-01-01", ""]
    assert failed.tolist() == [False, False, True]


def test_a_format_that_is_none() -> None:
    with pytest.raises(SchemaError, match="is not a format"):
        parse_dates(pd.Series(["x"]), "%Q")


def test_dates_and_years_that_are_no_text() -> None:
    moments = pd.Series(pd.to_datetime(["2019-05-31 10:00", None]))
    assert days(parse_dates(moments)[0]) == ["2019-05-31", ""]
    assert days(parse_dates(moments.dt.tz_localize("Asia/Shanghai"))[0]) == ["2019-05-31", ""]
    assert days(parse_dates(pd.Series([2019, 2020]))[0]) == ["2019-01-01", "2020-01-01"]
    dates, failed = parse_dates(pd.Series([2019.0, np.nan, 2019.5]))
    assert days(dates) == ["2019-01-01", "", ""]
    assert failed.tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019/5/31", "2019-05-31"),
        ("2019/05/31 08:30", "2019-05-31"),
        ("2019.5.31", "2019-05-31"),
        ("2019-5-3", "2019-05-03"),
        ("2019年5月31日", "2019-05-31"),
        ("2019 年 12 月 1 日", "2019-12-01"),
        ("2019年5月", "2019-05-01"),
        ("2019/13/01", ""),
        ("2019/5-31", ""),
        ("2019/05", ""),
        ("5/31/2019", ""),
        ("31.05.2019", ""),
        ("2019年5月32日", ""),
        ("0000/01/01", ""),
    ],
)
def test_days_with_the_year_first(text: str, day: str) -> None:
    dates, failed = parse_dates(pd.Series([text, None]))
    assert days(dates) == [day, ""]
    assert failed.tolist() == [not day, False]
    # a declared format is kept to
    assert parse_dates(pd.Series(["2019/5/31"]), "%d/%m/%Y")[1].tolist() == [True]


def test_years() -> None:
    years, failed = parse_years(pd.Series(["2019", "2019.0", "2019.5", "0", "x", None]))
    assert years.tolist() == [2019, 2019, pd.NA, pd.NA, pd.NA, pd.NA]
    assert failed.tolist() == [False, False, True, True, True, False]


def test_numbers() -> None:
    numbers, failed = parse_numbers(pd.Series(["1.5", "1,5", "NA", None, "-2e3"]))
    assert numbers.tolist()[0] == 1.5
    assert numbers.tolist()[4] == -2000
    assert failed.tolist() == [False, True, True, False, False]
    assert parse_numbers(pd.Series([1, None], dtype="Int64"))[0].isna().tolist() == [False, True]


@pytest.mark.parametrize("parse", [parse_dates, parse_years, parse_numbers])
def test_blank_text_is_nothing(parse: Any) -> None:
    read, failed = parse(pd.Series(["", " ", None, "x"], dtype=object))
    assert read.isna().all()
    assert failed.tolist() == [False, False, False, True]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pd.Series(["001", "1"]), ["001", "1"]),
        (pd.Series([" a", "a "]), ["a"]),
        (pd.Series([7, 8]), ["7", "8"]),
        (pd.Series([7.0, np.nan]), ["7"]),
        (pd.Series([7.5, 8.0]), ["7.5", "8.0"]),
        (pd.Series([9007199254740993, 9007199254740992]), ["9007199254740993", "9007199254740992"]),
        (pd.Series([1e300]), ["1e+300"]),
        (pd.Series(["Cafe\u0301", "Caf\u00e9"]), ["Caf\u00e9"]),
        (pd.Series(["\uff21", "A"]), ["\uff21", "A"]),
        (pd.Series(["NA", "None", "nan"]), ["NA", "None", "nan"]),
        (pd.Series(pd.Categorical(["b", "a", None], categories=["z", "a", "b"])), ["a", "b"]),
        (pd.Series([], dtype=object), []),
        (pd.Series(["x", 7, None], dtype=object), ["x", "7"]),
    ],
)
def test_ids(values: pd.Series, expected: list[str]) -> None:
    codes, ids = coded_ids(values)
    assert ids.tolist() == expected
    assert (codes < 0).tolist() == values.isna().tolist()


@given(st.lists(st.one_of(st.none(), st.text(st.characters(codec="utf-8"), max_size=4)), max_size=20))
def test_codes_point_to_the_ids(values: list[str | None]) -> None:
    codes, ids = coded_ids(pd.Series(values, dtype=object))
    for value, code in zip(values, codes.tolist(), strict=True):
        if code < 0:
            assert value is None or not value.strip()
        else:
            assert coded_ids(pd.Series([value], dtype=object))[1].tolist() == [ids[code]]


def test_look_alikes() -> None:
    ids = pd.Index(["Acme", "acme", "x", "\uff21cme", "a  b", "A b"])
    assert look_alikes(ids) == [["A b", "a  b"], ["Acme", "acme", "\uff21cme"]]
    assert look_alikes(pd.Index(["a", "b"])) == []


def test_losers_stand_in_the_order_of_the_rows() -> None:
    codes = np.zeros(3, dtype=np.int32)
    values = pd.Series(["z", "x", "y"], dtype="str")
    for column in (values, pd.Series(pd.Categorical(values, categories=["x", "y", "z"]))):
        settled = settle(codes, 1, column)
        assert settled.values.tolist() == ["z"]
        assert settled.places.tolist() == [1, 2]


@given(st.lists(st.tuples(st.integers(-1, 3), st.sampled_from(["x", "y", "z", None])), max_size=30))
def test_the_most_frequent_value_and_ties_to_the_first(rows: list[tuple[int, str | None]]) -> None:
    codes = np.array([code for code, _ in rows], dtype=np.int64)
    column = pd.Series([value for _, value in rows], dtype="str")
    settled = settle(codes, 4, column)
    losses = []
    for key in range(4):
        values = [value for code, value in rows if code == key and value is not None]
        best = max(values, key=lambda value: (values.count(value), -values.index(value)), default=None)
        found = settled.values.iloc[key]
        assert (None if pd.isna(found) else found) == best
        losses += [(key, value, values.count(value)) for value in set(values) if value != best]
    found_losses = [
        (key, column.iloc[place], count)
        for key, place, count in zip(
            settled.keys.tolist(), settled.places.tolist(), settled.counts.tolist(), strict=True
        )
    ]
    assert sorted(found_losses) == sorted(losses)
    for key, place in zip(settled.keys.tolist(), settled.places.tolist(), strict=True):
        assert rows.index((key, column.iloc[place])) == place


def test_settled_numbers_stay_numbers() -> None:
    settled = settle(np.array([0, 0, 1]), 3, pd.Series([2.5, 2.5, 7.0]))
    assert settled.values.tolist()[:2] == [2.5, 7.0]
    assert np.isnan(settled.values.iloc[2])
