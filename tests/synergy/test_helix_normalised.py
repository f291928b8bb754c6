from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from cinet.errors import EmptySelection, SchemaError
from cinet.patterns import Patterns
from cinet.registry import MEASURES
from cinet.synergy.helix import helix
from cinet.synergy.helix_normalised import helix_normalised, mutual_redundancy
from tests import oracles, strategies


@given(strategies.patterns())
def test_the_columns_are_what_they_are_called(patterns):
    row = helix_normalised(patterns).iloc[0]
    k = len(patterns.parts)
    cells = oracles.cells(patterns.counts[0], k)
    t, h = oracles.transmission(cells, k), oracles.entropy(cells, range(k))
    most = np.log2(2**k) if patterns.none_known else np.log2(2**k - 1)
    wanted = {
        "n": patterns.counts.sum(),
        "T": t,
        "H": h,
        "H_max": most,
        "eta": h / most,
        "unused_capacity": most - h,
    }
    assert row[list(wanted)].tolist() == pytest.approx(list(wanted.values()), abs=1e-11)
    assert row["T_total"] == pytest.approx(patterns.counts.sum() * t, abs=1e-8)
    if h > 1e-9:
        assert row["T_relative"] == pytest.approx(t / h, abs=1e-9)
    assert 0 <= row["eta"] <= 1 + 1e-12


@given(strategies.patterns(n_parts=3))
def test_t_beside_its_bound(patterns):
    found = helix_normalised(patterns)["T_normalised"].iloc[0]
    cells = oracles.cells(patterns.counts[0], 3)
    t = oracles.transmission(cells, 3)
    shared = [
        oracles.entropy(cells, [a]) + oracles.entropy(cells, [b]) - oracles.entropy(cells, [a, b])
        for a, b in ((0, 1), (0, 2), (1, 2))
    ]
    bound = min(shared) if t >= 0 else min(pair - t for pair in shared)
    if bound > 1e-6:
        assert found == pytest.approx(t / bound, abs=1e-6)
    assert np.isnan(found) or -1 <= found <= 1


@pytest.mark.parametrize(
    ("counts", "k", "wanted"),
    [
        ([9, 0, 0, 9, 0, 9, 9, 0], 3, -1),
        ([9, 0, 0, 0, 0, 0, 0, 9], 3, 1),
        ([9, 0, 0, 9], 2, 1),
        ([4, 4, 4, 4], 2, 0),
        ([0, 0, 0, 9], 2, np.nan),
        ([1] * 8, 3, np.nan),
        ([0, 0, 0, 0, 0, 0, 0, 5], 3, np.nan),
        ([1] * 16, 4, np.nan),
    ],
    ids=["parity", "copy", "pair", "independent pair", "no pair", "independent", "all parts", "four parts"],
)
def test_known_structures(counts, k, wanted):
    patterns = Patterns([counts], [f"p{part}" for part in range(k)], none_known=True)
    row = helix_normalised(patterns).iloc[0]
    assert row["T_normalised"] == pytest.approx(wanted, nan_ok=True)
    assert np.isnan(row["T_relative"]) == (row["H"] == 0)


def test_groups():
    patterns = Patterns([[0] * 8, [3, 1, 4, 1, 5, 9, 2, 6]], list("abc"), none_known=True)
    found = helix_normalised(patterns)
    assert found.columns.tolist() == list(MEASURES["helix_normalised"].columns)
    assert found.iloc[0].drop("n").isna().all()
    assert found.iloc[0]["n"] == 0
    assert helix_normalised(patterns, ()).iloc[0].equals(found.iloc[1].rename(0))


@given(strategies.patterns())
def test_mutual_redundancy_turns_the_sign_with_the_number_of_parts(patterns):
    k = len(patterns.parts)
    wanted = (-1) ** (k + 1) * helix(patterns, n_boot=0)["T"].iloc[0]
    found = mutual_redundancy(patterns)
    assert found.name == "mutual_redundancy"
    assert found.iloc[0] == wanted
    assert not (found.eq(0) & np.signbit(found)).any()


def test_mutual_redundancy_of_groups():
    patterns = Patterns([[0] * 4, [2, 0, 0, 2]], list("ab"), none_known=True)
    assert mutual_redundancy(patterns).isna().tolist() == [True, False]
    assert mutual_redundancy(patterns, ()).tolist() == [-1]


@pytest.mark.parametrize("function", [helix_normalised, mutual_redundancy])
def test_refusals(function):
    with pytest.raises(SchemaError, match="expected Patterns, got str"):
        function("triple")
    with pytest.raises(EmptySelection, match="no group holds a record"):
        function(Patterns([[0] * 4], ["a", "b"], none_known=True))
