"""Matrices and adjacency lists in delimited text: lines of cells without a header of column names."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from cinet.errors import LoadError, first_few
from cinet.loaders.dyadic import NetworkFile
from cinet.loaders.foreign import foreign_text
from cinet.loaders.matrices import matrix_ties, read_cells
from cinet.tables.cutting import allow_long_cells
from cinet.tables.delimited import DELIMITERS, find_delimiter

__all__ = ["Cut", "adjacency_ties", "cut_cells", "matrix_cells"]

_VNA: Final = re.compile(r"\s{0,100}\*(?:node (?:data|properties)|tie data)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cut:
    """Lines of cells, the physical line of each, and what delimits them."""

    cells: list[list[str]]
    rows: list[int]
    delimiter: str


def cut_cells(text: str, file: NetworkFile, delimiter: str | None) -> Cut:
    r"""Cut a text into cells; blank lines are none.

    Parameters
    ----------
    text : str
        The whole file.
    file : NetworkFile
        For messages.
    delimiter : str, optional
        One character; found unless given. Blanks delimit a header "Source Target ..." that has no other mark.

    Returns
    -------
    Cut
        At least one line.

    Raises
    ------
    LoadError
        The text is empty, a list of references, JSON or XML, or a quoted cell is never closed.

    Examples
    --------
    >>> cut_cells("a;b\n\nb;c;d\n", NetworkFile("a.csv", "Gephi", "utf-8"), None)
    Cut(cells=[['a', 'b'], ['b', 'c', 'd']], rows=[1, 3], delimiter=';')
    """
    if _VNA.match(text):
        raise LoadError(
            f"{file.name} is a VNA file of NetDraw, which is not read: open it in Gephi or UCINET and export "
            "GEXF, GraphML or DL."
        )
    foreign = foreign_text(text)
    if foreign is not None:
        raise LoadError(f"{file.name} is {foreign.what}, and no table of Gephi: {foreign.advice}.")
    lines = list(io.StringIO(text, newline=""))
    if delimiter is None and lines:
        words = lines[0].lower().split()
        marked = any(mark in lines[0] for mark in DELIMITERS)
        spaced = not marked and "source" in words and "target" in words
        delimiter = " " if spaced else find_delimiter(lines, file=file.name)
    if delimiter is not None and len(delimiter) != 1:
        raise LoadError(f"the delimiter {delimiter!r} is not one character.")
    cells: list[list[str]] = []
    rows: list[int] = []
    allow_long_cells()
    reader = csv.reader(lines, delimiter=delimiter or ",")
    before = 0
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                cells.append(record)
                rows.append(before + 1)
            before = reader.line_num
    except csv.Error as error:
        raise LoadError(f"{file.name} cannot be cut into cells at line {before + 1}: {error}.") from error
    if not cells:
        raise LoadError(f"{file.name} is empty: edges, a matrix or an adjacency list were expected.")
    return Cut(cells, rows, delimiter or ",")


def adjacency_ties(cut: Cut, file: NetworkFile, directed: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    r"""Read an adjacency list: an actor and its partners in each line.

    Parameters
    ----------
    cut : Cut
        The lines.
    file : NetworkFile
        Receives lines that begin with a blank.
    directed : bool
        Whether a tie points from the first actor of a line.

    Returns
    -------
    ties, actors : DataFrame
        As ``dyadic_ecosystem`` takes them.

    Examples
    --------
    >>> file = NetworkFile("a.csv", "Gephi", "utf-8")
    >>> ties, actors = adjacency_ties(cut_cells("a;b\nc", file, None), file, True)
    >>> ties[["source", "target"]].values.tolist(), actors["actor_id"].tolist()
    ([['a', 'b']], ['a', 'b', 'c'])
    """
    made: list[tuple[str, str, int]] = []
    first: dict[str, int] = {}
    for record, row in zip(cut.cells, cut.rows, strict=True):
        names = [cell.strip() for cell in record]
        if not names[0]:
            file.drop("the line begins with no actor", row=row, value=cut.delimiter.join(record)[:200])
            continue
        for name in filter(None, names):
            first.setdefault(name, row)
        made += [(names[0], name, row) for name in filter(None, names[1:])]
    sources, targets, rows = zip(*made, strict=True) if made else ((), (), ())
    ties = pd.DataFrame(
        {"source": pd.Series(sources, dtype="str"), "target": pd.Series(targets, dtype="str")}
    )
    ties["weight"], ties["directed"] = 1.0, directed
    ties["row"] = np.array(rows, dtype=np.int64)
    actors = pd.DataFrame({"actor_id": pd.Series(list(first), dtype="str"), "row": list(first.values())})
    return ties, actors


def matrix_cells(
    cut: Cut, file: NetworkFile, directed: bool | None, decimal: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    r"""Read a matrix: names in the first line and the first column.

    Parameters
    ----------
    cut : Cut
        The lines.
    file : NetworkFile
        For messages.
    directed : bool, optional
        None: a symmetric matrix is undirected.
    decimal : str
        Decimal mark.

    Returns
    -------
    ties, actors : DataFrame
        As ``dyadic_ecosystem`` takes them; a cell without a number is a tie that will be refused.

    Raises
    ------
    LoadError
        Rows and columns do not name the same actors, or a line is too short or too long.

    Examples
    --------
    >>> file = NetworkFile("a.csv", "Gephi", "utf-8")
    >>> ties, actors = matrix_cells(cut_cells(",a,b\na,0,2\nb,0,0", file, None), file, None, ".")
    >>> ties[["source", "target", "weight"]].values.tolist()
    [['a', 'b', 2.0]]
    """
    columns = [cell.strip() for cell in cut.cells[0][1:]]
    rows = [record[0].strip() for record in cut.cells[1:]]
    for record, row in zip(cut.cells[1:], cut.rows[1:], strict=True):
        if len(record) != len(columns) + 1:
            raise LoadError(
                f"{file.name}, line {row}: {len(record)} cells where the first line has {len(columns) + 1}."
            )
    if rows != columns:
        apart = [name for name in (*rows, *columns) if (name in rows) != (name in columns)]
        told = f"for example {first_few(apart, 3)}" if apart else "their order differs"
        raise LoadError(
            f"{file.name} is no matrix of one kind of actors: its rows and columns do not have the same names "
            f"({told}). A table of actors and events is read with read_events once it is one participation a line."
        )
    cells = [[cell.strip() or "0" for cell in record[1:]] for record in cut.cells[1:]]
    if decimal == ",":
        cells = [[cell.replace(",", ".") for cell in record] for record in cells]
    shape = (len(rows), len(columns))
    ties = matrix_ties(read_cells(cells, cut.rows[1:]), shape, file, one_mode=True, directed=directed)
    # a column without a name is no actor
    names = pd.Series([name or None for name in columns], dtype="str")
    for end in ("source", "target"):
        ties[end] = names.take(ties[end].to_numpy()).array
    listed = names.notna().to_numpy()
    actors = pd.DataFrame({"actor_id": names[listed], "row": np.array(cut.rows[1:], dtype=np.int64)[listed]})
    return ties, actors.reset_index(drop=True)
