"""Fetching works of OpenAlex, page by page."""

from __future__ import annotations

import json
import urllib.parse
from pathlib import Path
from typing import Any

import pytest

from cinet.errors import CinetWarning, LoadError
from cinet.loaders import openalex_pages
from cinet.loaders.fetching import fetch
from tests.loaders.serving import Answer, Handler, answers, chunked, digest, note_of, unmeasured


def page(works: list[dict[str, Any]], following: str | None, count: int = 3) -> Answer:
    body = json.dumps({"meta": {"count": count, "next_cursor": following}, "results": works}).encode()
    return lambda handler: handler.give(body)


WORKS = [{"id": f"https://openalex.org/W{n}", "title": "数\ud83d" if n == 2 else "t"} for n in (1, 2, 3)]
PAGES = [page(WORKS[:2], "c2"), page(WORKS[2:], "c3"), page([], None)]


def asked_for(number: int) -> dict[str, list[str]]:
    return urllib.parse.parse_qs(urllib.parse.urlsplit(Handler.asked[number][0]).query)


def test_all_pages_of_a_query(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CINET_MAILTO", "me@uni.example")
    monkeypatch.setenv("OPENALEX_API_KEY", "secret")
    answers(*PAGES)
    path = fetch("openalex:publication_year:2020", cache=tmp_path, url=f"{server}/works", progress=True)
    assert [json.loads(line)["id"] for line in path.read_bytes().splitlines()] == [
        work["id"] for work in WORKS
    ]
    assert asked_for(0) == {
        "filter": ["publication_year:2020"],
        "per-page": ["100"],
        "cursor": ["*"],
        "mailto": ["me@uni.example"],
        "api_key": ["secret"],
    }
    assert [asked_for(n)["cursor"] for n in (1, 2)] == [["c2"], ["c3"]]
    note = note_of(path)
    assert (note["filter"], note["announced"], note["works"]) == ("publication_year:2020", 3, 3)
    assert "secret" not in json.dumps(note)
    assert fetch("openalex:publication_year:2020", cache=tmp_path, url=f"{server}/works") == path
    assert len(Handler.asked) == 3


def test_a_query_goes_on_at_its_page(server: str, tmp_path: Path) -> None:
    query = "openalex:type:article"
    answers(PAGES[0], lambda handler: handler.give(b"", status=404))
    with pytest.raises(LoadError, match="404"):
        fetch(query, cache=tmp_path, url=server)
    part = next(tmp_path.glob("*.part"))
    part.write_bytes(part.read_bytes() + b'{"half a line')
    answers(*PAGES[1:])
    path = fetch(query, cache=tmp_path, url=server)
    assert len(path.read_bytes().splitlines()) == 3
    assert asked_for(2)["cursor"] == ["c2"]


def test_a_query_without_its_beginning_starts_anew(server: str, tmp_path: Path) -> None:
    answers(PAGES[0], lambda handler: handler.give(b"", status=404))
    with pytest.raises(LoadError, match="404"):
        fetch("openalex:a:b", cache=tmp_path, url=server)
    next(tmp_path.glob("*.part")).unlink()
    answers(*PAGES)
    assert len(fetch("openalex:a:b", cache=tmp_path, url=server).read_bytes().splitlines()) == 3


def test_a_busy_service_is_asked_again(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openalex_pages, "_WAITS", (0.0, 0.0))
    answers(lambda handler: handler.give(b"", status=503), *PAGES)
    assert fetch("openalex:a:b", cache=tmp_path, url=server).is_file()
    answers(lambda handler: handler.give(b"", status=429))
    with pytest.raises(LoadError, match=r"429 .* OPENALEX_API_KEY"):
        fetch("openalex:a:c", cache=tmp_path, url=server)


def test_fewer_works_than_announced_are_told(server: str, tmp_path: Path) -> None:
    answers(page(WORKS[:1], "c2", 5), page([], None, 5))
    with pytest.warns(CinetWarning, match="announced 5 works and gave 1"):
        fetch("openalex:a:b", cache=tmp_path, url=server)


def test_the_checksum_of_a_query_is_enforced(server: str, tmp_path: Path) -> None:
    answers(*PAGES)
    with pytest.raises(LoadError, match=r"not 0{64} as asked for"):
        fetch("openalex:a:b", cache=tmp_path, url=server, sha256="0" * 64)
    assert list(tmp_path.iterdir()) == []
    answers(*PAGES)
    lines = b"".join(openalex_pages._line(work) for work in WORKS)
    assert fetch("openalex:a:b", cache=tmp_path, url=server, sha256=digest(lines)).read_bytes() == lines


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[]",
        b'{"results": []}',
        b'{"results": {}, "meta": {"count": 1}}',
        b'{"results": [], "meta": {"count": 1, "next_cursor": 5}}',
        b'{"results": [], "meta": {"count": null}}',
        b"[" * 100_000,
    ],
)
def test_no_page(server: str, tmp_path: Path, body: bytes) -> None:
    Handler.answer = staticmethod(lambda handler: handler.give(body))
    with pytest.raises(LoadError, match="no page of OpenAlex works"):
        fetch("openalex:a:b", cache=tmp_path, url=server)


def test_pages_in_a_circle(server: str, tmp_path: Path) -> None:
    Handler.answer = staticmethod(page(WORKS, "*"))
    with pytest.raises(LoadError, match="cannot be read to its end"):
        fetch("openalex:a:b", cache=tmp_path, url=server)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda handler: handler.give(b'{"results"', length=100), "broke off in the middle of a page"),
        (chunked, "broke off: "),
    ],
)
def test_a_page_breaks_off(server: str, tmp_path: Path, answer: Answer, said: str) -> None:
    Handler.answer = staticmethod(answer)
    with pytest.raises(LoadError, match=said):
        fetch("openalex:a:b", cache=tmp_path, url=server)


def test_a_page_without_a_length(server: str, tmp_path: Path) -> None:
    body = json.dumps({"meta": {"count": 0, "next_cursor": None}, "results": []}).encode()
    Handler.answer = staticmethod(lambda handler: unmeasured(handler, body))
    assert fetch("openalex:a:b", cache=tmp_path, url=server).read_bytes() == b""


def test_a_page_without_end(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openalex_pages, "_MOST_BYTES", 1000)
    with pytest.raises(LoadError, match="a page of more than 1,000 bytes"):
        fetch("openalex:a:b", cache=tmp_path, url=server)
