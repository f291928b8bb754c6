from __future__ import annotations

import numpy as np
import pytest

from cinet.kernels import orientation
from cinet.metrics.structural_holes import constraint, hierarchy
from cinet.metrics.triads import closed_roles, triangle_counts, triangle_pass
from tests import strategies
from tests.metrics import samples


def test_the_pass_runs_once(monkeypatch):
    net = samples.karate(weighted=True)
    runs = []
    plain = orientation.orient
    monkeypatch.setattr(orientation, "orient", lambda *rows: runs.append(1) or plain(*rows))
    constraint(net)
    hierarchy(net)
    assert triangle_pass(net) is triangle_pass(net)
    assert len(runs) == 1


def test_each_grouping_is_counted_once():
    net = samples.karate(weighted=True)
    found = closed_roles(net, "club")
    assert closed_roles(net, "club") is found
    # every triangle closes a pair at each of its corners
    assert found.sum(axis=1).tolist() == triangle_pass(net).triangles.tolist()
    assert found.sum() == 3 * 45


@pytest.mark.parametrize("directed", [False, True])
def test_alters_are_counted_once(directed):
    net = strategies.network_of([[0, 1, 0], [1, 0, 2], [0, 2, 0]], directed=directed)
    assert triangle_pass(net).n_alters.tolist() == [1, 2, 1]


def test_counts_alone_and_from_a_pass():
    net = samples.karate(weighted=True)
    alone = triangle_counts(net)
    assert triangle_counts(net)[0] is alone[0]
    held = triangle_pass(net)
    assert np.array_equal(alone[0], held.triangles)
    assert np.array_equal(alone[1], held.n_alters)
    assert triangle_counts(net)[0] is held.triangles
