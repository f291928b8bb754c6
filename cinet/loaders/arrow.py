"""Text columns out of an Arrow array, through the C data interface and the standard library alone."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from cinet.errors import LoadError

__all__ = ["text_columns"]


class _Schema(ctypes.Structure):
    pass


class _Array(ctypes.Structure):
    pass


# https://arrow.apache.org/docs/format/CDataInterface.html
_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]
_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]

#: Format of a text column -> type of the offsets into its bytes.
_OFFSETS: Final[dict[bytes, np.dtype[Any]]] = {b"u": np.dtype(np.int32), b"U": np.dtype(np.int64)}


def text_columns(table: Any) -> list[npt.NDArray[np.object_]]:
    """Return the columns of a table of text.

    Parameters
    ----------
    table : object
        Anything with ``__arrow_c_array__``: an array of structs, each field a text.

    Returns
    -------
    list of ndarray of object
        One per column, in order; None where there is nothing.

    Raises
    ------
    LoadError
        A column is no text.
    """
    held_schema, held_array = table.__arrow_c_array__()
    # the capsules own the memory: they must live until everything is copied
    schema = ctypes.cast(_pointer(held_schema, b"arrow_schema"), ctypes.POINTER(_Schema)).contents
    array = ctypes.cast(_pointer(held_array, b"arrow_array"), ctypes.POINTER(_Array)).contents
    start, length = array.offset, array.length
    return [
        _texts(schema.children[place].contents, array.children[place].contents, start, length)
        for place in range(schema.n_children)
    ]


def _pointer(capsule: object, name: bytes) -> int:
    read = ctypes.pythonapi.PyCapsule_GetPointer
    read.restype = ctypes.c_void_p
    read.argtypes = [ctypes.py_object, ctypes.c_char_p]
    return int(read(capsule, name))


def _texts(schema: _Schema, array: _Array, start: int, length: int) -> npt.NDArray[np.object_]:
    if schema.format not in _OFFSETS:
        raise LoadError(f"a column arrived in the Arrow format {schema.format!r}, not as text.")
    kind = _OFFSETS[schema.format]
    first = array.offset + start
    validity, places, data = (array.buffers[number] for number in range(3))
    offsets = np.frombuffer(ctypes.string_at(places, (first + length + 1) * kind.itemsize), dtype=kind)[
        first:
    ].tolist()
    content = ctypes.string_at(data, offsets[-1]) if offsets[-1] else b""
    texts = [content[one:two].decode("utf-8") for one, two in pairwise(offsets)]
    values = np.array(texts, dtype=object)
    if validity is not None:
        bits = np.frombuffer(ctypes.string_at(validity, (first + length + 7) // 8), dtype=np.uint8)
        values[np.unpackbits(bits, bitorder="little")[first : first + length] == 0] = None
    return values
