"""The user guide: every page is reached, and every figure that is drawn is shown where it exists."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

import cinet as ci

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
DRAW = runpy.run_path(str(DOCS / "draw.py"))
SHOWN = {
    name
    for text in PAGES.values()
    for name in re.findall(rf"!\[[^\]]+\]\({DRAW['FOLDER']}/(\w+)\.svg\)", text)
}


def test_every_page_stands_in_a_table_of_contents() -> None:
    listed = {
        line.strip()
        for text in PAGES.values()
        for block in re.findall(r"```\{toctree\}(.*?)```", text, re.DOTALL)
        for line in block.splitlines()
    }
    assert set(PAGES) - {"index"} <= listed


def test_figures_are_drawn_and_shown() -> None:
    assert set(DRAW["FIGURES"]) == SHOWN


@pytest.mark.parametrize("name", ["structural_holes", "centrality"])
def test_a_figure_is_the_same_every_time(name: str) -> None:
    with ci.plots.style("paper"):
        first, second = (ci.plots.render(DRAW["FIGURES"][name](), "svg") for _ in range(2))
    assert first == second
    assert b"<svg" in first
