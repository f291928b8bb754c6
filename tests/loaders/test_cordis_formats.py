"""CORDIS in its other layouts: lists in one cell, tables of participations, workbooks of links; and the load report."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import DataLossWarning, LoadError, UnknownName
from cinet.loaders import excel
from cinet.loaders.cordis import read_cordis
from cinet.loaders.events import read_events
from cinet.loaders.excel import read_sheet
from cinet.loaders.file_report import file_report
from cinet.loaders.links import link_text
from cinet.loaders.synonyms import needed, renamed
from cinet.tables.engine import Engine
from cinet.tables.raw import RawTable

SHARED = os.environ.get("CINET_TEST_DATA")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")

LISTS = (
    "rcn;reference;acronym;programme;topics;title;startDate;endDate;call;fundingScheme;"
    "coordinator;coordinatorCountry;participants;participantCountries;mood"
)


def counts(eco) -> list[list[int]]:
    return eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist()


def lost(eco) -> list[int]:
    told = eco.issues[eco.issues["action"].str.startswith("dropped") & eco.issues["row"].notna()]
    return sorted(set(told["row"].tolist()))


def lists(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([LISTS, *rows]) + "\n", encoding="utf-8")
    return path


def test_participants_in_one_cell(tmp_path: Path) -> None:
    path = lists(
        tmp_path / "cordis-fp7projects.csv",
        '1;100;ONE;P1;T1;t;2010-01-01;2011-01-01;C1;CP;Uni A;UK;"Firm B; Firm C;";"DE;DE";',
        '2;101;TWO;P1;T1;t;2010-02-01;;C1;CP;;;"Firm C";"DE";',
        "3;102;SIX;P1;T1;t;2010-02-01;;C1;CP;;;;;",
        "4;103;OFF;P1",
    )
    with pytest.warns(DataLossWarning):
        eco = read_cordis(path)
    assert eco.source == "CORDIS, cordis-fp7projects.csv"
    assert eco.actors["name"].tolist() == ["Firm B", "Firm C", "Uni A"]
    assert eco.actors["type"].tolist() == ["unknown"] * 3
    assert eco.actors["country"].tolist() == ["DE", "DE", "GB"]
    assert eco.actors["country_given"].tolist() == ["DE", "DE", "UK"]
    assert eco.collaborations["collab_id"].tolist() == ["100", "101"]
    assert eco.collaborations["kind"].tolist() == ["CP", "CP"]
    assert eco.collaborations["call"].tolist() == ["C1", "C1"]
    assert eco.collaborations["year"].tolist() == [2010, 2010]
    assert eco.participations["role"].tolist() == ["participant", "participant", "coordinator", "participant"]
    assert counts(eco) == [[4, 2, 2]]
    assert lost(eco) == [4, 5]
    assert eco.report["unknown_columns"].tolist() == ["mood"]


def test_countries_that_do_not_follow_the_participants(tmp_path: Path) -> None:
    for name, row in (
        ("a.csv", '1;100;ONE;P;T;t;2010-01-01;;C;CP;Uni A;UK;"Firm B;Firm C";"DE";'),
        # one country each may be the list of different countries
        ("b.csv", '1;100;ONE;P;T;t;2010-01-01;;C;CP;Uni A;UK;"Firm B;Firm C";"DE;FR";'),
    ):
        eco = read_cordis(lists(tmp_path / name, row))
        assert eco.actors["country"].isna().tolist() == [True, True, False]
        said = eco.issues[eco.issues["column"] == "country"]
        assert said["action"].tolist() == ["set to missing, except for coordinators"]
    eco = read_cordis(lists(tmp_path / "c.csv", "1;100;ONE;P;T;t;2010-01-01;;C;CP;Uni A;UK;Firm B;;"))
    assert (eco.issues["column"] == "country").sum() == 0


def test_an_archive_of_before_2021(tmp_path: Path) -> None:
    path = lists(tmp_path / "p.csv", "1;100;ONE;P;T;t;2010-01-01;;C;CP;Uni A;UK;Firm B;DE;")
    people = "projectRcn;projectID;projectAcronym;role;id;name;activityType;country\n1;100;ONE;coordinator;9;U;HES;UK\n"
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as made:
        made.write(path, "cordis-fp7projects.csv")
    assert read_cordis(tmp_path / "old.zip").actors["actor_id"].tolist() == ["Firm B", "Uni A"]
    with zipfile.ZipFile(tmp_path / "old.zip", "a") as made:
        made.writestr("cordis-fp7organizations.csv", people)
    eco = read_cordis(tmp_path / "old.zip")
    assert eco.actors["actor_id"].tolist() == ["9"]
    assert eco.collaborations["acronym"].tolist() == ["ONE"]
    assert eco.collaborations["legal_basis"].tolist() == ["P"]
    assert eco.report["file"].tolist() == ["cordis-fp7organizations.csv", "cordis-fp7projects.csv"]
    assert counts(eco) == [[1, 1, 0], [1, 1, 0]]


def test_names_that_climb_out_of_an_archive(tmp_path: Path) -> None:
    outside = tmp_path / "organization.csv"
    outside.write_text("projectID;organisationID;activityType;role\n1;9;HES;coordinator\n")
    for name in ("../organization.csv", str(outside)):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as made:
            made.writestr(name, "other")
        with pytest.raises(LoadError):
            read_cordis(path)


@given(st.lists(st.text(alphabet='a;"1\n', max_size=12), max_size=12))
@settings(max_examples=20)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_any_lists(tmp_path_factory: pytest.TempPathFactory, cells: list[str]) -> None:
    path = tmp_path_factory.mktemp("lists") / "a.csv"
    path.write_text("id;coordinator;participants;participantCountries\n" + ";".join(cells), newline="")
    try:
        eco = read_cordis(path)
    except LoadError:
        return
    assert (eco.report["rows_read"] == eco.report["rows_used"] + eco.report["rows_in_issues"]).all()
    assert len(lost(eco)) == eco.report["rows_in_issues"].sum()


def test_a_folder_of_projects_alone(tmp_path: Path) -> None:
    (tmp_path / "project.csv").write_text("id;title\n1;x\n")
    with pytest.raises(LoadError, match=r"holds no organization\.csv. Files there: 'project\.csv'"):
        read_cordis(tmp_path)


def test_one_table_with_both(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "projectID,PIC,Organisation,activityType,role,startDate,Type of action,colour\n"
        "1,9,U,HES,coordinator,2019-01-01,RIA,red\n1,8,F,PRC,participant,2019-01-01,RIA,red\n,7,F,PRC,participant,,,\n"
    )
    with pytest.warns(DataLossWarning):
        eco = read_cordis(path)
    assert eco.actors["name"].tolist() == ["F", "F", "U"]
    assert eco.collaborations[["kind", "year"]].values.tolist() == [["RIA", 2019]]
    assert counts(eco) == [[3, 2, 1]]
    assert lost(eco) == [4]
    assert eco.report["unknown_columns"].tolist() == ["colour"]
    path.write_text("projectID,PIC,role\n1,9,coordinator\n")
    with pytest.raises(UnknownName, match="no column 'activityType'"):
        read_cordis(path)


def test_the_report_of_both_files(tmp_path: Path) -> None:
    (tmp_path / "organization.csv").write_text(
        "projectID;organisationID;activityType;role\n1;9;HES;coordinator\n;8;HES;participant\n1;7\n"
    )
    (tmp_path / "project.csv").write_text("id;title;startDate\n1;a;2019\n2;b;2019\n;c;2019\n")
    with pytest.warns(DataLossWarning):
        eco = read_cordis(tmp_path)
    assert counts(eco) == [[3, 1, 2], [3, 1, 2]]
    told = eco.issues[eco.issues["file"] == "project.csv"]
    assert told["action"].tolist() == ["dropped", "doubted: not used"]


def workbook(path: Path, rows: list[list[object]], title: str = "data") -> Path:
    made = openpyxl.Workbook()
    about = made.active
    about.title = "about"
    about.append(["made by", "somebody"])
    sheet = made.create_sheet(title)
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


HEAD = ["projectID", "PIC", "Organisation", "activityType", "role", "startDate", "ecContribution"]


def link(text: str) -> str:
    return f'=HYPERLINK("https://x.org/{text}", "{text}")'


def test_a_workbook_of_links(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEAD,
        [link("007"), link("900"), 'A "quoted" name', "HES", "coordinator", "2019-01-01", 2.5],
        [],
        [link("007"), "901", "F & Co", "PRC", "participant", "2019-01-01", None],
        ["8", link("900"), None, "HES", "coordinator", None, None],
    ]
    eco = read_cordis(workbook(tmp_path / "a.xlsx", rows))
    assert eco.source == "CORDIS, a.xlsx"
    assert eco.collaborations["collab_id"].tolist() == ["007", "8"]
    assert eco.actors["actor_id"].tolist() == ["900", "901"]
    assert eco.participations["amount"].tolist()[0] == 2.5
    assert counts(eco) == [[3, 3, 0]]
    assert eco.report["format"].tolist() == ["Excel"]


def test_workbooks_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"b\.xlsx is a workbook; read the zip archive"):
        read_cordis(workbook(tmp_path / "b.xlsx", [["projectID"], [link("1")]]))
    # a number that has to be calculated is no link
    rows = [HEAD, ["=1+1", "9", "x", "HES", "coordinator", "2019", 1]]
    with pytest.raises(LoadError, match=r"Sheets that could not be read: .*formulas without saved values"):
        read_cordis(workbook(tmp_path / "c.xlsx", rows))
    # nor may it hide among links
    mixed = workbook(tmp_path / "d.xlsx", [["id"], [link("1")], ["=1+1"]])
    with pytest.raises(LoadError, match="formulas without saved values"):
        read_sheet(mixed, "data", links=True)


def test_cells_that_cannot_be_placed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", [["id"], [link("1")]])
    assert read_sheet(path, "data", links=True).frame["id"].tolist() == ["1"]
    monkeypatch.setattr(excel, "spanned_columns", lambda content: (0, 5))
    with pytest.raises(LoadError, match="cannot be put in their places"):
        read_sheet(path, "data", links=True)


def test_damaged_workbooks(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", [HEAD, [link("1"), "9", "U", "HES", "coordinator", None, None]])
    member = "xl/worksheets/sheet2.xml"
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    half = {**parts, member: parts[member][: len(parts[member]) // 2]}
    other = {name: data for name, data in parts.items() if name != member}
    zero = {**parts, member: parts[member].replace(b'r="A2"', b'r="A0"')}
    far = {**parts, member: parts[member].replace(b'r="A2"', b'r="A99999999"')}
    for number, (entries, said) in enumerate(
        [(half, "is damaged"), (other, "is damaged"), (zero, "is damaged"), (far, "in their places")]
    ):
        path = tmp_path / f"{number}.xlsx"
        with zipfile.ZipFile(path, "w") as made:
            for name, data in entries.items():
                made.writestr(name, data)
        with pytest.raises(LoadError, match=said):
            read_sheet(path, "data", links=True)


def test_links_beside_empty_columns(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["C3"], sheet["D3"], sheet["C4"], sheet["D5"] = "a", "b", "x", link("9")
    made.save(tmp_path / "a.xlsx")
    raw = read_sheet(tmp_path / "a.xlsx", links=True)
    assert raw.frame["b"].dropna().tolist() == ["9"]
    assert raw.rows is not None
    assert raw.rows.tolist() == [4, 5]


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ('HYPERLINK("u", "a ""b""")', 'a "b"'),
        ("HYPERLINK(&quot;u&quot;,&quot;7&quot;)", "7"),
        ('hyperlink( "u" , 12.5 )', "12.5"),
        ('HYPERLINK("https://x.org")', "https://x.org"),
        ('HYPERLINK("u", A1)', None),
        ('CONCAT("u", "7")', None),
        ("", None),
    ],
)
def test_what_a_link_shows(formula: str, text: str | None) -> None:
    assert link_text(formula) == text


@given(st.text(alphabet='HYPERLINK("",)1 ', max_size=60))
def test_any_formula(formula: str) -> None:
    assert link_text(formula) is None or isinstance(link_text(formula), str)


def test_the_report_of_any_table(tmp_path: Path) -> None:
    rows = pd.DataFrame({"p": ["1", "1", "2", "2"], "o": ["a", "b", "a", "b"], "w": ["1", "0", "x", "2"]})
    rows.to_csv(tmp_path / "a.csv", index=False)
    rows.to_excel(tmp_path / "a.xlsx", index=False)
    with Engine(threads=1) as engine:
        engine.write_parquet(rows, tmp_path / "a.parquet")
    for name, kind in (("a.csv", "delimited text"), ("a.xlsx", "Excel"), ("a.parquet", "Parquet")):
        with pytest.warns(DataLossWarning):
            eco = read_events(tmp_path / name, collaboration="p", actor="o", weight="w")
        assert counts(eco) == [[4, 2, 2]]
        assert eco.report["format"].tolist() == [kind]
    with pytest.warns(DataLossWarning):
        assert read_events(rows, collaboration="p", actor="o", weight="w").report.empty


@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "q", ""]), st.sampled_from(["a", "b", ""])), min_size=1, max_size=8
    )
)
@settings(max_examples=10)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_rows_read_are_used_or_told_of(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("events") / "a.csv"
    path.write_text("p,o,x\n" + "".join(f"{p},{o},1\n" for p, o in rows) + "only one cell\n")
    eco = read_events(path, collaboration="p", actor="o")
    whole = [row for row, (p, o) in enumerate(rows, start=2) if p and o]
    assert counts(eco) == [[len(rows) + 1, len(whole), len(rows) + 1 - len(whole)]]
    assert sorted(whole + lost(eco)) == list(range(2, len(rows) + 3))


def test_columns_by_other_names() -> None:
    raw = renamed(
        RawTable(pd.DataFrame({"A": ["1"], "b": ["2"]}), "f"), {"b": ("a",), "c": ("a",), "d": ("x",)}
    )
    # the name itself goes before its synonyms
    assert raw.frame.columns.tolist() == ["c", "b"]
    with pytest.raises(
        LoadError, match=r"f has no column 'bb'\. Did you mean 'b'\? Its columns: 'A', 'b'\. So\."
    ):
        needed(raw, ["bb"], {}, "So.")
    needed(raw, ["b"], {}, "")
    assert file_report(RawTable(pd.DataFrame()), 0).empty


def test_a_column_that_gives_way() -> None:
    raw = renamed(RawTable(pd.DataFrame({"PIC": ["1"], "Organisation": ["2"]})), {"Organisation": ("PIC",)})
    assert raw.frame.columns.tolist() == ["PIC", "Organisation"]


@needs_data
@pytest.mark.data
def test_real_tables_and_their_workbook_agree() -> None:
    folder = Path(str(SHARED), "samples", "cordis")
    book = read_cordis(folder / "HE_CORDIS_summary-NZ_CA_pacific_20240602.xlsx")
    table = read_cordis(folder / "fp_participation_NZ_CA_pacific.csv")
    for eco in (book, table):
        assert (len(eco.participations), len(eco.collaborations), len(eco.actors)) == (1018, 824, 246)
        assert int((eco.sizes() >= 2).sum()) == 131
        assert counts(eco) == [[1018, 1018, 0]]
    pd.testing.assert_series_equal(book.participations["amount"], table.participations["amount"])
    rows = read_cordis(folder / "organization_verbatim_rows.csv")
    assert counts(rows) == [[11, 11, 0]]
    assert rows.participations["total_cost"].notna().sum() == 10
