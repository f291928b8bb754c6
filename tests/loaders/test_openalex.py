"""OpenAlex: pages, lines and parts of the snapshot; parents and children; what is cut, retracted or merged."""

from __future__ import annotations

import gzip
import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, SchemaError, UnknownName
from cinet.loaders.lineage import folded, same_person
from cinet.loaders.openalex import read_openalex
from cinet.loaders.openalex_ids import ror_types

BASE = "https://openalex.org/"


def institution(
    number: int, kind: str | None = "education", above: list[int] | None = None
) -> dict[str, Any]:
    return {
        "id": f"{BASE}I{number}",
        "display_name": f"Place {number}",
        "ror": f"https://ror.org/0{number}",
        "country_code": "NZ" if number % 2 else "AU",
        "type": kind,
        "lineage": [f"{BASE}I{one}" for one in [*(above or []), number]],
    }


def slot(author: int | None, *institutions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "author_position": "first",
        "author": {"id": None if author is None else f"{BASE}A{author}", "display_name": f"P {author}"},
        "institutions": list(institutions),
        **more,
    }


def work(number: int, *slots: Any, **more: Any) -> dict[str, Any]:
    told = {"publication_date": "2020-03-01", "publication_year": 2020, "title": f"T{number}"}
    return {"id": f"{BASE}W{number}", "authorships": list(slots), **told, **more}


def quiet(source: object, **options: Any) -> Ecosystem:
    with warnings.catch_warnings(action="ignore", category=DataLossWarning):
        return read_openalex(source, **options)


def told(eco: Ecosystem) -> list[list[Any]]:
    return eco.issues[["row", "column", "value", "action"]].values.tolist()


def taking(eco: Ecosystem) -> list[tuple[str, str]]:
    frame = eco.participations
    return list(zip(frame["collab_id"].astype(str), frame["actor_id"].astype(str), strict=True))


def balanced(eco: Ecosystem) -> bool:
    report = eco.report
    return bool((report["rows_read"] == report["rows_used"] + report["rows_in_issues"]).all())


def test_a_page(tmp_path: Path) -> None:
    lab = slot(
        2,
        institution(2, "company"),
        institution(3, None),
        is_corresponding=True,
        raw_affiliation_strings=["Place 2, Hill; Place 3"],
        affiliations=[
            {"raw_affiliation_string": "Place 2, Hill", "institution_ids": [f"{BASE}I2"]},
            {"raw_affiliation_string": "lost", "institution_ids": None},
            {"raw_affiliation_string": "lost", "institution_ids": [None]},
        ],
    )
    first = slot(1, institution(1), raw_affiliation_strings=["Dept, Place 1"])
    topic = {"display_name": "Wool", "field": {"display_name": "Textiles"}, "domain": None}
    page = {
        "meta": {"count": 1},
        "results": [
            work(
                1, first, lab,
                doi="https://doi.org/10.1/ABC", type="article", primary_topic=topic, hue="red",
                funders=[{"display_name": "Fund"}], awards=[{"funder_display_name": "Fund"}, {}],
            )
        ],
    }  # fmt: skip
    path = tmp_path / "page.json"
    path.write_text(json.dumps(page), encoding="utf-8-sig")
    eco = read_openalex(path)
    assert eco.source == "OpenAlex, page.json"
    assert eco.report.values.tolist() == [["page.json", "JSON", "utf-8-sig", 1, 1, 0, "hue"]]
    assert eco.actors["type"].tolist() == ["university", "firm", "unknown"]
    assert eco.actors["type_given"].tolist()[:2] == ["education", "company"]
    assert eco.actors["type_source"].tolist()[:2] == ["source code", "source code"]
    assert eco.actors["country"].tolist() == ["NZ", "AU", "NZ"]
    event = eco.collaborations.iloc[0]
    assert event[["collab_id", "kind", "doi", "sector", "topic", "funders", "authors"]].tolist() == [
        "W1", "article", "10.1/abc", "Textiles", "Wool", "Fund", "2",
    ]  # fmt: skip
    parts = eco.participations
    assert parts["share"].tolist() == [0.5, 0.25, 0.25]
    assert parts["corresponding"].tolist() == ["false", "true", "true"]
    assert parts["raw_affiliation"].tolist()[:2] == ["Dept, Place 1", "Place 2, Hill"]
    assert eco.issues[["row", "column", "action"]].values.tolist() == [[1, "type", "type set to 'unknown'"]]


def test_works_that_are_lost_stand_in_the_issues(tmp_path: Path) -> None:
    lines = [
        json.dumps(work(1, slot(1, institution(1)), slot(2))),
        json.dumps(work(2, slot(1), slot(2))),
        json.dumps(work(3)),
        '{"id": "W4", "authorships": [',
        "",
        json.dumps({"id": "W5"}),
        json.dumps(work(6, slot(1, institution(1)))).replace(f'"{BASE}W6"', "null"),
        "[1]",
        json.dumps(work(7, authorships=None)),
        json.dumps({"id": "W8", "authorships": "none"}),
    ]
    path = tmp_path / "part_000.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    with pytest.warns(DataLossWarning):
        eco = read_openalex(path)
    assert eco.report.iloc[0, 1:6].tolist() == ["JSON lines", "utf-8", 9, 1, 8]
    dropped = eco.issues[eco.issues["action"] == "dropped"]
    assert sorted(dropped["row"].tolist()) == [2, 3, 4, 5, 6, 7, 8, 9]
    assert "line 4 is no sound JSON" in dropped.set_index("row").loc[4, "reason"]
    doubted = eco.issues[eco.issues["action"] == "doubted: the others kept"]
    assert doubted[["row", "column", "value"]].values.tolist() == [[1, "authorships.institution", "1"]]


def test_a_parent_and_its_child_are_no_collaboration() -> None:
    child, parent, other = institution(1, above=[2]), institution(2), institution(3, above=[2])
    source = [
        work(1, slot(1, child), slot(2, parent), slot(3, institution(4)), slot(4, child)),
        work(2, slot(1, child), slot(2, other)),
    ]
    eco = read_openalex(source)
    assert taking(eco) == [("W1", "I2"), ("W1", "I4"), ("W2", "I1"), ("W2", "I3")]
    assert eco.participations["institutions_given"].tolist()[:2] == ["I2|I1", "I4"]
    assert eco.participations["share"].tolist()[:2] == [0.75, 0.25]
    assert eco.actors["lineage"].tolist()[0] == "I2"
    assert told(eco) == [[1, "actor_id", "I1", "merged into its ancestor"]]
    apart = read_openalex(source, roll_up=False)
    assert len(apart.participations) == 5
    assert apart.issues.empty


def test_chains_and_rings_of_parents() -> None:
    assert folded({"a": {"a", "b"}, "b": {"b", "c"}, "c": {"c"}}) == {"a": "c", "b": "c"}
    assert folded({"a": {"a", "b"}, "b": {"a", "b"}}) == {"b": "a"}
    assert folded({"a": {"a", "b"}, "b": {"b", "c"}, "c": {"c", "a"}}) == {"a": "c", "b": "c"}
    assert folded({"a": {"a", "b", "c"}, "b": {"b"}, "c": {"c"}}) == {"a": "b"}


@given(st.dictionaries(st.sampled_from("abcde"), st.sets(st.sampled_from("abcdef"))))
def test_whoever_goes_has_somebody_who_stays(lineages: dict[str, set[str]]) -> None:
    into = folded(lineages)
    assert not set(into.values()) & set(into)
    assert set(into) <= set(lineages)
    assert not lineages or len(into) < len(lineages)


def test_one_person_with_two_affiliations() -> None:
    source = [work(1, slot(1, institution(1), institution(2)), slot(2, institution(2))),
              work(2, slot(None, institution(1), institution(2)))]  # fmt: skip
    assert len(read_openalex(source).participations) == 4
    eco = read_openalex(source, require_distinct_persons=True)
    assert taking(eco) == [("W1", "I1"), ("W1", "I2"), ("W2", "I1")]
    assert told(eco) == [[2, "actor_id", "I2", "merged: no two persons"]]
    assert same_person({"a": set(), "b": {"x"}}) == {}
    many = read_openalex(source, unit="country", require_distinct_persons=True)
    assert taking(many) == [("W1", "AU"), ("W1", "NZ"), ("W2", "NZ")]


def test_retracted_cut_and_future() -> None:
    hundred = [slot(number, institution(1)) for number in range(100)]
    source = [
        work(1, slot(1, institution(1)), is_retracted=True, updated_date="2019-01-01T00:00:00"),
        work(2, slot(1, institution(1)), is_authors_truncated=True),
        work(3, slot(1, institution(1)), authors_count=3),
        work(4, *hundred),
        work(5, slot(1, institution(1)), authors_count=1),
    ]
    eco = read_openalex(source)
    assert eco.collaborations["retracted"].tolist() == ["true", "false", "false", "false", "false"]
    assert eco.collaborations["authors_cut"].tolist() == ["false", "true", "true", "true", "false"]
    assert eco.issues[["row", "column"]].values.tolist() == [
        [1, "retracted"], [1, "start"], [2, "authorships"], [3, "authorships"], [4, "authorships"],
    ]  # fmt: skip
    assert eco.issues["action"].str.startswith("doubted").all()


def test_merged_ids(tmp_path: Path) -> None:
    source = [work(1, slot(1, institution(1)), slot(2, institution(2))), work(2, slot(3, institution(1)))]
    eco = read_openalex(source, merged_ids={"I1": f"{BASE}I2"})
    assert taking(eco) == [("W1", "I2"), ("W2", "I2")]
    merged = eco.issues[eco.issues["action"] == "merged"]
    assert merged[["row", "value"]].values.tolist() == [[1, "I1"]]
    folder = tmp_path / "merged_ids" / "institutions"
    folder.mkdir(parents=True)
    table = (
        "merge_date,id,merge_into_id\n2023-04-13,I1,I3\n2023-04-13,I3,I1\n2023-04-13,I2,I7\n2023-04-13,,I9\n"
    )
    (folder / "2023-04-13.csv.gz").write_bytes(gzip.compress(table.encode()))
    for given_as in (tmp_path, [folder / "2023-04-13.csv.gz"]):
        ring = read_openalex(source, merged_ids=given_as)
        assert ring.actors["actor_id"].tolist() == ["I1", "I7"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(LoadError, match="empty holds no"):
        read_openalex(source, merged_ids=tmp_path / "empty")
    with pytest.raises(LoadError, match="a list of paths, not a int"):
        read_openalex(source, merged_ids=[3])
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UnknownName, match="no column 'id'"):
        read_openalex(source, merged_ids=tmp_path / "other.csv")


def test_types_from_ror(tmp_path: Path) -> None:
    source = [work(1, slot(1, institution(1, "funder")), slot(2, institution(3, "funder")))] * 2
    eco = quiet(source)
    assert eco.actors["type"].tolist() == ["intermediary", "intermediary"]
    doubted = eco.issues[eco.issues["column"] == "type"]
    assert doubted[["row", "value"]].values.tolist() == [[1, "I1"], [1, "I3"]]
    dump = [
        {"id": "https://ror.org/01", "types": ["Funder", "education", 7]},
        {"id": "https://ror.org/05", "types": "education"},
        {"id": None, "types": ["company"]},
    ]
    path = tmp_path / "ror.json"
    path.write_text(json.dumps(dump))
    better = quiet(source, ror=path)
    assert better.actors["type"].tolist() == ["university", "intermediary"]
    assert better.actors["type_source"].tolist() == ["ROR", "source code"]
    assert better.actors["type_given"].tolist() == ["funder", "funder"]
    with pytest.raises(LoadError, match="no record with an id and types"):
        ror_types([{"id": 1}])


def test_authors() -> None:
    named = slot(1, institution(1), institution(2), raw_affiliation_string="old form")
    named["author"]["orcid"] = "https://orcid.org/0000-0001"
    odd = slot(2)
    odd["institutions"] = [{"id": None}]
    eco = quiet([work(1, named, odd, slot(None), slot(1)), work(2, slot(None))], unit="author")
    assert eco.actors[["actor_id", "type", "subtype"]].values.tolist() == [
        ["A1", "individual", "person"], ["A2", "individual", "person"],
    ]  # fmt: skip
    assert eco.actors["orcid"].tolist()[0] == "0000-0001"
    assert eco.participations["institutions_given"].tolist()[0] == "I1|I2"
    assert eco.participations["raw_affiliation"].tolist()[0] == "old form"
    assert eco.participations["share"].tolist() == [0.5, 0.25]
    assert [row[:3] for row in told(eco)] == [[1, "authorships.author", "1"], [2, "authorships.author", "1"]]


def test_countries() -> None:
    source = [work(1, slot(1, institution(1), countries=["NZ", "FR", None], is_corresponding=True),
                   slot(2, institution(2)), slot(3)), work(2, slot(1))]  # fmt: skip
    eco = quiet(source, unit="country")
    assert eco.actors[["actor_id", "type"]].values.tolist() == [
        ["AU", "place"],
        ["FR", "place"],
        ["NZ", "place"],
    ]
    assert eco.report["rows_used"].tolist() == [1]
    assert balanced(eco)


def test_odd_shapes() -> None:
    class_of = slot(1, institution(1))
    class_of["author"] = ["A1"]
    number = slot(2, institution(2))
    number["institutions"] = number["institutions"][0]
    bare = {"institutions": [{"id": 7, "lineage": "none"}, {"id": None}, "I9"], "author": None}
    source = [
        work(1, class_of, number, bare, "nobody", primary_topic="wool", grants="x"),
        work(2, slot(1)),
        3,
    ]
    eco = quiet(source)
    assert eco.actors["actor_id"].tolist() == ["7", "I1", "I2"]
    assert balanced(eco)
    columns = set(eco.issues["column"].dropna())
    assert {"authorships", "authorships.institutions", "primary_topic", "grants"} <= columns
    authors = quiet(source, unit="author")
    assert authors.actors["actor_id"].tolist() == ["A1", "A2"]


def test_the_same_work_in_two_pages(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(work(1, slot(1, institution(1)))))
    eco = read_openalex([tmp_path / "a.json", tmp_path / "b.json"])
    assert eco.report["rows_used"].tolist() == [1, 1]
    assert eco.issues["action"].tolist() == ["merged"]
    assert eco.source == "OpenAlex, works"


def test_what_is_refused() -> None:
    with pytest.raises(UnknownName, match="unit='city' is not known"):
        read_openalex([], unit="city")
    with pytest.raises(SchemaError, match="tells institutions apart by their authors"):
        read_openalex([], unit="author", require_distinct_persons=True)
    with pytest.raises(LoadError, match=r"no record is a work of OpenAlex.*'display_name', 'id'"):
        read_openalex({"id": "I1", "display_name": "x"})


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["I1", "I2"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "author",
                    "institutions",
                    "lineage",
                    "ror",
                    "type",
                    "countries",
                    "affiliations",
                    "institution_ids",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=5)
@given(
    st.lists(
        st.fixed_dictionaries({"authorships": JSON}, optional={"id": JSON, "funders": JSON}),
        min_size=20,
        max_size=30,
    ),
    st.sampled_from(["organisation", "author", "country"]),
)
def test_any_shape_gives_a_result_or_an_error(records: list[dict[str, Any]], unit: Any) -> None:
    try:
        eco = quiet(records, unit=unit, require_distinct_persons=unit != "author")
    except CinetError:
        return
    assert balanced(eco)
    assert eco.report["rows_read"].sum() == len(records)
