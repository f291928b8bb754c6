"""Measures of indicator systems, written as their formulas are: one unit and one indicator at a time."""

from __future__ import annotations

import math
from statistics import fmean, pstdev


def minmax(column, direction):
    low, high = min(column), max(column)
    if direction in ("positive", "negative"):
        if low == high:
            return [0.0 for _ in column]
        if direction == "positive":
            return [(x - low) / (high - low) for x in column]
        return [(high - x) / (high - low) for x in column]
    if direction[0] == "centre":
        centre = direction[1]
        widest = max(abs(x - centre) for x in column)
        return [1.0 if widest == 0 else 1 - abs(x - centre) / widest for x in column]
    _, a, b = direction
    widest = max(a - low, high - b)
    found = []
    for x in column:
        if x < a:
            found.append(1 - (a - x) / widest)
        elif x > b:
            found.append(1 - (x - b) / widest)
        else:
            found.append(1.0)
    return found


def entropies(columns):
    """Entropy of every column of non-negative numbers; 1 for a constant one."""
    found = []
    for column in columns:
        if len(set(column)) == 1:
            found.append(1.0)
            continue
        total = sum(column)
        e = 0.0
        for x in column:
            if x > 0:
                e -= x / total * math.log(x / total) / math.log(len(column))
        found.append(e)
    return found


def shares(raw):
    return [one / sum(raw) for one in raw]


def correlation(a, b):
    ma, mb = fmean(a), fmean(b)
    top = sum((x - ma) * (y - mb) for x, y in zip(a, b, strict=True))
    return top / math.sqrt(sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b))


def critic(columns):
    return shares(
        [
            pstdev(own) * sum(1 - correlation(own, other) for other in columns if other is not own)
            for own in columns
        ]
    )


def topsis(columns, weights, directions):
    """Vector-normalised; directions positive or negative. (C, d_plus, d_minus) per unit."""
    v = [
        [w * x / math.sqrt(sum(y * y for y in column)) for x in column]
        for column, w in zip(columns, weights, strict=True)
    ]
    found = []
    for unit in range(len(columns[0])):
        to_best = to_worst = 0.0
        for column, direction in zip(v, directions, strict=True):
            best, worst = (max, min) if direction == "positive" else (min, max)
            to_best += (column[unit] - best(column)) ** 2
            to_worst += (column[unit] - worst(column)) ** 2
        to_best, to_worst = math.sqrt(to_best), math.sqrt(to_worst)
        found.append((to_worst / (to_best + to_worst), to_best, to_worst))
    return found


def grey(reference, factors, rho):
    """Degrees of series that are comparable already."""
    away = [[abs(a - b) for a, b in zip(reference, factor, strict=True)] for factor in factors]
    least = min(min(row) for row in away)
    most = max(max(row) for row in away)
    return [fmean((least + rho * most) / (one + rho * most) for one in row) for row in away]


def obstacle(scores, weights):
    """Shares for one unit with scores in [0, 1]."""
    loss = [w * (1 - x) for x, w in zip(scores, weights, strict=True)]
    return [one / sum(loss) if sum(loss) > 0 else 0.0 for one in loss]


def places(scores):
    """Rank 1 for the highest; ties share the mean of their places."""
    return [
        1 + sum(other > one for other in scores) + (sum(other == one for other in scores) - 1) / 2
        for one in scores
    ]
