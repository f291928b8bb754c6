from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from cinet.errors import SchemaError
from cinet.incidence import Incidence
from cinet.inference.nulls import Curveball, curveball
from tests import strategies
from tests.inference import samples


def drawn(incidence, null, seed=0):
    return null.draw(incidence, np.random.SeedSequence(seed))


@pytest.mark.parametrize(
    ("strata", "columns", "name"),
    [
        (None, (), "two-mode"),
        ("year", ("year",), "two-mode within year"),
        (["programme", "year"], ("programme", "year"), "two-mode within programme x year"),
    ],
)
def test_names_and_strata(strata, columns, name):
    null = curveball(strata)
    assert (null.strata, null.name) == (columns, name)
    assert null == Curveball(columns, 100)


@pytest.mark.parametrize("rounds", [0, -3])
def test_a_shuffle_needs_a_round(rounds):
    with pytest.raises(SchemaError, match=f"rounds must be at least 1, not {rounds}"):
        curveball(rounds=rounds)


def test_margins_are_kept_within_strata():
    incidence = samples.ecosystem().incidence(strata=["programme", "year"])
    out = drawn(incidence, curveball(["programme", "year"]))
    assert np.array_equal(out.sizes, incidence.sizes)
    assert not np.array_equal(out.indices, incidence.indices)
    assert np.array_equal(out.strata, incidence.strata)

    def held(table):
        owner = np.repeat(table.strata, table.sizes)
        return Counter(zip(owner.tolist(), table.indices.tolist(), strict=True))

    assert held(out) == held(incidence)


def test_every_stratum_is_shuffled():
    incidence = samples.ecosystem().incidence(strata="programme")
    out = drawn(incidence, curveball("programme"))
    owner = np.repeat(incidence.strata, incidence.sizes)
    for code in np.unique(incidence.strata):
        assert not np.array_equal(out.indices[owner == code], incidence.indices[owner == code])


def test_without_strata_actors_cross_programmes():
    incidence = samples.ecosystem().incidence()
    out = drawn(incidence, curveball())
    assert Counter(out.indices.tolist()) == Counter(incidence.indices.tolist())
    programme = (incidence.collaborations["programme"] == "x").to_numpy()

    def of_x(table):
        return Counter(table.indices[np.repeat(programme, table.sizes)].tolist())

    assert of_x(out) != of_x(incidence)


def test_same_seed_same_draw():
    incidence = samples.ecosystem().incidence()
    first, again, other = (drawn(incidence, curveball(), seed).indices for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("strata", [None, []])
def test_an_empty_incidence(strata):
    nothing = Incidence(
        [0], [], collaborations=pd.DataFrame(index=[]), actors=strategies.actor_table([]), strata=strata
    )
    assert drawn(nothing, curveball()).n_collaborations == 0
