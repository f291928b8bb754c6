"""Cells of a sheet that are links: the text a ``HYPERLINK`` formula shows is in the formula, so it can be read there.

Nothing is calculated: a formula whose text is not written out stays unread.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

__all__ = ["column_number", "link_text", "spanned_columns"]

_LINK: Final = re.compile(
    r'\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:,\s*(?:"((?:[^"]|"")*)"|(-?\d+(?:\.\d+)?))\s*)?\)\s*',
    re.IGNORECASE,
)
_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})\d')


def link_text(formula: str) -> str | None:
    """Return what a link shows, or None when the formula is no link with its text written out.

    Parameters
    ----------
    formula : str
        As it stands in the XML of the sheet.

    Returns
    -------
    str or None
        The second argument, or the address when there is none.

    Examples
    --------
    >>> link_text('HYPERLINK("https://x.org/7", "7")'), link_text("A1+1")
    ('7', None)
    """
    match = _LINK.fullmatch(unescape(formula))
    if match is None:
        return None
    address, text, number = match.groups()
    shown = number if number is not None else address if text is None else text
    return str(shown).replace('""', '"')


def column_number(letters: str) -> int:
    """Return the number of a column, from 0.

    Parameters
    ----------
    letters : str
        Its name in the sheet.

    Returns
    -------
    int
        0 for A.

    Examples
    --------
    >>> column_number("A"), column_number("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def spanned_columns(content: bytes) -> tuple[int, int]:
    """Return the first and the last column of which a sheet has a cell.

    Parameters
    ----------
    content : bytes
        The XML of the sheet, with a cell at least.

    Returns
    -------
    first, last : int
        Numbers from 0.

    Examples
    --------
    >>> spanned_columns(b'<c r="B1"/><c r="D2"/>')
    (1, 3)
    """
    numbers = [column_number(letters.decode()) for letters in set(_CELL.findall(content))]
    return min(numbers), max(numbers)
