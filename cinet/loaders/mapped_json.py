"""Any JSON whose records say who took part in what: a mapping tells where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, SchemaError, UnknownName, first_few, nearest
from cinet.loaders.collecting import rare_collections
from cinet.loaders.json_paths import KeyPath, Stack, contexts, parse_path, value_at
from cinet.loaders.json_records import JsonSource, Place
from cinet.loaders.json_values import Notes, joined, text_of
from cinet.loaders.presets.platforms import MAPPINGS
from cinet.loaders.records import Records, assemble
from cinet.vocabulary import UNKNOWN

__all__ = ["read_json"]

_ACTOR: Final = ("type", "subtype", "name", "country", "region", "place", "sector")
_TAKING: Final = ("role", "stage", "share", "weight", "amount")
_EVENT: Final = ("date", "end", "year", "kind", "place", "sector", "programme", "title")
_MORE: Final = ("actor_columns", "participation_columns")
_OPTIONS: Final = ("records", "collaboration", "collaboration_columns", "actors", "date_format", "crosswalk")
_EPOCH: Final[Mapping[str, float]] = {"epoch": 1.0, "epoch_ms": 1000.0}
_BEGAN: Final = datetime(1970, 1, 1)

Paths = tuple[KeyPath, ...]


@rare_collections()
def read_json(source: object, *, mapping: str | Mapping[str, Any], encoding: str | None = None) -> Ecosystem:
    """Read records of JSON, or tables with JSON in their cells, by a mapping from names to paths.

    A path joins keys by points; ``[]`` marks a list, each element of which counts: the actors of
    ``"authors[].affiliation.name"`` are the names of the affiliations of all authors, and ``"authors[].position"``
    is the value beside each. ``"=text"`` is a constant; of a tuple of paths the first with a value counts.

    Parameters
    ----------
    source : path, sequence of paths, or list of records
        A document, JSON Lines, CSV, gzipped or not, a folder or a zip archive of them; or records as objects.
    mapping : str or mapping
        ``"bilibili"``, ``"kickstarter"``, ``"musicbrainz"``, ``"steam"``, or a mapping with ``collaboration`` and
        ``actor``, and where known ``type``, ``name``, ``country``, ``role``, ``date``, ``year``, ``title`` and so on
        as for ``read_events``. ``actors`` is a list of such mappings when actors stand in several places;
        ``records`` says where the records stand in a document; ``date_format`` is ``"epoch"``, ``"epoch_ms"`` or
        formats such as ``"%d.%m.%Y"``, ISO unless given; ``crosswalk`` maps types; ``actor_columns``,
        ``participation_columns`` and ``collaboration_columns`` are further columns, name -> path.
    encoding : str, optional
        Of the files; found unless given.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Raises
    ------
    UnknownName
        The mapping has a key that is not known, or a path at which no record has a value.
    LoadError
        There is no record.

    Examples
    --------
    >>> films = [{"id": 1, "year": 2020, "crew": [{"who": "Ann", "job": "editor"}, {"who": "Bo", "job": "director"}]}]
    >>> eco = read_json(
    ...     films, mapping={"collaboration": "id", "year": "year", "actor": "crew[].who", "role": "crew[].job"}
    ... )
    >>> eco.participations[["actor_id", "role"]].values.tolist()
    [['Ann', 'editor'], ['Bo', 'director']]
    """
    plan = _plan(mapping)
    held = JsonSource(source, plan.envelopes, encoding, tables=True)
    rows = _Rows(plan, held.notes)
    for place, record in held.records():
        rows.add(place, record)
    rows.demand(held.keys(), ours=isinstance(mapping, str))
    name = mapping if isinstance(mapping, str) else "JSON"
    return assemble(rows.records(held), source=name, crosswalk=plan.crosswalk)


@dataclass(frozen=True, slots=True)
class _Group:
    """Where the actors of one kind stand, and what stands beside them."""

    actor: KeyPath
    actors: Mapping[str, Paths]
    taking: Mapping[str, Paths]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A mapping, read and checked."""

    collaboration: Paths
    groups: tuple[_Group, ...]
    events: Mapping[str, Paths]
    formats: tuple[str, ...]
    envelopes: tuple[tuple[str, ...], ...]
    crosswalk: str | Mapping[str, str] | None

    def paths(self) -> dict[str, Paths]:
        """Return every purpose with its paths."""
        told = {"collaboration": self.collaboration, **self.events}
        for group in self.groups:
            told |= {"actor": (group.actor,), **group.actors, **group.taking}
        return told

    def known(self) -> frozenset[str]:
        """Return the keys of a record that the mapping names."""
        every = [self.collaboration, *self.events.values()]
        for group in self.groups:
            every += [(group.actor,), *group.actors.values(), *group.taking.values()]
        paths = [path for paths in every for path in paths if path.constant is None]
        return frozenset({path.steps[0][0] for path in paths} | {path.text for path in paths})


def _plan(mapping: object) -> _Plan:
    if isinstance(mapping, str):
        if mapping not in MAPPINGS:
            raise UnknownName(
                f"mapping {mapping!r} is not known.{nearest(mapping, MAPPINGS)} Known: {', '.join(MAPPINGS)}; or give "
                "a mapping from names to paths."
            )
        mapping = MAPPINGS[mapping]
    if not isinstance(mapping, Mapping):
        raise SchemaError(
            f"mapping is a name or a mapping from names to paths, not a {type(mapping).__name__}."
        )
    several = "actors" in mapping
    own = (*_OPTIONS, *_EVENT) if several else (*_OPTIONS, *_EVENT, "actor", *_ACTOR, *_TAKING, *_MORE)
    _refuse_unknown(mapping, own, "the mapping")
    apart = (*_OPTIONS, *_EVENT)
    listed = (
        mapping["actors"] if several else [{name: mapping[name] for name in mapping if name not in apart}]
    )
    if (
        not isinstance(listed, list | tuple)
        or not listed
        or not all(isinstance(one, Mapping) for one in listed)
    ):
        raise SchemaError(
            "actors, in the mapping, is a list of mappings, each with 'actor' and what stands beside it."
        )
    if "collaboration" not in mapping:
        raise SchemaError("the mapping has no 'collaboration': name the path of the id of a collaboration.")
    codes = mapping.get("crosswalk")
    if codes is not None and not isinstance(codes, str | Mapping):
        raise SchemaError(
            f"crosswalk, in the mapping, is a name or a mapping from codes to types, not {codes!r}."
        )
    # beside a single actor, a place or a sector is that of the collaboration
    groups = tuple(_group(one, _ACTOR if several else _ACTOR[:5]) for one in listed)
    events = {name: _paths(mapping[name], name) for name in _EVENT if name in mapping}
    events |= _columns(mapping, "collaboration_columns")
    return _Plan(
        _paths(mapping["collaboration"], "collaboration"),
        groups,
        events,
        _texts(mapping, "date_format"),
        tuple(tuple(path.split(".")) for path in _texts(mapping, "records")),
        codes,
    )


def _texts(mapping: Mapping[str, Any], name: str) -> tuple[str, ...]:
    given = mapping.get(name, ())
    listed = (given,) if isinstance(given, str) else given
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str) for one in listed):
        raise SchemaError(f"{name}, in the mapping, is a text or a list of texts, not {given!r}.")
    return tuple(listed)


def _refuse_unknown(mapping: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    wrong = [str(name) for name in mapping if name not in known]
    if wrong:
        raise UnknownName(
            f"{where} has {first_few(wrong)}, which is no name of it.{nearest(wrong[0], known)} "
            f"Names: {', '.join(known)}."
        )


def _group(given: Mapping[str, Any], of_actor: Sequence[str]) -> _Group:
    if "actor" not in given:
        raise SchemaError(
            "the mapping has no 'actor': name the path of the id of an actor, such as 'authors[].id'."
        )
    _refuse_unknown(given, ("actor", *of_actor, *_TAKING, *_MORE), "actors, in the mapping,")
    actors = {name: _paths(given[name], name) for name in of_actor if name in given}
    taking = {name: _paths(given[name], name) for name in _TAKING if name in given}
    return _Group(
        parse_path(given["actor"], "actor"),
        actors | _columns(given, "actor_columns"),
        taking | _columns(given, "participation_columns"),
    )


def _columns(given: Mapping[str, Any], name: str) -> dict[str, Paths]:
    columns = given.get(name, {})
    if not isinstance(columns, Mapping):
        raise SchemaError(f"{name}, in the mapping, is a mapping from new names to paths.")
    taken = {"collab_id", "actor_id", "source_file", "source_row", "start"} & set(columns)
    if taken:
        raise SchemaError(
            f"{name}, in the mapping, names {first_few(sorted(taken))}, which has a meaning of its own."
        )
    return {str(column): _paths(path, str(column)) for column, path in columns.items()}


def _paths(given: object, purpose: str) -> Paths:
    return tuple(parse_path(one, purpose) for one in (given if isinstance(given, list | tuple) else [given]))


@dataclass(slots=True)
class _Rows:
    """The rows of the three tables, as record after record is added."""

    plan: _Plan
    notes: Notes
    taking: list[dict[str, Any]] = field(default_factory=list)
    actors: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    seen: int = 0
    named: int = 0
    met: int = 0

    def add(self, place: Place, record: dict[str, Any]) -> None:
        """Take in a record, or tell why not."""
        self.seen += 1

        def tell(column: str, reason: str, action: str) -> None:
            self.notes.add(place, column, reason=reason, action=action)

        def first(stack: Stack, paths: Paths) -> str | None:
            found = (value_at(stack, path, tell) for path in paths)
            return next((value for value in found if value is not None), None)

        root: Stack = (((), record),)
        where = {"source_file": place[0], "source_row": place[1]}
        collab_id = first(root, self.plan.collaboration)
        self.named += collab_id is not None
        if collab_id is None:
            path = self.plan.collaboration[0].text
            self.notes.add(place, path, reason="the record has no id of a collaboration", action="dropped")
        taking: dict[tuple[Any, ...], dict[str, Any]] = {}
        actors: list[dict[str, Any]] = []
        for group in self.plan.groups:
            for stack in contexts(record, group.actor, tell):
                actor_id = value_at(stack, group.actor, tell)
                if actor_id is None:
                    if _stands(stack, group.actor):
                        tell(group.actor.text, "an actor without an id", "left out of the collaboration")
                    continue
                self.met += 1
                actors.append({"actor_id": actor_id, **_told(group.actors, stack, first), **where})
                beside = {name: first(stack, paths) for name, paths in group.taking.items()}
                role = beside.pop("role", None)
                row = taking.setdefault(
                    (actor_id, *beside.items()),
                    {"collab_id": collab_id, "actor_id": actor_id, "role": None, **beside, **where},
                )
                # who stands in several places of one record has several roles
                row["role"] = joined([row["role"], role])
        if collab_id is None:
            return
        if not taking:
            path = self.plan.groups[0].actor.text
            self.notes.add(place, path, value=collab_id, reason="the record names no actor", action="dropped")
            return
        self.taking += taking.values()
        self.actors += actors
        event = {name: first(root, paths) for name, paths in self.plan.events.items()}
        for name in ("date", "end"):
            if event.get(name) is not None and self.plan.formats:
                event[name] = self._day(place, name, str(event[name]))
        if "date" in event:
            event["start"] = event.pop("date")
        self.events.append({"collab_id": collab_id, **event, **where})

    def _day(self, place: Place, name: str, text: str) -> str | None:
        """Return a date in ISO form."""
        for form in self.plan.formats:
            try:
                if form in _EPOCH:
                    return (_BEGAN + timedelta(seconds=float(text) / _EPOCH[form])).date().isoformat()
                return datetime.strptime(text, form).date().isoformat()
            except (ValueError, OverflowError):
                continue
        reason = f"not a date ({' or '.join(self.plan.formats)})"
        self.notes.add(
            place, name, value=text, table="collaborations", reason=reason, action="set to missing"
        )
        return None

    def demand(self, keys: list[str], *, ours: bool) -> None:
        """Refuse a mapping that does not fit the records."""
        if not self.seen:
            raise LoadError(
                "there is no record in the source: it holds no object, or none where 'records' says."
            )
        wanted = {"collaboration": self.named, "actor": self.met}
        every = self.plan.paths()
        lost = [purpose for purpose, count in wanted.items() if not count]
        if not ours:
            lost += [
                purpose
                for purpose, paths in every.items()
                if not any(
                    path.constant is not None or {path.text, path.steps[0][0]} & set(keys) for path in paths
                )
            ]
        if lost:
            path = every[lost[0]][0]
            raise UnknownName(
                f"no record has a value at {path.text!r}, which was named as {lost[0]}."
                f"{nearest(path.text.partition('.')[0].removesuffix('[]'), keys)} Keys of the records: "
                f"{first_few(keys, 30)}."
            )

    def records(self, held: JsonSource) -> Records:
        """Return what was gathered."""
        place = ["source_file", "source_row"]
        return Records(
            participations=pd.DataFrame(
                self.taking, columns=_names(self.taking, ["collab_id", "actor_id", *place])
            ),
            actors=pd.DataFrame(self.actors, columns=_names(self.actors, ["actor_id", *place])),
            collaborations=pd.DataFrame(self.events, columns=_names(self.events, ["collab_id", *place])),
            read=held.read(),
            files=held.files(self.plan.known()),
            issues=held.issues(),
        )


def _names(rows: list[dict[str, Any]], least: list[str]) -> list[str]:
    return list(dict.fromkeys([*least, *(name for row in rows for name in row)]))


def _told(columns: Mapping[str, Paths], stack: Stack, first: Any) -> dict[str, str | None]:
    told: dict[str, str | None] = {name: first(stack, paths) for name, paths in columns.items()}
    if told.get("type") not in (None, UNKNOWN):
        constant = columns["type"][0].constant is not None
        told["type_source"] = "mapping" if constant else "source code"
    return told


def _stands(stack: Stack, path: KeyPath) -> bool:
    """Whether something stands where the actor should be: a relation to another thing is no actor without an id."""
    value = stack[-1][1]
    rest = path.steps[path.within() :]
    if rest and isinstance(value, Mapping):
        return rest[0][0] in value
    return value is not None and text_of(value) is None
