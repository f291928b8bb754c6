from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import matplotlib
import pytest
from matplotlib.figure import Figure

import cinet.plots
from cinet.errors import SchemaError, UnknownName
from cinet.plots import network, render, style

ROOT = Path(cinet.plots.__file__).parents[2]

# a figure of every kind, as one process draws it: prints one digest per figure and format
PROGRAM = """
import hashlib
import numpy as np, pandas as pd
from cinet import plots
rng = np.random.default_rng(1)
kinds = ["firm", "university", "government"]
actors = pd.DataFrame({"type": rng.choice(kinds, 30), "strength": rng.random(30), "x": rng.random(30),
    "y": rng.random(30)}, index=[f"a{i:02d}" for i in range(30)])
edges = pd.DataFrame({"source": actors.index[:20], "target": actors.index[10:], "weight": 1.0})
pairs = pd.MultiIndex.from_tuples([("firm", "firm"), ("user", "firm")], names=["type_a", "type_b"])
years = pd.DataFrame({"observed": rng.random(5), "null_mean": 0.5, "low": 0.2, "high": 0.7},
    index=pd.Index(range(2014, 2019), name="year"))
with plots.style("paper", "zh" if plots.cjk_family() else "en"):
    figures = [
        plots.rank(actors, "strength").figure,
        plots.rank_by_type(actors, "strength"),
        plots.mixing(pd.DataFrame({"ratio": [0.5, 2.0]}, index=pairs)).figure,
        plots.trend(years, bands={"a": years, "b": years}).figure,
        plots.forest(years, by="year").figure,
        plots.network(actors, edges, size="strength", note="seed 1").figure,
    ]
for figure in figures:
    for fmt in ("png", "svg", "pdf"):
        print(hashlib.sha256(plots.render(figure, fmt)).hexdigest())
"""


def digests(hash_seed: str, epoch: str | None) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.fspath(ROOT)}
    environment.pop("SOURCE_DATE_EPOCH", None)
    if epoch is not None:
        environment["SOURCE_DATE_EPOCH"] = epoch
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_two_processes_give_the_same_bytes():
    first = digests("1", None)
    assert len(first) == 18
    assert first == digests("2", "86400")


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf"])
def test_rendering_twice_gives_the_same_bytes(fmt, nodes, edges):
    figure = network(nodes, edges, note="seed 1").figure
    assert render(figure, fmt) == render(figure, fmt)


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf"])
def test_settings_outside_do_not_change_the_bytes(fmt, nodes, edges, monkeypatch):
    with style("paper"):
        figure = network(nodes, edges).figure
        inside = render(figure, fmt)
    monkeypatch.setitem(matplotlib.rcParams, "savefig.bbox", "tight")
    monkeypatch.setitem(matplotlib.rcParams, "svg.fonttype", "none")
    monkeypatch.setitem(matplotlib.rcParams, "pdf.fonttype", 3)
    before = dict(matplotlib.rcParams)
    assert render(figure, fmt) == inside
    assert dict(matplotlib.rcParams) == before


def test_letters_are_outlines_in_svg_and_truetype_in_pdf(nodes, edges):
    figure = network(nodes, edges).figure
    svg = render(figure, "svg").decode()
    assert "<text" not in svg
    assert "<dc:date>" not in svg
    pdf = render(figure, "pdf")
    assert b"/CIDFontType2" in pdf
    assert b"/Type3" not in pdf
    assert b"/CreationDate" not in pdf


def test_png_has_300_dots_per_inch():
    data = render(Figure(figsize=(2, 1)), "png")
    assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (600, 300)


def test_chinese_renders_in_every_format_without_a_warning(nodes, edges, chinese):
    nodes["name"] = "上海市浦东新区"
    with style("paper", "zh"):
        figure = network(nodes, edges).figure
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for fmt in ("png", "svg", "pdf"):
            assert len(render(figure, fmt)) > 1000


def test_unknown_format():
    with pytest.raises(UnknownName, match=r"figure format 'jpg' is not known.*Known: pdf, svg, png"):
        render(Figure(), "jpg")


def test_not_a_figure():
    with pytest.raises(SchemaError, match="a figure or its axes can be rendered, not str"):
        render("figure", "png")


def test_axes_stand_for_their_figure():
    figure = Figure(figsize=(1, 1))
    assert render(figure.subplots(), "png") == render(figure, "png")


def test_a_stamp_is_plain_text():
    figure = Figure()
    cinet.plots.stamp(figure.subplots(), "$x")
    assert figure.get_suptitle() == "$x"
    assert render(figure, "svg")
