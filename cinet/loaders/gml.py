"""GML, the graph modelling language: keys and values in nested brackets, read without recursion."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError
from cinet.loaders.decode import read_text
from cinet.loaders.dyadic import NetworkFile
from cinet.loaders.graph_parts import EdgePart, GraphParts, NodePart, name_unused
from cinet.loaders.graphml import choose_weight
from cinet.loaders.network_text import clean_label
from cinet.tables.selecting import LIST_MARK

__all__ = ["read_gml"]

_MOST_DEPTH: Final = 200
# a comment takes its line; a text may hold line ends; every other word ends at a blank, a bracket or a quote
_TOKEN: Final = re.compile(r'^[ \t]*#[^\n]*|"[^"]*"|[\[\]]|[^\s\[\]"]+|"', re.MULTILINE)
_WHOLE: Final = re.compile(r"[+-]?\d{1,400}")
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?")


def read_gml(
    path: str | Path,
    *,
    weight: str | None = None,
    type: str | None = None,
    crosswalk: str | Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Ecosystem:
    """Read a GML file: every edge becomes a collaboration of two.

    The collaborations have ``granularity="dyadic"``: a one-mode file does not say who worked together in one
    event. Nodes may lack a label, edges may repeat, and text may be in any script. Keys become columns: whole
    numbers, numbers, or text where one value is neither.

    Parameters
    ----------
    path : path
        A ``.gml`` file, gzipped or not, or a member of a zip archive.
    weight : str, optional
        Key of the edges that holds their weight; ``weight`` or else ``value`` unless given. An edge without one
        has 1.
    type : str, optional
        Key of the nodes that holds their type.
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
        The file is no GML, or is cut off.
    UnknownName
        No edge has the key that was named as weight.

    Examples
    --------
    >>> import tempfile
    >>> text = 'graph [ node [ id 1 label "A" ] node [ id 2 ] edge [ source 1 target 2 value 3 ] ]'
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.gml").write_text(text)
    ...     eco = read_gml(Path(folder, "a.gml"))
    >>> eco.network().edges().values.tolist()
    [['1', '2', 3.0]]
    """
    text = read_text(path, encoding=encoding)
    file = NetworkFile(Path(path).name, "GML", text.encoding)
    if text.inferred:
        file.note("the encoding was inferred from the bytes", f"doubted: read as {text.encoding}")
    parts = _parts(text.text, file)
    choose_weight(parts, weight, ("weight", "value"), file)
    parts.number_crowded(file)
    return parts.ecosystem(file, type=type, crosswalk=crosswalk)


@dataclass(slots=True)
class _List:
    """A list of keys and values: its own key, where it stands, and the plain values in it."""

    key: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    more: dict[str, list[str]] = field(default_factory=dict)

    def join(self) -> None:
        """Join the values of every key that stands several times."""
        for key, others in self.more.items():
            self.values[key] = LIST_MARK.join([self.values[key], *others])


@dataclass(slots=True)
class _Kinds:
    """What the values of a key are: a text stays one even where it looks like a number."""

    held: dict[str, str] = field(default_factory=dict)

    def see(self, key: str, token: str) -> None:
        before = self.held.get(key)
        if before == "text" or token.startswith('"') or _NUMBER.fullmatch(token) is None:
            self.held[key] = "text"
        elif _WHOLE.fullmatch(token) is None:
            self.held[key] = "number"
        elif before is None:
            self.held[key] = "integer"


def _parts(text: str, file: NetworkFile) -> GraphParts:
    """Go through the tokens with a stack of open lists."""
    parts = GraphParts()
    kinds = {"node": _Kinds(), "edge": _Kinds()}
    graphs = 0
    directed = False
    ends: list[_List] = []
    stack: list[_List] = []
    key: str | None = None
    key_line = 0
    for token, line in _tokens(text):
        if token == "[":
            if key is None:
                raise LoadError(f"{file.name}, line {line}: a list begins without a key before it.")
            stack.append(_List(key, key_line))
            if len(stack) > _MOST_DEPTH:
                raise LoadError(
                    f"{file.name}, line {line}: more than {_MOST_DEPTH} lists stand inside one another."
                )
            graphs += len(stack) == 1 and key == "graph"
            key = None
        elif token == "]":
            if not stack or key is not None:
                what = "closes no list" if key is None else f"stands where the value of {key[:60]!r} should"
                raise LoadError(f"{file.name}, line {line}: a bracket {what}.")
            closed = stack.pop()
            closed.join()
            place = "/".join(level.key for level in stack)
            if place == "graph" and closed.key == "node":
                values = closed.values
                parts.nodes.append(
                    NodePart(values.pop("id", None), values.pop("label", None), closed.line, values)
                )
            elif place == "graph" and closed.key == "edge":
                ends.append(closed)
            elif place == "" and closed.key == "graph":
                directed = closed.values.get("directed", "0") not in ("0", "false")
            else:
                name_unused(closed.key, file)
        elif key is None:
            key_line = line
            if token.startswith('"'):
                raise LoadError(f"{file.name}, line {line}: a text stands where a key should.")
            key = token.lower() if len(stack) < 2 or token.lower() in _OWN else token
        else:
            if stack:
                level = stack[-1]
                bare = clean_label(token[1:-1]) if token.startswith('"') else token
                again = key in level.values
                if again and key in _OWN:
                    file.note(
                        f"the key {key} stands more than once", "first kept", row=line, value=bare[:200]
                    )
                elif again:
                    level.more.setdefault(key, []).append(bare)
                else:
                    level.values[key] = bare
                if level.key in kinds and len(stack) == 2:
                    kinds[level.key].see(key, '"' if again else token)
            key = None
    if not graphs:
        raise LoadError(f"{file.name} is no GML file: a list 'graph [ ... ]' was expected.")
    if stack or key is not None:
        open_ = (
            f"the list {stack[-1].key[:60]!r} of line {stack[-1].line}"
            if stack
            else f"the key {str(key)[:60]!r}"
        )
        raise LoadError(f"{file.name} is cut off: {open_} has no end.")
    if graphs > 1:
        raise LoadError(f"{file.name} holds {graphs} graphs: write each into a file of its own.")
    parts.edges = [_edge(item, directed) for item in ends]
    parts.node_kinds, parts.edge_kinds = kinds["node"].held, kinds["edge"].held
    return parts


_OWN: Final = frozenset({"id", "label", "source", "target", "directed"})


def _edge(item: _List, directed: bool) -> EdgePart:
    values = item.values
    if "id" in values:
        values["edge_id"] = values.pop("id")
    return EdgePart(
        values.pop("source", None), values.pop("target", None), None, directed, item.line, values=values
    )


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Cut the text into brackets, texts and words, each with its line; comments are left out."""
    begins = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token.lstrip(" \t").startswith("#"):
            continue
        line = bisect_right(begins, found.start())
        if token == '"':
            raise LoadError(
                f"a text that begins in line {line} of the GML file is never closed: the file is cut off."
            )
        yield token, line
