"""GEXF, the format of Gephi: versions 1.1 to 1.3, static, dynamic and slices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError
from cinet.loaders.collecting import rare_collections
from cinet.loaders.dyadic import NetworkFile
from cinet.loaders.graph_parts import EdgePart, GraphParts, NodePart, demand_few, name_unused
from cinet.loaders.spells import Spell, date_spells, spread
from cinet.loaders.xml_safe import local_name, parse_xml, read_xml

__all__ = ["read_gexf"]

_KINDS: Final[Mapping[str, str]] = {
    "integer": "integer", "int": "integer", "long": "integer", "short": "integer", "byte": "integer",
    "float": "number", "double": "number", "boolean": "boolean",
}  # fmt: skip
# elements that frame others and say nothing of their own
_FRAMES: Final = frozenset(
    {
        "gexf", "graph", "nodes", "edges", "attributes", "attvalues", "spells", "slices", "meta", "creator", "title",
        "keywords", "description",
    }
)  # fmt: skip
_WEIGHT: Final = "weight"


@rare_collections()
def read_gexf(
    path: str | Path,
    *,
    type: str | None = None,
    crosswalk: str | Mapping[str, str] | None = None,
    years: bool = False,
    encoding: str | None = None,
) -> Ecosystem:
    """Read a GEXF file: every edge, and every spell of an edge, becomes a collaboration of two.

    The collaborations have ``granularity="dyadic"``: a one-mode file does not say who worked together in one
    event. Labels become ``name``, attributes become columns of their declared type (``null`` is missing), spells
    become ``start`` and ``end``; positions, colours and sizes are left out. An edge without a weight has 1.

    Parameters
    ----------
    path : path
        A ``.gexf`` file, gzipped or not, or a member of a zip archive.
    type : str, optional
        Attribute of the nodes that holds their type.
    crosswalk : str or mapping, optional
        How the codes in it map to actor types.
    years : bool
        Whether times that are plain numbers are years; otherwise they are kept as they are and date nothing.
    encoding : str, optional
        Name of the encoding; found unless given.

    Returns
    -------
    Ecosystem
        With its issues: edges with weight 0, to themselves, or to a node that is not listed are not read.

    Raises
    ------
    LoadError
        The file is no GEXF, is damaged, or declares a document type.

    Examples
    --------
    >>> import tempfile
    >>> text = (
    ...     '<gexf version="1.3"><graph><nodes><node id="a" label="A"/><node id="b" label="B"/></nodes>'
    ...     '<edges><edge source="a" target="b" weight="2.5"/></edges></graph></gexf>'
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.gexf").write_text(text)
    ...     eco = read_gexf(Path(folder, "a.gexf"))
    >>> eco.network().edges().values.tolist()
    [['a', 'b', 2.5]]
    """
    text = read_xml(path, encoding=encoding)
    file = NetworkFile(Path(path).name, "GEXF", text.encoding)
    if text.inferred:
        file.note("the encoding was inferred from the bytes", f"doubted: read as {text.encoding}")
    reader = _Gexf(file)
    parse_xml(text.text, reader, name=file.name)
    reader.parts.number_crowded(file)
    return reader.finish(years=years).ecosystem(file, type=type, crosswalk=crosswalk)


@dataclass(slots=True)
class _Attribute:
    """A declared attribute: its title, what it holds, and its default."""

    title: str
    kind: str
    default: str | None = None


@dataclass(slots=True)
class _Timed:
    """The times of an element: its spells and the weights that hold in them."""

    spells: list[Spell] = field(default_factory=list)
    weights: list[Spell] = field(default_factory=list)


class _Gexf:
    """Takes the elements one by one."""

    def __init__(self, file: NetworkFile) -> None:
        self.file = file
        self.parts = GraphParts()
        self.times: list[_Timed | None] = []
        self.declared: dict[str, dict[str, _Attribute]] = {"node": {}, "edge": {}}
        self.open: list[NodePart | EdgePart] = []
        self.depth = 0
        self.graphs = 0
        self.directed = False
        self.slice: Spell | None = None
        self.moments: dict[tuple[int, str], tuple[NodePart | EdgePart, list[str]]] = {}
        self.owner = ""
        self.attribute: _Attribute | None = None
        self.default: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.depth += 1
        prefix, _, bare = name.rpartition(":")
        if self.depth == 1:
            self._root(bare, attributes)
        elif prefix.startswith("viz"):
            self._unused("viz")
        elif bare == "edge":
            self._edge(attributes, line)
        elif bare == "attvalue":
            self._value(attributes)
        elif bare == "node":
            self._node(attributes, line)
        elif bare == "graph":
            self._graph(attributes)
        elif bare == "attributes":
            self.owner = attributes.get("class", "").lower()
        elif bare == "attribute":
            self._declare(attributes)
        elif bare == "default":
            self.default = []
        elif bare == "spell" and self.open:
            self._spell(attributes)
        elif bare == "parent" and self.open:
            self.open[-1].values["parent_id"] = attributes.get("for", "")
        elif bare not in _FRAMES:
            self._unused(bare)

    def text(self, part: str) -> None:
        if self.default is not None:
            self.default.append(part)

    def end(self, name: str) -> None:
        self.depth -= 1
        bare = local_name(name) if ":" in name else name
        if bare == "default" and self.default is not None:
            if self.attribute is not None:
                self.attribute.default = "".join(self.default)
            self.default = None
        elif bare in ("node", "edge") and self.open:
            self.open.pop()

    def _unused(self, name: str) -> None:
        name_unused(name, self.file)

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        if name != "gexf":
            reader = " Read it with read_graphml." if name == "graphml" else ""
            raise LoadError(
                f"{self.file.name} is no GEXF file: its first element is <{name[:60]}>, not <gexf>.{reader}"
            )
        self.file.format = f"GEXF {attributes.get('version', '').strip()[:8]}".strip()

    def _graph(self, attributes: dict[str, str]) -> None:
        self.graphs += 1
        if self.graphs > 1:
            raise LoadError(
                f"{self.file.name} holds more than one <graph>: write each into a file of its own."
            )
        self.directed = attributes.get("defaultedgetype", "undirected").strip().lower() == "directed"
        if attributes.get("mode", "").strip().lower() == "slice":
            self.slice = _span(attributes)

    def _declare(self, attributes: dict[str, str]) -> None:
        self.attribute = None
        if self.owner not in self.declared:
            self._unused(f"attributes of {self.owner[:30] or 'nothing'}")
            return
        key = attributes.get("id", attributes.get("title", ""))
        title = attributes.get("title", "").strip() or key
        kind = _KINDS.get(attributes.get("type", "string").strip().lower(), "text")
        self.attribute = self.declared[self.owner][key] = _Attribute(title, kind)

    def _node(self, attributes: dict[str, str], line: int) -> None:
        part = NodePart(attributes.get("id"), attributes.get("label"), line)
        above = next((other for other in reversed(self.open) if isinstance(other, NodePart)), None)
        parent = attributes.get("pid") or (above.id if above is not None else None)
        if parent:
            part.values["parent_id"] = parent
        if "start" in attributes or "end" in attributes:
            self._unused("times of nodes")
        self.open.append(part)
        self.parts.nodes.append(part)

    def _edge(self, attributes: dict[str, str], line: int) -> None:
        sort = attributes.get("type", "directed" if self.directed else "undirected").strip().lower()
        part = EdgePart(
            attributes.get("source"),
            attributes.get("target"),
            attributes.get("weight"),
            sort == "directed",
            line,
            attributes.get("kind") or None,
        )
        if sort not in ("directed", "undirected"):
            self.file.note(
                "the edge is neither directed nor undirected",
                "doubted: read as undirected",
                row=line,
                table="collaborations",
                column="direction",
                value=sort[:60],
            )
        for name, title in _NAMES:
            if name in attributes and attributes[name].strip():
                part.values[title] = attributes[name]
        self.open.append(part)
        self.parts.edges.append(part)
        self.times.append(None if _TIMES.isdisjoint(attributes) else _Timed([_span(attributes)]))

    def _timed(self) -> _Timed:
        """Return the times of the edge that was opened last; most edges have none."""
        timed = self.times[-1] = self.times[-1] or _Timed()
        return timed

    def _value(self, attributes: dict[str, str]) -> None:
        if not self.open:
            self._unused("attvalue")
            return
        part = self.open[-1]
        key, value = attributes.get("for", attributes.get("id", "")), attributes.get("value", "")
        declared = self.declared["edge" if isinstance(part, EdgePart) else "node"].get(key)
        title = key if declared is None else declared.title
        timed = not _TIMES.isdisjoint(attributes)
        if isinstance(part, EdgePart) and title.strip().lower() == _WEIGHT:
            if timed:
                span = _span(attributes)
                self._timed().weights.append(Spell(span.start, span.end, value))
            elif part.weight is None:
                part.weight = value
            return
        if timed:
            # the value of a moment: all of them are kept, in the way in which Gephi writes them
            span = _span(attributes)
            said = f"[{span.start or '-Infinity'}, {span.end or 'Infinity'}, {value}]"
            self.moments.setdefault((id(part), title), (part, []))[1].append(said)
            kinds = self.parts.edge_kinds if isinstance(part, EdgePart) else self.parts.node_kinds
            kinds[title] = "text"
        else:
            part.values[title] = value

    def _spell(self, attributes: dict[str, str]) -> None:
        if isinstance(self.open[-1], EdgePart):
            self._timed().spells.append(_span(attributes))
        else:
            self._unused("times of nodes")

    def finish(self, *, years: bool) -> GraphParts:
        """Give defaults and kinds to the attributes, and a tie to every spell."""
        if not self.graphs:
            raise LoadError(f"{self.file.name} holds no <graph>: it says nothing of a network.")
        parts = self.parts
        for (_, title), (part, said) in self.moments.items():
            # what holds at no time in particular goes first
            before = [part.values[title]] if title in part.values else []
            part.values[title] = "; ".join([*before, *said])
        demand_few(sum(map(len, self.declared.values())), self.file.name)
        for held, kinds, declared in (
            (parts.nodes, parts.node_kinds, self.declared["node"]),
            (parts.edges, parts.edge_kinds, self.declared["edge"]),
        ):
            for attribute in declared.values():
                kinds.setdefault(attribute.title, attribute.kind)
                if attribute.default is not None and attribute.title.strip().lower() != _WEIGHT:
                    for part in held:
                        part.values.setdefault(attribute.title, attribute.default)
        edges: list[EdgePart] = []
        always = [] if self.slice is None else [self.slice]
        for edge, timed in zip(parts.edges, self.times, strict=True):
            spells = always if timed is None else timed.weights or timed.spells or always
            edges += spread(edge, spells)
        parts.edges = edges
        date_spells(edges, self.file, years=years)
        return parts


_TIMES: Final = frozenset({"start", "end", "startopen", "endopen", "timestamp"})
# attribute of an edge -> the column in which it is kept
_NAMES: Final = (("id", "edge_id"), ("label", "label"))


def _span(attributes: Mapping[str, str]) -> Spell:
    moment = attributes.get("timestamp")
    start = attributes.get("start", attributes.get("startopen", moment))
    return Spell(start, attributes.get("end", attributes.get("endopen", moment)))
