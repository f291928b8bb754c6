"""Half-open time windows: ``[start, end)`` on the start date of a collaboration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from cinet.errors import SchemaError

__all__ = ["Window", "windows"]

Day = np.datetime64


@dataclass(frozen=True, slots=True)
class Window:
    """One half-open window: a collaboration that starts on a day d belongs to it if start <= d < end.

    Examples
    --------
    >>> Window(np.datetime64("2014-01-01"), np.datetime64("2016-01-01"), "2014-2015").label
    '2014-2015'
    """

    start: Day
    end: Day
    label: str


_LENGTH = re.compile(r"^\s*(\d+)\s*([YM])\s*$", re.IGNORECASE)
_BOUND = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
_UNITS: Final[Mapping[int, Literal["Y", "M", "D"]]] = {4: "Y", 7: "M", 10: "D"}


def windows(start: str | int, end: str | int, *, length: str = "1Y", step: str | None = None) -> list[Window]:
    """Cut a span of time into windows of equal length.

    A bound may be a year (``2014``), a month (``2014-03``) or a day; ``end`` is included as it is written:
    ``windows(2014, 2016)`` reaches to the last day of 2016. A window that would reach past the end is not made.

    Parameters
    ----------
    start, end : str or int
        First and last year, month or day of the span.
    length, step : str
        A number of years or months, such as ``"3Y"`` or ``"6M"``. ``step`` is ``length`` unless given:
        a shorter step makes windows that overlap.

    Returns
    -------
    list of Window
        In time order; each label names the first and the last year (or month) it holds.

    Raises
    ------
    SchemaError
        A bound or a length cannot be read, or the span is shorter than one window.

    Examples
    --------
    >>> [w.label for w in windows(2014, 2018, length="3Y", step="1Y")]
    ['2014-2016', '2015-2017', '2016-2018']
    >>> [w.label for w in windows("2020-01", "2020-12", length="6M")]
    ['2020-01..2020-06', '2020-07..2020-12']
    """
    first, _ = _bound("start", start)
    _, stop = _bound("end", end)
    size, by_year = _months("length", length)
    stride, step_by_year = _months("step", step or length)
    anchor = first.astype("datetime64[M]")
    made: list[Window] = []
    while True:
        begin = anchor + len(made) * stride
        finish = begin + size
        # the first window starts on the day the span does; later ones on the first of a month
        opening = max(first, begin.astype("datetime64[D]"))
        closing = finish.astype("datetime64[D]")
        if closing > stop:
            break
        made.append(Window(opening, closing, _label(begin, finish - 1, by_year and step_by_year)))
    if not made:
        raise SchemaError(
            f"the span from {start} to {end} is shorter than one window of {length}: choose a shorter length."
        )
    return made


def _bound(name: str, value: str | int) -> tuple[Day, Day]:
    """First day of a bound and the day after its last day."""
    text = str(value).strip()
    if not _BOUND.match(text):
        raise SchemaError(
            f"window {name} {text!r} is not a year (2014), a month (2014-03) or a day (2014-03-01)."
        )
    try:
        moment = np.datetime64(text, _UNITS[len(text)])
    except ValueError as error:
        raise SchemaError(f"window {name} {text!r} is not a date of the calendar.") from error
    return moment.astype("datetime64[D]"), (moment + 1).astype("datetime64[D]")


def _months(name: str, text: str) -> tuple[int, bool]:
    match = _LENGTH.match(text)
    if match is None or int(match.group(1)) == 0:
        raise SchemaError(f"window {name} {text!r} is not a number of years or months such as '3Y' or '6M'.")
    count, unit = int(match.group(1)), match.group(2).upper()
    return (12 * count, True) if unit == "Y" else (count, False)


def _label(first: np.datetime64, last: np.datetime64, by_year: bool) -> str:
    if by_year and str(first).endswith("-01"):
        years = str(first)[:4], str(last)[:4]
        return years[0] if years[0] == years[1] else "-".join(years)
    return f"{first}..{last}"
