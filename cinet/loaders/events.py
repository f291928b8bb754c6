"""Any table with one row per participation: who took part in what, with whatever else each row tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError, first_few
from cinet.loaders.attributes import add_attributes
from cinet.loaders.file_report import file_report
from cinet.loaders.sources import read_raw
from cinet.loaders.split import Split
from cinet.tables.check import check_tables
from cinet.tables.decimals import Decimal
from cinet.tables.held import Tables
from cinet.tables.ids import coded_ids
from cinet.tables.issues import Origin, join_issues
from cinet.tables.raw import RawTable

__all__ = ["Made", "events_tables", "read_events"]


def read_events(
    source: object,
    *,
    collaboration: str,
    actor: str,
    type: str | None = None,
    name: str | None = None,
    country: str | None = None,
    role: str | None = None,
    stage: str | None = None,
    weight: str | None = None,
    amount: str | None = None,
    date: str | None = None,
    end: str | None = None,
    year: str | None = None,
    kind: str | None = None,
    place: str | None = None,
    actor_columns: Sequence[str] = (),
    collaboration_columns: Sequence[str] = (),
    attributes: Sequence[Mapping[str, Any]] = (),
    crosswalk: str | Mapping[str, str] | None = None,
    date_format: str | None = None,
    decimal: Decimal | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Ecosystem:
    """Read a table with one row per participation.

    What belongs to an actor (type, name, country, ``actor_columns``) or to a collaboration (dates, kind, place,
    ``collaboration_columns``) may differ between its rows: the most frequent value is kept, among equally
    frequent ones the first, and every other value is an issue.

    Parameters
    ----------
    source : DataFrame, Arrow object, or path
        A frame, or a file: CSV or TSV (plain, gzipped, in a zip archive), Parquet, Excel.
    collaboration, actor : str
        Columns with the ids.
    type, name, country : str, optional
        Columns that belong to the actor.
    role, stage, weight, amount : str, optional
        Columns that belong to the participation.
    date, end, year, kind, place : str, optional
        Columns that belong to the collaboration; ``date`` is its start.
    actor_columns, collaboration_columns : sequence of str
        Further columns of either, kept under their own names.
    attributes : sequence of mapping
        Further tables about the collaborations: ``{"file": ..., "key": ..., "columns": {new name: column}}``,
        with ``"multiple": "first"`` (default) or ``"error"`` for keys that stand more than once. A file name is
        relative to the folder of ``source``.
    crosswalk : str or mapping, optional
        How the codes in ``type`` map to actor types.
    date_format : str, optional
        Format of dates, such as ``"%d.%m.%Y"``; unless given, the year first (2019-05-31, 2019/5/31, 2019年5月31日).
    decimal : {".", ","}, optional
        Decimal mark of weights and amounts; without it, either is read where there is one way to read it.
    encoding, delimiter, sheet : str, optional
        How to read the file; found unless given.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Raises
    ------
    UnknownName
        The table has no such column; the message names the nearest.

    Examples
    --------
    >>> rows = pd.DataFrame({"project": ["p", "p"], "org": ["a", "b"], "sort": ["HES", "PRC"]})
    >>> read_events(rows, collaboration="project", actor="org", type="sort", crosswalk="cordis").actors["type"].tolist()
    ['university', 'firm']
    """
    actors = {"type": type, "name": name, "country": country}
    events = {"start": date, "end": end, "year": year, "kind": kind, "place": place}
    taking = {"role": role, "stage": stage, "weight": weight, "amount": amount}
    mapped = _Mapped(
        collaboration,
        actor,
        _named(actors, actor_columns, "actor_columns"),
        _named(events, collaboration_columns, "collaboration_columns"),
        _named(taking, (), ""),
    )
    raw = read_raw(
        source, encoding=encoding, delimiter=delimiter, sheet=sheet, columns=mapped.wants, coded=mapped.wants
    )
    mapped.demand(raw)
    folder = Path(source).parent if isinstance(source, str | Path) else Path()
    made = events_tables(
        raw, mapped.collaboration, mapped.actor, mapped.actors, mapped.events, mapped.taking,
        attributes=attributes, folder=folder, crosswalk=crosswalk, date_format=date_format,
        decimal=decimal, encoding=encoding,
    )  # fmt: skip
    return Ecosystem.from_checked(made.tables, source=raw.file, report=file_report(raw, made.used))


@dataclass(frozen=True, slots=True)
class _Mapped:
    """Which column of the source stands for what: canonical name -> column."""

    collaboration: str
    actor: str
    actors: dict[str, str]
    events: dict[str, str]
    taking: dict[str, str]

    def purposes(self) -> dict[str, str]:
        said = {**self.actors, **self.events, **self.taking}
        return {"collaboration": self.collaboration, "actor": self.actor, **said}

    def wants(self, column: str) -> bool:
        return column in set(self.purposes().values())

    def demand(self, raw: RawTable) -> None:
        for purpose, column in self.purposes().items():
            raw.require([column], "date" if purpose == "start" else purpose)


def _named(given: Mapping[str, str | None], more: Sequence[str], argument: str) -> dict[str, str]:
    named = {name: column for name, column in given.items() if column is not None}
    if isinstance(more, str):
        raise SchemaError(f"{argument} is a list of column names, not the text {more!r}: write [{more!r}].")
    taken = [name for name in more if name in named]
    if taken:
        raise SchemaError(
            f"{argument} names {first_few(taken)}, which is the name of another column of that table."
        )
    return {**named, **{name: name for name in more}}


@dataclass(frozen=True, slots=True)
class Made:
    """The tables that were made of a raw table, and how many of its rows a participation rests on."""

    tables: Tables
    used: int


def events_tables(
    raw: RawTable,
    collaboration: str,
    actor: str,
    actors: Mapping[str, str],
    events: Mapping[str, str],
    taking: Mapping[str, str],
    *,
    attributes: Sequence[Mapping[str, Any]] = (),
    folder: Path = Path(),
    crosswalk: str | Mapping[str, str] | None = None,
    date_format: str | None = None,
    decimal: Decimal | None = None,
    encoding: str | None = None,
) -> Made:
    """Split a raw table into the three tables and take them through the door.

    Parameters
    ----------
    raw : RawTable
        One row per participation.
    collaboration, actor : str
        Columns with the ids.
    actors, events, taking : mapping
        Canonical name -> column, for each of the three tables.
    attributes, folder
        Further tables about the collaborations, and where their files are.
    crosswalk, date_format, decimal, encoding
        As for ``read_events``.

    Returns
    -------
    Made
        The tables, with the issues of reading, of splitting and of the door, and the number of rows used.
    """
    frame = raw.frame
    origin = Origin(raw.file, raw.rows)
    event_codes, event_ids = coded_ids(frame[collaboration])
    actor_codes, actor_ids = coded_ids(frame[actor])
    who = Split("actors", actor_codes, actor_ids, origin)
    what = Split("collaborations", event_codes, event_ids, origin)
    actor_table = who.table("actor_id", frame, actors)
    event_table = what.table("collab_id", frame, events)
    joined = add_attributes(event_table, attributes, folder, encoding=encoding)
    participations = pd.DataFrame(
        {
            "collab_id": pd.Categorical.from_codes(event_codes, categories=event_ids),
            "actor_id": pd.Categorical.from_codes(actor_codes, categories=actor_ids),
            **{name: _spelled(frame[column]) for name, column in taking.items()},
        }
    )
    checked = check_tables(
        actor_table,
        joined.collaborations,
        participations,
        origins={"actors": who.firsts(), "collaborations": what.firsts(), "participations": origin},
        scheme=crosswalk,
        date_format=date_format,
        decimal=decimal,
    )
    issues = join_issues([raw.issues, *who.log.parts, *what.log.parts, *joined.issues, checked.issues])
    tables = Tables(checked.actors, checked.collaborations, checked.participations, issues)
    # both tables are made of the same rows, so a row with both ids is lost by its weight alone, and is told of once
    whole = int(((event_codes >= 0) & (actor_codes >= 0)).sum())
    weightless = checked.issues["action"].eq("dropped") & checked.issues["column"].eq("weight")
    return Made(tables, whole - int(weightless.sum()))


def _spelled(column: pd.Series) -> Any:
    """Return the texts of a column that was read as categories."""
    kind = column.dtype
    return (
        column.astype(kind.categories.dtype).array if isinstance(kind, pd.CategoricalDtype) else column.array
    )
