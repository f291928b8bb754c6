"""DataCite: answers of the API and DataCite JSON of several spellings; nameType tells persons from organisations."""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError
from cinet.loaders.crossref import read_crossref
from cinet.loaders.datacite import read_datacite

SHARED = os.environ.get("CINET_TEST_DATA")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")
ORCID = {"nameIdentifier": "https://orcid.org/0000-0001", "nameIdentifierScheme": "ORCID"}
ROR = {"nameIdentifier": "https://ror.org/01AB", "nameIdentifierScheme": "ROR"}


def quiet(source: object, **options: Any) -> Ecosystem:
    with warnings.catch_warnings(action="ignore", category=DataLossWarning):
        return read_datacite(source, **options)


RECORD = {
    "doi": "10.5/ABC",
    "types": {"resourceTypeGeneral": "Dataset"},
    "titles": [{"title": None}, {"title": "Soil &lt; 2 m"}],
    "publisher": {"name": "Archive"},
    "publicationYear": 2021,
    "dates": [{"dateType": "Created", "date": "2020"}, {"dateType": "Issued", "date": "2021-02-03/2021-04-01"}],
    "fundingReferences": [{"funderName": "Fund"}],
    "creators": [
        {"name": "Lee, Ann", "nameType": "Personal", "givenName": "Ann", "familyName": "Lee",
         "nameIdentifiers": [ORCID, ORCID, {"nameIdentifier": ""}], "affiliation": ["Univ X", "Lab Y"]},
        {"name": "Survey", "nameType": "Organizational", "nameIdentifiers": [ROR, ROR]},
        {"name": "Berg, Bo", "familyName": "Berg", "givenName": "Bo",
         "affiliation": [{"name": "Univ X", "affiliationIdentifier": "https://ror.org/02"},
                         {"name": "Hut", "affiliationIdentifier": "grid.1"}]},
        {"name": "unclear"},
    ],
    "contributors": [{"name": "Host", "nameType": "Organizational", "contributorType": "HostingInstitution"}],
}  # fmt: skip


def test_creators(tmp_path: Path) -> None:
    answer = {"data": [{"id": "10.5/abc", "type": "dois", "attributes": {**RECORD, "shade": 1}}], "meta": {}}
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer))
    eco = read_datacite(path)
    assert eco.report.values.tolist() == [["answer.json", "JSON", "utf-8", 1, 1, 0, "shade"]]
    assert eco.actors[["actor_id", "type", "subtype"]].fillna("").values.tolist() == [
        ["0000-0001", "individual", "person"],
        ["Bo Berg", "individual", "person"],
        ["https://ror.org/01ab", "unknown", "organisation"],
        ["unclear", "unknown", ""],
    ]
    event = eco.collaborations.iloc[0]
    assert event[["collab_id", "kind", "title", "publisher", "funders", "authors"]].tolist() == [
        "10.5/abc", "Dataset", "Soil < 2 m", "Archive", "Fund", "4",
    ]  # fmt: skip
    assert [event[name].strftime("%Y-%m-%d") for name in ("start", "end")] == ["2021-02-03", "2021-04-01"]
    more = read_datacite(path, contributors=True)
    assert set(more.participations["role"]) == {"creator", "HostingInstitution"}


def test_institutions() -> None:
    eco = quiet([RECORD, {"doi": "10.5/z", "creators": [{"name": "A"}]}], unit="organisation")
    assert eco.actors["actor_id"].tolist() == [
        "Hut", "Lab Y", "Univ X", "https://ror.org/01ab", "https://ror.org/02",
    ]  # fmt: skip
    assert eco.issues[["row", "value", "action"]].values.tolist() == [
        [1, "1", "doubted: the others kept"], [2, "1", "dropped"],
    ]  # fmt: skip


def test_older_spellings() -> None:
    older = {
        "identifiers": [{"identifier": "7", "identifierType": "local"},
                        {"identifier": "https://doi.org/10.5/OLD", "identifier_type": "DOI"}],
        "creators": {"type": "Person", "id": "https://orcid.org/0000-0002", "name": "A B"},
        "publication_year": "2016",
        "publisher": "P",
        "dates": {"date": "2016-03-27", "dateType": "Issued"},
        "funding_references": [{"funderName": "F"}],
        "titles": [{}],
    }  # fmt: skip
    eco = read_datacite(older)
    assert eco.actors[["actor_id", "name"]].values.tolist() == [["0000-0002", "A B"]]
    assert eco.collaborations[["collab_id", "funders", "publisher"]].values.tolist() == [
        ["10.5/old", "F", "P"]
    ]
    assert eco.issues["action"].tolist() == ["doubted: read as a list of one"]


def test_what_is_lost_or_refused() -> None:
    eco = quiet([{"creators": [{"name": "A"}]}, {"doi": "10.5/e", "creators": []}, RECORD])
    assert eco.report.iloc[0, 3:6].tolist() == [3, 1, 2]
    assert eco.issues[eco.issues["action"] == "dropped"]["row"].tolist() == [1, 2]
    with pytest.raises(LoadError, match="CSL JSON is read by read_crossref"):
        read_datacite([{"author": [{"family": "A"}], "DOI": "10.1/x"}])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=4)
    | st.sampled_from(["https://ror.org/1", "Personal"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "name",
                    "familyName",
                    "nameType",
                    "affiliation",
                    "nameIdentifiers",
                    "nameIdentifier",
                    "affiliationIdentifier",
                ]
            ),
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
            {"creators": JSON},
            optional={
                "doi": JSON,
                "dates": JSON,
                "titles": JSON,
                "types": JSON,
                "publisher": JSON,
                "attributes": JSON,
            },
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
def test_every_sample_is_read_or_refused() -> None:
    folder = Path(str(SHARED), "samples", "datacite")
    persons = {
        "crosscite.json": ["Kristian Garza"],
        "datacite-user-example.json": ["Julia M. Rovera"],
        "datacite.json": ["0000-0003-1419-2405"],
        "datacite_wrong_nameIdentifiers.json": ["0000-0003-1419-2405", "0000-0003-1419-2407"],
    }
    for name, expected in persons.items():
        eco = read_datacite(folder / name)
        assert eco.actors["actor_id"].tolist() == expected
        assert (eco.report["unknown_columns"] == "").all()
    for name in ("citeproc.json", "datacite_89.json"):
        with pytest.raises(LoadError, match="none has 'creators'"):
            read_datacite(folder / name)
    assert read_crossref(folder / "citeproc.json", unit="author").actors["name"].tolist() == ["Martin Fenner"]
