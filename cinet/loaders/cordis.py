"""CORDIS, the project database of the European Commission, in the layouts its publisher has given it out in."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, first_few
from cinet.loaders.cordis_lists import read_lists
from cinet.loaders.cordis_workbook import read_workbook
from cinet.loaders.events import events_tables
from cinet.loaders.file_report import file_report
from cinet.loaders.inside import files_within
from cinet.loaders.paths import demand_file, given_path, is_folder
from cinet.loaders.presets.cordis import (
    COUNTRIES,
    EARLIER_COLUMNS,
    LIST_COLUMNS,
    ORGANIZATION_COLUMNS,
    ORGANIZATION_FILES,
    ORGANIZATION_SYNONYMS,
    PROJECT_COLUMNS,
    PROJECT_FILES,
    PROJECT_SYNONYMS,
)
from cinet.loaders.sources import read_raw_text
from cinet.loaders.synonyms import named_alike, renamed
from cinet.tables.ids import coded_ids
from cinet.tables.issues import IssueLog, Origin, join_issues
from cinet.tables.parse import parse_numbers
from cinet.tables.raw import RawTable

__all__ = ["ORGANIZATION_COLUMNS", "PROJECT_COLUMNS", "read_cordis"]

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

_NEEDED: Final = ["projectID", "organisationID", "activityType", "role"]
_USED: Final = {
    *_ACTORS.values(),
    *_PARTICIPATIONS.values(),
    *_PROJECTS.values(),
    *_NEEDED,
    "id",
    "projectAcronym",
}
# long texts such as objectives are left out while reading
_used_by_organizations: Final = named_alike({name: ORGANIZATION_SYNONYMS.get(name, ()) for name in _USED})
_used_by_projects: Final = named_alike(
    {name: PROJECT_SYNONYMS.get(name, ()) for name in {*_USED, *LIST_COLUMNS}}
)
_KNOWN_OF_ORGANIZATIONS: Final = {*ORGANIZATION_COLUMNS, *PROJECT_COLUMNS, *EARLIER_COLUMNS}
_KNOWN_OF_PROJECTS: Final = {*PROJECT_COLUMNS, *LIST_COLUMNS, *EARLIER_COLUMNS}


def _used_by_any(column: str) -> bool:
    return _used_by_organizations(column) or _used_by_projects(column)


def read_cordis(source: str | Path, *, encoding: str | None = None) -> Ecosystem:
    r"""Read the projects and organisations of CORDIS.

    Actors are organisations (PIC) with a type from ``activityType``; collaborations are projects. ``amount`` is
    the contribution of the Commission; for third parties, whose gross contribution is written as 0, the net one.
    ``country`` is ISO 3166 (``UK`` and ``EL`` become ``GB`` and ``GR``; ``XK`` stays), ``country_given`` what
    stood there. Organisations that left a project before its end are kept, with ``end_of_participation`` true.

    The layouts of FP7, Horizon 2020 and Horizon Europe are read, those from before 2021 too. Files of projects that
    name the participants in one cell give actors by name only, without a type.

    Parameters
    ----------
    source : path
        The zip archive or a folder with ``organization.csv`` and ``project.csv``. Without ``project.csv``, projects
        are undated. Other files are left alone. Or one file: a table of participations, a table of projects
        with lists of participants, or a workbook (``.xlsx``) with a sheet of participations, whose ids may be links.
    encoding : str, optional
        Encoding of the files; UTF-8 as published unless they say otherwise.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Raises
    ------
    LoadError
        There is no ``organization.csv``, or a workbook has no sheet of participations.

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
    path = given_path(source)
    said = f"CORDIS, {path.name}"
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _read_organizations(_mended(read_workbook(path, _NEEDED)), None, said)
    if not is_folder(path) and not (demand_file(path) and zipfile.is_zipfile(path)):
        # one table: what it holds is told by its columns
        alone = read_raw_text(path, encoding=encoding, columns=_used_by_any)
        if _lists(alone):
            return _read_lists(renamed(alone, PROJECT_SYNONYMS), said)
        return _read_organizations(_organizations(alone), None, said)
    organizations, projects = _files(path)
    listed = None
    if projects is not None:
        listed = read_raw_text(projects, encoding=encoding, delimiter=";", columns=_used_by_projects)
        listed = renamed(listed, PROJECT_SYNONYMS)
    if organizations is not None:
        raw = read_raw_text(organizations, encoding=encoding, delimiter=";", columns=_used_by_organizations)
        return _read_organizations(_organizations(raw), listed, said)
    if listed is None or not _lists(listed):
        raise LoadError(
            f"{path.name} holds no organization.csv. Files there: {first_few(_tables(path), 12) or 'none'}."
        )
    return _read_lists(listed, said)


def _lists(raw: RawTable) -> bool:
    return "participants" in raw.frame.columns


def _read_lists(raw: RawTable, said: str) -> Ecosystem:
    return read_lists(raw, _columns_of(_PROJECTS, raw.frame), source=said, known=_KNOWN_OF_PROJECTS)


def _organizations(raw: RawTable) -> RawTable:
    raw = renamed(raw, ORGANIZATION_SYNONYMS)
    raw.require(_NEEDED, "a column of organization.csv")
    return _mended(raw)


def _read_organizations(raw: RawTable, listed: RawTable | None, said: str) -> Ecosystem:
    frame = raw.frame
    attributes: list[Mapping[str, Any]] = []
    events = {}
    if listed is not None:
        attributes = [
            {
                "file": listed,
                "key": "id",
                "columns": _columns_of(_PROJECTS, listed.frame),
                "multiple": "first",
            }
        ]
    else:
        # the name of a project column in a table of participations, if it tells of the project at all
        events = _columns_of({**_PROJECTS, "acronym": "projectAcronym"}, frame)
    made = events_tables(
        raw,
        "projectID",
        "organisationID",
        _columns_of(_ACTORS, frame),
        events,
        _columns_of(_PARTICIPATIONS, frame),
        attributes=attributes,
        crosswalk="cordis",
    )
    report = file_report(raw, made.used, known=_KNOWN_OF_ORGANIZATIONS)
    if listed is not None:
        codes, ids = coded_ids(listed.frame["id"])
        named = np.append(ids.isin(made.tables.collaborations["collab_id"]), False)[codes]
        told = file_report(listed, int(named.sum()), known=_KNOWN_OF_PROJECTS)
        report = pd.concat([report, told], ignore_index=True)
    return Ecosystem.from_checked(made.tables, source=said, report=report)


def _tables(path: Path) -> dict[str, Path]:
    return {name: file for name, file in files_within(path).items() if name.lower().endswith(".csv")}


def _files(path: Path) -> tuple[Path | None, Path | None]:
    """Find the two files in a folder or an archive, whatever folder of it they are in."""
    present = _tables(path)
    found: list[Path | None] = []
    for endings in (ORGANIZATION_FILES, PROJECT_FILES):
        # "organization.csv" as it is named now, or "cordis-fp7organizations.csv" as it was
        names = [
            name
            for name in present
            if (base := name.rsplit("/", 1)[-1].lower()) == endings[0] or base.endswith(endings[1])
        ]
        # without a file of organisations there is nothing to read, which is what has to be said
        if len(names) > 1 and found != [None]:
            raise LoadError(
                f"{path.name} holds more than one {endings[0]}: {first_few(names)}. Read one programme at a time."
            )
        found.append(present[names[0]] if len(names) == 1 else None)
    return found[0], found[1]


def _columns_of(columns: Mapping[str, str], frame: pd.DataFrame) -> dict[str, str]:
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
        frame["country"] = frame["country"].replace(COUNTRIES)
    return RawTable(frame, raw.file, raw.rows, join_issues([raw.issues, *log.parts]), raw.notes)
