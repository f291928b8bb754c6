"""Paths that lead to no file: to nothing, to folders, in circles, to pipes, and beyond what a system takes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import cinet as ci
from cinet.ecosystem import Ecosystem
from tests.hostile.case import Case, Refused, made
from tests.hostile.readers import FILES, read_path
from tests.hostile.tables import HEAD, ONE

__all__ = ["CASES"]


def _star(folder: Path) -> Ecosystem:
    (folder / "e1.csv").write_text(HEAD + ONE, encoding="utf-8")
    return ci.read_events(folder / "e*.csv", collaboration="project", actor="actor")


def _symlink(folder: Path) -> Ecosystem:
    os.symlink(folder / "nowhere.csv", folder / "e.csv")
    return ci.read_events(folder / "e.csv", collaboration="project", actor="actor")


def _circle(folder: Path) -> Ecosystem:
    os.symlink(folder / "e.csv", folder / "f.csv")
    os.symlink(folder / "f.csv", folder / "e.csv")
    return ci.read_events(folder / "e.csv", collaboration="project", actor="actor")


def _pipe(folder: Path, name: str) -> Path:
    os.mkfifo(folder / name)
    return folder / name


def _long(folder: Path, name: str) -> Path:
    return folder / f"{'a' * 5_000}{name}"


def _content(folder: Path, name: str) -> Path:
    # the content of a file, given in the place of its path
    return Path((HEAD + ONE) * 500)


def _zero(folder: Path, name: str) -> Path:
    return Path("/dev/zero")


def _nul(folder: Path, name: str) -> Path:
    return folder / f"a\0{name}"


def _link(folder: Path, name: str) -> Path:
    os.symlink(folder / "nowhere", folder / name)
    return folder / name


def _beneath(folder: Path, name: str) -> Path:
    (folder / "file").write_bytes(b"x")
    return folder / "file" / name


#: What is given for a path -> what is said of it.
_BAD: Final[dict[str, tuple[Callable[[Path, str], Path], str]]] = {
    "a pipe": (_pipe, "is a pipe or a device and no file"),
    "a device without end": (_zero, "is a pipe or a device and no file"),
    "a name of 5,000 characters": (_long, "characters, more than this system takes"),
    "the content for the path": (
        _content,
        "If it is what a file should hold, and no path, write it to a file",
    ),
    "a NUL in the name": (_nul, "there is no file"),
    "a link to nothing": (_link, "there is no file behind the link"),
    "a file for a folder": (_beneath, "there is no file"),
}
_FORMATS: Final = tuple(
    format for format in FILES if format not in ("cordis", "vosviewer", "pajek1", "ucinet2", "estudy")
)


def _bad(kind: str, format: str) -> Case:
    make, said = _BAD[kind]

    def run(folder: Path) -> Ecosystem:
        path = make(folder, FILES.get(format, "file"))
        return ci.read(path) if format == "read" else read_path(format, path)

    return made(f"{format}: {kind}", run, Refused(said))


def _by_name(kind: str, name: str) -> Case:
    make, said = _BAD[kind]
    if kind == "a link to nothing":
        said = "there is no file"

    def run(folder: Path) -> Ecosystem:
        return ci.read_events(make(folder, name), collaboration="project", actor="actor")

    return made(f"{name}: {kind}", run, Refused(said))


def _missing(format: str) -> Case:
    return made(
        f"{format}: a file that is missing",
        lambda folder: read_path(format, folder / FILES[format]),
        Refused("there is no file"),
    )


def _folder(format: str, said: str) -> Case:
    return made(
        f"{format}: an empty folder for a file", lambda folder: read_path(format, folder), Refused(said)
    )


_NO_FOLDER: Final = {
    "events": "is a folder: name the file to read",
    **dict.fromkeys(("wos", "scopus", "cnki", "estudy"), "holds no files to read"),
    **dict.fromkeys(
        ("openalex", "crossref", "datacite", "gharchive", "json"), "holds no file that ends with"
    ),
    "patentsview": "holds no table of assignees",
    "patstat": "PATSTAT without",
}

CASES: Final[list[Case]] = [
    # a table
    made(
        "a folder for a table",
        lambda folder: ci.read_events(folder, collaboration="a", actor="b"),
        Refused("is a folder"),
    ),
    made(
        "a file that is missing",
        lambda folder: ci.read_events(folder / "e.csv", collaboration="a", actor="b"),
        Refused("there is no file"),
    ),
    made("a path with a star", _star, Refused("there is no file")),
    made(
        "a path with a NUL",
        lambda folder: ci.read_events(f"{folder}/a\0b.csv", collaboration="a", actor="b"),
        Refused("there is no file"),
    ),
    made(
        "an empty path",
        lambda folder: ci.read_events("", collaboration="a", actor="b"),
        Refused("name the file to read."),
    ),
    made("a link to nothing", _symlink, Refused("there is no file")),
    made("links in a circle", _circle, Refused("there is no file")),
    made(
        "a number for a table",
        lambda folder: ci.read_events(5, collaboration="a", actor="b"),
        Refused("not from a int", "SchemaError"),
    ),
    # every format
    *(_missing(format) for format in FILES if format != "cordis"),
    *(
        _folder(format, _NO_FOLDER.get(format, "is a folder: name the file to read"))
        for format in FILES
        if format not in ("cordis", "vosviewer")
    ),
    # every format, and every kind of path
    *(_bad(kind, format) for kind in _BAD for format in ("read", *_FORMATS)),
    *(
        made(
            f"{name}: {kind}",
            lambda folder, read=read, make=make: read(make(folder, "file")),
            Refused(said if said.startswith(("is a pipe", "characters", "If it")) else "there is no"),
        )
        for kind, (make, said) in _BAD.items()
        for name, read in (("cordis", ci.read_cordis), ("tables", ci.read_tables))
    ),
    *(_by_name(kind, name) for kind in _BAD for name in ("e.xlsx", "e.parquet", "e.zip", "e.csv.gz")),
    *(
        made(f"{name}: an empty path", lambda folder, read=read: read(""), Refused("the path is empty"))
        for name, read in (
            ("read", ci.read),
            ("wos", ci.read_wos),
            ("cnki", ci.read_cnki),
            ("openalex", ci.read_openalex),
            ("pajek", ci.read_pajek),
            ("gephi", ci.read_gephi),
        )
    ),
]
