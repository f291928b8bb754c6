"""The columns of CORDIS in the layouts it has had, and of tables made from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = [
    "COUNTRIES",
    "EARLIER_COLUMNS",
    "LIST_COLUMNS",
    "ORGANIZATION_COLUMNS",
    "ORGANIZATION_FILES",
    "ORGANIZATION_SYNONYMS",
    "PROJECT_COLUMNS",
    "PROJECT_FILES",
    "PROJECT_SYNONYMS",
]

#: Columns of organization.csv, in the publisher's order.
ORGANIZATION_COLUMNS: Final = (
    "projectID", "projectAcronym", "organisationID", "vatNumber", "name", "shortName", "SME", "activityType",
    "street", "postCode", "city", "country", "nutsCode", "geolocation", "organizationURL", "contactForm",
    "contentUpdateDate", "rcn", "order", "role", "ecContribution", "netEcContribution", "totalCost",
    "endOfParticipation", "active",
)  # fmt: skip

#: Columns of project.csv, in the publisher's order.
PROJECT_COLUMNS: Final = (
    "id", "acronym", "status", "title", "startDate", "endDate", "totalCost", "ecMaxContribution", "legalBasis",
    "topics", "ecSignatureDate", "frameworkProgramme", "masterCall", "subCall", "fundingScheme", "nature",
    "objective", "contentUpdateDate", "rcn", "grantDoi", "keywords",
)  # fmt: skip

#: How the file of organisations ends: since 2021, and before.
ORGANIZATION_FILES: Final = ("organization.csv", "organizations.csv")

#: How the file of projects ends: since 2021, and before.
PROJECT_FILES: Final = ("project.csv", "projects.csv")

#: Present name of a column of organisations -> names it had before 2021, and in tables made from it.
ORGANIZATION_SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "projectID": ("projectReference",),
    "organisationID": ("PIC", "organizationID", "id"),
    "name": ("Organisation", "organisationName"),
    "organizationURL": ("organizationUrl",),
    "fundingScheme": ("Type of action",),
    "masterCall": ("call",),
    "rcn": ("projectRcn",),
}

#: Present name of a column of projects -> names it had before 2021.
PROJECT_SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("reference", "projectID"),
    "masterCall": ("call",),
    "legalBasis": ("programme",),
}

#: Columns of the files of projects before 2021 that name the organisations, several in one cell.
LIST_COLUMNS: Final = ("coordinator", "coordinatorCountry", "participants", "participantCountries")

#: Columns of earlier layouts that nothing is made of.
EARLIER_COLUMNS: Final = (
    "projectUrl", "subjects", "contactType", "contactTitle", "contactFirstNames", "contactLastNames",
    "contactFunction", "contactTelephoneNumber", "contactFaxNumber", "countryName",
)  # fmt: skip

#: Codes of the Commission that are not ISO 3166.
COUNTRIES: Final = {"UK": "GB", "EL": "GR"}
