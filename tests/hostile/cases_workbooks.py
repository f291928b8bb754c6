"""Workbooks and Parquet tables: broken, empty, or something else by that name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any, Final

import cinet as ci
from cinet.ecosystem import Ecosystem
from tests.hostile.case import Case, Loads, Refused, made
from tests.hostile.tables import HEAD, ONE

__all__ = ["CASES"]


def _workbook(folder: Path, *rows: list[Any]) -> Ecosystem:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "e.xlsx")
    return ci.read_events(folder / "e.xlsx", collaboration="project", actor="actor")


def _broken_workbook(folder: Path, data: bytes) -> Ecosystem:
    (folder / "e.xlsx").write_bytes(data)
    return ci.read_events(folder / "e.xlsx", collaboration="project", actor="actor")


def _zip(**members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return held.getvalue()


def _parquet(folder: Path, data: bytes) -> Ecosystem:
    (folder / "e.parquet").write_bytes(data)
    return ci.read_events(folder / "e.parquet", collaboration="project", actor="actor")


CASES: Final[list[Case]] = [
    made(
        "workbook: a formula without a value",
        lambda folder: _workbook(folder, ["project", "actor"], ["=A5", "a"], ["p", "b"]),
        Refused("e.xlsx[Sheet] holds formulas without saved values (first cells"),
    ),
    made(
        "workbook: an error cell",
        lambda folder: _workbook(folder, ["project", "actor"], ["p", "#REF!"], ["p", "b"]),
        Loads(1, "the id is missing or blank"),
    ),
    made(
        "workbook: empty",
        lambda folder: _workbook(folder),
        Refused("a header row with the column names was expected."),
    ),
    made(
        "workbook: a header named twice",
        lambda folder: _workbook(folder, ["project", "actor", "actor"], ["p", "a", "b"]),
        Refused("has more than one column named"),
    ),
    made(
        "workbook: text with another name",
        lambda folder: _broken_workbook(folder, (HEAD + ONE).encode()),
        Refused("is not an .xlsx workbook but text: give it a name that ends in .csv"),
    ),
    made(
        "workbook: an archive of something else",
        lambda folder: _broken_workbook(folder, _zip(a="b")),
        Refused("is not an .xlsx workbook but a zip archive of 'a'"),
    ),
    made(
        "workbook: an entity bomb",
        lambda folder: _broken_workbook(
            folder, _zip(**{"xl__workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
        ),
        Refused("cannot be read as an Excel workbook"),
    ),
    made(
        "workbook: empty file",
        lambda folder: _broken_workbook(folder, b""),
        Refused("is not an .xlsx workbook but empty"),
    ),
    made(
        "Parquet: text with another name",
        lambda folder: _parquet(folder, (HEAD + ONE).encode()),
        Refused("is not a Parquet table but text: give it a name that ends in .csv"),
    ),
    made(
        "Parquet: only its magic",
        lambda folder: _parquet(folder, b"PAR1PAR1"),
        Refused("cannot be read as a Parquet file"),
    ),
    made("Parquet: empty", lambda folder: _parquet(folder, b""), Refused("is not a Parquet table but empty")),
]
