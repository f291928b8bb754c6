"""Scopus: the column names of its CSV export, by what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["COLUMNS", "KNOWN"]

#: What is read -> names of its column, the present one first.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "authors": ("Authors", "Author(s)", "Author Names"),
        "full_names": ("Author full names", "Author Full Names"),
        "author_ids": ("Author(s) ID", "Author IDs", "Authors ID", "Author(s) IDs"),
        "affiliations": ("Affiliations", "Affiliation"),
        "located": ("Authors with affiliations", "Author(s) with affiliations", "Authors with Affiliations"),
        "eid": ("EID", "Electronic ID"),
        "kind": ("Document Type", "Document type"),
        "title": ("Title", "Document title", "Article title"),
        "year": ("Year", "Publication year"),
        "venue": ("Source title", "Source Title"),
        "doi": ("DOI",),
        "language": ("Language of Original Document", "Language"),
        "subject": ("Author Keywords", "Author keywords"),
    }
)

#: Further columns that the vendor is known to write; they are left alone.
KNOWN: Final = frozenset(
    {
        "Volume", "Issue", "Art. No.", "Article number", "Page start", "Page end", "Page count", "Cited by", "Link",
        "Abstract", "Index Keywords", "Molecular Sequence Numbers", "Chemicals/CAS", "Tradenames", "Manufacturers",
        "Funding Details", "Funding Text", "Funding Texts", "References", "Correspondence Address", "Editors",
        "Publisher", "Sponsors", "Conference name", "Conference date", "Conference location", "Conference code",
        "ISSN", "ISBN", "CODEN", "PubMed ID", "Abbreviated Source Title", "Publication Stage", "Open Access",
        "Access Type", "Source",
    }
)  # fmt: skip
