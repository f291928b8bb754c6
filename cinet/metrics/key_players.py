"""Key players: whose removal breaks a network up most, and who together reach it best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from math import comb
from typing import Final, Literal

import numpy as np
import pandas as pd

from cinet.errors import SchemaError, SizeCapError, UnknownName
from cinet.kernels import key_players as kernel
from cinet.kernels import reach
from cinet.metrics.cohesion import undirected_only
from cinet.network import Network

__all__ = ["key_players"]

Goal = Literal["fragmentation", "distance_fragmentation", "reach"]

#: An exact search looks at no more sets than this.
_MOST_SETS: Final = 100_000
#: A swap must gain more than rounding can.
_LEAST: Final = 1e-12


def key_players(
    net: Network,
    k: int,
    *,
    goal: Goal = "distance_fragmentation",
    method: Literal["exact", "greedy"] = "exact",
) -> pd.Series:
    """Who matters most as a set of k: those whose loss breaks the network up, or those who reach it best.

    ``fragmentation``: F = 1 - sum_c s_c (s_c - 1) / (n (n - 1)) over the components c, of s_c actors each, of the
    n actors left without the set. ``distance_fragmentation``: 1 - sum_ij (1 / d_ij) / (n (n - 1)), which also
    sees paths that get longer. ``reach``: sum_j (1 / d_j) / n over all n actors, d_j the steps to the nearest of
    the set, 1 for its members.

    Parameters
    ----------
    net : Network
        Undirected. Weights are ignored.
    k : int
        Size of the set.
    goal : {"distance_fragmentation", "fragmentation", "reach"}
        The first two are Borgatti's negative key player problem, the last his positive one.
    method : {"exact", "greedy"}
        ``"exact"`` tries all sets. ``"greedy"`` adds the best actor k times, then swaps one for another while
        that helps: good, not proven best. Among equals the first in actor order is taken.

    Returns
    -------
    Series
        The k actors of the set in the order in which each adds most, and the score with each added: the last is
        that of the set. Unit: none. Range: 0 to 1. NaN when fewer than two actors are left to be fragmented.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        ``k`` is not between 1 and the number of actors.
    SizeCapError
        ``"exact"`` would have to try too many sets.

    Notes
    -----
    The k most central actors are seldom the best set: they reach, or separate, the same others. On Krackhardt's
    kite the best two leave F = 0.54, the greedy two 0.43. A score takes O(n m), for ``reach`` O(m).

    References
    ----------
    Borgatti, S. P. (2006). Comput. Math. Organ. Theory 12:21-34.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcde"))
    >>> net = Network.from_pairs([0, 1, 2, 3], [1, 2, 3, 4], [1, 1, 1, 1], actors)
    >>> key_players(net, 1, goal="fragmentation").round(4).to_dict()
    {'c': 0.6667}
    """
    undirected_only(net, "key_players")
    if goal not in ("fragmentation", "distance_fragmentation", "reach"):
        raise UnknownName(
            f"goal {goal!r} is not known; use 'distance_fragmentation', 'fragmentation' or 'reach'."
        )
    if method not in ("greedy", "exact"):
        raise UnknownName(f"method {method!r} is not known; use 'greedy' or 'exact'.")
    if not 1 <= k <= net.n_actors:
        raise SchemaError(f"k must be between 1 and the number of actors ({net.n_actors}), not {k}.")
    if method == "exact" and comb(net.n_actors, k) > _MOST_SETS:
        raise SizeCapError(
            f"there are {comb(net.n_actors, k):,} sets of {k} among {net.n_actors:,} actors, more than "
            f"{_MOST_SETS:,}; use method='greedy'."
        )

    def score(chosen: Sequence[int]) -> float:
        places = np.array(chosen, dtype=np.int64)
        if goal == "reach":
            steps = reach.distances_from(net.indptr, net.indices, places)
            return float((1.0 / np.maximum(steps[steps >= 0], 1)).sum() / net.n_actors)
        gone = np.zeros(net.n_actors, dtype=np.bool_)
        gone[places] = True
        return 1.0 - kernel.cohesion_without(net.indptr, net.indices, gone, goal == "distance_fragmentation")

    found = (_best_of_all if method == "exact" else _climbed)(score, net.n_actors, k)
    order = _added(score, found, k)
    scores = [score(order[: place + 1]) for place in range(k)]
    return pd.Series(scores, index=net.index.take(order), name="key_players", dtype=np.float64)


def _best(score: Callable[[Sequence[int]], float], sets: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return the first of the sets that no other beats by more than rounding; an undefined score beats none."""
    best, most = sets[0], -np.inf
    for chosen in sets:
        value = score(chosen)
        if value > most + _LEAST:
            best, most = chosen, value
    return best


def _best_of_all(score: Callable[[Sequence[int]], float], n: int, k: int) -> Sequence[int]:
    return _best(score, list(combinations(range(n), k)))


def _added(score: Callable[[Sequence[int]], float], pool: Sequence[int], k: int) -> list[int]:
    """Return k of the pool, each in turn the one that adds most."""
    chosen: list[int] = []
    for _ in range(k):
        chosen = list(_best(score, [[*chosen, actor] for actor in pool if actor not in chosen]))
    return chosen


def _climbed(score: Callable[[Sequence[int]], float], n: int, k: int) -> Sequence[int]:
    chosen = _added(score, range(n), k)
    while True:
        swaps = [
            sorted([*(other for other in chosen if other != out), into])
            for out in chosen
            for into in range(n)
            if into not in chosen
        ]
        better = _best(score, [chosen, *swaps])
        if better is chosen:
            return chosen
        chosen = list(better)
