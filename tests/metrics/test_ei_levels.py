"""E-I index of actors, of groups, and within its bounds."""

from __future__ import annotations

import json
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure
from cinet.metrics.communities import modularity
from cinet.metrics.ei_levels import ei_actors, ei_groups, ei_rescaled
from cinet.metrics.mixing import ei_index, ei_moments, nominal_assortativity, type_mixing
from cinet.network import Network
from tests import strategies
from tests.metrics import samples

LAZEGA = json.loads(
    (Path(__file__).parents[1] / "golden" / "diversity" / "lazega_office.json").read_text(encoding="utf-8")
)
FUNCTIONS = [ei_actors, ei_groups, ei_rescaled]


def offices():
    """Any network with the numbers of ties within and between the offices: the indices read nothing else."""
    of = [name for name, size in LAZEGA["groups"].items() for _ in range(size)]
    members = {name: [i for i, other in enumerate(of) if other == name] for name in LAZEGA["groups"]}
    ties = []
    for name, count in LAZEGA["within"].items():
        ties += list(combinations(members[name], 2))[:count]
    for pair, count in LAZEGA["between"].items():
        a, b = pair.split("-")
        ties += list(product(members[a], members[b]))[:count]
    source, target = zip(*ties, strict=True)
    actors = pd.DataFrame({"office": of}, index=[f"a{place}" for place in range(len(of))])
    return Network.from_pairs(source, target, np.ones(len(ties)), actors)


def test_the_lawyers_of_lazega_by_office():
    net = offices()
    moments = ei_moments(net, by="office")
    assert net.n_ties == LAZEGA["ties"]
    assert moments[["external_ties", "internal_ties"]].tolist() == [LAZEGA["external"], LAZEGA["internal"]]
    assert round(ei_index(net, by="office"), 4) == LAZEGA["ei_index"]
    assert round(moments["ei_expected"], 4) == LAZEGA["ei_expected"]
    assert round(nominal_assortativity(net, by="office"), 4) == LAZEGA["nominal_assortativity"]
    assert round(modularity(net, net.actors["office"]), 4) == LAZEGA["modularity"]
    assert ei_groups(net, by="office").round(4).to_dict() == LAZEGA["ei_groups"]
    # there are more pairs than ties both within offices and across: nothing is out of reach
    assert ei_rescaled(net, by="office").round(4).tolist() == [-1, 1, LAZEGA["ei_index"]]
    mixed = type_mixing(net, by="office")["observed_weight"]
    assert {f"{a}-{b}": value for (a, b), value in mixed.items() if a != b} == LAZEGA["between"]


@pytest.mark.parametrize("weighted", [False, True])
@settings(max_examples=40)
@given(net=strategies.networks())
def test_ends_of_ties_as_they_are_counted(weighted, net):
    matrix = strategies.matrix_of(net) if weighted else (strategies.matrix_of(net) > 0).astype(float)
    kind = net.actors["type"].to_numpy()

    def index(rows):
        out = sum(matrix[i, j] for i in rows for j in range(len(kind)) if kind[i] != kind[j])
        stay = sum(matrix[i, j] for i in rows for j in range(len(kind)) if kind[i] == kind[j])
        return (out - stay) / (out + stay) if out + stay else np.nan

    found = ei_actors(net, weighted=weighted)
    assert found.tolist() == pytest.approx([index([i]) for i in range(len(kind))], nan_ok=True, abs=1e-12)
    assert found.name == "ei_actors"
    groups = ei_groups(net, weighted=weighted)
    wanted = {name: index(np.flatnonzero(kind == name)) for name in sorted(set(kind))}
    assert groups.to_dict() == pytest.approx(wanted, nan_ok=True, abs=1e-12)
    assert groups.index.name == "type"


@settings(max_examples=40)
@given(data=st.data())
def test_bounds_are_the_least_and_greatest_of_all_networks(data):
    n = data.draw(st.integers(2, 5))
    kinds = data.draw(strategies.kinds(n))
    pairs = list(combinations(range(n), 2))
    ties = data.draw(st.integers(1, len(pairs)))
    every = [
        sum(1 if kinds[i] != kinds[j] else -1 for i, j in chosen) / ties
        for chosen in combinations(pairs, ties)
    ]
    chosen = data.draw(st.permutations(pairs))[:ties]
    matrix = np.zeros((n, n))
    for i, j in chosen:
        matrix[i, j] = matrix[j, i] = 1
    net = strategies.network_of(matrix, kinds=kinds)
    least, most, rescaled = ei_rescaled(net)
    assert [least, most] == pytest.approx([min(every), max(every)])
    if max(every) > min(every):
        assert -1 <= rescaled <= 1
        assert rescaled == pytest.approx(2 * (ei_index(net) - least) / (most - least) - 1)
    else:
        assert np.isnan(rescaled)


def test_no_tie():
    net = strategies.network_of(np.zeros((2, 2)), kinds=["firm", "user"])
    assert ei_rescaled(net).isna().all()
    assert ei_rescaled(net).index.tolist() == ["ei_min", "ei_max", "ei_rescaled"]
    assert ei_actors(net, weighted=True).isna().all()
    assert ei_groups(net).isna().all()
    nobody = Network.from_pairs([], [], [], strategies.actor_table([]))
    assert ei_groups(nobody).empty


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_is_refused(function):
    with pytest.raises(UndefinedMeasure, match="is defined for undirected"):
        function(strategies.network_of(samples.path(3), directed=True))
    with pytest.raises(SchemaError, match="no column 'park' to group by"):
        function(strategies.network_of(samples.path(3)), by="park")
