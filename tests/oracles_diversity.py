"""Literal transcriptions of diversity, integration, dependence, association and convergence: loops over pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log, log2, nan, sqrt
from typing import Any


def shares(row: Sequence[float]) -> list[float]:
    return [value / sum(row) for value in row]


def rao(row: Sequence[float], d: Any, alpha: float = 1, beta: float = 1) -> float:
    p = shares(row)
    used = [i for i, share in enumerate(p) if share > 0]
    return sum(d[i][j] ** alpha * (p[i] * p[j]) ** beta for i in used for j in used if i != j)


def gini(row: Sequence[float]) -> float:
    """Half the relative mean difference."""
    n = len(row)
    return sum(abs(a - b) for a in row for b in row) / (2 * n * sum(row))


def div(row: Sequence[float], d: Any, available: float) -> float:
    used = [i for i, value in enumerate(row) if value > 0]
    n = len(used)
    if n == 1:
        return 0.0
    apart = sum(d[i][j] for i in used for j in used if i != j) / (n * (n - 1))
    return n / available * (1 - gini([row[i] for i in used])) * apart


def entropy(row: Sequence[float]) -> float:
    return -sum(p * log2(p) for p in shares(row) if p > 0)


def varieties(row: Sequence[float], groups: Sequence[str]) -> tuple[float, float]:
    """Related and unrelated, each from its own definition."""
    p = shares(row)
    related = unrelated = 0.0
    for group in set(groups):
        members = [p[i] for i, other in enumerate(groups) if other == group]
        total = sum(members)
        if total > 0:
            unrelated += total * log2(1 / total)
            related += total * sum(m / total * log2(total / m) for m in members if m > 0)
    return related, unrelated


def integration(c: Any) -> tuple[float, float, float, list[float]]:
    n = len(c)
    total = sum(map(sum, c))
    q = [[value / total for value in row] for row in c]
    margin = [sum(row) for row in q]

    def t(i: int, j: int) -> float:
        return log(q[i][j] / (margin[i] * margin[j]))

    def mean(pairs: list[tuple[int, int]]) -> float:
        weight = sum(q[i][j] for i, j in pairs)
        return sum(q[i][j] * t(i, j) for i, j in pairs) / weight if weight else nan

    tied = [(i, j) for i in range(n) for j in range(n) if q[i][j] > 0]
    rows = [
        sum(q[i][j] * t(i, j) for j in range(n) if q[i][j] > 0) / margin[i] if margin[i] else nan
        for i in range(n)
    ]
    return (
        sum(q[i][j] * t(i, j) for i, j in tied),
        mean([(i, j) for i, j in tied if i == j]),
        mean([(i, j) for i, j in tied if i != j]),
        rows,
    )


def dependence(w: Any) -> dict[tuple[int, int], tuple[float, float, float]]:
    n = len(w)
    found = {}
    for i in range(n):
        for j in range(n):
            if w[i][j] > 0:
                there, back = w[i][j] / sum(w[i]), w[j][i] / sum(w[j])
                found[i, j] = (there, abs(there - back) / max(there, back), back - there)
    return found


def association(c: float, a: float, b: float, total: float, measure: str) -> float:
    pai = total * c / (a * b)
    values = {
        "cosine": lambda: c / sqrt(a * b),
        "jaccard": lambda: c / (a + b - c),
        "inclusion": lambda: c / min(a, b),
        "dice": lambda: 2 * c / (a + b),
        "equivalence": lambda: c**2 / (a * b),
        "association_strength": lambda: c / (a * b),
        "pai": lambda: pai,
        "pai_symmetric": lambda: (pai - 1) / (pai + 1),
        "steijn": lambda: c / ((a / total * b / (total - a) + b / total * a / (total - b)) * total / 2),
    }
    return values[measure]()


def joined(records: Mapping[tuple[Any, Any], set[str]]) -> dict[Any, dict[tuple[str, str], int]]:
    """Window -> pair of classes -> records that join them."""
    found: dict[Any, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    for (window, _), classes in records.items():
        for pair in combinations(sorted(classes), 2):
            found[window][pair] += 1
    return found


def weighted_nesting(rows: Sequence[Sequence[float]], equal: bool) -> tuple[float, int]:
    """Sum over pairs of rows, and their number."""
    total = 0.0
    for a in rows:
        for b in rows:
            fill = sum(value > 0 for value in b)
            if sum(value > 0 for value in a) > fill > 0:
                below = sum(x > y > 0 or (equal and x == y > 0) for x, y in zip(a, b, strict=True))
                total += below / fill
    return total, len(rows) * (len(rows) - 1) // 2
