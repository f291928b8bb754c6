"""Text that a spreadsheet would run: made harmless on the way out, and itself again on the way in.

A text that begins with ``=``, ``+``, ``-``, ``@`` (narrow or wide), a tab or a line end gets an apostrophe in front.
So does a text that begins with an apostrophe, and the empty text, which would otherwise be a missing value. What was
written is therefore told from what was not, and comes back as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pandas as pd

__all__ = ["GUARD", "guarded", "guarded_text", "unguarded", "unguarded_text"]

#: What stands in front of a text that a spreadsheet would run.
GUARD: Final = "'"

_RUN: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
_GUARDED: Final = (*_RUN, GUARD)


def guarded_text(text: str) -> str:
    """Put an apostrophe in front of a text that a spreadsheet would run.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same text unless it needs the guard.

    Examples
    --------
    >>> guarded_text("=1+1"), guarded_text("'s"), guarded_text(""), guarded_text("a")
    ("'=1+1", "''s", "'", 'a')
    """
    return GUARD + text if not text or text.startswith(_GUARDED) else text


def unguarded_text(text: str) -> str:
    """Take the apostrophe away that ``guarded_text`` puts in front.

    Parameters
    ----------
    text : str
        A text from a table.

    Returns
    -------
    str
        The text as it was before; a text that was never guarded stays as it is.

    Examples
    --------
    >>> unguarded_text("'=1+1"), unguarded_text("''s"), unguarded_text("'"), unguarded_text("'t Hooft")
    ('=1+1', "'s", '', "'t Hooft")
    """
    if text.startswith(GUARD) and (len(text) == 1 or text[1:].startswith(_GUARDED)):
        return text[1:]
    return text


def guarded(column: pd.Series) -> pd.Series:
    """Guard the texts of a column; numbers, dates and missing values stay as they are.

    Parameters
    ----------
    column : Series
        Any column.

    Returns
    -------
    Series
        With text where it was text.

    Examples
    --------
    >>> guarded(pd.Series(["=x", None, "y"])).tolist()
    ["'=x", nan, 'y']
    """
    return _mapped(column, guarded_text, _GUARDED)


def unguarded(column: pd.Series) -> pd.Series:
    """Take the guards of a column away.

    Parameters
    ----------
    column : Series
        Any column.

    Returns
    -------
    Series
        With text where it was text.

    Examples
    --------
    >>> unguarded(pd.Series(["'=x", None, "y"])).tolist()
    ['=x', nan, 'y']
    """
    return _mapped(column, unguarded_text, (GUARD,))


def _mapped(column: pd.Series, change: Callable[[str], str], starts: tuple[str, ...]) -> pd.Series:
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(column.cat.categories.dtype)
    if pd.api.types.is_object_dtype(column.dtype):
        column = column.astype("str")
    if not isinstance(column.dtype, pd.StringDtype):
        return column
    touched = column.str.startswith(starts).fillna(False).astype(bool) | (column == "").fillna(False).astype(
        bool
    )
    if not touched.any():
        return column
    made = column.copy()
    made[touched] = column[touched].map(change)
    return made
