from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from cinet.errors import SchemaError
from cinet.plots import colour, network, render, style
from cinet.plots.labelling import place_labels


def ties(ax):
    (found,) = (artist for artist in ax.collections if isinstance(artist, LineCollection))
    return found


def marks(ax):
    return [artist for artist in ax.collections if isinstance(artist, PathCollection)]


def names(ax):
    return [text.get_text() for text in ax.texts if isinstance(text, Annotation)]


def test_one_scatter_per_type_at_its_positions(nodes, edges):
    ax = network(nodes, edges)
    drawn = {to_hex(mark.get_facecolor()[0]).upper(): mark.get_offsets().tolist() for mark in marks(ax)}
    assert drawn == {
        colour("firm"): [[0, 0], [1, 0]],
        colour("university"): [[0, 1]],
        colour("user"): [[1, 1]],
        colour("digital"): [[0.5, 0.5]],
    }
    shapes = {mark.get_paths()[0].vertices.tobytes() for mark in marks(ax)}
    assert len(shapes) == 4


def test_ties_join_their_actors_stronger_ones_on_top(nodes, edges):
    lines = ties(network(nodes, edges.iloc[::-1]))
    assert [segment[1].tolist() for segment in lines.get_segments()] == [[0, 0], [1, 0], [0, 1], [1, 1]]
    assert all(segment[0].tolist() == [0.5, 0.5] for segment in lines.get_segments())
    assert (np.diff(lines.get_linewidth()) > 0).all()
    assert not lines.get_rasterized()


def test_many_ties_become_pixels(nodes, edges, monkeypatch):
    # the package gives the name of the module to its function
    monkeypatch.setattr(sys.modules["cinet.plots.network"], "_MOST_VECTOR_TIES", 3)
    assert ties(network(nodes, edges)).get_rasterized()


def test_legend_counts_what_is_drawn_and_the_note_what_is_not(nodes, edges):
    ax = network(nodes, edges, note="Positions: seed 1, $not math")
    assert [text.get_text() for text in ax.figure.legends[0].get_texts()] == [
        "firm (2)",
        "university (1)",
        "user or community (1)",
        "digital actor (1)",
    ]
    assert ax.get_xlabel() == "Positions: seed 1, $not math\nNot drawn, for want of a position: 1."
    assert network(nodes.iloc[:5], edges.iloc[:4]).get_xlabel() == ""


def test_area_follows_size(nodes, edges):
    nodes.loc["n1", "strength"] = None
    ax = network(nodes, edges, size="strength")
    firm = next(mark for mark in marks(ax) if to_hex(mark.get_facecolor()[0]).upper() == colour("firm"))
    assert firm.get_offsets().tolist() == [[1, 0], [0, 0]]  # large first, the undefined one smallest
    assert firm.get_sizes()[0] > firm.get_sizes()[1] > 0


def test_the_largest_are_named_first(nodes, edges):
    assert names(network(nodes, edges, size="strength", labels=2)) == ["Bot", "Lab"]
    assert names(network(nodes, edges, labels=3)) == ["Bot", "Lab", "n3"]
    assert names(network(nodes, edges, labels=0)) == []
    # without ties all strengths are 0, so ids decide
    assert names(network(nodes, edges.iloc[:0], labels=2)) == ["$\\frac{bad", "a_b^c"]


def test_no_ties_and_no_size_is_still_a_picture(nodes):
    ax = network(nodes.assign(strength=0.0), pd.DataFrame(), size="strength")
    assert ties(ax).get_segments() == []
    ax.figure.draw_without_rendering()


def test_names_do_not_cover_each_other_nor_leave_the_axes():
    rng = np.random.default_rng(5)
    nodes = pd.DataFrame(
        {"x": rng.normal(size=60), "y": rng.normal(size=60), "type": "firm", "size": rng.random(60)},
        index=[f"an actor with the number {number}" for number in range(60)],
    )
    ax = network(nodes, pd.DataFrame(), size="size", labels=60)
    boxes = [text.get_window_extent() for text in ax.texts if isinstance(text, Annotation)]
    assert 10 < len(boxes) < 60
    frame = ax.get_window_extent().padded(0.5)
    for place, box in enumerate(boxes):
        assert frame.x0 <= box.x0
        assert frame.y0 <= box.y0
        assert frame.x1 >= box.x1
        assert frame.y1 >= box.y1
        assert not any(box.padded(-0.5).overlaps(other.padded(-0.5)) for other in boxes[:place])


def test_a_name_without_a_spot_is_left_out():
    ax = Figure(figsize=(0.5, 0.5)).subplots()
    assert place_labels(ax, np.array([[0.5, 0.5]]), np.array([2.0]), ["a name that is far too long"]) == []
    assert len(ax.texts) == 0


def test_row_order_changes_nothing(nodes, edges):
    one, other = network(nodes, edges), network(nodes.iloc[::-1], edges.iloc[::-1])
    assert names(one) == names(other)
    assert render(one.figure, "svg") == render(other.figure, "svg")


def test_ids_may_be_categories(nodes, edges):
    edges = edges.astype({"source": "category", "target": "category"})
    assert len(ties(network(nodes, edges)).get_segments()) == 4


def test_on_given_axes_and_subfigures(nodes, edges):
    ax = Figure(layout="constrained").subplots()
    assert network(nodes, edges, ax=ax) is ax
    assert ax.get_legend() is not None
    part = Figure(layout="constrained").subfigures(1, 2)[1]
    assert network(nodes, edges, ax=part.subplots()).get_legend() is not None


def test_equal_aspect_and_no_axes(nodes, edges):
    ax = network(nodes, edges)
    assert ax.get_aspect() == 1
    assert ax.get_xticks().size == ax.get_yticks().size == 0
    assert not any(spine.get_visible() for spine in ax.spines.values())


def test_chinese(nodes, edges, chinese):
    nodes["name"] = "复旦大学"
    with style("paper", "zh"):
        ax = network(nodes, edges, note="布局强调社群，距离不等于技术距离或地理距离。" * 6)
        ax.figure.draw_without_rendering()
    assert ax.figure.legends[0].get_texts()[0].get_text() == "企业（2）"
    lines = ax.get_xlabel().split("\n")
    assert len(lines) > 2
    assert lines[-1] == "因无坐标而未绘出的主体：1。"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda n, e: (n.drop(columns="x"), e), "the node table has no column 'x'"),
        (lambda n, e: (n.drop(columns="strength"), e), "the node table has no column 'strength'"),
        (lambda n, e: (n.iloc[:0], e), "the node table is empty"),
        (lambda n, e: (n.assign(y=np.nan), e), "column 'y' of the node table is NaN in every row"),
        (
            lambda n, e: (n.assign(x=[1, None] * 3, y=[None, 1] * 3), e),
            "no row of the node table has both x and y",
        ),
        (lambda n, e: (pd.concat([n, n]), e), "the node table has more than one row for 'n1'"),
        (
            lambda n, e: (n.assign(strength=-1.0), e),
            "column 'strength' of the node table is negative for 'n1'",
        ),
        (lambda n, e: (n, e.drop(columns="weight")), "the edge table has no column 'weight'"),
        (
            lambda n, e: (n, e.assign(weight=0.0)),
            "column 'weight' of the edge table is not above 0 in rows '0'",
        ),
        (
            lambda n, e: (n, e.assign(target="n9")),
            "column 'target' of the edge table names 'n9', not in the index",
        ),
        (lambda n, e: (n, [("n1", "n2")]), "the edge table is a list"),
    ],
)
def test_bad_tables(change, said, nodes, edges):
    with pytest.raises(SchemaError, match=said):
        network(*change(nodes, edges), size="strength")


def test_bad_labels(nodes, edges):
    with pytest.raises(SchemaError, match="labels=-1 is not a whole number of at least 0"):
        network(nodes, edges, labels=-1)
