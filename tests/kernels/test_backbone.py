from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cinet.kernels import backbone
from tests import strategies


@given(st.data(), st.integers(0, 5))
def test_entries_are_reached_where_the_draw_is_as_large(data, n):
    one = st.lists(st.lists(st.integers(0, 3), min_size=n, max_size=n), min_size=n, max_size=n)
    observed, drawn = (np.array(data.draw(one), float).reshape(n, n) for _ in range(2))
    indptr, indices, counts = strategies.csr(observed)
    reached = np.full(len(indices), 7, np.int64)
    backbone.add_reached(indptr, indices, counts, *strategies.csr(drawn), reached)
    rows, columns = np.nonzero(observed)
    assert (reached - 7).tolist() == (drawn[rows, columns] >= observed[rows, columns]).astype(int).tolist()
