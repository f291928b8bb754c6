"""Hostile archives: bombs, links, names that lead out of the folder, and damage."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
from pathlib import Path
from typing import Any, Final

import cinet as ci
from cinet.ecosystem import Ecosystem
from fuzz.seeds import GOOD
from tests.hostile.case import Case, Loads, Refused, made

__all__ = ["CASES"]

_EVENTS: Final = GOOD["events"].decode()


def _archive(folder: Path, write: Any, member: str | None = "events.csv", name: str = "a.zip") -> Ecosystem:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive)
    path = folder / name if member is None else folder / name / member
    return ci.read_events(path, collaboration="project", actor="actor")


def _bomb(archive: zipfile.ZipFile) -> None:
    with archive.open("events.csv", "w", force_zip64=True) as out:
        for _ in range(80):
            out.write(b"\0" * 2**20)


def _link(archive: zipfile.ZipFile) -> None:
    item = zipfile.ZipInfo("events.csv")
    item.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(item, "/etc/passwd")


def _damaged(folder: Path) -> Ecosystem:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("events.csv", _EVENTS)
    (folder / "a.zip").write_bytes(held.getvalue().replace(b"p1,a,firm", b"p1,z,firm"))
    return ci.read_events(folder / "a.zip", collaboration="project", actor="actor")


def _gzip_bomb(folder: Path) -> Ecosystem:
    with gzip.open(folder / "events.csv.gz", "wb", compresslevel=9) as out:
        for _ in range(80):
            out.write(b"\0" * 2**20)
    return ci.read_events(folder / "events.csv.gz", collaboration="project", actor="actor")


def _cut_archive(folder: Path) -> Ecosystem:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("events.csv", _EVENTS)
    (folder / "a.zip").write_bytes(held.getvalue()[:-30])
    return ci.read_events(folder / "a.zip", collaboration="project", actor="actor")


def _slip(archive: zipfile.ZipFile) -> None:
    archive.writestr("../../escaped.csv", _EVENTS)


def _slipped(folder: Path) -> Ecosystem:
    inner = folder / "deep" / "er"
    inner.mkdir(parents=True)
    eco = _archive(inner, _slip, None)
    assert not list(folder.rglob("escaped.csv")), "nothing may be written"
    return eco


CASES: Final[list[Case]] = [
    made("archive: a member that leads out of the folder", _slipped, Loads(3)),
    made(
        "archive: a member with an absolute path",
        lambda folder: _archive(folder, lambda archive: archive.writestr("/etc/events.csv", _EVENTS), None),
        Loads(3),
    ),
    made(
        "archive: a member that is asked for out of the folder",
        lambda folder: _archive(
            folder, lambda archive: archive.writestr("events.csv", _EVENTS), "../../events.csv"
        ),
        Refused("has no member"),
    ),
    made("archive: a bomb", lambda folder: _archive(folder, _bomb), Refused("unpacks from")),
    made("archive: a gzip bomb", _gzip_bomb, Refused("unpacks from")),
    made(
        "archive: a link",
        lambda folder: _archive(folder, _link),
        Refused(", which was named as collaboration. Its columns", "UnknownName"),
    ),
    made(
        "archive: empty",
        lambda folder: _archive(folder, lambda archive: None, None),
        Refused("holds 0 files"),
    ),
    made(
        "archive: many members",
        lambda folder: _archive(
            folder, lambda archive: [archive.writestr(f"{n}.csv", "x") for n in range(1000)], None
        ),
        Refused("holds 1000 files"),
    ),
    made(
        "archive: a member that is not there",
        lambda folder: _archive(folder, lambda archive: archive.writestr("e.csv", _EVENTS)),
        Refused("has no member"),
    ),
    made(
        "archive: an archive in an archive",
        lambda folder: _archive(
            folder, lambda archive: archive.writestr("inner.zip", b"PK\x05\x06" + bytes(18)), None
        ),
        Refused("the header of a.zip (line 1) cannot be read"),
    ),
    made("archive: contents that do not fit the checksum", _damaged, Refused("damaged")),
    made(
        "archive: cut off",
        _cut_archive,
        Refused("a.zip is a zip archive that is damaged or cut off: fetch it again."),
    ),
]
