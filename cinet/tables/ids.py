"""Identifiers: one text per thing, whatever type, blanks or Unicode form a source writes it in."""

from __future__ import annotations

import re
import unicodedata
from itertools import repeat
from operator import is_
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError

__all__ = ["CodeArray", "IntArray", "coded_ids", "first_places", "in_order", "look_alikes"]

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]

_CHUNK: Final = 100_000
#: Stands between texts that are looked at together; texts that hold it are looked at one by one.
_MARK: Final = "\0"
_BLANK: Final = re.compile(r"\s")


def coded_ids(values: pd.Series) -> tuple[CodeArray, pd.Index]:
    """Code a column of ids; white space around an id does not count, nor does its Unicode composition.

    Parameters
    ----------
    values : Series
        Ids as text, whole numbers or categories.

    Returns
    -------
    codes : ndarray of int32
        Position in ``ids`` for each value; -1 where the id is missing or blank.
    ids : Index of str
        The ids in order of first appearance; those of categories in the order of the categories.

    Examples
    --------
    >>> codes, ids = coded_ids(pd.Series([" b", "a", None, "b"]))
    >>> codes.tolist(), ids.tolist()
    ([0, 1, -1, 0], ['b', 'a'])
    """
    raw, uniques = _numbered(values)
    texts = _texts(uniques)
    clean = _clean(texts)
    if all(map(is_, texts, clean)) and "" not in clean:
        same = uniques.dtype == "str"
        return raw, uniques if same else pd.Index(np.array(clean, dtype=object), dtype="str")
    held = np.array(clean, dtype=object)
    held[held == ""] = None
    again, ids = pd.factorize(held)
    # one more place at the end, so that the code -1 of a missing value stays -1
    codes = np.append(again, -1).astype(np.int32)[raw]
    return codes, pd.Index(ids, dtype="str")


def _numbered(values: pd.Series) -> tuple[CodeArray, pd.Index]:
    """Number different values in order of first appearance, or as their categories stand."""
    if not isinstance(values.dtype, pd.CategoricalDtype):
        if values.dtype == "str" and not values.hasnans:
            index = pd.Index(values.array)
            if index.is_monotonic_increasing and index.is_unique:
                return np.arange(len(index)).astype(np.int32), index
        try:
            raw, uniques = pd.factorize(values)
        except TypeError as error:
            raise SchemaError(
                f"column {values.name!r} holds what is no id: {error}. Ids are texts or numbers."
            ) from error
        return raw.astype(np.int32), pd.Index(uniques)
    codes: CodeArray = values.cat.codes.to_numpy().astype(np.int32, copy=False)
    categories = pd.Index(values.cat.categories)
    used = np.zeros(len(categories) + 1, dtype=bool)
    used[codes] = True
    if used[:-1].all():
        return codes, categories
    # categories that are not used are no ids
    place = np.full(len(used), -1, dtype=np.int32)
    chosen = np.flatnonzero(used[:-1])
    place[chosen] = np.arange(len(chosen))
    return place[codes], categories.take(chosen)


def _clean(texts: list[str]) -> list[str]:
    """Take white space off the ends and compose characters; a text that is clean stays the same object."""
    stripped = list(map(str.strip, texts))
    if all(map(str.isascii, stripped)):
        return stripped
    return [text if text.isascii() else _composed(text) for text in stripped]


def _composed(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _texts(uniques: pd.Index) -> list[str]:
    if pd.api.types.is_float_dtype(uniques.dtype):
        # whole numbers beside a missing value arrive as 7.0
        values = uniques.to_numpy(dtype=np.float64)
        if (
            np.isfinite(values).all()
            and (values == np.floor(values)).all()
            and (np.abs(values) < 2**53).all()
        ):
            return [str(value) for value in values.astype(np.int64).tolist()]
    held: list[Any] = uniques.tolist()
    return held if all(map(isinstance, held, repeat(str))) else [str(value) for value in held]


def in_order(ids: pd.Index) -> pd.Index:
    """Sort ids.

    Parameters
    ----------
    ids : Index of str
        Different ids.

    Returns
    -------
    Index of str
        Itself when it is sorted. It was asked for its order then, so that pandas need not build a hash table
        to see that no id stands twice.

    Examples
    --------
    >>> in_order(pd.Index(["b", "a"])).tolist()
    ['a', 'b']
    """
    return ids if ids.is_monotonic_increasing else ids.sort_values()


def first_places(codes: CodeArray, size: int) -> IntArray:
    """Return where each id stands for the first time.

    Parameters
    ----------
    codes : ndarray of int32
        Numbers of ids, -1 for none.
    size : int
        Number of ids.

    Returns
    -------
    ndarray of int
        One place per id; 0 for an id that stands nowhere.

    Examples
    --------
    >>> first_places(np.array([1, -1, 0, 1], dtype=np.int32), 2).tolist()
    [2, 0]
    """
    # the number -1 writes into one more place at the end
    places = np.zeros(size + 1, dtype=np.int64)
    # chunks are written from the back and each is turned round, so that the first place stays
    for start in range((len(codes) - 1) // _CHUNK * _CHUNK, -1, -_CHUNK):
        chunk = codes[start : start + _CHUNK]
        places[chunk[::-1]] = np.arange(start + len(chunk) - 1, start - 1, -1)
    return places[:-1]


def look_alikes(ids: pd.Index) -> list[list[str]]:
    """Find ids that differ only in case, in character width or in blanks within.

    Parameters
    ----------
    ids : Index of str
        Different ids.

    Returns
    -------
    list of list of str
        Groups of two or more, each sorted.

    Examples
    --------
    >>> look_alikes(pd.Index(["Acme", "ACME", "other"]))
    [['ACME', 'Acme']]
    """
    held: list[str] = ids.tolist()
    # keys are compared by their hashes first, so that there are never as many texts more as there are ids
    hashes = np.empty(len(held), dtype=np.int64)
    for start in range(0, len(held), _CHUNK):
        chunk = _keys(held[start : start + _CHUNK])
        hashes[start : start + len(chunk)] = np.fromiter(map(hash, chunk), dtype=np.int64, count=len(chunk))
    order = np.argsort(hashes, kind="stable")
    again = np.flatnonzero(np.diff(hashes[order]) == 0)
    if not len(again):
        return []
    several = [held[place] for place in np.unique(order[np.append(again, again + 1)]).tolist()]
    groups: dict[str, list[str]] = {}
    for key, text in zip(_keys(several), several, strict=True):
        groups.setdefault(key, []).append(text)
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def _keys(texts: list[str]) -> list[str]:
    """Write texts without differences of case, width and blanks, all at once."""
    joined = _MARK.join(texts)
    if joined.count(_MARK) != len(texts) - 1:
        return [_key(text) for text in texts]
    wide = joined if joined.isascii() else unicodedata.normalize("NFKC", joined)
    folded = wide.casefold()
    keys = folded.split(_MARK)
    return [" ".join(key.split()) for key in keys] if _BLANK.search(folded) else keys


def _key(text: str) -> str:
    wide = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(wide.casefold().split())
