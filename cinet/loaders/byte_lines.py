"""Lines of a text file of any size: read twice, first whether all of it is UTF-8, then line by line."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cinet.errors import LoadError

__all__ = ["ByteLines", "sound_lines"]

# small enough to stay near the processor
_CHUNK: Final = 2**18
_GZIP: Final = b"\x1f\x8b"
# what was unpacked is kept up to here, so that it need not be unpacked again
_KEPT: Final = 2**27
# beyond this a packed file is left to the reader of whole files, which knows what to refuse
_MOST_BYTES: Final = 8 * 2**30
_MOST_RATIO: Final = 200
_RATIO_FROM: Final = 64 * 2**20


@dataclass(frozen=True, slots=True)
class ByteLines:
    """The lines of a file, without their line feeds, and its encoding.

    Parameters
    ----------
    path : Path
        The file, gzipped or not.
    encoding : str
        ``"utf-8"`` or ``"utf-8-sig"``.
    kept : list of bytes, optional
        What the file holds, if that is known.
    """

    path: Path
    encoding: str
    kept: list[bytes] | None = field(default=None, repr=False)

    def __iter__(self) -> Iterator[str]:
        """Go through the file from its beginning.

        Yields
        ------
        str
            Line by line.
        """
        skipped = len(codecs.BOM_UTF8) if self.encoding == "utf-8-sig" else 0
        for line in _lines(_chunks(self.path) if self.kept is None else self.kept):
            # a file that is changed meanwhile may be anything
            yield line[skipped:].decode("utf-8", errors="replace")
            skipped = 0


def sound_lines(path: Path) -> ByteLines | None:
    r"""Open a file to read it line by line.

    Parameters
    ----------
    path : Path
        A file.

    Returns
    -------
    ByteLines or None
        None when it is no file, not UTF-8, damaged, or grows too large when unpacked: to be read as a whole.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.jsonl")
    ...     _ = path.write_bytes(b"one\ntwo")
    ...     list(sound_lines(path))
    ['one', 'two']
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    kept: list[bytes] = []
    size = 0
    try:
        packed = path.stat().st_size if _is_packed(path) else 0
        encoding = "utf-8"
        for chunk in _chunks(path):
            if not size and chunk.startswith(codecs.BOM_UTF8):
                encoding = "utf-8-sig"
            decoder.decode(chunk)
            size += len(chunk)
            if packed and (size > _MOST_BYTES or (size > _RATIO_FROM and size > _MOST_RATIO * packed)):
                return None
            if packed and size <= _KEPT:
                kept.append(chunk)
        decoder.decode(b"", True)
    except (OSError, LoadError, UnicodeDecodeError):
        return None
    return ByteLines(path, encoding, kept if packed and size <= _KEPT else None)


def _is_packed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == _GZIP


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) if _is_packed(path) else path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (EOFError, zlib.error, OSError) as error:
        raise LoadError(f"{path.name} cannot be read to its end: {error}.") from error


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    for chunk in chunks:
        first, *more = chunk.split(b"\n")
        held.append(first)
        if more:
            yield b"".join(held)
            yield from more[:-1]
            held = [more[-1]]
    yield b"".join(held)
