"""Every record that was read is used, or stands in the issues."""

from __future__ import annotations

import pickle

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import DataLossWarning
from cinet.loaders.records import Records, assemble
from cinet.tables.held import REPORT_COLUMNS
from cinet.tables.issues import issue_rows

FILES = pd.DataFrame(
    {
        "file": ["a.json", "b.json"],
        "format": "made up",
        "encoding": "utf-8",
        "unknown_columns": ["", "colour|shape"],
    }
)


def records(
    rows: list[tuple[str, int, str | None, str | None]], read: list[tuple[str, int]], **more
) -> Records:
    """Rows of file, record, collaboration, actor."""
    frame = pd.DataFrame(rows, columns=["source_file", "source_row", "collab_id", "actor_id"])
    return Records(
        participations=frame,
        actors=frame.drop(columns="collab_id").assign(type="firm"),
        collaborations=frame.drop(columns="actor_id").assign(year="2020"),
        read=pd.DataFrame(read, columns=["source_file", "source_row"]),
        files=FILES,
        **more,
    )


def test_used_and_lost_records_of_each_file():
    made = records(
        [("a.json", 1, "p", "a"), ("a.json", 1, "p", "b"), ("b.json", 1, "q", " "), ("b.json", 2, "p", "a")],
        [("a.json", 1), ("a.json", 2), ("b.json", 1), ("b.json", 2)],
    )
    with pytest.warns(DataLossWarning):
        eco = assemble(made, source="two files")
    assert eco.participations[["collab_id", "actor_id"]].astype(str).values.tolist() == [
        ["p", "a"],
        ["p", "b"],
    ]
    assert eco.report["rows_read"].tolist() == [2, 2]
    assert eco.report["rows_used"].tolist() == [1, 1]
    assert eco.report["rows_in_issues"].tolist() == [1, 1]
    assert eco.report["unknown_columns"].tolist() == ["", "colour|shape"]
    lost = eco.issues[eco.issues["action"] == "dropped"]
    places = lost[lost["table"] == "participations"][["file", "row"]].values.tolist()
    assert places == [["b.json", 1], ["a.json", 2]]
    merged = eco.issues[eco.issues["action"] == "merged"]
    assert merged[["file", "row"]].values.tolist() == [["b.json", 2]]


def test_tables_given_as_frames_have_no_report():
    frame = pd.DataFrame({"collab_id": ["p"], "actor_id": ["a"]})
    eco = Ecosystem(frame[["actor_id"]].assign(type="firm"), frame[["collab_id"]].assign(year=2020), frame)
    assert eco.report.empty
    assert eco.report.columns.tolist() == list(REPORT_COLUMNS)


def test_an_issue_of_the_reader_is_enough():
    told = issue_rows(1, file="a.json", row=pd.array([2]).to_numpy(), reason="retracted", action="dropped")
    with pytest.warns(DataLossWarning):
        eco = assemble(
            records([("a.json", 1, "p", "a")], [("a.json", 1), ("a.json", 2)], issues=told), source="x"
        )
    assert eco.issues["reason"].tolist() == ["retracted"]


def test_attributes_that_differ_are_settled_by_majority():
    made = records([("a.json", n, "p", "a") for n in (1, 2, 3)], [("a.json", n) for n in (1, 2, 3)])
    actors = made.actors.assign(name=["x", "y", "y"])
    eco = assemble(Records(made.participations, actors, made.collaborations, made.read, FILES), source="x")
    assert eco.actors["name"].tolist() == ["y"]
    named = eco.issues[eco.issues["column"] == "name"]
    assert named[["file", "row", "value"]].values.tolist() == [["a.json", 1, "x"]]


def test_the_report_outlives_a_selection_and_a_pickle():
    eco = assemble(records([("a.json", 1, "p", "a")], [("a.json", 1)]), source="x")
    for again in (eco.select(types="firm"), pickle.loads(pickle.dumps(eco))):
        pd.testing.assert_frame_equal(again.report, eco.report)
    copy = eco.report
    copy["rows_read"] = 7
    assert eco.report["rows_read"].tolist() == [1, 0]


def test_a_row_of_an_actor_without_an_id_is_told_once():
    made = records([("a.json", 1, "p", "a"), ("a.json", 2, "p", None)], [("a.json", 1), ("a.json", 2)])
    more = pd.DataFrame({"source_file": "b.json", "source_row": [-7, 3, 4], "actor_id": [None, " ", "z"]})
    actors = pd.concat([made.actors, more.assign(type="firm")], ignore_index=True)
    said = issue_rows(1, file="b.json", row=pd.array([3]).to_numpy(), reason="no name", action="dropped")
    read = pd.concat([made.read, more.drop(columns="actor_id").iloc[:2]], ignore_index=True)
    with pytest.warns(DataLossWarning):
        eco = assemble(
            Records(made.participations, actors, made.collaborations, read, FILES, said), source="x"
        )
    lost = eco.issues[eco.issues["action"] == "dropped"]
    assert lost[["file", "row", "table", "reason"]].astype("object").fillna("").values.tolist() == [
        ["b.json", 3, "", "no name"],
        ["a.json", 2, "participations", "the id is missing or blank"],
        ["b.json", -7, "actors", "the id is missing or blank"],
    ]
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[2, 1, 1], [2, 0, 2]]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a.json", "b.json"]),
            st.integers(1, 4),
            st.sampled_from(["p", "q", None]),
            st.sampled_from(["a", "b", None]),
        ),
        max_size=8,
    )
)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_nothing_is_lost(rows):
    read = [(file, row) for file in ("a.json", "b.json") for row in range(1, 5)]
    eco = assemble(records(rows, read), source="x")
    whole = {(file, row) for file, row, collab, actor in rows if collab and actor}
    dropped = eco.issues[(eco.issues["action"] == "dropped") & eco.issues["row"].notna()]
    told = set(zip(dropped["file"], dropped["row"], strict=True))
    assert whole | told == set(read)
    assert eco.report["rows_used"].sum() == len(whole)
    assert (eco.report["rows_read"] == eco.report["rows_used"] + eco.report["rows_in_issues"]).all()
