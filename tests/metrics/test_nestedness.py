from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cinet as ci
from cinet.errors import SchemaError, UnknownName
from cinet.incidence import Incidence
from cinet.metrics.bipartite_modules import bipartite_communities, bipartite_modularity
from cinet.metrics.nestedness import nodf, robins_alexander, two_mode_clustering
from tests import oracles_meso, strategies
from tests.metrics import samples
from tests.metrics.meso_samples import GOLDEN, table


def test_davis():
    found, held = nodf(samples.davis()), GOLDEN["nodf_davis"]
    # the women stand in the rows of the published table, the events in its columns
    assert found["nodf_collaborations"] == pytest.approx(held["columns"], abs=5e-7)
    assert found["nodf_actors"] == pytest.approx(held["rows"], abs=5e-7)
    assert found["nodf"] == pytest.approx(held["total"], abs=5e-7)


@pytest.mark.parametrize("order", ["given", "marginals"])
def test_the_example_of_almeida_neto(order):
    held = GOLDEN["nodf_almeida"]
    found = nodf(table(held["matrix"]), order=order)
    wanted = [held["columns"], held["rows"], held["total"]]
    assert found.tolist() == pytest.approx(wanted, abs=5e-5)


@pytest.mark.parametrize("order", ["given", "marginals"])
@given(inc=strategies.incidences())
def test_nodf_is_the_mean_over_pairs(order, inc):
    events = [set(members) for members in strategies.events_of(inc)]
    actors = [{e for e, members in enumerate(events) if actor in members} for actor in range(inc.n_actors)]
    of_actors, of_events = (oracles_meso.nodf_of(sets, order == "given") for sets in (actors, events))
    both = (of_actors[0] + of_events[0], of_actors[1] + of_events[1])
    wanted = [total / pairs if pairs else np.nan for total, pairs in (of_actors, of_events, both)]
    found = nodf(inc, order=order)
    assert found.tolist() == pytest.approx(wanted, nan_ok=True)
    assert found.index.tolist() == ["nodf_actors", "nodf_collaborations", "nodf"]


@given(data=st.data())
def test_the_order_of_rows_and_actors_does_not_matter(data):
    inc = data.draw(strategies.incidences())
    events = data.draw(st.permutations(strategies.events_of(inc)))
    place = data.draw(st.permutations(range(inc.n_actors)))
    other = strategies.incidence_of(
        [[place[actor] for actor in each] for each in events], ["firm"] * inc.n_actors
    )
    assert nodf(other).tolist() == pytest.approx(nodf(inc).tolist(), nan_ok=True)
    for measure in (robins_alexander, two_mode_clustering):
        assert measure(other) == pytest.approx(measure(inc), nan_ok=True)


def test_perfect_nesting_and_a_checkerboard():
    assert nodf(table(np.tril(np.ones((4, 4)))[:, :4])).tolist() == pytest.approx([100, 100, 100])
    assert nodf(table(np.eye(4))).tolist() == [0, 0, 0]


def test_robins_and_alexander_of_davis():
    graph = nx.davis_southern_women_graph()
    wanted = nx.bipartite.robins_alexander_clustering(graph)
    assert robins_alexander(samples.davis()) == pytest.approx(wanted, rel=1e-12)
    assert wanted == pytest.approx(GOLDEN["robins_alexander_davis"], abs=5e-7)


@given(inc=strategies.incidences(max_actors=5, max_events=5))
def test_four_cycles_over_paths_of_three(inc):
    wanted = oracles_meso.robins_alexander(strategies.events_of(inc), inc.n_actors)
    assert robins_alexander(inc) == pytest.approx(wanted, nan_ok=True)


def test_opsahl_of_davis():
    held = GOLDEN["opsahl_davis"]
    assert two_mode_clustering(samples.davis()) == pytest.approx(held["closed"] / held["paths"], rel=1e-12)


def test_one_joint_collaboration_closes_nothing_for_opsahl():
    assert np.isnan(two_mode_clustering(table([[1, 1, 1]])))
    assert two_mode_clustering(table([[1, 1, 1], [1, 1, 1]])) == 0
    assert two_mode_clustering(table([[1, 1, 1], [1, 1, 1], [1, 1, 1]])) == 1


def test_how_much_a_participation_counts_is_not_read():
    plain = samples.davis()
    weighted = Incidence(
        plain.indptr,
        plain.indices,
        collaborations=plain.collaborations,
        actors=plain.actors,
        weights=np.full(len(plain.indices), 2.5),
    )
    assert robins_alexander(weighted) == robins_alexander(plain)
    assert nodf(weighted).equals(nodf(plain))


@pytest.mark.parametrize(
    "function",
    [
        nodf,
        robins_alexander,
        two_mode_clustering,
        bipartite_communities,
        lambda net: bipartite_modularity(net, pd.Series()),
    ],
)
def test_a_projection_is_refused(function):
    with pytest.raises(SchemaError, match="reads an Incidence"):
        function(samples.davis().network())


def test_an_unknown_order_is_refused():
    with pytest.raises(UnknownName, match="use 'marginals' or 'given'"):
        nodf(samples.davis(), order="size")


def test_public_names():
    assert ci.nodf is nodf
