"""GitHub Archive: repositories in stretches of time; people, organisations and bots; the schema before 2015."""

from __future__ import annotations

import gzip
import json
import os
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, UnknownName
from cinet.loaders.gharchive import read_gharchive

SHARED = os.environ.get("CINET_TEST_DATA")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")


def quiet(source: object, **options: Any) -> Ecosystem:
    with warnings.catch_warnings(action="ignore", category=DataLossWarning):
        return read_gharchive(source, **options)


def event(
    who: int, repo: int = 7, kind: str = "PushEvent", at: str = "2024-05-01T08:00:00Z", **more: Any
) -> Any:
    return {
        "id": "1",
        "type": kind,
        "actor": {"id": who, "login": f"user{who}"},
        "repo": {"id": repo, "name": f"x/r{repo}"},
        "created_at": at,
        **more,
    }


def rows(eco: Ecosystem) -> list[list[Any]]:
    frame = eco.participations.astype({"collab_id": str, "actor_id": str})
    return frame[["collab_id", "actor_id", "role", "events"]].values.tolist()


def test_people_organisations_and_bots(tmp_path: Path) -> None:
    org = {"id": 9, "login": "acme"}
    opened = {"pull_request": {"user": {"id": 4, "login": "author", "type": "User"}, "merged": False}}
    hour = [
        event(1, org=org),
        event(1, org=org),
        event(2, kind="PullRequestReviewEvent", org=org, payload=opened),
        event(3, kind="WatchEvent"),
        event(5, actor={"id": 5, "login": "helper[bot]"}),
        event(6, actor={"id": 6, "login": "ci", "type": "Bot"}, kind="BrandNewEvent"),
    ]
    path = tmp_path / "2024-05-01-8.json.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, hour)).encode()))
    eco = read_gharchive(path)
    assert eco.source == "GitHub Archive, 2024-05-01-8.json.gz"
    assert rows(eco) == [
        ["7@2024-05", "1", "pusher", 2],
        ["7@2024-05", "2", "reviewer", 1],
        ["7@2024-05", "4", "author", 1],
        ["7@2024-05", "5", "pusher", 1],
        ["7@2024-05", "6", "BrandNewEvent", 1],
        ["7@2024-05", "9", "owner", 3],
        ["7@2024-05 attention", "3", "watcher", 1],
    ]
    types = dict(eco.actors[["actor_id", "type"]].values.tolist())
    assert types == {
        "1": "user",
        "2": "user",
        "3": "user",
        "4": "user",
        "5": "digital",
        "6": "digital",
        "9": "unknown",
    }
    assert eco.collaborations["kind"].tolist() == ["contribution", "attention"]
    assert eco.collaborations["title"].tolist() == ["x/r7", "x/r7"]
    assert eco.report.iloc[0, 3:6].tolist() == [6, 6, 0]
    assert eco.issues.empty
    assert len(eco.select(kind="contribution").participations) == 6


@pytest.mark.parametrize(
    ("window", "at", "expected"),
    [
        ("day", "2024-05-01T08:00:00Z", ("2024-05-01", "2024-05-01", "2024-05-01")),
        ("week", "2024-01-01T08:00:00Z", ("2024-W01", "2024-01-01", "2024-01-07")),
        ("week", "2023-01-01T08:00:00Z", ("2022-W52", "2022-12-26", "2023-01-01")),
        ("month", "2024-02-29T23:59:59Z", ("2024-02", "2024-02-01", "2024-02-29")),
        ("quarter", "2024-12-31T23:59:59Z", ("2024-Q4", "2024-10-01", "2024-12-31")),
        ("year", "2024-05-01T08:00:00Z", ("2024", "2024-01-01", "2024-12-31")),
        # before 2012 and 2015 the zone is that of the server
        ("day", "2012/03/10 22:57:51 -0800", ("2012-03-11", "2012-03-11", "2012-03-11")),
        ("day", "2012-03-10T22:57:51-08:00", ("2012-03-11", "2012-03-11", "2012-03-11")),
    ],
)
def test_windows(window: Any, at: str, expected: tuple[str, str, str]) -> None:
    told = read_gharchive([event(1, at=at)], window=window).collaborations.iloc[0]
    days = [told[name].strftime("%Y-%m-%d") for name in ("start", "end")]
    assert (told["collab_id"].removeprefix("7@"), *days) == expected


def test_the_schema_before_2015() -> None:
    old = {
        "type": "PushEvent",
        "actor": "ann",
        "actor_attributes": {"login": "ann", "type": "User", "name": "Ann"},
        "repository": {"id": 7, "name": "r", "owner": "x", "organization": "x"},
        "created_at": "2013-01-10T07:58:30-08:00",
    }
    bare = {"actor": "bo", "repository": {"name": "s"}, "created_at": "2013-01-10T07:58:30Z", "type": None}
    eco = read_gharchive([old, bare, {**bare, "repository": {"id": None, "name": "s", "owner": "o"}}])
    assert rows(eco) == [
        ["7@2013-01", "login:ann", "pusher", 1],
        ["7@2013-01", "login:x", "owner", 1],
        ["o/s@2013-01", "login:bo", "event", 1],
        ["s@2013-01", "login:bo", "event", 1],
    ]
    assert eco.collaborations["title"].tolist() == ["x/r", "o/s", "s"]


def test_events_that_are_lost_stand_in_the_issues() -> None:
    source = [
        event(1),
        {**event(1), "repo": {"id": None}},
        {**event(1), "actor": {}},
        event(1, at="last week"),
        event(1, at="2024-13-01T08:00:00Z"),
        event(1, at="0001-01-01T00:00:00+14:00"),
        event(1, at="1970-01-01T00:00:00Z"),
        {**event(1), "created_at": None},
        "no event",
    ]
    with pytest.warns(DataLossWarning) as warned:
        eco = read_gharchive(source)
    assert len(warned) == 1
    assert eco.report.iloc[0, 3:6].tolist() == [9, 1, 8]
    assert eco.issues["row"].tolist() == [2, 3, 4, 5, 6, 7, 8, 9]
    assert set(eco.issues["action"]) == {"dropped"}


def test_names_that_change() -> None:
    renamed = {**event(1), "actor": {"id": 1, "login": "new"}, "repo": {"id": 7, "name": "x/new"}}
    eco = read_gharchive([event(1), renamed, renamed])
    assert eco.actors["name"].tolist() == ["new"]
    assert eco.collaborations["title"].tolist() == ["x/new"]
    assert eco.issues["value"].tolist() == ["user1"]


def test_what_is_refused() -> None:
    with pytest.raises(UnknownName, match="window='hour' is not known"):
        read_gharchive([event(1)], window="hour")
    with pytest.raises(LoadError, match="no record is an event of GitHub"):
        read_gharchive([{"actor": "a"}])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["x[bot]", "Bot"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["id", "login", "name", "type", "owner", "pull_request", "user", "organization"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=5)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"actor": JSON, "repo": JSON, "created_at": st.sampled_from(["2024-05-01T08:00:00Z", "", None])},
            optional={
                "org": JSON,
                "repository": JSON,
                "payload": JSON,
                "type": JSON,
                "actor_attributes": JSON,
            },
        ),
        min_size=20,
        max_size=30,
    )
)
def test_any_shape_gives_a_result_or_an_error(records: list[dict[str, Any]]) -> None:
    try:
        eco = quiet(records)
    except CinetError:
        return
    dropped = (eco.issues["action"] == "dropped").sum()
    assert eco.report["rows_in_issues"].sum() == dropped
    assert eco.report["rows_used"].sum() + dropped == len(records)


@needs_data
@pytest.mark.data
def test_golden_counts() -> None:
    eco = read_gharchive(Path(str(SHARED), "samples", "gharchive", "github_events.json"))
    assert eco.report.iloc[0, 3:7].tolist() == [30, 30, 0, ""]
    assert (eco.actors["type"] == "user").sum() == 29
    assert (eco.actors["subtype"] == "organisation").sum() == 6
    assert eco.collaborations["repo_id"].nunique() == len(eco.collaborations) == 29
    assert eco.issues.empty
