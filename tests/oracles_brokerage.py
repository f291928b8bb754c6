"""Literal, slow transcriptions for brokerage: open pairs one by one, and their moments by enumeration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations, product
from math import sqrt

import numpy as np
import numpy.typing as npt

from tests.oracles import ROLES, Matrix, role

Paths = list[tuple[int, int, int]]
Flags = npt.NDArray[np.bool_]


def paths(n: int, directed: bool) -> Paths:
    """All i - v - k of three different actors; undirected ones from the lower end."""
    return [(i, v, k) for i, v, k in permutations(range(n), 3) if directed or i < k]


def is_open(matrix: Matrix, i: int, v: int, k: int) -> bool:
    return bool(matrix[i, v] > 0 and matrix[v, k] > 0 and matrix[i, k] == 0)


def merged(name: str, directed: bool) -> str:
    """An undirected representative is a gatekeeper."""
    return name if directed or name != "representative" else "gatekeeper"


def credited_roles(
    matrix: Matrix, group: Sequence[object], directed: bool, credit: str
) -> list[dict[str, float]]:
    """What open paths are worth to each actor, by role."""
    n = len(matrix)
    found = [dict.fromkeys(ROLES, 0.0) for _ in range(n)]
    for i, v, k in paths(n, directed):
        if is_open(matrix, i, v, k):
            between = sum(matrix[i, u] > 0 and matrix[u, k] > 0 for u in range(n))
            worth = {
                "shared": 1 / between,
                "min": min(matrix[i, v], matrix[v, k]),
                "geometric": sqrt(matrix[i, v] * matrix[v, k]),
            }[credit]
            found[v][merged(role(group[i], group[v], group[k]), directed)] += worth
    for row in found:
        row["total"] = sum(row.values())
        if not directed:
            row["representative"] = row["gatekeeper"]
    return found


def cells(matrix: Matrix, group: Sequence[str], directed: bool) -> Counter[tuple[int, str, str]]:
    """(actor, group of one end, group of the other) -> open pairs; undirected groups in order."""
    found: Counter[tuple[int, str, str]] = Counter()
    for i, v, k in paths(len(matrix), directed):
        if is_open(matrix, i, v, k):
            a, c = group[i], group[k]
            found[(v, a, c) if directed else (v, min(a, c), max(a, c))] += 1
    return found


# --- moments ------------------------------------------------------------------------------------------------------


def all_graphs(n: int, directed: bool) -> Flags:
    """Return every network of n actors, [network, i, j]."""
    places = list(permutations(range(n), 2)) if directed else list(combinations(range(n), 2))
    held = np.zeros((2 ** len(places), n, n), dtype=bool)
    for bit, (i, j) in enumerate(places):
        held[:, i, j] = np.arange(len(held)) >> bit & 1
        if not directed:
            held[:, j, i] = held[:, i, j]
    return held


def enumerated_moments(graphs: Flags, wanted: Paths, p: float, directed: bool) -> tuple[float, float]:
    """Mean and SD of the number of these paths that are open, over all networks."""
    n = graphs.shape[1]
    ties = graphs.sum(axis=(1, 2)) // (1 if directed else 2)
    places = n * (n - 1) // (1 if directed else 2)
    chance = p**ties * (1 - p) ** (places - ties)
    count = np.zeros(len(graphs))
    for i, v, k in wanted:
        count += graphs[:, i, v] & graphs[:, v, k] & ~graphs[:, i, k]
    mean = float((chance * count).sum())
    return mean, sqrt(float((chance * (count - mean) ** 2).sum()))


class Couples:
    """Covariances of all couples of paths of n actors, from the ties that both need or one of them refuses."""

    def __init__(self, n: int, p: float, directed: bool) -> None:
        self.paths = paths(n, directed)
        self.q = p**2 * (1 - p)

        def place(i: int, j: int) -> int:
            return i * n + j if directed or i < j else j * n + i

        needs = np.zeros((len(self.paths), n * n), dtype=int)
        refuses = needs.copy()
        for row, (i, v, k) in enumerate(self.paths):
            needs[row, [place(i, v), place(v, k)]] = 1
            refuses[row, place(i, k)] = 1
        both = p ** (4.0 - needs @ needs.T) * (1 - p) ** (2.0 - refuses @ refuses.T)
        self.covariance = np.where((needs @ refuses.T + refuses @ needs.T) > 0, 0.0, both) - self.q**2

    def moments(self, wanted: Paths) -> tuple[float, float]:
        """Mean and SD of the number of these paths that are open."""
        chosen = np.array([path in set(wanted) for path in self.paths], dtype=bool)
        variance = self.covariance[np.ix_(chosen, chosen)].sum()
        return chosen.sum() * self.q, sqrt(max(variance, 0.0))


def paths_by_role(
    group: Sequence[int], directed: bool, broker: int | None = None
) -> Iterator[tuple[str, Paths]]:
    """Every role (and the total) with the paths that make it, of one broker or of all."""
    every = [path for path in paths(len(group), directed) if broker is None or path[1] == broker]
    for name in ROLES:
        wanted = merged(name, directed)
        yield (
            name,
            [path for path in every if merged(role(*(group[actor] for actor in path)), directed) == wanted],
        )
    yield "total", every


def paths_by_cell(
    group: Sequence[int], n_groups: int, directed: bool
) -> Iterator[tuple[tuple[int, int, int], Paths]]:
    """Every cell of the group tensor with the paths that make it."""
    for a, b, c in product(range(n_groups), repeat=3):
        ends = {(a, c)} if directed else {(a, c), (c, a)}
        yield (
            (a, b, c),
            [(i, v, k) for i, v, k in paths(len(group), directed)
             if (group[i], group[k]) in ends and group[v] == b],
        )  # fmt: skip


# --- permuted labels, given degrees --------------------------------------------------------------------------------


def external_ties(matrix: Matrix, sizes: tuple[int, int]) -> tuple[float, float]:
    """Mean and SD of the ties between two groups whose labels are permuted over the actors."""
    n1, n2 = sizes
    n = n1 + n2
    degree = (matrix > 0).sum(axis=1)
    m = degree.sum() / 2
    s = (degree * (degree - 1)).sum()
    apart = m * (m - 1) - s
    p2 = 2 * n1 * n2 / (n * (n - 1))
    both = 4 * n1 * (n1 - 1) * n2 * (n2 - 1) / (n * (n - 1) * (n - 2) * (n - 3))
    variance = m * p2 + s * n1 * n2 / (n * (n - 1)) + apart * both - (m * p2) ** 2
    return m * p2, sqrt(max(variance, 0.0))


def same_degrees(matrix: Matrix, directed: bool) -> set[tuple[tuple[int, int], ...]]:
    """All simple networks (as sorted ties) in which every actor has its number of ties (in each direction)."""
    n = len(matrix)
    places = list(permutations(range(n), 2)) if directed else list(combinations(range(n), 2))
    wanted = (matrix > 0).sum(axis=1).tolist(), (matrix > 0).sum(axis=0).tolist()
    n_ties = int((matrix > 0).sum()) // (1 if directed else 2)
    found = set()
    for chosen in combinations(places, n_ties):
        out, inward = [0] * n, [0] * n
        for i, j in chosen:
            for a, b in [(i, j)] if directed else [(i, j), (j, i)]:
                out[a] += 1
                inward[b] += 1
        if (out, inward) == wanted:
            found.add(tuple(chosen))
    return found
