"""Backbones of two-mode data: hypergeometric, SDSM and FDSM."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import UndefinedMeasure
from cinet.incidence import Incidence
from cinet.kernels import bicm
from cinet.metrics.backbone import backbone
from cinet.metrics.backbone_events import bicm_chances
from tests import oracles_backbone as oracles
from tests import strategies
from tests.metrics import samples
from tests.metrics.test_backbone import FEW, golden, table
from tests.strategies import events_of, incidence_of

TWO_MODE = ["hypergeometric", "sdsm", "fdsm"]


def chances(incidence):
    """The chance of every actor in every collaboration."""
    held, actor_class, event_class = bicm_chances(incidence)
    return pd.DataFrame(
        held[np.ix_(actor_class, event_class)],
        index=incidence.actors.index,
        columns=incidence.collaborations.index,
    )


def by_pair(incidence, method, **options):
    """Pair of positions -> p."""
    found = backbone(incidence, method, keep="table", **options)
    ids = incidence.actors.index
    pairs = zip(ids.get_indexer(found["source"]), ids.get_indexer(found["target"]), strict=True)
    return dict(zip(pairs, found["p"], strict=True))


# --- Davis, Gardner and Gardner -----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["hypergeometric", "sdsm"])
def test_the_southern_women(method):
    wanted = golden("davis")
    found = table(samples.davis(), method)
    assert len(found) == wanted["ties"]
    assert found["kept"].sum() == wanted["kept"][method]
    for tie, p in wanted["p"][method].items():
        assert found.loc[tie, "p"] == pytest.approx(p, abs=5e-7)


def test_the_southern_women_shuffled():
    wanted = golden("davis")
    found = table(samples.davis(), "fdsm", n=19_999, rounds=25, seed=1)
    for tie, p in wanted["p"]["fdsm"].items():
        assert found.loc[tie, "p"] == pytest.approx(p, abs=0.006)
    assert set(found.index[found["kept"]]) == set(wanted["p"]["fdsm"]) - {"Evelyn-Laura"}
    assert found["kept"].sum() == wanted["kept"]["fdsm"]


def test_chances_of_the_southern_women():
    held = chances(samples.davis())
    for cell, chance in golden("davis")["bicm"].items():
        woman, event = cell.split("-")
        assert held.loc[woman, event] == pytest.approx(chance, abs=5e-6)


def test_a_normal_approximation_is_off_where_the_sum_is_exact():
    """Of R's backbone: .1051 for Olivia and Flora, where the distribution gives .0884."""
    held = chances(samples.davis())
    shared = (held.loc["Olivia"] * held.loc["Flora"]).tolist()
    exact = sum(oracles.poisson_binomial_table(shared)[2:])
    assert table(samples.davis(), "sdsm").loc["Olivia-Flora", "p"] == pytest.approx(exact, rel=1e-12)
    theirs = oracles.refined_normal_tail(shared, 2)
    assert theirs == pytest.approx(golden("davis")["refined_normal"]["Olivia-Flora"], abs=5e-5)
    assert abs(theirs - exact) > 0.015


# --- against the definitions --------------------------------------------------------------------------------------


@FEW
@given(strategies.incidences())
def test_hypergeometric_is_the_formula(incidence):
    wanted = oracles.hypergeometric(events_of(incidence))
    assert by_pair(incidence, "hypergeometric") == pytest.approx(wanted, rel=1e-10)


@FEW
@given(strategies.incidences())
def test_the_table_of_sdsm_is_the_sum_for_each_pair(incidence):
    held = chances(incidence).to_numpy()
    wanted = {
        (i, j): sum(oracles.poisson_binomial_table((held[i] * held[j]).tolist())[c:])
        for (i, j), c in oracles.together(events_of(incidence)).items()
    }
    assert by_pair(incidence, "sdsm") == pytest.approx(wanted, rel=1e-9)


@given(strategies.incidences(max_actors=4, max_events=4))
@settings(max_examples=8)
def test_fdsm_tends_to_the_share_of_all_tables_with_the_margins(incidence):
    wanted = oracles.fdsm(events_of(incidence))
    found = by_pair(incidence, "fdsm", n=1999, rounds=20)
    assert found == pytest.approx(wanted, abs=0.045)


def test_fdsm_is_never_nothing():
    # both always meet, whatever is shuffled; the others never do
    incidence = incidence_of([[0, 1], [0, 1], [2, 3], [2, 4], [3, 5]], ["firm"] * 6)
    found = by_pair(incidence, "fdsm", n=49)
    assert min(found.values()) >= 1 / 50
    assert all((p * 50) % 1 == pytest.approx(0, abs=1e-9) or p == 1 for p in found.values())


@pytest.mark.parametrize("method", ["sdsm", "fdsm"])
def test_the_number_of_workers_does_not_matter(method):
    results = [
        backbone(samples.davis(), method, keep="table", n=99, workers=workers) for workers in (1, 2, 5)
    ]
    for other in results[1:]:
        pd.testing.assert_frame_equal(results[0], other, check_exact=True)


def test_same_seed_same_numbers_and_other_seed_others():
    first, again, other = (
        backbone(samples.davis(), "fdsm", keep="table", n=49, seed=seed)["p"] for seed in (1, 1, 2)
    )
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


def test_shuffles_stay_within_strata():
    actors = strategies.actor_table(["firm"] * 4)
    joint = pd.DataFrame(index=list("pqrs"))
    rows, cols = [0, 0, 1, 1, 2, 2, 3, 3], [0, 1, 2, 3, 0, 2, 1, 3]
    free = Incidence.from_codes(rows, cols, collaborations=joint, actors=actors)
    # every collaboration a stratum of its own: nothing can be shuffled
    tight = Incidence.from_codes(rows, cols, collaborations=joint, actors=actors, strata=[3, 0, 5, 4])
    assert set(by_pair(tight, "fdsm", n=49).values()) == {1.0}
    assert max(by_pair(free, "fdsm", n=49).values()) < 1


@pytest.mark.parametrize("method", TWO_MODE)
def test_weights_of_participations_are_not_read(method):
    plain = samples.davis()
    weighted = Incidence(
        plain.indptr,
        plain.indices,
        collaborations=plain.collaborations,
        actors=plain.actors,
        weights=np.linspace(0.1, 9, len(plain.indices)),
    )
    found = [backbone(held, method, keep="table", n=19) for held in (plain, weighted)]
    pd.testing.assert_frame_equal(*found)


@pytest.mark.parametrize("method", ["hypergeometric", "sdsm"])
@FEW
@given(incidence=strategies.incidences(), data=st.data())
def test_names_and_order_do_not_matter(method, incidence, data):
    actor = data.draw(st.permutations(range(incidence.n_actors)))
    event = data.draw(st.permutations(range(incidence.n_collaborations)))
    events = events_of(incidence)
    other = incidence_of([sorted(actor[i] for i in events[e]) for e in event], ["firm"] * len(actor))
    moved = {
        (min(actor[i], actor[j]), max(actor[i], actor[j])): p
        for (i, j), p in by_pair(incidence, method).items()
    }
    assert by_pair(other, method) == pytest.approx(moved, rel=1e-9)


@pytest.mark.parametrize("method", TWO_MODE)
@pytest.mark.parametrize("events", [[], [[]], [[0], [1]]], ids=["no event", "empty event", "solo events"])
@pytest.mark.parametrize("n_actors", [0, 2])
def test_nothing_to_test(method, events, n_actors):
    incidence = incidence_of(events if n_actors else [[] for _ in events], ["firm"] * n_actors)
    assert backbone(incidence, method, keep="table", correction="bh", n=3).empty
    kept = backbone(incidence, method, n=3)
    assert (kept.n_actors, kept.n_ties) == (n_actors, 0)


@pytest.mark.parametrize("method", TWO_MODE)
def test_who_cannot_but_meet_is_no_surprise(method):
    incidence = incidence_of([[0, 1, 2]] * 3, ["firm"] * 3)
    assert list(by_pair(incidence, method, n=9).values()) == pytest.approx([1.0] * 3)


# --- what is kept -------------------------------------------------------------------------------------------------


def test_the_kept_network_holds_counts_and_its_recipe():
    incidence = samples.davis()
    kept = backbone(incidence, "hypergeometric")
    found = backbone(incidence, "hypergeometric", keep="table")
    assert kept.n_ties == 17
    wanted = found.loc[found["kept"], ["source", "target", "weight"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept.edges(), wanted)
    full = incidence.network().edges()
    pd.testing.assert_frame_equal(found[["source", "target", "weight"]], full)
    assert kept.recipe == {
        "weighting": "full",
        "backbone": "hypergeometric",
        "alpha": 0.05,
        "correction": None,
        "tests": "ties",
    }
    assert kept.index.equals(incidence.actors.index)


def test_the_recipe_of_shuffles_names_them():
    recipe = backbone(samples.davis(), "fdsm", n=9, seed=4, rounds=7).recipe
    assert {key: recipe[key] for key in ("backbone", "n", "seed", "rounds")} == {
        "backbone": "fdsm",
        "n": 9,
        "seed": 4,
        "rounds": 7,
    }


def test_a_correction_over_all_pairs_counts_the_untied():
    found = table(samples.davis(), "hypergeometric", correction="bonferroni", tests="pairs")
    np.testing.assert_allclose(found["p_adjusted"], np.minimum(found["p"] * 153, 1), rtol=1e-14)


def test_a_fit_that_fails_is_not_used(monkeypatch):
    monkeypatch.setattr(bicm, "MOST_STEPS", 1)
    with pytest.raises(UndefinedMeasure, match=r"misses a margin by .* after 1 steps; use method='fdsm'"):
        backbone(samples.davis(), "sdsm")
