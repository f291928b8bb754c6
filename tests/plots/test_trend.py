from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from cinet.errors import SchemaError
from cinet.plots import style, trend


def texts(ax):
    return [text.get_text() for text in ax.figure.legends[0].get_texts()]


def bands(ax):
    return [artist for artist in ax.collections if isinstance(artist, PolyCollection)]


def test_observed_null_and_gap(years):
    ax = trend(years, scale=1000, ylabel="T", unit="mbit")
    observed, mean, zero = ax.lines
    assert observed.get_xdata().tolist() == [2014, 2015, 2016, 2017, 2018]
    np.testing.assert_allclose(observed.get_ydata(), [-10, np.nan, -30, 10, -20])
    np.testing.assert_allclose(mean.get_ydata(), [-12, -11, -10, -10, -13])
    assert zero.get_ydata() == [0, 0]
    (band,) = bands(ax)
    low, high = band.get_datalim(ax.transData).intervaly
    assert (low, high) == pytest.approx((-17, -6))
    assert texts(ax) == ["observed", "null (mean, 95 %)"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Year", "Helix synergy T (mbit)")
    ax.figure.draw_without_rendering()
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["2014", "2015", "2016", "2017", "2018"]


def test_zero_is_drawn_only_when_it_is_crossed(years):
    assert len(trend(years + 1).lines) == 2


def test_without_null_there_is_one_line_and_no_legend(years):
    ax = trend(years[["observed"]])
    assert len(ax.lines) == 2  # observed, zero
    assert bands(ax) == []
    assert ax.figure.legends == []
    assert ax.get_ylabel() == "Observed"


def test_named_nulls_differ_in_more_than_colour(years):
    ax = trend(years, bands={"plain $null": years, "stratified": years.iloc[1:]})
    assert texts(ax) == ["observed", "plain $null (mean, 95 %)", "stratified (mean, 95 %)"]
    first, second = bands(ax)
    assert first.get_hatch() != second.get_hatch()
    assert ax.lines[1].get_linestyle() != ax.lines[2].get_linestyle()
    ax.figure.draw_without_rendering()


def test_windows_by_name_stand_in_their_order(years):
    named = years.set_axis(
        pd.Index(["2016–2018", "early", "b_$c$", "late and long name", "end"], name="window")
    )
    ax = trend(named, x="window")
    assert ax.lines[0].get_xdata().tolist() == [0, 1, 2, 3, 4]
    ticks = ax.get_xticklabels()
    assert [tick.get_text() for tick in ticks] == ["2016–2018", "early", "b_$c$", "late and lo…", "end"]
    assert {tick.get_rotation() for tick in ticks} == {40}
    assert ax.get_xlabel() == "Window"
    ax.figure.draw_without_rendering()


def test_many_years_have_fewer_ticks():
    table = pd.DataFrame({"observed": range(30)}, index=pd.Index(np.arange(1990.0, 2020.0), name="year"))
    ticks = trend(table).get_xticklabels()
    assert [tick.get_text() for tick in ticks] == [
        "1990",
        "1994",
        "1998",
        "2002",
        "2006",
        "2010",
        "2014",
        "2018",
    ]


def test_a_column_may_hold_the_years_and_another_value_be_drawn(years):
    ax = trend(years.reset_index().assign(z=1.5), x="year", value="z", ylabel="any $text")
    assert ax.lines[0].get_ydata().tolist() == [1.5] * 5
    assert ax.get_ylabel() == "any $text"
    assert trend(years.assign(z=1.5), value="z").get_ylabel() == "z against the null"


def test_on_given_axes(years):
    ax = Figure().subplots()
    assert trend(years, ax=ax) is ax
    assert len(ax.get_legend().get_texts()) == 2


def test_chinese(years, chinese):
    with style("screen", "zh"):
        ax = trend(years, scale=1000, ylabel="T", unit="mbit")
        ax.figure.draw_without_rendering()
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("年份", "螺旋协同度 T（毫比特）")
    assert texts(ax) == ["观测值", "零模型（均值，95 %）"]


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        (lambda t: t.drop(columns="observed"), {}, "the comparison table has no column 'observed'"),
        (lambda t: t.iloc[:0], {}, "the comparison table is empty"),
        (lambda t: t.assign(observed=np.nan), {}, "NaN in every row"),
        (lambda t: pd.concat([t, t.iloc[[0]]]), {}, "more than one row for '2016'"),
        (lambda t: t, {"x": "window"}, "no index level 'window'; its index levels are 'year'"),
        (lambda t: t.rename(index={2014: None}), {}, "'year' is missing in a row of the comparison table"),
        (lambda t: t.assign(low=1.0), {}, "the comparison table has low above high for '2016'"),
        (lambda t: t, {"scale": 0}, "scale=0 is not a positive finite number"),
    ],
)
def test_bad_tables(change, options, said, years):
    with pytest.raises(SchemaError, match=said):
        trend(change(years), **options)


def test_bad_bands(years):
    with pytest.raises(SchemaError, match="5 nulls were given, and more than 4 bands cannot be told apart"):
        trend(years, bands={str(number): years for number in range(5)})
    with pytest.raises(SchemaError, match="comparison table 'plain' has no column 'null_mean'"):
        trend(years, bands={"plain": years[["observed"]]})
