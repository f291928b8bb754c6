from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import core_periphery as kernel
from tests import oracles_meso, strategies

IDEALS = {"max": False, "product": True}


@pytest.mark.parametrize("ideal", IDEALS)
@given(data=st.data())
def test_a_climb_ends_at_the_correlation_of_its_core_and_never_lower(ideal, data):
    matrix = data.draw(strategies.matrices(weighted=False))
    n = len(matrix)
    core = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)), dtype=np.bool_)
    before = oracles_meso.core_fit(matrix, np.flatnonzero(core).tolist(), ideal)
    found = kernel.climb(*strategies.csr(matrix)[:2], core, IDEALS[ideal])
    after = oracles_meso.core_fit(matrix, np.flatnonzero(core).tolist(), ideal)
    assert (found == -np.inf and np.isnan(after)) or found == pytest.approx(after, abs=1e-12)
    assert np.isnan(before) or found >= before - 1e-12
    # no flip does better, nor does any exchange
    if np.isfinite(found):
        inside, outside = np.flatnonzero(core), np.flatnonzero(~core)
        near = [set(inside) ^ {i} for i in range(n)] + [set(inside) ^ {i, j} for i in inside for j in outside]
        fits = [oracles_meso.core_fit(matrix, sorted(each), ideal) for each in near]
        assert all(not fit > found + 1e-9 for fit in fits)


def test_a_pattern_that_does_not_vary_has_no_correlation():
    assert kernel.pattern_fit(4, 0, 0, 2, False) == -np.inf
    assert kernel.pattern_fit(4, 6, 3, 2, False) == -np.inf
    assert kernel.pattern_fit(4, 3, 0, 0, False) == -np.inf
    assert kernel.pattern_fit(4, 3, 3, 4, False) == -np.inf
    assert kernel.pattern_fit(4, 3, 0, 1, True) == -np.inf
    assert kernel.pattern_fit(4, 3, 3, 1, False) == pytest.approx(1)
