"""The binary pair of UCINET: a header (##h) with dimensions and labels, and the numbers (##d)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from cinet.errors import LoadError
from cinet.loaders.decode import read_bytes
from cinet.loaders.dyadic import NetworkFile
from cinet.loaders.matrices import Cells
from cinet.loaders.network_text import MOST_PARTS, clean_label
from cinet.loaders.ucinet_data import Dataset

__all__ = ["MAGIC", "header_path", "is_header", "read_pair"]

#: How the header begins: a Pascal text of five characters, the version.
MAGIC: Final = b"\x05V6404"

_OLDER: Final = (b"\x05DATE:", b"\x05V6")
# types of numbers by their code: those whose bytes are known, and the names of the others
_TYPES: Final = {
    1: "u1", 2: "u1", 3: "i1", 4: "<u2", 5: "<i2", 6: "<i4", 7: "<f4", 9: "<f8", 10: "<i8", 17: "<i4", 20: "<i8",
}  # fmt: skip
_MOST_DIMENSIONS: Final = 3
# the code of a missing value
_MISSING: Final = 1e38


def is_header(data: bytes) -> bool:
    r"""Tell whether bytes begin as the header of a UCINET dataset, of whatever version.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    bool
        True for versions that are not read, too.

    Examples
    --------
    >>> is_header(b"\x05V6404 ..."), is_header(b"DL n=3")
    (True, False)
    """
    return data.startswith((MAGIC, *_OLDER))


def header_path(path: Path) -> Path:
    """Return the path of the header, whichever file of the pair is named.

    Parameters
    ----------
    path : Path
        Any file.

    Returns
    -------
    Path
        The same, unless it ends in ##d.

    Examples
    --------
    >>> header_path(Path("a.##d")).name, header_path(Path("a.dl")).name
    ('a.##h', 'a.dl')
    """
    return path.with_suffix({".##d": ".##h", ".##D": ".##H"}.get(path.suffix, path.suffix))


@dataclass(slots=True)
class _Reader:
    """Takes one part after the other from the bytes of a header."""

    data: bytes
    name: str
    place: int = 0

    def take(self, count: int) -> bytes:
        part = self.data[self.place : self.place + count]
        if len(part) < count:
            raise LoadError(f"{self.name} ends in the middle of its header: it is damaged or cut off.")
        self.place += count
        return part

    def number(self, form: str) -> int:
        return int(struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))[0])

    def label(self) -> str:
        return clean_label(self.take(self.number("H")).decode("utf-16-le", "replace"))


def read_pair(path: Path, data: bytes) -> tuple[Dataset, NetworkFile]:
    """Read a header and the numbers that belong to it.

    Parameters
    ----------
    path : Path
        The header; the numbers stand beside it.
    data : bytes
        Content of the header.

    Returns
    -------
    Dataset, NetworkFile
        Its matrices, the third dimension being the relations, and where they come from.

    Raises
    ------
    LoadError
        The version or the type of the numbers is not read, or the files do not fit each other.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> head = MAGIC + bytes(8) + struct.pack("<hBhii", 3, 7, 2, 1, 2) + bytes([0, 0, 0])
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.##d").write_bytes(struct.pack("<2f", 1, 0))
    ...     made, _ = read_pair(Path(folder, "a.##h"), head)
    >>> made.shape, made.matrices[0].values.tolist()
    ((2, 1), [1.0, 0.0])
    """
    if not data.startswith(MAGIC):
        version = data[1:6].decode("ascii", "replace")
        raise LoadError(
            f"{path.name} is a UCINET header of version {version!r}; V6404 is read: save the dataset again with "
            "UCINET 6.404 or later, or export it as DL."
        )
    reader = _Reader(data, path.name, len(MAGIC))
    reader.take(8)  # year, month, day and weekday of the file
    reader.number("h")
    code = reader.number("B")
    dimensions = reader.number("h")
    if code not in _TYPES:
        raise LoadError(
            f"{path.name} holds numbers of type {code}, which cinet does not read: export it as DL."
        )
    if not 2 <= dimensions <= _MOST_DIMENSIONS:
        raise LoadError(f"{path.name} has {dimensions} dimensions: 2 or 3 are read.")
    # columns first, then rows, then matrices
    sizes = [reader.number("i") for _ in range(dimensions)]
    sizes += [1] * (_MOST_DIMENSIONS - dimensions)
    if sizes[2] > MOST_PARTS:
        raise LoadError(f"{path.name} holds {sizes[2]:,} matrices: up to {MOST_PARTS:,} are read.")
    beside = path.with_suffix(path.suffix[:-1] + ("d" if path.suffix[-1:] == "h" else "D"))
    numbers = read_bytes(beside)
    kind = np.dtype(_TYPES[code])
    wanted = kind.itemsize * sizes[0] * sizes[1] * sizes[2]
    if min(sizes) < 1 or len(numbers) != wanted:
        raise LoadError(
            f"{path.name} declares {' x '.join(map(str, reversed(sizes[:dimensions])))} numbers of {kind.itemsize} "
            f"bytes, and {beside.name} holds {len(numbers):,} bytes: one of them is damaged or cut off."
        )
    reader.take(reader.number("B"))  # the title
    labelled = [reader.number("B") for _ in range(dimensions)]
    labels = [
        [reader.label() for _ in range(size)] if flag else []
        for size, flag in zip(sizes, labelled, strict=False)
    ]
    labels += [[]] * (_MOST_DIMENSIONS - dimensions)
    made = Dataset((sizes[1], sizes[0]), labels[1], labels[0], labels[2])
    values = np.frombuffer(numbers, dtype=kind).astype(np.float64)
    values = np.where(np.abs(values) >= _MISSING * (1 - 1e-6), np.nan, values)
    # rows are numbered through all matrices, as if the numbers were written line by line
    lines = np.repeat(np.arange(1, sizes[1] * sizes[2] + 1, dtype=np.int64), sizes[0])
    size = sizes[0] * sizes[1]
    for start in range(0, len(values), size):
        made.matrices.append(Cells(values[start : start + size], lines[start : start + size], {}))
    made.one_mode = sizes[0] == sizes[1] and made.rows == made.columns
    return made, NetworkFile(beside.name, "UCINET ##h", "utf-16-le")
