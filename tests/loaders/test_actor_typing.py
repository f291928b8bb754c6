"""The ladder of evidence for an actor's type, rung by rung, and what the rules are worth on real names."""

from __future__ import annotations

import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.loaders.actor_typing import TYPE_SOURCES, helix_coverage, type_actors
from cinet.loaders.typing_report import typing_report
from cinet.loaders.uscc import ALPHABET, CATEGORIES, PROVINCES, check_character, read_uscc
from cinet.vocabulary import ACTOR_TYPES

SHARED = os.environ.get("CINET_TEST_DATA")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")

# printed on the sites of their holders; each obeys the check character of GB 32100
PUBLISHED = [
    "91110000600037341L",
    "9144030071526726XG",
    "914403001922038216",
    "91330100799655058B",
    "91110000802100433B",
    "12100000400000624D",
]


def ecosystem(**columns: list[object]) -> Ecosystem:
    size = len(next(iter(columns.values())))
    ids = [f"a{number}" for number in range(size)]
    actors = pd.DataFrame({"actor_id": ids, "type": "unknown", **columns})
    taking = pd.DataFrame({"collab_id": "p", "actor_id": ids})
    return Ecosystem(actors, pd.DataFrame({"collab_id": ["p"], "year": [2020]}), taking)


def coded(body: str) -> str:
    return body + check_character(body)


FIRM, PUBLIC, PRIVATE = (
    coded(body) for body in ("91440300MA5DA8QK3", "12330000400000624", "52110000500000001")
)


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_codes_hold(code: str) -> None:
    assert read_uscc(pd.Series([code]))["problem"].tolist() == [""]


@given(
    st.lists(st.sampled_from(ALPHABET), min_size=9, max_size=9), st.integers(0, 999_999), st.integers(0, 17)
)
def test_one_wrong_character_is_noticed(middle: list[str], region: int, place: int) -> None:
    """All weights are powers of 3, which has no factor in common with 31: every single error changes the sum."""
    right = coded(f"91{region:06d}{''.join(middle)}")
    assert read_uscc(pd.Series([right]))["problem"].tolist() == [""]
    wrong = pd.Series([right[:place] + character + right[place + 1 :] for character in ALPHABET])
    assert ((read_uscc(wrong)["problem"] == "") == (wrong == right)).all()


@given(st.lists(st.sampled_from(ALPHABET), min_size=9, max_size=9), st.integers(8, 15))
def test_two_neighbours_in_the_wrong_order_are_noticed(middle: list[str], place: int) -> None:
    right = coded("91110000" + "".join(middle))
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert (read_uscc(pd.Series([swapped]))["problem"].iloc[0] == "") == (swapped == right)


def test_what_a_code_says() -> None:
    given_codes = pd.Series(
        [" 9111-0000 6000 37341l", "９１１１００００６０００３７３４１Ｌ", None, ""], index=[3, 4, 5, 6]
    )
    read = read_uscc(given_codes)
    assert read.index.tolist() == [3, 4, 5, 6]
    assert read["uscc"].tolist()[:2] == ["91110000600037341L"] * 2
    assert read["uscc"].isna().tolist() == [False, False, True, True]
    assert read["problem"].tolist() == [""] * 4
    assert read.iloc[0][["department", "category", "type", "region_code", "province"]].tolist() == [
        "工商", "企业", "firm", "110000", "北京",
    ]  # fmt: skip
    sole = read_uscc(pd.Series([coded("92440300MA5DA8QK3")])).iloc[0]
    assert sole[["category", "type", "type_confidence"]].tolist() == ["个体工商户", "individual", 0.8]
    assert len(PROVINCES) == 35
    assert all(told.type in ACTOR_TYPES for told in CATEGORIES.values())
    assert read_uscc(pd.Series([], dtype="str")).empty


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("9111", "has 18 characters, not 4"),
        ("91110000600037341I", "the check character should be L"),
        ("9I110000600037341L", "none of the letters I, O, S, V, Z"),
        ("91A10000600037341L", "digits in places 3 to 8"),
        (coded("99110000600037341"), "no department and category of GB 32100 has the code 99"),
        ("🙂" * 18, "digits in places 3 to 8"),
    ],
)
def test_codes_that_do_not_hold(code: str, problem: str) -> None:
    read = read_uscc(pd.Series([code])).iloc[0]
    assert problem in read["problem"]
    assert pd.isna(read["uscc"])
    assert pd.isna(read["type"])


@given(st.text(max_size=20))
def test_any_text_as_a_code(text: str) -> None:
    read = read_uscc(pd.Series([text], dtype="str"))
    assert read["uscc"].isna().iloc[0] or read["problem"].iloc[0] == ""


def test_the_ladder() -> None:
    eco = ecosystem(
        name=[
            "Foo GmbH",
            "浙江某某中心",
            "University of X",
            "Ministry of Y",
            "nobody",
            "Foo Ltd",
            "某某学院",
        ],
        type=["government", "unknown", "unknown", "unknown", "unknown", "unknown", "unknown"],
        uscc=[None, PUBLIC, None, None, None, "9111", PRIVATE],
        ror_type=[None, None, "Company", None, None, "nonsense", None],
    )
    typed = type_actors(eco, table={"a3": "企业", "zz": "firm"}, script="table")
    rows = typed.actors[["type", "type_source", "type_confidence"]].values.tolist()
    assert rows == [
        ["government", "source code", 0.95],
        ["other", "unified social credit code", 0.5],
        ["firm", "ROR or OpenAlex type", 0.9],
        ["firm", "user table", 1.0],
        ["unknown", "unknown", 0.0],
        ["firm", "legal form", 0.9],
        ["university", "unified social credit code", 0.85],
    ]
    assert typed.actors["region_code"].tolist()[1] == "330000"
    assert typed.issues[["column", "value", "action"]].values.tolist() == [
        ["actor_id", "zz", "doubted: not used"],
        ["uscc", "9111", "doubted: not used"],
        ["ror_type", "nonsense", "doubted: not used"],
    ]
    assert set(typed.actors["type_source"]) <= set(TYPE_SOURCES)
    # a second time nothing changes, and better evidence still goes before
    again = type_actors(typed, script="table")
    pd.testing.assert_frame_equal(again.actors, typed.actors)
    last = type_actors(typed, table=pd.DataFrame({"name": ["University of X"], "type": ["university"]}))
    assert last.actors["type"].tolist()[2] == "university"
    assert eco.actors["type"].tolist()[1:] == ["unknown"] * 6


def test_evidence_that_disagrees_is_doubted() -> None:
    eco = ecosystem(name=["X"], type=["university"], uscc=[FIRM], ror_type=["facility"])
    typed = type_actors(eco)
    assert typed.actors["type"].tolist() == ["university"]
    assert typed.issues["reason"].tolist() == [
        "'a0' is 'firm' by the unified social credit code and 'university' by the source code",
        "'a0' is 'research_institute' by the ROR or OpenAlex type and 'university' by the source code",
    ]
    assert set(typed.issues["action"]) == {"doubted: 'university' kept"}


def test_a_name_that_does_not_fit_the_category_decides_nothing() -> None:
    eco = ecosystem(name=["某某有限公司", "某某中学"], uscc=[PUBLIC, PUBLIC])
    assert type_actors(eco).actors["type"].tolist() == ["other", "university"]


def test_codes_without_names() -> None:
    eco = ecosystem(uscc=[PUBLIC, FIRM])
    typed = type_actors(eco)
    assert typed.actors["type"].tolist() == ["other", "firm"]


def test_without_rules() -> None:
    eco = ecosystem(name=["Foo GmbH"])
    assert type_actors(eco, rules=False).actors["type_source"].tolist() == ["unknown"]


def test_universities_among_companies() -> None:
    eco = ecosystem(name=["University of X", "Museum Tech Ltd", "Institut Y"], type=["firm"] * 3)
    typed = type_actors(eco, rules=False, correct={"firm": ["university", "research_institute"]})
    assert typed.actors["type"].tolist() == ["university", "firm", "firm"]
    assert typed.actors["type_source"].tolist() == [
        "name rule over source code",
        "source code",
        "source code",
    ]
    assert typed.issues[["value", "action"]].values.tolist() == [
        ["University of X", "type set to 'university'"]
    ]
    assert type_actors(eco, correct={"firm": "university"}).actors["type"].tolist()[0] == "university"


def test_what_a_reader_said_of_its_types_stays() -> None:
    eco = ecosystem(
        name=["Foo GmbH", "Bar GmbH"],
        type=["other", "other"],
        type_source=["unit of the reader", None],
        type_confidence=["0.4", "n/a"],
    )
    typed = type_actors(eco, table=pd.Series({"a1": "firm"}))
    assert typed.actors[["type", "type_source", "type_confidence"]].values.tolist() == [
        ["other", "unit of the reader", 0.4],
        ["firm", "user table", 1.0],
    ]


def test_tables_that_cannot_be_used() -> None:
    eco = ecosystem(ror_type=["company"])
    with pytest.raises(
        UnknownName, match=r"the table of types names 'frim', which is no actor type\. Did you mean 'firm'"
    ):
        type_actors(eco, table={"a0": "frim"})
    with pytest.raises(
        SchemaError, match=r"needs the columns 'actor_id' \(or 'name'\) and 'type'; it has 'id'"
    ):
        type_actors(eco, table=pd.DataFrame({"id": ["a0"]}))
    with pytest.raises(SchemaError, match="and the actors have no names"):
        type_actors(eco, table=pd.DataFrame({"name": ["X"], "type": ["firm"]}))
    with pytest.raises(SchemaError, match="names 'a0' more than once"):
        type_actors(eco, table=pd.DataFrame({"actor_id": ["a0", "a0"], "type": ["firm", "user"]}))
    named = ecosystem(name=["X"])
    with pytest.raises(UnknownName, match="correct= names 'frim'"):
        type_actors(named, correct={"frim": "university"})


def test_coverage_of_a_helix() -> None:
    eco = ecosystem(type=["firm", "firm", "hospital"])
    found = helix_coverage(eco)
    assert found.index.tolist() == ["firm", "hospital"]
    assert found["actors"].tolist() == found["participations"].tolist() == [2, 1]
    assert found["part"].iloc[0] == "firm"
    assert pd.isna(found["part"].iloc[1])


TYPED = pd.DataFrame(
    {
        "actor_id": ["a", "b", "c", "d", "e"],
        "type": ["firm", "firm", "university", "unknown", "firm"],
        "type_source": ["legal form", "name rule", "name rule", "unknown", "name rule"],
    }
)
LABELS = {"a": "firm", "b": "university", "c": "university", "d": "firm"}


@pytest.mark.parametrize(
    "labelled",
    [LABELS, pd.Series(LABELS), pd.DataFrame({"actor_id": LABELS.keys(), "type": LABELS.values()})],
    ids=["mapping", "series", "frame"],
)
def test_a_report_by_hand(labelled) -> None:
    report = typing_report(TYPED, labelled)
    assert report.loc[("all", "all")].tolist()[:6] == [4, 3, 2, 2 / 3, 1 / 2, 1 / 2]
    assert report.loc[("type", "firm")].tolist()[:6] == [2, 2, 1, 1 / 2, 1 / 2, 1 / 2]
    assert report.loc[("type", "university")].tolist()[:6] == [2, 1, 1, 1, 1 / 2, 3 / 4]
    assert report.loc[("type_source", "name rule")].tolist()[:6] == [2, 2, 1, 1 / 2, 1 / 2, 1 / 2]
    assert np.isnan(report.loc[("type_source", "unknown"), "precision"])
    confusion = report.loc["type", ["as firm", "as university", "as unknown"]]
    assert confusion.values.tolist() == [[1, 0, 1], [1, 1, 0]]


def test_types_that_nobody_labelled() -> None:
    report = typing_report(
        TYPED.drop(columns="type_source"),
        {"a": "大学", "e": "universities"},
        labels={"universities": "university"},
    )
    assert np.isnan(report.loc[("type", "firm"), "recall"])
    assert report.loc[("type", "firm"), "precision"] == 0
    assert report.index.get_level_values("by").unique().tolist() == ["all", "type"]


def test_an_ecosystem_against_its_own_codes() -> None:
    eco = ecosystem(
        name=["Foo GmbH", "University of X", "Nobody", "Ministry", None],
        type=["firm", "firm", "firm", "unknown", "firm"],
    )
    report = typing_report(type_actors(eco))
    assert report.loc[("all", "all"), ["labelled", "typed", "right"]].tolist() == [3, 2, 1]
    assert report.loc[("type", "firm"), "as university"] == 1
    labelled = ecosystem(type=["firm", "university", "unknown", "unknown", "unknown"])
    assert typing_report(type_actors(eco), labelled).loc[("all", "all"), "labelled"] == 2


def test_reports_that_cannot_be_made() -> None:
    with pytest.raises(SchemaError, match="the typed actors have no column 'type'"):
        typing_report(TYPED[["actor_id"]], LABELS)
    with pytest.raises(SchemaError, match="the typed actors have no column 'name'"):
        typing_report(TYPED)
    with pytest.raises(SchemaError, match="the labelled actors have no column 'actor_id'"):
        typing_report(TYPED, pd.DataFrame({"id": ["a"], "type": ["firm"]}))
    with pytest.raises(SchemaError, match="the labels name 'a' more than once"):
        typing_report(TYPED, pd.DataFrame({"actor_id": ["a", "a"], "type": ["firm", "user"]}))
    with pytest.raises(SchemaError, match="the labels hold 'HES', which are no actor types"):
        typing_report(TYPED, {"a": "HES"})
    with pytest.raises(EmptySelection, match="the ids of the two do not meet"):
        typing_report(TYPED, {"z": "firm"})
