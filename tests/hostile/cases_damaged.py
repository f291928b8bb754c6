"""Every format, damaged in every way that files are damaged."""

from __future__ import annotations

from typing import Final

from fuzz.seeds import GOOD
from tests.hostile.case import Case, Loads, Outcome, Refused, given
from tests.hostile.damages import DAMAGES

__all__ = ["CASES"]

#: Format -> the participations of its sound file, which no harmless change may change.
_SOUND: Final = {
    "events": 3,
    "cordis": 3,
    "pajek": 3,
    "pajek1": 6,
    "ucinet": 6,
    "ucinet2": 4,
    "vosviewer": 2,
    "vosjson": 2,
    "gexf": 2,
    "graphml": 2,
    "gml": 2,
    "gephi": 4,
    "wos": 3,
    "scopus": 2,
    "cnki": 3,
    "estudy": 2,
    "openalex": 3,
    "crossref": 2,
    "datacite": 2,
    "gharchive": 2,
    "json": 2,
    "patentsview": 3,
    "patent_table": 2,
    "patstat": 2,
}
_HARMLESS: Final = (
    "UTF-8 with a mark",
    "UTF-16",
    "GB18030",
    "lines ended by CR",
    "lines ended by CRLF",
    "gzipped",
)
#: What is said of every format in the same words.
_ALWAYS: Final = {
    "gzipped, cut off": "is damaged and cannot be unpacked",
    "a picture": "a picture (PNG)",
    "a page for people": "a web page, 'Sign in'",
    "bytes of no encoding": "is not UTF-8 (first offending byte in line",
}

_OUTCOMES: Final[dict[str, dict[str, Outcome]]] = {
    "events": {
        "empty": Refused("a header line with the column names was expected."),
        "only blanks": Refused("a header line with the column names was expected."),
        "first half": Loads(1, "1 cell where the header has 4"),
        "end cut off": Loads(2, "3 cells where the header has 4"),
        "a NUL in the middle": Loads(2, "a NUL character"),
        "twice in one file": Loads(4, "not a year"),
    },
    "cordis": {
        "empty": Refused("a header line with the column names was expected."),
        "only blanks": Refused("a header line with the column names was expected."),
        "first half": Loads(0, "a quoted cell is never closed"),
        "end cut off": Loads(2, "a quoted cell is never closed"),
        "a NUL in the middle": Loads(2, "a NUL character"),
        "twice in one file": Loads(4, "not a number"),
    },
    "pajek": {
        "empty": Refused("is no Pajek file"),
        "only blanks": Refused("is no Pajek file"),
        "first half": Refused("holds 4 vertices and no ties"),
        "end cut off": Loads(2),
        "a NUL in the middle": Loads(3),
        "twice in one file": Refused("holds 2 networks"),
    },
    "pajek1": {
        "empty": Refused("is no Pajek file"),
        "only blanks": Refused("is no Pajek file"),
        "first half": Refused("holds 3 vertices and no ties"),
        "end cut off": Loads(4, "the section is not a part of a network"),
        "a NUL in the middle": Loads(2, "the section is not a part of a network"),
        "twice in one file": Refused("holds 2 networks"),
    },
    "ucinet": {
        "empty": Refused("is no UCINET DL file"),
        "only blanks": Refused("is no UCINET DL file"),
        "first half": Refused("it is damaged, or no UCINET DL file."),
        "end cut off": Loads(4),
        "a NUL in the middle": Loads(0, "the matrix has no row or column of this number"),
        "twice in one file": Loads(14, "a tie is written as two ends and a value"),
    },
    "ucinet2": {
        "empty": Refused("is no UCINET DL file"),
        "only blanks": Refused("is no UCINET DL file"),
        "first half": Refused("it is damaged, or no UCINET DL file."),
        "end cut off": Refused("declares fullmatrix 3 x 2, 6 cells, and 3 stand there"),
        "a NUL in the middle": Loads(4),
        "twice in one file": Refused("declares fullmatrix 3 x 2, 6 cells, and 25 stand there"),
    },
    "vosviewer": {
        "empty": Refused("a header line with the column names was expected."),
        "only blanks": Refused("a header line with the column names was expected."),
        "first half": Loads(0, "the file lists no actor with this id"),
        "end cut off": Loads(0, "4 cells where the header has 6"),
        "a NUL in the middle": Refused("the header of map.txt (line 1) cannot be read"),
        "twice in one file": Loads(2, "not a number"),
    },
    "vosjson": {
        "empty": Refused("is no JSON. A map file holds no links"),
        "only blanks": Refused("is no JSON. A map file holds no links"),
        "first half": Refused("is no JSON that can be read"),
        "end cut off": Refused("is no JSON that can be read"),
        "a NUL in the middle": Refused("is no JSON that can be read"),
        "twice in one file": Refused("is no JSON that can be read"),
    },
    "gexf": {
        "empty": Refused("is no sound XML"),
        "only blanks": Refused("is no sound XML"),
        "first half": Refused("is no sound XML"),
        "end cut off": Refused("is no sound XML"),
        "a NUL in the middle": Refused("is no sound XML"),
        "twice in one file": Refused("is no sound XML"),
    },
    "graphml": {
        "empty": Refused("is no sound XML"),
        "only blanks": Refused("is no sound XML"),
        "first half": Refused("is no sound XML"),
        "end cut off": Refused("is no sound XML"),
        "a NUL in the middle": Refused("is no sound XML"),
        "twice in one file": Refused("is no sound XML"),
    },
    "gml": {
        "empty": Refused("is no GML file"),
        "only blanks": Refused("is no GML file"),
        "first half": Refused("of line 4 has no end."),
        "end cut off": Refused("of line 5 has no end."),
        "a NUL in the middle": Loads(2),
        "twice in one file": Refused("write each into a file of its own."),
    },
    "gephi": {
        "empty": Refused("edges, a matrix or an adjacency list were expected."),
        "only blanks": Refused("edges, a matrix or an adjacency list were expected."),
        "first half": Loads(0, "2 cells where the header has 4"),
        "end cut off": Loads(2, "3 cells where the header has 4"),
        "a NUL in the middle": Loads(2, "a NUL character"),
        "twice in one file": Loads(8, "the weight is missing or not a finite number"),
    },
    "wos": {
        "empty": Refused("is no export of Web of Science"),
        "only blanks": Refused("is no export of Web of Science"),
        "first half": Refused("holds no whole record"),
        "end cut off": Loads(2, "the record has no end (ER): the file is cut off"),
        "a NUL in the middle": Loads(3),
        "twice in one file": Loads(3, "the publication stands in an earlier record"),
    },
    "scopus": {
        "empty": Refused("is no export of Scopus"),
        "only blanks": Refused("is no export of Scopus"),
        "first half": Loads(0, "a quoted cell is never closed"),
        "end cut off": Loads(2),
        "a NUL in the middle": Loads(0, "a NUL character"),
        "twice in one file": Loads(3, "the publication stands in an earlier record"),
    },
    "cnki": {
        "empty": Refused("is no export of CNKI or Wanfang"),
        "only blanks": Refused("is no export of CNKI or Wanfang"),
        "first half": Refused("is not UTF-8 (first offending byte in line 4), has no byte order"),
        "a NUL in the middle": Refused("is not UTF-8 (first offending byte in line 4), has no byte order"),
        "twice in one file": Loads(6),
    },
    "estudy": {
        "empty": Refused("is no export of CNKI or Wanfang"),
        "only blanks": Refused("is no export of CNKI or Wanfang"),
        "first half": Loads(0, "the record names no organisation"),
        "a NUL in the middle": Loads(0, "the record names no organisation"),
        "twice in one file": Loads(4),
    },
    "openalex": {
        "empty": Refused("it starts with nothing, where { or [ was expected."),
        "only blanks": Refused("it starts with nothing, where { or [ was expected."),
        "first half": Refused("is no sound JSON"),
        "end cut off": Loads(
            2, "line 2 is no sound JSON: Expecting ',' delimiter: line 1 column 303 (char 302)"
        ),
        "a NUL in the middle": Loads(
            1, "line 1 is no sound JSON: Invalid control character at: line 1 column 426 (char 425)"
        ),
        "twice in one file": Loads(3, "the actor stands more than once in this collaboration"),
    },
    "crossref": {
        "empty": Refused("it starts with nothing, where { or [ was expected."),
        "only blanks": Refused("it starts with nothing, where { or [ was expected."),
        "first half": Refused("is no sound JSON"),
        "end cut off": Refused("is no sound JSON"),
        "a NUL in the middle": Refused("is no sound JSON"),
        "twice in one file": Loads(2, "the actor stands more than once in this collaboration"),
    },
    "datacite": {
        "empty": Refused("it starts with nothing, where { or [ was expected."),
        "only blanks": Refused("it starts with nothing, where { or [ was expected."),
        "first half": Refused("is no sound JSON"),
        "end cut off": Refused("is no sound JSON"),
        "a NUL in the middle": Refused("is no sound JSON"),
        "twice in one file": Loads(2, "the actor stands more than once in this collaboration"),
    },
    "gharchive": {
        "empty": Refused("it starts with nothing, where { or [ was expected."),
        "only blanks": Refused("it starts with nothing, where { or [ was expected."),
        "first half": Loads(
            1, "line 2 is no sound JSON: Unterminated string starting at: line 1 column 2 (char 1)"
        ),
        "end cut off": Loads(
            1, "line 2 is no sound JSON: Unterminated string starting at: line 1 column 137 (char 136)"
        ),
        "a NUL in the middle": Loads(
            1, "line 2 is no sound JSON: Invalid control character at: line 1 column 3 (char 2)"
        ),
        "twice in one file": Loads(2),
    },
    "json": {
        "empty": Refused("a header line with the column names was expected."),
        "only blanks": Refused("a header line with the column names was expected."),
        "first half": Refused("is no sound JSON"),
        "end cut off": Refused("is no sound JSON"),
        "a NUL in the middle": Refused("is no sound JSON"),
        "twice in one file": Loads(2, "the actor stands more than once in this collaboration"),
    },
    "patentsview": {
        "empty": Refused("a header line with the column names was expected."),
        "only blanks": Refused("a header line with the column names was expected."),
        "first half": Loads(0),
        "end cut off": Loads(2, "4 cells where the header has 5"),
        "a NUL in the middle": Loads(3),
        "lines ended by CR": Refused("has more than one column named"),
        "twice in one file": Loads(4, "the actor stands more than once in this collaboration"),
    },
    "patent_table": {
        "empty": Refused("a header line with the column names was expected."),
        "only blanks": Refused("a header line with the column names was expected."),
        "first half": Loads(0, "1 cell where the header has 4"),
        "a NUL in the middle": Loads(0, "a NUL character"),
        "twice in one file": Loads(3, "not a date (ISO, as 2019-05-31)"),
    },
    "patstat": {
        "empty": Refused("a header line with the column names was expected."),
        "only blanks": Refused("a header line with the column names was expected."),
        "first half": Loads(0),
        "end cut off": Loads(1, "4 cells where the header has 5"),
        "a NUL in the middle": Refused("the header of patstat.csv (line 1) cannot be read"),
        "twice in one file": Loads(3, "not a year"),
    },
}


def _outcome(format: str, damage: str) -> Outcome | None:
    said = _OUTCOMES[format].get(damage)
    if said is None and damage in _HARMLESS:
        return Loads(_SOUND[format])
    return Refused(_ALWAYS[damage]) if said is None and damage in _ALWAYS else said


def _cases() -> list[Case]:
    found = []
    for format, sound in GOOD.items():
        for damage, spoil in DAMAGES.items():
            spoilt, outcome = spoil(sound), _outcome(format, damage)
            if spoilt != sound and outcome is not None:
                found.append(given(format, damage, spoilt, outcome))
    return found


CASES: Final[list[Case]] = _cases()
