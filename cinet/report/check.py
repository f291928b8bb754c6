"""What a source would become, as a text: the answer of ``cinet check``."""

from __future__ import annotations

import inspect
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError
from cinet.loaders import events, tables
from cinet.loaders.read import READERS, read
from cinet.loaders.sniff import sniff
from cinet.report.results import losses

__all__ = ["check"]


def check(
    source: str | Path,
    collaboration: str | None = None,
    actor: str | None = None,
    actor_type: str | None = None,
    crosswalk: str | None = None,
) -> str:
    """Read a source and say what it holds and what loading dropped, merged or doubted.

    Parameters
    ----------
    source : path
        A flat table when ``collaboration`` and ``actor`` are given; otherwise a file or folder of any source that
        tells by its content what it is.
    collaboration, actor, actor_type, crosswalk : str, optional
        Columns of a flat table, and how types are mapped.

    Returns
    -------
    str
        One line per file with what was read of it, and one per kind of issue, with the first example.

    Raises
    ------
    LoadError
        Only one of ``collaboration`` and ``actor`` is given, or they are needed and absent; or the source has no
        types for the crosswalk to map.
    """
    eco = _read(Path(source), collaboration, actor, actor_type, crosswalk)
    lines = [repr(eco), *(_file(row) for row in eco.report.to_dict("records"))]
    found = losses(eco.issues)
    if found.empty:
        return "\n".join([*lines, "Nothing was dropped, merged or doubted."])
    lines += [_line(row) for row in found.reset_index().to_dict("records")]
    return "\n".join(lines)


def _file(row: Mapping[Hashable, Any]) -> str:
    counts = f"{row['rows_read']:,} records read, {row['rows_used']:,} used, {row['rows_in_issues']:,} in the issues"
    strange = f"; columns that nobody knew: {row['unknown_columns']}" if row["unknown_columns"] else ""
    return f"{row['file']} ({row['format']}): {counts}{strange}"


def _line(row: Mapping[Hashable, Any]) -> str:
    first = [repr(row["first_value"])]
    if not pd.isna(row["first_file"]):
        first.append(str(row["first_file"]))
    if not pd.isna(row["first_row"]):
        first.append(f"row {row['first_row']:.0f}")
    where = ".".join(str(row[part]) for part in ("table", "column") if not pd.isna(row[part])) or "file"
    return f"{row['rows']:>9,}  {where}: {row['reason']}; {row['action']} (first: {', '.join(first)})"


def _read(
    source: Path, collaboration: str | None, actor: str | None, kind: str | None, crosswalk: str | None
) -> Ecosystem:
    if collaboration and actor:
        return events.read_events(
            source, collaboration=collaboration, actor=actor, type=kind, crosswalk=crosswalk
        )
    if collaboration or actor:
        raise LoadError(
            "a flat table needs both --collaboration and --actor: the columns that hold the two ids."
        )
    found = sniff(source)
    if found.format == "excel":
        return tables.read_tables(source, crosswalk=crosswalk)
    if found.format in ("table", "parquet"):
        raise LoadError(f"{source.name} is {found}: name its columns with --collaboration and --actor.")
    if crosswalk is None or found.format not in READERS:
        return read(source)
    if "crosswalk" not in inspect.signature(READERS[found.format]).parameters:
        raise LoadError(f"{source.name} is {found}, whose types need no crosswalk: leave out --crosswalk.")
    return read(source, crosswalk=crosswalk)
