"""PatentsView: its bulk tables, their columns now and before 2022, its codes of assignees, and rules for names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = [
    "ACTOR_LIST",
    "ASSIGNEES",
    "ASSIGNEE_SUBTYPES",
    "ASSIGNEE_TYPES",
    "DOCUMENTS",
    "FILES",
    "INVENTORS",
    "KNOWN",
    "LEGAL_FORMS",
    "LOCATIONS",
    "NAME_RULES",
    "SOURCE_CODE_CONFIDENCE",
    "NameRule",
]

#: What a table tells of -> how its file is named, without prefix and ending; the first that is there counts.
FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "assignees": ("assignee_disambiguated", "patent_assignee", "assignee_not_disambiguated", "rawassignee"),
    "inventors": ("inventor_disambiguated", "patent_inventor", "inventor_not_disambiguated", "rawinventor"),
    "documents": ("patent", "published_application"),
    "locations": ("location_disambiguated", "location", "location_not_disambiguated"),
    "assignee_list": ("assignee",),
    "inventor_list": ("inventor",),
}

#: Name here -> column; the same for the tables of granted patents (g_) and of published applications (pg_).
ASSIGNEES: Final[Mapping[str, tuple[str, ...]]] = {
    "document": ("patent_id", "pgpub_id", "document_number", "patent_number"),
    "actor": ("assignee_id",),
    "first": ("disambig_assignee_individual_name_first", "raw_assignee_individual_name_first", "name_first"),
    "last": ("disambig_assignee_individual_name_last", "raw_assignee_individual_name_last", "name_last"),
    "organization": ("disambig_assignee_organization", "raw_assignee_organization", "organization"),
    "code": ("assignee_type", "type"),
    "sequence": ("assignee_sequence",),
    "location": ("location_id", "rawlocation_id"),
}
INVENTORS: Final[Mapping[str, tuple[str, ...]]] = {
    "document": ("patent_id", "pgpub_id", "document_number", "patent_number"),
    "actor": ("inventor_id", "unique_id"),
    "first": ("disambig_inventor_name_first", "raw_inventor_name_first", "name_first"),
    "last": ("disambig_inventor_name_last", "raw_inventor_name_last", "name_last"),
    "gender": ("gender_code", "male_flag"),
    "sequence": ("inventor_sequence",),
    "location": ("location_id", "rawlocation_id"),
    "mention": ("mention_id",),
}
DOCUMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "document": ("patent_id", "pgpub_id", "document_number", "id", "number"),
    "date": ("patent_date", "published_date", "date"),
    "title": ("patent_title", "application_title", "title"),
    "patent_type": ("type",),
    "wipo_kind": ("kind",),
    "withdrawn": (),
}
LOCATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "location": ("location_id", "rawlocation_id", "id"),
    "city": ("disambig_city", "raw_city"),
    "state": ("disambig_state", "raw_state"),
    "country": ("disambig_country", "raw_country"),
}
#: The lists of assignees and inventors before 2022, apart from the tables that name the patents.
ACTOR_LIST: Final[Mapping[str, tuple[str, ...]]] = {
    "actor": ("id", "assignee_id", "inventor_id"),
    "first": ("name_first",),
    "last": ("name_last",),
    "organization": (),
    "code": ("type", "assignee_type"),
    "gender": ("male_flag", "gender_code"),
}

#: Columns that nothing is made of.
KNOWN: Final = (
    "num_claims", "filename", "abstract", "application_id", "filing_date", "filing_type", "series_code",
    "rule_47_flag", "latitude", "longitude", "county", "state_fips", "county_fips", "deceased_flag", "name_full",
    "attribution_status", "uuid", "designated_state", "residence", "country",
)  # fmt: skip

#: Last digit of the code of an assignee -> actor type.
ASSIGNEE_TYPES: Final[Mapping[str, str]] = {
    "1": "unknown",
    "2": "firm",
    "3": "firm",
    "4": "individual",
    "5": "individual",
    "6": "government",
    "7": "government",
    "8": "government",
    "9": "government",
    "inventor": "individual",
}

#: The same -> what the code says.
ASSIGNEE_SUBTYPES: Final[Mapping[str, str]] = {
    "1": "unassigned",
    "2": "US company or corporation",
    "3": "foreign company or corporation",
    "4": "US individual",
    "5": "foreign individual",
    "6": "US federal government",
    "7": "foreign government",
    "8": "US county government",
    "9": "US state government",
    "inventor": "individual",
}

#: How far a code can be trusted where no rule speaks against it.
SOURCE_CODE_CONFIDENCE: Final = 0.9

#: Words that make a company of a name, whatever else stands in it.
LEGAL_FORMS: Final = re.compile(
    r"\b(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|llp|lp|plc|gmbh|ag|kg|kgaa|ab|oy|oyj|as|a/s|aps|"
    r"bv|b\.v|nv|n\.v|s\.a|sas|s\.p\.a|spa|srl|s\.r\.l|s\.l|kk|k\.k|pty|pte|sdn|bhd|holdings?|ventures?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NameRule:
    """A word in the name of an organisation that says what it is."""

    type: str
    pattern: re.Pattern[str]
    confidence: float
    not_companies: bool = False


#: The first rule that fits counts. The code knows no universities: they stand among the companies.
NAME_RULES: Final = (
    NameRule(
        "university",
        re.compile(r"universi|college|polytech|institute of technology|hochschule", re.IGNORECASE),
        0.9,
    ),
    NameRule("hospital", re.compile(r"hospital|clinic", re.IGNORECASE), 0.9, not_companies=True),
    NameRule(
        "research_institute",
        re.compile(r"institut|cnrs|fraunhofer|centre national|max[- ]planck", re.IGNORECASE),
        0.6,
        not_companies=True,
    ),
)
