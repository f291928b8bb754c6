"""An ecosystem written as a folder comes back as it was."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, SchemaError, UnknownName
from cinet.interop.write_tables import write_ecosystem
from cinet.loaders.package import is_package, read_package
from cinet.loaders.tables import read_tables
from cinet.tables import atomic
from cinet.tables.check import check_tables
from cinet.tables.held import REPORT_COLUMNS
from cinet.tables.issues import issue_rows, join_issues

TEXTS = st.text(
    st.one_of(
        st.sampled_from("\"'=+-@,;\n\r\t 甲é✅🧪0"),
        st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=6,
)
TABLES = ("actors", "collaborations", "participations", "issues", "report")
IDS = st.lists(
    TEXTS.filter(lambda text: text.strip()), min_size=1, max_size=4, unique_by=lambda text: text.strip()
)


@st.composite
def reports(draw: st.DrawFn) -> pd.DataFrame | None:
    """Load reports with any text in them; None where a frame was read."""
    files = draw(st.lists(TEXTS, max_size=3))
    counts = st.lists(st.integers(0, 2**53 - 1), min_size=len(files), max_size=len(files))
    texts = st.lists(TEXTS, min_size=len(files), max_size=len(files))
    if not files:
        return draw(st.none() | st.just(pd.DataFrame(columns=list(REPORT_COLUMNS))))
    columns = {name: draw(counts if name.startswith("rows_") else texts) for name in REPORT_COLUMNS[1:]}
    return pd.DataFrame({"file": files, **columns})


@st.composite
def issue_lists(draw: st.DrawFn) -> pd.DataFrame:
    count = draw(st.integers(0, 3))
    many = {"min_size": count, "max_size": count}
    parts = {name: draw(st.lists(st.none() | TEXTS, **many)) for name in ("file", "table", "column", "value")}
    said = {name: draw(st.lists(TEXTS, **many)) for name in ("reason", "action")}
    rows = draw(st.none() | st.lists(st.integers(1, 2**53 - 1), **many))
    return issue_rows(count, row=None if rows is None else np.array(rows, dtype=np.int64), **parts, **said)


@st.composite
def ecosystems(draw: st.DrawFn) -> Ecosystem:
    actors, events = draw(IDS), draw(IDS)
    count = {"min_size": len(actors), "max_size": len(actors)}
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(events), st.sampled_from(actors)), unique=True, min_size=1)
    )
    wide = st.integers(-(2**63), 2**63 - 1)
    checked = check_tables(
        pd.DataFrame(
            {
                "actor_id": actors,
                "type": draw(st.lists(st.sampled_from(["firm", "user", "?"]), **count)),
                "name": pd.array(draw(st.lists(st.none() | TEXTS, **count)), dtype="str"),
                "=staff": pd.array(draw(st.lists(st.none() | wide, **count)), dtype="Int64"),
                "share": draw(st.lists(st.floats(), **count)),
                "listed": pd.array(draw(st.lists(st.none() | st.booleans(), **count)), dtype="boolean"),
                "seen": pd.to_datetime(
                    draw(st.lists(st.sampled_from([None, "2020-01-02T03:04:05"]), **count))
                ),
            }
        ),
        pd.DataFrame({"collab_id": events, "start": ["2020-05-06", *["x"] * (len(events) - 1)]}),
        pd.DataFrame(pairs, columns=["collab_id", "actor_id"]).assign(weight=0.1),
    )
    return Ecosystem.from_checked(
        replace(checked, issues=join_issues([draw(issue_lists()), checked.issues])),
        source="made up",
        report=draw(reports()),
        selection=draw(st.lists(TEXTS, max_size=2)),
        root=draw(st.none() | st.just("0" * 64)),
        warn=False,
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


@settings(max_examples=10)
@given(eco=ecosystems(), format=st.sampled_from(["csv", "parquet"]))
def test_round_trip(place: Path, eco: Ecosystem, format: str) -> None:
    folder = place / format
    written = write_ecosystem(eco, folder, format=format)
    again = read_package(folder)
    assert again.sha == eco.sha
    assert again.source == eco.source
    assert (again.root, again.selection) == (eco.root, eco.selection)
    for name in TABLES:
        given_, read = getattr(eco, name), getattr(again, name)
        pd.testing.assert_frame_equal(read, given_, check_dtype=False, check_categorical=False)
    assert [path.name for path in written][:-1] == [f"{name}.{format}" for name in TABLES]
    package = json.loads(written[-1].read_bytes())
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        names = [field["name"] for field in resource["schema"]["fields"]]
        if format == "parquet":
            assert pyarrow.parquet.read_schema(folder / resource["path"]).names == names
            continue
        # the standard library cuts the same cells
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
        assert rows[0] == names
        assert len(rows) - 1 == len(getattr(eco, resource["name"]))
        numeric = [field["type"] in ("number", "integer") for field in resource["schema"]["fields"]]
        for row in rows:
            for cell, plain in zip(row, numeric, strict=True):
                assert plain or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def small(**columns: object) -> Ecosystem:
    return Ecosystem(
        pd.DataFrame({"actor_id": ["a", "b"], "type": ["firm", "user"], **columns}),
        pd.DataFrame({"collab_id": ["p"], "year": [2020]}),
        pd.DataFrame({"collab_id": ["p", "p"], "actor_id": ["a", "b"]}),
    )


def test_plain_tables_are_read_by_read_tables(tmp_path: Path) -> None:
    eco = small(name=["甲", 'x, "y"'])
    for format in ("csv", "parquet"):
        write_ecosystem(eco, tmp_path / format, format=format)
        assert read_tables(tmp_path / format).sha == eco.sha


def test_kinds_of_columns(tmp_path: Path) -> None:
    eco = small(
        sure=[True, False],
        code=pd.Categorical(["x", None]),
        huge=np.array([2**64 - 1, 0], dtype=np.uint64),
        day=pd.to_datetime(["2020-01-02", None]),
    )
    write_ecosystem(eco, tmp_path / "out")
    actors = read_package(tmp_path / "out").actors
    assert actors["sure"].tolist() == [True, False]
    assert actors["code"].fillna("").tolist() == ["x", ""]
    assert actors["huge"].tolist() == [str(2**64 - 1), "0"]
    assert actors["day"].tolist()[0] == pd.Timestamp("2020-01-02")
    assert read_package(tmp_path / "out").sha == eco.sha or actors["huge"].dtype != eco.actors["huge"].dtype


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    write_ecosystem(small(), folder)
    other = small(name=["x", "y"])
    write_ecosystem(other, folder, format="parquet")
    assert sorted(item.name for item in folder.iterdir()) == [
        "actors.parquet", "collaborations.parquet", "datapackage.json", "issues.parquet", "participations.parquet",
        "report.parquet",
    ]  # fmt: skip
    assert read_package(folder).sha == other.sha

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(atomic.os, "fsync", full)
        with pytest.raises(CinetError, match="No space left on device"):
            write_ecosystem(small(), folder)

    def stuck(self: Path, target: Path) -> None:
        if target == folder:
            raise OSError(13, "Permission denied")
        moved(self, target)

    moved = Path.rename
    with monkeypatch.context() as patch:
        calls = []

        def once(self: Path, target: Path) -> Path:
            calls.append(target)
            if len(calls) == 2:
                raise OSError(13, "Permission denied")
            return moved(self, target)

        patch.setattr(Path, "rename", once)
        with pytest.raises(CinetError, match="Permission denied"):
            write_ecosystem(small(), folder)
    assert read_package(folder).sha == other.sha
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


def test_folders_that_are_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_ecosystem(small(), folder)
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(CinetError, match="holds files that cinet did not write there"):
        write_ecosystem(small(), folder)
    (folder / "notes.txt").unlink()
    (folder / "datapackage.json").write_text("[]")
    with pytest.raises(CinetError, match="did not write there"):
        write_ecosystem(small(), folder)
    (tmp_path / "file").write_text("x")
    with pytest.raises(CinetError, match="is a file"):
        write_ecosystem(small(), tmp_path / "file")
    with pytest.raises(CinetError, match="cannot write beside"):
        write_ecosystem(small(), tmp_path / "file" / "out")
    (tmp_path / "empty").mkdir()
    write_ecosystem(small(), tmp_path / "empty")


def test_what_csv_cannot_hold(tmp_path: Path) -> None:
    for text in ("a\0b", "x" * 140_000):
        eco = small(name=[text, "y"])
        with pytest.raises(SchemaError, match="the column 'name' of the actors holds"):
            write_ecosystem(eco, tmp_path / "out")
    long = small(name=["x" * 140_000, "y"])
    write_ecosystem(long, tmp_path / "out", format="parquet")
    assert read_package(tmp_path / "out").sha == long.sha
    with pytest.raises(SchemaError, match="begins or ends with a blank"):
        write_ecosystem(small(**{" x": [1, 2]}), tmp_path / "new")
    with pytest.raises(UnknownName, match="neither 'csv' nor 'parquet'"):
        write_ecosystem(small(), tmp_path / "new", format="xlsx")
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


def test_half_of_a_character(tmp_path: Path) -> None:
    eco = small(name=pd.Series(["a\ud800", "b"], dtype=pd.StringDtype("python", na_value=np.nan)))
    with pytest.raises(SchemaError, match="half of a character"):
        write_ecosystem(eco, tmp_path / "out")


def test_a_folder_that_was_changed(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_ecosystem(
        small(n=[1, 2], s=[True, False], f=[0.5, 1], d=pd.to_datetime(["2020-01-02T03:04", None])), folder
    )
    actors = folder / "actors.csv"
    actors.write_text(
        actors.read_text()
        .replace("firm,1,true,0.5,2020", "planet,one,yes,half,day 2020")
        .replace("user,2", "user,")
    )
    eco = read_package(folder)
    first = eco.actors.iloc[0]
    assert (first["type"], first["n"], first["s"], first["f"]) == ("unknown", "one", "yes", "half")
    assert first["d"].startswith("day 2020")
    assert eco.issues["reason"].tolist()[:1] == ["the file was changed since datapackage.json was written"]
    actors.write_text("actor_id,type\na,firm\n")
    with pytest.warns(DataLossWarning):
        assert len(read_package(folder).participations) == 1
    (folder / "issues.csv").unlink()
    with pytest.raises(LoadError, match=r"lists 'issues\.csv', and there is no such file"):
        read_package(folder)


def test_descriptors_that_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_ecosystem(small(), folder)
    path = folder / "datapackage.json"
    good = json.loads(path.read_text())

    def refused(change: object, message: str) -> None:
        path.write_text(json.dumps(change))
        with pytest.raises(LoadError, match=message):
            read_package(folder)

    for name in ("../actors.csv", "/etc/hosts", "..", "", "a\\b"):
        moved = json.loads(json.dumps(good))
        moved["resources"][0]["path"] = name
        refused(moved, "which is no file of its folder")
    refused({"cinet": {}, "resources": [{}]}, "does not describe its tables")
    refused({"cinet": [], "resources": []}, "does not describe its tables")
    refused({"cinet": {}, "resources": []}, "does not list the table 'actors', 'collaborations'")
    for what in ({"selection": "all"}, {"selection": [7]}, {"root": 7}, {"source": []}):
        refused({**good, "cinet": {**good["cinet"], **what}}, "does not describe its tables")
    refused({"resources": []}, "holds no datapackage.json of an ecosystem")
    path.write_text("[" * 100_000)
    assert not is_package(folder)
    path.write_text("7")
    assert not is_package(folder)
    path.write_text(json.dumps({**good, "cinet": {}, "resources": good["resources"][:3]}))
    eco = read_package(folder)
    assert eco.source is None
    assert len(eco.issues) == 0
    assert len(eco.report) == 0


def test_steps_and_report_stay_until_the_tables_are_changed(tmp_path: Path) -> None:
    report = {
        "file": "a.csv", "format": "x", "encoding": "utf-8", "rows_read": 9, "rows_used": 7, "rows_in_issues": 2,
        "unknown_columns": "",
    }  # fmt: skip
    issues = issue_rows(1, row=np.array([3]), reason="the id is blank", action="dropped")
    eco = Ecosystem.from_checked(
        replace(small().tables, issues=issues), report=pd.DataFrame([report]), warn=False
    ).select(types=["firm", "user"])
    folder = tmp_path / "out"
    write_ecosystem(eco, folder)
    again = read_package(folder)
    assert again.report.to_dict("records") == [report]
    assert (again.root, again.selection) == (eco.root, eco.selection)
    assert again.network().recipe == eco.network().recipe
    # what is told of the tables may be changed by hand: a number that is none is missing
    for name, old, new in (("report", "9,7,2", "nine,7.5,2"), ("issues", "3,", "3.5,")):
        (folder / f"{name}.csv").write_text((folder / f"{name}.csv").read_text().replace(old, new))
    again = read_package(folder)
    assert again.selection == eco.selection
    assert again.report[["rows_read", "rows_used", "rows_in_issues"]].fillna(-1).values.tolist() == [
        [-1, -1, 2]
    ]
    assert again.issues["row"].isna().tolist() == [True, True, True]
    # other tables are other data
    (folder / "actors.csv").write_text((folder / "actors.csv").read_text().replace("firm", "university"))
    with pytest.warns(DataLossWarning, match="the id is blank"):
        again = read_package(folder)
    assert again.selection == ()
    assert again.root == again.sha != eco.sha
    assert len(again.report) == 1
