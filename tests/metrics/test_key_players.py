from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from cinet.errors import SchemaError, SizeCapError, UndefinedMeasure, UnknownName
from cinet.metrics.key_players import key_players
from tests import oracles_centrality, strategies
from tests.metrics import samples

GOALS = ("fragmentation", "distance_fragmentation", "reach")


def score(matrix, chosen, goal):
    if goal == "reach":
        far = oracles_centrality.distances(matrix)
        return float(np.mean([1 / max(min(far[i, j] for i in chosen), 1) for j in range(len(matrix))]))
    return 1 - oracles_centrality.cohesion(matrix, set(chosen), goal == "distance_fragmentation")


def test_kite():
    net = samples.network("kite")
    negative = key_players(net, 2, goal="fragmentation")
    assert set(negative.index) == {5, 6}
    assert negative.iloc[-1] == pytest.approx(0.53571, abs=5e-6)
    by_distance = key_players(net, 2)
    assert set(by_distance.index) == {5, 6}
    assert by_distance.iloc[-1] == pytest.approx(0.60714, abs=5e-6)
    positive = key_players(net, 2, goal="reach")
    assert positive.index.tolist() == [3, 8]
    assert positive.iloc[-1] == 1


def test_the_greedy_two_of_the_kite_are_not_the_best():
    net = samples.network("kite")
    assert key_players(net, 2, goal="fragmentation", method="greedy").iloc[-1] == pytest.approx(3 / 7)
    assert key_players(net, 2, goal="reach", method="greedy").index.tolist() == [3, 8]


@settings(max_examples=20)
@given(strategies.networks(min_actors=2, max_actors=6))
def test_no_other_set_is_better(net):
    matrix = (strategies.matrix_of(net) > 0).astype(float)
    for goal in GOALS:
        for k in (1, net.n_actors // 2):
            found = key_players(net, k, goal=goal)
            wanted = [score(matrix, chosen, goal) for chosen in combinations(range(net.n_actors), k)]
            assert found.name == "key_players"
            assert np.isclose(found.iloc[-1], np.max(wanted), equal_nan=True)
            greedy = key_players(net, k, goal=goal, method="greedy")
            places = net.index.get_indexer(greedy.index)
            assert np.isclose(greedy.iloc[-1], score(matrix, places.tolist(), goal), equal_nan=True)
            assert not greedy.iloc[-1] > found.iloc[-1] + 1e-12


def test_a_swap_mends_the_first_choice():
    """A centre between three arms is first chosen, and given up when two of the arms' ends are wanted."""
    matrix = np.zeros((7, 7))
    for i, j in [(0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (2, 6)]:
        matrix[i, j] = matrix[j, i] = 1
    found = key_players(strategies.network_of(matrix), 2, method="greedy")
    assert set(found.index) == {"a1", "a2"}


def test_everybody():
    net = strategies.network_of(samples.clique(3))
    assert key_players(net, 3).isna().tolist() == [False, True, True]
    assert key_players(net, 3, goal="reach").tolist() == [1, 1, 1]


@pytest.mark.parametrize("k", [0, 11])
def test_as_many_as_there_are(k):
    with pytest.raises(SchemaError, match=r"between 1 and the number of actors \(10\)"):
        key_players(samples.network("kite"), k)


def test_too_many_sets():
    with pytest.raises(SizeCapError, match=r"278,256 sets of 5 among 34 actors.*method='greedy'"):
        key_players(samples.karate(weighted=False), 5)


def test_unknown_words():
    with pytest.raises(UnknownName, match="goal 'break' is not known"):
        key_players(samples.network("kite"), 1, goal="break")
    with pytest.raises(UnknownName, match="method 'best' is not known"):
        key_players(samples.network("kite"), 1, method="best")


def test_directed_networks_are_refused():
    with pytest.raises(UndefinedMeasure, match="key_players is defined for undirected networks"):
        key_players(strategies.network_of(samples.path(3), directed=True), 1)
