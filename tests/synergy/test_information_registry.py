from __future__ import annotations

import importlib

import pandas as pd
import pytest

from cinet.joint import Joint
from cinet.registry import COLUMNS, MEASURES
from cinet.registry import information as family

KNOWN = {spec.name for spec in family.COLUMNS} | set(COLUMNS)

FIRMS = Joint.from_records(
    pd.DataFrame({"a": [0, 0, 1, 1, 1], "b": [0, 1, 0, 1, 1], "c": [0, 1, 1, 0, 1], "g": [0, 0, 0, 1, 1]})
)
OPTIONS = {
    "mutual_information": {"x": "a", "y": "b"},
    "helix_table": {"groups": "g", "n_perm": 3, "n_boot": 3},
    "mutual_information_tests": {"n_perm": 3},
}


@pytest.mark.parametrize("spec", family.MEASURES, ids=lambda spec: spec.name)
def test_every_column_of_a_result_is_registered(spec):
    assert set(spec.columns) <= KNOWN
    module, _, name = spec.function.partition(":")
    result = getattr(importlib.import_module(module), name)(FIRMS, **OPTIONS.get(spec.name, {}))
    columns = list(result.columns) if isinstance(result, pd.DataFrame) else [spec.name]
    assert [name for name in columns if {name, f"{spec.name}.{name}"}.isdisjoint(KNOWN)] == []


def test_no_other_family_has_these_measures():
    names = [spec.name for spec in family.MEASURES]
    assert len(set(names)) == len(names)
    assert all(MEASURES.get(spec.name, spec) == spec for spec in family.MEASURES)
