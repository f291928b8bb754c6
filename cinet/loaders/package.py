"""A folder of tables with a datapackage.json, as an ecosystem is written: read back as it was."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, first_few
from cinet.loaders.sources import read_raw
from cinet.tables.cells import unguarded, unguarded_text
from cinet.tables.check import check_tables
from cinet.tables.digest import digest
from cinet.tables.held import REPORT_COLUMNS
from cinet.tables.issues import ISSUE_COLUMNS, Origin, issue_rows, join_issues
from cinet.tables.raw import RawTable

__all__ = ["DESCRIPTOR", "is_package", "read_package", "report_table"]

#: The file that describes the others.
DESCRIPTOR: Final = "datapackage.json"
_NAMES: Final = ("actors", "collaborations", "participations")
_INTEGER: Final = re.compile(r"-?[0-9]{1,19}")
_LOGICAL: Final = {"true": True, "false": False}
_COUNTED: Final = frozenset({"row", "rows_read", "rows_used", "rows_in_issues"})


def is_package(folder: str | Path) -> bool:
    """Tell whether a folder holds an ecosystem with a descriptor of its own.

    Parameters
    ----------
    folder : path
        Any path.

    Returns
    -------
    bool
        False for a folder with a datapackage.json of another program.

    Examples
    --------
    >>> is_package("nowhere")
    False
    """
    try:
        return _MARK in json.loads(Path(folder, DESCRIPTOR).read_bytes())
    except (OSError, ValueError, TypeError, RecursionError):
        return False


_MARK: Final = "cinet"


def read_package(folder: str | Path) -> Ecosystem:
    """Read a folder that an ecosystem was written to: the same tables, types, issues and load report.

    Parameters
    ----------
    folder : path
        With a datapackage.json.

    Returns
    -------
    Ecosystem
        As it was written, with the steps that led there. A file that was changed since is read as it stands now, and
        stands in the issues; when it is one of the three tables, these are new data, of which no step is known.

    Raises
    ------
    LoadError
        The descriptor is damaged, or a file that it lists is absent.

    Examples
    --------
    >>> read_package("nowhere")
    Traceback (most recent call last):
    ...
    cinet.errors.LoadError: nowhere holds no datapackage.json of an ecosystem.
    """
    place = Path(folder)
    if not is_package(place):
        raise LoadError(f"{place} holds no {DESCRIPTOR} of an ecosystem.")
    package = json.loads(Path(place, DESCRIPTOR).read_bytes())
    try:
        listed = {str(item["name"]): item for item in package["resources"]}
        paths = {name: _safe(place, str(item["path"])) for name, item in listed.items()}
        fields = {
            name: [(str(field["name"]), str(field["type"])) for field in item["schema"]["fields"]]
            for name, item in listed.items()
        }
        hashes = {name: str(item["hash"]).removeprefix("sha256:") for name, item in listed.items()}
        told = _Told(**{name: package[_MARK].get(name) for name in ("sha", "source", "root", "selection")})
    except (KeyError, TypeError, AttributeError) as error:
        raise LoadError(f"{place / DESCRIPTOR} does not describe its tables: {error} is missing.") from error
    absent = [name for name in _NAMES if name not in listed]
    if absent:
        raise LoadError(f"{place / DESCRIPTOR} does not list the table {first_few(absent)}.")
    raws: dict[str, RawTable] = {}
    changed: list[pd.DataFrame] = []
    for name in [name for name in (*_NAMES, "issues", "report") if name in listed]:
        path = paths[name]
        if not path.is_file():
            raise LoadError(f"{place / DESCRIPTOR} lists {path.name!r}, and there is no such file.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != hashes[name]:
            changed.append(
                issue_rows(
                    1,
                    file=path.name,
                    reason=f"the file was changed since {DESCRIPTOR} was written",
                    action="doubted: read as it stands",
                )
            )
        raws[name] = _typed(read_raw(path), dict(fields[name]))
    return _ecosystem(raws, changed, told)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the descriptor says of the ecosystem as a whole."""

    sha: str | None
    source: str | None
    root: str | None
    selection: list[str] | None

    def __post_init__(self) -> None:
        texts = [self.sha, self.source, self.root, *(self.selection or [])]
        if not (
            all(isinstance(text, str | None) for text in texts) and isinstance(self.selection, list | None)
        ):
            raise TypeError("a text of the ecosystem")


def _safe(folder: Path, name: str) -> Path:
    """Return the path of a file in the folder itself; a descriptor cannot lead elsewhere."""
    if name != Path(name).name or name in ("", ".", "..") or "\\" in name:
        raise LoadError(f"{folder / DESCRIPTOR} names {name!r}, which is no file of its folder.")
    return folder / name


def _ecosystem(raws: dict[str, RawTable], changed: list[pd.DataFrame], told: _Told) -> Ecosystem:
    checked = check_tables(
        *(raws[name].frame for name in _NAMES),
        origins={name: Origin(raws[name].file, raws[name].rows) for name in _NAMES},
    )
    stored = [_stored(raws["issues"].frame, ISSUE_COLUMNS)] if "issues" in raws else []
    report = report_table(raws["report"].frame) if "report" in raws else None
    if digest([checked.actors, checked.collaborations, checked.participations]) == told.sha:
        # nothing was changed: what is doubtful about these tables was said when they were first read
        return Ecosystem.from_checked(
            replace(checked, issues=join_issues([*stored, *changed])),
            source=told.source,
            report=report,
            selection=told.selection or (),
            root=told.root,
            warn=False,
        )
    unread = [raw.issues for raw in raws.values()]
    issues = join_issues([*stored, *changed, *unread, checked.issues])
    return Ecosystem.from_checked(replace(checked, issues=issues), source=told.source, report=report)


def report_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a load report its columns and their types, as it is written and read back.

    Parameters
    ----------
    frame : DataFrame
        A load report.

    Returns
    -------
    DataFrame
        Columns ``REPORT_COLUMNS``: counts as whole numbers, everything else as text.

    Examples
    --------
    >>> report_table(pd.DataFrame({"file": ["a.csv"], "rows_read": ["3"]}))[["file", "rows_read"]]
        file  rows_read
    0  a.csv          3
    """
    made = _stored(frame, REPORT_COLUMNS)
    whole = [name for name in REPORT_COLUMNS if name in _COUNTED and made[name].notna().all()]
    return made.astype(dict.fromkeys(whole, "int64"))


def _stored(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return issues or a report that were written before in their own columns and types."""
    made: dict[str, pd.Series] = {}
    for name in columns:
        column = frame[name] if name in frame.columns else pd.Series(None, frame.index, dtype=object)
        if name in _COUNTED:
            numbers = pd.to_numeric(column, errors="coerce")
            made[name] = numbers.where((numbers % 1 == 0) & (numbers.abs() < 2**53)).astype("Int64")
        else:
            made[name] = column.astype("str")
            if name in ("action", "reason"):
                made[name] = made[name].fillna("")
    return pd.DataFrame(made, index=frame.index)


def _typed(raw: RawTable, kinds: dict[str, str]) -> RawTable:
    """Give text its guards back and numbers their kind; Parquet has kept both."""
    if raw.rows is None:
        return raw
    made = {}
    for name in raw.frame.columns:
        column = raw.frame[name]
        made[unguarded_text(name)] = _column(column, kinds.get(name, "string"))
    return replace(raw, frame=pd.DataFrame(made, index=raw.frame.index))


def _whole(text: str) -> int | None:
    """Return a whole number of 64 bits, or None."""
    if _INTEGER.fullmatch(text) is None:
        return None
    return int(text) if -(2**63) <= int(text) < 2**63 else None


def _column(column: pd.Series, kind: str) -> pd.Series:
    if kind == "number":
        numbers = pd.to_numeric(column, errors="coerce").astype("float64")
        return numbers if numbers.isna().equals(column.isna()) else column
    if kind == "integer":
        whole = [None if isinstance(text, float) else _whole(text) for text in column.tolist()]
        made = pd.Series(whole, index=column.index, dtype="Int64")
        return made if made.isna().equals(column.isna()) else column
    if kind == "boolean":
        values = column.map(_LOGICAL)
        return values.astype("boolean") if values.isna().equals(column.isna()) else column
    if kind in ("date", "datetime"):
        moments = pd.to_datetime(column, format="ISO8601", errors="coerce")
        if not moments.isna().equals(column.isna()):
            return column
        return moments.astype("datetime64[s]") if kind == "date" else moments.astype("datetime64[us]")
    return unguarded(column) if kind == "string" else column
