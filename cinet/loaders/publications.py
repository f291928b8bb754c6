"""Publications of any bibliographic source, as collaborations of organisations, of persons or of countries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError, UnknownName, nearest
from cinet.loaders.affiliation import Affiliation
from cinet.loaders.records import Records, assemble
from cinet.tables.issues import issue_rows, join_issues

__all__ = ["FACTS", "UNITS", "Gathering", "Publication", "Unit"]

Unit = Literal["organisation", "author", "country"]

#: What may be an actor.
UNITS: Final = ("organisation", "author", "country")

#: What is told of a publication, beside its id.
FACTS: Final = ("kind", "title", "start", "year", "venue", "doi", "language", "subject")

# type, subtype and where the type comes from: an export gives no types of organisations
_TYPES: Final[dict[Unit, tuple[str, str, str | None]]] = {
    "organisation": ("unknown", "organisation", None),
    "author": ("individual", "person", "source code"),
    "country": ("place", "country", "source code"),
}

_LACKS: Final = {
    "organisation": "the record names no organisation",
    "author": "the record names no author",
    "country": "no affiliation of the record names a known country",
}

_PLACE: Final = ("source_file", "source_row")


@dataclass(slots=True)
class Publication:
    """One publication as its source tells it.

    Parameters
    ----------
    file, row
        Where it stands.
    key : str
        Its id.
    facts : dict
        Values of ``FACTS``.
    more : dict
        Values of tags that are not known; each becomes a column ``tag <name>``.
    authors : list of tuple
        Id and name of each person.
    sites : list of str
        Affiliations.
    people : list of tuple, optional
        For each affiliation the places of its persons in ``authors``; empty where they are not told. None when the
        source does not say who belongs to what.
    """

    file: str
    row: int
    key: str
    facts: dict[str, str | None]
    authors: list[tuple[str, str]] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    people: list[tuple[int, ...]] | None = None
    more: dict[str, str | None] = field(default_factory=dict)


class Gathering:
    """Collects publications, and what is wrong with them, until they become an ecosystem.

    Parameters
    ----------
    unit : {"organisation", "author", "country"}
        What is an actor.
    resolve : callable
        Finds organisation and country of an affiliation.
    require_distinct_persons : bool
        Leave out an organisation whose only person stands for another one already.
    """

    def __init__(
        self,
        unit: Unit,
        resolve: Callable[[str], Affiliation],
        *,
        require_distinct_persons: bool = False,
    ) -> None:
        if unit not in UNITS:
            raise UnknownName(
                f"unit={unit!r} is not known.{nearest(str(unit), UNITS)} Units: {', '.join(UNITS)}."
            )
        if require_distinct_persons and unit == "author":
            raise SchemaError(
                "require_distinct_persons tells organisations apart by their persons; with unit='author' the persons "
                "are the actors: leave it out."
            )
        self.unit: Unit = unit
        self._resolve = resolve
        self._distinct = require_distinct_persons
        self._read: list[tuple[str, int]] = []
        self._files: list[tuple[str, str, str, str]] = []
        self._issues: dict[str, list[Any]] = {
            name: [] for name in ("file", "row", "table", "column", "value", "reason", "action")
        }
        self._told: list[pd.DataFrame] = []
        self._first: dict[str, tuple[str, int]] = {}
        self._works: list[Publication] = []
        self._taking: dict[str, list[Any]] = {
            name: []
            for name in (
                "collab_id", "actor_id", "name", "order", "country", "persons", "affiliation", *_PLACE
            )
        }  # fmt: skip

    def file(self, name: str, *, form: str, encoding: str, unknown: str = "") -> None:
        """Note a file that was read: its format, encoding, and the columns or tags that are not known."""
        self._files.append((name, form, encoding, unknown))

    def record(self, file: str, row: int) -> None:
        """Note a record that was read, whether it can be used or not."""
        self._read.append((file, row))

    def issue(
        self,
        file: str,
        row: int | None,
        *,
        reason: str,
        action: str,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        """Note what is wrong with a record, or with a file."""
        told = (file, row, "collaborations", column, value, reason, action)
        for name, part in zip(self._issues, told, strict=True):
            self._issues[name].append(part)

    def tell(self, issues: pd.DataFrame) -> None:
        """Take over issues that were found while the rows were read."""
        self._told.append(issues)

    def add(self, work: Publication) -> None:
        """Take a publication; one that was read before is an issue."""
        if work.key in self._first:
            file, row = self._first[work.key]
            self.issue(
                work.file,
                work.row,
                column="collab_id",
                value=f"{work.key}: {file}, {row}",
                reason="the publication stands in an earlier record",
                action="dropped",
            )
            return
        self._first[work.key] = (work.file, work.row)
        if len(work.authors) == 1:
            # one author is at every affiliation
            work.people = [(0,)] * len(work.sites)
        before = len(self._taking["collab_id"])
        if self.unit == "author":
            self._add_authors(work)
        else:
            self._add_places(work)
        if len(self._taking["collab_id"]) > before:
            self._works.append(work)
            return
        self.issue(
            work.file, work.row, value=work.facts.get("title"), reason=_LACKS[self.unit], action="dropped"
        )

    def _add_authors(self, work: Publication) -> None:
        where: list[list[Affiliation]] = [[] for _ in work.authors]
        sites = [self._resolve(site) for site in work.sites]
        for site, people in zip(sites, work.people or [()] * len(sites), strict=True):
            for person in people:
                where[person].append(site)
        for place, (key, name) in enumerate(work.authors):
            mine = where[place]
            countries = [site.country for site in mine if site.country]
            organisations = _joined([site.organisation for site in mine])
            self._take(work, key, name, place + 1, countries[0] if countries else None, None, organisations)

    def _add_places(self, work: Publication) -> None:
        found: dict[str, list[int]] = {}
        sites = [self._resolve(site) for site in work.sites]
        for place, site in enumerate(sites):
            label = site.organisation if self.unit == "organisation" else site.country
            if label:
                found.setdefault(label, []).append(place)
            else:
                self.issue(
                    work.file,
                    work.row,
                    column="affiliation",
                    value=site.given,
                    reason=f"no {self.unit} is found in the affiliation",
                    action="left out",
                )
        staff = {label: self._staff(work, places) for label, places in found.items()}
        if self._distinct:
            self._set_aside(work, staff)
        for order, (label, people) in enumerate(staff.items(), start=1):
            places = found[label]
            names = _joined([work.authors[person][1] for person in people or ()])
            countries = [sites[place].country for place in places if sites[place].country]
            given = _joined([sites[place].given for place in places])
            self._take(work, label, label, order, countries[0] if countries else None, names, given)

    def _staff(self, work: Publication, places: list[int]) -> tuple[int, ...] | None:
        """Return the persons of an actor, None when those of one of its affiliations are not told."""
        if work.people is None:
            return None
        each = [work.people[place] for place in places]
        return tuple(dict.fromkeys(person for people in each for person in people)) if all(each) else None

    def _set_aside(self, work: Publication, staff: dict[str, tuple[int, ...] | None]) -> None:
        """Keep the first of the actors for which one and the same single person stands."""
        if len(staff) > 1 and None in staff.values():
            self.issue(
                work.file,
                work.row,
                reason="the source does not say which person belongs to which affiliation",
                action="doubted: kept; require_distinct_persons cannot be judged",
            )
        stands: dict[int, str] = {}
        for label, people in list(staff.items()):
            if people is None or len(people) != 1:
                continue
            first = stands.setdefault(people[0], label)
            if first != label:
                del staff[label]
                self.issue(
                    work.file,
                    work.row,
                    column="actor_id",
                    value=label,
                    reason=f"only {work.authors[people[0]][1]!r} stands for it, who stands for {first!r} already",
                    action="left out: require_distinct_persons",
                )

    def _take(
        self,
        work: Publication,
        key: str,
        name: str,
        order: int,
        country: str | None,
        persons: str | None,
        affiliation: str | None,
    ) -> None:
        told = (work.key, key, name, order, country, persons, affiliation, work.file, work.row)
        for column, part in zip(self._taking.values(), told, strict=True):
            column.append(part)

    def ecosystem(self, source: str) -> Ecosystem:
        """Return the ecosystem of all that was gathered."""
        taking = _frame(self._taking)
        read: dict[str, list[Any]] = {
            "source_file": [file for file, _ in self._read],
            "source_row": [row for _, row in self._read],
        }
        actors = taking[["actor_id", "name", "country", *_PLACE]]
        kind, subtype, told_by = _TYPES[self.unit]
        actors = actors.assign(type=kind, subtype=subtype)
        actors["type_source"] = pd.Series(told_by, index=actors.index, dtype="str")
        if self.unit == "country":
            actors = actors.drop(columns="country")
        if self.unit == "author":
            taking = taking.drop(columns="persons")
        told: dict[str, Any] = {name: part for name, part in self._issues.items() if name != "row"}
        issues = issue_rows(len(told["file"]), **told)
        issues["row"] = pd.array(self._issues["row"], dtype="Int64")
        names = ["file", "format", "encoding", "unknown_columns"]
        records = Records(
            participations=taking.drop(columns="name"),
            actors=actors,
            collaborations=self._collaborations(),
            read=_frame(read),
            files=pd.DataFrame(self._files, columns=names),
            issues=join_issues([*self._told, issues]),
        )
        return assemble(records, source=source)

    def _collaborations(self) -> pd.DataFrame:
        works = self._works
        columns: dict[str, Any] = {"collab_id": [work.key for work in works]}
        told = {name for work in works for name, value in work.facts.items() if value}
        for fact in [name for name in FACTS if name in told]:
            columns[fact] = [work.facts.get(fact) for work in works]
        for tag in dict.fromkeys(tag for work in works for tag in work.more):
            columns[f"tag {tag}"] = [work.more.get(tag) for work in works]
        columns |= {"source_file": [work.file for work in works], "source_row": [work.row for work in works]}
        return _frame(columns)


def _joined(texts: list[str]) -> str | None:
    """Join different texts in the order of their first appearance."""
    return " | ".join(dict.fromkeys(texts)) or None


def _frame(columns: dict[str, list[Any]]) -> pd.DataFrame:
    made: dict[str, Any] = {}
    for name, values in columns.items():
        whole = name in ("order", "source_row")
        made[name] = np.array(values, dtype=np.int64) if whole else pd.Series(values, dtype="str")
    return pd.DataFrame(made)
