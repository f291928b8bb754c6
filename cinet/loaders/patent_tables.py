"""Tables of patents with one row per patent and its applicants in one cell, as Chinese databases export them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError, first_few
from cinet.loaders.excel import read_sheet
from cinet.loaders.file_report import unknown_columns
from cinet.loaders.foreign import demand_workbook
from cinet.loaders.paths import demand_file
from cinet.loaders.presets.chinese_patents import APPLICANT_TYPES, APPLICATION, KNOWN, PRESETS, TablePreset
from cinet.loaders.records import Records, assemble
from cinet.loaders.sources import read_raw_text
from cinet.loaders.synonyms import named_alike, needed, renamed, text_of
from cinet.tables.issues import IssueLog, Origin, join_issues
from cinet.tables.raw import RawTable

__all__ = ["read_patent_table"]

# the year comes first in all of them, so none can be read in two ways
_DATE: Final = r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?(?:[ T].*)?"
_HINT: Final = "Export the number of the application (申请号), its date (申请日) and the applicants (申请人)."


def read_patent_table(
    path: str | Path,
    *,
    preset: Literal["cnipa", "incopat", "patsnap"] | None = None,
    crosswalk: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Ecosystem:
    r"""Read a table of patents that was exported from CNIPA, incoPat or PatSnap.

    Collaborations are applications: number and country without the check digit, so that an application and the
    grant that follows it are one. Actors are applicants, by name: the exports give no ids. Address, region and city
    are those of the first applicant. Types are those the export gives; without them actors are of unknown type.

    Parameters
    ----------
    path : path
        A workbook, or delimited text in UTF-8 or GB18030.
    preset : {"cnipa", "incopat", "patsnap"}, optional
        Whose export it is; the one that knows most of the columns unless given.
    crosswalk : mapping, optional
        Word for the sort of an applicant -> actor type, where it is to differ.
    sheet, encoding, delimiter : str, optional
        How to read the file; found unless given.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Raises
    ------
    LoadError
        The table has no numbers of applications or no applicants.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> rows = ["申请号,申请日,申请人,地址", "CN201910000001.9,2019.01.02,甲大学;乙有限公司,某市"]
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.csv")
    ...     _ = file.write_text("\n".join(rows), encoding="utf-8")
    ...     eco = read_patent_table(file, preset="cnipa")
    >>> eco.participations["actor_id"].tolist(), eco.collaborations["collab_id"].tolist()
    (['乙有限公司', '甲大学'], ['CN201910000001'])
    """
    if preset is not None and preset not in PRESETS:
        raise SchemaError(f"preset={preset!r} is none of {first_few(PRESETS)}.")
    wanted = [PRESETS[preset]] if preset is not None else list(PRESETS.values())
    tests = [named_alike(choice.columns) for choice in wanted]
    file = Path(path)
    if file.suffix.lower() in (".xlsx", ".xlsm", ".xls") and demand_file(file):
        demand_workbook(file)
        # numbers may be links to the database
        raw = read_sheet(file, sheet, links=True)
    else:
        raw = read_raw_text(
            file,
            encoding=encoding,
            delimiter=delimiter,
            columns=lambda name: any(test(name) for test in tests),
        )
    given = [str(name) for name in raw.notes.get("columns", raw.frame.columns)]
    known = [sum(map(test, given)) for test in tests]
    chosen = wanted[int(np.argmax(known))]
    raw = renamed(raw, chosen.columns)
    needed(raw, ["application", "applicants"], chosen.columns, _HINT)
    return _assembled(raw, chosen, crosswalk or {})


def _assembled(raw: RawTable, chosen: TablePreset, crosswalk: Mapping[str, str]) -> Ecosystem:
    rows = np.asarray(raw.rows, dtype=np.int64)
    place = pd.DataFrame({"source_file": raw.file, "source_row": rows})
    log = IssueLog("collaborations", Origin(raw.file, rows))
    ids = _applications(text_of(raw, "application"), log)
    actors, at = _applicants(raw, chosen, log)
    where = place.take(at).reset_index(drop=True)
    patents = pd.DataFrame(
        {
            "collab_id": ids,
            "kind": text_of(raw, "kind"),
            "title": _unescaped(text_of(raw, "title")),
            "start": _dates(text_of(raw, "date")),
            "sector": text_of(raw, "ipc").str.extract(r"^\s*([A-H]\d{2}[A-Z])", expand=False),
            "ipc": text_of(raw, "ipc"),
            "application": text_of(raw, "application"),
            "publication": text_of(raw, "publication"),
        }
    ).dropna(axis="columns", how="all")
    if "collab_id" not in patents.columns:
        patents.insert(0, "collab_id", ids)
    lost = raw.issues.loc[raw.issues["row"].notna(), "row"].to_numpy(dtype=np.int64)
    taking = pd.DataFrame(
        {"collab_id": ids.take(at).array, "actor_id": actors["actor_id"], "role": "applicant"}
    )
    taking["order"] = actors.pop("order")
    listed = np.unique(at)
    records = Records(
        participations=pd.concat([taking, where], axis=1),
        actors=pd.concat([actors, where], axis=1),
        collaborations=pd.concat([patents, place], axis=1).take(listed).reset_index(drop=True),
        read=pd.DataFrame({"source_file": raw.file, "source_row": np.append(rows, lost)}),
        files=pd.DataFrame(
            {
                "file": [raw.file],
                "format": [f"patents, {chosen.name}"],
                "encoding": [raw.notes.get("encoding", "")],
                "unknown_columns": [unknown_columns(raw, {*chosen.columns, *KNOWN})],
            }
        ),
        issues=join_issues([raw.issues, *log.parts]),
    )
    words = {**APPLICANT_TYPES, **crosswalk}
    return assemble(records, source=f"{chosen.name}, {raw.file}", crosswalk=words)


def _unescaped(values: pd.Series) -> pd.Series:
    return values.map(unescape, na_action="ignore").astype("str")


def _applications(numbers: pd.Series, log: IssueLog) -> pd.Series:
    """Write numbers of applications in one way, and doubt those whose check digit does not fit."""
    plain = numbers.str.normalize("NFKC").str.replace(r"\s+", "", regex=True).str.upper()
    wrong = []
    made: list[str | None] = []
    for row, number in enumerate(plain.tolist()):
        match = APPLICATION.fullmatch(number) if isinstance(number, str) else None
        if match is None:
            made.append(number if isinstance(number, str) else None)
            continue
        digits, check = match.groups()
        if check is not None and check != _check_digit(digits):
            wrong.append(row)
        made.append(f"CN{digits}")
    lost = np.array(wrong, dtype=np.int64)
    log.add(
        lost,
        column="application",
        value=numbers.take(lost),
        reason="the check digit does not fit the number",
        action="doubted: kept",
    )
    return pd.Series(made, dtype="str")


def _check_digit(digits: str) -> str:
    """Weights from 2 to 9 over and over, modulo 11."""
    rest = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(digits)) % 11
    return "X" if rest == 10 else str(rest)


def _dates(values: pd.Series) -> pd.Series:
    """Write dates as ISO; others are left for the door to refuse."""
    parts = values.str.extract(f"^{_DATE}$")
    month, day = parts[1].str.zfill(2), parts[2].str.zfill(2)
    return (parts[0] + "-" + month + "-" + day).fillna(values)


def _applicants(
    raw: RawTable, chosen: TablePreset, log: IssueLog
) -> tuple[pd.DataFrame, npt.NDArray[np.int64]]:
    """Return one row per applicant of a patent, and the row of the patent."""
    marks = re.compile(f"[{re.escape(chosen.marks)}]")
    names = _listed(_unescaped(text_of(raw, "applicants")), marks)
    at = np.repeat(np.arange(len(names)), [len(parts) for parts in names]).astype(np.int64)
    order = np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(1, len(parts) + 1) for parts in names)])
    flat = [name for parts in names for name in parts]
    actors = pd.DataFrame({"actor_id": pd.Series(flat, dtype="str"), "name": pd.Series(flat, dtype="str")})
    actors["order"] = order
    if "applicant_types" in raw.frame.columns:
        types = _listed(text_of(raw, "applicant_types"), marks)
        # one word for all would be a guess: it may be that of the first applicant, or of all of them
        fits = [len(sorts) == len(parts) for sorts, parts in zip(types, names, strict=True)]
        sorts = [
            sort
            for place, parts in enumerate(names)
            for sort in (types[place] if fits[place] else [None] * len(parts))
        ]
        actors["type"] = pd.Series(sorts, dtype="str")
        actors["type_source"] = actors["type"].mask(actors["type"].notna(), "source code")
        unlike = np.array([row for row, fit in enumerate(fits) if not fit and types[row]], dtype=np.int64)
        log.add(
            unlike,
            column="applicant_types",
            value=text_of(raw, "applicant_types").take(unlike),
            reason="not as many sorts of applicants as applicants",
            action="set to missing",
        )
    for name, column in (("region", "region"), ("place", "city"), ("address", "address")):
        if column in raw.frame.columns:
            # a column that is empty throughout is not of text
            values = text_of(raw, column).take(at).reset_index(drop=True).astype("str")
            if column == "address":
                first = re.compile(f"(?:{marks.pattern}).*", re.DOTALL)
                values = values.str.replace(first, "", regex=True).str.strip()
            actors[name] = values.where(order == 1)
    return actors, at


def _listed(cells: pd.Series, marks: re.Pattern[str]) -> list[list[str]]:
    return [
        [part for word in marks.split(cell) if (part := word.strip())] if isinstance(cell, str) else []
        for cell in cells.tolist()
    ]
