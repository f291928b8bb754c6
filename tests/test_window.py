from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.window import Window, windows


def bounds(made):
    return [(str(window.start), str(window.end)) for window in made]


def test_years():
    assert windows(2014, 2015) == [
        Window(np.datetime64("2014-01-01"), np.datetime64("2015-01-01"), "2014"),
        Window(np.datetime64("2015-01-01"), np.datetime64("2016-01-01"), "2015"),
    ]


@pytest.mark.parametrize(
    ("span", "options", "labels"),
    [
        ((2014, 2018), {"length": "3Y", "step": "1Y"}, ["2014-2016", "2015-2017", "2016-2018"]),
        ((2014, 2018), {"length": "2Y"}, ["2014-2015", "2016-2017"]),
        (("2020-01", "2020-12"), {"length": "6M"}, ["2020-01..2020-06", "2020-07..2020-12"]),
        ((2020, 2020), {"length": "1Y", "step": "6M"}, ["2020-01..2020-12"]),
        (("2020-04", "2022-03"), {"length": "1Y"}, ["2020-04..2021-03", "2021-04..2022-03"]),
        ((" 2020 ", "2020"), {"length": " 12 m "}, ["2020-01..2020-12"]),
    ],
)
def test_labels(span, options, labels):
    assert [window.label for window in windows(*span, **options)] == labels


def test_a_span_that_begins_and_ends_within_a_month():
    made = windows("2020-01-15", "2020-03-30", length="1M")
    assert bounds(made) == [("2020-01-15", "2020-02-01"), ("2020-02-01", "2020-03-01")]
    assert bounds(windows("2020-01-15", "2020-03-31", length="1M"))[-1] == ("2020-03-01", "2020-04-01")


def test_the_leap_day_is_held():
    (window,) = windows("2020-02", "2020-02", length="1M")
    assert window.start <= np.datetime64("2020-02-29") < window.end


@given(st.integers(1990, 2030), st.integers(0, 12), st.integers(1, 4), st.integers(1, 4))
def test_windows_lie_in_the_span_and_follow_each_other(start, span, length, step):
    end = start + span
    if length > span + 1:
        with pytest.raises(SchemaError, match="shorter than one window"):
            windows(start, end, length=f"{length}Y", step=f"{step}Y")
        return
    made = windows(start, end, length=f"{length}Y", step=f"{step}Y")
    first = [int(str(window.start)[:4]) for window in made]
    assert first == list(range(start, end - length + 2, step))
    assert all(str(window.end) == f"{year + length}-01-01" for window, year in zip(made, first, strict=True))


@pytest.mark.parametrize(
    ("span", "message"),
    [
        (("14", 2015), r"window start '14' is not a year \(2014\), a month \(2014-03\) or a day"),
        ((2014, "2015-3"), "window end '2015-3' is not a year"),
        (("spring", 2015), "window start 'spring'"),
        (("2014-13", 2015), "window start '2014-13' is not a date of the calendar"),
        ((2014, "2015-02-29"), "window end '2015-02-29' is not a date of the calendar"),
        ((2015, 2014), "the span from 2015 to 2014 is shorter than one window of 1Y"),
    ],
)
def test_what_is_no_span(span, message):
    with pytest.raises(SchemaError, match=message):
        windows(*span)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"length": "3"}, "window length '3' is not a number of years or months such as '3Y'"),
        ({"length": "0Y"}, "window length '0Y'"),
        ({"length": "1Y", "step": "2W"}, "window step '2W'"),
        ({"length": "1Y", "step": "0M"}, "window step '0M'"),
        ({"length": "9Y"}, "shorter than one window of 9Y: choose a shorter length"),
    ],
)
def test_what_is_no_length(options, message):
    with pytest.raises(SchemaError, match=message):
        windows(2014, 2016, **options)
