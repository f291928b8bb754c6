"""Running a Python peer again, and setting its frozen answers beside ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cinet as ci
from tests.peers import networks

FOLDER = networks.GOLDEN / "peers_python"
#: EasyGraph needs NumPy 1, cinet NumPy 2: another interpreter may be named to ask the peers.
PYTHON = os.environ.get("CINET_PEERS_PYTHON", sys.executable)

OURS: dict[str, Callable[[ci.Network], pd.Series]] = {
    "constraint": ci.constraint,
    "effective_size": ci.effective_size,
    "efficiency": ci.efficiency,
    "hierarchy": ci.hierarchy,
    "ego_betweenness": ci.ego_betweenness,
    "betweenness": ci.betweenness,
    "closeness": ci.closeness,
    "harmonic": ci.harmonic,
    "pagerank": ci.pagerank,
    "katz": partial(ci.katz, alpha=0.05),
    "eigenvector": ci.eigenvector,
    "coreness": ci.coreness,
    "clustering": ci.local_clustering,
    "his": ci.his_spanners,
}


@cache
def network(name: str, *, weighted: bool = True) -> ci.Network:
    net = networks.network(name)
    weights = net.weights if weighted else np.ones_like(net.weights)
    return ci.Network(net.indptr, net.indices, weights, net.actors, directed=net.directed)


@cache
def ours(name: str, measure: str, *, weighted: bool) -> pd.Series:
    return OURS[measure](network(name, weighted=weighted))


@cache
def answers(peer: str) -> pd.DataFrame:
    return networks.frozen("peers_python", peer)


def theirs(peer: str, name: str, measure: str, **chosen: str) -> pd.Series:
    """What the peer says of every actor; fails where it said nothing."""
    table = answers(peer)
    for column, value in {"network": name, "measure": measure, **chosen}.items():
        table = table[table[column] == value]
    values = table.set_index("actor")["value"]
    assert len(values)
    return values


def equal(left: Any, right: Any, tolerance: float = 1e-11) -> None:
    np.testing.assert_allclose(left, right, rtol=tolerance, atol=tolerance)


def said_again(peer: str, tmp_path: Path) -> None:
    """Run the script of the peer and compare with what it said before."""
    ask = subprocess.run([PYTHON, "-W", "ignore", "-c", f"import {peer}"], capture_output=True, check=False)
    if ask.returncode:
        pytest.skip(f"{peer} is not installed (CINET_PEERS_PYTHON may name a Python that has it)")
    made = tmp_path / f"{peer}.csv"
    script = FOLDER / f"{peer}_answers.py"
    subprocess.run([PYTHON, "-W", "ignore", script, made], check=True, capture_output=True, timeout=300)
    again, held = pd.read_csv(made), answers(peer)
    keys = [column for column in held if column != "value"]
    pd.testing.assert_frame_equal(again[keys], held[keys])
    # the noise of their eigenvectors, and what runs past the end of an array in C++, differs from run to run
    steady = held["measure"] != "eigenvector"
    if "class" in held:
        shifted = held["measure"].str.startswith(("effective_size", "efficiency"))
        steady &= ~((held["class"] == "c++") & shifted)
    np.testing.assert_allclose(again["value"][steady], held["value"][steady], rtol=1e-8, atol=1e-10)
