"""The report: one HTML file that needs nothing else, with every text from data escaped."""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import pandas as pd
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from cinet.metrics.measure import describe
from cinet.report.figures import Drawn
from cinet.report.words import word

__all__ = ["render_report"]

#: Rows of a table that the report shows; the files hold all of them.
HEAD = 10


def render_report(
    *,
    title: str,
    subtitle: str,
    note: str,
    lang: str,
    summary: str,
    drawn: Sequence[Drawn],
    tables: Mapping[str, pd.DataFrame],
    choices: Mapping[str, str],
    provenance: Mapping[str, str],
    missing: Sequence[str],
) -> str:
    """Return the report as one HTML text.

    Parameters
    ----------
    title, subtitle, note, summary : str
        Heading texts; the note stands wherever data is shown (for example that it is synthetic).
    lang : {"en", "zh"}
        Language of the fixed words.
    drawn : sequence of Drawn
        Figures with their captions.
    tables : mapping
        Name -> table; ``data_losses`` gets a section of its own.
    choices, provenance : mapping
        Name -> value, as they are printed.
    missing : sequence of str
        Characters that no font could draw.

    Returns
    -------
    str
        Self-contained: figures are embedded, there is no script, and a content security policy forbids any.
    """
    templates = files("cinet.report") / "templates"
    style = (templates / "report.css").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string((templates / "report.html").read_text(encoding="utf-8"))
    known = pd.concat([describe(table, lang=lang) for table in tables.values()])
    return template.render(
        title=title,
        subtitle=subtitle,
        note=note,
        lang=lang,
        summary=summary,
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii"),
        figures=[(each.name, each.caption, _data_uri(each.files["svg"])) for each in drawn],
        tables=[(name, _head(table), len(table)) for name, table in tables.items() if name != "data_losses"],
        losses=_head(tables["data_losses"], rows=len(tables["data_losses"])),
        choices=choices,
        provenance=provenance,
        meaning=_head(known[~known.index.duplicated()].sort_index(), rows=len(known)),
        missing_note=word("missing_glyphs", lang, characters=" ".join(missing)) if missing else "",
        head=HEAD,
        word=lambda key, **values: word(key, lang, **values),
    )


def _data_uri(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")


def _head(table: pd.DataFrame, rows: int = HEAD) -> dict[str, Any]:
    """Return column names and the first rows as texts."""
    flat = (table.reset_index() if table.index.names != [None] else table).head(rows)
    return {
        "columns": [str(name) for name in flat.columns],
        "rows": [[_text(value) for value in row] for row in flat.itertuples(index=False, name=None)],
    }


def _text(value: object) -> str:
    """Print a number short enough to read and exact enough to compare; a missing value as nothing."""
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        whole = math.isfinite(value) and value == round(value) and abs(value) < 1e15
        return f"{value:,.0f}" if whole else f"{value:.4g}"
    return "" if value is None or value is pd.NA or value is pd.NaT else str(value)
