"""GraphML: nodes, edges and their declared attributes; what only drawing programs need is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, UnknownName, first_few, nearest
from cinet.loaders.collecting import rare_collections
from cinet.loaders.dyadic import NetworkFile
from cinet.loaders.graph_parts import EdgePart, GraphParts, NodePart, demand_few, name_unused
from cinet.loaders.xml_safe import local_name, parse_xml, read_xml

__all__ = ["choose_weight", "read_graphml"]

_KINDS: Final[Mapping[str, str]] = {
    "int": "integer", "integer": "integer", "long": "integer", "float": "number", "double": "number",
    "boolean": "boolean", "bool": "boolean",
}  # fmt: skip
# where drawing programs put the label of a node
_LABELS: Final = ("NodeLabel", "Label.Text")
# elements whose text is read
_READ: Final = frozenset({"data", "default", "desc"})
_PORTS: Final = ("sourceport", "targetport")


@rare_collections()
def read_graphml(
    path: str | Path,
    *,
    weight: str | None = None,
    type: str | None = None,
    crosswalk: str | Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Ecosystem:
    """Read a GraphML file: every edge becomes a collaboration of two.

    The collaborations have ``granularity="dyadic"``: a one-mode file does not say who worked together in one
    event. Attributes become columns of their declared type, with the defaults of the file; the attribute ``label``
    of a node, the label that yEd draws, or its description becomes ``name``.

    Parameters
    ----------
    path : path
        A ``.graphml`` file, gzipped or not, or a member of a zip archive.
    weight : str, optional
        Attribute of the edges that holds their weight; ``weight`` unless given. An edge without one has 1.
    type : str, optional
        Attribute of the nodes that holds their type.
    crosswalk : str or mapping, optional
        How the codes in it map to actor types.
    encoding : str, optional
        Name of the encoding; found unless given.

    Returns
    -------
    Ecosystem
        With its issues.

    Raises
    ------
    LoadError
        The file is no GraphML, is damaged, declares a document type, holds a hyperedge or several graphs.
    UnknownName
        No edge has the attribute that was named as weight.

    Examples
    --------
    >>> import tempfile
    >>> text = (
    ...     '<graphml><key id="w" for="edge" attr.name="weight" attr.type="double"/><graph edgedefault="undirected">'
    ...     '<node id="a"/><node id="b"/><edge source="a" target="b"><data key="w">2</data></edge></graph></graphml>'
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.graphml").write_text(text)
    ...     eco = read_graphml(Path(folder, "a.graphml"))
    >>> eco.network().edges().values.tolist()
    [['a', 'b', 2.0]]
    """
    text = read_xml(path, encoding=encoding)
    file = NetworkFile(Path(path).name, "GraphML", text.encoding)
    if text.inferred:
        file.note("the encoding was inferred from the bytes", f"doubted: read as {text.encoding}")
    reader = _GraphMl(file)
    parse_xml(text.text, reader, name=file.name)
    parts = reader.finish()
    choose_weight(parts, weight, ("weight",), file)
    parts.number_crowded(file)
    return parts.ecosystem(file, type=type, crosswalk=crosswalk)


def choose_weight(parts: GraphParts, asked: str | None, usual: tuple[str, ...], file: NetworkFile) -> None:
    """Take the weights of the edges out of one of their attributes.

    Parameters
    ----------
    parts : GraphParts
        Changed in place.
    asked : str, optional
        The attribute that was asked for.
    usual : tuple of str
        Those that are taken unasked, in this order.
    file : NetworkFile
        For the message.

    Raises
    ------
    UnknownName
        No edge has the attribute that was asked for.

    Examples
    --------
    >>> parts = GraphParts(edges=[EdgePart("a", "b", None, False, 1, values={"value": "3"})])
    >>> choose_weight(parts, None, ("weight", "value"), NetworkFile("a.gml", "GML", "utf-8"))
    >>> parts.edges[0].weight
    '3'
    """
    known = dict.fromkeys(name for edge in parts.edges for name in edge.values)
    if asked is not None and asked not in known:
        raise UnknownName(
            f"no edge of {file.name} has the attribute {asked!r}, which was named as weight.{nearest(asked, known)} "
            f"Their attributes: {first_few(known, 12) or 'none'}."
        )
    fitting = [name for usual_name in usual for name in known if name.lower() == usual_name]
    chosen = asked if asked is not None or not fitting else fitting[0]
    if chosen is not None:
        for edge in parts.edges:
            given = edge.values.pop(chosen, None)
            edge.weight = given if given is None or given.strip() else None


@dataclass(slots=True)
class _Key:
    """A declared attribute: for what, its name, what it holds, its default."""

    domain: str
    id: str
    name: str
    kind: str
    default: str | None = None


class _GraphMl:
    """Takes the elements one by one."""

    def __init__(self, file: NetworkFile) -> None:
        self.file = file
        self.parts = GraphParts()
        self.keys: dict[tuple[str, str], _Key] = {}
        self.depth = 0
        # depth of the graphs and whether their edges are directed, of the parts that are open, of text that is read
        self.graphs: list[tuple[int, bool]] = []
        self.seen = 0
        self.open: list[tuple[int, NodePart | EdgePart | None]] = []
        self.key: _Key | None = None
        self.reading: int | None = None
        self.nested = False
        self.label: list[str] | None = None
        self.words: list[str] = []
        self.what = ""
        self.data_key = ""
        self.lines: dict[int, int] = {}

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.depth += 1
        bare = local_name(name) if ":" in name else name
        if self.reading is not None:
            self.nested = True
            if bare in _LABELS and self.label is None:
                self.label = []
        elif self.depth == 1:
            self._root(bare)
        elif bare in _READ:
            self.reading, self.what, self.nested, self.words = self.depth, bare, False, []
            self.label, self.data_key = None, attributes.get("key", "")
        elif bare == "edge":
            self._edge(attributes, line)
        elif bare == "node":
            self._node(attributes, line)
        elif bare == "key":
            self._declare(attributes)
        elif bare == "graph":
            self._graph(attributes)
        elif bare == "hyperedge":
            raise LoadError(
                f"{self.file.name}, line {line}: the file holds a hyperedge, a tie of any number of nodes, which is no "
                "tie of two. Write the two-mode table (event, participant) and read it with read_events."
            )
        else:
            # ports say where at a node a line ends
            self._open_other(bare)

    def text(self, part: str) -> None:
        if self.label is not None:
            self.label.append(part)
        elif self.reading is not None and not self.nested:
            self.words.append(part)

    def end(self, name: str) -> None:
        bare = local_name(name) if ":" in name else name
        if self.reading is not None and self.depth > self.reading:
            if bare in _LABELS and self.label is not None:
                self._take_label("".join(self.label))
        elif self.reading is not None:
            self._take()
            self.reading = self.label = None
        elif bare == "graph" and self.graphs and self.graphs[-1][0] == self.depth:
            self.graphs.pop()
        elif self.open and self.open[-1][0] == self.depth:
            self.open.pop()
        elif bare == "key":
            self.key = None
        self.depth -= 1

    def _unused(self, name: str) -> None:
        name_unused(name, self.file)

    def _open_other(self, name: str) -> None:
        self._unused(name)
        self.open.append((self.depth, None))

    def _root(self, name: str) -> None:
        if name != "graphml":
            reader = " Read it with read_gexf." if name == "gexf" else ""
            raise LoadError(
                f"{self.file.name} is no GraphML file: its first element is <{name[:60]}>, not <graphml>.{reader}"
            )

    def _declare(self, attributes: dict[str, str]) -> None:
        id = attributes.get("id", "")
        name = attributes.get("attr.name", "").strip() or id
        kind = _KINDS.get(attributes.get("attr.type", "string").strip().lower(), "text")
        self.key = _Key(attributes.get("for", "all").strip().lower(), id, name, kind)
        self.keys[self.key.domain, id] = self.key

    def _graph(self, attributes: dict[str, str]) -> None:
        if not self.graphs:
            self.seen += 1
            if self.seen > 1:
                raise LoadError(
                    f"{self.file.name} holds more than one <graph>: write each into a file of its own."
                )
        self.graphs.append(
            (self.depth, attributes.get("edgedefault", "directed").strip().lower() != "undirected")
        )

    def _node(self, attributes: dict[str, str], line: int) -> None:
        part = NodePart(attributes.get("id"), None, line)
        above = next((other for _, other in reversed(self.open) if isinstance(other, NodePart)), None)
        if above is not None and above.id:
            part.values["parent_id"] = above.id
        self.open.append((self.depth, part))
        self.parts.nodes.append(part)

    def _edge(self, attributes: dict[str, str], line: int) -> None:
        said = attributes.get("directed", "").strip().lower()
        directed = said in ("true", "1") if said else bool(self.graphs) and self.graphs[-1][1]
        part = EdgePart(attributes.get("source"), attributes.get("target"), None, directed, line)
        if "id" in attributes and attributes["id"].strip():
            part.values["edge_id"] = attributes["id"]
        for name in _PORTS:
            if name in attributes:
                self._unused(name)
        self.open.append((self.depth, part))
        self.parts.edges.append(part)

    def _take(self) -> None:
        """Use the text that was read, at the end of its element."""
        words = "".join(self.words)
        part = self.open[-1][1] if self.open else None
        if self.what == "default":
            if self.key is not None and not self.nested:
                self.key.default = words
        elif part is None:
            # attributes of the whole graph, or of a port
            self._unused(self.what if self.what == "desc" else f"data {self.data_key}")
        elif self.what == "desc":
            part.values.setdefault("description", words.strip())
        else:
            self._value(part, words)

    def _value(self, part: NodePart | EdgePart, words: str) -> None:
        domain = "node" if isinstance(part, NodePart) else "edge"
        key = self.keys.get((domain, self.data_key)) or self.keys.get(("all", self.data_key))
        if self.nested:
            self._unused(self.data_key if key is None else key.name)
        elif key is None:
            self.file.note(
                f"the file declares no attribute of this key for a {domain}",
                "doubted: not used",
                row=part.line,
                table="actors" if domain == "node" else "collaborations",
                column=self.data_key,
                value=words.strip()[:200],
            )
        else:
            part.values[key.name] = words

    def _take_label(self, words: str) -> None:
        part = self.open[-1][1] if self.open else None
        if isinstance(part, NodePart) and part.label is None and words.strip():
            part.label = " ".join(words.split())
        self.label = None

    def finish(self) -> GraphParts:
        """Give defaults and kinds to the attributes, and names to the nodes."""
        if not self.seen:
            raise LoadError(f"{self.file.name} holds no <graph>: it says nothing of a network.")
        if not self.parts.nodes:
            raise LoadError(f"{self.file.name} holds a <graph> without a node: it is damaged or empty.")
        parts = self.parts
        demand_few(len(self.keys), self.file.name)
        for held, kinds, domain in (
            (parts.nodes, parts.node_kinds, "node"),
            (parts.edges, parts.edge_kinds, "edge"),
        ):
            for key in self.keys.values():
                if key.domain not in (domain, "all"):
                    continue
                kinds.setdefault(key.name, key.kind)
                if key.default is not None:
                    for part in held:
                        part.values.setdefault(key.name, key.default)
        for node in parts.nodes:
            if node.label is None:
                node.label = node.values.pop("label", None)
            if node.label is None:
                node.label = node.values.pop("description", None)
        return parts
