from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest

from cinet.errors import EmptySelection, SchemaError, UndefinedMeasure, UnknownName
from cinet.panel import IndicatorPanel, as_panel


def long_table():
    """Two parks, two years, three indicators in two systems."""
    rows = [
        ("north", 2020, "patents", 3, "positive", "tech"),
        ("north", 2020, "waste", 5, "negative", "green"),
        ("north", 2020, "pH", 6.5, "centre 7", "green"),
        ("south", 2020, "patents", 4, "positive", "tech"),
        ("south", 2020, "waste", 2, "negative", "green"),
        ("south", 2020, "pH", 9, "centre 7", "green"),
        ("north", 2021, "patents", 7, "positive", "tech"),
        ("north", 2021, "waste", 4, "negative", "green"),
        ("north", 2021, "pH", 7, "centre 7", "green"),
        ("south", 2021, "patents", 9, "positive", "tech"),
        ("south", 2021, "waste", 1, "negative", "green"),
        ("south", 2021, "pH", 8, "centre 7", "green"),
    ]
    return pd.DataFrame(rows, columns=["unit", "year", "indicator", "value", "direction", "system"])


def test_a_tidy_table_becomes_a_panel():
    panel = IndicatorPanel.from_tidy(long_table())
    assert panel.values.index.tolist() == [("north", 2020), ("north", 2021), ("south", 2020), ("south", 2021)]
    assert panel.values.index.names == ["unit", "year"]
    assert panel.values["patents"].tolist() == [3, 7, 4, 9]
    assert panel.indicators.index.tolist() == ["pH", "patents", "waste"]
    assert panel.indicators["direction"].tolist() == [("centre", 7.0), "positive", "negative"]
    assert panel.systems == ["green", "tech"]
    assert panel.years.tolist() == [2020, 2021, 2020, 2021]
    text = "<IndicatorPanel of 2 units x 2 years x 3 indicators, 1 negative, 1 with an ideal, 2 systems>"
    assert repr(panel) == text


def test_the_order_of_the_rows_does_not_matter():
    table = long_table()
    there, back = IndicatorPanel.from_tidy(table), IndicatorPanel.from_tidy(table.iloc[::-1])
    pd.testing.assert_frame_equal(there.values, back.values, check_exact=True)
    pd.testing.assert_frame_equal(there.indicators, back.indicators)


def test_units_alone():
    table = long_table().query("year == 2020").drop(columns=["year", "direction", "system"])
    panel = IndicatorPanel.from_tidy(table)
    assert panel.years is None
    assert panel.values.index.tolist() == ["north", "south"]
    assert panel.indicators["direction"].eq("positive").all()
    assert repr(panel) == "<IndicatorPanel of 2 units x 3 indicators, 1 system>"


def test_a_panel_is_frozen():
    panel = IndicatorPanel.from_tidy(long_table())
    with pytest.raises(AttributeError, match="an IndicatorPanel is frozen: 'values' cannot be set"):
        panel.values = None
    values, indicators = panel.values, panel.indicators
    values.iloc[0, 0], indicators.iloc[0, 0] = 99, "negative"
    assert panel.values.iloc[0, 0] == 6.5
    assert panel.indicators.iloc[0, 0] == ("centre", 7.0)
    given = pd.DataFrame({"a": [1.0, 2.0]})
    held = IndicatorPanel(given)
    given.iloc[0, 0] = 99
    assert held.values["a"].tolist() == [1, 2]


def test_a_panel_survives_pickling():
    panel = IndicatorPanel.from_tidy(long_table())
    again = pickle.loads(pickle.dumps(panel))
    pd.testing.assert_frame_equal(panel.values, again.values)
    pd.testing.assert_frame_equal(panel.indicators, again.indicators)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (None, ["positive", "positive"]),
        ("negative", ["negative", "negative"]),
        (-1, ["negative", "negative"]),
        (["+", "-"], ["positive", "negative"]),
        ([1, -1], ["positive", "negative"]),
        (np.array([1, -1]), ["positive", "negative"]),
        (["Benefit", "cost"], ["positive", "negative"]),
        (("max", "min"), ["positive", "negative"]),
        (["正向", "负向"], ["positive", "negative"]),
        ({"b": "negative"}, ["positive", "negative"]),
        (pd.Series({"b": "-"}), ["positive", "negative"]),
        (("centre", 7), [("centre", 7.0), ("centre", 7.0)]),
        ([("interval", 1, 2), "centre 3"], [("interval", 1.0, 2.0), ("centre", 3.0)]),
        (["interval -1 2.5", ["centre", 0]], [("interval", -1.0, 2.5), ("centre", 0.0)]),
    ],
)
def test_directions(given, wanted):
    panel = IndicatorPanel(pd.DataFrame({"a": [1, 2], "b": [3, 4]}), given)
    assert panel.indicators["direction"].tolist() == wanted


@pytest.mark.parametrize(
    "given",
    ["upwards", "", "centre", "centre x", "centre 1 2", "interval 3 1", "interval 1", "centre nan", 0, None],
)  # fmt: skip
def test_a_wrong_direction_is_refused(given):
    with pytest.raises(
        SchemaError, match=r"the direction of indicator 'a' is .*; it is 'positive', 'negative', \('centre'"
    ):
        IndicatorPanel(pd.DataFrame({"a": [1, 2], "b": [3, 4]}), [given, "+"])


def test_systems():
    table = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    assert IndicatorPanel(table, None, {"a": "x", "b": "y"}).systems == ["x", "y"]
    assert IndicatorPanel(table, None, ["y", "y"]).systems == ["y"]
    assert IndicatorPanel(table, None, "z").systems == ["z"]
    with pytest.raises(SchemaError, match="the system of indicator 'b' is nan; it is a name"):
        IndicatorPanel(table, None, ["x", np.nan])
    with pytest.raises(SchemaError, match="3 directions or systems were given for 2 indicators"):
        IndicatorPanel(table, None, ["x", "y", "z"])
    with pytest.raises(SchemaError, match="0 directions or systems were given for 2 indicators"):
        IndicatorPanel(table, object())
    with pytest.raises(UnknownName, match=r"'aa' is not an indicator. Did you mean 'a'"):
        IndicatorPanel(table, {"aa": "-"})


two_levels = pd.MultiIndex.from_tuples([("a", 1), ("a", 2)])
three_levels = pd.MultiIndex.from_tuples([("a", 1, 1), ("a", 2, 1)])


@pytest.mark.parametrize(
    ("table", "error", "text"),
    [
        ([[1, 2]], SchemaError, "indicators are a DataFrame of units .* not list"),
        (pd.DataFrame(), EmptySelection, "the indicator table is empty"),
        (pd.DataFrame({"a": []}), EmptySelection, "the indicator table is empty"),
        (pd.DataFrame({"a": [1, 2]}, index=three_levels), SchemaError, "there are more levels"),
        (pd.DataFrame([[1, 2]], columns=two_levels), SchemaError, "there are more levels"),
        (pd.DataFrame({"a": [1, 2]}, index=["u", None]), SchemaError, "a row or a column .* has no label"),
        (pd.DataFrame([[1, 2]], columns=["a", None]), SchemaError, "a row or a column .* has no label"),
        (pd.DataFrame({"a": [1, 2]}, index=["u", "u"]), SchemaError, "row labels stand twice: 'u'"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), SchemaError, "indicator labels stand twice: 'a'"),
        (pd.DataFrame({"a": [1, np.nan]}, index=["u", "v"]), SchemaError, "not so at 'v, a: nan'.* missing"),
        (pd.DataFrame({"a": [1, np.inf]}), SchemaError, "not so at '1, a: inf'"),
        (pd.DataFrame({"a": [1, -1e200]}), SchemaError, "below 1e.150 in size; not so at '1, a: -1e.200'"),
        (pd.DataFrame({"a": pd.array([1, None], dtype="Int64")}), SchemaError, "not so at '1, a: nan'"),
        (pd.DataFrame({"a": ["x", "2"]}), SchemaError, "indicator 'a' holds something that is not a number: .*x"),
        (pd.DataFrame({"a": [1j, 2]}), SchemaError, "indicator 'a' .* complex numbers"),
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_table_is_refused(table, error, text):
    with pytest.raises(error, match=text):
        IndicatorPanel(table)


def test_whole_numbers_and_truth_values_are_numbers():
    table = pd.DataFrame({"a": pd.array([1, 2], dtype="Int64"), "b": [True, False], "c": ["1.5", "2"]})
    assert IndicatorPanel(table).values.values.tolist() == [[1, 1, 1.5], [2, 0, 2]]


def test_a_tidy_table_is_a_table():
    with pytest.raises(SchemaError, match="a tidy table is a DataFrame, not list"):
        IndicatorPanel.from_tidy([("A", 2020, 3)])


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda t: t.drop(columns=["unit", "value"]), "the tidy table has no column 'unit', 'value'"),
        (lambda t: t.assign(year=[None, *t["year"][1:]]), "rows without unit or year or indicator"),
        (lambda t: pd.concat([t, t.iloc[[0]]]), "stand twice: 'north, 2020, patents'"),
        (lambda t: t.iloc[1:], "not so at 'north, 2020, patents: nan'"),
        (lambda t: t.assign(system=["x", *t["system"][1:]]), "indicator 'patents' has more than one system"),
        (lambda t: t.assign(direction=["-", *t["direction"][1:]]), "indicator 'patents' has more than one direction"),
        (lambda t: t.assign(system=None), "the system of indicator 'pH' is None"),
    ],
)  # fmt: skip
def test_a_wrong_tidy_table_is_refused(change, text):
    with pytest.raises(SchemaError, match=text):
        IndicatorPanel.from_tidy(change(long_table()))


def test_scaling_keeps_rows_and_systems_and_turns_directions():
    panel = IndicatorPanel.from_tidy(long_table())
    scaled = panel.scaled()
    assert scaled.indicators["direction"].eq("positive").all()
    assert scaled.systems == panel.systems
    assert scaled.values["waste"].tolist() == [0, 0.25, 0.75, 1]
    assert scaled.values["pH"].tolist() == [0.75, 1, 0, 0.5]
    by_year = panel.scaled(base="year")
    assert by_year.values["waste"].tolist() == [0, 0, 1, 1]
    assert by_year.values["pH"].tolist() == [0.75, 1, 0, 0]


def test_what_cannot_be_scaled():
    panel = IndicatorPanel.from_tidy(long_table())
    with pytest.raises(UnknownName, match=r"normalisation 'min-max' is not known. Did you mean 'minmax'"):
        panel.scaled("min-max")
    with pytest.raises(UnknownName, match="normalisation None is not known"):
        panel.scaled(None)
    with pytest.raises(UnknownName, match=r"base 'years' is not known. Did you mean 'year'"):
        panel.scaled(base="years")
    with pytest.raises(UnknownName, match="base='year' needs rows of"):
        IndicatorPanel(pd.DataFrame({"a": [1, 2]})).scaled(base="year")
    with pytest.raises(UndefinedMeasure, match="'the table' has one unit only"):
        IndicatorPanel(pd.DataFrame({"a": [1]})).scaled()
    lonely = IndicatorPanel.from_tidy(long_table().query("year == 2020 or unit == 'north'"))
    assert lonely.scaled().values.shape == (3, 3)
    with pytest.raises(UndefinedMeasure, match="'2021' has one unit only"):
        lonely.scaled(base="year")


@pytest.mark.parametrize("interval", [(0.5, 0.5), (0.6, 0.4), (-0.1, 1), (0, 1.1), (0, np.nan), (0,), 1, "x"])
def test_a_wrong_interval_is_refused(interval):
    with pytest.raises(SchemaError, match=r"interval= is \(a, b\) with 0 <= a < b <= 1"):
        IndicatorPanel(pd.DataFrame({"a": [1, 2]})).scaled(interval=interval)


def test_totals_and_maxima_need_values_that_are_not_negative():
    table = pd.DataFrame({"a": [1.0, 2.0], "b": [-3.0, 4.0], "c": [0.0, 1.0]}, index=["u", "v"])
    text = "normalisation 'max' needs non-negative values; indicator 'b' holds -3 in row u. Use 'minmax'"
    with pytest.raises(UndefinedMeasure, match=text):
        IndicatorPanel(table).scaled("max")
    # reciprocals need more, distances to an ideal less
    assert IndicatorPanel(table, {"b": ("centre", 0)}).scaled("sum").values["c"].tolist() == [0, 1]
    with pytest.raises(UndefinedMeasure, match="'sum' needs positive values; indicator 'c' holds 0 in row u"):
        IndicatorPanel(table, {"b": ("centre", 0), "c": "negative"}).scaled("sum")


def test_only_scores_that_fill_the_unit_interval_are_moved():
    panel = IndicatorPanel(pd.DataFrame({"a": [1, 2, 4]}))
    assert panel.scaled("rank", interval=(0.5, 1)).values["a"].tolist() == [0.5, 0.75, 1]
    with pytest.raises(SchemaError, match="'zscore' does not fill it, minmax and rank do"):
        panel.scaled("zscore", interval=(0.5, 1))


def test_a_panel_carries_its_directions():
    panel = IndicatorPanel.from_tidy(long_table())
    assert as_panel(panel) is panel
    with pytest.raises(SchemaError, match="carries its directions and systems"):
        as_panel(panel, "negative")
    with pytest.raises(SchemaError, match="carries its directions and systems"):
        as_panel(panel, None, "x")
