"""Damages that befall files of every format: each takes a sound file and returns what is left of it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Final

__all__ = ["DAMAGES"]

_PAGE: Final = (
    b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><p>Sign in, please.</p></body></html>\n"
)
_PICTURE: Final = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00\\r\xa8f" * 20
)


def _inserted(data: bytes, what: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + what + data[middle:]


DAMAGES: Final[dict[str, Callable[[bytes], bytes]]] = {
    "empty": lambda data: b"",
    "only blanks": lambda data: b" \t\r\n\r\n   \n",
    "first half": lambda data: data[: len(data) // 2],
    "end cut off": lambda data: data[:-7],
    "a NUL in the middle": lambda data: _inserted(data, b"\x00"),
    "bytes of no encoding": lambda data: _inserted(data, b"\xff\xfe\xe9"),
    "UTF-8 with a mark": lambda data: b"\xef\xbb\xbf" + data,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "GB18030": lambda data: data.decode().encode("gb18030"),
    "lines ended by CR": lambda data: data.replace(b"\n", b"\r"),
    "lines ended by CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "twice in one file": lambda data: data + data,
    "a page for people": lambda data: _PAGE,
    "a picture": lambda data: _PICTURE,
    "gzipped": lambda data: gzip.compress(data, mtime=0),
    "gzipped, cut off": lambda data: gzip.compress(data, mtime=0)[:-9],
}
