from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.interop.networkx import to_networkx
from cinet.metrics import structural_holes
from tests import oracles, strategies
from tests.metrics import samples

MEASURES = ("constraint", "effective_size", "efficiency", "hierarchy")
FILES = (
    "kite",
    "florentine",
    "karate",
    "karate_weighted",
    "davis_full",
    "burt1992_p56",
    "toy_weighted",
    "toy_directed",
)


def values(net, name):
    return getattr(structural_holes, name)(net).to_numpy()


@pytest.mark.parametrize("name", FILES)
def test_recorded_values(name):
    held = samples.golden(name)
    net = samples.network(name)
    tolerance = 5e-7 if name == "toy_directed" else 1e-11
    assert len(held["actors"]) == net.n_actors
    for measure in MEASURES:
        if measure in held:
            found = values(net, measure)
            assert np.allclose(found, held[measure], rtol=0, atol=tolerance), measure


def test_the_actors_stand_in_the_recorded_order():
    assert samples.network("florentine").index.tolist() == samples.golden("florentine")["actors"]
    assert samples.network("davis_full").index.tolist() == samples.golden("davis_full")["actors"]


def test_burt_1992_ego_piece_by_piece():
    held = samples.golden("burt1992_p56")
    matrix = np.array(held["matrix"])
    pieces = [oracles.dyadic_constraint(matrix, 6, j) for j in range(6)]
    assert np.allclose(pieces, held["ego_dyadic_constraint"], atol=1e-11)
    assert round(sum(pieces), 5) == 0.40027


def test_davis_projection_of_newman():
    constraint = structural_holes.constraint(samples.davis().network("newman"))
    assert constraint["Evelyn"] == pytest.approx(0.331071, abs=5e-7)


def archetype(n, kind):
    held = samples.star(n)
    if kind == "clique":
        return samples.clique(n + 1)
    if kind == "hier":
        # the first alter is tied to all others
        held[1, 2:] = held[2:, 1] = 1
    return held


@pytest.mark.parametrize("name", list(samples.golden("burt2000_archetypes")))
def test_burt_2000_broker_clique_and_hierarchy(name):
    size, kind = name.split("_")
    net = strategies.network_of(archetype(int(size), kind))
    found = [values(net, measure)[0] for measure in ("constraint", "hierarchy", "effective_size")]
    assert np.allclose(found, samples.golden("burt2000_archetypes")[name], atol=1e-11)


def test_borgatti_1997_ego_with_alters_in_pairs():
    held = samples.star(8)
    for a in range(1, 9, 2):
        held[a, a + 1] = held[a + 1, a] = 1
    net = strategies.network_of(held)
    assert [values(net, name)[0] for name in MEASURES] == pytest.approx([0.28125, 7, 0.875, 0], abs=1e-12)


def test_two_triangles_with_a_bridge():
    bridged = np.kron(np.eye(2), samples.clique(3))
    bridged[2, 3] = bridged[3, 2] = 1
    net = strategies.network_of(bridged)
    assert values(net, "constraint")[2:4] == pytest.approx([0.611111] * 2, abs=5e-7)
    assert values(net, "effective_size")[2:4] == pytest.approx([7 / 3] * 2)
    assert values(net, "hierarchy")[2:4] == pytest.approx([0.052205] * 2, abs=5e-7)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("name", MEASURES)
@given(data=st.data())
def test_values_are_those_of_the_formulas(name, directed, data):
    net = data.draw(strategies.networks(directed=directed, max_actors=6))
    z = oracles.ties(strategies.matrix_of(net), directed)
    assert np.allclose(values(net, name), getattr(oracles, name)(z), rtol=1e-9, atol=1e-12, equal_nan=True)


@given(strategies.networks(directed=False, max_actors=12))
def test_constraint_is_that_of_igraph(net):
    edges = net.edges()
    place = {actor: number for number, actor in enumerate(net.index)}
    pairs = [(place[a], place[b]) for a, b in zip(edges["source"], edges["target"], strict=True)]
    graph = igraph.Graph(n=net.n_actors, edges=pairs)
    wanted = graph.constraint(weights=edges["weight"].tolist())
    assert np.allclose(values(net, "constraint"), wanted, rtol=1e-12, equal_nan=True)


def test_networkx_disagrees_with_itself_on_weighted_effective_size():
    """The path over all nodes divides by the maximum of the wrong row; the path by node agrees with ours."""
    net = samples.karate(weighted=True)
    graph = to_networkx(net)
    ours = structural_holes.effective_size(net)
    by_node = nx.effective_size(graph, nodes=list(graph), weight="weight")
    at_once = nx.effective_size(graph, weight="weight")
    assert ours.to_numpy() == pytest.approx([by_node[actor] for actor in ours.index], rel=1e-12)
    difference = max(abs(ours[actor] - at_once[actor]) for actor in ours.index)
    assert difference == pytest.approx(0.2845, abs=5e-5)


@given(strategies.matrices(min_actors=1), st.randoms(use_true_random=False), st.data())
def test_relabelling_moves_the_values_with_the_actors(matrix, random, data):
    order = list(range(len(matrix)))
    random.shuffle(order)
    name = data.draw(st.sampled_from(MEASURES))
    plain = values(strategies.network_of(matrix), name)
    moved = values(strategies.network_of(matrix[np.ix_(order, order)]), name)
    assert np.allclose(moved, plain[order], rtol=1e-9, atol=1e-12, equal_nan=True)


@given(strategies.matrices(), st.sampled_from([0.25, 3.0, 1e6, 1e-6]), st.sampled_from(MEASURES))
def test_the_unit_of_the_strengths_does_not_matter(matrix, factor, name):
    plain, scaled = (values(strategies.network_of(held), name) for held in (matrix, matrix * factor))
    assert np.allclose(plain, scaled, rtol=1e-9, atol=1e-12, equal_nan=True)


@given(strategies.networks())
def test_bounds(net):
    constraint, size, efficiency, hierarchy = (values(net, name) for name in MEASURES)
    alters = np.diff(net.indptr)
    tied = alters > 0
    assert (np.isnan(constraint) == ~tied).all()
    assert (constraint[tied] < 2).all()
    assert (size[tied] > 1 - 1e-12).all()
    assert (size[tied] <= alters[tied] + 1e-12).all()
    assert (efficiency[tied] <= 1 + 1e-12).all()
    assert ((hierarchy[tied] >= 0) & (hierarchy[tied] <= 1)).all()


@given(strategies.networks(weighted=False))
def test_without_weights_effective_size_is_that_of_borgatti_and_constraint_ends_at_nine_eighths(net):
    matrix = strategies.matrix_of(net)
    alters = np.diff(net.indptr)
    inside = np.array(oracles.triangles(matrix), float)
    wanted = alters - 2 * inside / np.where(alters > 0, alters, np.nan)
    assert np.allclose(values(net, "effective_size"), wanted, equal_nan=True)
    assert not (values(net, "constraint") > 9 / 8 + 1e-12).any()


def test_constraint_nears_two_when_the_alters_are_bound_to_each_other():
    net = strategies.network_of([[0, 1, 1], [1, 0, 1e9], [1, 1e9, 0]])
    assert values(net, "constraint")[0] == pytest.approx(2, abs=1e-8)


def test_one_alter():
    net = strategies.network_of([[0, 0.3], [0.3, 0]])
    assert [values(net, name).tolist() for name in MEASURES] == [[1.0, 1.0]] * 4


def test_a_sink_is_constrained_by_those_who_reach_it():
    net = strategies.network_of([[0, 1, 1], [0, 0, 1], [0, 0, 0]], directed=True)
    assert values(net, "constraint").tolist() == [1.125] * 3
