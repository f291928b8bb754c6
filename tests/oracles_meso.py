"""Literal, slow transcriptions of the measures between actor and whole network.

Matrices are dense, a tie is a positive entry, events are lists of actors. Nothing here shares code with the package.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, permutations
from math import nan
from typing import Any

import numpy as np

from tests import oracles


def tied(matrix: Any) -> list[tuple[int, int]]:
    return [(i, j) for i, j in combinations(range(len(matrix)), 2) if matrix[i, j] > 0]


def component_sizes(matrix: Any, members: Sequence[int]) -> list[int]:
    """Sizes of the components among the members."""
    waiting, sizes = set(members), []
    while waiting:
        reached, frontier = set(), {min(waiting)}
        while frontier:
            reached |= frontier
            frontier = {j for i in frontier for j in waiting if matrix[i, j] > 0} - reached
        waiting -= reached
        sizes.append(len(reached))
    return sizes


# --- islands ----------------------------------------------------------------------------------------------------


def fragmentation(matrix: Any) -> float:
    n = len(matrix)
    return 1 - sum(s * (s - 1) for s in component_sizes(matrix, range(n))) / (n * (n - 1)) if n > 1 else nan


def distance_fragmentation(matrix: Any) -> float:
    n = len(matrix)
    near = sum(1 / oracles.shortest_ways(matrix, i)[0][j] for i, j in permutations(range(n), 2))
    return 1 - near / (n * (n - 1)) if n > 1 else nan


def mean_distance(matrix: Any) -> float:
    steps = [oracles.shortest_ways(matrix, i)[0][j] for i, j in permutations(range(len(matrix)), 2)]
    known = [step for step in steps if step < np.inf]
    return float(np.mean(known)) if known else nan


def islands(matrix: Any, group: Sequence[str]) -> dict[str, list[float]]:
    """Group -> size, share of isolates, internal, external strength, 1 - external / total."""
    table = {}
    for name in sorted(set(group)):
        mine = [i for i, g in enumerate(group) if g == name]
        total = sum(matrix[i].sum() for i in mine)
        out = sum(matrix[i, j] for i in mine for j in range(len(matrix)) if group[j] != name)
        alone = sum(not oracles.alters(matrix, i) for i in mine) / len(mine)
        table[name] = [len(mine), alone, total - out, out, 1 - out / total if total > 0 else nan]
    return table


def freeman(scores: Sequence[float], star: Sequence[float]) -> float:
    """Sum of the distances to the highest score, over that of a star."""
    return sum(max(scores) - c for c in scores) / sum(max(star) - c for c in star)


# --- mixing -----------------------------------------------------------------------------------------------------


def ei_moments(matrix: Any, group: Sequence[str]) -> list[float]:
    """Mean and standard deviation of the E-I index over all permutations of the labels."""
    values = [oracles.ei_index(matrix, labels, directed=False) for labels in permutations(group)]
    return [float(np.mean(values)), float(np.std(values))]


def nominal_assortativity(matrix: Any, group: Sequence[str]) -> float:
    names = sorted(set(group))
    e = np.zeros((len(names), len(names)))
    for i, j in permutations(range(len(matrix)), 2):
        e[names.index(group[i]), names.index(group[j])] += matrix[i, j]
    if not e.any() or (e.sum(axis=1) > 0).sum() < 2:
        return nan
    e /= e.sum()
    chance = float((e.sum(axis=0) * e.sum(axis=1)).sum())
    return (float(np.trace(e)) - chance) / (1 - chance)


# --- removal ----------------------------------------------------------------------------------------------------


def degree_order(matrix: Any) -> list[int]:
    """Remove the actor of highest degree, then count anew."""
    left, order = list(range(len(matrix))), []
    while left:
        degree = {i: sum(matrix[i, j] > 0 for j in left) for i in left}
        order.append(max(left, key=lambda i: (degree[i], -i)))
        left.remove(order[-1])
    return order


def giants(matrix: Any, order: Sequence[int]) -> list[int]:
    """Largest component after 0, 1, ... removals."""
    n = len(matrix)
    left = [[i for i in range(n) if i not in order[:gone]] for gone in range(len(order) + 1)]
    return [max(component_sizes(matrix, members), default=0) for members in left]


# --- core, club, communities --------------------------------------------------------------------------------------


def core_fit(matrix: Any, core: Sequence[int], ideal: str) -> float:
    """Correlation of ties and ideal over all pairs; NaN when one does not vary."""
    pairs = list(combinations(range(len(matrix)), 2))
    join = max if ideal == "max" else min
    wanted = [float(join(i in core, j in core)) for i, j in pairs]
    found = [float(matrix[i, j] > 0) for i, j in pairs]
    if len(set(wanted)) < 2 or len(set(found)) < 2:
        return nan
    return float(np.corrcoef(wanted, found)[0, 1])


def best_core_fit(matrix: Any, ideal: str) -> float:
    n = len(matrix)
    fits = [core_fit(matrix, core, ideal) for size in range(n + 1) for core in combinations(range(n), size)]
    known = [fit for fit in fits if fit == fit]
    return max(known) if known else nan


def lip(matrix: Any, core: Sequence[int]) -> int:
    """Missing ties of the core and ties of the periphery."""
    return sum(
        (matrix[i, j] == 0) if {i, j} <= set(core) else (matrix[i, j] > 0 and not {i, j} & set(core))
        for i, j in combinations(range(len(matrix)), 2)
    )


def best_lip(matrix: Any) -> int:
    n = len(matrix)
    return min(lip(matrix, core) for size in range(n + 1) for core in combinations(range(n), size))


def rich_club(matrix: Any, k: int) -> float:
    rich = [i for i in range(len(matrix)) if len(oracles.alters(matrix, i)) > k]
    pairs = list(combinations(rich, 2))
    return sum(matrix[i, j] > 0 for i, j in pairs) / len(pairs) if pairs else nan


def modularity(matrix: Any, member: Sequence[int], resolution: float = 1.0) -> float:
    strength, twice = matrix.sum(axis=1), matrix.sum()
    if twice == 0:
        return nan
    return float(
        sum(
            matrix[i, j] - resolution * strength[i] * strength[j] / twice
            for i in range(len(matrix))
            for j in range(len(matrix))
            if member[i] == member[j]
        )
        / twice
    )


def barber(events: Sequence[Sequence[int]], of_actors: Sequence[int], of_events: Sequence[int]) -> float:
    m = sum(len(members) for members in events)
    if m == 0:
        return nan
    activity = [sum(actor in members for members in events) for actor in range(len(of_actors))]
    return (
        sum(
            (actor in members) - activity[actor] * len(members) / m
            for event, members in enumerate(events)
            for actor in range(len(of_actors))
            if of_actors[actor] == of_events[event]
        )
        / m
    )


def pair_counts(first: Sequence[object], second: Sequence[object]) -> Counter[tuple[bool, bool]]:
    """Pairs of members by whether they are together in the first and in the second partition."""
    return Counter(
        (first[i] == first[j], second[i] == second[j]) for i, j in combinations(range(len(first)), 2)
    )


def adjusted_rand(first: Sequence[object], second: Sequence[object]) -> float:
    """Hubert and Arabie from the four counts of pairs."""
    counts = pair_counts(first, second)
    a, b, c, d = (counts[key] for key in ((True, True), (True, False), (False, True), (False, False)))
    below = (a + b) * (b + d) + (a + c) * (c + d)
    return 2 * (a * d - b * c) / below if below else 1.0


# --- triads -----------------------------------------------------------------------------------------------------


def typed_triads(matrix: Any, group: Sequence[str], events: Sequence[Sequence[int]]) -> Counter[Any]:
    """(sorted types, "closed" | "open" | "joint") -> count, by looking at every three actors."""
    found: Counter[Any] = Counter()
    for three in combinations(range(len(matrix)), 3):
        types = tuple(sorted(group[i] for i in three))
        ties = sum(matrix[i, j] > 0 for i, j in combinations(three, 2))
        if ties == 3:
            found[types, "closed"] += 1
            found[types, "joint"] += any(set(three) <= set(members) for members in events)
        if ties == 2:
            found[types, "open"] += 1
    return found


def centred_triads(matrix: Any, group: Sequence[str]) -> Counter[Any]:
    """(type of the middle, sorted types of the ends, closed or not) -> count."""
    return Counter(
        (group[v], tuple(sorted((group[i], group[k]))), bool(matrix[i, k] > 0))
        for v in range(len(matrix))
        for i, k in combinations(oracles.alters(matrix, v), 2)
    )


def barrat(matrix: Any) -> list[float]:
    """c_i = 1 / (s_i (k_i - 1)) sum over ordered tied pairs (j, h) of alters of (w_ij + w_ih) / 2."""
    found = []
    for i in range(len(matrix)):
        alters = oracles.alters(matrix, i)
        closed = [(matrix[i, j] + matrix[i, h]) / 2 for j, h in permutations(alters, 2) if matrix[j, h] > 0]
        found.append(sum(closed) / (matrix[i].sum() * (len(alters) - 1)) if len(alters) > 1 else nan)
    return found


# --- two modes --------------------------------------------------------------------------------------------------


def nodf_of(sets: Sequence[set[int]], as_given: bool = False) -> tuple[float, int]:
    """Sum of the paired overlaps in per cent, and the number of pairs."""
    total = 0.0
    for i, j in combinations(range(len(sets)), 2):
        a, b = sets[i], sets[j]
        if len(a) < len(b) and not as_given:
            a, b = b, a
        if len(a) > len(b) > 0:
            total += 100 * len(a & b) / len(b)
    return total, len(sets) * (len(sets) - 1) // 2


def robins_alexander(events: Sequence[Sequence[int]], n_actors: int) -> float:
    """4 C4 / L3: four-cycles and paths of three ties, counted one by one."""
    sets = [set(members) for members in events]
    cycles = sum(
        a in s and b in s and a in t and b in t
        for s, t in combinations(sets, 2)
        for a, b in combinations(range(n_actors), 2)
    )
    paths = sum(
        a in s and b in s and b in t
        for s, t in permutations(sets, 2)
        for a, b in permutations(range(n_actors), 2)
    )
    return 4 * cycles / paths if paths else nan


def four_paths(events: Sequence[Sequence[int]], n_actors: int) -> tuple[int, int]:
    """Paths i - a - j - b - k of different nodes that an event other than a and b closes; and all of them."""
    sets = [set(members) for members in events]
    closed = paths = 0
    for (a, s), (b, t) in permutations(enumerate(sets), 2):
        for i, j, k in permutations(range(n_actors), 3):
            if i in s and j in s and j in t and k in t:
                paths += 1
                closed += any(i in u and k in u for c, u in enumerate(sets) if c not in (a, b))
    return closed, paths
