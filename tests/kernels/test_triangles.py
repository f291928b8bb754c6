from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import config

from cinet.kernels import orientation, triangle_counts, triangle_roles, triangles
from tests import oracles, strategies

ROLE_PLACE = {"coordinator": 0, "itinerant": 1, "gatekeeper": 2, "representative": 2, "liaison": 3}


def check(matrix):
    found = triangles.triangle_pass(*strategies.csr(matrix))
    for name in ("constraint", "effective_size", "hierarchy"):
        wanted = getattr(oracles, name)(matrix)
        assert np.allclose(found[name], wanted, rtol=1e-9, atol=1e-12, equal_nan=True), name
    assert found["triangles"].tolist() == oracles.triangles(matrix)
    assert found["n_alters"].tolist() == (matrix > 0).sum(axis=1).tolist()


def groups(n):
    return st.lists(st.integers(0, 2), min_size=n, max_size=n)


@given(strategies.matrices())
def test_holes_and_triangles_are_those_of_the_formulas(matrix):
    check(matrix)


@given(strategies.matrices(max_actors=6), st.data())
def test_closed_pairs_by_role_are_those_of_the_enumeration(matrix, data):
    group = data.draw(groups(len(matrix)))
    found = triangle_roles.closed_roles(*strategies.csr(matrix)[:2], np.array(group, np.int32))
    wanted = np.zeros((len(matrix), 4), int)
    for v in range(len(matrix)):
        for i, k in combinations(oracles.alters(matrix, v), 2):
            if matrix[i, k] > 0:
                wanted[v, ROLE_PLACE[oracles.role(group[i], group[v], group[k])]] += 1
    assert found.tolist() == wanted.tolist()


@pytest.mark.parametrize(
    ("quartered_from", "halved_again_from", "chunks"), [(1, 10**9, 4), (1, 0, 2), (10**9, 10**9, 2)]
)
def test_chunks_give_the_same_numbers_and_workers_the_same_bits(
    monkeypatch, quartered_from, halved_again_from, chunks
):
    rng = np.random.default_rng(5)
    matrix = np.triu(rng.random((30, 30)) * (rng.random((30, 30)) < 0.4), 1)
    rows = strategies.csr(matrix + matrix.T)
    whole = triangles.triangle_pass(*rows)
    monkeypatch.setattr(orientation, "_HALVED_FROM", 1)
    monkeypatch.setattr(orientation, "_QUARTERED_FROM", quartered_from)
    monkeypatch.setattr(orientation, "_HALVED_AGAIN_FROM", halved_again_from)
    monkeypatch.setattr(triangles, "_BLOCK", 40)
    cut = [triangles.triangle_pass(*rows, workers=workers) for workers in (1, 2, 3)]
    lookups = np.array([0, 1, 3, 5, 0, 7])
    bounds = orientation.chunk_bounds(lookups, 100)
    assert len(bounds) == chunks
    assert [first for first, _ in bounds[1:]] == [last for _, last in bounds[:-1]]
    assert (bounds[0][0], bounds[-1][1]) == (0, len(lookups))
    for name, values in whole.items():
        assert np.allclose(values, cut[0][name], rtol=1e-12, atol=1e-14), name
        assert all(values_again[name].tobytes() == cut[0][name].tobytes() for values_again in cut), name


@pytest.mark.parametrize("weight", [1.0, 0.7])
def test_equal_shares_that_round_below_zero_have_no_hierarchy(weight):
    found = triangles.triangle_pass(*strategies.csr(weight * (1 - np.eye(8))))
    assert found["hierarchy"].min() >= 0
    assert found["hierarchy"].max() < 1e-15


@given(strategies.matrices())
def test_oriented_ties_strengths_and_strongest(matrix):
    rows = strategies.csr(matrix)
    actor_of, rank_of = orientation.degree_ranks(rows[0])
    out_ptr, out_indices, out_weights, strength, strongest, *_ = orientation.orient(*rows, actor_of, rank_of)
    assert np.allclose(strength[rank_of], matrix.sum(axis=1), rtol=1e-14)
    assert strongest[rank_of].tolist() == (matrix.max(axis=1).tolist() if len(matrix) else [])
    ties = {}
    for a in range(len(matrix)):
        row = out_indices[out_ptr[a] : out_ptr[a + 1]]
        assert (row > a).all()
        assert (np.diff(row) > 0).all()
        for entry in range(out_ptr[a], out_ptr[a + 1]):
            ties[frozenset((int(actor_of[a]), int(actor_of[out_indices[entry]])))] = out_weights[entry]
    assert ties == {
        frozenset((int(i), int(j))): matrix[i, j] for i, j in zip(*np.nonzero(matrix), strict=True)
    }


@given(strategies.matrices())
def test_ranks_rise_with_the_degree_and_ties_keep_the_order(matrix):
    indptr, _, _ = strategies.csr(matrix)
    actor_of, rank_of = orientation.degree_ranks(indptr)
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
        check(matrix)


@given(strategies.matrices())
def test_counts_alone_are_those_of_the_pass(matrix):
    indptr, indices, _ = strategies.csr(matrix)
    assert triangle_counts.triangle_counts(indptr, indices).tolist() == oracles.triangles(matrix)


def test_counts_do_not_depend_on_chunks_or_workers(monkeypatch):
    rng = np.random.default_rng(6)
    matrix = np.triu(rng.random((30, 30)) < 0.4, 1).astype(float)
    indptr, indices, _ = strategies.csr(matrix + matrix.T)
    whole = triangle_counts.triangle_counts(indptr, indices)
    group = rng.integers(0, 3, 30).astype(np.int32)
    roles = triangle_roles.closed_roles(indptr, indices, group)
    monkeypatch.setattr(orientation, "_HALVED_FROM", 1)
    for workers in (1, 3):
        assert (triangle_counts.triangle_counts(indptr, indices, workers=workers) == whole).all()
        assert (triangle_roles.closed_roles(indptr, indices, group, workers=workers) == roles).all()
