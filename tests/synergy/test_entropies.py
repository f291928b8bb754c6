from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.synergy import entropies
from tests import oracles, oracles_helix, strategies


def shares(patterns):
    return patterns.counts / patterns.counts.sum()


def test_subsets_small_ones_first():
    assert entropies.subsets(3) == [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]
    assert entropies.subsets(3, 2) == [(0, 1), (0, 2), (1, 2), (0, 1, 2)]


@given(strategies.patterns(), st.data())
def test_marginals_and_their_entropies_are_those_of_the_enumeration(patterns, data):
    k = len(patterns.parts)
    chosen = data.draw(st.sampled_from(entropies.subsets(k)))
    found = entropies.marginal(shares(patterns), chosen, k)
    cells = oracles.cells(patterns.counts[0], k)
    assert found.shape == (1, 2 ** len(chosen))
    for pattern, share in enumerate(found[0]):
        wanted = [
            value
            for cell, value in cells.items()
            if all(cell[part] == pattern >> bit & 1 for bit, part in enumerate(chosen))
        ]
        assert share == pytest.approx(sum(wanted), abs=1e-15)
    assert entropies.entropy_bits(found)[0] == pytest.approx(oracles.entropy(cells, chosen), abs=1e-12)


@given(strategies.patterns())
def test_transmission_is_that_of_the_enumeration(patterns):
    k = len(patterns.parts)
    found = entropies.transmission(shares(patterns), k)
    assert found[0] == pytest.approx(oracles.transmission(oracles.cells(patterns.counts[0], k), k), abs=1e-12)


@given(strategies.patterns())
def test_transmission_is_the_alternating_sum_of_entropies(patterns):
    """The mean of the cell terms and the sum of entropies are two ways to one number."""
    k = len(patterns.parts)
    probability = shares(patterns)
    wanted = sum(
        (-1) ** (len(chosen) + 1) * entropies.entropy_bits(entropies.marginal(probability, chosen, k))[0]
        for chosen in entropies.subsets(k)
    )
    assert entropies.transmission(probability, k)[0] == pytest.approx(wanted, abs=1e-12)


def test_a_sure_thing_has_no_entropy_and_no_negative_zero():
    found = entropies.entropy_bits(np.array([[1.0, 0.0]]))
    assert str(found[0]) == "0.0"


@given(strategies.patterns(none_known=True))
def test_independence_with_the_empty_combination_observed(patterns):
    k = len(patterns.parts)
    found = entropies.quasi_independence(shares(patterns), k, none_known=True)
    wanted = oracles.independence(oracles.cells(patterns.counts[0], k), k, none_known=True)
    cells = [tuple(pattern >> part & 1 for part in range(k)) for pattern in range(2**k)]
    assert np.allclose(found[0], [wanted[cell] for cell in cells], atol=1e-14)


@given(st.integers(2, 4).flatmap(lambda k: st.lists(st.floats(0.02, 0.98), min_size=k, max_size=k)))
def test_dropping_the_empty_records_of_independent_parts_is_undone(full):
    """Independent parts with the empty cell left out are their own quasi-independence."""
    k = len(full)
    cells = np.array(
        [
            [
                np.prod([share if pattern >> part & 1 else 1 - share for part, share in enumerate(full)])
                for pattern in range(2**k)
            ]
        ]
    )
    cells[:, 0] = 0
    cells /= cells.sum()
    found = entropies.quasi_independence(cells, k, none_known=False)
    assert np.allclose(found, cells, atol=1e-9)


@given(
    st.integers(2, 3).flatmap(lambda k: st.lists(st.integers(1, 40), min_size=2**k - 1, max_size=2**k - 1))
)
def test_independence_without_the_empty_combination_is_that_of_proportional_scaling(filled):
    k = (len(filled) + 1).bit_length() - 1
    # an overlap of at least a tenth, where scaling converges within its rounds
    filled[-1] += sum(filled) // 10 + 1
    probability = np.array([[0.0, *filled]]) / sum(filled)
    found = entropies.quasi_independence(probability, k, none_known=False)
    wanted = oracles.independence(oracles.cells([0.0, *filled], k), k, none_known=False)
    cells = [tuple(pattern >> part & 1 for part in range(k)) for pattern in range(2**k)]
    assert np.allclose(found[0], [wanted[cell] for cell in cells], atol=1e-9)


def test_without_overlap_every_record_holds_one_part():
    probability = np.array([[0.0, 0.5, 0.25, 0.0, 0.25, 0.0, 0.0, 0.0]])
    assert entropies.quasi_independence(probability, 3, none_known=False).tolist() == probability.tolist()


def test_a_part_that_is_always_there():
    probability = np.array([[0.0, 0.4, 0.0, 0.6]])
    found = entropies.quasi_independence(probability, 2, none_known=False)
    assert np.allclose(found, probability, atol=1e-15)


# --- all subsets at once ------------------------------------------------------------------------------------------


@given(strategies.patterns())
def test_entropies_of_all_subsets_side_by_side(patterns):
    k = len(patterns.parts)
    cells = oracles.cells(patterns.counts[0], k)
    found = entropies.subset_entropies(patterns.counts, k)
    assert found.shape == (1, 2**k - 1)
    wanted = [oracles.entropy(cells, chosen) for chosen in entropies.subsets(k)]
    assert np.allclose(found[0], wanted, atol=1e-12)


@given(strategies.patterns(), st.integers(2, 1000))
def test_counts_and_shares_give_the_same(patterns, times):
    k = len(patterns.parts)
    for function in (entropies.transmission, entropies.o_information, entropies.subset_entropies):
        assert np.allclose(function(patterns.counts, k), function(patterns.counts * times, k), atol=1e-12)


@given(strategies.patterns())
def test_o_information_is_total_less_dual_total_correlation(patterns):
    k = len(patterns.parts)
    wanted = oracles_helix.o_information(oracles.cells(patterns.counts[0], k), k)
    assert entropies.o_information(patterns.counts, k)[0] == pytest.approx(wanted, abs=1e-12)
    if k == 3:
        found = entropies.transmission(patterns.counts, k)
        assert entropies.o_information(patterns.counts, k) == pytest.approx(found, abs=1e-12)
    if k == 2:
        assert wanted == pytest.approx(0, abs=1e-12)


def test_a_part_that_does_not_vary_leaves_exactly_nothing():
    rng = np.random.default_rng(4)
    for k in (2, 3, 4, 5):
        cells = rng.random((3, 2**k))
        bit = np.arange(2**k) >> 1 & 1
        for held in (0, 1):
            still = np.where(bit == held, cells, 0.0)
            assert entropies.transmission(still, k).tolist() == [0.0, 0.0, 0.0]


def test_a_row_without_records():
    empty = np.zeros((2, 8))
    assert entropies.transmission(empty, 3).tolist() == [0, 0]
    assert entropies.alternating(empty, 3).tolist() == empty.tolist()
    assert entropies.quasi_independence(empty, 3, none_known=False).tolist() == empty.tolist()


@pytest.mark.parametrize("k", [2, 3, 6])
def test_a_row_gives_the_same_bits_whatever_stands_beside_it(k):
    rows = np.random.default_rng(k).random((50, 2**k))
    rows[:, 0] = 0
    for function in (
        entropies.transmission,
        entropies.o_information,
        entropies.alternating,
        lambda some, parts: entropies.quasi_independence(some, parts, none_known=False),
    ):
        together = function(rows, k)
        alone = np.concatenate([function(row[None, :], k) for row in rows])
        assert together.tobytes() == alone.tobytes()


def test_many_rows_are_taken_in_portions(monkeypatch):
    rows = np.random.default_rng(0).integers(0, 20, (25, 8)).astype(float)
    whole = entropies.transmission(rows, 3), entropies.alternating(rows, 3)
    monkeypatch.setattr(entropies, "_AT_ONCE", 200)
    assert entropies.transmission(rows, 3).tobytes() == whole[0].tobytes()
    assert entropies.alternating(rows, 3).tobytes() == whole[1].tobytes()


# --- records that were dropped unseen -----------------------------------------------------------------------------


@given(st.lists(st.floats(0.01, 0.99), min_size=2, max_size=8))
def test_the_share_of_records_that_are_not_empty_is_found_again(full):
    q = np.array(full)
    not_empty = 1 - np.prod(1 - q)
    shares = (q / not_empty)[None, :]
    overlap = shares.sum(axis=1) - 1
    assert entropies.non_empty_share(shares, overlap)[0] == pytest.approx(not_empty, abs=1e-9)


@pytest.mark.parametrize("parts", [9, 40, 3000])
def test_the_share_of_records_that_are_not_empty_for_many_columns(parts):
    q = np.random.default_rng(parts).random(parts) * 8 / parts
    not_empty = -np.expm1(np.log1p(-q).sum())
    shares = (q / not_empty)[None, :]
    found = entropies.non_empty_share(shares, shares.sum(axis=1) - 1)
    assert found[0] == pytest.approx(not_empty, abs=1e-12)


@pytest.mark.parametrize("columns", [3, 12])
def test_shares_at_the_border(columns):
    shares = np.zeros((3, columns))
    shares[:, :2] = [[1.0, 0.5], [0.5, 0.5], [0.5, 0.5 + 1e-9]]
    found = entropies.non_empty_share(shares, np.array([0.5, 0.0, 1e-9]))
    # D = overlap / (m_1 m_2) for two parts
    assert found.tolist() == pytest.approx([1.0, 0.0, 4e-9], rel=1e-6)


def test_a_tiny_overlap_loses_no_digits():
    found = entropies.non_empty_share(np.array([[0.5, 0.5, 1e-12]]), np.array([1e-12]))
    assert found[0] == pytest.approx(4e-12, rel=1e-9)
