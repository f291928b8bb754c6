"""Shuffles that keep margins: curveball trades of a two-mode incidence, switches of the ties of a network."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from cinet.kernels.adjacency import transpose
from cinet.kernels.random import below, next_bits

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
StateArray = npt.NDArray[np.uint64]


@njit(cache=True, nogil=True)
def curveball(
    indptr: IntArray,
    indices: CodeArray,
    members: IntArray,
    bounds: IntArray,
    rounds: int,
    n_actors: int,
    state: StateArray,
) -> CodeArray:
    """Return shuffled actor indices: every row keeps its length, every actor its number of rows per stratum.

    ``members[bounds[s]:bounds[s+1]]`` are the rows of stratum s; rows trade within their stratum only.
    In each round the rows of a stratum are paired at random and each pair trades once: the actors that only one
    of the two holds are pooled and dealt out again. Rows come back sorted.
    """
    out = indices.copy()
    holder = np.zeros(n_actors, np.int64)
    longest = 0
    for row in range(indptr.size - 1):
        longest = max(longest, indptr[row + 1] - indptr[row])
    pool = np.empty(2 * longest, np.int32)
    stamp = 0
    for stratum in range(bounds.size - 1):
        rows = members[bounds[stratum] : bounds[stratum + 1]].copy()
        size = rows.size
        if size < 2:
            continue
        for _ in range(rounds):
            for last in range(size - 1, 0, -1):
                other = below(state, last + 1)
                rows[last], rows[other] = rows[other], rows[last]
            for pair in range(0, size - 1, 2):
                a, b = rows[pair], rows[pair + 1]
                stamp += 2
                _trade(indptr, out, a, b, holder, stamp, pool, state)
    for row in range(indptr.size - 1):
        out[indptr[row] : indptr[row + 1]].sort()
    return out


@njit(cache=True, nogil=True)
def _trade(
    indptr: IntArray,
    out: CodeArray,
    a: int,
    b: int,
    holder: IntArray,
    stamp: int,
    pool: CodeArray,
    state: StateArray,
) -> None:
    """Pool the actors that stand in one of two rows only and deal them out again."""
    for entry in range(indptr[a], indptr[a + 1]):
        holder[out[entry]] = stamp
    # shared actors (marked stamp + 1) move to the front of both rows and stay
    shared_b = indptr[b]
    for entry in range(indptr[b], indptr[b + 1]):
        actor = out[entry]
        if holder[actor] == stamp:
            holder[actor] = stamp + 1
            out[entry] = out[shared_b]
            out[shared_b] = actor
            shared_b += 1
    shared_a = indptr[a]
    for entry in range(indptr[a], indptr[a + 1]):
        actor = out[entry]
        if holder[actor] == stamp + 1:
            out[entry] = out[shared_a]
            out[shared_a] = actor
            shared_a += 1
    pooled = 0
    for entry in range(shared_a, indptr[a + 1]):
        pool[pooled] = out[entry]
        pooled += 1
    for entry in range(shared_b, indptr[b + 1]):
        pool[pooled] = out[entry]
        pooled += 1
    drawn = 0
    for entry in range(shared_a, indptr[a + 1]):
        pick = drawn + below(state, pooled - drawn)
        pool[drawn], pool[pick] = pool[pick], pool[drawn]
        out[entry] = pool[drawn]
        drawn += 1
    for entry in range(shared_b, indptr[b + 1]):
        out[entry] = pool[drawn]
        drawn += 1


#: Marks a free place of the table of ties.
_FREE = -1
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
#: Attempts that are drawn together.
_AHEAD = 16


def switch_ties(
    indptr: IntArray,
    indices: CodeArray,
    weights: FloatArray,
    directed: bool,
    attempts: int,
    state: StateArray,
) -> tuple[CodeArray, FloatArray]:
    """Return the alters and weights of rows in which ties have traded ends; every degree stays.

    An attempt picks two ties a - b and c - d, an undirected one in either direction, and makes them a - d and
    c - b unless that would give a loop or a tie that is there already; then nothing happens, which keeps every
    simple network with these degrees equally likely. A directed triangle a -> b -> c -> a can only be turned
    round as a whole: a quarter of the attempts of a directed network try that. A tie keeps its weight. Rows come
    back sorted.
    """
    m = len(indices) if directed else len(indices) // 2
    # numpy asks for large pages where compiled code does not; with small ones most reads miss their translation
    ends = np.empty(2 * m, np.int32)
    table = np.full(1 << max(2, (2 * m - 1).bit_length()), _FREE, np.int64)
    shift = np.uint64(64 - (len(table).bit_length() - 1))
    fill_ends(indptr, indices, directed, ends)
    fill_table(ends, len(indptr) - 1, directed, table, shift)
    switch_ends(ends, indptr, directed, table, shift, attempts, state)
    return rows_of(indptr, indices, weights, ends, directed)


@njit(cache=True, nogil=True)
def switch_ends(
    ends: CodeArray,
    indptr: IntArray,
    directed: bool,
    table: IntArray,
    shift: np.uint64,
    attempts: int,
    state: StateArray,
) -> None:
    """Make so many attempts on the ties whose ends stand side by side; the table holds the ties."""
    n = indptr.size - 1
    m = ends.size // 2
    one, other = np.empty(_AHEAD, np.int64), np.empty(_AHEAD, np.int64)
    homes = np.empty(4 * _AHEAD, np.int64)
    seen = np.zeros(1, np.int64)
    while m > 1 and attempts > 0:
        count = min(_AHEAD, attempts)
        attempts -= count
        if directed:
            turns = (count + 3) // 4
            for _ in range(turns):
                _turn_triangle(ends, indptr, n, table, shift, state)
            count -= turns
        _draw_places(one, other, count, m, directed, state)
        # memory is the cost: the places of all these ties are read at once before they are worked through
        for draw in range(count):
            a, b = ends[one[draw] ^ 1], ends[one[draw]]
            c, d = ends[other[draw] ^ 1], ends[other[draw]]
            homes[4 * draw] = _home(_key(a, d, n, directed), shift)
            homes[4 * draw + 1] = _home(_key(c, b, n, directed), shift)
            homes[4 * draw + 2] = _home(_key(a, b, n, directed), shift)
            homes[4 * draw + 3] = _home(_key(c, d, n, directed), shift)
        for place in range(4 * count):
            seen[0] ^= table[homes[place]]
        for draw in range(count):
            _switch(ends, one[draw], other[draw], n, directed, table, shift)


@njit(cache=True, nogil=True)
def _draw_places(
    one: IntArray, other: IntArray, count: int, m: int, directed: bool, state: StateArray
) -> None:
    """Draw couples of ties: a place in ends is the end that is given away, its neighbour (place ^ 1) stays.

    Without direction the first tie gives away its second end and the second tie either.
    """
    ties, places = np.uint64(m), np.uint64(m if directed else 2 * m)
    first_bound = (np.uint64(4294967296) - ties) % ties
    second_bound = (np.uint64(4294967296) - places) % places
    for draw in range(count):
        while True:
            bits = next_bits(state)
            first, second = (bits >> _HALF) * ties, (bits & _LOW) * places
            # low halves below the bound would favour some ties
            if (first & _LOW) >= first_bound and (second & _LOW) >= second_bound:
                break
        one[draw] = 2 * np.int64(first >> _HALF) + 1
        other[draw] = 2 * np.int64(second >> _HALF) + 1 if directed else np.int64(second >> _HALF)


@njit(cache=True, nogil=True)
def _switch(
    ends: CodeArray, one: int, other: int, n: int, directed: bool, table: IntArray, shift: np.uint64
) -> None:
    """Let two ties trade the ends at two places, unless that gives a loop or a tie that is there."""
    a, b, c, d = ends[one ^ 1], ends[one], ends[other ^ 1], ends[other]
    if a == d or b == c:
        return
    there, back = _key(a, d, n, directed), _key(c, b, n, directed)
    if _holds(table, shift, there) or _holds(table, shift, back):
        return
    _forget(table, shift, _key(a, b, n, directed))
    _forget(table, shift, _key(c, d, n, directed))
    _keep(table, shift, there)
    _keep(table, shift, back)
    ends[one], ends[other] = d, b


@njit(cache=True, nogil=True)
def fill_ends(indptr: IntArray, indices: CodeArray, directed: bool, ends: CodeArray) -> None:
    """Write the two ends of every tie side by side; undirected ties once."""
    place = 0
    for row in range(indptr.size - 1):
        for entry in range(indptr[row], indptr[row + 1]):
            if directed or row < indices[entry]:
                ends[place] = row
                ends[place + 1] = indices[entry]
                place += 2


@njit(cache=True, nogil=True)
def rows_of(
    indptr: IntArray, indices: CodeArray, weights: FloatArray, ends: CodeArray, directed: bool
) -> tuple[CodeArray, FloatArray]:
    """Return the sorted rows of ties whose weights stand in the order of the old rows."""
    n = indptr.size - 1
    out_indices = np.empty(indices.size, np.int32)
    out_weights = np.empty(indices.size, np.float64)
    fill = indptr[:-1].copy()
    place = 0
    for row in range(n):
        for entry in range(indptr[row], indptr[row + 1]):
            if directed or row < indices[entry]:
                a, b = ends[place], ends[place + 1]
                place += 2
                out_indices[fill[a]] = b
                out_weights[fill[a]] = weights[entry]
                fill[a] += 1
                if not directed:
                    out_indices[fill[b]] = a
                    out_weights[fill[b]] = weights[entry]
                    fill[b] += 1
    # a transpose comes out sorted, and an undirected network is its own transpose
    back_ptr, back_indices, back_weights = transpose(indptr, out_indices, out_weights, n)
    if directed:
        _, back_indices, back_weights = transpose(back_ptr, back_indices, back_weights, n)
    return back_indices, back_weights


@njit(cache=True, nogil=True)
def _turn_triangle(
    ends: CodeArray, indptr: IntArray, n: int, table: IntArray, shift: np.uint64, state: StateArray
) -> None:
    """Turn a -> b -> c -> a round with probability one half, if it is there and no arc of it is returned.

    a -> b is any arc and b -> c any arc of b. Degrees stay, so the turned triangle is met as often. The ends
    of the arcs of an actor stand where its row was, because arcs give away their targets only.
    """
    first = below(state, ends.size)
    a, b = ends[first & ~1], ends[first | 1]
    # the lowest bit of the draw is the coin
    if first & 1 == 0 or indptr[b] == indptr[b + 1]:
        return
    second = 2 * (indptr[b] + below(state, indptr[b + 1] - indptr[b])) + 1
    c = ends[second]
    if c == a or not _holds(table, shift, _key(c, a, n, True)):
        return
    turned = (_key(b, a, n, True), _key(c, b, n, True), _key(a, c, n, True))
    for key in turned:
        if _holds(table, shift, key):
            return
    third = 2 * indptr[c] + 1
    while ends[third] != a:
        third += 2
    _forget(table, shift, _key(a, b, n, True))
    _forget(table, shift, _key(b, c, n, True))
    _forget(table, shift, _key(c, a, n, True))
    for key in turned:
        _keep(table, shift, key)
    ends[first], ends[second], ends[third] = c, a, b


@njit(cache=True, nogil=True)
def _key(a: int, b: int, n: int, directed: bool) -> np.int64:
    if directed or a < b:
        return np.int64(a) * n + b
    return np.int64(b) * n + a


@njit(cache=True, nogil=True)
def fill_table(ends: CodeArray, n: int, directed: bool, table: IntArray, shift: np.uint64) -> None:
    """Enter every tie into an open-addressing table that is at most half full."""
    for place in range(0, ends.size, 2):
        _keep(table, shift, _key(ends[place], ends[place + 1], n, directed))


@njit(cache=True, nogil=True)
def _home(key: np.int64, shift: np.uint64) -> np.int64:
    return np.int64((np.uint64(key) * _SPREAD) >> shift)


@njit(cache=True, nogil=True)
def _holds(table: IntArray, shift: np.uint64, key: np.int64) -> bool:
    place = _home(key, shift)
    while table[place] != _FREE:
        if table[place] == key:
            return True
        place = (place + 1) & (table.size - 1)
    return False


@njit(cache=True, nogil=True)
def _keep(table: IntArray, shift: np.uint64, key: np.int64) -> None:
    place = _home(key, shift)
    while table[place] != _FREE:
        place = (place + 1) & (table.size - 1)
    table[place] = key


@njit(cache=True, nogil=True)
def _forget(table: IntArray, shift: np.uint64, key: np.int64) -> None:
    """Take a key out and move later ones of its run forward, so that no search ends early."""
    last = table.size - 1
    hole = _home(key, shift)
    while table[hole] != key:
        hole = (hole + 1) & last
    place = (hole + 1) & last
    while table[place] != _FREE:
        home = _home(table[place], shift)
        if ((place - home) & last) >= ((place - hole) & last):
            table[hole] = table[place]
            hole = place
        place = (place + 1) & last
    table[hole] = _FREE
