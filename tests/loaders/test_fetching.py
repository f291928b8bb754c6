"""Fetching: downloaded once, kept, found again, and checked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import cinet as ci
from cinet.errors import CinetWarning, LoadError
from cinet.loaders import fetching
from cinet.loaders.fetching import fetch
from cinet.loaders.presets.downloads import DOWNLOADS
from tests.loaders.serving import DATA, Handler, digest, note_of


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(
            "organization.csv",
            "projectID;organisationID;name;activityType;country;role\n1;11;A;HES;FI;coordinator\n1;12;B;PRC;FI;participant\n",
        )
        archive.writestr("project.csv", "id;acronym;startDate;endDate\n1;P;2020-01-01;2021-01-01\n")
    return held.getvalue()


def test_a_file_is_downloaded_once_with_a_note(server: str, tmp_path: Path) -> None:
    path = fetch("a.bin", cache=tmp_path, url=f"{server}/a.bin?key=secret")
    assert path.read_bytes() == DATA
    assert note_of(path)["sha256"] == digest(DATA)
    assert "secret" not in path.with_name(f"{path.name}.json").read_text(encoding="utf-8")
    assert fetch("a.bin", cache=tmp_path, url=f"{server}/a.bin?key=secret") == path
    assert len(Handler.asked) == 1
    assert sorted(item.name for item in tmp_path.iterdir()) == [path.name, f"{path.name}.json"]


def test_cordis_is_fetched_and_read(server: str, tmp_path: Path) -> None:
    Handler.answer = staticmethod(lambda handler: handler.give(zipped()))
    path = fetch("cordis-h2020", cache=tmp_path, url=f"{server}/c.zip")
    assert path.name.endswith("-cordis-h2020projects-csv.zip")
    assert len(ci.read_cordis(path).participations) == 2


def test_a_page_for_people_is_no_archive(server: str, tmp_path: Path) -> None:
    Handler.answer = staticmethod(lambda handler: handler.give(b"<html>moved</html>"))
    with pytest.raises(LoadError, match=r"no zip archive.*data\.europa\.eu"):
        fetch("cordis-fp7", cache=tmp_path, url=f"{server}/c.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_file_put_into_the_cache_by_hand_is_taken(server: str, tmp_path: Path) -> None:
    (tmp_path / DOWNLOADS["cordis-h2020"].file).write_bytes(zipped())
    path = fetch("cordis-h2020", cache=tmp_path)
    assert note_of(path) == {"url": "found in the cache", "sha256": digest(zipped())}
    assert fetch("cordis-h2020", cache=tmp_path, sha256=digest(zipped()).upper()) == path
    assert Handler.asked == []


def test_a_damaged_file_in_the_cache_is_fetched_again(server: str, tmp_path: Path) -> None:
    path = fetch("a.bin", cache=tmp_path, url=server)
    path.write_bytes(b"damaged")
    assert fetch("a.bin", cache=tmp_path, url=server).read_bytes() == DATA


def test_a_renewed_file_is_told(server: str, tmp_path: Path) -> None:
    path = fetch("a.bin", cache=tmp_path, url=server)
    path.unlink()
    Handler.answer = staticmethod(lambda handler: handler.give(b"newer"))
    with pytest.warns(CinetWarning, match="the publisher renewed it"):
        assert fetch("a.bin", cache=tmp_path, url=server).read_bytes() == b"newer"
    assert note_of(path)["sha256"] == digest(b"newer")


@pytest.mark.parametrize("note", ["{", "[1]", "\udc80"])
def test_a_damaged_note_is_none(server: str, tmp_path: Path, note: str) -> None:
    path = fetch("a.bin", cache=tmp_path, url=server)
    beside = path.with_name(f"{path.name}.json")
    beside.write_bytes(note.encode("utf-8", errors="surrogateescape"))
    assert fetch("a.bin", cache=tmp_path, url=server) == path
    assert note_of(path)["sha256"] == digest(DATA)


def test_the_checksum_is_enforced(server: str, tmp_path: Path) -> None:
    assert fetch("a.bin", cache=tmp_path, url=server, sha256=digest(DATA)).is_file()
    with pytest.raises(LoadError, match=r"has the SHA-256 .* not 0{64} as asked for"):
        fetch("b.bin", cache=tmp_path, url=server, sha256="0" * 64)
    assert not any("b.bin" in item.name for item in tmp_path.iterdir())


def test_a_wrong_checksum_does_not_cost_what_was_there(server: str, tmp_path: Path) -> None:
    path = fetch("a.bin", cache=tmp_path, url=server)
    with pytest.raises(LoadError, match="not kept"):
        fetch("a.bin", cache=tmp_path, url=server, sha256="0" * 64)
    assert path.read_bytes() == DATA


def test_the_names_are_documented() -> None:
    for name in DOWNLOADS:
        assert name in (fetching.fetch.__doc__ or "")
