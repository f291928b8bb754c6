from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.synergy import entropies
from tests import oracles, strategies


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
