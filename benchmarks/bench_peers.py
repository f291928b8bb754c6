"""Brokerage roles by cinet and by R sna, on the same networks in the same run.

    python benchmarks/bench_peers.py                 1e4 ties
    python benchmarks/bench_peers.py 10000 30000     other sizes

Needs Rscript with the package sna. Both take turns, and both get the network ready made: cinet its compressed rows,
sna its edge list, the fastest of its inputs, and the matrix that its help page uses. sna always gives the moments of
its null as well, so cinet is timed with and without them. In collaborations a tie is two arcs to sna. A turn of cinet
is the mean of five calls, since one call is shorter than what the clock and the caches add to it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from bench_networks import incidence

import cinet as ci

ROUNDS = 7
CALLS = 5
SCRIPT = Path(__file__).with_name("roles_sna.R")
ROLES = {
    "w_I": "coordinator",
    "w_O": "itinerant",
    "b_OI": "gatekeeper",
    "b_IO": "representative",
    "b_O": "liaison",
    "t": "total",
}


def random_arcs(arcs: int, seed: int = 1) -> ci.Network:
    """Activity skewed, ten arcs to an actor, four types."""
    rng = np.random.default_rng(seed)
    n = max(20, arcs // 10)
    share = rng.pareto(2.5, n) + 0.2
    ends = rng.choice(n, (2 * arcs, 2), p=share / share.sum())
    ends = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)
    ends = ends[rng.permutation(len(ends))[:arcs]]
    actors = pd.DataFrame({"type": rng.choice(["firm", "university", "government", "user"], n)})
    return ci.Network.from_pairs(ends[:, 0], ends[:, 1], np.ones(len(ends)), actors, directed=True)


NETWORKS = {"collaborations": lambda ties: incidence(ties).network(), "random arcs": random_arcs}


def seconds(net: ci.Network, null: str | None) -> float:
    """Mean seconds of a call on networks that remember nothing."""
    bare = [
        ci.Network(net.indptr, net.indices, net.weights, net.actors, directed=net.directed)
        for _ in range(CALLS)
    ]
    begin = time.perf_counter()
    for one in bare:
        ci.brokerage(one, null=null)
    return (time.perf_counter() - begin) / CALLS


def same_roles(net: ci.Network, theirs: pd.DataFrame) -> bool:
    """Whether the counts are one; without direction sna meets every pair from both ends."""
    found = ci.brokerage(net)[list(theirs)]
    if not net.directed:
        found[["coordinator", "itinerant", "liaison", "total"]] *= 2
    return bool((theirs.to_numpy() == found.to_numpy()).all())


def interleaved(net: ci.Network, folder: Path, rounds: int) -> list[tuple[float, ...]]:
    """Seconds of cinet, of cinet with the null, of sna on the edge list and on the matrix, in turns."""
    ties, types, totals = folder / "ties.csv", folder / "types.csv", folder / "totals.csv"
    source = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    pd.DataFrame({"source": source + 1, "target": net.indices + 1}).to_csv(ties, index=False)
    net.actors[["type"]].to_csv(types, index=False)
    times = []
    with subprocess.Popen(
        ["Rscript", "--vanilla", SCRIPT, ties, types, str(rounds), totals],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as peer:
        assert peer.stdin is not None
        assert peer.stdout is not None
        for _ in range(rounds):
            ours = seconds(net, None), seconds(net, "bernoulli")
            peer.stdin.write("go\n")
            peer.stdin.flush()
            times.append((*ours, *map(float, peer.stdout.readline().split())))
    if not same_roles(net, pd.read_csv(totals).rename(columns=ROLES)):
        raise SystemExit("sna and cinet do not count the same roles")
    return times


def sna_is_there() -> bool:
    program = shutil.which("Rscript")
    ask = "quit(status = as.integer(!requireNamespace('sna', quietly = TRUE)))"
    return program is not None and subprocess.run([program, "-e", ask], check=False).returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(description="Time brokerage roles against R sna.")
    parser.add_argument("ties", nargs="*", type=int, default=[10_000])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    if not sna_is_there():
        print("Rscript with the package sna is not installed: nothing to compare with.")
        return
    for make in NETWORKS.values():
        ci.brokerage(make(1_000), null="bernoulli")
    print(
        "| network | ties | cinet, s | with the null, s | sna, s | sna, matrix, s | ratio | with null | matrix |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for ties in chosen.ties:
        for name, make in NETWORKS.items():
            net = make(ties)
            with tempfile.TemporaryDirectory() as folder:
                times = np.array(interleaved(net, Path(folder), chosen.rounds))
            plain, null, peer, square = times.T
            medians = [f"{np.median(part):.5f}" for part in (plain, null, peer, square)]
            ratios = [f"{np.median(part):.0f}" for part in (peer / plain, peer / null, square / plain)]
            print(f"| {name} | {net.n_ties:,} | {' | '.join(medians)} | {' | '.join(ratios)} |", flush=True)


if __name__ == "__main__":
    main()
