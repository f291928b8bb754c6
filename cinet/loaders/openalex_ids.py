"""Ids of OpenAlex: without their address, with merged ids followed; and types from a dump of ROR."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cinet.errors import LoadError
from cinet.loaders.json_records import JsonSource, Place
from cinet.loaders.json_values import Notes, text_of
from cinet.loaders.paths import is_folder
from cinet.loaders.presets.openalex import ROR_ORDER
from cinet.loaders.sources import read_raw_text

__all__ = ["Ids", "merged_table", "ror_types"]

_MERGED: Final = ["id", "merge_into_id"]


class Ids:
    """Makes short ids, follows merged ones, and tells each merger once."""

    def __init__(self, merged: Mapping[str, str], notes: Notes) -> None:
        #: What was last made of the institution with this id: the same object comes again and again.
        self.institutions: dict[str, tuple[dict[str, Any], tuple[Any, ...], frozenset[str]]] = {}
        self._merged = merged
        self._notes = notes
        self._known: dict[object, str | None] = {}

    def short(self, value: object, place: Place) -> str | None:
        """Return the id that stands for a value of JSON.

        Parameters
        ----------
        value : object
            An id with or without its address.
        place : tuple of str and int
            File and number of the record, for the issue.

        Returns
        -------
        str or None
            None when there is no id.
        """
        if not isinstance(value, str):
            return text_of(value)
        if value in self._known:
            return self._known[value]
        text = text_of(value)
        found = None if text is None else last_part(text)
        into = None if found is None else followed(found, self._merged)
        if into != found:
            self._notes.add(
                place, "id", value=found, reason=f"OpenAlex merged this id into {into!r}", action="merged"
            )
        self._known[value] = into
        return into


def last_part(address: str) -> str:
    """Return what an address ends with.

    Parameters
    ----------
    address : str
        Such as ``https://openalex.org/I7``.

    Returns
    -------
    str
        Such as ``I7``; the whole text when nothing follows its last slash.

    Examples
    --------
    >>> last_part("https://openalex.org/I7"), last_part("I7"), last_part("I7/")
    ('I7', 'I7', 'I7/')
    """
    return address.rsplit("/", 1)[-1] or address


def followed(start: str, merged: Mapping[str, str]) -> str:
    """Follow mergers to their end; a ring of them leads nowhere, and the id stays.

    Parameters
    ----------
    start : str
        An id.
    merged : mapping
        Old -> new.

    Returns
    -------
    str
        The id that is left.

    Examples
    --------
    >>> followed("a", {"a": "b", "b": "c"}), followed("a", {"a": "b", "b": "a"})
    ('c', 'a')
    """
    passed = {start}
    last = start
    while last in merged:
        last = merged[last]
        if last in passed:
            return start
        passed.add(last)
    return last


def merged_table(given: object) -> dict[str, str]:
    """Return merged ids, old -> new.

    Parameters
    ----------
    given : mapping, path, sequence of paths or None
        As for ``read_openalex``.

    Returns
    -------
    dict
        Short ids.

    Raises
    ------
    LoadError
        It is none of these, or a folder without tables.
    """
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return {last_part(str(old)): last_part(str(new)) for old, new in given.items()}
    made: dict[str, str] = {}
    for item in given if isinstance(given, list | tuple) else [given]:
        if not isinstance(item, str | Path):
            raise LoadError(
                f"merged_ids is a mapping, a path or a list of paths, not a {type(item).__name__}."
            )
        for path in _tables(Path(item)):
            raw = read_raw_text(path, delimiter=",")
            raw.require(_MERGED, "a column of merged ids")
            pairs = raw.frame[_MERGED].dropna()
            made.update(zip(pairs["id"].map(last_part), pairs["merge_into_id"].map(last_part), strict=True))
    return made


def _tables(path: Path) -> list[Path]:
    if not is_folder(path):
        return [path]
    found = sorted(item for item in path.rglob("*") if item.name.lower().endswith((".csv", ".csv.gz")))
    if not found:
        raise LoadError(f"{path.name} holds no .csv or .csv.gz file of merged ids.")
    return found


def ror_types(given: object) -> dict[str, str]:
    """Return the type that says most, for every id of a dump of ROR.

    Parameters
    ----------
    given : path, list of objects or None
        Records of ROR, version 2 (``types`` in lower case) or 1.

    Returns
    -------
    dict
        Last part of the id -> code of the type.

    Examples
    --------
    >>> ror_types([{"id": "https://ror.org/01", "types": ["funder", "education"]}])
    {'01': 'education'}
    """
    if given is None:
        return {}
    made: dict[str, str] = {}
    # a dump is read for its types alone: what else is odd in it is no issue of the works
    for _, record in JsonSource(given, (("items",),)).records():
        ror = text_of(record.get("id"))
        types = record.get("types")
        codes = (
            {code.casefold() for code in types if isinstance(code, str)} if isinstance(types, list) else set()
        )
        best = next((code for code in ROR_ORDER if code in codes), None)
        if ror is not None and best is not None:
            made[last_part(ror)] = best
    if not made:
        raise LoadError(
            "ror= holds no record with an id and types, as a dump of ROR has: see https://ror.org."
        )
    return made
