from __future__ import annotations

from math import inf

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import paths, reach
from tests import oracles, oracles_centrality, strategies


def sums(indptr, indices, multiplicity, closed, chunks):
    found = np.zeros((3, len(multiplicity)))
    for chunk in range(chunks):
        found[:, chunk::chunks] = reach.reach_chunk(indptr, indices, multiplicity, closed, chunk, chunks)
    return found


def wanted(matrix):
    n = len(matrix)
    far = oracles_centrality.distances(matrix)
    others = [[far[i, j] for j in range(n) if j != i and far[i, j] < inf] for i in range(n)]
    return [[len(d) for d in others], [sum(d) for d in others], [sum(1 / x for x in d) for d in others]]


@given(strategies.matrices(directed=True, weighted=False), st.integers(1, 3))
def test_sums_along_arcs_are_those_of_the_distances(matrix, chunks):
    n = len(matrix)
    indptr, indices, _ = strategies.csr(matrix)
    found = sums(indptr, indices, np.ones(n), np.zeros(n, np.bool_), min(chunks, max(n, 1)))
    assert np.allclose(found, np.array(wanted(matrix)).reshape(3, n))


@given(strategies.matrices(weighted=False))
def test_sums_over_classes_of_twins_are_those_of_the_distances(matrix):
    n = len(matrix)
    indptr, indices, _ = strategies.csr(matrix)
    class_of, first = paths.twin_classes(indptr, indices)
    rows, columns, multiplicity, position = paths.quotient(indptr, indices, class_of, first)
    among = np.diff(indptr) * (np.diff(indptr) - 1) // 2
    closed = np.zeros(len(first), np.bool_)
    closed[position] = (np.array(oracles.triangles(matrix), int) == among)[first]
    found = sums(rows, columns, multiplicity, closed, 1)
    assert np.allclose(found[:, position[class_of]], np.array(wanted(matrix)).reshape(3, n))


@given(strategies.matrices(directed=True, weighted=False, min_actors=1), st.data())
def test_steps_from_the_nearest_source(matrix, data):
    n = len(matrix)
    sources = data.draw(st.lists(st.integers(0, n - 1), unique=True))
    far = oracles_centrality.distances(matrix)
    nearest = [min((far[s, j] for s in sources), default=inf) for j in range(n)]
    indptr, indices, _ = strategies.csr(matrix)
    found = reach.distances_from(indptr, indices, np.array(sources, np.int64))
    assert found.tolist() == [-1 if d == inf else int(d) for d in nearest]


@given(strategies.matrices(weighted=False, min_actors=1), st.data())
def test_shares_of_paths_through_a_group(matrix, data):
    n = len(matrix)
    group = data.draw(st.lists(st.integers(0, n - 1), unique=True))
    indptr, indices, _ = strategies.csr(matrix)
    inside = np.zeros(n, np.bool_)
    inside[group] = True
    found = reach.group_betweenness(indptr, indices, inside)
    assert np.isclose(found, 2 * oracles_centrality.group_betweenness(matrix, set(group)))
