"""The kernels are tested twice: compiled, and as plain Python so that coverage sees into them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest


@pytest.fixture(autouse=True, scope="package")
def wrapping_integers() -> Iterator[None]:
    """Let 64-bit integers wrap silently in plain Python too, as they do when compiled."""
    with np.errstate(over="ignore"):
        yield
