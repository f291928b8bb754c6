"""Dependence between partners."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import UndefinedMeasure
from cinet.metrics.dependence import dependence, dependence_strength, emerson_power
from cinet.network import Network
from cinet.registry.dependence import COLUMNS, MEASURES
from tests import oracles_diversity as oracles
from tests import strategies
from tests.metrics import samples

COLUMN_NAMES = ["dependence", "dependence_asymmetry", "power_advantage"]


def test_by_hand():
    """a-b 3, a-c 1, b-c 2: strengths 4, 5, 3."""
    net = strategies.network_of([[0, 3, 1], [3, 0, 2], [1, 2, 0]])
    found = dependence(net)
    assert found["dependence"].tolist() == pytest.approx([3 / 4, 1 / 4, 3 / 5, 2 / 5, 1 / 3, 2 / 3])
    assert found.loc[("a0", "a1"), "dependence_asymmetry"] == pytest.approx((3 / 4 - 3 / 5) / (3 / 4))
    assert found.loc[("a0", "a1"), "power_advantage"] == pytest.approx(3 / 5 - 3 / 4)
    assert dependence_strength(net).tolist() == pytest.approx([3 / 5 + 1 / 3, 3 / 4 + 2 / 3, 1 / 4 + 2 / 5])
    assert emerson_power(net)["a1"] == pytest.approx((3 / 4 + 2 / 3 - 1) / 2)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_a_star_depends_on_its_centre(n):
    net = strategies.network_of(samples.star(n) * 4)
    assert dependence_strength(net).tolist() == pytest.approx([n] + [1 / n] * n)
    assert emerson_power(net).tolist() == pytest.approx([1 - 1 / n] + [1 / n - 1] * n)
    assert dependence(net).loc[("a0", "a1")].tolist() == pytest.approx([1 / n, 1 - 1 / n, 1 - 1 / n])


@settings(max_examples=40)
@given(net=strategies.networks())
def test_the_formulas_as_they_are_written(net):
    matrix = strategies.matrix_of(net)
    found, wanted = dependence(net), oracles.dependence(matrix)
    ids = net.index
    assert [(ids.get_loc(a), ids.get_loc(b)) for a, b in found.index] == list(wanted)
    assert np.allclose(found, np.reshape(list(wanted.values()), (-1, 3)), rtol=1e-12)
    power = {i: [values[2] for (a, _), values in wanted.items() if a == i] for i in range(len(matrix))}
    strength = {j: [values[0] for (_, b), values in wanted.items() if b == j] for j in range(len(matrix))}
    means = [np.mean(power[i]) if power[i] else np.nan for i in power]
    assert emerson_power(net).tolist() == pytest.approx(means, abs=1e-12, nan_ok=True)
    sums = [sum(strength[j]) if strength[j] else np.nan for j in strength]
    assert dependence_strength(net).tolist() == pytest.approx(sums, nan_ok=True)


@settings(max_examples=40)
@given(net=strategies.networks())
def test_shares_add_up_and_power_cancels(net):
    found = dependence(net)
    assert found.index.names == ["source", "target"]
    assert np.allclose(found["dependence"].groupby("source").sum(), 1)
    assert found["dependence_asymmetry"].between(0, 1).all()
    back = found["power_advantage"].swaplevel().reindex(found.index)
    assert (found["power_advantage"] == -back).all()
    tied = int((np.diff(net.indptr) > 0).sum())
    assert dependence_strength(net).sum() == pytest.approx(tied)
    degree = np.diff(net.indptr)
    known = dependence_strength(net) - 1
    assert np.allclose(emerson_power(net) * degree, known, atol=1e-9, equal_nan=True)


@settings(max_examples=40)
@given(net=strategies.networks(), data=st.data())
def test_order_and_scale_do_not_matter(net, data):
    order = data.draw(st.permutations(range(net.n_actors)))
    matrix = strategies.matrix_of(net)[np.ix_(order, order)] * 1e300
    source, target = np.nonzero(np.triu(matrix))
    other = Network.from_pairs(source, target, matrix[source, target], net.actors.iloc[order])
    there = dependence(other).reindex(dependence(net).index)
    assert np.allclose(there, dependence(net), atol=1e-9)
    for function in (dependence_strength, emerson_power):
        assert np.allclose(function(other)[net.index], function(net), atol=1e-9, equal_nan=True)


def test_equal_partners_have_no_power_over_each_other():
    net = strategies.network_of(samples.clique(4))
    assert dependence(net)["dependence_asymmetry"].tolist() == [0.0] * 12
    assert emerson_power(net).tolist() == [0.0] * 4


@pytest.mark.parametrize("function", [dependence, dependence_strength, emerson_power])
def test_directed_networks_are_refused(function):
    with pytest.raises(UndefinedMeasure, match="is defined for undirected"):
        function(strategies.network_of(samples.path(3), directed=True))


def test_names():
    net = strategies.network_of(np.zeros((2, 2)))
    assert dependence(net).columns.tolist() == COLUMN_NAMES
    assert dependence(net).empty
    assert isinstance(dependence_strength(net), pd.Series)
    assert dependence_strength(net).name == "dependence_strength"
    assert emerson_power(net).isna().all()
    known = {column.name for column in COLUMNS}
    assert {name for measure in MEASURES for name in (measure.columns or (measure.name,))} == known
