"""PatentsView: its tables now and before, codes and names of assignees, quotes and entities as data."""

from __future__ import annotations

import html
import os
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, SchemaError
from cinet.loaders.patentsview import read_patentsview
from cinet.loaders.presets.patentsview import ASSIGNEE_TYPES, NAME_RULES
from cinet.loaders.tab_lines import read_tab_lines
from cinet.vocabulary import ACTOR_TYPES

SHARED = os.environ.get("CINET_TEST_DATA")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")

ASSIGNEES = (
    "patent_id", "assignee_sequence", "assignee_id", "disambig_assignee_individual_name_first",
    "disambig_assignee_individual_name_last", "disambig_assignee_organization", "assignee_type", "location_id",
)  # fmt: skip
ROWS = [
    ("D1", "0", "o1", "", "", "University of &Hcirc;", "3", "l1"),
    ("D1", "1", "o2", "", "", 'The "Best" Inc.', "12", "l2"),
    ("0007", "0", "o3", "Ann", "Bee", "", "14", ""),
    ("0007", "1", "o4", "", "", "SAS Institute Inc.", "2.0", "l1"),
    ("RE9", "0", "o5", "", "", "Institut X", "3", ""),
    ("RE9", "1", "o6", "", "", "City Hospital", "", ""),
    ("RE9", "2", "o7", "", "", "Department of Y, Office", "6", ""),
    ("RE9", "3", "", "", "", "Nobody", "2", ""),
]


def table(path: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]], *, quoted: bool = False) -> Path:
    lines = ["\t".join(f'"{cell}"' if quoted else cell for cell in row) for row in [columns, *rows]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "bulk"
    made.mkdir()
    table(made / "g_assignee_disambiguated.tsv", ASSIGNEES, ROWS)
    table(
        made / "g_patent.tsv",
        ("patent_id", "patent_type", "patent_date", "patent_title", "wipo_kind", "num_claims", "withdrawn"),
        [
            ("D1", "design", "1999-05-06", "A &lt;b&gt; &amp; c", "S1", "1", "0"),
            ("0007", "utility", "2001-02-03", 'A 5" disk', "B2", "3", "1"),
            ("8", "utility", "2001-02-03", "alone", "B2", "3", "0"),
            ("9", "too", "few"),
        ],
    )
    table(
        made / "g_location_disambiguated.tsv",
        ("location_id", "disambig_city", "disambig_state", "disambig_country", "latitude"),
        [("l1", "Basel", "", "CH", "47"), ("l2", "Ithaca", "NY", "US", "42")],
    )
    (made / "readme.md").write_text("x")
    return made


def counts(eco: Ecosystem) -> list[list[int]]:
    return eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist()


def lost(eco: Ecosystem, file: str) -> list[int]:
    told = eco.issues[eco.issues["action"].str.startswith("dropped") & eco.issues["file"].eq(file)]
    return sorted(set(told["row"].dropna().tolist()))


def test_the_bulk_tables(folder: Path) -> None:
    with pytest.warns(DataLossWarning):
        eco = read_patentsview(folder, release="2025-03")
    assert eco.source == "PatentsView, release 2025-03, g_assignee_disambiguated.tsv"
    actors = eco.actors.set_index("actor_id")
    assert actors["name"].tolist() == [
        "University of Ĥ", 'The "Best" Inc.', "Ann Bee", "SAS Institute Inc.", "Institut X", "City Hospital",
        "Department of Y, Office",
    ]  # fmt: skip
    assert actors["type"].tolist() == [
        "university", "firm", "individual", "firm", "research_institute", "hospital", "government",
    ]  # fmt: skip
    assert actors["type_source"].tolist() == [
        "name rule over source code", "source code", "source code", "source code", "name rule over source code",
        "name rule", "source code",
    ]  # fmt: skip
    assert actors["type_confidence"].tolist() == [0.9, 0.9, 0.9, 0.9, 0.6, 0.9, 0.9]
    assert actors.loc["o3", "subtype"] == "US individual"
    assert actors.loc["o2", ["country", "region", "place"]].tolist() == ["US", "NY", "Ithaca"]
    taking = eco.participations.set_index("actor_id")
    assert taking["part_interest"][["o1", "o2", "o3"]].tolist() == [False, True, True]
    assert taking.loc["o2", "sequence"] == "1"
    patents = eco.collaborations.set_index("collab_id")
    assert patents.index.tolist() == ["0007", "D1", "RE9"]
    assert patents["title"].tolist()[:2] == ['A 5" disk', "A <b> & c"]
    assert patents["kind"].tolist() == ["patent"] * 3
    assert patents["year"].tolist() == [2001, 1999, pd.NA]
    assert patents["withdrawn"].tolist()[:2] == ["1", "0"]
    assert counts(eco) == [[8, 7, 1], [0, 0, 0], [0, 0, 0]]
    assert lost(eco, "g_assignee_disambiguated.tsv") == [9]
    assert lost(eco, "g_patent.tsv") == [5]
    left = eco.issues[eco.issues["action"] == "left out"]
    assert left[["file", "value"]].values.tolist() == [["g_patent.tsv", "1"]]
    assert eco.report["unknown_columns"].tolist() == ["", "", ""]


def test_codes_alone_and_other_types(folder: Path) -> None:
    with pytest.warns(DataLossWarning):
        eco = read_patentsview(folder, name_rules=False, crosswalk={"4": "creator"})
    kinds = eco.actors.set_index("actor_id")["type"]
    assert kinds[["o1", "o3", "o5", "o6"]].tolist() == ["firm", "creator", "firm", "unknown"]
    assert set(ASSIGNEE_TYPES.values()) <= set(ACTOR_TYPES)


def test_archives_and_quoted_tables(folder: Path, tmp_path: Path) -> None:
    with pytest.warns(DataLossWarning):
        first = read_patentsview(folder)
    packed = tmp_path / "packed"
    packed.mkdir()
    for file in folder.glob("*.tsv"):
        with zipfile.ZipFile(packed / f"{file.name}.zip", "w") as made:
            made.write(file, file.name)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as made:
        for file in folder.glob("*.tsv"):
            made.write(file, f"bulk/{file.name}")
    sources: list[Any] = [packed, tmp_path / "all.zip", [str(file) for file in folder.iterdir()]]
    for source in sources:
        with pytest.warns(DataLossWarning):
            assert read_patentsview(source).sha == first.sha
    rows = [tuple(cell.replace('"', '""') for cell in row) for row in ROWS]
    table(folder / "g_assignee_disambiguated.tsv", ASSIGNEES, rows, quoted=True)
    with pytest.warns(DataLossWarning):
        assert read_patentsview(folder).sha == first.sha


def test_published_applications(folder: Path) -> None:
    table(
        folder / "pg_assignee_disambiguated.tsv",
        ("pgpub_id", *ASSIGNEES[1:]),
        [("20010000001", *ROWS[0][1:])],
    )
    table(
        folder / "pg_published_application.tsv",
        ("pgpub_id", "filing_date", "patent_type", "published_date", "application_title"),
        [("20010000001", "2000-01-01", "utility", "2001-03-15", "t")],
    )
    with pytest.raises(LoadError, match="say which with documents="):
        read_patentsview(folder)
    eco = read_patentsview(folder, documents="published")
    assert eco.collaborations[["collab_id", "kind", "title", "year"]].values.tolist() == [
        ["20010000001", "patent application", "t", 2001]
    ]
    with pytest.warns(DataLossWarning):
        assert len(read_patentsview(folder, documents="granted").collaborations) == 3


def test_inventors(folder: Path) -> None:
    columns = (
        "patent_id", "inventor_sequence", "inventor_id", "disambig_inventor_name_first",
        "disambig_inventor_name_last", "gender_code", "location_id",
    )  # fmt: skip
    rows = [("D1", "0", "i1", "A", "&Zacute;", "F", "l1"), ("D1", "1", "i2", "", "Only", "", "l2")]
    path = table(folder / "g_inventor_disambiguated.tsv", columns, rows)
    with pytest.warns(DataLossWarning):
        eco = read_patentsview(folder, who="inventors")
    assert eco.actors["name"].tolist() == ["A Ź", "Only"]
    assert eco.actors["type"].tolist() == ["individual", "individual"]
    assert eco.actors["gender"].tolist()[0] == "F"
    assert eco.participations["role"].tolist() == ["inventor"] * 2
    plain = read_patentsview(path, who="inventors", crosswalk={"inventor": "creator"})
    assert plain.actors["type"].tolist() == ["creator"] * 2
    none = read_patentsview(table(path, columns[:5], [row[:5] for row in rows]), who="inventors")
    assert "gender" not in none.actors


def test_mentions(tmp_path: Path) -> None:
    path = tmp_path / "benchmark.csv"
    path.write_text(
        "mention_id,unique_id,raw_inventor_name_first,raw_inventor_name_last\nUS7-0,1,A,B\nUS7-1,2,,\n"
    )
    eco = read_patentsview(path, who="inventors")
    assert eco.collaborations["collab_id"].tolist() == ["US7"]
    assert eco.actors["name"].isna().tolist() == [False, True]


def test_tables_of_before_2022(tmp_path: Path) -> None:
    table(
        tmp_path / "patent_assignee.tsv",
        ("patent_id", "assignee_id", "location_id"),
        [("1", "o1", "l"), ("1", "o2", "")],
    )
    table(
        tmp_path / "assignee.tsv",
        ("id", "type", "name_first", "name_last", "organization"),
        [("o1", "2", "", "", "Acme, Inc."), ("o2", "4", "A", "B", ""), ("o1", "3", "", "", "twice")],
    )
    table(
        tmp_path / "patent.tsv",
        ("id", "type", "number", "date", "title", "kind"),
        [("1", "utility", "1", "1980-01-01", "t", "A")],
    )
    table(tmp_path / "location.tsv", ("id", "city", "state", "country"), [("l", "K", "S", "US")])
    eco = read_patentsview(tmp_path)
    assert eco.actors[["name", "type", "place"]].fillna("").values.tolist() == [
        ["Acme, Inc.", "firm", "K"],
        ["A B", "individual", ""],
    ]
    assert eco.collaborations[["patent_type", "year"]].values.tolist() == [["utility", 1980]]
    assert (eco.report["unknown_columns"] == "").all()
    files = {"assignees": tmp_path / "patent_assignee.tsv", "assignee_list": tmp_path / "assignee.tsv"}
    assert read_patentsview(files).actors["name"].tolist() == ["Acme, Inc.", "A B"]


def test_names_without_ids_and_odd_tables(tmp_path: Path) -> None:
    columns = ("patent_id", "raw_assignee_organization", "assignee_type", "colour")
    path = table(
        tmp_path / "g_assignee_not_disambiguated.tsv", columns, [("1", "Acme", "2", ""), ("1", "B", "77", "")]
    )
    eco = read_patentsview(tmp_path)
    assert eco.actors["actor_id"].tolist() == ["Acme", "B"]
    assert eco.report["unknown_columns"].tolist() == ["colour"]
    assert eco.actors["type"].tolist() == ["firm", "unknown"]
    odd = table(tmp_path / "l.tsv", ("city",), [("K",)])
    here = read_patentsview({"assignees": path, "locations": odd})
    assert "place" not in here.actors
    bare = table(tmp_path / "k.tsv", ("location_id", "latitude"), [("l1", "1")])
    assert "place" not in read_patentsview({"assignees": path, "locations": bare}).actors


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"who": "lawyers"}, SchemaError, "who='lawyers' is none of 'assignees', 'inventors'"),
        ({"documents": "both"}, SchemaError, "documents='both' is none of 'granted', 'published'"),
        (
            {"who": "inventors"},
            LoadError,
            "holds no table of inventors of granted documents. Files there: 'g_assignee",
        ),
    ],
)
def test_what_cannot_be(folder: Path, options: dict[str, str], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        read_patentsview(folder, **options)


def test_what_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="names the table 'patents'"):
        read_patentsview({"patents": "x"})
    with pytest.raises(SchemaError, match="names no table of assignees; it names 'locations'"):
        read_patentsview({"locations": "x"})
    with pytest.raises(LoadError, match=r"none of the columns 'patent_id', .*Its columns: 'id', 'type'"):
        read_patentsview(table(tmp_path / "a.tsv", ("id", "type"), [("1", "2")]))
    with pytest.raises(LoadError, match="no column 'assignee_id'"):
        read_patentsview(table(tmp_path / "a.tsv", ("patent_id", "type"), [("1", "2")]))
    rows = table(tmp_path / "a.tsv", ("patent_id", "assignee_id"), [("1", "2")])
    bad = table(tmp_path / "b.tsv", ("title", "kind"), [("1", "2")])
    with pytest.raises(LoadError, match="none of the columns 'patent_id'"):
        read_patentsview({"assignees": rows, "documents": bad})


def test_lines(tmp_path: Path) -> None:
    def read(text: str):
        return read_tab_lines(text, file="f", columns=lambda name: True)

    raw = read('\r\na\tb\r\n1\t"x\r\n\r\n2\r\n3\t\0\n4\t\n')
    assert raw.frame.values.tolist()[0] == ["1", '"x']
    assert raw.rows is not None
    assert raw.rows.tolist() == [3, 7]
    assert raw.issues[["row", "reason"]].values.tolist() == [
        [5, "1 cell where the header has 2"],
        [6, "a NUL character"],
    ]
    assert raw.notes["records"] == 4
    assert read("a\tb\n1\t2\t3\n").issues["reason"].tolist() == ["3 cells where the header has 2"]
    with pytest.raises(LoadError, match="f is empty"):
        read(" \n")
    with pytest.raises(LoadError, match="more than one column named 'a'"):
        read("a\ta\n")


@given(st.lists(st.text(alphabet='ab\t"\n\r\0&; ', max_size=12), max_size=12))
def test_any_lines(parts: list[str]) -> None:
    text = "\n".join(parts)
    try:
        raw = read_tab_lines(text, file="f", columns=lambda name: True)
    except CinetError:
        return
    assert raw.rows is not None
    assert len(raw.rows) + raw.issues["row"].notna().sum() == raw.notes["records"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "q", ""]),
            st.sampled_from(["a", "b", ""]),
            st.sampled_from(["2", "14", "x", ""]),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=8)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_nothing_is_lost(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]) -> None:
    path = tmp_path_factory.mktemp("pv") / "a.tsv"
    columns = ("patent_id", "assignee_id", "assignee_type", "organization")
    table(path, columns, [(*row, "N") for row in rows])
    eco = read_patentsview(path)
    whole = [place for place, row in enumerate(rows, start=2) if row[0] and row[1]]
    assert counts(eco) == [[len(rows), len(whole), len(rows) - len(whole)]]
    assert sorted(whole + lost(eco, "a.tsv")) == list(range(2, len(rows) + 2))


@needs_data
@pytest.mark.data
def test_real_mentions() -> None:
    path = Path(str(SHARED), "samples", "patentsview", "raw_inventor_sample.tsv")
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]
    entities = {line.split("\t")[1] for line in lines if re.search(r"&#?\w+;", line)}
    assert len(entities) == 2
    eco = read_patentsview(path, who="inventors")
    assert counts(eco) == [[50_000, 50_000, 0]]
    assert len(lines) == 50_000
    assert (len(eco.collaborations), len(eco.actors)) == (49_437, 9_797)
    assert int((eco.sizes() >= 2).sum()) == 545
    assert not eco.actors["name"].str.contains(r"&#?\w+;").any()
    assert {html.unescape(name).replace("_", " ") for name in entities} <= set(eco.actors["name"]) | set(
        eco.issues["value"]
    )


@needs_data
@pytest.mark.data
def test_universities_among_the_companies(tmp_path: Path) -> None:
    path = Path(str(SHARED), "samples", "patentsview", "assignee.tsv")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]]
    companies = [name for _, code, name in rows if code in ("2", "3")]
    assert len(companies) == 44_886
    hits = {rule.type: sum(bool(rule.pattern.search(name)) for name in companies) for rule in NAME_RULES}
    assert (hits["university"], hits["hospital"]) == (1_318, 116)
    # every "institute of technology" is a university by the first rule
    assert hits["research_institute"] == 625
    shutil.copy(path, tmp_path / "assignee.tsv")
    table(
        tmp_path / "patent_assignee.tsv",
        ("patent_id", "assignee_id"),
        [(str(place // 2), row[0]) for place, row in enumerate(rows)],
    )
    eco = read_patentsview(tmp_path)
    assert len(eco.actors) == len(rows) == 47_011
    assert int((eco.actors["type"] == "university").sum()) == 1_318
    assert int(eco.participations["part_interest"].sum()) == 8


@needs_data
@pytest.mark.data
def test_the_other_real_files() -> None:
    folder = Path(str(SHARED), "samples", "patentsview")
    eco = read_patentsview(folder / "israeli-inventors-benchmark.csv", who="inventors")
    assert (eco.report["rows_read"] == eco.report["rows_used"]).all()
    for name in ("assignee.tsv", "list_of_government_agencies.csv", "create_export_views.json"):
        with pytest.raises(LoadError, match="none of the columns 'patent_id'"):
            read_patentsview(folder / name)
