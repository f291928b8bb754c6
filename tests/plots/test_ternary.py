from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from cinet.errors import SchemaError
from cinet.plots import render, style, ternary
from cinet.plots.words import axis_label

HEIGHT = np.sqrt(3) / 2


@pytest.fixture
def vertices() -> pd.DataFrame:
    """The cores of two groups: a triangle, and a single division, in other units."""
    index = pd.MultiIndex.from_tuples([("north", 0), ("north", 1), ("north", 2), ("south", 0)])
    return pd.DataFrame(
        {"university": [80.0, 70, 70, 14], "firm": [10.0, 20, 10, 3], "$\\frac{": [10.0, 10, 20, 3]},
        index=index.set_names(["region", "vertex"]),
    )


@pytest.fixture
def points() -> pd.DataFrame:
    """Solutions, the players in another order than in the vertices."""
    players = ["firm", "$\\frac{", "university"]
    index = pd.MultiIndex.from_product([["south", "north"], players], names=["region", "player"])
    return pd.DataFrame(
        {"nucleolus": [3.0, 3, 14, 13, 13, 74], "shapley": [3.0, 3, 14, 14, 14, 72], "v": [0.0] * 6},
        index=index,
    )


def whole(university, firm, other):
    """Where a division of 100 stands when all of the triangle is drawn."""
    assert university + firm + other == 100
    return [(university / 2 + other) / 100, university / 100 * HEIGHT]


def cores(ax):
    return [patch for patch in ax.patches if isinstance(patch, Polygon) and patch.get_fill()]


def marked(ax, marker):
    lines = [line for line in ax.lines if line.get_marker() == marker]
    return [[line.get_xdata()[0], line.get_ydata()[0]] for line in lines]


def written(ax):
    return [text.get_text() for text in ax.texts]


def legend(ax):
    return [text.get_text() for text in ax.figure.legends[0].get_texts()]


def test_a_division_stands_where_its_shares_say(vertices, points):
    ax = ternary(vertices, points=points, zoom=False)
    north, south = cores(ax)
    np.testing.assert_allclose(north.get_xy()[:3], [whole(80, 10, 10), whole(70, 20, 10), whole(70, 10, 20)])
    np.testing.assert_allclose(south.get_xy()[0], whole(70, 15, 15))
    np.testing.assert_allclose(marked(ax, "+"), [whole(70, 15, 15)])
    np.testing.assert_allclose(marked(ax, "o"), [whole(72, 14, 14), whole(70, 15, 15)])
    np.testing.assert_allclose(marked(ax, "D"), [whole(74, 13, 13), whole(70, 15, 15)])
    assert legend(ax) == ["north", "south", axis_label("shapley", "en"), axis_label("nucleolus", "en")]
    assert ax.child_axes == []


def test_numbers_along_the_edges(vertices):
    ax = ternary(vertices, zoom=False)
    names = ["← university (%)", "← firm (%)", "$\\frac{ (%) →"]
    numbers = ["20", "40", "60", "80"]
    assert written(ax) == [*numbers, names[0], *numbers, names[1], *numbers, names[2]]
    # a number lies on the line of its share, drawn out beyond the edge
    at = {name: [text.get_position() for text in ax.texts if text.get_text() == name] for name in numbers}
    top, left, right = at["20"]
    assert top[1] == pytest.approx(0.2 * HEIGHT)
    assert top[0] > 0.9
    # the line of 20 % for the left player leaves through the left edge, at 80 % of the top player
    assert left[1] > 0.8 * HEIGHT
    assert right[1] < 0
    assert 0.1 < right[0] < 0.2


def test_zoom_shows_a_part_and_where_it_lies(vertices):
    ax = ternary(vertices)
    assert written(ax)[:4] == ["72", "74", "76", "78"]
    assert written(ax)[5:9] == written(ax)[10:14] == ["12", "14", "16", "18"]
    inside = np.vstack([patch.get_xy() for patch in cores(ax)])
    # the northern core is all that is shown, since its corners lie on the grid
    np.testing.assert_allclose(inside[:3], [[0.5, HEIGHT], [0, 0], [1, 0]], atol=1e-12)
    (small,) = ax.child_axes
    frame, part = (patch.get_xy()[:3] for patch in small.patches)
    np.testing.assert_allclose(frame, [[0.5, HEIGHT], [0, 0], [1, 0]])
    np.testing.assert_allclose(part, [whole(80, 10, 10), whole(70, 20, 10), whole(70, 10, 20)])


def test_zoom_of_a_core_that_fills_the_triangle():
    ax = ternary(pd.DataFrame(np.eye(3) * 5, columns=list("abc")))
    assert ax.child_axes == []
    assert ax.figure.legends == []


def test_one_core_needs_no_name(points):
    corners = pd.DataFrame({"university": [80.0, 70, 70], "firm": [10.0, 20, 10], "$\\frac{": [10.0, 10, 20]})
    ax = ternary(corners, points=points.loc["north", ["shapley"]], zoom=False)
    assert legend(ax) == [axis_label("shapley", "en")]
    np.testing.assert_allclose(marked(ax, "o"), [whole(72, 14, 14)])


def test_cores_stay_apart_in_grey(vertices):
    looks = {
        (patch.get_edgecolor(), patch.get_hatch(), patch.get_linestyle())
        for patch in cores(ternary(pd.concat(dict.fromkeys("abcdefgh", vertices.loc["north"]))))
    }
    assert len({hatch for _, hatch, _ in looks}) == len({colour for colour, _, _ in looks}) == 8


def test_on_given_axes_and_rendered(vertices, points):
    ax = Figure(layout="constrained").subplots()
    assert ternary(vertices, points=points, ax=ax) is ax
    assert ax.get_legend() is not None
    assert render(ax, "png") == render(ax, "png")


def test_in_chinese(vertices, points, chinese):
    with style("paper", "zh"):
        ax = ternary(vertices, points=points)
        ax.figure.draw_without_rendering()
    assert "← 高校（%）" in written(ax)
    assert "← 企业（%）" in written(ax)
    assert legend(ax)[2:] == [axis_label("shapley", "zh"), axis_label("nucleolus", "zh")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.iloc[:0], "is empty"),
        (lambda t: t.iloc[:, :2], "a triangle needs three"),
        (lambda t: t.set_axis(["a", "a", "b"], axis=1), "a triangle needs three"),
        (lambda t: t.assign(firm=-5.0), "4 corners with a negative or missing share"),
        (lambda t: t.assign(firm=[1.0, 1, 1, None]), "1 corners with a negative or missing share"),
        (lambda t: t.assign(firm="x"), "where numbers are expected"),
        (lambda t: pd.concat({2014: t}), "one level of groups"),
        (lambda t: pd.concat(dict.fromkeys(range(9), t.loc["north"])), "9 cores cannot be told apart"),
    ],
)
def test_bad_vertices(change, said, vertices):
    with pytest.raises(SchemaError, match=said):
        ternary(change(vertices))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t[["v"]], "neither of the columns 'shapley', 'nucleolus'"),
        (lambda t: t.loc[["north"]], "the core of 'south'; it holds nobody"),
        (lambda t: t.iloc[1:], "each of the players 'university', 'firm'"),
        (lambda t: t.rename(index={"firm": "user"}), "each of the players 'university', 'firm'"),
        (lambda t: t * 0, "does not add up to a positive total for 'north'"),
        (lambda t: t.assign(shapley=[None, *[1.0] * 5]), "does not add up to a positive total for 'south'"),
    ],
)
def test_bad_points(change, said, vertices, points):
    with pytest.raises(SchemaError, match=said):
        ternary(vertices, points=change(points))
