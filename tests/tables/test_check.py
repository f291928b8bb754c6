"""The door: every rule, and that nothing is lost without an issue."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from cinet.errors import SchemaError
from cinet.tables.check import check_tables
from cinet.tables.held import Tables
from cinet.tables.issues import ISSUE_COLUMNS, Origin, join_issues
from cinet.tables.schema import TABLES, admit

ACTORS = {"actor_id": ["a", "b", "c"], "type": ["firm", "university", "user"]}
EVENTS = {"collab_id": ["p", "q"], "start": ["2019-05-01", "2020-06-01"]}
TAKING = {"collab_id": ["p", "p", "q"], "actor_id": ["a", "b", "c"]}


def check(actors: Any = None, events: Any = None, taking: Any = None, **options: Any) -> Tables:
    return check_tables(
        pd.DataFrame(actors or ACTORS),
        pd.DataFrame(events or EVENTS),
        pd.DataFrame(taking or TAKING),
        **options,
    )


def said(tables: Tables) -> list[list[Any]]:
    found = tables.issues[["table", "column", "value", "reason", "action"]].astype(object)
    return found.where(found.notna(), None).values.tolist()


def test_clean_tables_have_no_issues() -> None:
    tables = check()
    assert said(tables) == []
    assert tables.issues.columns.tolist() == list(ISSUE_COLUMNS)
    assert tables.issues["row"].dtype == "Int64"
    assert tables.collaborations["year"].tolist() == [2019, 2020]
    assert tables.participations["actor_id"].cat.categories.tolist() == ["a", "b", "c"]
    assert not tables.participations["collab_id"].cat.ordered


def test_blank_ids_are_dropped() -> None:
    tables = check(
        {"actor_id": ["a", None, " "], "type": ["firm"] * 3},
        taking={"collab_id": ["p", None], "actor_id": ["a", "a"]},
    )
    assert tables.actors["actor_id"].tolist() == ["a"]
    assert said(tables) == [
        ["actors", "actor_id", None, "the id is missing or blank", "dropped"],
        ["actors", "actor_id", None, "the id is missing or blank", "dropped"],
        ["participations", "collab_id", None, "the id is missing or blank", "dropped"],
    ]


def test_ids_meet_across_blanks_forms_and_types() -> None:
    tables = check(
        {"actor_id": ["Cafe\u0301 ", "b"], "type": ["firm", "firm"]},
        {"collab_id": [1, 2]},
        {"collab_id": ["1", "2"], "actor_id": ["Caf\u00e9", " b"]},
    )
    assert len(tables.participations) == 2


def test_look_alike_ids_are_kept_apart_and_listed_once() -> None:
    tables = check({"actor_id": ["a", "A", "b", "c"], "type": ["firm"] * 4})
    assert len(tables.actors) == 4
    assert said(tables) == [
        [
            "actors",
            "actor_id",
            "A, a",
            "these ids differ only in case, width or blanks",
            "doubted: kept apart",
        ]
    ]


def test_equal_rows_merge_and_different_rows_keep_the_first() -> None:
    tables = check(
        {
            "actor_id": ["a", "b", "c", "a", "a"],
            "type": ["firm", "user", "user", "firm", "user"],
            "n": [1, 2, 3, 1, None],
        }
    )
    assert tables.actors["type"].tolist() == ["firm", "user", "user"]
    assert said(tables) == [
        ["actors", "type", "user", "'a' stands more than once, first with 'firm'", "first kept"],
        ["actors", "n", None, "'a' stands more than once, first with '1.0'", "first kept"],
        ["actors", None, "a", "the same row stands more than once", "merged"],
    ]


def test_dangling_participations() -> None:
    taking = {"collab_id": ["p", "z", "q"], "actor_id": ["a", "a", "y"]}
    tables = check(taking=taking)
    assert len(tables.participations) == 1
    assert [row[1:] for row in said(tables)] == [
        ["collab_id", "z", "the collaborations table does not hold this id", "dropped"],
        ["actor_id", "y", "the actors table does not hold this id", "dropped"],
    ]
    with pytest.raises(
        SchemaError, match=r"name 1 collaborations .* does not hold: 'z' \(column 'collab_id', 1 rows\)"
    ):
        check(taking=taking, on_dangling="raise")


def test_an_actor_stands_once_in_a_collaboration() -> None:
    taking = {"collab_id": ["p", "p", "q"], "actor_id": ["a", "a", "b"], "role": ["lead", "partner", "lead"]}
    tables = check(taking=taking)
    assert tables.participations["role"].tolist() == ["lead", "lead"]
    assert [row[1:] for row in said(tables)] == [
        [None, "p / a", "the actor stands more than once in this collaboration", "merged"],
        ["role", "partner", "'p / a' stands more than once, first with 'lead'", "first kept"],
    ]
    assert len(said(check(taking={**taking, "role": ["lead"] * 3}))) == 1
    tables = check(taking={**taking, "weight": [1, 2, 3]})
    assert tables.participations["weight"].tolist() == [3.0, 3.0]
    assert said(tables)[0][-1] == "merged; weights added"


@pytest.mark.parametrize("weight", [None, np.inf, -np.inf, np.nan, -1, "x"])
def test_weights_that_are_none(weight: Any) -> None:
    taking = {**TAKING, "weight": pd.Series([weight, "1", "2"], dtype=object)}
    tables = check(taking=taking)
    assert tables.participations["weight"].tolist() == [1.0, 2.0]
    assert said(tables)[0][-2:] == ["the weight is missing, negative or not a finite number", "dropped"]
    with pytest.raises(SchemaError, match="1 participations have a weight that is no finite positive number"):
        check(taking=taking, on_weight="raise")


def test_weight_zero_is_no_participation() -> None:
    tables = check(taking={**TAKING, "weight": [0, 1, 2]}, on_weight="raise")
    assert len(tables.participations) == 2
    assert said(tables)[0][1:] == ["weight", "0", "weight 0 is no participation", "dropped"]


def test_no_participation_left() -> None:
    tables = check(taking={**TAKING, "weight": [0, 0, 0]})
    assert len(tables.participations) == 0
    assert tables.participations["weight"].dtype == np.float64


def test_unknown_types() -> None:
    tables = check({"actor_id": ["a", "b", "c"], "type": ["univercity", None, "未知"]})
    assert tables.actors["type"].tolist() == ["unknown"] * 3
    assert said(tables) == [
        [
            "actors",
            "type",
            "univercity",
            "the type is not known. Did you mean 'university'?",
            "type set to 'unknown'",
        ],
        ["actors", "type", None, "the type is missing", "type set to 'unknown'"],
    ]


def test_a_column_of_names_is_no_column_of_types() -> None:
    many = [f"name {number}" for number in range(101)]
    tables = check({"actor_id": many, "type": many}, taking={"collab_id": [], "actor_id": []})
    assert set(tables.issues["reason"][:101]) == {"the type is not known."}


def test_types_through_a_crosswalk_and_none_at_all() -> None:
    assert check({"actor_id": ["a"], "type": ["HES"]}, scheme="cordis").actors["type"].tolist() == [
        "university"
    ]
    tables = check({"actor_id": ["a", "b", "c"]})
    assert tables.actors["type"].tolist() == ["unknown"] * 3
    assert said(tables) == [
        ["actors", "type", None, "the table has no column 'type'", "type set to 'unknown'"]
    ]


def test_undated_collaborations_are_kept() -> None:
    tables = check(events={"collab_id": ["p", "q"], "year": [None, None]})
    assert tables.collaborations["start"].isna().all()
    assert tables.collaborations["year"].isna().all()
    assert [row[1:] for row in said(tables)] == [
        ["start", "p", "undated", "kept; absent from every window"],
        ["start", "q", "undated", "kept; absent from every window"],
    ]


def test_a_table_without_dates_is_told_of_once() -> None:
    tables = check(events={"collab_id": ["p", "q"]})
    assert tables.collaborations["start"].isna().all()
    assert tables.collaborations["year"].isna().all()
    assert [row[1:] for row in said(tables)] == [
        [
            "start",
            None,
            "undated: the table has no column 'start' or 'year'",
            "kept; absent from every window",
        ],
    ]


def test_dates_that_cannot_be_read() -> None:
    tables = check(events={"collab_id": ["p", "q"], "start": ["1 May 2019", "2020"], "end": ["x", None]})
    assert tables.collaborations["start"].isna().tolist() == [True, False]
    assert [row[1:3] for row in said(tables)] == [["start", "1 May 2019"], ["end", "x"], ["start", "p"]]
    tables = check(
        events={"collab_id": ["p"], "start": ["31.05.2019"]}, taking={**TAKING}, date_format="%d.%m.%Y"
    )
    assert tables.collaborations["year"].tolist() == [2019]


def test_year_and_start_complete_each_other() -> None:
    events = {
        "collab_id": ["p", "q", "r"],
        "start": ["2019-05-01", None, "2021-01-01"],
        "year": ["2018", "2020", "x"],
    }
    tables = check(events=events)
    assert tables.collaborations["year"].tolist() == [2018, 2020, 2021]
    assert tables.collaborations["start"].dt.strftime("%Y-%m-%d").tolist() == [
        "2019-05-01",
        "2020-01-01",
        "2021-01-01",
    ]
    assert [row[1:] for row in said(tables)] == [
        ["year", "x", "not a year", "set to missing"],
        ["year", "2018", "not the year of the start", "doubted: kept"],
    ]


def test_an_end_before_the_start_is_doubted() -> None:
    tables = check(events={**EVENTS, "end": ["2018-01-01", "2021-01-01"]})
    assert said(tables) == [
        ["collaborations", "end", "2018-01-01", "the end is before the start", "doubted: kept"]
    ]


def test_numbers_of_participations() -> None:
    tables = check(taking={**TAKING, "amount": ["1.5", "1,5", "x"], "share": [0.5, 0.5, 1]})
    assert tables.participations["amount"].tolist()[:2] == [1.5, 1.5]
    assert said(tables) == [["participations", "amount", "x", "not a number", "set to missing"]]


def test_numbers_that_can_be_read_in_two_ways() -> None:
    taking = {**TAKING, "amount": ["1,500", "2", "3"], "weight": ["1", "2,500", "1"]}
    two = "two numbers are written so: the decimal mark can be told with decimal="
    assert said(check(taking=taking)) == [
        ["participations", "weight", "2,500", two, "dropped"],
        ["participations", "amount", "1,500", two, "set to missing"],
    ]
    told = check(taking=taking, decimal=",")
    assert said(told) == []
    assert told.participations[["amount", "weight"]].values.tolist() == [[1.5, 1.0], [2.0, 2.5], [3.0, 1.0]]
    assert check(taking=taking, decimal=".").participations["weight"].tolist() == [1.0, 2500.0, 1.0]
    with pytest.raises(SchemaError, match="decimal=';' is neither"):
        check(decimal=";")


def test_collaborations_of_one_actor_are_no_issue() -> None:
    assert said(check(taking={"collab_id": ["p"], "actor_id": ["a"]})) == []


def test_issues_name_file_and_line() -> None:
    origins = {"participations": Origin("p.csv", np.array([2, 3, 7]))}
    tables = check(taking={**TAKING, "weight": ["1", "1", "-1"]}, origins=origins)
    assert tables.issues[["file", "row"]].values.tolist() == [["p.csv", 7]]


def test_columns_are_kept_in_canonical_order_as_text() -> None:
    actors = pd.DataFrame(
        {
            "extra": pd.Series([{"k": 1}, None, "x"], dtype=object),
            "country": pd.Categorical(["CN", "DE", None]),
            "type": ["firm"] * 3,
            "actor_id": ["a", "b", "c"],
        }
    )
    tables = check_tables(actors, pd.DataFrame(EVENTS), pd.DataFrame(TAKING))
    assert tables.actors.columns.tolist() == ["actor_id", "type", "country", "extra"]
    assert tables.actors["country"].dtype == "str"
    assert tables.actors["extra"].tolist()[0] == "{'k': 1}"
    assert tables.actors["extra"].isna().tolist() == [False, True, False]


def test_the_frames_given_are_left_as_they_are() -> None:
    actors, events, taking = (
        pd.DataFrame(part) for part in (ACTORS, EVENTS, {**TAKING, "weight": ["1", "2", "3"]})
    )
    copies = [frame.copy() for frame in (actors, events, taking)]
    check_tables(actors, events, taking)
    for frame, copy in zip((actors, events, taking), copies, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


def test_tables_that_are_none() -> None:
    with pytest.raises(SchemaError, match="must be a pandas DataFrame, not list"):
        admit([1], TABLES["actors"])
    with pytest.raises(SchemaError, match=r"no column 'actor_id'. Did you mean 'actor_ID'\?"):
        admit(pd.DataFrame({"actor_ID": ["a"]}), TABLES["actors"])
    with pytest.raises(SchemaError, match="more than one column named 'actor_id'"):
        admit(pd.DataFrame([["a", "b"]], columns=["actor_id", "actor_id"]), TABLES["actors"])
    with pytest.raises(SchemaError, match="on_dangling='keep' is neither"):
        check(on_dangling="keep")


def test_issues_join() -> None:
    assert join_issues([]).columns.tolist() == list(ISSUE_COLUMNS)
    assert len(join_issues([])) == 0


@pytest.mark.parametrize("year", [31, 1492, 2400, 9999])
def test_years_far_from_ours_are_years(year):
    checked = check_tables(
        pd.DataFrame({"actor_id": ["a"], "type": ["firm"]}),
        pd.DataFrame({"collab_id": ["p"], "year": [year]}),
        pd.DataFrame({"collab_id": ["p"], "actor_id": ["a"]}),
    )
    assert checked.collaborations["year"].tolist() == [year]
    assert checked.collaborations["start"].dt.year.tolist() == [year]


def test_ids_that_are_lists_are_refused():
    with pytest.raises(SchemaError, match=r"'actor_id' holds what is no id: .*Ids are texts or numbers"):
        check_tables(
            pd.DataFrame({"actor_id": [["a"]], "type": ["firm"]}),
            pd.DataFrame({"collab_id": ["p"]}),
            pd.DataFrame({"collab_id": ["p"], "actor_id": ["a"]}),
        )
