"""CORDIS before 2021: one row per project, its participants by name in one cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.loaders.file_report import unknown_columns
from cinet.loaders.presets.cordis import COUNTRIES
from cinet.loaders.records import Records, assemble
from cinet.loaders.synonyms import text_of
from cinet.tables.issues import issue_rows, join_issues
from cinet.tables.raw import RawTable

__all__ = ["read_lists"]

_MARK: Final = ";"


def read_lists(
    raw: RawTable, columns: Mapping[str, str], *, source: str, known: Collection[str]
) -> Ecosystem:
    """Make an ecosystem of projects that name their participants in one cell.

    Actors are names: this layout gives no ids and no types. Whether the list of countries follows the list of
    participants or names each country once cannot be told from one project; it is used only when the lists are
    equally long in the whole file and a country stands twice in one of them.

    Parameters
    ----------
    raw : RawTable
        One row per project, with ``id`` and ``participants``.
    columns : mapping
        Attributes of projects: canonical name -> column.
    source : str
        Where they come from.
    known : collection of str
        The columns the publisher is known to give.

    Returns
    -------
    Ecosystem
        With its issues and its load report.
    """
    raw.require(["id"], "the id of the project")
    place = pd.DataFrame({"source_file": raw.file, "source_row": raw.rows})
    ids = text_of(raw, "id")
    led = text_of(raw, "coordinator")
    leading = pd.DataFrame(
        {
            "place": np.arange(len(ids)),
            "actor_id": led,
            "country": text_of(raw, "coordinatorCountry"),
            "role": "coordinator",
        }
    )
    names, countries = _split(text_of(raw, "participants")), _split(text_of(raw, "participantCountries"))
    listed = names.explode()
    following = pd.DataFrame(
        {"place": listed.index.to_numpy(), "actor_id": listed.to_numpy(), "role": "participant"}
    )
    issues = [raw.issues]
    if _aligned(names, countries):
        following["country"] = countries.explode().to_numpy()
    elif (countries.str.len() > 0).any():
        issues.append(
            issue_rows(
                1,
                file=raw.file,
                table="actors",
                column="country",
                reason="the list of countries does not follow the list of participants",
                action="set to missing, except for coordinators",
            )
        )
    taking = pd.concat([leading, following], ignore_index=True).dropna(subset="actor_id")
    taking = taking.sort_values("place", kind="stable", ignore_index=True)
    at = taking["place"].to_numpy()
    where = place.take(at).reset_index(drop=True)
    actors = pd.DataFrame(
        {
            "actor_id": taking["actor_id"],
            "name": taking["actor_id"],
            "country": taking["country"].replace(COUNTRIES),
            "country_given": taking["country"],
        }
    )
    projects = pd.DataFrame(
        {"collab_id": ids, **{name: text_of(raw, column) for name, column in columns.items()}}
    )
    held = np.unique(at)
    records = Records(
        participations=pd.concat(
            [
                pd.DataFrame({"collab_id": ids.take(at).array, "role": taking["role"]}),
                actors["actor_id"],
                where,
            ],
            axis=1,
        ),
        actors=pd.concat([actors, where], axis=1),
        collaborations=pd.concat([projects, place], axis=1).take(held).reset_index(drop=True),
        read=_read(raw),
        files=pd.DataFrame(
            {
                "file": [raw.file],
                "format": ["CORDIS, participants in one cell"],
                "encoding": [raw.notes["encoding"]],
                "unknown_columns": [unknown_columns(raw, known)],
            }
        ),
        issues=join_issues(issues),
    )
    return assemble(records, source=source)


def _split(cells: pd.Series) -> pd.Series:
    """Cut every cell into the names it lists."""
    return cells.map(
        lambda cell: (
            [part for word in cell.split(_MARK) if (part := word.strip())] if isinstance(cell, str) else []
        )
    )


def _aligned(names: pd.Series, countries: pd.Series) -> bool:
    long, wide = names.str.len(), countries.str.len()
    again = countries.map(lambda listed: len(set(listed)) < len(listed))
    return bool((long == wide).all() and again.any())


def _read(raw: RawTable) -> pd.DataFrame:
    """Return where every record stands, whether it was a row or not."""
    lost = raw.issues.loc[raw.issues["row"].notna(), "row"].to_numpy(dtype=np.int64)
    rows = np.concatenate([raw.rows if raw.rows is not None else np.zeros(0, dtype=np.int64), lost])
    return pd.DataFrame({"source_file": raw.file, "source_row": np.sort(rows)})
