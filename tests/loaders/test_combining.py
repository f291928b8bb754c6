"""Several sources in one: ids that clash, ids that are shared, attributes that differ, and nothing lost."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import DataLossWarning, SchemaError, UnknownName
from cinet.loaders.combining import combine
from cinet.loaders.records import Records, assemble


def ecosystem(rows: list[tuple[str, str]], source: str | None = None, **columns: object) -> Ecosystem:
    ids = sorted({one for _, one in rows})
    actors = pd.DataFrame({"actor_id": ids, "type": "firm", **columns})
    events = pd.DataFrame({"collab_id": sorted({event for event, _ in rows}), "year": 2020})
    return Ecosystem(actors, events, pd.DataFrame(rows, columns=["collab_id", "actor_id"]), source=source)


def pairs(eco: Ecosystem) -> list[list[str]]:
    return eco.participations[["collab_id", "actor_id"]].astype(str).values.tolist()


ONE = [("p", "a"), ("p", "b")]
TWO = [("q", "a"), ("q", "c")]


def test_ids_that_clash_are_kept_apart() -> None:
    both = combine(ecosystem(ONE, "x"), ecosystem(TWO, "y"))
    assert both.source == "x, y"
    assert both.actors[["actor_id", "source"]].values.tolist() == [
        ["b", "x"],
        ["c", "y"],
        ["x:a", "x"],
        ["y:a", "y"],
    ]
    assert pairs(both) == [["p", "b"], ["p", "x:a"], ["q", "c"], ["q", "y:a"]]
    assert both.collaborations[["collab_id", "source"]].values.tolist() == [["p", "x"], ["q", "y"]]
    assert both.issues[["file", "table", "value", "action"]].values.tolist() == [
        ["x", "actors", "a", "doubted: kept apart as 'x:a'"],
        ["y", "actors", "a", "doubted: kept apart as 'y:a'"],
    ]


def test_ids_of_one_scheme_are_one() -> None:
    both = combine(ecosystem(ONE), ecosystem(TWO), names=["x", "y"], actor_ids={"x": "ror", "y": "ror"})
    assert both.actors[["actor_id", "source"]].values.tolist() == [["a", "x|y"], ["b", "x"], ["c", "y"]]
    assert pairs(both) == [["p", "a"], ["p", "b"], ["q", "a"], ["q", "c"]]
    assert both.issues.empty


def test_two_schemes_and_none() -> None:
    sources = [ecosystem(ONE), ecosystem(ONE), ecosystem(ONE), ecosystem(ONE)]
    whole = combine(
        *sources,
        names=["w", "x", "y", "z"],
        actor_ids={"w": "ror", "x": "pic", "z": "ror"},
        collab_ids="doi",
    )
    assert whole.collaborations[["collab_id", "source"]].values.tolist() == [["p", "w|x|y|z"]]
    assert whole.actors[["actor_id", "source"]].values.tolist() == [
        ["w:a", "w|z"],
        ["w:b", "w|z"],
        ["x:a", "x"],
        ["x:b", "x"],
        ["y:a", "y"],
        ["y:b", "y"],
    ]
    merged = whole.issues[whole.issues["action"] == "merged"]
    assert merged["value"].tolist() == ["p / w:a", "p / w:b"]


def test_what_is_known_goes_before_what_is_not() -> None:
    one = ecosystem(
        ONE, type=["unknown", "firm"], name=[None, "B"], type_source=["unknown", "x"], country=["DE", "DE"]
    )
    two = ecosystem(ONE, type=["university", "unknown"], name=["A", "Bee"], type_source=["y", "unknown"])
    both = combine(one, two, names=["x", "y"], actor_ids="pic", collab_ids="doi")
    assert both.actors[["type", "name", "type_source", "country"]].values.tolist() == [
        ["university", "A", "y", "DE"],
        ["firm", "B", "x", "DE"],
    ]
    differing = both.issues[both.issues["column"] == "name"]
    assert differing[["file", "value", "action"]].values.tolist() == [
        ["y", "Bee", "the most frequent value kept"]
    ]
    nobody = ecosystem(ONE, type="unknown")
    assert (
        combine(nobody, nobody, names=["x", "y"], actor_ids="pic").actors["type"].tolist() == ["unknown"] * 2
    )


def test_a_combination_of_combinations() -> None:
    three = combine(combine(ecosystem(ONE, "x"), ecosystem(TWO, "y")), ecosystem([("r", "b")], "z"))
    assert three.actors[["actor_id", "source"]].values.tolist() == [
        ["c", "y"],
        ["x, y:b", "x"],
        ["x:a", "x"],
        ["y:a", "y"],
        ["z:b", "z"],
    ]
    assert three.source == "x, y, z"
    shared = combine(
        combine(ecosystem(ONE, "x"), ecosystem(ONE, "y"), actor_ids="pic"),
        ecosystem(ONE, "z"),
        actor_ids="pic",
    )
    assert shared.actors["source"].tolist() == ["x|y|z", "x|y|z"]


def test_issues_and_reports_are_joined() -> None:
    place = {"source_file": "a.json", "source_row": [1, 2]}
    frame = pd.DataFrame({"collab_id": ["p", "q"], "actor_id": ["a", None], **place})
    records = Records(
        participations=frame,
        actors=frame.drop(columns="collab_id").assign(type="firm"),
        collaborations=frame.drop(columns="actor_id").assign(year=None),
        read=pd.DataFrame(place),
        files=pd.DataFrame({"file": ["a.json"], "format": "x", "encoding": "utf-8", "unknown_columns": ""}),
    )
    with pytest.warns(DataLossWarning):
        eco = assemble(records, source="x")
    # what was lost before is told, and not warned of again
    both = combine(eco, ecosystem(ONE, "y"))
    assert both.report[["file", "rows_read", "rows_used"]].values.tolist() == [["a.json", 2, 1]]
    assert set(both.issues["reason"]) >= {"undated", "the id is missing or blank"}
    undated = both.issues[both.issues["reason"] == "undated"]
    assert undated["file"].tolist() == ["a.json", "a.json"]


def test_columns_that_one_source_lacks() -> None:
    one = ecosystem(ONE, "x")
    rows = one.participations.assign(role="leader", weight=2.0)
    one = Ecosystem(one.actors, one.collaborations.assign(type="article"), rows, source="x")
    both = combine(one, ecosystem(TWO, "y"))
    assert both.collaborations["type"].isna().tolist() == [False, True]
    assert both.participations["role"].isna().tolist() == [False, False, True, True]
    assert both.participations["weight"].tolist() == [2.0, 2.0, 1.0, 1.0]
    weighed = both.issues[both.issues["column"] == "weight"]
    assert weighed[["file", "action"]].values.tolist() == [["y", "weight set to 1"]]


def test_sources_that_cannot_be_combined() -> None:
    eco = ecosystem(ONE, "x")
    with pytest.raises(SchemaError, match="takes two ecosystems or more, not 1"):
        combine(eco)
    for names in (["x"], ["x", "x"], ["x", " "], ["x", "y|z"], None):
        with pytest.raises(SchemaError, match="2 sources need 2 different names"):
            combine(eco, eco, names=names)
    with pytest.raises(SchemaError, match="not the text 'xy'"):
        combine(eco, eco, names="xy")
    with pytest.raises(
        UnknownName, match=r"given for 'openalx', which is no source\. Did you mean 'openalex'"
    ):
        combine(eco, eco, names=["openalex", "y"], actor_ids={"openalx": "ror"})
    with pytest.raises(SchemaError, match="the actors have an id 'x:a' already"):
        combine(ecosystem([("p", "a"), ("p", "x:a")], "x"), ecosystem(TWO, "y"))


ROWS = st.lists(st.tuples(st.sampled_from("pq"), st.sampled_from("abc")), min_size=1, max_size=5, unique=True)


@settings(max_examples=6)
@given(ROWS, ROWS)
def test_no_participation_is_lost(one: list[tuple[str, str]], two: list[tuple[str, str]]) -> None:
    both = combine(ecosystem(one, "x"), ecosystem(two, "y"))
    assert len(both.participations) == len(one) + len(two)
    shared = combine(ecosystem(one, "x"), ecosystem(two, "y"), actor_ids="s", collab_ids="s")
    assert {tuple(pair) for pair in pairs(shared)} == {*one, *two}
    bare = {tuple(one.rpartition(":")[2] for one in pair) for pair in pairs(both)}
    assert bare == {*one, *two}
    # a network of ids that are kept apart is the two networks side by side
    sizes = np.sort(both.sizes().to_numpy()).tolist()
    assert sizes == sorted([*ecosystem(one).sizes(), *ecosystem(two).sizes()])
