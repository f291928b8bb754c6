from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.metrics.core_periphery import core_periphery
from tests import oracles_meso, strategies
from tests.metrics import samples
from tests.metrics.meso_samples import GOLDEN, named, relabelled

EXACT = {
    "max": lambda matrix: oracles_meso.best_core_fit(matrix, "max"),
    "product": lambda matrix: oracles_meso.best_core_fit(matrix, "product"),
    "lip": oracles_meso.best_lip,
}


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("ideal", GOLDEN["core_karate"])
def test_the_karate_club_reaches_the_optimum_from_every_seed(ideal, seed):
    held = GOLDEN["core_karate"][ideal]
    found = core_periphery(named("karate"), ideal=ideal, seed=seed)
    assert np.flatnonzero(found["core"]).tolist() == held["core"]
    assert found["core_fit"].tolist() == pytest.approx([held["fit"]] * 34, abs=5e-7)


def test_the_karate_club_beats_where_cpnet_stops():
    stops = oracles_meso.core_fit(strategies.matrix_of(named("karate")), [0, 2, 32, 33], "max")
    assert stops == pytest.approx(0.425692, abs=5e-7)
    assert core_periphery(named("karate"))["core_fit"].iloc[0] > stops


def test_weights_are_ignored():
    assert core_periphery(samples.karate(weighted=True)).equals(core_periphery(named("karate")))


@pytest.mark.parametrize("ideal", EXACT)
def test_every_network_of_four_actors(ideal):
    """Exhaustive: the core found is the best of all cores."""
    pairs = list(combinations(range(4), 2))
    for pattern in range(2 ** len(pairs)):
        matrix = np.zeros((4, 4))
        for bit, (i, j) in enumerate(pairs):
            matrix[i, j] = matrix[j, i] = pattern >> bit & 1
        found = core_periphery(strategies.network_of(matrix), ideal=ideal)
        assert found["core_fit"].iloc[0] == pytest.approx(EXACT[ideal](matrix), abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("ideal", EXACT)
@settings(max_examples=30)
@given(data=st.data())
def test_random_networks(ideal, data):
    net = data.draw(strategies.networks(weighted=False, min_actors=1, max_actors=6))
    matrix = strategies.matrix_of(net)
    found = core_periphery(net, ideal=ideal)
    fit, core = found["core_fit"].iloc[0], np.flatnonzero(found["core"] == 1).tolist()
    assert fit == pytest.approx(EXACT[ideal](matrix), abs=1e-12, nan_ok=True)
    at_core = oracles_meso.lip(matrix, core) if ideal == "lip" else oracles_meso.core_fit(matrix, core, ideal)
    assert fit == pytest.approx(at_core, abs=1e-12, nan_ok=True)
    assert found["core"].isna().tolist() == [np.isnan(fit)] * net.n_actors
    other = relabelled(net, data.draw(st.permutations(range(net.n_actors))))
    assert core_periphery(other, ideal=ideal)["core_fit"].iloc[0] == pytest.approx(
        fit, abs=1e-12, nan_ok=True
    )


@pytest.mark.parametrize("ideal", EXACT)
def test_no_actor(ideal):
    found = core_periphery(strategies.network_of(np.zeros((0, 0))), ideal=ideal)
    assert found.columns.tolist() == ["core", "core_fit"]
    assert found.dtypes.tolist() == [np.dtype(np.float64)] * 2
    assert len(found) == 0


def test_a_perfect_core_and_its_periphery():
    found = core_periphery(strategies.network_of(samples.star(5)))
    assert found["core"].tolist() == [1, 0, 0, 0, 0, 0]
    assert found["core_fit"].iloc[0] == pytest.approx(1)


def test_what_is_refused():
    with pytest.raises(UnknownName, match="ideal 'maximum' is not known"):
        core_periphery(named("kite"), ideal="maximum")
    with pytest.raises(SchemaError, match="restarts must not be negative, but is -1"):
        core_periphery(named("kite"), restarts=-1)
    with pytest.raises(UndefinedMeasure, match="core_periphery is defined for undirected"):
        core_periphery(strategies.network_of(samples.path(3), directed=True))
