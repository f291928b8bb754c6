"""Small inputs on which every measure is checked, and what can be done to them without changing what they say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.incidence import Incidence
from cinet.network import Network
from cinet.patterns import Patterns
from tests.contract import examples_synergy
from tests.metrics import samples
from tests.strategies import actor_table, incidence_of, matrix_of, network_of

KINDS = ["firm", "university", "government"]


def kinds(n: int) -> list[str]:
    return [KINDS[number % 3] for number in range(n)]


def joined(*blocks: Any) -> Any:
    """Matrices side by side without a tie between them."""
    n = sum(len(block) for block in blocks)
    held = np.zeros((n, n))
    start = 0
    for block in blocks:
        held[start : start + len(block), start : start + len(block)] = block
        start += len(block)
    return held


def example(matrix: Any, *, directed: bool = False) -> Network:
    return network_of(matrix, directed=directed, kinds=kinds(len(matrix)))


def random_matrix(n: int, *, share: float, seed: int, directed: bool = False) -> Any:
    """Ties at random, with strengths that add up exactly."""
    generator = np.random.default_rng(seed)
    held = np.where(generator.random((n, n)) < share, generator.integers(1, 9, (n, n)) / 4.0, 0.0)
    np.fill_diagonal(held, 0.0)
    return held if directed else np.triu(held) + np.triu(held).T


#: A clique, a path hanging on it, a triangle apart, an isolate: weighted.
MIXED = joined(
    samples.clique(4) * np.add.outer(range(1, 5), range(1, 5)), samples.path(3) * 0.5, np.zeros((1, 1))
)
MIXED[3, 4] = MIXED[4, 3] = 2.0

NETWORKS = {
    "empty": example(np.zeros((0, 0))),
    "one actor": example(np.zeros((1, 1))),
    "isolates": example(np.zeros((4, 4))),
    "path": example(samples.path(5)),
    "star": example(samples.star(5)),
    "clique": example(samples.clique(5)),
    "triangle": example(samples.clique(3)),
    "two components": example(joined(samples.clique(3), samples.path(4), np.zeros((1, 1)))),
    "weighted": example(joined(samples.clique(4) * np.add.outer(range(4), range(4)), samples.path(2) * 0.1)),
    "mixed": example(MIXED),
    "random": example(random_matrix(14, share=0.3, seed=1)),
}
DIRECTED = {
    "path": example(np.triu(samples.path(5)), directed=True),
    "cycle": example(np.roll(np.eye(5), 1, axis=1), directed=True),
    "random": example(random_matrix(12, share=0.25, seed=2, directed=True), directed=True),
    "isolates": example(np.zeros((3, 3)), directed=True),
}
LARGE = example(random_matrix(60, share=0.12, seed=3))

INCIDENCES = {
    "no collaboration": incidence_of([], kinds(3)),
    "one collaboration": incidence_of([[0, 1, 2]], kinds(3)),
    "pairs": incidence_of([[0, 1], [1, 2], [2, 3]], kinds(4)),
    "nested": incidence_of([[0, 1, 2, 3], [0, 1, 2], [0, 1], [0]], kinds(5)),
    "random": incidence_of(
        [sorted(set(row.tolist())) for row in np.random.default_rng(4).integers(0, 9, (12, 4))], kinds(9)
    ),
}


def weighted(incidence: Incidence, weights: Any) -> Incidence:
    """The same participations, each with a weight."""
    return Incidence(
        incidence.indptr,
        incidence.indices,
        collaborations=incidence.collaborations,
        actors=incidence.actors,
        weights=weights,
    )


INCIDENCES |= {
    "weighted": weighted(
        INCIDENCES["random"],
        np.random.default_rng(10).integers(1, 9, len(INCIDENCES["random"].indices)) / 4.0,
    ),
    "nested weights": weighted(INCIDENCES["nested"], [5.0, 3.0, 2.0, 1.0, 4.0, 2.0, 2.0, 4.0, 1.0, 2.0]),
    "one weight": weighted(INCIDENCES["one collaboration"], [1.0, 0.5, 2.0]),
}
PATTERNS = {
    "three parts": Patterns([[0, 10, 5, 4, 2, 1, 1, 3]], ["U", "I", "G"], none_known=False),
    "two groups": Patterns([[3, 4, 2, 9], [1, 0, 5, 2]], ["U", "I"], none_known=True),
    **examples_synergy.PATTERNS,
}
#: Several networks of the same actors.
LAYERS = {
    "two": {"patents": NETWORKS["path"], "papers": NETWORKS["clique"]},
    "one empty": {"patents": NETWORKS["clique"], "papers": example(np.zeros((5, 5)))},
}
BY_READS: dict[str, dict[str, Any]] = {
    "network": NETWORKS,
    "incidence": INCIDENCES,
    "patterns": PATTERNS,
    "layers": LAYERS,
    **examples_synergy.BY_READS,
}


def parts(held: Any) -> list[Any]:
    """The arrays and frames that an input consists of."""
    if isinstance(held, pd.Series | pd.DataFrame):
        return [held]
    if isinstance(held, dict):
        return [part for each in held.values() for part in parts(each)]
    if isinstance(held, float):
        return []
    return [part for part in held.__reduce__()[1] if isinstance(part, np.ndarray | pd.DataFrame)]


def again(held: Any) -> Any:
    """Return an equal input that shares nothing with the first, not even what it remembers."""
    if isinstance(held, pd.Series | pd.DataFrame):
        return held.copy()
    if isinstance(held, dict):
        return {name: again(each) for name, each in held.items()}
    if isinstance(held, float):
        return held
    maker, arguments = held.__reduce__()[:2]
    return maker(*arguments)


def permuted(net: Network, order: Any) -> Network:
    """The same network, its actors in another order."""
    matrix = matrix_of(net)[np.ix_(order, order)]
    actors = net.actors.iloc[order]
    source, target = np.nonzero(matrix if net.directed else np.triu(matrix))
    return Network.from_pairs(source, target, matrix[source, target], actors, directed=net.directed)


def reweighted(net: Network, change: Any) -> Network:
    """The same ties with other strengths."""
    matrix = matrix_of(net)
    return network_of(change(matrix) * (matrix > 0), directed=net.directed, kinds=net.actors["type"])


def renamed(net: Network) -> Network:
    """The same network, its actors named so that their names sort the other way round."""
    actors = net.actors.set_axis([f"z{net.n_actors - number:03d}" for number in range(net.n_actors)])
    return Network(net.indptr, net.indices, net.weights, actors, directed=net.directed)


def permuted_incidence(incidence: Incidence, order: Any) -> Incidence:
    """The same two-mode table, its actors in another order."""
    place = np.argsort(order)
    rows = np.repeat(np.arange(incidence.n_collaborations), np.diff(incidence.indptr))
    return Incidence.from_codes(
        rows,
        place[incidence.indices],
        collaborations=incidence.collaborations,
        actors=incidence.actors.iloc[order],
        weights=incidence.weights,
    )


def ecosystem(*, seed: int | None = None) -> Ecosystem:
    """Twelve collaborations of nine actors; with a seed, the rows of the tables in another order."""
    generator = np.random.default_rng(5)
    events = [sorted(set(row.tolist())) for row in generator.integers(0, 9, (12, 3))]
    actors = actor_table(kinds(9)).reset_index()
    collaborations = pd.DataFrame({"collab_id": [f"c{n:02d}" for n in range(len(events))], "year": 2020})
    participations = pd.DataFrame(
        [(f"c{n:02d}", f"a{member}") for n, members in enumerate(events) for member in members],
        columns=["collab_id", "actor_id"],
    )
    if seed is not None:
        collaborations = collaborations.sample(frac=1, random_state=seed)
        participations = participations.sample(frac=1, random_state=seed)
    return Ecosystem(actors, collaborations, participations)
