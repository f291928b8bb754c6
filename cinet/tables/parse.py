"""Cells to values: dates in one declared format, years, numbers. What cannot be read is told, never guessed."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError

__all__ = ["BoolArray", "parse_dates", "parse_numbers", "parse_years"]

BoolArray = npt.NDArray[np.bool_]

# the years that a calendar names with four digits; 0000 stands for no year
_FIRST_DAY: Final = np.datetime64("0001-01-01", "s")
_LAST_DAY: Final = np.datetime64("9999-12-31", "s")

#: Days with the year first, in other signs than those of ISO: there is one way to read them.
_YEAR_FIRST: Final = (
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?P<time>[T ]\d{1,2}:\d{2}.*)?"),
    re.compile(r"(\d{4})(\s*年\s*)(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?(?P<time>)"),
)

#: A year, a month, a day, or a day with a time; nothing that could be read in two ways.
_ISO: Final = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}.*)?)?)?")


def parse_dates(values: pd.Series, date_format: str | None = None) -> tuple[pd.Series, BoolArray]:
    """Read a column of dates.

    Parameters
    ----------
    values : Series
        Dates, text, or whole numbers (years).
    date_format : str, optional
        Format of the text, such as ``"%d.%m.%Y"``. Unless given, ISO dates, and days with the year first, which
        can be read in one way only: ``2019/5/31``, ``2019.5.31``, ``2019年5月31日``. A plain year stands for its
        first day in either case.

    Returns
    -------
    dates : Series of datetime64[s]
        Without time of day or zone; NaT where there is none.
    failed : ndarray of bool
        Where something stood that is no date of this format, or none of the years 1 to 9999.

    Examples
    --------
    >>> dates, failed = parse_dates(pd.Series(["2019-05-01", "2020", "1 May 2019"]))
    >>> dates.dt.strftime("%Y-%m-%d").tolist(), failed.tolist()
    (['2019-05-01', '2020-01-01', nan], [False, False, True])
    """
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        moments = values if values.dt.tz is None else values.dt.tz_localize(None)
        return _told(values, moments.dt.floor("D").astype("datetime64[s]"))
    codes, uniques = pd.factorize(values)
    texts = pd.Series(_whole(pd.Series(uniques)), dtype="str").str.strip()
    if date_format is None:
        texts = texts.map(_as_iso)
    iso = texts.map(lambda text: _ISO.fullmatch(text) is not None).astype(bool)
    by_year = texts.str.len() == 4
    read = pd.to_datetime(
        texts.where(iso & (by_year if date_format else True)).str[:10], format="ISO8601", errors="coerce"
    )
    if date_format is not None:
        try:
            declared = pd.to_datetime(texts, format=date_format, errors="coerce")
        except ValueError as error:
            raise SchemaError(f"date_format={date_format!r} is not a format: {error}.") from error
        read = declared.dt.tz_localize(None).fillna(read)
    return _told(values, pd.Series(np.append(_days(read), np.datetime64("NaT", "s"))[codes]))


def _as_iso(text: str) -> str:
    for form in _YEAR_FIRST:
        if found := form.fullmatch(text):
            year, _, month, day = found.groups()[:4]
            return f"{year}-{month:0>2}-{day or 1:0>2}"
    return text


def _told(values: pd.Series, dates: pd.Series) -> tuple[pd.Series, BoolArray]:
    """Leave out dates of years that no calendar has, and say where something stood that is no date."""
    days = dates.to_numpy()
    dates = dates.where((days >= _FIRST_DAY) & (days <= _LAST_DAY))
    return dates, _unread(values, dates)


def _unread(values: pd.Series, read: pd.Series) -> BoolArray:
    """Say where something stands that was not read; blank text is nothing."""
    failed: BoolArray = np.asarray(values.notna()) & np.asarray(read.isna())
    places = np.flatnonzero(failed)
    failed[places[values.iloc[places].astype("str").str.strip().eq("").to_numpy(dtype=bool)]] = False
    return failed


def _days(moments: pd.Series) -> npt.NDArray[np.datetime64]:
    return moments.to_numpy().astype("datetime64[D]").astype("datetime64[s]")


def _whole(values: pd.Series) -> pd.Series:
    """Write whole numbers without a decimal point: a year beside a missing value arrives as 2019.0."""
    if pd.api.types.is_float_dtype(values.dtype):
        return values.map(lambda value: f"{value:.0f}" if value == np.floor(value) else str(value))
    return values.astype("str")


def parse_years(values: pd.Series) -> tuple[pd.Series, BoolArray]:
    """Read a column of years.

    Parameters
    ----------
    values : Series
        Whole numbers or text.

    Returns
    -------
    years : Series of Int64
        NA where there is none.
    failed : ndarray of bool
        Where something stood that is no year from 1 to 9999.

    Examples
    --------
    >>> years, failed = parse_years(pd.Series(["2019", "about 2020"]))
    >>> years.tolist(), failed.tolist()
    ([2019, <NA>], [False, True])
    """
    numbers, _ = parse_numbers(values)
    sound = (numbers >= 1) & (numbers <= 9999) & (numbers == np.floor(numbers))
    years = numbers.where(sound).astype("Int64")
    return years, _unread(values, years)


def parse_numbers(values: pd.Series) -> tuple[pd.Series, BoolArray]:
    """Read a column of numbers with a decimal point.

    Parameters
    ----------
    values : Series
        Numbers or text.

    Returns
    -------
    numbers : Series of float64
        NaN where there is none.
    failed : ndarray of bool
        Where something stood that is no number.

    Examples
    --------
    >>> numbers, failed = parse_numbers(pd.Series(["1.5", "1,5"]))
    >>> numbers.tolist(), failed.tolist()
    ([1.5, nan], [False, True])
    """
    numbers = pd.to_numeric(values, errors="coerce").astype("float64")
    return numbers, _unread(values, numbers)
