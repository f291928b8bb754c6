"""A server of our own, which answers as the test of the moment says, and remembers what was asked."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

__all__ = ["DATA", "Answer", "Handler", "answers", "chunked", "digest", "note_of", "unmeasured"]

DATA = os.urandom(4096) * 64
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as the test of the moment says, and remembers what was asked."""

    answer: ClassVar[Answer]
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        type(self).answer(self)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def give(self, body: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def answers(*parts: Answer) -> None:
    """Answer one request after the other; the last answer stays."""
    left = list(parts)

    def answer(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    Handler.answer = staticmethod(answer)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def note_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))
    return found


def chunked(handler: Handler) -> None:
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"5\r\nhello\r\nFF\r\nbroken")
    handler.close_connection = True


def unmeasured(handler: Handler, body: bytes = DATA) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(body)
