"""The tables of a study."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import EmptySelection
from cinet.inference.compare import Statistic, replicate
from cinet.inference.nulls import Curveball, curveball
from cinet.loaders.examples import example
from cinet.metrics.layout import layout
from cinet.metrics.measure import measure
from cinet.metrics.mixing import type_mixing
from cinet.metrics.whole import summary
from cinet.network import Network
from cinet.patterns import Patterns
from cinet.report.study import Study
from cinet.synergy.helix import helix, helix_decomposition
from cinet.window import windows

__all__ = ["Drawing", "Results", "compute"]

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a drawing of one part of the ecosystem needs."""

    nodes: pd.DataFrame
    edges: pd.DataFrame
    n_collaborations: int


@dataclass(frozen=True, slots=True)
class Results:
    """Everything a study computes, ready to be written and drawn."""

    tables: Mapping[str, pd.DataFrame]
    drawing: Drawing | None
    recipe: Mapping[str, object]


def compute(study: Study, eco: Ecosystem, *, step: Step, workers: int | None, progress: bool) -> Results:
    """Compute every table of a study from the selected ecosystem.

    Parameters
    ----------
    study : Study
        What to compute.
    eco : Ecosystem
        The selected data.
    step : callable
        Told what is about to be computed.
    workers : int or None
        Threads; no number depends on it.
    progress : bool
        Whether draws of a null show a progress bar.

    Returns
    -------
    Results
    """
    tables: dict[str, pd.DataFrame] = {}
    step("network and actor measures, whole period")
    network_options = dict(study["network"])
    net = eco.network(**network_options)
    tables["actors"] = _with_attributes(_actor_measures(study, net), net)
    step("actor measures by window")
    nets = eco.networks(windows(**study["windows"]), **network_options)
    tables["actors_by_window"] = _panel(study, nets)
    tables["networks"] = pd.DataFrame(
        {"all": summary(net), **{name: summary(each) for name, each in nets.items()}}
    ).T
    tables["networks"].index.name = "window"
    roles = [role for role in ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total")
             if role in tables["actors"]]  # fmt: skip
    if roles:
        by = study["actors"]["by"]
        tables["brokerage_by_type"] = tables["actors"].groupby(by)[roles].sum()
    step("helix synergy")
    tables |= _helix_tables(study, eco)
    tables["type_mixing"] = type_mixing(net, by=study["mixing"]["by"])
    mixing, against = _against_nulls(study, eco, step=step, workers=workers, progress=progress)
    tables["type_mixing_nulls"], tables["helix_nulls"] = mixing, against
    tables["data_losses"] = losses(eco.issues)
    drawing = None
    if study["figures"]["drawing"]["title"]:
        step("drawing")
        drawing = _drawing(study, eco)
    return Results(tables, drawing, dict(net.recipe))


def _actor_measures(study: Study, net: Network) -> pd.DataFrame:
    names = list(study["actors"]["measures"])
    options = {"brokerage": {"by": study["actors"]["by"]}} if "brokerage" in names else {}
    return measure(net, names, options=options)


def _with_attributes(values: pd.DataFrame, net: Network) -> pd.DataFrame:
    known = [column for column in ("name", "type", "country", "place") if column in net.actors]
    return net.actors[known].join(values)


def _panel(study: Study, nets: Mapping[str, Network]) -> pd.DataFrame:
    made = {name: _with_attributes(_actor_measures(study, net), net) for name, net in nets.items()}
    return pd.concat(made, names=["window", "actor_id"])


def _helix_tables(study: Study, eco: Ecosystem) -> dict[str, pd.DataFrame]:
    parts, seed = study["helix"]["parts"], study["study"]["seed"]
    whole = eco.patterns(parts)
    rows = {("all", "all"): helix(whole, seed=seed, with_entropies=True).iloc[0]}
    cells = {("all", "all"): whole.frame().iloc[0]}
    shares = {}
    for by in study["helix"]["by"]:
        grouped = eco.patterns(parts, by=by)
        found = helix(grouped, seed=seed, with_entropies=True)
        frame = grouped.frame()
        for group in grouped.groups:
            rows[by, str(group)] = found.loc[group]
            cells[by, str(group)] = frame.loc[group]
        shares[by] = helix_decomposition(grouped).rename(index=str)
    names = ["by", "group"]
    tables = {"helix": _stacked(rows, names), "helix_cells": _stacked(cells, names)}
    if study["helix"]["published"]:
        tables["helix_published"] = published_helix(seed)
    if shares:
        tables["helix_decomposition"] = pd.concat(shares, names=names)
    return tables


def published_helix(seed: int) -> pd.DataFrame:
    """Return T of the published Venn counts, beside what independent parts would give."""
    cells = example("helix_venn")[["U", "I", "G", "UI", "UG", "IG", "UIG"]]
    return helix(Patterns.from_venn(cells), seed=seed, with_entropies=True)


def _stacked(rows: Mapping[tuple[str, str], pd.Series], names: list[str]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows.values()))
    table.index = pd.MultiIndex.from_tuples(list(rows), names=names)
    return table


def null_models(study: Study) -> list[Curveball]:
    """Return the plain null and, when strata are named, the stratified one."""
    strata, rounds = study["nulls"]["strata"], study["nulls"]["rounds"]
    return [curveball(rounds=rounds), *([curveball(strata, rounds=rounds)] if strata else [])]


def _against_nulls(
    study: Study, eco: Ecosystem, *, step: Step, workers: int | None, progress: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    parts, by_type = study["helix"]["parts"], study["mixing"]["by"]
    statistics = {
        "mixing": Statistic("type_mixing", by=by_type, weighting=study["network"]["weighting"]),
        "all": Statistic("helix", parts=parts),
    }
    statistics |= {by: Statistic("helix", parts=parts, by=by) for by in study["helix"]["by"]}
    mixing, synergy = {}, {}
    for null in null_models(study):
        step(f"{study['nulls']['draws']} draws of the null {null.name!r}")
        found = replicate(
            eco, statistics, null=null, n=study["nulls"]["draws"], seed=study["study"]["seed"],
            workers=workers, progress=progress,
        )  # fmt: skip
        mixing[null.name] = found.pop("mixing")
        for by, table in found.items():
            groups = ["all"] if by == "all" else [str(group) for group in table.index]
            table.index = pd.MultiIndex.from_product(
                [[null.name], [by], groups], names=["null", "by", "group"]
            )
            synergy[null.name, by] = table
    return pd.concat(mixing, names=["null"]), pd.concat(list(synergy.values()))


def losses(issues: pd.DataFrame) -> pd.DataFrame:
    """Count the issues by what happened, with a first example; names and numbers within a reason are left open.

    >>> log = pd.DataFrame({"file": ["a.csv"], "row": [3], "table": ["actors"], "column": ["type"],
    ...                     "value": ["frim"], "reason": ["unknown type"], "action": ["set to unknown"]})
    >>> losses(log).reset_index()[["reason", "rows"]].values.tolist()
    [['unknown type', 1]]
    """
    keys = ["table", "column", "reason", "action"]
    told = {key: issues[key].astype("object").fillna("").astype("str") for key in keys}
    told["reason"] = told["reason"].str.replace(r"'[^']*'|\b\d+\b", "…", regex=True)
    grouped = issues.assign(**told).groupby(keys, sort=True)
    counted = grouped.agg(rows=("value", "size"), first_file=("file", "first"), first_row=("row", "first"),
                           first_value=("value", "first"))  # fmt: skip
    named = counted.index.to_frame(index=False)
    counted.index = pd.MultiIndex.from_frame(named.mask(named == ""))
    return counted


def _drawing(study: Study, eco: Ecosystem) -> Drawing:
    wanted = study["figures"]["drawing"]
    part = eco.select(where=wanted["where"]) if wanted["where"] else eco
    often = part.participations.groupby("actor_id", observed=True).size()
    regular = often.index[often >= wanted["min_collaborations"]].astype(str)
    if len(regular) < 2:
        raise EmptySelection(
            f"the drawing asks for actors with at least {wanted['min_collaborations']} collaborations, "
            f"and {len(regular)} are left: lower figures.drawing.min_collaborations."
        )
    net = part.network(**dict(study["network"]))
    places = layout(_only(net, regular), seed=study["study"]["seed"])
    held = _only(net, places.index)
    nodes = _with_attributes(measure(held, ["strength", "degree"]), held).join(places)
    return Drawing(nodes, held.edges(), len(part.collaborations))


def _only(net: Network, ids: pd.Index) -> Network:
    """Keep the ties among some actors."""
    actors = net.actors.loc[net.index.isin(ids)]
    edges = net.edges()
    source, target = (actors.index.get_indexer(pd.Index(edges[end])) for end in ("source", "target"))
    keep = (source >= 0) & (target >= 0)
    return Network.from_pairs(source[keep], target[keep], edges["weight"].to_numpy()[keep], actors)
