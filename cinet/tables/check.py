"""The door: three tables as given become three clean tables and the list of what was dropped, merged or doubted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from cinet.errors import SchemaError, first_few, nearest
from cinet.kernels.ordering import pair_order
from cinet.tables.decimals import Decimal, demand_decimal, parse_decimals
from cinet.tables.held import Tables
from cinet.tables.ids import CodeArray, IntArray, coded_ids, first_places, in_order, look_alikes
from cinet.tables.issues import IssueLog, Origin, join_issues
from cinet.tables.parse import BoolArray, parse_dates, parse_years
from cinet.tables.schema import TABLES, admit
from cinet.vocabulary import UNKNOWN, canonical_type, crosswalk

__all__ = ["Remedy", "check_tables"]

Remedy = Literal["drop", "raise"]
_MOST_HINTS: Final = 100
_KEPT_UNDATED: Final = "kept; absent from every window"
_REMEDIES: Final = ("drop", "raise")
_TWO_NUMBERS: Final = "two numbers are written so: the decimal mark can be told with decimal="


def check_tables(
    actors: pd.DataFrame,
    collaborations: pd.DataFrame,
    participations: pd.DataFrame,
    *,
    origins: Mapping[str, Origin] | None = None,
    scheme: str | Mapping[str, str] | None = None,
    date_format: str | None = None,
    decimal: Decimal | None = None,
    on_dangling: Remedy = "drop",
    on_weight: Remedy = "drop",
) -> Tables:
    """Check three tables, clean them, and list every row that was dropped, merged or doubted.

    Parameters
    ----------
    actors, collaborations, participations : DataFrame
        The tables as given.
    origins : mapping, optional
        Table name -> file and physical lines, for the issues.
    scheme : str or mapping, optional
        Crosswalk from the codes in ``type`` to actor types.
    date_format : str, optional
        Format of dates given as text; unless given, the year first, as 2019-05-31 or 2019/5/31.
    decimal : {".", ","}, optional
        Decimal mark of numbers given as text; without it, either is read where there is one way to read it.
    on_dangling, on_weight : {"drop", "raise"}
        What to do with participations that name an absent actor or collaboration, and with weights that are no
        finite positive number.

    Returns
    -------
    Tables
        Sorted by id; ids in participations are categories.

    Examples
    --------
    >>> checked = check_tables(
    ...     pd.DataFrame({"actor_id": ["a", "b"], "type": ["firm", "univercity"]}),
    ...     pd.DataFrame({"collab_id": [1], "year": [2019]}),
    ...     pd.DataFrame({"collab_id": [1, 1], "actor_id": ["a", "x"]}),
    ... )
    >>> checked.issues[["table", "value", "action"]].values.tolist()
    [['actors', 'univercity', "type set to 'unknown'"], ['participations', 'x', 'dropped']]
    """
    for name, remedy in (("on_dangling", on_dangling), ("on_weight", on_weight)):
        if remedy not in _REMEDIES:
            raise SchemaError(f"{name}={remedy!r} is neither 'drop' nor 'raise'.")
    demand_decimal(decimal)
    given = origins or {}
    logs = {name: IssueLog(name, given.get(name, Origin())) for name in TABLES}
    who = _keyed(admit(actors, TABLES["actors"]), "actor_id", logs["actors"])
    what = _keyed(admit(collaborations, TABLES["collaborations"]), "collab_id", logs["collaborations"])
    _type_actors(who, crosswalk(scheme), logs["actors"])
    _date_collaborations(what, date_format, logs["collaborations"])
    taking = admit(participations, TABLES["participations"])
    log = logs["participations"]
    joined = _join(taking, who, what, log, decimal, on_dangling=on_dangling, on_weight=on_weight)
    issues = join_issues(part for log in logs.values() for part in log.parts)
    return Tables(_plain(who.frame), _plain(what.frame), _plain(joined), issues)


@dataclass(slots=True)
class _Keyed:
    """A table with one row per id, sorted by id, and where each row stood in the table as given.

    ``given`` are the ids before they were sorted, ``rank`` says where each of them stands now.
    """

    frame: pd.DataFrame
    ids: pd.Index
    places: IntArray
    given: pd.Index
    rank: CodeArray

    def find(self, named: pd.Index) -> CodeArray:
        """Return where each of these ids stands, -1 where none does."""
        # loaders make both tables of the same rows: then nothing need be looked up
        if len(named) == len(self.given) and named.equals(self.given):
            return self.rank
        return self.ids.get_indexer(named).astype(np.int32)


def _keyed(frame: pd.DataFrame, key: str, log: IssueLog) -> _Keyed:
    codes, ids = coded_ids(frame[key])
    log.add(np.flatnonzero(codes < 0), column=key, reason="the id is missing or blank", action="dropped")
    firsts = first_places(codes, len(ids))
    again = codes >= 0
    again[firsts] = False
    later = np.flatnonzero(again)
    if len(later):
        labels = ids.take(codes[later])
        same = ~_fold(frame.drop(columns=key), later, firsts[codes[later]], labels, log)
        log.add(later[same], value=labels[same], reason="the same row stands more than once", action="merged")
    log.note(
        [", ".join(group) for group in look_alikes(ids)],
        column=key,
        reason="these ids differ only in case, width or blanks",
        action="doubted: kept apart",
    )
    order = np.asarray(ids.argsort())
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    kept = firsts[order]
    sorted_ids = in_order(ids.take(order))
    clean = frame.take(kept).reset_index(drop=True)
    clean[key] = sorted_ids
    return _Keyed(clean, sorted_ids, kept, ids, rank)


def _fold(
    frame: pd.DataFrame, later: IntArray, first: IntArray, labels: pd.Index, log: IssueLog
) -> BoolArray:
    """List every value in which a row differs from an earlier one with its id; return which rows differ."""
    differs = np.zeros(len(later), dtype=bool)
    for name in frame.columns:
        ours, theirs = frame[name].take(first), frame[name].take(later)
        unlike = (ours.astype("str").to_numpy() != theirs.astype("str").to_numpy()) & ~(
            ours.isna().to_numpy() & theirs.isna().to_numpy()
        )
        unlike = np.asarray(unlike, dtype=bool)
        differs |= unlike
        kept = ours.astype("str").fillna("nothing").to_numpy()[unlike]
        log.add(
            later[unlike],
            column=name,
            value=theirs.astype("str").to_numpy()[unlike],
            reason=[
                f"{label!r} stands more than once, first with {value!r}"
                for label, value in zip(labels[unlike].tolist(), kept, strict=True)
            ],
            action="first kept",
        )
    return differs


def _type_actors(who: _Keyed, scheme: Mapping[str, str], log: IssueLog) -> None:
    if "type" not in who.frame.columns:
        who.frame.insert(1, "type", UNKNOWN)
        log.note(
            [None], column="type", reason="the table has no column 'type'", action=f"type set to {UNKNOWN!r}"
        )
        return
    codes, uniques = pd.factorize(who.frame["type"])
    found = [canonical_type(code, scheme) for code in uniques]
    types = np.array([*found, None], dtype=object)[codes]
    lost = np.flatnonzero(pd.isna(types))
    # a column with very many different types is no column of types: looking for near matches would take long
    near = (
        {str(code) for code, kind in zip(uniques, found, strict=True) if kind is None} if len(lost) else set()
    )
    hinted = len(near) <= _MOST_HINTS
    hints = [
        "the type is not known."
        + (nearest(code.strip().casefold(), scheme) if hinted and code in near else "")
        for code in map(str, uniques)
    ]
    reasons = np.array([*hints, "the type is missing"], dtype=object)[codes]
    given = who.frame["type"].to_numpy(dtype=object)
    log.add(
        who.places[lost],
        column="type",
        value=given[lost],
        reason=reasons[lost],
        action=f"type set to {UNKNOWN!r}",
    )
    types[lost] = UNKNOWN
    who.frame["type"] = pd.Series(types, dtype="str")


def _date_collaborations(what: _Keyed, date_format: str | None, log: IssueLog) -> None:
    frame = what.frame
    told = "start" in frame.columns or "year" in frame.columns
    for name in [name for name in ("start", "end") if name in frame.columns]:
        dates, failed = parse_dates(frame[name], date_format)
        _log_unread(what, name, failed, f"not a date ({date_format or 'ISO, as 2019-05-31'})", log)
        frame[name] = dates
    if "year" in frame.columns:
        years, failed = parse_years(frame["year"])
        _log_unread(what, "year", failed, "not a year", log)
    else:
        years = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    if "start" not in frame.columns:
        # in seconds: nanoseconds end with the year 2262
        frame["start"] = pd.Series(np.datetime64("NaT", "s"), index=frame.index, dtype="datetime64[s]")
    # where one of the two is missing it follows from the other: a plain year starts on its first day
    started = frame["start"].dt.year.astype("Int64")
    frame["year"] = years.fillna(started)
    frame["start"] = frame["start"].fillna(_first_days(years))
    other = np.flatnonzero((started != years).fillna(False))
    log.add(
        what.places[other],
        column="year",
        value=years.iloc[other].astype("str"),
        reason="not the year of the start",
        action="doubted: kept",
    )
    undated = np.flatnonzero(frame["start"].isna()) if told else np.empty(0, dtype=np.int64)
    log.add(
        what.places[undated],
        column="start",
        value=what.ids[undated],
        reason="undated",
        action=_KEPT_UNDATED,
    )
    if not told:
        log.note(
            [None],
            column="start",
            reason="undated: the table has no column 'start' or 'year'",
            action=_KEPT_UNDATED,
        )
    if "end" in frame.columns:
        early = np.flatnonzero(frame["end"] < frame["start"])
        log.add(
            what.places[early],
            column="end",
            value=frame["end"].iloc[early].dt.strftime("%Y-%m-%d"),
            reason="the end is before the start",
            action="doubted: kept",
        )
    canonical = [name for name in TABLES["collaborations"].names() if name in frame.columns]
    what.frame = frame[canonical + [name for name in frame.columns if name not in canonical]]


def _first_days(years: pd.Series) -> pd.Series:
    """Return the first of January of every year."""
    known = years.notna().to_numpy()
    days = np.full(len(years), np.datetime64("NaT", "s"))
    days[known] = (
        (years[known].to_numpy(dtype=np.int64) - 1970).astype("datetime64[Y]").astype("datetime64[s]")
    )
    return pd.Series(days, index=years.index)


def _log_unread(what: _Keyed, name: str, failed: np.ndarray, reason: str, log: IssueLog) -> None:
    lost = np.flatnonzero(failed)
    log.add(
        what.places[lost],
        column=name,
        value=what.frame[name].iloc[lost].astype("str"),
        reason=reason,
        action="set to missing",
    )


def _join(
    frame: pd.DataFrame,
    who: _Keyed,
    what: _Keyed,
    log: IssueLog,
    decimal: Decimal | None,
    *,
    on_dangling: Remedy,
    on_weight: Remedy,
) -> pd.DataFrame:
    collab = _looked_up(frame, "collab_id", what, "collaborations", log, on_dangling)
    actor = _looked_up(frame, "actor_id", who, "actors", log, on_dangling)
    sound = (collab >= 0) & (actor >= 0)
    weights = None
    if "weight" in frame.columns:
        weights, heavy = _weighed(frame["weight"], sound, log, on_weight, decimal)
        sound &= heavy
    for name in [name for name in TABLES["participations"].holding("number") if name in frame.columns]:
        read = parse_decimals(frame[name], decimal)
        lost = np.flatnonzero(read.failed & sound)
        log.add(
            lost,
            column=name,
            value=frame[name].iloc[lost].astype("str"),
            reason=np.where(read.doubtful[lost], _TWO_NUMBERS, "not a number"),
            action="set to missing",
        )
        frame[name] = read.numbers
    places = pair_order(collab, actor, sound, len(what.ids), len(who.ids))
    collab, actor = collab[places], actor[places]
    opens = np.append(True, (collab[1:] != collab[:-1]) | (actor[1:] != actor[:-1]))[: len(places)]
    firsts = places[opens]
    kept = frame.drop(columns=["collab_id", "actor_id"]).take(firsts).reset_index(drop=True)
    if weights is not None:
        kept["weight"] = (
            np.add.reduceat(weights[places], np.flatnonzero(opens)) if len(places) else weights[places]
        )
    later = places[~opens]
    if len(later):
        first = firsts[np.cumsum(opens) - 1][~opens]
        labels = what.ids.take(collab[~opens]) + " / " + who.ids.take(actor[~opens])
        log.add(
            later,
            value=labels,
            reason="the actor stands more than once in this collaboration",
            action="merged" if weights is None else "merged; weights added",
        )
        _fold(
            frame.drop(columns=["collab_id", "actor_id", "weight"], errors="ignore"),
            later,
            first,
            labels,
            log,
        )
    kept.insert(0, "collab_id", _categories(collab[opens], what.ids))
    kept.insert(1, "actor_id", _categories(actor[opens], who.ids))
    return kept


def _categories(codes: CodeArray, ids: pd.Index) -> pd.Series:
    return pd.Series(pd.Categorical.from_codes(codes, categories=ids))


def _looked_up(
    frame: pd.DataFrame, key: str, table: _Keyed, other: str, log: IssueLog, on_dangling: Remedy
) -> CodeArray:
    codes, named = coded_ids(frame[key])
    found = table.find(named)
    log.add(np.flatnonzero(codes < 0), column=key, reason="the id is missing or blank", action="dropped")
    # one more place at the end for the code -1
    placed = np.append(found, np.int32(-1))[codes]
    dangling = np.flatnonzero((placed < 0) & (codes >= 0))
    if len(dangling) and on_dangling == "raise":
        absent = named[found < 0]
        raise SchemaError(
            f"the participations name {len(absent)} {other} that the {other} table does not hold: {first_few(absent)} "
            f"(column {key!r}, {len(dangling)} rows). Add them there, or drop these rows with on_dangling='drop'."
        )
    log.add(
        dangling,
        column=key,
        value=named.take(codes[dangling]),
        reason=f"the {other} table does not hold this id",
        action="dropped",
    )
    return placed


def _weighed(
    values: pd.Series, sound: np.ndarray, log: IssueLog, on_weight: Remedy, decimal: Decimal | None
) -> tuple[np.ndarray, np.ndarray]:
    read = parse_decimals(values, decimal)
    weights = read.numbers.to_numpy()
    wrong = np.flatnonzero(sound & ~(np.isfinite(weights) & (weights >= 0)))
    if len(wrong) and on_weight == "raise":
        raise SchemaError(
            f"{len(wrong)} participations have a weight that is no finite positive number: "
            f"{first_few(values.iloc[wrong])}. Mend them, or drop these rows with on_weight='drop'."
        )
    log.add(
        wrong,
        column="weight",
        value=values.iloc[wrong].astype("str"),
        reason=np.where(
            read.doubtful[wrong], _TWO_NUMBERS, "the weight is missing, negative or not a finite number"
        ),
        action="dropped",
    )
    nothing = np.flatnonzero(sound & (weights == 0))
    log.add(
        nothing,
        column="weight",
        value=values.iloc[nothing].astype("str"),
        reason="weight 0 is no participation",
        action="dropped",
    )
    return weights, np.isfinite(weights) & (weights > 0)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Hold text as text, whether it came as objects or as categories; ids of participations stay categories."""
    for name in frame.columns:
        kind = frame[name].dtype
        if isinstance(kind, pd.CategoricalDtype) and name not in ("collab_id", "actor_id"):
            frame[name] = frame[name].astype(kind.categories.dtype)
        elif pd.api.types.is_object_dtype(kind):
            frame[name] = frame[name].astype("str")
    return frame
