"""Weighted nesting: what is counted, cell by cell."""

from __future__ import annotations

import numpy as np
import pytest

from cinet.kernels.weighted_nesting import weighted_overlap
from tests import oracles_diversity
from tests.strategies import csr


@pytest.mark.parametrize("equal", [False, True])
@pytest.mark.parametrize(
    "matrix",
    [
        np.zeros((0, 2)),
        np.zeros((2, 2)),
        [[5, 3, 1], [4, 3, 0], [1, 0, 0]],
        [[1, 2], [3, 0]],
        [[2, 2], [2, 0]],
        [[3, 0, 1, 2], [1, 1, 0, 2], [0, 4, 0, 2], [3, 3, 3, 0]],
    ],
)
def test_pairs_of_columns(matrix, equal):
    held = np.asarray(matrix, dtype=float)
    size = (held > 0).sum(axis=0)
    wanted, _ = oracles_diversity.weighted_nesting(held.T.tolist(), equal)
    assert weighted_overlap(*csr(held), size, equal) == pytest.approx(wanted)
