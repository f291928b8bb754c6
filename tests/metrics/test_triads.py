from __future__ import annotations

import numpy as np
import pytest

from cinet.kernels import orientation
from cinet.metrics.brokerage import brokerage
from cinet.metrics.structural_holes import constraint
from cinet.metrics.triads import any_triangle_pass, triangle_counts, triangle_pass
from tests import strategies
from tests.metrics import samples


def test_the_pass_runs_once(monkeypatch):
    net = samples.karate(weighted=True)
    runs = []
    plain = orientation.orient
    monkeypatch.setattr(orientation, "orient", lambda *rows: runs.append(1) or plain(*rows))
    brokerage(net, by="club")
    constraint(net)
    assert triangle_pass(net, "club") is any_triangle_pass(net)
    assert len(runs) == 1


def test_each_grouping_has_its_own_pass():
    net = samples.karate(weighted=True)
    plain, split = any_triangle_pass(net), triangle_pass(net, "club")
    assert plain is not split
    assert np.array_equal(plain.constraint, split.constraint)
    assert plain.closed.shape == (0, 4)
    assert split.closed.sum() == plain.triangles.sum() == 3 * 45
    assert triangle_pass(net) is plain


@pytest.mark.parametrize("directed", [False, True])
def test_alters_are_counted_once(directed):
    net = strategies.network_of([[0, 1, 0], [1, 0, 2], [0, 2, 0]], directed=directed)
    assert triangle_pass(net).n_alters.tolist() == [1, 2, 1]


def test_counts_alone_and_from_a_pass():
    net = samples.karate(weighted=True)
    alone = triangle_counts(net)
    assert triangle_counts(net)[0] is alone[0]
    held = any_triangle_pass(net)
    assert np.array_equal(alone[0], held.triangles)
    assert np.array_equal(alone[1], held.n_alters)
    assert triangle_counts(net)[0] is held.triangles
