"""Who stands in a work of OpenAlex: its institutions, its authors or its countries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from cinet.loaders.json_records import Place
from cinet.loaders.json_values import Notes, joined, text_of
from cinet.loaders.lineage import folded, same_person
from cinet.loaders.openalex_ids import Ids, last_part

__all__ = [
    "ACTOR_COLUMNS",
    "TAKING_COLUMNS",
    "Member",
    "author_members",
    "country_members",
    "institution_members",
    "one_per_person",
    "rolled_up",
]

#: What is told of an actor, after its id.
ACTOR_COLUMNS: Final = (
    "type",
    "subtype",
    "name",
    "country",
    "ror",
    "orcid",
    "lineage",
    "type_given",
    "type_source",
)

#: What is told of a participation, after its two ids.
TAKING_COLUMNS: Final = (
    "role", "share", "authors", "corresponding", "institutions_given", "raw_affiliation",
)  # fmt: skip

Slots = list[dict[str, Any]]
Found = tuple[dict[str, "Member"], int]


class Member:
    """One actor of a work, and the authorships behind it."""

    __slots__ = ("actor", "corresponding", "given", "lineage", "parts", "persons", "raw", "role")

    def __init__(self, actor: tuple[Any, ...], lineage: frozenset[str] = frozenset()) -> None:
        self.actor = actor
        self.lineage = lineage
        self.given: list[str] = []
        self.persons: set[str] = set()
        # of each author, one part in so many
        self.parts: list[int] = []
        self.raw: list[str | None] = []
        self.role: str | None = None
        self.corresponding = False

    def absorb(self, other: Member) -> None:
        """Take over the authorships of another member."""
        self.given += other.given
        self.persons |= other.persons
        self.parts += other.parts
        self.raw += other.raw
        self.corresponding = self.corresponding or other.corresponding

    def taking(self, size: int) -> tuple[Any, ...]:
        """Return the values of ``TAKING_COLUMNS`` in a work of so many authors."""
        share = sum(1 / part for part in self.parts) / size
        return (
            self.role, share, len(self.persons), "true" if self.corresponding else "false",
            joined(self.given), joined(self.raw),
        )  # fmt: skip


def _person(slot: dict[str, Any], number: int) -> str:
    """Tell one author of a work from the others."""
    author = slot.get("author")
    held = author.get("id") if isinstance(author, dict) else None
    return held if isinstance(held, str) and held else f"#{number}"


def _texts(value: object) -> list[str | None]:
    return [text_of(item) for item in value] if isinstance(value, list) else [text_of(value)]


def institution_members(place: Place, slots: Slots, ids: Ids, notes: Notes, ror: Mapping[str, str]) -> Found:
    """Return the institutions of a work, and how many of its authorships name none.

    Parameters
    ----------
    place : tuple of str and int
        File and number of the record.
    slots : list of dict
        Its authorships.
    ids : Ids
        Makes short ids.
    notes : Notes
        Takes what is wrong.
    ror : mapping
        Types from a dump of ROR.

    Returns
    -------
    members : dict
        Id -> member.
    silent : int
        Authorships without an institution.
    """
    members: dict[str, Member] = {}
    silent = 0
    for number, slot in enumerate(slots):
        named: dict[str, dict[str, Any]] = {}
        for institution in notes.objects(place, slot.get("institutions"), "authorships.institutions"):
            short = ids.short(institution.get("id"), place)
            if short is not None:
                named.setdefault(short, institution)
        if not named:
            silent += 1
            continue
        person = _person(slot, number)
        raw = _raw(place, slot, list(named), ids, notes)
        for short, institution in named.items():
            member = members.get(short)
            if member is None:
                member = members[short] = _institution(place, short, institution, ids, ror)
                member.given.append(short)
            member.persons.add(person)
            member.parts.append(len(named))
            member.raw += raw.get(short, ())
            member.corresponding = member.corresponding or slot.get("is_corresponding") is True
    return members, silent


def _institution(
    place: Place, short: str, institution: dict[str, Any], ids: Ids, ror: Mapping[str, str]
) -> Member:
    last = ids.institutions.get(short)
    if last is not None and last[0] == institution:
        return Member(last[1], last[2])
    get = institution.get
    address = text_of(get("ror"))
    code = text_of(get("type"))
    better = None if address is None else ror.get(last_part(address))
    above = get("lineage")
    lineage = frozenset(
        found for item in above if (found := ids.short(item, place)) is not None
    ) if isinstance(above, list) else frozenset()  # fmt: skip
    source = "ROR" if better is not None else None if code is None else "source code"
    ancestors = joined(sorted(lineage - {short}))
    actor = (
        short, better or code, None, text_of(get("display_name")), text_of(get("country_code")), address, None,
        ancestors, code, source,
    )  # fmt: skip
    ids.institutions[short] = (institution, actor, lineage | {short})
    return Member(actor, lineage | {short})


def _raw(
    place: Place, slot: dict[str, Any], named: list[str], ids: Ids, notes: Notes
) -> dict[str, list[str | None]]:
    """Return what stood in print for each institution: OpenAlex makes wrong matches, and this shows them."""
    made: dict[str, list[str | None]] = {}
    printed = slot.get("affiliations")
    for item in notes.objects(place, printed, "authorships.affiliations") if printed else ():
        text = text_of(item.get("raw_affiliation_string"))
        inside = item.get("institution_ids")
        for given in inside if isinstance(inside, list) else ():
            short = ids.short(given, place)
            if short is not None:
                made.setdefault(short, []).append(text)
    if not made and len(named) == 1:
        # before 2024 the strings stand beside the institutions, and match for certain only when there is one
        made[named[0]] = _texts(slot.get("raw_affiliation_strings") or slot.get("raw_affiliation_string"))
    return made


def author_members(place: Place, slots: Slots, ids: Ids, notes: Notes) -> Found:
    """Return the authors of a work, and how many of its authorships name none by id.

    Parameters
    ----------
    place, slots, ids, notes
        As for ``institution_members``.

    Returns
    -------
    members : dict
        Id -> member.
    silent : int
        Authorships whose author has no id.
    """
    members: dict[str, Member] = {}
    silent = 0
    for slot in slots:
        author = notes.one(place, slot.get("author"), "authorships.author")
        short = ids.short(author.get("id"), place)
        if short is None:
            silent += 1
            continue
        orcid = text_of(author.get("orcid"))
        actor = (
            short, "individual", "person", text_of(author.get("display_name")), None, None,
            None if orcid is None else last_part(orcid), None, None, "source code",
        )  # fmt: skip
        member = members.setdefault(short, Member(actor))
        member.persons.add(short)
        member.parts.append(1)
        member.role = member.role or text_of(slot.get("author_position"))
        member.corresponding = member.corresponding or slot.get("is_corresponding") is True
        member.raw += _texts(slot.get("raw_affiliation_strings") or slot.get("raw_affiliation_string"))
        for institution in notes.objects(place, slot.get("institutions"), "authorships.institutions"):
            given = ids.short(institution.get("id"), place)
            member.given += [] if given is None else [given]
    return members, silent


def country_members(place: Place, slots: Slots, notes: Notes) -> Found:
    """Return the countries of a work, and how many of its authorships name none.

    Parameters
    ----------
    place, slots, notes
        As for ``institution_members``.

    Returns
    -------
    members : dict
        Code -> member.
    silent : int
        Authorships without a country.
    """
    members: dict[str, Member] = {}
    silent = 0
    for number, slot in enumerate(slots):
        listed = slot.get("countries")
        codes = _texts(listed) if listed else [
            text_of(institution.get("country_code"))
            for institution in notes.objects(place, slot.get("institutions"), "authorships.institutions")
        ]  # fmt: skip
        named = list(dict.fromkeys(code for code in codes if code is not None))
        silent += not named
        for code in named:
            actor = (code, "place", "country", None, code, None, None, None, None, "source code")
            member = members.setdefault(code, Member(actor))
            member.persons.add(_person(slot, number))
            member.parts.append(len(named))
            member.corresponding = member.corresponding or slot.get("is_corresponding") is True
    return members, silent


def rolled_up(place: Place, members: dict[str, Member], notes: Notes) -> dict[str, Member]:
    """Count every institution with its ancestor, where that takes part in the same work.

    Parameters
    ----------
    place, members, notes
        A work.

    Returns
    -------
    dict
        The members that are left.
    """
    if len(members) < 2:
        return members
    into = folded({short: member.lineage for short, member in members.items()})
    reasons = ("its ancestor {} takes part in the same work", "merged into its ancestor")
    return _folded(place, members, into.items(), notes, reasons)


def one_per_person(place: Place, members: dict[str, Member], notes: Notes) -> dict[str, Member]:
    """Keep one of the members that stand in a work through the same single person.

    Parameters
    ----------
    place, members, notes
        A work.

    Returns
    -------
    dict
        The members that are left.
    """
    into = same_person({short: member.persons for short, member in members.items()})
    reasons = ("its only author in the work stands for {}, too", "merged: no two persons")
    return _folded(place, members, into.items(), notes, reasons)


def _folded(
    place: Place,
    members: dict[str, Member],
    into: Iterable[tuple[str, str]],
    notes: Notes,
    words: tuple[str, str],
) -> dict[str, Member]:
    left = dict(members)
    for gone, stays in into:
        left[stays].absorb(left.pop(gone))
        notes.add(place, "actor_id", value=gone, reason=words[0].format(repr(stays)), action=words[1])
    return left
