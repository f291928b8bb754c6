"""Writing results so that a folder is either the old one or the new one, never half of each."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from cinet.errors import CinetError
from cinet.tables.engine import Engine

__all__ = ["MANIFEST", "sha256", "staged", "write_table"]

MANIFEST = "manifest.json"

#: A spreadsheet runs a cell that begins with one of these.
_EXECUTED = ("=", "+", "-", "@", "\t", "\r")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@contextlib.contextmanager
def staged(out: str | Path) -> Iterator[Path]:
    """Give an empty folder to fill; it takes the place of ``out`` when the block ends without an error.

    Until then the old results stand. A folder that holds anything but results of cinet is never replaced.

    Raises
    ------
    CinetError
        ``out`` is a file or a folder that cinet did not write, or its parent cannot be written to.
    """
    target = Path(out).resolve()
    aside = target.with_name(f".{target.name}.previous")
    # a run that was killed between the two renames below left the old results aside
    if aside.exists() and not target.exists():
        aside.rename(target)
    _refuse_foreign(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".unfinished", dir=target.parent))
    except OSError as error:
        raise CinetError(
            f"cannot write results beside {str(target)!r}: {error}. Choose another --out."
        ) from error
    try:
        yield stage
        stage.chmod(0o755)
        shutil.rmtree(aside, ignore_errors=True)
        if target.exists():
            target.rename(aside)
        stage.rename(target)
        shutil.rmtree(aside, ignore_errors=True)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _refuse_foreign(target: Path) -> None:
    if target.is_file():
        raise CinetError(f"{str(target)!r} is a file; results need a folder. Choose another --out.")
    if target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).is_file():
        raise CinetError(
            f"the folder {str(target)!r} holds files that cinet did not write (there is no {MANIFEST} in it), "
            "so it is not replaced. Choose an empty or a new folder."
        )


def write_table(table: pd.DataFrame, folder: Path, name: str) -> None:
    """Write a table as CSV and Parquet; the index becomes columns.

    In the CSV a text that a spreadsheet would execute gets an apostrophe in front; the Parquet file keeps it.
    """
    flat = table.reset_index() if table.index.names != [None] else table
    with Engine() as engine:
        engine.write_parquet(flat, folder / f"{name}.parquet")
    safe = flat.apply(_neutral).rename(columns=lambda column: _harmless(str(column)))
    safe.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")


def _neutral(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return column
    return column.map(_harmless, na_action="ignore")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_EXECUTED) else value


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file and make sure it is on the disk before the folder is moved into place."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
