"""The igraph form of an undirected network, for what igraph does right and fast."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import igraph
import numpy as np

from cinet.network import Network

__all__ = ["graph_of", "seeded"]


def graph_of(net: Network) -> igraph.Graph:
    """Return the undirected graph, each tie once in the order of ``net.edges()``, without weights."""
    source = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    keep = source < net.indices
    return igraph.Graph(n=net.n_actors, edges=np.column_stack([source[keep], net.indices[keep]]))


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let igraph draw from a generator of this seed, and give its own back afterwards."""
    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
