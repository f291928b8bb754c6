"""cinet beside EasyGraph 1.6.3, in Python and in its C++ classes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import cinet as ci
from tests import strategies
from tests.peers import python_peers
from tests.peers.python_peers import answers, equal, network, ours

PEER = "easygraph"
CONNECTED = ["kite", "karate", "florentine", "dense"]
UNDIRECTED = [*CONNECTED, "scattered"]
NAMES = [*UNDIRECTED, "arcs", "arcs_sparse"]
SUFFIX = {False: "", True: "_weighted"}


def theirs(name: str, measure: str, kind: str = "python") -> pd.Series:
    return python_peers.theirs(PEER, name, measure, **{"class": kind})


def error(name: str, measure: str) -> str:
    table = answers(PEER)
    chosen = table[(table["network"] == name) & (table["measure"] == measure) & (table["class"] == "python")]
    assert chosen["actor"].tolist() == ["all"]
    return str(chosen["error"].iloc[0])


def alters(name: str) -> pd.Series:
    net = network(name, weighted=False)
    held = strategies.matrix_of(net)
    return pd.Series(((held + held.T) > 0).sum(axis=1), index=net.index)


def out_ties(name: str) -> pd.Series:
    net = network(name)
    return pd.Series(np.diff(net.indptr), index=net.index)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_constraint_is_right_but_for_sinks(name: str, weighted: bool) -> None:
    """An actor whom arcs only reach is undefined in Python and right in C++."""
    found, python = ours(name, "constraint", weighted=weighted), theirs(name, "constraint" + SUFFIX[weighted])
    equal(found, theirs(name, "constraint" + SUFFIX[weighted], "c++"))
    sinks = (out_ties(name) == 0) & (alters(name) > 0)
    equal(found[~sinks], python[~sinks])
    assert python[sinks].isna().all()
    assert found[sinks].notna().all()
    assert sinks.sum() == (9 if name == "arcs_sparse" else 0)


def test_constraint_counts_a_tie_to_oneself() -> None:
    """Triangle and pendant: a loop of the pendant changes it and its alter. cinet refuses the loop."""
    plain = strategies.network_of([[0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 1], [0, 0, 1, 0]])
    found, python = ci.constraint(plain).to_numpy(), theirs("pendant_loop", "constraint").to_numpy()
    equal(found[:2], python[:2])
    np.testing.assert_allclose(found[2:], [0.6111, 1.0], atol=1e-4)
    np.testing.assert_allclose(python[2:], [0.75, 1.4028], atol=1e-4)


@pytest.mark.parametrize("name", UNDIRECTED)
def test_effective_size_is_one_where_no_two_alters_are_tied(name: str) -> None:
    found, python = ours(name, "effective_size", weighted=False), theirs(name, "effective_size")
    bare = (found == alters(name)) & (alters(name) > 0)
    assert (python[bare] == 1).all()
    equal(found[~bare], python[~bare])
    assert (found[bare] > 1).any() or name == "dense"


@pytest.mark.parametrize("name", NAMES)
def test_weighted_effective_size_is_right_but_for_sinks(name: str) -> None:
    found, python = ours(name, "effective_size", weighted=True), theirs(name, "effective_size_weighted")
    sinks = (out_ties(name) == 0) & (alters(name) > 0)
    equal(found[~sinks], python[~sinks])
    assert python[sinks].isna().all()


@pytest.mark.parametrize("name", CONNECTED)
def test_effective_size_in_c_is_that_of_the_next_actor(name: str) -> None:
    """Actor number i gets the value of number i - 1, the first one none."""
    shifted = theirs(name, "effective_size_weighted", "c++").to_numpy()
    found = ours(name, "effective_size", weighted=True).to_numpy()
    assert np.isnan(shifted[0])
    assert (np.abs(shifted[1:] - found[1:]) > 1e-6).any()
    equal(shifted[1:], found[:-1])


@pytest.mark.parametrize("name", ["karate", "dense"])
def test_efficiency_divides_by_strength(name: str) -> None:
    """And the graph remembers degrees: after a call without weights the one with weights is right."""
    size, found = ours(name, "effective_size", weighted=True), ours(name, "efficiency", weighted=True)
    net = network(name)
    strength = strategies.matrix_of(net).sum(axis=1)
    first = theirs(name, "efficiency_weighted")
    equal(size / strength, first)
    assert (first < found * 0.9).all()
    equal(found, theirs(name, "efficiency_weighted_second"))


def test_efficiency_fails_on_isolates_and_counts_mutual_arcs_twice() -> None:
    assert error("scattered", "efficiency") == "ZeroDivisionError"
    assert error("arcs_sparse", "efficiency_weighted") == "ZeroDivisionError"
    held = strategies.matrix_of(network("arcs", weighted=False))
    mutual = (held * held.T).sum(axis=1) > 0
    found, python = ours("arcs", "efficiency", weighted=False), theirs("arcs", "efficiency")
    size = ours("arcs", "effective_size", weighted=False)
    degree = held.sum(axis=0) + held.sum(axis=1)
    equal(python, size / degree)
    assert (python[mutual] < found[mutual]).all()
    equal(python[~mutual], found[~mutual])


@pytest.mark.parametrize("kind", ["python", "c++"])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_hierarchy_is_right_from_two_alters_on(name: str, weighted: bool, kind: str) -> None:
    """Burt gives 1 to a single alter and nothing to an isolate; EasyGraph gives 0 to both."""
    found = ours(name, "hierarchy", weighted=weighted)
    peer = theirs(name, "hierarchy" + SUFFIX[weighted], kind)
    several = alters(name) > 1
    equal(found[several], peer[several], 1e-10)
    assert (peer[~several] == 0).all()
    assert (found[alters(name) == 1] == 1).all()


@pytest.mark.parametrize("name", NAMES)
def test_ego_betweenness_is_zero_for_everyone(name: str) -> None:
    """It multiplies the matrix cell by cell, so an open pair never has a path of two ties."""
    assert (theirs(name, "ego_betweenness") == 0).all()
    assert ours(name, "ego_betweenness", weighted=False).max() > 3


@pytest.mark.parametrize("measure", ["betweenness", "closeness", "pagerank"])
@pytest.mark.parametrize("name", NAMES)
def test_centrality_agrees(name: str, measure: str) -> None:
    """Closeness is 0 for an isolate there, undefined here."""
    equal(ours(name, measure, weighted=False).fillna(0), theirs(name, measure))


@pytest.mark.parametrize("name", NAMES)
def test_katz_follows_the_arcs_forward(name: str) -> None:
    """In a directed network theirs is the status of the reversed arcs."""
    net = network(name, weighted=False)
    matrix = strategies.matrix_of(net)
    forward = np.linalg.solve(np.eye(len(matrix)) - 0.05 * matrix, np.ones(len(matrix)))
    equal(theirs(name, "katz"), forward)
    if not net.directed:
        equal(theirs(name, "katz"), ours(name, "katz", weighted=False))


@pytest.mark.parametrize("name", UNDIRECTED)
def test_eigenvector(name: str) -> None:
    """In a network in pieces eight digits, and noise outside one component, negative too."""
    found, peer = ours(name, "eigenvector", weighted=False), theirs(name, "eigenvector")
    np.testing.assert_allclose(found.dropna(), peer[found.notna()], atol=1e-9 if name in CONNECTED else 1e-7)
    assert peer[found.isna()].abs().max() < 1e-6 or name in CONNECTED
    assert (name == "scattered") == bool((peer < 0).any())


@pytest.mark.parametrize("name", UNDIRECTED)
def test_clustering(name: str) -> None:
    equal(ours(name, "clustering", weighted=False).fillna(0), theirs(name, "clustering"))


@pytest.mark.parametrize("name", UNDIRECTED)
def test_cores_read_strengths_as_degrees(name: str) -> None:
    """Right without weights; with them, unasked, it is neither the core by degree nor the one by strength."""
    found = ours(name, "coreness", weighted=False)
    equal(found, theirs(name, "coreness"))
    if name in ("karate", "dense"):
        assert (theirs(name, "coreness_weighted") > found).mean() > 0.9


def test_cores_fail_on_arcs() -> None:
    assert error("arcs", "coreness") == error("arcs_sparse", "coreness") == "ValueError"


@pytest.mark.parametrize(("name", "groups"), [("kite", 2), ("karate", 2), ("florentine", 3), ("dense", 3)])
def test_spanners(name: str, groups: int) -> None:
    """Two groups: the same scores. More: sets of three spread too, so theirs are larger."""
    found, peer = ours(name, "his", weighted=True), theirs(name, "his")
    assert network(name).actors["type"].nunique() == groups
    if groups == 2:
        equal(found, peer)
    else:
        assert (peer >= found - 1e-12).all()
        assert (peer > found + 0.01).any()


def test_spanners_fail_on_an_isolate() -> None:
    assert error("scattered", "his") == "ValueError"
    assert ours("scattered", "his", weighted=True).notna().all()


def test_easygraph_still_says_so(tmp_path: Path) -> None:
    python_peers.said_again(PEER, tmp_path)
