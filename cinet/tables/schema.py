"""The contracts of the three tables, as data: which columns have a meaning, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import pandas as pd

from cinet.errors import SchemaError, first_few, nearest

__all__ = ["TABLES", "ColumnContract", "TableContract", "admit"]

Holds = Literal["id", "type", "text", "date", "year", "number", "weight"]


@dataclass(frozen=True, slots=True)
class ColumnContract:
    """What one column holds, and whether the table can be read without it."""

    name: str
    holds: Holds
    required: bool = False


@dataclass(frozen=True, slots=True)
class TableContract:
    """The columns of one table that have a meaning, in canonical order; other columns are kept as they are."""

    name: str
    keys: tuple[str, ...]
    columns: tuple[ColumnContract, ...]

    def names(self) -> list[str]:
        """Return the names of all contract columns in canonical order.

        Returns
        -------
        list of str
            Keys first.
        """
        return [column.name for column in self.columns]

    def holding(self, holds: Holds) -> list[str]:
        """Return the columns that hold one kind of thing.

        Parameters
        ----------
        holds : str
            The kind, such as ``"date"``.

        Returns
        -------
        list of str
            Their names.

        Examples
        --------
        >>> TABLES["collaborations"].holding("date")
        ['start', 'end']
        """
        return [column.name for column in self.columns if column.holds == holds]


def _texts(*names: str) -> tuple[ColumnContract, ...]:
    return tuple(ColumnContract(name, "text") for name in names)


#: Table name -> contract.
TABLES: Final[Mapping[str, TableContract]] = MappingProxyType(
    {
        "actors": TableContract(
            "actors",
            ("actor_id",),
            (
                ColumnContract("actor_id", "id", required=True),
                ColumnContract("type", "type"),
                *_texts("name", "subtype", "country", "region", "place", "sector"),
            ),
        ),
        "collaborations": TableContract(
            "collaborations",
            ("collab_id",),
            (
                ColumnContract("collab_id", "id", required=True),
                *_texts("kind", "place", "sector", "programme", "title"),
                ColumnContract("start", "date"),
                ColumnContract("end", "date"),
                ColumnContract("year", "year"),
            ),
        ),
        "participations": TableContract(
            "participations",
            ("collab_id", "actor_id"),
            (
                ColumnContract("collab_id", "id", required=True),
                ColumnContract("actor_id", "id", required=True),
                *_texts("role", "stage"),
                ColumnContract("share", "number"),
                ColumnContract("weight", "weight"),
                ColumnContract("amount", "number"),
            ),
        ),
    }
)


def admit(frame: object, contract: TableContract) -> pd.DataFrame:
    """Return a table with its columns named by text and in canonical order.

    Parameters
    ----------
    frame : DataFrame
        A table as given.
    contract : TableContract
        What it should be.

    Returns
    -------
    DataFrame
        A new frame, numbered from 0; the given one is left as it is.

    Raises
    ------
    SchemaError
        It is no DataFrame, a required column is absent, or two columns have the same name.

    Examples
    --------
    >>> admit(pd.DataFrame({"type": ["firm"], "actor_id": ["a"]}), TABLES["actors"]).columns.tolist()
    ['actor_id', 'type']
    """
    if not isinstance(frame, pd.DataFrame):
        raise SchemaError(
            f"the {contract.name} table must be a pandas DataFrame, not {type(frame).__name__}."
        )
    names = [str(name) for name in frame.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SchemaError(f"the {contract.name} table has more than one column named {first_few(twice)}.")
    for column in contract.columns:
        if column.required and column.name not in names:
            raise SchemaError(
                f"the {contract.name} table has no column {column.name!r}.{nearest(column.name, names)} "
                f"It has {first_few(names, 12)}. Rename the column, or read the table with read_events."
            )
    known = [name for name in contract.names() if name in names]
    admitted = frame.set_axis(names, axis=1).reset_index(drop=True)
    return admitted[known + [name for name in names if name not in known]]
