from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import config
from scipy.stats import chi2

from cinet.kernels import rewire
from tests import oracles_brokerage, strategies
from tests.metrics import samples

DRAWS = 240 if config.DISABLE_JIT else 4000
RING = np.roll(np.eye(3), 1, axis=1)


def state_of(seed):
    return np.random.SeedSequence(seed).generate_state(4, np.uint64)


def switched(matrix, *, directed, attempts, seed):
    """Rewire a dense matrix."""
    indptr, indices, weights = strategies.csr(matrix)
    out, moved = rewire.switch_ties(indptr, indices, weights, directed, attempts, state_of(seed))
    rows = np.split(out, indptr[1:-1])[: len(matrix)]
    assert all((np.diff(row) > 0).all() for row in rows), "rows are sorted sets"
    assert out.dtype == np.int32
    return strategies.dense(indptr, out, moved, len(matrix))


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data(), attempts=st.integers(0, 30), seed=st.integers(0, 2**32))
def test_degrees_and_simplicity_are_kept(directed, data, attempts, seed):
    matrix = data.draw(strategies.matrices(directed=directed))
    found = switched(matrix, directed=directed, attempts=attempts, seed=seed)
    assert not np.diag(found).any()
    for axis in (0, 1):
        assert np.array_equal((found > 0).sum(axis=axis), (matrix > 0).sum(axis=axis))
    assert sorted(found[found > 0]) == sorted(matrix[matrix > 0])
    if directed:
        # an arc keeps its source and its weight
        assert np.allclose(found.sum(axis=1), matrix.sum(axis=1))
    else:
        assert np.array_equal(found, found.T)


def test_no_attempt_changes_nothing():
    matrix = samples.path(5) * 3
    assert np.array_equal(switched(matrix, directed=False, attempts=0, seed=1), matrix)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("matrix", [np.zeros((0, 0)), np.zeros((2, 2)), samples.path(2)])
def test_less_than_two_ties_stay(matrix, directed):
    held = np.triu(matrix) if directed else matrix
    assert np.array_equal(switched(held, directed=directed, attempts=50, seed=1), held)


def test_the_given_rows_are_left_as_they_are():
    indptr, indices, weights = strategies.csr(samples.path(6))
    before = indices.tobytes(), weights.tobytes()
    rewire.switch_ties(indptr, indices, weights, False, 50, state_of(1))
    assert (indices.tobytes(), weights.tobytes()) == before


def test_same_state_same_ties():
    first, again, other = (
        switched(samples.path(9), directed=False, attempts=40, seed=seed) for seed in (1, 1, 2)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_refused_draw_is_drawn_again():
    """Three ties: a product whose low half is 0 would favour the first of them."""
    matrix = samples.path(4)
    indptr, indices, weights = strategies.csr(matrix)
    state = np.array([0, 1, 2, 0], np.uint64)
    rewire.switch_ties(indptr, indices, weights, False, 1, state)
    once = np.array([0, 1, 2, 0], np.uint64)
    rewire.next_bits(once)
    assert state.tolist() != once.tolist()


def random_matrix(pairs, n, directed):
    held = np.zeros((n, n))
    for i, j in pairs:
        held[i, j] = 1
        if not directed:
            held[j, i] = 1
    return held


@pytest.mark.parametrize(
    ("pairs", "n", "directed"),
    [
        ([(0, 1), (2, 3)], 4, False),
        ([(0, 1), (1, 2), (2, 3), (3, 4)], 5, False),
        ([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)], 5, False),
        ([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)], 6, False),
        ([(0, 1), (1, 2), (2, 0)], 3, True),
        ([(0, 1), (1, 2), (2, 0), (3, 0)], 4, True),
        ([(0, 1), (1, 2), (2, 3), (3, 0)], 4, True),
        ([(0, 1), (1, 2), (2, 3), (0, 2)], 4, True),
        ([(0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (4, 1)], 5, True),
    ],
    ids=["two ties", "path", "tail", "hexagon", "ring", "ring and feeder", "square", "short cut", "returned"],
)
def test_every_network_with_the_degrees_is_equally_likely(pairs, n, directed):
    matrix = random_matrix(pairs, n, directed)
    networks = oracles_brokerage.same_degrees(matrix, directed)
    assert len(networks) > 1
    seen: Counter[tuple[tuple[int, int], ...]] = Counter()
    for seed in range(DRAWS):
        found = switched(matrix, directed=directed, attempts=15 * len(pairs), seed=seed)
        where = np.argwhere(found if directed else np.triu(found))
        seen[tuple((int(i), int(j)) for i, j in where)] += 1
    assert set(seen) <= networks
    expected = DRAWS / len(networks)
    statistic = sum((seen[ties] - expected) ** 2 / expected for ties in networks)
    assert statistic < chi2.ppf(0.999, len(networks) - 1)


def test_how_many_networks_there_are():
    two_ties, ring = random_matrix([(0, 1), (2, 3)], 4, False), RING
    assert len(oracles_brokerage.same_degrees(two_ties, False)) == 3
    assert len(oracles_brokerage.same_degrees(ring, True)) == 2
    hexagon = random_matrix([(i, (i + 1) % 6) for i in range(6)], 6, False)
    # 60 hexagons and 10 pairs of triangles
    assert len(oracles_brokerage.same_degrees(hexagon, False)) == 70


def test_switches_alone_never_turn_a_ring():
    """No switch is possible in a directed triangle; half the draws turn it all the same."""
    found = [switched(RING, directed=True, attempts=20, seed=seed) for seed in range(60)]
    turned = sum(np.array_equal(held, RING.T) for held in found)
    assert turned + sum(np.array_equal(held, RING) for held in found) == 60
    assert 15 <= turned <= 45


def test_a_triangle_with_a_returned_arc_is_not_turned():
    both = RING + RING.T
    assert np.array_equal(switched(both, directed=True, attempts=50, seed=1), both)


@given(st.lists(st.integers(0, 40).map(lambda number: number**5), max_size=60))
def test_the_table_of_ties_is_a_set(keys):
    """Kept when new, forgotten when there: on a table so small that runs wrap around its end."""
    table, shift = np.full(64, rewire._FREE, np.int64), np.uint64(58)
    held: set[int] = set()
    for number in keys:
        key = np.int64(number)
        assert rewire._holds(table, shift, key) == (number in held)
        if number in held:
            rewire._forget(table, shift, key)
        else:
            rewire._keep(table, shift, key)
        held ^= {number}
        assert sorted(table[table >= 0].tolist()) == sorted(held)
        assert all(rewire._holds(table, shift, np.int64(one)) for one in held)


def test_the_switches_are_the_same_compiled_and_as_plain_python():
    indptr, indices, weights = strategies.csr(samples.path(6) + np.eye(6, k=3) + np.eye(6, k=-3))
    out, _ = rewire.switch_ties(indptr, indices, weights, False, 40, state_of(42))
    assert out.tolist() == [2, 5, 2, 3, 4, 0, 1, 4, 1, 4, 5, 1, 2, 3, 0, 3]
