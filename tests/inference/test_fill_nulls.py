"""Nulls that do not keep the margins."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cinet.errors import SchemaError
from cinet.incidence import Incidence
from cinet.inference import fill_nulls
from cinet.inference.compare import compare
from cinet.inference.fill_nulls import equiprobable, proportional
from cinet.inference.nulls import curveball
from cinet.metrics.nestedness import nodf
from tests.inference.samples import ecosystem

GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "diversity" / "nested.json").read_text(encoding="utf-8")
)["mixed"]


def table(weighted=False, strata=None):
    held = np.asarray(GOLDEN["matrix"], dtype=float)
    rows, columns = np.nonzero(held)
    return Incidence.from_codes(
        rows,
        columns,
        collaborations=pd.DataFrame({"kind": list("xyxyxyxyx")}, index=[f"c{place}" for place in range(9)]),
        actors=pd.DataFrame(index=[f"a{place}" for place in range(7)]),
        strata=strata,
        weights=held[rows, columns] if weighted else None,
    )


def draws(null, n, seed=0, strata=None):
    inc = table(strata=strata)
    return [null.draw(inc, child) for child in np.random.SeedSequence(seed).spawn(n)]


def filled(inc):
    held = np.zeros((inc.n_collaborations, inc.n_actors))
    held[np.repeat(np.arange(inc.n_collaborations), inc.sizes), inc.indices] = 1
    return held


@pytest.mark.parametrize(
    ("null", "name"), [(equiprobable(), "equiprobable"), (curveball(rounds=50), "fixed")]
)
def test_nodf_of_the_draws_is_that_of_vegans(null, name):
    values = [nodf(drawn)["nodf"] for drawn in draws(null, 600)]
    wanted = GOLDEN["null_means"][name]
    assert np.mean(values) == pytest.approx(wanted["mean"], abs=4 * wanted["sd"] / np.sqrt(600))
    assert np.std(values) == pytest.approx(wanted["sd"], rel=0.15)


def test_equiprobable_keeps_the_number_of_participations_and_nothing_else():
    drawn = draws(equiprobable(), 400)
    inc = table()
    assert {len(each.indices) for each in drawn} == {len(inc.indices)}
    mean = np.mean([filled(each) for each in drawn], axis=0)
    share = len(inc.indices) / 63
    assert np.abs(mean - share).max() < 4.5 * np.sqrt(share * (1 - share) / 400)


@pytest.mark.parametrize("cells", [4_000_000, 10])
def test_proportional_fills_by_the_mean_of_both_shares(monkeypatch, cells):
    monkeypatch.setattr(fill_nulls, "_CELLS", cells)
    held = filled(table())
    chance = (held.mean(axis=1)[:, None] + held.mean(axis=0)[None, :]) / 2
    mean = np.mean([filled(each) for each in draws(proportional(), 400)], axis=0)
    assert np.abs(mean - chance).max() < 4.5 * np.sqrt(0.25 / 400)
    assert np.std([len(each.indices) for each in draws(proportional(), 50)]) > 0


@pytest.mark.parametrize("null", [equiprobable(), proportional()])
def test_draws_are_reproducible_and_keep_what_is_known_of_rows_and_columns(null):
    first, again, other = (draws(null, 1, seed=seed, strata=[0, 1] * 4 + [0])[0] for seed in (0, 0, 1))
    assert filled(first).tolist() == filled(again).tolist() != filled(other).tolist()
    assert first.collaborations.equals(table().collaborations)
    assert first.actors.equals(table().actors)
    assert first.strata.tolist() == [0, 1] * 4 + [0]
    assert null.strata == ()
    with pytest.raises(SchemaError, match="draw from an incidence without weights"):
        null.draw(table(weighted=True), np.random.SeedSequence(0))


@pytest.mark.parametrize("null", [equiprobable(), proportional()])
@pytest.mark.parametrize(("n", "k"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_table(null, n, k):
    empty = Incidence.from_codes(
        [], [], collaborations=pd.DataFrame(index=range(n)), actors=pd.DataFrame(index=range(k))
    )
    drawn = null.draw(empty, np.random.SeedSequence(0))
    assert (drawn.n_collaborations, drawn.n_actors, len(drawn.indices)) == (n, k, 0)


def test_compare_takes_all_three():
    eco = ecosystem()
    found = {
        null.name: compare(eco, "nodf", null=null, n=49, seed=2, progress=False)
        for null in (equiprobable(), proportional(), curveball())
    }
    assert found["equiprobable"]["observed"].equals(found["two-mode"]["observed"])
    spread = {name: each.loc["nodf", "null_sd"] for name, each in found.items()}
    assert min(spread.values()) > 0
    assert spread["two-mode"] < spread["equiprobable"]
