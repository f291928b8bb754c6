"""The façade: every public name resolves, from one home, and importing it costs nothing."""

from __future__ import annotations

import importlib
import runpy
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import ModuleType

import pytest

import cinet

ROOT = Path(__file__).parents[2]
HEAVY = {
    "duckdb", "fastexcel", "igraph", "jinja2", "matplotlib", "networkx", "numba", "numpy", "pandas", "scipy",
    "seaborn", "tqdm",
}  # fmt: skip


def loaded_after(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after one statement."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", cinet.__all__)
def test_every_name_resolves(name: str) -> None:
    found = getattr(cinet, name)
    module, _, attribute = cinet._HOMES[name].partition(":")
    home = importlib.import_module(module)
    assert found is (getattr(home, attribute) if attribute else home)
    assert getattr(cinet, name) is found


def test_all_is_sorted_and_in_dir() -> None:
    assert cinet.__all__ == sorted(set(cinet.__all__))
    assert {*cinet.__all__, "__version__"} <= set(dir(cinet))


def test_no_room_hides_a_name() -> None:
    """Importing ``cinet.x`` sets the attribute ``x`` of the package, over a function of the same name."""
    tree = ROOT / "cinet"
    rooms = {path.stem for path in tree.glob("*.py")} | {
        path.name for path in tree.iterdir() if path.is_dir()
    }
    for name in rooms & set(cinet.__all__):
        assert cinet._HOMES[name] == f"cinet.{name}"


def test_windows_is_the_function_whatever_was_imported_before() -> None:
    importlib.import_module("cinet.window")
    assert callable(cinet.windows)
    assert not isinstance(cinet.windows, ModuleType)


def test_import_is_light() -> None:
    assert not loaded_after("import cinet") & HEAVY


def test_asking_for_the_version_is_light() -> None:
    assert not loaded_after("import cinet; cinet.__version__; dir(cinet)") & HEAVY


def test_a_misspelt_name_is_met_with_the_nearest() -> None:
    with pytest.raises(AttributeError, match="Did you mean 'constraint'"):
        getattr(cinet, "constrain" + "")


def test_version_without_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str) -> str:
        raise PackageNotFoundError(name)

    assert isinstance(cinet.__version__, str)
    monkeypatch.setattr("importlib.metadata.version", nowhere)
    assert cinet.__version__ == "0+unknown"


def test_python_dash_m(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["cinet", "--version"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("cinet", run_name="__main__")
    assert not stop.value.code
    assert cinet.__version__ in capsys.readouterr().out


def test_the_reference_lists_every_name() -> None:
    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    listed = [line.strip() for line in text.splitlines() if line.startswith("   ") and ":" not in line]
    assert sorted(listed) == cinet.__all__
