"""Associations of a co-occurrence matrix and of a network."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.metrics.association import FORMULAS, association
from cinet.metrics.similarity import similarity
from tests import oracles_diversity as oracles
from tests import strategies
from tests.metrics import samples

MEASURES = list(FORMULAS)
BOUNDED = ["cosine", "jaccard", "inclusion", "dice", "equivalence"]
GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "diversity" / "frenken.json").read_text(encoding="utf-8")
)


def square(values, names=None):
    labels = names or [f"g{place}" for place in range(len(values))]
    return pd.DataFrame(np.asarray(values, dtype=float), index=labels, columns=labels)


@pytest.mark.parametrize("measure", ["pai", "cosine", "jaccard", "inclusion", "steijn"])
def test_three_countries(measure):
    held = GOLDEN["derived"]["without_diagonal"]
    matrix = square([[250, 100, 150], [100, 800, 100], [150, 100, 750]], GOLDEN["groups"])
    found = association(matrix, measure, totals="cooccurrences")
    assert [found.loc[a, b] for a, b in held["pairs"]] == pytest.approx(held[measure], abs=5e-5)
    np.testing.assert_array_equal(found, found.T)


@pytest.mark.parametrize("measure", MEASURES)
@settings(max_examples=20)
@given(matrix=strategies.matrices(min_actors=1))
def test_the_formulas_of_cooccurrences(measure, matrix):
    found = association(square(matrix), measure, totals="cooccurrences").to_numpy()
    s, total = matrix.sum(axis=1), matrix.sum()
    for i in range(len(matrix)):
        assert found[i, i] == 1 if measure in BOUNDED else np.isnan(found[i, i])
        for j in range(i):
            if s[i] * s[j] == 0:
                assert np.isnan(found[i, j])
            else:
                wanted = oracles.association(matrix[i, j], s[i], s[j], total, measure)
                assert found[i, j] == found[j, i] == pytest.approx(wanted, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("measure", MEASURES)
@settings(max_examples=20)
@given(net=strategies.networks())
def test_a_network_gives_its_ties(measure, net):
    found = association(net, measure, totals="cooccurrences")
    assert found.name == f"association(measure={measure})"
    assert found.index.tolist() == list(net.edges().set_index(["source", "target"]).index)
    if net.n_ties:
        matrix = pd.DataFrame(strategies.matrix_of(net), index=net.index, columns=net.index)
        table = association(matrix, measure, totals="cooccurrences").stack()
        assert np.allclose(found, table.reindex(found.index), rtol=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
@settings(max_examples=20)
@given(matrix=strategies.matrices(min_actors=2))
def test_scale_and_order(measure, matrix):
    table = square(matrix)
    found = association(table, measure, totals="cooccurrences")
    scaled = association(table * 1e150, measure, totals="cooccurrences")
    wanted = found / 1e150 if measure == "association_strength" else found
    assert np.allclose(scaled, wanted, rtol=1e-9, atol=0, equal_nan=True)
    order = table.index[::-1]
    turned = association(table.loc[order, order], measure, totals="cooccurrences")
    assert np.allclose(turned.loc[table.index, table.index], found, rtol=1e-9, equal_nan=True)
    if measure in BOUNDED:
        assert not (found > 1 + 1e-12).to_numpy().any()


@pytest.mark.parametrize("measure", [name for name in MEASURES if name != "steijn"])
@settings(max_examples=20)
@given(data=st.data())
def test_occurrences_are_those_of_similarity(measure, data):
    """The matrix of joint collaborations, with the number of each actor's collaborations in the diagonal."""
    inc = data.draw(strategies.incidences().filter(lambda each: each.n_actors > 0))
    events = strategies.events_of(inc)
    held = np.zeros((inc.n_actors, inc.n_actors))
    for members in events:
        held[np.ix_(members, members)] += 1
    n = sum(len(members) > 0 for members in events)
    table = pd.DataFrame(held, index=inc.actors.index, columns=inc.actors.index)
    counted = n if measure in ("pai", "pai_symmetric") else None
    found = association(table, measure, totals="occurrences", n=counted)
    names = {"association_strength": "association_occurrence", "pai": "lift"}
    if measure == "pai_symmetric":
        ratio = similarity(inc, "lift")
        wanted = (ratio - 1) / (ratio + 1)
    else:
        wanted = similarity(inc, names.get(measure, measure))
    assert np.allclose(found.stack().reindex(wanted.index), wanted, rtol=1e-9, atol=1e-12)


def test_independent_occurrences_meet_as_often_as_expected():
    """Two classes in half of 40 records each, together in a quarter."""
    table = square([[20, 10], [10, 20]])
    assert association(table, "pai", totals="occurrences", n=40).loc["g0", "g1"] == 1
    assert association(table, "pai_symmetric", totals="occurrences", n=40).loc["g0", "g1"] == 0


def test_what_the_two_totals_do_to_a_pair():
    """The same joint records: ten occurrences each, but one of the two meets many others."""
    table = square([[10, 5, 5], [5, 10, 0], [5, 0, 10]])
    assert association(table, "cosine", totals="occurrences").loc["g0", "g1"] == 0.5
    assert association(table, "cosine", totals="cooccurrences").loc["g0", "g1"] == pytest.approx(5 / 50**0.5)


def test_nothing_occurs():
    empty = square(np.zeros((2, 2)))
    for measure in MEASURES:
        found = association(empty, measure, totals="cooccurrences")
        assert np.isnan(found.loc["g0", "g1"])
    assert association(empty, "pai", totals="occurrences", n=0).isna().all(axis=None)


def test_what_is_refused():
    table = square([[3, 2], [2, 4]])
    with pytest.raises(UnknownName, match=r"measure 'cosin' is not known. Did you mean 'cosine'\?"):
        association(table, "cosin", totals="occurrences")
    with pytest.raises(UnknownName, match="Association strength has two scales: 'association_strength' c /"):
        association(table, "association", totals="occurrences")
    with pytest.raises(UnknownName, match=r"totals 'occurrence' is not known. Did you mean 'occurrences'\?"):
        association(table, totals="occurrence")
    with pytest.raises(UndefinedMeasure, match="use totals='cooccurrences'"):
        association(table, "steijn", totals="occurrences")
    for options in ({"measure": "pai", "totals": "occurrences"}, {"totals": "occurrences", "n": 9}):
        with pytest.raises(SchemaError, match="n, the number of records, belongs to pai"):
            association(table, **options)
    with pytest.raises(SchemaError, match="belongs to pai and pai_symmetric of occurrences"):
        association(table, "pai", totals="cooccurrences", n=9)
    for n in (3, np.nan, np.inf):
        with pytest.raises(SchemaError, match="n must be a finite number of records, 4 or more, not"):
            association(table, "pai", totals="occurrences", n=n)
    with pytest.raises(SchemaError, match="'g0', 'g1' hold 5 co-occurrences but 3 and 4 occurrences"):
        association(square([[3, 5], [5, 4]]), totals="occurrences")
    with pytest.raises(SchemaError, match="the co-occurrence matrix must be symmetric"):
        association(square([[0, 1], [2, 0]]), totals="cooccurrences")
    with pytest.raises(UndefinedMeasure, match="a network does not hold in how many records"):
        association(samples.karate(weighted=True), totals="occurrences")
    with pytest.raises(UndefinedMeasure, match="is defined for undirected"):
        association(strategies.network_of(samples.path(3), directed=True), totals="cooccurrences")
