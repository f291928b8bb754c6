"""Dates, years and weights that are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

import cinet as ci
from cinet.ecosystem import Ecosystem
from tests.hostile.case import Case, Loads, Refused, made
from tests.hostile.tables import events

__all__ = ["CASES"]


def _date(value: str, **options: Any) -> Any:
    return events(f"project,actor,when\np1,a,2020-01-02\np2,a,{value}\n", date="when", **options)


def _year(value: str) -> Callable[[Path], Ecosystem]:
    return events(f"project,actor,when\np1,a,2020\np2,a,{value}\n", year="when")


def _moment(folder: Path) -> Ecosystem:
    moments = np.array(["0000-06-01", "2020-01-02"], dtype="datetime64[s]")
    table = pd.DataFrame({"project": ["p1", "p2"], "actor": ["a", "a"], "when": moments})
    return ci.read_events(table, collaboration="project", actor="actor", date="when")


def _weight(value: str) -> Any:
    return events(f"project,actor,w\np1,a,1\np1,b,{value}\n", weight="w")


CASES: Final[list[Case]] = [
    made("dates: another format", _date("03/04/2021"), Loads(2, "not a date")),
    made("dates: a day that does not exist", _date("2021-02-30"), Loads(2, "not a date")),
    *(
        made(f"dates: {value}", _date(value), Loads(2, "not a date"))
        for value in (
            "0000-01-01",
            "0000",
            "-0001-01-01",
            "-5",
            "99999",
            "2021-00-10",
            "2021-01-00",
            "0000-00-00",
        )
    ),
    *(
        made(f"dates: {value}, in a format", _date(value, date_format="%Y-%m-%d"), Loads(2, "not a date"))
        for value in ("0000-01-01", "0000", "2021-02-30")
    ),
    made("dates: the first day", _date("0001-01-01"), Loads(2)),
    made("dates: the last day", _date("9999-12-31"), Loads(2)),
    *(
        made(f"years: {value}", _year(value), Loads(2, "not a year"))
        for value in ("0", "0000", "-1", "-2020", "10000", "99999", "2020.5", "1e9", "2020-01-01", "MMXX")
    ),
    made("dates: moments before the first year", _moment, Loads(2, "not a date")),
    made("dates: year 99999", _date("99999-01-01"), Loads(2, "not a date")),
    made("dates: a number of a workbook", _date("43831"), Loads(2, "not a date")),
    made("dates: infinity", _date("infinity"), Loads(2, "not a date")),
    made("dates: words", _date("yesterday"), Loads(2, "not a date")),
    made(
        "dates: a format that is none",
        _date("2021", date_format="%Q"),
        Refused("is a bad directive in format", "SchemaError"),
    ),
    made("weights: NaN", _weight("NaN"), Loads(1, "the weight is missing, negative or not a finite number")),
    made(
        "weights: infinity",
        _weight("inf"),
        Loads(1, "the weight is missing, negative or not a finite number"),
    ),
    made(
        "weights: minus infinity",
        _weight("-inf"),
        Loads(1, "the weight is missing, negative or not a finite number"),
    ),
    made(
        "weights: negative", _weight("-1"), Loads(1, "the weight is missing, negative or not a finite number")
    ),
    made("weights: zero", _weight("0"), Loads(1, "weight 0 is no participation")),
    made(
        "weights: beyond a double",
        _weight("1e999"),
        Loads(1, "the weight is missing, negative or not a finite number"),
    ),
    made(
        "weights: words", _weight("much"), Loads(1, "the weight is missing, negative or not a finite number")
    ),
    made(
        "weights: hexadecimal",
        _weight("0x10"),
        Loads(1, "the weight is missing, negative or not a finite number"),
    ),
]
