from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import config
from scipy.stats import chi2

from cinet.kernels import rewire
from tests import oracles, strategies

DRAWS = 300 if config.DISABLE_JIT else 4000


def strata(codes):
    """Rows by stratum and the bounds of the strata."""
    order = np.argsort(codes, kind="stable").astype(np.int64)
    return order, np.concatenate([[0], np.cumsum(np.bincount(codes))]).astype(np.int64)


def shuffle(incidence, codes, rounds, seed):
    members, bounds = strata(np.asarray(codes, np.int64)) if len(codes) else (np.zeros(0, np.int64),) * 2
    state = np.random.SeedSequence(seed).generate_state(4, np.uint64)
    return rewire.curveball(
        incidence.indptr, incidence.indices, members, bounds, rounds, incidence.n_actors, state
    )


@given(strategies.incidences(), st.data(), st.integers(1, 3), st.integers(0, 2**32))
def test_margins_and_strata_are_kept_and_rows_stay_sets(incidence, data, rounds, seed):
    n = incidence.n_collaborations
    codes = data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    before = incidence.indices.copy()
    out = shuffle(incidence, codes, rounds, seed)
    assert np.array_equal(before, incidence.indices)
    assert out.dtype == np.int32
    rows = np.split(out, incidence.indptr[1:-1])[:n]
    assert all((np.diff(row) > 0).all() for row in rows)
    for code in set(codes):
        inside = [row for row, held in zip(rows, codes, strict=True) if held == code]
        were = [row for row, held in zip(strategies.events_of(incidence), codes, strict=True) if held == code]
        assert Counter(np.concatenate(inside).tolist()) == Counter(np.concatenate(were).tolist())


def test_same_state_same_shuffle():
    incidence = strategies.incidence_of([[0, 1, 2], [2, 3], [0, 4, 5], [1, 5]], ["firm"] * 6)
    first, again, other = (shuffle(incidence, [0] * 4, 5, seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_the_shuffle_is_the_same_compiled_and_as_plain_python():
    incidence = strategies.incidence_of([[0, 1, 2], [2, 3], [0, 4, 5], [1, 5], [3, 4]], ["firm"] * 6)
    assert shuffle(incidence, [0] * 5, 5, 42).tolist() == [0, 1, 5, 3, 4, 1, 4, 5, 0, 2, 2, 3]


def test_a_stratum_of_one_row_stays_as_it_is():
    incidence = strategies.incidence_of([[0, 1], [2, 3], [4, 5]], ["firm"] * 6)
    out = shuffle(incidence, [0, 1, 1], 20, 3)
    assert out[:2].tolist() == [0, 1]
    assert sorted(out[2:].tolist()) == [2, 3, 4, 5]
    assert any(shuffle(incidence, [0, 1, 1], 1, seed)[2:].tolist() != [2, 3, 4, 5] for seed in range(20))


@pytest.mark.parametrize(
    "rows",
    [
        [[0, 1], [1, 2], [0, 3]],
        [[0, 1, 2], [0, 3], [1]],
        [[0, 1], [2, 3], [0, 2], [1, 3]],
    ],
    ids=["pairs", "uneven", "four rows"],
)
def test_every_table_with_the_margins_is_equally_likely(rows):
    incidence = strategies.incidence_of(rows, ["firm"] * 4)
    states = oracles.same_margins([frozenset(row) for row in rows])
    seen: Counter[tuple[frozenset[int], ...]] = Counter()
    for seed in range(DRAWS):
        out = shuffle(incidence, [0] * len(rows), 20, seed)
        seen[tuple(frozenset(row) for row in np.split(out, incidence.indptr[1:-1]))] += 1
    assert set(seen) <= states
    expected = DRAWS / len(states)
    statistic = sum((seen[table] - expected) ** 2 / expected for table in states)
    assert statistic < chi2.ppf(0.999, len(states) - 1)
