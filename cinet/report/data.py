"""The data of a study: which reader, which files, which selection."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cinet.ecosystem import Ecosystem
from cinet.errors import StudyError, nearest
from cinet.interop.crate import Input
from cinet.loaders import cordis, events, examples, tables
from cinet.loaders.downloading import read_note
from cinet.report.study import Study
from cinet.tables.atomic import sha256_of

__all__ = ["load", "select"]

_READERS: Mapping[str, Callable[..., Ecosystem]] = {
    "events": events.read_events,
    "tables": tables.read_tables,
    "cordis": cordis.read_cordis,
    "example": examples.example,
}


def load(study: Study, folders: Mapping[str, str | Path]) -> tuple[Ecosystem, dict[str, Input]]:
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
        The ecosystem, and file name -> SHA-256, and where its publisher has it: the address that ``fetch`` noted
        beside the file, or that of the study file.

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
        name = options.get("name", "")
        if name != "parks":
            raise StudyError(f"[data.options] names the example {name!r}; a study can be run on 'parks'.")
        return reader(name), _inputs(study, [examples.example_folder(name)])
    folder = _folder(study, folders)
    source = folder / data["file"] if data["file"] else folder
    if not source.exists():
        raise StudyError(
            f"{str(source)!r} does not exist. Give the folder of the data: --data {data['name']}=<folder>."
        )
    eco = reader(source, **options)
    used = [source, *(folder / extra["file"] for extra in options.get("attributes", ()))]
    return eco, _inputs(study, used)


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


def _inputs(study: Study, used: Sequence[Path]) -> dict[str, Input]:
    data = study["data"]
    files = [
        path
        for source in used
        for path in (
            sorted(item for item in source.iterdir() if item.is_file()) if source.is_dir() else [source]
        )
    ]
    made = {}
    for path in files:
        digest = sha256_of(path)
        note = read_note(path.with_name(f"{path.name}.json"))
        noted = str(note.get("url", "")) if note.get("sha256") == digest else ""
        address = noted if noted.startswith(("http://", "https://")) else data["address"]
        made[path.name] = Input(digest, address, data["source"], data["licence"])
    return made


def select(eco: Ecosystem, chosen: Mapping[str, Any]) -> Ecosystem:
    """Apply the [select] section; an empty section selects everything."""
    given = dict(chosen)
    if "years" in given:
        given["years"] = tuple(given["years"])
    return eco.select(**given) if given else eco
