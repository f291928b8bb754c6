"""cinet beside networkit 11.3."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import cinet as ci
from tests.peers import networks, python_peers
from tests.peers.python_peers import answers, equal, network, ours

PEER = "networkit"
MEASURES = ["coreness", "clustering", "harmonic", "closeness"]


def theirs(name: str, measure: str) -> object:
    return python_peers.theirs(PEER, name, measure)


@pytest.mark.parametrize("name", networks.NAMES)
@pytest.mark.parametrize("measure", MEASURES)
def test_agrees_where_defined(name: str, measure: str) -> None:
    """They give 0 where we say undefined: no ties for closeness, fewer than two alters for clustering."""
    if measure in ("coreness", "clustering") and name in networks.DIRECTED:
        # asked for ties without direction only
        assert not ((answers(PEER)["network"] == name) & (answers(PEER)["measure"] == measure)).any()
        return
    equal(ours(name, measure, weighted=False).fillna(0), theirs(name, measure))


@pytest.mark.parametrize("name", networks.NAMES)
def test_betweenness_without_direction_counts_every_pair_twice(name: str) -> None:
    factor = 1 if name in networks.DIRECTED else 2
    equal(factor * ours(name, "betweenness", weighted=False), theirs(name, "betweenness"))


@pytest.mark.parametrize("name", networks.NAMES)
@pytest.mark.parametrize(("measure", "weighted"), [("pagerank", False), ("pagerank_weighted", True)])
def test_pagerank_loses_what_comes_to_isolates(name: str, measure: str, weighted: bool) -> None:
    """Sinks are helped along arcs; an isolate without direction keeps its share, and the sum is below 1."""
    found = theirs(name, measure)
    equal(ours(name, "pagerank", weighted=weighted), found / found.sum(), 1e-10)
    assert (found.sum() < 0.9) == (name == "scattered")


@pytest.mark.parametrize("name", networks.UNDIRECTED)
@pytest.mark.parametrize("weighted", [False, True])
def test_modularity(name: str, weighted: bool) -> None:
    found = theirs(name, "modularity_weighted" if weighted else "modularity")
    equal(ci.modularity(network(name), "type", weighted=weighted), found["all"])


@pytest.mark.parametrize("name", networks.UNDIRECTED)
def test_eigenvector(name: str) -> None:
    """Their iteration stops at six digits here; outside one component it leaves zeros."""
    inside = ours(name, "eigenvector", weighted=False)
    found = theirs(name, "eigenvector")
    np.testing.assert_allclose(inside.dropna(), found[inside.notna()], atol=3e-6)
    np.testing.assert_allclose(found[inside.isna()], 0, atol=1e-12)


def test_katz_is_another_measure() -> None:
    """Alpha 0.05 and beta 1 as asked, yet theirs is not Katz's status at any scale."""
    ratio = ours("kite", "katz", weighted=False) / theirs("kite", "katz")
    assert ratio.max() > 1.2 * ratio.min()


def test_networkit_still_says_so(tmp_path: Path) -> None:
    python_peers.said_again(PEER, tmp_path)
