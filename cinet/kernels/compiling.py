"""Say that kernels are being compiled when that takes longer than a moment."""

from __future__ import annotations

import sys
import threading
from typing import Any, Final

from numba.core import event

__all__ = ["Announcer", "announce"]

#: Seconds after which a compilation is announced.
PATIENCE: Final = 1.0


class Announcer(event.Listener):
    """Writes one line to the standard error if compiling cinet's kernels takes more than a second.

    The line comes once per process; the compiled code is cached beside the sources, so later runs are silent.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self.said = False
        self.depth = 0
        self.timer: threading.Timer | None = None

    def on_start(self, event: Any) -> None:
        """Start waiting when the first kernel begins to compile (kernels compile those they call)."""
        if self.said or not _is_ours(event):
            return
        self.depth += 1
        if self.timer is None:
            self.timer = threading.Timer(self.patience, self.say)
            self.timer.daemon = True
            self.timer.start()

    def on_end(self, event: Any) -> None:
        """Stop waiting when the last kernel is done."""
        if self.timer is None or not _is_ours(event):
            return
        self.depth -= 1
        if self.depth == 0:
            self.timer.cancel()
            self.timer = None

    def say(self) -> None:
        """Write the line."""
        self.said = True
        print(
            "cinet: compiling kernels; this happens once, the result is cached.", file=sys.stderr, flush=True
        )


def _is_ours(found: Any) -> bool:
    return str(found.data["dispatcher"].py_func.__module__).startswith("cinet.")


def announce() -> Announcer:
    """Listen to compilations from now on.

    >>> isinstance(announce(), Announcer)
    True
    """
    listener = Announcer()
    register: Any = event.register
    register("numba:compile", listener)
    return listener
