"""The works of a query of OpenAlex, page by page, one work per line; what was broken off goes on at its page."""

from __future__ import annotations

import http.client
import json
import os
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from tqdm import tqdm

from cinet.errors import LoadError
from cinet.loaders.downloading import answer, read_note, shown, write_note

__all__ = ["fetch_works"]

#: The most that the service gives in one page.
_PER_PAGE: Final = 100
_MOST_BYTES: Final = 64 * 2**20
#: Seconds before another try, where the service is busy.
_WAITS: Final = (1.0, 4.0, 16.0)
_BUSY: Final = (429, 500, 502, 503, 504)


def fetch_works(base: str, wanted: str, path: Path, *, progress: bool | None = None) -> dict[str, Any]:
    """Write the works of a filter to a file of JSON lines.

    Parameters
    ----------
    base : str
        Address of the list of works.
    wanted : str
        The filter.
    path : Path
        The file; beside it stand, until it is whole, its beginning and a note of the next page.
    progress : bool, optional
        Show a bar; only on a terminal unless given.

    Returns
    -------
    dict
        The filter, and how many works the service announced and gave.

    Raises
    ------
    LoadError
        A page could not be had, or is none.
    """
    part = path.with_name(f"{path.name}.part")
    beside = part.with_name(f"{part.name}.json")
    cursor: str | None
    cursor, works, size = _stopped(part, read_note(beside))
    announced = 0
    visible = sys.stderr.isatty() if progress is None else progress
    with (
        part.open("r+b" if size else "wb") as out,
        tqdm(initial=works, desc="openalex", unit=" works", disable=not visible, leave=False) as bar,
    ):
        out.truncate(size)
        out.seek(size)
        while cursor is not None:
            results, announced, following = _page(base, wanted, cursor)
            if following == cursor:
                raise LoadError(
                    f"{shown(base)} names the same page as the next one: it cannot be read to its end."
                )
            out.write(b"".join(_line(work) for work in results))
            out.flush()
            works += len(results)
            bar.total = announced
            bar.update(len(results))
            cursor = following if results else None
            write_note(beside, {"cursor": cursor or "", "works": works, "bytes": out.tell()})
    os.replace(part, path)
    beside.unlink()
    return {"filter": wanted, "announced": announced, "works": works}


def _line(work: object) -> bytes:
    """Return one work as one line; half of a surrogate pair stays escaped."""
    text = json.dumps(work, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", errors="backslashreplace") + b"\n"


def _stopped(part: Path, note: dict[str, Any]) -> tuple[str, int, int]:
    """Return the page to go on with, the works that are there, and the bytes that they take."""
    cursor, works, size = note.get("cursor"), note.get("works"), note.get("bytes")
    there = part.stat().st_size if part.is_file() else 0
    if (
        isinstance(cursor, str)
        and cursor
        and isinstance(works, int)
        and isinstance(size, int)
        and 0 < size <= there
    ):
        return cursor, works, size
    return "*", 0, 0


def _page(base: str, wanted: str, cursor: str) -> tuple[list[Any], int, str | None]:
    """Return the works of a page, how many the query has, and the next page."""
    asked = {"filter": wanted, "per-page": str(_PER_PAGE), "cursor": cursor}
    for name, variable in (("mailto", "CINET_MAILTO"), ("api_key", "OPENALEX_API_KEY")):
        if value := os.environ.get(variable):
            asked[name] = value
    data = _patient(f"{base}?{urlencode(asked, safe=':,|*', quote_via=quote)}")
    try:
        page = json.loads(data)
        results, meta = page["results"], page["meta"]
        announced, following = int(meta["count"]), meta.get("next_cursor")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise LoadError(
            f"{shown(base)} answered with something that is no page of OpenAlex works."
        ) from error
    if not isinstance(results, list) or not (following is None or isinstance(following, str)):
        raise LoadError(f"{shown(base)} answered with something that is no page of OpenAlex works.")
    return results, announced, following


def _patient(url: str) -> bytes:
    """Ask for a page; when the service is busy, ask again a little later."""
    waits = list(_WAITS)
    while True:
        try:
            return _asked(url)
        except LoadError as error:
            status = getattr(error.__cause__, "code", None)
            if status in _BUSY and waits:
                time.sleep(waits.pop(0))
            elif status in (401, 403, 429):
                raise LoadError(
                    f"{error} OpenAlex asks for a free key: set the environment variable OPENALEX_API_KEY. What came "
                    "so far is kept; the same call goes on there."
                ) from error
            else:
                raise


def _asked(url: str) -> bytes:
    with closing(answer(url)) as response:
        try:
            data: bytes = response.read(_MOST_BYTES + 1)
        except (OSError, http.client.HTTPException) as error:
            raise LoadError(
                f"{shown(url)} broke off: {error}. The same call goes on at this page."
            ) from error
        given = response.headers.get("Content-Length", "")
    if len(data) > _MOST_BYTES:
        raise LoadError(f"{shown(url)} gave a page of more than {_MOST_BYTES:,} bytes.")
    if given.isascii() and given.isdigit() and int(given) != len(data):
        raise LoadError(f"{shown(url)} broke off in the middle of a page. The same call goes on there.")
    return data
