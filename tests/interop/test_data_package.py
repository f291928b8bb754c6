"""A written ecosystem, opened by a program of others that knows the Data Package standard."""

from __future__ import annotations

import json
from pathlib import Path

import frictionless
import numpy as np
import pandas as pd
import pytest

import cinet as ci
from cinet.ecosystem import Ecosystem
from cinet.loaders.gml import read_gml
from cinet.tables.cells import unguarded_text


@pytest.fixture(scope="module")
def eco() -> Ecosystem:
    """Return texts, numbers and dates of every kind that a table can hold."""
    return Ecosystem(
        pd.DataFrame(
            {
                "actor_id": ["a", "=b", "001"],
                "type": ["firm", "user", "?"],
                "name": ['甲, "x"\nz', "", "'q\t✅"],
                "=staff": pd.array([2**63 - 1, None, -5], dtype="Int64"),
                "share": [0.1, np.inf, np.nan],
                "listed": pd.array([True, None, False], dtype="boolean"),
                "seen": pd.to_datetime(["2020-01-02T03:04:05.5", None, "1999-01-01T00:00:00.0"]),
                "day": pd.to_datetime(["2020-01-02", None, "1999-01-01"]),
                "code": ["NA", "nan", None],
            }
        ),
        pd.DataFrame({"collab_id": ["p", "q"], "start": ["2020-05-06", "x"]}),
        pd.DataFrame({"collab_id": ["p", "p", "q"], "actor_id": ["a", "=b", "001"], "weight": 0.1}),
        source="made up",
    )


def told(folder: Path) -> list[list[str]]:
    """Return what the other program finds wrong."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid == (not report.flatten(["type"]))
    return report.flatten(["type", "note"])


def test_a_folder_of_csv_is_valid_and_holds_the_same(eco: Ecosystem, tmp_path: Path) -> None:
    eco.write(tmp_path / "out")
    assert told(tmp_path / "out") == []
    package = frictionless.Package(str(tmp_path / "out" / "datapackage.json"))
    assert package.resource_names == ["actors", "collaborations", "participations", "issues", "report"]
    for resource in package.resources:
        rows = resource.read_rows()
        table: pd.DataFrame = getattr(eco, resource.name)
        assert [unguarded_text(field.name) for field in resource.schema.fields] == table.columns.tolist()
        assert len(rows) == len(table)
        for name in table.columns:
            theirs = [row["'=staff" if name == "=staff" else name] for row in rows]
            for cell, value in zip(theirs, table[name].tolist(), strict=True):
                if pd.isna(value):
                    assert cell is None
                elif isinstance(value, str):
                    assert unguarded_text(cell) == value
                elif isinstance(value, pd.Timestamp):
                    assert pd.Timestamp(cell) == value
                else:
                    assert float(cell) == float(value)


def test_the_example_and_a_file_of_others_are_valid(tmp_path: Path) -> None:
    ci.example("parks").write(tmp_path / "parks")
    assert told(tmp_path / "parks") == []
    graph = tmp_path / "a.gml"
    graph.write_text('graph [ node [ id 1 label "x" ] node [ id 2 label "y" ] edge [ source 1 target 2 ] ]')
    net = read_gml(graph)
    assert len(net.report) == 1
    net.write(tmp_path / "net")
    assert told(tmp_path / "net") == []


@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("participations", "q,001,0.1\r\n", "q,001,0.1\r\np,nobody,1\r\n", "foreign-key"),
        ("participations", "q,001,0.1\r\n", "q,001,0.1\r\nq,001,0.1\r\n", "primary-key"),
        ("actors", "-5", "five", "type-error"),
        ("collaborations", "2020-05-06", "6.5.2020", "type-error"),
    ],
)
def test_it_sees_what_was_changed(
    eco: Ecosystem, tmp_path: Path, table: str, old: str, new: str, kind: str
) -> None:
    eco.write(tmp_path / "out")
    path = tmp_path / "out" / f"{table}.csv"
    changed = path.read_bytes().replace(old.encode(), new.encode())
    assert changed != path.read_bytes()
    path.write_bytes(changed)
    kinds = {row[0] for row in told(tmp_path / "out")}
    assert "hash-count" in kinds
    # sizes and checksums apart, keys and kinds of columns are told as well
    descriptor = json.loads((tmp_path / "out" / "datapackage.json").read_bytes())
    for resource in descriptor["resources"]:
        del resource["bytes"], resource["hash"]
    (tmp_path / "out" / "datapackage.json").write_text(json.dumps(descriptor))
    assert {row[0] for row in told(tmp_path / "out")} == {kind}


def test_parquet_is_described_as_what_it_is(eco: Ecosystem, tmp_path: Path) -> None:
    eco.write(tmp_path / "out", format="parquet")
    descriptor = json.loads((tmp_path / "out" / "datapackage.json").read_bytes())
    # the standard calls delimited text alone tabular
    assert descriptor["profile"] == "data-package"
    assert {resource["profile"] for resource in descriptor["resources"]} == {"data-resource"}
    assert frictionless.Package(str(tmp_path / "out" / "datapackage.json")).resource_names[0] == "actors"
    rows = ci.example("parks")
    rows.write(tmp_path / "parks", format="parquet")
    package = json.loads((tmp_path / "parks" / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert pd.read_parquet(tmp_path / "parks" / resource["path"]).columns.tolist() == names
