"""DataCite: where things stand in a record of its API (JSON:API) and in DataCite JSON of either spelling."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["CREATORS", "DATE_TYPES", "ENVELOPES", "IDS", "KINDS", "KNOWN", "RECORD"]

#: Where records stand in an answer of the API.
ENVELOPES: Final = (("data",),)

#: The key that makes an object a record with creators.
CREATORS: Final = "creators"

#: Keys that hold the id of a record, the best first.
IDS: Final = ("doi", "DOI", "id")

#: Dates, the best first.
DATE_TYPES: Final = ("Issued", "Available", "Created", "Submitted")

#: What ``nameType``, or ``type`` in older files, says of a creator.
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "personal": "person",
        "person": "person",
        "organizational": "organisation",
        "organization": "organisation",
    }
)

#: Column -> keys of a record.
RECORD: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "year": ("publicationYear", "publication_year"),
        "language": ("language",),
    }
)

#: Keys of a record that are used or left alone.
KNOWN: Final = frozenset(
    {
        "DOI", "alternateIdentifiers", "alternate_identifiers", "attributes", "citationCount",
        "citationsOverTime", "container", "contentUrl", "content_url", "contributors", "created", "creators",
        "dates", "descriptions", "doi", "downloadCount", "downloadsOverTime", "event", "formats", "fundingReferences",
        "funding_references", "geoLocations", "geo_locations", "id", "identifiers", "isActive", "language",
        "metadataVersion", "partCount", "partOfCount", "prefix", "provider", "providerId", "publicationYear",
        "publication_year", "published", "publisher", "reason", "referenceCount", "registered", "relatedIdentifiers",
        "relatedItems", "related_identifiers", "related_items", "relationships", "rightsList", "rights_list",
        "schemaVersion", "schema_version", "sizes", "source", "state", "subjects", "suffix", "titles", "type", "types",
        "updated", "url", "version", "versionCount", "versionOfCount", "viewCount", "viewsOverTime", "xml",
    }
)  # fmt: skip
