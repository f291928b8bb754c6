"""Crossref: where things stand in an item of its API, of its public data files and of CSL JSON."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["AUTHORS", "DATES", "ENVELOPES", "IDS", "ITEM", "KNOWN", "LEFT_OUT"]

#: Where records stand: lists and single items of the API, public data files.
ENVELOPES: Final = (("message", "items"), ("message",), ("items",))

#: The key that makes an object an item with authors.
AUTHORS: Final = "author"

#: Keys with long values that are not used: the list of references is most of an item.
LEFT_OUT: Final = ("reference", "link")

#: Keys that hold the id of an item, the best first.
IDS: Final = ("DOI", "doi", "id")

#: Keys that hold ``date-parts``, the best first.
DATES: Final = ("published", "issued", "published-print", "published-online", "posted", "approved")

#: Column -> keys of an item; a list gives its first text.
ITEM: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "kind": ("type",),
        "title": ("title",),
        "venue": ("container-title",),
        "publisher": ("publisher",),
        "language": ("language",),
    }
)

#: Keys of an item that are used or left alone.
KNOWN: Final = frozenset(
    {
        "DOI", "ISBN", "ISSN", "ORCID", "URL", "abstract", "accepted", "aliases", "alternative-id", "approved",
        "archive", "article-number", "assertion", "author", "categories", "chair", "clinical-trial-number",
        "container-title", "content-created", "content-domain", "content-updated", "contributor", "created",
        "degree", "deposited", "description", "doi", "edition-number", "editor", "free-to-read", "funder",
        "group-title", "id", "indexed", "institution", "is-referenced-by-count", "isbn-type", "issn-type", "issue",
        "issued", "journal-issue", "language", "license", "link", "member", "original-title", "page", "part-number",
        "posted", "prefix", "proceedings-subject", "project", "published", "published-online", "published-other",
        "published-print", "publisher", "publisher-location", "reference", "reference-count", "references-count",
        "relation", "resource", "review", "score", "short-container-title", "short-title", "source",
        "special_numbering", "standards-body", "status", "subject", "subtitle", "subtype", "title", "translator",
        "type", "update-policy",
        "update-to", "updated-by", "version", "volume",
    }
)  # fmt: skip
