"""Similarities of co-occurrence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from cinet.errors import UnknownName
from cinet.metrics.measure import describe
from cinet.metrics.similarity import similarity
from tests import oracles_backbone as oracles
from tests import strategies
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
