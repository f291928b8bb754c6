"""Fetching what is not there, or leads elsewhere: refused in one sentence."""

from __future__ import annotations

import io
import re
import socket
import urllib.parse
from pathlib import Path

import pytest

from cinet.errors import LoadError, SchemaError, UnknownName
from cinet.loaders import downloading
from cinet.loaders.fetching import cache_folder, fetch
from tests.loaders.serving import DATA, Answer, Handler


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
