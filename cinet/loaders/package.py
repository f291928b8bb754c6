"""A folder of tables with a datapackage.json, as an ecosystem is written: read back as it was."""

from __future__ import annotations

import hashlib
import json
import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, first_few
from cinet.loaders.sources import read_raw
from cinet.tables.cells import unguarded, unguarded_text
from cinet.tables.check import check_tables
from cinet.tables.digest import digest
from cinet.tables.held import Tables
from cinet.tables.issues import ISSUE_COLUMNS, Origin, issue_rows, join_issues
from cinet.tables.raw import RawTable

__all__ = ["is_package", "read_package"]

_DESCRIPTOR: Final = "datapackage.json"
_NAMES: Final = ("actors", "collaborations", "participations")
_INTEGER: Final = re.compile(r"-?[0-9]{1,19}")
_LOGICAL: Final = {"true": True, "false": False}


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
        return _MARK in json.loads(Path(folder, _DESCRIPTOR).read_bytes())
    except (OSError, ValueError, TypeError, RecursionError):
        return False


_MARK: Final = "cinet"


def read_package(folder: str | Path) -> Ecosystem:
    """Read a folder that an ecosystem was written to: the same tables, types and issues.

    Parameters
    ----------
    folder : path
        With a datapackage.json.

    Returns
    -------
    Ecosystem
        As it was written. A file that was changed since is read as it stands now, and stands in the issues.

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
        raise LoadError(f"{place} holds no {_DESCRIPTOR} of an ecosystem.")
    package = json.loads(Path(place, _DESCRIPTOR).read_bytes())
    try:
        listed = {str(item["name"]): item for item in package["resources"]}
        paths = {name: _safe(place, str(item["path"])) for name, item in listed.items()}
        fields = {
            name: [(str(field["name"]), str(field["type"])) for field in item["schema"]["fields"]]
            for name, item in listed.items()
        }
        hashes = {name: str(item["hash"]).removeprefix("sha256:") for name, item in listed.items()}
        sha, source = package[_MARK].get("sha"), package[_MARK].get("source")
    except (KeyError, TypeError, AttributeError) as error:
        raise LoadError(f"{place / _DESCRIPTOR} does not describe its tables: {error} is missing.") from error
    absent = [name for name in _NAMES if name not in listed]
    if absent:
        raise LoadError(f"{place / _DESCRIPTOR} does not list the table {first_few(absent)}.")
    raws: dict[str, RawTable] = {}
    told = [issue_rows(0, reason=None, action=None)]
    for name in [name for name in (*_NAMES, "issues") if name in listed]:
        path = paths[name]
        if not path.is_file():
            raise LoadError(f"{place / _DESCRIPTOR} lists {path.name!r}, and there is no such file.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != hashes[name]:
            told.append(
                issue_rows(
                    1,
                    file=path.name,
                    reason=f"the file was changed since {_DESCRIPTOR} was written",
                    action="doubted: read as it stands",
                )
            )
        raws[name] = _typed(read_raw(path), dict(fields[name]))
    return _ecosystem(raws, told, None if sha is None else str(sha), None if source is None else str(source))


def _safe(folder: Path, name: str) -> Path:
    """Return the path of a file in the folder itself; a descriptor cannot lead elsewhere."""
    if name != Path(name).name or name in ("", ".", "..") or "\\" in name:
        raise LoadError(f"{folder / _DESCRIPTOR} names {name!r}, which is no file of its folder.")
    return folder / name


def _ecosystem(
    raws: dict[str, RawTable], told: list[pd.DataFrame], sha: str | None, source: str | None
) -> Ecosystem:
    checked = check_tables(
        *(raws[name].frame for name in _NAMES),
        origins={name: Origin(raws[name].file, raws[name].rows) for name in _NAMES},
    )
    unread = [raw.issues for raw in raws.values()]
    stored = _stored(raws["issues"]) if "issues" in raws else told[0]
    same = digest([checked.actors, checked.collaborations, checked.participations]) == sha
    if same:
        # nothing was changed: what is doubtful about these tables was said when they were first read
        issues = join_issues([stored, *told])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Ecosystem.from_checked(_with(checked, issues), source=source)
    return Ecosystem.from_checked(
        _with(checked, join_issues([stored, *told, *unread, checked.issues])), source=source
    )


def _with(tables: Tables, issues: pd.DataFrame) -> Tables:
    return replace(tables, issues=issues)


def _stored(raw: RawTable) -> pd.DataFrame:
    """Return issues that were written before in the columns and types of issues."""
    frame = raw.frame.reindex(columns=list(ISSUE_COLUMNS))
    kinds: dict[str, Any] = {name: "Int64" if name == "row" else "str" for name in ISSUE_COLUMNS}
    frame["row"] = pd.to_numeric(frame["row"], errors="coerce")
    return frame.astype(kinds).fillna({"action": "", "reason": ""})


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
