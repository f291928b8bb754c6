"""An ecosystem again, after its tables were typed, merged or replaced."""

from __future__ import annotations

import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.tables.held import Tables

__all__ = ["remade"]


def remade(
    eco: Ecosystem, tables: Tables, *, report: pd.DataFrame | None = None, source: str | None = None
) -> Ecosystem:
    """Hold new tables in the place of those of an ecosystem, without a second warning for what it lost before.

    Parameters
    ----------
    eco : Ecosystem
        Where the tables come from.
    tables : Tables
        Clean tables and all issues.
    report : DataFrame, optional
        The load report; that of the ecosystem unless given.
    source : str, optional
        Where the records come from; as before unless given.

    Returns
    -------
    Ecosystem
        Its data are new, so that its selections start anew.

    Examples
    --------
    >>> actors = pd.DataFrame({"actor_id": ["a"], "type": ["firm"]})
    >>> taking = pd.DataFrame({"collab_id": ["p"], "actor_id": ["a"]})
    >>> eco = Ecosystem(actors, pd.DataFrame({"collab_id": ["p"], "year": [2020]}), taking, source="a table")
    >>> remade(eco, eco.tables).source
    'a table'
    """
    return Ecosystem._made(tables, source or eco.source, report=eco.report if report is None else report)
