from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import config

from cinet.kernels import paths
from tests import oracles, strategies


def all_betweenness(matrix, chunks=3):
    """Betweenness of every actor through classes, as the measures compose it."""
    n = len(matrix)
    indptr, indices, _ = strategies.csr(matrix)
    class_of, first = paths.twin_classes(indptr, indices)
    rows, columns, multiplicity, position = paths.quotient(indptr, indices, class_of, first)
    among = [k * (k - 1) // 2 for k in np.diff(indptr)]
    closed = np.zeros(len(first), np.bool_)
    closed[position] = (np.array(oracles.triangles(matrix), int) == np.array(among, int))[first]
    total = np.zeros(len(first))
    for chunk in range(chunks):
        total += paths.betweenness_chunk(rows, columns, multiplicity, closed, chunk, chunks)
    return (total[position[class_of]] / 2.0) if n else total


@given(strategies.matrices(weighted=False, max_actors=8))
def test_betweenness_is_that_of_the_enumeration(matrix):
    assert np.allclose(all_betweenness(matrix), oracles.betweenness(matrix, directed=False), rtol=1e-12)


@given(st.lists(st.lists(st.integers(0, 8), unique=True, min_size=1, max_size=5).map(sorted), max_size=5))
def test_betweenness_of_projections_where_twins_abound(events):
    matrix = oracles.projection([event for event in events if len(event) > 1], 9, "full")
    assert np.allclose(all_betweenness(matrix), oracles.betweenness(matrix, directed=False), rtol=1e-12)


@given(st.integers(0, 2**64 - 1))
def test_signatures_are_scattered_as_splitmix64_does(word):
    mask = 2**64 - 1
    wanted = ((word ^ word >> 30) * 0xBF58476D1CE4E5B9) & mask
    wanted = ((wanted ^ wanted >> 27) * 0x94D049BB133111EB) & mask
    assert int(paths._mix(np.uint64(word))) == wanted ^ wanted >> 31


def twin_sets(matrix):
    """Actors with equal closed rows, the plain way."""
    closed_rows = [tuple(np.flatnonzero(row > 0).tolist()) for row in matrix + np.eye(len(matrix))]
    return {
        frozenset(place for place, other in enumerate(closed_rows) if other == row) for row in closed_rows
    }


def found_sets(class_of):
    return {frozenset(np.flatnonzero(class_of == label).tolist()) for label in set(class_of.tolist())}


@given(strategies.matrices(weighted=False))
def test_classes_hold_the_actors_with_equal_closed_rows(matrix):
    indptr, indices, _ = strategies.csr(matrix)
    class_of, first = paths.twin_classes(indptr, indices)
    assert found_sets(class_of) == twin_sets(matrix)
    assert all(class_of[actor] == label for label, actor in enumerate(first))


@given(strategies.matrices(weighted=False, min_actors=1))
def test_classes_do_not_rest_on_the_signature(matrix):
    """With every signature alike (as plain Python can arrange), members are still told apart in full."""
    indptr, indices, _ = strategies.csr(matrix)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "_mix", lambda value: np.uint64(0))
        class_of, _ = paths.twin_classes(indptr, indices)
    assert found_sets(class_of) == twin_sets(matrix)


@given(strategies.matrices(weighted=False, min_actors=2, max_actors=6))
def test_twins_pair_by_pair(matrix):
    indptr, indices, _ = strategies.csr(matrix)
    twins = twin_sets(matrix)
    for a, b in combinations(range(len(matrix)), 2):
        same = any({a, b} <= twin for twin in twins)
        assert paths._are_twins(indptr, indices, a, b) == same
        assert paths._are_twins(indptr, indices, b, a) == same


@given(strategies.matrices(weighted=False))
def test_the_quotient_holds_each_tie_between_classes_once(matrix):
    indptr, indices, _ = strategies.csr(matrix)
    class_of, first = paths.twin_classes(indptr, indices)
    rows, columns, multiplicity, position = paths.quotient(indptr, indices, class_of, first)
    wanted = {
        (int(position[class_of[i]]), int(position[class_of[j]]))
        for i, j in zip(*np.nonzero(matrix), strict=True)
        if class_of[i] != class_of[j]
    }
    source = np.repeat(np.arange(len(first)), np.diff(rows))
    assert list(zip(source.tolist(), columns.tolist(), strict=True)) == sorted(wanted)
    sizes = np.bincount(position[class_of], minlength=len(first))
    assert multiplicity.tolist() == sizes.tolist()
    degree = np.diff(indptr)[first]
    by_place = np.empty_like(degree)
    by_place[position] = degree
    assert (np.diff(by_place) <= 0).all()


@pytest.mark.skipif(
    bool(config.DISABLE_JIT), reason="the random examples cover the branches; this is about all graphs"
)
def test_all_graphs_on_five_actors():
    pairs = list(combinations(range(5), 2))
    for present in product([0.0, 1.0], repeat=len(pairs)):
        matrix = np.zeros((5, 5))
        for (i, j), value in zip(pairs, present, strict=True):
            matrix[i, j] = matrix[j, i] = value
        assert np.allclose(all_betweenness(matrix), oracles.betweenness(matrix, directed=False))
