"""How the checks of all measures run a measure, knowing nothing of it but its specification.

What a measure is called with, where the registry cannot say it, and what it need not pass, stands here with
the reason.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from cinet.metrics.measure import measure_function
from cinet.registry import MEASURES, MeasureSpec, column
from tests.contract import examples, examples_synergy, nan_rules, nan_rules_tables
from tests.contract.exceptions import ARGUMENTS, BESIDE, EXCEPTIONS, READS, REFUSES, TABLES

Check = Callable[[MeasureSpec], None]

#: Every check, with the measures it is about.
CHECKS: dict[Check, Callable[[MeasureSpec], bool]] = {}

#: Arguments that have no default, by their name; what belongs to an input is made from it.
REQUIRED: dict[str, Any] = {"by": "type", "k": 1, **examples_synergy.REQUIRED}

ROUNDING = 1e-9

_TABLES: dict[tuple[Any, str], dict[str, pd.DataFrame]] = {}


def check(*, of: str = "", level: str = "", drawn: bool = True, takes: str = "") -> Callable[[Check], Check]:
    """Enter a check for the measures that read some kinds of input, of some levels, with certain arguments."""

    def enter(function: Check) -> Check:
        CHECKS[function] = lambda spec: (
            (not of or reads(spec) in of.split())
            and (not level or spec.level in level.split())
            and (drawn or "seed" not in parameters(spec))
            and (not takes or takes in parameters(spec))
        )
        return function

    return enter


def applicable() -> Iterator[tuple[Check, MeasureSpec]]:
    """Every check with every measure it is about."""
    for function, about in CHECKS.items():
        for spec in MEASURES.values():
            if about(spec) and (function.__name__, spec.name) not in EXCEPTIONS:
                yield function, spec


# --- running ----------------------------------------------------------------------------------------------------


def names(spec: MeasureSpec) -> list[str]:
    """The columns as results have them: what the registry calls ``coupling.T`` is T in the table of coupling."""
    return [name.removeprefix(f"{spec.name}.") for name in spec.columns or (spec.name,)]


def parameters(spec: MeasureSpec) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(measure_function(spec)).parameters)


def arguments(spec: MeasureSpec, held: Any = None) -> dict[str, Any]:
    """What the measure must be told beside its input."""
    wanted = [
        name
        for name, parameter in list(parameters(spec).items())[1:]
        if parameter.default is inspect.Parameter.empty
    ]
    told = {name: REQUIRED[name] for name in wanted} | ARGUMENTS.get(spec.name, ({}, ""))[0]
    return {name: value(held) if callable(value) else value for name, value in told.items()}


def run(spec: MeasureSpec, held: Any, **options: Any) -> Any:
    return measure_function(spec)(held, **{**arguments(spec, held), **options})


def table(spec: MeasureSpec, held: Any, **options: Any) -> pd.DataFrame:
    """Any result as a table, one column for each registered column."""
    found = run(spec, held, **options)
    if spec.name in TABLES:
        found = TABLES[spec.name][0](found)
    if isinstance(found, pd.DataFrame):
        return numbers(spec, found)
    if isinstance(found, pd.Series):
        return found.to_frame().T if spec.columns and names(spec)[0] in found.index else found.to_frame()
    return pd.DataFrame({spec.name: [found]})


def numbers(spec: MeasureSpec, found: pd.DataFrame) -> pd.DataFrame:
    """A table without the words in it; one quantity with a column per class, pair or subsystem stands in one column."""
    if not spec.columns and spec.reads != "network" and found.columns.tolist() != [spec.name]:
        return found.rename_axis(columns="of").stack().to_frame(spec.name)
    aside = [name for name in found if not pd.api.types.is_numeric_dtype(found[name])]
    return found.drop(columns=[*aside, *(name for name in found if beside(spec, name) == "not registered")])


def beside(spec: MeasureSpec, name: object) -> str:
    """Whether a column may stand beside the registered ones of the measure, and of which kind it is."""
    pattern, kind, _ = BESIDE.get(spec.name, ("", "", ""))
    return kind if pattern and re.fullmatch(pattern, str(name)) else ""


def reads(spec: MeasureSpec) -> str:
    """What the first argument is: several networks of the same actors are called layers here."""
    first = next(iter(parameters(spec).values()))
    several = "layers" if str(first.annotation).startswith("Mapping") else spec.reads
    return READS.get(spec.name, (several, ""))[0]


def inputs(spec: MeasureSpec) -> dict[str, Any]:
    refused = REFUSES.get(spec.name, (set(), ""))[0]
    return {what: held for what, held in examples.BY_READS[reads(spec)].items() if what not in refused}


def tables(spec: MeasureSpec) -> dict[str, pd.DataFrame]:
    """The tables of all example inputs, computed once for each function; nobody writes into them."""
    key = measure_function(spec), spec.name
    if key not in _TABLES:
        _TABLES[key] = {what: table(spec, held) for what, held in inputs(spec).items()}
    return _TABLES[key]


def keyed(spec: MeasureSpec, found: pd.DataFrame) -> pd.DataFrame:
    """The table by what its rows are about, ready to be compared with the same in another order."""
    if spec.level == "tie":
        ends = [tuple(pair) for pair in found.index]
        if not {(v, u) for u, v in ends} & set(ends):
            ends = [tuple(sorted(pair)) for pair in ends]
        return found.set_axis(pd.Index(ends, tupleize_cols=False)).sort_index()
    if spec.level == "network":
        return found.reset_index(drop=True)
    if spec.reads in ("network", "incidence"):
        return found.sort_index()
    return found.set_axis(pd.Index(labels(found.index), tupleize_cols=False)).sort_index(
        key=lambda index: index.map(str)
    )


def labels(index: pd.Index) -> list[Any]:
    """What rows are about, whatever the order of variables: levels by their names, sets by their members."""
    if isinstance(index, pd.MultiIndex):
        by_name = index.reorder_levels(sorted(index.names)) if None not in index.names else index
        sets = set(index.names) <= {"first", "second", "third"}
        rows = [tuple(_set(one) for one in row) for row in by_name]
        return [tuple(sorted(row)) for row in rows] if sets else rows
    return [_set(label) for label in index]


def _set(label: Any) -> Any:
    return "+".join(sorted(label.split("+"))) if isinstance(label, str) else label


def alike(found: pd.DataFrame, expected: pd.DataFrame, what: str) -> None:
    pd.testing.assert_frame_equal(found, expected, rtol=ROUNDING, atol=ROUNDING, check_names=False, obj=what)


def identical(found: pd.DataFrame, expected: pd.DataFrame, what: str) -> None:
    assert found.index.equals(expected.index), what
    assert found.columns.equals(expected.columns), what
    for name in found:
        assert found[name].to_numpy().tobytes() == expected[name].to_numpy().tobytes(), f"{what}: {name}"


def in_range(spec: MeasureSpec, found: pd.DataFrame) -> bool:
    """Whether every value that is not NaN is finite and within what the registry says."""
    lower = [column(str(name), spec.name).lower - ROUNDING for name in found]
    upper = [column(str(name), spec.name).upper + ROUNDING for name in found]
    within = found.isna() | (np.isfinite(found) & found.ge(lower, axis=1) & found.le(upper, axis=1))
    return bool(within.all(axis=None))


def nan_by_rule(spec: MeasureSpec, held: Any, found: pd.DataFrame) -> bool:
    """Whether NaN stands exactly where the rules of the columns say, as far as they are known to nan_rules."""
    for name in found:
        expected = undefined(spec, held, found, column(str(name), spec.name).undefined_when)
        if expected is not None and found[name].isna().tolist() != expected:
            return False
    return True


def undefined(spec: MeasureSpec, held: Any, found: pd.DataFrame, rule: str) -> list[bool] | None:
    """For each row whether it should be NaN; None where no predicate puts the rule into code."""
    if rule == "never":
        return [False] * len(found)
    of_whole, of_actors = nan_rules.BY_READS.get(reads(spec), ({}, {}))
    one_row = len(found) == 1 and found.index.name is None
    if one_row and rule in of_whole:
        return [of_whole[rule](held)]
    if found.index.name == "actor_id" and rule in of_actors:
        return of_actors[rule](held)
    of_rows = nan_rules_tables.OF_RESULTS | nan_rules_tables.BY_READS.get(reads(spec), {})
    return of_rows[rule](held, found) if rule in of_rows else None
