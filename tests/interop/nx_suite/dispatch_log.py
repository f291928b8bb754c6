"""A pytest plugin: how often NetworkX's tests really called each function of the backend, as a file."""

from __future__ import annotations

import functools
import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cinet.interop.nx_backend import BackendInterface
from cinet.interop.nx_info import FUNCTIONS

CALLS: Counter[str] = Counter()


def counted(name: str, function: Callable[..., Any]) -> Any:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        CALLS[name] += 1
        return function(*args, **kwargs)

    return staticmethod(call)


def pytest_configure() -> None:
    for name in FUNCTIONS:
        setattr(BackendInterface, name, counted(name, getattr(BackendInterface, name)))


def pytest_sessionfinish() -> None:
    Path(os.environ["DISPATCH_LOG"]).write_text(json.dumps(CALLS), encoding="utf-8")
