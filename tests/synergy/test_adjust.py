from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from cinet.errors import SchemaError
from cinet.synergy.adjust import benjamini_hochberg

PROBABILITIES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(PROBABILITIES)
def test_it_agrees_with_scipy(p):
    assert np.allclose(benjamini_hochberg(p), false_discovery_control(p, method="bh"), atol=1e-15)


@given(PROBABILITIES, st.data())
def test_order_does_not_matter_and_what_is_not_tested_does_not_count(p, data):
    held = pd.Series(p, index=[f"g{place}" for place in range(len(p))])
    order = data.draw(st.permutations(list(held.index)))
    q = benjamini_hochberg(held)
    assert q.index.equals(held.index)
    assert np.allclose(benjamini_hochberg(held.loc[order]).loc[held.index], q, rtol=1e-12)
    more = benjamini_hochberg(pd.concat([held, pd.Series({"empty": np.nan})]))
    assert np.isnan(more["empty"])
    assert more.drop("empty").equals(q)


def test_no_test_at_all():
    assert benjamini_hochberg([]).empty
    assert benjamini_hochberg([np.nan]).isna().all()


@pytest.mark.parametrize(
    ("p", "message"),
    [
        (pd.Series({"a": 0.5, "b": 1.5}), "p must lie between 0 and 1; 'b' holds 1.5"),
        ([-0.1], "'0' holds -0.1"),
        ([np.inf], "'0' holds inf"),
        ([[0.1, 0.2]], "it has 2 dimensions"),
        (0.5, "it has 0 dimensions"),
        (["small"], "p holds something that is not a number"),
        ([None, object()], "p holds something that is not a number"),
    ],
)
def test_what_is_no_p(p, message):
    with pytest.raises(SchemaError, match=message):
        benjamini_hochberg(p)
