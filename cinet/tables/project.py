"""Projection of coded participations onto pairs of actors by SQL: the path for what does not fit in memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.incidence import event_weights
from cinet.tables.engine import Engine, quote_identifier

__all__ = ["pairs", "pairs_sql"]


def pairs_sql(participations: str, *, by_size: bool) -> str:
    """Return the query that counts the joint collaborations of all pairs.

    Parameters
    ----------
    participations : str
        A table with the integer columns ``collab`` and ``actor``, each pair of them once.
    by_size : bool
        Whether to count apart for every number ``k`` of participants.

    Returns
    -------
    str
        A query that returns i, j (i < j), k and joint, in no particular order; without ``by_size``, k is 2.

    Examples
    --------
    >>> print(pairs_sql("p", by_size=False))
    select i, j, k, cast(count(*) as integer) as joint from (select a.actor as i, b.actor as j, 2 as k
    from "p" a join "p" b on a.collab = b.collab and a.actor < b.actor) pairs group by i, j, k
    """
    table = quote_identifier(participations)
    size = "cast(s.k as integer)" if by_size else "2"
    sized = (
        f" join (select collab, count(*) as k from {table} group by collab) s on a.collab = s.collab"
        if by_size
        else ""
    )
    return (
        "select i, j, k, cast(count(*) as integer) as joint from ("
        f"select a.actor as i, b.actor as j, {size} as k "
        f"from {table} a join {table} b on a.collab = b.collab and a.actor < b.actor{sized}"
        ") pairs group by i, j, k"
    )


def pairs(
    collab: npt.NDArray[np.int32],
    actor: npt.NDArray[np.int32],
    weighting: str = "full",
    *,
    memory_limit: str | None = None,
    temp_directory: str | Path | None = None,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float64]]:
    """Add up the weights of all pairs of actors that stand in a collaboration together.

    Parameters
    ----------
    collab, actor : ndarray of int32
        One coded participation per place, each once.
    weighting : {"full", "newman", "pair", "batagelj"}
        What a joint collaboration of k actors adds: 1, 1 / (k - 1), 2 / (k (k - 1)), or 1 / k^2. Weights of
        participations are for arrays only (``Incidence.network``).
    memory_limit : str, optional
        Most memory for the engine before it spills to disk, such as ``"2GB"``.
    temp_directory : path, optional
        Where to spill.

    Returns
    -------
    i, j : ndarray of int32
        Pairs with i < j, sorted.
    weight : ndarray of float64
        Their weights.

    Examples
    --------
    >>> pairs(np.array([0, 0, 0], dtype=np.int32), np.array([2, 0, 1], dtype=np.int32), "newman")
    (array([0, 0, 1], dtype=int32), array([1, 2, 2], dtype=int32), array([0.5, 0.5, 0.5]))
    """
    # adding is left to numpy, in the order of k: the sum must not depend on how the engine splits its work
    by_size = weighting != "full"
    per_pair = event_weights(np.arange(int(np.bincount(collab).max(initial=1)) + 1), weighting)
    with Engine(memory_limit=memory_limit, temp_directory=temp_directory) as engine:
        engine.register("p", pd.DataFrame({"collab": collab, "actor": actor}, copy=False))
        found = engine.arrays(f"{pairs_sql('p', by_size=by_size)} order by i, j, k")
    i, j, weight = found["i"], found["j"], per_pair[found.pop("k")] * found.pop("joint")
    if by_size and len(i):
        opens = np.flatnonzero(np.append(True, (i[1:] != i[:-1]) | (j[1:] != j[:-1])))
        i, j, weight = i[opens], j[opens], np.add.reduceat(weight, opens)
    return (
        i.astype(np.int32, copy=False),
        j.astype(np.int32, copy=False),
        weight.astype(np.float64, copy=False),
    )
