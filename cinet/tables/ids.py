"""Identifiers: one text per thing, whatever type, blanks or Unicode form a source writes it in."""

from __future__ import annotations

import unicodedata
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError

__all__ = ["IntArray", "coded_ids", "look_alikes"]

IntArray = npt.NDArray[np.int64]


def coded_ids(values: pd.Series) -> tuple[IntArray, pd.Index]:
    """Code a column of ids; white space around an id does not count, nor does its Unicode composition.

    Parameters
    ----------
    values : Series
        Ids as text, whole numbers or categories.

    Returns
    -------
    codes : ndarray of int
        Position in ``ids`` for each value; -1 where the id is missing or blank.
    ids : Index of str
        The ids in order of first appearance.

    Examples
    --------
    >>> codes, ids = coded_ids(pd.Series([" b", "a", None, "b"]))
    >>> codes.tolist(), ids.tolist()
    ([0, 1, -1, 0], ['b', 'a'])
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        raw, uniques = values.cat.codes.to_numpy(), pd.Index(values.cat.categories)
        # categories that are not used are no ids
        used, raw = np.unique(raw[raw >= 0]), raw.astype(np.int64)
        place = np.full(len(uniques) + 1, -1, dtype=np.int64)
        place[used] = np.arange(len(used))
        raw, uniques = place[raw], uniques.take(used)
    else:
        try:
            raw, uniques = pd.factorize(values)
        except TypeError as error:
            raise SchemaError(
                f"column {values.name!r} holds what is no id: {error}. Ids are texts or numbers."
            ) from error
        uniques = pd.Index(uniques)
    texts = np.array([unicodedata.normalize("NFC", text.strip()) for text in _texts(uniques)], dtype=object)
    texts[texts == ""] = None
    again, ids = pd.factorize(texts)
    # one more place at the end, so that the code -1 of a missing value stays -1
    codes = np.append(again, -1).astype(np.int64)[raw]
    return codes, pd.Index(ids, dtype="str")


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
    return [str(value) for value in uniques.tolist()]


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
    held = ids.tolist()
    keys = [_key(text) for text in held]
    if len(set(keys)) == len(keys):
        return []
    codes, _ = pd.factorize(np.array(keys, dtype=object))
    several = np.flatnonzero(np.bincount(codes)[codes] > 1)
    groups: dict[Any, list[str]] = {}
    for place in several.tolist():
        groups.setdefault(keys[place], []).append(held[place])
    return sorted(sorted(group) for group in groups.values())


def _key(text: str) -> str:
    wide = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(wide.casefold().split())
