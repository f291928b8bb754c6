"""A small ecosystem, and null models whose draws are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.incidence import Incidence


def ecosystem() -> Ecosystem:
    """Twelve actors of three types in thirty collaborations of two programmes."""
    rng = np.random.default_rng(12)
    actors = pd.DataFrame(
        {
            "actor_id": [f"a{number:02d}" for number in range(12)],
            "type": ["firm"] * 5 + ["university"] * 4 + ["government"] * 3,
        }
    )
    collaborations = pd.DataFrame(
        {
            "collab_id": [f"c{number:02d}" for number in range(30)],
            "programme": ["x", "y", "y"] * 10,
            "year": pd.array([2014 + number % 4 for number in range(30)], dtype="Int64"),
        }
    )
    rows = [
        (collab, f"a{actor:02d}")
        for collab in collaborations["collab_id"]
        for actor in rng.choice(12, size=rng.integers(1, 5), replace=False)
    ]
    return Ecosystem(actors, collaborations, pd.DataFrame(rows, columns=["collab_id", "actor_id"]))


@dataclass(frozen=True)
class Prescribed:
    """A null model that hands out given incidences in order."""

    draws: tuple[Incidence, ...]
    strata: tuple[str, ...] = ()
    name: str = "prescribed"

    def draw(self, incidence: Incidence, seed: np.random.SeedSequence) -> Incidence:
        """Return the draw of this number."""
        return self.draws[seed.spawn_key[0]]


@dataclass(frozen=True)
class Held:
    """Stands for an ecosystem: an incidence that is already there."""

    held: Incidence

    def incidence(self, *, strata: list[str] | None = None) -> Incidence:
        """Return the incidence."""
        return self.held
