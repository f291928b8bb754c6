from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import poisson_binomial
from tests import oracles_backbone as oracles

CHANCES = st.lists(st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0, 1)), max_size=7)


def tails(chances, copies, most):
    return poisson_binomial.upper_tails(np.array(chances, float), np.array(copies, np.int64), most)


@given(CHANCES, st.integers(0, 8))
def test_tails_are_those_of_the_enumeration(chances, most):
    found = tails(chances, [1] * len(chances), most)
    wanted = [oracles.poisson_binomial_tail(chances, least) for least in range(most + 1)]
    assert np.allclose(found, wanted, rtol=1e-12, atol=1e-300)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3)), max_size=4), st.integers(0, 6))
def test_copies_are_repetitions(pairs, most):
    spread = [chance for chance, times in pairs for _ in range(times)]
    found = tails([chance for chance, _ in pairs], [times for _, times in pairs], most)
    assert found.tolist() == tails(spread, [1] * len(spread), most).tolist()


def test_small_tails_keep_their_digits():
    assert tails([1e-30] * 3, [1] * 3, 3)[3] == pytest.approx(1e-90, rel=1e-12)
    # a binomial far out: 1 - P(X < 40) would be 0
    assert tails([0.01], [200], 40)[40] == pytest.approx(oracles.binomial_tail(200, 0.01, 40), rel=1e-11)


@given(st.data(), st.integers(1, 3), st.integers(1, 3))
def test_pairs_of_classes_are_read_off_their_tables(data, n_classes, n_events):
    chance = np.array(
        data.draw(
            st.lists(
                st.lists(st.floats(0, 1), min_size=n_events, max_size=n_events),
                min_size=n_classes,
                max_size=n_classes,
            )
        )
    )
    copies = np.array(data.draw(st.lists(st.integers(0, 3), min_size=n_events, max_size=n_events)), np.int64)
    code = st.integers(0, n_classes - 1)
    triples = sorted(data.draw(st.lists(st.tuples(code, code, st.integers(0, 5)), max_size=8)))
    low, high, joint = np.array(triples, np.int64).reshape(-1, 3).T.copy()
    found = poisson_binomial.shared_tails(chance, copies, low, high, joint)
    for value, (a, b, c) in zip(found, triples, strict=True):
        table = oracles.poisson_binomial_table(np.repeat(chance[a] * chance[b], copies).tolist())
        assert value == pytest.approx(sum(table[c:]), rel=1e-12, abs=1e-300)
