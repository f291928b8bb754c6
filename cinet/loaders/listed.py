"""A table with one row per collaboration, whose participants stand together in a cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError, first_few
from cinet.loaders.records import Records, assemble
from cinet.loaders.sources import read_raw
from cinet.loaders.synonyms import text_of
from cinet.tables.issues import IssueLog, Origin, join_issues
from cinet.tables.raw import RawTable

__all__ = ["SEPARATORS", "read_lists"]

#: What stands between two participants, unless something else is named.
SEPARATORS: Final = (";", "；", "|", "\n")
#: What may stand between two participants, but stands within names, too.
_DOUBTFUL: Final = ("、", "，", ", ", "/", "\t")
#: What a table without a file is called.
_FRAME: Final = "a table"


def read_lists(
    source: object,
    *,
    collaboration: str,
    actors: str | Sequence[str],
    separator: str | Sequence[str] = SEPARATORS,
    ids: str | None = None,
    type: str | None = None,
    country: str | None = None,
    date: str | None = None,
    end: str | None = None,
    year: str | None = None,
    kind: str | None = None,
    place: str | None = None,
    collaboration_columns: Sequence[str] = (),
    crosswalk: str | Mapping[str, str] | None = None,
    date_format: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Ecosystem:
    """Read a table with one row per collaboration and its participants in one cell, or in several.

    Cells are cut at every separator; blanks and empty parts are left out. Participants are their names unless the
    table has a list of ids. Where several columns hold participants, the name of the column becomes their ``role``,
    and who stands in two of them has both.

    Parameters
    ----------
    source : DataFrame, Arrow object, or path
        A frame, whose cells may be lists, or a file: CSV or TSV, Parquet, Excel.
    collaboration : str
        Column with the id.
    actors : str or sequence of str
        Column or columns with the participants.
    separator : str or sequence of str
        What stands between two of them; semicolons, ``|`` and line ends unless given.
    ids, type, country : str, optional
        Columns with lists that follow the participants one by one, of one column of participants. A cell with more or
        fewer parts than participants is not used, which is an issue; without an id the participant is the name.
    date, end, year, kind, place : str, optional
        Columns that belong to the collaboration; ``date`` is its start.
    collaboration_columns : sequence of str
        Further ones, kept under their own names.
    crosswalk : str or mapping, optional
        How the words in ``type`` map to actor types.
    date_format : str, optional
        Format of dates, such as ``"%d.%m.%Y"``; unless given, the year first (2019-05-31, 2019/5/31, 2019年5月31日).
    encoding, delimiter, sheet : str, optional
        How to read the file; found unless given.

    Returns
    -------
    Ecosystem
        With its issues and its load report. Participations have ``order``, the place in the list.

    Raises
    ------
    UnknownName
        The table has no such column; the message names the nearest.

    Examples
    --------
    >>> rows = pd.DataFrame({"patent": ["1", "2"], "applicants": ["A University; B Ltd", "B Ltd"]})
    >>> eco = read_lists(rows, collaboration="patent", actors="applicants")
    >>> eco.participations[["collab_id", "actor_id", "order"]].values.tolist()
    [['1', 'A University', 1], ['1', 'B Ltd', 2], ['2', 'B Ltd', 1]]
    """
    columns = [actors] if isinstance(actors, str) else list(actors)
    following = {
        name: column
        for name, column in (("actor_id", ids), ("type", type), ("country", country))
        if column is not None
    }
    given = {"start": date, "end": end, "year": year, "kind": kind, "place": place}
    events = {name: column for name, column in given.items() if column is not None}
    marks = _marks(separator)
    _refuse(columns, following, events, collaboration_columns)
    events |= {name: name for name in collaboration_columns}
    wanted = {collaboration, *columns, *following.values(), *events.values()}
    raw = read_raw(source, encoding=encoding, delimiter=delimiter, sheet=sheet, columns=wanted.__contains__)
    for purpose, column in [
        ("collaboration", collaboration),
        *(("actors", name) for name in columns),
        *following.items(),
        *events.items(),
    ]:
        raw.require([column], purpose)
    records = _records(raw, collaboration, columns, following, events, marks)
    return assemble(records, source=raw.file or _FRAME, crosswalk=crosswalk, date_format=date_format)


def _marks(separator: str | Sequence[str]) -> re.Pattern[str]:
    marks = [separator] if isinstance(separator, str) else list(separator)
    if not marks or not all(isinstance(mark, str) and mark for mark in marks):
        raise SchemaError(f"separator={separator!r} is no text and no list of texts.")
    return re.compile("|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True)))


def _refuse(
    columns: list[str], following: Mapping[str, str], events: Mapping[str, str], more: Sequence[str]
) -> None:
    if not columns:
        raise SchemaError("actors names no column: name the one that holds the participants.")
    if len(columns) > 1 and following:
        raise SchemaError(
            f"{first_few(following.values())} follows one list of participants, and actors names {len(columns)}."
        )
    if isinstance(more, str):
        raise SchemaError(
            f"collaboration_columns is a list of column names, not the text {more!r}: write [{more!r}]."
        )
    taken = [name for name in more if name in events]
    if taken:
        raise SchemaError(f"collaboration_columns names {first_few(taken)}, which is named already.")


def _records(
    raw: RawTable,
    collaboration: str,
    columns: list[str],
    following: Mapping[str, str],
    events: Mapping[str, str],
    marks: re.Pattern[str],
) -> Records:
    # a frame has no lines; its rows are counted from 1
    rows = np.arange(1, len(raw.frame) + 1) if raw.rows is None else np.asarray(raw.rows, dtype=np.int64)
    file = raw.file or _FRAME
    place = pd.DataFrame({"source_file": file, "source_row": rows})
    log = IssueLog("participations", Origin(file, rows))
    ids = text_of(raw, collaboration)
    parts = []
    for column in columns:
        cells = _listed(raw, column, marks)
        names = [[name for name in cell if name] for cell in cells]
        _doubt_separator(raw.frame[column], column, names, log)
        at = np.repeat(np.arange(len(names)), [len(listed) for listed in names]).astype(np.int64)
        order = [number for listed in names for number in range(1, len(listed) + 1)]
        flat = pd.Series([name for listed in names for name in listed], dtype="str")
        part = pd.DataFrame(
            {"at": at, "name": flat, "order": np.array(order, dtype=np.int64), "role": column}
        )
        for name, other in following.items():
            part[name] = _beside(_listed(raw, other, marks), cells, other, log)
        parts.append(part)
    told = pd.concat(parts, ignore_index=True).sort_values("at", kind="stable", ignore_index=True)
    told["actor_id"] = told["actor_id"].fillna(told["name"]) if "actor_id" in told.columns else told["name"]
    where = place.take(told["at"].to_numpy()).reset_index(drop=True)
    taking = pd.DataFrame(
        {
            "collab_id": ids.take(told["at"].to_numpy()).array,
            "actor_id": told["actor_id"],
            "order": told["order"],
        }
    )
    if len(columns) > 1:
        taking["role"] = told["role"]
        taking, where = _one_role_each(taking, where)
    attributes = [name for name in ("name", "type", "country") if name in told.columns]
    whole = place.take(told["at"].to_numpy()).reset_index(drop=True)
    listed = np.unique(told["at"].to_numpy())
    made = pd.DataFrame({"collab_id": ids, **{name: text_of(raw, column) for name, column in events.items()}})
    lost = raw.issues.loc[raw.issues["row"].notna(), "row"].to_numpy(dtype=np.int64)
    return Records(
        participations=pd.concat([taking, where], axis=1),
        actors=pd.concat([told[["actor_id", *attributes]], whole], axis=1),
        collaborations=pd.concat([made, place], axis=1).take(listed).reset_index(drop=True),
        read=pd.DataFrame({"source_file": file, "source_row": np.append(rows, lost)}),
        files=pd.DataFrame(
            {
                "file": [file],
                "format": ["participants in cells"],
                "encoding": [raw.notes.get("encoding", "")],
                "unknown_columns": [""],
            }
        ),
        issues=join_issues([raw.issues, *log.parts]),
    )


def _one_role_each(taking: pd.DataFrame, where: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Let who stands in several columns of one row take part once, with all the roles."""
    keys = pd.concat([taking[["collab_id", "actor_id"]], where], axis=1)
    group = keys.groupby(list(keys.columns), sort=False, dropna=False).ngroup()
    roles = taking["role"].groupby(group, sort=False).agg(lambda told: "|".join(dict.fromkeys(told)))
    first = ~group.duplicated()
    kept = taking[first].assign(role=roles.reindex(group[first]).to_numpy())
    return kept.reset_index(drop=True), where[first].reset_index(drop=True)


def _listed(raw: RawTable, column: str, marks: re.Pattern[str]) -> list[list[str]]:
    """Cut every cell of a column into its parts, empty ones too."""
    found = []
    for cell in raw.frame[column].tolist():
        if isinstance(cell, list | tuple | np.ndarray):
            parts = ["" if part is None else str(part) for part in cell]
        else:
            parts = [] if pd.isna(cell) else marks.split(str(cell))
        found.append([part.strip() for part in parts])
    return found


def _beside(values: list[list[str]], cells: list[list[str]], column: str, log: IssueLog) -> pd.Series:
    """Put the parts of one list beside the participants, where there are as many."""
    flat: list[str | None] = []
    unlike = []
    for row, (own, cell) in enumerate(zip(values, cells, strict=True)):
        names = [name for name in cell if name]
        if len(own) == len(cell):
            # an empty place in both lists is no participant
            flat += [part or None for part, name in zip(own, cell, strict=True) if name]
        elif len(own) == len(names):
            flat += [part or None for part in own]
        else:
            flat += [None] * len(names)
            if names and any(own):
                unlike.append(row)
    log.add(
        np.array(unlike, dtype=np.int64),
        column=column,
        value=pd.Series(["; ".join(values[row]) for row in unlike], dtype="str"),
        reason="not as many parts as participants",
        action="set to missing",
    )
    return pd.Series(flat, dtype="str")


def _doubt_separator(cells: pd.Series, column: str, names: list[list[str]], log: IssueLog) -> None:
    """Say so when no cell is a list, and some hold what may stand between names."""
    if any(len(listed) > 1 for listed in names):
        return
    texts = cells.astype("str")
    counted = {mark: int(texts.str.contains(mark, regex=False).fillna(False).sum()) for mark in _DOUBTFUL}
    mark, count = max(counted.items(), key=lambda told: told[1])
    if count:
        log.note(
            [f"{count:,}"],
            column=column,
            reason=f"no cell holds a separator, and so many hold {mark!r}",
            action="doubted: each cell read as one participant; name another with separator=",
        )
