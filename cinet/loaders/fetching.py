"""Data sets from their publishers: downloaded once, checked, and kept with a note of where they come from."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pooch

from cinet.errors import CinetWarning, LoadError, SchemaError, UnknownName, nearest
from cinet.loaders.downloading import download, read_note, shown, write_note
from cinet.loaders.openalex_pages import fetch_works
from cinet.loaders.presets.downloads import DOWNLOADS, OPENALEX

__all__ = ["cache_folder", "fetch"]

_QUERY: Final = "openalex:"
_FILE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def fetch(
    name: str,
    *,
    cache: str | Path | None = None,
    url: str | None = None,
    sha256: str | None = None,
    progress: bool | None = None,
) -> Path:
    r"""Download a data set from its publisher, or find it in the cache.

    The publishers renew their files under the same address, so that no checksum can be known before. The first
    download notes its SHA-256 beside the file (``<file>.json``, with address and time); a file in the cache that
    does not fit its note is downloaded again, and a later download that differs is told by a warning.
    ``sha256=`` makes one content binding: give the one of your study, so that others get the same data or an error.

    Parameters
    ----------
    name : str
        ``"cordis-horizon"``, ``"cordis-h2020"``, ``"cordis-fp7"``: the projects of a framework programme, a zip
        archive for ``ci.read_cordis``. ``"openalex:<filter>"``: the works of a filter of OpenAlex, such as
        ``"openalex:publication_year:2020,institutions.ror:04bs1pb34"``, for ``ci.read_openalex``; OpenAlex asks for
        a free key, taken from the environment variable ``OPENALEX_API_KEY``, and for an e-mail address, from
        ``CINET_MAILTO``. With ``url``, any other name is the name of the file.
    cache : path, optional
        Folder to keep it in; by default that of the environment variable ``CINET_CACHE``, else the one that the
        platform has for caches.
    url : str, optional
        Another address, for example of a mirror, or because the publisher moved the file.
    sha256 : str, optional
        Checksum that the file must have.
    progress : bool, optional
        Show a progress bar; only on a terminal unless given.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    LoadError
        It could not be downloaded whole, or is not the file that was asked for.
    UnknownName
        No data set has this name.
    SchemaError
        ``sha256`` is no checksum.

    Examples
    --------
    A file that is in the cache is not downloaded again.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     held = Path(folder, "cordis-h2020projects-csv.zip")
    ...     with zipfile.ZipFile(held, "w") as archive:
    ...         archive.writestr("project.csv", "id;title\n")
    ...     fetch("cordis-h2020", cache=folder).name
    'cordis-h2020projects-csv.zip'
    """
    if sha256 is not None and not re.fullmatch(r"[0-9a-fA-F]{64}", sha256):
        raise SchemaError(f"sha256={sha256!r} is not a SHA-256 checksum: 64 hexadecimal digits.")
    address, file, zipped = _place(name, url)
    folder = cache_folder() if cache is None else Path(cache)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _kept(folder / file, address, name, zipped, sha256 and sha256.lower(), progress)
    except OSError as error:
        raise LoadError(
            f"{name} cannot be kept in {folder}: {error.strerror or error}. Choose another folder with cache= or "
            "the environment variable CINET_CACHE."
        ) from error


def cache_folder() -> Path:
    """Return the folder that downloads are kept in: ``CINET_CACHE``, else the platform's own.

    Returns
    -------
    Path

    Examples
    --------
    >>> cache_folder().is_absolute()
    True
    """
    return Path(os.environ.get("CINET_CACHE") or pooch.os_cache("cinet")).absolute()


def _place(name: str, url: str | None) -> tuple[str, str, bool]:
    """Return address and file name, and whether it is a zip archive; another address is another file."""
    if name.startswith(_QUERY):
        wanted = name.removeprefix(_QUERY).strip()
        if not wanted:
            raise UnknownName(
                "'openalex:' needs a filter, for example 'openalex:publication_year:2020,institutions.country_code:FI'."
            )
        return url or OPENALEX, f"openalex-{_short(f'{url or OPENALEX} {wanted}')}.jsonl", False
    if name in DOWNLOADS:
        known = DOWNLOADS[name]
        file = known.file if url is None else f"{_short(url)}-{known.file}"
        return url or known.url, file, True
    if url is None or not _FILE_NAME.fullmatch(name):
        raise UnknownName(
            f"no data set is called {name!r}.{nearest(name, DOWNLOADS)} Known: "
            + "; ".join(f"{known}, {what.holds}" for known, what in DOWNLOADS.items())
            + "; openalex:<filter>. With url=, a name is that of the file: letters, digits, '.', '-' and '_'."
        )
    return url, f"{_short(url)}-{name}", False


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _kept(
    path: Path, address: str, name: str, zipped: bool, sha256: str | None, progress: bool | None
) -> Path:
    """Return the file if it is the one that is wanted, else download it."""
    beside = path.with_name(f"{path.name}.json")
    note = read_note(beside)
    wanted = sha256 or note.get("sha256")
    if path.is_file():
        found = pooch.file_hash(str(path))
        if wanted is None or found == wanted:
            if not note:
                write_note(beside, {"url": "found in the cache", "sha256": found})
            return path
        if sha256 is None:
            path.unlink()  # damaged: what pooch finds it would take for good
    more: dict[str, Any] = {}
    if name.startswith(_QUERY):
        new = path.with_name(f"{path.name}.new")
        more = fetch_works(address, name.removeprefix(_QUERY).strip(), new, progress=progress)
        found = pooch.file_hash(str(new))
        if sha256 is not None and found != sha256:
            new.unlink()
            raise _differs(name, found, sha256)
        os.replace(new, path)
    else:
        found = _retrieved(address, path, sha256, _Getter(name, zipped, progress))
    fetched = datetime.now(UTC).isoformat(timespec="seconds")
    write_note(beside, {"url": shown(address), "sha256": found, "fetched": fetched, **more})
    if note.get("sha256") not in (None, found):
        warnings.warn(
            f"{name} is not what it was when it was fetched on {note.get('fetched', 'an earlier day')}: the publisher "
            f"renewed it (SHA-256 {found[:12]}… instead of {str(note['sha256'])[:12]}…). Give sha256= to hold on to "
            "one content.",
            CinetWarning,
            stacklevel=3,
        )
    if more and more["works"] != more["announced"]:
        warnings.warn(
            f"OpenAlex announced {more['announced']:,} works and gave {more['works']:,}: the index may have "
            "changed meanwhile.",
            CinetWarning,
            stacklevel=3,
        )
    return path


def _retrieved(address: str, path: Path, sha256: str | None, getter: _Getter) -> str:
    """Download a file by way of a temporary one, which takes its place once the checksum fits."""
    with _silent():
        try:
            pooch.retrieve(
                address,
                known_hash=None if sha256 is None else f"sha256:{sha256}",
                fname=path.name,
                path=path.parent,
                downloader=getter,
            )
        except LoadError:
            raise
        except ValueError as error:
            raise _differs(getter.name, getter.found, str(sha256)) from error
    return getter.found


def _differs(name: str, found: str, wanted: str) -> LoadError:
    return LoadError(
        f"{name} has the SHA-256 {found}, not {wanted} as asked for: the publisher renewed the file, or it is "
        "another one. It was not kept."
    )


class _Getter:
    """What pooch downloads with: our own download, which can go on where it stopped."""

    def __init__(self, name: str, zipped: bool, progress: bool | None) -> None:
        self.name, self.zipped, self.progress = name, zipped, progress
        self.found = ""

    def __call__(self, url: str, output_file: str, pooch_object: object) -> None:
        """Download to a file whose name stays the same from try to try, and hand it over whole."""
        place = Path(output_file).parent
        part = place / f"{_short(f'{url} {self.name}')}.part"
        download(url, part, label=self.name, progress=self.progress)
        if self.zipped and not zipfile.is_zipfile(part):
            part.unlink()
            raise LoadError(
                f"{self.name}: {shown(url)} answered with something that is no zip archive, perhaps a page for people. "
                f"Look for the address of the file at {DOWNLOADS[self.name].page} and give it with url=."
            )
        self.found = pooch.file_hash(str(part))
        os.replace(part, output_file)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep pooch from writing its log on the terminal."""
    logger = pooch.get_logger()
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
