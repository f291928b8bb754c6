"""cinet beside the packages that compute parts of synergy, where they are installed; recorded answers are elsewhere."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import cinet as ci

CELLS = ["U", "I", "G", "UI", "UG", "IG", "UIG"]
OUTCOMES = ["100", "010", "001", "110", "101", "011", "111"]


def installed(name: str) -> Any:
    """The package, or a skip: none of them is needed to run cinet."""
    return pytest.importorskip(name, reason=f"{name} is not installed")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["SK-G", "SK-D", "SK-F", "WA-G", "WA-D", "WA-F"])
def test_dit_has_the_same_co_information(name):
    dit = installed("dit")
    venn = ci.example("helix_venn").loc[name, CELLS].astype(float)
    joint = dit.Distribution(OUTCOMES, (venn / venn.sum()).tolist())
    ours = ci.helix(ci.Patterns.from_venn(venn), n_boot=0)["T"].iloc[0]
    assert ours == pytest.approx(dit.multivariate.coinformation(joint), abs=1e-12)


@pytest.mark.filterwarnings("ignore")
def test_dit_has_the_same_o_information_of_parity_and_copy():
    dit = installed("dit")
    for n in (3, 4):
        for outcomes in (["0" * n, "1" * n], [f"{k:0{n}b}" for k in range(2**n) if k.bit_count() % 2 == 0]):
            joint = dit.Distribution(outcomes, [1 / len(outcomes)] * len(outcomes))
            table = pd.DataFrame([list(outcome) for outcome in outcomes], columns=[f"x{k}" for k in range(n)])
            ours = ci.o_information(ci.Joint.from_records(table))
            assert ours == pytest.approx(dit.multivariate.o_information(joint), abs=1e-12)


def test_pymcdm_has_the_same_weights_and_ranking():
    weighting, methods = installed("pymcdm.weights"), installed("pymcdm.methods")
    normalised = installed("pymcdm.normalizations")
    values = np.random.default_rng(4).uniform(1, 50, (7, 4))
    weights = ci.entropy_weights(pd.DataFrame(values), normalise=None)
    assert weights.tolist() == pytest.approx(weighting.entropy_weights(values).tolist(), abs=1e-12)
    types = np.array([1, -1, 1, 1])
    theirs = methods.TOPSIS(normalised.vector_normalization)(values, weights.to_numpy(), types)
    directions = ["positive" if sign == 1 else "negative" for sign in types]
    ours = ci.topsis(pd.DataFrame(values), weights, directions=directions, normalise="vector")["C"]
    assert ours.tolist() == pytest.approx(theirs.tolist(), abs=1e-12)
