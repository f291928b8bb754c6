"""The engine that runs SQL: DuckDB, embedded, with a memory limit and spilling to its own folder.

Nothing else imports duckdb. What is above knows the verbs only, so another engine can stand behind them.
"""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import LoadError, SchemaError

__all__ = ["Engine", "quote_identifier", "quote_text"]


def quote_identifier(name: str) -> str:
    """Quote a table or column name, so that no name taken from data can end its quotes.

    Parameters
    ----------
    name : str
        Any text without a NUL character.

    Returns
    -------
    str
        The name in double quotes, with every double quote in it doubled.

    Examples
    --------
    >>> print(quote_identifier('ok" from t; drop table t; --'))
    "ok"" from t; drop table t; --"
    """
    if not name or "\0" in name:
        raise SchemaError(f"{name!r} cannot name a column: a name holds at least one character and no NUL.")
    return '"' + name.replace('"', '""') + '"'


def quote_text(value: str) -> str:
    """Quote a text constant.

    Parameters
    ----------
    value : str
        Any text.

    Returns
    -------
    str
        The text in single quotes, with every single quote in it doubled.

    Examples
    --------
    >>> print(quote_text("l'atelier"))
    'l''atelier'
    """
    return "'" + value.replace("'", "''") + "'"


class Engine:
    """An embedded SQL engine that holds named tables and answers queries on them.

    Parameters
    ----------
    memory_limit : str, optional
        Most memory to hold before intermediate results go to disk, such as ``"2GB"``.
    temp_directory : path, optional
        Folder in which the engine makes a folder of its own for spilling; it is removed on closing.
    threads : int
        Number of threads.

    Examples
    --------
    >>> with Engine() as engine:
    ...     engine.register("t", pd.DataFrame({"a": [1, 2, 3]}))
    ...     engine.scalar("select sum(a) from t")
    6
    """

    def __init__(
        self,
        *,
        memory_limit: str | None = None,
        temp_directory: str | Path | None = None,
        threads: int | None = None,
    ) -> None:
        parent = None if temp_directory is None else str(temp_directory)
        self._folder = tempfile.mkdtemp(prefix="cinet-", dir=parent)
        config: dict[str, Any] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            # without this, a table name that is not known is looked up among the caller's variables
            "python_enable_replacements": "false",
            "temp_directory": self._folder,
            "threads": str(threads or os.cpu_count() or 1),
        }
        if memory_limit is not None:
            config["memory_limit"] = memory_limit
        try:
            self._connection = duckdb.connect(":memory:", config=config)
        except duckdb.Error as error:
            shutil.rmtree(self._folder)
            raise SchemaError(
                f"the engine cannot start with memory_limit={memory_limit!r}, threads={threads!r}: {error} "
                "Give the memory as text with a unit, such as '2GB'."
            ) from error
        self._connection.execute("set lock_configuration = true")

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget all tables and remove the spill folder."""
        self._connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def register(self, name: str, table: object) -> None:
        """Make a table known under a name, without copying it.

        Parameters
        ----------
        name : str
            Name for the SQL text.
        table : DataFrame or Arrow object
            Anything that DuckDB scans: pandas, or an object with ``__arrow_c_stream__``.
        """
        try:
            self._connection.register(name, table)
        except duckdb.Error:
            if not isinstance(table, pd.DataFrame):
                raise
            # columns that lie backwards in memory (of a reversed frame) are refused; a copy lies forwards
            self._connection.register(name, table.copy())

    def keep(self, name: str, sql: str) -> None:
        """Run a query and hold its result as a table.

        Parameters
        ----------
        name : str
            Name of the new table; a table of this name is replaced.
        sql : str
            A query.
        """
        self._connection.execute(f"create or replace table {quote_identifier(name)} as {sql}")

    def frame(self, sql: str) -> pd.DataFrame:
        """Run a query and return its result as a DataFrame.

        Parameters
        ----------
        sql : str
            A query.

        Returns
        -------
        DataFrame
            Categories that come from the engine are never ordered.
        """
        result = self._connection.execute(sql).df()
        for name in result.columns[[isinstance(kind, pd.CategoricalDtype) for kind in result.dtypes]]:
            result[name] = result[name].cat.as_unordered()
        return result

    def arrays(self, sql: str) -> dict[str, npt.NDArray[Any]]:
        """Run a query that returns no missing value and return one array per column.

        Parameters
        ----------
        sql : str
            A query.

        Returns
        -------
        dict of str to ndarray
            Column name to values.
        """
        return {
            name: np.ma.getdata(column) for name, column in self._connection.execute(sql).fetchnumpy().items()
        }

    def scalar(self, sql: str) -> Any:
        """Run a query with one row and one column and return its value.

        Parameters
        ----------
        sql : str
            A query.

        Returns
        -------
        object
            The value as a Python object.
        """
        return self._connection.execute(sql).fetchall()[0][0]

    def read_parquet(
        self, path: str | Path, *, columns: Callable[[str], bool] | None = None
    ) -> tuple[pd.DataFrame, list[str]]:
        """Read one Parquet file.

        Parameters
        ----------
        path : path
            The file; a star in its name is a star, not a pattern.
        columns : callable, optional
            Says of a column name whether it is wanted; all are unless given.

        Returns
        -------
        frame : DataFrame
            The wanted columns in file order; all of them when none is.
        names : list of str
            The names of all columns.
        """
        file = f"read_parquet({quote_text(glob.escape(str(path)))})"
        try:
            described = self._connection.execute(f"describe select * from {file}").fetchall()
            names = [str(row[0]) for row in described]
            wanted = [quote_identifier(name) for name in names if columns is not None and columns(name)]
            return self.frame(f"select {', '.join(wanted) or '*'} from {file}"), names
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise LoadError(f"{Path(path).name} cannot be read as a Parquet file: {reason}") from error

    def write_parquet(self, table: pd.DataFrame, path: str | Path) -> None:
        """Write a table as one Parquet file; the same table gives the same bytes.

        Parameters
        ----------
        table : DataFrame
            The table; its index is not written.
        path : path
            The file to write.
        """
        self.register("_written", table)
        self._connection.execute(
            f"copy (select * from _written) to {quote_text(str(path))} (format parquet, compression zstd)"
        )
        self._connection.unregister("_written")
