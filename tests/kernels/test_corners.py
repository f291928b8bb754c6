from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import adjacency, corners
from tests import oracles_meso, strategies


@given(matrix=strategies.matrices())
def test_every_tie_is_kept_once_towards_the_busier_end(matrix):
    indptr, indices, _ = strategies.csr(matrix)
    out_ptr, entries = corners.later_entries(indptr, indices)
    owner = np.repeat(np.arange(len(matrix)), np.diff(out_ptr))
    pairs = [(int(a), int(indices[entry])) for a, entry in zip(owner, entries, strict=True)]
    assert sorted(tuple(sorted(pair)) for pair in pairs) == oracles_meso.tied(matrix)
    degree = np.diff(indptr)
    assert all((degree[a], a) < (degree[b], b) for a, b in pairs)


@given(matrix=strategies.matrices())
def test_closed_weight_is_the_numerator_of_barrat(matrix):
    found = corners.closed_weight(*strategies.csr(matrix))
    degree = (matrix > 0).sum(axis=1)
    wanted = np.array(oracles_meso.barrat(matrix)) * matrix.sum(axis=1) * (degree - 1)
    assert np.allclose(found, np.where(degree > 1, wanted, 0), rtol=1e-12)


@given(data=st.data())
def test_triangles_by_group_and_those_of_one_event(data):
    inc = data.draw(strategies.incidences())
    n = inc.n_actors
    group = np.array(data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)), np.int32)
    net = inc.network()
    of_actors = adjacency.transpose(inc.indptr, inc.indices, np.ones(len(inc.indices)), n)[:2]
    closed, joint = corners.group_triangles(
        net.indptr, net.indices, group, 3, inc.indptr, inc.indices, *of_actors
    )
    wanted = oracles_meso.typed_triads(strategies.matrix_of(net), group.tolist(), strategies.events_of(inc))
    for found, kind in ((closed, "closed"), (joint, "joint")):
        for cell in np.ndindex(3, 3, 3):
            assert found[cell] == wanted[cell, kind]


def test_a_triangle_of_pairs_beside_a_joint_one_and_an_open_path():
    inc = strategies.incidence_of([[0, 1], [1, 2], [0, 2], [2, 3], [3, 4, 5], [5, 6], [4, 6]], ["firm"] * 7)
    net = inc.network()
    of_actors = adjacency.transpose(inc.indptr, inc.indices, np.ones(len(inc.indices)), 7)[:2]
    closed, joint = corners.group_triangles(
        net.indptr, net.indices, np.zeros(7, np.int32), 1, inc.indptr, inc.indices, *of_actors
    )
    assert (closed.item(), joint.item()) == (3, 1)
