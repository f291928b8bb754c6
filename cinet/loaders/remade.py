"""An ecosystem again, after its actors were typed or merged: what it was read from and what was done stay known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from cinet.ecosystem import Ecosystem
from cinet.tables.held import Tables

__all__ = ["mark", "remade"]


def mark(*columns: Iterable[object]) -> str:
    """Return eight letters that tell what was done from what else could have been done.

    Parameters
    ----------
    *columns : iterable
        What was done: ids, types.

    Returns
    -------
    str
        The beginning of a SHA-256.

    Examples
    --------
    >>> mark(["a", "b"]) == mark(["a", "b"]), mark(["a"], ["b"]) == mark(["a", "b"])
    (True, False)
    """
    text = json.dumps([[str(item) for item in column] for column in columns])
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def remade(eco: Ecosystem, tables: Tables, step: str) -> Ecosystem:
    """Hold new tables in the place of those of an ecosystem, without a second warning for what it lost before.

    Parameters
    ----------
    eco : Ecosystem
        Where the tables come from.
    tables : Tables
        Clean tables and all issues.
    step : str
        What was done, as it stands in ``selection`` and in the recipe of every network.

    Returns
    -------
    Ecosystem
        With the source, the load report and the steps of the former, and one step more.

    Examples
    --------
    >>> import pandas as pd
    >>> actors = pd.DataFrame({"actor_id": ["a"], "type": ["firm"]})
    >>> taking = pd.DataFrame({"collab_id": ["p"], "actor_id": ["a"]})
    >>> eco = Ecosystem(actors, pd.DataFrame({"collab_id": ["p"], "year": [2020]}), taking, source="a table")
    >>> again = remade(eco, eco.tables, "nothing")
    >>> again.source, again.selection, again.root == eco.sha
    ('a table', ('nothing',), True)
    """
    return Ecosystem.from_checked(
        tables,
        source=eco.source,
        report=eco.report,
        selection=(*eco.selection, step),
        root=eco.root,
        warn=False,
    )
