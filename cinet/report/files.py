"""The folder of results: when it may be replaced, and its tables."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from cinet.tables.atomic import fill_file
from cinet.tables.cells import guarded, guarded_text
from cinet.tables.engine import Engine

__all__ = ["MANIFEST", "holds_results", "write_table"]

#: The file that only a folder of results has.
MANIFEST: Final = "manifest.json"


def holds_results(folder: Path) -> bool:
    """Say whether a folder holds the results of a run, which a new run may replace.

    >>> holds_results(Path("nowhere"))
    False
    """
    return (folder / MANIFEST).is_file()


def write_table(table: pd.DataFrame, folder: Path, name: str) -> None:
    """Write a table as CSV and Parquet; the index becomes columns.

    In the CSV a text that a spreadsheet would execute gets an apostrophe in front; the Parquet file keeps it.
    """
    flat = table.reset_index() if table.index.names != [None] else table
    with Engine() as engine:
        engine.write_parquet(flat, folder / f"{name}.parquet")
    safe = pd.DataFrame(
        {guarded_text(str(column)): guarded(flat[column].infer_objects()) for column in flat.columns}
    )
    fill_file(folder / f"{name}.csv", safe.to_csv(index=False, lineterminator="\n").encode("utf-8"))
