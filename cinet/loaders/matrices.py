"""Matrices in network files: rows of numbers become ties, each in the place where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import LoadError, SchemaError
from cinet.loaders.dyadic import NetworkFile
from cinet.loaders.network_text import FloatArray, IntArray, numbers_of

__all__ = ["Cells", "full_cells", "listed_ties", "matrix_ties", "read_cells"]

_SYMMETRIC = "the matrix is symmetric"


@dataclass(frozen=True, slots=True)
class Cells:
    """Numbers of a matrix: value and physical line of each, and what stood where no number does."""

    values: FloatArray
    rows: IntArray
    odd: dict[int, str]


def read_cells(lines: Sequence[list[str]], rows: Sequence[int]) -> Cells:
    """Read lines of numbers.

    Parameters
    ----------
    lines : sequence of list of str
        The cells of each line.
    rows : sequence of int
        Their physical lines.

    Returns
    -------
    Cells
        All cells in order.

    Examples
    --------
    >>> read_cells([["1", "x"]], [7])
    Cells(values=array([ 1., nan]), rows=array([7, 7]), odd={1: 'x'})
    """
    parts: list[FloatArray] = [np.empty(0)]
    odd: dict[int, str] = {}
    held = 0
    for cells in lines:
        values = _numbers(cells)
        for place in np.flatnonzero(np.isnan(values)).tolist():
            odd[held + place] = cells[place]
        held += len(cells)
        parts.append(values)
    counts = [len(cells) for cells in lines]
    return Cells(np.concatenate(parts), np.repeat(np.array(rows, dtype=np.int64), counts), odd)


def _numbers(cells: list[str]) -> FloatArray:
    # numpy reads what Python reads: underscores and digits of any script are numbers to it, but not to a matrix
    joined = "".join(cells)
    if "_" not in joined and joined.isascii():
        try:
            return np.array(cells, dtype=np.float64)
        except ValueError:
            pass
    return numbers_of(cells)


def full_cells(count: int, wanted: int, what: str, file: NetworkFile) -> None:
    """Demand as many numbers as the matrices of a file have.

    Parameters
    ----------
    count, wanted : int
        How many there are, and how many there should be.
    what : str
        What the file declares.
    file : NetworkFile
        For the message.

    Raises
    ------
    LoadError
        There are more or fewer.

    Examples
    --------
    >>> full_cells(4, 4, "a matrix of 2 x 2", NetworkFile("a", "UCINET DL", "utf-8"))
    """
    if count != wanted:
        raise LoadError(
            f"{file.name} declares {what}, {wanted:,} cells, and {count:,} stand there: it is damaged or cut off."
        )


def matrix_ties(
    cells: Cells,
    shape: tuple[int, int],
    file: NetworkFile,
    *,
    one_mode: bool,
    directed: bool | None,
    relation: str | None = None,
) -> pd.DataFrame:
    """Return the cells of a matrix that are not 0 as ties.

    Parameters
    ----------
    cells : Cells
        All cells, row after row.
    shape : (int, int)
        Rows and columns.
    file : NetworkFile
        Receives the note that a matrix is symmetric.
    one_mode : bool
        Whether rows and columns are the same things.
    directed : bool, optional
        False: a pair is read once, and the matrix must be symmetric; True: every cell is read; None: a symmetric
        matrix is read as undirected.
    relation : str, optional
        Name of the matrix.

    Returns
    -------
    DataFrame
        ``source``, ``target`` (places), ``weight``, ``given``, ``directed``, ``relation``, ``row``.

    Raises
    ------
    SchemaError
        ``directed=False``, and the matrix is not symmetric.

    Examples
    --------
    >>> file = NetworkFile("a", "DL", "utf-8")
    >>> cells = read_cells([["0", "2"], ["2", "0"]], [3, 4])
    >>> ties = matrix_ties(cells, (2, 2), file, one_mode=True, directed=None)
    >>> ties[["source", "target", "weight", "directed", "row"]].values.tolist()
    [[0, 1, 2.0, False, 3]]
    """
    values = cells.values.reshape(shape)
    present = values != 0
    mirrored = one_mode and np.array_equal(values, values.T, equal_nan=True)
    if one_mode and directed is False and not mirrored:
        source, target = (int(place[0]) for place in np.nonzero(~_same(values, values.T)))
        raise SchemaError(
            f"a matrix of {file.name} is not symmetric: row {source + 1}, column {target + 1} holds "
            f"{values[source, target]:g}, and its mirror {values[target, source]:g}. Read it with directed=True."
        )
    undirected = mirrored and not directed and bool(present.any())
    if undirected:
        present = np.triu(present)
        if directed is None:
            file.note(
                f"{_SYMMETRIC}{'' if relation is None else f' ({relation})'}",
                "doubted: read as undirected, each pair once; directed=True reads every cell",
                table="collaborations",
                column="direction",
            )
    places = np.flatnonzero(present)
    weight = cells.values[places]
    return pd.DataFrame(
        {
            "source": places // max(shape[1], 1),
            "target": places % max(shape[1], 1),
            "weight": weight,
            "given": _given(weight, places, cells.odd),
            "directed": not undirected,
            "relation": pd.Series(relation, index=range(len(places)), dtype="str"),
            "row": cells.rows[places],
        }
    )


def listed_ties(
    ties: pd.DataFrame, file: NetworkFile, *, directed: bool | None, relation: str | None = None
) -> pd.DataFrame:
    """Give the ties of a list a direction: a list that holds both cells of each pair is a symmetric matrix.

    Parameters
    ----------
    ties : DataFrame
        ``source``, ``target`` (places), ``weight``, ``row``.
    file : NetworkFile
        Receives the note that the list is symmetric.
    directed : bool, optional
        True: every tie is an arc; False: none is; None: a symmetric list is read as undirected.
    relation : str, optional
        Name of the matrix.

    Returns
    -------
    DataFrame
        With ``directed``, ``relation`` and ``mirror``, the line of the other tie of the pair (or its own); of a
        symmetric list each pair once, unless ``directed=True``.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": [0, 1], "target": [1, 0], "weight": 2.0, "row": [3, 4]})
    >>> file = NetworkFile("a", "DL", "utf-8")
    >>> listed_ties(ties, file, directed=None)[["source", "target", "directed"]].values.tolist()
    [[0, 1, False]]
    """
    first, second = (np.empty(0, dtype=np.int64),) * 2 if directed else _mirrors(ties)
    mirrored = len(first) > 0
    if mirrored and directed is None:
        file.note(
            f"{_SYMMETRIC.replace('matrix', 'list')}{'' if relation is None else f' ({relation})'}",
            "doubted: read as undirected, each pair once; directed=True reads every line",
            table="collaborations",
            column="direction",
        )
    rows = ties["row"].to_numpy(dtype=np.int64)
    mirror = rows.copy()
    mirror[first] = rows[second]
    made = ties.assign(
        directed=directed is not False and not mirrored,
        relation=pd.Series(relation, index=ties.index, dtype="str"),
        mirror=mirror,
    )
    return made.drop(index=ties.index[second])


def _mirrors(ties: pd.DataFrame) -> tuple[IntArray, IntArray]:
    """Return the places of both ties of each pair if all pairs have both, alike; none otherwise.

    Pairs with a weight that makes no tie are not among them: each of their lines has an issue of its own.
    """
    ends = ties[["source", "target"]].to_numpy(dtype=np.int64)
    low, high = ends.min(axis=1), ends.max(axis=1)
    across = np.flatnonzero(low != high)
    order = across[np.lexsort((ends[across, 0] > ends[across, 1], high[across], low[across]))]
    none = np.empty(0, dtype=np.int64)
    if len(order) % 2:
        return none, none
    down, up = order[::2], order[1::2]
    weight = ties["weight"].to_numpy(dtype=np.float64)
    # two ties the same way have the same ends
    paired = (low[down] == low[up]) & (high[down] == high[up]) & (ends[down, 0] == ends[up, 1])
    paired &= _same(weight[down], weight[up])
    again = (low[down][1:] == low[down][:-1]) & (high[down][1:] == high[down][:-1])
    if not paired.all() or again.any():
        return none, none
    sound = np.isfinite(weight[down]) & (weight[down] > 0)
    return np.minimum(down, up)[sound], np.maximum(down, up)[sound]


def _same(left: FloatArray, right: FloatArray) -> npt.NDArray[np.bool_]:
    return np.asarray((left == right) | (np.isnan(left) & np.isnan(right)))


def _given(weight: FloatArray, places: IntArray, odd: dict[int, str]) -> pd.Series:
    """Return what stands in place of a number, and nothing where a number does."""
    missing = np.flatnonzero(np.isnan(weight))
    texts = [odd.get(place, "missing") for place in places[missing].tolist()]
    return pd.Series(texts, index=missing, dtype="str").reindex(range(len(weight)))
