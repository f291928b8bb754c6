"""Web of Science: tagged and tab-delimited exports, their traps, and real records."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, SchemaError, UnknownName
from cinet.loaders.wos import read_wos

HEAD = "FN Clarivate Analytics Web of Science\nVR 1.0\n"
ONE = """PT J
AU Li, N
   Roe, A
AF Li, Na
   Roe, Ann
TI A title that goes on
   in the next line &amp; ends
SO JOURNAL OF MADE UP THINGS
LA English
DT Article
C1 [Li, Na; Roe, Ann] Univ North, Dept Phys, Xi'an 710000, Shaanxi, Peoples R China.
   [Roe, Ann] Kite Corp, Leeds, W Yorkshire, England.
   [Li, Na] Univ North, Sch Law, Xi'an, Peoples R China.
PY 2020
DI 10.1/one
WC Physics, Applied; Optics
UT WOS:1
ER

"""
TWO = """PT C
AU POE, E
TI OLD RECORD
C1 HARBOUR INST,PORTLAND,OR 97201.
   SAND & CO,OSLO,NORWAY.
PY 1984
UT WOS:2
ER

"""
THREE = """PT J
AU Ode, X
   Ode, Y
TI Two authors, no brackets
C1 Univ A, Lima, Peru.
   Univ B, Quito, Ecuador.
EY 2022
UT WOS:3
ER

"""
NONE = """PT J
AU Doe, J
TI Nowhere
PY 2001
UT WOS:4
ER

"""


def export(folder: Path, *records: str, name: str = "savedrecs.txt", end: str = "EF") -> Path:
    path = folder / name
    path.write_text(HEAD + "".join(records) + end, encoding="utf-8-sig")
    return path


def pairs(eco: Ecosystem) -> list[list[str]]:
    return eco.participations[["collab_id", "actor_id"]].astype("str").values.tolist()


def test_organisations_of_the_addresses(tmp_path: Path) -> None:
    eco = read_wos(export(tmp_path, ONE, TWO, THREE))
    assert eco.source == "Web of Science, savedrecs.txt"
    assert pairs(eco) == [
        ["WOS:1", "Kite Corp"],
        ["WOS:1", "Univ North"],
        ["WOS:2", "HARBOUR INST"],
        ["WOS:2", "SAND & CO"],
        ["WOS:3", "Univ A"],
        ["WOS:3", "Univ B"],
    ]
    first = eco.collaborations.iloc[0]
    assert first["title"] == "A title that goes on in the next line & ends"
    assert (first["kind"], first["year"], first["doi"]) == ("Article", 2020, "10.1/one")
    assert first["subject"] == "Physics, Applied; Optics"
    assert eco.collaborations["year"].tolist() == [2020, 1984, 2022]
    north = eco.participations.iloc[1]
    assert north["persons"] == "Li, Na | Roe, Ann"
    assert north["order"] == 1
    assert north["affiliation"].startswith(
        "Univ North, Dept Phys, Xi'an 710000, Shaanxi, Peoples R China. | Univ"
    )
    assert eco.actors.set_index("actor_id")["country"].to_dict() == {
        "Kite Corp": "GB",
        "Univ North": "CN",
        "HARBOUR INST": "US",
        "SAND & CO": "NO",
        "Univ A": "PE",
        "Univ B": "EC",
    }
    assert set(eco.actors["type"]) == {"unknown"}
    # a single author is at every address; two without brackets are nowhere in particular
    assert eco.participations["persons"].isna().tolist() == [False, False, False, False, True, True]
    assert eco.report.iloc[0].tolist() == [
        "savedrecs.txt", "Web of Science, tagged", "utf-8-sig", 3, 3, 0, ""
    ]  # fmt: skip
    assert eco.issues.empty


def test_persons_and_countries(tmp_path: Path) -> None:
    path = export(tmp_path, ONE, TWO)
    persons = read_wos(path, unit="author")
    assert set(persons.actors["type"]) == {"individual"}
    assert pairs(persons) == [["WOS:1", "Li, Na"], ["WOS:1", "Roe, Ann"], ["WOS:2", "POE, E"]]
    assert persons.participations["affiliation"].tolist() == [
        "Univ North",
        "Univ North | Kite Corp",
        "HARBOUR INST | SAND & CO",
    ]
    countries = read_wos(path, unit="country")
    assert pairs(countries) == [["WOS:1", "CN"], ["WOS:1", "GB"], ["WOS:2", "NO"], ["WOS:2", "US"]]
    assert set(countries.actors["type"]) == {"place"}
    assert "country" not in countries.actors


def test_a_person_at_two_places_is_no_collaboration(tmp_path: Path) -> None:
    alone = ONE.replace("[Li, Na; Roe, Ann] Univ North", "[Li, Na] Univ North").replace(
        "[Li, Na] Univ North, Sch Law",
        "[Roe, Ann] River Ltd, Leeds, England.\n   [Li, Na] Univ North, Sch Law",
    )
    eco = read_wos(export(tmp_path, alone, TWO, THREE), require_distinct_persons=True)
    assert pairs(eco) == [
        ["WOS:1", "Kite Corp"],
        ["WOS:1", "Univ North"],
        ["WOS:2", "HARBOUR INST"],
        ["WOS:3", "Univ A"],
        ["WOS:3", "Univ B"],
    ]
    told = eco.issues[["row", "value", "action"]].values.tolist()
    assert told[:2] == [
        [1, "River Ltd", "left out: require_distinct_persons"],
        [2, "SAND & CO", "left out: require_distinct_persons"],
    ]
    assert told[2][0] == 3
    assert told[2][2].startswith("doubted: kept")
    with pytest.raises(SchemaError, match="the persons are the actors"):
        read_wos(export(tmp_path, ONE), unit="author", require_distinct_persons=True)


def test_parents_and_children_of_c3(tmp_path: Path) -> None:
    both = ONE.replace("PY 2020", "C3 University of North; North Medical School;\n   Kite Corp\nPY 2020")
    path = export(tmp_path, both)
    assert len(read_wos(path).actors) == 2
    eco = read_wos(path, addresses="C3", require_distinct_persons=True)
    assert eco.actors["actor_id"].tolist() == ["Kite Corp", "North Medical School", "University of North"]
    with pytest.raises(UnknownName, match="neither 'C1' nor 'C3'"):
        read_wos(path, addresses="RP")


def test_whole_addresses(tmp_path: Path) -> None:
    eco = read_wos(export(tmp_path, ONE), roll_up=False)
    assert len(eco.actors) == 3
    assert "Kite Corp, Leeds, W Yorkshire, England." in eco.actors["actor_id"].tolist()


def test_records_without_addresses_and_cut_records(tmp_path: Path) -> None:
    cut = ONE.replace("UT WOS:1\nER\n", "")
    middle = TWO.replace("ER\n", "")
    path = export(tmp_path, NONE, middle, THREE, cut, end="")
    with pytest.warns(DataLossWarning):
        eco = read_wos(path)
    assert pairs(eco) == [["WOS:3", "Univ A"], ["WOS:3", "Univ B"]]
    assert eco.collaborations["collab_id"].tolist() == ["WOS:3"]
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[4, 1, 3]]
    cut_off = "the record has no end (ER): the file is cut off"
    assert eco.issues[["row", "value", "reason", "action"]].values.tolist() == [
        [1, "Nowhere", "the record names no organisation", "dropped"],
        [2, "OLD RECORD", cut_off, "dropped"],
        [4, "A title that goes on in the next line & ends", cut_off, "dropped"],
    ]
    with pytest.raises(LoadError, match="holds no whole record"):
        read_wos(export(tmp_path, cut, name="cut.txt", end=""))


def test_a_record_that_stands_twice_counts_once(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    (folder / "more").mkdir(parents=True)
    export(folder, ONE, TWO, name="a.txt")
    export(folder / "more", ONE, THREE, name="b.txt")
    export(folder, ONE, name=".hidden.txt")
    (folder / "notes.docx").write_bytes(b"PK\x03\x04 and so on")
    with pytest.warns(DataLossWarning):
        eco = read_wos(folder)
    assert eco.report[["file", "rows_read", "rows_used"]].values.tolist() == [
        ["a.txt", 2, 2],
        ["more/b.txt", 2, 1],
    ]
    twice = eco.issues[eco.issues["action"] == "dropped"]
    assert twice[["file", "row", "value"]].values.tolist() == [["more/b.txt", 1, "WOS:1: a.txt, 1"]]
    left = eco.issues[eco.issues["action"] == "the file was left alone"]
    assert left["file"].tolist() == ["notes.docx"]
    assert "an Excel workbook" in left["reason"].iloc[0]
    archive = tmp_path / "exports.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.write(folder / "a.txt", "x/a.txt")
    assert pairs(read_wos(archive)) == pairs(read_wos(folder / "a.txt"))


def test_unknown_tags_are_kept(tmp_path: Path) -> None:
    odd = ONE.replace("PY 2020", "Q7 something new\nQ7 twice\nPY 2020").replace("UT WOS:1\n", "")
    eco = read_wos(export(tmp_path, odd, TWO))
    assert eco.report["unknown_columns"].tolist() == ["Q7"]
    kept = eco.collaborations.set_index("collab_id")["tag Q7"]
    assert kept["savedrecs.txt#1"] == "something new twice"
    many = "".join(f"{letter}{digit} x\n" for letter in "GHJKQ" for digit in range(10))
    eco = read_wos(export(tmp_path, ONE.replace("PY 2020", f"{many}PY 2020")))
    assert len(eco.report["unknown_columns"].iloc[0].split("|")) == 49
    assert sum(name.startswith("tag ") for name in eco.collaborations) == 40


@pytest.mark.parametrize(
    ("encoding", "line_end"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\r\n"), ("utf-8", "\r")]
)
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = tmp_path / "savedrecs.txt"
    # joined files repeat the head, byte order mark included
    text = (HEAD + ONE + "EF\n" + "\ufeff" + HEAD + TWO + "EF").replace("\n", line_end)
    path.write_bytes(text.encode(encoding))
    assert len(read_wos(path).collaborations) == 2


def test_an_inferred_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "savedrecs.txt"
    path.write_bytes((HEAD + ONE.replace("A title", "企业与大学的合作创新研究") + "EF").encode("gb18030"))
    eco = read_wos(path)
    assert eco.issues["value"].tolist() == ["gb18030"]
    assert eco.collaborations["title"].iloc[0].startswith("企业与大学")


def test_names_in_addresses(tmp_path: Path) -> None:
    odd = ONE.replace("[Roe, Ann] Kite Corp", "[Roe, Ann; Stranger, A.] Kite Corp").replace(
        "[Li, Na] Univ North, Sch", "[LI, N] Univ North, Sch"
    )
    odd = odd.replace(
        "PY 2020", "   [Li, Na]\n   Plain Inst, Rome, Italy\n   and more.\n   [Roe, Ann]\nPY 2020"
    )
    eco = read_wos(export(tmp_path, odd), require_distinct_persons=True)
    assert eco.issues[["column", "value"]].values.tolist()[0] == ["C1", "'Stranger, A.'"]
    persons = eco.participations.set_index("actor_id")["persons"]
    assert persons["Univ North"] == "Li, Na | Roe, Ann"
    assert persons["Plain Inst"] == "Li, Na"
    assert "and more." in eco.participations["affiliation"].iloc[1]


def test_a_text_that_is_no_address(tmp_path: Path) -> None:
    odd = TWO.replace("C1 HARBOUR INST,PORTLAND,OR 97201.\n", "C1 " + "Some, words, " * 100 + "end.\n")
    eco = read_wos(export(tmp_path, odd))
    assert pairs(eco) == [["WOS:2", "SAND & CO"]]
    assert eco.issues[["reason", "action"]].values.tolist() == [
        ["no organisation is found in the affiliation", "left out"]
    ]
    assert len(eco.issues["value"].iloc[0]) < 110


def test_tab_delimited(tmp_path: Path) -> None:
    path = tmp_path / "savedrecs.txt"
    head = ["PT", "AU", "AF", "TI", "C1", "PY", "UT", "Q7", ""]
    rows = [
        ["J", "Li, N; Roe, A", "Li, Na; Roe, Ann", 'A "quoted title',
         "[Li, Na; Roe, Ann] Univ North, Xi'an, Peoples R China; [Roe, Ann] Kite Corp, Leeds, England; "
         "Lone Inst, Rome, Italy",
         "2020", "WOS:1", "new", ""],
        ["J", "Ode, X; Ode, Y", "", "B", "Univ A, Lima, Peru; Univ B, Quito, Ecuador", "2021", "WOS:2", "", ""],
        ["J", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"],
        [],
    ]  # fmt: skip
    path.write_text("\n".join("\t".join(row) for row in [head, *rows]), encoding="utf-16")
    with pytest.warns(DataLossWarning):
        eco = read_wos(path)
    assert pairs(eco) == [
        ["WOS:1", "Kite Corp"],
        ["WOS:1", "Lone Inst"],
        ["WOS:1", "Univ North"],
        ["WOS:2", "Univ A"],
        ["WOS:2", "Univ B"],
    ]
    assert eco.collaborations["title"].tolist() == ['A "quoted title', "B"]
    assert eco.participations["persons"].tolist()[:3] != [None, None, None]
    assert eco.report.iloc[0][["format", "rows_read", "rows_used", "unknown_columns"]].tolist() == [
        "Web of Science, tab-delimited", 3, 2, "Q7"
    ]  # fmt: skip
    assert eco.issues[["row", "reason"]].values.tolist() == [[4, "the row has more cells than the header"]]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@article{a,\n title={b}}", "BibTeX"),
        ("TY  - JOUR\nTI  - x\nER  -", "RIS"),
        ("%0 Journal Article", "EndNote"),
        ("<!DOCTYPE html><html>", "a web page"),
        ("some words", "nothing known"),
        ("PMID- 1", "PubMed"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(text)
    with pytest.raises(LoadError, match=f"looks like {named}.*Plain Text File"):
        read_wos(path)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"has no C1 \(author address\) in any record"):
        read_wos(export(tmp_path, NONE))
    assert pairs(read_wos(export(tmp_path, NONE), unit="author")) == [["WOS:4", "Doe, J"]]
    with pytest.raises(UnknownName, match="Did you mean 'organisation'"):
        read_wos(export(tmp_path, ONE), unit="organization")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(LoadError, match="holds no files to read"):
        read_wos(empty)
    (empty / "a.txt").write_text("x")
    (empty / "b.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(LoadError, match="holds no export of Web of Science"):
        read_wos(empty)
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0 and so on")
    with pytest.raises(LoadError, match="an old Excel workbook"):
        read_wos(tmp_path / "old.xls")


LINES = st.sampled_from(
    [
        "PT J",
        "ER",
        "EF",
        "AU A",
        "   B",
        "AF A",
        "C1 [A; B] X, Y, Peru.",
        "   Z, Italy",
        "C1 ]x[",
        "UT 1",
        "PY x",
        "Q7",
        "",
    ]
)


@settings(max_examples=12)
@given(st.lists(LINES, max_size=25), st.sampled_from(["organisation", "author", "country"]))
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_every_record_is_used_or_told(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], unit
) -> None:
    path = tmp_path_factory.getbasetemp() / "x.txt"
    path.write_text("PT J\n" + "\n".join(lines))
    try:
        eco = read_wos(path, unit=unit)
    except LoadError:
        return
    whole = re.split(r"^ER\b.*$", "PT J\n" + "\n".join(lines), flags=re.MULTILINE)
    assert eco.report["rows_read"].iloc[0] >= len([part for part in whole[:-1] if "PT J" in part])
    lost = eco.issues[(eco.issues["action"] == "dropped") & eco.issues["row"].notna()]
    assert lost["row"].nunique() == eco.report["rows_in_issues"].iloc[0]
    assert (eco.report["rows_read"] == eco.report["rows_used"] + eco.report["rows_in_issues"]).all()


@settings(max_examples=12)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"PT J\nC1 {text}\nER".encode()))
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "x.txt"
    path.write_bytes(data)
    try:
        read_wos(path)
    except CinetError:
        return
