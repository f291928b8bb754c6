"""What a run was made of: versions, seed, inputs, recipe, outputs."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import cinet
from cinet.report.files import MANIFEST, sha256

__all__ = ["manifest_text", "versions"]

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


def manifest_text(
    folder: Path,
    *,
    seed: int,
    inputs: Mapping[str, str],
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
        File name -> SHA-256.
    recipe : mapping
        Every choice, as the study file and its defaults say.
    clock : mapping
        When the run began and ended.

    Returns
    -------
    str
    """
    outputs = {
        str(path.relative_to(folder).as_posix()): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    content = {
        "versions": versions(),
        "seed": seed,
        "inputs": dict(sorted(inputs.items())),
        "recipe": recipe,
        "outputs": outputs,
        "clock": dict(clock),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"
