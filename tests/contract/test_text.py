"""The text of the project: nothing of the machine it was written on, nothing left for later."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILT = {".git", ".venv", "results", "build", "dist", "_build", "__pycache__"}

# The words are put together here, so that this file does not contain them.
MACHINE = re.compile(r"(?<![\w.~$})])/(?:" + "|".join(["root", "home", "Users", "work", "tmp"]) + r")/\w")
REGISTRIES = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("conda", "anaconda"),
    ("deb", "debian"),
    ("proxy", "golang"),
]
HOSTS = re.compile("|".join(re.escape(".".join(parts)) for parts in REGISTRIES))
LATER = re.compile(
    "|".join(rf"\b{first}{second}\b" for first, second in [("TO", "DO"), ("FIX", "ME"), ("X", "XX")])
)


def tracked() -> list[Path]:
    """Return the files under version control, or all but what is built where there is no git."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if not BUILT & set(path.relative_to(ROOT).parts)]
    return [ROOT / name for name in done.stdout.split("\0") if name]


def texts() -> list[tuple[str, str]]:
    found = []
    for path in sorted(tracked()):
        if not path.is_file():
            continue
        try:
            found.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


@pytest.fixture(scope="module")
def files() -> list[tuple[str, str]]:
    return texts()


def offences(files: list[tuple[str, str]], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in files
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_the_files_are_found(files: list[tuple[str, str]]) -> None:
    assert {"setup.cfg", "README.md", str(Path("cinet", "__init__.py"))} <= {name for name, _ in files}


def test_no_path_of_a_machine(files: list[tuple[str, str]]) -> None:
    assert offences(files, MACHINE) == []


def test_no_host_of_a_package_registry(files: list[tuple[str, str]]) -> None:
    assert offences(files, HOSTS) == []


def test_nothing_is_left_for_later(files: list[tuple[str, str]]) -> None:
    assert offences(files, LATER) == []


@pytest.mark.parametrize("line", ["see " + "/ro" + "ot/x", "'/ho" + "me/me/data.csv'", "(/t" + "mp/a)"])
def test_a_path_would_be_seen(line: str) -> None:
    assert MACHINE.search(line)


@pytest.mark.parametrize("line", ["https://host.example/home/page", "../work/main", "{base}/tmp/x", "a / b"])
def test_a_harmless_slash_passes(line: str) -> None:
    assert not MACHINE.search(line)
