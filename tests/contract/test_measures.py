"""Every registered measure passes every check that applies to it; the registry alone says which measures there are."""

from __future__ import annotations

import inspect
from contextlib import suppress
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from cinet.errors import CinetError, SchemaError, UndefinedMeasure
from cinet.metrics.measure import describe, measure
from cinet.network import Network
from cinet.registry import MEASURES, MeasureSpec, column
from tests import strategies
from tests.contract import (
    check_invariance,
    check_measure,
    check_tables,
    checking,
    examples,
    exceptions,
    nan_rules,
    nan_rules_tables,
)
from tests.contract.checking import CHECKS, EXCEPTIONS, applicable, in_range, nan_by_rule, table

PAIRS = list(applicable())
OF_NETWORKS = [spec for spec in MEASURES.values() if checking.reads(spec) == "network"]
OF_TABLES = [spec for spec in MEASURES.values() if spec.reads not in ("network", "incidence")]
QUICK = [spec for spec in OF_NETWORKS if spec.level != "census"]


@pytest.mark.parametrize(
    ("check", "spec"), PAIRS, ids=[f"{check.__name__}-{spec.name}" for check, spec in PAIRS]
)
def test_measure(check: checking.Check, spec: MeasureSpec) -> None:
    check(spec)


def test_at_least_twenty_checks_for_every_measure_of_a_network() -> None:
    for spec in OF_NETWORKS:
        passed = [check for check, of in PAIRS if of is spec]
        assert len(passed) >= 20, spec.name


def test_at_least_twenty_three_checks_for_every_measure_of_something_else() -> None:
    for spec in OF_TABLES:
        passed = [check for check, of in PAIRS if of is spec]
        assert len(passed) >= 23, spec.name


def test_every_check_is_entered_and_says_what_it_checks() -> None:
    written = {
        function
        for module in (check_measure, check_invariance, check_tables)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("check_")
    }
    assert written == set(CHECKS)


def test_exceptions_are_of_measures_and_checks_that_exist() -> None:
    known = {function.__name__ for function in CHECKS}
    for (check, name), reason in EXCEPTIONS.items():
        assert check in known
        assert name in MEASURES
        assert reason
    columns = {name for spec in MEASURES.values() for name in checking.names(spec)}
    assert set(exceptions.POWER) <= columns
    of_measures = (
        exceptions.READS,
        exceptions.ARGUMENTS,
        exceptions.REFUSES,
        exceptions.TABLES,
        exceptions.BESIDE,
    )
    for told in (*of_measures, exceptions.ROWS, exceptions.DRAWN):
        assert set(told) <= set(MEASURES)
        assert all(reason[-1] for reason in told.values())


def test_exceptions_are_needed() -> None:
    """A measure that has come to pass a check is no longer an exception to it."""
    by_name = {function.__name__: function for function in CHECKS}
    for check, name in EXCEPTIONS:
        with pytest.raises((AssertionError, CinetError)):
            by_name[check](MEASURES[name])


def test_every_rule_for_nan_is_put_into_code() -> None:
    """Of actors and of whole networks and tables; what a row of a census is differs from one to the next."""
    for spec in MEASURES.values():
        if spec.level in ("actor", "network") and checking.reads(spec) in nan_rules.BY_READS:
            rules = nan_rules.BY_READS[checking.reads(spec)][spec.level == "actor"]
            for name in checking.names(spec):
                assert column(name, spec.name).undefined_when in {"never", *rules}, f"{spec.name}: {name}"
    for spec in OF_TABLES:
        of_rows = {
            "never",
            *nan_rules_tables.OF_RESULTS,
            *nan_rules_tables.BY_READS.get(checking.reads(spec), {}),
        }
        for name in checking.names(spec):
            assert column(name, spec.name).undefined_when in of_rows, f"{spec.name}: {name}"


@settings(max_examples=25)
@given(net=strategies.networks())
def test_all_measures_of_random_networks(net: Network) -> None:
    for spec in QUICK:
        found = table(spec, net)
        assert in_range(spec, found), spec.name
        assert nan_by_rule(spec, net, found), spec.name


@settings(max_examples=25)
@given(net=strategies.networks(directed=True))
def test_all_measures_of_random_directed_networks(net: Network) -> None:
    for spec in QUICK:
        with suppress(UndefinedMeasure):
            found = table(spec, net)
            assert in_range(spec, found), spec.name
            assert nan_by_rule(spec, net, found), spec.name


@pytest.mark.parametrize("net", examples.NETWORKS.values(), ids=examples.NETWORKS)
def test_the_mixing_census(net: Network) -> None:
    found = table(MEASURES["type_mixing"], net)
    assert column("mixing_ratio").undefined_when == "nothing is expected"
    assert found["mixing_ratio"].isna().tolist() == (found["expected_weight"] == 0).tolist()
    assert not found[["observed_weight", "expected_weight"]].isna().any(axis=None)


@given(patterns=strategies.patterns())
def test_the_helix_census(patterns: Any) -> None:
    found = table(MEASURES["helix"], patterns)
    assert in_range(MEASURES["helix"], found)
    assert found.notna().all(axis=None)


@pytest.mark.parametrize("level", ["actor", "network"])
def test_a_table_of_all_measures_describes_itself(level: str) -> None:
    specs = [spec for spec in OF_NETWORKS if spec.level == level]
    options = {spec.name: checking.arguments(spec) for spec in specs}
    found = measure(examples.NETWORKS["two components"], list(options), options=options)
    assert found.columns.tolist() == [name for spec in specs for name in checking.names(spec)]
    assert describe(found).index.tolist() == found.columns.tolist()
    assert describe(found, lang="zh")["label"].notna().all()


# --- the checks see what they are there to see ------------------------------------------------------------------


def degrees(net: Network) -> pd.Series:
    return pd.Series(np.diff(net.indptr).astype(np.float64), index=net.index, name="degree")


def mutating(net: Network) -> pd.Series:
    net._actors["type"] = "seen"
    return degrees(net)


def remembering(net: Network) -> pd.Series:
    net._memo["calls"] = net._memo.get("calls", 0) + 1
    return degrees(net) + net._memo["calls"]


CALLS = iter(range(10**6))

WRONG = {
    "check_type_of_result": lambda net: degrees(net).tolist(),
    "check_names_of_columns": lambda net: degrees(net).rename("deg"),
    "check_index_of_actors": lambda net: degrees(net).reset_index(drop=True),
    "check_numbers": lambda net: degrees(net).astype(np.float32),
    "check_range": lambda net: degrees(net) - 1.0,
    "check_nan_rule": lambda net: degrees(net).where(degrees(net) > 0),
    "check_repeatability": lambda net: degrees(net) + next(CALLS),
    "check_no_mutation": mutating,
    "check_result_belongs_to_the_caller": remembering,
    "check_relabelling": lambda net: degrees(net) + np.arange(net.n_actors),
    "check_relabelling_of_directed_networks": lambda net: degrees(net) + np.arange(net.n_actors),
    "check_names_of_actors": lambda net: degrees(net) + net.index.str[-1].astype(float),
    "check_weight_scaling": lambda net: degrees(net) * net.weights.sum(),
    "check_weight_blindness": lambda net: degrees(net) * (1.0 + net.weights.sum()),
    "check_isolates_are_alike": lambda net: degrees(net) + (np.arange(net.n_actors) == 1),
    "check_pendants_are_alike": lambda net: degrees(net) + (np.arange(net.n_actors) == 1),
    "check_two_components": lambda net: degrees(net) + (np.arange(net.n_actors) == 1),
    "check_one_actor": lambda net: degrees(net) + 3.0,
    "check_measure_gives_the_same": lambda net: degrees(net) + next(CALLS),
    "check_directed_networks": lambda net: degrees(net) - 5.0 * net.directed,
}


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_measure_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check = next(function for function in CHECKS if function.__name__ == name)
    monkeypatch.setattr(checking, "measure_function", lambda spec: WRONG[name])
    with pytest.raises((AssertionError, AttributeError)):
        check(MEASURES["degree"])


def simpson(table: pd.DataFrame) -> pd.Series:
    values = table.to_numpy(dtype=np.float64)
    if not np.isfinite(values).all() or (values < 0).any() or not table.index.is_unique:
        raise SchemaError("these are no counts.")
    total = values.sum(axis=1)
    square = np.divide((values**2).sum(axis=1), total**2, out=np.full_like(total, np.nan), where=total > 0)
    return pd.Series(1.0 - square, index=table.index, name="simpson")


def written_into(table: pd.DataFrame) -> pd.Series:
    found = simpson(table)
    table.iloc[0, 0] += 1.0
    return found


WRONG_TABLES = {
    "check_order_of_rows": lambda table: simpson(table) / (1 + np.arange(len(table))),
    "check_order_of_columns": lambda table: simpson(table) * table.iloc[:, 0] / 9,
    "check_other_names": lambda table: simpson(table) * table.index.str[-1].astype(float) / 9,
    "check_scaling": lambda table: simpson(table) * (1 - 1 / (1 + table.sum(axis=1))),
    "check_one_unit_alone": lambda table: simpson(table) / len(table),
    "check_rows_of_result": lambda table: simpson(table).reset_index(drop=True),
    "check_tables_belong_to_the_caller": written_into,
    "check_no_mutation": written_into,
    "check_whole_columns": lambda table: simpson(table).astype(object),
    "check_numbers": lambda table: simpson(table).astype(np.float32),
    "check_nan_rule": lambda table: simpson(table).fillna(0.0),
    "check_range": lambda table: simpson(table) + 1.0,
    "check_missing_values_are_refused": lambda table: simpson(table.fillna(0.0).replace(np.inf, 0.0)),
    "check_negative_values_are_refused": lambda table: simpson(table.abs()),
    "check_labels_that_stand_twice_are_refused": lambda table: simpson(table.reset_index(drop=True)),
    "check_no_rows": lambda table: pd.Series(0.0, index=range(1 + len(table))),
    "check_something_else_is_refused": lambda table: simpson(table),
}


@pytest.mark.parametrize("name", WRONG_TABLES)
def test_a_wrong_measure_of_tables_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def named(table: pd.DataFrame) -> pd.Series:
        return WRONG_TABLES[name](table).rename("simpson")

    check = next(function for function in CHECKS if function.__name__ == name)
    for module in (checking, check_tables):
        monkeypatch.setattr(module, "measure_function", lambda spec: named)
    copies = {what: held.copy() for what, held in examples.BY_READS["counts"].items()}
    monkeypatch.setitem(examples.BY_READS, "counts", copies)
    with pytest.raises((AssertionError, AttributeError, pytest.fail.Exception)):
        check(MEASURES["simpson"])


def test_a_right_measure_of_tables_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "measure_function", lambda spec: simpson)
    for name in WRONG_TABLES:
        check = next(function for function in CHECKS if function.__name__ == name)
        if name != "check_something_else_is_refused":
            check(MEASURES["simpson"])


def test_a_right_measure_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "measure_function", lambda spec: lambda net: degrees(net))
    for name in WRONG:
        check = next(function for function in CHECKS if function.__name__ == name)
        if name not in ("check_measure_gives_the_same", "check_directed_networks"):
            check(MEASURES["degree"])
