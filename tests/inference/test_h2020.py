"""The published facts of Horizon 2020 and of its nulls (see tests/golden/h2020/SOURCE.md)."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

import cinet as ci

DATA = os.environ.get("CINET_TEST_DATA")
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(DATA is None, reason="CINET_TEST_DATA is not set"),
    pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning"),
]

PARTS = ["university", "firm", "government"]
DRAWS = 40


@pytest.fixture(scope="module")
def joint() -> ci.Ecosystem:
    parts = {"file": "programme_parts.csv.gz", "key": "rcn"}
    return ci.read_events(
        Path(str(DATA)) / "data" / "h2020" / "h2020.csv.gz",
        collaboration="rcn",
        actor="pic",
        type="type",
        crosswalk="cordis",
        date="start_date",
        attributes=[
            {**parts, "columns": {"programme": "programme_part"}, "multiple": "first"},
            {**parts, "columns": {"programmes": "programme_part"}, "multiple": "all"},
        ],
    ).select(min_size=2)


def test_the_network(joint: ci.Ecosystem) -> None:
    found = ci.summary(joint.network())
    assert found["n_actors"] == 31_665
    assert found["n_ties"] == 796_670
    assert round(found["mean_degree"], 1) == 50.3
    assert round(100 * found["giant_share"], 1) == 98.4
    assert round(found["transitivity"], 3) == 0.121
    assert round(found["mean_local_clustering"], 3) == 0.794
    assert round(found["degree_assortativity"], 3) == -0.097


def test_the_cells_and_t(joint: ci.Ecosystem) -> None:
    patterns = joint.patterns(PARTS)
    assert patterns.frame().iloc[0].to_dict() == {
        "none": 227,
        "government": 254,
        "firm": 1187,
        "firm+government": 414,
        "university": 2756,
        "university+government": 364,
        "university+firm": 5344,
        "university+firm+government": 1855,
    }
    assert round(1000 * ci.helix(patterns, n_boot=0)["T"].iloc[0], 4) == -16.6477


def test_a_list_column_selects_the_projects_of_a_programme_part(joint: ci.Ecosystem) -> None:
    assert len(joint.select(where={"programmes": {"contains": "SC6"}}).collaborations) == 333


@pytest.mark.parametrize(
    ("strata", "mean", "sd"),
    [(None, -6.57, 1.47), (["programme", "year"], -11.59, 1.48)],
    ids=["plain", "stratified"],
)
def test_t_under_the_two_mode_nulls(
    joint: ci.Ecosystem, strata: list[str] | None, mean: float, sd: float
) -> None:
    found = ci.compare(joint, "helix", parts=PARTS, null=ci.nulls.curveball(strata), n=DRAWS, seed=5).iloc[0]
    # both means are of finitely many draws: 200 there, DRAWS here
    error = sd * np.sqrt(1 / 200 + 1 / DRAWS)
    assert abs(1000 * found["null_mean"] - mean) < 4 * error
    assert 0.65 * sd < 1000 * found["null_sd"] < 1.5 * sd
    assert found["z"] < -2


@pytest.mark.parametrize(
    ("strata", "ratios"),
    [
        (None, {("firm", "firm"): 1.445, ("university", "university"): 1.234,
                ("government", "government"): 5.217, ("firm", "university"): 0.759}),
        (["programme", "year"], {("firm", "firm"): 1.209, ("university", "university"): 1.103,
                                 ("government", "government"): 3.337, ("firm", "university"): 0.878}),
    ],
    ids=["plain", "stratified"],
)  # fmt: skip
def test_type_mixing_under_the_two_mode_nulls(
    joint: ci.Ecosystem, strata: list[str] | None, ratios: dict[tuple[str, str], float]
) -> None:
    found = ci.compare(joint, "type_mixing", null=ci.nulls.curveball(strata), n=10, seed=5)
    for pair, ratio in ratios.items():
        spread = found.loc[pair, "null_sd"] / found.loc[pair, "null_mean"]
        # the reference is printed to three digits and is itself a mean of 200 draws
        assert found.loc[pair, "ratio"] == pytest.approx(ratio, rel=4 * spread / np.sqrt(10) + 0.006)
