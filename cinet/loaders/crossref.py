"""Crossref: what publishers deposit of a work, with the affiliations as its authors wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, first_few
from cinet.loaders.collecting import rare_collections
from cinet.loaders.creators import Creations, Creator, CreatorUnit, doi_of, plain
from cinet.loaders.json_cuts import LeftOut
from cinet.loaders.json_records import JsonSource, Place
from cinet.loaders.json_values import Notes, joined, text_of
from cinet.loaders.openalex_ids import last_part, ror_types
from cinet.loaders.presets.crossref import AUTHORS, DATES, ENVELOPES, IDS, ITEM, KNOWN, LEFT_OUT
from cinet.loaders.records import assemble

__all__ = ["read_crossref"]

_COLUMNS: Final = (*ITEM, "start", "doi", "funders")


@rare_collections()
def read_crossref(
    source: object,
    *,
    unit: CreatorUnit = "organisation",
    ror: object = None,
    crosswalk: str | Mapping[str, str] = "ror",
    encoding: str | None = None,
) -> Ecosystem:
    """Read items of Crossref: who wrote together, by institution or author.

    Collaborations are items, by DOI. Institutions are affiliations as they were deposited: by their ROR id where
    one was given, otherwise by their text, with department and address, which leaves the same university under
    many names. An author who is an organisation takes part itself. Crossref says nothing of types.

    Parameters
    ----------
    source : path, sequence of paths, or list of items
        Answers of the API, JSON Lines, public data files (gzipped or not), a folder or a zip archive of them; or
        items as objects.
    unit : {"organisation", "author"}
        What the actors are. Authors are known by ORCID, otherwise by their name.
    ror : path or list of objects, optional
        A dump of ROR, for the types of institutions with a ROR id.
    crosswalk : str or mapping
        How types of ROR map to actor types.
    encoding : str, optional
        Of the files; found unless given.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Raises
    ------
    LoadError
        There is no JSON, or no record lists authors.

    Examples
    --------
    >>> authors = [
    ...     {"given": "A", "family": "B", "affiliation": [{"name": "University of X"}]},
    ...     {"name": "The Y Consortium", "affiliation": []},
    ... ]
    >>> item = {"DOI": "10.1/X", "author": authors, "published": {"date-parts": [[2020, 5]]}}
    >>> eco = read_crossref([item])
    >>> eco.actors["actor_id"].tolist(), eco.collaborations["start"].dt.strftime("%Y-%m-%d").tolist()
    (['The Y Consortium', 'University of X'], ['2020-05-01'])
    """
    held = JsonSource(source, ENVELOPES, encoding, skip=LeftOut(*LEFT_OUT))
    made = Creations(held, unit, ror_types(ror), _COLUMNS)
    seen = 0
    for place, item in held.records():
        seen += AUTHORS in item
        creators = _authors(place, item, held.notes)
        made.add(place, doi_of(item, IDS), creators, _told(place, item, held.notes))
    if not seen:
        raise LoadError(
            f"no record is an item of Crossref with authors: none has {AUTHORS!r}; their keys are "
            f"{first_few(held.keys(), 12)}. Ask the API for works (https://api.crossref.org/works?...), with author, "
            "DOI and published among the fields that are selected."
        )
    name = Path(source).name if isinstance(source, str | Path) else "items"
    return assemble(made.records(KNOWN), source=f"Crossref, {name}", crosswalk=crosswalk)


def _authors(place: Place, item: dict[str, Any], notes: Notes) -> list[Creator]:
    made: list[Creator] = []
    for author in notes.objects(place, item.get(AUTHORS), AUTHORS):
        family, given = plain(author.get("family")), plain(author.get("given"))
        name = plain(author.get("name")) or plain(author.get("literal"))
        person = " ".join(part for part in (given, family) if part is not None) or None
        orcid = text_of(author.get("ORCID"))
        made.append(
            Creator(
                person or name,
                "person"
                if person is not None or orcid is not None
                else "organisation"
                if name is not None
                else None,
                None if orcid is None else last_part(orcid),
                _ror(place, author, notes),
                text_of(author.get("sequence")),
                _affiliations(place, author.get("affiliation"), notes),
            )
        )
    return made


def _affiliations(place: Place, given: object, notes: Notes) -> list[tuple[str | None, str | None]]:
    if isinstance(given, str):
        given = [given]
    if isinstance(given, list) and any(isinstance(item, str) for item in given):
        given = [{"name": item} if isinstance(item, str) else item for item in given]
    return [
        (plain(item.get("name")), _ror(place, item, notes))
        for item in notes.objects(place, given, "author.affiliation")
    ]


def _ror(place: Place, thing: dict[str, Any], notes: Notes) -> str | None:
    """Return the address at ROR among the ids of an affiliation."""
    given = thing.get("id")
    for item in notes.objects(place, given, "author.affiliation.id") if isinstance(given, list) else ():
        found = text_of(item.get("id"))
        if found is not None and "ror.org/" in found:
            return found.casefold()
    return None


def _told(place: Place, item: dict[str, Any], notes: Notes) -> tuple[Any, ...]:
    def first(keys: tuple[str, ...]) -> str | None:
        for key in keys:
            value = item.get(key)
            found = plain(value[0] if isinstance(value, list) and value else value)
            if found is not None:
                return found
        return None

    dates = (_date(item.get(key)) for key in DATES)
    funders = joined(plain(one.get("name")) for one in notes.objects(place, item.get("funder"), "funder"))
    doi = doi_of(item, IDS)
    return (
        *(first(keys) for keys in ITEM.values()),
        next((date for date in dates if date is not None), None),
        doi if doi is not None and doi.startswith("10.") else None,
        funders,
    )


def _date(value: object) -> str | None:
    """Return the first of ``date-parts``: a year, a month or a day."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    texts = [text_of(part) for part in first] if isinstance(first, list) else []
    known = [text for text in texts[:3] if text is not None]
    if not known or len(known) < len(texts[:3]):
        return None
    return "-".join([known[0], *(part.zfill(2) for part in known[1:])])
