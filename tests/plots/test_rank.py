from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from cinet.errors import SchemaError
from cinet.plots import colour, marker, rank, rank_by_type, style
from cinet.vocabulary import ACTOR_TYPES

NASTY = "$\\frac{bad"


def labels(ax):
    return [tick.get_text() for tick in ax.get_yticklabels()]


def dots(ax):
    """Drawn points as (value, place), by marker and colour."""
    return {
        (line.get_marker(), to_hex(line.get_markerfacecolor()).upper()): sorted(
            zip(line.get_xdata().tolist(), line.get_ydata().tolist(), strict=True)
        )
        for line in ax.lines
    }


def look(kind):
    return marker(kind), colour(kind)


def test_highest_first_ties_by_id_undefined_left_out(actors):
    ax = rank(actors, "strength")
    assert labels(ax) == ["a_b^c", "a1", NASTY, "Ministry of Everything and of a G…", "u"]
    assert dots(ax) == {
        look("university"): [(9.0, 0)],
        look("firm"): [(5.0, 1), (5.0, 2)],
        look("government"): [(2.0, 3)],
        look("unknown"): [(1.0, 4)],
    }
    (stems,) = (artist for artist in ax.collections if isinstance(artist, LineCollection))
    assert [segment[1][0] for segment in stems.get_segments()] == [9, 5, 5, 2, 1]
    assert all(segment[0][0] == 0 for segment in stems.get_segments())
    assert ax.get_xlabel() == "Strength (tie weight)"
    assert ax.get_xlim()[0] == 0
    assert ax.yaxis_inverted()
    assert not ax.get_yticklabels()[2].get_parse_math()


def test_row_order_changes_nothing(actors):
    ax, other = rank(actors, "strength"), rank(actors.iloc[::-1], "strength")
    assert labels(ax) == labels(other)
    assert dots(ax) == dots(other)


def test_top_and_lowest(actors):
    assert labels(rank(actors, "strength", top=2)) == ["a_b^c", "a1"]
    assert labels(rank(actors, "strength", top=np.int64(2), lowest=True))[0] == "u"


def test_legend_has_the_types_that_are_drawn(actors):
    ax = rank(actors, "strength", top=3)
    (legend,) = ax.figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["firm", "university"]
    assert [(line.get_marker(), line.get_markerfacecolor()) for line in legend.legend_handles] == [
        look("firm"),
        look("university"),
    ]


def test_without_hue_one_look_and_no_legend(actors):
    ax = rank(actors.drop(columns="type"), "strength", hue=None)
    assert len(ax.lines) == 1
    assert ax.figure.legends == []


def test_on_given_axes_the_legend_stays_with_them(actors):
    ax = Figure(layout="constrained").subplots(1, 2)[0]
    assert rank(actors, "strength", ax=ax) is ax
    assert len(ax.get_legend().get_texts()) == 4
    assert ax.figure.legends == []


def test_names_from_another_column_or_ids(actors):
    assert labels(rank(actors.assign(short="x"), "strength", name="short", top=1)) == ["x"]
    assert labels(rank(actors.drop(columns="name"), "strength", top=2)) == ["a2", "a1"]


def test_values_below_zero_keep_zero_in_sight(actors):
    low, high = rank(actors.assign(ei=[-0.5, -0.2, -1, -0.1, -0.3, -0.4]), "ei").get_xlim()
    assert low < -1
    assert high == 0
    low, high = rank(actors.assign(ei=[-0.5, 0.5, 0, 0, 0, 0]), "ei").get_xlim()
    assert low < -0.5
    assert high > 0.5
    assert rank(actors.assign(degree=0), "degree").get_xlim() == (0, 1)


def test_chinese(actors, chinese):
    with style("paper", "zh"):
        ax = rank(actors, "strength", top=2)
    assert ax.get_xlabel() == "合作强度（权重）"
    assert [text.get_text() for text in ax.figure.legends[0].get_texts()] == ["企业", "高校"]


def test_many_types_make_a_legend_of_several_rows():
    table = pd.DataFrame({"type": list(ACTOR_TYPES), "degree": range(len(ACTOR_TYPES))})
    figure = rank(table, "degree").figure
    figure.draw_without_rendering()
    (legend,) = figure.legends
    assert len(legend.get_texts()) == len(ACTOR_TYPES)
    assert legend.get_window_extent().width <= figure.bbox.width


def test_by_type_has_one_panel_each_on_one_scale(actors):
    figure = rank_by_type(actors, "strength", top=1)
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["firm", "university", "government", "unknown"]
    assert [labels(ax)[0] for ax in figure.axes] == ["a1", "a_b^c", "Ministry of Everything…", "u"]
    assert len({ax.get_xlim() for ax in figure.axes}) == 1
    assert figure.axes[0].get_xlim()[1] > 9
    assert figure.get_supxlabel() == "Strength (tie weight)"
    assert {next(iter(dots(ax))) for ax in figure.axes} == {
        look(kind) for kind in ("firm", "university", "government", "unknown")
    }
    figure.draw_without_rendering()


@pytest.mark.parametrize("draw", [rank, rank_by_type])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda table: table.drop(columns="strength"), "the actor table has no column 'strength'"),
        (lambda table: table.drop(columns="type"), "the actor table has no column 'type'"),
        (lambda table: table.iloc[:0], "the actor table is empty"),
        (lambda table: table["strength"], "the actor table is a Series"),
        (lambda table: table.assign(strength=np.nan), "NaN in every row"),
        (lambda table: pd.concat([table, table]), "more than one row for 'a3', 'a2'"),
        (lambda table: table.assign(type="DE"), "holds 'DE', not actor types"),
    ],
)
def test_bad_tables(draw, change, said, actors):
    with pytest.raises(SchemaError, match=said):
        draw(change(actors), "strength")


def test_bad_top(actors):
    with pytest.raises(SchemaError, match="top=0 is not a whole number"):
        rank(actors, "strength", top=0)


def test_values_far_apart_get_a_logarithmic_axis() -> None:
    actors = pd.DataFrame({"type": ["firm", "user"], "strength": [2.0, 5000.0]}, index=["a", "b"])
    apart = rank_by_type(actors, "strength")
    assert {ax.get_xscale() for ax in apart.axes} == {"log"}
    low, high = apart.axes[0].get_xlim()
    assert low < 2.0 < 5000.0 < high
    assert {
        ax.get_xscale() for ax in rank_by_type(actors.assign(strength=[200.0, 5000.0]), "strength").axes
    } == {"linear"}
    assert rank(actors.assign(strength=[0.0, 5000.0]), "strength").get_xscale() == "linear"
