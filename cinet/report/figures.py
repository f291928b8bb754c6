"""The figures of a study, drawn from its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from cinet import plots
from cinet.incidence import WEIGHTINGS
from cinet.plots.words import axis_label
from cinet.registry import label
from cinet.report.results import Drawing, Results
from cinet.report.study import Study
from cinet.report.words import word

__all__ = ["FORMATS", "Drawn", "draw"]

FORMATS = ("pdf", "svg", "png")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One figure in every format, with its caption."""

    name: str
    caption: str
    files: Mapping[str, bytes]


def draw(study: Study, results: Results) -> list[Drawn]:
    """Draw every figure of a study.

    Parameters
    ----------
    study : Study
        Which figures, in which language.
    results : Results
        The tables.

    Returns
    -------
    list of Drawn
        In the order of the report.
    """
    lang = study["study"]["lang"]
    with plots.style("paper", lang=lang):
        made = [_brokers(study, results, lang), _mixing(study, results, lang)]
        made += [_synergy(study, results, by, lang) for by in study["helix"]["by"]]
        if results.drawing is not None:
            made.append(_network(study, results.drawing, lang))
        return [_finished(study, *each) for each in made]


def _finished(study: Study, name: str, caption: str, drawn: plots.Drawn) -> Drawn:
    """Stamp a figure (so that it says what it is wherever it is pasted) and render it in every format."""
    text, note = study["study"]["stamp"], study["study"]["note"]
    if text:
        plots.stamp(drawn, text)
    return Drawn(
        name, f"{caption} {note}" if note else caption, {form: plots.render(drawn, form) for form in FORMATS}
    )


def _brokers(study: Study, results: Results, lang: str) -> tuple[str, str, plots.Drawn]:
    value = study["figures"]["brokers"]
    figure = plots.rank_by_type(results.tables["actors"], value, hue="type", top=study["figures"]["top"])
    return "brokers_by_type", word("brokers", lang, value=label(value, lang, unit=False)), figure


def _mixing(study: Study, results: Results, lang: str) -> tuple[str, str, plots.Drawn]:
    table = results.tables["type_mixing_nulls"]
    by, rule = study["mixing"]["by"], WEIGHTINGS[study["network"]["weighting"]]
    panels = {
        null_label(str(null), lang): rows.droplevel("null").rename_axis(
            index={f"{by}_a": "type_a", f"{by}_b": "type_b"}
        )
        for null, rows in table.groupby(level="null", sort=False)
    }
    return (
        "type_mixing",
        word("mixing", lang, draws=study["nulls"]["draws"], rule=rule),
        plots.mixing_panels(panels),
    )


def _synergy(study: Study, results: Results, by: str, lang: str) -> tuple[str, str, plots.Drawn]:
    table = pd.DataFrame(results.tables["helix_nulls"].xs(by, level="by"))
    nulls: dict[str, pd.DataFrame] = {
        str(null): rows.droplevel("null") for null, rows in table.groupby(level="null", sort=False)
    }
    enough = _groups_with(results.tables["helix"], by, study["helix"]["min_records"])
    nulls = {null: rows[rows.index.isin(enough)] for null, rows in nulls.items()}
    draws, least = study["nulls"]["draws"], study["helix"]["min_records"]
    last = list(nulls)[-1]
    if _all_numbers(table.index.get_level_values("group")):
        for rows in nulls.values():
            rows.index = pd.Index(rows.index.astype(int), name=by)
        ax = plots.trend(
            nulls[last], x=by, scale=1000, ylabel="T", unit="mbit",
            bands={null_label(name, lang): rows for name, rows in nulls.items()},
        )  # fmt: skip
        return f"helix_by_{by}", word("trend", lang, by=axis_label(by, lang), draws=draws, least=least), ax
    ax = plots.forest(nulls[last].rename_axis(index=by), by=by, scale=1000, xlabel="T", unit="mbit")
    return (
        f"helix_by_{by}",
        word("forest", lang, by=axis_label(by, lang), draws=draws, null=null_label(last, lang), least=least),
        ax,
    )


def _groups_with(helix: pd.DataFrame, by: str, least: int) -> list[str]:
    """Groups with enough records to draw; if none has, all of them."""
    records = pd.DataFrame(helix.xs(by, level="by"))["n"]
    enough = records.index[records >= least] if (records >= least).any() else records.index
    return [str(group) for group in enough]


def _all_numbers(groups: pd.Index) -> bool:
    return bool(groups.astype(str).str.fullmatch(r"\d+").all())


def null_label(name: str, lang: str) -> str:
    """Return the name of a null model for a legend.

    >>> null_label("two-mode within programme x year", "en")
    'two-mode within programme x year'
    """
    if lang != "zh":
        return name
    kind, _, strata = name.partition(" within ")
    within = "×".join(axis_label(each, lang) for each in strata.split(" x ")) if strata else ""
    return f"{word(kind, lang)}（同{within}内）" if within else word(kind, lang)


def _network(study: Study, drawing: Drawing, lang: str) -> tuple[str, str, plots.Drawn]:
    wanted = study["figures"]["drawing"]
    ax = plots.network(
        drawing.nodes, drawing.edges, size="strength", labels=wanted["labels"], note=word("layout", lang)
    )
    caption = word(
        "drawing", lang, title=wanted["title"], collaborations=f"{drawing.n_collaborations:,}",
        actors=f"{len(drawing.nodes):,}", least=wanted["min_collaborations"],
    )  # fmt: skip
    return "network", caption, ax
