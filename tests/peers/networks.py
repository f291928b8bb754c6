"""The inputs and the frozen answers of the peers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import cinet as ci

GOLDEN = Path(__file__).parents[1] / "golden"
INPUTS = GOLDEN / "peers_r" / "inputs"
NAMES = sorted(path.name.removesuffix("_ties.csv") for path in INPUTS.glob("*_ties.csv"))
DIRECTED = [name for name in NAMES if name.startswith("arcs")]
UNDIRECTED = [name for name in NAMES if name not in DIRECTED]
TABLES = sorted(path.stem.removeprefix("table_") for path in INPUTS.glob("table_*.csv"))


def network(name: str) -> ci.Network:
    """One of the networks that the peers were asked about."""
    actors = pd.read_csv(INPUTS / f"{name}_actors.csv", index_col="actor")
    ties = pd.read_csv(INPUTS / f"{name}_ties.csv")
    return ci.Network.from_pairs(
        actors.index.get_indexer(ties["source"]),
        actors.index.get_indexer(ties["target"]),
        ties["weight"],
        actors,
        directed=name in DIRECTED,
    )


def table(name: str) -> ci.Incidence:
    """One of the two-mode tables: a row per actor, a column per collaboration."""
    held = pd.read_csv(INPUTS / f"table_{name}.csv")
    actor, joint = held.to_numpy().nonzero()
    return ci.Incidence.from_codes(
        joint,
        actor,
        collaborations=pd.DataFrame(index=held.columns),
        actors=pd.DataFrame(index=[f"a{number + 1:02d}" for number in held.index]),
    )


def frozen(peer: str, file: str) -> pd.DataFrame:
    """A recorded table of answers."""
    return pd.read_csv(GOLDEN / peer / f"{file}.csv")
