"""What a run was made of: versions, seed, inputs, recipe, outputs."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from importlib.metadata import metadata, version
from pathlib import Path
from typing import Any, Final

import cinet
from cinet.interop.crate import Input, Software
from cinet.report.files import MANIFEST
from cinet.tables.atomic import sha256_of

__all__ = ["manifest_text", "software", "versions"]

_PACKAGES: Final = (
    "numpy", "pandas", "scipy", "numba", "duckdb", "igraph", "networkx", "matplotlib", "fastexcel", "jinja2",
)  # fmt: skip


def versions() -> dict[str, str]:
    """Return the versions that numbers and figures depend on.

    >>> sorted(versions())[:2]
    ['cinet', 'duckdb']
    """
    found = {"cinet": cinet.__version__, "python": platform.python_version()}
    return found | {name: version(name) for name in _PACKAGES}


def software() -> dict[str, Software]:
    """Return cinet and what it rests on, with versions and licences; cinet first.

    >>> next(iter(software())), software()["cinet"].licence
    ('cinet', 'BSD-3-Clause')
    """
    owners = {"cinet": "cinet-ecosystem", **{name: name for name in _PACKAGES}}
    found = {}
    for name, number in versions().items():
        owner = owners.get(name)
        told = {} if owner is None else metadata(owner).json
        found[name] = Software(number, str(told.get("license_expression", "")))
    return found


def manifest_text(
    folder: Path,
    *,
    seed: int,
    inputs: Mapping[str, Input],
    recipe: Mapping[str, Any],
    clock: Mapping[str, str],
) -> str:
    """Return the manifest of a folder of results as JSON; ``clock`` is the only part that differs between runs.

    Parameters
    ----------
    folder : Path
        The results, complete but for the manifest itself.
    seed : int
        Seed of the run.
    inputs : mapping
        File name -> what it was.
    recipe : mapping
        Every choice, as the study file and its defaults say.
    clock : mapping
        When the run began and ended.

    Returns
    -------
    str
    """
    outputs = {
        str(path.relative_to(folder).as_posix()): sha256_of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    content = {
        "versions": versions(),
        "seed": seed,
        "inputs": {name: what.sha256 for name, what in sorted(inputs.items())},
        "recipe": recipe,
        "outputs": outputs,
        "clock": dict(clock),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"
