"""The packages are listed one by one in setup.cfg: the list must be what the tree holds."""

from __future__ import annotations

import ast
import configparser
import fnmatch
import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def config() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_the_list_is_the_tree(config: configparser.ConfigParser) -> None:
    folders = {file.parent for file in (ROOT / "cinet").rglob("*.py")}
    tree = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    assert sorted(lines(config["options"]["packages"])) == sorted(tree | {"cinet.sample"})


def test_every_package_has_its_init(config: configparser.ConfigParser) -> None:
    moved = dict(line.split(" = ") for line in lines(config["options"]["package_dir"]))
    for package in lines(config["options"]["packages"]):
        folder = ROOT / moved.get(package, package.replace(".", "/"))
        assert (folder / "__init__.py").is_file(), package


def test_every_data_file_is_shipped(config: configparser.ConfigParser) -> None:
    """A template, a type marker or a bundled table that no pattern names would be missing in a wheel."""
    homes = {
        "cinet": ROOT / "cinet",
        "cinet.report": ROOT / "cinet" / "report",
        "cinet.sample": ROOT / "data",
    }
    shipped = set()
    for package, patterns in config["options.package_data"].items():
        for pattern in lines(patterns):
            shipped |= set(homes[package].glob(pattern))
    present = {
        file
        for home in homes.values()
        for file in home.rglob("*")
        if file.is_file() and file.suffix != ".py" and "__pycache__" not in file.parts
        and not fnmatch.fnmatch(file.name, "*.nb[ic]")
    }  # fmt: skip
    assert present <= shipped, sorted(str(file.relative_to(ROOT)) for file in present - shipped)


def test_dev_is_every_extra(config: configparser.ConfigParser) -> None:
    extras = config["options.extras_require"]
    inside = extras["dev"].strip().removeprefix("cinet-ecosystem[").removesuffix("]").split(",")
    assert sorted(inside) == sorted(set(extras) - {"dev"})


def test_the_installed_version_is_the_written_one(config: configparser.ConfigParser) -> None:
    try:
        installed = version("cinet-ecosystem")
    except PackageNotFoundError:
        pytest.skip("cinet-ecosystem is on the path without having been installed")
    assert installed == config["metadata"]["version"]


def test_the_constraints_can_be_used_anywhere() -> None:
    """Plain pins with markers: no option, no address, no path, no extra (pip refuses those with -c)."""
    for line in lines((ROOT / "constraints.txt").read_text(encoding="utf-8")):
        pin = line.partition(";")[0].strip()
        name, pinned, release = pin.partition("==")
        assert pinned, line
        assert name.replace("-", "").replace("_", "").isalnum(), line
        assert release[0].isdigit(), line


def test_every_requirement_is_pinned(config: configparser.ConfigParser) -> None:
    pinned = {
        line.partition("==")[0].casefold()
        for line in lines((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    }
    wanted = lines(config["options"]["install_requires"])
    for extra, text in config["options.extras_require"].items():
        wanted += [line for line in lines(text) if extra != "dev" and not line.startswith("#")]
    names = {re.split(r"[<>=]", line)[0].casefold() for line in wanted}
    assert names <= pinned


def third_party_imports() -> set[str]:
    """Return the top-level names that cinet imports from neither itself nor the standard library."""
    names: set[str] = set()
    for file in (ROOT / "cinet").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"cinet"}


#: Packages of an extra that cinet uses where they are installed, and does without where they are not.
OPTIONAL = {"opencc", "splink"}


def test_what_is_imported_is_required_and_the_other_way_round(config: configparser.ConfigParser) -> None:
    """Distribution and import have the same name for everything that cinet requires."""
    required = {re.split(r"[<>=]", line)[0] for line in lines(config["options"]["install_requires"])}
    extras = {
        re.split(r"[<>=]", line)[0]
        for text in config["options.extras_require"].values()
        for line in lines(text)
    }
    assert extras - required >= OPTIONAL
    assert third_party_imports() == required | OPTIONAL


@pytest.mark.parametrize("name", sorted(OPTIONAL))
def test_what_is_optional_is_imported_only_where_it_is_used(name: str) -> None:
    for file in (ROOT / "cinet").rglob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert not ast.unparse(node).split()[1].startswith(name), file
