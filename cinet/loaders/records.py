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
from cinet.tables.held import REPORT_COLUMNS, Tables
from cinet.tables.ids import coded_ids
from cinet.tables.issues import Origin, issue_rows, join_issues

__all__ = ["Records", "assemble"]

_PLACE: Final = ["source_file", "source_row"]


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
    actors, actor_log = _one_row_each("actors", "actor_id", records.actors)
    collaborations, collab_log = _one_row_each("collaborations", "collab_id", records.collaborations)
    taking = records.participations
    checked = check_tables(
        actors.frame,
        collaborations.frame,
        taking.drop(columns=_PLACE),
        origins={
            "actors": actors.origin,
            "collaborations": collaborations.origin,
            "participations": _origin(taking),
        },
        scheme=crosswalk,
        date_format=date_format,
    )
    issues = join_issues([records.issues, *actor_log, *collab_log, checked.issues])
    used = _used(taking, checked)
    lost = _unaccounted(records.read, used, issues)
    issues = join_issues([issues, lost])
    tables = Tables(checked.actors, checked.collaborations, checked.participations, issues)
    return Ecosystem.from_checked(tables, source=source, report=_report(records, used))


@dataclass(frozen=True, slots=True)
class _Placed:
    frame: pd.DataFrame
    origin: Origin


def _origin(frame: pd.DataFrame) -> Origin:
    return Origin(frame["source_file"].to_numpy(dtype=object), frame["source_row"].to_numpy(dtype=np.int64))


def _one_row_each(table: str, key: str, frame: pd.DataFrame) -> tuple[_Placed, list[pd.DataFrame]]:
    codes, ids = coded_ids(frame[key])
    split = Split(table, codes, ids, _origin(frame))
    columns = {name: name for name in frame.columns if name not in (key, *_PLACE)}
    return _Placed(split.table(key, frame, columns), split.firsts()), split.log.parts


def _used(taking: pd.DataFrame, checked: Tables) -> pd.DataFrame:
    """Return the records of which a participation is held."""
    held = checked.participations[["collab_id", "actor_id"]].astype("str")
    given = taking[["collab_id", "actor_id"]].astype("str")
    pairs = pd.MultiIndex.from_frame(given).isin(pd.MultiIndex.from_frame(held))
    return taking.loc[pairs, _PLACE].drop_duplicates()


def _keys(frame: pd.DataFrame, names: list[str]) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([frame[names[0]].astype("str"), frame[names[1]].astype("Int64")])


def _unaccounted(read: pd.DataFrame, used: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """Give every record that was read, not used and not told of an issue of its own."""
    keys = _keys(read, _PLACE)
    told = issues[issues["row"].notna() & issues["action"].str.startswith("dropped")]
    silent = ~keys.isin(_keys(used, _PLACE)) & ~keys.isin(_keys(told, ["file", "row"]))
    left: npt.NDArray[np.int64] = read["source_row"].to_numpy(dtype=np.int64)[silent]
    return issue_rows(
        len(left),
        file=read["source_file"].to_numpy(dtype=object)[silent],
        row=left,
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
