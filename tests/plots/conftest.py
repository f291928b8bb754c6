"""Tables that figures read, made by hand so that every position can be said beforehand."""

from __future__ import annotations

import pandas as pd
import pytest

from cinet.plots import cjk_family

NASTY = "$\\frac{bad"


@pytest.fixture
def actors() -> pd.DataFrame:
    """Six actors: a tie between a1 and a3, one undefined value, one missing name, one missing type."""
    return pd.DataFrame(
        {
            "type": ["firm", "university", "firm", "government", "user", None],
            "name": [
                NASTY,
                "a_b^c",
                None,
                "Ministry of Everything and of a Good Deal More",
                "Lab\n $x$",
                "u",
            ],
            "strength": [5.0, 9.0, 5.0, 2.0, None, 1.0],
        },
        index=pd.Index(["a3", "a2", "a1", "a4", "a5", "a6"], name="actor_id"),
    )


@pytest.fixture
def pairs() -> pd.DataFrame:
    """Type mixing of three types: five of six pairs, one 0, one undefined, two outside the band."""
    rows = [
        ("firm", "firm", 50.0, 100.0, 80.0, 120.0, 0.5),
        ("university", "firm", 110.0, 100.0, 80.0, 120.0, 1.1),
        ("university", "university", 400.0, 100.0, 80.0, 120.0, 4.0),
        ("firm", "other", 0.0, 10.0, 0.0, 20.0, 0.0),
        ("other", "other", 0.0, 0.0, 0.0, 0.0, None),
    ]
    table = pd.DataFrame(rows, columns=["type_a", "type_b", "observed", "null_mean", "low", "high", "ratio"])
    return table.set_index(["type_a", "type_b"])


@pytest.fixture
def years() -> pd.DataFrame:
    """Helix synergy of five years, unsorted, with an undefined one."""
    table = pd.DataFrame(
        {
            "observed": [-0.03, -0.01, None, -0.02, 0.01],
            "null_mean": [-0.010, -0.012, -0.011, -0.013, -0.010],
        },
        index=pd.Index([2016, 2014, 2015, 2018, 2017], name="year"),
    )
    return table.assign(low=table["null_mean"] - 0.004, high=table["null_mean"] + 0.004)


@pytest.fixture
def nodes() -> pd.DataFrame:
    """Five actors with positions on a square and its middle; the last has none."""
    return pd.DataFrame(
        {
            "x": [0.0, 1.0, 0.0, 1.0, 0.5, None],
            "y": [0.0, 0.0, 1.0, 1.0, 0.5, 0.5],
            "type": ["firm", "firm", "university", "user", "digital", "firm"],
            "name": [NASTY, "a_b^c", None, "Lab", "Bot", "Nowhere"],
            "strength": [1.0, 2.0, 3.0, 4.0, 10.0, 1.0],
        },
        index=pd.Index(["n1", "n2", "n3", "n4", "n5", "n6"], name="actor_id"),
    )


@pytest.fixture
def edges() -> pd.DataFrame:
    """A star around n5, and one tie to the actor without a position."""
    return pd.DataFrame(
        {"source": ["n5"] * 5, "target": ["n1", "n2", "n3", "n4", "n6"], "weight": [1.0, 2.0, 3.0, 4.0, 5.0]}
    )


@pytest.fixture
def chinese() -> str:
    """Skip where no font has Chinese characters."""
    family = cjk_family()
    if family is None:
        pytest.skip("no font with Chinese characters on this machine, and zhplot is not installed")
    return family
