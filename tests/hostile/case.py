"""A case of the catalogue: an input that is made on the spot, what reads it, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cinet.ecosystem import Ecosystem
from tests.hostile.readers import READ

__all__ = ["Case", "Loads", "Outcome", "Refused", "given", "made"]


@dataclass(frozen=True)
class Loads:
    """The input is read: so many participations, and an issue that says this in its reason or action."""

    participations: int
    issue: str = ""


@dataclass(frozen=True)
class Refused:
    """The input is refused by an error of this class, whose message says this."""

    said: str
    error: str = "LoadError"


Outcome = Loads | Refused


@dataclass(frozen=True)
class Case:
    """What to make, how to read it, and what must come of it."""

    name: str
    run: Callable[[Path], Ecosystem]
    outcome: Outcome


def given(format: str, name: str, data: bytes | str, outcome: Outcome) -> Case:
    """Return the case of one file of a format."""
    content = data.encode() if isinstance(data, str) else data
    return Case(f"{format}: {name}", lambda folder: READ[format](folder, content), outcome)


def made(name: str, run: Callable[[Path], Any], outcome: Outcome) -> Case:
    """Return a case that makes its files itself."""
    return Case(name, run, outcome)
