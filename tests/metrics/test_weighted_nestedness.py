"""WNODF, and the nulls that tell how much of nestedness the fill and the margins make."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure
from cinet.incidence import Incidence
from cinet.metrics.nestedness import nodf, wnodf
from tests import oracles_diversity as oracles
from tests.metrics import samples

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "diversity" / "nested.json").read_text(encoding="utf-8")
)
cells = st.integers(1, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 4), min_size=k, max_size=k), min_size=1, max_size=5)
)


def table(matrix, weighted=True):
    held = np.asarray(matrix, dtype=float)
    rows, columns = np.nonzero(held)
    return Incidence.from_codes(
        rows,
        columns,
        collaborations=pd.DataFrame(index=[f"c{place}" for place in range(len(held))]),
        actors=pd.DataFrame(index=[f"a{place}" for place in range(held.shape[1])]),
        weights=held[rows, columns] if weighted else None,
    )


@pytest.mark.parametrize("name", ["staircase", "mixed"])
def test_the_values_of_vegan(name):
    held = GOLDEN[name]
    for key, found in [
        ("wnodf", wnodf(table(held["matrix"]))),
        ("wnodf_equal", wnodf(table(held["matrix"]), equal=True)),
        ("nodf", nodf(table(held["matrix"]))),
    ]:
        wanted = [held[key][part] for part in ("columns", "rows", "all")]
        assert found.tolist() == pytest.approx(wanted, abs=1e-10)


@settings(max_examples=40)
@given(matrix=cells, equal=st.booleans())
def test_the_mean_over_pairs(matrix, equal):
    by_row = oracles.weighted_nesting(matrix, equal)
    by_column = oracles.weighted_nesting(list(map(list, zip(*matrix, strict=True))), equal)
    both = (by_row[0] + by_column[0], by_row[1] + by_column[1])
    wanted = [100 * total / pairs if pairs else np.nan for total, pairs in (by_column, by_row, both)]
    found = wnodf(table(matrix), equal=equal)
    assert found.tolist() == pytest.approx(wanted, nan_ok=True)
    assert found.index.tolist() == ["wnodf_actors", "wnodf_collaborations", "wnodf"]


@settings(max_examples=40)
@given(matrix=cells, data=st.data())
def test_order_and_scale_do_not_matter(matrix, data):
    held = np.asarray(matrix, dtype=float)
    rows = data.draw(st.permutations(range(held.shape[0])))
    columns = data.draw(st.permutations(range(held.shape[1])))
    other = wnodf(table(held[np.ix_(rows, columns)] * 7))
    assert other.tolist() == pytest.approx(wnodf(table(held)).tolist(), nan_ok=True)


@settings(max_examples=40)
@given(matrix=cells)
def test_equal_weights_give_nodf_or_nothing(matrix):
    even = table((np.asarray(matrix) > 0).astype(float))
    assert wnodf(even, equal=True).tolist() == pytest.approx(nodf(even).tolist(), nan_ok=True)
    assert wnodf(even).dropna().eq(0).all()
    weighted = table(matrix)
    assert (wnodf(weighted).dropna() <= nodf(weighted).to_numpy()[wnodf(weighted).notna()] + 1e-9).all()


def test_weights_are_needed():
    with pytest.raises(UndefinedMeasure, match="wnodf compares the weights of participations"):
        wnodf(samples.davis())
    with pytest.raises(SchemaError, match="wnodf reads an Incidence"):
        wnodf(samples.davis().network())
