"""One value per thing, from the many rows in which it stands: the most frequent one, ties to the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["Settled", "settle"]

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Settled:
    """The value of every key, and what lost against it.

    Parameters
    ----------
    values : Series
        One value per key; missing when all rows of the key are.
    places : ndarray of int
        For each value that lost: the first row in which it stands.
    keys : ndarray of int
        For each value that lost: the key.
    counts : ndarray of int
        For each value that lost: in how many rows it stands.
    """

    values: pd.Series
    places: IntArray
    keys: IntArray
    counts: IntArray


def settle(codes: CodeArray | IntArray, size: int, column: pd.Series) -> Settled:
    """Choose one value per key.

    Parameters
    ----------
    codes : ndarray of int
        Key of every row, from 0; -1 for rows that belong to none.
    size : int
        Number of keys.
    column : Series
        Value of every row; missing values never win against others.

    Returns
    -------
    Settled
        The most frequent value of every key; among equally frequent ones the one that comes first.

    Examples
    --------
    >>> settled = settle(np.array([0, 0, 0, 1]), 2, pd.Series(["x", "y", "y", None]))
    >>> settled.values.tolist(), settled.places.tolist(), settled.counts.tolist()
    (['y', nan], [0], [1])
    """
    value, uniques = _coded(column)
    rows = np.flatnonzero((codes >= 0) & (value >= 0))
    key, value = codes[rows].astype(np.int64), value[rows].astype(np.int64)
    chosen = np.full(size, -1, dtype=np.int64)
    # written from the back, so that the first row of every key stays
    chosen[key[::-1]] = value[::-1]
    torn = np.zeros(size, dtype=bool)
    torn[key[value != chosen[key]]] = True
    some = torn[key]
    kinds = max(len(uniques), 1)
    pair, first, count = np.unique(key[some] * kinds + value[some], return_index=True, return_counts=True)
    rivals, rival_values = np.divmod(pair, kinds)
    order = np.lexsort((first, -count, rivals))
    wins = np.append(True, np.diff(rivals[order]) != 0)[: len(order)]
    chosen[rivals[order[wins]]] = rival_values[order[wins]]
    # in the order of the rows, whatever the values are numbered by
    losers = order[~wins]
    losers = losers[np.lexsort((first[losers], rivals[losers]))]
    held = pd.Series(uniques)
    # a place behind the last value is a missing one
    values = held.reindex(np.where(chosen < 0, len(held), chosen)).reset_index(drop=True)
    return Settled(values, rows[some][first[losers]], rivals[losers], count[losers])


def _coded(column: pd.Series) -> tuple[npt.NDArray[np.integer[Any]], Any]:
    """Number the values of a column; categories are numbered already."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(column.cat.codes), column.cat.categories
    return pd.factorize(column)
