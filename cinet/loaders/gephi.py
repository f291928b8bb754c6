"""The spreadsheets of Gephi: tables of nodes and edges, matrices and adjacency lists."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, SchemaError, UnknownName, first_few
from cinet.loaders.decode import read_text
from cinet.loaders.dyadic import NetworkFile, dyadic_ecosystem
from cinet.loaders.gephi_forms import adjacency_ties, cut_cells, matrix_cells
from cinet.loaders.gephi_merge import MERGES, merged_ties
from cinet.loaders.gephi_times import timed_ties
from cinet.loaders.graph_parts import demand_few
from cinet.loaders.network_text import numbers_of
from cinet.tables.cells import unguarded, unguarded_text
from cinet.tables.delimited import read_delimited
from cinet.tables.raw import RawTable

__all__ = ["read_gephi"]

Repeated = Literal["keep", "sum", "mean", "min", "max", "first"]

#: Column of a table of edges, in lower case -> what it is here.
_EDGE_COLUMNS: Final[Mapping[str, str]] = {
    "source": "source", "target": "target", "type": "type", "weight": "weight", "id": "edge_id", "label": "label",
    "kind": "relation", "timeset": "timeset", "interval": "timeset", "timestamp": "timeset",
}  # fmt: skip
_MEANT: Final = frozenset(
    {
        "given", "directed", "row", "collab_id", "granularity", "direction", "source_file", "source_row", "start",
        "end", "year",
    }
)  # fmt: skip
_TAKEN_ACTORS: Final = frozenset({"actor_id", "row", "source_file", "source_row", "type_source"})
_DIRECTED: Final = {"directed": True, "undirected": False, "mutual": False}


def read_gephi(
    edges: str | Path,
    nodes: str | Path | None = None,
    *,
    directed: bool | None = None,
    repeated: Repeated = "keep",
    decimal: str = ".",
    years: bool = False,
    type: str | None = None,
    crosswalk: str | Mapping[str, str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Ecosystem:
    r"""Read the spreadsheets of Gephi: every edge becomes a collaboration of two.

    ``edges`` is a table with the columns Source and Target (and Type, Weight, Id, Label, Kind, Timeset), a matrix
    (names in the first line and the first column), or an adjacency list (an actor and its partners in each line).
    The collaborations have ``granularity="dyadic"``: a one-mode file does not say who worked together in one event.

    Parameters
    ----------
    edges : path
        Delimited text, gzipped or not, or a member of a zip archive.
    nodes : path, optional
        A table with the column Id (and Label and attributes); without it the ends of the edges are the actors, with
        it an edge to a node that is not listed stands in the issues.
    directed : bool, optional
        Direction of edges without a Type. Unless given they are directed, as in Gephi, and a symmetric matrix
        is undirected.
    repeated : {"keep", "sum", "mean", "min", "max", "first"}
        What becomes of edges between the same two: each its own collaboration, or one with this weight.
    decimal : {".", ","}
        Decimal mark of the weights.
    years : bool
        Whether times that are plain numbers are years; otherwise they are kept as they are and date nothing.
    type : str, optional
        Column of the nodes that holds their type.
    crosswalk : str or mapping, optional
        How the codes in it map to actor types.
    encoding, delimiter : str, optional
        How to read the files; found unless given.

    Returns
    -------
    Ecosystem
        With its issues.

    Raises
    ------
    LoadError
        The file has none of these forms.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = "Source,Target,Type,Weight\na,b,Undirected,2\nb,c,Directed,1\n"
    ...     _ = Path(folder, "edges.csv").write_text(text)
    ...     eco = read_gephi(Path(folder, "edges.csv"))
    >>> eco.collaborations[["collab_id", "direction", "weight"]].values.tolist()
    [['e1', 'undirected', 2.0], ['e2', 'directed', 1.0]]
    """
    if repeated != "keep" and repeated not in MERGES:
        raise UnknownName(f"repeated={repeated!r} is none of {first_few(['keep', *MERGES], 9)}.")
    if decimal not in (".", ","):
        raise SchemaError(f"decimal={decimal!r} is neither '.' nor ','.")
    text = read_text(edges, encoding=encoding)
    file = NetworkFile(Path(edges).name, "Gephi", text.encoding)
    if text.inferred:
        file.note("the encoding was inferred from the bytes", f"doubted: read as {text.encoding}")
    cut = cut_cells(text.text, file, delimiter)
    names = [cell.strip().lower() for cell in cut.cells[0]]
    if "source" in names and "target" in names:
        file.format = "Gephi, table of edges"
        raw = read_delimited(text.text, file=file.name, delimiter=cut.delimiter)
        ties, listed = _table_ties(raw, file, directed, decimal, years)
    elif "id" in names:
        raise LoadError(
            f"{file.name} is a table of nodes: it has no columns Source and Target. Give the table of edges first and "
            f"this one as nodes=. Its columns: {first_few(cut.cells[0], 12)}."
        )
    elif names[0] == "" and len(names) > 1:
        file.format = "Gephi, matrix"
        ties, listed = matrix_cells(cut, file, directed, decimal)
    else:
        file.format = "Gephi, adjacency list"
        ties, listed = adjacency_ties(cut, file, True if directed is None else directed)
    if repeated != "keep":
        ties = merged_ties(ties, repeated, file)
    if nodes is None:
        return dyadic_ecosystem(ties, listed, file, type=type, crosswalk=crosswalk)
    return _with_nodes(ties, _nodes(nodes, encoding, delimiter), file, type, crosswalk)


def _table_ties(
    raw: RawTable, file: NetworkFile, directed: bool | None, decimal: str, years: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read a table of edges."""
    demand_few(len(raw.frame.columns), file.name)
    for row, value, reason in raw.issues[["row", "value", "reason"]].itertuples(index=False):
        file.drop(reason, row=int(row), value=value[:200])
    made: dict[str, pd.Series] = {}
    for given in raw.frame.columns:
        name = unguarded_text(given)
        meant = _EDGE_COLUMNS.get(name.strip().lower())
        if meant is None or meant in made:
            meant = name
            while meant in made or meant in _MEANT or meant in _EDGE_COLUMNS.values():
                meant += "_given"
        made[meant] = unguarded(raw.frame[given])
    ties = pd.DataFrame(made)
    ties["row"] = np.asarray(raw.rows)
    ties = _without_repeated_ids(ties, file)
    ties["directed"] = _directions(ties, True if directed is None else directed, file)
    ties["given"] = ties["weight"] if "weight" in ties else pd.Series(None, index=ties.index, dtype="str")
    ties = timed_ties(ties.drop(columns=["type", "weight"], errors="ignore"), file, years=years)
    texts = ties["given"].str.strip()
    if decimal == ",":
        texts = texts.str.replace(",", ".", regex=False)
    ties["weight"] = np.where(ties["given"].isna(), 1.0, numbers_of(texts.tolist()))
    return ties, _ends(ties)


def _ends(ties: pd.DataFrame) -> pd.DataFrame:
    """Return the ends of the edges as actors, in the order of the file."""
    both = np.column_stack(
        [ties["source"].to_numpy(dtype=object), ties["target"].to_numpy(dtype=object)]
    ).ravel()
    names = pd.Series(both, dtype="str")
    rows = np.repeat(ties["row"].to_numpy(dtype=np.int64), 2)
    there = names.notna() & (names.str.strip() != "")
    first = names[there].drop_duplicates()
    return pd.DataFrame({"actor_id": first.to_numpy(), "row": rows[first.index]})


def _without_repeated_ids(ties: pd.DataFrame, file: NetworkFile) -> pd.DataFrame:
    """Leave out edges whose id stands before, as Gephi does."""
    if "edge_id" not in ties:
        return ties
    later = ties["edge_id"].notna() & ties["edge_id"].duplicated()
    for row, value in ties.loc[later, ["row", "edge_id"]].itertuples(index=False):
        file.drop("an edge with this id stands before", row=int(row), value=value[:200])
    return ties[~later].reset_index(drop=True)


def _directions(ties: pd.DataFrame, directed: bool, file: NetworkFile) -> pd.Series:
    if "type" not in ties:
        return pd.Series(directed, index=ties.index, dtype=bool)
    words = ties["type"].str.strip().str.lower()
    read = words.map(_DIRECTED)
    odd = read.isna() & words.notna()
    for row, value in ties.loc[odd, ["row", "type"]].itertuples(index=False):
        file.note(
            "the type of the edge is neither Directed nor Undirected",
            f"doubted: read as {'directed' if directed else 'undirected'}",
            row=int(row),
            table="collaborations",
            column="type",
            value=value[:200],
        )
    return read.where(read.notna(), directed).astype(bool)


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The actors, and what was noted of the lines of their table."""

    actors: pd.DataFrame
    file: NetworkFile
    records: int


def _nodes(path: str | Path, encoding: str | None, delimiter: str | None) -> _Nodes:
    text = read_text(path, encoding=encoding)
    file = NetworkFile(Path(path).name, "Gephi, table of nodes", text.encoding)
    raw = read_delimited(text.text, file=file.name, delimiter=delimiter)
    demand_few(len(raw.frame.columns), file.name)
    for row, value, reason in raw.issues[["row", "value", "reason"]].itertuples(index=False):
        file.note(reason, "dropped", row=int(row), table="actors", value=value[:200])
    made: dict[str, pd.Series] = {}
    for given in raw.frame.columns:
        name = unguarded_text(given)
        plain = name.strip().lower()
        meant = {"id": "actor_id", "label": "name"}.get(plain, "type" if plain == "type" else name)
        while meant in made or (meant in _TAKEN_ACTORS and plain != "id"):
            meant += "_given"
        made[meant] = unguarded(raw.frame[given])
    if "actor_id" not in made:
        raise LoadError(
            f"{file.name} has no column Id, which a table of nodes has. Its columns: "
            f"{first_few(raw.frame.columns, 12)}."
        )
    actors = pd.DataFrame(made)
    actors["row"] = np.asarray(raw.rows)
    blank = actors["actor_id"].isna() | (actors["actor_id"].str.strip() == "")
    later = actors["actor_id"].str.strip().duplicated() & ~blank
    for row in actors.loc[blank, "row"]:
        file.note("the id is missing or blank", "dropped", row=int(row), table="actors", column="Id")
    for row, value in actors.loc[later, ["row", "actor_id"]].itertuples(index=False):
        file.note(
            "the node stands more than once",
            "dropped; first kept",
            row=int(row),
            table="actors",
            value=value[:200],
        )
    records = len(raw.frame) + len(raw.issues)
    return _Nodes(actors[~blank & ~later].reset_index(drop=True), file, records)


def _with_nodes(
    ties: pd.DataFrame,
    nodes: _Nodes,
    file: NetworkFile,
    type: str | None,
    crosswalk: str | Mapping[str, str] | None,
) -> Ecosystem:
    """Join both files: issues of actors stand in the one, all others in the other."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        eco = dyadic_ecosystem(ties, nodes.actors, file, type=type, crosswalk=crosswalk)
    issues = eco.issues
    issues["file"] = issues["file"].where(issues["table"] != "actors", nodes.file.name)
    issues = pd.concat([nodes.file.issues(), issues], ignore_index=True)
    told = nodes.file.told().assign(
        rows_read=nodes.records,
        rows_used=len(nodes.actors),
        rows_in_issues=nodes.records - len(nodes.actors),
    )
    report = pd.concat([eco.report, told[eco.report.columns]], ignore_index=True)
    source = f"{eco.source}, {nodes.file.name}"
    return Ecosystem.from_checked(replace(eco.tables, issues=issues), source=source, report=report)
