"""Pairs of names that may be one: only names that share a beginning or a rare word are compared at all."""

from __future__ import annotations

import warnings
from collections import Counter
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process

from cinet.errors import CinetWarning
from cinet.loaders.name_tables import TELLING, TELLING_CHARACTERS
from cinet.loaders.names import is_cjk

__all__ = ["differ_in", "near_pairs"]

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

# beginnings that too many names share are lengthened
_BEGINNINGS: Final = (3, 6, 10, 16, 24)
_LARGEST_BLOCK: Final = 6_000
_RARE: Final = 30
# a name of a million letters must not take an hour
_LONGEST: Final = 400
_ROWS_AT_ONCE: Final = 1_000
_PAIRS_AT_ONCE: Final = 2_000_000


def near_pairs(
    keys: pd.Series, countries: pd.Series, *, threshold: float, most: int = _LARGEST_BLOCK
) -> tuple[IntArray, IntArray, FloatArray]:
    """Find pairs of names that are nearly equal.

    Two names are compared when they share the country, or one has none, and the first letters or a rare word (two
    neighbouring characters of a Chinese, Japanese or Korean name).

    Parameters
    ----------
    keys : Series of str
        Names in one spelling, as from ``name_keys``; only their first 400 letters are compared.
    countries : Series of str
        Country of each, or missing.
    threshold : float
        Least similarity, 0 to 1: the share of letters that stay when one name is turned into the other, in the order
        given or with the words sorted.
    most : int
        Largest number of names with one beginning that are compared; beyond, only names with a rare word in common.

    Returns
    -------
    left, right : ndarray of int
        Positions, left below right; every pair once.
    score : ndarray of float
        Similarity.

    Examples
    --------
    >>> keys = pd.Series(["university of basel", "universtiy of basel", "eth zurich"])
    >>> [part.tolist() for part in near_pairs(keys, pd.Series(["CH", "CH", "CH"]), threshold=0.9)]
    [[0], [1], [0.947...]]
    """
    texts = np.array([text[:_LONGEST] for text in keys], dtype=object)
    country = pd.factorize(countries)[0].astype(np.int64)
    found = [*_by_beginning(texts, country, threshold, most), *_by_rare_words(texts, country, threshold)]
    left, right, score = _joined(found)
    order = np.lexsort((-score, right, left))
    left, right, score = left[order], right[order], score[order]
    opens = np.append(True, (left[1:] != left[:-1]) | (right[1:] != right[:-1]))[: len(left)]
    return left[opens], right[opens], score[opens]


_Part = tuple[IntArray, IntArray, FloatArray]
_NONE: Final[_Part] = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


def _by_beginning(
    texts: npt.NDArray[np.object_], country: IntArray, threshold: float, most: int
) -> list[_Part]:
    found = [_NONE]
    left = np.arange(len(texts))
    placeless = country < 0
    for size in _BEGINNINGS:
        blocks = pd.DataFrame({"text": [text[:size] for text in texts[left]], "country": country[left]})
        with_country = blocks.groupby(["text", "country"], sort=False).indices
        too_large = []
        for members in with_country.values():
            if len(members) > most:
                too_large.append(left[members])
            elif len(members) > 1:
                found.append(_scored(texts, left[members], left[members], threshold))
        if placeless.any() and not placeless.all():
            for members in blocks.groupby("text", sort=False).indices.values():
                here = left[members]
                without, others = here[placeless[here]], here[~placeless[here]]
                if not len(without) or not len(others):
                    continue
                if len(here) > most:
                    too_large.append(here)
                else:
                    found.append(_scored(texts, without, others, threshold))
        left = np.unique(np.concatenate([np.empty(0, np.int64), *too_large]))
    if len(left):
        warnings.warn(
            f"{len(left):,} names are too many to compare all with all, because more than {most:,} of them begin alike "
            f"for {_BEGINNINGS[-1]} letters, the first with {texts[left[0]][: _BEGINNINGS[-1]]!r}: they were compared "
            "only with names that share a rare word.",
            CinetWarning,
            stacklevel=4,
        )
    return found


def _scored(texts: npt.NDArray[np.object_], rows: IntArray, columns: IntArray, threshold: float) -> _Part:
    """Compare all of the rows with all of the columns."""
    parts = []
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[start : start + _ROWS_AT_ONCE]
        scores = process.cdist(
            texts[some],
            texts[columns],
            scorer=fuzz.ratio,
            score_cutoff=threshold * 100,
            workers=-1,
            dtype=np.float64,
        )
        row, column = np.nonzero(scores)
        one, other = some[row], columns[column]
        # a block that is compared with itself holds every pair twice, and every name with itself
        once = (one < other) | ~np.isin(one, columns)
        score = scores[row, column] / 100
        parts.append((np.minimum(one, other)[once], np.maximum(one, other)[once], score[once]))
    return _joined(parts)


def _joined(parts: list[_Part]) -> _Part:
    left, right = (np.concatenate([part[place] for part in parts]).astype(np.int64) for place in (0, 1))
    return left, right, np.concatenate([part[2] for part in parts])


def _words(text: str) -> set[str]:
    if is_cjk(text):
        return {text[place : place + 2] for place in range(len(text) - 1)}
    return set(text.split(" "))


def _by_rare_words(texts: npt.NDArray[np.object_], country: IntArray, threshold: float) -> list[_Part]:
    listed = [(word, place) for place, text in enumerate(texts) for word in _words(text)]
    holders = pd.DataFrame(listed, columns=["word", "place"])
    sizes = holders.groupby("word", sort=False)["place"].transform("size")
    rare = holders[(sizes > 1) & (sizes <= _RARE)]
    pairs = [_NONE[:2]]
    groups = rare.groupby("word", sort=False)["place"].agg(list)
    for _, alike in groups.groupby(groups.map(len), sort=False):
        table = np.array(alike.tolist(), dtype=np.int64)
        one, other = np.triu_indices(table.shape[1], k=1)
        pairs.append((table[:, one].ravel(), table[:, other].ravel()))
    left, right = (np.concatenate([pair[place] for pair in pairs]) for place in range(2))
    together = (country[left] == country[right]) | (country[left] < 0) | (country[right] < 0)
    coded = np.unique(left[together] * len(texts) + right[together])
    return [_NONE, *(_compared(texts, *part, threshold) for part in _chunks(coded, len(texts)))]


def _chunks(coded: IntArray, size: int) -> list[tuple[IntArray, IntArray]]:
    starts = range(0, len(coded), _PAIRS_AT_ONCE)
    return [np.divmod(coded[start : start + _PAIRS_AT_ONCE], size) for start in starts]


def _compared(texts: npt.NDArray[np.object_], left: IntArray, right: IntArray, threshold: float) -> _Part:
    """Compare pair by pair, as written and with the words in alphabetical order."""
    cut = threshold * 100
    ordered = np.array([" ".join(sorted(text.split(" "))) for text in texts], dtype=object)
    both = [
        process.cpdist(
            form[left], form[right], scorer=fuzz.ratio, score_cutoff=cut, workers=-1, dtype=np.float64
        )
        for form in (texts, ordered)
    ]
    score = np.maximum(*both) / 100
    kept = score > 0
    return left[kept], right[kept], score[kept]


def differ_in(one: str, other: str) -> list[str]:
    """Return the telling parts in which two names differ: numbers, directions, ordinals, single letters.

    Parameters
    ----------
    one, other : str
        Names in one spelling.

    Returns
    -------
    list of str
        Sorted; empty when they differ in spelling only.

    Examples
    --------
    >>> differ_in("institute no 5 north", "institute no 6 north"), differ_in("武汉第一医院", "武汉第二医院")
    (['5', '6'], ['一', '二'])
    """
    parts = [Counter(text if is_cjk(text) else text.split(" ")) for text in (one, other)]
    unlike = (parts[0] - parts[1]) | (parts[1] - parts[0])
    return sorted(
        part
        for part in unlike
        if part in TELLING or part in TELLING_CHARACTERS or any(map(str.isdigit, part))
    )
