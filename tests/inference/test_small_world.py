"""Small worlds: clustering and distance against a null, and their quotient."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cinet as ci
from cinet.errors import SchemaError
from cinet.incidence import Incidence
from cinet.inference import nulls
from cinet.inference.compare import compare
from cinet.inference.small_world import small_world
from tests.inference.samples import Held, Prescribed, ecosystem


def incidence(*collaborations: str) -> Incidence:
    rows = [number for number, members in enumerate(collaborations) for _ in members]
    cols = ["abcdef".index(actor) for members in collaborations for actor in members]
    return Incidence.from_codes(
        rows,
        cols,
        collaborations=pd.DataFrame(index=pd.RangeIndex(len(collaborations))),
        actors=pd.DataFrame({"type": "firm"}, index=list("abcdef")),
    )


# two triangles that share c; a path; a triangle with a tail of two ties
BOW_TIE, PATH, TAIL = (
    incidence("abc", "cde"),
    incidence("ab", "bc", "cd"),
    incidence("abc", "cd", "de"),
)
#: 3 triangles / triples, and the mean distance, counted by hand.
BY_HAND = {"bow tie": (6 / 10, 14 / 10), "path": (0.0, 10 / 6), "tail": (3 / 6, 17 / 10)}


def test_the_quotient_by_hand():
    held = Held(BOW_TIE)
    table = small_world(held, null=Prescribed((TAIL, PATH, BOW_TIE)), n=3, workers=1)
    drawn = np.array([BY_HAND["tail"], BY_HAND["path"], BY_HAND["bow tie"]])
    assert table.loc["transitivity", "observed"] == pytest.approx(0.6)
    assert table.loc["mean_distance", "observed"] == pytest.approx(1.4)
    assert table.loc[["transitivity", "mean_distance"], "null_mean"].tolist() == pytest.approx(
        drawn.mean(axis=0).tolist()
    )
    relative = drawn / drawn.mean(axis=0)
    quotients = relative[:, 0] / relative[:, 1]
    row = table.loc["quotient"]
    assert row["observed"] == pytest.approx(quotients[2])
    assert row["null_mean"] == pytest.approx(quotients.mean())
    assert row["null_sd"] == pytest.approx(quotients.std(ddof=1))
    assert row["n_draws"] == 3


def test_draws_without_clustering_leave_the_quotient_undefined():
    table = small_world(Held(PATH), null=Prescribed((PATH, PATH)), n=2, workers=1)
    assert table.loc["transitivity", "observed"] == 0
    assert table.loc["quotient", ["observed", "null_mean", "z", "p"]].isna().all()
    assert table.loc["quotient", "n_draws"] == 0


def test_the_parts_are_those_of_compare():
    eco = ecosystem()
    null = nulls.curveball()
    table = small_world(eco, null=null, n=9, seed=4)
    pd.testing.assert_series_equal(
        table.loc["transitivity"],
        compare(eco, "summary", value=None, null=null, n=9, seed=4).loc["transitivity"],
    )
    pd.testing.assert_frame_equal(
        table.loc[["mean_distance"]], compare(eco, "mean_distance", null=null, n=9, seed=4)
    )


def test_workers_do_not_matter_and_a_network_will_do():
    net = ecosystem().network()
    one, two = (small_world(net, null=nulls.rewire(), n=6, seed=2, workers=workers) for workers in (1, 2))
    pd.testing.assert_frame_equal(one, two)


def test_a_projection_is_no_small_world_of_its_own():
    """Of the synthetic parks, what clusters beyond a random graph is the collaborations themselves."""
    eco = ci.example("parks").select(min_size=2)
    row = small_world(eco, null=nulls.curveball(), n=49, seed=3).loc["quotient"]
    assert row["null_mean"] == pytest.approx(1.0, abs=0.01)
    assert 0.5 < row["observed"] < 2.0


def test_no_draw_is_refused():
    with pytest.raises(SchemaError, match="at least 1 draw"):
        small_world(ecosystem(), null=nulls.curveball(), n=0)
