"""Coupling coordination as the formulas are written, one unit at a time."""

from __future__ import annotations

import math
from itertools import combinations, permutations


def standard(scores):
    n = len(scores)
    total = math.fsum(scores)
    return math.nan if total == 0 else n * math.prod(scores) ** (1 / n) / total


def wang(scores):
    n = len(scores)
    if max(scores) == 0:
        return math.nan
    pairs = math.fsum(abs(a - b) for a, b in combinations(scores, 2)) / sum(range(1, n))
    ratio = math.prod(score / max(scores) for score in scores) ** (1 / (n - 1))
    return math.sqrt(max((1 - pairs) * ratio, 0))


def liao(scores, k=2):
    total = math.fsum(scores)
    return math.nan if total == 0 else (math.prod(scores) / (total / len(scores)) ** len(scores)) ** k


def coordination(degree, scores, weights):
    return math.sqrt(degree * math.fsum(w * u for w, u in zip(weights, scores, strict=True)))


def pair_sum(scores):
    n = len(scores)
    return n * (math.prod(scores) / math.prod(a + b for a, b in combinations(scores, 2))) ** (1 / n)


def each_pair_twice(scores):
    n = len(scores)
    return n * (math.prod(scores) / math.prod(a + b for a, b in permutations(scores, 2))) ** (1 / n)


def wrong(name, scores, weights):
    """C by a formula met in print that is wrong."""
    n, mean = len(scores), math.fsum(scores) / len(scores)
    weighted = [w * u for w, u in zip(weights, scores, strict=True)]
    return {
        "lost_coefficient": lambda: (math.prod(scores) / math.fsum(scores) ** n) ** (1 / n),
        "lost_root": lambda: math.prod(scores) / mean**n,
        "square_root": lambda: math.sqrt(math.prod(scores) / mean**n),
        "pair_sum": lambda: pair_sum(scores),
        "pair_sum_lost_coefficient": lambda: pair_sum(scores) / n,
        "each_pair_twice": lambda: each_pair_twice(scores),
        "weighted_scores": lambda: standard(weighted),
        "weighted_means": lambda: (
            math.prod(u**w for u, w in zip(scores, weights, strict=True)) / math.fsum(weighted)
        ),
    }[name]()
