"""OpenAlex: works, and the institutions, authors or countries behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, SchemaError, UnknownName, first_few, nearest
from cinet.loaders.collecting import rare_collections
from cinet.loaders.json_cuts import LeftOut
from cinet.loaders.json_records import JsonSource, Place
from cinet.loaders.json_values import Notes, first_text, joined, text_of
from cinet.loaders.openalex_ids import Ids, merged_table, ror_types
from cinet.loaders.openalex_units import (
    ACTOR_COLUMNS,
    TAKING_COLUMNS,
    Member,
    author_members,
    country_members,
    institution_members,
    one_per_person,
    rolled_up,
)
from cinet.loaders.presets.openalex import AUTHORS_CUT, AUTHORSHIPS, ENVELOPES, KNOWN, LEFT_OUT, WORK
from cinet.loaders.records import Records, assemble

__all__ = ["read_openalex"]

Unit = Literal["organisation", "author", "country"]
_UNITS: Final = ("organisation", "author", "country")
# how OpenAlex calls them
_FIELDS: Final = {"organisation": "institution", "author": "author", "country": "country"}
_EVENT_COLUMNS: Final = (
    "collab_id", *WORK, "sector", "domain", "topic", "doi", "funders", "authors", "authors_cut", "retracted",
    "source_file", "source_row",
)  # fmt: skip


@rare_collections()
def read_openalex(
    source: object,
    *,
    unit: Unit = "organisation",
    roll_up: bool = True,
    merged_ids: object = None,
    require_distinct_persons: bool = False,
    ror: object = None,
    crosswalk: str | Mapping[str, str] = "ror",
    encoding: str | None = None,
) -> Ecosystem:
    """Read works of OpenAlex: who wrote together, by institution, author or country.

    Collaborations are works. Ids are those of OpenAlex without their address (``I136199984``). The type of an
    institution is the one OpenAlex gives, which is one of several that ROR gives; ``type_given`` is the code.
    Works that are retracted, or whose list of authors is cut, are kept, marked and told among the issues.

    Parameters
    ----------
    source : path, sequence of paths, or list of works
        Pages of the API, JSON Lines, parts of the snapshot (gzipped or not), a folder or a zip archive of them; or
        works as objects, as a client of the API returns them.
    unit : {"organisation", "author", "country"}
        What the actors are.
    roll_up : bool
        Count an institution with its ancestor where both take part in one work, because a parent and its child
        are no collaboration; ``institutions_given`` then holds the ids as given.
    merged_ids : mapping, path or sequence of paths, optional
        Ids that OpenAlex merged: old -> new, or the files ``merged_ids/*/*.csv.gz`` of the snapshot, or their folder.
    require_distinct_persons : bool
        Keep only one of the institutions that stand in a work through the same single author.
    ror : path or list of objects, optional
        A dump of ROR (version 2): of its several types the one that says most is taken, so that a university
        that is a funder, too, stays a university.
    crosswalk : str or mapping
        How institution types map to actor types.
    encoding : str, optional
        Of the files; found unless given.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Raises
    ------
    LoadError
        There is no JSON, or no record is a work.
    UnknownName
        There is no such unit.

    Examples
    --------
    >>> place = {"country_code": "NZ", "type": "education"}
    >>> slots = [
    ...     {"author": {"id": "A1"}, "institutions": [{"id": "I1", "display_name": "X", **place}]},
    ...     {"author": {"id": "A2"}, "institutions": [{"id": "I2", "display_name": "Y", **place}]},
    ... ]
    >>> eco = read_openalex([{"id": "https://openalex.org/W1", "publication_year": 2020, "authorships": slots}])
    >>> eco.actors[["actor_id", "type", "name"]].values.tolist()
    [['I1', 'university', 'X'], ['I2', 'university', 'Y']]
    """
    if unit not in _UNITS:
        raise UnknownName(
            f"unit={unit!r} is not known.{nearest(str(unit), _UNITS)} Units: {', '.join(_UNITS)}."
        )
    if require_distinct_persons and unit == "author":
        raise SchemaError(
            "require_distinct_persons tells institutions apart by their authors; with unit='author' the authors "
            "themselves take part. Leave it out."
        )
    held = JsonSource(source, ENVELOPES, encoding, skip=LeftOut(*LEFT_OUT))
    ids = Ids(merged_table(merged_ids), held.notes)
    works = _Works(unit, roll_up, require_distinct_persons, ids, held.notes, ror_types(ror))
    seen = 0
    for place, record in held.records():
        seen += AUTHORSHIPS in record
        works.add(place, record)
    if not seen:
        raise LoadError(
            f"no record is a work of OpenAlex: none has {AUTHORSHIPS!r}; their keys are {first_few(held.keys(), 12)}. "
            "Ask the API for works (/works?filter=...), with authorships among the fields that are selected."
        )
    records = works.records(held)
    name = Path(source).name if isinstance(source, str | Path) else "works"
    return assemble(records, source=f"OpenAlex, {name}", crosswalk=crosswalk)


@dataclass(slots=True)
class _Works:
    """The rows of the three tables, as work after work is added."""

    unit: Unit
    roll_up: bool
    distinct: bool
    ids: Ids
    notes: Notes
    ror: Mapping[str, str]
    taking: list[tuple[Any, ...]] = field(default_factory=list)
    # what is told of actors, each once, and its number for every participation
    actors: dict[tuple[Any, ...], int] = field(default_factory=dict)
    told: list[int] = field(default_factory=list)
    events: list[tuple[Any, ...]] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)

    def add(self, place: Place, work: dict[str, Any]) -> None:
        """Take in a work, or tell why not."""
        notes = self.notes
        work_id = self.ids.short(work.get("id"), place)
        if AUTHORSHIPS not in work:
            notes.add(
                place, AUTHORSHIPS, value=work_id, reason="the record has no authorships", action="dropped"
            )
            return
        if work_id is None:
            notes.add(place, "id", reason="the work has no id", action="dropped")
            return
        slots = notes.objects(place, work[AUTHORSHIPS], AUTHORSHIPS)
        members = self._members(place, slots)
        if not members:
            return
        cut = self._cut(place, work, len(slots))
        retracted = work.get("is_retracted") is True
        if retracted:
            notes.add(
                place, "retracted", value=work_id, reason="the work is retracted",
                action="doubted: kept, with retracted = true", table="collaborations",
            )  # fmt: skip
        for member in members.values():
            self.taking.append((work_id, member.actor[0], *member.taking(len(slots)), *place))
            self.told.append(self.actors.setdefault(member.actor, len(self.actors)))
        self.events.append(self._event(place, work, work_id, len(slots), cut, retracted))

    def _members(self, place: Place, slots: list[dict[str, Any]]) -> dict[str, Member]:
        """Return the members of a work; when there are none, the work has been told."""
        if not slots:
            self.notes.add(place, AUTHORSHIPS, reason="the work has no authorships", action="dropped")
            return {}
        if self.unit == "author":
            members, silent = author_members(place, slots, self.ids, self.notes)
            lacking = "name an author without an id"
        elif self.unit == "country":
            members, silent = country_members(place, slots, self.notes)
            lacking = "name no country"
        else:
            members, silent = institution_members(place, slots, self.ids, self.notes, self.ror)
            lacking = "name no institution"
        if silent:
            how_many = "some" if members else "all"
            self.notes.add(
                place,
                f"{AUTHORSHIPS}.{_FIELDS[self.unit]}",
                value=str(silent),
                reason=f"{how_many} of the authorships {lacking}",
                action="doubted: the others kept" if members else "dropped",
            )
        if self.unit == "organisation":
            if self.roll_up:
                members = rolled_up(place, members, self.notes)
            self._doubt_funders(place, members)
        if self.distinct:
            members = one_per_person(place, members, self.notes)
        return members

    def _doubt_funders(self, place: Place, members: dict[str, Member]) -> None:
        for actor, member in members.items():
            if member.actor[1] == "funder" and actor not in self.doubted:
                self.doubted.add(actor)
                self.notes.add(
                    place, "type", value=actor, table="actors",
                    reason="OpenAlex gives 'funder' for universities, ministries and firms that fund, too",
                    action="doubted: kept; a dump of ROR (ror=) tells the other types",
                )  # fmt: skip

    def _cut(self, place: Place, work: dict[str, Any], size: int) -> bool:
        """Tell whether authors are missing from the list."""
        total = work.get("authors_count")
        if work.get("is_authors_truncated") is True:
            reason = "the list of authors is cut (is_authors_truncated)"
        elif isinstance(total, int) and total > size:
            reason = f"the list has fewer authors than the work, which has {total}"
        elif size == AUTHORS_CUT:
            reason = f"the list has {AUTHORS_CUT} authors, where the API cuts the lists of works"
        else:
            return False
        self.notes.add(
            place, AUTHORSHIPS, value=str(size), reason=reason, table="collaborations",
            action="doubted: kept as it stands; fetch the work alone for all authors",
        )  # fmt: skip
        return True

    def _event(
        self, place: Place, work: dict[str, Any], work_id: str, size: int, cut: bool, retracted: bool
    ) -> tuple[Any, ...]:
        notes = self.notes
        told = {name: first_text(work, keys) for name, keys in WORK.items()}
        start, changed = told["start"], first_text(work, ("updated_date", "created_date"))
        if start is not None and changed is not None and start[:10] > changed[:10]:
            notes.add(
                place, "start", value=start, table="collaborations",
                reason=f"the work is dated after its record was changed ({changed[:10]})", action="doubted: kept",
            )  # fmt: skip
        topic = notes.one(place, work.get("primary_topic"), "primary_topic")
        named = [
            text_of(part.get("display_name")) if isinstance(part, dict) else None
            for part in (topic.get("field"), topic.get("domain"), topic)
        ]
        funders = joined(
            first_text(item, ("display_name", "funder_display_name"))
            for key in ("funders", "grants", "awards")
            for item in notes.objects(place, work.get(key), key)
        )
        doi = text_of(work.get("doi"))
        if doi is not None:
            # a DOI is the same in any case of its letters
            doi = doi.casefold().removeprefix("https://doi.org/")
        return (
            work_id, *told.values(), *named, doi, funders, str(size), "true" if cut else "false",
            "true" if retracted else "false", *place,
        )  # fmt: skip

    def records(self, held: JsonSource) -> Records:
        """Return what was gathered."""
        place = ["source_file", "source_row"]
        taking = pd.DataFrame(self.taking, columns=["collab_id", "actor_id", *TAKING_COLUMNS, *place])
        actors = pd.DataFrame(list(self.actors), columns=["actor_id", *ACTOR_COLUMNS]).take(self.told)
        return Records(
            participations=taking,
            actors=pd.concat([actors.reset_index(drop=True), taking[place]], axis=1),
            collaborations=pd.DataFrame(self.events, columns=list(_EVENT_COLUMNS)),
            read=held.read(),
            files=held.files(KNOWN),
            issues=held.issues(),
        )
