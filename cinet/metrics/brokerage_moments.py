"""Mean and standard deviation of brokerage counts when ties are drawn at random: exact closed forms.

Every tie (arc) is there with probability p, independently. An open pair is there with q = p^2 (1 - p). Two open
pairs that share one tie variable depend on each other: with covariance alpha when both need the tie, gamma when both
need it absent, -beta when one needs it and the other not. What is left is to count such couples, which the sizes of
the groups settle.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["ROLES", "actor_moments", "cell_moments", "role_moments"]

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

ROLES = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total"]


class _Shares(NamedTuple):
    """Probability of an open pair, its variance, and the covariances of two that share a tie variable."""

    q: float
    kappa: float
    alpha: float
    beta: float
    gamma: float


def _shares(p: float) -> _Shares:
    q = p**2 * (1 - p)
    return _Shares(q, q * (1 - q), p**3 * (1 - p) ** 3, q**2, p**5 * (1 - p))


def actor_moments(sizes: IntArray, p: float, *, directed: bool) -> tuple[FloatArray, FloatArray]:
    """Return mean and SD of the counts of one actor, a row for each group it may be of, a column for each role.

    var = |S| q (1 - q) + p^3 (1 - p)^3 x, with |S| the pairs of others that make the role and x the ordered
    couples of those pairs that share an end in the same place.
    """
    own = np.asarray(sizes, np.float64)
    n = own.sum()
    alike, other = own - 1, n - own
    # sums over the other groups c of n_c (n_c - 1) and the like: all groups less the own
    same = _without_own(own * (own - 1))
    same_couples = _without_own(own * (own - 1) * (own - 2))
    mixed = other**2 - _without_own(own**2)
    # sum over c of n_c M_c (M_c - 1), M_c = other - n_c
    squares, cubes = _without_own(own**2), _without_own(own**3)
    mixed_couples = other * other * (other - 1) - squares * (2 * other - 1) + cubes
    pairs = np.column_stack(
        [alike * (alike - 1), same, alike * other, alike * other, mixed, np.full_like(own, (n - 1) * (n - 2))]
    )
    couples = np.column_stack(
        [
            alike * (alike - 1) * (alike - 2),
            same_couples,
            alike * other * (n - 3),
            alike * other * (n - 3),
            mixed_couples,
            np.full_like(own, (n - 1) * (n - 2) * (n - 3)),
        ]
    )
    if directed:
        # a couple shares the source or the target; gatekeeper pairs have an end of either kind at each place
        couples *= [2, 2, 1, 1, 2, 2]
    else:
        pairs *= [0.5, 0.5, 1, 1, 0.5, 0.5]
    held = _shares(p)
    return pairs * held.q, np.sqrt(np.maximum(pairs * held.kappa + couples * held.alpha, 0))


def _without_own(values: FloatArray) -> FloatArray:
    others: FloatArray = values.sum() - values
    return others


def role_moments(sizes: IntArray, p: float, *, directed: bool) -> tuple[FloatArray, FloatArray]:
    """Return mean and SD of the counts of the whole network, an entry for each role."""
    held = _shares(p)
    groups = [int(size) for size in sizes]
    found = (_directed_roles if directed else _undirected_roles)(groups, held)
    mean = np.array([pairs * held.q for pairs, _ in found])
    return mean, np.array([sqrt(max(variance, 0.0)) for _, variance in found])


def _all_alike(n: int, held: _Shares) -> tuple[int, float]:
    """Ordered open paths within n actors: number of possible ones, and variance."""
    pairs = n * (n - 1) * (n - 2)
    each = held.kappa + (4 * n - 10) * (held.alpha - held.beta) + (n - 3) * held.gamma
    return pairs, pairs * each


def _directed_roles(sizes: list[int], held: _Shares) -> list[tuple[int, float]]:
    _, kappa, alpha, beta, gamma = held
    n = sum(sizes)
    squares, cubes = sum(x**2 for x in sizes), sum(x**3 for x in sizes)
    alike = [_all_alike(x, held) for x in sizes]
    coordinator = sum(pairs for pairs, _ in alike), sum(variance for _, variance in alike)
    itinerant = 0, 0.0
    gatekeeper = 0, 0.0
    for x in sizes:
        ends, out = x * (x - 1), n - x
        each = kappa + (2 * x - 6) * alpha + (out - 1) * gamma
        itinerant = (
            itinerant[0] + ends * out,
            itinerant[1] + ends * (out * each + 2 * alpha * (squares - x**2)),
        )
        each = kappa + (n - 3) * alpha - (2 * x - 3) * beta + (x - 2) * gamma
        gatekeeper = gatekeeper[0] + ends * out, gatekeeper[1] + ends * out * each
    # three different groups x, y, z: sums of n_x n_y n_z and of n_x^2 n_y n_z
    triples = n**3 - 3 * n * squares + 2 * cubes
    heavier = sum(x**2 * ((n - x) ** 2 - (squares - x**2)) for x in sizes)
    each = kappa + (4 * n - 2) * (alpha - beta) + (n - 1) * gamma
    liaison = triples, triples * each - heavier * (8 * (alpha - beta) + 2 * gamma)
    return [coordinator, itinerant, gatekeeper, gatekeeper, liaison, _all_alike(n, held)]


def _alike_pairs(n: int, held: _Shares) -> tuple[int, float]:
    """Unordered open pairs within n actors: number of possible ones, and variance."""
    pairs = n * (n - 1) * (n - 2) // 2
    each = held.kappa + (4 * n - 12) * held.alpha - (4 * n - 10) * held.beta + (n - 3) * held.gamma
    return pairs, pairs * each


def _undirected_roles(sizes: list[int], held: _Shares) -> list[tuple[int, float]]:
    _, kappa, alpha, beta, gamma = held
    n = sum(sizes)
    power = [sum(x**k for x in sizes) for k in range(5)]
    # sums over pairs of groups {x, y} of n_x n_y (n_x + n_y)^k, k = 0, 1, 2
    zero = (n**2 - power[2]) // 2
    one = n * power[2] - power[3]
    two = n * power[3] + power[2] ** 2 - 2 * power[4]
    alike = [_alike_pairs(x, held) for x in sizes]
    coordinator = sum(pairs for pairs, _ in alike), sum(variance for _, variance in alike)
    across = sum(x * (x - 1) * (n - x) for x in sizes)
    centres = sum(x * (x - 1) * (n - x) * (n - x - 1) for x in sizes)
    itinerant = across // 2, across / 2 * kappa + (two - 5 * one + 6 * zero) * alpha + centres / 2 * gamma
    # s = n_x + n_y - 2 pairs of either kind hang on a tie between x and y
    s_one, s_two = one - 2 * zero, two - 4 * one + 4 * zero
    inside = sum(x * (x - 1) * (n - x) * (2 * (n - x) - 1) for x in sizes)
    gatekeeper = (
        across,
        across * (kappa + beta - alpha)
        + inside * alpha
        + (s_two - s_one) * (alpha + gamma)
        - 2 * s_two * beta,
    )
    # t = n - n_x - n_y actors stand outside both groups
    t_one, t_two = n * zero - one, n**2 * zero - 2 * n * one + two
    triples = n**3 - 3 * n * power[2] + 2 * power[3]
    liaison = (
        triples // 2,
        triples / 2 * kappa
        + (4 * t_two - 2 * t_one) * alpha
        + (t_two - t_one) * gamma
        - 4 * t_two * beta
        + triples * (beta - alpha),
    )
    return [coordinator, itinerant, gatekeeper, gatekeeper, liaison, _alike_pairs(n, held)]


def cell_moments(sizes: IntArray, p: float, *, directed: bool) -> tuple[FloatArray, FloatArray]:
    """Return mean and SD of the open pairs of every cell [end a, broker b, end c] of the group tensor.

    An undirected cell holds unordered pairs; [a, b, c] and [c, b, a] are then one cell, written twice.
    """
    k = len(sizes)
    held = _shares(p)
    a, b, c = np.ogrid[:k, :k, :k]
    size = np.asarray(sizes, np.float64)
    ab, bc, ac = ((x == y).astype(np.float64) for x, y in ((a, b), (b, c), (a, c)))
    # how many actors can fill the third place once the two others are taken
    ends_c, ends_a, brokers = size[c] - ac - bc, size[a] - ab - ac, size[b] - ab - bc
    pairs = size[a] * (size[c] - ac) * brokers
    if directed:
        both = ab * bc
        each = (
            held.kappa
            + (ends_c + ends_a - 2 + 2 * ends_a * both) * held.alpha
            - (ab + bc) * (2 * brokers - 1) * held.beta
            + (brokers - 1) * held.gamma
        )
    else:
        apart = (
            (ends_c * (1 + ab) + ends_a * (1 + bc) - 2) * held.alpha
            - (ab + bc) * (2 * brokers * held.beta - held.beta + held.alpha)
            + (brokers - 1) * held.gamma
        )
        alike = 2 * (size[a] - 2) * held.alpha + (size[b] - 1) * held.gamma
        n = size[a]
        same = (4 * n - 12) * held.alpha - (4 * n - 10) * held.beta + (n - 3) * held.gamma
        each = held.kappa + np.where(ac == 0, apart, np.where(ab == 0, alike, same))
        pairs = pairs * np.where(ac == 0, 1.0, 0.5)
    return pairs * held.q, np.sqrt(np.maximum(pairs * each, 0))
