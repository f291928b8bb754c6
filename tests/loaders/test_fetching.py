"""Fetching: against a server of our own that breaks off, redirects, lies and comes back."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import socket
import threading
import urllib.parse
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

import cinet as ci
from cinet.errors import CinetWarning, LoadError, SchemaError, UnknownName
from cinet.loaders import downloading, fetching, openalex_pages
from cinet.loaders.fetching import cache_folder, fetch
from cinet.loaders.presets.downloads import DOWNLOADS

DATA = os.urandom(4096) * 64
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as the test of the moment says, and remembers what was asked."""

    answer: ClassVar[Answer]
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        type(self).answer(self)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def give(self, body: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("CINET_CACHE", "CINET_MAILTO", "OPENALEX_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(downloading, "_TIMEOUT", 5.0)
    Handler.asked.clear()
    Handler.answer = staticmethod(lambda handler: handler.give(DATA))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def answers(*parts: Answer) -> None:
    """Answer one request after the other; the last answer stays."""
    left = list(parts)

    def answer(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    Handler.answer = staticmethod(answer)


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(
            "organization.csv",
            "projectID;organisationID;name;activityType;country;role\n1;11;A;HES;FI;coordinator\n1;12;B;PRC;FI;participant\n",
        )
        archive.writestr("project.csv", "id;acronym;startDate;endDate\n1;P;2020-01-01;2021-01-01\n")
    return held.getvalue()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def note_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))
    return found


# ---- downloaded, kept, found again


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


# ---- broken off, and taken up again


def half(handler: Handler) -> None:
    handler.give(DATA[:100_000], length=len(DATA), ETag='"v1"')


def rest(handler: Handler) -> None:
    first = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    handler.give(DATA[first:], status=206, Content_Range=f"bytes {first}-{len(DATA) - 1}/{len(DATA)}")


def test_a_truncated_body_is_told_and_resumed(server: str, tmp_path: Path) -> None:
    answers(half, rest)
    with pytest.raises(LoadError, match=r"broke off after 100,000 of 262,144 bytes\. Fetch it again"):
        fetch("a.bin", cache=tmp_path, url=server)
    assert fetch("a.bin", cache=tmp_path, url=server).read_bytes() == DATA
    assert Handler.asked[1][1]["If-Range"] == '"v1"'
    assert Handler.asked[1][1]["Range"] == "bytes=100000-"
    assert len(list(tmp_path.iterdir())) == 2


def not_the_rest(handler: Handler) -> None:
    handler.give(b"x" * 10, status=206, Content_Range=f"bytes 5-14/{len(DATA)}")


def no_range(handler: Handler) -> None:
    handler.give(b"", status=416)


@pytest.mark.parametrize(
    "second", [lambda handler: handler.give(DATA), not_the_rest, no_range], ids=["whole", "other part", "416"]
)
def test_where_the_server_has_no_rest_it_begins_anew(server: str, tmp_path: Path, second: Answer) -> None:
    answers(half, second, lambda handler: handler.give(DATA))
    with pytest.raises(LoadError, match="broke off"):
        fetch("a.bin", cache=tmp_path, url=server)
    assert fetch("a.bin", cache=tmp_path, url=server).read_bytes() == DATA


def test_an_error_while_resuming_is_told(server: str, tmp_path: Path) -> None:
    answers(half, lambda handler: handler.give(b"", status=503))
    with pytest.raises(LoadError, match="broke off"):
        fetch("a.bin", cache=tmp_path, url=server)
    with pytest.raises(LoadError, match=r"answered 503 .*Try again later"):
        fetch("a.bin", cache=tmp_path, url=server)


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"weak"'}])
def test_without_a_version_nothing_is_taken_up(server: str, tmp_path: Path, headers: dict[str, str]) -> None:
    answers(
        lambda handler: handler.give(DATA[:100], length=len(DATA), **headers),
        lambda handler: handler.give(DATA),
    )
    with pytest.raises(LoadError, match="broke off"):
        fetch("a.bin", cache=tmp_path, url=server)
    assert fetch("a.bin", cache=tmp_path, url=server).read_bytes() == DATA
    assert "Range" not in Handler.asked[1][1]


def test_the_date_serves_as_version(server: str, tmp_path: Path) -> None:
    day = "Wed, 01 Jan 2025 00:00:00 GMT"
    answers(lambda handler: handler.give(DATA[:100], length=len(DATA), Last_Modified=day), rest)
    with pytest.raises(LoadError, match="broke off"):
        fetch("a.bin", cache=tmp_path, url=server)
    assert fetch("a.bin", cache=tmp_path, url=server).read_bytes() == DATA
    assert Handler.asked[1][1]["If-Range"] == day


def chunked(handler: Handler) -> None:
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"5\r\nhello\r\nFF\r\nbroken")
    handler.close_connection = True


def test_broken_chunks_are_told(server: str, tmp_path: Path) -> None:
    Handler.answer = staticmethod(chunked)
    with pytest.raises(LoadError, match=r"a.bin broke off"):
        fetch("a.bin", cache=tmp_path, url=server)


def unmeasured(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(DATA)


def test_a_body_without_a_length_is_taken_as_it_comes(server: str, tmp_path: Path) -> None:
    Handler.answer = staticmethod(unmeasured)
    assert fetch("a.bin", cache=tmp_path, url=server).read_bytes() == DATA


def test_a_body_without_end_is_stopped(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "_MOST_BYTES", 1000)
    with pytest.raises(LoadError, match="does not end"):
        fetch("a.bin", cache=tmp_path, url=server)


def test_the_progress_is_shown_when_asked(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fetch("a.bin", cache=tmp_path, url=server)
    assert capsys.readouterr().err == ""
    fetch("b.bin", cache=tmp_path, url=server, progress=True)
    assert "b.bin" in capsys.readouterr().err


# ---- refusals


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "404 .* moved it: give the new address with url="),
        (403, "wants a key"),
        (400, r"400 Bad Request\.$"),
    ],
)
def test_a_refusal_is_one_sentence(server: str, tmp_path: Path, status: int, said: str) -> None:
    Handler.answer = staticmethod(lambda handler: handler.give(b"no", status=status))
    with pytest.raises(LoadError, match=said):
        fetch("a.bin", cache=tmp_path, url=f"{server}/a?secret=1")
    with pytest.raises(LoadError) as caught:
        fetch("a.bin", cache=tmp_path, url=f"{server}/a?secret=1")
    assert "secret" not in str(caught.value)


def test_nobody_there(server: str, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(LoadError, match=r"could not be reached: .*Is there a network"):
        fetch("a.bin", cache=tmp_path, url=f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x.example/a", "a.bin", "http://127.0.0.1:port/"]
)
def test_no_address(tmp_path: Path, url: str) -> None:
    with pytest.raises(LoadError, match=r"not an address of http or https|could not be reached"):
        fetch("a.bin", cache=tmp_path, url=url)


def redirect(target: str) -> Answer:
    def answer(handler: Handler) -> None:
        if handler.path == "/there":
            handler.give(DATA)
        else:
            handler.give(b"", status=302, Location=target)

    return answer


def test_a_redirect_to_the_same_host_is_followed(server: str, tmp_path: Path) -> None:
    Handler.answer = staticmethod(redirect("/there"))
    assert fetch("a.bin", cache=tmp_path, url=f"{server}/here").read_bytes() == DATA


def test_a_redirect_to_another_host_is_not(server: str, tmp_path: Path) -> None:
    Handler.answer = staticmethod(redirect(server.replace("127.0.0.1", "localhost") + "/there"))
    with pytest.raises(LoadError, match=r"redirects to http://localhost:[0-9]+/there, which is not followed"):
        fetch("a.bin", cache=tmp_path, url=f"{server}/here")


@pytest.mark.parametrize(
    ("old", "new", "followed"),
    [
        ("https://a.example/x", "https://b.example/y", True),
        ("https://a.example/x", "http://a.example/y", False),
        ("http://a.example/x", "https://a.example/y", True),
        ("http://a.example/x", "https://b.example/y", False),
    ],
)
def test_which_redirects_are_followed(old: str, new: str, followed: bool) -> None:
    import urllib.request

    def ask() -> urllib.request.Request | None:
        asked = urllib.request.Request(old)
        return downloading._Redirects().redirect_request(asked, io.BytesIO(), 302, "Found", {}, new)

    if followed:
        assert ask() is not None
    else:
        with pytest.raises(LoadError, match="which is not followed"):
            ask()


@pytest.mark.parametrize("target", ["file:///etc/passwd", "/here"])
def test_a_redirect_to_a_file_or_in_a_circle_is_refused(server: str, tmp_path: Path, target: str) -> None:
    Handler.answer = staticmethod(redirect(target))
    with pytest.raises(LoadError, match="answered 302"):
        fetch("a.bin", cache=tmp_path, url=f"{server}/here")


@pytest.mark.parametrize(
    ("name", "url", "said"),
    [
        ("cordis-h2021", None, "Did you mean 'cordis-h2020'"),
        ("openalex:", None, "needs a filter"),
        ("../a", "https://a.example/", "letters, digits"),
        (".hidden", "https://a.example/", "letters, digits"),
    ],
)
def test_unknown_names(tmp_path: Path, name: str, url: str | None, said: str) -> None:
    with pytest.raises(UnknownName, match=re.escape(said)):
        fetch(name, cache=tmp_path, url=url)


def test_no_checksum(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="64 hexadecimal digits"):
        fetch("cordis-h2020", cache=tmp_path, sha256="abc")


def test_the_folder_of_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    monkeypatch.setenv("CINET_CACHE", str(tmp_path / "kept"))
    assert cache_folder() == tmp_path / "kept"
    assert fetch("a.bin", url=server).parent == tmp_path / "kept"
    monkeypatch.delenv("CINET_CACHE")
    assert "cinet" in str(cache_folder())


def test_a_cache_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LoadError, match=r"cannot be kept in .* CINET_CACHE"):
        fetch("cordis-h2020", cache=tmp_path / "file")


# ---- OpenAlex, page by page


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


def test_a_page_without_a_length(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = json.dumps({"meta": {"count": 0, "next_cursor": None}, "results": []}).encode()
    monkeypatch.setitem(globals(), "DATA", body)
    Handler.answer = staticmethod(unmeasured)
    assert fetch("openalex:a:b", cache=tmp_path, url=server).read_bytes() == b""


def test_a_page_without_end(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openalex_pages, "_MOST_BYTES", 1000)
    with pytest.raises(LoadError, match="a page of more than 1,000 bytes"):
        fetch("openalex:a:b", cache=tmp_path, url=server)


def test_the_names_are_documented() -> None:
    for name in DOWNLOADS:
        assert name in (fetching.fetch.__doc__ or "")
