"""Three tables that do not fit together."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd

import cinet as ci
from cinet.ecosystem import Ecosystem
from tests.hostile.case import Case, Loads, Refused, made

__all__ = ["CASES"]


def _tables(**frames: dict[str, list[Any]]) -> Any:
    sound: dict[str, dict[str, list[Any]]] = {
        "actors": {"actor_id": ["a", "b"], "type": ["firm", "firm"]},
        "collaborations": {"collab_id": ["p"], "year": ["2020"]},
        "participations": {"collab_id": ["p", "p"], "actor_id": ["a", "b"]},
    }
    return lambda folder: ci.read_tables(
        {name: pd.DataFrame(held) for name, held in (sound | frames).items()}
    )


def _three(folder: Path, **files: str) -> Ecosystem:
    sound = {
        "actors": "actor_id,type\na,firm\nb,firm\n",
        "collaborations": "collab_id,year\np,2020\n",
        "participations": "collab_id,actor_id\np,a\np,b\n",
    }
    for name, text in (sound | files).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return ci.read_tables(folder)


CASES: Final[list[Case]] = [
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
]
