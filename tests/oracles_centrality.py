"""Literal, slow transcriptions of the centralities: dense, one sum per sigma, sharing no code with the package."""

from __future__ import annotations

from itertools import combinations
from math import inf, nan

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]


def distances(lengths: Matrix) -> Matrix:
    """Shortest distances by Floyd and Warshall; 0 in ``lengths`` is an absent tie."""
    n = len(lengths)
    far = np.where(lengths > 0, lengths, inf)
    np.fill_diagonal(far, 0.0)
    for k in range(n):
        for i in range(n):
            for j in range(n):
                far[i, j] = min(far[i, j], far[i, k] + far[k, j])
    return far


def closeness(lengths: Matrix) -> list[float]:
    """(r / (n - 1)) (r / sum d) over the r others reached; 0 when tied but reaching nobody, nan when not tied."""
    n = len(lengths)
    far = distances(lengths)
    values = []
    for i in range(n):
        found = [far[i, j] for j in range(n) if j != i and far[i, j] < inf]
        tied = lengths[i].any() or lengths[:, i].any()
        r = len(found)
        values.append(r / (n - 1) * r / sum(found) if found else 0.0 if tied else nan)
    return values


def harmonic(lengths: Matrix) -> list[float]:
    """sum_j 1 / d_ij."""
    n = len(lengths)
    far = distances(lengths)
    return [float(sum(1 / far[i, j] for j in range(n) if j != i)) for i in range(n)]


def radius(matrix: Matrix) -> float:
    """The largest modulus of an eigenvalue."""
    return float(np.abs(np.linalg.eigvals(matrix)).max()) if len(matrix) else 0.0


def katz(matrix: Matrix, alpha: float, beta: float) -> Matrix:
    """(I - alpha A')^-1 beta."""
    return np.linalg.solve(np.eye(len(matrix)) - alpha * matrix.T, np.full(len(matrix), beta))


def bonacich(matrix: Matrix, beta: float) -> Matrix:
    """(I - beta A)^-1 A 1, brought to sum c^2 = n."""
    c = np.linalg.solve(np.eye(len(matrix)) - beta * matrix, matrix.sum(axis=1))
    return c * np.sqrt(len(c) / (c**2).sum())


def pagerank(matrix: Matrix, damping: float) -> Matrix:
    """x = (1 - d) / n + d P' x, rows without a tie being uniform in P."""
    n = len(matrix)
    p = np.full((n, n), 1 / n)
    for i in range(n):
        if matrix[i].any():
            p[i] = matrix[i] / matrix[i].sum()
    return np.linalg.solve(np.eye(n) - damping * p.T, np.full(n, (1 - damping) / n))


def core(z: Matrix) -> list[float]:
    """The largest s for which a set with the actor has total ties of s or more for each within it."""
    n = len(z)
    best = [0.0] * n
    for size in range(2, n + 1):
        for chosen in combinations(range(n), size):
            weakest = min(float(z[i, list(chosen)].sum()) for i in chosen)
            for i in chosen:
                best[i] = max(best[i], weakest)
    return best


def components(matrix: Matrix) -> list[set[int]]:
    """The weak components."""
    far = distances(matrix + matrix.T)
    return [set(np.flatnonzero(far[i] < inf).tolist()) for i in range(len(matrix))]


def shortest_paths(matrix: Matrix, i: int, j: int) -> list[tuple[int, ...]]:
    """All shortest paths by steps from i to j, as the actors between them."""
    far = distances((matrix > 0).astype(float))
    if far[i, j] == inf:
        return []
    if matrix[i, j] > 0:
        return [()]
    return [
        (k, *rest)
        for k in range(len(matrix))
        if matrix[i, k] > 0 and far[k, j] == far[i, j] - 1
        for rest in shortest_paths(matrix, k, j)
    ]


def group_betweenness(matrix: Matrix, group: set[int]) -> float:
    """Sum over unordered pairs outside the group of the share of their shortest paths that meet it."""
    total = 0.0
    for i, j in combinations([v for v in range(len(matrix)) if v not in group], 2):
        found = shortest_paths(matrix, i, j)
        total += sum(bool(group & set(path)) for path in found) / len(found) if found else 0.0
    return total


def participation(z: Matrix, group: list[object]) -> list[float]:
    """P_i = 1 - sum_s (k_is / k_i)^2."""
    values = []
    for row in z:
        k = row.sum()
        into = [sum(w for w, g in zip(row, group, strict=True) if g == s) for s in set(group)]
        values.append(float(1 - sum((one / k) ** 2 for one in into)) if k else nan)
    return values


def within_module_z(z: Matrix, group: list[object]) -> list[float]:
    """z_i = (k_is - mean) / sd over the group of i."""
    n = len(z)
    inside = [sum(z[i, j] for j in range(n) if group[j] == group[i]) for i in range(n)]
    values = []
    for i in range(n):
        own = np.array([inside[j] for j in range(n) if group[j] == group[i]])
        varies = own.max() - own.min() > 1e-9 * own.max()
        values.append(float((inside[i] - own.mean()) / own.std()) if varies else nan)
    return values


def cohesion(matrix: Matrix, gone: set[int], by_distance: bool) -> float:
    """Mean over ordered pairs of those left of 1 / d_ij, or of whether j is reached."""
    left = [i for i in range(len(matrix)) if i not in gone]
    far = distances(matrix[np.ix_(left, left)])
    pairs = [far[i, j] for i in range(len(left)) for j in range(len(left)) if i != j]
    return float(np.mean([1 / d if by_distance else d < inf for d in pairs])) if pairs else nan


def group_sums(matrix: Matrix, group: list[int]) -> list[float]:
    """Share of outsiders tied to the group, and its closeness to them."""
    far = distances(matrix)
    outside = [j for j in range(len(matrix)) if j not in group]
    near = [min(far[i, j] for i in group) for j in outside]
    found = [d for d in near if d < inf]
    return [
        sum(d == 1 for d in near) / len(outside) if outside else nan,
        len(found) / len(outside) * len(found) / sum(found) if found else nan,
    ]


def birank(w: Matrix, alpha: float, beta: float, u0: Matrix, p0: Matrix) -> tuple[Matrix, Matrix]:
    """u = alpha S' p + (1 - alpha) u0 and p = beta S u + (1 - beta) p0, solved together; rows of w are p."""
    m, n = w.shape
    s = np.zeros((m, n))
    for c in range(m):
        for i in range(n):
            if w[c, i]:
                s[c, i] = w[c, i] / np.sqrt(w[c].sum() * w[:, i].sum())
    both = np.block([[np.zeros((n, n)), alpha * s.T], [beta * s, np.zeros((m, m))]])
    found = np.linalg.solve(np.eye(n + m) - both, np.concatenate([(1 - alpha) * u0, (1 - beta) * p0]))
    return found[:n], found[n:]


def communicability(matrices: list[Matrix], alpha: float) -> Matrix:
    """Q = prod_t (I - alpha A_t)^-1."""
    q = np.eye(len(matrices[0]))
    for matrix in matrices:
        q = q @ np.linalg.inv(np.eye(len(matrix)) - alpha * matrix)
    return q
