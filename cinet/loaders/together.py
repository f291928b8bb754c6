"""What several actors or sources have in common, in one text: joined by ``|``."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.ecosystem import Ecosystem

__all__ = ["MERGED_FROM", "SOURCE", "listed_together", "merged_ids", "sources_together"]

#: The column of the actors that says which ids became one.
MERGED_FROM: Final = "merged_from"

#: The column of actors and collaborations that says which sources they stand in.
SOURCE: Final = "source"

_IntArray = npt.NDArray[np.int64]


def listed_together(texts: pd.Series, groups: _IntArray) -> pd.Series:
    """Join the texts of every group by ``|``, in the order given.

    Parameters
    ----------
    texts : Series of str
        What is joined.
    groups : ndarray of int
        The group of each.

    Returns
    -------
    Series of str
        Group -> joined texts.

    Examples
    --------
    >>> listed_together(pd.Series(["x", "y", "z"]), np.array([1, 0, 1])).tolist()
    ['y', 'x|z']
    """
    held: dict[int, list[str]] = {}
    for group, text in zip(groups.tolist(), texts.tolist(), strict=True):
        held.setdefault(group, []).append(text)
    return pd.Series({group: "|".join(held[group]) for group in sorted(held)}, dtype="str")


def sources_together(texts: pd.Series, groups: _IntArray) -> pd.Series:
    """Join the different sources of every group by ``|``, in alphabetical order, so that equal sets are equal texts.

    Parameters
    ----------
    texts : Series of str
        Sources, each of them one or several joined by ``|``; missing ones are passed over.
    groups : ndarray of int
        The group of each.

    Returns
    -------
    Series of str
        Group -> sources.

    Examples
    --------
    >>> sources_together(pd.Series(["projects", "patents", "papers|projects"]), np.array([0, 1, 0])).tolist()
    ['papers|projects', 'patents']
    """
    told = pd.DataFrame({SOURCE: texts.astype("str").to_numpy(), "group": groups}).drop_duplicates().dropna()
    single = told.assign(**{SOURCE: told[SOURCE].str.split("|")}).explode(SOURCE).drop_duplicates()
    single = single.sort_values(SOURCE, kind="stable")
    return listed_together(single[SOURCE], single["group"].to_numpy(dtype=np.int64))


def merged_ids(eco: Ecosystem) -> pd.Series:
    """Tell of every id, merged or not, which actor it is now.

    Further tables that use the ids of a source are joined by it.

    Parameters
    ----------
    eco : Ecosystem
        Merged or not.

    Returns
    -------
    Series of str
        Id as it was -> id of the actor.

    Examples
    --------
    >>> actors = pd.DataFrame({"actor_id": ["a", "b", "c"], "type": "firm"})
    >>> taking = pd.DataFrame({"collab_id": ["p", "p", "q"], "actor_id": ["a", "c", "b"]})
    >>> eco = Ecosystem(actors, pd.DataFrame({"collab_id": ["p", "q"], "year": [2020, 2021]}), taking)
    >>> merged_ids(eco.merge({"b": "a"})).to_dict()
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    actors = eco.actors
    ids = actors["actor_id"].astype("str")
    if MERGED_FROM not in actors.columns:
        return pd.Series(ids.array, index=pd.Index(ids.array), name="actor_id", dtype="str")
    before = actors[MERGED_FROM].astype("str").fillna(ids)
    listed = pd.DataFrame({"actor_id": ids, "before": before.str.split("|")}).explode("before")
    found = listed.set_index("before")["actor_id"].astype("str").rename_axis(None)
    return found.sort_index()
