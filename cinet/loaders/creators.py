"""Works with creators: the persons and organisations of a record, and the institutions behind them."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import pandas as pd

from cinet.errors import UnknownName, nearest
from cinet.loaders.json_records import JsonSource, Place
from cinet.loaders.json_values import text_of
from cinet.loaders.openalex_ids import last_part
from cinet.loaders.records import Records

__all__ = ["Creations", "Creator", "CreatorUnit", "doi_of", "plain"]

CreatorUnit = Literal["organisation", "author"]
_UNITS: Final = ("organisation", "author")
_ACTOR_COLUMNS: Final = ("type", "subtype", "name", "ror", "orcid", "type_source")
_TAKING_COLUMNS: Final = ("role", "share", "authors", "order", "raw_affiliation")

#: Name and address at ROR of an organisation.
Affiliation = tuple[str | None, str | None]


@dataclass(slots=True)
class Creator:
    """One creator of a record, as its source tells of them."""

    name: str | None
    kind: str | None
    orcid: str | None = None
    ror: str | None = None
    role: str | None = None
    affiliations: list[Affiliation] = field(default_factory=list)


@dataclass(slots=True)
class _Member:
    actor: tuple[Any, ...]
    order: int
    share: float = 0.0
    roles: dict[str | None, None] = field(default_factory=dict)
    authors: set[int] = field(default_factory=set)
    raw: dict[str, None] = field(default_factory=dict)

    def taking(self) -> tuple[Any, ...]:
        roles, raw = ("|".join(filter(None, part)) or None for part in (self.roles, self.raw))
        return roles, self.share, len(self.authors), self.order, raw


def plain(value: object) -> str | None:
    """Return a text without the entities of HTML that some depositors leave in it.

    Parameters
    ----------
    value : object
        A value of JSON.

    Returns
    -------
    str or None
        The text.

    Examples
    --------
    >>> plain("R&amp;D")
    'R&D'
    """
    text = text_of(value)
    return text if text is None or "&" not in text else text_of(html.unescape(text))


def doi_of(record: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    """Return the id of a record; a DOI in lower case, since the case of its letters does not count.

    Parameters
    ----------
    record : mapping
        An object.
    keys : sequence of str
        Where it may stand.

    Returns
    -------
    str or None
        Such as ``10.5438/4k3m-nyvg``.

    Examples
    --------
    >>> doi_of({"id": "https://doi.org/10.1/ABC"}, ("doi", "id"))
    '10.1/abc'
    """
    found = next((text for key in keys if (text := text_of(record.get(key))) is not None), None)
    if found is None:
        return None
    folded = found.casefold()
    for address in (
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "doi:",
    ):
        folded = folded.removeprefix(address)
    return folded if folded.startswith("10.") else found


class Creations:
    """The rows of the three tables, as record after record is added."""

    def __init__(self, held: JsonSource, unit: str, ror: Mapping[str, str], columns: Sequence[str]) -> None:
        if unit not in _UNITS:
            raise UnknownName(
                f"unit={unit!r} is not known.{nearest(unit, _UNITS)} Units: {', '.join(_UNITS)}."
            )
        self._held = held
        self._unit = unit
        self._ror = ror
        self._columns = columns
        self._taking: list[tuple[Any, ...]] = []
        self._actors: list[tuple[Any, ...]] = []
        self._events: list[tuple[Any, ...]] = []

    def add(
        self, place: Place, collab_id: str | None, creators: list[Creator], told: tuple[Any, ...]
    ) -> None:
        """Take in a record, or tell why not.

        Parameters
        ----------
        place : tuple of str and int
            File and number of the record.
        collab_id : str or None
            Its id.
        creators : list of Creator
            Who made it.
        told : tuple
            Values of the columns of collaborations.
        """
        notes = self._held.notes
        if collab_id is None:
            notes.add(place, "collab_id", reason="the record has no DOI or other id", action="dropped")
            return
        if not creators:
            notes.add(
                place, "authors", value=collab_id, reason="the record lists no authors", action="dropped"
            )
            return
        members, silent = (
            self._by_author(creators) if self._unit == "author" else self._by_institution(creators)
        )
        if silent:
            lacking = "name" if self._unit == "author" else "affiliation"
            notes.add(
                place, f"authors.{lacking}", value=str(silent),
                reason=f"{'some authors' if members else 'all authors'} have no {lacking}",
                action="doubted: the others kept" if members else "dropped",
            )  # fmt: skip
        if not members:
            return
        for actor_id, member in members.items():
            self._taking.append((collab_id, actor_id, *member.taking(), *place))
            self._actors.append((actor_id, *member.actor, *place))
        self._events.append((collab_id, *told, str(len(creators)), *place))

    def _by_author(self, creators: list[Creator]) -> tuple[dict[str, _Member], int]:
        members: dict[str, _Member] = {}
        silent = 0
        for number, creator in enumerate(creators, 1):
            actor_id = creator.orcid or creator.ror or creator.name
            if actor_id is None:
                silent += 1
                continue
            member = members.setdefault(actor_id, _Member(self._author(creator), number))
            member.share += 1 / len(creators)
            member.roles[creator.role] = None
            member.authors.add(number)
            member.raw.update((name, None) for name, _ in creator.affiliations if name is not None)
        return members, silent

    def _by_institution(self, creators: list[Creator]) -> tuple[dict[str, _Member], int]:
        members: dict[str, _Member] = {}
        silent = 0
        for number, creator in enumerate(creators, 1):
            named: dict[str, tuple[str | None, tuple[Any, ...]]] = {}
            if creator.kind == "organisation" and (held := creator.ror or creator.name) is not None:
                named[held] = (None, self._author(creator))
            for name, ror in creator.affiliations:
                if (held := ror or name) is not None:
                    named.setdefault(held, (name, self._organisation(name, ror, None)))
            silent += not named
            for actor_id, (raw, actor) in named.items():
                member = members.setdefault(actor_id, _Member(actor, number))
                member.share += 1 / len(named) / len(creators)
                member.roles[creator.role] = None
                member.authors.add(number)
                if raw is not None:
                    member.raw[raw] = None
        return members, silent

    def _author(self, creator: Creator) -> tuple[Any, ...]:
        if creator.kind == "organisation":
            return self._organisation(creator.name, creator.ror, "source code")
        if creator.kind == "person":
            return "individual", "person", creator.name, None, creator.orcid, "source code"
        return "unknown", None, creator.name, creator.ror, creator.orcid, None

    def _organisation(self, name: str | None, ror: str | None, said: str | None) -> tuple[Any, ...]:
        kind = None if ror is None else self._ror.get(last_part(ror))
        return kind or "unknown", "organisation", name, ror, None, "ROR" if kind else said

    def records(self, known: frozenset[str]) -> Records:
        """Return what was gathered.

        Parameters
        ----------
        known : frozenset of str
            Keys of a record that are known.

        Returns
        -------
        Records
            For ``assemble``.
        """
        place = ["source_file", "source_row"]
        taking = ["collab_id", "actor_id", *_TAKING_COLUMNS, *place]
        return Records(
            participations=pd.DataFrame(self._taking, columns=taking),
            actors=pd.DataFrame(self._actors, columns=["actor_id", *_ACTOR_COLUMNS, *place]),
            collaborations=pd.DataFrame(
                self._events, columns=["collab_id", *self._columns, "authors", *place]
            ),
            read=self._held.read(),
            files=self._held.files(known),
            issues=self._held.issues(),
        )
