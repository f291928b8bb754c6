"""What RO-Crate 1.1 demands of ro-crate-metadata.json, written out."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

WORDS = {
    "@id", "@type", "about", "affiliation", "author", "conformsTo", "contentSize", "datePublished", "description",
    "encodingFormat", "hasPart", "instrument", "license", "mentions", "name", "object", "result", "sha256",
    "softwareRequirements", "softwareVersion", "url",
}  # fmt: skip
TYPES = {"CreativeWork", "Dataset", "File", "Person", "CreateAction", "SoftwareApplication"}
URI = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-F]{2})+")


def well_formed(crate: dict[str, Any], folder: Path) -> dict[str, dict[str, Any]]:
    """Hold a crate against the standard and return its entities by their ids."""
    assert set(crate) == {"@context", "@graph"}
    context = crate["@context"]
    assert context[0] == "https://w3id.org/ro/crate/1.1/context"
    # what 1.1 has no word for is defined beside it
    assert context[1] == {"sha256": "http://schema.org/sha256"}
    held = {entry["@id"]: entry for entry in crate["@graph"]}
    assert len(held) == len(crate["@graph"]), "an entity stands there twice"
    for id, entry in held.items():
        assert set(entry) <= WORDS, id
        assert entry["@type"] in TYPES, id
        assert URI.fullmatch(id), id
        for value in entry.values():
            _flat(value, held)
    about = held["ro-crate-metadata.json"]
    assert about["@type"] == "CreativeWork"
    assert about["about"] == {"@id": "./"}
    assert about["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root = held["./"]
    assert root["@type"] == "Dataset"
    assert root["name"].strip()
    assert root["description"].strip()
    assert datetime.date.fromisoformat(root["datePublished"]).isoformat() == root["datePublished"]
    assert held[root["license"]["@id"]]["name"]
    _files(held, folder)
    return held


def _flat(value: object, held: dict[str, Any]) -> None:
    """A value is text, or names another entity: nothing is nested."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            assert set(part) == {"@id"}
            known = part["@id"] in held or part["@id"].startswith("https://w3id.org/ro/crate/")
            assert known, f"{part['@id']} is described nowhere"
        else:
            assert isinstance(part, str)


def _files(held: dict[str, Any], folder: Path) -> None:
    """Every file of the crate is part of it, lies in the folder and is what is said of it."""
    files = {id for id, entry in held.items() if entry["@type"] == "File"}
    parts = [part["@id"] for part in held["./"]["hasPart"]]
    assert sorted(parts) == sorted(files)
    for id in files:
        assert not urlsplit(id).scheme, id
        assert not id.startswith(("/", "#", "..")), id
        content = (folder / os.fsdecode(unquote_to_bytes(id))).read_bytes()
        if "sha256" in held[id]:
            assert held[id]["sha256"] == hashlib.sha256(content).hexdigest()
            assert held[id]["contentSize"] == str(len(content))
