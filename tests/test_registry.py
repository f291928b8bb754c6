from __future__ import annotations

import dataclasses

import pytest

from cinet import registry
from cinet.errors import UnknownName
from cinet.registry import COLUMNS, MEASURES, UNITS_ZH, column, label, measure_spec


def test_every_column_of_a_measure_is_registered():
    for spec in MEASURES.values():
        for name in spec.columns or (spec.name,):
            assert name in COLUMNS


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_have_labels_units_and_a_range(name):
    spec = COLUMNS[name]
    assert spec.name == name
    assert spec.en
    assert not spec.zh.isascii()
    assert spec.unit == "" or spec.unit in UNITS_ZH
    assert spec.lower < spec.upper
    assert spec.undefined_when


def test_units_in_chinese_are_all_used():
    assert set(UNITS_ZH) == {spec.unit for spec in COLUMNS.values() if spec.unit}


@pytest.mark.parametrize(
    ("name", "options", "text"),
    [
        ("degree", {}, "Number of collaborators (actors)"),
        ("degree", {"unit": False}, "Number of collaborators"),
        ("degree", {"lang": "zh"}, "合作者数（个）"),
        ("constraint", {}, "Constraint"),
        ("constraint", {"lang": "zh"}, "结构约束"),
        ("betweenness(distance=inverse)", {}, "Betweenness (shortest paths)"),
        ("park", {}, "park"),
        ("park(x)", {"lang": "zh"}, "park(x)"),
    ],
)
def test_label(name, options, text):
    assert label(name, **options) == text


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_column_can_be_labelled(name, lang):
    assert label(name, lang)


def test_specifications_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        MEASURES["degree"].name = "other"
    with pytest.raises(dataclasses.FrozenInstanceError):
        COLUMNS["degree"].unit = "other"
    with pytest.raises(TypeError):
        MEASURES["other"] = MEASURES["degree"]


def test_unknown_names_tell_the_nearest():
    with pytest.raises(
        UnknownName, match=r"'degre' is not registered. Did you mean 'degree'\? All \d+ stand in "
    ):
        measure_spec("degre")
    with pytest.raises(
        UnknownName, match=r"column 'degre\(x=1\)' is not registered. Did you mean 'degree'\?"
    ):
        column("degre(x=1)")
    with pytest.raises(UnknownName, match=r"'qqq' is not registered\. All"):
        measure_spec("qqq")


@pytest.mark.parametrize("kind", ["COLUMNS", "MEASURES"])
def test_no_name_is_registered_twice(kind: str) -> None:
    names = [spec.name for family in registry._FAMILIES for spec in getattr(family, kind)]
    assert sorted({name for name in names if names.count(name) > 1}) == []
