from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import brokerage, brokerage_cells
from tests import oracles_brokerage, strategies
from tests.metrics import samples


def open_cells(matrix, group, slot, n_slots, directed):
    indptr, indices, _ = strategies.csr(matrix)
    kinds, slots = np.array(group, np.int32), np.array(slot, np.int32)
    if directed:
        return brokerage_cells.directed_cells(indptr, indices, kinds, slots, n_slots, 3)
    cells = brokerage_cells.alter_pairs(indptr, indices, kinds, slots, n_slots, 3)
    brokerage_cells.take_closed_pairs(indptr, indices, kinds, slots, cells)
    return cells


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_cells_by_actor_and_by_group(directed, data):
    matrix = data.draw(strategies.matrices(directed=directed))
    n = len(matrix)
    group = data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    wanted = np.zeros((n, 3, 3), int)
    for cell, count in oracles_brokerage.cells(matrix, group, directed).items():
        wanted[cell] = count
    assert np.array_equal(open_cells(matrix, group, range(n), n, directed), wanted)
    by_group = np.zeros((3, 3, 3), int)
    np.add.at(by_group, np.array(group, int), wanted)
    assert np.array_equal(open_cells(matrix, group, group, 3, directed), by_group)


def test_a_star_has_all_pairs_and_a_clique_none():
    star = open_cells(samples.star(4), [2, 0, 0, 1, 1], range(5), 5, False)
    assert star[0].tolist() == [[1, 4, 0], [0, 1, 0], [0, 0, 0]]
    assert not star[1:].any()
    assert not open_cells(samples.clique(5), [0, 1, 2, 0, 1], range(5), 5, False).any()


@pytest.mark.parametrize("credit", [brokerage.SHARED, brokerage.MINIMUM, brokerage.GEOMETRIC])
@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_credit_of_paths(directed, credit, data):
    matrix = data.draw(strategies.matrices(directed=directed, max_actors=6))
    group = data.draw(st.lists(st.integers(0, 2), min_size=len(matrix), max_size=len(matrix)))
    rows = strategies.csr(matrix)
    found = sum(
        brokerage.path_credit(*rows, np.array(group, np.int32), credit, directed, first, 2)
        for first in range(2)
    )
    name = {
        brokerage.SHARED: "shared",
        brokerage.MINIMUM: "min",
        brokerage.GEOMETRIC: "geometric",
    }[credit]
    wanted = oracles_brokerage.credited_roles(matrix, group, directed, name)
    assert np.allclose(found.sum(axis=1), [row["total"] for row in wanted], rtol=1e-12)
    both = found[:, 2] + found[:, 3] if not directed else found[:, 2]
    assert np.allclose(both, [row["gatekeeper"] for row in wanted], rtol=1e-12)
    for column, role in [(0, "coordinator"), (1, "itinerant"), (4, "liaison")]:
        assert np.allclose(found[:, column], [row[role] for row in wanted], rtol=1e-12)
