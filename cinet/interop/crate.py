"""RO-Crate: one JSON file that tells machines and archives what a folder of results holds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from cinet.errors import CinetError, SchemaError
from cinet.interop.atomic import replace_file, sha256_of

__all__ = ["CRATE", "write_crate"]

#: The file that describes the folder.
CRATE: Final = "ro-crate-metadata.json"

_CONTEXT: Final = "https://w3id.org/ro/crate/1.1/context"
_KINDS: Final[Mapping[str, str]] = {
    ".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".toml": "application/toml",
    ".json": "application/json", ".md": "text/markdown", ".svg": "image/svg+xml", ".graphml": "application/xml",
    ".gexf": "application/xml", ".html": "text/html", ".pdf": "application/pdf", ".png": "image/png",
    ".txt": "text/plain", ".zip": "application/zip",
}  # fmt: skip


def write_crate(
    folder: str | Path,
    *,
    name: str,
    description: str,
    license: str,
    authors: Sequence[str | Mapping[str, str]] = (),
    published: str | None = None,
) -> Path:
    """Describe a folder of results as an RO-Crate 1.1, so that an archive can take it in as it is.

    Parameters
    ----------
    folder : path
        Every file in it and below is listed with its size and sha256; links are not followed.
    name, description : str
        What the folder is.
    license : str
        Address of the licence of the results, such as ``"https://creativecommons.org/licenses/by/4.0/"``.
    authors : sequence of str or mapping
        Names, or ``{"name": ..., "orcid": ..., "affiliation": ...}``.
    published : str, optional
        Date as 2026-05-31; the day of the newest file unless given.

    Returns
    -------
    Path
        ``ro-crate-metadata.json`` in the folder.

    Raises
    ------
    CinetError
        There is no such folder, or nothing in it.
    SchemaError
        A name, a description or an author is blank.

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
    files = sorted(_files(place)) if place.is_dir() else []
    if not files:
        raise CinetError(f"{str(place)!r} is no folder with files that could be described.")
    if published is None:
        newest = max(path.stat().st_mtime for path in files)
        published = datetime.fromtimestamp(newest, tz=UTC).date().isoformat()
    people = [_person(author) for author in authors]
    listed = [_file(path, place) for path in files]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": name,
        "description": description,
        "datePublished": published,
        "license": {"@id": license},
        "hasPart": [{"@id": entry["@id"]} for entry in listed],
    }
    if people:
        root["author"] = [{"@id": person["@id"]} for person in people]
    about = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    graph = [about, root, *listed, {"@id": license, "@type": "CreativeWork", "name": license}, *people]
    text = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"
    replace_file(place / CRATE, text.encode("utf-8"))
    return place / CRATE


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


def _file(path: Path, folder: Path) -> dict[str, Any]:
    inside = path.relative_to(folder).as_posix()
    kind = _KINDS.get(path.suffix.lower(), "application/octet-stream")
    return {
        "@id": quote(inside),
        "@type": "File",
        "name": inside,
        "encodingFormat": kind,
        "contentSize": str(path.stat().st_size),
        "sha256": sha256_of(path),
    }


def _person(author: str | Mapping[str, str]) -> dict[str, str]:
    told = {"name": author} if isinstance(author, str) else dict(author)
    name = told.get("name", "").strip()
    strange = sorted(set(told) - {"name", "orcid", "affiliation"})
    if not name or strange:
        raise SchemaError(
            f"an author has a name, and possibly an orcid and an affiliation; {told!r} was given."
        )
    orcid = told.get("orcid", "").strip()
    id = f"https://orcid.org/{orcid.rpartition('/')[2]}" if orcid else f"#{quote(name)}"
    made = {"@id": id, "@type": "Person", "name": name}
    return {**made, "affiliation": told["affiliation"]} if told.get("affiliation") else made
