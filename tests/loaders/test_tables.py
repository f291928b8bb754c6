"""Three tables in a folder, a workbook or a mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cinet.errors import DataLossWarning, LoadError, SchemaError, UnknownName
from cinet.loaders.tables import read_tables
from cinet.tables.engine import Engine

TABLES = {
    "actors": pd.DataFrame({"actor_id": ["1", "2"], "type": ["企业", "university"]}),
    "collaborations": pd.DataFrame({"collab_id": ["p"], "start": ["2019-05-01"]}),
    "participations": pd.DataFrame({"collab_id": ["p", "p"], "actor_id": ["1", "2"]}),
}


def write(folder: Path, **ends: str) -> Path:
    for name, table in TABLES.items():
        end = ends.get(name, "csv")
        path = folder / f"{name}.{end}"
        if end == "parquet":
            with Engine(threads=1) as engine:
                engine.write_parquet(table, path)
        elif end == "xlsx":
            table.to_excel(path, index=False)
        else:
            table.to_csv(path, index=False, sep="\t" if end.startswith("tsv") else ";")
    return folder


def test_folders_of_any_kind_say_the_same(tmp_path: Path) -> None:
    first = read_tables(TABLES)
    assert first.source is None
    assert first.actors["type"].tolist() == ["firm", "university"]
    mixes: list[dict[str, str]] = [
        {},
        {"actors": "parquet", "collaborations": "xlsx", "participations": "tsv.gz"},
        {"actors": "csv.gz", "collaborations": "tsv", "participations": "txt"},
    ]
    for number, ends in enumerate(mixes):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert read_tables(write(folder, **ends)).sha == first.sha
    assert read_tables(tmp_path / "0").source == "actors.csv, collaborations.csv, participations.csv"
    assert read_tables({name: tmp_path / "0" / f"{name}.csv" for name in TABLES}).sha == first.sha


def test_other_file_names(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "actors.csv").rename(tmp_path / "who.csv")
    with pytest.raises(LoadError, match=r"holds no actors\.csv .*files=\{'actors': \.\.\.\}"):
        read_tables(tmp_path)
    assert len(read_tables(tmp_path, files={"actors": "who.csv"}).actors) == 2
    with pytest.raises(UnknownName, match=r"files names the table 'actor'\. Did you mean 'actors'"):
        read_tables(tmp_path, files={"actor": "who.csv"})


def test_a_table_in_two_files(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "actors.tsv").write_text("actor_id\ttype\n")
    with pytest.raises(LoadError, match=r"holds 'actors\.csv', 'actors\.tsv': say which"):
        read_tables(tmp_path)


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "eco.xlsx"
    with pd.ExcelWriter(path) as book:
        for name, sheet in (
            ("actors", "Actors "),
            ("collaborations", "collaborations"),
            ("participations", "links"),
        ):
            TABLES[name].to_excel(book, sheet_name=sheet, index=False)
    with pytest.raises(
        LoadError, match=r"eco\.xlsx has no sheet 'participations'.*sheets=\{'participations': \.\.\.\}"
    ):
        read_tables(path)
    assert read_tables(path, sheets={"participations": "links"}).sha == read_tables(TABLES).sha


def test_sources_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="does not give 'participations'"):
        read_tables({name: TABLES[name] for name in ("actors", "collaborations")})
    with pytest.raises(UnknownName, match="the source names the table 'actor'"):
        read_tables({"actor": 1})
    (tmp_path / "one.csv").write_text("a\n")
    with pytest.raises(LoadError, match=r"one\.csv is one file: .* read_events"):
        read_tables(tmp_path / "one.csv")
    with pytest.raises(LoadError, match="there is no folder or workbook"):
        read_tables(tmp_path / "none")


def test_issues_name_the_file_of_each_table(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "participations.csv").write_text("collab_id,actor_id,weight\np,1,1\np,9,1\np,2,-1\n")
    with pytest.warns(DataLossWarning, match="rows dropped: 2"):
        eco = read_tables(tmp_path)
    assert eco.issues[["file", "row", "value"]].values.tolist() == [
        ["participations.csv", 3, "9"],
        ["participations.csv", 4, "-1"],
    ]
    for remedy in ("on_dangling", "on_weight"):
        options: dict[str, Any] = {remedy: "raise"}
        with pytest.raises(SchemaError):
            read_tables(tmp_path, **options)


def test_a_declared_date_format(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "collaborations.csv").write_text("collab_id,start\np,01.05.2019\n")
    assert read_tables(tmp_path, date_format="%d.%m.%Y").sha == read_tables(TABLES).sha


def test_the_report_counts_the_rows_of_every_file(tmp_path: Path) -> None:
    (tmp_path / "actors.csv").write_text("actor_id,type\na,firm\n,firm\nb,user\nb,user\n", encoding="utf-8")
    (tmp_path / "collaborations.csv").write_text("collab_id,year\np,2020\nq\n", encoding="utf-8")
    frame = pd.DataFrame({"collab_id": ["p", "p", None, "z"], "actor_id": ["a", "b", None, "a"]})
    with Engine() as engine:
        engine.write_parquet(frame, tmp_path / "participations.parquet")
    with pytest.warns(DataLossWarning):
        eco = read_tables(tmp_path)
    assert eco.report[["file", "format", "rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [
        ["actors.csv", "delimited text", 4, 3, 1],
        ["collaborations.csv", "delimited text", 2, 1, 1],
        ["participations.parquet", "Parquet", 4, 2, 2],
    ]
    lost = eco.issues[eco.issues["action"].str.startswith("dropped")]
    assert lost[["file", "row"]].drop_duplicates().values.tolist() == [
        ["collaborations.csv", 3],
        ["actors.csv", 3],
        ["participations.parquet", 3],
        ["participations.parquet", 4],
    ]


def test_a_declared_decimal_mark(tmp_path: Path) -> None:
    for name, text in {
        "actors": "actor_id;type\na;firm\n",
        "collaborations": "collab_id;year\np;2020\n",
        "participations": "collab_id;actor_id;amount\np;a;1.500\n",
    }.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert read_tables(tmp_path, decimal=",").participations["amount"].tolist() == [1500.0]
