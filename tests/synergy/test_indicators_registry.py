"""What the indicator measures give is registered, with labels that figures and reports can print."""

from __future__ import annotations

from importlib import import_module

import pandas as pd
import pytest

from cinet.panel import IndicatorPanel
from cinet.registry.indicators import COLUMNS, MEASURES
from cinet.synergy.combined_weights import system_weights
from cinet.synergy.entropy_weights import entropy_weight_table
from cinet.synergy.rank_intervals import rank_intervals, rank_runs, rank_sources, rank_stability

NAMES = {spec.name for spec in COLUMNS}
JUDGED = pd.DataFrame([[1, 2, 4], [0.5, 1, 2], [0.25, 0.5, 1]], list("abc"), list("abc"))
PANEL = IndicatorPanel(
    pd.DataFrame({"a": [3, 9, 6], "b": [1, 5, 2], "c": [7, 1, 5]}, index=list("uvw")), None, ["x", "x", "y"]
)


@pytest.mark.parametrize("spec", MEASURES, ids=lambda spec: spec.name)
def test_measures_resolve_and_give_their_columns(spec):
    module, _, name = spec.function.partition(":")
    assert name == spec.name
    found = getattr(import_module(module), name)(JUDGED if spec.reads == "matrix" else PANEL)
    wanted = list(spec.columns or (spec.name,))
    assert set(wanted) <= NAMES
    if isinstance(found, pd.Series):
        assert wanted in ([found.name], found.index.tolist())
    elif spec.columns:
        assert found.columns.tolist() == [column.rpartition(".")[2] for column in wanted]
    else:
        assert found.columns.equals(PANEL.values.columns)
    of_indicators = spec.name.endswith("_weights") or spec.name == "entropy_weight_table"
    rows = wanted if spec.name == "ahp_consistency" else list("abc" if of_indicators else "uvw")
    assert found.index.tolist() == rows


def test_columns_of_the_tables_are_registered():
    runs = rank_runs(PANEL, n_draws=0)
    tables = {
        "entropy_weight_table": entropy_weight_table(PANEL),
        "system_weights": system_weights([0.2, 0.3, 0.5], PANEL).drop(columns="system"),
        "rank_intervals": rank_intervals(runs),
        "rank_sources": rank_sources(runs),
        "": rank_stability(runs).to_frame(),
    }
    for function, table in tables.items():
        for column in table.columns:
            assert column in NAMES or f"{function}.{column}" in NAMES, column


@pytest.mark.parametrize("spec", COLUMNS, ids=lambda spec: spec.name)
def test_columns_have_two_labels_and_a_range(spec):
    assert spec.en
    assert not spec.zh.isascii()
    assert spec.lower < spec.upper
    assert spec.unit == ""
