"""What must not matter to a measure of tables, joint tables and games: order, names, units, how records are written."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cinet.errors import CinetError, EmptySelection
from cinet.metrics.measure import measure_function
from cinet.panel import IndicatorPanel
from cinet.patterns import Patterns
from cinet.registry import MeasureSpec, column
from cinet.synergy.game import Game
from tests.contract import examples, examples_synergy, turned
from tests.contract.checking import (
    alike,
    arguments,
    beside,
    check,
    identical,
    inputs,
    keyed,
    reads,
    run,
    table,
    tables,
)
from tests.contract.exceptions import DRAWN, GROWS, ROWS

TABULAR = "counts indicators scores matrix"
ALL = f"{TABULAR} patterns joint game series parameters"


# --- order and names --------------------------------------------------------------------------------------------


@check(of="counts indicators scores patterns joint series")
def check_order_of_rows(spec: MeasureSpec) -> None:
    """Units, groups, cells of records or periods in another order: the same, row by row."""
    for what, held in inputs(spec).items():
        alike(keyed(spec, table(spec, turned.rows(held))), keyed(spec, tables(spec)[what]), what)


@check(of=f"{TABULAR} patterns joint game parameters")
def check_order_of_columns(spec: MeasureSpec) -> None:
    """Parts, variables, players, indicators or classes in another order: the same for each of them."""
    drawn = list(DRAWN.get(spec.name, ((), ""))[0])  # draws go from column to column
    for what, held in inputs(spec).items():
        pair = table(spec, turned.columns(held)), tables(spec)[what]
        found, expected = (keyed(spec, one.drop(columns=drawn)) for one in pair)
        alike(found, expected, what)


@check(of="matrix")
def check_sides_of_a_matrix(spec: MeasureSpec) -> None:
    """Rows in another order than columns are refused, not read as if they were the same."""
    for held in inputs(spec).values():
        with pytest.raises(CinetError):
            run(spec, turned.rows(held))


@check(of=f"{TABULAR} patterns joint game series")
def check_other_names(spec: MeasureSpec) -> None:
    """Units, parts, players or classes by names that sort the other way round: the same numbers."""
    for what, held in inputs(spec).items():
        found, expected = table(spec, turned.renamed(held)), tables(spec)[what]
        assert found.columns.equals(expected.columns), what
        for name in found:
            pair = np.sort(found[name].to_numpy()), np.sort(expected[name].to_numpy())
            np.testing.assert_allclose(*pair, rtol=1e-9, atol=1e-9, err_msg=f"{what}: {name}")


# --- how much and how written -----------------------------------------------------------------------------------


@check(of="joint")
def check_merging_of_records(spec: MeasureSpec) -> None:
    """A cell written twice, its records divided: the same bits."""
    for what, held in inputs(spec).items():
        identical(table(spec, turned.halved(held)), tables(spec)[what], what)


@check(of="counts patterns joint game")
def check_scaling(spec: MeasureSpec) -> None:
    """Four times the records, or the worth of every coalition: what is told of shares does not change."""
    for what, held in inputs(spec).items():
        found, expected = table(spec, turned.times(held, 4.0)), tables(spec)[what].astype(np.float64)
        powers = {str(name): power(spec, str(name)) for name in expected}
        told = [name for name in expected if powers[str(name)] is not None]
        by_name = {name: 4.0 ** float(powers[str(name)] or 0.0) for name in told}
        alike(found[told].astype(np.float64), expected[told] * pd.Series(by_name), what)


@check(of="indicators")
def check_units_of_indicators(spec: MeasureSpec) -> None:
    """Each indicator in another unit of measurement."""
    for what, held in inputs(spec).items():
        values = turned._values(held)
        factors = pd.Series([1000.0, 0.01, 4.0, 1.0][: values.shape[1]], index=values.columns)
        alike(table(spec, turned.times(held, factors)), tables(spec)[what], what)


@check(of="game")
def check_ways_to_write_a_game(spec: MeasureSpec) -> None:
    """Named coalitions (sets of players, in any order) and the Game that they make."""
    for what, held in inputs(spec).items():
        worths = {
            frozenset(members): float(held.worth(frozenset(members)))
            for size in range(held.n_players, 0, -1)
            for members in combinations(held.players, size)
        }
        made = Game.from_coalitions(worths, held.players)
        identical(table(spec, made), tables(spec)[what], what)


@check(of="indicators")
def check_panel_is_its_table(spec: MeasureSpec) -> None:
    """A panel with nothing but positive indicators of one system is its table."""
    for what, held in inputs(spec).items():
        if not isinstance(held, IndicatorPanel):
            identical(table(spec, IndicatorPanel(held)), tables(spec)[what], what)


@check(of="counts patterns scores")
def check_one_unit_alone(spec: MeasureSpec) -> None:
    """What is said of a unit or a group does not depend on those beside it."""
    for what, held in inputs(spec).items():
        for place in range(len(held.groups if isinstance(held, Patterns) else held)):
            one = turned.alone(held, place)
            if isinstance(one, Patterns) and not one.counts.any():
                with pytest.raises(EmptySelection):
                    run(spec, one)
                continue
            found = table(spec, one)
            rows = tables(spec)[what].iloc[len(found) * place : len(found) * (place + 1)]
            alike(found, rows, f"{what}, {place}")


# --- what comes back --------------------------------------------------------------------------------------------


@check(of=ALL)
def check_rows_of_result(spec: MeasureSpec) -> None:
    """The rows are the units, groups, players, ... of the input, each once, in its order."""
    about = ROWS.get(spec.name, (DEFAULT_ROWS[reads(spec)], ""))[0]
    for what, held in inputs(spec).items():
        result = run(spec, held)
        if isinstance(result, float):
            assert about(held) is None, what
            continue
        found = result.index if isinstance(result, pd.DataFrame | pd.Series) else result.table().index
        assert found.is_unique, what
        expected = about(held)
        assert expected is not None, what
        assert (set(found) if isinstance(expected, set) else found.tolist()) == (
            expected if isinstance(expected, set) else list(expected)
        ), what


@check(of=ALL)
def check_tables_belong_to_the_caller(spec: MeasureSpec) -> None:
    """Writing into a result changes neither the input nor the next result."""
    for what, held in inputs(spec).items():
        again = examples.again(held)
        first = run(spec, again)
        if isinstance(first, pd.DataFrame):
            first[first.select_dtypes("number").columns] = 0
        elif isinstance(first, pd.Series):
            first[:] = 0
        identical(table(spec, again), tables(spec)[what], what)


@check(of=ALL)
def check_whole_columns(spec: MeasureSpec) -> None:
    """A column has one kind of number in every example: never words, never objects."""
    for what, found in tables(spec).items():
        assert all(kind in (np.float64, np.int64) for kind in found.dtypes), what
        assert {name for name in found if not beside(spec, name)}, what


# --- what is refused --------------------------------------------------------------------------------------------


@check(of=f"{TABULAR} series")
def check_missing_values_are_refused(spec: MeasureSpec) -> None:
    """A hole in the input is told, never counted as 0 or passed on."""
    for held in inputs(spec).values():
        for hole in (np.nan, np.inf):
            with pytest.raises(CinetError):
                run(spec, pierced(held, hole))


@check(of="counts scores matrix")
def check_negative_values_are_refused(spec: MeasureSpec) -> None:
    for held in inputs(spec).values():
        with pytest.raises(CinetError):
            run(spec, pierced(held, -1.0))


@check(of=f"{TABULAR} series")
def check_labels_that_stand_twice_are_refused(spec: MeasureSpec) -> None:
    for held in inputs(spec).values():
        values = held.values if isinstance(held, IndicatorPanel) else held
        twice = pd.concat([values, values])
        with pytest.raises(CinetError):
            run(spec, twice)


@check(of=f"{TABULAR} series")
def check_no_rows(spec: MeasureSpec) -> None:
    """Nothing in, nothing out; or a refusal."""
    for held in inputs(spec).values():
        values = held.values if isinstance(held, IndicatorPanel) else held
        try:
            found = run(spec, values.iloc[:0])
        except CinetError:
            continue
        assert len(found) == 0


@check(of=ALL)
def check_something_else_is_refused(spec: MeasureSpec) -> None:
    """A text in the place of the input: an error of cinet, which says what was expected."""
    held = next(iter(inputs(spec).values()))
    options = arguments(spec, held)
    with pytest.raises(CinetError):
        measure_function(spec)("something else", **options)


@check(of="joint", takes="workers")
def check_workers_on_joint_tables(spec: MeasureSpec) -> None:
    held = examples.BY_READS["joint"]["three variables"]
    one, three = (table(spec, examples.again(held), workers=workers) for workers in (1, 3))
    identical(three, one, spec.name)


@check(of=ALL, takes="seed")
def check_seeds(spec: MeasureSpec) -> None:
    """Any whole number is a seed; what is not drawn does not depend on it."""
    for what, held in inputs(spec).items():
        found, expected = table(spec, held, seed=12), tables(spec)[what]
        assert found.index.equals(expected.index), what
        told = expected.columns.difference(DRAWN.get(spec.name, ((), ""))[0])
        identical(found[told], expected[told], what)


# --- what the checks need ---------------------------------------------------------------------------------------

#: What is read -> what the rows of a result are about; None for a single number.
DEFAULT_ROWS: dict[str, Callable[[Any], Any]] = {
    "counts": lambda held: held.index,
    "indicators": lambda held: (held.values if isinstance(held, IndicatorPanel) else held).index,
    "scores": lambda held: held.index,
    "matrix": lambda held: held.columns,
    "patterns": lambda held: held.groups,
    "joint": lambda held: None,
    "game": lambda held: held.players,
    "series": lambda held: [held.name, "follower"],
    "parameters": lambda held: examples_synergy.places(held).index,
}


def power(spec: MeasureSpec, name: str) -> float | None:
    """With how many times as many records, which power of that a value is multiplied by; None: it cannot be said."""
    for key in (f"{spec.name}.{name}", name, reads(spec)):
        if key in GROWS:
            return GROWS[key][0]
    return float(column(name, spec.name).unit in ("records", "collaborations"))


def pierced(held: Any, value: float) -> Any:
    """The table with one value of its middle replaced."""
    values = (held.values if isinstance(held, IndicatorPanel) else held).copy()
    if isinstance(values, pd.Series):
        values.iloc[len(values) // 2] = value
    else:
        values.iloc[len(values) // 2, -1] = value
    return values
