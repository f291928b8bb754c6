"""The columns of a vendor under one name each, whatever this version of its table calls them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from cinet.errors import LoadError, first_few, nearest
from cinet.tables.raw import RawTable

__all__ = ["folded", "named_alike", "needed", "renamed", "text_of"]


def folded(name: str) -> str:
    """Fold a column name: case, blanks, underscores and full width do not tell columns apart.

    Parameters
    ----------
    name : str
        As it stands in the header.

    Returns
    -------
    str
        For comparison.

    Examples
    --------
    >>> folded(" Appln_ID "), folded("申请（专利权）人")
    ('applnid', '申请(专利权)人')
    """
    plain = name.replace("\uff08", "(").replace("\uff09", ")").replace("\ufeff", "")
    return "".join(plain.split()).replace("_", "").casefold()


def named_alike(synonyms: Mapping[str, tuple[str, ...]]) -> Callable[[str], bool]:
    """Return a test of whether a column of a file is one of these or goes by a synonym of one.

    Parameters
    ----------
    synonyms : mapping
        Name -> other names.

    Returns
    -------
    callable
        Takes the name in the header.

    Examples
    --------
    >>> named_alike({"name": ("title",)})("TITLE")
    True
    """
    known = {folded(word) for name, others in synonyms.items() for word in (name, *others)}
    return lambda column: folded(column) in known


def renamed(raw: RawTable, synonyms: Mapping[str, tuple[str, ...]]) -> RawTable:
    """Give the columns of a table the names they go by here; the first synonym that is there counts.

    Parameters
    ----------
    raw : RawTable
        A table as read.
    synonyms : mapping
        Name -> the names that vendors give the column.

    Returns
    -------
    RawTable
        The same rows; other columns keep their names.

    Examples
    --------
    >>> raw = RawTable(pd.DataFrame({"PIC": ["9"], "colour": ["red"]}))
    >>> renamed(raw, {"organisationID": ("PIC",)}).frame.columns.tolist()
    ['organisationID', 'colour']
    """
    held = [str(name) for name in raw.notes.get("columns", raw.frame.columns)]
    places = {folded(name): name for name in reversed(held)}
    change: dict[str, str] = {}
    for name, others in synonyms.items():
        found = next((places[folded(word)] for word in (name, *others) if folded(word) in places), None)
        if found is not None and found not in change:
            change[found] = name
    # a column that already has the name of another one gives way to the one that was asked for
    frame = raw.frame.rename(columns=change)
    frame = frame.loc[:, ~frame.columns.duplicated()]
    columns = list(dict.fromkeys(change.get(name, name) for name in held))
    notes = {**raw.notes, "columns": columns, "given": raw.notes.get("given", held)}
    return RawTable(frame, raw.file, raw.rows, raw.issues, notes)


def needed(raw: RawTable, columns: list[str], synonyms: Mapping[str, tuple[str, ...]], hint: str) -> None:
    """Raise LoadError unless a table has these columns, under whichever name.

    Parameters
    ----------
    raw : RawTable
        With its columns renamed.
    columns : list of str
        The names here.
    synonyms : mapping
        Name -> the names that vendors give the column, for the message.
    hint : str
        A sentence that says how to export the table.
    """
    for name in columns:
        if name not in raw.notes["columns"]:
            held = [str(word) for word in raw.notes["given"]]
            words = synonyms.get(name, ()) or (name,)
            close = next((said for word in words if (said := nearest(word, held))), "")
            wanted = (
                f"no column {words[0]!r}" if len(words) == 1 else f"none of the columns {first_few(words, 8)}"
            )
            raise LoadError(
                f"{raw.file or 'the table'} has {wanted}.{close} Its columns: {first_few(held, 30)}. {hint}"
            )


def text_of(raw: RawTable, name: str) -> pd.Series:
    """Return a column as text, or a column of nothing.

    Parameters
    ----------
    raw : RawTable
        With its columns renamed.
    name : str
        The column.

    Returns
    -------
    Series of str
        Missing where nothing stands, trimmed else; numbered from 0.

    Examples
    --------
    >>> text_of(RawTable(pd.DataFrame({"a": [" x ", ""]})), "a").tolist()
    ['x', nan]
    """
    if name not in raw.frame.columns:
        return pd.Series(None, index=pd.RangeIndex(len(raw.frame)), dtype="str")
    values = raw.frame[name].astype("str").str.strip().reset_index(drop=True)
    return values.mask(values == "")
