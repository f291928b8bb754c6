"""PATSTAT, the patent database of the European Patent Office: tables, results of its search page, and REGPAT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, SchemaError, first_few, nearest
from cinet.loaders.collecting import rare_collections
from cinet.loaders.file_report import unknown_columns
from cinet.loaders.paths import is_file, is_folder, names_in
from cinet.loaders.presets import patstat as preset
from cinet.loaders.records import Records, assemble
from cinet.loaders.sources import read_raw
from cinet.loaders.synonyms import named_alike, needed, renamed, text_of
from cinet.tables.issues import issue_rows, join_issues
from cinet.tables.raw import RawTable

__all__ = ["read_patstat"]

_PLACE: Final = ["source_file", "source_row"]
_HINT: Final = (
    "Export tls201_appln, tls206_person and tls207_pers_appln, or one table with the columns of all three."
)
_UNKNOWN_YEAR: Final = "9999"


@rare_collections()
def read_patstat(
    tables: object,
    *,
    who: Literal["applicants", "inventors"] = "applicants",
    unit: Literal["docdb_family_id", "inpadoc_family_id", "appln_id"] = "docdb_family_id",
    person: Literal["psn_id", "han_id", "doc_std_name_id", "person_id"] = "psn_id",
    crosswalk: Mapping[str, str] | None = None,
    release: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Ecosystem:
    r"""Read patents and their applicants or inventors from PATSTAT or REGPAT.

    A collaboration is a family of patents unless ``unit`` says otherwise: one invention stands in many
    applications. It starts with its earliest filing. Actors are typed by ``psn_sector``; the value is kept as
    ``subtype``. Sectors changed between years and releases; an issue says so whenever they are used.

    Parameters
    ----------
    tables : path, frame or mapping
        A folder with ``tls201*``, ``tls206*`` and ``tls207*`` (in parts or whole), a mapping from ``tls201``,
        ``tls206`` and ``tls207`` to a file, a frame or a list of parts, or one file or frame with the columns of all.
    who : {"applicants", "inventors"}
        Who the actors are; rows that name the others are issues.
    unit : {"docdb_family_id", "inpadoc_family_id", "appln_id"}
        What a collaboration is.
    person : {"psn_id", "han_id", "doc_std_name_id", "person_id"}
        Which grouping of names is an actor.
    crosswalk : mapping, optional
        Value of ``psn_sector`` -> actor type, where it is to differ.
    release : str, optional
        Release of the database, for the record.
    encoding, delimiter : str, optional
        How to read text files; found unless given.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Raises
    ------
    LoadError
        A table or a column is absent.

    Examples
    --------
    >>> rows = pd.DataFrame(
    ...     {"docdb_family_id": ["7", "7"], "psn_id": ["1", "2"], "psn_name": ["A", "B"],
    ...      "psn_sector": ["COMPANY", "UNIVERSITY"], "earliest_filing_year": ["2010", "2010"]}
    ... )
    >>> read_patstat(rows).actors["type"].tolist()
    ['firm', 'university']
    """
    for name, value, allowed in (
        ("who", who, ("applicants", "inventors")), ("unit", unit, preset.UNITS), ("person", person, preset.NAMES),
    ):  # fmt: skip
        if value not in allowed:
            raise SchemaError(f"{name}={value!r} is none of {first_few(allowed)}.")
    given = _given(tables)
    stacks = {
        role: _Stack([_read(part, role, encoding, delimiter) for part in parts])
        for role, parts in given.items()
    }
    base = stacks.get("tls207", next(iter(stacks.values())))
    frame, gaps = base.frame, {}
    if "tls207" in stacks:
        for key in ("appln_id", "person_id"):
            for part in base.raws:
                needed(part, [key], preset.COLUMNS, _HINT)
        frame, gaps["tls201 does not hold this application"] = _joined(frame, stacks["tls201"], "appln_id")
        frame, gaps["tls206 does not hold this person"] = _joined(frame, stacks["tls206"], "person_id")
    given_names = [
        str(name) for stack in stacks.values() for part in stack.raws for name in part.notes["given"]
    ]
    raw = RawTable(
        frame,
        base.raws[0].file,
        notes={"columns": list(frame.columns), "given": list(dict.fromkeys(given_names))},
    )
    needed(raw, [unit], preset.COLUMNS, f"Name another unit=. {_HINT}")
    needed(raw, [person], preset.COLUMNS, f"Name another person=. {_HINT}")
    keep, issues = _kept(raw, who, unit, person, gaps)
    kept = RawTable(frame[keep].reset_index(drop=True), raw.file, notes=raw.notes)
    place = kept.frame[_PLACE]
    actors, doubts = _actors(kept, person)
    taking = pd.DataFrame(
        {"collab_id": text_of(kept, unit), "actor_id": actors["actor_id"], "role": who[:-1]}
    )
    if "share" in kept.frame.columns:
        taking["share"] = text_of(kept, "share").str.replace(r"^(\d*),(\d+)$", r"\1.\2", regex=True)
    collaborations, undated = _collaborations(kept, unit)
    every = [raw for stack in stacks.values() for raw in stack.raws]
    records = Records(
        participations=pd.concat([taking, place], axis=1),
        actors=pd.concat([actors, place], axis=1),
        collaborations=collaborations,
        read=base.records(),
        files=_files(every, base),
        issues=join_issues([*(raw.issues for raw in every), *issues, *doubts, undated]),
    )
    said = f"PATSTAT{'' if release is None else f', release {release}'}, {base.raws[0].file}"
    return assemble(records, source=said, crosswalk={**preset.SECTORS, **(crosswalk or {})})


def _given(tables: object) -> dict[str, list[object]]:
    """Return the parts of every table; one joined table has no name."""
    if isinstance(tables, Mapping):
        for role in tables:
            if role not in preset.TABLES:
                close = nearest(str(role), preset.TABLES)
                raise SchemaError(f"the tables name {role!r}.{close} Tables: {', '.join(preset.TABLES)}.")
        found = {role: _parts(tables[role]) for role in preset.TABLES if role in tables}
        present = list(tables)
    elif isinstance(tables, str | Path) and is_folder(tables):
        names = [name for name in names_in(Path(tables)) if is_file(Path(tables, name))]
        held = {role: [name for name in names if name.lower().startswith(role)] for role in preset.TABLES}
        found = {role: [Path(tables) / name for name in parts] for role, parts in held.items() if parts}
        present = names
    else:
        return {"table": [tables]}
    absent = [role for role in preset.TABLES if role not in found]
    if absent:
        raise LoadError(
            f"PATSTAT without {first_few(absent)}: there is {first_few(present, 12) or 'nothing'}. {_HINT}"
        )
    return found


def _parts(given: Any) -> list[object]:
    return list(given) if isinstance(given, Sequence) and not isinstance(given, str) else [given]


def _read(source: object, role: str, encoding: str | None, delimiter: str | None) -> RawTable:
    path = Path(source) if isinstance(source, str) else source
    raw = read_raw(path, encoding=encoding, delimiter=delimiter, columns=named_alike(preset.COLUMNS))
    rows = np.arange(1, len(raw.frame) + 1, dtype=np.int64) if raw.rows is None else raw.rows
    return renamed(RawTable(raw.frame, raw.file or role, rows, raw.issues, raw.notes), preset.COLUMNS)


class _Stack:
    """The parts of one table, one below the other."""

    def __init__(self, raws: list[RawTable]) -> None:
        self.raws = raws
        self.frame = pd.concat(
            [raw.frame.assign(source_file=raw.file, source_row=raw.rows) for raw in raws], ignore_index=True
        )

    def records(self) -> pd.DataFrame:
        """Return where every record stands, whether it was a row or not."""
        lost = pd.concat([raw.issues.loc[raw.issues["row"].notna(), ["file", "row"]] for raw in self.raws])
        told = lost.rename(columns={"file": "source_file", "row": "source_row"}).astype(
            {"source_row": "int64"}
        )
        return pd.concat([self.frame[_PLACE], told], ignore_index=True)


def _joined(frame: pd.DataFrame, other: _Stack, key: str) -> tuple[pd.DataFrame, npt.NDArray[np.bool_]]:
    """Add the columns of another table by its key, and say which rows it does not hold."""
    for raw in other.raws:
        needed(raw, [key], preset.COLUMNS, _HINT)
    ids = other.frame[key].astype("str").str.strip()
    table = other.frame.drop(columns=[key, *_PLACE]).assign(key=ids).drop_duplicates("key").set_index("key")
    table = table[[name for name in table.columns if name not in frame.columns]]
    places = table.index.get_indexer(pd.Index(frame[key].astype("str").str.strip()))
    added = (
        table.reset_index(drop=True).reindex(np.where(places < 0, len(table), places)).reset_index(drop=True)
    )
    return pd.concat([frame, added], axis=1), np.asarray(places < 0)


def _kept(
    raw: RawTable, who: str, unit: str, person: str, gaps: Mapping[str, npt.NDArray[np.bool_]]
) -> tuple[npt.NDArray[np.bool_], list[pd.DataFrame]]:
    """Say which rows count, and why the others do not: each for one reason."""
    frame = raw.frame
    open_rows = np.ones(len(frame), dtype=bool)
    issues = []
    reasons: dict[str, npt.NDArray[np.bool_]] = {}
    place = "applt_seq_nr" if who == "applicants" else "invt_seq_nr"
    if place in frame.columns:
        number = pd.to_numeric(text_of(raw, place), errors="coerce").fillna(0)
        other = "an inventor, not an applicant" if who == "applicants" else "an applicant, not an inventor"
        reasons[f"names {other}"] = np.asarray(number <= 0)
    reasons.update(gaps)
    for column in (unit, person):
        # number 0 stands for "none" in PATSTAT: it is not one large family
        reasons[f"{column} is missing or 0"] = np.asarray(text_of(raw, column).fillna("0").isin(["0", "0.0"]))
    for reason, hit in reasons.items():
        lost = np.flatnonzero(hit & open_rows)
        open_rows[lost] = False
        issues.append(
            issue_rows(
                len(lost),
                file=frame["source_file"].to_numpy(dtype=object)[lost],
                row=frame["source_row"].to_numpy(dtype=np.int64)[lost],
                table="participations",
                reason=reason,
                action="dropped",
            )
        )
    return open_rows, issues


def _actors(raw: RawTable, person: str) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    named = text_of(raw, preset.NAMES[person]).fillna(text_of(raw, "person_name"))
    actors = pd.DataFrame({"actor_id": text_of(raw, person), "name": named})
    for name, column in (("country", "country"), ("region", "region"), ("place", "city")):
        if column in raw.frame.columns:
            actors[name] = text_of(raw, column)
    if "psn_sector" not in raw.frame.columns:
        return actors, []
    sector = text_of(raw, "psn_sector").str.upper().str.replace(r"\s+", " ", regex=True)
    single = sector.isin(["COMPANY", "UNIVERSITY", "GOV NON-PROFIT", "HOSPITAL", "INDIVIDUAL", "UNKNOWN"])
    combined = sector.notna() & ~single & sector.isin(preset.SECTORS)
    actors["type"] = sector
    actors["subtype"] = sector
    actors["type_source"] = sector.where(sector.isna(), "source code")
    trust = np.where(combined, preset.COMBINED_CONFIDENCE, preset.SECTOR_CONFIDENCE)
    actors["type_confidence"] = pd.Series(trust).where(sector.notna())
    doubts = [
        issue_rows(
            1, file=raw.file, table="actors", column="psn_sector", reason=preset.TREND, action="doubted: kept"
        ),
        issue_rows(
            int(combined.any()),
            file=raw.file,
            table="actors",
            column="psn_sector",
            value=f"{int(combined.sum()):,} rows",
            reason="two sectors in one value",
            action=f"doubted: type confidence {preset.COMBINED_CONFIDENCE}",
        ),
    ]
    return actors, doubts


def _collaborations(raw: RawTable, unit: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return one row per collaboration, with its earliest filing."""
    made = pd.DataFrame({"collab_id": text_of(raw, unit), "kind": preset.UNITS[unit]})
    unknown = 0
    for name, column in (("start", "date"), ("year", "year")):
        values = text_of(raw, column)
        none = values.str.startswith(_UNKNOWN_YEAR).fillna(False)
        unknown = max(unknown, int(none.sum()))
        values = values.mask(none)
        made[name] = made["collab_id"].map(values.groupby(made["collab_id"]).min()).astype("str")
    # where the day is known the year follows from it
    made["year"] = made["year"].mask(made["start"].notna())
    if unit == "appln_id":
        for name, column in (("authority", "appln_auth"), ("appln_kind", "appln_kind")):
            if column in raw.frame.columns:
                made[name] = text_of(raw, column)
    undated = issue_rows(
        int(unknown > 0),
        file=raw.file,
        table="collaborations",
        column="start",
        value=f"{unknown:,} rows",
        reason=f"the year {_UNKNOWN_YEAR} stands for an unknown date",
        action="set to missing",
    )
    return pd.concat([made, raw.frame[_PLACE]], axis=1), undated


def _files(raws: list[RawTable], base: _Stack) -> pd.DataFrame:
    known = {*preset.COLUMNS, *preset.KNOWN, *(word for others in preset.COLUMNS.values() for word in others)}
    return pd.DataFrame(
        [
            {
                "file": raw.file,
                "format": "PATSTAT" if any(raw is part for part in base.raws) else "PATSTAT, looked up",
                "encoding": raw.notes.get("encoding", ""),
                "unknown_columns": unknown_columns(raw, known),
            }
            for raw in raws
        ]
    )
