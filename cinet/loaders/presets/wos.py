"""Web of Science: the tags of its tagged text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["FACT_TAGS", "TAGS"]

#: Tag -> what it holds, as the vendor describes it (core collection and regional collections).
TAGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "PT": "publication type", "AU": "authors", "AF": "author full name", "BA": "book authors",
        "BF": "book authors full name", "CA": "group authors", "GP": "book group authors", "BE": "editors",
        "TI": "document title", "SO": "publication name", "SE": "book series title", "BS": "book series subtitle",
        "LA": "language", "DT": "document type", "CT": "conference title", "CY": "conference date",
        "CL": "conference location", "SP": "conference sponsors", "HO": "conference host", "DE": "author keywords",
        "ID": "keywords plus", "AB": "abstract", "C1": "author address", "C3": "author affiliations",
        "RP": "reprint address", "EM": "e-mail address", "RI": "ResearcherID", "OI": "ORCID",
        "FU": "funding agency and grant number", "FP": "funding name preferred", "FX": "funding text",
        "CR": "cited references", "NR": "cited reference count", "TC": "times cited", "Z9": "total times cited",
        "Z8": "times cited in CSCD", "ZB": "times cited in BIOSIS", "ZA": "times cited in SciELO",
        "ZR": "times cited in RSCI", "ZS": "times cited in SciELO", "Z1": "title in another language",
        "Z2": "authors in another language", "Z3": "source in another language", "Z4": "abstract in another language",
        "Z5": "address in another language", "Z6": "keywords in another language", "Z7": "ISSN of a related collection",
        "Y1": "title in Russian", "Y2": "authors in Russian", "Y3": "source in Russian", "Y4": "abstract in Russian",
        "Y5": "authors in another language", "U1": "usage count, 180 days", "U2": "usage count since 2013",
        "PU": "publisher", "PI": "publisher city", "PA": "publisher address", "SN": "ISSN", "EI": "eISSN",
        "BN": "ISBN", "J9": "29-character source abbreviation", "JI": "ISO source abbreviation",
        "PD": "publication date", "PY": "year published", "VL": "volume", "IS": "issue", "PN": "part number",
        "SU": "supplement", "SI": "special issue", "MA": "meeting abstract", "BP": "first page", "EP": "last page",
        "AR": "article number", "DI": "DOI", "D2": "book DOI", "DL": "DOI link", "EA": "early access date",
        "EY": "early access year", "PG": "page count", "P2": "chapter count", "WC": "categories",
        "WE": "index", "SC": "research areas", "GA": "document delivery number", "PM": "PubMed ID",
        "UT": "accession number", "OA": "open access", "HC": "highly cited paper", "HP": "hot paper",
        "DA": "date of the report", "PR": "reviewed work", "AE": "patent assignees",
    }
)  # fmt: skip

#: What is told of a publication -> tags, the first that is there counts.
FACT_TAGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "kind": ("DT",),
        "title": ("TI",),
        "year": ("PY", "EY"),
        "venue": ("SO",),
        "doi": ("DI",),
        "language": ("LA",),
        "subject": ("WC", "SC"),
    }
)
