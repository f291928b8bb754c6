"""Partial information decomposition and entropy estimators as their formulas are written: literal and slow."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
from scipy.special import gammaln, psi


def mutual_information(table):
    """I(A; B) in bits of a table of probabilities or counts."""
    p = np.asarray(table, float) / np.sum(table)
    return sum(
        p[a, b] * math.log2(p[a, b] / (p[a].sum() * p[:, b].sum()))
        for a, b in product(*map(range, p.shape))
        if p[a, b] > 0
    )


def margins(p):
    """Tables (x1, y), (x2, y), ((x1, x2), y) of p(x1, x2, y)."""
    return p.sum(axis=1), p.sum(axis=0), p.reshape(-1, p.shape[2])


def terms(p, redundancy):
    """Synergy, both unique terms and redundancy from the redundancy alone."""
    one, two, whole = map(mutual_information, margins(p))
    return [whole - one - two + redundancy, one - redundancy, two - redundancy, redundancy]


def i_min(p):
    """Expected least specific information."""
    redundancy = 0.0
    for y in range(p.shape[2]):
        p_y = p[:, :, y].sum()
        if p_y > 0:
            told = []
            for table in margins(p)[:2]:
                told.append(
                    sum(
                        held / p_y * (math.log2(1 / p_y) - math.log2(1 / (held / row)))
                        for held, row in zip(table[:, y], table.sum(axis=1), strict=True)
                        if held > 0
                    )
                )
            redundancy += p_y * min(told)
    return redundancy


def mmi(p):
    """The smaller of both informations."""
    return min(map(mutual_information, margins(p)[:2]))


def broja_binary(p, points=41, rounds=12):
    """Redundancy of three binary variables by zooming grids: for each y one number makes the coupling."""
    one, two, _ = margins(p)
    low = np.array([max(0.0, one[1, y] + two[1, y] - one[:, y].sum()) for y in (0, 1)])
    high = np.array([min(one[1, y], two[1, y]) for y in (0, 1)])
    best, start, end = None, low, high
    for _ in range(rounds):
        a, b = np.meshgrid(*(np.linspace(start[y], end[y], points) for y in (0, 1)), indexing="ij")
        q = np.empty((2, 2, 2, points, points))
        for y, both in ((0, a), (1, b)):
            q[1, 1, y] = both
            q[1, 0, y] = one[1, y] - both
            q[0, 1, y] = two[1, y] - both
            q[0, 0, y] = one[0, y] - two[1, y] + both
        q = np.maximum(q, 0.0)
        pair = np.broadcast_to(q.sum(axis=2, keepdims=True), q.shape)
        logs = np.log2(np.divide(q, pair, out=np.ones_like(q), where=q > 0))
        value = (q * logs).sum(axis=(0, 1, 2))
        place = np.unravel_index(value.argmin(), value.shape)
        best = value[place]
        at = np.array([a[place], b[place]])
        reach = 2.5 * (end - start) / (points - 1)
        start, end = np.maximum(low, at - reach), np.minimum(high, at + reach)
    mass = one.sum(axis=0)
    union = best - sum(m * math.log2(m) for m in mass if m > 0)
    return mutual_information(one) + mutual_information(two) - union


def independent_given_target(p):
    """Q under which both sources are independent given the target."""
    one, two, _ = margins(p)
    mass = one.sum(axis=0)
    return one[:, None, :] * two[None, :, :] / np.where(mass > 0, mass, 1.0)


# --- entropy, in nats -----------------------------------------------------------------------------------------------


def plug_in(counts):
    """Maximum likelihood."""
    n = sum(counts)
    return -sum(x / n * math.log(x / n) for x in counts if x > 0)


def miller_madow(counts):
    """Plug-in and its first-order bias."""
    return plug_in(counts) + (sum(x > 0 for x in counts) - 1) / (2 * sum(counts))


def chao_shen(counts):
    """Horvitz-Thompson with estimated coverage."""
    n, singles = sum(counts), sum(x == 1 for x in counts)
    coverage = 1 - (singles if singles < n else n - 1) / n
    total = 0.0
    for x in counts:
        if x > 0:
            p = coverage * x / n
            total -= p * math.log(p) / (1 - (1 - p) ** n)
    return total


def grassberger(counts):
    """Grassberger 2003."""
    n = sum(counts)

    def g(k):
        return psi(k) + (-1) ** k / 2 * (psi((k + 1) / 2) - psi(k / 2))

    return math.log(n) - sum(x * g(x) for x in counts if x > 0) / n


def shrinkage(counts, n_cells):
    """Intensity of James-Stein shrinkage towards 1 / K."""
    n = sum(counts)
    shares = [x / n for x in counts if x > 0]
    shares += [0.0] * (n_cells - len(shares))
    away = sum((1 / n_cells - u) ** 2 for u in shares)
    if n == 1 or away == 0:
        return 1.0
    return min(1.0, (1 - sum(u**2 for u in shares)) / ((n - 1) * away))


def shrink(counts, n_cells):
    """Plug-in entropy of the shrunken shares."""
    n, weight = sum(counts), shrinkage(counts, n_cells)
    shares = [x / n for x in counts if x > 0]
    shares += [0.0] * (n_cells - len(shares))
    mixed = [weight / n_cells + (1 - weight) * u for u in shares]
    return -sum(q * math.log(q) for q in mixed if q > 0)


def nsb(counts, n_cells, points=40_000, largest=25.0):
    """Posterior mean by a sum over narrow strips of beta, each weighed by the expected entropy it spans."""
    cells = np.array([x for x in counts if x > 0] + [0] * (n_cells - sum(x > 0 for x in counts)), float)
    n = cells.sum()
    edges = np.exp(np.linspace(-25.0, largest, points + 1))
    strip = np.diff(psi(n_cells * edges + 1) - psi(edges + 1))
    beta = np.sqrt(edges[1:] * edges[:-1])
    log_evidence = gammaln(n_cells * beta) - gammaln(n + n_cells * beta)
    mean = psi(n + n_cells * beta + 1)
    for x in cells:
        log_evidence += gammaln(x + beta) - gammaln(beta)
        mean -= (x + beta) / (n + n_cells * beta) * psi(x + beta + 1)
    weight = strip * np.exp(log_evidence - log_evidence.max())
    return float((weight * mean).sum() / weight.sum())
