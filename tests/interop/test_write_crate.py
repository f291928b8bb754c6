"""A folder of results, described for an archive."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from cinet.errors import CinetError, SchemaError
from cinet.interop.crate import write_crate

BY = "https://creativecommons.org/licenses/by/4.0/"


def entries(path: Path) -> dict[str, dict[str, Any]]:
    crate = json.loads(path.read_text(encoding="utf-8"))
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    made = {entry["@id"]: entry for entry in crate["@graph"]}
    assert len(made) == len(crate["@graph"])
    return made


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "图 1.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "table.csv").write_text("a\n1\n")
    (tmp_path / "odd.xyz").write_bytes(b"\0")
    (tmp_path / "link.csv").symlink_to(tmp_path / "table.csv")
    for item in ("figures/图 1.svg", "table.csv", "odd.xyz"):
        os.utime(tmp_path / item, (1_700_000_000, 1_700_000_000))
    authors = ["甲", {"name": "B", "orcid": "https://orcid.org/0000-0001", "affiliation": "U"}]
    path = write_crate(tmp_path, name="A study", description="Tables.", license=BY, authors=authors)
    assert path == tmp_path / "ro-crate-metadata.json"
    held = entries(path)
    root = held["./"]
    assert held["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert root["datePublished"] == "2023-11-14"
    parts = [part["@id"] for part in root["hasPart"]]
    assert parts == ["figures/%E5%9B%BE%201.svg", "odd.xyz", "table.csv"]
    table = held["table.csv"]
    assert table["encodingFormat"] == "text/csv"
    assert table["sha256"] == hashlib.sha256(b"a\n1\n").hexdigest()
    assert held["odd.xyz"]["encodingFormat"] == "application/octet-stream"
    people = [held[person["@id"]] for person in root["author"]]
    assert [person["name"] for person in people] == ["甲", "B"]
    assert people[1]["@id"] == "https://orcid.org/0000-0001"
    assert people[1]["affiliation"] == "U"
    assert held[root["license"]["@id"]]["@type"] == "CreativeWork"
    # written again, it does not describe itself
    again = write_crate(tmp_path, name="A study", description="Tables.", license=BY, published="2026-01-02")
    assert [part["@id"] for part in entries(again)["./"]["hasPart"]] == parts
    assert "author" not in entries(again)["./"]
    assert entries(again)["./"]["datePublished"] == "2026-01-02"


def test_what_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CinetError, match="no folder with files"):
        write_crate(tmp_path / "none", name="n", description="d", license=BY)
    with pytest.raises(CinetError, match="no folder with files"):
        write_crate(tmp_path, name="n", description="d", license=BY)
    (tmp_path / "a").write_text("x")
    with pytest.raises(SchemaError, match="needs a description"):
        write_crate(tmp_path, name="n", description=" ", license=BY)
    for author in ({"orcid": "0"}, {"name": "B", "age": "7"}):
        with pytest.raises(SchemaError, match="an author has a name"):
            write_crate(tmp_path, name="n", description="d", license=BY, authors=[author])
