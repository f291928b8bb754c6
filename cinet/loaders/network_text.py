"""The text of network files: physical lines whatever their ends, labels, and numbers with their reasons."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import LoadError
from cinet.tables.parse import parse_numbers

__all__ = [
    "MOST_PARTS",
    "clean_label", "demand_room", "distinct_ids", "next_places", "numbers_of", "places_of", "split_lines",
]  # fmt: skip

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

# Windows, the reversed pair that some converters write, old Macintosh, Unix; nothing else ends a line
_LINE_END: Final = re.compile(r"\r\n|\n\r|\r|\n")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# what a short file may declare without naming it
_ROOM: Final = 100_000

#: Relations, sections or columns that one file may hold; each takes a pass over the actors or ties.
MOST_PARTS: Final = 1_000


def split_lines(text: str) -> list[str]:
    r"""Cut a text into physical lines, whatever ends them.

    Parameters
    ----------
    text : str
        The whole file.

    Returns
    -------
    list of str
        Without line ends; line n stands at n - 1. A final end-of-file mark of DOS is left out.

    Examples
    --------
    >>> split_lines("a\r\nb\n\rc\rd\ne")
    ['a', 'b', 'c', 'd', 'e']
    """
    return _LINE_END.split(text.rstrip("\x1a"))


def clean_label(text: str) -> str:
    """Write a label as it is meant: entities resolved, halves of surrogate pairs replaced, blanks around it cut.

    Parameters
    ----------
    text : str
        As it stands in the file.

    Returns
    -------
    str
        The label.

    Examples
    --------
    >>> clean_label(" R&D &#34;lab&#34; ")
    'R&D "lab"'
    """
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def distinct_ids(labels: Sequence[str], *, first: int = 1) -> tuple[list[str], list[str]]:
    """Choose the ids of actors or events: their labels if these tell all of them apart, otherwise their numbers.

    Parameters
    ----------
    labels : sequence of str
        Clean labels; blank where there is none.
    first : int
        Number of the first one.

    Returns
    -------
    ids : list of str
        One per label.
    repeated : list of str
        Labels that stand more than once, because of which the numbers were taken.

    Examples
    --------
    >>> distinct_ids(["a", "b"]), distinct_ids(["a", "a"])
    ((['a', 'b'], []), (['1', '2'], ['a']))
    """
    numbers = [str(number) for number in range(first, first + len(labels))]
    named = [label or number for label, number in zip(labels, numbers, strict=True)]
    folded = pd.Series(named, dtype="str").str.normalize("NFC")
    repeated = folded[folded.duplicated()].unique().tolist()
    return (numbers, repeated) if repeated else (named, [])


def demand_room(count: int, text: str, file: str, what: str) -> None:
    """Refuse a number of actors that a file declares but cannot name: it would fill the memory with nothing.

    Parameters
    ----------
    count : int
        What the file declares.
    text : str
        The file.
    file, what : str
        Its name and what was declared, for the message.

    Raises
    ------
    LoadError
        There are more than 100,000, and more than the file has characters.

    Examples
    --------
    >>> demand_room(10, "*Vertices 10", "a.net", "vertices")
    """
    if count > max(_ROOM, len(text)):
        raise LoadError(
            f"{file} declares {count:,} {what}, and has {len(text):,} characters: it is damaged or cut off."
        )


def numbers_of(texts: Sequence[str | None]) -> FloatArray:
    """Read numbers with a decimal point; whatever is none becomes NaN.

    Parameters
    ----------
    texts : sequence of str or None
        Cells.

    Returns
    -------
    ndarray of float64
        One per cell.

    Examples
    --------
    >>> numbers_of(["1.5", "x", None]).tolist()
    [1.5, nan, nan]
    """
    return parse_numbers(pd.Series(texts, dtype="str"))[0].to_numpy()


def places_of(texts: Sequence[str], size: int) -> IntArray:
    """Read numbers counted from 1 as places counted from 0.

    Parameters
    ----------
    texts : sequence of str
        Cells.
    size : int
        How many there are.

    Returns
    -------
    ndarray of int64
        -1 where the cell is no whole number from 1 to ``size``.

    Examples
    --------
    >>> places_of(["1", "3", "0", "x", "1.5"], 3).tolist()
    [0, 2, -1, -1, -1]
    """
    numbers = numbers_of(texts)
    sound = (numbers >= 1) & (numbers <= size) & (numbers == np.floor(numbers))
    return np.where(sound, np.where(sound, numbers, 0) - 1, -1).astype(np.int64)


def next_places(labels: Iterable[str], known: dict[str, int]) -> list[int]:
    """Give every label its place; a new one gets the next, and labels that differ in case only are one.

    Parameters
    ----------
    labels : iterable of str
        Clean labels.
    known : dict
        Label -> place; new labels are added.

    Returns
    -------
    list of int
        One per label.

    Examples
    --------
    >>> known = {"b": 0}
    >>> next_places(["a", "b", "A"], known), known
    ([1, 0, 1], {'b': 0, 'a': 1})
    """
    folded: dict[str, int] = {}
    for label, place in known.items():
        folded.setdefault(label.casefold(), place)
    places = []
    for label in labels:
        place = known.get(label, folded.get(label.casefold(), -1))
        if place < 0:
            place = len(known)
            known[label] = folded[label.casefold()] = place
        places.append(place)
    return places
