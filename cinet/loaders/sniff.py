"""What a file is, told from its content and never from its name, with the evidence."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cinet.errors import LoadError, first_few
from cinet.loaders.decode import decode, members
from cinet.loaders.error_answers import answer_of_an_error
from cinet.loaders.foreign import foreign_bytes, foreign_text, office_document
from cinet.loaders.paths import demand_file, given_path, is_file, is_folder, names_in, shown
from cinet.tables.delimited import DELIMITERS

__all__ = ["FORMATS", "Sniffed", "sniff"]

#: Format -> what it is.
FORMATS: Final = {
    "tables": "actors, collaborations and participations, one file each",
    "cordis": "CORDIS: organization.csv with project.csv",
    "openalex": "OpenAlex works",
    "crossref": "Crossref works",
    "datacite": "DataCite records",
    "gharchive": "GitHub Archive events",
    "vosviewer": "VOSviewer map or JSON",
    "patentsview": "PatentsView bulk tables",
    "wos": "Web of Science export",
    "scopus": "Scopus CSV export",
    "cnki": "CNKI, Wanfang or NoteExpress export",
    "pajek": "Pajek network",
    "ucinet": "UCINET DL or ##h/##d",
    "gexf": "GEXF network",
    "graphml": "GraphML network",
    "gml": "GML network",
    "gephi": "Gephi nodes or edges table",
    "excel": "Excel workbook",
    "parquet": "Parquet table",
    "json": "JSON of another shape",
    "table": "delimited table of another shape",
    "unknown": "nothing that is known here",
}

#: So much of a file is looked at.
_HEAD: Final = 65_536
_OF_FOLDERS: Final = 200


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file or folder seems to be, and why.

    Parameters
    ----------
    format : str
        A name of ``FORMATS``.
    encoding : str or None
        Of a text file.
    delimiter : str or None
        Of a delimited table.
    evidence : str
        What was seen.
    advice : str
        What to do about a file that nothing here reads, where that is known.
    """

    format: str
    encoding: str | None
    delimiter: str | None
    evidence: str
    advice: str = ""

    def __str__(self) -> str:
        more = f", {self.encoding}" if self.encoding else ""
        return f"{self.format} ({FORMATS[self.format]}{more}): {self.evidence}"


@dataclass(frozen=True, slots=True)
class _Sign:
    """A pattern at the head of a text that only one format has."""

    format: str
    pattern: re.Pattern[str]
    evidence: str


def _sign(format: str, pattern: str, evidence: str) -> _Sign:
    return _Sign(format, re.compile(pattern, re.IGNORECASE), evidence)


# what may stand before the root of an XML file; without a way back, however many comments there are
_PROLOGUE: Final = r"\s*+(?:<\?xml[^>]*+>)?\s*+(?:<!--(?>(?s:.*?)-->)\s*+)*+<(?:\w{1,40}:)?"

# in order: the first that fits decides
_SIGNS: Final = (
    _sign("gexf", rf"{_PROLOGUE}gexf\b", "the root element is gexf"),
    _sign("graphml", rf"{_PROLOGUE}graphml\b", "the root element is graphml"),
    _sign("cnki", r"\s*\{reference type\}\s*[:：]", "records begin with {Reference Type}"),
    _sign("cnki", r"\s*(datatype:\s*\d+\s+)?\w+-[\u4e00-\u9fff]+\s*[:：]", "fields such as Title-题名"),
    _sign("wos", r"\s*(FN [^\n]*\n\s*VR |PT [JSBP]\s*\n)", "fields FN, VR and PT"),
    _sign("wos", r"PT\tAU\t", "columns PT and AU, separated by tabs"),
    _sign("ucinet", r"\s*dl\b[\s,]*(nm?|nr|nc|format|data|labels)\b", "it begins with DL"),
    _sign(
        "pajek",
        r"(\s*+%[^\n\r]*+[\n\r])*+[^*{]{0,2000}+\*(network|vertices)\b",
        "a line *Vertices or *Network",
    ),
    _sign(
        "gml",
        r"\s*+((creator|version|comment)\s[^\n]*+\n\s*+|#[^\n]*+\n\s*+)*+graph\s*\[",
        "it opens with graph [",
    ),
)

_JSON_SIGNS: Final = (
    _sign("openalex", r'"id"\s*:\s*"https://openalex\.org/W\d+"', "ids of OpenAlex works"),
    _sign("crossref", r'"message-type"\s*:|"message"\s*:\s*\{.*"doi"\s*:', "a message of Crossref"),
    _sign("vosviewer", r'"network"\s*:\s*\{\s*"(items|links)"', "network with items and links"),
    _sign("gharchive", r'"type"\s*:\s*"\w+Event"', "events such as PushEvent"),
    _sign("datacite", r'"creators"\s*:|"doi"\s*:.*"types"\s*:', "creators of DataCite"),
)

# columns, in lower case, all of which a table of this format has
_COLUMN_SIGNS: Final = (
    ("scopus", ({"authors", "title", "year", "eid"}, {"authors", "title", "year", "source title"})),
    ("cordis", ({"projectid", "organisationid"}, {"project_id", "organisation_id"})),
    (
        "patentsview",
        (
            {"patent_id", "assignee_id"},
            {"patent_id", "inventor_id"},
            {"pgpub_id", "assignee_id"},
            {"pgpub_id", "inventor_id"},
        ),
    ),
    ("vosviewer", ({"id", "label", "x", "y", "cluster"},)),
    ("gephi", ({"source", "target"}, {"id", "label"})),
    ("tables", ({"actor_id", "collab_id"},)),
)

_NOTHING_IN_IT: Final = str.maketrans("", "", "[]{} \t\r\n")
_TABLE_NAMES: Final = {"actors", "collaborations", "participations"}


def sniff(path: str | Path, *, encoding: str | None = None) -> Sniffed:
    r"""What a file or folder is, by its content, and the evidence for it.

    Parameters
    ----------
    path : path
        A file (plain, gzipped, zip archive), a member of an archive, or a folder.
    encoding : str, optional
        Of a text file; found unless given.

    Returns
    -------
    Sniffed
        Format, encoding, delimiter and evidence; ``unknown`` when nothing fits. ``print`` it for a sentence.

    Raises
    ------
    LoadError
        There is no such file, or it is damaged.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "export.txt")
    ...     _ = file.write_text("*Vertices 2\\n1 a\\n2 b\\n*Edges\\n1 2\\n")
    ...     sniff(file).format
    'pajek'
    """
    place = given_path(path)
    if is_folder(place):
        names = [name for name in names_in(place) if not name.startswith(".")]
        return _of_names(names[:_OF_FOLDERS], place)
    head = _head(place)
    if head.startswith(b"PAR1"):
        return Sniffed("parquet", None, None, "it begins with PAR1")
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(place)
    if head.startswith((b"\x05V6", b"\x05DATE:")):
        return Sniffed("ucinet", None, None, "the header of a ##h file")
    return _of_text(head, place.name, encoding)


def _head(path: Path) -> bytes:
    """Return the first bytes, decompressed."""
    try:
        if demand_file(path):
            with path.open("rb") as stream:
                head = stream.read(_HEAD)
            if head.startswith(b"\x1f\x8b"):
                with gzip.open(path) as unpacked:
                    return unpacked.read(_HEAD)
            return head
        for parent in path.parents:
            if is_file(parent) and zipfile.is_zipfile(parent):
                with zipfile.ZipFile(parent) as archive:
                    return archive.open(path.relative_to(parent).as_posix()).read(_HEAD)
    except (
        EOFError,
        zlib.error,
        zipfile.BadZipFile,
        NotImplementedError,  # zipfile's, of a way to pack that it does not know
        RuntimeError,
    ) as error:
        raise LoadError(f"{path.name} cannot be read: {error}.") from error
    except OSError as error:
        raise LoadError(f"{shown(path)} cannot be read: {error.strerror or error}.") from error
    except KeyError as error:
        raise LoadError(f"{path.name} is not in the archive: {error}.") from error
    raise LoadError(f"there is no file {'behind the link ' if path.is_symlink() else ''}{shown(path)}.")


def _of_archive(path: Path) -> Sniffed:
    if not is_file(path):
        return Sniffed("unknown", None, None, "an archive within an archive", "unpack the outer one")
    names = [name for name in members(path) if ".." not in name.split("/")]
    if any(name.startswith("xl/") for name in names):
        return Sniffed("excel", None, None, "an archive with the folder xl/")
    document = office_document(names)
    if document is not None:
        return Sniffed("unknown", None, None, document.what, document.advice)
    if len(names) == 1:
        return sniff(_within(path, names[0]))
    return _of_names(names[:_OF_FOLDERS], path)


def _within(place: Path, name: str) -> Path:
    # joined as text: an absolute name would replace the archive
    return Path(f"{place}/{name}")


def _of_names(names: Sequence[str], place: Path) -> Sniffed:
    """Judge a folder or an archive: by the files that only one source has, else by what its files are."""
    bases = [name.rsplit("/", 1)[-1].lower() for name in names]
    stems = {base.partition(".")[0] for base in bases}
    if stems >= _TABLE_NAMES:
        return Sniffed("tables", None, None, "files actors, collaborations and participations")
    if "organization.csv" in bases:
        return Sniffed("cordis", None, None, "a file organization.csv")
    if any(re.match(r"(g|pg)_(assignee|inventor)_", base) for base in bases):
        return Sniffed("patentsview", None, None, "files such as g_assignee_disambiguated.tsv")
    inside = [_within(place, name) for name in names]
    if is_folder(place):
        # a folder may hold more folders, links to nothing, and what is no file
        inside = [path for path in inside if is_file(path)]
    found = [sniff(path) for path in inside]
    formats = sorted({one.format for one in found})
    if len(formats) == 1 and formats != ["unknown"]:
        return Sniffed(formats[0], None, None, f"all {len(found)} files are of it")
    if formats == ["unknown"]:
        seen = sorted({one.evidence for one in found})
        return Sniffed(
            "unknown",
            None,
            None,
            f"{len(found)} files of no format that is known: {first_few([path.name for path in inside])} "
            f"({'; '.join(seen[:3])})",
        )
    return Sniffed("unknown", None, None, f"{len(found)} files of the formats {', '.join(formats) or 'none'}")


def _of_text(head: bytes, name: str, encoding: str | None) -> Sniffed:
    foreign = foreign_bytes(head)
    if foreign is not None:
        return Sniffed("unknown", None, None, foreign.what, foreign.advice)
    try:
        read = decode(_whole_characters(head), name=name, encoding=encoding)
    except LoadError:
        return Sniffed("unknown", None, None, "bytes that are no text in UTF-8, UTF-16 or GB18030")
    text = read.text.lstrip("\ufeff")
    if not text.strip():
        return Sniffed("unknown", read.encoding, None, "it is empty")
    for sign in _SIGNS:
        if sign.pattern.match(text):
            return Sniffed(sign.format, read.encoding, None, sign.evidence)
    if text.lstrip()[0] in "{[":
        return _of_json(text, read.encoding)
    foreign = foreign_text(text)
    if foreign is not None:
        return Sniffed("unknown", read.encoding, None, foreign.what, foreign.advice)
    return _of_header(text, read.encoding)


def _of_json(text: str, encoding: str) -> Sniffed:
    said = answer_of_an_error(text)
    if said is not None:
        return Sniffed("unknown", encoding, None, said, "ask the service again")
    if not text.translate(_NOTHING_IN_IT):
        return Sniffed(
            "unknown", encoding, None, "JSON with nothing in it", "ask the service for what it should hold"
        )
    for sign in _JSON_SIGNS:
        if sign.pattern.search(text):
            return Sniffed(sign.format, encoding, None, sign.evidence)
    return Sniffed("json", encoding, None, f"it begins with {text.lstrip()[0]!r}")


def _whole_characters(head: bytes) -> bytes:
    """Cut a part of a file where no character is cut in two."""
    if len(head) < _HEAD:
        return head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2 - 2]
    return head[: head.rfind(b"\n") + 1] or head[: head.rfind(b" ") + 1] or head


def _of_header(text: str, encoding: str) -> Sniffed:
    first = text.lstrip("\r\n").splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    if delimiter not in first:
        return Sniffed("unknown", encoding, None, "text without a sign of any format")
    columns = {cell.strip().strip('"').casefold() for cell in first.split(delimiter)} - {""}
    if not columns:
        return Sniffed("unknown", encoding, None, "the first line names no column")
    for format, choices in _COLUMN_SIGNS:
        for wanted in choices:
            if wanted <= columns:
                return Sniffed(format, encoding, delimiter, f"columns {', '.join(sorted(wanted))}")
    return Sniffed("table", encoding, delimiter, f"{len(columns)} columns: {', '.join(sorted(columns)[:8])}")
