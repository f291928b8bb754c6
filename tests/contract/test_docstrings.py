"""Every public name tells what it is, what it takes, what it gives, and shows it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest

import cinet
from cinet.registry import MEASURES, MeasureSpec, column

PUBLIC = [name for name in cinet.__all__ if ":" in cinet._HOMES[name]]  # modules have none
NUMPYDOC_UNDERLINE = re.compile(r"^(?P<title>[A-Z][A-Za-z ]+)\n-{3,}$", re.MULTILINE)


def documented(name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(cinet, name)
    return found


def sections(text: str) -> dict[str, str]:
    """Split a numpydoc docstring into its sections; what stands above the first is called Summary.

    A heading is a line underlined with hyphens.
    """
    marks = list(NUMPYDOC_UNDERLINE.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts = {mark["title"]: text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)}
    parts["Summary"] = text[: marks[0].start()] if marks else text
    return parts


def described(section: str) -> set[str]:
    """Return the names that a Parameters section describes, ``a, b : int`` being two."""
    heads = [line for line in section.splitlines() if line and not line[0].isspace()]
    return {name.strip(" *") for head in heads for name in head.partition(":")[0].split(",")}


@pytest.mark.parametrize("name", PUBLIC)
def test_summary(name: str) -> None:
    text = inspect.getdoc(documented(name)) or ""
    first, _, rest = text.partition("\n")
    assert first.endswith("."), f"{name}: the first line is one sentence"
    assert len(first) < 110
    assert not rest or rest.startswith("\n"), f"{name}: an empty line follows the summary"


@pytest.mark.parametrize("name", PUBLIC)
def test_example(name: str) -> None:
    assert ">>>" in (inspect.getdoc(documented(name)) or ""), f"{name} shows no example"


@pytest.mark.parametrize("name", [name for name in PUBLIC if name[0].islower()])
def test_parameters_and_returns(name: str) -> None:
    function = documented(name)
    parts = sections(inspect.getdoc(function) or "")
    wanted = set(inspect.signature(function).parameters)
    assert wanted == described(parts.get("Parameters", "")), f"{name}: Parameters"
    assert parts.get("Returns", "").strip(), f"{name}: Returns"


@pytest.mark.parametrize("name", [name for name in PUBLIC if name[0].islower()])
def test_at_most_two_positional_parameters(name: str) -> None:
    kinds = [parameter.kind for parameter in inspect.signature(documented(name)).parameters.values()]
    assert kinds.count(inspect.Parameter.POSITIONAL_OR_KEYWORD) <= 2


@pytest.mark.parametrize("spec", MEASURES.values(), ids=lambda spec: spec.name)
def test_a_measure_names_its_units_and_when_it_is_undefined(spec: MeasureSpec) -> None:
    """The words are those of the registry, in any order and across line breaks."""
    text = inspect.getdoc(documented(spec.name)) or ""
    said = set(re.findall(r"\w+", text.casefold()))
    for name in spec.columns or (spec.name,):
        what = column(name, spec.name)
        undefined = what.undefined_when if what.undefined_when != "never" else ""
        for word in re.findall(r"\w{3,}", f"{what.unit} {undefined}".casefold()):
            assert word in said, f"{spec.name}: the docstring does not say {word!r} of {name!r} ({what})"
        if undefined:
            assert "NaN" in text, f"{spec.name}: the docstring does not say when {name!r} is NaN"


def test_sections_are_read_as_numpydoc_reads_them() -> None:
    text = (
        "Do it.\n\nParameters\n----------\na, b : int\n    Two.\n*rest\n    More.\n\nReturns\n-------\nint\n"
    )
    parts = sections(text)
    assert parts["Summary"].strip() == "Do it."
    assert described(parts["Parameters"]) == {"a", "b", "rest"}
    assert parts["Returns"].strip() == "int"
