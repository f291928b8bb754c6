from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from cinet.kernels import nesting
from tests import oracles_meso, strategies


@pytest.mark.parametrize("as_given", [False, True])
@given(inc=strategies.incidences())
def test_overlap_is_that_of_the_sets(as_given, inc):
    events = strategies.events_of(inc)
    sets = [{e for e, members in enumerate(events) if actor in members} for actor in range(inc.n_actors)]
    size = np.array([len(each) for each in sets], dtype=np.int64)
    found = nesting.nested_overlap(inc.indptr, inc.indices, size, as_given)
    assert 100 * found == pytest.approx(oracles_meso.nodf_of(sets, as_given)[0])
