"""Pajek networks: one- and two-mode, lists and matrices, several relations, partitions and vectors."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, SchemaError, UnknownName, first_few, nearest
from cinet.loaders.decode import read_text
from cinet.loaders.dyadic import NetworkFile, dyadic_ecosystem, two_mode_ecosystem
from cinet.loaders.line_notes import LineNotes
from cinet.loaders.matrices import full_cells, matrix_ties, read_cells
from cinet.loaders.network_text import clean_label, demand_room, distinct_ids, numbers_of, places_of
from cinet.loaders.pajek_lex import (
    LISTS,
    TIES,
    Graph,
    Section,
    cut_sections,
    graphs_of,
    tie_lines,
    vertex_lines,
)

__all__ = ["read_pajek"]

_COUNTS: Final = re.compile(r"(\d{1,15})(?:\s+(\d{1,15}))?(?=\s|$)")
_TWO_MODE: Final = ("first", "second")
# names that a partition or a vector cannot have: they mean something else
_TAKEN: Final = (
    "actor_id", "collab_id", "row", "id", "name", "title", "label", "type", "type_source", "number", "partition",
    "vector", "source_file", "source_row", "start", "end", "year",
)  # fmt: skip


def read_pajek(
    path: str | Path,
    *,
    network: str | None = None,
    events: Literal["first", "second"] = "second",
    directed: bool | None = None,
    partition: str | Path | None = None,
    vector: str | Path | None = None,
    type: str | None = None,
    crosswalk: str | Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Ecosystem:
    r"""Read a network of Pajek (.net, or one of a project .paj).

    A two-mode network (``*Vertices 18 14``) becomes collaborations with their actors. A one-mode network holds
    no collaborations: each tie becomes a collaboration of two with ``granularity`` ``"dyadic"``. Ties of value 0
    or less, ties of a vertex with itself and unreadable lines stand in the issues. Of several relations each
    becomes a ``kind`` (in a two-mode network the column ``relation`` of the participations).

    Parameters
    ----------
    path : path
        The file, a member of a zip archive, or a gzip file.
    network : str, optional
        Name of the network, when the file holds several.
    events : {"second", "first"}
        Which vertices of a two-mode network are the collaborations.
    directed : bool, optional
        For ``*Matrix``: whether every cell is a tie. Unless given, a symmetric matrix is read as undirected.
    partition, vector : path, optional
        Files .clu and .vec with a value per vertex; they become the columns ``partition`` and ``vector``.
    type : str, optional
        Column that holds the types of the actors, such as ``"partition"``.
    crosswalk : str or mapping, optional
        How the codes in it map to actor types.
    encoding : str, optional
        Found unless given.

    Returns
    -------
    Ecosystem
        Ids are the labels, or the numbers of the vertices when labels stand more than once.

    Raises
    ------
    LoadError
        The file is none of Pajek, is cut off, or holds no ties.
    UnknownName
        The file holds no network of this name.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> text = '*Vertices 4 3\n1 "firm"\n2 "lab"\n3 "city"\n4 "project"\n*Edges\n1 4\n2 4\n3 4\n'
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "small.net").write_text(text)
    ...     eco = read_pajek(Path(folder, "small.net"))
    >>> eco.sizes().to_dict()
    {'project': 3}
    """
    if events not in _TWO_MODE:
        raise SchemaError(f"events={events!r} is neither 'first' nor 'second'.")
    text = read_text(path, encoding=encoding)
    file = LineNotes(Path(path).name, "Pajek", text.encoding)
    file.doubt_encoding(text)
    graph = _chosen(graphs_of(cut_sections(text.text, file), file), network, file)
    count, first = _counts(graph.vertices, file)
    demand_room(count, text.text, file.name, "vertices")
    vertices = _vertices(graph.vertices, count, file)
    told = _told_values(vertices, graph, file)
    for name, given in (("partition", partition), ("vector", vector)):
        if given is not None:
            told[name] = _values_file(Path(given), name, count, encoding)
    vertices = pd.concat([vertices, pd.DataFrame(told, index=vertices.index)], axis=1)
    ties = _ties(graph, count, first, file, directed)
    if not 0 < first < count:
        vertices["actor_id"] = _ids(vertices["label"], 1, "actors", file)
        named = vertices.rename(columns={"label": "name"})
        return dyadic_ecosystem(
            _named(ties, vertices["actor_id"]), named, file, type=type, crosswalk=crosswalk
        )
    return _two_mode(ties, vertices, first, events, file, type, crosswalk)


def _chosen(graphs: list[Graph], network: str | None, file: NetworkFile) -> Graph:
    if not graphs:
        raise LoadError(
            f"{file.name} holds a partition or a vector, and no network: pass it with the network, as partition= or "
            "vector=."
        )
    names = [graph.name for graph in graphs]
    if network is not None:
        if network not in names:
            raise UnknownName(
                f"{file.name} holds no network {network!r}.{nearest(network, names)} It holds {first_few(names, 12)}."
            )
        return graphs[names.index(network)]
    if len(graphs) > 1:
        raise LoadError(
            f"{file.name} holds {len(graphs)} networks: say which with network=. {first_few(names, 12)}."
        )
    return graphs[0]


def _counts(section: Section, file: NetworkFile) -> tuple[int, int]:
    """Return the number of vertices, and of those of the first mode; 0 in a one-mode network."""
    found = _COUNTS.match(section.head)
    count, first = (0, 0) if found is None else (int(found[1]), int(found[2] or 0))
    if found is None or first > count:
        raise LoadError(
            f"{file.name}, line {section.row}: *Vertices is followed by the number of vertices, and in a two-mode "
            f"network by the number of those of the first mode, which is smaller; not by {section.head[:60]!r}."
        )
    return count, first


def _vertices(section: Section, count: int, file: NetworkFile) -> pd.DataFrame:
    labels = [""] * count
    rows = [section.row] * count
    told = [False] * count
    positions: dict[int, list[str]] = {}
    for line in vertex_lines(section, count, file):
        place = line.number - 1
        if told[place]:
            file.note(
                "the vertex stands more than once",
                "first kept",
                row=line.row,
                table="actors",
                column="number",
                value=str(line.number),
            )
            continue
        told[place] = True
        labels[place], rows[place] = line.label, line.row
        if line.position:
            positions[place] = line.position
    made: dict[str, Any] = {"label": labels, "row": rows, "number": range(1, count + 1)}
    for axis, name in enumerate(("x", "y", "z")):
        at = {place: cells[axis] for place, cells in positions.items() if len(cells) > axis}
        if at:
            made[name] = pd.Series(numbers_of(list(at.values())), index=list(at)).reindex(range(count))
    return pd.DataFrame(made)


def _told_values(vertices: pd.DataFrame, graph: Graph, file: NetworkFile) -> dict[str, Any]:
    """Return the partitions and vectors of a project file that have a value for each vertex."""
    told: dict[str, Any] = {}
    for number, (header, section) in enumerate(graph.values, 1):
        name = clean_label(header.head.strip('"'))
        if not name or name in _TAKEN or name in vertices.columns or name in told:
            name = f"{header.word} {number} {name}".strip()
        values = _values(section, header.word)
        if len(values) == len(vertices):
            told[name] = values
            continue
        file.note(
            f"the {header.word} has {len(values):,} values, and the network {len(vertices):,} vertices",
            "doubted: not used",
            row=header.row,
            table="actors",
            value=name,
        )
    return told


def _values(section: Section, word: str) -> npt.NDArray[Any] | list[str]:
    cells = [cell for line in section.lines for cell in line.split()]
    return numbers_of(cells) if word == "vector" else cells


def _values_file(path: Path, word: str, count: int, encoding: str | None) -> npt.NDArray[Any] | list[str]:
    """Read a file .clu or .vec: a header line, and a value per vertex."""
    file = NetworkFile(path.name, "Pajek", "")
    sections = cut_sections(read_text(path, encoding=encoding).text, file)
    section = next(section for section in sections if section.word == "vertices")
    values = _values(section, word)
    if len(values) != count:
        raise LoadError(f"{path.name} holds {len(values):,} values, and the network has {count:,} vertices.")
    return values


def _ties(graph: Graph, count: int, first: int, file: LineNotes, directed: bool | None) -> pd.DataFrame:
    """Return the ties of all sections, their ends as places."""
    if not graph.ties:
        raise LoadError(
            f"{file.name} holds {count:,} vertices and no ties: a section *Arcs, *Edges, *Arcslist, *Edgeslist or "
            "*Matrix was expected."
        )
    names = dict(said for section in graph.ties if (said := section.relation()) is not None)
    parts = []
    for section in graph.ties:
        said = section.relation()
        relation = None if said is None else said[1]
        if section.word in TIES:
            parts.append(_listed(section, relation, names, count, file))
        elif section.word in LISTS:
            parts.append(_partners(section, relation, count, file))
        else:
            parts.append(_matrix(section, relation, count, first, file, directed))
    return pd.concat(parts, ignore_index=True)


def _listed(
    section: Section, relation: str | None, names: dict[str, str], count: int, file: LineNotes
) -> pd.DataFrame:
    lines = list(tie_lines(section, file))
    given = [line.weight for line in lines]
    weight = numbers_of(given)
    made = pd.DataFrame(
        {
            "source": places_of([line.source for line in lines], count),
            "target": places_of([line.target for line in lines], count),
            "weight": np.where([text is None for text in given], 1.0, weight),
            "given": pd.Series(given, dtype="str"),
            "directed": TIES[section.word],
            "relation": pd.Series(
                [
                    relation if line.relation is None else names.get(line.relation, line.relation)
                    for line in lines
                ],
                dtype="str",
            ),
            "row": np.array([line.row for line in lines], dtype=np.int64),
        }
    )
    for name, texts in (
        ("label", [line.label for line in lines]),
        ("interval", [line.interval for line in lines]),
    ):
        if any(texts):
            made[name] = pd.Series(texts, dtype="str")
    return _within(made, lambda place: f"{lines[place].source} {lines[place].target}", file)


def _partners(section: Section, relation: str | None, count: int, file: LineNotes) -> pd.DataFrame:
    cells = [line.split() for line in section.lines]
    degrees = [len(each) - 1 for each in cells]
    targets = [cell for each in cells for cell in each[1:]]
    lines = np.repeat(np.arange(len(cells)), degrees)
    made = pd.DataFrame(
        {
            "source": places_of([each[0] for each in cells], count)[lines],
            "target": places_of(targets, count),
            "weight": 1.0,
            "given": pd.Series(None, index=range(len(targets)), dtype="str"),
            "directed": LISTS[section.word],
            "relation": pd.Series(relation, index=range(len(targets)), dtype="str"),
            "row": np.array(section.rows, dtype=np.int64)[lines],
        }
    )
    return _within(made, lambda place: f"{cells[lines[place]][0]} {targets[place]}", file)


def _within(ties: pd.DataFrame, said: Callable[[int], str], file: LineNotes) -> pd.DataFrame:
    """Drop ties that name a vertex the file does not have."""
    sound = ((ties["source"] >= 0) & (ties["target"] >= 0)).to_numpy()
    if sound.all():
        return ties
    lost = np.flatnonzero(~sound)
    rows = ties["row"].to_numpy()[lost]
    file.drop_all("the network has no vertex of this number", rows, map(said, lost.tolist()))
    return ties[sound]


def _matrix(
    section: Section, relation: str | None, count: int, first: int, file: NetworkFile, directed: bool | None
) -> pd.DataFrame:
    two_mode = 0 < first < count
    shape = (first, count - first) if two_mode else (count, count)
    cells = read_cells([line.split() for line in section.lines], section.rows)
    full_cells(len(cells.values), shape[0] * shape[1], f"a matrix of {shape[0]:,} x {shape[1]:,}", file)
    ties = matrix_ties(cells, shape, file, one_mode=not two_mode, directed=directed, relation=relation)
    return ties.assign(target=ties["target"] + first) if two_mode else ties


def _ids(labels: pd.Series, first: int, table: str, file: NetworkFile) -> list[str]:
    ids, repeated = distinct_ids(labels.tolist(), first=first)
    if repeated:
        file.note(
            f"labels stand more than once: {first_few(repeated)}",
            "doubted: kept apart by the numbers of the vertices",
            table=table,
        )
    return ids


def _named(ties: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    return ties.assign(source=ids.to_numpy()[ties["source"]], target=ids.to_numpy()[ties["target"]])


def _two_mode(
    ties: pd.DataFrame,
    vertices: pd.DataFrame,
    first: int,
    events: str,
    file: LineNotes,
    type: str | None,
    crosswalk: str | Mapping[str, str] | None,
) -> Ecosystem:
    early, late = ties[["source", "target"]].min(axis=1), ties[["source", "target"]].max(axis=1)
    across = (early < first) & (late >= first)
    alike = ties[~across]
    pairs = zip((early[~across] + 1).tolist(), (late[~across] + 1).tolist(), strict=True)
    file.drop_all(
        "both vertices are of the same mode",
        alike["row"].to_numpy(dtype=np.int64),
        (f"{one} {two}" for one, two in pairs),
    )
    modes = [vertices.iloc[:first], vertices.iloc[first:]]
    if events == "first":
        modes.reverse()
        early, late = late, early
    actors, happened = (
        mode.assign(id=_ids(mode["label"], int(mode["number"].iloc[0]), table, file))
        for mode, table in zip(modes, ("actors", "collaborations"), strict=True)
    )
    ids = pd.concat([actors["id"], happened["id"]]).sort_index().to_numpy()
    taking = ties[across].drop(columns=["source", "target", "given", "directed"])
    if taking["relation"].isna().all():
        taking = taking.drop(columns="relation")
    taking.insert(0, "actor_id", ids[early[across]])
    taking.insert(0, "collab_id", ids[late[across]])
    return two_mode_ecosystem(
        taking,
        actors.rename(columns={"id": "actor_id", "label": "name"}),
        happened.rename(columns={"id": "collab_id", "label": "title"}),
        file,
        type=type,
        crosswalk=crosswalk,
    )
