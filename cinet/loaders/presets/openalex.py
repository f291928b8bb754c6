"""OpenAlex: where things stand in a work, version by version, and what its types mean."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["AUTHORSHIPS", "AUTHORS_CUT", "ENVELOPES", "KNOWN", "LEFT_OUT", "ROR_ORDER", "WORK"]

#: Where records stand in a page of the API.
ENVELOPES: Final = (("results",),)

#: The key that makes an object a work.
AUTHORSHIPS: Final = "authorships"

#: Keys with long values that are not used, most of what a work takes to read: the abstract word by word above all.
LEFT_OUT: Final = (
    "abstract_inverted_index", "concepts", "keywords", "topics", "referenced_works", "related_works",
)  # fmt: skip

#: Length at which the API cuts the list of authors when it lists works.
AUTHORS_CUT: Final = 100

#: Column -> keys of a work, the newest first.
WORK: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "kind": ("type", "type_crossref"),
        "title": ("title", "display_name"),
        "start": ("publication_date",),
        "year": ("publication_year",),
        "language": ("language",),
    }
)

#: ROR gives several types; the one that says most of what an organisation is comes first.
ROR_ORDER: Final = (
    "education", "healthcare", "facility", "company", "government", "archive", "nonprofit", "other", "funder",
)  # fmt: skip

#: Keys of a work that are used or left alone, from the snapshots of 2022 on to the API of 2026.
KNOWN: Final = frozenset(
    {
        "abstract", "abstract_inverted_index", "alternate_host_venues", "apc_list", "apc_paid", "apc_payment",
        "authors_count", "authorships", "awards", "best_oa_location", "biblio", "citation",
        "citation_normalized_percentile", "cited_by_api_url", "cited_by_count", "cited_by_percentile_year",
        "concepts", "concepts_count", "content_urls", "corresponding_author_ids", "corresponding_institution_ids",
        "countries_distinct_count", "counts_by_year", "created_date", "datasets", "display_name", "doi",
        "doi_registration_agency", "full_text", "fulltext", "fulltext_origin", "funders", "fwci", "grants",
        "has_content", "has_fulltext", "host_venue", "id", "ids", "indexed_in", "institution_assertions",
        "institutions", "institutions_distinct_count", "is_authors_truncated", "is_oa", "is_paratext",
        "is_retracted", "is_xpac", "keywords", "language", "locations", "locations_count", "mesh", "ngrams_url",
        "open_access", "page", "primary_location", "primary_topic", "publication_date", "publication_year",
        "referenced_works", "referenced_works_count", "related_works", "relevance_score", "summary_stats",
        "sustainable_development_goals", "title", "topics", "topics_count", "type", "type_crossref", "type_id",
        "updated", "updated_date", "versions",
    }
)  # fmt: skip
