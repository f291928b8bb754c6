from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import bicm
from tests import strategies


def fit(rows, columns):
    """Chances of every row and column, by the margins of a table."""
    a, row_class, row_copies = np.unique(np.array(rows, np.int64), return_inverse=True, return_counts=True)
    b, column_class, column_copies = np.unique(
        np.array(columns, np.int64), return_inverse=True, return_counts=True
    )
    chances, worst = bicm.chances(a, row_copies, b, column_copies)
    return chances[np.ix_(row_class, column_class)], worst


def margins(incidence):
    return np.bincount(incidence.indices, minlength=incidence.n_actors), incidence.sizes


@given(strategies.incidences())
def test_expected_margins_are_the_observed_ones(incidence):
    rows, columns = margins(incidence)
    p, worst = fit(rows, columns)
    assert ((p >= 0) & (p <= 1)).all()
    assert np.allclose(p.sum(axis=1), rows, atol=1e-9)
    assert np.allclose(p.sum(axis=0), columns, atol=1e-9)
    assert worst < 1e-9


@given(strategies.incidences(), st.data())
def test_odds_are_products(incidence, data):
    """No two-by-two table of odds has an interaction: what makes the model the most random one."""
    p, _ = fit(*margins(incidence))
    if min(p.shape) > 1:
        i, j = data.draw(st.lists(st.integers(0, p.shape[0] - 1), min_size=2, max_size=2, unique=True))
        e, f = data.draw(st.lists(st.integers(0, p.shape[1] - 1), min_size=2, max_size=2, unique=True))
        left = p[i, e] * p[j, f] * (1 - p[i, f]) * (1 - p[j, e])
        right = p[i, f] * p[j, e] * (1 - p[i, e]) * (1 - p[j, f])
        assert left == pytest.approx(right, rel=1e-6, abs=1e-9)


def test_equal_margins_give_equal_chances():
    p, _ = fit([2] * 6, [3] * 4)
    assert np.allclose(p, 0.5, rtol=1e-12)


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ([[1, 1], [1, 1]], [[1, 1], [1, 1]]),
        ([[0, 0], [0, 0]], [[0, 0], [0, 0]]),
        ([[1, 1, 1], [1, 1, 0], [1, 0, 0]], [[1, 1, 1], [1, 1, 0], [1, 0, 0]]),
        ([[1, 1, 1], [1, 0, 0], [0, 1, 0]], [[1, 1, 1], [0.5, 0.5, 0], [0.5, 0.5, 0]]),
        ([[1, 1, 0], [1, 0, 1]], [[1, 0.5, 0.5], [1, 0.5, 0.5]]),
    ],
    ids=["all", "nothing", "nested", "one in all", "all in one"],
)
def test_margins_without_room_are_certain(table, wanted):
    held = np.array(table)
    p, worst = fit(held.sum(axis=1), held.sum(axis=0))
    assert np.allclose(p, wanted, atol=1e-9)
    assert worst < 1e-9


def test_a_forced_block_that_no_margin_gives_away():
    """Three actors fill four large events, the others keep out of the small ones: chances tend to 0 and 1."""
    table = np.zeros((8, 9), int)
    table[:3, :4] = 1
    table[[0, 1, 2, 2, 0], [5, 6, 4, 7, 8]] = 1
    table[[4, 5, 6, 5, 3, 7], [0, 1, 2, 3, 0, 1]] = 1
    p, worst = fit(table.sum(axis=1), table.sum(axis=0))
    assert worst < 1e-9
    assert np.allclose(p[:3, :4], 1, atol=1e-8)
    assert np.allclose(p[3:, 4:], 0, atol=1e-8)


def test_a_fit_that_is_cut_short_says_by_how_much(monkeypatch):
    monkeypatch.setattr(bicm, "MOST_STEPS", 1)
    _, worst = fit([1, 2, 5, 1], [1, 1, 2, 1, 1, 3])
    assert worst > 1e-3


def test_no_actor_and_no_event():
    assert fit([], [])[0].shape == (0, 0)
    assert fit([0, 0], [])[0].shape == (2, 0)
    assert fit([], [0])[0].shape == (0, 1)
