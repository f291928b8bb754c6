"""Three tables as three files, as three sheets of a workbook, or named one by one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, SchemaError, UnknownName, first_few, nearest
from cinet.loaders.excel import sheet_names
from cinet.loaders.file_report import file_report
from cinet.loaders.package import is_package, read_package
from cinet.loaders.paths import demand_file, is_file, is_folder, names_in, shown
from cinet.loaders.sources import TABLE_SUFFIXES, read_raw
from cinet.tables.check import Remedy, check_tables
from cinet.tables.decimals import Decimal
from cinet.tables.held import Tables
from cinet.tables.issues import Origin, join_issues
from cinet.tables.raw import RawTable
from cinet.tables.schema import TABLES

__all__ = ["read_tables"]

_IDS: Final = ("actor_id", "collab_id")


def read_tables(
    source: str | Path | Mapping[str, Any],
    *,
    files: Mapping[str, str] | None = None,
    sheets: Mapping[str, str] | None = None,
    crosswalk: str | Mapping[str, str] | None = None,
    date_format: str | None = None,
    decimal: Decimal | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    on_dangling: Remedy = "drop",
    on_weight: Remedy = "drop",
) -> Ecosystem:
    """Read actors, collaborations and participations.

    Parameters
    ----------
    source : path or mapping
        A folder with a file for each table (``actors.csv``, ``.csv.gz``, ``.tsv``, ``.parquet``, ``.xlsx``), one
        workbook with a sheet for each, or a mapping from table to file or frame. A folder that ``eco.write`` made
        is read back as it was, unless other arguments are given.
    files : mapping, optional
        Table -> file name in the folder, when the names are others.
    sheets : mapping, optional
        Table -> sheet of the workbook, when the names are others.
    crosswalk : str or mapping, optional
        How the codes in ``type`` map to actor types.
    date_format : str, optional
        Format of dates given as text; unless given, the year first, as 2019-05-31 or 2019/5/31.
    decimal : {".", ","}, optional
        Decimal mark of numbers given as text; without it, either is read where there is one way to read it.
    encoding, delimiter : str, optional
        How to read text files; found unless given.
    on_dangling, on_weight : {"drop", "raise"}
        As for ``Ecosystem``.

    Returns
    -------
    Ecosystem
        With its issues.

    Raises
    ------
    LoadError
        A table is absent, or stands in several files.

    Examples
    --------
    >>> import pandas as pd
    >>> read_tables({
    ...     "actors": pd.DataFrame({"actor_id": ["a"], "type": ["firm"]}),
    ...     "collaborations": pd.DataFrame({"collab_id": ["p"], "year": [2020]}),
    ...     "participations": pd.DataFrame({"collab_id": ["p"], "actor_id": ["a"]}),
    ... })
    <Ecosystem 1 collaboration, 1 actor (firm 100 %), 2020-2020, sha ...>
    """
    told = (files, sheets, crosswalk, date_format, decimal, encoding, delimiter)
    if isinstance(source, str | Path) and is_package(source) and not any(told):
        return read_package(source)
    for argument, given in (("files", files), ("sheets", sheets)):
        _table_names(argument, given or {})
    where = _located(source, files or {}, sheets or {})
    raws = {
        name: read_raw(item, encoding=encoding, delimiter=delimiter, sheet=sheet, coded=_IDS.__contains__)
        for name, (item, sheet) in where.items()
    }
    checked = check_tables(
        raws["actors"].frame,
        raws["collaborations"].frame,
        raws["participations"].frame,
        origins={name: _origin(raw) for name, raw in raws.items()},
        scheme=crosswalk,
        date_format=date_format,
        decimal=decimal,
        on_dangling=on_dangling,
        on_weight=on_weight,
    )
    issues = join_issues([*(raw.issues for raw in raws.values()), checked.issues])
    tables = Tables(checked.actors, checked.collaborations, checked.participations, issues)
    named = [raw.file for raw in raws.values() if raw.file is not None]
    report = pd.concat(
        [file_report(raw, _used(raw, name, checked.issues)) for name, raw in raws.items()], ignore_index=True
    )
    return Ecosystem.from_checked(tables, source=", ".join(named) or None, report=report)


def _origin(raw: RawTable) -> Origin:
    """Return where the rows stand; those of a file without lines are counted from 1."""
    counted = raw.rows is None and raw.file is not None
    return Origin(raw.file, np.arange(1, len(raw.frame) + 1) if counted else raw.rows)


def _used(raw: RawTable, table: str, issues: pd.DataFrame) -> int:
    """Count the rows that were not dropped."""
    dropped = issues[(issues["table"] == table) & issues["action"].str.startswith("dropped")]
    return len(raw.frame) - dropped["row"].nunique()


def _table_names(argument: str, given: Mapping[str, Any]) -> None:
    for name in given:
        if name not in TABLES:
            raise UnknownName(
                f"{argument} names the table {name!r}.{nearest(str(name), TABLES)} Tables: {', '.join(TABLES)}."
            )


def _located(
    source: str | Path | Mapping[str, Any], files: Mapping[str, str], sheets: Mapping[str, str]
) -> dict[str, tuple[Any, str | None]]:
    """Return what to read for every table: a file or a frame, and a sheet of it."""
    if isinstance(source, Mapping):
        _table_names("the source", source)
        absent = [name for name in TABLES if name not in source]
        if absent:
            raise SchemaError(f"the source does not give {first_few(absent)}; it gives {first_few(source)}.")
        return {name: (source[name], None) for name in TABLES}
    path = Path(source)
    if is_folder(path):
        return {name: (path / (files.get(name) or _found(path, name)), None) for name in TABLES}
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        present = sheet_names(path)
        return {name: (path, sheets.get(name) or _sheet(path, present, name)) for name in TABLES}
    if demand_file(path):
        raise LoadError(
            f"{path.name} is one file: three tables are read from a folder, a workbook, or a mapping from table to "
            "file. A table with one row per participation is read with read_events."
        )
    raise LoadError(f"there is no folder or workbook {shown(path)}.")


def _found(folder: Path, name: str) -> str:
    present = [item for item in names_in(folder) if is_file(folder / item)]
    fitting = [item for item in present if item.lower() in {name + suffix for suffix in TABLE_SUFFIXES}]
    if not fitting:
        raise LoadError(
            f"{folder} holds no {name}.csv (or {', '.join(TABLE_SUFFIXES[1:])}).{nearest(f'{name}.csv', present)} "
            f"Files there: {first_few(present, 12) or 'none'}. Name it with files={{{name!r}: ...}}."
        )
    if len(fitting) > 1:
        raise LoadError(
            f"{folder} holds {first_few(fitting)}: say which is meant with files={{{name!r}: ...}}."
        )
    return fitting[0]


def _sheet(path: Path, present: list[str], name: str) -> str:
    fitting = [sheet for sheet in present if sheet.strip().lower() == name]
    if not fitting:
        raise LoadError(
            f"{path.name} has no sheet {name!r}.{nearest(name, present)} Sheets: {first_few(present, 12)}. "
            f"Name it with sheets={{{name!r}: ...}}."
        )
    return fitting[0]
