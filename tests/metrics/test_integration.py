"""Frenken's integration."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.metrics.integration import integration, integration_pairs, integration_rows
from cinet.metrics.mixing import type_mixing
from cinet.network import Network
from cinet.registry.integration import COLUMNS, MEASURES
from tests import oracles_diversity as oracles
from tests import strategies
from tests.metrics import samples

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "diversity" / "frenken.json").read_text(encoding="utf-8")
)
NAMES = ["integration", "integration_within", "integration_between"]


def square(values, names=None):
    labels = names or [f"g{place}" for place in range(len(values))]
    return pd.DataFrame(np.asarray(values, dtype=float), index=labels, columns=labels)


def published() -> pd.DataFrame:
    groups, raw = GOLDEN["groups"], GOLDEN["raw"]
    return square([[(raw[f"{a}-{b}"] + raw[f"{b}-{a}"]) / 2 for b in groups] for a in groups], groups)


def test_the_published_example():
    matrix, printed = published(), GOLDEN["printed"]
    assert matrix.to_numpy().sum() == 2500
    found = integration(matrix)
    for name in NAMES:
        assert round(found[name], 2) == printed[name]
        assert found[name] == pytest.approx(GOLDEN["derived"][name], abs=5e-8)
    pairs = {f"{a}-{b}": value for (a, b), value in integration_pairs(matrix).round(2).items()}
    assert pairs == printed["pairs"]
    assert integration_rows(matrix).tolist() == pytest.approx(GOLDEN["derived"]["rows"], abs=5e-5)


symmetric = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.integers(0, 9), min_size=n * n, max_size=n * n).map(
        lambda values: np.triu(np.reshape(values, (n, n))) + np.triu(np.reshape(values, (n, n)), 1).T
    )
)


@settings(max_examples=40)
@given(values=symmetric)
def test_the_formula_as_it_is_written(values):
    matrix = square(values)
    if values.sum() == 0:
        assert integration(matrix).isna().all()
        assert integration_rows(matrix).isna().all()
        return
    *whole, rows = oracles.integration(values)
    assert integration(matrix).tolist() == pytest.approx(whole, abs=1e-12, nan_ok=True)
    assert integration_rows(matrix).tolist() == pytest.approx(rows, abs=1e-12, nan_ok=True)
    assert integration(matrix)["integration"] >= 0
    q = values.sum(axis=1) / values.sum()
    weighted = (q * integration_rows(matrix).fillna(0)).sum()
    assert weighted == pytest.approx(integration(matrix)["integration"], abs=1e-12)
    known = integration_pairs(matrix).notna().tolist()
    assert known == (values[np.triu_indices(len(values))] > 0).tolist()


@settings(max_examples=40)
@given(values=symmetric, data=st.data())
def test_order_scale_and_base(values, data):
    matrix = square(values)
    order = data.draw(st.permutations(range(len(values))))
    moved = matrix.iloc[order, order]
    for function in (integration_rows, integration_pairs):
        assert function(matrix * 8).equals(function(matrix))
    assert integration_rows(moved)[matrix.index].tolist() == pytest.approx(
        integration_rows(matrix).tolist(), abs=1e-12, nan_ok=True
    )
    found = integration(matrix)
    for other in (integration(moved), integration(matrix * 1e200), integration(matrix * 1e-200)):
        assert other.tolist() == pytest.approx(found.tolist(), abs=1e-12, nan_ok=True)
    in_bits = integration(matrix, base=2)
    assert (in_bits * np.log(2)).tolist() == pytest.approx(found.tolist(), nan_ok=True)
    assert in_bits.index.tolist() == [f"{name}(base=2)" for name in NAMES]


@pytest.mark.parametrize("sizes", [[1], [3, 3], [1, 2, 3], [7, 1, 5, 2, 11]])
def test_exactly_zero_when_mixed(sizes):
    matrix = square(np.outer(sizes, sizes))
    assert integration(matrix).dropna().tolist() == [0.0] * (1 if len(sizes) == 1 else 2) + [0.0]
    assert integration_rows(matrix).tolist() == [0.0] * len(sizes)
    assert integration_pairs(matrix).tolist() == [0.0] * (len(sizes) * (len(sizes) + 1) // 2)


@pytest.mark.parametrize("k", [2, 3, 7])
def test_no_tie_between_groups_of_one_size_gives_the_logarithm_of_their_number(k):
    found = integration(square(np.eye(k)))
    assert found["integration"] == pytest.approx(np.log(k))
    assert found["integration_within"] == pytest.approx(np.log(k))
    assert np.isnan(found["integration_between"])


@pytest.mark.parametrize("directed", [False, True])
@settings(max_examples=40)
@given(data=st.data())
def test_a_network_is_read_by_its_mixing_matrix(directed, data):
    net = data.draw(strategies.networks(directed=directed, min_actors=1))
    mixed = type_mixing(net)["observed_weight"]
    groups = sorted(set(net.actors["type"]))
    half = {pair: value if pair[0] == pair[1] else value / 2 for pair, value in mixed.items()}
    matrix = square([[half[min(a, b), max(a, b)] for b in groups] for a in groups], groups)
    for function in (integration, integration_rows, integration_pairs):
        assert function(net).tolist() == pytest.approx(function(matrix).tolist(), abs=1e-9, nan_ok=True)
    assert integration_pairs(net).index.names == ["type_a", "type_b"]


def test_the_clubs_of_karate():
    found = integration(samples.karate(weighted=True), by="club")
    assert found["integration_within"] > 0 > found["integration_between"]
    assert found["integration"] < np.log(2)


def test_an_empty_network():
    empty = Network.from_pairs([], [], [], strategies.actor_table([]))
    assert integration(empty).isna().all()
    assert integration_rows(empty).empty
    assert integration_pairs(empty).empty


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        (
            square([[1, 2], [2, np.nan]]),
            "finite numbers of 0 or more; 1 are not, first nan in row 'g1', column 'g1'",
        ),
        (square([[1, -2], [-2, 1]]), "first -2.0 in row 'g0', column 'g1'"),
        (
            square([[1, 2], [3, 1]]),
            r"'g0', 'g1' hold 2 and 3. Add up or average both directions first: \(M \+ M",
        ),
        (pd.DataFrame([[1, 2, 3]]), "must be square with at least one row, not 1 x 3"),
        (pd.DataFrame(), "must be square with at least one row, not 0 x 0"),
        (
            pd.DataFrame([[1, 2], [2, 1]], index=["a", "b"], columns=["a", "c"]),
            "'b', 'c' stand in one of them only",
        ),
        (pd.DataFrame([[1, 2], [2, 1]], index=["a", "b"], columns=["b", "a"]), "in the same order"),
        (square([[1, 2], [2, 1]], ["a", "a"]), "must have different names; 'a' stand more than once"),
        (square([[1, 2], [2, 1]]).astype(object).replace(1, "x"), "must hold numbers only"),
    ],
)
def test_what_is_no_collaboration_matrix_is_refused(matrix, said):
    with pytest.raises(SchemaError, match=said):
        integration(matrix)


@pytest.mark.parametrize("base", [1, 0, -2, float("nan"), float("inf")])
def test_a_base_that_is_none(base):
    with pytest.raises(SchemaError, match="base of the logarithm must be a finite number above 1"):
        integration(square([[1]]), base=base)


def test_an_unknown_column_is_refused():
    with pytest.raises(SchemaError, match="no column 'park' to group by"):
        integration(samples.karate(weighted=True), by="park")


def test_every_column_of_the_measures_is_registered():
    known = {column.name for column in COLUMNS}
    assert {name for measure in MEASURES for name in (measure.columns or (measure.name,))} == known
