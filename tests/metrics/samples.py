"""Networks with known values, and the values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from cinet.incidence import Incidence
from cinet.interop.networkx import from_networkx
from cinet.network import Network
from tests import strategies

GOLDEN = Path(__file__).parents[1] / "golden" / "structure"


def golden(name: str) -> dict[str, Any]:
    """Recorded values of one network."""
    found: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return found


def davis() -> Incidence:
    """The women of Davis, Gardner and Gardner, with the events they went to."""
    graph = nx.davis_southern_women_graph()
    women = [node for node, kind in graph.nodes(data="bipartite") if kind == 0]
    events = [node for node, kind in graph.nodes(data="bipartite") if kind == 1]
    pairs = [(event, women.index(woman)) for event, name in enumerate(events) for woman in graph[name]]
    return Incidence.from_codes(
        [event for event, _ in pairs],
        [woman for _, woman in pairs],
        collaborations=pd.DataFrame(index=events),
        actors=pd.DataFrame(
            index=[woman.split()[0] if woman != "Frances Anderson" else "Frances" for woman in women]
        ),
    )


def karate(*, weighted: bool) -> Network:
    """Zachary's karate club."""
    return from_networkx(nx.karate_club_graph(), weight="weight" if weighted else None)


def network(name: str) -> Network:
    """The network that a file of recorded values is about."""
    made = {
        "kite": lambda: from_networkx(nx.krackhardt_kite_graph()),
        "florentine": lambda: from_networkx(nx.florentine_families_graph()),
        "karate": lambda: karate(weighted=False),
        "karate_weighted": lambda: karate(weighted=True),
        "davis_full": lambda: davis().network(),
        "burt1992_p56": lambda: strategies.network_of(golden(name)["matrix"]),
        "toy_weighted": lambda: strategies.network_of(golden(name)["matrix"]),
        "toy_directed": lambda: strategies.network_of(golden(name)["matrix"], directed=True),
    }
    return made[name]()


def star(n: int) -> Any:
    """One centre and n alters."""
    held = np.zeros((n + 1, n + 1))
    held[0, 1:] = held[1:, 0] = 1
    return held


def clique(n: int) -> Any:
    """All tied to all."""
    return 1.0 - np.eye(n)


def path(n: int) -> Any:
    """A chain."""
    return np.eye(n, k=1) + np.eye(n, k=-1)
