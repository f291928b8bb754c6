"""The figures of the user guide, drawn anew whenever it is built: name of the file -> what draws it.

Data are the examples that come with the package; the parks are synthetic and every figure of them says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

import cinet as ci
from cinet.loaders.synthetic import park_panel
from cinet.plots.style import new_figure

FOLDER = "_figures"
SYNTHETIC = "synthetic data: ci.example('parks')"
PANEL = "synthetic data: park_panel(seed=7)"
SYSTEMS = ["technology", "culture", "talent", "society"]


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


def synergy() -> ci.plots.Drawn:
    """T of the six published sets beside the T of independent parts."""
    found = ci.helix(venn(), seed=0)
    table = pd.DataFrame(
        {
            "observed": found["T"],
            "null_mean": found["T_null"],
            # the interval of the excess, laid from T: where it holds 0, the bar holds T
            "low": found["T"] - found["excess_high"],
            "high": found["T"] - found["excess_low"],
        }
    )
    words = {
        "observed, outside the null's 95 %": "T, differs from T_null",
        "observed, within": "T, does not",
        "null (mean, 95 %)": "T_null, 95 %",
    }
    drawn = ci.plots.forest(table, by="set", scale=1000, xlabel="T", unit="mbit")
    return relabelled(drawn, words)


def helix_game() -> ci.plots.Drawn:
    """Cores of four published sets in the triangle of divisions."""
    game = ci.helix_game(venn(["SK-G", "SK-D", "WA-G", "WA-D"]), n_boot=0)
    return ci.plots.ternary(game.vertices, points=game.table())


def information() -> ci.plots.Drawn:
    """T of three independent variables of 500 records, by the number of their classes."""
    rng = np.random.default_rng(1)
    rows = []
    for classes in range(2, 13):
        draws = [ci.co_information(independent(rng.random((500, 3)), classes)) for _ in range(100)]
        low, high = np.quantile(draws[1:], [0.025, 0.975])
        rows.append((classes, draws[0], np.mean(draws[1:]), low, high))
    table = pd.DataFrame(rows, columns=["classes", "observed", "null_mean", "low", "high"])
    drawn = ci.plots.trend(table, x="classes", ylabel="T")
    drawn.set_xlabel("classes of every variable")
    words = {"observed": "one sample", "null (mean, 95 %)": "99 samples (mean, 95 %)"}
    return relabelled(drawn, words)


def independent(uniform: np.ndarray, classes: int) -> ci.Joint:
    """Return independent records with a number of equally likely classes."""
    return ci.Joint.from_records(pd.DataFrame(np.floor(uniform * classes).astype(int), columns=list("abc")))


def indicators() -> ci.plots.Drawn:
    """Rank intervals of the parks in the last year."""
    panel = park_panel()
    runs = ci.rank_runs(panel, seed=7)
    table = ci.rank_intervals(runs).join(ci.composite_index(panel)["rank"]).xs(2023, level="year")
    table = table.rename(columns={"rank": "null_mean", "rank_low": "low", "rank_high": "high"})
    drawn = ci.plots.forest(table, by="unit", value="rank_median", xlabel="Rank in 2023")
    drawn.invert_yaxis()
    drawn.set_ylabel("")
    drawn.set_xticks(range(1, 11))
    words = {
        "observed, within": "median rank of all runs",
        "null (mean, 95 %)": "90 % of the runs; tick: equal weights",
    }
    return synthetic(relabelled(drawn, words), PANEL)


def coupling() -> ci.plots.Drawn:
    """D of two parks by three formulae."""
    scores = system_scores()
    figure = new_figure("double", 2.7)
    methods = {"standard": "standard", "wang": "Wang 2021", "liao": "Liao"}
    drawn = []
    for ax, park in zip(figure.subplots(1, 2, sharey=True), ("Silo Park", "Kiln Park"), strict=True):
        mine = scores.xs(park, level="unit")
        drawn = lines(ax, [ci.coupling(mine, method) for method in methods], "D")
        ax.set_title(park, loc="left")
    figure.legend(drawn, list(methods.values()), loc="outside lower center", ncols=3)
    return synthetic(figure, PANEL)


def composite_synergy() -> ci.plots.Drawn:
    """Composite-system synergy of three parks, chained and since the first year."""
    panel = park_panel()
    parks = ["Silo Park", "Foundry Park", "Kiln Park"]
    order = ci.order_degree(without_ideal(panel), aggregation="linear")
    figure = new_figure("double", 2.7)
    drawn = []
    for ax, base in zip(figure.subplots(1, 2), ("previous", "first"), strict=True):
        found = ci.composite_synergy(order, base=base).dropna(subset="synergy")
        drawn = lines(ax, [found.xs(park, level="unit") for park in parks], "synergy")
        ax.set_title(f'base="{base}"', loc="left")
    figure.legend(drawn, parks, loc="outside lower center", ncols=3)
    return synthetic(figure, PANEL)


def haken() -> ci.plots.Drawn:
    """How often the true order parameter would be chosen again, by the length of one series."""
    rng = np.random.default_rng(1)
    rows = []
    for periods in (8, 10, 13, 20, 30):
        found = [share_chosen(rng, periods) for _ in range(40)]
        low, middle, high = np.quantile(found, [0.25, 0.5, 0.75])
        rows.append((periods, middle, middle, low, high))
    table = pd.DataFrame(rows, columns=["periods", "observed", "null_mean", "low", "high"])
    drawn = ci.plots.trend(table, x="periods", ylabel="share_chosen")
    drawn.set_ylim(0, 1)
    words = {"observed": "median of 40 series", "null (mean, 95 %)": "middle half"}
    return relabelled(drawn, words)


def share_chosen(rng: np.random.Generator, periods: int) -> float:
    """Draw a series of the model and return how often the bootstrap takes its true order parameter."""
    series = np.zeros((periods, 2))
    series[0] = 0.2, 0.1
    for now in range(1, periods):
        one, two = series[now - 1]
        # the sum of twelve uniforms is nearly normal, with a standard deviation of 1
        noise = 0.02 * (rng.random((12, 2)).sum(axis=0) - 6)
        series[now] = np.array([1.1 * one - 0.3 * one * two, 0.2 * two + 0.4 * one**2]) + noise
    found = ci.haken(series[:, 0], series[:, 1], n_boot=99, seed=1)
    return float(found["share_chosen"].fillna(0).iloc[0])


def venn(sets: Sequence[str] = ("SK-G", "SK-D", "SK-F", "WA-G", "WA-D", "WA-F")) -> ci.Patterns:
    """Return published sets."""
    cells = ["U", "I", "G", "UI", "UG", "IG", "UIG"]
    return ci.Patterns.from_venn(ci.example("helix_venn").loc[list(sets), cells])


def system_scores() -> pd.DataFrame:
    """Return the mean of the min-max indicators of every system of the parks."""
    panel = park_panel()
    return panel.scaled().values.T.groupby(panel.indicators["system"]).mean().T[SYSTEMS]


def without_ideal(panel: ci.IndicatorPanel) -> ci.IndicatorPanel:
    """Turn the indicator that is best in a range into its distance from it, which is negative."""
    values, directions = panel.values.copy(), panel.indicators["direction"].copy()
    values["occupancy"] = (80 - values["occupancy"]).clip(lower=0) + (values["occupancy"] - 92).clip(lower=0)
    directions["occupancy"] = "negative"
    return ci.IndicatorPanel(values, list(directions), list(panel.indicators["system"]))


def lines(ax: Axes, tables: Sequence[pd.DataFrame], value: str) -> list[Line2D]:
    """Draw several tables over the years into the same axes, and return their lines."""
    drawn = []
    looks = (("-", "C0"), ("--", "C1"), (":", "C2"))
    for table, (style, colour) in zip(tables, looks, strict=True):
        before = len(ax.get_lines())
        ci.plots.trend(table, value=value, ax=ax)
        drawn.append(ax.get_lines()[before])
        drawn[-1].set(linestyle=style, color=colour, markersize=3)
    return drawn


def relabelled(drawn: Axes, words: Mapping[str, str]) -> Axes:
    """Say in the legend what the dots and bars of this figure are."""
    assert isinstance(drawn.figure, Figure)
    for text in drawn.figure.legends[0].get_texts():
        text.set_text(words[text.get_text()])
    return drawn


def against_mean(found: pd.DataFrame) -> pd.DataFrame:
    """Observed, mean and interval as multiples of the null mean, so that rare and common roles share an axis."""
    columns = ["observed", "null_mean", "low", "high"]
    return found[columns].div(found["null_mean"], axis=0)


def synthetic(drawn: ci.plots.Drawn, words: str = SYNTHETIC) -> ci.plots.Drawn:
    ci.plots.stamp(drawn, words)
    return drawn


FIGURES: dict[str, Callable[[], ci.plots.Drawn]] = {
    draw.__name__: draw
    for draw in (
        structural_holes,
        brokerage,
        centrality,
        meso,
        backbone,
        nulls,
        synergy,
        helix_game,
        information,
        indicators,
        coupling,
        composite_synergy,
        haken,
    )
}


def draw_all(folder: Path) -> None:
    """Write every figure into a folder as SVG."""
    folder.mkdir(exist_ok=True)
    for name, draw in FIGURES.items():
        with ci.plots.style("paper"):
            (folder / f"{name}.svg").write_bytes(ci.plots.render(draw(), "svg"))
