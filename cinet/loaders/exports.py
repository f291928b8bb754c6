"""Exports of bibliographic databases: one file, an archive or a folder of them, and what else lies among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cinet.errors import LoadError, first_few
from cinet.loaders.decode import Text, decode, members, read_bytes
from cinet.loaders.foreign import foreign_bytes
from cinet.loaders.paths import given_path, is_file, is_folder
from cinet.loaders.publications import Gathering
from cinet.loaders.tagged import unified

__all__ = ["FOREIGN", "Export", "exports", "foreign_format", "parts_of"]

_PDF: Final = "a PDF file"
_ZIP: Final = "a zip archive or an Excel workbook"
_XLS: Final = "an old Excel workbook"

#: How files of other kinds begin, and what they are called.
FOREIGN: Final = (
    (r"%PDF-", _PDF),
    (r"PK\x03\x04", _ZIP),
    (r"ÐÏ\x11à", _XLS),
    (r"<(?:!doctype html|html)", "a web page"),
    (r"<\?xml", "XML"),
    (r"[{\[]\s*[\"{\]}]", "JSON"),
    (r"(?:[^@\n]*\n){0,20}\s*@\w+\s*\{", "BibTeX"),
    (r"TY  - ", "RIS"),
    (r"%0 ", "EndNote tagged text"),
    (r"PMID- ", "PubMed tagged text"),
    (r"FN |PT [A-Z]\n|PT\t", "Web of Science text"),
    (r"\{[^}\n]{1,40}\}\s*[:：]", "NoteExpress text of CNKI or Wanfang"),
    (r"DataType:", "E-Study text of CNKI"),
    (r"RT ", "RefWorks text"),
    (r"\"?Authors\"?,", "a CSV export of Scopus"),
    (r"\*vertices", "a Pajek network"),
)

_LOOKED_AT: Final = 5_000
_FOREIGN: Final = tuple((re.compile(pattern, re.IGNORECASE), name) for pattern, name in FOREIGN)


def foreign_format(text: str) -> str:
    """Say what a text looks like, for a refusal.

    Parameters
    ----------
    text : str
        Begin of a file.

    Returns
    -------
    str
        Such as ``"BibTeX"``; ``"nothing known"`` if it looks like none.

    Examples
    --------
    >>> foreign_format("TY  - JOUR")
    'RIS'
    """
    begin = text[:_LOOKED_AT].lstrip("\ufeff \r\n\t")
    return next((name for pattern, name in _FOREIGN if pattern.match(begin)), "nothing known")


def parts_of(path: str | Path) -> list[tuple[str, Path]]:
    """List the files behind a path: itself, the members of an archive, or what a folder holds.

    Parameters
    ----------
    path : path
        A file, a zip archive, a member of one, or a folder.

    Returns
    -------
    list of tuple
        Name of each file below the path, for messages and issues, and where it is; hidden files are left out.

    Raises
    ------
    LoadError
        There is nothing to read.

    Examples
    --------
    >>> [name for name, _ in parts_of("savedrecs.txt")]
    ['savedrecs.txt']
    """
    where = given_path(path)
    if is_folder(where):
        names = sorted(item.relative_to(where).as_posix() for item in where.rglob("*") if item.is_file())
    elif where.suffix.lower() == ".zip" and is_file(where):
        names = sorted(members(where))
    else:
        return [(where.name, where)]
    shown = [name for name in names if not any(part.startswith((".", "__")) for part in name.split("/"))]
    if not shown:
        raise LoadError(f"{where.name} holds no files to read. There: {first_few(names) or 'nothing'}.")
    # joined as text: an absolute name would replace the archive
    return [(name, Path(f"{where}/{name}")) for name in shown]


@dataclass(frozen=True, slots=True)
class Export:
    """One file of a source: its name, its text with plain line ends, its encoding, and which form it has."""

    name: str
    text: str
    encoding: str
    form: str


def exports(
    gathering: Gathering,
    path: str | Path,
    *,
    form_of: Callable[[str], str | None],
    source: str,
    advice: str,
    encoding: str | None,
) -> Iterator[Export]:
    """Yield the exports of one source behind a path; every other file there is an issue.

    Parameters
    ----------
    gathering : Gathering
        Where issues go.
    path : path
        A file, a zip archive, a member of one, or a folder.
    form_of : callable
        Says which form of the source a text has, None for another source.
    source, advice : str
        Name of the source, and how to export from it, for messages.
    encoding : str, optional
        Name of the encoding; found unless given.

    Yields
    ------
    Export
        File by file.

    Raises
    ------
    LoadError
        No file is an export of this source.
    """
    parts = parts_of(path)
    found = False
    for name, where in parts:
        try:
            data = read_bytes(where)
            looks = foreign_format(data[:_LOOKED_AT].decode("latin-1"))
            foreign = foreign_bytes(data)
            if foreign is not None and looks not in (_PDF, _ZIP, _XLS):
                looks = foreign.what
            text = Text("", "") if foreign is not None else decode(data, name=name, encoding=encoding)
            # the largest exports are read as one text: only one copy of it is kept
            del data
            plain = unified(text.text)
            form = form_of(plain)
            if form is None:
                looks = foreign_format(plain) if plain else looks
                raise LoadError(f"{name} is no export of {source}: it looks like {looks}. {advice}")
        except LoadError as error:
            if len(parts) == 1:
                raise
            gathering.issue(name, None, reason=str(error), action="the file was left alone")
            continue
        found = True
        if text.inferred:
            gathering.issue(
                name,
                None,
                value=text.encoding,
                reason="not UTF-8; the encoding was inferred from the bytes",
                action=f"doubted: read as {text.encoding}; name another with encoding=",
            )
        yield Export(name, plain, text.encoding, form)
    if not found:
        raise LoadError(f"{Path(path).name} holds no export of {source}. {advice}")
