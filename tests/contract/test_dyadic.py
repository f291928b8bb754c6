"""What each public function makes of ties that were read from a one-mode network: it refuses them, or works.

Who adds a function that reads collaborations must enter it here, and so must choose.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_overloads

import numpy as np
import pandas as pd
import pytest

import cinet as ci
from cinet.ecosystem import Ecosystem
from cinet.errors import UndefinedMeasure
from cinet.incidence import Incidence
from cinet.inference import nulls
from cinet.loaders.combining import combine
from cinet.loaders.dyadic import NetworkFile, dyadic_ecosystem
from cinet.network import Network
from cinet.registry import MEASURES
from tests.contract import checking

Call = Callable[[Ecosystem], Any]

SEED = np.random.SeedSequence(1)
TIES = [("a", "b", 2.0), ("b", "c", 3.0), ("a", "c", 5.0), ("c", "d", 1.0), ("d", "e", 4.0)]


@cache
def imported(*, directed: bool = False) -> Ecosystem:
    frame = pd.DataFrame(TIES, columns=["source", "target", "weight"]).assign(directed=directed, row=range(5))
    actors = pd.DataFrame(
        {"actor_id": list("abcde"), "row": range(5), "sort": list("fugfu"), "name": list("ABCDE")}
    )
    types = {"f": "firm", "u": "university", "g": "government"}
    return dyadic_ecosystem(
        frame, actors, NetworkFile("a.net", "made", "utf-8"), type="sort", crosswalk=types
    )


@cache
def _with_events() -> Ecosystem:
    events = pd.DataFrame({"collab_id": ["p"], "year": [2020]})
    taking = pd.DataFrame({"collab_id": "p", "actor_id": list("abc")})
    other = Ecosystem(pd.DataFrame({"actor_id": list("abc"), "type": "firm"}), events, taking)
    return combine(imported(), other, names=["network", "projects"], actor_ids="one")


def _modules(eco: Ecosystem) -> pd.Series:
    modes = [("actor", name) for name in eco.actors["actor_id"]]
    modes += [("collaboration", name) for name in eco.collaborations["collab_id"]]
    return pd.Series(0, index=pd.MultiIndex.from_tuples(modes, names=["mode", "id"]))


def _written(eco: Ecosystem) -> None:
    with TemporaryDirectory() as folder:
        eco.write(Path(folder, "out"))


def _linked(eco: Ecosystem) -> pd.DataFrame:
    """Compare so many actors that something can be learned; the ties are those given."""
    names = [f"{'abcdefgh'[n % 8]}{'klmnopqr'[n // 8]} works" for n in range(60)] * 2
    more = pd.DataFrame(
        {
            "actor_id": [f"more {n}" for n in range(120)],
            "type": "firm",
            "name": names,
            "country": ["DE", "FR", "IT"] * 40,
        }
    )
    actors = pd.concat([eco.actors, more], ignore_index=True)
    return ci.linked_candidates(
        Ecosystem(actors, eco.collaborations, eco.participations), fields=("name", "country")
    )


PARTS = ["university", "firm", "government"]

#: Functions that ask who took part together in an event, which a tie of two does not say.
REFUSE: dict[str, list[Call]] = {
    "backbone": [
        lambda eco, method=method: ci.backbone(eco.incidence(), method, n=1)
        for method in ("hypergeometric", "sdsm", "fdsm")
    ],
    "bipartite_communities": [lambda eco: ci.bipartite_communities(eco.incidence(), restarts=1)],
    "bipartite_modularity": [lambda eco: ci.bipartite_modularity(eco.incidence(), _modules(eco))],
    "birank": [lambda eco: ci.birank(eco.incidence())],
    "compare": [
        lambda eco, null=null: ci.compare(eco, "ei_index", null=null, n=1)
        for null in (nulls.curveball(), nulls.equiprobable(), nulls.proportional())
    ],
    "helix_triads": [lambda eco: ci.helix_triads(eco.incidence())],
    "nodf": [lambda eco: ci.nodf(eco.incidence())],
    "profile": [
        lambda eco, of=of, by=by: ci.profile(eco.incidence(), by=by, of=of)
        for of, by in (("collaborations", "kind"), ("partners", "type"), ("members", "type"))
    ],
    "robins_alexander": [lambda eco: ci.robins_alexander(eco.incidence())],
    "similarity": [
        lambda eco, method=method: ci.similarity(eco.incidence(), method) for method in ("cosine", "jaccard")
    ],
    "small_world": [lambda eco: ci.small_world(eco, null=nulls.curveball(), n=1)],
    "two_mode_centrality": [
        lambda eco, of=of: ci.two_mode_centrality(eco.incidence(), of=of)
        for of in ("actors", "collaborations")
    ],
    "two_mode_clustering": [lambda eco: ci.two_mode_clustering(eco.incidence())],
    "two_mode_constraint": [lambda eco: ci.two_mode_constraint(eco.incidence())],
    "two_mode_effective_size": [lambda eco: ci.two_mode_effective_size(eco.incidence())],
    "two_mode_redundancy": [lambda eco: ci.two_mode_redundancy(eco.incidence())],
    "typed_triads": [lambda eco: ci.typed_triads(eco.incidence())],
    "wnodf": [lambda eco: ci.wnodf(eco.incidence(weights="weight"))],
}

#: Functions that read actors, ids and columns, or the ties as ties.
WORK: dict[str, list[Call]] = {
    "backbone": [lambda eco: ci.backbone(eco.network(), "disparity")],
    "combine": [lambda eco: ci.combine(eco, eco, names=["one", "two"])],
    "compare": [
        lambda eco, null=null: ci.compare(eco, "ei_index", null=null, n=1)
        for null in (nulls.labels(), nulls.rewire())
    ],
    "helix_coverage": [lambda eco: ci.helix_coverage(eco)],
    "linked_candidates": [_linked],
    "merge_candidates": [lambda eco: ci.merge_candidates(eco)],
    "merged_ids": [lambda eco: ci.merged_ids(eco)],
    "pseudonym_map": [lambda eco: ci.pseudonym_map(eco, seed=1)],
    "pseudonymise": [lambda eco: ci.pseudonymise(eco, seed=1)],
    "small_cells": [lambda eco: ci.small_cells(eco)],
    "small_world": [lambda eco: ci.small_world(eco, null=nulls.rewire(), n=1)],
    "type_actors": [lambda eco: ci.type_actors(eco)],
    "typed_triads": [lambda eco: ci.typed_triads(eco.network())],
    "typing_report": [lambda eco: ci.typing_report(eco, eco)],
}

#: The same of what an ecosystem, an incidence and a null can do themselves.
METHODS_REFUSE: dict[str, Call] = {
    "Ecosystem.patterns": lambda eco: eco.patterns(PARTS),
    "Incidence.patterns": lambda eco: eco.incidence().patterns(PARTS),
    "curveball.draw": lambda eco: nulls.curveball().draw(eco.incidence(), SEED),
    "equiprobable.draw": lambda eco: nulls.equiprobable().draw(eco.incidence(), SEED),
    "proportional.draw": lambda eco: nulls.proportional().draw(eco.incidence(), SEED),
}
METHODS_WORK: dict[str, Call] = {
    "Ecosystem.from_checked": lambda eco: Ecosystem.from_checked(eco.tables),
    "Ecosystem.incidence": lambda eco: eco.incidence(),
    "Ecosystem.merge": lambda eco: eco.merge({"a": "b"}).network(),
    "Ecosystem.network": lambda eco: eco.network(),
    "Ecosystem.networks": lambda eco: eco.networks([ci.Window("2020-01-01", "2021-01-01", "2020")]),
    "Ecosystem.select": lambda eco: eco.select(types="firm"),
    "Ecosystem.sizes": lambda eco: eco.sizes(),
    "Ecosystem.write": _written,
    "Incidence.from_codes": lambda eco: eco.incidence(),
    "Incidence.network": lambda eco: eco.incidence(weights="weight").network("newman"),
    "Incidence.shuffled": lambda eco: eco.incidence().shuffled(eco.incidence().indices),
    "labels.draw_network": lambda eco: nulls.labels().draw_network(eco.network(), SEED),
    "rewire.draw_network": lambda eco: nulls.rewire().draw_network(eco.network(), SEED),
}


def _calls(functions: dict[str, list[Call]], methods: dict[str, Call]) -> list[Any]:
    listed = [
        pytest.param(call, id=f"{name}-{number}")
        for name, calls in functions.items()
        for number, call in enumerate(calls)
    ]
    return listed + [pytest.param(call, id=name) for name, call in methods.items()]


def _readers() -> set[str]:
    """Public functions that say in their signature that they read collaborations."""
    found = set()
    for name in ci.__all__:
        function = getattr(ci, name)
        if not inspect.isfunction(function):
            continue
        parameters = [
            parameter
            for form in (function, *get_overloads(function))
            for parameter in inspect.signature(form).parameters.values()
        ]
        if any(
            "Incidence" in str(part.annotation) or "Ecosystem" in str(part.annotation) for part in parameters
        ):
            found.add(name)
    return found


def _methods() -> set[str]:
    found = {
        f"{noun.__name__}.{name}"
        for noun in (Ecosystem, Incidence)
        for name, held in vars(noun).items()
        if not name.startswith("_") and (inspect.isfunction(held) or isinstance(held, classmethod))
    }
    makers = [getattr(nulls, name) for name in nulls.__all__]
    return found | {
        f"{maker.__name__}.{verb}"
        for maker in makers
        if inspect.isfunction(maker)
        for verb in ("draw", "draw_network")
        if hasattr(maker(), verb)
    }


def test_every_reader_of_collaborations_has_chosen() -> None:
    assert _readers() == set(REFUSE) | set(WORK)
    assert _methods() == set(METHODS_REFUSE) | set(METHODS_WORK)


def test_every_measure_of_events_refuses() -> None:
    # measures of patterns are refused where the patterns would be counted
    assert {name for name, spec in MEASURES.items() if spec.reads == "incidence"} <= set(REFUSE)


@pytest.mark.parametrize("call", _calls(REFUSE, METHODS_REFUSE))
def test_refuses(call: Call) -> None:
    for eco in (imported(), imported(directed=True)):
        with pytest.raises(UndefinedMeasure, match="cannot be told from a one-mode network: 5 of 5 collab"):
            call(eco)


@pytest.mark.parametrize("call", _calls(REFUSE, METHODS_REFUSE))
def test_refuses_when_some_of_the_collaborations_are_ties(call: Call) -> None:
    eco = _with_events()
    with pytest.raises(UndefinedMeasure, match="cannot be told from a one-mode network: 5 of 6 collab"):
        call(eco)


@pytest.mark.filterwarnings("ignore::cinet.errors.CinetWarning")
@pytest.mark.parametrize("call", _calls(WORK, METHODS_WORK))
def test_works(call: Call) -> None:
    call(imported())


OF_NETWORKS = [spec for spec in MEASURES.values() if checking.reads(spec) == "network"]


@pytest.mark.parametrize("spec", OF_NETWORKS, ids=[spec.name for spec in OF_NETWORKS])
def test_measures_of_networks_are_those_of_the_ties_in_the_file(spec: Any) -> None:
    net = imported().network()
    ends = [["abcde".index(tie[place]) for tie in TIES] for place in (0, 1)]
    expected = Network.from_pairs(*ends, [tie[2] for tie in TIES], net.actors)
    pd.testing.assert_frame_equal(checking.table(spec, net), checking.table(spec, expected))


@pytest.mark.parametrize("spec", OF_NETWORKS, ids=[spec.name for spec in OF_NETWORKS])
def test_a_measure_of_arcs_works_or_says_how_to_take_directions_away(spec: Any) -> None:
    net = imported(directed=True).network()
    said = ""
    try:
        checking.table(spec, net)
    except UndefinedMeasure as refusal:
        said = str(refusal)
    assert not said or "eco.network(directed=False)" in said
    if said:
        checking.table(spec, imported(directed=True).network(directed=False))


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_ties_are_ties_when_they_come_back(tmp_path: Path, format: str) -> None:
    eco = imported(directed=True)
    eco.write(tmp_path / "out", format=format)
    again = ci.read_tables(tmp_path / "out")
    pd.testing.assert_frame_equal(again.network().edges(), eco.network().edges())
    with pytest.raises(UndefinedMeasure, match="5 of 5 collaborations are ties of two"):
        again.patterns(PARTS)
