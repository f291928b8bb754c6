"""Holes, clustering, betweenness and shuffles against the peers, in the same run: ratios of medians.

python benchmarks/bench_networks.py [ties ...]      (default 10000 100000)

Networks are projections of generated collaborations: events of 2 to 10 actors, activity skewed.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import igraph
import numpy as np
import pandas as pd

import cinet as ci
from cinet.kernels import rewire
from cinet.metrics.centrality import betweenness
from cinet.network import Network

ROUNDS = 7


def incidence(ties: int, seed: int = 1) -> ci.Incidence:
    """Events of 2 to 10 actors, drawn with a probability that falls with the rank of the actor."""
    rng = np.random.default_rng(seed)
    events = max(10, ties // 14)
    actors = max(20, ties // 8)
    sizes = rng.integers(2, 11, events)
    rows = np.repeat(np.arange(events), sizes)
    cols = np.minimum((rng.pareto(1.2, sizes.sum()) * actors / 12).astype(np.int64), actors - 1)
    pairs = pd.DataFrame({"row": rows, "col": cols}).drop_duplicates()
    table = pd.DataFrame({"type": rng.choice(["firm", "university"], actors)}, index=pd.RangeIndex(actors))
    return ci.Incidence.from_codes(
        pairs["row"], pairs["col"], collaborations=pd.DataFrame(index=pd.RangeIndex(events)), actors=table
    )


def fresh(net: Network) -> Network:
    """The same network without its remembered triangle pass."""
    return Network(net.indptr, net.indices, net.weights, net.actors)


def median_ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float, float]:
    """Run both in turn and return the median seconds of each and the median of the ratios theirs / ours."""
    ours()
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        ours()
        middle = time.perf_counter()
        theirs()
        times.append((middle - begin, time.perf_counter() - middle))
    return (
        statistics.median(a for a, _ in times),
        statistics.median(b for _, b in times),
        statistics.median(b / a for a, b in times),
    )


def main() -> None:
    print(f"{'ties':>9} {'measure':<34} {'cinet s':>9} {'igraph s':>9} {'ratio':>7}")
    for ties in [int(text) for text in sys.argv[1:]] or [10_000, 100_000]:
        inc = incidence(ties)
        net = inc.network()
        edges = net.edges()
        code = pd.Series(np.arange(net.n_actors), index=net.index)
        graph = igraph.Graph(
            n=net.n_actors, edges=np.column_stack([code[edges["source"]], code[edges["target"]]])
        )
        weights = edges["weight"].tolist()
        bare = [fresh(net) for _ in range(2 * ROUNDS + 2)]
        state = np.array([1, 2, 3, 4], dtype=np.uint64)
        rows = np.arange(inc.n_collaborations)
        bounds = np.array([0, inc.n_collaborations])
        flat = igraph.Graph(
            n=inc.n_collaborations + inc.n_actors,
            edges=np.column_stack([np.repeat(rows, inc.sizes), inc.n_collaborations + inc.indices]),
        )
        # one trade moves about half the exclusive participations of two rows: compare per moved participation
        pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "all holes / constraint": (
                lambda bare=bare: ci.constraint(bare.pop()),
                lambda graph=graph, weights=weights: graph.constraint(weights=weights),
            ),
            "shuffle, 10 rounds / 10 m swaps": (
                lambda inc=inc, rows=rows, bounds=bounds, state=state: rewire.curveball(
                    inc.indptr, inc.indices, rows, bounds, 10, inc.n_actors, state
                ),
                lambda flat=flat: flat.rewire(n=10 * flat.ecount()),
            ),
        }
        if ties <= 20_000:
            pairs["betweenness, 1 worker"] = (
                lambda net=net: betweenness(net, workers=1),
                lambda graph=graph: graph.betweenness(),
            )
        for name, (ours, theirs) in pairs.items():
            a, b, ratio = median_ratio(ours, theirs)
            print(f"{net.n_ties:>9,} {name:<34} {a:>9.4f} {b:>9.4f} {ratio:>7.1f}")


if __name__ == "__main__":
    main()
