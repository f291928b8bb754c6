from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure

from cinet.errors import SchemaError
from cinet.plots import mixing, mixing_panels, style


def written(ax):
    """Text of every cell, by (column, row)."""
    return {tuple(map(int, text.get_position())): text.get_text() for text in ax.texts}


def mesh(ax):
    (found,) = (artist for artist in ax.collections if isinstance(artist, QuadMesh))
    return found


def ticks(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


def bar_of(figure):
    return figure.axes[-1]


def test_lower_triangle_in_the_order_of_the_vocabulary(pairs):
    ax = mixing(pairs)
    assert ticks(ax.xaxis) == ticks(ax.yaxis) == ["firm", "university", "other"]
    # (column, row): each pair stands below the diagonal, whichever type was named first
    assert written(ax) == {(0, 0): "0.50*", (0, 1): "1.10", (1, 1): "4.00*", (0, 2): "0", (2, 2): "–"}
    assert ax.yaxis_inverted()


def test_row_order_changes_nothing(pairs):
    assert written(mixing(pairs)) == written(mixing(pairs.iloc[::-1]))


def test_scale_is_centred_on_one_and_ends_on_a_power_of_two(pairs):
    ax = mixing(pairs)
    norm = mesh(ax).norm
    assert (norm.vmin, norm.vmax, norm(1.0)) == (0.25, 4, 0.5)
    assert norm(0.5) + norm(2.0) == pytest.approx(1)
    bar = bar_of(ax.figure)
    assert bar.get_ylabel() == "Observed / null"
    ax.figure.draw_without_rendering()
    assert ticks(bar.yaxis) == ["0.25", "0.5", "1", "2", "4"]


def test_zero_takes_the_last_colour_and_undefined_none(pairs):
    cells = mesh(mixing(pairs)).get_array()
    assert cells[2, 0] == 0.25
    assert cells.mask[2, 2]
    assert cells.mask[0, 1]


def test_small_differences_are_not_blown_up_and_large_ones_are_capped(pairs):
    assert mesh(mixing(pairs.iloc[[1]])).norm.vmax == 2
    assert mesh(mixing(pairs.assign(ratio=1e6))).norm.vmax == 16


def test_text_can_be_read_on_its_colour(pairs):
    ax = mixing(pairs)
    by_cell = {tuple(map(int, text.get_position())): text.get_color() for text in ax.texts}
    assert by_cell[1, 1] == "white"  # the last colour, dark
    assert by_cell[0, 1] != "white"
    assert by_cell[2, 2] != "white"


def test_notes_say_what_the_signs_mean(pairs):
    assert mixing(pairs).get_xlabel().split("\n") == [
        "* outside the 95 % band of the null",
        "– undefined",
        "blank: no row in the table",
    ]
    assert mixing(pairs.iloc[[1]].droplevel(0).assign(type_a="firm", ratio=1.0)).get_xlabel() == ""


def test_stars_from_p_when_there_is_no_band(pairs):
    table = pairs.drop(columns=["low", "high"]).assign(p=[0.049, 0.05, np.nan, 1, 1])
    ax = mixing(table)
    assert [text for text in written(ax).values() if text.endswith("*")] == ["0.50*"]
    assert ax.get_xlabel().startswith("* p < .05 against the null")


def test_without_band_and_p_nothing_is_starred(pairs):
    assert "*" not in "".join(written(mixing(pairs[["ratio"]])).values())


def test_other_columns_are_centred_on_zero(pairs):
    ax = mixing(pairs.assign(z=[-30.0, 0.001, 12.0, 150.0, -0.001]), value="z")
    assert (mesh(ax).norm.vmin, mesh(ax).norm.vmax) == (-150, 150)
    assert [text.rstrip("*") for text in written(ax).values()] == ["−30.0", "<0.01", "12.0", "150", ">−0.01"]
    assert bar_of(ax.figure).get_ylabel() == "z against the null"
    assert mesh(mixing(pairs.assign(z=0.0), value="z")).norm.vmax == 1


def test_unknown_groups_stand_last_under_their_own_names(pairs):
    table = pairs.rename(index={"other": "a_b^$c$"})
    ax = mixing(table)
    assert ticks(ax.xaxis) == ["firm", "university", "a_b^$c$"]
    ax.figure.draw_without_rendering()


def test_many_types_take_the_width_of_the_page():
    index = pd.MultiIndex.from_tuples([(f"g{i}", f"g{i}") for i in range(7)], names=["type_a", "type_b"])
    with style("paper"):
        wide = mixing(pd.DataFrame({"ratio": 1.0}, index=index)).figure
        narrow = mixing(pd.DataFrame({"ratio": 1.0}, index=index[:6])).figure
    assert (wide.get_figwidth(), narrow.get_figwidth()) == (7.2, 3.5)


def test_on_given_axes(pairs):
    ax = Figure(layout="constrained").subplots()
    assert mixing(pairs, ax=ax) is ax
    assert len(ax.figure.axes) == 2


def test_chinese(pairs, chinese):
    with style("paper", "zh"):
        ax = mixing(pairs)
        ax.figure.draw_without_rendering()
    assert ticks(ax.xaxis) == ["企业", "高校", "其他"]
    assert bar_of(ax.figure).get_ylabel() == "观测 / 零模型"


def test_panels_share_one_scale(pairs):
    figure = mixing_panels({"plain $null": pairs, "stratified": pairs.assign(ratio=1.0)})
    first, second, bar = figure.axes
    assert [ax.get_title(loc="left") for ax in (first, second)] == ["plain $null", "stratified"]
    assert (mesh(first).norm.vmin, mesh(first).norm.vmax) == (mesh(second).norm.vmin, mesh(second).norm.vmax)
    assert set(written(second).values()) == {"1.00*", "1.00"}
    assert bar.get_ylabel() == "Observed / null"
    figure.draw_without_rendering()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.drop(columns="ratio"), "the type mixing table has no column 'ratio'"),
        (lambda t: t.iloc[:0], "the type mixing table is empty"),
        (lambda t: t.assign(ratio=np.nan), "NaN in every row"),
        (
            lambda t: t.droplevel("type_b").rename_axis("type_a"),
            "no index level 'type_b'; its index levels are 'type_a'",
        ),
        (lambda t: pd.concat([t, t.iloc[[1]]]), "more than one row for 'university, firm'"),
        (
            lambda t: pd.concat([t, t.iloc[[1]].swaplevel().rename_axis(["type_a", "type_b"])]),
            "gives the pair 'firm' and 'university' twice, once in each order",
        ),
        (lambda t: t.assign(ratio=-1.0), "column 'ratio' .* is negative for"),
        (lambda t: t.assign(low=1e9), "low above high for"),
    ],
)
def test_bad_tables(change, said, pairs):
    with pytest.raises(SchemaError, match=said):
        mixing(change(pairs))


def test_no_panels():
    with pytest.raises(SchemaError, match="no comparison was given to draw"):
        mixing_panels({})
