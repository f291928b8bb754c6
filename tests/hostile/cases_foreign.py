"""Files that are something else than their names say, under every way to read them: told by what they are."""

from __future__ import annotations

import bz2
import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import cinet as ci
from cinet.ecosystem import Ecosystem
from tests.hostile.case import Case, Refused, made
from tests.hostile.readers import FILES, READ
from tests.hostile.tables import HEAD, ONE

__all__ = ["CASES"]

_HTML: Final = "<html><body><table><tr><td>a</td></tr></table></body></html>"
_XHTML: Final = (
    '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/x.dtd">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml"><head/></html>'
)


def _zip(**members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return held.getvalue()


def _tar() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        item = tarfile.TarInfo("events.csv")
        item.size = len(HEAD + ONE)
        archive.addfile(item, io.BytesIO((HEAD + ONE).encode()))
    return held.getvalue()


#: What the file is -> its bytes, and how that is said.
_KINDS: Final = {
    "a page with a comment before it": (f"\r\n<!-- saved -->\n{_HTML}".encode(), "a web page"),
    "a page of XHTML": (_XHTML.encode(), "a web page"),
    "a page in UTF-16": (_HTML.encode("utf-16"), "a web page"),
    "a page in capitals": (_HTML.upper().encode(), "a web page"),
    "a workbook": (_zip(xl__workbook_dot_xml="<a/>"), "an Excel workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "a workbook of the old Excel (.xls)"),
    "a document of Word": (_zip(word__document_dot_xml="<a/>"), "a document of Word"),
    "an open document": (_zip(content_dot_xml="<a/>"), "a document of OpenOffice or LibreOffice"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "a PDF file"),
    "a document in RTF": (rb"{\rtf1\ansi a}", "a document in RTF"),
    "a photograph": (b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0\x01" * 50, "a picture (JPEG)"),
    "a drawing": (b"GIF89a" + bytes(50), "a picture (GIF)"),
    "an archive of pictures": (_zip(a_dot_png="x", b_dot_png="y"), "a zip archive of 'a.png', 'b.png'"),
    "an archive that is cut off": (_zip(a="x" * 500)[:200], "a zip archive that is damaged or cut off"),
    "a tar archive": (_tar(), "a tar archive"),
    "a bzip2 file": (bz2.compress(b"a,b"), "a file packed by bzip2"),
    "a 7z archive": (b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(30), "a 7z archive"),
    "a file gzipped twice": (gzip.compress(gzip.compress(b"a,b", mtime=0), mtime=0), "a gzip file"),
    "a Parquet table": (b"PAR1" + bytes(50) + b"PAR1", "a Parquet table"),
    "data of Stata 12": (b"\x73\x01\x01\x00" + bytes(200), "a data file of Stata"),
    "data of Stata 14": (b"<stata_dta><header><release>118</release>", "a data file of Stata"),
    "data of SPSS": (b"$FL2@(#) SPSS DATA FILE" + bytes(50), "a data file of SPSS"),
    "data of R": (gzip.compress(b"RDX3\nX\n\0\0\0\x03", mtime=0), "a data file of R"),
    "a database of SQLite": (b"SQLite format 3\0" + bytes(50), "a database of SQLite"),
    "a pickle": (b"\x80\x04\x95\x0b\0\0\0\0\0\0\0]q\0.", "a pickle of Python"),
    "a pointer of Git LFS": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "a pointer of Git LFS to the file",
    ),
    "a pointer of git-annex": (b"/annex/objects/MD5E-s5--00.csv\n", "a pointer of git-annex to the file"),
    "a link to a page": (b"[InternetShortcut]\r\nURL=https://a.example/\r\n", "a link to a page"),
    "a companion of macOS": (b"\0\x05\x16\x07\0\x02\0\0Mac OS X" + bytes(50), "a companion that macOS puts"),
    "an error of a store": (
        b'<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>',
        "the answer of a server that there was an error",
    ),
    "an error in words": (b"404: Not Found", "the answer of a server that there was an error"),
}  # fmt: skip

#: What is text, and no table.
_TEXTS: Final = {
    "BibTeX": ("@article{li2020,\n  title={A},\n  author={Li, N.},\n}\n", "a list of references in BibTeX"),
    "RIS": ("TY  - JOUR\nAU  - Li, N.\nER  - \n", "a list of references in RIS"),
    "EndNote": ("%0 Journal Article\n%A Li, N.\n", "a list of references in the format of EndNote"),
    "PubMed": ("PMID- 1\nAU  - Li N\n", "a list of references in the format of PubMed"),
    "an error of an API": (
        '{"error": "Invalid query parameters error.", "message": "x is not a valid field"}',
        "the answer of a service that there was an error: 'Invalid query parameters error.', 'x is not a valid",
    ),
    "an error of another API": (
        '{"errors": [{"status": "404", "title": "The resource is not there"}]}',
        "the answer of a service that there was an error: '404', 'The resource is not there'",
    ),
    "a failed request": (
        '{"status": "failed", "message-type": "validation-failure", "message": [{"message": "no such filter"}]}',
        "the answer of a service that there was an error: 'validation-failure', 'no such filter'",
    ),
}


def _named(name: str) -> Callable[[Path, bytes], Ecosystem]:
    def read(folder: Path, data: bytes) -> Ecosystem:
        (folder / name).write_bytes(data)
        return ci.read_events(folder / name, collaboration="project", actor="actor")

    return read


def _by_content(folder: Path, data: bytes) -> Ecosystem:
    (folder / "file.csv").write_bytes(data)
    return ci.read(folder / "file.csv")


def _nodes(folder: Path, data: bytes) -> Ecosystem:
    (folder / "edges.csv").write_bytes(b"Source,Target\na,b\n")
    (folder / "nodes.csv").write_bytes(data)
    return ci.read_gephi(folder / "edges.csv", folder / "nodes.csv")


def _sheet_of_patents(folder: Path, data: bytes) -> Ecosystem:
    (folder / "patents.xls").write_bytes(data)
    return ci.read_patent_table(folder / "patents.xls", preset="cnipa")


_READERS: Final[dict[str, Callable[[Path, bytes], Any]]] = {
    "read": _by_content,
    **{format: READ[format] for format in ("events", "pajek", "gexf", "gephi", "wos", "openalex", "json")},
}
_NAMES: Final = {
    "a workbook by name": (_named("e.xlsx"), "is not an .xlsx workbook but"),
    "a Parquet table by name": (_named("e.parquet"), "is not a Parquet table but"),
    "a workbook of patents by name": (_sheet_of_patents, "is not an .xlsx workbook but"),
}


def _case(name: str, read: Callable[[Path, bytes], Any], data: bytes, said: str, **error: str) -> Case:
    return made(name, lambda folder: read(folder, data), Refused(said, **error))


def _said(reader: str, kind: str, said: str) -> str:
    """What other sources call a zip archive or an old workbook."""
    if reader == "wos" and kind in ("a PDF", "an old workbook"):
        return {"a PDF": "a PDF file", "an old workbook": "an old Excel workbook"}[kind]
    if reader == "wos" and ("zip archive" in said or "workbook" in said or "document of" in said):
        return "a zip archive or an Excel workbook"
    if reader == "read":
        return {"a workbook": "give it a name that ends in .xlsx, then say what its columns are",
                "a Parquet table": "give it a name that ends in .parquet, then say what its columns are",
                "an archive of pictures": "2 files of no format that is known: 'a.png', 'b.png'",
                "an archive that is cut off": "cannot be read as a zip archive"}.get(kind, said)  # fmt: skip
    return said


CASES: Final[list[Case]] = [
    *(
        _case(f"{kind}: {reader}", read, data, _said(reader, kind, said))
        for kind, (data, said) in _KINDS.items()
        for reader, read in _READERS.items()
        # within an archive, JSON has a sentence of its own for a gzip file
        if kind != "a file gzipped twice" or reader not in ("openalex", "json")
    ),
    *(
        _case(f"{kind}: {name}", read, data, said)
        for kind, data, said in (
            ("a page", _HTML.encode(), "but a web page"),
            ("text", (HEAD + ONE).encode(), "but text"),
            ("nothing", b"", "but empty"),
            ("a PDF", b"%PDF-1.7\n", "but a PDF file"),
            ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "but a workbook of the old Excel"),
        )
        for name, (read, _) in _NAMES.items()
    ),
    *(
        _case(f"a picture: {name}", read, b"\x89PNG\r\n\x1a\n", f"{said} a picture (PNG)")
        for name, (read, said) in _NAMES.items()
    ),
    *(
        _case(f"{kind}: {reader}", _READERS[reader], text.encode(), said)
        for kind, (text, said) in _TEXTS.items()
        for reader in ("read", "events", "gephi")
    ),
    *(
        _case(f"{kind}: {reader}", READ[reader], _TEXTS[kind][0].encode(), _TEXTS[kind][1])
        for kind in ("an error of an API", "an error of another API", "a failed request")
        for reader in ("openalex", "crossref", "datacite", "gharchive", "json")
    ),
    *(_case(f"JSON: {name}", READ[name], b'[{"a": 1}]', "is JSON, and no table") for name in ("events", "gephi")),
    *(
        _case(f"{name} for a list of nodes", _nodes, data, said)
        for name, data, said in (
            ("a page", _HTML.encode(), "nodes.csv is a web page"),
            ("a workbook", _zip(xl__workbook_dot_xml="<a/>"), "nodes.csv is an Excel workbook"),
            ("a pointer of Git LFS", _KINDS["a pointer of Git LFS"][0], "nodes.csv is a pointer of Git LFS"),
        )
    ),
    *(
        _case(f"{kind}: read", _by_content, data, said)
        for kind, data, said in (
            ("an empty list of JSON", b"[]", "is JSON with nothing in it"),
            ("an empty object of JSON", b" {} \n", "is JSON with nothing in it"),
            ("nothing", b"", "it is empty"),
            ("only a header", HEAD.encode(), "say what its columns are"),
            ("an archive in an archive", _zip(a_dot_zip="PK\3\4 and more"), "an archive within an archive"),
            ("a member by an absolute name", _zip(__etc__hostname="x"), "is not in the archive"),
            ("many comments", b"<!---->" * 5_000, "text without a sign of any format"),
            ("many comments of Pajek", b"%a\n" * 20_000, "text without a sign of any format"),
        )
    ),
    *(
        _case(f"{FILES[format]} within an archive within a folder: {kind}", READ[format], data, said)
        for format, kind, data, said in (
            ("patentsview", "a page", _HTML.encode(), "a web page"),
            ("patstat", "a workbook", _zip(xl__workbook_dot_xml="<a/>"), "an Excel workbook"),
        )
    ),
]  # fmt: skip
