"""The data of a study: which reader, which files, which selection."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cinet.ecosystem import Ecosystem
from cinet.errors import StudyError, nearest
from cinet.loaders import cordis, events, examples, tables
from cinet.report.files import sha256
from cinet.report.study import Study

__all__ = ["load", "select"]

_READERS: Mapping[str, Callable[..., Ecosystem]] = {
    "events": events.read_events,
    "tables": tables.read_tables,
    "cordis": cordis.read_cordis,
    "example": examples.example,
}


def load(study: Study, folders: Mapping[str, str | Path]) -> tuple[Ecosystem, dict[str, str]]:
    """Read the data of a study and hash every file it was read from.

    Parameters
    ----------
    study : Study
        A checked study.
    folders : mapping
        Name of the data -> folder, as given on the command line.

    Returns
    -------
    tuple of Ecosystem and dict
        The ecosystem, and file name -> SHA-256.

    Raises
    ------
    StudyError
        The folder is not given or does not exist, or the reader has no such option.
    """
    data = study["data"]
    stray = [name for name in folders if name != data["name"]]
    if stray:
        raise StudyError(
            f"--data names {stray[0]!r}, the study's data is called {data['name']!r}: "
            f"write --data {data['name']}=<folder>."
        )
    reader = _READERS[data["reader"]]
    options = dict(data["options"])
    _check_options(data["reader"], reader, options)
    if data["reader"] == "example":
        return reader(**options), {}
    folder = _folder(study, folders)
    source = folder / data["file"] if data["file"] else folder
    if not source.exists():
        raise StudyError(
            f"{str(source)!r} does not exist. Give the folder of the data: --data {data['name']}=<folder>."
        )
    eco = reader(source, **options)
    used = [source, *(folder / extra["file"] for extra in options.get("attributes", ()))]
    return eco, {path.name: digest for each in used for path, digest in _hashes(each)}


def _check_options(name: str, reader: Callable[..., Ecosystem], options: Mapping[str, Any]) -> None:
    known = [key for key in inspect.signature(reader).parameters if key != "source"]
    for key in options:
        if key not in known:
            raise StudyError(
                f"[data.options] has the key {key!r}, which the reader {name!r} does not know."
                f"{nearest(key, known)} Known: {', '.join(known)}."
            )


def _folder(study: Study, folders: Mapping[str, str | Path]) -> Path:
    data = study["data"]
    given = folders.get(data["name"])
    if given is not None:
        return Path(given)
    if data["folder"]:
        return study.path.parent / str(data["folder"])
    raise StudyError(f"the study does not say where its data is: give --data {data['name']}=<folder>.")


def _hashes(source: Path) -> list[tuple[Path, str]]:
    files = sorted(path for path in source.iterdir() if path.is_file()) if source.is_dir() else [source]
    return [(path, sha256(path)) for path in files]


def select(eco: Ecosystem, chosen: Mapping[str, Any]) -> Ecosystem:
    """Apply the [select] section; an empty section selects everything."""
    given = dict(chosen)
    if "years" in given:
        given["years"] = tuple(given["years"])
    return eco.select(**given) if given else eco
