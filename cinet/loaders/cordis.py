"""CORDIS, the project database of the European Commission, as its publisher gives it out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, first_few
from cinet.loaders.decode import members
from cinet.loaders.events import events_tables
from cinet.loaders.excel import read_sheet
from cinet.loaders.sources import read_raw_text
from cinet.tables.issues import IssueLog, Origin, join_issues
from cinet.tables.parse import parse_numbers
from cinet.tables.raw import RawTable

__all__ = ["ORGANIZATION_COLUMNS", "PROJECT_COLUMNS", "read_cordis"]

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

# canonical name -> column
_ACTORS: Final = {
    "type": "activityType",
    "name": "name",
    "short_name": "shortName",
    "country": "country",
    "country_given": "country_given",
    "region": "nutsCode",
    "city": "city",
    "sme": "SME",
}
_PARTICIPATIONS: Final = {
    "role": "role",
    "amount": "amount",
    "ec_contribution": "ecContribution",
    "net_ec_contribution": "netEcContribution",
    "total_cost": "totalCost",
    "end_of_participation": "endOfParticipation",
}
_PROJECTS: Final = {
    "kind": "fundingScheme",
    "programme": "frameworkProgramme",
    "title": "title",
    "start": "startDate",
    "end": "endDate",
    "acronym": "acronym",
    "status": "status",
    "legal_basis": "legalBasis",
    "topics": "topics",
    "call": "masterCall",
}

# codes of the Commission that are not ISO 3166
_COUNTRIES: Final = {"UK": "GB", "EL": "GR"}
_NEEDED: Final = ["projectID", "organisationID", "activityType", "role"]
# long texts such as objectives are left out while reading
_USED: Final = {
    *_ACTORS.values(),
    *_PARTICIPATIONS.values(),
    *_PROJECTS.values(),
    *_NEEDED,
    "id",
    "projectAcronym",
}


def read_cordis(source: str | Path, *, encoding: str | None = None) -> Ecosystem:
    r"""Read the projects and organisations of CORDIS.

    Actors are organisations (PIC) with a type from ``activityType``; collaborations are projects. ``amount`` is
    the contribution of the Commission; for third parties, whose gross contribution is written as 0, the net one.
    ``country`` is ISO 3166 (``UK`` and ``EL`` become ``GB`` and ``GR``; ``XK`` stays), ``country_given`` what
    stood there. Organisations that left a project before its end are kept, with ``end_of_participation`` true.

    Parameters
    ----------
    source : path
        The zip archive or a folder with ``organization.csv`` and ``project.csv``. Without ``project.csv``, projects
        are undated. Other files are left alone.
    encoding : str, optional
        Encoding of the files; UTF-8 as published unless they say otherwise.

    Returns
    -------
    Ecosystem
        With its issues.

    Raises
    ------
    LoadError
        There is no ``organization.csv``, or the source is a workbook made from it.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> rows = ["projectID;organisationID;activityType;country;role", "1;999;HES;UK;coordinator"]
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "organization.csv").write_text("\n".join(rows))
    ...     eco = read_cordis(folder)
    >>> eco.actors[["actor_id", "type", "country", "country_given"]].values.tolist()
    [['999', 'university', 'GB', 'UK']]
    """
    path = Path(source)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        # workbooks made from CORDIS hold the ids as links without saved values: reading the sheet says so
        read_sheet(path)
        raise LoadError(
            f"{path.name} is a workbook; read the zip archive of CORDIS, or this sheet with read_events."
        )
    organizations, projects = _files(path)
    raw = read_raw_text(organizations, encoding=encoding, delimiter=";", columns=_USED.__contains__)
    raw.require(_NEEDED, "a column of organization.csv")
    raw = _mended(raw)
    frame = raw.frame
    attributes = []
    if projects is not None:
        listed = read_raw_text(projects, encoding=encoding, delimiter=";", columns=_USED.__contains__)
        present = {name: column for name, column in _PROJECTS.items() if column in listed.frame.columns}
        attributes = [{"file": listed, "key": "id", "columns": present, "multiple": "first"}]
    tables = events_tables(
        raw,
        "projectID",
        "organisationID",
        _present(_ACTORS, frame),
        {} if projects is not None else _present({"acronym": "projectAcronym"}, frame),
        _present(_PARTICIPATIONS, frame),
        attributes=attributes,
        crosswalk="cordis",
    )
    return Ecosystem.from_checked(tables, source=f"CORDIS, {path.name}")


def _files(path: Path) -> tuple[Path, Path | None]:
    """Find the two files in a folder or an archive, whatever folder of it they are in."""
    if path.is_dir():
        present = sorted(item.relative_to(path).as_posix() for item in path.rglob("*.csv"))
    else:
        present = members(path)
    found: dict[str, list[str]] = {"organization.csv": [], "project.csv": []}
    for name in present:
        base = name.rsplit("/", 1)[-1].lower()
        if base in found:
            found[base].append(name)
    if not found["organization.csv"]:
        raise LoadError(f"{path.name} holds no organization.csv. Files there: {first_few(present, 12)}.")
    for base, names in found.items():
        if len(names) > 1:
            raise LoadError(
                f"{path.name} holds more than one {base}: {first_few(names)}. Read one programme at a time."
            )
    projects = found["project.csv"]
    return path / found["organization.csv"][0], path / projects[0] if projects else None


def _present(columns: dict[str, str], frame: pd.DataFrame) -> dict[str, str]:
    return {name: column for name, column in columns.items() if column in frame.columns}


def _mended(raw: RawTable) -> RawTable:
    """Write decimal marks and countries in one way."""
    frame = raw.frame.copy(deep=False)
    log = IssueLog("participations", Origin(raw.file, raw.rows))
    for name in ("ecContribution", "netEcContribution", "totalCost"):
        if name in frame.columns:
            # one row can hold "284812.5" beside "960619,95"
            pointed = frame[name].str.replace(r"^(-?\d+),(\d+)$", r"\1.\2", regex=True)
            numbers, failed = parse_numbers(pointed)
            lost = np.flatnonzero(failed)
            log.add(
                lost,
                column=name,
                value=frame[name].take(lost),
                reason="not a number",
                action="set to missing",
            )
            frame[name] = numbers
    if "ecContribution" in frame.columns:
        frame["amount"] = frame["ecContribution"]
        if "netEcContribution" in frame.columns:
            third = frame["role"].eq("thirdParty") & frame["netEcContribution"].notna()
            frame["amount"] = frame["amount"].where(~third, frame["netEcContribution"])
    if "country" in frame.columns:
        frame["country_given"] = frame["country"]
        frame["country"] = frame["country"].replace(_COUNTRIES)
    return RawTable(frame, raw.file, raw.rows, join_issues([raw.issues, *log.parts]), raw.notes)
