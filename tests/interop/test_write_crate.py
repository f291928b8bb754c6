"""A folder of results, described for an archive."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from cinet.errors import CinetError, SchemaError
from cinet.interop.crate import Input, Made, Software, crate_day, write_crate

from .crate_rules import well_formed

BY = "https://creativecommons.org/licenses/by/4.0/"


def entries(path: Path) -> dict[str, dict[str, Any]]:
    crate = json.loads(path.read_text(encoding="utf-8"))
    return well_formed(crate, path.parent)


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
    for author in ({"orcid": "0"}, {"name": "B", "age": "7"}, {"name": 7}, 7, " "):
        with pytest.raises(SchemaError, match="an author has a name"):
            write_crate(tmp_path, name="n", description="d", license=BY, authors=[author])
    with pytest.raises(SchemaError, match="is a list of authors, not the text 'B'"):
        write_crate(tmp_path, name="n", description="d", license=BY, authors="B")
    with pytest.raises(SchemaError, match="the author 'B', 'B' stands there more than once"):
        write_crate(tmp_path, name="n", description="d", license=BY, authors=["B", {"name": "B"}])
    for day in ("2026", "31.5.2026", "2026-02-30", "2026-W01-1", "20260531", ""):
        with pytest.raises(SchemaError, match="published is a date such as 2026-05-31"):
            crate_day(day)
    with pytest.raises(SchemaError, match="published is a date"):
        write_crate(tmp_path, name="n", description="d", license=BY, published="soon")
    assert [item.name for item in tmp_path.iterdir()] == ["a"]


def test_terms_of_use_and_odd_names(tmp_path: Path) -> None:
    (tmp_path / "a b:c?#.csv").write_text("x")
    name = os.fsdecode(b"\xff.csv")
    (tmp_path / name).write_text("y")
    held = entries(write_crate(tmp_path, name="n", description="d", license="Ask us."))
    assert held[held["./"]["license"]["@id"]] == {
        "@id": "#licence", "@type": "CreativeWork", "name": "Terms of use", "description": "Ask us.",
    }  # fmt: skip
    assert [part["@id"] for part in held["./"]["hasPart"]] == ["a%20b%3Ac%3F%23.csv", "%FF.csv"]
    assert held["%FF.csv"]["name"] == "\ufffd.csv"


def test_how_the_files_were_made(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text("[study]")
    (tmp_path / "table.csv").write_text("x")
    made = Made(
        recipe="study.toml",
        inputs={
            "b.zip": Input("b" * 64, "https://example.org/b.zip", "B, 2026", "CC0"),
            "a b.csv": Input("a" * 64),
        },
        software={
            "tool": Software("1.2", "BSD-3-Clause"),
            "numpy": Software("2.4", "BSD-3-Clause AND MIT"),
            "other": Software("3"),
        },
        captions={"table.csv": "What it shows."},
        to_come={"manifest.json": "What comes last."},
    )
    path = write_crate(tmp_path, name="n", description="d", license="L", published="2026-01-02", made=made)
    (tmp_path / "manifest.json").write_text("{}")
    held = entries(path)
    assert held["table.csv"]["description"] == "What it shows."
    assert "sha256" not in held["manifest.json"]
    run = held[held["./"]["mentions"][0]["@id"]]
    assert [held[one["@id"]]["name"] for one in run["object"]] == ["study.toml", "a b.csv", "b.zip"]
    assert [held[one["@id"]]["name"] for one in run["result"]] == ["table.csv", "manifest.json"]
    given = held["#input-b.zip"]
    assert (given["sha256"], given["url"], given["license"]) == ("b" * 64, "https://example.org/b.zip", "CC0")
    assert set(held["#input-a%20b.csv"]) == {"@id", "@type", "name", "sha256"}
    tool = held[run["instrument"]["@id"]]
    assert tool["softwareVersion"] == "1.2"
    assert held[tool["license"]["@id"]]["name"] == "BSD-3-Clause"
    needed = [held[one["@id"]] for one in tool["softwareRequirements"]]
    assert [one.get("license") for one in needed] == ["BSD-3-Clause AND MIT", None]
    # no clock is read: the same folder and words give the same bytes
    before = path.read_bytes()
    (tmp_path / "manifest.json").unlink()
    again = write_crate(tmp_path, name="n", description="d", license="L", published="2026-01-02", made=made)
    assert again.read_bytes() == before
