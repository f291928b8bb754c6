"""Hostile tables: delimited text, workbooks, Parquet, frames."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any, Final

import pandas as pd

import cinet as ci
from cinet.ecosystem import Ecosystem
from tests.hostile.case import Case, Loads, Refused, given, made

__all__ = ["CASES"]

_HEAD: Final = "project,actor,type,year\n"
_ONE: Final = "p1,a,firm,2020\n"


def _events(text: str, **options: Any) -> Any:
    def run(folder: Path) -> Ecosystem:
        path = folder / "e.csv"
        path.write_bytes(text.encode())
        return ci.read_events(path, collaboration="project", actor="actor", **options)

    return run


def _tables(**frames: dict[str, list[Any]]) -> Any:
    sound: dict[str, dict[str, list[Any]]] = {
        "actors": {"actor_id": ["a", "b"], "type": ["firm", "firm"]},
        "collaborations": {"collab_id": ["p"], "year": ["2020"]},
        "participations": {"collab_id": ["p", "p"], "actor_id": ["a", "b"]},
    }
    return lambda folder: ci.read_tables(
        {name: pd.DataFrame(held) for name, held in (sound | frames).items()}
    )


def _workbook(folder: Path, *rows: list[Any]) -> Ecosystem:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "e.xlsx")
    return ci.read_events(folder / "e.xlsx", collaboration="project", actor="actor")


def _broken_workbook(folder: Path, data: bytes) -> Ecosystem:
    (folder / "e.xlsx").write_bytes(data)
    return ci.read_events(folder / "e.xlsx", collaboration="project", actor="actor")


def _zip(**members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return held.getvalue()


def _parquet(folder: Path, data: bytes) -> Ecosystem:
    (folder / "e.parquet").write_bytes(data)
    return ci.read_events(folder / "e.parquet", collaboration="project", actor="actor")


def _star(folder: Path) -> Ecosystem:
    (folder / "e1.csv").write_text(_HEAD + _ONE, encoding="utf-8")
    return ci.read_events(folder / "e*.csv", collaboration="project", actor="actor")


def _symlink(folder: Path) -> Ecosystem:
    os.symlink(folder / "nowhere.csv", folder / "e.csv")
    return ci.read_events(folder / "e.csv", collaboration="project", actor="actor")


def _circle(folder: Path) -> Ecosystem:
    os.symlink(folder / "e.csv", folder / "f.csv")
    os.symlink(folder / "f.csv", folder / "e.csv")
    return ci.read_events(folder / "e.csv", collaboration="project", actor="actor")


def _three(folder: Path, **files: str) -> Ecosystem:
    sound = {
        "actors": "actor_id,type\na,firm\nb,firm\n",
        "collaborations": "collab_id,year\np,2020\n",
        "participations": "collab_id,actor_id\np,a\np,b\n",
    }
    for name, text in (sound | files).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return ci.read_tables(folder)


def _date(value: str, **options: Any) -> Any:
    return _events(f"project,actor,when\np1,a,2020-01-02\np2,a,{value}\n", date="when", **options)


def _weight(value: str) -> Any:
    return _events(f"project,actor,w\np1,a,1\np1,b,{value}\n", weight="w")


_CROWD: Final = _HEAD + "".join(f"p1,a{n},firm,2020\n" for n in range(10_000))
_WIDE: Final = ",".join(["project", "actor", *(f"c{n}" for n in range(5000))]) + "\np1,a" + "," * 5000 + "\n"
_SQL: Final = 'project,actor,"x"" from e; drop table e; --"\np1,a,1\n'

CASES: Final[list[Case]] = [
    # the form of the table
    given("events", "only a header", _HEAD, Loads(0)),
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
    given(
        "events", "rows of too few cells", _HEAD + "p1\n" + _ONE, Loads(1, "1 cell where the header has 4")
    ),
    given(
        "events",
        "rows of too many cells",
        _HEAD + "p1,a,firm,2020,x,y\n" + _ONE,
        Loads(1, "6 cells where the header has 4"),
    ),
    given("events", "a quote in a cell", _HEAD + 'p1,a "b" c,firm,2020\n' + _ONE, Loads(2)),
    given(
        "events",
        "a quote that is never closed",
        _HEAD + 'p1,"a,firm,2020\n' + _ONE,
        Loads(1, "a quoted cell is never closed"),
    ),
    given(
        "events",
        "text after a closing quote",
        _HEAD + 'p1,"a"b,firm,2020\n' + _ONE,
        Loads(1, "text after a closing quote, or a quote that is not closed"),
    ),
    given("events", "a line end in quotes", _HEAD + 'p1,"a\nb",firm,2020\n' + _ONE, Loads(2)),
    given(
        "events", "mixed line ends", _HEAD + "p1,a,firm,2020\rp1,b,firm,2020\r\np1,c,firm,2020\n", Loads(3)
    ),
    given("events", "no last line end", _HEAD + "p1,a,firm,2020", Loads(1)),
    given("events", "empty lines between", _HEAD + "\n\n" + _ONE + "\n\n", Loads(1)),
    given(
        "events",
        "two marks of byte order",
        b"\xef\xbb\xbf\xef\xbb\xbf" + (_HEAD + _ONE).encode(),
        Refused(", which was named as collaboration. Did you mean", "UnknownName"),
    ),
    given(
        "events",
        "UTF-16 without a mark",
        (_HEAD + _ONE).encode("utf-16-le"),
        Refused("the header of events.csv (line 1) cannot be read"),
    ),
    given("events", "UTF-32", (_HEAD + _ONE).encode("utf-32"), Loads(1)),
    given(
        "events",
        "UTF-16 cut in a character",
        (_HEAD + _ONE).encode("utf-16")[:-1],
        Refused("cannot be decoded as utf-16"),
    ),
    given(
        "events",
        "Big5",
        (_HEAD + "p1,台積電與國立大學,firm,2020\n").encode("big5"),
        Refused("is not UTF-8 (first offending byte in line 2), has no byte order"),
    ),
    given(
        "events", "cp1252", (_HEAD + "p1,Université,firm,2020\n").encode("cp1252"), Refused("is not UTF-8")
    ),
    given(
        "events",
        "UTF-8 and GB18030 in one file",
        (_HEAD + "p1,大学,firm,2020\n").encode() + "p1,企业,firm,2020\n".encode("gb18030"),
        Refused("is not UTF-8"),
    ),
    given(
        "events",
        "a separator that is none",
        _HEAD.replace(",", "^") + _ONE.replace(",", "^"),
        Refused(", which was named as collaboration. Its columns", "UnknownName"),
    ),
    given("events", "semicolons in the rows alone", _HEAD + _ONE.replace(",", ";"), Loads(0, "1 cell where")),
    given("events", "a control character", _HEAD + "p1,a\x1b[2J,firm,2020\n", Loads(1)),
    given("events", "a line separator of Unicode", _HEAD + "p1,a\u2028b,firm,2020\n", Loads(1)),
    given("events", "a zero-width id", _HEAD + "p1,\u200b,firm,2020\n" + _ONE, Loads(2)),
    given("events", "a name that runs from right to left", _HEAD + "p1,\u202eexe.a,firm,2020\n", Loads(1)),
    given(
        "events",
        "5,000 columns",
        _WIDE.replace("actor", "actor,type,year", 1).replace("p1,a", "p1,a,firm,2020", 1),
        Loads(1),
    ),
    given(
        "events",
        "a cell of a million characters",
        _HEAD + "p1," + "x" * 1_000_000 + ",firm,2020\n" + _ONE,
        Loads(1, "a cell of more than 131,072 characters, or a quote that is never closed"),
    ),
    given(
        "events",
        "a line of a million quotes",
        _HEAD + '"' * 1_000_001 + "\n" + _ONE,
        Loads(1, "a cell of more than 131,072 characters, or a quote that is never closed"),
    ),
    given("events", "an event of 10,000 actors", _CROWD, Loads(10_000)),
    given(
        "events",
        "SQL in a header",
        _SQL.replace("actor", "actor,type,year", 1).replace("p1,a", "p1,a,firm,2020", 1),
        Loads(1),
    ),
    given("events", "SQL in an id", _HEAD + '"p\'); drop table x; --",a,firm,2020\n', Loads(1)),
    given(
        "events", "a formula for an id", _HEAD + '"=HYPERLINK(""http://x"",""p1"")",a,firm,2020\n', Loads(1)
    ),
    given(
        "events",
        "a formula for an actor",
        _HEAD + "p1,=1+1,firm,2020\np1,@SUM(A1),firm,2020\np1,+1,firm,2020\np1,-1,firm,2020\n",
        Loads(4),
    ),
    given("events", "markup for an actor", _HEAD + "p1,<script>alert(1)</script>,firm,2020\n", Loads(1)),
    given("events", "a path for an actor", _HEAD + "p1,../../etc/passwd,firm,2020\n", Loads(1)),
    given("events", "an unknown type", _HEAD + "p1,a,starship,2020\n", Loads(1)),
    given(
        "events",
        "ids that look like nothing",
        _HEAD + "p1,NA,firm,2020\np1,None,firm,2020\np1,nan,firm,2020\np1,null,firm,2020\n",
        Loads(4),
    ),
    given(
        "events",
        "ids with zeros in front",
        _HEAD + "p1,001,firm,2020\np1,1,firm,2020\np1,01,firm,2020\n",
        Loads(3),
    ),
    given(
        "events",
        "ids beyond 64 bits",
        _HEAD + "p1,9007199254740993,firm,2020\np1,9007199254740992,firm,2020\np1,1e400,firm,2020\n",
        Loads(3),
    ),
    given(
        "events",
        "an actor without an id",
        _HEAD + "p1,,firm,2020\n" + _ONE,
        Loads(1, "the id is missing or blank"),
    ),
    given(
        "events",
        "a collaboration without an id",
        _HEAD + ",a,firm,2020\n" + _ONE,
        Loads(1, "the id is missing or blank"),
    ),
    given("events", "the same row a hundred times", _HEAD + _ONE * 100, Loads(1, "merged")),
    given(
        "events",
        "two types of one actor",
        _HEAD + "p1,a,firm,2020\np2,a,university,2020\n",
        Loads(2, "'a' has this value in 1 of its rows, and 'firm' at least as often"),
    ),
    given(
        "events",
        "years that are none",
        _HEAD + "p1,a,firm,20x0\np2,a,firm,-5\np3,a,firm,99999\np4,a,firm,2020.5\n",
        Loads(4, "not a year"),
    ),
    given("events", "years in full-width digits", _HEAD + "p1,a,firm,２０２０\n", Loads(1)),
    # dates and numbers
    made("dates: another format", _date("03/04/2021"), Loads(2, "not a date")),
    made("dates: a day that does not exist", _date("2021-02-30"), Loads(2, "not a date")),
    made("dates: year 99999", _date("99999-01-01"), Loads(2, "not a date")),
    made("dates: a number of a workbook", _date("43831"), Loads(2, "not a date")),
    made("dates: infinity", _date("infinity"), Loads(2, "not a date")),
    made("dates: words", _date("yesterday"), Loads(2, "not a date")),
    made(
        "dates: a format that is none",
        _date("2021", date_format="%Q"),
        Refused("is a bad directive in format", "SchemaError"),
    ),
    made("weights: NaN", _weight("NaN"), Loads(1, "the weight is missing, negative or not a finite number")),
    made(
        "weights: infinity",
        _weight("inf"),
        Loads(1, "the weight is missing, negative or not a finite number"),
    ),
    made(
        "weights: minus infinity",
        _weight("-inf"),
        Loads(1, "the weight is missing, negative or not a finite number"),
    ),
    made(
        "weights: negative", _weight("-1"), Loads(1, "the weight is missing, negative or not a finite number")
    ),
    made("weights: zero", _weight("0"), Loads(1, "weight 0 is no participation")),
    made(
        "weights: beyond a double",
        _weight("1e999"),
        Loads(1, "the weight is missing, negative or not a finite number"),
    ),
    made(
        "weights: words", _weight("much"), Loads(1, "the weight is missing, negative or not a finite number")
    ),
    made(
        "weights: hexadecimal",
        _weight("0x10"),
        Loads(1, "the weight is missing, negative or not a finite number"),
    ),
    # three tables
    made(
        "tables: an actor that is not listed",
        _tables(participations={"collab_id": ["p", "p"], "actor_id": ["a", "z"]}),
        Loads(1, "the actors table does not hold this id"),
    ),
    made(
        "tables: a collaboration that is not listed",
        _tables(participations={"collab_id": ["p", "z"], "actor_id": ["a", "b"]}),
        Loads(1, "the collaborations table does not hold this id"),
    ),
    made(
        "tables: an actor listed twice",
        _tables(actors={"actor_id": ["a", "a", "b"], "type": ["firm", "university", "firm"]}),
        Loads(2, "'a' stands more than once, first with 'firm'"),
    ),
    made(
        "tables: a collaboration listed twice",
        _tables(collaborations={"collab_id": ["p", "p"], "year": ["2020", "2021"]}),
        Loads(2, "'p' stands more than once, first with '2020'"),
    ),
    made(
        "tables: a participation listed twice",
        _tables(participations={"collab_id": ["p", "p", "p"], "actor_id": ["a", "a", "b"]}),
        Loads(2, "merged"),
    ),
    made(
        "tables: no ids at all",
        _tables(participations={"collab_id": [None, None], "actor_id": [None, None]}),
        Loads(0, "the id is missing or blank"),
    ),
    made(
        "tables: ids of floats",
        _tables(participations={"collab_id": ["p", "p"], "actor_id": [1.0, float("nan")]}),
        Loads(0, "the id is missing or blank"),
    ),
    made(
        "tables: a table without columns",
        _tables(actors={}),
        Refused("the actors table has no column", "SchemaError"),
    ),
    made(
        "tables: a needed column is missing",
        _tables(participations={"collab_id": ["p"], "actor": ["a"]}),
        Refused("has no column 'actor_id'", "SchemaError"),
    ),
    made(
        "tables: parents in a circle",
        _tables(actors={"actor_id": ["a", "b"], "type": ["firm", "firm"], "parent_id": ["b", "a"]}),
        Loads(2),
    ),
    made(
        "tables: a file is missing",
        lambda folder: ci.read_tables(folder),
        Refused("holds no actors.csv (or .csv.gz, .tsv, .tsv.gz, .txt, .parquet,"),
    ),
    made(
        "tables: an end before the start",
        _tables(collaborations={"collab_id": ["p"], "start": ["2020-05-01"], "end": ["2019-01-01"]}),
        Loads(2, "the end is before the start"),
    ),
    made(
        "tables: a column that cinet makes itself",
        _tables(actors={"actor_id": ["a", "b"], "type": ["firm", "firm"], "source_row": ["1", "2"]}),
        Loads(2),
    ),
    made(
        "tables: duplicate ids in files",
        lambda folder: _three(folder, actors="actor_id,type\na,firm\na,firm\nb,firm\n"),
        Loads(2, "the same row stands more than once"),
    ),
    made(
        "tables: a table named twice",
        lambda folder: _three(folder, **{"actors.csv": "actor_id,type\na,firm\n"}),
        Loads(2),
    ),
    # what is no table
    made(
        "a folder for a table",
        lambda folder: ci.read_events(folder, collaboration="a", actor="b"),
        Refused("is a folder"),
    ),
    made(
        "a file that is missing",
        lambda folder: ci.read_events(folder / "e.csv", collaboration="a", actor="b"),
        Refused("there is no file"),
    ),
    made("a path with a star", _star, Refused("there is no file")),
    made(
        "a path with a NUL",
        lambda folder: ci.read_events(f"{folder}/a\0b.csv", collaboration="a", actor="b"),
        Refused("there is no file"),
    ),
    made(
        "an empty path",
        lambda folder: ci.read_events("", collaboration="a", actor="b"),
        Refused("name the file to read."),
    ),
    made("a link to nothing", _symlink, Refused("there is no file")),
    made("links in a circle", _circle, Refused("there is no file")),
    made(
        "a number for a table",
        lambda folder: ci.read_events(5, collaboration="a", actor="b"),
        Refused("not from a int", "SchemaError"),
    ),
    made(
        "a column that is not there",
        _events(_HEAD + _ONE, type="sort"),
        Refused("no column 'sort'", "UnknownName"),
    ),
    made(
        "an encoding that is none", _events(_HEAD + _ONE, encoding="utf-99"), Refused("not known to Python")
    ),
    made(
        "an encoding that is no text",
        _events(_HEAD + _ONE, encoding="hex"),
        Refused("is not known to Python."),
    ),
    made(
        "a separator of three characters",
        _events(_HEAD + _ONE, delimiter="::="),
        Refused("is not one character.", "SchemaError"),
    ),
    made(
        "a crosswalk to a type that is none",
        _events(_HEAD + _ONE, type="type", crosswalk={"firm": "starship"}),
        Refused("the crosswalk maps to", "UnknownName"),
    ),
    # workbooks and Parquet
    made(
        "workbook: a formula without a value",
        lambda folder: _workbook(folder, ["project", "actor"], ["=A5", "a"], ["p", "b"]),
        Refused("e.xlsx[Sheet] holds formulas without saved values (first cells"),
    ),
    made(
        "workbook: an error cell",
        lambda folder: _workbook(folder, ["project", "actor"], ["p", "#REF!"], ["p", "b"]),
        Loads(1, "the id is missing or blank"),
    ),
    made(
        "workbook: empty",
        lambda folder: _workbook(folder),
        Refused("a header row with the column names was expected."),
    ),
    made(
        "workbook: a header named twice",
        lambda folder: _workbook(folder, ["project", "actor", "actor"], ["p", "a", "b"]),
        Refused("has more than one column named"),
    ),
    made(
        "workbook: text with another name",
        lambda folder: _broken_workbook(folder, (_HEAD + _ONE).encode()),
        Refused("is not an .xlsx workbook (an older .xls has to be saved as .xlsx"),
    ),
    made(
        "workbook: an archive of something else",
        lambda folder: _broken_workbook(folder, _zip(a="b")),
        Refused("cannot be read as an Excel workbook"),
    ),
    made(
        "workbook: an entity bomb",
        lambda folder: _broken_workbook(
            folder, _zip(**{"xl__workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
        ),
        Refused("cannot be read as an Excel workbook"),
    ),
    made(
        "workbook: empty file",
        lambda folder: _broken_workbook(folder, b""),
        Refused("is not an .xlsx workbook (an older .xls has to be saved as .xlsx"),
    ),
    made(
        "Parquet: text with another name",
        lambda folder: _parquet(folder, (_HEAD + _ONE).encode()),
        Refused("cannot be read as a Parquet file"),
    ),
    made(
        "Parquet: only its magic",
        lambda folder: _parquet(folder, b"PAR1PAR1"),
        Refused("cannot be read as a Parquet file"),
    ),
    made("Parquet: empty", lambda folder: _parquet(folder, b""), Refused("cannot be read as a Parquet file")),
]
