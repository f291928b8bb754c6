"""Hostile delimited text: its form, its header, its encoding, its cells, and the options it is read with."""

from __future__ import annotations

from typing import Final

from tests.hostile.case import Case, Loads, Refused, given, made
from tests.hostile.tables import HEAD, ONE, events

__all__ = ["CASES"]

_CROWD: Final = HEAD + "".join(f"p1,a{n},firm,2020\n" for n in range(10_000))
_WIDE: Final = ",".join(["project", "actor", *(f"c{n}" for n in range(5000))]) + "\np1,a" + "," * 5000 + "\n"
_SQL: Final = 'project,actor,"x"" from e; drop table e; --"\np1,a,1\n'

CASES: Final[list[Case]] = [
    # the form of the table
    given("events", "only a header", HEAD, Loads(0)),
    given(
        "events",
        "a header named twice",
        "project,actor,type,type,year\np1,a,firm,firm,2020\n",
        Refused("has more than one column named"),
    ),
    given(
        "events",
        "headers that differ by case",
        "project,actor,type,Type,year\np1,a,firm,lab,2020\n",
        Loads(1),
    ),
    given(
        "events",
        "headers that differ by blanks",
        "project,actor,type, type,year\np1,a,firm,lab,2020\n",
        Refused("has more than one column named"),
    ),
    given("events", "an empty header", "project,actor,type,year,,\np1,a,firm,2020,x,y\n", Loads(1)),
    given(
        "events",
        "only commas for a header",
        ",,,\n1,2,3,4\n",
        Refused(", which was named as collaboration. Its columns", "UnknownName"),
    ),
    given("events", "rows of too few cells", HEAD + "p1\n" + ONE, Loads(1, "1 cell where the header has 4")),
    given(
        "events",
        "rows of too many cells",
        HEAD + "p1,a,firm,2020,x,y\n" + ONE,
        Loads(1, "6 cells where the header has 4"),
    ),
    given("events", "a quote in a cell", HEAD + 'p1,a "b" c,firm,2020\n' + ONE, Loads(2)),
    given(
        "events",
        "a quote that is never closed",
        HEAD + 'p1,"a,firm,2020\n' + ONE,
        Loads(1, "a quoted cell is never closed"),
    ),
    given(
        "events",
        "text after a closing quote",
        HEAD + 'p1,"a"b,firm,2020\n' + ONE,
        Loads(1, "text after a closing quote, or a quote that is not closed"),
    ),
    given("events", "a line end in quotes", HEAD + 'p1,"a\nb",firm,2020\n' + ONE, Loads(2)),
    given("events", "mixed line ends", HEAD + "p1,a,firm,2020\rp1,b,firm,2020\r\np1,c,firm,2020\n", Loads(3)),
    given("events", "no last line end", HEAD + "p1,a,firm,2020", Loads(1)),
    given("events", "empty lines between", HEAD + "\n\n" + ONE + "\n\n", Loads(1)),
    given(
        "events",
        "two marks of byte order",
        b"\xef\xbb\xbf\xef\xbb\xbf" + (HEAD + ONE).encode(),
        Refused(", which was named as collaboration. Did you mean", "UnknownName"),
    ),
    given(
        "events",
        "UTF-16 without a mark",
        (HEAD + ONE).encode("utf-16-le"),
        Refused("the header of events.csv (line 1) cannot be read"),
    ),
    given("events", "UTF-32", (HEAD + ONE).encode("utf-32"), Loads(1)),
    given(
        "events",
        "UTF-16 cut in a character",
        (HEAD + ONE).encode("utf-16")[:-1],
        Refused("cannot be decoded as utf-16"),
    ),
    given(
        "events",
        "Big5",
        (HEAD + "p1,台積電與國立大學,firm,2020\n").encode("big5"),
        Refused("is not UTF-8 (first offending byte in line 2), has no byte order"),
    ),
    given("events", "cp1252", (HEAD + "p1,Université,firm,2020\n").encode("cp1252"), Refused("is not UTF-8")),
    given(
        "events",
        "UTF-8 and GB18030 in one file",
        (HEAD + "p1,大学,firm,2020\n").encode() + "p1,企业,firm,2020\n".encode("gb18030"),
        Refused("is not UTF-8"),
    ),
    given(
        "events",
        "a separator that is none",
        HEAD.replace(",", "^") + ONE.replace(",", "^"),
        Refused(", which was named as collaboration. Its columns", "UnknownName"),
    ),
    given("events", "semicolons in the rows alone", HEAD + ONE.replace(",", ";"), Loads(0, "1 cell where")),
    given("events", "a control character", HEAD + "p1,a\x1b[2J,firm,2020\n", Loads(1)),
    given("events", "a line separator of Unicode", HEAD + "p1,a\u2028b,firm,2020\n", Loads(1)),
    given("events", "a zero-width id", HEAD + "p1,\u200b,firm,2020\n" + ONE, Loads(2)),
    given("events", "a name that runs from right to left", HEAD + "p1,\u202eexe.a,firm,2020\n", Loads(1)),
    given(
        "events",
        "5,000 columns",
        _WIDE.replace("actor", "actor,type,year", 1).replace("p1,a", "p1,a,firm,2020", 1),
        Loads(1),
    ),
    given(
        "events",
        "a cell of two million characters",
        HEAD + "p1," + "x" * 2_000_000 + ",firm,2020\n" + ONE,
        Loads(1, "a cell of more than 1,000,000 characters, or a quote that is never closed"),
    ),
    given(
        "events",
        "a line of a million quotes",
        HEAD + '"' * 1_000_001 + "\n" + ONE,
        Loads(1, "a quoted cell is never closed"),
    ),
    given("events", "an event of 10,000 actors", _CROWD, Loads(10_000)),
    given(
        "events",
        "SQL in a header",
        _SQL.replace("actor", "actor,type,year", 1).replace("p1,a", "p1,a,firm,2020", 1),
        Loads(1),
    ),
    given("events", "SQL in an id", HEAD + '"p\'); drop table x; --",a,firm,2020\n', Loads(1)),
    given(
        "events", "a formula for an id", HEAD + '"=HYPERLINK(""http://x"",""p1"")",a,firm,2020\n', Loads(1)
    ),
    given(
        "events",
        "a formula for an actor",
        HEAD + "p1,=1+1,firm,2020\np1,@SUM(A1),firm,2020\np1,+1,firm,2020\np1,-1,firm,2020\n",
        Loads(4),
    ),
    given("events", "markup for an actor", HEAD + "p1,<script>alert(1)</script>,firm,2020\n", Loads(1)),
    given("events", "a path for an actor", HEAD + "p1,../../etc/passwd,firm,2020\n", Loads(1)),
    given("events", "an unknown type", HEAD + "p1,a,starship,2020\n", Loads(1)),
    given(
        "events",
        "ids that look like nothing",
        HEAD + "p1,NA,firm,2020\np1,None,firm,2020\np1,nan,firm,2020\np1,null,firm,2020\n",
        Loads(4),
    ),
    given(
        "events",
        "ids with zeros in front",
        HEAD + "p1,001,firm,2020\np1,1,firm,2020\np1,01,firm,2020\n",
        Loads(3),
    ),
    given(
        "events",
        "ids beyond 64 bits",
        HEAD + "p1,9007199254740993,firm,2020\np1,9007199254740992,firm,2020\np1,1e400,firm,2020\n",
        Loads(3),
    ),
    given(
        "events",
        "an actor without an id",
        HEAD + "p1,,firm,2020\n" + ONE,
        Loads(1, "the id is missing or blank"),
    ),
    given(
        "events",
        "a collaboration without an id",
        HEAD + ",a,firm,2020\n" + ONE,
        Loads(1, "the id is missing or blank"),
    ),
    given("events", "the same row a hundred times", HEAD + ONE * 100, Loads(1, "merged")),
    given(
        "events",
        "two types of one actor",
        HEAD + "p1,a,firm,2020\np2,a,university,2020\n",
        Loads(2, "'a' has this value in 1 of its rows, and 'firm' at least as often"),
    ),
    given(
        "events",
        "years that are none",
        HEAD + "p1,a,firm,20x0\np2,a,firm,-5\np3,a,firm,99999\np4,a,firm,2020.5\n",
        Loads(4, "not a year"),
    ),
    given("events", "years in full-width digits", HEAD + "p1,a,firm,２０２０\n", Loads(1)),
    # how it is to be read
    made(
        "a column that is not there",
        events(HEAD + ONE, type="sort"),
        Refused("no column 'sort'", "UnknownName"),
    ),
    made("an encoding that is none", events(HEAD + ONE, encoding="utf-99"), Refused("not known to Python")),
    made(
        "an encoding that is no text",
        events(HEAD + ONE, encoding="hex"),
        Refused("is not known to Python."),
    ),
    made(
        "a separator of three characters",
        events(HEAD + ONE, delimiter="::="),
        Refused("is not one character.", "SchemaError"),
    ),
    made(
        "a crosswalk to a type that is none",
        events(HEAD + ONE, type="type", crosswalk={"firm": "starship"}),
        Refused("the crosswalk maps to", "UnknownName"),
    ),
]
