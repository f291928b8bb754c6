"""Games as arrays: the worth of every coalition, coalition b holding player p when bit p of b is set.

The last axis runs over the 2^n coalitions; any axes before it are games side by side.
"""

from __future__ import annotations

from math import comb
from typing import Final

import numpy as np
import numpy.typing as npt

__all__ = [
    "convex_core",
    "convexity_gap",
    "dividends",
    "first_components",
    "interactions",
    "link_worths",
    "marginal_vector",
    "monotonicity_gap",
    "restricted",
    "shapley",
    "sizes",
    "superadditivity_gap",
    "worths",
]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

# of the disjoint pairs of coalitions, those of so many players are held at once (3^9 = 19,683)
_HELD: Final = 9


def sizes(n: int) -> IntArray:
    """Return the number of players in each of the 2^n coalitions.

    >>> sizes(2).tolist()
    [0, 1, 1, 2]
    """
    return np.bitwise_count(np.arange(2**n)).astype(np.int64)


def _players(values: FloatArray) -> int:
    return int(values.shape[-1]).bit_length() - 1


def _halves(values: FloatArray, player: int) -> tuple[FloatArray, FloatArray]:
    """Return views of the coalitions without a player, and of the same ones with it."""
    cube = values.reshape(*values.shape[:-1], -1, 2, 2**player)
    return cube[..., 0, :], cube[..., 1, :]


def dividends(values: FloatArray) -> FloatArray:
    """Return d(S) = sum over T within S of (-1)^(|S|-|T|) v(T) for every coalition S.

    >>> dividends(np.array([0.0, 1.0, 2.0, 7.0])).tolist()
    [0.0, 1.0, 2.0, 4.0]
    """
    held = np.array(values, dtype=np.float64, order="C")
    for player in range(_players(held)):
        without, with_it = _halves(held, player)
        with_it -= without
    return held


def worths(gains: FloatArray) -> FloatArray:
    """Return v(S) = sum of d(T) over T within S: the inverse of ``dividends``.

    >>> worths(np.array([0.0, 1.0, 2.0, 4.0])).tolist()
    [0.0, 1.0, 2.0, 7.0]
    """
    held = np.array(gains, dtype=np.float64, order="C")
    for player in range(_players(held)):
        without, with_it = _halves(held, player)
        with_it += without
    return held


def shapley(values: FloatArray) -> FloatArray:
    """Return the Shapley value: player i gets the mean of v(S + i) - v(S) over all orders of arrival.

    >>> shapley(np.array([0.0, 1.0, 2.0, 7.0])).tolist()
    [3.0, 4.0]
    """
    n = _players(values)
    weight = np.array([1 / (n * comb(n - 1, size)) for size in range(n)])[sizes(n - 1)]
    found = np.empty((*values.shape[:-1], n))
    for player in range(n):
        without, with_it = _halves(values, player)
        marginal = (with_it - without).reshape(*values.shape[:-1], -1)
        # not a matrix product: its sums may depend on the number of threads
        found[..., player] = (marginal * weight).sum(axis=-1)
    return found


def interactions(values: FloatArray) -> FloatArray:
    """Return the interaction index I(S) = sum over T that hold S of d(T) / (|T| - |S| + 1), for every S.

    1 / (k + 1) is the integral of x^k over 0..1, which Gauss-Legendre nodes give exactly: each node needs
    one pass over the coalitions instead of one per pair of sizes.

    >>> interactions(np.array([0.0, 1.0, 2.0, 7.0])).round(12).tolist()[1:]
    [3.0, 4.0, 4.0]
    """
    n = _players(values)
    gains = dividends(values)
    total = np.zeros_like(gains)
    for node, weight in zip(*np.polynomial.legendre.leggauss(n // 2 + 1), strict=True):
        held = gains.copy()
        for player in range(n):
            without, with_it = _halves(held, player)
            without += (node + 1) / 2 * with_it
        total += weight / 2 * held
    return total


def monotonicity_gap(values: FloatArray) -> float:
    """Return the least v(S + i) - v(S).

    >>> monotonicity_gap(np.array([0.0, 1.0, 2.0, 1.5]))
    -0.5
    """
    pairs = (_halves(values, player) for player in range(_players(values)))
    return min(float((with_it - without).min()) for without, with_it in pairs)


def convexity_gap(values: FloatArray) -> float:
    """Return the least v(S + i + j) - v(S + i) - v(S + j) + v(S); infinite for a single player.

    >>> convexity_gap(np.array([0.0, 1.0, 2.0, 7.0]))
    4.0
    """
    n = _players(values)
    gap = np.inf
    for second in range(n):
        for first in range(second):
            cube = values.reshape(-1, 2, 2 ** (second - first - 1), 2, 2**first)
            cross = cube[:, 1, :, 1] - cube[:, 1, :, 0] - cube[:, 0, :, 1] + cube[:, 0, :, 0]
            gap = min(gap, float(cross.min()))
    return gap


def superadditivity_gap(values: FloatArray) -> float:
    """Return the least v(S + T) - v(S) - v(T) over disjoint, non-empty S and T; infinite for one player.

    >>> superadditivity_gap(np.array([0.0, 1.0, 2.0, 2.5]))
    -0.5
    """
    n = _players(values)
    low_s, low_t = _disjoint(min(n, _HELD))
    gap = np.inf
    for high_s, high_t in zip(*_disjoint(max(n - _HELD, 0)), strict=True):
        s, t = low_s | high_s << _HELD, low_t | high_t << _HELD
        # S < T: every pair once, and never twice the empty coalition
        proper = (s > 0) & (s < t)
        s, t = s[proper], t[proper]
        gap = min(gap, float((values[s | t] - values[s] - values[t]).min(initial=np.inf)))
    return gap


def _disjoint(n: int) -> tuple[IntArray, IntArray]:
    """Return all 3^n ordered pairs of disjoint coalitions of n players."""
    s = t = np.zeros(1, dtype=np.int64)
    for player in range(n):
        s, t = np.concatenate([s, s | 1 << player, s]), np.concatenate([t, t, t | 1 << player])
    return s, t


def marginal_vector(values: FloatArray, order: npt.NDArray[np.int64]) -> FloatArray:
    """Return what each player adds to those before it; ``order`` may hold several orders as rows.

    >>> marginal_vector(np.array([0.0, 1.0, 2.0, 7.0]), np.array([[0, 1], [1, 0]])).tolist()
    [[1.0, 6.0], [5.0, 2.0]]
    """
    grown = values[np.cumsum(1 << order, axis=-1)]
    gains = np.diff(grown, axis=-1, prepend=0.0)
    found = np.empty_like(gains)
    np.put_along_axis(found, order, gains, axis=-1)
    return found


def convex_core(values: FloatArray) -> FloatArray:
    """Return the volume of the core of convex games, in units in which the simplex of v(N) has v(N)^(n-1).

    Every facet of such a core is the core of the game among S times the core of what the others add to S, so
    the volume is a sum of pyramids over facets, with a marginal vector as apex: no term is negative.

    >>> convex_core(worths(np.array([0.0, 60.0, 10.0, 8.0, 10.0, 5.0, 4.0, 3.0])))
    array(295.)
    """
    n = _players(values)
    size = sizes(n)
    held: dict[tuple[int, int], FloatArray] = {}
    for inner in sorted(range(1, 2**n), key=lambda mask: size[mask]):
        for below in _within((2**n - 1) ^ inner):
            if size[inner] > 1:
                held[below, inner] = _pyramids(values, held, below, inner)
            else:
                held[below, inner] = np.ones(values.shape[:-1])
    return held[0, 2**n - 1]


def _pyramids(
    values: FloatArray, held: dict[tuple[int, int], FloatArray], below: int, inner: int
) -> FloatArray:
    """Return the volume for the players ``inner`` once those of ``below`` have left with their worth."""
    players = [player for player in range(inner.bit_length()) if inner >> player & 1]
    apex, before = {}, below
    for player in players:
        apex[player] = values[..., before | 1 << player] - values[..., before]
        before |= 1 << player
    total = np.zeros(values.shape[:-1])
    for part in _within(inner)[1:-1]:
        taken = [apex[player] for player in players if part >> player & 1]
        height = np.sum(taken, axis=0) - (values[..., below | part] - values[..., below])
        ways = comb(len(players) - 2, len(taken) - 1)
        total += ways * height * held[below, part] * held[below | part, inner ^ part]
    return total


def _within(mask: int) -> list[int]:
    """Return the coalitions within a coalition, itself included, in rising order."""
    found = [0]
    for player in range(mask.bit_length()):
        if mask >> player & 1:
            found += [part | 1 << player for part in found]
    return found


def first_components(neighbours: IntArray) -> IntArray:
    """Return for every coalition the connected part that holds its first player.

    ``neighbours[p]`` has the bits of the players linked to p.

    >>> first_components(np.array([2, 1, 0])).tolist()
    [0, 1, 2, 3, 4, 1, 2, 3]
    """
    reached = np.zeros(1, dtype=np.int64)
    for near in neighbours:
        reached = np.concatenate([reached, reached | near])
    coalition = np.arange(len(reached))
    found = coalition & -coalition
    while True:
        grown = (found | reached[found]) & coalition
        if (grown == found).all():
            return found
        found = grown


def restricted(values: FloatArray, neighbours: IntArray) -> FloatArray:
    """Return the worth of every coalition whose players can only work together along links.

    >>> restricted(np.array([0.0, 0, 0, 1, 0, 1, 1, 1]), np.array([2, 5, 2])).tolist()
    [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0]
    """
    first = first_components(neighbours)
    left = np.arange(len(values))
    total = np.zeros(len(values))
    while left.any():
        part = first[left]
        total += values[part]
        left = left ^ part
    return total


def link_worths(values: FloatArray, ends: IntArray) -> FloatArray:
    """Return the worth that each set of links connects: the sum of v over the components they make.

    Row e of ``ends`` holds the two players of link e; set b of links holds link e when bit e of b is set.

    >>> link_worths(np.array([0.0, 0, 0, 1, 0, 1, 1, 1]), np.array([[0, 1], [1, 2]])).tolist()
    [0.0, 1.0, 1.0, 1.0]
    """
    n, m = _players(values), len(ends)
    player = 1 << np.arange(n)
    # row b, column p: the component of player p when the links of b are there
    part = np.broadcast_to(player, (2**m, n)).copy()
    for link, (a, b) in enumerate(ends):
        has_it = part.reshape(-1, 2, 2**link, n)[:, 1]
        joined = (has_it[..., a] | has_it[..., b])[..., np.newaxis]
        np.copyto(has_it, joined, where=(joined & player) > 0)
    # each component counts once, at its first player
    counted = (part & -part) == player
    total: FloatArray = np.where(counted, values[part], 0.0).sum(axis=-1)
    return total
