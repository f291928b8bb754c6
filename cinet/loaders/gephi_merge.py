"""Edges of one table that tie the same two actors: made one, and said so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np
import pandas as pd

from cinet.loaders.dyadic import NetworkFile

__all__ = ["MERGES", "merged_ties"]

_Reducer = Literal["sum", "mean", "min", "max", "first"]

#: How the weights of repeated edges become one, and the words for it.
MERGES: Final[Mapping[str, tuple[_Reducer, str]]] = {
    "sum": ("sum", "added up"),
    "mean": ("mean", "averaged"),
    "min": ("min", "the smallest kept"),
    "max": ("max", "the largest kept"),
    "first": ("first", "first kept"),
}


def merged_ties(ties: pd.DataFrame, how: str, file: NetworkFile) -> pd.DataFrame:
    """Make one tie of all that tie the same two actors in the same direction, relation and time.

    Parameters
    ----------
    ties : DataFrame
        As ``dyadic_ecosystem`` takes them.
    how : str
        What becomes of the weights.
    file : NetworkFile
        Receives every line that went into another one.

    Returns
    -------
    DataFrame
        The first line of each tie, with the new weight. A tie that cannot be used is left alone.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["a", "a"], "target": ["b", "b"], "weight": [1.0, 2.0], "directed": True})
    >>> merged_ties(ties.assign(row=[2, 3]), "sum", NetworkFile("a.csv", "Gephi", "utf-8"))["weight"].tolist()
    [3.0]
    """
    source, target = (ties[end].astype("str").str.strip().fillna("") for end in ("source", "target"))
    swap = ~ties["directed"].to_numpy(dtype=bool) & (source > target).to_numpy(dtype=bool)
    keys = pd.DataFrame(
        {
            "one": np.where(swap, target, source),
            "two": np.where(swap, source, target),
            "directed": ties["directed"].to_numpy(),
        }
    )
    for name in ("relation", "start", "end", "spell_start", "spell_end"):
        if name in ties:
            keys[name] = ties[name].to_numpy(dtype=object)
    weight = ties["weight"].to_numpy(dtype=np.float64)
    usable = np.isfinite(weight) & (weight > 0) & (keys["one"] != "") & (keys["two"] != "")
    group = keys.groupby(list(keys.columns), sort=False, dropna=False).ngroup().to_numpy()
    # a tie that cannot be used is a group of its own
    group = np.where(usable, group, -1 - np.arange(len(ties)))
    later = pd.Series(group).duplicated().to_numpy()
    joined = pd.Series(weight).groupby(group).transform(MERGES[how][0]).to_numpy()
    first = pd.Series(ties["row"].to_numpy()).groupby(group).transform("first").to_numpy()
    names = (source + " - " + target).to_numpy()
    rows = ties["row"].to_numpy(dtype=np.int64)
    for place in np.flatnonzero(later).tolist():
        file.drop(
            f"the tie stands in line {first[place]} too; weights {MERGES[how][1]}",
            row=int(rows[place]),
            value=names[place],
        )
    made = ties.assign(weight=joined)
    if "given" in ties:
        # what stands there explains a refusal; the weight of merged lines stands nowhere
        made["given"] = ties["given"].where(~usable.to_numpy())
    return made[~later].reset_index(drop=True)
