"""Horizon 2020: the golden counts of a whole programme."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cinet.ecosystem import Ecosystem
from cinet.loaders.events import read_events

SHARED = os.environ.get("CINET_TEST_DATA")
pytestmark = [pytest.mark.data, pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")]


@pytest.fixture(scope="module")
def h2020() -> Ecosystem:
    return read_events(
        Path(str(SHARED), "data", "h2020", "h2020.csv.gz"),
        collaboration="rcn",
        actor="pic",
        type="type",
        role="role",
        country="country",
        date="start_date",
        end="end_date",
        amount="contribution",
        crosswalk="cordis",
        attributes=[
            {"file": "programme_parts.csv.gz", "key": "rcn", "columns": {"programme": "programme_part"}}
        ],
    )


def test_counts(h2020: Ecosystem) -> None:
    assert (len(h2020.collaborations), len(h2020.actors), len(h2020.participations)) == (
        31_451,
        35_871,
        144_726,
    )
    types = h2020.participations["actor_id"].astype("str").map(h2020.actors.set_index("actor_id")["type"])
    assert types.value_counts().to_dict() == {
        "university": 49_220,
        "firm": 48_244,
        "research_institute": 29_481,
        "other": 9_840,
        "government": 7_941,
    }
    assert int(h2020.sizes().max()) == 186
    assert int(h2020.participations["amount"].isna().sum()) == 13_754


def test_issues(h2020: Ecosystem) -> None:
    # 7 rows have no start date; they belong to 6 projects
    undated = h2020.issues[h2020.issues["reason"] == "undated"]
    assert len(undated) == 6
    assert h2020.participations["collab_id"].isin(undated["value"]).sum() == 7
    assert h2020.issues["action"].str.startswith("dropped").sum() == 0
    assert (h2020.issues["action"] == "doubted: not used").sum() == 1
    assert h2020.issues["row"].notna().all()


def test_partners(h2020: Ecosystem) -> None:
    joint = h2020.select(min_size=2)
    assert (len(joint.collaborations), len(joint.actors), len(joint.participations)) == (
        12_401,
        31_665,
        125_676,
    )
    assert joint.network().n_ties == 796_670
    assert len(joint.select(where={"programme": "SC6"}).collaborations) == 329


def test_the_word_na_stays_text(h2020: Ecosystem) -> None:
    assert int((h2020.actors["country"] == "NA").sum()) == 8
