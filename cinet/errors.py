"""Exceptions and warnings of cinet.

Every message is a sentence that says what is wrong, where, what was expected and how to mend it.
The helpers below keep the wording of the recurring parts (offenders, near matches) in one place.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "CinetError",
    "CinetWarning",
    "DataLossWarning",
    "EmptySelection",
    "LoadError",
    "MissingExtra",
    "SchemaError",
    "SizeCapError",
    "StudyError",
    "UndefinedMeasure",
    "UnknownName",
    "first_few",
    "nearest",
]


class CinetError(Exception):
    """Base class of everything cinet raises on purpose."""


class SchemaError(CinetError, ValueError):
    """A table, an array or an argument does not have the form that was declared for it."""


class LoadError(CinetError, ValueError):
    """A file could not be read as the table it was said to be."""


class UnknownName(CinetError, LookupError):
    """A name (measure, column, type, option) is not known; the message names the nearest ones."""


class UndefinedMeasure(CinetError, ValueError):
    """The measure has no meaning on this input (for example strength passed as a distance)."""


class EmptySelection(CinetError, ValueError):
    """A selection left nothing to measure."""


class SizeCapError(CinetError, ValueError):
    """A collaboration is so large that a size cap has to be chosen before it is projected."""


class StudyError(CinetError, ValueError):
    """A study file has an unknown key, a wrong type or a missing value."""


class MissingExtra(CinetError, ImportError):
    """An optional package is needed for this call and is not installed."""


class CinetWarning(UserWarning):
    """Base class of cinet's warnings."""


class DataLossWarning(CinetWarning):
    """Rows were dropped, merged or doubted; they are listed in ``eco.issues``."""


def first_few(values: Iterable[object], most: int = 5) -> str:
    """Quote the first few values and say how many more there are.

    >>> first_few(["A17", "A88", "B02"], most=2)
    "'A17', 'A88' and 1 more"
    """
    listed = [repr(str(value)) for value in values]
    shown = ", ".join(listed[:most])
    more = len(listed) - most
    return f"{shown} and {more} more" if more > 0 else shown


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ``" Did you mean 'x'?"`` for the nearest known name, or an empty string.

    >>> nearest("constrain", ["constraint", "degree"])
    " Did you mean 'constraint'?"
    """
    match = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" Did you mean {match[0]!r}?" if match else ""
