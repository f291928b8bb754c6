"""NetworkX's own tests of the functions that the backend answers, run through it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cinet.interop.nx_backend import BackendInterface
from cinet.interop.nx_info import FUNCTIONS

PLUGIN = Path(__file__).parent / "nx_suite"
SUITES = [
    "networkx.algorithms.tests.test_structuralholes",
    "networkx.algorithms.tests.test_cluster",
    "networkx.algorithms.centrality.tests.test_betweenness_centrality",
]

#: Calls in NetworkX's tests that the backend must have answered itself.
AT_LEAST = {
    "average_clustering": 8,
    "betweenness_centrality": 20,
    "clustering": 20,
    "constraint": 10,
    "effective_size": 14,
    "transitivity": 5,
    "triangles": 12,
}


def run(folder: Path, *suites: str, plant: str = "") -> tuple[dict[str, int], dict[str, Any], str]:
    """Run the suites in a folder of their own; return outcomes, calls and the text."""
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / "planted.py").write_text(plant, encoding="utf-8")
    log = folder / "calls.json"
    options = "-q -rxX -p no:cacheprovider -p no:xdist -p planted -p dispatch_log -c pytest.ini --rootdir ."
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options.split(), "--pyargs", *suites],
        cwd=folder,
        env={
            **os.environ,
            "NETWORKX_TEST_BACKEND": "cinet",
            "NETWORKX_FALLBACK_TO_NX": "True",
            "PYTHONPATH": os.pathsep.join([str(folder), str(PLUGIN)]),
            "DISPATCH_LOG": str(log),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.strip().splitlines()[-1]
    outcomes = {what: int(number) for number, what in re.findall(r"(\d+) (\w+)", last.partition(" in ")[0])}
    return outcomes, json.loads(log.read_text(encoding="utf-8")), done.stdout


def test_networkx_is_satisfied(tmp_path: Path) -> None:
    outcomes, calls, text = run(tmp_path, *SUITES)
    assert set(outcomes) == {"passed", "xfailed"}, text
    assert outcomes["passed"] > 100
    assert outcomes["xfailed"] == 4
    assert text.count("NetworkX contradicts itself on a node tied only to itself") == 4
    assert {name: calls[name] for name, least in AT_LEAST.items() if calls[name] < least} == {}
    # NetworkX tests local_constraint only through its own constraint, below the dispatch
    assert set(AT_LEAST) == set(calls) == set(FUNCTIONS) - {"local_constraint"}


def test_networkx_notices_a_wrong_answer(tmp_path: Path) -> None:
    plant = (
        "import cinet.metrics.structural_holes as holes\n"
        "true = holes.constraint\n"
        "holes.constraint = lambda net, **options: true(net, **options) * 1.01\n"
    )
    outcomes, _, text = run(tmp_path, SUITES[0], plant=plant)
    assert outcomes["failed"] >= 4, text
    assert "test_constraint_directed" in text


class Item:
    """A collected test, as far as the backend looks at it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.markers: list[pytest.MarkDecorator] = []

    def add_marker(self, marker: pytest.MarkDecorator) -> None:
        self.markers.append(marker)


def test_only_the_contradictions_are_marked() -> None:
    marked = Item("test_constraint_isolated_node_with_selfloop_using_nodes_kwarg[Graph]")
    plain = Item("test_constraint_isolated_node_with_selfloop[Graph]")
    BackendInterface.on_start_tests([marked, plain])
    assert [marker.name for marker in marked.markers] == ["xfail"]
    assert "contradicts itself" in marked.markers[0].kwargs["reason"]
    assert plain.markers == []
