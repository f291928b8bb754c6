"""RO-Crate: one JSON file that tells machines and archives what a folder of results holds and how it was made."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from cinet.errors import CinetError, SchemaError, first_few
from cinet.tables.atomic import replace_file, sha256_of

__all__ = ["CRATE", "Input", "Made", "Software", "crate_day", "crate_people", "write_crate"]

#: The file that describes the folder.
CRATE: Final = "ro-crate-metadata.json"

# the context of 1.1 has no word for a checksum
_CONTEXT: Final = ("https://w3id.org/ro/crate/1.1/context", {"sha256": "http://schema.org/sha256"})
_KINDS: Final[Mapping[str, str]] = {
    ".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".toml": "application/toml",
    ".json": "application/json", ".md": "text/markdown", ".svg": "image/svg+xml", ".graphml": "application/xml",
    ".gexf": "application/xml", ".html": "text/html", ".pdf": "application/pdf", ".png": "image/png",
    ".txt": "text/plain", ".zip": "application/zip",
}  # fmt: skip
_ADDRESS: Final = re.compile(r"https?://\S+")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPDX: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")

_Entity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Input:
    """A file that results were made of: its checksum, and where its publisher has it, as far as that is known."""

    sha256: str
    address: str = ""
    source: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Software:
    """A program that results were made with: its version, and the SPDX expression of its licence, if known."""

    version: str
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """How the files of a folder were made.

    Parameters
    ----------
    recipe : str
        The file of the folder that says what was done.
    inputs : mapping
        Name of a file -> what it was; the files themselves are not in the folder.
    software : mapping
        Name -> program; the first one did it, by means of the others.
    captions : mapping
        File of the folder -> what it shows.
    to_come : mapping
        File that will be there, but is not yet -> what it holds.
    """

    recipe: str
    inputs: Mapping[str, Input]
    software: Mapping[str, Software]
    captions: Mapping[str, str] = field(default_factory=dict)
    to_come: Mapping[str, str] = field(default_factory=dict)


def write_crate(
    folder: str | Path,
    *,
    name: str,
    description: str,
    license: str,
    authors: Sequence[str | Mapping[str, str]] = (),
    published: str | None = None,
    made: Made | None = None,
) -> Path:
    """Describe a folder of results as an RO-Crate 1.1, so that an archive can take it in as it is.

    Parameters
    ----------
    folder : path
        Every file in it and below is listed with its size and sha256; links are not followed.
    name, description : str
        What the folder is.
    license : str
        Address of the licence of the results, such as ``"https://creativecommons.org/licenses/by/4.0/"``, or a
        sentence that says how they may be used.
    authors : sequence of str or mapping
        Names, or ``{"name": ..., "orcid": ..., "affiliation": ...}``.
    published : str, optional
        Date as 2026-05-31; the day of the newest file unless given.
    made : Made, optional
        How the files were made: recipe, inputs and software.

    Returns
    -------
    Path
        ``ro-crate-metadata.json`` in the folder; the same folder and arguments give the same bytes.

    Raises
    ------
    CinetError
        There is no such folder, or nothing in it.
    SchemaError
        A name, a description or an author is blank, or the date is none.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     _ = Path(place, "table.csv").write_text("a")
    ...     path = write_crate(place, name="A study", description="Its tables.", license="https://example.org/by")
    ...     [entry["@id"] for entry in json.loads(path.read_text())["@graph"]]
    ['ro-crate-metadata.json', './', 'table.csv', 'https://example.org/by']
    """
    place = Path(folder)
    for what, text in (("name", name), ("description", description), ("license", license)):
        if not text.strip():
            raise SchemaError(f"an RO-Crate needs a {what}; it is blank.")
    people = crate_people(authors)
    files = sorted(_files(place)) if place.is_dir() else []
    if not files:
        raise CinetError(f"{str(place)!r} is no folder with files that could be described.")
    if published is None:
        newest = max(path.stat().st_mtime for path in files)
        published = datetime.fromtimestamp(newest, tz=UTC).date().isoformat()
    listed = [_file(path, place) for path in files]
    terms = _terms(license)
    more = [] if made is None else _provenance(made, listed)
    root: _Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": name,
        "description": description,
        "datePublished": crate_day(published),
        "license": _of(terms),
        "hasPart": [_of(entry) for entry in listed],
    }
    if people:
        root["author"] = [_of(person) for person in people]
    if made is not None:
        root["mentions"] = [_of(entry) for entry in more if entry["@type"] == "CreateAction"]
    about = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    # a licence can be that of the results and of a program
    entities = {entry["@id"]: entry for entry in [about, root, *listed, terms, *people, *more]}
    crate = {"@context": list(_CONTEXT), "@graph": list(entities.values())}
    text = json.dumps(crate, ensure_ascii=False, indent=2) + "\n"
    replace_file(place / CRATE, text.encode("utf-8"))
    return place / CRATE


def crate_day(text: str) -> str:
    """Return a date as RO-Crate has it.

    Parameters
    ----------
    text : str
        Such as 2026-05-31.

    Returns
    -------
    str
        The same.

    Raises
    ------
    SchemaError
        It is another text, or no day of the calendar.

    Examples
    --------
    >>> crate_day("2026-05-31")
    '2026-05-31'
    """
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise SchemaError(f"published is a date such as 2026-05-31, not {text!r}.")


def crate_people(authors: Sequence[str | Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the authors as entities of an RO-Crate.

    Parameters
    ----------
    authors : sequence of str or mapping
        Names, or ``{"name": ..., "orcid": ..., "affiliation": ...}``.

    Returns
    -------
    list of dict
        In the order given.

    Raises
    ------
    SchemaError
        An author has no name or something unknown, or stands there twice.

    Examples
    --------
    >>> crate_people(["A. Author"])
    [{'@id': '#A.%20Author', '@type': 'Person', 'name': 'A. Author'}]
    """
    if isinstance(authors, str):
        raise SchemaError(f"authors is a list of authors, not the text {authors!r}.")
    people = [_person(author) for author in authors]
    ids = [person["@id"] for person in people]
    twice = [person["name"] for person in people if ids.count(person["@id"]) > 1]
    if twice:
        raise SchemaError(
            f"the author {first_few(twice)} stands there more than once; tell them apart by orcid."
        )
    return people


def _person(author: str | Mapping[str, str]) -> dict[str, str]:
    told = {"name": author} if isinstance(author, str) else author
    strange = not isinstance(told, Mapping) or set(told) - {"name", "orcid", "affiliation"}
    if (
        strange
        or not all(isinstance(part, str) for part in told.values())
        or not told.get("name", "").strip()
    ):
        raise SchemaError(
            f"an author has a name, and possibly an orcid and an affiliation; {author!r} was given."
        )
    name, orcid = told["name"].strip(), told.get("orcid", "").strip()
    id = f"https://orcid.org/{orcid.rpartition('/')[2]}" if orcid else f"#{quote(name)}"
    made = {"@id": id, "@type": "Person", "name": name}
    return {**made, "affiliation": told["affiliation"]} if told.get("affiliation") else made


def _of(entity: Mapping[str, Any]) -> dict[str, str]:
    return {"@id": entity["@id"]}


def _files(folder: Path) -> list[Path]:
    found: list[Path] = []
    waiting = [folder]
    while waiting:
        for item in waiting.pop().iterdir():
            if item.is_symlink():
                continue
            if item.is_dir():
                waiting.append(item)
            elif item.is_file() and item != folder / CRATE:
                found.append(item)
    return found


def _file(path: Path, folder: Path) -> _Entity:
    # the name of a file is bytes, which need not be text
    inside = os.fsencode(path.relative_to(folder).as_posix())
    return {
        "@id": quote(inside),
        "@type": "File",
        "name": inside.decode("utf-8", "replace"),
        "encodingFormat": _kind(path.suffix),
        "contentSize": str(path.stat().st_size),
        "sha256": sha256_of(path),
    }


def _kind(suffix: str) -> str:
    return _KINDS.get(suffix.lower(), "application/octet-stream")


def _terms(license: str) -> _Entity:
    """Return a licence as an entity: by its address, or as what it says."""
    if _ADDRESS.fullmatch(license):
        return {"@id": license, "@type": "CreativeWork", "name": license}
    return {"@id": "#licence", "@type": "CreativeWork", "name": "Terms of use", "description": license}


def _provenance(made: Made, listed: list[_Entity]) -> list[_Entity]:
    """Describe inputs, software and the run that led from the ones to the files; files to come are listed, too."""
    listed += [
        {"@id": quote(name), "@type": "File", "name": name, "encodingFormat": _kind(Path(name).suffix)}
        for name in made.to_come
    ]
    captions = {**made.captions, **made.to_come}
    for entry in listed:
        if entry["name"] in captions:
            entry["description"] = captions[entry["name"]]
    inputs = [_input(name, what) for name, what in sorted(made.inputs.items())]
    programs = [_program(name, what) for name, what in made.software.items()]
    licences = [
        {
            "@id": entry["license"]["@id"],
            "@type": "CreativeWork",
            "name": made.software[entry["name"]].licence,
        }
        for entry in programs
        if isinstance(entry.get("license"), dict)
    ]
    first, *others = programs
    first["softwareRequirements"] = [_of(program) for program in others]
    recipe = quote(made.recipe)
    run = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"{first['name']} {first['softwareVersion']} on {made.recipe}",
        "instrument": _of(first),
        "object": [{"@id": recipe}, *(_of(entry) for entry in inputs)],
        "result": [_of(entry) for entry in listed if entry["@id"] != recipe],
    }
    return [run, *inputs, *programs, *licences]


def _input(name: str, what: Input) -> _Entity:
    """Describe a file that is not in the folder: no file of the crate, but a work that it rests on."""
    entry = {"@id": f"#input-{quote(name)}", "@type": "CreativeWork", "name": name, "sha256": what.sha256}
    told = {"url": what.address, "description": what.source, "license": what.licence}
    return entry | {key: text for key, text in told.items() if text}


def _program(name: str, what: Software) -> _Entity:
    entry: _Entity = {
        "@id": f"#software-{quote(name)}",
        "@type": "SoftwareApplication",
        "name": name,
        "softwareVersion": what.version,
    }
    if _SPDX.fullmatch(what.licence):
        entry["license"] = {"@id": f"https://spdx.org/licenses/{what.licence}"}
    elif what.licence:
        entry["license"] = what.licence
    return entry
