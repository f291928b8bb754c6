"""Hostile JSON: of any source, of OpenAlex, Crossref, DataCite and GitHub Archive."""

from __future__ import annotations

import json
from typing import Any, Final

from fuzz.seeds import GOOD
from tests.hostile.case import Case, Loads, Refused, given

__all__ = ["CASES"]

_DEEP: Final = "[" * 100_000
_DEEP_OBJECT: Final = '{"a":' * 100_000
_JSON: Final = ("openalex", "crossref", "datacite", "gharchive", "json")
_NO_RECORD: Final = {
    "openalex": "no record is a work of OpenAlex",
    "crossref": "no record is an item of Crossref with authors",
    "datacite": "no record is one of DataCite with creators",
    "gharchive": "no record is an event of GitHub",
    "json": "there is no record in the source",
}
_NO_JSON: Final = {"json": "there is no record in the source"}


def _work(**more: Any) -> str:
    work = {"id": "https://openalex.org/W9", "publication_year": 2020, **more}
    return GOOD["openalex"].decode() + json.dumps(work) + "\n"


def _slots(number: int) -> list[dict[str, Any]]:
    return [
        {"author": {"id": f"A{n}"}, "institutions": [{"id": f"I{n}", "type": "company"}]}
        for n in range(number)
    ]


def _crossref(*items: Any) -> str:
    return json.dumps({"message-type": "work-list", "message": {"items": list(items)}})


CASES: Final[list[Case]] = [
    # JSON, whatever the source
    *(given(format, "lists in lists, 100,000 deep", _DEEP, Refused("nested too deeply")) for format in _JSON),
    *(
        given(format, "objects in objects, 100,000 deep", _DEEP_OBJECT, Refused("nested too deeply"))
        for format in _JSON
    ),
    *(
        given(format, "a number at the top", "5", Refused(_NO_JSON.get(format, "is no JSON")))
        for format in _JSON
    ),
    *(
        given(
            format,
            "a list of what are no objects",
            '[1, null, "a", []]',
            Refused("the record is a number, not an object, and so on for 4 of them"),
        )
        for format in _JSON
    ),
    *(given(format, "an empty list", "[]", Refused("it is an empty list, or a page")) for format in _JSON),
    *(given(format, "objects of nothing", "[{}, {}]", Refused("its objects are empty")) for format in _JSON),
    *(
        given(format, "an object without what is wanted", '{"a": 1}', Refused(_NO_RECORD[format]))
        for format in _JSON
        if format != "json"
    ),
    given(
        "json",
        "an object without what is wanted",
        '{"a": 1}',
        Refused("no record has a value at 'id'", "UnknownName"),
    ),
    given(
        "json",
        "a number of 10,000 digits",
        '[{"id": ' + "9" * 10_000 + ', "crew": [{"who": "A"}]}]',
        Refused("is no sound JSON: a number in it has thousands of digits"),
    ),
    given(
        "json",
        "NaN for an id",
        '[{"id": NaN, "year": 2020, "crew": [{"who": "A", "job": "x"}]}, '
        '{"id": 1, "year": 2020, "crew": [{"who": "A", "job": "x"}]}]',
        Loads(1),
    ),
    given(
        "json",
        "half of a surrogate pair",
        '[{"id": 1, "year": 2020, "crew": [{"who": "\\ud800", "job": "x"}]}]',
        Loads(1),
    ),
    given(
        "json",
        "a key that stands twice",
        '[{"id": 1, "id": 2, "year": 2020, "crew": [{"who": "A", "job": "x"}]}]',
        Loads(1),
    ),
    given(
        "json",
        "a NUL for a name",
        '[{"id": 1, "year": 2020, "crew": [{"who": "a\\u0000b", "job": "x"}]}]',
        Loads(1),
    ),
    given(
        "json",
        "lists where texts are wanted",
        '[{"id": [1, 2], "year": {}, "crew": [{"who": ["A"], "job": {}}]}]',
        Refused("no record has a value at", "UnknownName"),
    ),
    given(
        "json",
        "10,000 actors",
        json.dumps([{"id": 1, "year": 2020, "crew": [{"who": f"A{n}", "job": "x"} for n in range(10_000)]}]),
        Loads(10_000),
    ),
    # OpenAlex
    given("openalex", "authorships that are null", _work(authorships=None), Loads(3, "dropped")),
    given("openalex", "authorships that are a text", _work(authorships="all of us"), Loads(3, "dropped")),
    given("openalex", "authorships of numbers", _work(authorships=[1, None, "x", []]), Loads(3, "dropped")),
    given(
        "openalex",
        "institutions that are an object",
        _work(authorships=[{"author": {"id": "A1"}, "institutions": {"id": "I1"}}]),
        Loads(4, "an object where a list was expected"),
    ),
    given(
        "openalex",
        "institutions without ids",
        _work(authorships=[{"author": {}, "institutions": [{"id": None}, {}]}]),
        Loads(3, "dropped"),
    ),
    given(
        "openalex",
        "a lineage in a circle",
        _work(
            authorships=[
                {
                    "author": {"id": "A1"},
                    "institutions": [
                        {"id": "I8", "type": "company", "lineage": ["I9", "I8"]},
                        {"id": "I9", "type": "company", "lineage": ["I8", "I9"]},
                    ],
                }
            ]
        ),
        Loads(4),
    ),
    given("openalex", "10,000 authors", _work(authorships=_slots(10_000)), Loads(10_003)),
    given(
        "openalex",
        "a year that is none",
        _work(publication_year="soon", authorships=_slots(2)),
        Loads(5, "'I1' has this value in 1 of its rows, and 'education' at least as often"),
    ),
    given(
        "openalex",
        "a work without an id",
        json.dumps({"authorships": _slots(2)}) + "\n" + GOOD["openalex"].decode(),
        Loads(3, "dropped"),
    ),
    given(
        "openalex",
        "a page of an error",
        '{"error": "Invalid query", "message": "no"}',
        Refused("there was an error: 'Invalid query', 'no'"),
    ),
    given(
        "openalex", "a page without results", '{"meta": {}, "results": []}', Refused("a page without results")
    ),
    # Crossref, DataCite, GitHub Archive
    given(
        "crossref",
        "authors that are null",
        _crossref({"DOI": "10.1/a", "author": None}, {"DOI": "10.1/b", "author": [{"name": "X"}]}),
        Loads(1, "dropped"),
    ),
    given(
        "crossref",
        "authors that are texts",
        _crossref({"DOI": "10.1/a", "author": ["A", 5]}, {"DOI": "10.1/b", "author": [{"name": "X"}]}),
        Loads(1, "dropped"),
    ),
    given(
        "crossref",
        "dates that are none",
        _crossref(
            {
                "DOI": "10.1/b",
                "author": [{"name": "X"}],
                "published": {"date-parts": [[None], ["x"], [2020, 13, 45]]},
            }
        ),
        Loads(1),
    ),
    given(
        "crossref",
        "affiliations of all kinds",
        _crossref(
            {
                "DOI": "10.1/b",
                "author": [
                    {"family": "X", "affiliation": [5, None, {"name": None}, {"name": ["a"]}]},
                    {"name": "Y"},
                ],
            }
        ),
        Loads(1),
    ),
    given("crossref", "no items", _crossref(), Refused("it is an empty list, or a page without results")),
    given(
        "datacite",
        "creators that are null",
        '{"data": [{"id": "10.1/a", "attributes": {"doi": "10.1/a", "creators": null}}]}',
        Loads(0, "dropped"),
    ),
    given(
        "datacite",
        "attributes that are a list",
        '{"data": [{"id": "10.1/a", "attributes": [1]}]}',
        Refused(_NO_RECORD["datacite"]),
    ),
    given(
        "gharchive",
        "events before 2015",
        '{"type": "PushEvent", "actor": "ann", "repository": {"id": 7, "name": "y", "owner": "x"}, '
        '"created_at": "2012-03-01T00:00:00Z"}\n',
        Loads(1),
    ),
    given(
        "gharchive",
        "an actor that is null",
        '{"type": "PushEvent", "actor": null, "repo": {"id": 7}, "created_at": "2024-05-01T08:00:00Z"}\n'
        + GOOD["gharchive"].decode(),
        Loads(2, "dropped"),
    ),
    given(
        "gharchive",
        "times that are none",
        GOOD["gharchive"].decode().replace("2024-05-01T08:00:00Z", "sometime", 1),
        Loads(1, "dropped"),
    ),
]
