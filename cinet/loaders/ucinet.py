"""UCINET networks: DL text, or the binary pair ##h and ##d."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError, first_few
from cinet.loaders.decode import decode, read_bytes
from cinet.loaders.dyadic import NetworkFile, dyadic_ecosystem, two_mode_ecosystem
from cinet.loaders.matrices import Cells, listed_ties, matrix_ties
from cinet.loaders.network_text import distinct_ids
from cinet.loaders.paths import demand_file, given_path
from cinet.loaders.ucinet_binary import header_path, is_header, read_pair
from cinet.loaders.ucinet_data import Dataset
from cinet.loaders.ucinet_dl import read_dl

__all__ = ["read_ucinet"]

_MODES: Final = (None, "one", "two")
_EVENTS: Final = ("first", "second")


def read_ucinet(
    path: str | Path,
    *,
    mode: Literal["one", "two"] | None = None,
    events: Literal["first", "second"] = "second",
    directed: bool | None = None,
    encoding: str | None = None,
) -> Ecosystem:
    r"""Read a network of UCINET: DL text, or the pair of files ##h and ##d.

    A two-mode matrix becomes collaborations with their actors. A one-mode matrix holds no collaborations: each
    tie becomes a collaboration of two with ``granularity`` ``"dyadic"``. Ties of value 0 or less, missing values
    and ties of an actor with itself stand in the issues. Of several matrices each becomes a ``kind`` (in a
    two-mode network the column ``relation`` of the participations).

    Parameters
    ----------
    path : path
        The DL file, or either file of the pair; a member of a zip archive will do.
    mode : {"one", "two"}, optional
        Unless given, a matrix is one-mode when it has as many rows as columns and the same labels for both.
    events : {"second", "first"}
        Whether the columns or the rows of a two-mode matrix are the collaborations.
    directed : bool, optional
        Whether ties have a direction. Unless given, they have, except in a symmetric matrix or list, or half a
        matrix.
    encoding : str, optional
        Of a DL file; found unless given.

    Returns
    -------
    Ecosystem
        Ids are the labels, or the numbers of rows and columns when labels stand more than once.

    Raises
    ------
    LoadError
        The file is neither, is cut off, or has a format that is not read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> text = "DL nr=3, nc=1 row labels: firm lab city column labels: project data:\n1\n1\n0\n"
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "small.dl").write_text(text)
    ...     eco = read_ucinet(Path(folder, "small.dl"))
    >>> eco.sizes().to_dict()
    {'project': 2}
    """
    if events not in _EVENTS:
        raise SchemaError(f"events={events!r} is neither 'first' nor 'second'.")
    if mode not in _MODES:
        raise SchemaError(f"mode={mode!r} is neither 'one' nor 'two'.")
    where = given_path(path)
    # a folder has no name that a second file could share
    demand_file(where)
    made, file = _dataset(header_path(where), encoding)
    one_mode = made.one_mode if mode is None else mode == "one"
    if one_mode and (made.shape[0] != made.shape[1] or made.rows != made.columns):
        raise SchemaError(
            f"{file.name} has {made.shape[0]} rows and {made.shape[1]} columns, which are not the same: it is not "
            "one-mode."
        )
    ties = _ties(made, file, one_mode, directed)
    if one_mode:
        ids = _ids(made.rows, made.shape[0], "actors", file)
        actors = pd.DataFrame({"actor_id": ids, "row": 1, "name": _names(made.rows, ids)})
        named = np.array(ids, dtype=object)
        ties = ties.assign(source=named[ties["source"]], target=named[ties["target"]])
        return dyadic_ecosystem(ties.drop(columns="mirror"), actors, file, mirrors=ties["mirror"])
    return _two_mode(ties, made, file, events)


def _dataset(path: Path, encoding: str | None) -> tuple[Dataset, NetworkFile]:
    data = read_bytes(path)
    if is_header(data):
        return read_pair(path, data)
    text = decode(data, name=path.name, encoding=encoding)
    file = NetworkFile(path.name, "UCINET DL", text.encoding)
    file.doubt_encoding(text)
    return read_dl(text.text, file), file


def _ties(made: Dataset, file: NetworkFile, one_mode: bool, directed: bool | None) -> pd.DataFrame:
    """Return the ties of all matrices, their ends as places."""
    parts = []
    for number, matrix in enumerate(made.matrices):
        relation = made.relation(number)
        if isinstance(matrix, Cells):
            # half a matrix says that it is symmetric
            said = False if made.half and directed is None else directed
            cells = matrix_ties(matrix, made.shape, file, one_mode=one_mode, directed=said, relation=relation)
            parts.append(cells.assign(mirror=cells["row"]))
        else:
            # the lists of a two-mode matrix have no mirror
            said = directed if one_mode else True
            parts.append(listed_ties(matrix, file, directed=said, relation=relation))
    return pd.concat(parts, ignore_index=True)


def _ids(labels: list[str], size: int, table: str, file: NetworkFile) -> list[str]:
    ids, repeated = distinct_ids(labels or [""] * size)
    if repeated:
        file.note(
            f"labels stand more than once: {first_few(repeated)}",
            "doubted: kept apart by the numbers of rows or columns",
            table=table,
        )
    return ids


def _names(labels: list[str], ids: list[str]) -> list[str]:
    return labels or ids


def _two_mode(ties: pd.DataFrame, made: Dataset, file: NetworkFile, events: str) -> Ecosystem:
    tables = ("actors", "collaborations") if events == "second" else ("collaborations", "actors")
    ids = {
        table: _ids(labels, size, table, file)
        for table, labels, size in zip(tables, (made.rows, made.columns), made.shape, strict=True)
    }
    labels = dict(zip(tables, (made.rows, made.columns), strict=True))
    ends = dict(zip(tables, ("source", "target"), strict=True))
    taking = ties.drop(columns=["source", "target", "given", "directed", "mirror"])
    if taking["relation"].isna().all():
        taking = taking.drop(columns="relation")
    taking["actor_id"] = np.array(ids["actors"], dtype=object)[ties[ends["actors"]]]
    taking["collab_id"] = np.array(ids["collaborations"], dtype=object)[ties[ends["collaborations"]]]
    return two_mode_ecosystem(
        taking,
        pd.DataFrame({"actor_id": ids["actors"], "row": 1, "name": _names(labels["actors"], ids["actors"])}),
        pd.DataFrame(
            {
                "collab_id": ids["collaborations"],
                "row": 1,
                "title": _names(labels["collaborations"], ids["collaborations"]),
            }
        ),
        file,
    )
