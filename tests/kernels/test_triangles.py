from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import config

from cinet.kernels import triangles
from tests import oracles, strategies

ROLE_PLACE = {"coordinator": 0, "itinerant": 1, "gatekeeper": 2, "representative": 2, "liaison": 3}


def run(matrix, group):
    """All outputs of the pass, brought back to the order of the actors."""
    actor_of, out_ptr, out_indices, out_weights = triangles.orient(*strategies.csr(matrix))
    strength, strongest = triangles.strengths(out_ptr, out_indices, out_weights)
    count, joint, paths, closed = triangles.triangle_sums(
        out_ptr, out_indices, out_weights, strength, np.array(group, np.int32)[actor_of]
    )
    found = {
        **dict(
            zip(
                ("constraint", "effective_size", "hierarchy"),
                triangles.holes(out_ptr, out_indices, out_weights, strength, strongest, joint, paths),
                strict=True,
            )
        ),
        "triangles": triangles.actor_triangles(out_ptr, out_indices, count),
        "closed": closed,
        "strength": strength,
        "strongest": strongest,
    }
    back = {}
    for name, values in found.items():
        held = np.empty_like(values)
        held[actor_of] = values
        back[name] = held
    pairs = {}
    for a in range(len(matrix)):
        for entry in range(out_ptr[a], out_ptr[a + 1]):
            tie = frozenset((int(actor_of[a]), int(actor_of[out_indices[entry]])))
            pairs[tie] = (int(count[entry]), float(joint[entry]), float(paths[entry]))
    return back, pairs


def check(matrix, group):
    found, _ = run(matrix, group)
    for name in ("constraint", "effective_size", "hierarchy"):
        wanted = getattr(oracles, name)(matrix)
        assert np.allclose(found[name], wanted, rtol=1e-9, atol=1e-12, equal_nan=True), name
    assert found["triangles"].tolist() == oracles.triangles(matrix)


def groups(n):
    return st.lists(st.integers(0, 2), min_size=n, max_size=n)


@given(strategies.matrices())
def test_holes_and_triangles_are_those_of_the_formulas(matrix):
    check(matrix, [0] * len(matrix))


@given(strategies.matrices(max_actors=6), st.data())
def test_closed_pairs_by_role_are_those_of_the_enumeration(matrix, data):
    group = data.draw(groups(len(matrix)))
    found, _ = run(matrix, group)
    wanted = np.zeros((len(matrix), 4), int)
    for v in range(len(matrix)):
        for i, k in combinations(oracles.alters(matrix, v), 2):
            if matrix[i, k] > 0:
                wanted[v, ROLE_PLACE[oracles.role(group[i], group[v], group[k])]] += 1
    assert found["closed"].tolist() == wanted.tolist()


@given(strategies.matrices())
def test_sums_over_common_alters(matrix):
    _, pairs = run(matrix, [0] * len(matrix))
    assert set(pairs) == {frozenset((int(i), int(j))) for i, j in zip(*np.nonzero(matrix), strict=True)}
    for tie, (count, joint, paths) in pairs.items():
        i, j = sorted(tie)
        common = [q for q in range(len(matrix)) if matrix[i, q] > 0 and matrix[q, j] > 0]
        assert count == len(common)
        assert joint == pytest.approx(sum(matrix[i, q] * matrix[q, j] for q in common), rel=1e-12)
        assert paths == pytest.approx(
            sum(matrix[i, q] * matrix[q, j] / matrix[q].sum() for q in common), rel=1e-12
        )


@pytest.mark.parametrize("weight", [1.0, 0.7])
def test_equal_shares_that_round_below_zero_have_no_hierarchy(weight):
    found, _ = run(weight * (1 - np.eye(8)), [0] * 8)
    assert found["hierarchy"].min() >= 0
    assert found["hierarchy"].max() < 1e-15


@given(strategies.matrices())
def test_strengths(matrix):
    found, _ = run(matrix, [0] * len(matrix))
    assert np.allclose(found["strength"], matrix.sum(axis=1), rtol=1e-14)
    assert found["strongest"].tolist() == (matrix.max(axis=1).tolist() if len(matrix) else [])


@given(strategies.matrices())
def test_ranks_rise_with_the_degree_and_ties_keep_the_order(matrix):
    indptr, _, _ = strategies.csr(matrix)
    actor_of, rank_of = triangles.degree_ranks(indptr)
    degree = np.diff(indptr)
    assert actor_of.tolist() == np.argsort(degree, kind="stable").tolist()
    assert actor_of[rank_of].tolist() == list(range(len(matrix)))


@pytest.mark.skipif(
    bool(config.DISABLE_JIT), reason="the random examples cover the branches; this is about all graphs"
)
def test_all_graphs_on_five_actors():
    pairs = list(combinations(range(5), 2))
    for present in product([0.0, 1.0], repeat=len(pairs)):
        matrix = np.zeros((5, 5))
        for (i, j), value in zip(pairs, present, strict=True):
            matrix[i, j] = matrix[j, i] = value
        check(matrix, [0] * 5)
