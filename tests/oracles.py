"""Literal, slow transcriptions of the formulas: what the kernels are held against.

Everything is dense and written as the definition reads, one sum per sigma. Nothing here is fast, and nothing here
shares code with the package.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, permutations, product
from math import inf, log, log2, nan, prod

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Cells = Mapping[tuple[int, ...], float]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


# --- structural holes -------------------------------------------------------------------------------------------


def ties(matrix: Matrix, directed: bool) -> Matrix:
    """z_ij = w_ij, or w_ij + w_ji in a directed network."""
    return matrix + matrix.T if directed else matrix


def alters(z: Matrix, i: int) -> list[int]:
    return [j for j in range(len(z)) if j != i and z[i, j] > 0]


def proportion(z: Matrix, i: int, j: int) -> float:
    """p_ij = z_ij / sum_k z_ik."""
    return float(z[i, j] / z[i].sum())


def relative(z: Matrix, j: int, q: int) -> float:
    """m_jq = z_jq / max_k z_jk."""
    return float(z[j, q] / z[j].max())


def dyadic_constraint(z: Matrix, i: int, j: int) -> float:
    """c_ij = (p_ij + sum_q p_iq p_qj)^2, q other than i and j and tied to someone."""
    between = [q for q in alters(z, i) if q != j]
    return (proportion(z, i, j) + sum(proportion(z, i, q) * proportion(z, q, j) for q in between)) ** 2


def constraint(z: Matrix) -> list[float]:
    """C_i = sum_j c_ij over the alters of i."""
    return [
        sum(dyadic_constraint(z, i, j) for j in alters(z, i)) if alters(z, i) else nan for i in range(len(z))
    ]


def effective_size(z: Matrix) -> list[float]:
    """e_i = sum_j (1 - sum_q p_iq m_jq), q other than i and j."""
    sizes = []
    for i in range(len(z)):
        redundancy = [
            sum(proportion(z, i, q) * relative(z, j, q) for q in alters(z, i) if q != j) for j in alters(z, i)
        ]
        sizes.append(sum(1 - r for r in redundancy) if redundancy else nan)
    return sizes


def efficiency(z: Matrix) -> list[float]:
    """Effective size over the number of alters."""
    return [size / len(alters(z, i)) if alters(z, i) else nan for i, size in enumerate(effective_size(z))]


def hierarchy(z: Matrix) -> list[float]:
    """H_i = sum_j r_j ln r_j / (n ln n), r_j = c_ij / (C_i / n); 1 with one alter."""
    found = []
    for i in range(len(z)):
        shares = [dyadic_constraint(z, i, j) for j in alters(z, i)]
        n = len(shares)
        if n < 2:
            found.append(1.0 if n else nan)
            continue
        ratios = [share / (sum(shares) / n) for share in shares]
        found.append(sum(r * log(r) for r in ratios) / (n * log(n)))
    return found


# --- brokerage ----------------------------------------------------------------------------------------------------


def role(a: object, b: object, c: object) -> str:
    """Role of a broker of group b between ends of groups a and c."""
    if a == b == c:
        return "coordinator"
    if a == c:
        return "itinerant"
    if b == c:
        return "gatekeeper"
    return "representative" if a == b else "liaison"


def roles(matrix: Matrix, group: Sequence[object], directed: bool) -> list[list[int]]:
    """Rows of coordinator, itinerant, gatekeeper, representative, liaison, total by enumerating all (i, v, k)."""
    n = len(matrix)
    found = [Counter[str]() for _ in range(n)]
    for i, v, k in permutations(range(n), 3):
        if matrix[i, v] > 0 and matrix[v, k] > 0 and matrix[i, k] == 0:
            found[v][role(group[i], group[v], group[k])] += 1
    rows = [[counts[name] for name in ROLES] for counts in found]
    if directed:
        return [[*row, sum(row)] for row in rows]
    # each unordered pair was met from both ends: once as gatekeeper, once as representative
    halved = [[row[0] // 2, row[1] // 2, row[2], row[3], row[4] // 2] for row in rows]
    return [[*row, sum(row) - row[3]] for row in halved]


# --- clustering and paths -----------------------------------------------------------------------------------------


def triangles(matrix: Matrix) -> list[int]:
    """Number of tied pairs of alters of each actor."""
    return [sum(matrix[j, k] > 0 for j, k in combinations(alters(matrix, i), 2)) for i in range(len(matrix))]


def local_clustering(matrix: Matrix) -> list[float]:
    found = []
    for i, closed in enumerate(triangles(matrix)):
        k = len(alters(matrix, i))
        found.append(closed / (k * (k - 1) / 2) if k > 1 else nan)
    return found


def shortest_ways(matrix: Matrix, source: int) -> tuple[list[float], list[int]]:
    """Steps from a source to everyone, and the number of shortest ways there."""
    steps, ways = [inf] * len(matrix), [0] * len(matrix)
    steps[source], ways[source] = 0, 1
    queue = deque([source])
    while queue:
        v = queue.popleft()
        for w in range(len(matrix)):
            if matrix[v, w] > 0:
                if steps[w] == inf:
                    steps[w] = steps[v] + 1
                    queue.append(w)
                if steps[w] == steps[v] + 1:
                    ways[w] += ways[v]
    return steps, ways


def betweenness(matrix: Matrix, directed: bool) -> list[float]:
    """b_v = sum over pairs of sigma_st(v) / sigma_st, unordered pairs unless directed."""
    n = len(matrix)
    reach = [shortest_ways(matrix, s) for s in range(n)]
    found = [0.0] * n
    for s, v, t in permutations(range(n), 3):
        if reach[s][0][t] < inf and reach[s][0][v] + reach[v][0][t] == reach[s][0][t]:
            found[v] += reach[s][1][v] * reach[v][1][t] / reach[s][1][t]
    return found if directed else [value / 2 for value in found]


# --- two modes ----------------------------------------------------------------------------------------------------


def pair_weight(size: int, weighting: str) -> float:
    return {
        "full": 1.0,
        "newman": 1.0 / (size - 1),
        "pair": 2.0 / (size * (size - 1)),
        "batagelj": 1.0 / size**2,
    }[weighting]


def projection(events: Iterable[Sequence[int]], n_actors: int, weighting: str) -> Matrix:
    """Add up, event by event and pair by pair."""
    matrix = np.zeros((n_actors, n_actors))
    for members in events:
        for i, j in permutations(members, 2):
            matrix[i, j] += pair_weight(len(members), weighting)
    return matrix


def patterns(
    events: Iterable[Sequence[int]], kind: Sequence[str], parts: Mapping[str, Sequence[str]]
) -> Counter[frozenset[str]]:
    """Set of parts that take part -> number of events."""
    return Counter(
        frozenset(part for part, kinds in parts.items() if any(kind[actor] in kinds for actor in members))
        for members in events
    )


def same_margins(rows: Sequence[frozenset[int]]) -> set[tuple[frozenset[int], ...]]:
    """All two-mode matrices (as tuples of rows) with the margins of the given one."""
    actors = sorted(frozenset().union(*rows))
    wanted = Counter(actor for row in rows for actor in row)
    choices = [[frozenset(chosen) for chosen in combinations(actors, len(row))] for row in rows]
    return {
        table for table in product(*choices) if Counter(actor for row in table for actor in row) == wanted
    }


# --- information --------------------------------------------------------------------------------------------------


def cells(counts: Sequence[float], n_parts: int) -> dict[tuple[int, ...], float]:
    """Membership tuple -> share of the records, from counts by bit pattern."""
    total = sum(counts)
    return {
        tuple(pattern >> part & 1 for part in range(n_parts)): count / total
        for pattern, count in enumerate(counts)
    }


def entropy(shares: Cells, chosen: Sequence[int]) -> float:
    """Entropy in bits of the chosen parts taken together."""
    sums: dict[tuple[int, ...], float] = {}
    for cell, share in shares.items():
        key = tuple(cell[part] for part in chosen)
        sums[key] = sums.get(key, 0.0) + share
    return -sum(share * log2(share) for share in sums.values() if share > 0)


def transmission(shares: Cells, n_parts: int) -> float:
    """T = sum over non-empty subsets S of (-1)^(|S|+1) H_S."""
    chosen = [s for size in range(1, n_parts + 1) for s in combinations(range(n_parts), size)]
    return sum((-1) ** (len(s) + 1) * entropy(shares, s) for s in chosen)


def independence(shares: Cells, n_parts: int, none_known: bool) -> dict[tuple[int, ...], float]:
    """Fit the one-part margins by iterative proportional scaling, the empty cell left out when it is structural."""
    margins = [sum(share for cell, share in shares.items() if cell[part]) for part in range(n_parts)]
    if none_known:
        return {
            cell: prod(m if on else 1 - m for m, on in zip(margins, cell, strict=True)) for cell in shares
        }
    fitted = {cell: float(any(cell)) for cell in shares}
    for _ in range(20_000):
        before = dict(fitted)
        for part, wanted in enumerate(margins):
            for side, target in ((1, wanted), (0, 1 - wanted)):
                members = [cell for cell in fitted if cell[part] == side]
                held = sum(fitted[cell] for cell in members)
                for cell in members:
                    fitted[cell] *= target / held if held > 0 else 0.0
        if max(abs(fitted[cell] - before[cell]) for cell in fitted) < 1e-15:
            break
    return fitted


# --- mixing -------------------------------------------------------------------------------------------------------


def type_mixing(matrix: Matrix, group: Sequence[str], directed: bool) -> dict[tuple[str, str], list[float]]:
    """Pair of groups -> observed weight, expected weight, ratio; one loop over pairs of actors."""
    z = ties(matrix, directed)
    n = len(z)
    names = sorted(set(group))
    total = sum(z[i, j] for i, j in combinations(range(n), 2))
    strength = {name: sum(z[i].sum() for i in range(n) if group[i] == name) for name in names}
    table = {}
    for position, a in enumerate(names):
        for b in names[position:]:
            observed = sum(z[i, j] for i, j in combinations(range(n), 2) if {group[i], group[j]} == {a, b})
            expected = 0.0
            if total > 0:
                expected = strength[a] * strength[b] / (4 * total if a == b else 2 * total)
            table[a, b] = [observed, expected, observed / expected if expected > 0 else nan]
    return table


def ei_index(matrix: Matrix, group: Sequence[str], directed: bool) -> float:
    pairs = permutations(range(len(matrix)), 2) if directed else combinations(range(len(matrix)), 2)
    tied = [(i, j) for i, j in pairs if matrix[i, j] > 0]
    outside = sum(group[i] != group[j] for i, j in tied)
    inside = len(tied) - outside
    return (outside - inside) / (outside + inside) if tied else nan


# --- random numbers -----------------------------------------------------------------------------------------------


def xoshiro256plusplus(state: Sequence[int], how_many: int) -> list[int]:
    """Blackman & Vigna's generator in integers of any size, cut to 64 bits."""
    mask = (1 << 64) - 1

    def rotate(value: int, by: int) -> int:
        return ((value << by) | (value >> (64 - by))) & mask

    s = list(state)
    drawn = []
    for _ in range(how_many):
        drawn.append((rotate((s[0] + s[3]) & mask, 23) + s[0]) & mask)
        shifted = (s[1] << 17) & mask
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = rotate(s[3], 45)
    return drawn
