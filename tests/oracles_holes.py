"""Literal, slow transcriptions of the measures of structural holes: what their kernels are held against."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations
from math import inf, nan

import numpy as np

from tests import oracles
from tests.oracles import Matrix


def selected(matrix: Matrix, directed: bool, i: int, alters: str) -> list[int]:
    """The alters of i: tied in either direction, naming i, or named by i."""
    n = len(matrix)
    if not directed or alters == "both":
        return [j for j in range(n) if matrix[i, j] > 0 or matrix[j, i] > 0]
    return [j for j in range(n) if (matrix[i, j] if alters == "out" else matrix[j, i]) > 0]


def ego_rows(matrix: Matrix, directed: bool, i: int, scope: str, alters: str) -> tuple[Matrix, list[int]]:
    """z as actor i sees it, and its alters: ties of i to others than its alters are gone."""
    z = oracles.ties(matrix, directed).copy()
    chosen = selected(matrix, directed, i, alters)
    if scope == "ego":
        out = [j for j in range(len(z)) if j != i and j not in chosen]
        z[out, :] = 0
        z[:, out] = 0
    return z, chosen


def dyadic(matrix: Matrix, directed: bool, scope: str, alters: str) -> dict[tuple[int, int], float]:
    """c_ij = (p_ij + sum_q p_iq p_qj)^2; p_i over the alters of i, p_q over the rows of the scope."""
    found = {}
    for i in range(len(matrix)):
        z, chosen = ego_rows(matrix, directed, i, scope, alters)
        own = sum(z[i, j] for j in chosen)
        for j in chosen:
            indirect = sum(z[i, q] / own * z[q, j] / z[q].sum() for q in chosen if q != j)
            found[i, j] = float((z[i, j] / own + indirect) ** 2)
    return found


def effective_size(matrix: Matrix, directed: bool, scope: str, alters: str) -> list[float]:
    """e_i = sum_j (1 - sum_q p_iq m_jq)."""
    sizes = []
    for i in range(len(matrix)):
        z, chosen = ego_rows(matrix, directed, i, scope, alters)
        own = sum(z[i, j] for j in chosen)
        parts = [1 - sum(z[i, q] / own * z[j, q] / z[j].max() for q in chosen if q != j) for j in chosen]
        sizes.append(float(sum(parts)) if chosen else nan)
    return sizes


def hierarchy(shares: Sequence[float]) -> float:
    """H = sum_j r_j ln r_j / (n ln n), r_j = c_j / (C / n); 1 with one alter."""
    n = len(shares)
    if n < 2:
        return 1.0 if n else nan
    ratios = np.array(shares) / (sum(shares) / n)
    return float((ratios * np.log(ratios)).sum() / (n * np.log(n)))


# --- between alters -------------------------------------------------------------------------------------------------


def ego_betweenness(matrix: Matrix, directed: bool) -> list[float]:
    """Pairs of alters j - i - k that are not tied, 1 / (two-paths between them) inside the network of i."""
    found = []
    for i in range(len(matrix)):
        alters = selected(matrix, directed, i, "both")
        total = 0.0
        for j, k in permutations(alters, 2):
            if matrix[j, i] > 0 and matrix[i, k] > 0 and matrix[j, k] == 0:
                total += 1 / sum(matrix[j, q] > 0 and matrix[q, k] > 0 for q in [i, *alters])
        found.append(total if directed else total / 2)
    return found


def partial_brokerage(matrix: Matrix, directed: bool, group: Sequence[object] | None = None) -> list[float]:
    """Every open pair shared among those who stand on a two-path between its ends."""
    n = len(matrix)
    credit = [0.0] * n
    for i, k in permutations(range(n), 2):
        if matrix[i, k] == 0 and (group is None or group[i] != group[k]):
            brokers = [v for v in range(n) if matrix[i, v] > 0 and matrix[v, k] > 0]
            for v in brokers:
                credit[v] += 1 / len(brokers)
    return credit if directed else [value / 2 for value in credit]


# --- bridges --------------------------------------------------------------------------------------------------------


def total_closeness(matrix: Matrix) -> float:
    """Sum of 1 / d over the ordered pairs."""
    n = len(matrix)
    steps = [oracles.shortest_ways(matrix, s)[0] for s in range(n)]
    return sum(1 / steps[s][t] for s, t in permutations(range(n), 2) if steps[s][t] < inf)


def valente_fujimoto(matrix: Matrix, directed: bool) -> list[float]:
    """Mean loss of mean 1 / d over the ties of each actor, each cut in turn."""
    n = len(matrix)
    losses: list[list[float]] = [[] for _ in range(n)]
    for a, b in zip(*np.nonzero(matrix), strict=True):
        if directed or a < b:
            cut = matrix.copy()
            cut[a, b] = 0
            if not directed:
                cut[b, a] = 0
            loss = (total_closeness(matrix) - total_closeness(cut)) / (n * (n - 1))
            losses[a].append(loss)
            losses[b].append(loss)
    return [sum(of) / len(of) if of else nan for of in losses]


def edge_betweenness(matrix: Matrix, directed: bool) -> dict[tuple[int, int], float]:
    """Sum over pairs s, t of the share of shortest paths that run over a tie, unordered pairs unless directed."""
    n = len(matrix)
    reach = [oracles.shortest_ways(matrix, s) for s in range(n)]
    found = {(int(a), int(b)): 0.0 for a, b in zip(*np.nonzero(matrix), strict=True)}
    for s, t in permutations(range(n), 2):
        for a, b in found:
            if reach[s][0][t] < inf and reach[s][0][a] + 1 + reach[b][0][t] == reach[s][0][t]:
                found[a, b] += reach[s][1][a] * reach[b][1][t] / reach[s][1][t]
    # an undirected tie stands in both directions, and every pair was met from both of its ends
    return found if directed else {(a, b): (found[a, b] + found[b, a]) / 2 for a, b in found}


def everett_valente(matrix: Matrix, directed: bool, alters: str = "both") -> list[float]:
    """Mean edge betweenness of the ties of each actor; 0 where betweenness is 0."""
    along = edge_betweenness(matrix, directed)
    between = oracles.betweenness(matrix, directed)
    found = []
    for i in range(len(matrix)):
        incoming = [value for (_, b), value in along.items() if b == i]
        outgoing = [value for (a, _), value in along.items() if a == i]
        ties = {"in": incoming, "out": outgoing, "both": incoming + outgoing}[alters]
        found.append((sum(ties) / len(ties) if between[i] > 0 else 0.0) if ties else nan)
    return found


def bridging_centrality(matrix: Matrix, directed: bool) -> list[float]:
    """Betweenness times (1 / n_i) / sum over the alters u of 1 / n_u."""
    near = [selected(matrix, directed, i, "both") for i in range(len(matrix))]
    between = oracles.betweenness(matrix, directed)
    return [
        between[i] / len(near[i]) / sum(1 / len(near[u]) for u in near[i]) if near[i] else nan
        for i in range(len(matrix))
    ]


# --- two modes ------------------------------------------------------------------------------------------------------


def two_mode(
    events: Sequence[Sequence[int]], weights: Sequence[Sequence[float]], n_actors: int
) -> tuple[dict[tuple[int, int], float], list[float], list[float]]:
    """Redundancy of pairs, effective size and constraint of actors, from the events of each actor alone."""
    redundancy: dict[tuple[int, int], float] = {}
    sizes, constraints = [], []
    for i in range(n_actors):
        own = [e for e, members in enumerate(events) if i in members and len(members) > 1]

        def met(j: int, own: list[int] = own) -> set[int]:
            return {k for e in own if j in events[e] for k in events[e]} - {j}

        partners = met(i)
        cost = 0.0
        for j in partners:
            shared = [e for e in own if j in events[e]]
            mean = np.mean([weights[e][list(events[e]).index(actor)] for e in shared for actor in (i, j)])
            redundancy[i, j] = float(len(partners & met(j)) / len(partners) / mean)
            cost += (len(shared) / len(own)) ** 2 * float(mean)
        sizes.append(len(partners) - sum(redundancy[i, j] for j in partners) if partners else nan)
        constraints.append(cost if partners else nan)
    return redundancy, sizes, constraints


# --- spanners -------------------------------------------------------------------------------------------------------


def his_spanners(matrix: Matrix, group: Sequence[object]) -> list[float]:
    """I(v, a) = max(I(v, a), 0.3 I(u, a) + 0.25 max_b H(u, {a, b})), H the lesser of two; sets of two groups only."""
    names = sorted({str(name) for name in group})
    n = len(matrix)
    pairs = list(combinations(names, 2))
    influence = {(v, a): float(matrix[v].sum()) if group[v] == a else 0.0 for v in range(n) for a in names}
    for _ in range(60 + n):
        spanning = {(v, pair): min(influence[v, a] for a in pair) for v in range(n) for pair in pairs}
        passed = {
            (v, a): 0.3 * influence[v, a]
            + 0.25 * max((spanning[v, pair] for pair in pairs if a in pair), default=0.0)
            for v, a in influence
        }
        influence = {
            (v, a): max([held, *(passed[u, a] for u in oracles.alters(matrix, v))])
            for (v, a), held in influence.items()
        }
    return [max((min(influence[v, a] for a in pair) for pair in pairs), default=0.0) for v in range(n)]
