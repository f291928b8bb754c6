"""The page about one's own table: its files are read by its code, and it prints what stands on the page."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from pathlib import Path
from typing import Any

import pytest

import cinet as ci
from cinet.errors import DataLossWarning

PAGE = (Path(__file__).parents[2] / "docs" / "own_table.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n(?P<text>.*?)```\n)?", re.DOTALL)
# the name of a file, and below it what is in it
FILE = re.compile(r"`(?P<name>\w+\.csv)`[^`]*?\n\n```csv\n(?P<text>.*?)```", re.DOTALL)


def test_the_outputs_are_those_of_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {found["name"]: found["text"] for found in FILE.finditer(PAGE)}
    assert sorted(files) == ["participations.csv", "patents.csv", "projects.csv"]
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode("utf-8" if text.isascii() else "gb18030"))
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in BLOCK.finditer(PAGE):
        with (
            contextlib.redirect_stdout(io.StringIO()) as stream,
            warnings.catch_warnings(action="ignore", category=DataLossWarning),
        ):
            exec(block["code"], names)
        printed = "\n".join(line.rstrip() for line in stream.getvalue().rstrip().splitlines())
        assert printed == (block["text"] or "").rstrip()


def test_every_reader_that_is_named_is_there() -> None:
    for name in set(re.findall(r"`ci\.(\w+)", PAGE)):
        assert hasattr(ci, name)
