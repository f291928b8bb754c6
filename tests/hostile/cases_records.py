"""Hostile records: JSON of all sources, tagged text, exports of bibliographic databases, patents; archives."""

from __future__ import annotations

import gzip
import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any, Final

import cinet as ci
from cinet.ecosystem import Ecosystem
from fuzz.seeds import GOOD
from tests.hostile.case import Case, Loads, Refused, given, made
from tests.hostile.readers import FILES, read_path

__all__ = ["CASES"]

_DEEP: Final = "[" * 100_000
_DEEP_OBJECT: Final = '{"a":' * 100_000
_JSON: Final = ("openalex", "crossref", "datacite", "gharchive", "json")
_EVENTS: Final = GOOD["events"].decode()


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


def _archive(folder: Path, write: Any, member: str | None = "events.csv", name: str = "a.zip") -> Ecosystem:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive)
    path = folder / name if member is None else folder / name / member
    return ci.read_events(path, collaboration="project", actor="actor")


def _bomb(archive: zipfile.ZipFile) -> None:
    with archive.open("events.csv", "w", force_zip64=True) as out:
        for _ in range(80):
            out.write(b"\0" * 2**20)


def _link(archive: zipfile.ZipFile) -> None:
    item = zipfile.ZipInfo("events.csv")
    item.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(item, "/etc/passwd")


def _damaged(folder: Path) -> Ecosystem:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("events.csv", _EVENTS)
    (folder / "a.zip").write_bytes(held.getvalue().replace(b"p1,a,firm", b"p1,z,firm"))
    return ci.read_events(folder / "a.zip", collaboration="project", actor="actor")


def _gzip_bomb(folder: Path) -> Ecosystem:
    with gzip.open(folder / "events.csv.gz", "wb", compresslevel=9) as out:
        for _ in range(80):
            out.write(b"\0" * 2**20)
    return ci.read_events(folder / "events.csv.gz", collaboration="project", actor="actor")


def _cut_archive(folder: Path) -> Ecosystem:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("events.csv", _EVENTS)
    (folder / "a.zip").write_bytes(held.getvalue()[:-30])
    return ci.read_events(folder / "a.zip", collaboration="project", actor="actor")


def _slip(archive: zipfile.ZipFile) -> None:
    archive.writestr("../../escaped.csv", _EVENTS)


def _slipped(folder: Path) -> Ecosystem:
    inner = folder / "deep" / "er"
    inner.mkdir(parents=True)
    eco = _archive(inner, _slip, None)
    assert not list(folder.rglob("escaped.csv")), "nothing may be written"
    return eco


def _missing(format: str) -> Case:
    return made(
        f"{format}: a file that is missing",
        lambda folder: read_path(format, folder / FILES[format]),
        Refused("there is no file"),
    )


def _folder(format: str, said: str) -> Case:
    return made(
        f"{format}: an empty folder for a file", lambda folder: read_path(format, folder), Refused(said)
    )


_NO_RECORD: Final = {
    "openalex": "no record is a work of OpenAlex",
    "crossref": "no record is an item of Crossref with authors",
    "datacite": "no record is one of DataCite with creators",
    "gharchive": "no record is an event of GitHub",
    "json": "there is no record in the source",
}
_NO_JSON: Final = {"json": "there is no record in the source"}
_MISTAKEN: Final = (
    ("wos", "scopus", "it looks like a CSV export of Scopus"),
    ("scopus", "wos", "it looks like Web of Science text"),
    ("gexf", "graphml", "Read it with read_graphml"),
    ("graphml", "gexf", "Read it with read_gexf"),
    ("gml", "pajek", "a text stands where a key should"),
    ("pajek", "ucinet", "is no Pajek file"),
    ("ucinet", "pajek", "is no UCINET DL file"),
    ("openalex", "crossref", _NO_RECORD["openalex"]),
    ("crossref", "openalex", _NO_RECORD["crossref"]),
    ("datacite", "gharchive", _NO_RECORD["datacite"]),
    ("gharchive", "datacite", _NO_RECORD["gharchive"]),
    ("vosjson", "openalex", "is no JSON that can be read"),
    ("cnki", "wos", "it looks like Web of Science text"),
    ("patentsview", "gephi", "has none of the columns"),
)
_NO_FOLDER: Final = {
    "events": "is a folder: name the file to read",
    **dict.fromkeys(("wos", "scopus", "cnki", "estudy"), "holds no files to read"),
    **dict.fromkeys(
        ("openalex", "crossref", "datacite", "gharchive", "json"), "holds no file that ends with"
    ),
    "patentsview": "holds no table of assignees",
    "patstat": "PATSTAT without",
}

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
        given(format, "a list of what are no objects", '[1, null, "a", []]', Refused(_NO_RECORD[format]))
        for format in _JSON
    ),
    *(given(format, "an empty list", "[]", Refused(_NO_RECORD[format])) for format in _JSON),
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
        Refused("is no sound JSON"),
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
        Refused(_NO_RECORD["openalex"]),
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
    given("crossref", "no items", _crossref(), Refused(_NO_RECORD["crossref"])),
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
    # exports
    given(
        "wos",
        "tags that nobody knows",
        GOOD["wos"].decode().replace("PY 2020", "Z8 x\nWE y\nPY 2020"),
        Loads(3),
    ),
    given(
        "wos",
        "a record without an id",
        GOOD["wos"].decode().replace("UT WOS:000000000000001\n", ""),
        Loads(3),
    ),
    given(
        "wos",
        "records of one id",
        GOOD["wos"].decode().replace("0002", "0001"),
        Loads(2, "stands in an earlier record"),
    ),
    given(
        "wos",
        "a line that continues nothing",
        "FN x\nVR 1.0\n   lost\n" + GOOD["wos"].decode().split("VR 1.0\n")[1],
        Loads(3),
    ),
    given(
        "wos",
        "brackets that are never closed",
        GOOD["wos"].decode().replace("[Li, Na]", "[[[[Li, Na"),
        Loads(3),
    ),
    given(
        "wos",
        "a field of 100,000 lines",
        GOOD["wos"].decode().replace("PY 2020", "CR x\n" + "   y\n" * 100_000 + "PY 2020"),
        Loads(3),
    ),
    given(
        "wos",
        "a record within a record",
        GOOD["wos"].decode().replace("PY 2020", "PT J\nPY 2020"),
        Loads(1, "the record has no end (ER): the file is cut off"),
    ),
    given(
        "scopus",
        "only some columns",
        "Authors,Title,Year\nLi N.,One,2020\n",
        Refused(". In Scopus choose Export, CSV, and tick Author(s), EID, Year,"),
    ),
    given(
        "scopus",
        "authors without places",
        'Authors,Title,Year,Affiliations,Authors with affiliations,EID\n"Li N.",One,2020,,,e1\n',
        Loads(0, "dropped"),
    ),
    given(
        "scopus",
        "a thousand separators",
        'Authors,Title,Year,Affiliations,Authors with affiliations,EID\n"'
        + "; " * 1000
        + '",One,2020,"'
        + "; " * 1000
        + '","'
        + ", " * 1000
        + '",e1\n',
        Loads(0, "dropped"),
    ),
    given("cnki", "only a type", "{Reference Type}: Thesis\n", Loads(0, "dropped")),
    given("cnki", "full-width colons", GOOD["cnki"].decode().replace("}:", "}："), Loads(3)),
    given(
        "cnki",
        "CR and CRLF within a field",
        GOOD["cnki"].decode().replace("学院；", "学院；\r\r\n"),
        Loads(3),
    ),
    given("cnki", "a Pajek network", GOOD["pajek"], Refused("is no export of CNKI or Wanfang")),
    given(
        "patentsview", "quotes as data", GOOD["patentsview"].decode().replace("B Inc.", '"B" Inc'), Loads(3)
    ),
    given(
        "patentsview",
        "entities in names",
        GOOD["patentsview"].decode().replace("B Inc.", "B &lt;script&gt; &#0; &Hcirc;"),
        Loads(3),
    ),
    given(
        "patentsview", "types that are none", GOOD["patentsview"].decode().replace("\t2\n", "\tx\n"), Loads(3)
    ),
    given(
        "patent_table",
        "a thousand applicants",
        "申请号,申请日,申请人\nCN1,2019.01.02," + ";".join(f"甲{n}" for n in range(1000)) + "\n",
        Loads(1000),
    ),
    given(
        "patstat",
        "ids that are missing",
        GOOD["patstat"].decode() + ",3,C,COMPANY,2011\n8,,D,COMPANY,2011\n",
        Loads(2, "dropped"),
    ),
    given(
        "cordis",
        "numbers with either mark",
        GOOD["cordis"].decode().replace("100,5", "1.000,5,5"),
        Loads(3, "not a number"),
    ),
    given("cordis", "an activity that is none", GOOD["cordis"].decode().replace("HES", "XYZ"), Loads(3)),
    # archives
    made("archive: a member that leads out of the folder", _slipped, Loads(3)),
    made(
        "archive: a member with an absolute path",
        lambda folder: _archive(folder, lambda archive: archive.writestr("/etc/events.csv", _EVENTS), None),
        Loads(3),
    ),
    made(
        "archive: a member that is asked for out of the folder",
        lambda folder: _archive(
            folder, lambda archive: archive.writestr("events.csv", _EVENTS), "../../events.csv"
        ),
        Refused("has no member"),
    ),
    made("archive: a bomb", lambda folder: _archive(folder, _bomb), Refused("unpacks from")),
    made("archive: a gzip bomb", _gzip_bomb, Refused("unpacks from")),
    made(
        "archive: a link",
        lambda folder: _archive(folder, _link),
        Refused(", which was named as collaboration. Its columns", "UnknownName"),
    ),
    made(
        "archive: empty",
        lambda folder: _archive(folder, lambda archive: None, None),
        Refused("holds 0 files"),
    ),
    made(
        "archive: many members",
        lambda folder: _archive(
            folder, lambda archive: [archive.writestr(f"{n}.csv", "x") for n in range(1000)], None
        ),
        Refused("holds 1000 files"),
    ),
    made(
        "archive: a member that is not there",
        lambda folder: _archive(folder, lambda archive: archive.writestr("e.csv", _EVENTS)),
        Refused("has no member"),
    ),
    made(
        "archive: an archive in an archive",
        lambda folder: _archive(
            folder, lambda archive: archive.writestr("inner.zip", b"PK\x05\x06" + bytes(18)), None
        ),
        Refused("the header of a.zip (line 1) cannot be read"),
    ),
    made("archive: contents that do not fit the checksum", _damaged, Refused("damaged")),
    made(
        "archive: cut off",
        _cut_archive,
        Refused("is not UTF-8 (first offending byte in line 1), has no byte order"),
    ),
    # one reader, and the file of another
    *(given(reader, f"a file of {other}", GOOD[other], Refused(said)) for reader, other, said in _MISTAKEN),
    # folders and files that are missing
    *(_missing(format) for format in FILES if format != "cordis"),
    *(
        _folder(format, _NO_FOLDER.get(format, "cannot be read: Is a directory"))
        for format in FILES
        if format not in ("cordis", "vosviewer")
    ),
]
