"""Times in the cells of a table of edges: one tie for each of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cinet.loaders.dyadic import NetworkFile
from cinet.loaders.graph_parts import EdgePart
from cinet.loaders.spells import date_spells, spells_in

__all__ = ["timed_ties"]


def timed_ties(ties: pd.DataFrame, file: NetworkFile, *, years: bool) -> pd.DataFrame:
    """Spread ties with several times, or a weight that changes, over one row for each time.

    Parameters
    ----------
    ties : DataFrame
        ``given`` (the weight as text) and possibly ``timeset``.
    file : NetworkFile
        Receives a note when times are numbers without a unit.
    years : bool
        Whether a number is a year.

    Returns
    -------
    DataFrame
        With ``start`` and ``end``, or ``spell_start`` and ``spell_end``, where there are times.

    Examples
    --------
    >>> ties = pd.DataFrame({"given": ["<[2004, 2005, 1]; [2006, 2006, 3]>"]})
    >>> timed_ties(ties, NetworkFile("a.csv", "Gephi", "utf-8"), years=True)[["given", "start"]].values.tolist()
    [['1', '2004'], ['3', '2006']]
    """
    changing = ties["given"].str.contains("[", regex=False).fillna(False).to_numpy(dtype=bool)
    timeset = ties.pop("timeset") if "timeset" in ties else pd.Series(None, index=ties.index, dtype="str")
    if not changing.any() and timeset.isna().all():
        return ties
    places: list[int] = []
    parts: list[EdgePart] = []
    for place, (given, times, changes) in enumerate(zip(ties["given"], timeset, changing, strict=True)):
        spells = spells_in(given, valued=True) if changes else []
        if not spells and isinstance(times, str):
            spells = spells_in(times, valued=False)
        weight = given if isinstance(given, str) else None
        if not spells:
            parts.append(EdgePart(None, None, weight, False, 0))
        for spell in spells:
            said = weight if spell.weight is None else spell.weight
            parts.append(EdgePart(None, None, said, False, 0, start=spell.start, end=spell.end))
        places += [place] * max(len(spells), 1)
    date_spells(parts, file, years=years)
    made = ties.take(np.array(places, dtype=np.int64)).reset_index(drop=True)
    made["given"] = pd.Series([part.weight for part in parts], dtype="str")
    columns = {
        "start": [part.start for part in parts],
        "end": [part.end for part in parts],
        "spell_start": [part.values.get("spell_start") for part in parts],
        "spell_end": [part.values.get("spell_end") for part in parts],
    }
    for name, times in columns.items():
        if any(time is not None for time in times):
            made[name] = pd.Series(times, dtype="str")
    return made
