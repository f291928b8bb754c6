"""Several sources in one actor space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError, UnknownName, first_few, nearest
from cinet.loaders.split import Split
from cinet.loaders.together import SOURCE, sources_together
from cinet.tables.check import check_tables
from cinet.tables.held import CodeArray, Tables, participation_codes
from cinet.tables.ids import coded_ids
from cinet.tables.issues import Origin, issue_rows, join_issues
from cinet.vocabulary import UNKNOWN

__all__ = ["SOURCE", "combine"]

_TABLES: Final = (("actors", "actor_id"), ("collaborations", "collab_id"))
_TYPED: Final = ("type", "type_source", "type_confidence")


def combine(
    *ecosystems: Ecosystem,
    names: Sequence[str] | None = None,
    actor_ids: Mapping[str, str] | str | None = None,
    collab_ids: Mapping[str, str] | str | None = None,
) -> Ecosystem:
    """Put several sources into one ecosystem.

    The same id in two sources is two things, unless the sources are said to share a scheme of ids (ROR, PIC, unified
    social credit codes, DOI): then it is one. Ids that are kept apart get the name of their source in front, and stand
    in the issues. Actors under different ids are not merged here: see ``merge_candidates``.

    Parameters
    ----------
    *ecosystems : Ecosystem
        Two or more.
    names : sequence of str, optional
        Name of each source, without ``|``; what each ecosystem calls its source unless given.
    actor_ids, collab_ids : mapping or str, optional
        Name of a source -> scheme of its ids; sources with one scheme share their ids. One text for all sources.

    Returns
    -------
    Ecosystem
        Actors and collaborations have ``source`` (several in alphabetical order, joined by ``|``). What stands in
        several sources has the most frequent value of every attribute, ties to the first source; a known type goes
        before ``unknown``, and other values are in the issues.
        Issues and load reports are joined. What was selected or merged in a source before stands in ``selection``
        with its name in front; the sha of the result is the ``root`` of what follows.

    Raises
    ------
    SchemaError
        Fewer than two ecosystems, or names that are not one for each and all different.
    UnknownName
        A scheme is given for a source that is not there.

    Examples
    --------
    >>> taking = pd.DataFrame({"collab_id": ["p", "p"], "actor_id": ["a", "b"]})
    >>> events = pd.DataFrame({"collab_id": ["p"], "year": [2020]})
    >>> eco = Ecosystem(pd.DataFrame({"actor_id": ["a", "b"], "type": "firm"}), events, taking)
    >>> both = combine(eco, eco, names=["patents", "projects"], actor_ids="register")
    >>> both.actors[["actor_id", "source"]].values.tolist()
    [['a', 'patents|projects'], ['b', 'patents|projects']]
    >>> both.collaborations["collab_id"].tolist()
    ['patents:p', 'projects:p']
    """
    called = _named(ecosystems, names)
    placed = {
        key: _placed([getattr(eco, table)[key] for eco in ecosystems], called, table, _schemes(given, called))
        for (table, key), given in zip(_TABLES, (actor_ids, collab_ids), strict=True)
    }
    logs: list[pd.DataFrame] = [
        issues.assign(file=issues["file"].fillna(name))
        for name, issues in zip(called, (eco.issues for eco in ecosystems), strict=True)
    ]
    logs += [part for places in placed.values() for part in places.issues]
    joined = [
        _joined(table, key, [getattr(eco, table) for eco in ecosystems], called, placed[key], logs)
        for table, key in _TABLES
    ]
    participations = _weighed([eco.participations for eco in ecosystems], called, logs)
    taking = pd.concat(
        [frame.drop(columns=["collab_id", "actor_id"]) for frame in participations], ignore_index=True
    )
    codes = [participation_codes(frame) for frame in participations]
    for place, key in ((1, "actor_id"), (0, "collab_id")):
        where = [placed[key].codes[number][part[place]] for number, part in enumerate(codes)]
        shared = pd.Categorical.from_codes(np.concatenate(where), categories=placed[key].ids)
        taking.insert(0, key, pd.Series(shared))
    checked = check_tables(joined[0], joined[1], taking)
    made = Tables(
        checked.actors, checked.collaborations, checked.participations, join_issues([*logs, _news(checked)])
    )
    return Ecosystem.from_checked(
        made,
        source=", ".join(called),
        report=_reports(ecosystems),
        selection=_steps(ecosystems, called),
        # every source has warned of its own losses
        warn=False,
    )


def _reports(ecosystems: Sequence[Ecosystem]) -> pd.DataFrame | None:
    told = [report for report in (eco.report for eco in ecosystems) if len(report)]
    return pd.concat(told, ignore_index=True) if told else None


def _steps(ecosystems: Sequence[Ecosystem], called: list[str]) -> list[str]:
    """Tell what was done to each source before: the data that it began with, and the steps from there."""
    told: list[str] = []
    for eco, name in zip(ecosystems, called, strict=True):
        if eco.selection:
            told += [f"{name}: data {eco.root[:16]}", *(f"{name}: {step}" for step in eco.selection)]
    return told


def _weighed(frames: list[pd.DataFrame], called: list[str], logs: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """Let every participation of a source without weights count as one, when another source has weights."""
    if not any("weight" in frame.columns for frame in frames):
        return frames
    bare = [name for frame, name in zip(frames, called, strict=True) if "weight" not in frame.columns]
    logs.append(
        issue_rows(
            len(bare),
            file=bare,
            table="participations",
            column="weight",
            reason="this source has no weights, and another one has",
            action="weight set to 1",
        )
    )
    return [frame if "weight" in frame.columns else frame.assign(weight=1.0) for frame in frames]


def _news(checked: Tables) -> pd.DataFrame:
    """Leave out what the door said of the collaborations of each source already."""
    issues = checked.issues
    return issues[(issues["table"] != "collaborations") | (issues["column"] == "collab_id")]


def _named(ecosystems: Sequence[Ecosystem], names: Sequence[str] | None) -> list[str]:
    if len(ecosystems) < 2:
        raise SchemaError(f"combine takes two ecosystems or more, not {len(ecosystems)}.")
    if isinstance(names, str):
        raise SchemaError(f"names is a list of names, one for each source, not the text {names!r}.")
    called = [eco.source or "" for eco in ecosystems] if names is None else [str(name) for name in names]
    wrong = [name for name in called if not name.strip() or "|" in name or called.count(name) > 1]
    if len(called) != len(ecosystems) or wrong:
        raise SchemaError(
            f"{len(ecosystems)} sources need {len(ecosystems)} different names without '|', not {first_few(called)}. "
            "Give them with names=[...]."
        )
    return called


def _schemes(given: Mapping[str, str] | str | None, called: list[str]) -> list[str]:
    """Return the scheme of ids of every source; a source of which nothing is said has its own."""
    if isinstance(given, str):
        return [f"scheme {given}"] * len(called)
    told = given or {}
    for name in told:
        if name not in called:
            raise UnknownName(
                f"a scheme of ids is given for {name!r}, which is no source.{nearest(str(name), called)} "
                f"Sources: {', '.join(called)}."
            )
    return [f"scheme {told[name]}" if name in told else f"source {name}" for name in called]


@dataclass(frozen=True, slots=True)
class _Places:
    """The ids of all sources together, and where those of each source stand among them."""

    ids: pd.Index
    codes: list[CodeArray]
    issues: list[pd.DataFrame]


def _placed(columns: list[pd.Series], called: list[str], table: str, schemes: list[str]) -> _Places:
    listed = pd.DataFrame(
        {
            "id": pd.concat(columns, ignore_index=True).astype("str"),
            "source": np.repeat(np.arange(len(columns)), [len(column) for column in columns]),
        }
    )
    listed["scheme"] = pd.factorize(np.array(schemes, dtype=object))[0][listed["source"]]
    code, known = pd.factorize(listed["id"])
    meant = np.unique(code * len(schemes) + listed["scheme"].to_numpy()) // len(schemes)
    clash = np.bincount(meant, minlength=len(known))[code] > 1
    # where ids are shared, the first source of the scheme lends its name
    lender = {scheme: number for number, scheme in reversed(list(enumerate(schemes)))}
    fronts = np.array([called[lender[scheme]] for scheme in schemes], dtype=object)[listed["source"]]
    final = listed["id"].where(~clash, fronts + ":" + listed["id"].astype(object)).astype("str")
    codes, ids = coded_ids(final)
    renamed = final[clash]
    taken = renamed[pd.Index(known).get_indexer(pd.Index(renamed)) >= 0]
    if len(taken):
        raise SchemaError(
            f"the {table} have an id {first_few(taken.unique())} already, which is what an id that clashes would be "
            "called. Give the sources other names with names=[...]."
        )
    bounds = np.cumsum([len(column) for column in columns])[:-1]
    told = np.flatnonzero(clash)
    issues = issue_rows(
        len(told),
        file=np.array(called, dtype=object)[listed["source"].to_numpy()[told]],
        table=table,
        column="actor_id" if table == "actors" else "collab_id",
        value=listed["id"].iloc[told],
        reason="another source has the same id, and the sources do not share a scheme of ids",
        action=[f"doubted: kept apart as {name!r}" for name in final.iloc[told]],
    )
    return _Places(ids, np.split(codes, bounds), [issues])


def _joined(
    table: str,
    key: str,
    frames: list[pd.DataFrame],
    called: list[str],
    places: _Places,
    logs: list[pd.DataFrame],
) -> pd.DataFrame:
    """Return one row per id, with the attributes of all sources settled."""
    parts = []
    for frame, name in zip(frames, called, strict=True):
        own = (
            frame[SOURCE].astype("str")
            if SOURCE in frame.columns
            else pd.Series(None, frame.index, dtype="str")
        )
        parts.append(frame.drop(columns=key).assign(**{SOURCE: own.fillna(name)}))
    whole = pd.concat(parts, ignore_index=True)
    codes = np.concatenate(places.codes).astype(np.int32)
    split = Split(table, codes, places.ids, Origin(np.array(called, dtype=object)[_sources(parts)]))
    if table == "actors":
        # what is not known never outvotes what is
        whole["type"] = whole["type"].mask(whole["type"] == UNKNOWN)
    columns = [name for name in whole.columns if name != SOURCE and name not in _TYPED[1:]]
    made = split.table(key, whole, {name: name for name in columns})
    if table == "actors":
        made["type"] = made["type"].fillna(UNKNOWN)
        _follow_type(made, whole, codes)
    made[SOURCE] = sources_together(whole[SOURCE], codes.astype(np.int64)).reindex(range(len(made))).array
    logs += split.log.parts
    return made


def _sources(parts: list[pd.DataFrame]) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(len(parts)), [len(part) for part in parts])


def _follow_type(made: pd.DataFrame, whole: pd.DataFrame, codes: CodeArray) -> None:
    """Take where a type comes from out of the first row that has the type which was kept."""
    fits = np.flatnonzero(whole["type"].fillna(UNKNOWN).to_numpy() == made["type"].to_numpy()[codes])
    first = np.zeros(len(made), dtype=np.int64)
    first[codes[fits][::-1]] = fits[::-1]
    for name in _TYPED[1:]:
        if name in whole.columns:
            made[name] = whole[name].take(first).array
