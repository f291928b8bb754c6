"""What pages and README say of cinet is there: names, keyword arguments, links to pages and sections."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

import cinet as ci

ROOT = Path(__file__).parents[2]
PAGES = {
    path: path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
}
IDS = [str(path.relative_to(ROOT)) for path in PAGES]
#: A call as it is written in a sentence, without calls in it.
SPOKEN = re.compile(r"`(ci\.[\w.]+\([^`()]*\))`")


def target(call: ast.Call) -> Any:
    """Return what ``ci.a.b(...)`` calls; None for anything else."""
    names: list[str] = []
    node: ast.expr = call.func
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id != "ci":
        return None
    found: Any = ci
    for name in reversed(names):
        found = getattr(found, name)
    return found


def calls(text: str) -> list[ast.Call]:
    """Return the calls in the Python of a page: its blocks, and what stands between backticks."""
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    spoken = [code.replace("...", "None") for code in SPOKEN.findall(text)]
    trees = []
    for code in [*blocks, *spoken]:
        try:
            trees.append(ast.parse(code))
        except SyntaxError:
            # "ci.compare(eco, measure, null=)" is a way to speak of it
            continue
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_names_are_public(path: Path) -> None:
    for name in re.findall(r"\bci\.([a-z_]\w*)", PAGES[path]):
        assert hasattr(ci, name), f"{path.name} names ci.{name}"


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_keyword_arguments_exist(path: Path) -> None:
    for call in calls(PAGES[path]):
        called = target(call)
        if called is None:
            continue
        taken = inspect.signature(called).parameters
        if any(parameter.kind is parameter.VAR_KEYWORD for parameter in taken.values()):
            continue
        for keyword in call.keywords:
            if keyword.arg is not None:
                assert keyword.arg in taken, f"{path.name}: {ast.unparse(call.func)}({keyword.arg}=)"


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_links_lead_to_pages(path: Path) -> None:
    for link in re.findall(r"\]\(([^)#:\s]+\.md)(?:#[\w-]+)?\)", PAGES[path]):
        assert (path.parent / link).is_file(), f"{path.name} links {link}"
