from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure
from cinet.interop.networkx import to_networkx
from cinet.metrics import fragmentation as module
from cinet.metrics.fragmentation import islands
from tests import oracles, oracles_meso, strategies
from tests.metrics import samples
from tests.metrics.meso_samples import GOLDEN, named, relabelled

WHOLE = ("fragmentation", "distance_fragmentation", "mean_distance", "isolate_share")


@pytest.mark.parametrize("measure", ["fragmentation", "distance_fragmentation"])
@pytest.mark.parametrize("name", GOLDEN["fragmentation"])
def test_recorded_values(name, measure):
    wanted = GOLDEN["fragmentation"][name][measure]
    assert getattr(module, measure)(named(name)) == pytest.approx(wanted, abs=5e-7)


@given(data=st.data())
def test_the_definitions(data):
    net = data.draw(strategies.networks())
    matrix = strategies.matrix_of(net)
    for name in WHOLE[:3]:
        wanted = getattr(oracles_meso, name)(matrix)
        assert getattr(module, name)(net) == pytest.approx(wanted, abs=1e-12, nan_ok=True), name
    alone = [not oracles.alters(matrix, i) for i in range(len(matrix))]
    assert module.isolate_share(net) == pytest.approx(np.mean(alone) if alone else np.nan, nan_ok=True)
    other = relabelled(net, data.draw(st.permutations(range(net.n_actors))))
    for name in WHOLE:
        assert getattr(module, name)(other) == pytest.approx(
            getattr(module, name)(net), abs=1e-12, nan_ok=True
        )


def test_global_efficiency_is_the_rest():
    net = named("florentine")
    assert 1 - module.distance_fragmentation(net) == pytest.approx(nx.global_efficiency(to_networkx(net)))


def test_davis_women():
    net = samples.davis().network()
    assert module.mean_distance(net) == pytest.approx(GOLDEN["davis_projection"]["mean_distance"], abs=5e-7)
    assert nx.average_shortest_path_length(to_networkx(net)) == pytest.approx(module.mean_distance(net))


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_islands_are_those_of_the_double_loop(directed, data):
    net = data.draw(strategies.networks(directed=directed))
    wanted = oracles_meso.islands(
        oracles.ties(strategies.matrix_of(net), directed), net.actors["type"].tolist()
    )
    found = islands(net, by="type")
    assert found.index.tolist() == list(wanted)
    assert found.index.name == "type"
    assert np.allclose(
        found, np.reshape(list(wanted.values()), (-1, 5)), rtol=1e-9, atol=1e-12, equal_nan=True
    )
    assert found["island_index"].dropna().between(0, 1).all()


def test_a_park_with_no_tie_out_is_an_island():
    matrix = np.kron(np.eye(2), samples.clique(3))
    net = strategies.network_of(matrix, kinds=["firm"] * 3 + ["user"] * 2 + ["firm"])
    assert islands(net, by="type")["island_index"].to_dict() == {"firm": 0.75, "user": 0.5}
    assert islands(strategies.network_of(matrix), by="type")["island_index"].tolist() == [1]


def test_isolates_of_directed_networks():
    net = strategies.network_of(samples.path(3) * np.tri(3).T, directed=True)
    assert module.isolate_share(net) == 0
    assert module.fragmentation(net) == 0


def test_scaling_the_weights_changes_no_index():
    net = samples.karate(weighted=True)
    scaled = strategies.network_of(3 * strategies.matrix_of(net), kinds=net.actors["club"])
    found = islands(net, by="club")["island_index"]
    assert islands(scaled, by="type")["island_index"].tolist() == pytest.approx(found.tolist())


def test_what_is_refused():
    for name in ("distance_fragmentation", "mean_distance"):
        with pytest.raises(UndefinedMeasure, match=f"{name} is defined for undirected"):
            getattr(module, name)(strategies.network_of(samples.path(3), directed=True))
    with pytest.raises(SchemaError, match="no column 'park'"):
        islands(named("kite"), by="park")
