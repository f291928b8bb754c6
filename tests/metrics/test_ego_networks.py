"""Structural holes by scope, by alters, tie by tie, and between the bounds of Everett and Borgatti."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import UnknownName
from cinet.metrics import ego_networks, structural_holes
from tests import oracles, oracles_holes, strategies
from tests.metrics import samples

GOLDEN = Path(__file__).parents[1] / "golden" / "structural_holes"
EGO_SCOPE = json.loads((GOLDEN / "ego_scope.json").read_text(encoding="utf-8"))
MEASURES = ("constraint", "effective_size", "efficiency", "hierarchy")
SCOPES = st.sampled_from(["whole", "ego"])
ALTERS = st.sampled_from(["both", "in", "out"])
DIRECTED = samples.network("toy_directed")


@st.composite
def cases(draw):
    directed = draw(st.booleans())
    matrix = draw(strategies.matrices(directed=directed))
    return matrix, directed, strategies.network_of(matrix, directed=directed)


def extracted(net, i):
    """Actor i and its alters as a network of their own, actor i first."""
    matrix = strategies.matrix_of(net)
    inside = [i, *oracles.alters(oracles.ties(matrix, net.directed), i)]
    return strategies.network_of(matrix[np.ix_(inside, inside)], directed=net.directed)


@pytest.mark.parametrize("name", EGO_SCOPE)
def test_recorded_values_inside_the_networks_of_the_actors(name):
    held, net = EGO_SCOPE[name], samples.network(name)
    if name in ("florentine", "davis_full"):
        assert net.index.tolist() == held["actors"]
    for measure in ("constraint", "effective_size", "hierarchy"):
        found = getattr(structural_holes, measure)(net, scope="ego")
        assert np.allclose(found, held[measure], rtol=0, atol=1e-11), measure


def test_burt_1992_alter_by_alter():
    held, net = samples.golden("burt1992_p56"), samples.network("burt1992_p56")
    for scope in ("whole", "ego"):
        found = structural_holes.dyadic_constraint(net, scope=scope)
        assert np.allclose(found["a6"], held["ego_dyadic_constraint"], rtol=0, atol=1e-11)
        assert found["a6"].sum() == pytest.approx(0.400270061728, abs=1e-11)


@given(cases(), SCOPES, ALTERS)
def test_all_choices_are_those_of_the_definition(case, scope, alters):
    matrix, directed, net = case
    wanted = oracles_holes.dyadic(matrix, directed, scope, alters)
    found = structural_holes.dyadic_constraint(net, scope=scope, alters=alters)
    assert found.name == "dyadic_constraint"
    assert found.index.names == ["source", "target"]
    assert found.index.tolist() == [(f"a{i}", f"a{j}") for i, j in sorted(wanted)]
    assert np.allclose(found, [wanted[pair] for pair in sorted(wanted)], rtol=1e-9)
    table = structural_holes.structural_holes(net, scope=scope, alters=alters)
    assert table.columns.tolist() == ["n_alters", *MEASURES]
    sizes = oracles_holes.effective_size(matrix, directed, scope, alters)
    for i in range(len(matrix)):
        shares = [value for (source, _), value in wanted.items() if source == i]
        row = table.iloc[i]
        assert row["n_alters"] == len(shares)
        assert np.isclose(row["constraint"], sum(shares) if shares else np.nan, equal_nan=True)
        assert np.isclose(row["effective_size"], sizes[i], equal_nan=True)
        assert np.isclose(row["efficiency"], sizes[i] / len(shares) if shares else np.nan, equal_nan=True)
        assert np.isclose(row["hierarchy"], oracles_holes.hierarchy(shares), atol=1e-9, equal_nan=True)


@given(cases())
def test_the_pass_over_networks_of_actors_and_the_pass_over_triangles_agree(case):
    _, _, net = case
    apart = ego_networks.ego_pass(net, "whole", "both").holes
    together = ego_networks.holes_pass(net, "whole", "both")
    for one, other in zip(apart, together, strict=True):
        assert np.allclose(one, other, rtol=1e-9, atol=1e-9, equal_nan=True)


@given(strategies.networks(min_actors=1), st.data())
def test_ego_scope_is_the_measure_of_the_extracted_network(net, data):
    i = data.draw(st.integers(0, net.n_actors - 1))
    alone = extracted(net, i)
    for name in MEASURES:
        measure = getattr(structural_holes, name)
        inside, outside = measure(net, scope="ego").iloc[i], measure(alone).iloc[0]
        assert np.isclose(inside, outside, rtol=1e-9, atol=1e-9, equal_nan=True)


@given(strategies.networks(min_actors=1, directed=True), SCOPES, ALTERS, st.randoms(use_true_random=False))
def test_relabelling_moves_the_values_with_the_actors(net, scope, alters, random):
    order = list(range(net.n_actors))
    random.shuffle(order)
    matrix = strategies.matrix_of(net)
    moved = strategies.network_of(matrix[np.ix_(order, order)] * 4.0, directed=True)
    plain, found = (
        structural_holes.structural_holes(each, scope=scope, alters=alters).to_numpy()
        for each in (net, moved)
    )
    assert np.allclose(found, plain[order], rtol=1e-9, atol=1e-9, equal_nan=True)


def test_the_directions_change_places_when_the_arcs_turn():
    turned = strategies.network_of(strategies.matrix_of(DIRECTED).T, directed=True)
    for one, other in [("in", "out"), ("out", "in"), ("both", "both")]:
        plain = structural_holes.structural_holes(DIRECTED, alters=one)
        pd.testing.assert_frame_equal(structural_holes.structural_holes(turned, alters=other), plain)


def test_in_and_out_in_an_undirected_network_are_both():
    net = samples.network("karate_weighted")
    for scope, alters in itertools.product(("whole", "ego"), ("in", "out")):
        chosen = structural_holes.structural_holes(net, scope=scope, alters=alters)
        pd.testing.assert_frame_equal(chosen, structural_holes.structural_holes(net, scope=scope))


def test_one_chosen_alter_is_a_single_alter():
    # actor 0 names 1 only, and 2 names 0; actor 1 and 2 are tied
    net = strategies.network_of([[0, 1, 0], [0, 0, 1], [1, 0, 0]], directed=True)
    found = structural_holes.structural_holes(net, alters="out")
    assert found.to_numpy().tolist() == [[1.0, 1.0, 1.0, 1.0, 1.0]] * 3


def test_threads_change_no_bit(monkeypatch):
    plain = structural_holes.structural_holes(samples.network("karate_weighted"), scope="ego")
    monkeypatch.setattr(ego_networks, "_SERIAL_BELOW", 0)
    cut = structural_holes.structural_holes(samples.network("karate_weighted"), scope="ego")
    assert plain.to_numpy().tobytes() == cut.to_numpy().tobytes()


def test_the_pass_is_held():
    net = samples.network("kite")
    assert ego_networks.ego_pass(net, "ego", "both") is ego_networks.ego_pass(net, "ego", "out")


# --- the bounds of Everett and Borgatti -----------------------------------------------------------------------------


def around(among):
    """Actor 0 tied to all others, whose ties are given."""
    n = len(among)
    held = np.ones((n + 1, n + 1))
    held[1:, 1:] = among
    return held - np.diag(np.diag(held))


def shadow(n):
    """One alter tied to all others."""
    among = np.zeros((n, n))
    among[0, :] = among[:, 0] = 1
    return around(among)


@pytest.mark.parametrize("n", [2, 3, 5, 7, 8, 12])
def test_bounds_are_reached_by_star_clique_and_shadow(n):
    def of(matrix, scope):
        net = strategies.network_of(matrix)
        return structural_holes.constraint(net, scope=scope, normalize="degree").iloc[0]

    for scope in ("whole", "ego"):
        assert of(samples.star(n), scope) == pytest.approx(0, abs=1e-12)
        most = {
            name: of(make, scope) for name, make in [("clique", samples.clique(n + 1)), ("shadow", shadow(n))]
        }
        assert max(most.values()) == pytest.approx(1)
        if n != 2:  # with two alters, clique and shadow are the same triangle
            assert (most["clique"] > most["shadow"]) == (n <= 7)


@pytest.mark.parametrize(("n", "clique", "by_shadow"), [(7, 0.492711, 0.486464), (8, 0.439453, 0.454834)])
def test_where_the_shadow_passes_the_clique(n, clique, by_shadow):
    for matrix, wanted in [(samples.clique(n + 1), clique), (shadow(n), by_shadow)]:
        assert structural_holes.constraint(strategies.network_of(matrix)).iloc[0] == pytest.approx(
            wanted, abs=5e-7
        )


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_no_ties_among_alters_pass_the_bounds(n):
    pairs = list(itertools.combinations(range(n), 2))
    for tied in itertools.product((0, 1), repeat=len(pairs)):
        among = np.zeros((n, n))
        for (a, b), on in zip(pairs, tied, strict=True):
            among[a, b] = among[b, a] = on
        found = structural_holes.constraint(strategies.network_of(around(among)), normalize="degree").iloc[0]
        assert -1e-12 <= found <= 1 + 1e-12


@given(strategies.networks(weighted=False), SCOPES)
def test_equal_strengths_stay_between_the_bounds(net, scope):
    found = structural_holes.constraint(net, scope=scope, normalize="degree")
    assert found.isna().tolist() == (structural_holes.n_alters(net) < 2).tolist()
    assert found.dropna().between(-1e-12, 1 + 1e-12).all()


def test_unequal_strengths_can_pass_the_bound():
    net = strategies.network_of([[0, 1, 1], [1, 0, 9], [1, 9, 0]])
    assert structural_holes.constraint(net, normalize="degree").iloc[0] > 1


# --- peers ----------------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(strategies.networks(min_actors=1), st.data())
def test_igraph_on_the_extracted_network(net, data):
    i = data.draw(st.integers(0, net.n_actors - 1))
    alone = extracted(net, i)
    edges = alone.edges()
    if len(edges):
        ends = [alone.index.get_indexer(edges[side]) for side in ("source", "target")]
        graph = igraph.Graph(alone.n_actors, edges=list(zip(*ends, strict=True)))
        wanted = graph.constraint(vertices=[0], weights=edges["weight"].tolist())
        assert structural_holes.constraint(net, scope="ego").iloc[i] == pytest.approx(wanted[0])


def test_networkx_agrees_alter_by_alter():
    graph = nx.karate_club_graph()
    found = structural_holes.dyadic_constraint(samples.network("karate_weighted"))
    for (i, j), value in found.items():
        assert value == pytest.approx(nx.local_constraint(graph, i, j, weight="weight"))


def test_networkx_has_no_value_for_a_sink_that_is_asked_for_by_name():
    arcs = [(1, 2), (1, 3), (2, 3)]
    graph = nx.DiGraph(arcs)
    assert nx.constraint(graph)[3] == pytest.approx(1.125)
    assert np.isnan(nx.constraint(graph, nodes=[3])[3])
    net = strategies.network_of([[0, 1, 1], [0, 0, 1], [0, 0, 0]], directed=True)
    assert structural_holes.constraint(net).tolist() == [1.125] * 3


def test_networkx_contradicts_itself_on_effective_size():
    graph = nx.karate_club_graph()
    ours = structural_holes.effective_size(samples.network("karate_weighted"))
    whole, named = (nx.effective_size(graph, nodes=nodes, weight="weight") for nodes in (None, list(graph)))
    assert np.allclose(ours, list(named.values()))
    assert whole[1] == pytest.approx(6.7517, abs=5e-5)
    assert ours[1] == pytest.approx(6.4672, abs=5e-5)


def test_effective_size_over_the_degree_of_networkx_is_no_efficiency():
    star = samples.star(5)
    graph = nx.DiGraph(star)
    assert nx.effective_size(graph)[0] / graph.degree[0] == pytest.approx(0.5)
    assert structural_holes.efficiency(strategies.network_of(star, directed=True))["a0"] == 1.0


# --- small and bad input --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [0, 1, 3])
@pytest.mark.parametrize("directed", [False, True])
def test_networks_without_ties(n, directed):
    net = strategies.network_of(np.zeros((n, n)), directed=directed)
    for scope, alters in itertools.product(("whole", "ego"), ("both", "in", "out")):
        table = structural_holes.structural_holes(net, scope=scope, alters=alters)
        assert (table["n_alters"] == 0).all()
        assert table[list(MEASURES)].isna().all(axis=None)
        assert structural_holes.dyadic_constraint(net, scope=scope, alters=alters).empty
    assert structural_holes.constraint(net, normalize="degree").isna().all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"scope": "egos"}, "scope 'egos' is not known. Did you mean 'ego'? Known: 'whole', 'ego'."),
        ({"alters": "all"}, "alters 'all' is not known. Known: 'both', 'in', 'out'."),
        ({"normalize": True}, "normalize True is not known. Known: None, 'degree'."),
    ],
)
def test_choices_that_do_not_exist(options, message):
    with pytest.raises(UnknownName) as refused:
        structural_holes.constraint(DIRECTED, **options)
    assert str(refused.value) == message
    if "normalize" not in options:
        with pytest.raises(UnknownName):
            structural_holes.dyadic_constraint(DIRECTED, **options)
    if "alters" in options:
        with pytest.raises(UnknownName):
            structural_holes.n_alters(DIRECTED, **options)
