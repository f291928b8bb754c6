"""DataCite: data sets, software and reports, whose creators are persons or organisations and say which."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, first_few
from cinet.loaders.collecting import rare_collections
from cinet.loaders.creators import Creations, Creator, CreatorUnit, doi_of, plain
from cinet.loaders.json_records import JsonSource, Place
from cinet.loaders.json_values import Notes, first_text, joined, text_of
from cinet.loaders.openalex_ids import last_part, ror_types
from cinet.loaders.presets.datacite import CREATORS, DATE_TYPES, ENVELOPES, IDS, KINDS, KNOWN, RECORD
from cinet.loaders.records import assemble

__all__ = ["read_datacite"]

_COLUMNS: Final = (*RECORD, "kind", "title", "publisher", "start", "end", "doi", "funders")


@rare_collections()
def read_datacite(
    source: object,
    *,
    unit: CreatorUnit = "author",
    contributors: bool = False,
    ror: object = None,
    crosswalk: str | Mapping[str, str] = "ror",
    encoding: str | None = None,
) -> Ecosystem:
    """Read records of DataCite: who made a data set together, by creator or institution.

    Collaborations are records, by DOI. ``subtype`` tells persons from organisations, as ``nameType`` does. Few
    records have affiliations: with ``unit="organisation"`` the others stand in the issues.

    Parameters
    ----------
    source : path, sequence of paths, or list of records
        Answers of the API, DataCite JSON, JSON Lines, a folder or a zip archive of them; or records as objects.
    unit : {"author", "organisation"}
        Creators themselves, by ORCID or ROR id, otherwise by name; or organisations among them and the institutions
        of the others.
    contributors : bool
        Take contributors, too, with their type as ``role``.
    ror : path or list of objects, optional
        A dump of ROR, for the types of organisations with a ROR id.
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
        There is no JSON, or no record lists creators.

    Examples
    --------
    >>> creators = [
    ...     {"name": "B, A", "nameType": "Personal", "givenName": "A", "familyName": "B"},
    ...     {"name": "Survey of X", "nameType": "Organizational"},
    ... ]
    >>> eco = read_datacite([{"doi": "10.1/x", "creators": creators, "publicationYear": 2021}])
    >>> eco.actors[["actor_id", "subtype"]].values.tolist()
    [['A B', 'person'], ['Survey of X', 'organisation']]
    """
    held = JsonSource(source, ENVELOPES, encoding)
    made = Creations(held, unit, ror_types(ror), _COLUMNS)
    seen = 0
    for place, given in held.records():
        inner = given.get("attributes")
        record: dict[str, Any] = given
        if isinstance(inner, dict):
            held.add_keys(inner)
            record = {**given, **inner}
        seen += CREATORS in record
        creators = _creators(place, record, CREATORS, held.notes)
        if contributors:
            creators += _creators(place, record, "contributors", held.notes)
        collab_id = _doi(place, record, held.notes)
        made.add(place, collab_id, creators, _told(place, record, collab_id, held.notes))
    if not seen:
        raise LoadError(
            f"no record is one of DataCite with creators: none has {CREATORS!r}; their keys are "
            f"{first_few(held.keys(), 12)}. Ask the API for https://api.datacite.org/dois?..., or a single record as "
            "application/vnd.datacite.datacite+json; CSL JSON is read by read_crossref."
        )
    name = Path(source).name if isinstance(source, str | Path) else "records"
    return assemble(made.records(KNOWN), source=f"DataCite, {name}", crosswalk=crosswalk)


def _creators(place: Place, record: dict[str, Any], key: str, notes: Notes) -> list[Creator]:
    made: list[Creator] = []
    for item in notes.objects(place, record.get(key), key):
        family, given = plain(item.get("familyName")), plain(item.get("givenName"))
        code = first_text(item, ("nameType", "type"))
        kind = KINDS.get((code or "").casefold())
        if kind is None and family is not None:
            kind = "person"
        parts = " ".join(part for part in (given, family) if part is not None) if kind == "person" else ""
        orcid, ror = _identifiers(place, item, notes)
        made.append(
            Creator(
                parts or plain(item.get("name")),
                kind,
                orcid,
                ror,
                text_of(item.get("contributorType")) or "creator",
                _affiliations(place, item.get("affiliation"), notes),
            )
        )
    return made


def _identifiers(place: Place, item: dict[str, Any], notes: Notes) -> tuple[str | None, str | None]:
    """Return ORCID and the address at ROR of a creator."""
    listed = notes.objects(place, item.get("nameIdentifiers"), "creators.nameIdentifiers")
    found = [text_of(one.get("nameIdentifier")) for one in listed] + [text_of(item.get("id"))]
    schemes = [(text_of(one.get("nameIdentifierScheme")) or "").casefold() for one in listed] + [""]
    orcid = ror = None
    for value, scheme in zip(found, schemes, strict=True):
        if value is None:
            continue
        if orcid is None and (scheme == "orcid" or "orcid.org/" in value):
            orcid = last_part(value)
        if ror is None and (scheme == "ror" or "ror.org/" in value):
            ror = value.casefold()
    return orcid, ror


def _affiliations(place: Place, given: object, notes: Notes) -> list[tuple[str | None, str | None]]:
    # the API gives text, unless it is asked for affiliations as objects (affiliation=true)
    listed = given if isinstance(given, list) else [given]
    made: list[tuple[str | None, str | None]] = []
    for one in listed:
        if isinstance(one, str):
            made.append((plain(one), None))
            continue
        item = notes.one(place, one, "creators.affiliation")
        ror = text_of(item.get("affiliationIdentifier"))
        made.append(
            (plain(item.get("name")), ror.casefold() if ror is not None and "ror.org/" in ror else None)
        )
    return made


def _doi(place: Place, record: dict[str, Any], notes: Notes) -> str | None:
    found = doi_of(record, IDS)
    if found is None:
        # files that were made for a deposit have it among the identifiers
        for one in notes.objects(place, record.get("identifiers"), "identifiers"):
            if (first_text(one, ("identifierType", "identifier_type")) or "").casefold() == "doi":
                found = found or doi_of(one, ("identifier",))
    return found


def _told(place: Place, record: dict[str, Any], doi: str | None, notes: Notes) -> tuple[Any, ...]:
    types = notes.one(place, record.get("types"), "types")
    titles = notes.objects(place, record.get("titles"), "titles")
    publisher = record.get("publisher")
    given = record.get("dates")
    dates = [given] if isinstance(given, dict) else notes.objects(place, given, "dates")
    by_type = {text_of(one.get("dateType")): text_of(one.get("date")) for one in dates}
    start, _, end = (next((by_type[kind] for kind in DATE_TYPES if by_type.get(kind)), None) or "").partition(
        "/"
    )
    funded = record.get("fundingReferences", record.get("funding_references"))
    funders = joined(
        plain(one.get("funderName")) for one in notes.objects(place, funded, "fundingReferences")
    )
    return (
        *(first_text(record, keys) for keys in RECORD.values()),
        first_text(types, ("resourceTypeGeneral", "resourceType")),
        next((title for one in titles if (title := plain(one.get("title"))) is not None), None),
        plain(publisher.get("name") if isinstance(publisher, dict) else publisher),
        start or None,
        end or None,
        doi if doi is not None and doi.startswith("10.") else None,
        funders,
    )
