"""cinet against its peers in one run: holes, clustering, roles, projection, shuffles, betweenness.

    python benchmarks/bench_networks.py                    1e4, 1e5 and 1e6 ties
    python benchmarks/bench_networks.py 10000 --write      also write the table into docs/benchmarks.md

Networks are projections of generated collaborations: events of 2 to 10 actors, activity skewed. cinet and the peer
take turns; a row gives the median seconds of each and the median of the ratios peer / cinet, pair by pair.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import scipy.sparse as sp

import cinet as ci
from cinet.kernels import rewire
from cinet.metrics.triads import triangle_pass

try:
    # its threads would go on spinning through our turn
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import networkit
except ImportError:
    # a peer when it is installed
    networkit = None

ROUNDS = 7
#: NetworkX takes minutes beyond this many ties.
NETWORKX_UP_TO = 150_000
BETWEENNESS_UP_TO = 20_000

Pair = tuple[str, str, Callable[[], object], Callable[[], object]]


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


def fresh(net: ci.Network) -> ci.Network:
    """The same network without its remembered triangle pass."""
    return ci.Network(net.indptr, net.indices, net.weights, net.actors)


def pairs_to_time(inc: ci.Incidence) -> Iterator[Pair]:
    """What is timed: name, peer, ours, theirs."""
    net = inc.network()
    edges = net.edges()
    ends = np.column_stack([edges["source"], edges["target"]])
    graph = igraph.Graph(n=net.n_actors, edges=ends)
    weights = edges["weight"].tolist()
    # networks that remember nothing, held to the end: to free them is no part of a measure
    held = [fresh(net) for _ in range(4 * (ROUNDS + 1))]
    bare = iter(held)
    yield (
        "constraint, size, efficiency, hierarchy / constraint",
        "igraph",
        lambda: triangle_pass(next(bare)),
        (lambda: graph.constraint(weights=weights)),
    )
    yield (
        "local clustering",
        "igraph",
        lambda: ci.local_clustering(next(bare)),
        (lambda: graph.transitivity_local_undirected()),
    )
    if networkit is not None:
        compact = networkit.GraphFromCoo((ends[:, 0], ends[:, 1]), n=net.n_actors)
        yield (
            "local clustering",
            "networkit",
            lambda: ci.local_clustering(next(bare)),
            (lambda: networkit.centrality.LocalClusteringCoefficient(compact, turbo=True).run()),
        )
    if net.n_ties <= NETWORKX_UP_TO:
        other = ci.to_networkx(net)
        yield (
            "constraint",
            "NetworkX",
            lambda: ci.constraint(next(bare)),
            (lambda: nx.constraint(other, weight="weight")),
        )
    if net.n_ties <= BETWEENNESS_UP_TO:
        yield "betweenness, one worker", "igraph", lambda: ci.betweenness(net, workers=1), graph.betweenness
    matrix = sp.csr_array(
        (np.ones(len(inc.indices)), inc.indices, inc.indptr), shape=(inc.n_collaborations, inc.n_actors)
    )
    yield "projection", "SciPy", inc.network, lambda: sp.triu(matrix.T @ matrix, 1).tocsr()
    state = np.array([1, 2, 3, 4], dtype=np.uint64)
    rows = np.arange(inc.n_collaborations)
    bounds = np.array([0, inc.n_collaborations])
    two_mode = igraph.Graph(
        n=inc.n_collaborations + inc.n_actors,
        edges=np.column_stack([np.repeat(rows, inc.sizes), inc.n_collaborations + inc.indices]),
    )
    # a round of curveball deals out every participation once; igraph switches as many pairs
    yield (
        "two-mode shuffle, 10 rounds / 10 m switches",
        "igraph",
        (lambda: rewire.curveball(inc.indptr, inc.indices, rows, bounds, 10, inc.n_actors, state)),
        lambda: two_mode.rewire(n=10 * two_mode.ecount()),
    )


def timed(pair: Pair) -> tuple[float, float, float]:
    """Median seconds of both, and the median ratio theirs / ours."""
    _, _, ours, theirs = pair
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


def roles_line(ties: int) -> str:
    """Brokerage roles have no fast peer: seconds alone."""
    net = incidence(ties).network()
    begin = time.perf_counter()
    ci.brokerage(net)
    return f"| {net.n_ties:,} | brokerage roles | none | {time.perf_counter() - begin:.4f} | | |"


def main() -> None:
    parser = argparse.ArgumentParser(description="Time cinet against its peers.")
    parser.add_argument("ties", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--write", action="store_true", help="write the table into docs/benchmarks.md")
    chosen = parser.parse_args()
    ci.brokerage(incidence(1_000).network())
    lines = ["| ties | measure | peer | cinet, s | peer, s | ratio |", "|---:|---|---|---:|---:|---:|"]
    print("\n".join(lines))
    for ties in chosen.ties:
        inc = incidence(ties)
        n_ties = inc.network().n_ties
        for pair in pairs_to_time(inc):
            ours, theirs, ratio = timed(pair)
            lines.append(f"| {n_ties:,} | {pair[0]} | {pair[1]} | {ours:.4f} | {theirs:.4f} | {ratio:.1f} |")
            print(lines[-1], flush=True)
        lines.append(roles_line(ties))
        print(lines[-1], flush=True)
    if chosen.write:
        write(lines)


def write(lines: list[str]) -> None:
    """Write the table with what it was measured on."""
    versions = f"cinet {ci.__version__}, igraph {igraph.__version__}, NetworkX {nx.__version__}"
    if networkit is not None:
        versions += f", networkit {networkit.__version__}"
    machine = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    head = f"""# Benchmarks

Generated collaboration networks: events of 2 to 10 actors, activity skewed. cinet and the peer take turns in one run;
seconds are medians of {ROUNDS}, the ratio is the median of peer / cinet pair by pair. Absolute seconds are of one
machine ({machine}; {versions}); compare the ratios.
Run them with `make bench`.

"""
    page = Path(__file__).parents[1] / "docs" / "benchmarks.md"
    foot = """
The projection returns both triangles of the matrix, sorted and checked; SciPy's product here is one triangle, unsorted.
"""
    page.write_text(head + "\n".join(lines) + "\n" + foot, encoding="utf-8")


if __name__ == "__main__":
    main()
