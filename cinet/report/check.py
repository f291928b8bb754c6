"""What a source would become, as a text: the answer of ``cinet check``."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError
from cinet.loaders import cordis, events, tables
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
        A flat table when ``collaboration`` and ``actor`` are given; otherwise the three tables, or the
        publisher's CORDIS files.
    collaboration, actor, actor_type, crosswalk : str, optional
        Columns of a flat table, and how its types are mapped.

    Returns
    -------
    str
        One paragraph per kind of issue, with the first example.

    Raises
    ------
    LoadError
        Only one of ``collaboration`` and ``actor`` is given.
    """
    eco = _read(Path(source), collaboration, actor, actor_type, crosswalk)
    lines = [repr(eco)]
    found = losses(eco.issues)
    if found.empty:
        return "\n".join([*lines, "Nothing was dropped, merged or doubted."])
    lines += [_line(row) for row in found.reset_index().to_dict("records")]
    return "\n".join(lines)


def _line(row: Mapping[Hashable, Any]) -> str:
    first = [repr(row["first_value"])]
    if not pd.isna(row["first_file"]):
        first.append(str(row["first_file"]))
    if not pd.isna(row["first_row"]):
        first.append(f"row {row['first_row']:.0f}")
    where = f"{row['table']}.{row['column']}"
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
    if source.suffix == ".zip" or (source / "organization.csv").exists():
        return cordis.read_cordis(source)
    return tables.read_tables(source, crosswalk=crosswalk)
