from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.metrics.layout import layout
from cinet.metrics.whole import components
from tests import strategies
from tests.metrics import samples


@pytest.mark.parametrize("directed", [False, True])
@settings(max_examples=20)
@given(data=st.data())
def test_the_largest_component_is_placed_in_the_frame(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    found = layout(net, iterations=20)
    largest = components(net)
    assert found.index.tolist() == largest.index[largest == 0].tolist()
    assert found.columns.tolist() == ["x", "y", "community"]
    assert np.isfinite(found[["x", "y"]]).all(axis=None)
    assert (found[["x", "y"]].abs() <= 1 + 1e-12).all(axis=None)
    sizes = found["community"].value_counts().sort_index()
    assert sizes.index.tolist() == list(range(len(sizes)))
    assert sizes.is_monotonic_decreasing


def test_same_seed_same_positions_and_the_generator_is_given_back():
    net = samples.karate(weighted=True)
    random.seed(5)
    first, again, other = (layout(net, seed=seed, iterations=50) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)
    random.seed(5)
    layout(net, seed=9, iterations=5)
    drawn = random.random()
    random.seed(5)
    assert drawn == random.random()


def test_communities_are_found():
    found = layout(samples.karate(weighted=False), iterations=20)
    assert found["community"].nunique() == 4


def test_arcs_in_either_direction_pull():
    forth = layout(strategies.network_of([[0, 1, 1], [0, 0, 0], [0, 0, 0]], directed=True))
    back = layout(strategies.network_of([[0, 0, 0], [1, 0, 0], [1, 0, 0]], directed=True))
    assert forth.equals(back)


def test_nobody_and_one_actor():
    nobody = layout(strategies.network_of(np.zeros((0, 0))))
    assert nobody.shape == (0, 3)
    assert layout(strategies.network_of(np.zeros((2, 2)))).to_numpy().tolist() == [[0, 0, 0]]
