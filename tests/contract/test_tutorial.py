"""The tutorial: its code runs from top to bottom, and every number on the page is what the code prints."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "tutorial_published_table.md").read_text(encoding="utf-8")
# a block of code, and the output that stands below it, if it prints
BLOCK = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n(?P<text>.*?)```\n)?", re.DOTALL)
DECIMAL = re.compile(r"\d+\.\d+")


@pytest.fixture(scope="module")
def printed() -> list[str]:
    """Run the page and return what each of its blocks prints."""
    names: dict[str, Any] = {}
    found = []
    for block in BLOCK.finditer(PAGE):
        with contextlib.redirect_stdout(io.StringIO()) as stream:
            exec(block["code"], names)
        found.append("\n".join(line.rstrip() for line in stream.getvalue().rstrip().splitlines()))
    return found


def test_the_outputs_are_those_of_the_code(printed: list[str]) -> None:
    assert len(printed) >= 8
    assert printed == [(block["text"] or "").rstrip() for block in BLOCK.finditer(PAGE)]


def test_the_text_names_no_other_number(printed: list[str]) -> None:
    """A decimal in a sentence or a table of the page stands in an output above or below it."""
    prose = re.sub(r"`[^`]*`|doi:\S+", "", BLOCK.sub("", PAGE))
    assert DECIMAL.findall(prose)
    assert set(DECIMAL.findall(prose)) <= set(DECIMAL.findall("\n".join(printed)))
