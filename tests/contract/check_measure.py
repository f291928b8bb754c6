"""What every registered measure declares, and what comes back from it.

Together with ``check_invariance`` these are the checks that every measure must pass; ``checking`` runs them.
"""

from __future__ import annotations

import inspect
import re

import numpy as np
import pandas as pd

import cinet
from cinet.metrics.measure import describe, measure, measure_function
from cinet.registry import COLUMNS, UNITS_ZH, MeasureSpec, column, label
from tests.contract import examples
from tests.contract.checking import (
    arguments,
    beside,
    check,
    identical,
    in_range,
    inputs,
    keyed,
    names,
    nan_by_rule,
    parameters,
    reads,
    run,
    tables,
)
from tests.contract.exceptions import TABLES

# --- what is declared -------------------------------------------------------------------------------------------


@check()
def check_public(spec: MeasureSpec) -> None:
    assert getattr(cinet, spec.name) is measure_function(spec)


@check()
def check_at_most_two_positional(spec: MeasureSpec) -> None:
    kinds = [each.kind for each in parameters(spec).values()]
    assert kinds.count(inspect.Parameter.POSITIONAL_OR_KEYWORD) <= 2


@check()
def check_columns_are_registered(spec: MeasureSpec) -> None:
    assert {column(name, spec.name).name for name in names(spec)} <= set(COLUMNS)
    assert set(spec.columns or (spec.name,)) <= set(COLUMNS)


@check()
def check_labels_in_both_languages(spec: MeasureSpec) -> None:
    for name in names(spec):
        assert column(name, spec.name).en
        assert not column(name, spec.name).zh.isascii()
        assert label(name, "zh", measure=spec.name) != label(name, "en", measure=spec.name)


@check()
def check_units_in_both_languages(spec: MeasureSpec) -> None:
    for name in names(spec):
        assert column(name, spec.name).unit == "" or UNITS_ZH[column(name, spec.name).unit]


@check()
def check_range_is_declared(spec: MeasureSpec) -> None:
    for name in names(spec):
        assert column(name, spec.name).lower < column(name, spec.name).upper


@check()
def check_cost_is_declared(spec: MeasureSpec) -> None:
    assert re.search(r"\bO\(.+\)", spec.cost)


@check()
def check_reference_is_declared(spec: MeasureSpec) -> None:
    assert re.search(r"\(\d{4}\)", spec.reference), spec.reference


@check()
def check_docstring_says_unit_and_rule(spec: MeasureSpec) -> None:
    text = inspect.getdoc(measure_function(spec)) or ""
    said = set(re.findall(r"\w+", text.casefold()))
    assert "unit" in said or spec.columns
    for name in names(spec):
        rule = column(name, spec.name).undefined_when
        wanted = f"{column(name, spec.name).unit} {'' if rule == 'never' else 'NaN ' + rule}".casefold()
        assert set(re.findall(r"\w{3,}", wanted)) <= said, name


def base(name: object) -> str:
    """The name of a column without the parameters, which stand in brackets behind it."""
    return re.sub(r"\(.*\)$", "", str(name))


# --- what comes back --------------------------------------------------------------------------------------------


@check()
def check_type_of_result(spec: MeasureSpec) -> None:
    """Actors: a Series, or a frame of several columns; whole networks: a float, or a Series of several."""
    for what, held in inputs(spec).items():
        found = run(spec, held)
        if spec.level == "actor":
            assert isinstance(found, pd.DataFrame if spec.columns else pd.Series), what
        elif spec.level == "network":
            assert isinstance(found, pd.Series if spec.columns else float), what
        elif spec.name in TABLES:
            assert isinstance(TABLES[spec.name][0](found), pd.DataFrame), what
        else:
            assert isinstance(found, pd.DataFrame | pd.Series | float), what


@check()
def check_names_of_columns(spec: MeasureSpec) -> None:
    for what, values in tables(spec).items():
        # what may stand beside the columns is said in exceptions
        found = list(dict.fromkeys(base(name) for name in values if not beside(spec, name)))
        # the columns of a census stand in the order of its reading, rows before shares of rows
        assert sorted(found) == sorted(names(spec)) if spec.level == "census" else found == names(spec), what


@check(level="actor")
def check_index_of_actors(spec: MeasureSpec) -> None:
    for what, held in inputs(spec).items():
        expected = held.index if reads(spec) == "network" else held.actors.index
        found = tables(spec)[what].index
        assert found.equals(expected), what
        assert found.name == "actor_id"


@check(of="network", level="tie")
def check_index_of_ties(spec: MeasureSpec) -> None:
    for what, net in inputs(spec).items():
        found = tables(spec)[what].index
        assert found.names == ["source", "target"], what
        assert found.is_unique
        ends = net.edges()
        pairs = set(zip(ends["source"], ends["target"], strict=True))
        assert {(u, v) if (u, v) in pairs else (v, u) for u, v in found} == pairs


@check()
def check_numbers(spec: MeasureSpec) -> None:
    """float64; whole numbers only where a value is never NaN."""
    for what, found in tables(spec).items():
        for name, values in found.items():
            whole = column(str(name), spec.name).undefined_when == "never" and spec.columns
            assert values.dtype in ([np.float64, np.int64] if whole else [np.float64]), f"{what}: {name}"


@check()
def check_range(spec: MeasureSpec) -> None:
    for what, found in tables(spec).items():
        assert in_range(spec, found), what


@check()
def check_nan_rule(spec: MeasureSpec) -> None:
    """NaN exactly where the registry says; a rule that no predicate puts into code leaves a value somewhere."""
    for what, found in tables(spec).items():
        assert nan_by_rule(spec, inputs(spec)[what], found), what
    for name in names(spec):
        assert any(
            base(of) == name and of_all[of].notna().any() for of_all in tables(spec).values() for of in of_all
        )


@check()
def check_describe_knows_every_column(spec: MeasureSpec) -> None:
    found = next(iter(tables(spec).values()))
    for lang in ("en", "zh"):
        told = describe(found, lang=lang, measure=spec.name)
        assert told.index.tolist() == found.columns.tolist()
        assert told["label"].str.len().gt(0).all()


@check(of="network", level="actor network")
def check_measure_gives_the_same(spec: MeasureSpec) -> None:
    for what, net in inputs(spec).items():
        found = measure(examples.again(net), spec.name, options={spec.name: arguments(spec)})
        identical(keyed(spec, found), keyed(spec, tables(spec)[what]), what)
