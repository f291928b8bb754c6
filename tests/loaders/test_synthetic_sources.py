"""Three synthetic exports: their readers read them, their faults are told, and what is true can be found."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cinet as ci
from cinet.errors import DataLossWarning, SchemaError
from cinet.loaders.synthetic_sources import write_three_sources

NAMES = ["publications", "patents", "projects"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pd.DataFrame]:
    folder = tmp_path_factory.mktemp("sources")
    return folder, write_three_sources(folder)


@pytest.fixture(scope="module")
def sources(made: tuple[Path, pd.DataFrame]) -> dict[str, ci.Ecosystem]:
    folder, _ = made
    with warnings.catch_warnings(action="ignore", category=DataLossWarning):
        read = (
            ci.read_openalex(folder / "openalex"),
            ci.read_patentsview(folder / "patentsview"),
            ci.read_cordis(folder / "cordis"),
        )
    return dict(zip(NAMES, read, strict=True))


def test_the_seed_makes_the_files(made: tuple[Path, pd.DataFrame], tmp_path: Path) -> None:
    folder, truth = made
    again = write_three_sources(tmp_path / "again")
    pd.testing.assert_frame_equal(truth, again)
    files = sorted(path.relative_to(folder) for path in folder.rglob("*.*"))
    assert len(files) == 7
    for name in files:
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    assert not truth.equals(write_three_sources(tmp_path / "other", seed=8))


def test_every_record_is_used_or_told_of(sources: dict[str, ci.Ecosystem]) -> None:
    for eco in sources.values():
        report = eco.report
        assert (report["rows_read"] == report["rows_used"] + report["rows_in_issues"]).all()
        assert report["rows_in_issues"].sum() > 0


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("publications", "all of the authorships name no institution"),
        ("publications", "the actor stands more than once in this collaboration"),
        ("patents", "the id is missing or blank"),
        ("patents", "documents of which the table that was read names nobody"),
        ("projects", "the id is missing or blank"),
        ("projects", "undated"),
    ],
)
def test_the_faults_are_told(sources: dict[str, ci.Ecosystem], name: str, reason: str) -> None:
    assert reason in set(sources[name].issues["reason"])


def test_both_decimal_marks_are_numbers(sources: dict[str, ci.Ecosystem]) -> None:
    assert sources["projects"].participations["amount"].notna().all()


def test_the_actors_are_those_that_are_true(
    sources: dict[str, ci.Ecosystem], made: tuple[Path, pd.DataFrame]
) -> None:
    _, truth = made
    for name, eco in sources.items():
        true = truth[truth["source"] == name]
        assert true["id"].is_unique
        organisations = eco.actors[~eco.actors["actor_id"].str.startswith("person")]
        # who stood only in records that were lost is not there
        assert set(organisations["actor_id"]) <= set(true["id"])
        assert len(organisations) > 0.9 * len(true)


def test_what_is_decided_is_right(sources: dict[str, ci.Ecosystem], made: tuple[Path, pd.DataFrame]) -> None:
    true = made[1].set_index("id")["organisation"]
    eco = ci.combine(*sources.values(), names=NAMES)
    found = ci.merge_candidates(eco, across="source", script="table")
    right = found["keep_id"].map(true) == found["merge_id"].map(true)
    merged = found["decision"] == "merge"
    assert right[merged].all()
    assert merged.sum() > 100
    # firms of one name in two countries are left to review
    assert (~right & ~merged).sum() >= 3
    space = eco.merge(found)
    assert (space.actors["source"] == "patents|projects|publications").sum() > 20


@pytest.mark.parametrize("seed", [-1, 1.5, True, "7"])
def test_the_seed_is_a_number(tmp_path: Path, seed: Any) -> None:
    with pytest.raises(SchemaError, match="is no whole number of 0 or more"):
        write_three_sources(tmp_path, seed=seed)
