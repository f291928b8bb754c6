from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.interop.networkx import from_networkx, to_networkx
from cinet.metrics import spectral
from tests import oracles_centrality, strategies
from tests.metrics import centrality_samples, samples

KITE_KATZ = {0: 1.71759, 1: 1.71759, 2: 1.56145, 3: 2.02932, 9: 1.12626}
KITE_POWER = {0.1: {0: 1.06268, 1: 1.06268, 2: 0.83145, 3: 1.52432, 9: 0.18698}}
KITE_POWER[-0.1] = {0: 1.00448, 1: 1.00448, 8: 0.62423, 9: 0.30375}


def kite():
    return samples.network("kite")


def random_network(n, *, directed):
    return from_networkx(nx.gnp_random_graph(n, 0.03, seed=4, directed=directed))


# --- recorded values ----------------------------------------------------------------------------------------------


def test_kite():
    held = centrality_samples.recorded("kite")
    assert np.allclose(spectral.eigenvector(kite()), held["eigenvector_l2"], atol=1e-11)
    assert np.allclose(spectral.pagerank(kite()), held["pagerank_085"], atol=1e-11)
    assert round(spectral.leading_eigenvalue(kite()), 6) == 4.306404


def test_kite_katz():
    found = spectral.katz(kite(), alpha=0.1).to_numpy()
    assert found[list(KITE_KATZ)] == pytest.approx(list(KITE_KATZ.values()), abs=5e-6)


@pytest.mark.parametrize("beta", KITE_POWER)
def test_kite_bonacich(beta):
    found = spectral.bonacich(kite(), beta=beta).to_numpy()
    assert found[list(KITE_POWER[beta])] == pytest.approx(list(KITE_POWER[beta].values()), abs=5e-6)
    assert (found**2).sum() == pytest.approx(10)


# --- leading eigenvalue and eigenvector ---------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_the_leading_eigenvalue(directed, data):
    matrix = data.draw(strategies.matrices(directed=directed, weighted=False))
    net = strategies.network_of(2 * matrix, directed=directed)
    # a nilpotent matrix has eigenvalues that rounding moves far from 0
    tolerance = 0.05 if directed else 1e-9
    wanted = oracles_centrality.radius(matrix)
    assert spectral.leading_eigenvalue(net) == pytest.approx(2 * wanted, abs=tolerance)
    assert spectral.leading_eigenvalue(net, weighted=False) == pytest.approx(wanted, abs=tolerance)


def test_arcs_without_a_cycle_have_no_eigenvalue():
    net = strategies.network_of(np.triu(np.ones((5, 5)), 1), directed=True)
    assert spectral.leading_eigenvalue(net) == 0


@pytest.mark.parametrize("directed", [False, True])
def test_large_components(directed):
    """Beyond the dense solver."""
    net = random_network(400, directed=directed)
    matrix = strategies.matrix_of(net)
    assert spectral.leading_eigenvalue(net) == pytest.approx(oracles_centrality.radius(matrix), rel=1e-10)
    z = matrix + matrix.T
    found = spectral.eigenvector(net).to_numpy()
    assert np.allclose(z @ found, oracles_centrality.radius(z) * found, atol=1e-10)
    assert (found > 0).all()


@given(strategies.matrices(weighted=False, directed=True), st.booleans())
def test_the_eigenvector(matrix, weighted):
    net = strategies.network_of(3 * matrix, directed=True)
    z = matrix + matrix.T
    parts = oracles_centrality.components(matrix)
    largest = max(map(len, parts), default=0)
    found = spectral.eigenvector(net, weighted=weighted).to_numpy()
    alone = largest > 1 and len({frozenset(part) for part in parts if len(part) == largest}) == 1
    inside = [alone and len(part) == largest for part in parts]
    assert np.isnan(found).tolist() == [not one for one in inside]
    c = np.nan_to_num(found)
    if alone:
        block = z[np.ix_(inside, inside)]
        assert np.allclose(z @ c, oracles_centrality.radius(block) * c, atol=1e-9)
        assert (c**2).sum() == pytest.approx(1)


@given(strategies.networks(min_actors=2))
def test_a_network_in_pieces_can_be_refused(net):
    if len({frozenset(part) for part in oracles_centrality.components(strategies.matrix_of(net))}) > 1:
        with pytest.raises(
            UndefinedMeasure, match=r"components, whose eigenvectors share no scale.*'largest'"
        ):
            spectral.eigenvector(net, component="whole")
    else:
        assert spectral.eigenvector(net, component="whole").equals(spectral.eigenvector(net))


def test_what_peers_say_of_a_network_in_pieces():
    """Two triangles beside each other and a path: no scale is common to them."""
    matrix = np.zeros((9, 9))
    matrix[:3, :3] = matrix[3:6, 3:6] = samples.clique(3)
    matrix[6:, 6:] = samples.path(3)
    net = strategies.network_of(matrix)
    assert spectral.eigenvector(net).isna().all()
    with pytest.raises(nx.AmbiguousSolution):
        nx.eigenvector_centrality_numpy(to_networkx(net))
    with pytest.warns(RuntimeWarning, match="disconnected"):
        by_igraph = igraph.Graph.Adjacency(
            matrix.astype(int).tolist(), mode="undirected"
        ).eigenvector_centrality()
    assert np.allclose(by_igraph[6:], 0, atol=1e-6)


def test_an_unknown_component():
    with pytest.raises(UnknownName, match="component 'giant' is not known"):
        spectral.eigenvector(kite(), component="giant")


# --- Katz and Bonacich --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_walks_are_the_solutions_of_the_equations(directed, data):
    matrix = data.draw(strategies.matrices(directed=directed, min_actors=1))
    net = strategies.network_of(matrix, directed=directed)
    kept = 0.6 / max(matrix.sum(axis=1).max(), 1e-3)
    wanted = oracles_centrality.katz(matrix, kept, 2.0)
    assert np.allclose(spectral.katz(net, alpha=kept, beta=2), wanted, rtol=1e-11)
    if net.n_ties:
        for beta in (kept, -kept, 0):
            wanted = oracles_centrality.bonacich(matrix, beta)
            assert np.allclose(spectral.bonacich(net, beta=beta), wanted, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ["florentine", "karate"])
def test_katz_is_that_of_networkx(name):
    net = samples.network(name)
    alpha = 0.9 / spectral.leading_eigenvalue(net)
    wanted = nx.katz_centrality_numpy(to_networkx(net), alpha=alpha, normalized=False)
    assert np.allclose(spectral.katz(net, alpha=alpha), [wanted[actor] for actor in net.index], rtol=1e-10)


def test_the_default_is_three_quarters_of_the_bound():
    net = samples.karate(weighted=True)
    kept = 0.75 / spectral.leading_eigenvalue(net)
    assert spectral.katz(net).equals(spectral.katz(net, alpha=kept))
    assert spectral.bonacich(net).equals(spectral.bonacich(net, beta=kept))
    plain = strategies.network_of((strategies.matrix_of(net) > 0) * 1.0)
    assert spectral.katz(net, weighted=False).tolist() == spectral.katz(plain).tolist()
    assert spectral.bonacich(net, weighted=False).tolist() == spectral.bonacich(plain).tolist()


def test_without_a_cycle_the_strongest_actor_sets_the_scale():
    net = strategies.network_of([[0, 2, 2], [0, 0, 1], [0, 0, 0]], directed=True)
    kept = 0.75 / 4
    wanted = [1, 1 + 2 * kept, 1 + 2 * kept + kept * (1 + 2 * kept)]
    assert np.allclose(spectral.katz(net), wanted, rtol=1e-15)
    assert spectral.katz(net, alpha=10).iloc[1] == 21


def test_without_a_tie():
    net = strategies.network_of(np.zeros((3, 3)))
    assert spectral.katz(net, beta=2).tolist() == [2, 2, 2]
    assert spectral.bonacich(net).isna().all()
    assert spectral.bonacich(net, beta=5).isna().all()


@given(strategies.networks(min_actors=1))
def test_stronger_ties_in_proportion_change_nothing(net):
    twice = strategies.network_of(2 * strategies.matrix_of(net))
    for measure in (spectral.katz, spectral.bonacich, spectral.pagerank):
        assert np.allclose(measure(net), measure(twice), rtol=1e-9, equal_nan=True)


def test_beyond_the_bound():
    with pytest.raises(
        UndefinedMeasure, match=r"alpha is 0.25, .*1 / lambda_1 = 0.232212 .*lambda_1 = 4.3064"
    ):
        spectral.katz(kite(), alpha=0.25)
    with pytest.raises(UndefinedMeasure, match=r"beta is -0.25, .*lambda_1 = 4.3064"):
        spectral.bonacich(kite(), beta=-0.25)


def test_networkx_solves_beyond_the_bound():
    """A triangle, alpha = 1: (I - A)^-1 1 = -1 for all, a negative number of walks."""
    found = nx.katz_centrality_numpy(nx.complete_graph(3), alpha=1.0, normalized=False)
    assert np.allclose(list(found.values()), -1)
    with pytest.raises(UndefinedMeasure, match="no limit"):
        spectral.katz(strategies.network_of(samples.clique(3)), alpha=1)


def test_next_to_the_bound():
    net = strategies.network_of(samples.clique(3))
    with pytest.raises(
        UndefinedMeasure, match=r"so near to 1 / lambda_1 that walks of 100,000 steps still count"
    ):
        spectral.katz(net, alpha=0.5 - 1e-9)


@pytest.mark.parametrize("options", [{"alpha": -0.1}, {"alpha": np.nan}, {"beta": -1}, {"beta": np.inf}])
def test_katz_takes_numbers_of_0_or_more(options):
    with pytest.raises(SchemaError, match="finite numbers of 0 or more"):
        spectral.katz(kite(), **options)


def test_bonacich_takes_a_finite_beta():
    with pytest.raises(SchemaError, match="beta must be a finite number, not nan"):
        spectral.bonacich(kite(), beta=np.nan)


# --- PageRank -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_pagerank(directed, data):
    net = data.draw(strategies.networks(directed=directed, min_actors=1))
    matrix = strategies.matrix_of(net)
    damping = data.draw(st.sampled_from([0.0, 0.5, 0.85]))
    for weighted, held in ((True, matrix), (False, (matrix > 0) * 1.0)):
        found = spectral.pagerank(net, damping=damping, weighted=weighted)
        assert np.allclose(found, oracles_centrality.pagerank(held, damping), atol=1e-9)
        assert found.sum() == pytest.approx(1)


@pytest.mark.parametrize("damping", [-0.1, 1, np.nan])
def test_damping_is_a_probability_below_1(damping):
    with pytest.raises(SchemaError, match="damping must be a number from 0 to below 1"):
        spectral.pagerank(kite(), damping=damping)


# --- edges --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["eigenvector", "katz", "bonacich", "pagerank"])
def test_no_actor_and_names(name):
    measure = getattr(spectral, name)
    empty = measure(strategies.network_of(np.zeros((0, 0))))
    assert (len(empty), empty.dtype, empty.name) == (0, np.float64, name)
    found = measure(kite())
    assert (found.name, found.index.equals(kite().index)) == (name, True)


def test_no_actor_no_eigenvalue():
    assert spectral.leading_eigenvalue(strategies.network_of(np.zeros((0, 0)))) == 0
