from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import counts
from tests import oracles, strategies

PARTS = {"a": ["firm"], "b": ["university", "government"], "c": ["user"]}


@given(strategies.incidences(), st.data())
def test_pattern_counts_are_those_of_the_enumeration(incidence, data):
    kind = incidence.actors["type"].tolist()
    number = {kind: place for place, kinds in enumerate(PARTS.values()) for kind in kinds}
    part = np.array([number.get(name, -1) for name in kind], np.int32)
    n = incidence.n_collaborations
    group = data.draw(st.lists(st.integers(-1, 1), min_size=n, max_size=n))
    found = counts.pattern_counts(
        incidence.indptr, incidence.indices, part, np.array(group, np.int32), 2, len(PARTS)
    )
    for label in (0, 1):
        held = [e for e, g in zip(strategies.events_of(incidence), group, strict=True) if g == label]
        wanted = oracles.patterns(held, kind, PARTS)
        for pattern in range(8):
            named = frozenset(name for bit, name in enumerate(PARTS) if pattern >> bit & 1)
            assert found[label, pattern] == wanted[named]


def test_actors_of_no_part_leave_the_pattern_alone():
    found = counts.pattern_counts(
        np.array([0, 2, 3]),
        np.array([0, 1, 1], np.int32),
        np.array([1, -1], np.int32),
        np.zeros(2, np.int32),
        1,
        2,
    )
    assert found.tolist() == [[1, 0, 1, 0]]
