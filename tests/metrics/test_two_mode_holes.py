from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.incidence import Incidence
from cinet.metrics import ego_networks
from cinet.metrics.two_mode_holes import two_mode_constraint, two_mode_effective_size, two_mode_redundancy
from tests import oracles_holes, strategies
from tests.metrics import samples

GOLDEN = Path(__file__).parents[1] / "golden" / "structural_holes" / "two_mode.json"
HELD = json.loads(GOLDEN.read_text(encoding="utf-8"))


def of_matrix(matrix):
    """An incidence from a table of actors by events, its cells the weights."""
    held = np.asarray(matrix, float)
    actors, events = np.nonzero(held)
    return Incidence.from_codes(
        events,
        actors,
        collaborations=pd.DataFrame(index=[f"e{number}" for number in range(held.shape[1])]),
        actors=pd.DataFrame(index=[f"a{number}" for number in range(held.shape[0])]),
        weights=held[actors, events],
    )


def test_figure_two():
    held = HELD["fig2"]
    net = of_matrix(held["matrix"])
    assert np.allclose(two_mode_effective_size(net), held["effective_size"], rtol=0, atol=1e-11)
    assert np.allclose(two_mode_constraint(net), held["constraint"], rtol=0, atol=1e-11)
    redundancy = two_mode_redundancy(net)
    assert redundancy.index.names == ["source", "target"]
    for (i, j), value in redundancy.items():
        assert value == pytest.approx(held["redundancy"][int(i[1:])][int(j[1:])], abs=1e-11)


def test_figure_nine_with_weights():
    held = HELD["fig9"]
    net = of_matrix(held["matrix"])
    assert np.allclose(two_mode_effective_size(net, weighted=True), held["effective_size"], rtol=0, atol=5e-7)
    assert np.allclose(two_mode_constraint(net, weighted=True), held["constraint"], rtol=0, atol=5e-7)


def test_davis():
    held, net = HELD["davis"], samples.davis()
    assert net.actors.index.tolist() == held["actors"]
    assert np.allclose(two_mode_effective_size(net), held["effective_size"], rtol=0, atol=1e-11)
    assert np.allclose(two_mode_constraint(net), held["constraint"], rtol=0, atol=1e-11)


@given(strategies.incidences(), st.data())
def test_with_and_without_weights(incidence, data):
    events = strategies.events_of(incidence)
    weights = [[data.draw(st.sampled_from([0.5, 1.0, 3.0])) for _ in members] for members in events]
    rows = [e for e, members in enumerate(events) for _ in members]
    weighty = Incidence.from_codes(
        rows,
        [actor for members in events for actor in members],
        collaborations=incidence.collaborations,
        actors=incidence.actors,
        weights=[value for given in weights for value in given],
    )
    plain = [[1.0] * len(members) for members in events]
    for net, values, weighted in [
        (incidence, plain, True),
        (weighty, plain, False),
        (weighty, weights, True),
    ]:
        redundancy, sizes, constraints = oracles_holes.two_mode(events, values, net.n_actors)
        found = two_mode_redundancy(net, weighted=weighted)
        assert found.index.tolist() == [(f"a{i}", f"a{j}") for i, j in sorted(redundancy)]
        assert np.allclose(found, [redundancy[pair] for pair in sorted(redundancy)])
        assert np.allclose(two_mode_effective_size(net, weighted=weighted), sizes, equal_nan=True)
        assert np.allclose(two_mode_constraint(net, weighted=weighted), constraints, equal_nan=True)


@given(strategies.incidences(), st.randoms(use_true_random=False))
def test_relabelling_moves_the_values_with_the_actors(incidence, random):
    order = list(range(incidence.n_actors))
    random.shuffle(order)
    moved = [sorted(order.index(actor) for actor in members) for members in strategies.events_of(incidence)]
    random.shuffle(moved)
    other = strategies.incidence_of(moved, ["firm"] * incidence.n_actors)
    for measure in (two_mode_effective_size, two_mode_constraint):
        found, plain = measure(other).to_numpy(), measure(incidence).to_numpy()
        assert np.allclose(found, plain[order], equal_nan=True)


def test_one_collaboration_of_all_leaves_one_partner_that_is_not_redundant():
    net = strategies.incidence_of([[0, 1, 2, 3], [0]], ["firm"] * 5)
    assert np.allclose(two_mode_effective_size(net), [1, 1, 1, 1, np.nan], equal_nan=True)
    # the collaboration of actor 0 alone does not count
    assert np.allclose(two_mode_constraint(net), [3, 3, 3, 3, np.nan], equal_nan=True)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_without_a_joint_collaboration(n):
    net = strategies.incidence_of([[actor] for actor in range(n)], ["firm"] * n)
    assert two_mode_effective_size(net).isna().tolist() == [True] * n
    assert two_mode_constraint(net).isna().tolist() == [True] * n
    assert two_mode_redundancy(net).empty


def test_threads_change_no_bit(monkeypatch):
    net = samples.davis()
    plain = [measure(net).to_numpy().tobytes() for measure in (two_mode_constraint, two_mode_redundancy)]
    monkeypatch.setattr(ego_networks, "_SERIAL_BELOW", 0)
    assert [
        measure(net).to_numpy().tobytes() for measure in (two_mode_constraint, two_mode_redundancy)
    ] == plain
