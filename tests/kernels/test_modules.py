from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import adjacency, modules
from tests import oracles_meso, strategies


def sides(inc):
    """Rows and columns of a table as indptr and indices."""
    columns = adjacency.transpose(inc.indptr, inc.indices, np.ones(len(inc.indices)), inc.n_actors)[:2]
    return (inc.indptr, inc.indices), columns


def labels(data, size, most):
    return np.array(data.draw(st.lists(st.integers(0, most), min_size=size, max_size=size)), dtype=np.int64)


@given(data=st.data())
def test_modularity_is_the_double_sum(data):
    inc = data.draw(strategies.incidences())
    of_joint, of_actors = labels(data, inc.n_collaborations, 3), labels(data, inc.n_actors, 3)
    found = modules.modularity(inc.indptr, inc.indices, of_joint, of_actors)
    wanted = oracles_meso.barber(strategies.events_of(inc), of_actors.tolist(), of_joint.tolist())
    assert found == pytest.approx(wanted, abs=1e-12, nan_ok=True)


@given(data=st.data())
def test_a_climb_ends_where_no_node_wants_to_move(data):
    inc = data.draw(strategies.incidences())
    of_joint, of_actors = labels(data, inc.n_collaborations, 2), labels(data, inc.n_actors, 2)
    rows, columns = sides(inc)
    before = modules.modularity(*rows, of_joint, of_actors)
    modules.climb(*rows, *columns, of_joint, of_actors, 3)
    after = modules.modularity(*rows, of_joint, of_actors)
    assert np.isnan(before) or after >= before - 1e-12
    events = strategies.events_of(inc)
    for actor in range(inc.n_actors if len(inc.indices) else 0):
        for module in {*of_joint.tolist(), 1000}:
            moved = of_actors.copy()
            moved[actor] = module
            assert oracles_meso.barber(events, moved.tolist(), of_joint.tolist()) <= after + 1e-8


def test_leaving_for_an_empty_module():
    # column 0 is with row 0 only, yet stands in the module that all other columns fill
    rows = (np.array([0, 1, 3]), np.array([0, 1, 2], dtype=np.int32))
    label, other = np.array([0, 0]), np.array([1, 0, 0])
    moved = modules.assign(*rows, label, other, 2, 4)
    assert moved
    assert label.tolist() == [1, 0]
    # a module that holds all ties is worth no more than an empty one
    assert not modules.assign(*rows, np.array([1, 0]), np.array([0, 0, 0]), 2, 4)
