"""Ask EasyGraph about the networks of ../peers_r/inputs, in Python and in its C++ classes.

python tests/golden/peers_python/easygraph_answers.py <file to write>
"""

from __future__ import annotations

import contextlib
import csv
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import easygraph as eg

INPUTS = Path(__file__).parents[1] / "peers_r" / "inputs"
NAMES = ["kite", "karate", "florentine", "scattered", "dense", "arcs", "arcs_sparse"]
HOLES = ["constraint", "effective_size", "efficiency", "hierarchy"]


def rows(name: str) -> list[dict[str, str]]:
    with (INPUTS / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def graph(name: str, *, weighted: bool = True) -> Any:
    """A new graph; nodes are numbers, since the C++ classes fail on text."""
    held = eg.DiGraph() if name.startswith("arcs") else eg.Graph()
    actors = [row["actor"] for row in rows(f"{name}_actors")]
    held.add_nodes(list(range(len(actors))))
    for row in rows(f"{name}_ties"):
        strength = {"weight": int(row["weight"])} if weighted else {}
        held.add_edge(actors.index(row["source"]), actors.index(row["target"]), **strength)
    return held


def spanners(held: Any, types: list[str]) -> dict[int, float]:
    """The largest H over sets of two communities: what a user reads off for an actor."""
    communities = [
        frozenset(node for node in held.nodes if types[node] == kind) for kind in sorted(set(types))
    ]
    sets, _, score = eg.get_structural_holes_HIS(held, communities, epsilon=1e-13)
    pairs = [number for number, members in enumerate(sets) if len(members) == 2]
    return {node: max(score[node][number] for number in pairs) for node in held.nodes}


def compiled(held: Any, ask: Callable[..., Any], **chosen: Any) -> dict[int, float]:
    """C++ gives an array in the order of its own nodes, which is not the order they were added in."""
    there = held.cpp()
    return dict(zip(there.nodes, ask(there, **chosen), strict=True))


def second(held: Any, ask: Callable[..., Any]) -> Any:
    """With weights, after the same without: a graph remembers degrees, whatever they were asked for."""
    ask(held, weight=None)
    return ask(held, weight="weight")


def questions(name: str, types: list[str]) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """Which class, which measure, and the call on a new graph."""
    for measure in HOLES:
        ask = getattr(eg, measure)
        for label, weight in (("", None), ("_weighted", "weight")):
            yield "python", measure + label, lambda ask=ask, weight=weight: ask(graph(name), weight=weight)
            yield (
                "c++",
                measure + label,
                lambda ask=ask, weight=weight: compiled(graph(name), ask, weight=weight),
            )
    yield "python", "efficiency_weighted_second", lambda: second(graph(name), eg.efficiency)
    yield (
        "python",
        "ego_betweenness",
        lambda: {node: eg.ego_betweenness(graph(name), node) for node in range(len(types))},
    )
    yield "python", "betweenness", lambda: eg.betweenness_centrality(graph(name), normalized=False)
    yield "python", "closeness", lambda: eg.closeness_centrality(graph(name))
    yield "python", "pagerank", lambda: eg.pagerank(graph(name))
    yield "python", "coreness", lambda: eg.k_core(graph(name, weighted=False))
    yield "python", "coreness_weighted", lambda: eg.k_core(graph(name))
    yield "python", "katz", lambda: eg.katz_centrality(graph(name), alpha=0.05, tol=1e-13, normalized=False)
    yield "python", "eigenvector", lambda: eg.eigenvector_centrality(graph(name))
    yield "python", "clustering", lambda: eg.clustering(graph(name))
    yield "python", "his", lambda: spanners(graph(name), types)


def with_loop() -> dict[int, float]:
    """Constraint in a triangle with a pendant that is also tied to itself."""
    held = eg.Graph()
    held.add_edges([(0, 1), (1, 2), (0, 2), (2, 3), (3, 3)])
    return eg.constraint(held)


def answered(ask: Callable[[], Any], actors: list[str]) -> Iterator[tuple[str, str, str]]:
    """Actor, value, error; functions return a value per actor by node, or in the order of the nodes."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            found = ask()
    except Exception as error:
        yield "all", "nan", type(error).__name__
        return
    by_node = found if isinstance(found, dict) else dict(enumerate(found))
    for node, actor in enumerate(actors):
        yield actor, repr(float(by_node[node])), ""


def main() -> None:
    with Path(sys.argv[1]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["network", "class", "measure", "actor", "value", "error"])
        for name in NAMES:
            table = rows(f"{name}_actors")
            actors = [row["actor"] for row in table]
            for kind, measure, ask in questions(name, [row["type"] for row in table]):
                for answer in answered(ask, actors):
                    writer.writerow([name, kind, measure, *answer])
        for answer in answered(with_loop, ["a01", "a02", "a03", "a04"]):
            writer.writerow(["pendant_loop", "python", "constraint", *answer])


if __name__ == "__main__":
    main()
