"""Further tables about the collaborations, joined to them by their id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few, nearest
from cinet.loaders.sources import read_raw
from cinet.tables.ids import CodeArray, IntArray, coded_ids
from cinet.tables.issues import IssueLog, Origin
from cinet.tables.raw import RawTable
from cinet.tables.selecting import LIST_MARK

__all__ = ["Joined", "add_attributes"]

_KEYS: Final = ("file", "key", "columns", "multiple")
_MULTIPLE: Final = ("first", "error", "all")


@dataclass(frozen=True, slots=True)
class Joined:
    """The collaborations with their new columns, and the issues of joining."""

    collaborations: pd.DataFrame
    issues: list[pd.DataFrame]


def add_attributes(
    collaborations: pd.DataFrame,
    attributes: Sequence[Mapping[str, Any]],
    folder: Path,
    *,
    encoding: str | None = None,
) -> Joined:
    """Add columns from further tables.

    Parameters
    ----------
    collaborations : DataFrame
        With the column ``collab_id``.
    attributes : sequence of mapping
        ``file`` (a path relative to ``folder``, or a frame), ``key`` (its column with the id), ``columns``
        (new name -> column), ``multiple``: ``"first"`` keeps the first listed value, ``"error"`` refuses more
        than one, ``"all"`` keeps every different value in the order listed, joined by ``|`` (select them with
        ``where={column: {"contains": value}}``).
    folder : Path
        Where the files are.
    encoding : str, optional
        Their encoding.

    Returns
    -------
    Joined
        Values that were left out, and keys that name no collaboration, are issues.

    Examples
    --------
    >>> parts = pd.DataFrame({"id": ["p", "p"], "part": ["SC1", "SC2"]})
    >>> joined = add_attributes(
    ...     pd.DataFrame({"collab_id": ["p"]}), [{"file": parts, "key": "id", "columns": {"programme": "part"}}], Path()
    ... )
    >>> joined.collaborations["programme"].tolist(), joined.issues[0]["value"].tolist()
    (['SC1'], ['SC2'])
    """
    issues: list[pd.DataFrame] = []
    for entry in attributes:
        columns = _spelled(entry, collaborations)
        wanted = {entry["key"], *columns.values()}
        source = entry["file"]
        raw = read_raw(
            folder / source if isinstance(source, str | Path) else source,
            encoding=encoding,
            columns=wanted.__contains__,
        )
        raw.require([entry["key"]], "key")
        for name, column in columns.items():
            raw.require([column], name)
        log = IssueLog("collaborations", Origin(raw.file, raw.rows))
        collaborations = _joined(
            collaborations, raw, entry["key"], columns, entry.get("multiple", "first"), log
        )
        issues += [raw.issues, *log.parts]
    return Joined(collaborations, [part for part in issues if len(part)])


def _spelled(entry: Mapping[str, Any], collaborations: pd.DataFrame) -> dict[str, str]:
    """Check one entry and return its columns."""
    for word in entry:
        if word not in _KEYS:
            raise UnknownName(
                f"attributes: {word!r} is not known.{nearest(str(word), _KEYS)} Known: {', '.join(_KEYS)}."
            )
    for word in ("file", "key", "columns"):
        if word not in entry:
            raise SchemaError(f"attributes: an entry needs {word!r}; this one has {first_few(entry)}.")
    if entry.get("multiple", "first") not in _MULTIPLE:
        raise UnknownName(f"attributes: multiple={entry['multiple']!r} is none of {first_few(_MULTIPLE)}.")
    if not isinstance(entry["columns"], Mapping):
        raise SchemaError("attributes: 'columns' is a mapping from the new name to the column of the file.")
    taken = [name for name in entry["columns"] if name in collaborations.columns]
    if taken:
        raise SchemaError(
            f"attributes: the collaborations already have {first_few(taken)}; choose other new names."
        )
    return dict(entry["columns"])


def _joined(
    collaborations: pd.DataFrame,
    raw: RawTable,
    key: str,
    columns: Mapping[str, str],
    multiple: str,
    log: IssueLog,
) -> pd.DataFrame:
    codes, ids = coded_ids(raw.frame[key])
    log.add(np.flatnonzero(codes < 0), column=key, reason="the key is missing or blank", action="dropped")
    found = pd.Index(collaborations["collab_id"]).get_indexer(ids)
    first_place = _first_places(codes, np.ones(len(codes), dtype=bool), len(ids))
    strange = np.flatnonzero(found < 0)
    log.add(
        first_place[strange],
        column=key,
        value=ids.take(strange),
        reason="the key names no collaboration",
        action="doubted: not used",
    )
    made = collaborations.copy(deep=False)
    target = np.append(found, -1)[codes]
    for name, column in columns.items():
        values = raw.frame[column]
        rows = np.flatnonzero((target >= 0) & values.notna().to_numpy(dtype=bool))
        if multiple == "all":
            made[name] = _all_values(values.take(rows), target[rows], len(collaborations), name)
            continue
        first = _first_places(target, np.isin(np.arange(len(target)), rows), len(collaborations))
        later = rows[first[target[rows]] != rows]
        if len(later) and multiple == "error":
            named = pd.Index(collaborations["collab_id"]).take(target[later]).unique()
            raise SchemaError(
                f"{raw.file or 'the attribute table'} gives {name!r} more than once for {len(named)} collaborations: "
                f"{first_few(named)}. Keep the first of them with multiple='first'."
            )
        texts = values.astype("str")
        kept = texts.take(first[target[later]]).to_numpy()
        lost = texts.take(later).to_numpy()
        log.add(
            later,
            column=name,
            value=lost,
            reason="the collaboration has a value listed before",
            action=np.where(kept == lost, "merged", "first kept"),
        )
        # the place behind the last one is a missing value
        places = np.where(first < 0, len(values), first)
        made[name] = values.reset_index(drop=True).reindex(places).array
    return made


def _all_values(values: pd.Series, target: IntArray, size: int, name: str) -> pd.Series:
    """Join the different values of every collaboration in the order they are listed."""
    listed = pd.DataFrame({"target": target, "value": values.astype("str").to_numpy()}).drop_duplicates()
    marked = listed["value"].str.contains(LIST_MARK, regex=False)
    if marked.any():
        raise SchemaError(
            f"attributes: {name!r} has values with {LIST_MARK!r} in them, such as "
            f"{listed['value'][marked].iloc[0]!r}, which joins values under multiple='all'; replace it first."
        )
    joined = listed.groupby("target", sort=True)["value"].agg(LIST_MARK.join)
    return joined.reindex(np.arange(size))


def _first_places(codes: CodeArray, usable: np.ndarray, size: int) -> IntArray:
    """Return the first usable place of every code, -1 where there is none."""
    places = np.full(size, -1, dtype=np.int64)
    rows = np.flatnonzero(usable & (codes >= 0))
    places[codes[rows][::-1]] = rows[::-1]
    return places
