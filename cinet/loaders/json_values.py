"""Values of JSON objects as text, lists and objects, whatever shape they come in; what is wrong is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pandas as pd

from cinet.tables.issues import ISSUE_COLUMNS, issue_rows

__all__ = ["Notes", "first_text", "joined", "shown", "text_of"]

_MOST_SHOWN: Final = 60
# whole numbers are exact in a float up to here
_EXACT: Final = 2.0**53
_LARGEST: Final = 10**4000
_SHAPES: Final[dict[type, str]] = {dict: "an object", list: "a list", str: "text", bool: "true or false"}


def text_of(value: object) -> str | None:
    """Return a text or a number as text, exactly; anything else is missing.

    Parameters
    ----------
    value : object
        A value of JSON.

    Returns
    -------
    str or None
        Without white space around it; None for blank text, null, truth values, lists and objects.

    Examples
    --------
    >>> text_of(" 007 "), text_of(9007199254740993), text_of(12.0), text_of(""), text_of(["x"])
    ('007', '9007199254740993', '12', None, None)
    """
    if isinstance(value, str):
        if not value.isascii():
            # half of a pair of surrogates is no character: nothing behind this door could write it
            value = value.encode("utf-8", "replace").decode("utf-8")
        return value.strip() or None
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        # Python refuses to write out more digits than that
        return str(value) if abs(value) < _LARGEST else None
    if isinstance(value, float):
        if value != value or value in (np.inf, -np.inf):
            return None
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    return None


def first_text(record: dict[str, Any], keys: Iterable[str]) -> str | None:
    """Return the first text under one of several keys: what a vendor calls a thing changes over the years.

    Parameters
    ----------
    record : dict
        An object.
    keys : iterable of str
        Its names.

    Returns
    -------
    str or None
        The text.

    Examples
    --------
    >>> first_text({"title": None, "display_name": "A"}, ("title", "display_name"))
    'A'
    """
    for key in keys:
        found = text_of(record.get(key))
        if found is not None:
            return found
    return None


def joined(values: Iterable[str | None]) -> str | None:
    """Join different texts by ``|``, in the order of their first appearance.

    Parameters
    ----------
    values : iterable of str or None
        Texts.

    Returns
    -------
    str or None
        None when there is none.

    Examples
    --------
    >>> joined(["b", "a", None, "b"])
    'b|a'
    """
    return "|".join(dict.fromkeys(value for value in values if value is not None)) or None


def shown(value: object) -> str:
    """Say what a value is, in few words.

    Parameters
    ----------
    value : object
        A value of JSON.

    Returns
    -------
    str
        Such as ``"a list"``.

    Examples
    --------
    >>> shown([1]), shown(None), shown(3)
    ('a list', 'null', 'a number')
    """
    return "null" if value is None else _SHAPES.get(type(value), "a number")


class Notes:
    """Issues that are told one by one while records are read."""

    def __init__(self) -> None:
        self._rows: list[tuple[str | None, int | None, str | None, str | None, str | None, str, str]] = []

    def add(
        self,
        place: tuple[str | None, int | None],
        column: str | None,
        *,
        reason: str,
        action: str,
        value: str | None = None,
        table: str | None = None,
    ) -> None:
        """Add one issue.

        Parameters
        ----------
        place : tuple of str and int
            File and number of the record.
        column, reason, action, value, table : str
            As in the issues table.
        """
        self._rows.append((place[0], place[1], table, column, value, reason, action))

    def objects(self, place: tuple[str, int], value: object, column: str) -> list[dict[str, Any]]:
        """Return a list of objects; null is an empty list, and an object alone a list of one.

        Parameters
        ----------
        place : tuple of str and int
            File and number of the record.
        value : object
            What stands there.
        column : str
            Its key.

        Returns
        -------
        list of dict
            What is no object is left out, and told.
        """
        if value is None:
            return []
        if isinstance(value, dict):
            self.add(
                place,
                column,
                reason="an object where a list was expected",
                action="doubted: read as a list of one",
            )
            return [value]
        if not isinstance(value, list):
            self._shape(place, column, value, "a list")
            return []
        kept = [item for item in value if isinstance(item, dict)]
        if len(kept) < len(value):
            wrong = next(item for item in value if not isinstance(item, dict))
            self._shape(place, column, wrong, "an object")
        return kept

    def one(self, place: tuple[str, int], value: object, column: str) -> dict[str, Any]:
        """Return an object; null is an empty one.

        Parameters
        ----------
        place : tuple of str and int
            File and number of the record.
        value : object
            What stands there.
        column : str
            Its key.

        Returns
        -------
        dict
            Empty for what is no object, which is told.
        """
        if isinstance(value, dict):
            return value
        if value is not None:
            self._shape(place, column, value, "an object")
        return {}

    def _shape(self, place: tuple[str, int], column: str, value: object, wanted: str) -> None:
        text = text_of(value)
        self.add(
            place,
            column,
            value=None if text is None else text[:_MOST_SHOWN],
            reason=f"{shown(value)} where {wanted} was expected",
            action="set to missing",
        )

    def frame(self) -> pd.DataFrame:
        """Return the issues as a table.

        Returns
        -------
        DataFrame
            A list of issues.
        """
        cells = list(zip(*self._rows, strict=True)) or [()] * len(ISSUE_COLUMNS)
        files, rows, tables, columns, values, reasons, actions = map(list, cells)
        made = issue_rows(
            len(files),
            file=files, table=tables, column=columns, value=values, reason=reasons, action=actions,
        )  # fmt: skip
        made["row"] = pd.array(rows, dtype="Int64")
        return made
