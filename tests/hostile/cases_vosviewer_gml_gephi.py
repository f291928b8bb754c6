"""Hostile networks of VOSviewer, in GML, and in the spreadsheets of Gephi."""

from __future__ import annotations

from typing import Final

from tests.hostile.case import Case, Loads, Refused, given

__all__ = ["CASES"]

_ITEMS: Final = '{"network": {"items": [{"id": 1, "label": "a"}, {"id": 2, "label": "b"}], "links": [%s]}}'

CASES: Final[list[Case]] = [
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
