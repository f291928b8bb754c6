"""Literal transcriptions of the nulls of backbones, of similarities and of weighted projections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, product
from math import comb, erf, exp, inf, nan, pi, prod, sqrt

import numpy as np
import numpy.typing as npt

from tests.oracles import same_margins

Matrix = npt.NDArray[np.float64]
Table = dict[tuple[int, int], float]


def tied(matrix: Matrix, directed: bool) -> list[tuple[int, int]]:
    n = len(matrix)
    return [(i, j) for i, j in product(range(n), repeat=2) if matrix[i, j] > 0 and (directed or i < j)]


def disparity(matrix: Matrix, directed: bool) -> Table:
    found = {}
    for i, j in tied(matrix, directed):
        sides = [
            1.0 if (others > 0).sum() == 1 else (1 - matrix[i, j] / others.sum()) ** ((others > 0).sum() - 1)
            for others in (matrix[i], matrix[:, j])
        ]
        found[i, j] = float(min(sides))
    return found


def binomial_tail(n: int, chance: float, least: int) -> float:
    return sum(comb(n, x) * chance**x * (1 - chance) ** (n - x) for x in range(least, n + 1))


def mlf(matrix: Matrix, directed: bool) -> Table:
    arcs = int(matrix.sum())
    found = {}
    for i, j in tied(matrix, directed):
        a, b = matrix[i].sum(), matrix[:, j].sum()
        total, chance = (arcs, a * b / arcs**2) if directed else (arcs // 2, a * b / (2 * (arcs / 2) ** 2))
        found[i, j] = binomial_tail(total, float(chance), int(matrix[i, j]))
    return found


def upper_normal(z: float) -> float:
    return (1 - erf(z / sqrt(2))) / 2


def noise_corrected(
    matrix: Matrix, directed: bool, *, moments: bool = False
) -> dict[tuple[int, int], tuple[float, float, float]]:
    """Score, standard deviation and p, step by step; with ``moments``, the beta prior has the variance meant."""
    total = matrix.sum()
    found = {}
    for i, j in tied(matrix, directed):
        w, a, b = matrix[i, j], matrix[i].sum(), matrix[:, j].sum()
        kappa = total / (a * b)
        score = (kappa * w - 1) / (kappa * w + 1)
        mean = a * b / total**2
        variance = 0.0
        if total > 1:
            variance = (1 / total**2) * a * b * (total - a) * (total - b) / (total**2 * (total - 1))
        if variance > 0:
            alpha = mean**2 / variance * (1 - mean) - mean
            last = (1 - mean) ** 2 if moments else 1 - mean**2
            beta = mean / variance * last - (1 - mean)
            expected = (alpha + w) / (alpha + beta + total)
        else:  # the prior is all that counts
            expected = 1.0 if mean == 1 else mean / (1 + 2 * mean)
        spread = expected * (1 - expected) * total
        d = 1 / (a * b) - total * (a + b) / (a * b) ** 2
        sd = sqrt(spread * (2 * (kappa + w * d) / (kappa * w + 1) ** 2) ** 2)
        found[i, j] = (score, sd, upper_normal(score / sd) if sd > 0 else nan)
    return found


def adjusted(p: Sequence[float], correction: str, tests: int) -> list[float]:
    if correction == "bonferroni":
        return [min(1.0, value * tests) for value in p]
    ranked = sorted(p)
    return [
        min([1.0, *(q * tests / rank for rank, q in enumerate(ranked, start=1) if q >= value)]) for value in p
    ]


# --- two modes ----------------------------------------------------------------------------------------------------


def together(events: Sequence[Sequence[int]]) -> dict[tuple[int, int], int]:
    counts: dict[tuple[int, int], int] = {}
    for members in events:
        for pair in combinations(sorted(members), 2):
            counts[pair] = counts.get(pair, 0) + 1
    return counts


def attended(events: Sequence[Sequence[int]], actor: int) -> int:
    return sum(actor in members for members in events)


def hypergeometric(events: Sequence[Sequence[int]]) -> Table:
    n = sum(len(members) > 0 for members in events)
    found = {}
    for (i, j), c in together(events).items():
        a, b = attended(events, i), attended(events, j)
        found[i, j] = sum(comb(a, x) * comb(n - a, b - x) for x in range(c, min(a, b) + 1)) / comb(n, b)
    return found


def poisson_binomial_tail(chances: Sequence[float], least: int) -> float:
    """Add up every outcome, one by one."""
    return sum(
        prod(q if on else 1 - q for q, on in zip(chances, outcome, strict=True))
        for outcome in product((0, 1), repeat=len(chances))
        if sum(outcome) >= least
    )


def poisson_binomial_table(chances: Sequence[float]) -> list[float]:
    """The whole distribution, one trial after the other."""
    held = [1.0]
    for q in chances:
        held = [
            (held[x] * (1 - q) if x < len(held) else 0.0) + (held[x - 1] * q if x else 0.0)
            for x in range(len(held) + 1)
        ]
    return held


def fdsm(events: Sequence[Sequence[int]]) -> Table:
    """Share of all tables with both margins in which the pair meets at least as often."""
    tables = same_margins([frozenset(members) for members in events])
    counts = [together([sorted(row) for row in table]) for table in tables]
    return {
        pair: sum(held.get(pair, 0) >= c for held in counts) / len(counts)
        for pair, c in together(events).items()
    }


def refined_normal_tail(chances: Sequence[float], least: int) -> float:
    """The approximation of the tail that some programs use in place of the sum: a normal with a skewness term."""
    mean = sum(chances)
    sd = sqrt(sum(q * (1 - q) for q in chances))
    skew = sum(q * (1 - q) * (1 - 2 * q) for q in chances) / sd**3
    x = (least - 1 + 0.5 - mean) / sd
    below = 1 - upper_normal(x) + skew * (1 - x * x) * exp(-x * x / 2) / sqrt(2 * pi) / 6
    return 1 - min(max(below, 0.0), 1.0)


SIMILARITIES: dict[str, Callable[[float, float, float, float, float, float, float], float]] = {
    "cosine": lambda c, a, b, n, s, t, m: c / sqrt(a * b),
    "jaccard": lambda c, a, b, n, s, t, m: c / (a + b - c),
    "inclusion": lambda c, a, b, n, s, t, m: c / min(a, b),
    "association_occurrence": lambda c, a, b, n, s, t, m: c / (a * b),
    "association_cooccurrence": lambda c, a, b, n, s, t, m: 2 * m * c / (s * t),
    "lift": lambda c, a, b, n, s, t, m: n * c / (a * b),
}


def similarity(events: Sequence[Sequence[int]], method: str) -> Table:
    counts = together(events)
    n = sum(len(members) > 0 for members in events)
    total = sum(counts.values())
    found = {}
    for (i, j), c in counts.items():
        s, t = (sum(held for pair, held in counts.items() if actor in pair) for actor in (i, j))
        found[i, j] = SIMILARITIES[method](c, attended(events, i), attended(events, j), n, s, t, total)
    return found


# --- weighted participations --------------------------------------------------------------------------------------


def weighted_projection(
    events: Sequence[Sequence[int]], parts: Sequence[Sequence[float]], n_actors: int, weighting: str
) -> Matrix:
    matrix = np.zeros((n_actors, n_actors))
    for members, taken in zip(events, parts, strict=True):
        whole = sum(taken)
        pairs = sum(a * b for a, b in combinations(taken, 2))
        factor = {
            "full": 1.0,
            "newman": whole / (2 * pairs) if pairs else inf,
            "pair": 1 / pairs if pairs else inf,
            "batagelj": 1 / whole**2 if whole else inf,
        }[weighting]
        for (i, a), (j, b) in combinations(zip(members, taken, strict=True), 2):
            matrix[i, j] += a * b * factor
            matrix[j, i] += a * b * factor
    return matrix
