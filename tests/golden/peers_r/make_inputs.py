"""Write the networks that the peers are asked about: three small published ones and random ones of our own.

python tests/golden/peers_r/make_inputs.py
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

INPUTS = Path(__file__).parent / "inputs"
SEED = 20261122


def write(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with (INPUTS / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def write_network(name: str, ties: Iterable[tuple[int, int, float]], kinds: Sequence[str]) -> None:
    """Actors are a01, a02, ...; the name of a directed network begins with arcs."""
    actors = [f"a{number + 1:02d}" for number in range(len(kinds))]
    write(f"{name}_actors", ["actor", "type"], zip(actors, kinds, strict=True))
    write(
        f"{name}_ties",
        ["source", "target", "weight"],
        [(actors[i], actors[j], weight) for i, j, weight in sorted(ties)],
    )


def published(graph: nx.Graph) -> list[tuple[int, int, float]]:
    number = {node: position for position, node in enumerate(graph)}
    return [(number[a], number[b], held.get("weight", 1)) for a, b, held in graph.edges(data=True)]


def random_ties(
    rng: np.random.Generator, n: int, share: float, *, directed: bool
) -> list[tuple[int, int, float]]:
    drawn = rng.random((n, n)) < share
    np.fill_diagonal(drawn, val=False)
    rows, columns = np.nonzero(drawn if directed else np.triu(drawn))
    weights = rng.integers(1, 10, len(rows))
    return list(zip(rows.tolist(), columns.tolist(), weights.tolist(), strict=True))


def kinds(rng: np.random.Generator, n: int, shares: dict[str, float]) -> list[str]:
    return [str(kind) for kind in rng.choice(list(shares), n, p=list(shares.values()))]


def main() -> None:
    INPUTS.mkdir(exist_ok=True)
    kite = nx.krackhardt_kite_graph()
    write_network("kite", published(kite), ["even" if node % 2 == 0 else "odd" for node in kite])
    karate = nx.karate_club_graph()
    clubs = {"Mr. Hi": "instructor", "Officer": "officers"}
    write_network("karate", published(karate), [clubs[club] for _, club in karate.nodes(data="club")])
    florentine = nx.florentine_families_graph()
    letters = ["early" if name < "H" else "late" if name > "N" else "middle" for name in florentine]
    write_network("florentine", published(florentine), letters)

    rng = np.random.default_rng(SEED)
    types = {"firm": 0.5, "university": 0.3, "government": 0.2}
    write_network("scattered", random_ties(rng, 40, 0.045, directed=False), kinds(rng, 40, types))
    write_network("dense", random_ties(rng, 30, 0.3, directed=False), kinds(rng, 30, types))
    write_network("arcs", random_ties(rng, 30, 0.12, directed=True), kinds(rng, 30, types))
    write_network("arcs_sparse", random_ties(rng, 40, 0.04, directed=True), kinds(rng, 40, types))

    # six arcs among four actors are the density 1/2, under which all 4096 digraphs are equally likely
    six = [(0, 1, 1), (1, 2, 1), (2, 3, 1), (3, 0, 1), (1, 3, 1), (2, 0, 1)]
    write_network("arcs_four_alike", six, ["x"] * 4)
    write_network("arcs_four_halves", six, ["x", "x", "y", "y"])

    davis = nx.davis_southern_women_graph()
    women = [node for node, mode in davis.nodes(data="bipartite") if mode == 0]
    events = [node for node, mode in davis.nodes(data="bipartite") if mode == 1]
    davis_table = np.array([[int(davis.has_edge(woman, event)) for event in events] for woman in women])
    write_table("davis", davis_table)
    fill = rng.random(25) * 0.5
    table = (rng.random((25, 15)) < fill[:, None]).astype(int)
    # a row or a column without a one is no actor and no collaboration
    table[table.sum(axis=1) == 0, 0] = 1
    table[0, table.sum(axis=0) == 0] = 1
    write_table("random", table)
    write_network("arcs_dense", random_ties(rng, 24, 0.45, directed=True), kinds(rng, 24, types))


def write_table(name: str, table: Any) -> None:
    """One row per actor, one column per collaboration, 1 for taking part."""
    write(f"table_{name}", [f"c{number + 1:02d}" for number in range(table.shape[1])], table.tolist())


if __name__ == "__main__":
    main()
