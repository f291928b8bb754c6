"""Crossref: items of the API, of data files and of CSL JSON; affiliations as they were deposited."""

from __future__ import annotations

import gzip
import json
import os
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, UnknownName
from cinet.loaders.crossref import read_crossref

SHARED = os.environ.get("CINET_TEST_DATA")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")


def quiet(source: object, **options: Any) -> Ecosystem:
    with warnings.catch_warnings(action="ignore", category=DataLossWarning):
        return read_crossref(source, **options)


ITEMS = [
    {
        "DOI": "10.1/ABC",
        "type": "journal-article",
        "title": ["R&amp;D in <i>towns</i>"],
        "container-title": [],
        "published": {"date-parts": [[2021, 5]]},
        "funder": [{"name": "Fund A"}, {"name": "Fund B"}, {"DOI": "10.1/f"}],
        "author": [
            {
                "given": "Ann", "family": "Lee", "ORCID": "https://orcid.org/0000-0001", "sequence": "first",
                "affiliation": [
                    {"name": "Univ X", "id": [{"id": "https://ror.org/01AB", "id-type": "ROR"}, {"id": "grid.1"}]},
                    {"name": "Lab Y, Town", "id": [{"id": "grid.2"}]},
                ],
            },
            {"given": "Bo", "family": "Berg", "affiliation": [{"name": "Lab Y, Town"}], "sequence": "additional"},
            {"name": "The Z Consortium", "sequence": "additional", "affiliation": []},
            {"family": "Cy", "affiliation": []},
        ],
        "shade": "blue",
    },
    {"DOI": "10.1/no-affiliation", "author": [{"family": "Cy"}], "issued": {"date-parts": [[None]]}},
    {"DOI": "10.1/no-author", "title": []},
    {"author": [{"family": "Di", "affiliation": ["Place as text"]}]},
]  # fmt: skip


def test_institutions(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"status": "ok", "message": {"items": ITEMS, "total-results": 4}}))
    with pytest.warns(DataLossWarning):
        eco = read_crossref(path, ror=[{"id": "https://ror.org/01ab", "types": ["education"]}])
    assert eco.source == "Crossref, answer.json"
    assert eco.report.values.tolist() == [["answer.json", "JSON", "utf-8", 4, 1, 3, "shade"]]
    assert eco.actors[["actor_id", "type", "name"]].values.tolist() == [
        ["Lab Y, Town", "unknown", "Lab Y, Town"],
        ["The Z Consortium", "unknown", "The Z Consortium"],
        ["https://ror.org/01ab", "university", "Univ X"],
    ]
    event = eco.collaborations.iloc[0]
    assert event[["collab_id", "doi", "title", "funders", "authors"]].tolist() == [
        "10.1/abc", "10.1/abc", "R&D in <i>towns</i>", "Fund A|Fund B", "4",
    ]  # fmt: skip
    assert event["start"].strftime("%Y-%m-%d") == "2021-05-01"
    parts = eco.participations
    assert parts["share"].tolist() == [0.375, 0.25, 0.125]
    assert parts["authors"].tolist() == [2, 1, 1]
    assert parts["role"].tolist() == ["first|additional", "additional", "first"]
    issues = eco.issues[["row", "column", "value", "action"]].fillna("").values.tolist()
    assert issues == [
        [1, "authors.affiliation", "1", "doubted: the others kept"],
        [2, "authors.affiliation", "1", "dropped"],
        [3, "authors", "10.1/no-author", "dropped"],
        [4, "collab_id", "", "dropped"],
    ]


def test_authors() -> None:
    eco = quiet(
        [*ITEMS, {"DOI": "10.1/x", "author": [{"sequence": "first"}, {"family": "Di"}]}], unit="author"
    )
    assert eco.actors[["actor_id", "type"]].values.tolist() == [
        ["0000-0001", "individual"], ["Bo Berg", "individual"], ["Cy", "individual"], ["Di", "individual"],
        ["The Z Consortium", "unknown"],
    ]  # fmt: skip
    assert eco.actors["subtype"].tolist()[3:] == ["person", "organisation"]
    assert eco.participations["raw_affiliation"].tolist()[0] == "Univ X|Lab Y, Town"
    assert eco.report["rows_used"].tolist() == [3]


def test_an_author_who_is_an_organisation_with_its_own_affiliation() -> None:
    team = {
        "name": "Team",
        "id": [{"id": "https://ror.org/09"}],
        "affiliation": [{"name": "Univ X"}, {"name": None}],
    }
    eco = read_crossref([{"DOI": "10.1/x", "author": [team], "issued": {"date-parts": [[2020, 1, 31]]}}])
    assert eco.actors["actor_id"].tolist() == ["Univ X", "https://ror.org/09"]
    assert eco.collaborations["start"].dt.strftime("%Y-%m-%d").tolist() == ["2020-01-31"]


def test_lines_data_files_and_csl(tmp_path: Path) -> None:
    good = {"DOI": "10.1/x", "author": [{"name": "Team"}], "issued": {"date-parts": [["2020"]]}}
    (tmp_path / "a.jsonl").write_text(json.dumps(good) + "\n" + json.dumps(good)[:40] + "\n")
    (tmp_path / "0.json.gz").write_bytes(gzip.compress(json.dumps({"items": [good]}).encode()))
    (tmp_path / "readme.txt").write_text("notes")
    (tmp_path / ".hidden.json").write_text("{}")
    csl = {"id": "doi:10.1/Y", "author": {"literal": "Team"}, "title": "T", "issued": {"date-parts": []}}
    (tmp_path / "single.json").write_text(json.dumps({"message": csl}))
    eco = quiet(tmp_path)
    assert eco.report[["file", "rows_read", "rows_used"]].values.tolist() == [
        ["0.json.gz", 1, 1], ["a.jsonl", 2, 1], ["single.json", 1, 1],
    ]  # fmt: skip
    assert eco.collaborations["collab_id"].tolist() == ["10.1/x", "10.1/y"]
    alone = eco.issues[eco.issues["action"] == "left alone"]
    assert alone["file"].tolist() == [".hidden.json", "readme.txt"]
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(tmp_path / "a.jsonl", "one/a.jsonl")
        packed.write(tmp_path / "single.json", "two/single.json")
    assert quiet(archive).sha == eco.sha
    assert quiet([tmp_path / "single.json", str(tmp_path / "a.jsonl")]).sha == eco.sha


def test_dates_and_ids_that_are_odd() -> None:
    odd = [
        {
            "id": 7,
            "author": [{"name": "T"}],
            "published": {"date-parts": [[2020, None, 3]]},
            "issued": "2020",
        },
        {"id": "x", "author": [{"name": "T"}], "published": {"date-parts": [[2020, 13]]}},
        {
            "id": "y",
            "author": [{"name": "T", "id": "z", "affiliation": "Univ as text"}],
            "published": {"date-parts": 1},
        },
    ]
    eco = read_crossref(odd)
    assert eco.collaborations["collab_id"].tolist() == ["7", "x", "y"]
    assert eco.collaborations["doi"].isna().all()
    assert eco.actors["actor_id"].tolist() == ["T", "Univ as text"]
    assert set(eco.issues["action"]) == {"set to missing", "kept; absent from every window"}


def test_what_is_refused() -> None:
    with pytest.raises(UnknownName, match="unit='country' is not known"):
        read_crossref(ITEMS, unit="country")
    with pytest.raises(LoadError, match=r"no record is an item of Crossref.*'title'"):
        read_crossref([{"title": "x"}])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=4)
    | st.sampled_from(["https://ror.org/1", "10.1/x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "id", "affiliation", "family", "ORCID", "date-parts", "title"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@settings(max_examples=4)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"author": JSON}, optional={"DOI": JSON, "issued": JSON, "title": JSON, "funder": JSON}
        ),
        min_size=20,
        max_size=30,
    ),
    st.sampled_from(["organisation", "author"]),
)
def test_any_shape_gives_a_result_or_an_error(records: list[dict[str, Any]], unit: Any) -> None:
    try:
        eco = quiet(records, unit=unit)
    except CinetError:
        return
    assert (eco.report["rows_read"] == eco.report["rows_used"] + eco.report["rows_in_issues"]).all()


@needs_data
@pytest.mark.data
def test_golden_counts() -> None:
    folder = Path(str(SHARED), "samples", "crossref")
    eco = quiet(folder / "test_journals_works_2.json")
    silent = eco.issues[eco.issues["column"] == "authors.affiliation"]["value"].astype(int).sum()
    authors = quiet(folder / "test_journals_works_2.json", unit="author")
    assert authors.report[["rows_read", "rows_used"]].values.tolist() == [[20, 20]]
    assert authors.collaborations["authors"].astype(int).sum() == len(authors.participations) == 148
    assert 148 - silent == 127
    assert (authors.report["unknown_columns"] == "").all()
    assert len(quiet(folder / "test_journals_field_queries_0.json", unit="author").participations) == 78
    assert len(quiet(folder).collaborations) == 36
