"""Similarities of co-occurrence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from cinet.errors import UndefinedMeasure, UnknownName
from cinet.metrics.measure import describe
from cinet.metrics.similarity import similarity
from tests import oracles_backbone as oracles
from tests import oracles_diversity, strategies
from tests.metrics import samples
from tests.metrics.test_backbone import FEW, golden
from tests.strategies import events_of, incidence_of

METHODS = list(oracles.SIMILARITIES)


@pytest.mark.parametrize("method", METHODS)
def test_evelyn_and_laura(method):
    found = similarity(samples.davis(), method)
    assert found["Evelyn", "Laura"] == pytest.approx(golden("davis")["similarity"][method], abs=5e-7)
    assert found.name == ("similarity" if method == "cosine" else f"similarity(method={method})")
    assert found.index.names == ["source", "target"]
    assert len(found) == 139


@pytest.mark.parametrize("method", METHODS)
@FEW
@given(incidence=strategies.incidences())
def test_similarities_are_the_formulas(method, incidence):
    found = similarity(incidence, method)
    ids = incidence.actors.index
    pairs = zip(*(ids.get_indexer(found.index.get_level_values(level)) for level in (0, 1)), strict=True)
    wanted = oracles.similarity(events_of(incidence), method)
    assert dict(zip(pairs, found, strict=True)) == pytest.approx(wanted, rel=1e-12)
    assert found.dtype == np.float64


@pytest.mark.parametrize("method", ["cosine", "jaccard", "inclusion", "association_occurrence"])
@FEW
@given(incidence=strategies.incidences())
def test_shares_are_at_most_one(method, incidence):
    assert similarity(incidence, method).between(0, 1 + 1e-12).all()


def test_the_two_association_strengths_order_pairs_differently():
    # a and b meet in a large collaboration, c and d in small ones
    incidence = incidence_of([[0, 1, 2, 4, 5, 6], [2, 3], [2, 3], [0], [1]], ["firm"] * 7)
    by_events, by_links = (
        similarity(incidence, f"association_{kind}") for kind in ("occurrence", "cooccurrence")
    )
    assert by_events["a0", "a1"] < by_events["a2", "a3"]
    ratio = by_links / by_events
    assert ratio.max() / ratio.min() > 2


@pytest.mark.parametrize("method", METHODS)
def test_nobody_meets(method):
    assert similarity(incidence_of([], []), method).empty
    assert similarity(incidence_of([[0], []], ["firm"]), method).empty


def test_a_similarity_describes_itself():
    assert describe(similarity(samples.davis(), "lift")).index.tolist() == ["similarity(method=lift)"]


def test_unknown_similarities_are_refused():
    with pytest.raises(
        UnknownName, match=r"'jacard' is not known. Did you mean 'jaccard'\? Known: cosine, j"
    ):
        similarity(samples.davis(), "jacard")
    with pytest.raises(UnknownName, match="Association strength has two meanings: by occurrences"):
        similarity(samples.davis(), "association")


BY_EITHER = ["cosine", "jaccard", "inclusion", "dice", "equivalence"]


@pytest.mark.parametrize("totals", ["occurrences", "cooccurrences"])
@pytest.mark.parametrize("method", [*BY_EITHER, "pai_symmetric", "steijn"])
@FEW
@given(incidence=strategies.incidences())
def test_totals_are_chosen(totals, method, incidence):
    if method in ("pai_symmetric", "steijn"):
        totals = "cooccurrences"
    found = similarity(incidence, method, totals=totals)
    events = events_of(incidence)
    joint = np.zeros((incidence.n_actors, incidence.n_actors))
    for members in events:
        joint[np.ix_(members, members)] += 1
    attended = np.diag(joint).copy()
    np.fill_diagonal(joint, 0)
    s, total = (attended, len(events)) if totals == "occurrences" else (joint.sum(axis=1), joint.sum())
    ids = incidence.actors.index
    for (a, b), value in found.items():
        i, j = ids.get_loc(a), ids.get_loc(b)
        wanted = oracles_diversity.association(joint[i, j], s[i], s[j], total, method)
        assert value == pytest.approx(wanted, rel=1e-12, abs=1e-15)


def test_totals_stand_in_the_name():
    davis = samples.davis()
    assert similarity(davis, totals="cooccurrences").name == "similarity(totals=cooccurrences)"
    assert (
        similarity(davis, "dice", totals="occurrences").name == "similarity(method=dice,totals=occurrences)"
    )
    assert similarity(davis, "dice").equals(similarity(davis, "dice", totals="occurrences"))


@pytest.mark.parametrize(
    ("method", "totals"),
    [
        ("association_occurrence", "cooccurrences"),
        ("lift", "cooccurrences"),
        ("association_cooccurrence", "occurrences"),
        ("pai_symmetric", "occurrences"),
        ("steijn", "occurrences"),
    ],
)
def test_a_method_of_one_kind_of_totals(method, totals):
    with pytest.raises(
        UndefinedMeasure, match=f"similarity '{method}' is defined for .*: leave out totals='{totals}'"
    ):
        similarity(samples.davis(), method, totals=totals)
    other = {"occurrences": "cooccurrences", "cooccurrences": "occurrences"}[totals]
    assert similarity(samples.davis(), method, totals=other).equals(similarity(samples.davis(), method))


def test_unknown_totals_are_refused():
    with pytest.raises(UnknownName, match=r"totals 'all' is not known. Known: occurrences, cooccurrences"):
        similarity(samples.davis(), totals="all")
