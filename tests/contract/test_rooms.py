"""The rooms: the import contracts of setup.cfg hold, and they would notice if they did not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package and of the contracts, free to be spoilt."""
    shutil.copytree(ROOT / "cinet", tmp_path / "cinet", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("kernels/__init__.py", "import pandas", "Kernels see arrays only"),
        ("network.py", "import cinet.metrics", "A room imports only from the rooms below it"),
        ("plots/__init__.py", "import cinet.network", "Plots read results, never a network"),
        ("ecosystem.py", "import duckdb", "Only the engine imports duckdb"),
        ("tables/__init__.py", "import duckdb", "Only the engine imports duckdb"),
        ("metrics/__init__.py", "import networkx", "Only interop imports networkx"),
        ("plots/__init__.py", "import igraph", "Only metrics and interop import igraph"),
        ("report/__init__.py", "import matplotlib.pyplot", "Only plots import matplotlib"),
    ],
)
def test_a_planted_violation_is_caught(copy: Path, file: str, line: str, contract: str) -> None:
    spoilt = copy / "cinet" / file
    spoilt.write_text(f"{spoilt.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = lint(copy)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout


def test_a_room_without_a_place_is_caught(copy: Path) -> None:
    (copy / "cinet" / "odds_and_ends.py").write_text("", encoding="utf-8")
    done = lint(copy)
    assert done.returncode == 1
    assert "odds_and_ends" in done.stdout
