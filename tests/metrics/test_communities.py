from __future__ import annotations

import random

import igraph
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure
from cinet.metrics import communities as module
from cinet.metrics.communities import communities, community_stability, modularity
from cinet.metrics.graphs import graph_of
from cinet.metrics.partitions import partition_agreement
from tests import oracles_meso, strategies
from tests.metrics import samples
from tests.metrics.meso_samples import GOLDEN, named


@pytest.mark.parametrize("consensus", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
def test_the_karate_club_reaches_the_optimum(weighted, consensus):
    net = samples.karate(weighted=True)
    found = communities(net, weighted=weighted, consensus=consensus)
    wanted = GOLDEN["modularity_karate"]["weighted" if weighted else "unweighted"]
    assert modularity(net, found, weighted=weighted) == pytest.approx(wanted, abs=5e-7)
    assert found.name == "community"
    assert found.index.equals(net.index)
    sizes = found.value_counts().sort_index().tolist()
    assert sizes == sorted(sizes, reverse=True)


def test_the_same_seed_gives_the_same_communities_and_leaves_the_generator_alone():
    net, before = named("ring 10"), random.getstate()
    runs = [communities(net, seed=seed, runs=1) for seed in range(12)]
    assert random.getstate() == before
    assert all(communities(net, seed=seed, runs=1).equals(runs[seed]) for seed in range(12))
    assert min(partition_agreement(runs[0], other)["ari"] for other in runs) < 1
    assert community_stability(net)["ari_mean"] < 1


@given(data=st.data())
def test_modularity_is_the_double_sum(data):
    net = data.draw(strategies.networks())
    member = data.draw(st.lists(st.integers(0, 2), min_size=net.n_actors, max_size=net.n_actors))
    resolution = data.draw(st.sampled_from([0.5, 1.0, 2.0]))
    matrix = strategies.matrix_of(net)
    partition = pd.Series(member, index=net.index, dtype=np.int64)
    wanted = oracles_meso.modularity(matrix, member, resolution)
    found = modularity(net, partition, resolution=resolution)
    assert found == pytest.approx(wanted, abs=1e-12, nan_ok=True)
    wanted = oracles_meso.modularity((matrix > 0).astype(float), member)
    found = modularity(net, partition, weighted=False)
    assert found == pytest.approx(wanted, abs=1e-12, nan_ok=True)


@given(net=strategies.networks(weighted=False))
def test_modularity_of_a_column_is_that_of_igraph(net):
    codes = net.codes("type")[0]
    found = modularity(net, "type")
    if net.n_ties:
        assert found == pytest.approx(graph_of(net).modularity(codes.tolist()), abs=1e-12)
    else:
        assert np.isnan(found)


@pytest.mark.parametrize("consensus", [False, True])
@given(net=strategies.networks())
def test_communities_cover_all_actors_and_isolates_stand_alone(consensus, net):
    found = communities(net, runs=2, consensus=consensus)
    assert found.index.equals(net.index)
    assert sorted(set(found)) == list(range(found.nunique()))
    alone = found[np.diff(net.indptr) == 0]
    assert (found.value_counts()[alone] == 1).all()


def test_two_cliques_and_a_bridge():
    bridged = np.kron(np.eye(2), samples.clique(4))
    bridged[3, 4] = bridged[4, 3] = 1
    net = strategies.network_of(bridged)
    assert communities(net).tolist() == [0] * 4 + [1] * 4
    # scaling the strengths changes nothing, and a fine resolution leaves everyone alone
    assert communities(strategies.network_of(7 * bridged)).equals(communities(net))
    assert communities(net, resolution=100).nunique() == 8
    assert communities(net, resolution=0.01).nunique() == 1


def test_the_peer_leaves_everyone_alone_unless_told_what_to_optimise():
    net = named("karate")
    peer = graph_of(net).community_leiden()
    assert len(peer) == 34
    assert communities(net).nunique() == 4


def test_runs_that_never_agree_end_after_the_last_round(monkeypatch):
    net = strategies.network_of(samples.path(4))
    turns = []

    def never(graph, strengths, resolution, runs, seed):
        turns.append(graph.ecount())
        return [np.array([0, 0, 1, 1]), np.array([0, 1, 1, 2])]

    monkeypatch.setattr(module, "_runs", never)
    found = module._consensus(graph_of(net), never(graph_of(net), [], 1.0, 2, 0), 1.0, 0, rounds=3)
    assert found.tolist() == [0, 0, 1, 1]
    assert len(turns) == 4


def test_stability():
    sure = community_stability(named("karate"))
    assert sure[["ari_mean", "nmi_mean"]].tolist() == [1, 1]
    assert sure["modularity_best"] == pytest.approx(GOLDEN["modularity_karate"]["unweighted"], abs=5e-7)
    net = samples.karate(weighted=True)
    unsure = community_stability(net, runs=6, seed=3)
    runs = [module._runs(graph_of(net), module._strengths(net, True), 1.0, 6, 3)[run] for run in range(6)]
    pairs = [(a, b) for at, a in enumerate(runs) for b in runs[at + 1 :]]
    assert unsure["ari_mean"] == pytest.approx(np.mean([partition_agreement(a, b)["ari"] for a, b in pairs]))
    assert unsure["modularity_best"] >= unsure["modularity_mean"]
    assert unsure["n_communities_mean"] == np.mean([len(set(run.tolist())) for run in runs])


def test_stability_without_ties():
    found = community_stability(strategies.network_of(np.zeros((3, 3))))
    assert np.isnan(found["modularity_best"])
    assert found[["ari_mean", "nmi_mean", "n_communities_mean"]].tolist() == [1, 1, 3]


def test_what_is_refused():
    net = named("kite")
    with pytest.raises(SchemaError, match="runs must be at least 1, not 0"):
        communities(net, runs=0)
    with pytest.raises(SchemaError, match="resolution must be positive, not nan"):
        communities(net, resolution=np.nan)
    with pytest.raises(SchemaError, match="runs must be at least 2"):
        community_stability(net, runs=1)
    with pytest.raises(SchemaError, match="no column 'park'"):
        modularity(net, "park")
    with pytest.raises(SchemaError, match="10 have none"):
        modularity(net, pd.Series(dtype=np.int64))
    arcs = strategies.network_of(samples.path(3), directed=True)
    for refused in (communities, community_stability, lambda each: modularity(each, "type")):
        with pytest.raises(UndefinedMeasure, match="is defined for undirected"):
            refused(arcs)


def test_the_graph_holds_each_tie_once():
    net = samples.karate(weighted=True)
    graph = graph_of(net)
    assert isinstance(graph, igraph.Graph)
    assert [net.index[i] for i, _ in graph.get_edgelist()] == net.edges()["source"].tolist()
