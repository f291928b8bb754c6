"""What the reader of any source hands over, and how it becomes an ecosystem without a lost record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.loaders.split import Split
from cinet.tables.check import check_tables
from cinet.tables.held import REPORT_COLUMNS, Tables, participation_codes
from cinet.tables.ids import coded_ids
from cinet.tables.issues import Origin, issue_rows, join_issues

__all__ = ["Records", "assemble"]

_PLACE: Final = ["source_file", "source_row"]
_IDS: Final = ("collab_id", "actor_id")


@dataclass(frozen=True, slots=True)
class Records:
    """Raw rows of the three tables, each with the record it stands in, and the records that were read.

    A record is what a file consists of: a line of a table, a tagged entry, an object of JSON. Every frame has the
    columns ``source_file`` and ``source_row`` (physical line, or number of the record counted from 1).

    Parameters
    ----------
    participations : DataFrame
        ``collab_id`` and ``actor_id``, and what else is known of the participation.
    actors, collaborations : DataFrame
        ``actor_id`` or ``collab_id`` and attributes; an id may stand in many rows, its most frequent values are kept.
    read : DataFrame
        One row per record that was read: ``source_file``, ``source_row``.
    files : DataFrame
        One row per file: ``file``, ``format``, ``encoding``, ``unknown_columns`` (names joined by ``|``).
    issues : DataFrame
        What the reader itself dropped, merged or doubted.
    """

    participations: pd.DataFrame
    actors: pd.DataFrame
    collaborations: pd.DataFrame
    read: pd.DataFrame
    files: pd.DataFrame
    issues: pd.DataFrame = field(default_factory=lambda: issue_rows(0, reason=None, action=None))


def assemble(
    records: Records,
    *,
    source: str,
    crosswalk: str | Mapping[str, str] | None = None,
    date_format: str | None = None,
) -> Ecosystem:
    """Make an ecosystem of the records of a source: every record is used, or stands in the issues.

    Parameters
    ----------
    records : Records
        What a reader found.
    source : str
        Where they come from.
    crosswalk : str or mapping, optional
        How the codes in ``type`` map to actor types.
    date_format : str, optional
        Format of dates; ISO unless given.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Examples
    --------
    >>> place = {"source_file": "a.json", "source_row": [1, 1, 2]}
    >>> records = Records(
    ...     participations=pd.DataFrame({"collab_id": ["p", "p", "q"], "actor_id": ["a", "b", None], **place}),
    ...     actors=pd.DataFrame({"actor_id": ["a", "b", None], "type": "firm", **place}),
    ...     collaborations=pd.DataFrame({"collab_id": ["p", "p", "q"], "year": "2020", **place}),
    ...     read=pd.DataFrame({"source_file": "a.json", "source_row": [1, 2]}),
    ...     files=pd.DataFrame(
    ...         {"file": ["a.json"], "format": ["x"], "encoding": ["utf-8"], "unknown_columns": [""]}
    ...     ),
    ... )
    >>> import warnings
    >>> with warnings.catch_warnings(action="ignore"):
    ...     eco = assemble(records, source="a source")
    >>> eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist()
    [[2, 1, 1]]
    """
    taking = records.participations
    origin = _origin(taking)
    actors = _one_row_each("actors", "actor_id", records.actors)
    collaborations = _one_row_each("collaborations", "collab_id", records.collaborations)
    coded, codes = _coded(taking.drop(columns=_PLACE))
    checked = check_tables(
        actors.frame,
        collaborations.frame,
        coded,
        origins={"actors": actors.origin, "collaborations": collaborations.origin, "participations": origin},
        scheme=crosswalk,
        date_format=date_format,
    )
    issues = join_issues([records.issues, *actors.log, *collaborations.log, checked.issues])
    nameless = _untold([actors.nameless, collaborations.nameless], issues)
    used = _used(taking, codes, checked)
    issues = join_issues([issues, nameless])
    lost = _unaccounted(records.read, used, issues)
    issues = join_issues([issues, lost])
    tables = Tables(checked.actors, checked.collaborations, checked.participations, issues)
    return Ecosystem.from_checked(tables, source=source, report=_report(records, used))


@dataclass(frozen=True, slots=True)
class _Placed:
    frame: pd.DataFrame
    origin: Origin
    log: list[pd.DataFrame]
    nameless: pd.DataFrame


def _files(given: pd.Series) -> npt.NDArray[np.object_]:
    """Return the file of every row; rows of one file share one text."""
    codes, names = pd.factorize(given, use_na_sentinel=False)
    return np.asarray(names, dtype=object)[codes]


def _origin(frame: pd.DataFrame) -> Origin:
    return Origin(_files(frame["source_file"]), frame["source_row"].to_numpy(dtype=np.int64))


def _one_row_each(table: str, key: str, frame: pd.DataFrame) -> _Placed:
    codes, ids = coded_ids(frame[key])
    origin = _origin(frame)
    split = Split(table, codes, ids, origin)
    columns = {name: name for name in frame.columns if name not in (key, *_PLACE)}
    settled = split.table(key, frame, columns)
    blank = np.flatnonzero(codes < 0)
    at = origin.take(blank)
    nameless = issue_rows(
        len(blank),
        file=at.file,
        row=at.rows,
        table=table,
        column=key,
        reason="the id is missing or blank",
        action="dropped",
    )
    return _Placed(settled, split.firsts(), split.log.parts, nameless)


def _coded(taking: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, tuple[npt.NDArray[Any], pd.Index]]]:
    """Code both ids of every participation once, for the check and for what follows it."""
    codes = {name: coded_ids(taking[name]) for name in _IDS}
    made: dict[str, Any] = {
        name: pd.Series(pd.Categorical.from_codes(held, categories=ids), index=taking.index)
        for name, (held, ids) in codes.items()
    }
    return taking.assign(**made), codes


def _used(
    taking: pd.DataFrame, codes: Mapping[str, tuple[npt.NDArray[Any], pd.Index]], checked: Tables
) -> pd.DataFrame:
    """Return the records of which a participation is held."""
    collab, actor = participation_codes(checked.participations)
    given = []
    for name in _IDS:
        held, ids = codes[name]
        places = checked.participations[name].cat.categories.get_indexer(ids)
        given.append(np.append(places, -1).astype(np.int64)[held])
    width = len(checked.actors) + 1
    pairs = pd.Index(given[0] * width + given[1]).isin(collab.astype(np.int64) * width + actor)
    kept = np.asarray(pairs, dtype=bool) & (given[0] >= 0) & (given[1] >= 0)
    used: pd.DataFrame = taking.loc[kept, _PLACE]
    return used.drop_duplicates()


def _within(sought: tuple[Any, Any], *among: tuple[Any, Any]) -> npt.NDArray[np.bool_]:
    """Say which of the places sought, files and rows, stand in one of the lists of places."""
    every = [sought, *among]
    files, _ = pd.factorize(pd.concat([pd.Series(file, dtype="str") for file, _ in every], ignore_index=True))
    rows = np.concatenate([np.asarray(row, dtype=np.int64) for _, row in every])
    lowest = rows.min(initial=0)
    keys = files.astype(np.int64) * (rows.max(initial=0) - lowest + 1) + (rows - lowest)
    size = len(sought[1])
    return np.asarray(pd.Index(keys[:size]).isin(keys[size:]), dtype=bool)


def _told(issues: pd.DataFrame) -> tuple[Any, Any]:
    """Return the places of which an issue says that something was dropped."""
    told = issues[issues["row"].notna() & issues["action"].str.startswith("dropped")]
    return told["file"], told["row"].to_numpy(dtype=np.int64)


def _untold(parts: list[pd.DataFrame], issues: pd.DataFrame) -> pd.DataFrame:
    """Keep the issues of rows of which no other issue tells that they were dropped."""
    every = join_issues(parts)
    if not len(every):
        return every
    told = _within((every["file"], every["row"].to_numpy(dtype=np.int64)), _told(issues))
    return every[~told]


def _unaccounted(read: pd.DataFrame, used: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """Give every record that was read, not used and not told of an issue of its own."""
    rows = read["source_row"].to_numpy(dtype=np.int64)
    silent = ~_within((read["source_file"], rows), (used["source_file"], used["source_row"]), _told(issues))
    return issue_rows(
        int(silent.sum()),
        file=read["source_file"].array[silent],
        row=rows[silent],
        table="participations",
        reason="the record names no actor that could be used",
        action="dropped",
    )


def _report(records: Records, used: pd.DataFrame) -> pd.DataFrame:
    """Count, file by file, what was read, what was used and what stands in the issues instead."""
    report = records.files.set_index("file")
    report["rows_read"] = records.read.groupby("source_file").size()
    report["rows_used"] = used.groupby("source_file").size()
    counts: dict[str, Any] = {
        name: report[name].fillna(0).astype("int64") for name in ("rows_read", "rows_used")
    }
    report = report.assign(**counts, rows_in_issues=counts["rows_read"] - counts["rows_used"])
    return report.reset_index()[list(REPORT_COLUMNS)]
