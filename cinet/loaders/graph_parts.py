"""What GEXF, GraphML, GML and Gephi tables have in common: nodes and edges with attributes, cut out of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError
from cinet.loaders.dyadic import NetworkFile, dyadic_ecosystem
from cinet.loaders.network_text import numbers_of

__all__ = ["EdgePart", "GraphParts", "NodePart", "demand_few", "name_unused", "typed_values"]

_WHOLE: Final = re.compile(r"[+-]?\d{1,400}")
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?")
_INFINITE: Final = {
    "inf": np.inf, "infinity": np.inf, "-inf": -np.inf, "-infinity": -np.inf, "+inf": np.inf,
    "+infinity": np.inf, "nan": np.nan,
}  # fmt: skip
_LOGICAL: Final = {"true": True, "1": True, "false": False, "0": False}
_WIDEST: Final = 2**63
_MOST_ATTRIBUTES: Final = 1000
_MOST_NAMED: Final = 100

# names that mean something else in the tables
_TAKEN_ACTORS: Final = frozenset({"actor_id", "row", "source_file", "source_row", "type_source"})
_TAKEN_TIES: Final = frozenset(
    {
        "source", "target", "weight", "given", "directed", "relation", "row", "collab_id", "kind", "granularity",
        "direction", "source_file", "source_row", "start", "end", "year",
    }
)  # fmt: skip


def demand_few(count: int, file: str) -> None:
    """Refuse a file with so many attributes that a short file fills the memory with missing values.

    Parameters
    ----------
    count : int
        How many attributes there are.
    file : str
        Its name, for the message.

    Raises
    ------
    LoadError
        There are more than 1,000.

    Examples
    --------
    >>> demand_few(12, "a.gexf")
    """
    if count > _MOST_ATTRIBUTES:
        raise LoadError(
            f"{file} has {count:,} attributes of nodes or edges; no more than {_MOST_ATTRIBUTES:,} are read. Leave out "
            "those that are not needed."
        )


def name_unused(name: str, file: NetworkFile) -> None:
    """Name a part of the file that is not used in the load report, once, and a hundred of them at most.

    Parameters
    ----------
    name : str
        What it is called there.
    file : NetworkFile
        Receives the name.

    Examples
    --------
    >>> file = NetworkFile("a.gexf", "GEXF", "utf-8")
    >>> name_unused("viz", file), name_unused("viz", file), file.unknown
    (None, None, ['viz'])
    """
    if len(file.unknown) < _MOST_NAMED and name[:60] not in file.unknown:
        file.unknown.append(name[:60])


@dataclass(slots=True)
class NodePart:
    """A node: its id, its label, the line it stands in, and its attributes as text."""

    id: str | None
    label: str | None
    line: int
    values: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class EdgePart:
    """An edge: ends, weight as text, direction, relation, the line it stands in, and its attributes as text."""

    source: str | None
    target: str | None
    weight: str | None
    directed: bool
    line: int
    relation: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    start: str | None = None
    end: str | None = None


@dataclass(slots=True)
class GraphParts:
    """Nodes and edges of one file, and what its attributes hold.

    Parameters
    ----------
    nodes, edges : list
        In the order of the file.
    node_kinds, edge_kinds : dict
        Attribute -> ``"integer"``, ``"number"``, ``"boolean"`` or ``"text"``; text where nothing is said.
    """

    nodes: list[NodePart] = field(default_factory=list)
    edges: list[EdgePart] = field(default_factory=list)
    node_kinds: dict[str, str] = field(default_factory=dict)
    edge_kinds: dict[str, str] = field(default_factory=dict)

    def number_crowded(self, file: NetworkFile) -> None:
        """Count elements instead of lines where several edges share a line.

        Parameters
        ----------
        file : NetworkFile
            Its format says so in the load report.
        """
        if len({edge.line for edge in self.edges}) == len(self.edges):
            return
        parts: list[NodePart | EdgePart] = [*self.nodes, *self.edges]
        file.format += " (rows count nodes, then edges)"
        for number, part in enumerate(parts, 1):
            part.line = number

    def ecosystem(
        self,
        file: NetworkFile,
        *,
        type: str | None = None,
        crosswalk: str | Mapping[str, str] | None = None,
    ) -> Ecosystem:
        """Make an ecosystem of it.

        Parameters
        ----------
        file : NetworkFile
            Where it comes from.
        type : str, optional
            Attribute of the nodes that holds their type.
        crosswalk : str or mapping, optional
            How the codes in it map to actor types.

        Returns
        -------
        Ecosystem
            One collaboration of two for each edge.
        """
        sound = self._sound_nodes(file)
        actors = _columns(sound, self.node_kinds, _TAKEN_ACTORS, "actors", file)
        names = pd.Series([part.label for part in sound], dtype="str")
        if "name" not in actors:
            actors.insert(0, "name", names)
        elif not names.fillna("").equals(actors["name"].astype("str").fillna("")) and "label" not in actors:
            actors["label"] = names
        actors.insert(0, "actor_id", pd.Series([part.id for part in sound], dtype="str"))
        actors["row"] = np.array([part.line for part in sound], dtype=np.int64)
        return dyadic_ecosystem(self._ties(file), actors, file, type=type, crosswalk=crosswalk)

    def _sound_nodes(self, file: NetworkFile) -> list[NodePart]:
        sound: list[NodePart] = []
        seen: set[str] = set()
        for part in self.nodes:
            if part.id is None or not part.id.strip():
                file.note("the node has no id", "dropped", row=part.line, table="actors", value=part.label)
                continue
            if part.id in seen:
                file.note(
                    "the node stands more than once", "merged", row=part.line, table="actors", value=part.id
                )
            seen.add(part.id)
            sound.append(part)
        return sound

    def _ties(self, file: NetworkFile) -> pd.DataFrame:
        edges = self.edges
        ties = _columns(edges, self.edge_kinds, _TAKEN_TIES, "collaborations", file)
        given = pd.Series([part.weight for part in edges], dtype="str")
        weight = numbers_of(given.tolist())
        ties["source"] = pd.Series([part.source for part in edges], dtype="str")
        ties["target"] = pd.Series([part.target for part in edges], dtype="str")
        ties["weight"] = np.where(given.isna(), 1.0, weight)
        ties["given"] = given
        ties["directed"] = np.array([part.directed for part in edges], dtype=bool)
        ties["relation"] = pd.Series([part.relation for part in edges], dtype="str")
        ties["row"] = np.array([part.line for part in edges], dtype=np.int64)
        for name in ("start", "end"):
            times = [getattr(part, name) for part in edges]
            if any(time is not None for time in times):
                ties[name] = pd.Series(times, dtype="str")
        return ties


def _columns(
    parts: Sequence[NodePart] | Sequence[EdgePart],
    kinds: Mapping[str, str],
    taken: frozenset[str],
    table: str,
    file: NetworkFile,
) -> pd.DataFrame:
    """Return the attributes of nodes or edges as typed columns."""
    names = dict.fromkeys(name for part in parts for name in part.values)
    demand_few(len(names), file.name)
    lines = [part.line for part in parts]
    made: dict[str, pd.Series] = {}
    for name in names:
        shown = name.strip() or "attribute"
        while shown in taken or shown in made:
            shown += "_given"
        texts = [part.values.get(name) for part in parts]
        made[shown] = typed_values(
            texts, kinds.get(name, "text"), lines=lines, column=name, table=table, file=file
        )
    return pd.DataFrame(made, index=pd.RangeIndex(len(parts)))


def typed_values(
    texts: Sequence[str | None],
    kind: str,
    *,
    lines: Sequence[int],
    column: str,
    table: str,
    file: NetworkFile,
) -> pd.Series:
    """Read the values of an attribute as what the file declares them to be.

    Parameters
    ----------
    texts : sequence of str or None
        As they stand in the file; blank text is a missing value, and ``null`` where text is not declared.
    kind : str
        ``"integer"``, ``"number"``, ``"boolean"`` or ``"text"``.
    lines : sequence of int
        Their lines.
    column, table : str
        Where they belong.
    file : NetworkFile
        Receives the values that are not what was declared.

    Returns
    -------
    Series
        Int64, float64, boolean or str. Whole numbers beyond 64 bits stay text.

    Examples
    --------
    >>> file = NetworkFile("a.gexf", "GEXF", "utf-8")
    >>> typed_values([" true ", "null"], "boolean", lines=[1, 2], column="x", table="actors", file=file).tolist()
    [True, <NA>]
    """
    if kind == "text":
        return pd.Series([text if text is None or text.strip() else None for text in texts], dtype="str")
    bare = [None if text is None or text.strip().lower() in ("", "null") else text.strip() for text in texts]
    if kind == "integer" and any(_is_wide(text) for text in bare):
        file.note(
            "whole numbers beyond 64 bits",
            "doubted: the column is kept as text",
            table=table,
            column=column,
        )
        return pd.Series(bare, dtype="str")
    values: list[Any] = [None if text is None else _READ[kind](text) for text in bare]
    for text, value, line in zip(bare, values, lines, strict=True):
        if text is not None and value is None:
            file.note(
                f"not a value of the declared kind ({kind})",
                "set to missing",
                row=line,
                table=table,
                column=column,
                value=text[:200],
            )
    return pd.Series(values, dtype=_HELD[kind])


def _is_wide(text: str | None) -> bool:
    return text is not None and _WHOLE.fullmatch(text) is not None and not -_WIDEST <= int(text) < _WIDEST


def _whole(text: str) -> int | None:
    if text.isascii() and _WHOLE.fullmatch(text):
        return int(text)
    number = _number(text)
    # 12.0 under a declared integer, as spreadsheets write it
    sound = number is not None and abs(number) < 2**53 and number == int(number)
    return int(number) if sound and number is not None else None


def _number(text: str) -> float | None:
    if text.isascii() and _NUMBER.fullmatch(text):
        return float(text)
    return _INFINITE.get(text.lower())


def _logical(text: str) -> bool | None:
    return _LOGICAL.get(text.lower())


_READ: Final[Mapping[str, Any]] = {"integer": _whole, "number": _number, "boolean": _logical}
_HELD: Final[Mapping[str, str]] = {"integer": "Int64", "number": "float64", "boolean": "boolean"}
