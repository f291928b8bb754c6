from __future__ import annotations

import inspect
import math
import subprocess
import sys
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cinet
from cinet.interop.networkx import from_networkx
from cinet.interop.nx_backend import BackendInterface
from cinet.interop.nx_info import FUNCTIONS, get_info
from tests import strategies
from tests.strategies import network_of

ROOT = Path(__file__).parents[2]
CONTROL = {"convert_from_nx", "convert_to_nx", "can_run", "should_run", "on_start_tests"}
UNDIRECTED = ["average_clustering", "betweenness_centrality", "clustering", "transitivity", "triangles"]


@pytest.fixture(autouse=True)
def _quiet_cache(monkeypatch):
    """NetworkX warns whenever it reuses a conversion it has kept."""
    monkeypatch.setattr(nx.config, "warnings_to_ignore", {"cache"})


def graph_of(matrix, *, directed=False):
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(f"n{number}" for number in range(len(matrix)))
    for i, j in zip(*np.nonzero(matrix), strict=True):
        graph.add_edge(f"n{i}", f"n{j}", weight=float(matrix[i][j]))
    return graph


def same(found, expected):
    assert list(found) == list(expected)
    assert all(type(value) is float for value in found.values())
    assert list(found.values()) == pytest.approx(list(expected.values()), rel=1e-9, abs=1e-9, nan_ok=True)


def network_effective_size(graph, weight=None):
    """NetworkX's slow path, which is right; the fast one divides by the maximum of the wrong row."""
    return nx.effective_size(graph, nodes=list(graph), weight=weight, backend="networkx")


# what NetworkX sees


def test_importing_networkx_loads_nothing_of_ours_but_the_description():
    code = (
        "import sys, networkx\n"
        "print(*sorted(name for name in sys.modules if name.split('.')[0] == 'cinet'))\n"
        "print(*sorted({'numpy', 'pandas', 'numba', 'scipy', 'igraph', 'duckdb'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    ours, heavy = done.stdout.splitlines()
    assert ours.split() == ["cinet", "cinet.interop", "cinet.interop.nx_info"]
    assert heavy == ""


def test_entry_points():
    found = {
        group: entry_points(group=group, name="cinet")
        for group in ("networkx.backends", "networkx.backend_info")
    }
    assert {entry.load() for entry in found["networkx.backends"]} == {BackendInterface}
    assert {entry.load() for entry in found["networkx.backend_info"]} == {get_info}


def test_the_description_names_every_function():
    public = {name for name in vars(BackendInterface) if not name.startswith("_")}
    assert set(get_info()["functions"]) == set(FUNCTIONS) == public - CONTROL
    assert get_info()["backend_name"] == cinet.Network.__networkx_backend__ == "cinet"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_networkx_tells_of_us_in_its_own_documentation(name):
    said = " ".join((getattr(nx, name).__doc__ or "").split())
    assert FUNCTIONS[name] in said.partition("Backends")[2]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_guide_names_it(name):
    assert f"`{name}`" in (ROOT / "docs" / "networkx_backend.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_signatures_are_those_of_networkx(name):
    ours = inspect.signature(getattr(BackendInterface, name)).parameters.values()
    theirs = [
        parameter
        for parameter in inspect.signature(getattr(nx, name)).parameters.values()
        if parameter.name not in ("backend", "backend_kwargs")
    ]
    assert [(each.name, each.default) for each in ours] == [(each.name, each.default) for each in theirs]


# the same numbers


@given(matrix=strategies.matrices(min_actors=1), names=st.booleans())
def test_holes_of_random_graphs(matrix, names):
    graph = graph_of(matrix)
    weight = "weight" if names else None
    same(nx.constraint(graph, weight=weight, backend="cinet"), nx.constraint(graph, weight=weight))
    same(
        nx.effective_size(graph, weight=weight, backend="cinet"), network_effective_size(graph, weight=weight)
    )


@given(matrix=strategies.matrices(directed=True, min_actors=1), names=st.booleans())
def test_holes_of_random_directed_graphs(matrix, names):
    graph = graph_of(matrix, directed=True)
    weight = "weight" if names else None
    same(nx.constraint(graph, weight=weight, backend="cinet"), nx.constraint(graph, weight=weight))
    # with nodes= NetworkX calls an actor without outgoing ties isolated, without nodes= it does not
    sources = [node for node in graph if graph.out_degree(node)]
    same(
        nx.effective_size(graph, nodes=sources, weight=weight, backend="cinet"),
        nx.effective_size(graph, nodes=sources, weight=weight),
    )


@given(net=strategies.networks(), names=st.booleans())
def test_local_constraint_of_random_graphs(net, names):
    check_local_constraint(cinet.to_networkx(net), "weight" if names else None)


@given(net=strategies.networks(directed=True), names=st.booleans())
def test_local_constraint_of_random_directed_graphs(net, names):
    check_local_constraint(cinet.to_networkx(net), "weight" if names else None)


def check_local_constraint(graph, weight):
    for u, v in nx.to_undirected(graph).edges():
        for ends in ((u, v), (v, u)):
            ours = nx.local_constraint(graph, *ends, weight=weight, backend="cinet")
            assert type(ours) is float
            assert ours == pytest.approx(nx.local_constraint(graph, *ends, weight=weight))


@pytest.mark.parametrize("made", [lambda graph: graph, from_networkx], ids=["graph", "network"])
@pytest.mark.parametrize("graph", [nx.path_graph(3), nx.DiGraph([(0, 1), (1, 2)])], ids=["plain", "directed"])
def test_local_constraint_of_nodes_that_are_not_tied(made, graph):
    for ends in ((0, 1), (1, 0)):
        assert BackendInterface.can_run("local_constraint", (made(graph), *ends), {}) is True
    for ends in ((0, 2), (0, 9)):
        assert "not tied" in BackendInterface.can_run("local_constraint", (made(graph), *ends), {})


@given(matrix=strategies.matrices(weighted=False))
def test_clustering_of_random_graphs(matrix):
    graph = graph_of(matrix)
    assert nx.clustering(graph, backend="cinet") == pytest.approx(nx.clustering(graph))
    assert nx.triangles(graph, backend="cinet") == nx.triangles(graph)
    assert nx.transitivity(graph, backend="cinet") == pytest.approx(nx.transitivity(graph))
    if len(graph):
        ours, theirs = nx.average_clustering(graph, backend="cinet"), nx.average_clustering(graph)
        assert type(ours) is float
        assert ours == pytest.approx(theirs)


@given(matrix=strategies.matrices(weighted=False), normalized=st.booleans(), endpoints=st.booleans())
def test_betweenness_of_random_graphs(matrix, normalized, endpoints):
    graph = graph_of(matrix)
    options = {"normalized": normalized, "endpoints": endpoints}
    same(
        nx.betweenness_centrality(graph, backend="cinet", **options),
        nx.betweenness_centrality(graph, **options),
    )


def test_weighted_effective_size_is_burts_where_networkx_misses_it():
    """Weighted karate club, actor 1: 6.467 by Burt's formula, 6.752 by NetworkX with SciPy 1.14 or newer."""
    graph = nx.karate_club_graph()
    assert nx.effective_size(graph, weight="weight", backend="cinet")[1] == pytest.approx(6.467, abs=5e-4)
    assert network_effective_size(graph, weight="weight")[1] == pytest.approx(6.467, abs=5e-4)


def test_a_directed_actor_that_only_receives_has_alters():
    """NetworkX says NaN with nodes=["b"] and a value with nodes=None; the value does not depend on ``nodes``."""
    graph = nx.DiGraph([("a", "b"), ("a", "c"), ("b", "c")])
    for function in (nx.constraint, nx.effective_size):
        assert function(graph, nodes=["c"], backend="cinet")["c"] == function(graph, backend="cinet")["c"]
        assert math.isnan(function(graph, nodes=["c"])["c"])
    assert nx.constraint(graph)["c"] == pytest.approx(nx.constraint(graph, backend="cinet")["c"])


@pytest.mark.parametrize("function", [nx.clustering, nx.triangles])
def test_one_node_some_nodes_and_nodes_that_are_not_there(function):
    graph = nx.complete_graph(4)
    for nodes in (0, [0, 2], [], iter([1, 9]), None):
        kept = list(nodes) if hasattr(nodes, "__next__") else nodes
        assert function(graph, kept, backend="cinet") == function(graph, kept)
    with pytest.raises(nx.NetworkXError, match="not in the graph"):
        function(graph, 9, backend="cinet")


def test_average_clustering_of_some_nodes_and_without_zeros():
    graph = nx.lollipop_graph(4, 3)
    for options in ({"nodes": [0, 1, 6]}, {"count_zeros": False}):
        ours = nx.average_clustering(graph, backend="cinet", **options)
        assert ours == pytest.approx(nx.average_clustering(graph, **options))
    with pytest.raises(ZeroDivisionError):
        nx.average_clustering(nx.Graph(), backend="cinet")


def test_nobody_has_no_values():
    """NetworkX raises on a graph without nodes, unless it is given an empty list of them."""
    assert nx.constraint(nx.Graph(), backend="cinet") == nx.constraint(nx.Graph(), nodes=[]) == {}
    assert nx.betweenness_centrality(nx.Graph(), backend="cinet") == {}


def test_nodes_in_the_order_asked_for():
    graph = nx.path_graph(4)
    assert nx.constraint(graph, nodes=[3, 1], backend="cinet") == {3: 1.0, 1: 0.5}
    with pytest.raises(KeyError):
        nx.constraint(graph, nodes=[7], backend="cinet")


def test_nodes_keep_their_identity():
    nodes = [(0, 1), (1, 0), frozenset({1}), 2, 2.5, "x", True]
    graph = nx.complete_graph(nodes)
    found = nx.constraint(graph, backend="cinet")
    assert all(ours is theirs for ours, theirs in zip(found, graph, strict=True))
    assert nx.local_constraint(graph, (0, 1), "x", backend="cinet") == pytest.approx(
        nx.local_constraint(graph, (0, 1), "x")
    )


# graphs of cinet in the hands of NetworkX


def test_a_network_goes_in_as_it_is():
    net = network_of([[0, 2, 1], [2, 0, 0], [1, 0, 0]])
    same(nx.constraint(net), {"a0": 0.5, "a1": 1.0, "a2": 1.0})
    same(nx.constraint(net, weight="weight"), {"a0": 5 / 9, "a1": 1.0, "a2": 1.0})
    assert nx.triangles(net) == {"a0": 0, "a1": 0, "a2": 0}
    assert not net.is_multigraph()
    assert not net.is_directed()
    assert network_of([[0, 1], [0, 0]], directed=True).is_directed()


def test_a_network_has_the_one_attribute():
    net = network_of([[0, 2], [2, 0]])
    with pytest.raises(NotImplementedError, match="'constraint' is not implemented by "):
        nx.constraint(net, weight="money")
    assert BackendInterface.can_run("constraint", (net,), {"weight": "money"}) == (
        "the network has no edge attribute 'money'"
    )


def test_networkx_takes_over_what_is_not_ours(monkeypatch):
    net = network_of([[0, 2, 1], [2, 0, 0], [1, 0, 0]])
    with pytest.raises(NotImplementedError):
        nx.pagerank(net)
    monkeypatch.setattr(nx.config, "fallback_to_nx", True)
    assert nx.pagerank(net)["a0"] == pytest.approx(nx.pagerank(cinet.to_networkx(net))["a0"])


def test_results_that_are_no_graph_pass_through():
    assert BackendInterface.convert_to_nx({"a": 1.0}) == {"a": 1.0}
    assert BackendInterface.convert_to_nx(network_of([[0, 2], [2, 0]])).edges["a0", "a1"] == {"weight": 2.0}


# conversions


def test_a_kept_weighted_conversion_does_not_weight_an_unweighted_call():
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 2.0), (0, 2, 1.0), (1, 2, 1.0)])
    weighted = nx.constraint(graph, weight="weight", backend="cinet")
    for _ in range(2):
        same(nx.constraint(graph, backend="cinet"), nx.constraint(graph))
    same(nx.constraint(graph, weight="weight", backend="cinet"), weighted)
    assert len(graph.__networkx_cache__["backends"]["cinet"]) == 1


def test_a_conversion_holds_what_was_asked_for():
    graph = nx.Graph()
    graph.add_edge("a", "b", w=Fraction(1, 2))
    graph.add_edge("b", "c")
    net = BackendInterface.convert_from_nx(graph, edge_attrs={"w": 1})
    assert net.edges()["weight"].tolist() == [0.5, 1.0]
    assert net.recipe["edge_attribute"] == "w"
    assert BackendInterface.convert_from_nx(graph).edges()["weight"].tolist() == [1.0, 1.0]


@pytest.mark.parametrize("options", [{"preserve_edge_attrs": True}, {"edge_attrs": {"w": 1, "v": 1}}])
def test_more_than_one_attribute_cannot_be_held(options):
    with pytest.raises(NotImplementedError, match="one number per tie"):
        BackendInterface.convert_from_nx(nx.path_graph(2), **options)


# what is refused, and why

LOOP = nx.Graph([(0, 1), (1, 1)])
WRONG = nx.Graph()
WRONG.add_edge(0, 1, zero=0, minus=-1.0, nan=math.nan, inf=math.inf, text="2")


def call(name, graph):
    """Arguments of a call: the graph, and two nodes where they are asked for."""
    return (graph, 0, 1) if name == "local_constraint" else (graph,)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("made", [nx.MultiGraph, nx.MultiDiGraph])
def test_multigraphs(name, made):
    assert "multigraphs" in BackendInterface.can_run(name, call(name, made([(0, 1)])), {})


@pytest.mark.parametrize("name", FUNCTIONS)
def test_self_loops(name):
    assert "self-loops" in BackendInterface.can_run(name, call(name, LOOP), {})


@pytest.mark.parametrize("name", ["constraint", "effective_size"])
@pytest.mark.parametrize("weight", ["zero", "minus", "nan", "inf", "text", "missing"])
def test_weights_that_are_no_strength(name, weight):
    assert "not a finite positive strength" in BackendInterface.can_run(name, (WRONG,), {"weight": weight})


def test_weights_by_function():
    assert "name of an edge attribute" in BackendInterface.can_run("constraint", (WRONG, None, len), {})


@pytest.mark.parametrize("name", UNDIRECTED)
def test_directed_or_weighted_graphs(name):
    assert "only undirected" in BackendInterface.can_run(name, (nx.DiGraph([(0, 1)]),), {})
    if name not in ("transitivity", "triangles"):
        graph = nx.complete_graph(3)
        assert "only undirected" in BackendInterface.can_run(name, (graph,), {"weight": "weight"})


def test_sampled_betweenness():
    graph = nx.complete_graph(4)
    for whole in (None, 4):
        assert BackendInterface.can_run("betweenness_centrality", (graph,), {"k": whole}) is True
        assert BackendInterface.can_run("betweenness_centrality", (from_networkx(graph), whole), {}) is True
    assert "sampling" in BackendInterface.can_run("betweenness_centrality", (graph, 2), {})


@pytest.mark.parametrize("name", FUNCTIONS)
def test_plain_graphs_run(name):
    assert BackendInterface.can_run(name, call(name, nx.complete_graph(3)), {}) is True


def test_networkx_answers_what_is_refused(monkeypatch):
    """A graph of more than 50 nodes with one self-loop, with cinet preferred: the answer is NetworkX's own."""
    monkeypatch.setattr(nx.config.backend_priority, "algos", ["cinet"])
    graph = nx.path_graph(60)
    graph.add_edge(5, 5)
    assert nx.constraint(graph) == pytest.approx(nx.constraint(graph, backend="networkx"), nan_ok=True)
    assert "cinet" not in graph.__networkx_cache__.get("backends", {})
    with pytest.raises(NotImplementedError, match="for the given arguments"):
        nx.constraint(graph, backend="cinet")


def test_preferred_for_larger_graphs_only(monkeypatch):
    monkeypatch.setattr(nx.config.backend_priority, "algos", ["cinet"])
    small, large = nx.path_graph(49), nx.path_graph(50)
    nx.constraint(small)
    nx.constraint(large)
    assert not small.__networkx_cache__.get("backends")
    assert "cinet" in large.__networkx_cache__["backends"]
    assert "fewer than 50 nodes" in BackendInterface.should_run("constraint", (small,), {})
    assert BackendInterface.should_run("constraint", (from_networkx(small),), {}) is True
