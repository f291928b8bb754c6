"""What every registered measure promises: index, names, types, ranges, and NaN exactly where a value is undefined."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from cinet.errors import UndefinedMeasure
from cinet.metrics.measure import describe, measure, measure_function
from cinet.network import Network
from cinet.registry import COLUMNS, MEASURES, MeasureSpec, column
from cinet.synergy.helix import helix
from tests import oracles, strategies
from tests.metrics import samples
from tests.strategies import matrix_of, network_of

OF_ACTORS = [spec for spec in MEASURES.values() if spec.level == "actor"]
OF_NETWORKS = [spec for spec in MEASURES.values() if spec.level == "network"]
ROUNDING = 1e-12

KINDS = ["firm", "university", "government"]


def joined(*blocks: Any) -> Any:
    """Matrices side by side without a tie between them."""
    n = sum(len(block) for block in blocks)
    held = np.zeros((n, n))
    start = 0
    for block in blocks:
        held[start : start + len(block), start : start + len(block)] = block
        start += len(block)
    return held


def example(matrix: Any, *, directed: bool = False) -> Network:
    kinds = [KINDS[number % 3] for number in range(len(matrix))]
    return network_of(matrix, directed=directed, kinds=kinds)


NETWORKS = {
    "empty": example(np.zeros((0, 0))),
    "one actor": example(np.zeros((1, 1))),
    "isolates": example(np.zeros((4, 4))),
    "path": example(samples.path(5)),
    "star": example(samples.star(5)),
    "clique": example(samples.clique(5)),
    "triangle": example(samples.clique(3)),
    "two components": example(joined(samples.clique(3), samples.path(4), np.zeros((1, 1)))),
    "weighted": example(joined(samples.clique(4) * np.add.outer(range(4), range(4)), samples.path(2) * 0.1)),
}

#: What the registry says about undefined values -> for whom that holds.
UNDEFINED_FOR_ACTORS: dict[str, Callable[[Any], list[bool]]] = {
    "never": lambda matrix: [False] * len(matrix),
    "the actor has no tie": lambda matrix: [not oracles.alters(matrix, i) for i in range(len(matrix))],
    "fewer than two alters": lambda matrix: [len(oracles.alters(matrix, i)) < 2 for i in range(len(matrix))],
}


def degrees(matrix: Any) -> list[int]:
    return [len(oracles.alters(matrix, i)) for i in range(len(matrix))]


UNDEFINED_FOR_NETWORKS: dict[str, Callable[[Any], bool]] = {
    "never": lambda matrix: False,
    "there is no tie": lambda matrix: not matrix.any(),
    "fewer than two actors": lambda matrix: len(matrix) < 2,
    "there is no actor": lambda matrix: len(matrix) == 0,
    "no actor": lambda matrix: len(matrix) == 0,
    "no actor has two alters": lambda matrix: max(degrees(matrix), default=0) < 2,
    "all ties join actors of equal degree or there is no tie": lambda matrix: (
        len({degree for degree in degrees(matrix) if degree > 0}) < 2
    ),
}


def names(spec: MeasureSpec) -> tuple[str, ...]:
    return spec.columns or (spec.name,)


def within(values: Any, name: str) -> bool:
    spec = COLUMNS[name]
    known = np.asarray(values, float)[~np.isnan(np.asarray(values, float))]
    return bool(((known >= spec.lower - ROUNDING) & (known <= spec.upper + ROUNDING)).all())


def check_actors(spec: MeasureSpec, net: Network) -> None:
    found = measure_function(spec)(net)
    assert isinstance(found, pd.DataFrame if spec.columns else pd.Series)
    table = found if spec.columns else found.to_frame()
    assert table.columns.tolist() == list(names(spec))
    assert table.index.equals(net.index)
    assert table.index.name == "actor_id"
    for name in names(spec):
        assert table[name].dtype in (np.dtype(np.float64), np.dtype(np.int64)), name
        assert within(table[name], name), name
        undefined = UNDEFINED_FOR_ACTORS[column(name).undefined_when](
            oracles.ties(matrix_of(net), net.directed)
        )
        assert table[name].isna().tolist() == undefined, name


def check_network(spec: MeasureSpec, net: Network) -> None:
    found = measure_function(spec)(net)
    values = found.to_dict() if spec.columns else {spec.name: found}
    assert list(values) == list(names(spec))
    for name, value in values.items():
        assert isinstance(value, float), name
        assert within([value], name), name
        undefined = UNDEFINED_FOR_NETWORKS[column(name).undefined_when](matrix_of(net))
        assert math.isnan(value) == undefined, name


@pytest.mark.parametrize("spec", MEASURES.values(), ids=lambda spec: spec.name)
def test_the_function_is_there(spec: MeasureSpec) -> None:
    assert callable(measure_function(spec))


@pytest.mark.parametrize("net", NETWORKS.values(), ids=NETWORKS)
@pytest.mark.parametrize("spec", OF_ACTORS, ids=lambda spec: spec.name)
def test_actor_measures(spec: MeasureSpec, net: Network) -> None:
    check_actors(spec, net)


@pytest.mark.parametrize("net", NETWORKS.values(), ids=NETWORKS)
@pytest.mark.parametrize("spec", OF_NETWORKS, ids=lambda spec: spec.name)
def test_network_measures(spec: MeasureSpec, net: Network) -> None:
    check_network(spec, net)


@given(net=strategies.networks())
def test_all_measures_of_random_networks(net: Network) -> None:
    for spec in OF_ACTORS:
        check_actors(spec, net)
    for spec in OF_NETWORKS:
        check_network(spec, net)


@given(net=strategies.networks(directed=True))
def test_all_measures_of_random_directed_networks(net: Network) -> None:
    for spec in OF_ACTORS:
        if spec.name != "local_clustering":
            check_actors(spec, net)


@pytest.mark.parametrize("name", ["local_clustering", "summary"])
def test_measures_of_undirected_networks_refuse_directed_ones(name: str) -> None:
    with pytest.raises(UndefinedMeasure, match=f"{name} is defined for undirected networks here"):
        measure_function(MEASURES[name])(example(samples.path(3), directed=True))


@pytest.mark.parametrize("net", NETWORKS.values(), ids=NETWORKS)
def test_the_mixing_census(net: Network) -> None:
    found = measure_function(MEASURES["type_mixing"])(net)
    assert found.columns.tolist() == list(MEASURES["type_mixing"].columns)
    for name in found:
        assert found[name].dtype == np.float64
        assert within(found[name], name)
    assert column("mixing_ratio").undefined_when == "nothing is expected"
    assert found["mixing_ratio"].isna().tolist() == (found["expected_weight"] == 0).tolist()
    assert not found[["observed_weight", "expected_weight"]].isna().any(axis=None)


@given(patterns=strategies.patterns())
def test_the_helix_census(patterns: Any) -> None:
    found = helix(patterns, n_boot=0)
    assert found.columns.tolist() == list(MEASURES["helix"].columns)
    for name in found:
        assert found[name].dtype == np.float64
        assert within(found[name], name)
        assert found[name].notna().all()


@pytest.mark.parametrize("net", NETWORKS.values(), ids=NETWORKS)
def test_measures_leave_the_network_as_it_was(net: Network) -> None:
    before = [array.tobytes() for array in (net.indptr, net.indices, net.weights)]
    actors = net.actors
    for spec in [*OF_ACTORS, *OF_NETWORKS, MEASURES["type_mixing"]]:
        measure_function(spec)(net)
    assert [array.tobytes() for array in (net.indptr, net.indices, net.weights)] == before
    pd.testing.assert_frame_equal(net.actors, actors)


@pytest.mark.parametrize("specs", [OF_ACTORS, OF_NETWORKS], ids=["actors", "networks"])
def test_a_table_of_all_measures_describes_itself(specs: list[MeasureSpec]) -> None:
    table = measure(NETWORKS["two components"], [spec.name for spec in specs])
    assert table.columns.tolist() == [name for spec in specs for name in names(spec)]
    assert describe(table).index.tolist() == table.columns.tolist()
    assert describe(table, lang="zh")["label"].notna().all()
