"""PATSTAT and OECD REGPAT: their tables, columns and sectors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = [
    "COLUMNS",
    "COMBINED_CONFIDENCE",
    "KNOWN",
    "NAMES",
    "SECTORS",
    "SECTOR_CONFIDENCE",
    "TABLES",
    "TREND",
    "UNITS",
]

#: The tables of PATSTAT Global that are read, by the beginning of their file names.
TABLES: Final = ("tls201", "tls206", "tls207")

#: Name here -> column, in the tables, in a result of PATSTAT Online, and in REGPAT.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "appln_id": (),
    "docdb_family_id": (),
    "inpadoc_family_id": (),
    "appln_auth": (),
    "appln_kind": (),
    "date": ("earliest_filing_date", "appln_filing_date"),
    "year": ("earliest_filing_year", "appln_filing_year"),
    "person_id": (),
    "psn_id": (),
    "han_id": (),
    "doc_std_name_id": (),
    "person_name": ("app_name", "inv_name"),
    "psn_name": (),
    "han_name": (),
    "doc_std_name": (),
    "psn_sector": (),
    "country": ("person_ctry_code", "ctry_code"),
    "region": ("nuts", "reg_code"),
    "city": (),
    "applt_seq_nr": (),
    "invt_seq_nr": (),
    "share": ("app_share", "inv_share"),
}

#: Columns that nothing is made of.
KNOWN: Final = (
    "appln_nr", "appln_nr_epodoc", "appln_nr_original", "ipr_type", "receiving_office", "internat_appln_id",
    "int_phase", "reg_phase", "nat_phase", "earliest_filing_id", "earliest_publn_date", "earliest_publn_year",
    "earliest_pat_publn_id", "granted", "docdb_family_size", "nb_citing_docdb_fam", "nb_applicants", "nb_inventors",
    "person_name_orig_lg", "person_address", "nuts_level", "psn_level", "han_harmonized", "app_nbr", "pct_nbr",
    "address", "postal_code", "reg_share", "pub_nbr",
)  # fmt: skip

#: What can be a collaboration -> what it is called.
UNITS: Final[Mapping[str, str]] = {
    "docdb_family_id": "patent family",
    "inpadoc_family_id": "extended patent family",
    "appln_id": "patent application",
}

#: What can be an actor -> the column with its name.
NAMES: Final[Mapping[str, str]] = {
    "psn_id": "psn_name",
    "han_id": "han_name",
    "doc_std_name_id": "doc_std_name",
    "person_id": "person_name",
}

#: psn_sector -> actor type. Two sectors at once are none of them: "other".
SECTORS: Final[Mapping[str, str]] = {
    "COMPANY": "firm",
    "UNIVERSITY": "university",
    "GOV NON-PROFIT": "government",
    "HOSPITAL": "hospital",
    "INDIVIDUAL": "individual",
    "UNKNOWN": "unknown",
    "COMPANY GOV NON-PROFIT": "other",
    "COMPANY UNIVERSITY": "other",
    "COMPANY HOSPITAL": "other",
    "GOV NON-PROFIT UNIVERSITY": "other",
    "GOV NON-PROFIT HOSPITAL": "other",
    "UNIVERSITY HOSPITAL": "other",
}

#: How far one sector can be trusted, and two in one.
SECTOR_CONFIDENCE: Final = 0.8
COMBINED_CONFIDENCE: Final = 0.4

#: What has to be known before shares of sectors are compared over time.
TREND: Final = (
    "the class of two sectors in one all but ends after 2006/07, inventors stand among the applicants before about "
    "2013, and sectors were not renewed in the releases of 2022: shares of sectors cannot be compared over time"
)
