"""Recorded values of the measures between actor and whole network, and the networks they are about."""

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
from tests.metrics import samples

GOLDEN: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "golden" / "meso" / "values.json").read_text(encoding="utf-8")
)


def named(name: str) -> Network:
    """Return the network of a recorded value."""
    made = {
        "kite": lambda: samples.network("kite"),
        "florentine": lambda: samples.network("florentine"),
        "karate": lambda: samples.karate(weighted=False),
        "clique 10": lambda: strategies.network_of(samples.clique(10)),
        "star 10": lambda: strategies.network_of(samples.star(9)),
        "ring 10": lambda: from_networkx(nx.cycle_graph(10)),
        "path 10": lambda: strategies.network_of(samples.path(10)),
        "three, two, one": lambda: strategies.network_of(split()),
    }
    return made[name]()


def split() -> Any:
    """Components 0-1-2, 3-4 and 5."""
    matrix = np.zeros((6, 6))
    for i, j in [(0, 1), (1, 2), (3, 4)]:
        matrix[i, j] = matrix[j, i] = 1
    return matrix


def table(matrix: Any) -> Incidence:
    """Rows are collaborations, columns actors."""
    return strategies.incidence_of(
        [np.flatnonzero(row).tolist() for row in matrix], ["firm"] * len(matrix[0])
    )


def toy() -> Network:
    """The six actors of the typed triads."""
    held = GOLDEN["typed_toy"]
    names = list(held["types"])
    at = [[names.index(end) for end in tie] for tie in held["ties"]]
    actors = pd.DataFrame({"type": list(held["types"].values())}, index=names)
    return Network.from_pairs(*np.transpose(at), np.ones(len(at)), actors)


def relabelled(net: Network, order: Any) -> Network:
    """Return the same network with its actors in another order."""
    position = {actor: at for at, actor in enumerate(net.index.take(order))}
    edges = net.edges()
    return Network.from_pairs(
        edges["source"].map(position).astype(int),
        edges["target"].map(position).astype(int),
        edges["weight"],
        net.actors.iloc[order],
    )
