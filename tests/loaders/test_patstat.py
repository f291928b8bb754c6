"""PATSTAT: three tables, results in one table, REGPAT; families, sectors, dates that stand for none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import DataLossWarning, LoadError, SchemaError
from cinet.loaders.patstat import read_patstat
from cinet.loaders.presets.patstat import SECTORS, TREND
from cinet.vocabulary import ACTOR_TYPES

APPLICATIONS = (
    (
        "appln_id,appln_auth,appln_kind,appln_filing_date,earliest_filing_date,earliest_filing_year,"
        "docdb_family_id,inpadoc_family_id,granted,mood"
    )
    + """
1,EP,A,2011-02-03,2010-05-06,2010,70,700,Y,x
2,US,A,2010-05-06,2010-05-06,2010,70,700,N,x
3,CN,A,9999-12-31,9999-12-31,9999,71,700,N,x
4,CN,A,2012-01-01,2012-01-01,2012,0,0,N,x
"""
)
PERSONS = """person_id,person_name,person_ctry_code,nuts,psn_id,psn_name,psn_sector
11,ACME SA,FR,FR101,9,ACME,COMPANY
12,Acme S.A.,FR,FR101,9,ACME,company
13,UNIV Z,DE,,8,UNIV Z,UNIVERSITY
14,CNRS,FR,,7,CNRS,GOV NON-PROFIT  UNIVERSITY
15,Doe Jane,US,,6,Doe Jane,INDIVIDUAL
16,odd,US,,5,odd,SOMETHING
17,none,US,,4,none,
"""
LINKS = """person_id,appln_id,applt_seq_nr,invt_seq_nr
11,1,1,0
12,2,1,0
13,1,2,0
14,3,1,0
15,1,0,1
16,3,2,0
11,4,1,0
11,99,1,0
99,1,1,0
17,3,3,0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "patstat"
    made.mkdir()
    (made / "tls201_appln.csv").write_text(APPLICATIONS)
    (made / "tls206_person.csv").write_text(PERSONS)
    head, *rows = LINKS.splitlines()
    (made / "tls207_part01.csv").write_text("\n".join([head, *rows[:5]]) + "\n")
    (made / "tls207_part02.csv").write_text("\n".join([head, *rows[5:], "1,2"]) + "\n")
    (made / "readme.txt").write_text("x")
    return made


def counts(eco: Ecosystem) -> list[list[int]]:
    return eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist()


def dropped(eco: Ecosystem) -> list[list[Any]]:
    told = eco.issues[eco.issues["action"] == "dropped"]
    return told[["file", "row", "reason"]].values.tolist()


def test_three_tables(folder: Path) -> None:
    with pytest.warns(DataLossWarning):
        eco = read_patstat(folder, release="2025a")
    assert eco.source == "PATSTAT, release 2025a, tls207_part01.csv"
    assert eco.collaborations[["collab_id", "kind"]].values.tolist() == [
        ["70", "patent family"],
        ["71", "patent family"],
    ]
    assert eco.collaborations["year"].tolist() == [2010, pd.NA]
    assert eco.collaborations["start"].dt.strftime("%Y-%m-%d").tolist()[0] == "2010-05-06"
    actors = eco.actors.set_index("actor_id")
    assert actors["type"].to_dict() == {
        "9": "firm",
        "8": "university",
        "7": "other",
        "5": "unknown",
        "4": "unknown",
    }
    assert actors["subtype"].to_dict()["7"] == "GOV NON-PROFIT UNIVERSITY"
    assert actors["type_confidence"].tolist()[:1] + actors.loc[["7", "9"], "type_confidence"].tolist() == [
        pytest.approx(float("nan"), nan_ok=True), 0.4, 0.8,
    ]  # fmt: skip
    assert actors.loc["9", ["name", "country", "region"]].tolist() == ["ACME", "FR", "FR101"]
    held = eco.participations[["collab_id", "actor_id"]].astype(str).values.tolist()
    assert held == [["70", "8"], ["70", "9"], ["71", "4"], ["71", "5"], ["71", "7"]]
    assert dropped(eco) == [
        ["tls207_part02.csv", 7, "2 cells where the header has 4"],
        ["tls207_part01.csv", 6, "names an inventor, not an applicant"],
        ["tls207_part02.csv", 4, "tls201 does not hold this application"],
        ["tls207_part02.csv", 5, "tls206 does not hold this person"],
        ["tls207_part02.csv", 3, "docdb_family_id is missing or 0"],
    ]
    assert counts(eco) == [[0, 0, 0], [0, 0, 0], [5, 4, 1], [6, 2, 4]]
    assert eco.report["unknown_columns"].tolist() == ["mood", "", "", ""]
    told = set(eco.issues["reason"])
    assert {TREND, "two sectors in one value", "the year 9999 stands for an unknown date"} <= told


def test_applications_inventors_and_other_groupings(folder: Path) -> None:
    tables = {
        "tls201": pd.read_csv(folder / "tls201_appln.csv", dtype="str"),
        "tls206": str(folder / "tls206_person.csv"),
        "tls207": [folder / "tls207_part01.csv"],
    }
    with pytest.warns(DataLossWarning):
        eco = read_patstat(tables, unit="appln_id", person="person_id", who="inventors")
    assert eco.actors[["actor_id", "name"]].values.tolist() == [["15", "Doe Jane"]]
    assert eco.participations["role"].tolist() == ["inventor"]
    assert eco.collaborations[["collab_id", "authority", "appln_kind"]].values.tolist() == [["1", "EP", "A"]]
    assert counts(eco) == [[0, 0, 0], [0, 0, 0], [5, 1, 4]]
    assert {row[2] for row in dropped(eco)} == {"names an applicant, not an inventor"}
    with pytest.warns(DataLossWarning):
        wide = read_patstat(
            folder, unit="inpadoc_family_id", crosswalk={"GOV NON-PROFIT UNIVERSITY": "research_institute"}
        )
    assert wide.collaborations["collab_id"].tolist() == ["700"]
    assert wide.actors.set_index("actor_id").loc["7", "type"] == "research_institute"


def test_one_table(tmp_path: Path) -> None:
    rows = pd.DataFrame(
        {"appln_id": ["1", "2"], "docdb_family_id": ["7", "7"], "psn_id": ["1", "2"], "psn_name": ["a", "b"]}
    )
    path = tmp_path / "result.csv"
    rows.assign(appln_filing_year=["2011", "2010"]).to_csv(path, index=False)
    eco = read_patstat(path)
    assert eco.collaborations["year"].tolist() == [2010]
    assert eco.actors["type"].tolist() == ["unknown"] * 2
    assert counts(eco) == [[2, 2, 0]]
    assert TREND not in set(eco.issues["reason"])
    odd = read_patstat(rows.assign(earliest_filing_year=["31", "x"]))
    assert odd.collaborations["year"].tolist() == [31]
    assert "authority" not in read_patstat(rows, unit="appln_id").collaborations
    assert read_patstat(rows, unit="appln_id").collaborations["start"].isna().all()


def test_a_table_of_persons_without_a_row(folder: Path) -> None:
    (folder / "tls206_person.csv").write_text(PERSONS.splitlines()[0] + "\n")
    with pytest.warns(DataLossWarning):
        eco = read_patstat(folder)
    assert len(eco.actors) == 0
    assert counts(eco)[2:] == [[5, 0, 5], [6, 0, 6]]


def test_regpat(tmp_path: Path) -> None:
    path = tmp_path / "regpat.txt"
    path.write_text(
        "app_nbr|appln_id|pct_nbr|person_id|app_name|address|city|postal_code|reg_code|ctry_code|reg_share|app_share\n"
        "EP1|1||11|Acme|x|Paris|1|FR101|FR|1|0,5\nEP1|1||12|Z|x|Bonn|1|DEA22|DE|1|0.5\n"
    )
    eco = read_patstat(path, unit="appln_id", person="person_id")
    assert eco.actors[["name", "country", "region", "place"]].values.tolist() == [
        ["Acme", "FR", "FR101", "Paris"],
        ["Z", "DE", "DEA22", "Bonn"],
    ]
    assert eco.participations["share"].tolist() == [0.5, 0.5]
    assert eco.report["unknown_columns"].tolist() == [""]


def test_what_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"who": "x"}, "who='x' is none of"),
        ({"unit": "x"}, "unit='x' is none of"),
        ({"person": "x"}, "person='x' is none of"),
    ]
    for options, message in wrong:
        with pytest.raises(SchemaError, match=message):
            read_patstat(folder, **options)
    with pytest.raises(SchemaError, match="the tables name 'tls211'"):
        read_patstat({"tls211": "x"})
    with pytest.raises(LoadError, match="PATSTAT without 'tls201', 'tls206': there is 'tls207'"):
        read_patstat({"tls207": "x"})
    rows = pd.DataFrame({"appln_id": ["1"], "psn_id": ["1"]})
    with pytest.raises(LoadError, match=r"no column 'docdb_family_id'.*Name another unit="):
        read_patstat(rows)
    with pytest.raises(LoadError, match=r"no column 'psn_id'.*Name another person="):
        read_patstat(rows[["appln_id"]], unit="appln_id")
    (folder / "tls207_part01.csv").write_text("person_id,applt_seq_nr\n1,1\n")
    (folder / "tls207_part02.csv").unlink()
    with pytest.raises(
        LoadError,
        match=r"tls207_part01\.csv has no column 'appln_id'\. Its columns: 'person_id', 'applt_seq_nr'\.",
    ):
        read_patstat(folder)
    (folder / "tls201_appln.csv").write_text("appln,x\n1,1\n")
    with pytest.raises(LoadError, match="no column 'appln_id'"):
        read_patstat(folder)


def test_messages_name_what_the_files_hold(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(LoadError, match="there is nothing"):
        read_patstat(tmp_path / "empty")
    path = tmp_path / "other.csv"
    path.write_text("firm,city,docdb_family\nA,Rome,7\n")
    with pytest.raises(LoadError) as caught:
        read_patstat(path)
    said = str(caught.value)
    assert (
        "Did you mean 'docdb_family'? Its columns: 'firm', 'city', 'docdb_family'. Name another unit=" in said
    )
    assert "source_file" not in said


def test_sectors_are_actor_types() -> None:
    assert set(SECTORS.values()) <= set(ACTOR_TYPES)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["7", "8", "0", ""]),
            st.sampled_from(["1", "2", ""]),
            st.sampled_from(["0", "1", "x"]),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=8)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_nothing_is_lost(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]) -> None:
    path = tmp_path_factory.mktemp("patstat") / "a.csv"
    frame = pd.DataFrame(rows, columns=["docdb_family_id", "psn_id", "applt_seq_nr"]).assign(
        psn_sector="COMPANY"
    )
    frame.to_csv(path, index=False)
    eco = read_patstat(path)
    whole = [
        n
        for n, (family, person, number) in enumerate(rows, start=2)
        if family in "78" and family and person and number == "1"
    ]
    assert counts(eco) == [[len(rows), len(whole), len(rows) - len(whole)]]
    assert sorted(whole + [row[1] for row in dropped(eco)]) == list(range(2, len(rows) + 2))
