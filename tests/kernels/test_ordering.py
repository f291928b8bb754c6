"""The order of pairs against ``sorted``."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import ordering

PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.booleans()), max_size=30)


@pytest.mark.parametrize("many", [0, 10**9])
def test_pairs_are_sorted(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(ordering, "_MANY", many)

    @given(PAIRS)
    def compare(pairs: list[tuple[int, int, bool]]) -> None:
        first, second, chosen = (
            np.array([pair[part] for pair in pairs], dtype=np.int32) for part in range(3)
        )
        found = ordering.pair_order(first, second, chosen.astype(bool), 5, 4)
        wanted = sorted(np.flatnonzero(chosen).tolist(), key=lambda place: pairs[place][:2])
        assert found.tolist() == wanted

    compare()
