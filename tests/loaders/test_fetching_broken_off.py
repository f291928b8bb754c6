"""Fetching from a server that breaks off: told, and taken up again where it stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from cinet.errors import LoadError
from cinet.loaders import downloading
from cinet.loaders.fetching import fetch
from tests.loaders.serving import DATA, Answer, Handler, answers, chunked, unmeasured


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


def test_broken_chunks_are_told(server: str, tmp_path: Path) -> None:
    Handler.answer = staticmethod(chunked)
    with pytest.raises(LoadError, match=r"a.bin broke off"):
        fetch("a.bin", cache=tmp_path, url=server)


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
