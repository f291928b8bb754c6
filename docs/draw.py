"""The figures of the user guide, drawn anew whenever it is built: name of the file -> what draws it.

Data are the examples that come with the package; the parks are synthetic and every figure of them says so.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

import cinet as ci

FOLDER = "_figures"
SYNTHETIC = "synthetic data: ci.example('parks')"


def parks() -> ci.Ecosystem:
    return ci.example("parks").select(min_size=2)


def structural_holes() -> ci.plots.Drawn:
    """Actors with the lowest constraint."""
    net = parks().network(weighting="newman")
    table = ci.structural_holes(net).join(net.actors)
    return synthetic(ci.plots.rank(table, "constraint", lowest=True, top=15))


def brokerage() -> ci.plots.Drawn:
    """Roles of the whole network against permuted labels, as multiples of the null mean."""
    null = ci.nulls.labels("type")
    found = ci.compare(parks().network(), "brokerage_totals", null=null, n=499, seed=1, progress=False)
    return synthetic(ci.plots.forest(against_mean(found), by="role", xlabel="observed / null mean"))


def centrality() -> ci.plots.Drawn:
    """Actors with the highest betweenness."""
    net = parks().network()
    table = ci.betweenness(net).to_frame().join(net.actors)
    return synthetic(ci.plots.rank(table, "betweenness", top=15))


def meso() -> ci.plots.Drawn:
    """Which types meet more often than activity and sizes alone would bring."""
    found = ci.compare(parks(), "type_mixing", null=ci.nulls.curveball(), n=499, seed=1, progress=False)
    return synthetic(ci.plots.mixing(found))


def backbone() -> ci.plots.Drawn:
    """The ties that both margins do not explain."""
    from cinet.metrics.layout import layout

    net = ci.backbone(parks().incidence(), "sdsm", alpha=0.05)
    nodes = net.actors[["type", "name"]].join(layout(net, seed=1))
    return synthetic(ci.plots.network(nodes, net.edges(), labels=8))


def nulls() -> ci.plots.Drawn:
    """T of the years against participations shuffled within the year."""
    found = ci.compare(
        parks(),
        "helix",
        null=ci.nulls.curveball(strata=["year"]),
        parts=["university", "firm", "government"],
        by="year",
        n=499,
        seed=1,
        progress=False,
    )
    return synthetic(ci.plots.trend(found, x="year", scale=1000, ylabel="T", unit="mbit"))


def against_mean(found: pd.DataFrame) -> pd.DataFrame:
    """Observed, mean and interval as multiples of the null mean, so that rare and common roles share an axis."""
    columns = ["observed", "null_mean", "low", "high"]
    return found[columns].div(found["null_mean"], axis=0)


def synthetic(drawn: ci.plots.Drawn) -> ci.plots.Drawn:
    ci.plots.stamp(drawn, SYNTHETIC)
    return drawn


FIGURES: dict[str, Callable[[], ci.plots.Drawn]] = {
    draw.__name__: draw for draw in (structural_holes, brokerage, centrality, meso, backbone, nulls)
}


def draw_all(folder: Path) -> None:
    """Write every figure into a folder as SVG."""
    folder.mkdir(exist_ok=True)
    for name, draw in FIGURES.items():
        with ci.plots.style("paper"):
            (folder / f"{name}.svg").write_bytes(ci.plots.render(draw(), "svg"))
