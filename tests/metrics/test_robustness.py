from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.kernels import removal
from cinet.metrics import robustness as module
from cinet.metrics.robustness import failure_threshold, group_removal, removal_curve, robustness
from tests import oracles, oracles_meso, strategies
from tests.metrics import samples
from tests.metrics.meso_samples import GOLDEN, named, relabelled


@pytest.mark.parametrize("name", GOLDEN["robustness"])
def test_recorded_values(name):
    assert robustness(named(name)) == pytest.approx(GOLDEN["robustness"][name], abs=5e-7)


def test_who_leaves_the_karate_club_first():
    net = named("karate")
    assert removal.degree_order(net.indptr, net.indices)[:5].tolist() == GOLDEN["karate_first_removed"]


@pytest.mark.parametrize("n", [2, 5, 9])
def test_closed_forms(n):
    assert robustness(strategies.network_of(samples.clique(n))) == pytest.approx((n - 1) / (2 * n))
    assert robustness(strategies.network_of(samples.star(n - 1))) == pytest.approx((n - 1) / n**2)


@given(data=st.data())
def test_the_mean_of_the_largest_components(data):
    net = data.draw(strategies.networks(max_actors=9))
    matrix, n = strategies.matrix_of(net), net.n_actors
    order = data.draw(st.permutations(net.index.tolist()))
    static = sorted(range(n), key=lambda i: (-len(oracles.alters(matrix, i)), i))
    for given_order, positions in (
        ("degree", oracles_meso.degree_order(matrix)),
        ("initial_degree", static),
        (order, [net.index.get_loc(actor) for actor in order]),
    ):
        wanted = oracles_meso.giants(matrix, positions)
        curve = removal_curve(net, given_order)
        assert curve.index.name == "n_removed"
        assert np.allclose(curve * max(n, 1), np.array(wanted) if n else [np.nan], equal_nan=True)
        mean = np.mean(wanted[1:]) / n if n else np.nan
        assert robustness(net, given_order) == pytest.approx(mean, nan_ok=True)


def test_random_removal_is_the_mean_over_seeded_orders():
    net = named("karate")
    drawn = [
        np.random.default_rng(np.random.SeedSequence(5, spawn_key=(draw,))).permutation(net.n_actors)
        for draw in range(3)
    ]
    wanted = np.mean([removal_curve(net, net.index.take(order)) for order in drawn], axis=0)
    assert np.allclose(removal_curve(net, "random", n_draws=3, seed=5), wanted)
    assert robustness(net, "random", n_draws=3, seed=5) == pytest.approx(wanted[1:].mean())
    assert robustness(net, "random", n_draws=3, seed=6) != robustness(net, "random", n_draws=3, seed=5)
    assert robustness(net, "random") > robustness(net, "initial_degree") > robustness(net)


def test_all_orders_of_a_path_give_the_expectation_of_random_removal():
    """Exhaustive: the mean over all orders is what many draws come near to."""
    net = strategies.network_of(samples.path(5))
    exact = np.mean([robustness(net, list(order)) for order in permutations(net.index)])
    assert robustness(net, "random", n_draws=2000) == pytest.approx(exact, abs=0.005)


def test_some_actors_leave():
    net = named("path 10")
    middle = [net.index[4], net.index[5]]
    assert removal_curve(net, middle).tolist() == [1, 0.5, 0.4]
    with pytest.raises(SchemaError, match="the order names 2 of 10; use removal_curve"):
        robustness(net, middle)


def test_groups_leave():
    matrix = samples.star(4)
    net = strategies.network_of(matrix, kinds=["university", "firm", "firm", "user", "user"])
    found = group_removal(net, n_draws=50, seed=1)
    assert found.index.tolist() == ["firm", "university", "user"]
    assert found["group_size"].tolist() == [2, 1, 2]
    assert found["giant_share"].tolist() == pytest.approx([0.6, 0.2, 0.6])
    assert found["giant_loss"].tolist() == pytest.approx([0.4, 0.8, 0.4])
    random = removal_curve(net, "random", n_draws=50, seed=1)
    assert found["random_giant_share"].tolist() == random[[2, 1, 2]].tolist()
    assert found.loc["university", "giant_share"] < found.loc["university", "random_giant_share"]


@given(net=strategies.networks())
def test_what_a_group_leaves_is_the_largest_component_of_the_others(net):
    matrix, kinds = strategies.matrix_of(net), net.actors["type"].tolist()
    found = group_removal(net, n_draws=1)
    assert found.index.tolist() == sorted(set(kinds))
    for name in found.index:
        rest = [i for i, kind in enumerate(kinds) if kind != name]
        wanted = max(oracles_meso.component_sizes(matrix, rest), default=0) / len(kinds)
        assert found.loc[name, "giant_share"] == pytest.approx(wanted)


@given(data=st.data())
def test_molloy_and_reed(data):
    net = data.draw(strategies.networks())
    degree = [len(oracles.alters(strategies.matrix_of(net), i)) for i in range(net.n_actors)]
    wanted = np.nan
    if max(degree, default=0) > 1:
        wanted = 1 - 1 / (np.mean(np.square(degree)) / np.mean(degree) - 1)
    assert failure_threshold(net) == pytest.approx(wanted, nan_ok=True)
    other = relabelled(net, data.draw(st.permutations(range(net.n_actors))))
    assert failure_threshold(other) == pytest.approx(failure_threshold(net), nan_ok=True)


def test_names_may_be_numbers_or_text():
    net = named("karate")
    assert removal_curve(net, [33, 0]).iloc[-1] == removal_curve(net, "degree").iloc[2]
    pair = strategies.network_of(samples.path(2))
    assert removal_curve(pair, pd.Index(["a1"])).tolist() == [1, 0.5]


@pytest.mark.parametrize("name", ["robustness", "removal_curve", "group_removal", "failure_threshold"])
def test_directed_networks_are_refused(name):
    with pytest.raises(UndefinedMeasure, match="is defined for undirected"):
        getattr(module, name)(strategies.network_of(samples.path(3), directed=True))


@pytest.mark.parametrize(
    ("order", "error", "message"),
    [
        ("degre", UnknownName, "order 'degre' is not known. Did you mean 'degree'"),
        (["a0", "a7"], UnknownName, "names 1 actors that are not there, first 'a7'"),
        (["a0", "a0", "a1"], SchemaError, "names actors twice: 'a0'"),
    ],
)
def test_bad_orders_are_refused(order, error, message):
    with pytest.raises(error, match=message):
        removal_curve(strategies.network_of(samples.path(3)), order)


def test_no_draw_is_refused():
    with pytest.raises(SchemaError, match="n_draws must be at least 1, not 0"):
        removal_curve(named("kite"), "random", n_draws=0)
