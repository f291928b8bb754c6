"""The text of a Pajek file: sections of lines, vertices, and what a line of a tie says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from cinet.errors import LoadError, first_few
from cinet.loaders.dyadic import NetworkFile
from cinet.loaders.network_text import MOST_PARTS, clean_label, split_lines

__all__ = [
    "LISTS", "TIES", "Graph", "Section", "TieLine", "VertexLine", "cut_sections", "graphs_of", "tie_lines",
    "vertex_lines",
]  # fmt: skip

#: Sections that hold one tie in each line, and whether it has a direction.
TIES: Final = {"arcs": True, "edges": False}

#: Sections that hold an actor and all its partners in each line.
LISTS: Final = {"arcslist": True, "edgeslist": False}

# what may follow the ends of a tie without a value between them: how a line is drawn
_DRAWING: Final = (
    "a", "a1", "a2", "ap", "c", "fos", "h1", "h2", "k1", "k2", "l", "la", "lc", "lp", "lphi", "lr", "p", "s", "w",
)  # fmt: skip
_HEADER: Final = re.compile(r"\s*\*\s*([A-Za-z]+)(.*)")
_RELATION: Final = re.compile(r'\s*:\s*(\d+)\s*(?:"([^"]*)"|(\S*))')
_VERTEX: Final = re.compile(r'\s*(\d{1,15})(?=[\s"]|$)\s*(?:"([^"]*)("?)|(\S+))?(.*)')
_COORDINATE: Final = re.compile(r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]{1,4})?")
_LABEL: Final = re.compile(r'\bl\s+"([^"]*)"')
_INTERVAL: Final = re.compile(r"\[[^\[\]]*\]")
_OTHER_PROGRAM: Final = re.compile(r"^[ \t]*(\{Reference Type\}\s*[:：]|%0 |SrcDatabase-)", re.MULTILINE)


@dataclass(slots=True)
class Section:
    """A header line and the lines behind it, without comments and blank lines."""

    word: str
    head: str
    row: int
    lines: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def relation(self) -> tuple[str, str] | None:
        """Return number and name of the relation, if the header has them.

        Returns
        -------
        (str, str) or None
            The number stands for a missing name.

        Examples
        --------
        >>> Section("arcs", ' :2 "likes"', 7).relation()
        ('2', 'likes')
        """
        found = _RELATION.match(self.head)
        if found is None:
            return None
        name = clean_label(found[2] or found[3] or "")
        return found[1], name or found[1]


@dataclass(slots=True)
class Graph:
    """A network: its vertices, its sections of ties, and the values of partitions and vectors beside it."""

    name: str
    vertices: Section
    ties: list[Section] = field(default_factory=list)
    values: list[tuple[Section, Section]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class VertexLine:
    """One line of a vertex: its number, label and coordinates, and where it stands."""

    number: int
    label: str
    position: list[str]
    row: int


@dataclass(frozen=True, slots=True)
class TieLine:
    """One line of a tie: relation number, both ends, the value, label, interval of time, and where it stands."""

    relation: str | None
    source: str
    target: str
    weight: str | None
    label: str | None
    interval: str | None
    row: int


def cut_sections(text: str, file: NetworkFile) -> list[Section]:
    r"""Cut a file into its sections.

    Parameters
    ----------
    text : str
        The whole file.
    file : NetworkFile
        Receives notes on lines before the first section.

    Returns
    -------
    list of Section
        In order.

    Raises
    ------
    LoadError
        The file is none of Pajek.

    Examples
    --------
    >>> sections = cut_sections("*Vertices 2\n% a comment\n1 \"a\"\n", NetworkFile("a.net", "Pajek", "utf-8"))
    >>> [(section.word, section.head, section.lines, section.rows) for section in sections]
    [('vertices', '2', ['1 "a"'], [3])]
    """
    sections: list[Section] = []
    before: list[tuple[int, str]] = []
    for row, line in enumerate(split_lines(text), 1):
        bare = line.strip()
        if not bare or bare.startswith(("%", "/*")):
            continue
        header = _HEADER.match(line) if bare.startswith("*") else None
        if header is not None:
            sections.append(Section(header[1].lower(), header[2].strip(), row))
        elif sections:
            sections[-1].lines.append(line)
            sections[-1].rows.append(row)
        else:
            before.append((row, bare))
    if not any(section.word == "vertices" for section in sections):
        if _OTHER_PROGRAM.search(text[:20_000]) is not None:
            raise LoadError(
                f"{file.name} is no Pajek file but an export of CNKI, Wanfang or NoteExpress, whose files can end in "
                ".net as well: read it with read_cnki."
            )
        words = [f"*{section.word}" for section in sections]
        held = (
            f"Its sections: {first_few(words)}." if words else "It has no line that starts with an asterisk."
        )
        raise LoadError(f"{file.name} is no Pajek file: a line '*Vertices <number>' was expected. {held}")
    for row, bare in before:
        file.note("text before the first section", "doubted: taken as a comment", row=row, value=bare[:200])
    return sections


def graphs_of(sections: list[Section], file: NetworkFile) -> list[Graph]:
    r"""Group the sections by network; a project file holds several.

    Parameters
    ----------
    sections : list of Section
        In order.
    file : NetworkFile
        Receives notes on sections that are not used.

    Returns
    -------
    list of Graph
        Those with vertices.

    Examples
    --------
    >>> file = NetworkFile("a.net", "Pajek", "utf-8")
    >>> graphs = graphs_of(cut_sections("*Vertices 2\n*Edges\n1 2", file), file)
    >>> len(graphs), graphs[0].ties[0].word
    (1, 'edges')
    """
    graphs: list[Graph] = []
    name, pending = "", None
    values: list[tuple[Section, Section]] = []
    for section in sections:
        if section.word == "network":
            name = clean_label(section.head.strip('"'))
        elif section.word in ("partition", "vector"):
            pending = section
        elif section.word == "vertices" and pending is not None:
            values.append((pending, section))
            pending = None
        elif section.word == "vertices":
            graphs.append(Graph(name or f"network {len(graphs) + 1}", section))
            name = ""
        elif section.word in (*TIES, *LISTS, "matrix"):
            if not graphs:
                raise LoadError(
                    f"{file.name}, line {section.row}: *{section.word} stands before the first *Vertices."
                )
            graphs[-1].ties.append(section)
        else:
            file.unknown.append(f"*{section.word}")
            file.note(
                "the section is not a part of a network",
                "doubted: not used",
                row=section.row,
                value=f"*{section.word} {section.head}".strip(),
            )
    for graph in graphs:
        graph.values = values
        if max(len(graph.ties), len(values)) > MOST_PARTS:
            raise LoadError(
                f"{file.name} holds {len(graph.ties):,} sections of ties and {len(values):,} partitions and vectors: "
                f"up to {MOST_PARTS:,} of each are read."
            )
    return graphs


def vertex_lines(section: Section, count: int, file: NetworkFile) -> Iterator[VertexLine]:
    """Read the lines of ``*Vertices``.

    Parameters
    ----------
    section : Section
        With one vertex in each line.
    count : int
        How many there are.
    file : NetworkFile
        Receives notes on labels whose quote is not closed.

    Yields
    ------
    VertexLine
        In order.

    Raises
    ------
    LoadError
        A line has no number from 1 to ``count``: nothing could be said of the ties.

    Examples
    --------
    >>> section = Section("vertices", "3", 1, ['3 "AT&#38;T" 0.5 0.25 ellipse'], [2])
    >>> next(vertex_lines(section, 3, NetworkFile("a.net", "Pajek", "utf-8")))
    VertexLine(number=3, label='AT&T', position=['0.5', '0.25'], row=2)
    """
    for line, row in zip(section.lines, section.rows, strict=True):
        found = _VERTEX.match(line)
        number = 0 if found is None else int(found[1])
        if found is None or not 1 <= number <= count:
            raise LoadError(
                f"{file.name}, line {row}: a vertex starts with its number, from 1 to {count:,}, "
                f"not {line.strip()[:60]!r}."
            )
        quoted, closed, plain, rest = found[2], found[3], found[4], found[5]
        if quoted is not None and not closed:
            file.note(
                "the label has no closing quote",
                "doubted: read to the end of the line",
                row=row,
                value=quoted[:200],
            )
        position = []
        for cell in rest.split(None, 3)[:3]:
            if not _COORDINATE.fullmatch(cell):
                break
            position.append(cell)
        yield VertexLine(number, clean_label(quoted or plain or ""), position, row)


def tie_lines(section: Section, file: NetworkFile) -> Iterator[TieLine]:
    """Read the lines of ``*Arcs`` and ``*Edges``.

    Parameters
    ----------
    section : Section
        With one tie in each line.
    file : NetworkFile
        Receives the lines that hold none.

    Yields
    ------
    TieLine
        In order.

    Examples
    --------
    >>> section = Section("arcs", "", 1, ['2: 1 3 4.5 l "joint"'], [2])
    >>> next(tie_lines(section, NetworkFile("a.net", "Pajek", "utf-8")))
    TieLine(relation='2', source='1', target='3', weight='4.5', label='joint', interval=None, row=2)
    """
    for line, row in zip(section.lines, section.rows, strict=True):
        parts = line.split(None, 3)
        relation = None
        if ":" in parts[0]:
            relation, _, rest = line.strip().partition(":")
            parts = rest.split(None, 3)
        if len(parts) < 2:
            file.drop("a tie needs two vertices", row=row, value=line.strip()[:200])
            continue
        weight = parts[2] if len(parts) > 2 else None
        label = interval = None
        if weight is not None:
            if weight.lower() in _DRAWING or weight.startswith("["):
                weight = None
            tail = " ".join(parts[2:])
            if '"' in tail:
                labelled = _LABEL.search(tail)
                label = None if labelled is None else clean_label(labelled[1])
            if "[" in tail:
                spell = _INTERVAL.search(tail)
                interval = None if spell is None else spell[0]
        yield TieLine(relation, parts[0], parts[1], weight, label, interval, row)
