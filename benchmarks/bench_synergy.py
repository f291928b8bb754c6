"""Seconds of the synergy measures at the sizes of real work, beside a peer where there is one.

    python benchmarks/bench_synergy.py             the table
    python benchmarks/bench_synergy.py --write     also write it into docs/benchmarks_synergy.md

A row gives the median of 7 calls. dit and pymcdm are used if they are installed; cinet and the peer take turns.
"""

from __future__ import annotations

import argparse
import importlib
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import cinet as ci

ROUNDS = 7
CELLS = ["U", "I", "G", "UI", "UG", "IG", "UIG"]

Call = Callable[[], object]


def panel(units: int, years: int, indicators: int) -> pd.DataFrame:
    """Positive numbers, one row per unit and year."""
    rng = np.random.default_rng(1)
    index = pd.MultiIndex.from_product([range(units), range(years)], names=["unit", "year"])
    names = [f"x{number}" for number in range(indicators)]
    return pd.DataFrame(rng.gamma(2.0, size=(len(index), indicators)), index=index, columns=names)


def scores(table: pd.DataFrame) -> object:
    """Entropy weights, subsystem scores, coupling coordination and obstacles of a panel."""
    directions = ["positive", "negative"] * (table.shape[1] // 2)
    systems = [f"s{number % 4}" for number in range(table.shape[1])]
    held = ci.IndicatorPanel(table, directions, systems)
    weights = ci.entropy_weights(held)
    scaled = held.scaled().values
    parts = {
        system: scaled.loc[:, np.array(systems) == system].mean(axis=1) for system in sorted(set(systems))
    }
    return ci.coupling(pd.DataFrame(parts)), ci.obstacle(held, weights, by="system")


def game(players: int) -> ci.Game:
    """Worths that grow with the square of the size of a coalition, and some noise."""
    rng = np.random.default_rng(2)
    size = np.bitwise_count(np.arange(2**players, dtype=np.uint32)).astype(np.float64)
    return ci.Game(size**2 * (1.0 + 0.1 * rng.random(2**players)), [f"p{n}" for n in range(players)])


def peer(name: str, make: Callable[[Any], Call]) -> tuple[str, Call] | None:
    try:
        return name, make(importlib.import_module(name))
    except ImportError:
        return None


def calls() -> Iterator[tuple[str, Call, tuple[str, Call] | None]]:
    venn = ci.example("helix_venn")[CELLS]
    one = ci.Patterns.from_venn(venn.iloc[:1])
    shares = (venn.iloc[0] / venn.iloc[0].sum()).tolist()
    outcomes = ["100", "010", "001", "110", "101", "011", "111"]
    yield (
        "helix of three parts from counts: T, null, standard errors, entropies",
        lambda: ci.helix(one, n_boot=0, with_entropies=True),
        peer(
            "dit",
            lambda dit: lambda: dit.multivariate.coinformation(dit.Distribution(outcomes, shares)),
        ),
    )
    rng = np.random.default_rng(3)
    many = ci.Patterns.from_venn(pd.DataFrame(rng.integers(5, 500, (200, 7)), columns=CELLS))
    yield "helix by 200 groups, 999 bootstraps", lambda: ci.helix(many), None
    sixteen, eight = game(16), game(8)
    ring = [(f"p{number}", f"p{(number + 1) % 16}") for number in range(16)]
    yield "Shapley value, 16 players", lambda: ci.shapley(sixteen), None
    yield "Myerson value, 16 players on a ring", lambda: ci.myerson(sixteen, ring), None
    yield "nucleolus, 8 players", lambda: ci.nucleolus(eight), None
    table = panel(300, 30, 40)
    yield (
        "entropy weights, coupling coordination, obstacles: 300 units x 30 years x 40 indicators",
        lambda: scores(table),
        None,
    )


def timed(ours: Call, theirs: Call | None) -> tuple[float, float]:
    """Median seconds of both, taken in turns."""
    ours()
    times: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for held, call in zip(times, (ours, theirs), strict=True):
            begin = time.perf_counter()
            if call is not None:
                call()
            held.append(time.perf_counter() - begin)
    return statistics.median(times[0]), statistics.median(times[1])


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the synergy measures.")
    parser.add_argument(
        "--write", action="store_true", help="write the table into docs/benchmarks_synergy.md"
    )
    chosen = parser.parse_args()
    lines = ["| what | cinet, s | peer | peer, s | ratio |", "|---|---:|---|---:|---:|"]
    print("\n".join(lines))
    for what, ours, other in calls():
        mine, theirs = timed(ours, None if other is None else other[1])
        beside = "| | | |" if other is None else f"| {other[0]} | {theirs:.4f} | {theirs / mine:.1f} |"
        lines.append(f"| {what} | {mine:.4f} {beside}")
        print(lines[-1], flush=True)
    if chosen.write:
        head = f"# Benchmarks of synergy\n\nMedians of {ROUNDS} calls on one machine; run them with `make bench`.\n\n"
        page = Path(__file__).parents[1] / "docs" / "benchmarks_synergy.md"
        page.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
