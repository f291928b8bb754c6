"""Networks and recorded values that the tests of the centralities share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from cinet.network import Network
from tests.strategies import network_of

GOLDEN = Path(__file__).parents[1] / "golden" / "centrality"


def recorded(name: str) -> dict[str, Any]:
    """Recorded values."""
    found: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return found


def tnet() -> Network:
    """The example of Opsahl, Agneessens and Skvoretz: six actors, six weighted ties."""
    return network_of(from_ties(6, recorded("tnet")["ties"]))


def from_ties(n: int, ties: Any) -> Any:
    """A dense symmetric matrix of (i, j, weight) with actors counted from 1."""
    held = np.zeros((n, n))
    for i, j, weight in ties:
        held[i - 1, j - 1] = held[j - 1, i - 1] = weight
    return held


def relabelled(matrix: Any, order: Any) -> Any:
    """The same ties with actor order[i] in place i."""
    return np.asarray(matrix)[np.ix_(order, order)]


#: Three in a row, a pair and an isolate.
PIECES = from_ties(6, [(1, 2, 1), (2, 3, 1), (4, 5, 1)])
