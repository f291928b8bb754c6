"""Values of games as their definitions say, slow and plain; a game is a function of a frozenset."""

from __future__ import annotations

from itertools import chain, combinations, permutations
from math import factorial

import numpy as np


def subsets(players):
    held = list(players)
    return [frozenset(c) for c in chain.from_iterable(combinations(held, k) for k in range(len(held) + 1))]


def worth_of(values):
    return lambda coalition: values[sum(1 << player for player in coalition)]


def shapley(v, players):
    total = dict.fromkeys(players, 0.0)
    for order in permutations(players):
        there = frozenset()
        for player in order:
            total[player] += v(there | {player}) - v(there)
            there |= {player}
    return [total[player] / factorial(len(players)) for player in players]


def dividend(v, coalition):
    return sum((-1) ** (len(coalition) - len(part)) * v(part) for part in subsets(coalition))


def interaction(v, players, coalition):
    n, s = len(players), len(coalition)
    total = 0.0
    for others in subsets(set(players) - coalition):
        t = len(others)
        weight = factorial(n - t - s) * factorial(t) / factorial(n - s + 1)
        total += weight * sum((-1) ** (s - len(part)) * v(part | others) for part in subsets(coalition))
    return total


def components(coalition, links):
    left, found = set(coalition), []
    while left:
        part = {min(left)}
        while True:
            grown = part | {b for a, b in links for a, b in ((a, b), (b, a)) if a in part and b in left}
            if grown == part:
                break
            part = grown
        found.append(frozenset(part))
        left -= part
    return found


def myerson(v, players, links):
    return shapley(lambda coalition: sum(v(part) for part in components(coalition, links)), players)


def position_value(v, players, links):
    alone = sum(v(frozenset([player])) for player in players)
    numbers = list(range(len(links)))

    def connected(chosen):
        return sum(v(part) for part in components(players, [links[link] for link in chosen])) - alone

    paid = shapley(connected, numbers)
    return [
        v(frozenset([player])) + sum(paid[link] for link in numbers if player in links[link]) / 2
        for player in players
    ]


def is_convex(v, players):
    return all(v(a | b) + v(a & b) >= v(a) + v(b) for a in subsets(players) for b in subsets(players))


def is_superadditive(v, players):
    return all(v(a | b) >= v(a) + v(b) for a in subsets(players) for b in subsets(players) if not a & b)


def is_monotone(v, players):
    return all(v(a) <= v(b) for b in subsets(players) for a in subsets(b))


def polygon_area(corners):
    """Area in the plane of equal totals, by the shoelace formula, for corners that go around."""
    corners = np.asarray(corners)
    x = (corners[:, 1] - corners[:, 0]) / np.sqrt(2)
    y = (2 * corners[:, 2] - corners[:, 0] - corners[:, 1]) / np.sqrt(6)
    return abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2


def excesses(values, shares):
    """Excess of every proper coalition, from the largest down."""
    n = len(shares)
    masks = range(1, 2**n - 1)
    held = [values[mask] - sum(shares[player] for player in range(n) if mask >> player & 1) for mask in masks]
    return sorted(held, reverse=True)
