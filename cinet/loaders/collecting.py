"""Fewer searches for garbage while many small objects are made that all stay: none of them is garbage."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["rare_collections"]

# so many new objects between two searches, instead of some hundred
_BETWEEN: Final = 200_000
_LOCK: Final = threading.Lock()
# the thresholds to go back to, once for every reader that is at work
_BEFORE: Final[list[tuple[int, int, int]]] = []


@contextmanager
def rare_collections() -> Iterator[None]:
    """Let Python search for cycles of garbage more rarely until the block or the function ends.

    Yields
    ------
    None
        What was set before is set again, also when readers run in several threads.

    Examples
    --------
    >>> before = gc.get_threshold()
    >>> with rare_collections():
    ...     gc.get_threshold()[0]
    200000
    >>> gc.get_threshold() == before
    True
    """
    with _LOCK:
        _BEFORE.append(_BEFORE[0] if _BEFORE else gc.get_threshold())
        first, *others = _BEFORE[0]
        # zero says that there is no search at all
        gc.set_threshold(first and max(first, _BETWEEN), *others)
    try:
        yield
    finally:
        with _LOCK:
            gc.set_threshold(*_BEFORE.pop())
            if _BEFORE:
                first, *others = _BEFORE[0]
                gc.set_threshold(first and max(first, _BETWEEN), *others)
