from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from cinet.kernels import adjacency, four_paths
from tests import oracles_meso, strategies


@settings(max_examples=40)
@given(inc=strategies.incidences(max_actors=5, max_events=5))
def test_paths_are_those_counted_one_by_one(inc):
    of_actors = adjacency.transpose(inc.indptr, inc.indices, np.ones(len(inc.indices)), inc.n_actors)[:2]
    found = four_paths.four_paths(inc.indptr, inc.indices, *of_actors)
    assert found == oracles_meso.four_paths(strategies.events_of(inc), inc.n_actors)
