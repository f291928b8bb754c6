"""The feature tables: the column of cinet is true, and every sign is one of the legend."""

from __future__ import annotations

import inspect
import re
from functools import reduce
from pathlib import Path

import pytest

import cinet
from cinet.registry import MEASURES

DOCS = Path(__file__).parents[2] / "docs"
#: Page -> the packages that stand beside cinet there.
PAGES = {
    "features": ["NetworkX", "igraph", "EasyGraph", "sna", "netrics", "UCINET"],
    "features_synergy": ["dit", "infomeasure", "hoi", "coopgame-py", "pymcdm", "R"],
}
NAME = re.compile(r"`([\w.]+)(?:\(([\w=, ]*)\))?`")
SIGNS = "✓~✗–?"


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def tables(page: str) -> list[list[list[str]]]:
    """Every table of a page, header and rows."""
    blocks = re.findall(r"(?:^\|.*\n?)+", (DOCS / f"{page}.md").read_text(encoding="utf-8"), re.MULTILINE)
    return [[cells(line) for line in block.splitlines() if not line.startswith("|---")] for block in blocks]


TABLES = {page: tables(page) for page in PAGES}
ROWS = [row for _, *families in TABLES.values() for family in families for row in family[1:]]


@pytest.mark.parametrize("page", PAGES)
def test_the_tables_have_one_form(page: str) -> None:
    header = ["feature", "cinet", *PAGES[page]]
    for family in TABLES[page][1:]:
        assert family[0] == header
        assert all(len(row) == len(header) for row in family)


def test_a_feature_stands_once() -> None:
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("page", PAGES)
def test_the_signs_are_those_of_the_legend(page: str) -> None:
    assert [row[0] for row in TABLES[page][0][1:]] == [*SIGNS, "ᵐ"]
    assert all(cell[0] in SIGNS for row in ROWS for cell in row[1:])


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_tick_of_ours_names_public_functions(row: list[str]) -> None:
    named = NAME.findall(row[1])
    assert (row[1][0] in "✓~") == bool(named)
    for path, arguments in named:
        head, *rest = path.split(".")
        assert head in cinet.__all__, path
        found = reduce(getattr, rest, getattr(cinet, head))
        assert callable(found)
        wanted = {argument.strip(" =") for argument in arguments.split(",") if argument}
        assert wanted <= set(inspect.signature(found).parameters), path


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_is_partly_there_or_wrong_says_so(row: list[str]) -> None:
    """A peer's fault without its place would be no help."""
    assert all(len(cell) > 1 for cell in row[2:] if cell.startswith("✗"))


def test_every_registered_measure_has_a_row() -> None:
    named = {path for row in ROWS for path, _ in NAME.findall(row[1])}
    assert sorted(set(MEASURES) - named) == []
