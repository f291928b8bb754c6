"""A small table of events: its header, a row, and a case that reads it with options."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import cinet as ci
from cinet.ecosystem import Ecosystem

__all__ = ["HEAD", "ONE", "events"]

HEAD: Final = "project,actor,type,year\n"
ONE: Final = "p1,a,firm,2020\n"


def events(text: str, **options: Any) -> Callable[[Path], Ecosystem]:
    """Return what writes a table and reads it."""

    def run(folder: Path) -> Ecosystem:
        path = folder / "e.csv"
        path.write_bytes(text.encode())
        return ci.read_events(path, collaboration="project", actor="actor", **options)

    return run
