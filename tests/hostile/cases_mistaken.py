"""One reader, and the file of another."""

from __future__ import annotations

from typing import Final

from fuzz.seeds import GOOD
from tests.hostile.case import Case, Refused, given

__all__ = ["CASES"]

_NO_RECORD: Final = {
    "openalex": "no record is a work of OpenAlex",
    "crossref": "no record is an item of Crossref with authors",
    "datacite": "no record is one of DataCite with creators",
    "gharchive": "no record is an event of GitHub",
    "json": "there is no record in the source",
}
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

CASES: Final[list[Case]] = [
    *(given(reader, f"a file of {other}", GOOD[other], Refused(said)) for reader, other, said in _MISTAKEN),
]
