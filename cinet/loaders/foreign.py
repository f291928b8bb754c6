"""Files that are something else than their names say: web pages, workbooks, pictures, pointers; told by their bytes."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from cinet.errors import LoadError, first_few
from cinet.loaders.error_answers import answer_of_an_error
from cinet.loaders.paths import shown

__all__ = [
    "Foreign",
    "demand_parquet", "demand_workbook", "foreign_bytes", "foreign_text",
    "office_document", "refusal",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a file is, and what to do about it."""

    what: str
    advice: str


_TABLE: Final = "save its table as .xlsx or CSV"
_UNPACK: Final = "unpack it, and read what it holds"
_PICTURE: Final = "export the data themselves; pictures are not read"
_DOCUMENT: Final = "export the data themselves, as a table or as text; documents are not read"

# how files begin that are no text; a text would hardly begin so
_MAGIC: Final = (
    (rb"%PDF-", Foreign("a PDF file", _DOCUMENT)),
    (
        rb"\xd0\xcf\x11\xe0",
        Foreign("a workbook of the old Excel (.xls), or a document of the old Word", f"open it and {_TABLE}"),
    ),
    (rb"\{\\rtf", Foreign("a document in RTF", _DOCUMENT)),
    (rb"\x89PNG\r\n\x1a\n", Foreign("a picture (PNG)", _PICTURE)),
    (rb"\xff\xd8\xff", Foreign("a picture (JPEG)", _PICTURE)),
    (rb"GIF8[79]a", Foreign("a picture (GIF)", _PICTURE)),
    (rb"(?:II\*\0|MM\0\*)", Foreign("a picture (TIFF)", _PICTURE)),
    (rb"RIFF....WEBP", Foreign("a picture (WebP)", _PICTURE)),
    (rb"\x1f\x8b", Foreign("a gzip file", _UNPACK)),
    (rb"BZh[1-9]1AY&SY", Foreign("a file packed by bzip2", _UNPACK)),
    (rb"\xfd7zXZ\0", Foreign("a file packed by xz", _UNPACK)),
    (rb"\x28\xb5\x2f\xfd", Foreign("a file packed by Zstandard", _UNPACK)),
    (rb"7z\xbc\xaf\x27\x1c", Foreign("a 7z archive", _UNPACK)),
    (rb"Rar!\x1a\x07", Foreign("a RAR archive", _UNPACK)),
    (rb".{257}ustar[\0 ]", Foreign("a tar archive", _UNPACK)),
    (
        rb"(?:[\x69\x6c-\x73][\x01\x02]\x01\0|<stata_dta>)",
        Foreign("a data file of Stata", "export it there as CSV (export delimited)"),
    ),
    (rb"\$FL[23]@\(#\)", Foreign("a data file of SPSS", "save it there as CSV")),
    (
        rb"\0{12}\xc2\xea\x81\x60",
        Foreign("a data file of SAS", "export it there as CSV (proc export)"),
    ),
    (
        rb"(?:RDX[23]\n|X\n\0\0\0[\x02\x03])",
        Foreign("a data file of R", "write its table as CSV there (write.csv)"),
    ),
    (rb"MATLAB 5\.0 MAT", Foreign("a data file of MATLAB", "write its table as CSV there (writetable)")),
    (rb"\x89HDF\r\n\x1a\n", Foreign("an HDF5 file", "write its table as CSV or Parquet")),
    (rb"\x93NUMPY", Foreign("an array of NumPy", "write it as CSV")),
    (rb"\x80[\x02-\x05][\x95c}\]]", Foreign("a pickle of Python", "write its table as CSV or Parquet there")),
    (rb"ARROW1\0\0", Foreign("an Arrow file", "write its table as Parquet")),
    (rb"SQLite format 3\0", Foreign("a database of SQLite", "export its table as CSV")),
    (
        rb"\0\x05\x16\x07\0\x02\0\0",
        Foreign("a companion that macOS puts beside a file", "read the file without '._' before its name"),
    ),
    (rb"(?:\x7fELF|MZ[\x90\0].\0)", Foreign("a program", "read the data, not the program that makes them")),
)
_BINARY: Final = tuple((re.compile(magic, re.DOTALL), foreign) for magic, foreign in _MAGIC)

_PAGE: Final = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?>.*?-->)\s*+)*+"
    r"<(?:!doctype\s++html|html|head|body|script|meta|title|table|div)(?![\w:-])",
    re.IGNORECASE | re.DOTALL,
)
_TITLE: Final = re.compile(r"<title\b[^>]{0,200}+>([^<]{1,500})", re.IGNORECASE)
_ANSWER: Final = Foreign("the answer of a server that there was an error", "ask it again for the file")
_POINTERS: Final = (
    (
        r"version https://(?:git-lfs\.github\.com|hawser\.github\.com)/spec/",
        Foreign("a pointer of Git LFS to the file", "fetch the file with 'git lfs pull'"),
    ),
    (
        r"(?:\.\./|/)*+(?:\.git/)?annex/objects/",
        Foreign("a pointer of git-annex to the file", "fetch the file with 'git annex get'"),
    ),
    (
        r"\[InternetShortcut\]",
        Foreign("a link to a page", "download the file that the link leads to"),
    ),
    (
        r"(?:<\?xml[^>]*+>\s*+)?<(?:Error|ErrorResponse|service-error|error-response)\b",
        _ANSWER,
    ),
    (
        r"(?:[45]\d\d:?\s)?(?:Not Found|Forbidden|Unauthorized|Bad Request|Bad Gateway|Internal Server Error|"
        r"Service Unavailable|Too Many Requests|Access Denied)[.!]?\s*+\Z",
        _ANSWER,
    ),
)
_NO_FILE: Final = tuple((re.compile(rf"\s*+{sign}"), foreign) for sign, foreign in _POINTERS)

_REFERENCES: Final = "it does not say which author is where: export full records, or a table"
_TEXTS: Final = (
    (r"@\w{3,20}\s*+\{", Foreign("a list of references in BibTeX", _REFERENCES)),
    (r"TY  - ", Foreign("a list of references in RIS", _REFERENCES)),
    (r"%0 [A-Z]", Foreign("a list of references in the format of EndNote", _REFERENCES)),
    (r"PMID- ", Foreign("a list of references in the format of PubMed", _REFERENCES)),
    (r"FN [^\n\r]*+\s*+VR ", Foreign("an export of Web of Science", "read it with ci.read_wos")),
    (
        r"\{Reference Type\}\s*+[:：]",
        Foreign("an export of CNKI, Wanfang or NoteExpress", "read it with ci.read_cnki"),
    ),
    (r"\*vertices\s", Foreign("a network of Pajek", "read it with ci.read_pajek")),
    (r"<\?xml\s", Foreign("XML", "a network in GEXF or GraphML is read with ci.read")),
    (
        r"[{\[](?=\s*+(?:[\"{\[\]}]|\Z))",
        Foreign("JSON", "read it with ci.read, or with ci.read_json and a mapping"),
    ),
)
_NO_TABLE: Final = tuple((re.compile(rf"\s*+{sign}", re.IGNORECASE), foreign) for sign, foreign in _TEXTS)

_HEAD: Final = 8_192
_MOST_TITLE: Final = 60
_PARQUET: Final = Foreign("a Parquet table", "give it a name that ends in .parquet")
_WORKBOOK: Final = Foreign("an Excel workbook", "give it a name that ends in .xlsx, or save its sheet as CSV")
# by what the names of members begin with
_OFFICE: Final = {
    "xl/": _WORKBOOK,
    "word/": Foreign("a document of Word", _DOCUMENT),
    "ppt/": Foreign("slides of PowerPoint", _DOCUMENT),
    "Index/": Foreign("a document of Numbers or Pages", f"open it and {_TABLE}"),
    "content.xml": Foreign("a document of OpenOffice or LibreOffice", f"open it and {_TABLE}"),
}
_ZIP: Final = b"PK\x03\x04"
# what a text may hold of the characters below the blank
_IN_TEXT: Final = bytes({*range(32, 256), *b"\t\n\r\f\x1a"})


def foreign_bytes(data: bytes) -> Foreign | None:
    r"""Say what a file is, when it is nothing that any reader of text takes.

    Parameters
    ----------
    data : bytes
        The file, or its beginning.

    Returns
    -------
    Foreign or None
        None when it may be text that holds data.

    Examples
    --------
    >>> foreign_bytes(b"%PDF-1.7\n").what, foreign_bytes(b"<html><title>Sign in</title>").what
    ('a PDF file', "a web page, 'Sign in'")
    >>> foreign_bytes(b"a,b\n1,2\n") is None
    True
    """
    if data.startswith(_ZIP):
        return _archive(io.BytesIO(data))
    if data.startswith(b"PAR1") and data.endswith(b"PAR1"):
        return _PARQUET
    found = next((foreign for magic, foreign in _BINARY if magic.match(data)), None)
    if found is not None:
        return found
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = data[:_HEAD].decode("utf-16" if wide else "utf-8", errors="replace").lstrip("\ufeff")
    if _PAGE.match(head):
        return _page(head)
    return next((foreign for sign, foreign in _NO_FILE if sign.match(head)), None)


def _page(head: str) -> Foreign:
    found = _TITLE.search(head)
    title = "" if found is None else " ".join(html.unescape(found[1]).split())[:_MOST_TITLE]
    return Foreign(
        f"a web page{f', {title!r}' if title else ''}",
        "download the file itself, signed in where the site asks for it; if the page holds the table, open it in a "
        "spreadsheet program and save it as .xlsx or CSV",
    )


def _archive(stream: IO[bytes]) -> Foreign:
    try:
        with zipfile.ZipFile(stream) as opened:
            names = opened.namelist()
    except (
        zipfile.BadZipFile,
        ValueError,
        NotImplementedError,  # zipfile's, of a way to pack that it does not know
        OSError,
    ):
        return Foreign("a zip archive that is damaged or cut off", "fetch it again")
    return office_document(names) or Foreign(
        f"a zip archive of {first_few(name[:_MOST_TITLE] for name in names) or 'nothing'}",
        "give it a name that ends in .zip, or unpack it, and read what it holds",
    )


def office_document(names: Sequence[str]) -> Foreign | None:
    """Say which kind of document an archive is.

    Parameters
    ----------
    names : sequence of str
        Its members.

    Returns
    -------
    Foreign or None
        None when it is an archive of something else.

    Examples
    --------
    >>> office_document(["word/document.xml"]).what
    'a document of Word'
    """
    return next(
        (foreign for begins, foreign in _OFFICE.items() if any(name.startswith(begins) for name in names)),
        None,
    )


def foreign_text(text: str) -> Foreign | None:
    """Say what a text is, when it is no table.

    Parameters
    ----------
    text : str
        The text, or its beginning.

    Returns
    -------
    Foreign or None
        None when it may be a table.

    Examples
    --------
    >>> foreign_text("TY  - JOUR").what
    'a list of references in RIS'
    """
    head = text[:_HEAD].lstrip("\ufeff")
    found = next((foreign for sign, foreign in _NO_TABLE if sign.match(head)), None)
    said = answer_of_an_error(text) if found is not None and found.what == "JSON" else None
    return found if said is None else Foreign(said, "ask the service again")


def demand_workbook(path: Path) -> None:
    """Refuse a file that is no workbook by what it is, where its bytes say so.

    Parameters
    ----------
    path : Path
        A file whose name says that it is a workbook.

    Raises
    ------
    LoadError
        It is a web page, text, a workbook of another kind, or empty.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.xlsx")
    ...     _ = path.write_text("a,b")
    ...     try:
    ...         demand_workbook(path)
    ...     except LoadError as error:
    ...         print(error)
    a.xlsx is not an .xlsx workbook but text: give it a name that ends in .csv, so that it is read as text.
    """
    _demand(path, "an .xlsx workbook", _WORKBOOK)


def demand_parquet(path: Path) -> None:
    """Refuse a file that is no Parquet table by what it is, where its bytes say so.

    Parameters
    ----------
    path : Path
        A file whose name says that it is a Parquet table.

    Raises
    ------
    LoadError
        It is a web page, text, a workbook, or empty.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.parquet")
    ...     _ = path.write_bytes(b"")
    ...     try:
    ...         demand_parquet(path)
    ...     except LoadError as error:
    ...         print(error)
    a.parquet is not a Parquet table but empty: fetch or write it again.
    """
    _demand(path, "a Parquet table", _PARQUET)


def _demand(path: Path, wanted: str, sound: Foreign) -> None:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            found = _archive(stream) if head.startswith(_ZIP) else foreign_bytes(head)
    except OSError as error:
        raise LoadError(f"{shown(path)} cannot be read: {error.strerror}.") from error
    if found is None and not head:
        found = Foreign("empty", "fetch or write it again")
    elif found is None and not head.translate(None, _IN_TEXT):
        found = Foreign("text", "give it a name that ends in .csv, so that it is read as text")
    if found is not None and found != sound:
        raise LoadError(f"{path.name} is not {wanted} but {found.what}: {found.advice}.")


def refusal(data: bytes, name: str) -> str | None:
    """Say in one sentence why a file is not read as text.

    Parameters
    ----------
    data : bytes
        The file, or its beginning.
    name : str
        Its name.

    Returns
    -------
    str or None
        None when it may be text that holds data.

    Examples
    --------
    >>> refusal(b"GIF89a", "a.csv")
    'a.csv is a picture (GIF): export the data themselves; pictures are not read.'
    """
    found = foreign_bytes(data)
    return None if found is None else f"{name} is {found.what}: {found.advice}."
