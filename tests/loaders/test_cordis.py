"""CORDIS: the publisher's layout, its traps, and real rows."""

from __future__ import annotations

import csv
import os
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from cinet.errors import LoadError, UnknownName
from cinet.loaders.cordis import ORGANIZATION_COLUMNS, PROJECT_COLUMNS, read_cordis
from cinet.loaders.events import read_events

SHARED = os.environ.get("CINET_TEST_DATA")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")

TOLD = (
    "projectID", "organisationID", "name", "activityType", "country", "role",
    "ecContribution", "netEcContribution", "totalCost", "endOfParticipation",
)  # fmt: skip
ORGANIZATIONS = [
    dict(zip(TOLD, row, strict=True))
    for row in (
        ("1", "900", "U", "HES", "UK", "coordinator", "284812.5", "100", "960619,95", "false"),
        ("1", "901", "F", "PRC", "EL", "thirdParty", "0", "528340,97", "", "true"),
        ("2", "900", "U", "HES", "UK", "participant", "1.234,5", "", "10", "false"),
        ("2", "902", "G", "PUB", "XK", "thirdParty", "7", "", "10", "false"),
    )
]
PROJECTS = [
    {"id": "1", "acronym": "ONE", "title": 'a; "b"', "startDate": "2019-05-01", "endDate": "2021-04-30",
     "fundingScheme": "RIA", "frameworkProgramme": "H2020", "objective": "long\ntext"},
    {"id": "2", "acronym": "TWO", "title": "c", "startDate": "", "endDate": "", "fundingScheme": "CSA",
     "frameworkProgramme": "H2020"},
]  # fmt: skip


def write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(
            out, columns, restval="", delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cordis"
    made.mkdir()
    write(made / "organization.csv", ORGANIZATION_COLUMNS, ORGANIZATIONS)
    write(made / "project.csv", PROJECT_COLUMNS, PROJECTS)
    (made / "euroSciVoc.csv").write_text("something else")
    return made


def test_a_folder(folder: Path) -> None:
    eco = read_cordis(folder)
    assert eco.source == "CORDIS, cordis"
    assert eco.actors["type"].tolist() == ["university", "firm", "government"]
    assert eco.actors["country"].tolist() == ["GB", "GR", "XK"]
    assert eco.actors["country_given"].tolist() == ["UK", "EL", "XK"]
    projects = eco.collaborations
    assert projects["title"].tolist() == ['a; "b"', "c"]
    assert projects["kind"].tolist() == ["RIA", "CSA"]
    assert projects["year"].tolist() == [2019, pd.NA]
    assert "objective" not in projects
    taking = eco.participations
    assert taking["amount"].tolist()[:2] == [284812.5, 528340.97]
    assert taking["amount"].tolist()[3] == 7
    assert taking["total_cost"].tolist()[0] == 960619.95
    assert taking["end_of_participation"].tolist() == ["false", "true", "false", "false"]
    assert eco.issues[["file", "row", "column", "value"]].values.tolist() == [
        ["organization.csv", 4, "ecContribution", "1.234,5"],
        ["organization.csv", 4, "start", "2"],
    ]


def test_an_archive(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "cordis-h2020.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"csv/{file.name}")
    assert read_cordis(path).sha == read_cordis(folder).sha
    assert read_cordis(str(path), encoding="utf-8").source == "CORDIS, cordis-h2020.zip"


def test_organisations_alone(folder: Path) -> None:
    (folder / "project.csv").unlink()
    eco = read_cordis(folder)
    assert eco.collaborations["start"].isna().all()
    assert len(eco.participations) == 4


def test_columns_that_are_absent(folder: Path) -> None:
    few = ("projectID", "organisationID", "activityType", "role")
    rows = [{name: row[name] for name in few} for row in ORGANIZATIONS]
    write(folder / "organization.csv", few, rows)
    eco = read_cordis(folder)
    assert "amount" not in eco.participations
    write(
        folder / "organization.csv",
        (*few, "ecContribution"),
        [{**row, "ecContribution": "1"} for row in rows],
    )
    assert read_cordis(folder).participations["amount"].tolist() == [1.0] * 4
    write(
        folder / "organization.csv", few[:3], [{name: row[name] for name in few[:3]} for row in ORGANIZATIONS]
    )
    with pytest.raises(UnknownName, match="no column 'role'"):
        read_cordis(folder)


def test_sources_that_are_none(folder: Path, tmp_path: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "project.csv").write_text("id\n")
    with pytest.raises(LoadError, match=r"more than one project\.csv"):
        read_cordis(folder)
    (folder / "organization.csv").unlink()
    with pytest.raises(LoadError, match=r"holds no organization\.csv\. Files there: 'euroSciVoc\.csv'"):
        read_cordis(folder)
    book = openpyxl.Workbook()
    book.active.append(["projectID"])
    book.active.append(["1"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(LoadError, match=r"a\.xlsx is a workbook; read the zip archive"):
        read_cordis(tmp_path / "a.xlsx")


@needs_data
@pytest.mark.data
def test_real_rows(tmp_path: Path) -> None:
    rows = Path(str(SHARED), "samples", "cordis", "organization_verbatim_rows.csv")
    (tmp_path / "organization.csv").write_bytes(rows.read_bytes())
    eco = read_cordis(tmp_path)
    assert (len(eco.collaborations), len(eco.actors), len(eco.participations)) == (11, 10, 11)
    taking = eco.participations.set_index("collab_id")
    assert taking.loc["633053", "amount"] == 528340.97
    assert taking.loc["633053", "total_cost"] == 960619.95
    assert eco.actors.set_index("actor_id").loc["999643007", ["country", "country_given"]].tolist() == [
        "GR",
        "EL",
    ]
    assert set(eco.issues["reason"]) == {"undated: the table has no column 'start' or 'year'"}


@needs_data
@pytest.mark.data
def test_a_derived_table_and_its_workbook() -> None:
    folder = Path(str(SHARED), "samples", "cordis")
    eco = read_events(
        folder / "fp_participation_NZ_CA_pacific.csv",
        collaboration="projectID",
        actor="PIC",
        type="activityType",
        role="role",
        date="startDate",
        crosswalk="cordis",
    )
    assert (len(eco.participations), len(eco.collaborations), len(eco.actors)) == (1018, 824, 246)
    assert int((eco.sizes() >= 2).sum()) == 131
    book = read_cordis(folder / "HE_CORDIS_summary-NZ_CA_pacific_20240602.xlsx")
    assert (len(book.participations), len(book.collaborations), len(book.actors)) == (1018, 824, 246)
    assert int((book.sizes() >= 2).sum()) == 131
    assert book.actors["actor_id"].tolist() == eco.actors["actor_id"].tolist()
