from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from cinet.errors import SchemaError
from cinet.plots import forest, style


@pytest.fixture
def programmes(years) -> pd.DataFrame:
    """The five rows as programmes: one outside above, two outside below, one undefined, one without a null."""
    table = years.set_axis(pd.Index(["RIA", "IA", "CSA", "$\\frac{bad", "a_b^c"], name="programme"))
    table.loc["$\\frac{bad", ["null_mean", "low", "high"]] = np.nan
    return table


def faces(ax):
    """Drawn dots: face colour -> (value, place)."""
    return {
        line.get_markerfacecolor(): list(
            zip(line.get_xdata().tolist(), line.get_ydata().tolist(), strict=True)
        )
        for line in ax.lines
        if line.get_marker() == "o"
    }


def test_highest_first_full_outside_hollow_inside(programmes):
    ax = forest(programmes, by="programme", scale=1000, xlabel="T", unit="mbit")
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["a_b^c", "IA", "$\\frac{bad", "RIA"]
    assert faces(ax) == {
        "#0072B2": [(10.0, 0), (-30.0, 3)],
        "white": [(-10.0, 1)],
        "0.8": [(-20.0, 2)],
    }
    (bars,) = (artist for artist in ax.collections if isinstance(artist, LineCollection))
    np.testing.assert_allclose(
        [segment.ravel() for segment in bars.get_segments()],
        [[-14, 0, -6, 0], [-16, 1, -8, 1], [-14, 3, -6, 3]],
    )
    assert [text.get_text() for text in ax.figure.legends[0].get_texts()] == [
        "observed, outside the null's 95 %",
        "observed, within",
        "observed, no null",
        "null (mean, 95 %)",
    ]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Helix synergy T (mbit)", "Programme")
    ax.figure.draw_without_rendering()


def test_row_order_changes_nothing(programmes):
    assert faces(forest(programmes, by="programme")) == faces(forest(programmes.iloc[::-1], by="programme"))


def test_without_a_null_there_are_only_dots(programmes):
    ax = forest(programmes[["observed"]] - 1, by="programme")
    assert list(faces(ax)) == ["0.8"]
    assert len(ax.lines) == 1
    assert ax.figure.legends == []


def test_zero_line_only_when_crossed(programmes):
    assert (
        len(forest(programmes, by="programme").lines) == len(forest(programmes - 1, by="programme").lines) + 1
    )


def test_actor_types_are_named_in_the_language(programmes, chinese):
    with style("paper", "zh"):
        ax = forest(programmes.rename(index={"RIA": "firm"}).rename_axis("type"), by="type")
        ax.figure.draw_without_rendering()
    assert ax.get_yticklabels()[3].get_text() == "企业"
    assert ax.get_ylabel() == "主体类型"


def test_on_given_axes(programmes):
    ax = Figure().subplots()
    assert forest(programmes, by="programme", ax=ax) is ax
    assert ax.get_legend() is not None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.drop(columns="observed"), "no column 'observed'"),
        (lambda t: t.iloc[:0], "is empty"),
        (lambda t: t.assign(observed=np.nan), "NaN in every row"),
        (lambda t: pd.concat([t, t.iloc[[0]]]), "more than one row for 'RIA'"),
        (
            lambda t: t.rename_axis("instrument"),
            "no index level 'programme'; its index levels are 'instrument'",
        ),
    ],
)
def test_bad_tables(change, said, programmes):
    with pytest.raises(SchemaError, match=said):
        forest(change(programmes), by="programme")
