"""Hostile network files: Pajek, UCINET, VOSviewer, GEXF, GraphML, GML, Gephi."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

import cinet as ci
from cinet.ecosystem import Ecosystem
from fuzz.seeds import HEADER, NUMBERS
from tests.hostile.case import Case, Loads, Refused, given, made

__all__ = ["CASES"]

_BOMB: Final = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>"
)
_OUTSIDE: Final = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_PARAMETER: Final = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/x.dtd"> %a;]>'


def _gexf(nodes: str, edges: str = "", head: str = "", **attributes: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'{head}<gexf version="1.3"><graph{more}><nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>'
    )


def _graphml(content: str, head: str = "") -> str:
    key = '<key id="w" for="edge" attr.name="weight" attr.type="double"/>'
    return f'{head}<graphml>{key}<graph edgedefault="undirected">{content}</graph></graphml>'


_AB: Final = '<node id="a"/><node id="b"/>'


def _pair(folder: Path, head: bytes, numbers: bytes | None) -> Ecosystem:
    (folder / "a.##h").write_bytes(head)
    if numbers is not None:
        (folder / "a.##d").write_bytes(numbers)
    return ci.read_ucinet(folder / "a.##h")


def _sized(rows: int, columns: int) -> bytes:
    start = HEADER.index(struct.pack("<2i", 2, 2), 10)
    return HEADER[:start] + struct.pack("<2i", columns, rows) + HEADER[start + 8 :]


_ITEMS: Final = '{"network": {"items": [{"id": 1, "label": "a"}, {"id": 2, "label": "b"}], "links": [%s]}}'

CASES: Final[list[Case]] = [
    # Pajek
    given(
        "pajek",
        "a trillion vertices",
        "*Vertices 1000000000000\n*Edges\n1 2\n",
        Refused("declares 1,000,000,000,000 vertices, and has 35 characters"),
    ),
    given(
        "pajek",
        "fewer than no vertices",
        "*Vertices -3\n*Edges\n1 2\n",
        Refused("*Vertices is followed by the number of vertices, and in a two-mode"),
    ),
    given(
        "pajek",
        "vertices without a number",
        "*Vertices\n1 a\n*Edges\n1 1\n",
        Refused("*Vertices is followed by the number of vertices, and in a two-mode"),
    ),
    given(
        "pajek",
        "more of the first kind than vertices",
        "*Vertices 2 5\n*Edges\n1 2\n",
        Refused("*Vertices is followed by the number of vertices, and in a two-mode"),
    ),
    given(
        "pajek",
        "ties to vertices that are not there",
        "*Vertices 2\n1 a\n2 b\n*Edges\n1 2\n1 9\n0 1\n-1 2\n",
        Loads(2, "the network has no vertex of this number"),
    ),
    given(
        "pajek",
        "vertices listed twice",
        "*Vertices 2\n1 a\n1 b\n2 c\n*Edges\n1 2\n",
        Loads(2, "the vertex stands more than once"),
    ),
    given(
        "pajek",
        "two vertices of one name",
        "*Vertices 2\n1 a\n2 a\n*Edges\n1 2\n",
        Loads(2, "labels stand more than once: 'a'"),
    ),
    given(
        "pajek",
        "weights that are none",
        "*Vertices 2\n1 a\n2 b\n*Edges\n1 2 nan\n1 2 inf\n1 2 x\n1 2 -1\n1 2 1e999\n",
        Loads(0, "the weight is missing or not a finite number"),
    ),
    given(
        "pajek",
        "a tie with one end",
        "*Vertices 2\n1 a\n2 b\n*Edges\n1\n1 2\n",
        Loads(2, "a tie needs two vertices"),
    ),
    given(
        "pajek",
        "a tie to itself",
        "*Vertices 2\n1 a\n2 b\n*Edges\n1 1\n1 2\n",
        Loads(2, "the tie of an actor with itself is no collaboration"),
    ),
    given(
        "pajek",
        "a ragged matrix",
        "*Vertices 2\n1 a\n2 b\n*Matrix\n0 1\n1\n",
        Refused("declares a matrix of 2 x 2, 4 cells, and 3 stand there"),
    ),
    given(
        "pajek",
        "a matrix that is too long",
        "*Vertices 2\n1 a\n2 b\n*Matrix\n0 1 1\n1 0 1\n1 1 1\n",
        Refused("declares a matrix of 2 x 2, 4 cells, and 9 stand there"),
    ),
    given("pajek", "a name whose quote is never closed", '*Vertices 2\n1 "a\n2 "b"\n*Edges\n1 2\n', Loads(2)),
    given(
        "pajek",
        "a hundred thousand sections",
        "*Vertices 2\n1 a\n2 b\n" + "*Edges\n1 2\n" * 100_000,
        Refused("holds 100,000 sections of ties and 0 partitions and vectors"),
    ),
    given(
        "pajek",
        "a line of 10,000 numbers",
        "*Vertices 2\n1 a\n2 b\n*Arcslist\n1" + " 2" * 10_000 + "\n",
        Loads(20_000),
    ),
    given(
        "pajek",
        "an export of CNKI",
        "{Reference Type}: Thesis\n{Title}: a\n",
        Refused("is no Pajek file but an export of CNKI, Wanfang or NoteExpress, whose"),
    ),
    # UCINET
    given(
        "ucinet",
        "a billion actors",
        "DL n=1000000000 format=edgelist1\ndata:\n1 2 1\n",
        Refused("declares 1,000,000,000 rows or columns, and has 45 characters"),
    ),
    given(
        "ucinet",
        "no actors",
        "DL n=0 format=edgelist1\ndata:\n",
        Refused("declares a matrix of 0 rows and 0 columns"),
    ),
    given(
        "ucinet",
        "no number of actors",
        "DL n= format=edgelist1\ndata:\n1 2\n",
        Refused("declares n=format=edgelist1, which is no whole number."),
    ),
    given(
        "ucinet",
        "a million matrices",
        "DL n=2 nm=1000000 format=fullmatrix\ndata:\n0 1 1 0\n",
        Refused("declares nm=1000000"),
    ),
    given(
        "ucinet",
        "a format that is none",
        "DL n=2 format=hologram\ndata:\n0 1 1 0\n",
        Refused("has the DL format"),
    ),
    given(
        "ucinet",
        "words in the matrix",
        "DL n=2 format=fullmatrix\ndata:\n0 x\n1 0\n",
        Loads(2, "the weight is missing or not a finite number"),
    ),
    given(
        "ucinet",
        "NaN and infinity in the matrix",
        "DL n=2 format=fullmatrix\ndata:\n0 nan\ninf 0\n",
        Loads(0, "the weight is missing or not a finite number"),
    ),
    given(
        "ucinet",
        "a matrix too short",
        "DL n=3 format=fullmatrix\ndata:\n0 1 1\n",
        Refused("it is damaged or cut off"),
    ),
    given(
        "ucinet",
        "more names than actors",
        "DL n=2 format=fullmatrix labels: a b c d\ndata:\n0 1\n1 0\n",
        Refused("declares 2 rows, and lists 4 labels for them."),
    ),
    given(
        "ucinet",
        "one name for two actors",
        "DL n=2 format=fullmatrix labels: a a\ndata:\n0 1\n1 0\n",
        Loads(2),
    ),
    made("##h: without its numbers", lambda folder: _pair(folder, HEADER, None), Refused("there is no file")),
    made(
        "##h: numbers cut off",
        lambda folder: _pair(folder, HEADER, NUMBERS[:-3]),
        Refused("damaged or cut off"),
    ),
    made(
        "##h: a billion rows",
        lambda folder: _pair(folder, _sized(2**30, 2**30), NUMBERS),
        Refused("damaged or cut off"),
    ),
    made(
        "##h: fewer than no rows",
        lambda folder: _pair(folder, _sized(-2, -2), NUMBERS),
        Refused("damaged or cut off"),
    ),
    made(
        "##h: header cut off",
        lambda folder: _pair(folder, HEADER[:-3], NUMBERS),
        Refused("middle of its header"),
    ),
    made(
        "##h: an older version",
        lambda folder: _pair(folder, b"\x05DATE:" + HEADER[6:], NUMBERS),
        Refused("version"),
    ),
    made(
        "##h: NaN and infinity",
        lambda folder: _pair(folder, HEADER, struct.pack("<4f", 0, float("nan"), float("inf"), 0)),
        Loads(0, "the weight is missing, negative or not a finite number"),
    ),
    # VOSviewer
    given(
        "vosjson",
        "links to items that are not there",
        _ITEMS % '{"source_id": 1, "target_id": 9, "strength": 1}',
        Loads(0, "the file lists no actor with this id"),
    ),
    given(
        "vosjson",
        "a link to itself",
        _ITEMS % '{"source_id": 1, "target_id": 1, "strength": 1}',
        Loads(0, "the tie of an actor with itself is no collaboration"),
    ),
    given(
        "vosjson", "links without ends", _ITEMS % '{"strength": 1}', Loads(0, "an end of the tie is missing")
    ),
    given(
        "vosjson",
        "links that are no objects",
        _ITEMS % '5, null, "a", []',
        Loads(0, "a link is an object with source_id and target_id"),
    ),
    given(
        "vosjson",
        "a strength that is none",
        _ITEMS
        % '{"source_id": 1, "target_id": 2, "strength": NaN}, {"source_id": 1, "target_id": 2, "strength": "x"}',
        Loads(0, "the weight is missing or not a finite number"),
    ),
    given(
        "vosjson",
        "items that are no list",
        '{"network": {"items": {"a": 1}, "links": []}}',
        Refused("is no JSON of VOSviewer"),
    ),
    given("vosjson", "no network", '{"config": {}}', Refused("is no JSON of VOSviewer")),
    given("vosjson", "a network that is null", '{"network": null}', Refused("is no JSON of VOSviewer")),
    given("vosjson", "a list at the top", "[1, 2]", Refused("is no JSON. A map file holds no links")),
    given(
        "vosjson",
        "lists in lists, 100,000 deep",
        "[" * 100_000,
        Refused("is no JSON. A map file holds no links"),
    ),
    given(
        "vosjson",
        "an item listed twice",
        '{"network": {"items": [{"id": 1, "label": "a"}, {"id": 1, "label": "b"}, {"id": 2, "label": "c"}], '
        '"links": [{"source_id": 1, "target_id": 2, "strength": 1}]}}',
        Loads(2, "merged"),
    ),
    given("vosviewer", "a map without ids", "label\tx\ty\na\t1\t2\n", Refused("no column 'id'")),
    given(
        "vosviewer",
        "a map without items",
        "id\tlabel\tx\ty\n",
        Loads(0, "the file lists no actor with this id"),
    ),
    # XML
    given(
        "gexf", "an entity bomb", _gexf('<node id="a" label="&a9;"/>', head=_BOMB), Refused("document type")
    ),
    given(
        "gexf",
        "an entity of another file",
        _gexf('<node id="a" label="b">&a;</node>', head=_OUTSIDE),
        Refused("document type"),
    ),
    given(
        "gexf", "an entity of a parameter", _gexf('<node id="a"/>', head=_PARAMETER), Refused("document type")
    ),
    given(
        "graphml",
        "an entity bomb",
        _graphml('<node id="a">&a9;</node>', head=_BOMB),
        Refused("document type"),
    ),
    given(
        "graphml",
        "an entity of another file",
        _graphml('<node id="a"><data key="w">&a;</data></node>', head=_OUTSIDE),
        Refused("document type"),
    ),
    given(
        "graphml",
        "an inclusion of another file",
        _graphml(
            _AB
            + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
        ),
        Loads(0),
    ),
    given(
        "gexf",
        "elements in elements, 100,000 deep",
        "<gexf>" + "<a>" * 100_000,
        Refused("more than 200 elements stand inside one another, which no network"),
    ),
    given(
        "graphml",
        "elements in elements, 100,000 deep",
        "<graphml>" + "<graph>" * 100_000,
        Refused("more than 200 elements stand inside one another, which no network"),
    ),
    given(
        "gexf",
        "an attribute of a million characters",
        _gexf(f'<node id="a" label="{"x" * 1_000_000}"/><node id="b"/>', '<edge source="a" target="b"/>'),
        Loads(2),
    ),
    given(
        "gexf",
        "10,000 attributes",
        _gexf(
            "<node " + " ".join(f'a{n}="1"' for n in range(10_000)) + ' id="a"/><node id="b"/>',
            '<edge source="a" target="b"/>',
        ),
        Loads(2),
    ),
    given("gexf", "an unknown entity", _gexf('<node id="a" label="&nbsp;"/>'), Refused("no sound XML")),
    given(
        "gexf", "a character that XML forbids", _gexf('<node id="a" label="&#0;"/>'), Refused("no sound XML")
    ),
    given(
        "gexf",
        "another encoding than declared",
        b'<?xml version="1.0" encoding="UTF-16"?>' + _gexf(_AB, '<edge source="a" target="b"/>').encode(),
        Loads(2),
    ),
    given(
        "gexf",
        "an encoding that is none",
        b'<?xml version="1.0" encoding="x-none"?>' + _gexf(_AB, '<edge source="a" target="b"/>').encode(),
        Refused("is not known to Python."),
    ),
    given("gexf", "another root", "<html><body/></html>", Refused("is no GEXF file")),
    given("gexf", "no graph", '<gexf version="1.3"></gexf>', Refused("holds no <graph>")),
    given(
        "gexf",
        "edges to nodes that are not there",
        _gexf(_AB, '<edge source="a" target="z"/><edge source="a" target="b"/>'),
        Loads(2, "the file lists no actor with this id"),
    ),
    given(
        "gexf",
        "edges without ends",
        _gexf(_AB, '<edge source="a"/><edge/>'),
        Loads(0, "an end of the tie is missing"),
    ),
    given(
        "gexf",
        "nodes without ids",
        _gexf("<node/><node label='x'/>" + _AB, '<edge source="a" target="b"/>'),
        Loads(2, "the node has no id"),
    ),
    given(
        "gexf",
        "nodes listed twice",
        _gexf(_AB + '<node id="a" label="B"/>', '<edge source="a" target="b"/>'),
        Loads(2, "the node stands more than once"),
    ),
    given(
        "gexf",
        "parents in a circle",
        _gexf('<node id="a" pid="b"/><node id="b" pid="a"/>', '<edge source="a" target="b"/>'),
        Loads(2),
    ),
    given(
        "gexf",
        "weights that are none",
        _gexf(
            _AB,
            "".join(
                f'<edge source="a" target="b" weight="{w}"/>' for w in ("nan", "inf", "x", "-1", "1e999")
            ),
        ),
        Loads(0, "the weight is missing or not a finite number"),
    ),
    given(
        "gexf",
        "times that are none",
        _gexf(
            '<node id="a" start="yesterday" end="99999-99-99"/><node id="b"/>',
            '<edge source="a" target="b" start="x"/>',
            mode="dynamic",
        ),
        Loads(2, "not a date (ISO, as 2019-05-31)"),
    ),
    given(
        "gexf",
        "values of attributes that are not declared",
        _gexf(
            '<node id="a"><attvalues><attvalue for="9" value="x"/><attvalue/></attvalues></node><node id="b"/>',
            '<edge source="a" target="b"/>',
        ),
        Loads(2),
    ),
    given(
        "graphml",
        "edges to nodes that are not there",
        _graphml(_AB + '<edge source="a" target="z"/><edge source="a" target="b"/>'),
        Loads(2, "the file lists no actor with this id"),
    ),
    given(
        "graphml",
        "an edge of many ends",
        _graphml(
            _AB
            + '<hyperedge><endpoint node="a"/><endpoint node="b"/></hyperedge><edge source="a" target="b"/>'
        ),
        Refused("the file holds a hyperedge, a tie of any number of nodes, which is no"),
    ),
    given(
        "graphml",
        "a graph within a node",
        _graphml(
            '<node id="a"><graph edgedefault="directed"><node id="c"/></graph></node><node id="b"/>'
            '<edge source="a" target="b"/>'
        ),
        Loads(2),
    ),
    given(
        "graphml",
        "weights that are none",
        _graphml(
            _AB
            + "".join(
                f'<edge source="a" target="b"><data key="w">{w}</data></edge>'
                for w in ("NaN", "INF", "x", "-1")
            )
        ),
        Loads(0, "the weight is missing or not a finite number"),
    ),
    given(
        "graphml",
        "data of a key that is not declared",
        _graphml('<node id="a"><data key="q">1</data></node><node id="b"/><edge source="a" target="b"/>'),
        Loads(2),
    ),
    # GML
    given(
        "gml",
        "lists in lists, 100,000 deep",
        "graph [ " + "a [ " * 100_000,
        Refused("more than 200 lists stand inside one another."),
    ),
    given(
        "gml",
        "closed more often than opened",
        "graph [ node [ id 1 ] ] ] ]",
        Refused("a bracket closes no list."),
    ),
    given(
        "gml",
        "a text that is never closed",
        'graph [ node [ id 1 label "a ] ]',
        Refused("a text that begins in line 1 of the GML file is never closed"),
    ),
    given(
        "gml",
        "an id of a thousand digits",
        f"graph [ node [ id {'9' * 1000} ] node [ id 2 ] edge [ source {'9' * 1000} target 2 ] ]",
        Loads(2),
    ),
    given(
        "gml",
        "nodes without ids",
        "graph [ node [ label 1 ] node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]",
        Loads(2, "the node has no id"),
    ),
    given(
        "gml",
        "nodes listed twice",
        "graph [ node [ id 1 ] node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]",
        Loads(2, "the node stands more than once"),
    ),
    given(
        "gml",
        "edges to nodes that are not there",
        "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 9 ] edge [ source 1 target 2 ] ]",
        Loads(2, "the file lists no actor with this id"),
    ),
    given(
        "gml",
        "a key that is listed a thousand times",
        "graph [ node [ id 1 " + "label 1 " * 1000 + "] node [ id 2 ] edge [ source 1 target 2 ] ]",
        Loads(2),
    ),
    given("gml", "a graph that is a number", "graph 5", Refused("is no GML file")),
    given("gml", "a NUL for an id", "graph [ node [ id \0 ] ]", Loads(0)),
    # Gephi
    given(
        "gephi",
        "an edge with one end",
        "Source,Target\na,\n,b\na,b\n",
        Loads(2, "an end of the tie is missing"),
    ),
    given(
        "gephi",
        "weights that are none",
        "Source,Target,Weight\na,b,nan\na,b,inf\na,b,x\na,b,-1\n",
        Loads(0, "the weight is missing or not a finite number"),
    ),
    given(
        "gephi",
        "an edge to itself",
        "Source,Target\na,a\na,b\n",
        Loads(2, "the tie of an actor with itself is no collaboration"),
    ),
    given(
        "gephi",
        "columns named twice",
        "Source,Target,Target\na,b,c\n",
        Refused("has more than one column named"),
    ),
    given("gephi", "a type of edge that is none", "Source,Target,Type\na,b,Sideways\n", Loads(2, "doubted")),
]
