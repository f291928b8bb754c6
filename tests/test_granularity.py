"""Ties read from a one-mode network are no group events: measures of groups refuse them and say why."""

from __future__ import annotations

import pandas as pd
import pytest

import cinet as ci
from cinet.ecosystem import Ecosystem
from cinet.errors import UndefinedMeasure
from cinet.granularity import is_dyadic, refuse_dyadic
from cinet.inference import nulls
from cinet.synergy.helix_triads import helix_triads


def imported() -> Ecosystem:
    """A triangle of ties of strength 2, 3 and 5, as a network file gives it."""
    ties = [("e1", "a", "b", 2.0), ("e2", "b", "c", 3.0), ("e3", "a", "c", 5.0)]
    rows = [(tie, end, weight) for tie, *ends, weight in ties for end in ends]
    return Ecosystem(
        pd.DataFrame({"actor_id": list("abc"), "type": ["firm", "university", "government"]}),
        pd.DataFrame({"collab_id": ["e1", "e2", "e3"], "granularity": "dyadic", "year": 2020}),
        pd.DataFrame(rows, columns=["collab_id", "actor_id", "weight"]),
    )


def test_strengths_of_the_file_are_those_of_the_network():
    eco = imported()
    for weighting in ("full", "newman"):
        net = eco.network(weighting)
        assert net.edges()["weight"].tolist() == [2.0, 5.0, 3.0]
        assert net.recipe["ties"] == "imported"


@pytest.mark.parametrize(
    "measure",
    [
        lambda eco: eco.patterns(["university", "firm", "government"]),
        lambda eco: ci.typed_triads(eco.incidence()),
        lambda eco: ci.nodf(eco.incidence()),
        lambda eco: ci.robins_alexander(eco.incidence()),
        lambda eco: ci.bipartite_communities(eco.incidence()),
        lambda eco: helix_triads(eco.incidence()),
        lambda eco: ci.compare(eco, "summary", null=nulls.curveball(), n=1),
    ],
)
def test_measures_of_groups_are_refused(measure):
    with pytest.raises(UndefinedMeasure, match="3 of 3 collaborations are ties of two"):
        measure(imported())


def test_measures_of_networks_are_not():
    assert ci.typed_triads(imported().network())["closed"].sum() == 1
    table = ci.compare(imported(), "ei_index", null=nulls.labels(), n=3)
    assert table.loc["ei_index", "observed"] == 1


def test_events_are_let_through():
    events = pd.DataFrame({"granularity": ["event", None]})
    assert not is_dyadic(events)
    assert not is_dyadic(events[[]])
    refuse_dyadic(events, "anything")
