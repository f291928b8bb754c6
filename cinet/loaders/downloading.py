"""One request over HTTP, and a file downloaded with it: whatever fails is said in one sentence."""

from __future__ import annotations

import http.client
import json
import os
import sys
import urllib.error
import urllib.request
from contextlib import closing
from email.message import Message
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import urlsplit

from tqdm import tqdm

from cinet.errors import LoadError

__all__ = ["answer", "download", "read_note", "shown", "write_note"]

_TIMEOUT: Final = 30.0
_PIECE: Final = 2**20
#: No data set that is known here comes near it; a server that never stops must not fill the disk.
_MOST_BYTES: Final = 16 * 2**30


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follow a redirect from https to https, or to the same host without giving up https."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        same = old.hostname == new.hostname and old.scheme == "http"
        if not (same or old.scheme == new.scheme == "https"):
            raise LoadError(
                f"{shown(req.full_url)} redirects to {shown(newurl)}, which is not followed: a redirect must lead "
                "from https to https, or from http to the same host. Give the address itself with url=."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def shown(url: str) -> str:
    """Return an address without its query, which may hold a key.

    Parameters
    ----------
    url : str
        An address.

    Returns
    -------
    str

    Examples
    --------
    >>> shown("https://api.example.org/works?filter=a&api_key=secret")
    'https://api.example.org/works'
    """
    return url.partition("?")[0]


def answer(url: str, headers: dict[str, str] | None = None) -> Any:
    """Ask for an address and return the open answer; to be closed by the caller.

    Parameters
    ----------
    url : str
        An address of http or https.
    headers : dict, optional
        What else to ask for.

    Returns
    -------
    http.client.HTTPResponse
        Its status is one of success.

    Raises
    ------
    LoadError
        The address is none, nobody answers, or the answer is a refusal. The attribute ``code`` of its cause tells
        the status of a refusal.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise LoadError(f"{url!r} is not an address of http or https.")
    asked = {"User-Agent": "cinet (network analysis of innovation ecosystems)", **(headers or {})}
    opener = urllib.request.build_opener(_Redirects)
    try:
        return opener.open(urllib.request.Request(url, headers=asked), timeout=_TIMEOUT)
    except urllib.error.HTTPError as error:
        error.close()
        raise LoadError(f"{shown(url)} answered {error.code} {error.reason}.{_advice(error.code)}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, LoadError):
            raise
        why = getattr(error, "reason", None) or error
        raise LoadError(
            f"{shown(url)} could not be reached: {why}. Is there a network, and is the address right?"
        ) from error


def _advice(status: int) -> str:
    if status in (404, 410):
        return " The publisher may have moved it: give the new address with url=."
    if status in (401, 403):
        return " The publisher wants a key or refuses automatic downloads."
    return " Try again later." if status >= 429 else ""


def read_note(path: Path) -> dict[str, Any]:
    """Read a small JSON object that stands beside a file; one that is missing or damaged is empty.

    Parameters
    ----------
    path : Path
        The note.

    Returns
    -------
    dict
    """
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def write_note(path: Path, note: dict[str, Any]) -> None:
    """Write a small JSON object in one step.

    Parameters
    ----------
    path : Path
        The note.
    note : dict
        What it holds.
    """
    new = path.with_name(f"{path.name}.new")
    new.write_text(json.dumps(note, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(new, path)


def download(url: str, part: Path, *, label: str, progress: bool | None = None) -> None:
    """Download an address into a file; one that was broken off goes on where it stopped, if the server can.

    What stands in ``part`` is taken up only if the server says that the file is still the same (its ``ETag`` or its
    date), otherwise it begins anew.

    Parameters
    ----------
    url : str
        The address.
    part : Path
        The file; a note about the server's version stands beside it until the file is whole.
    label : str
        Name for the progress bar and for messages.
    progress : bool, optional
        Show a bar; only on a terminal unless given.

    Raises
    ------
    LoadError
        It could not be downloaded whole.
    """
    beside = part.with_name(f"{part.name}.json")
    note = read_note(beside)
    have = part.stat().st_size if part.is_file() else 0
    version = note.get("version")
    sound = have > 0 and isinstance(version, str) and note.get("url") == url
    response = _rest(url, have, str(version)) if sound else answer(url)
    with closing(response):
        start = have if _continues(response, have) else 0
        length = _length(response)
        whole = None if length is None else start + length
        write_note(beside, {"url": url, "version": _version(response.headers)})
        with part.open("ab" if start else "wb") as out:
            got = _copy(response, out, start=start, whole=whole, label=label, progress=progress)
    if whole is not None and got != whole:
        raise LoadError(
            f"{label}: {shown(url)} broke off after {got:,} of {whole:,} bytes. Fetch it again: it goes on where it "
            "stopped, if the server can do that."
        )
    beside.unlink()


def _rest(url: str, have: int, version: str) -> Any:
    """Ask for the rest of a file; where the server does not give it, for the whole."""
    try:
        response = answer(url, {"Range": f"bytes={have}-", "If-Range": version})
    except LoadError as error:
        # 416: the file is not longer than what is here, so that there is no rest
        if getattr(error.__cause__, "code", None) != 416:
            raise
        return answer(url)
    if response.status == 200 or _continues(response, have):
        return response
    response.close()
    return answer(url)


def _continues(response: Any, have: int) -> bool:
    """Whether an answer is the rest of the file, from where it is wanted."""
    return response.status == 206 and str(response.headers.get("Content-Range", "")).startswith(
        f"bytes {have}-"
    )


def _length(response: Any) -> int | None:
    given = response.headers.get("Content-Length", "")
    return int(given) if given.isascii() and given.isdigit() else None


def _version(headers: Message) -> str | None:
    """Return what names the version of a file for ``If-Range``; a weak ETag does not."""
    tag = headers.get("ETag")
    return tag if tag and not tag.startswith("W/") else headers.get("Last-Modified")


def _copy(
    response: Any, out: IO[bytes], *, start: int, whole: int | None, label: str, progress: bool | None
) -> int:
    visible = sys.stderr.isatty() if progress is None else progress
    got = start
    with tqdm(
        total=whole, initial=start, desc=label, unit="B", unit_scale=True, disable=not visible, leave=False
    ) as bar:
        while piece := _piece(response, label):
            out.write(piece)
            got += len(piece)
            bar.update(len(piece))
            if got > _MOST_BYTES:
                raise LoadError(f"{label} does not end: more than {_MOST_BYTES:,} bytes came.")
    return got


def _piece(response: Any, label: str) -> bytes:
    try:
        piece: bytes = response.read(_PIECE)
    except (OSError, http.client.HTTPException) as error:
        raise LoadError(
            f"{label} broke off: {error}. Fetch it again: it goes on where it stopped."
        ) from error
    return piece
