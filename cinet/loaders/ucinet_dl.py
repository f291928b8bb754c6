"""The data of a UCINET DL file: matrices in full or by half, lists of ties and of partners."""

from __future__ import annotations

from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import LoadError
from cinet.loaders.dyadic import NetworkFile
from cinet.loaders.matrices import Cells, full_cells, read_cells
from cinet.loaders.network_text import IntArray, clean_label, next_places, numbers_of, places_of
from cinet.loaders.ucinet_data import Dataset, spread
from cinet.loaders.ucinet_lex import DlFile, cells_of, read_header

__all__ = ["read_dl"]

_Line = tuple[list[str], int]
_KINDS: Final = ("rows", "columns")


def read_dl(text: str, file: NetworkFile) -> Dataset:
    r"""Read a DL file.

    Parameters
    ----------
    text : str
        The whole file.
    file : NetworkFile
        Receives notes, and the lines that hold no tie.

    Returns
    -------
    Dataset
        Its matrices.

    Raises
    ------
    LoadError
        It is no DL file, or damaged.

    Examples
    --------
    >>> made = read_dl("DL n=2 format=edgelist1 data:\n1 2 0.5", NetworkFile("a.dl", "UCINET DL", "utf-8"))
    >>> made.matrices[0][["source", "target", "weight", "row"]].values.tolist()
    [[0.0, 1.0, 0.5, 2.0]]
    """
    dl = read_header(text, file)
    labels = [dl.labels.get(kind, dl.labels.get("both", [])) for kind in _KINDS]
    for kind, size, held in zip(_KINDS, (dl.rows, dl.columns), labels, strict=True):
        if held and len(held) != size and kind not in dl.embedded:
            raise LoadError(f"{file.name} declares {size} {kind}, and lists {len(held)} labels for them.")
    names = dl.labels.get("matrices", [])
    if len(names) not in (0, dl.matrices):
        raise LoadError(
            f"{file.name} declares {dl.matrices} matrices, and lists {len(names)} labels for them."
        )
    made = Dataset(
        (dl.rows, dl.columns), labels[0], labels[1], names, half=dl.format in ("lowerhalf", "upperhalf")
    )
    lines = [(cells, row) for row, line in enumerate(dl.lines, dl.first_line) if (cells := cells_of(line))]
    if dl.format.startswith(("edge", "node")):
        _fill_lists(made, dl, lines, file)
    else:
        _fill_matrices(made, dl, lines, file)
    alike = made.shape[0] == made.shape[1] and made.rows == made.columns
    made.one_mode = dl.square or (alike and not dl.format.endswith("2"))
    return made


def _fill_lists(made: Dataset, dl: DlFile, lines: list[_Line], file: NetworkFile) -> None:
    """Read lines of ties; an exclamation mark ends a matrix."""
    groups: list[list[_Line]] = [[]]
    for cells, row in lines:
        if cells == ["!"]:
            groups.append([])
        else:
            groups[-1].append((cells, row))
    if len(groups) > 1 and not groups[-1]:
        groups.pop()
    if len(groups) > dl.matrices:
        raise LoadError(
            f"{file.name} declares nm={dl.matrices}, and holds {len(groups)} matrices, split by '!'."
        )
    reader = _edges if dl.format.startswith("edge") else _nodes
    tables = [reader(group, file) for group in groups]
    known: list[dict[str, int]] = [{}, {}]
    for labels, named in zip((made.rows, made.columns), known, strict=True):
        next_places(labels, named)
    places = _places(tables, known, made.shape, dl)
    for ties, (source, target) in zip(tables, places, strict=True):
        sound = (source >= 0) & (target >= 0)
        for place in np.flatnonzero(~sound).tolist():
            file.drop(
                "the matrix has no row or column of this number",
                row=int(ties["row"].iloc[place]),
                value=f"{ties['source'].iloc[place]} {ties['target'].iloc[place]}",
            )
        made.matrices.append(ties.assign(source=source, target=target)[sound])
    if dl.embedded:
        _take_labels(made, dl, known, file)


def _places(
    tables: list[pd.DataFrame], known: list[dict[str, int]], shape: tuple[int, int], dl: DlFile
) -> list[tuple[IntArray, IntArray]]:
    """Return the places of both ends of all ties; labels that stand among the data are added to those known."""
    ends = [list(chain.from_iterable(ties[end].tolist() for ties in tables)) for end in ("source", "target")]
    if dl.square and dl.embedded:
        # row by row, so that actors are numbered in the order of the file
        cells = list(chain.from_iterable(zip(*ends, strict=True)))
        both = np.array(next_places(map(clean_label, cells), known[0]), dtype=np.int64)
        found = [both[::2], both[1::2]]
    else:
        found = [
            np.array(next_places(map(clean_label, cells), named), dtype=np.int64)
            if kind in dl.embedded
            else places_of(cells, size)
            for cells, kind, size, named in zip(ends, _KINDS, shape, known, strict=True)
        ]
    splits = np.cumsum([len(ties) for ties in tables])[:-1]
    return list(zip(*(np.split(places, splits) for places in found), strict=True))


def _take_labels(made: Dataset, dl: DlFile, known: list[dict[str, int]], file: NetworkFile) -> None:
    """Take over the labels found among the data: how many they are counts, not what was declared."""
    sizes, labels = list(made.shape), [made.rows, made.columns]
    for place, kind in enumerate(_KINDS):
        named = known[0] if dl.square else known[place]
        if not dl.square and kind not in dl.embedded:
            continue
        if len(named) != sizes[place] and not (dl.square and place):
            file.note(
                f"{sizes[place]} {'actors' if dl.square else kind} are declared, and {len(named)} have labels",
                "doubted: those with labels taken",
                table="actors",
            )
        sizes[place], labels[place] = len(named), list(named)
    made.shape, made.rows, made.columns = (sizes[0], sizes[1]), labels[0], labels[1]


def _edges(lines: list[_Line], file: NetworkFile) -> pd.DataFrame:
    sound = [(cells, row) for cells, row in lines if len(cells) in (2, 3)]
    for cells, row in lines:
        if len(cells) not in (2, 3):
            file.drop("a tie is written as two ends and a value", row=row, value=" ".join(cells)[:200])
    given = [cells[2] if len(cells) == 3 else None for cells, _ in sound]
    return pd.DataFrame(
        {
            "source": pd.Series([cells[0] for cells, _ in sound], dtype="str"),
            "target": pd.Series([cells[1] for cells, _ in sound], dtype="str"),
            "weight": np.where([text is None for text in given], 1.0, numbers_of(given)),
            "given": pd.Series(given, dtype="str"),
            "row": np.array([row for _, row in sound], dtype=np.int64),
        }
    )


def _nodes(lines: list[_Line], file: NetworkFile) -> pd.DataFrame:
    pairs = [(cells[0], cell, row) for cells, row in lines for cell in cells[1:]]
    return pd.DataFrame(
        {
            "source": pd.Series([source for source, _, _ in pairs], dtype="str"),
            "target": pd.Series([target for _, target, _ in pairs], dtype="str"),
            "weight": 1.0,
            "given": pd.Series(None, index=range(len(pairs)), dtype="str"),
            "row": np.array([row for _, _, row in pairs], dtype=np.int64),
        }
    )


def _fill_matrices(made: Dataset, dl: DlFile, lines: list[_Line], file: NetworkFile) -> None:
    widths = _widths(dl)
    size = int(widths.sum())
    shape = f"{dl.matrices} x " * (dl.matrices > 1) + f"{dl.rows:,} x {dl.columns:,}"
    what = f"{dl.format} {shape}{'' if dl.diagonal else ', diagonal absent'}"
    if dl.embedded & {"rows", "columns"}:
        cells = _labelled(made, dl, lines, widths, what, file)
    else:
        full_cells(sum(len(cells) for cells, _ in lines), size * dl.matrices, what, file)
        cells = read_cells([cells for cells, _ in lines], [row for _, row in lines])
    mask = _mask(dl)
    for number in range(dl.matrices):
        part = slice(number * size, (number + 1) * size)
        odd = {
            place - part.start: text for place, text in cells.odd.items() if part.start <= place < part.stop
        }
        one = Cells(cells.values[part], cells.rows[part], odd)
        made.matrices.append(one if mask.all() else spread(one, mask, half=made.half))


def _widths(dl: DlFile) -> IntArray:
    """Return how many cells each row of the matrix has in the file."""
    numbers = np.arange(dl.rows, dtype=np.int64)
    widths = {
        "fullmatrix": np.full(dl.rows, dl.columns, dtype=np.int64),
        "lowerhalf": numbers + 1,
        "upperhalf": dl.rows - numbers,
    }[dl.format]
    return widths if _diagonal(dl) else widths - 1


def _diagonal(dl: DlFile) -> bool:
    return dl.diagonal or dl.rows != dl.columns


def _mask(dl: DlFile) -> npt.NDArray[np.bool_]:
    mask = np.ones((dl.rows, dl.columns), dtype=bool)
    if dl.format == "lowerhalf":
        mask = np.tril(mask)
    if dl.format == "upperhalf":
        mask = np.triu(mask)
    if not _diagonal(dl):
        np.fill_diagonal(mask, False)
    return mask


def _labelled(
    made: Dataset, dl: DlFile, lines: list[_Line], widths: IntArray, what: str, file: NetworkFile
) -> Cells:
    """Take the labels out of the cells: of the columns above the matrix, of the rows in front of theirs."""
    tokens = list(chain.from_iterable(cells for cells, _ in lines))
    rows = np.repeat(np.array([row for _, row in lines], dtype=np.int64), [len(cells) for cells, _ in lines])
    head = dl.columns if "columns" in dl.embedded else 0
    lead = 1 if "rows" in dl.embedded else 0
    body = int(widths.sum()) + lead * dl.rows
    # the labels of the columns stand above the first matrix, or above each
    heads = dl.matrices if len(tokens) == dl.matrices * (head + body) else 1
    full_cells(len(tokens), heads * head + dl.matrices * body, f"{what} with labels", file)
    starts = (
        np.concatenate([[0], np.cumsum(widths + lead)[:-1]])[: dl.rows]
        if lead
        else np.empty(0, dtype=np.int64)
    )
    front = np.zeros(body, dtype=bool)
    front[starts] = True
    above = np.ones(head, dtype=bool)
    first = np.concatenate([above, front])
    later = first if heads == dl.matrices else front
    label = np.concatenate([first, *[later] * (dl.matrices - 1)])
    names = [clean_label(tokens[place]) for place in np.flatnonzero(label[: len(first)]).tolist()]
    if head:
        made.columns = names[:head]
    if lead:
        made.rows = names[head:]
    cells = read_cells([[tokens[place] for place in np.flatnonzero(~label).tolist()]], [0])
    return Cells(cells.values, rows[~label], cells.odd)
