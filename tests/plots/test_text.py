from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text

from cinet.plots.text import actor_labels, broken, name_ticks, plain, shortened, width


@settings(database=None, deadline=None)
@given(st.text(), st.integers(1, 40))
def test_shortened_fits_on_one_line(text, most):
    short = shortened(text, most)
    assert width(short) <= most
    assert "\n" not in short
    assert shortened(short, most) == short


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("firm", 4, "firm"),
        ("firms", 4, "fir…"),
        ("a \t b\nc\x07d", 20, "a b c d"),
        ("企业与高校", 10, "企业与高校"),
        ("企业与高校", 9, "企业与高…"),
        ("企业与高校", 8, "企业与…"),
        (17, 5, "17"),
    ],
)
def test_shortened(text, most, short):
    assert shortened(text, most) == short


@settings(database=None, deadline=None)
@given(st.text(alphabet="ab 企业，（）", max_size=40), st.integers(6, 30))
def test_broken_loses_nothing_but_spaces(text, most):
    assert broken(text, most).replace("\n", "").replace(" ", "") == text.replace(" ", "")


def test_broken_keeps_punctuation_with_its_word():
    assert broken("布局（强调）社群，如此。", 8) == "布局（强\n调）社\n群，如\n此。"
    assert broken("a bb ccc", 4) == "a bb\nccc"
    assert broken("unbreakable", 4) == "unbreakable"
    assert broken("", 4) == ""


def test_labels_are_names_or_ids():
    table = pd.DataFrame({"name": ["Acme", None, "  ", float("nan")]}, index=["a", "b", "c", 4])
    assert actor_labels(table, "name", 10) == ["Acme", "b", "c", "4"]
    assert actor_labels(table, "label", 10) == ["a", "b", "c", "4"]


@pytest.mark.parametrize("name", ["$\\frac{bad", "a_b^c", "$x$ and $\\undefined$", "100 % \\alpha $$"])
def test_no_name_is_mathematics(name):
    figure = Figure()
    ax = figure.subplots()
    name_ticks(ax, "y", [0], [name])
    name_ticks(ax, "x", [0], [name], slanted=True)
    figure.draw_without_rendering()
    assert ax.get_yticklabels()[0].get_text() == name
    assert not ax.get_xticklabels()[0].get_parse_math()
    assert ax.get_xticklabels()[0].get_rotation() == 40
    assert ax.get_yticklabels()[0].get_rotation() == 0


def test_plain_returns_its_text():
    text = Text(0, 0, "$x$")
    assert plain(text) is text
    assert not text.get_parse_math()
    assert not text.get_usetex()
