"""A study of the bundled parks that runs in seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

STUDY = """
[study]
title = "A test <study>"
note = "SYNTHETIC"
stamp = "SYNTHETIC"
seed = 3
{extra}

[data]
reader = "example"
source = "bundled"
[data.options]
name = "parks"

[select]
min_size = 2

[windows]
start = 2016
end = 2021
length = "3Y"
step = "3Y"

[helix]
parts = ["university", "firm", "government"]
by = ["year", "place"]
published = "helix_venn"

[nulls]
draws = 5
rounds = 10

[figures]
brokers = "betweenness"
top = 2
{figures}
"""

DRAWING = """
[figures.drawing]
title = "All parks"
min_collaborations = 3
labels = 3
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.toml"
    path.write_text(STUDY.format(extra="", figures=DRAWING), encoding="utf-8")
    return path
