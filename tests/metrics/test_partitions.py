from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.metrics.partitions import aligned, by_size, partition_agreement
from tests import oracles, oracles_meso

labels = st.lists(st.integers(0, 3), max_size=8)


@given(data=st.data())
def test_agreement_from_pairs_and_from_entropies(data):
    first = data.draw(labels)
    second = data.draw(st.lists(st.integers(0, 3), min_size=len(first), max_size=len(first)))
    found = partition_agreement(first, second)
    assert found["ari"] == pytest.approx(oracles_meso.adjusted_rand(first, second))
    n = len(first)
    shares = {}
    for cell in zip(first, second, strict=True):
        shares[cell] = shares.get(cell, 0) + 1 / n
    own = [oracles.entropy(shares, [part]) for part in (0, 1)]
    mean = sum(own) / 2
    wanted = (sum(own) - oracles.entropy(shares, [0, 1])) / mean if mean > 1e-9 else 1
    assert found["nmi"] == pytest.approx(wanted, abs=1e-9)
    assert partition_agreement(second, first).tolist() == pytest.approx(found.tolist())


@given(first=labels)
def test_a_partition_agrees_with_itself_whatever_the_names(first):
    renamed = [f"group {10 - label}" for label in first]
    assert partition_agreement(first, renamed).tolist() == pytest.approx([1, 1])


def test_trivial_partitions():
    assert partition_agreement([0, 0, 0], [5, 5, 5]).tolist() == [1, 1]
    assert partition_agreement([0, 1, 2], [7, 8, 9]).tolist() == [1, 1]
    assert partition_agreement([0, 0, 0], [0, 1, 2]).tolist() == [0, 0]
    assert partition_agreement([], []).tolist() == [1, 1]


def test_unequal_lengths_are_refused():
    with pytest.raises(SchemaError, match="one length, not 2 and 1"):
        partition_agreement([0, 1], [0])


@given(member=labels)
def test_numbers_fall_with_size_and_then_with_the_first_member(member):
    found = by_size(member)
    assert partition_agreement(member, found)["ari"] == pytest.approx(1)
    groups = [np.flatnonzero(found == number) for number in range(found.max(initial=-1) + 1)]
    keys = [(-len(group), group[0]) for group in groups]
    assert keys == sorted(keys)


def test_a_partition_is_lined_up_with_the_actors():
    index = pd.Index(["b", "a"])
    assert aligned(pd.Series({"a": "x", "b": "y", "c": "z"}), index).tolist() == [0, 1]
    with pytest.raises(SchemaError, match="1 have none, first 'b'"):
        aligned(pd.Series({"a": "x"}), index)
    with pytest.raises(SchemaError, match="some stand twice"):
        aligned(pd.Series(["x", "y", "x"], index=["a", "b", "a"]), index)
