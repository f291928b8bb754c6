"""How many records of a table were read and used, and which of its columns nobody knew."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pandas as pd

from cinet.tables.held import REPORT_COLUMNS
from cinet.tables.raw import RawTable

__all__ = ["file_report", "unknown_columns"]

# the note that only one way of reading leaves -> what was read
_FORMATS: Final = {"sheet": "Excel", "delimiter": "delimited text"}


def file_report(raw: RawTable, used: int, *, known: Collection[str] | None = None) -> pd.DataFrame:
    """Make the row of a load report that tells of one table.

    Parameters
    ----------
    raw : RawTable
        The table as read.
    used : int
        How many of its records a table of the ecosystem rests on.
    known : collection of str, optional
        The columns that its publisher is known to give; without it none is called unknown.

    Returns
    -------
    DataFrame
        Columns ``REPORT_COLUMNS``; no row when the table was given as a frame.

    Examples
    --------
    >>> raw = RawTable(pd.DataFrame({"a": ["1", "2"]}), "a.csv", notes={"delimiter": ",", "records": 3})
    >>> file_report(raw, 2)[["rows_read", "rows_used", "rows_in_issues"]].values.tolist()
    [[3, 2, 1]]
    """
    if raw.file is None:
        return pd.DataFrame(columns=list(REPORT_COLUMNS))
    read = int(raw.notes.get("records", len(raw.frame)))
    told = [word for note, word in _FORMATS.items() if note in raw.notes]
    row = {
        "file": raw.file,
        "format": told[0] if told else "Parquet",
        "encoding": raw.notes.get("encoding", ""),
        "rows_read": read,
        "rows_used": used,
        "rows_in_issues": read - used,
        "unknown_columns": "" if known is None else unknown_columns(raw, known),
    }
    return pd.DataFrame([row], columns=list(REPORT_COLUMNS))


def unknown_columns(raw: RawTable, known: Collection[str]) -> str:
    """Join the columns of a table that its publisher is not known to give.

    Parameters
    ----------
    raw : RawTable
        The table as read.
    known : collection of str
        The columns of all its versions.

    Returns
    -------
    str
        Names joined by ``|``.

    Examples
    --------
    >>> unknown_columns(RawTable(pd.DataFrame({"id": [], "colour": []})), ["id"])
    'colour'
    """
    return "|".join(
        str(name) for name in raw.notes.get("columns", raw.frame.columns) if str(name) not in known
    )
