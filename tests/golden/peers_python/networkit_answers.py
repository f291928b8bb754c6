"""Ask networkit about the networks of ../peers_r/inputs.

python tests/golden/peers_python/networkit_answers.py <file to write>
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkit as nk

INPUTS = Path(__file__).parents[1] / "peers_r" / "inputs"


def rows(name: str) -> list[dict[str, str]]:
    with (INPUTS / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def graph(name: str, *, weighted: bool) -> tuple[Any, dict[str, str]]:
    actors = {row["actor"]: row["type"] for row in rows(f"{name}_actors")}
    number = {actor: position for position, actor in enumerate(actors)}
    held = nk.Graph(len(actors), weighted=weighted, directed=name.startswith("arcs"))
    for row in rows(f"{name}_ties"):
        held.addEdge(number[row["source"]], number[row["target"]], float(row["weight"]) if weighted else 1.0)
    return held, actors


def scores(algorithm: Any) -> list[float]:
    algorithm.run()
    return list(algorithm.scores())


def answers(name: str) -> Iterator[tuple[str, Any]]:
    """Measure and values, of the ties alone or with their strengths."""
    central = nk.centrality
    held, types = graph(name, weighted=False)
    strong, _ = graph(name, weighted=True)
    yield "betweenness", scores(central.Betweenness(held))
    yield "closeness", scores(central.Closeness(held, True, central.ClosenessVariant.GENERALIZED))
    yield "harmonic", scores(central.HarmonicCloseness(held, True))
    sinks = central.SinkHandling.DistributeSinks
    yield "pagerank", scores(central.PageRank(held, 0.85, 1e-13, distributeSinks=sinks))
    yield "pagerank_weighted", scores(central.PageRank(strong, 0.85, 1e-13, distributeSinks=sinks))
    yield "katz", scores(central.KatzCentrality(held, 0.05, 1.0, 1e-13))
    if not held.isDirected():
        yield "coreness", scores(central.CoreDecomposition(held))
        yield "clustering", scores(central.LocalClusteringCoefficient(held))
        yield "eigenvector", scores(central.EigenvectorCentrality(held, 1e-12))
        partition = nk.Partition(len(types))
        kinds = list(dict.fromkeys(types.values()))
        partition.setUpperBound(len(kinds))
        for position, kind in enumerate(types.values()):
            partition.addToSubset(kinds.index(kind), position)
        quality = nk.community.Modularity()
        yield "modularity", quality.getQuality(partition, held)
        yield "modularity_weighted", quality.getQuality(partition, strong)


def main() -> None:
    nk.setNumberOfThreads(1)
    with Path(sys.argv[1]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["network", "measure", "actor", "value"])
        for name in sorted(path.name.removesuffix("_ties.csv") for path in INPUTS.glob("*_ties.csv")):
            actors = [row["actor"] for row in rows(f"{name}_actors")]
            for measure, found in answers(name):
                by_name = zip(actors, found, strict=True) if isinstance(found, list) else [("all", found)]
                writer.writerows([name, measure, actor, repr(float(value))] for actor, value in by_name)


if __name__ == "__main__":
    main()
