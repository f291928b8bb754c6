"""One way into every table: a file of any kind, or a frame of any library, becomes a raw table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from cinet.errors import LoadError, SchemaError
from cinet.loaders.decode import read_bytes, read_text
from cinet.loaders.excel import read_sheet
from cinet.loaders.foreign import demand_parquet, demand_workbook, foreign_text
from cinet.loaders.paths import demand_file, given_path, shown
from cinet.tables.delimited import read_delimited
from cinet.tables.engine import Engine
from cinet.tables.issues import issue_rows, join_issues
from cinet.tables.raw import RawTable

__all__ = ["TABLE_SUFFIXES", "read_raw", "read_raw_text"]

#: File names that hold a table, by how they end.
TABLE_SUFFIXES: Final = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".parquet", ".xlsx")


def read_raw(
    source: object,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    columns: Callable[[str], bool] | None = None,
    coded: Callable[[str], bool] | None = None,
) -> RawTable:
    """Read a frame or a file as a raw table.

    Parameters
    ----------
    source : DataFrame, Arrow object, or path
        A pandas frame, an object with ``__arrow_c_stream__`` (polars, pyarrow), or a file: delimited text,
        plain, gzipped or in a zip archive, Parquet, or an Excel workbook.
    encoding, delimiter : str, optional
        For text files; found unless given.
    sheet : str, optional
        For workbooks; the first one unless given.
    columns : callable, optional
        Says of a column name whether it is wanted; text and Parquet files only.
    coded : callable, optional
        Says of a column name whether it is read as categories; text files only.

    Returns
    -------
    RawTable
        The table as it stands there.

    Examples
    --------
    >>> read_raw(pd.DataFrame({"a": [1]})).file is None
    True
    """
    if isinstance(source, RawTable):
        return source
    if isinstance(source, pd.DataFrame):
        return RawTable(_without_blanks(source))
    if hasattr(source, "__arrow_c_stream__"):
        with Engine(threads=1) as engine:
            engine.register("given", source)
            return RawTable(_without_blanks(engine.frame("select * from given")))
    if not isinstance(source, str | Path):
        raise SchemaError(
            f"a table is read from a DataFrame, an Arrow table or a file, not from a {type(source).__name__}."
        )
    path = given_path(source)
    kind = path.suffix.lower()
    # a folder or a pipe is refused, whatever its name is
    there = demand_file(path)
    if kind in (".parquet", ".xlsx", ".xlsm") and not there:
        read_bytes(path)
        raise LoadError(f"{shown(path)} lies in an archive, where only text is read: unpack it first.")
    if kind == ".parquet":
        demand_parquet(path)
        with Engine(threads=1) as engine:
            frame, names = engine.read_parquet(path, columns=columns)
        return RawTable(frame, path.name, notes={"columns": names})
    if kind in (".xlsx", ".xlsm"):
        demand_workbook(path)
        return read_sheet(path, sheet)
    return read_raw_text(path, encoding=encoding, delimiter=delimiter, columns=columns, coded=coded)


def _without_blanks(frame: pd.DataFrame) -> pd.DataFrame:
    """Take empty text for a missing value, as it is in a text file."""
    empty = {}
    for place, kind in enumerate(frame.dtypes):
        column = frame.iloc[:, place]
        if kind == "str":
            blank = (column == "").to_numpy(dtype=bool)
        elif pd.api.types.is_object_dtype(kind):
            # a cell may be a list, which is equal to nothing as a whole
            blank = np.fromiter((isinstance(cell, str) and not cell for cell in column), bool, len(column))
        else:
            continue
        if blank.any():
            empty[place] = column.mask(blank)
    if not empty:
        return frame
    parts = [empty.get(place, frame.iloc[:, place]) for place in range(frame.shape[1])]
    return pd.concat(parts, axis=1)


def read_raw_text(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    columns: Callable[[str], bool] | None = None,
    coded: Callable[[str], bool] | None = None,
) -> RawTable:
    """Read a delimited text file; an encoding that was inferred is noted among the issues.

    Parameters
    ----------
    path : Path
        A file, or a member of a zip archive.
    encoding, delimiter, columns, coded
        As for ``read_raw``.

    Returns
    -------
    RawTable
        ``notes`` tells encoding and delimiter.
    """
    text = read_text(path, encoding=encoding)
    foreign = foreign_text(text.text)
    if foreign is not None:
        raise LoadError(f"{path.name} is {foreign.what}, and no table: {foreign.advice}.")
    raw = read_delimited(text.text, file=path.name, delimiter=delimiter, columns=columns, coded=coded)
    issues = raw.issues
    if text.inferred:
        doubt = issue_rows(
            1,
            file=path.name,
            value=text.encoding,
            reason="not UTF-8; the encoding was inferred from the bytes",
            action=f"doubted: read as {text.encoding}; name another with encoding=",
        )
        issues = join_issues([doubt, issues])
    return RawTable(raw.frame, raw.file, raw.rows, issues, {**raw.notes, "encoding": text.encoding})
