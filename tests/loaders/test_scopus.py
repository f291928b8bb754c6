"""Scopus: both ways of writing authors, exports with fewer columns, and real records."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError
from cinet.loaders import scopus
from cinet.loaders.scopus import author_names, locate_authors, read_scopus

SHARED = os.environ.get("CINET_TEST_DATA")
SAMPLES = Path(str(SHARED), "samples", "scopus")

NORTH = "Hill Key Laboratory of Optics, School of Physics, North University, Xi'an, 710000, China"
KITE = "Kite Ltd., 5 Mill Lane, Leeds, LS1 1AA, United Kingdom"
NEW = {
    "Authors": "Li N.; Roe A.",
    "Author full names": "Li, Na (111); Roe, Ann (222)",
    "Author(s) ID": "111; 222",
    "Title": "One &amp; only",
    "Year": "2024",
    "Source title": "Made Up Letters",
    "DOI": "10.1/one",
    "Affiliations": f"{NORTH}; {KITE}",
    "Authors with affiliations": f"Li N., {NORTH}; Roe A., {NORTH}, {KITE}",
    "Language of Original Document": "English",
    "Document Type": "Article",
    "EID": "2-s2.0-1",
}
OLD = {
    "Authors": "Li N., de la Cruz J.M.",
    "Author(s) ID": "111,333",
    "Title": "Two",
    "Year": "2015",
    "Affiliations": f"{NORTH}; {KITE}",
    "Authors with affiliations": f"Li, N., {NORTH}; de la Cruz, J.M., {KITE}; ",
    "Document Type": "Review",
    "EID": "2-s2.0-2",
}


def export(folder: Path, *records: dict[str, str], name: str = "scopus.csv") -> Path:
    path = folder / name
    columns = list(dict.fromkeys(column for record in records for column in record))
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(records)
    return path


def without(record: dict[str, str], *columns: str) -> dict[str, str]:
    return {name: value for name, value in record.items() if name not in columns}


def pairs(eco: Ecosystem) -> list[list[str]]:
    return eco.participations[["collab_id", "actor_id"]].astype("str").values.tolist()


def test_both_formats(tmp_path: Path) -> None:
    eco = read_scopus(export(tmp_path, NEW, OLD))
    assert pairs(eco) == [
        ["2-s2.0-1", "Kite Ltd."],
        ["2-s2.0-1", "North University"],
        ["2-s2.0-2", "Kite Ltd."],
        ["2-s2.0-2", "North University"],
    ]
    assert eco.participations["persons"].tolist() == [
        "Roe, Ann",
        "Li, Na | Roe, Ann",
        "de la Cruz J.M.",
        "Li N.",
    ]
    assert eco.participations["affiliation"].tolist()[0] == KITE
    assert eco.actors["country"].tolist() == ["GB", "CN"]
    first = eco.collaborations.iloc[0]
    assert first[["title", "year", "kind", "venue", "doi"]].tolist() == [
        "One & only", 2024, "Article", "Made Up Letters", "10.1/one"
    ]  # fmt: skip
    assert eco.report[["encoding", "rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [
        ["utf-8-sig", 2, 2, 0]
    ]
    assert eco.issues.empty
    assert eco.source == "Scopus, scopus.csv"


def test_persons_by_their_id(tmp_path: Path) -> None:
    eco = read_scopus(export(tmp_path, NEW, OLD), unit="author")
    assert pairs(eco) == [["2-s2.0-1", "111"], ["2-s2.0-1", "222"], ["2-s2.0-2", "111"], ["2-s2.0-2", "333"]]
    assert eco.actors["name"].tolist() == ["Li, Na", "Roe, Ann", "de la Cruz J.M."]
    # without a column of ids they stand behind the full names
    coded = read_scopus(export(tmp_path, without(NEW, "Author(s) ID")), unit="author")
    assert coded.actors["actor_id"].tolist() == ["111", "222"]
    bare = read_scopus(export(tmp_path, without(NEW, "Author(s) ID", "Author full names")), unit="author")
    assert bare.actors["actor_id"].tolist() == ["Li N.", "Roe A."]
    named = read_scopus(
        export(tmp_path, without(NEW, "Authors", "Authors with affiliations", "Affiliations")), unit="author"
    )
    assert named.actors["actor_id"].tolist() == ["111", "222"]


def test_one_person_at_two_places(tmp_path: Path) -> None:
    path = export(
        tmp_path, {**OLD, "Authors with affiliations": f"Li, N., {NORTH}, {KITE}; de la Cruz, J.M."}
    )
    assert len(pairs(read_scopus(path))) == 2
    eco = read_scopus(path, require_distinct_persons=True)
    assert pairs(eco) == [["2-s2.0-2", "North University"]]
    assert eco.issues["value"].tolist() == ["Kite Ltd."]
    assert len(pairs(read_scopus(path, unit="country"))) == 2
    assert read_scopus(path, roll_up=False).actors["actor_id"].tolist() == [NORTH, KITE]


def test_exports_with_fewer_columns(tmp_path: Path) -> None:
    listed = read_scopus(
        export(tmp_path, without(NEW, "Authors with affiliations")), require_distinct_persons=True
    )
    assert listed.actors["actor_id"].tolist() == ["Kite Ltd.", "North University"]
    assert listed.issues[["row", "column", "action"]].astype("object").values.tolist()[0][1:] == [
        "Authors with affiliations",
        "doubted: affiliations are read without their authors",
    ]
    one_each = {**NEW, "Authors with affiliations": f"Li N., {NORTH}; Roe A., {KITE}"}
    glued = read_scopus(export(tmp_path, without(one_each, "Affiliations", "EID", "Year")))
    assert pairs(glued) == [["10.1/one", "Kite Ltd."], ["10.1/one", "North University"]]
    assert glued.issues["column"].tolist() == ["Affiliations", "EID", "Year", "start"]
    assert glued.participations["persons"].tolist() == ["Roe, Ann", "Li, Na"]
    unnamed = read_scopus(
        export(
            tmp_path, without({**one_each, "Authors": ""}, "Affiliations", "DOI", "EID", "Author full names")
        )
    )
    assert pairs(unnamed)[0] == ["scopus.csv#2", "Kite Ltd."]
    old = read_scopus(export(tmp_path, without({**OLD, "Authors": ""}, "Affiliations")))
    assert len(pairs(old)) == 2
    with pytest.raises(LoadError, match="has no column 'Affiliations', which unit='organisation' needs"):
        read_scopus(export(tmp_path, without(NEW, "Affiliations", "Authors with affiliations")))
    bare = export(tmp_path, without(NEW, "Authors", "Author full names", "Authors with affiliations"))
    with pytest.raises(LoadError, match="has no column 'Authors'"):
        read_scopus(bare, unit="author")


def test_unknown_columns_and_synonyms(tmp_path: Path) -> None:
    renamed = {
        {"EID": "Electronic ID", "Authors": "Author(s)"}.get(name, name): value for name, value in NEW.items()
    }
    eco = read_scopus(export(tmp_path, {**renamed, "Colour": "red", "Abstract": "long"}))
    assert eco.report["unknown_columns"].tolist() == ["Colour"]
    assert eco.collaborations["collab_id"].tolist() == ["2-s2.0-1"]


def test_broken_rows_and_records_without_affiliation(tmp_path: Path) -> None:
    nobody = {
        **NEW,
        "Authors": "[No author name available]",
        "Author full names": "[No author name available]",
        "Author(s) ID": "[No author id available]",
        "Affiliations": "",
        "Authors with affiliations": "",
        "EID": "2-s2.0-3",
    }
    path = export(tmp_path, NEW, nobody, NEW)
    path.write_text(path.read_text(encoding="utf-8-sig") + "a,b\n", encoding="utf-8")
    with pytest.warns(DataLossWarning):
        eco = read_scopus(path)
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[4, 1, 3]]
    lost = eco.issues[eco.issues["action"] == "dropped"]
    assert lost["row"].tolist() == [5, 3, 4]
    assert lost["reason"].tolist()[1:] == [
        "the record names no organisation",
        "the publication stands in an earlier record",
    ]
    with pytest.warns(DataLossWarning):
        assert set(read_scopus(path, unit="author").actors["actor_id"]) == {"111", "222"}


def test_authors_whose_affiliation_is_not_listed(tmp_path: Path) -> None:
    odd = {**NEW, "Authors with affiliations": f"Li N., {NORTH}; Roe A., Elsewhere University, Rome, Italy"}
    eco = read_scopus(export(tmp_path, odd))
    assert len(pairs(eco)) == 2
    assert eco.issues["value"].tolist() == ["'Roe A., Elsewhere University, Rome, Italy'"]
    assert eco.participations["persons"].isna().tolist() == [True, False]


def test_where_a_name_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    sites = ["A", "A, B", "C"]
    assert locate_authors(["Smith, J., Jr., A, B, C"], sites, ["Smith J. Jr."]) == [("Smith J. Jr.", (1, 2))]
    # neither the names nor their number help: the rest has to fit
    assert locate_authors(["X Y., C", "Z, A"], sites, ["other"]) == [("X Y.", (2,)), ("Z", (0,))]
    assert locate_authors(["X"], sites, ["X"]) == [("X", ())]
    assert locate_authors(["X, D"], sites, ["X"]) == [("X", None)]
    monkeypatch.setattr(scopus, "_MOST_TRIES", 0)
    assert locate_authors(["X, A"], sites, ["X"]) == [("X", None)]
    assert author_names("Li N.; ; Roe A.") == ["Li N.", "Roe A."]


@pytest.mark.parametrize(
    ("text", "named"), [("@article{a}", "BibTeX"), ("TY  - JOUR", "RIS"), ("a,b\n1,2", "nothing known")]
)
def test_other_files_are_refused(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text)
    with pytest.raises(LoadError, match=f"looks like {named}.*choose Export, CSV"):
        read_scopus(path)


PIECES = st.lists(st.text("AB, .;", max_size=12), max_size=5)


@given(PIECES, PIECES, PIECES)
def test_every_slot_has_a_name(slots: list[str], sites: list[str], names: list[str]) -> None:
    located = locate_authors(slots, sites, names)
    assert len(located) == len(slots)
    for _, mine in located:
        assert mine is None or all(0 <= place < len(sites) for place in mine)


CELLS = st.text("AB;,. []()1&", max_size=20)


@settings(max_examples=12)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=4), st.sampled_from(["organisation", "author"])
)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_every_record_is_used_or_told(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], unit: str
) -> None:
    names = ("Authors", "Affiliations", "Authors with affiliations", "Author(s) ID")
    records = [{**dict(zip(names, row, strict=True)), "EID": f"e{n}"} for n, row in enumerate(rows)]
    path = export(tmp_path_factory.getbasetemp(), *records, {**NEW, "EID": "last"})
    eco = read_scopus(path, unit=unit)
    assert eco.report["rows_read"].tolist() == [len(rows) + 1]
    lost = eco.issues[(eco.issues["action"] == "dropped") & eco.issues["row"].notna()]
    assert lost["row"].nunique() == eco.report["rows_in_issues"].iloc[0]
    assert eco.report["rows_used"].iloc[0] == eco.participations["collab_id"].nunique()


@settings(max_examples=12)
@given(st.text(max_size=120))
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_any_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "x.csv"
    path.write_text(
        f"Authors,Affiliations,Authors with affiliations,EID\n{text}", encoding="utf-8", newline=""
    )
    try:
        read_scopus(path)
    except CinetError:
        return


@pytest.mark.data
@pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
class TestSamples:
    def test_authors_and_affiliations(self) -> None:
        with (SAMPLES / "scopus.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        slots = [name for row in rows for name in author_names(row["Authors"])]
        located = [
            mine
            for row in rows
            for _, mine in locate_authors(
                [slot for slot in row["Authors with affiliations"].split("; ") if slot],
                row["Affiliations"].split("; "),
                author_names(row["Authors"]),
            )
        ]
        assert (len(rows), len(slots)) == (581, 2163)
        # the one author without an affiliation has none in the file
        assert sum(bool(mine) for mine in located) == 2162
        assert sum(len(mine or ()) > 1 for mine in located) == 249

    def test_counts(self) -> None:
        eco = read_scopus(SAMPLES / "scopus.csv")
        assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[581, 580, 1]]
        assert eco.report["unknown_columns"].tolist() == [""]
        assert eco.actors["country"].isna().sum() <= 3
        persons = read_scopus(SAMPLES / "scopus.csv", unit="author")
        assert len(persons.participations) == 2163
        assert persons.report["rows_used"].tolist() == [581]

    @pytest.mark.parametrize(("name", "named"), [("scopus.ris", "RIS"), ("scopus_m.bib", "BibTeX")])
    def test_others_are_refused(self, name: str, named: str) -> None:
        with pytest.raises(LoadError, match=f"looks like {named}"):
            read_scopus(SAMPLES / name)
