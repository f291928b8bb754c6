"""Bytes to text: plain files, gzip, members of a zip archive, and the encodings found in the wild."""

from __future__ import annotations

import codecs
import gzip
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import numpy as np
import numpy.typing as npt

from cinet.errors import LoadError, first_few, nearest
from cinet.loaders.foreign import refusal
from cinet.loaders.paths import demand_file, given_path, is_file, is_folder, names_in, shown

__all__ = ["Text", "decode", "members", "read_bytes", "read_text"]

# what an archive may grow to: a table of collaborations compresses ten- to fiftyfold
_MOST_BYTES: Final = 8 * 2**30
_MOST_RATIO: Final = 200
_RATIO_FROM: Final = 64 * 2**20

# how many bytes beyond ASCII are judged, and the share of common Chinese characters that convinces
_BYTES_JUDGED: Final = 1_000_000
_SHARE: Final = 0.8

# what a damaged archive makes the libraries that unpack it say
_DAMAGES: Final = (
    zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError, UnicodeDecodeError, struct.error,
)  # fmt: skip

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded file: its text, the encoding, and whether the encoding was inferred from byte statistics."""

    text: str
    encoding: str
    inferred: bool = False


def read_text(path: str | Path, *, encoding: str | None = None) -> Text:
    """Read a text file, a gzip file, or a member of a zip archive.

    Parameters
    ----------
    path : path
        A file; ``archive.zip/member.csv`` names a member, ``archive.zip`` the only member.
    encoding : str, optional
        Name of the encoding; found unless given.

    Returns
    -------
    Text
        The text and its encoding.
    """
    return decode(read_bytes(path), name=Path(path).name, encoding=encoding)


def decode(data: bytes, *, name: str = "the file", encoding: str | None = None) -> Text:
    """Decode bytes: byte order mark, then strict UTF-8, then GB18030 if the bytes look like Chinese.

    Text in other encodings (Big5, EUC-KR, Shift-JIS, Windows code pages) cannot be told apart safely: it must
    be named. A web page, a workbook, a picture and the like are refused by what they are.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for messages.
    encoding : str, optional
        Name of the encoding; found unless given.

    Returns
    -------
    Text
        The text and its encoding.

    Raises
    ------
    LoadError
        The bytes are not text in this encoding, no encoding fits, or they are a web page or another kind of file.

    Examples
    --------
    >>> decode("企业与大学".encode("gb18030"))
    Text(text='企业与大学', encoding='gb18030', inferred=True)
    """
    said = refusal(data, name)
    if said is not None:
        raise LoadError(said)
    if encoding is not None:
        return Text(_strict(data, encoding, name), encoding)
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Text(_strict(data, marked, name), marked)
    try:
        return Text(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if _looks_chinese(data):
        try:
            return Text(data.decode("gb18030"), "gb18030", inferred=True)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
    raise LoadError(
        f"{name} is not UTF-8 (first offending byte in line {line}), has no byte order mark, and its bytes do not "
        "look like GB18030. Tried: byte order mark, utf-8, gb18030. Name its encoding, for example "
        "encoding='cp1252' or encoding='big5'."
    )


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise LoadError(f"encoding {encoding!r} is not known to Python.") from error
    except UnicodeError as error:
        raise LoadError(
            f"{name} cannot be decoded as {encoding}: {error}. Name another encoding=."
        ) from error


def _looks_chinese(data: bytes) -> bool:
    """Whether most double bytes lie in the rows of common Chinese characters and marks (kana rows excluded)."""
    values = np.frombuffer(data, dtype=np.uint8)
    parts: list[npt.NDArray[np.intp]] = []
    for start in range(0, len(values), _BYTES_JUDGED):
        parts.append(np.flatnonzero(values[start : start + _BYTES_JUDGED] >= 0x80) + start)
        if sum(map(len, parts)) >= _BYTES_JUDGED:
            break
    high = np.concatenate(parts)[:_BYTES_JUDGED]
    # a run of high bytes is read in pairs from where it starts
    begins = np.append(True, np.diff(high) != 1)[: len(high)]
    place = np.arange(len(high))
    within = place - np.maximum.accumulate(np.where(begins, place, 0))
    lead = high[within % 2 == 0]
    lead = lead[lead + 1 < len(values)]
    first, second = values[lead], values[lead + 1]
    hanzi = (first >= 0xB0) & (first <= 0xF7)
    marks = (first == 0xA1) | (first == 0xA3)
    fits = (hanzi | marks) & (second >= 0xA1)
    return len(fits) > 0 and float(fits.mean()) > _SHARE


def read_bytes(path: str | Path) -> bytes:
    """Read the bytes of a file, a gzip file, or a member of a zip archive; nothing is unpacked to disk.

    Parameters
    ----------
    path : path
        A file; ``archive.zip/member.csv`` names a member, ``archive.zip`` the only member.

    Returns
    -------
    bytes
        The content, decompressed.

    Raises
    ------
    LoadError
        There is no such file or member, it is damaged, or it grows too large when unpacked.
    """
    archive, member = _locate(given_path(path))
    try:
        if member is not None or (zipfile.is_zipfile(archive) and archive.suffix.lower() == ".zip"):
            return _member(archive, member)
        with archive.open("rb") as stream:
            packed = stream.read(2) == b"\x1f\x8b"
        if not packed:
            return archive.read_bytes()
        with gzip.open(archive) as stream:
            return _bounded(stream, archive.stat().st_size, archive.name)
    except _DAMAGES as error:
        raise LoadError(f"{archive.name} is damaged and cannot be unpacked: {error}.") from error
    except (NotImplementedError, RuntimeError) as error:  # zipfile's, of a way to pack that it does not know
        raise LoadError(
            f"{archive.name} is packed in a way that is not known here: {error}. Unpack it first."
        ) from error
    except OSError as error:
        raise LoadError(f"{shown(archive)} cannot be read: {error.strerror or error}.") from error


def members(archive: str | Path) -> list[str]:
    """List the files in a zip archive.

    Parameters
    ----------
    archive : path
        The archive.

    Returns
    -------
    list of str
        Names of the members, folders left out.
    """
    if not demand_file(archive):
        raise LoadError(f"there is no file {shown(archive)}.{_like(Path(archive))}")
    try:
        with zipfile.ZipFile(archive) as opened:
            return [item.filename for item in opened.infolist() if not item.is_dir()]
    except (*_DAMAGES, NotImplementedError) as error:  # zipfile's, of a way to pack that it does not know
        raise LoadError(f"{shown(archive)} cannot be read as a zip archive: {error}.") from error
    except OSError as error:
        raise LoadError(f"{shown(archive)} cannot be read: {error.strerror or error}.") from error


def _locate(path: Path) -> tuple[Path, str | None]:
    """Split ``archive.zip/member`` into the archive and the member."""
    if demand_file(path):
        return path, None
    for parent in path.parents:
        if is_file(parent) and zipfile.is_zipfile(parent):
            return parent, path.relative_to(parent).as_posix()
    if path.is_symlink():
        raise LoadError(f"there is no file behind the link {shown(path)}.")
    raise LoadError(f"there is no file {shown(path)}.{_like(path)}")


def _like(path: Path) -> str:
    """Name the file in the same folder whose name is nearest."""
    try:
        return nearest(path.name, names_in(path.parent) if is_folder(path.parent) else [])
    except LoadError:
        # a folder that may be entered, but not listed
        return ""


def _member(archive: Path, name: str | None) -> bytes:
    with zipfile.ZipFile(archive) as opened:
        names = [item.filename for item in opened.infolist() if not item.is_dir()]
        if name is None and len(names) != 1:
            raise LoadError(
                f"{archive.name} holds {len(names)} files: name one as '{archive.name}/<member>'. "
                f"Members: {first_few(names, 20)}."
            )
        chosen = names[0] if name is None else name
        if chosen not in names:
            raise LoadError(
                f"{archive.name} has no member {chosen!r}.{nearest(chosen, names)} Members: {first_few(names, 20)}."
            )
        item = opened.getinfo(chosen)
        if item.flag_bits & 1:
            raise LoadError(f"{archive.name}/{chosen} is encrypted: unpack it first.")
        with opened.open(item) as stream:
            return _bounded(stream, item.compress_size, f"{archive.name}/{chosen}")


def _bounded(stream: IO[bytes] | gzip.GzipFile, packed: int, name: str) -> bytes:
    """Read a compressed stream, but not without end: a small file can unpack to any size."""
    parts: list[bytes] = []
    size = 0
    while part := stream.read(2**24):
        parts.append(part)
        size += len(part)
        if size > _MOST_BYTES or (size > _RATIO_FROM and size > _MOST_RATIO * packed):
            raise LoadError(
                f"{name} unpacks from {packed:,} to more than {size:,} bytes, which no table of collaborations does. "
                "If it is sound, unpack it yourself and read the file."
            )
    return b"".join(parts)
