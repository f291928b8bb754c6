"""Hostile XML: bombs, depth, entities of other files, and graphs that are none."""

from __future__ import annotations

from typing import Final

from tests.hostile.case import Case, Loads, Refused, given

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

CASES: Final[list[Case]] = [
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
    given("gexf", "another root", "<svg><g/></svg>", Refused("is no GEXF file")),
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
]
