"""Which actors may be one, told by several fields together: probabilities that splink learns from the table itself."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetWarning, SchemaError, first_few
from cinet.loaders.candidates import ID_COLUMNS, ComparedActors
from cinet.loaders.match_weights import splink_there, weighed
from cinet.loaders.names import Script, plain_names
from cinet.loaders.near_names import near_pairs
from cinet.tables.raw import RawTable

__all__ = ["linked_candidates"]

# a value that more actors share says too little to compare them for it alone
_LARGEST_GROUP: Final = 50
# with fewer pairs that agree in a field, nothing can be learned from them
_FEWEST: Final = 20
# letters that two names must share to be compared; what the difference says is for the weights
_ALIKE: Final = 0.75
# similarity from which the safe rule of merge_candidates merges two names
_SAFE: Final = 0.97
# a text of a million letters must not take an hour
_LONGEST: Final = 400
_ALSO: Final = "alike in several fields"
_IntArray = npt.NDArray[np.int64]


def linked_candidates(
    eco: Ecosystem,
    *,
    fields: Sequence[str],
    threshold: float = 0.9,
    across: str | None = None,
    ids: Sequence[str] = ID_COLUMNS,
    script: Script = "auto",
    seed: int = 0,
) -> pd.DataFrame:
    """List pairs of actors that are probably one, judged by several fields together (Fellegi and Sunter, 1969).

    How much agreement in each field says is learned from the table itself, without examples, by the package splink.
    A probability never decides: ``decision`` is "merge" only where ``merge_candidates`` with its default bounds would
    say so of the same pair. Everything else is left to review.

    Parameters
    ----------
    eco : Ecosystem
        With names of actors.
    fields : sequence of str
        Two or more columns of the actors, such as name, country, city, founded. The name is compared without legal
        form; of texts, those that are nearly equal are told from others; numbers, dates and categories are equal or
        not. A missing value says nothing.
    threshold : float
        Least probability of a pair that is listed, above 0 and up to 1.
    across : str, optional
        Column of the actors, such as ``"source"``: only pairs in which it differs are listed.
    ids : sequence of str
        As for ``merge_candidates``: columns in which equal values mean one actor, and different ones review.
    script : {"auto", "opencc", "table", "keep"}
        How traditional Chinese is read, as for ``name_keys``.
    seed : int
        Which pairs are drawn to count agreements of chance; below some 2,800 actors all are counted.

    Returns
    -------
    DataFrame
        The table of ``merge_candidates``. ``score`` is the probability; ``reason`` also tells what was found in each
        field and what it weighs: the sum is the binary logarithm of the odds.

    Raises
    ------
    MissingExtra
        splink is not installed: ``pip install "cinet-ecosystem[link]"``.
    SchemaError
        A bound is out of range, or the fields say too little for anything to be learned.
    UnknownName
        A field is no column of the actors.

    Examples
    --------
    >>> firm = np.arange(120) % 60
    >>> actors = pd.DataFrame({"actor_id": [f"{n:03d}" for n in range(120)], "type": "firm"})
    >>> actors["name"] = [f"{'Alpen Boreal Custo Dorsal'.split()[n % 4]} {n * n * n}" for n in firm]
    >>> actors["city"] = ["Basel Cork Delft Essen Genoa".split()[n % 5] if n % 9 else None for n in firm]
    >>> actors["founded"] = 1950 + firm % 29
    >>> taking = pd.DataFrame({"collab_id": "p", "actor_id": actors["actor_id"]})
    >>> eco = Ecosystem(actors, pd.DataFrame({"collab_id": ["p"], "year": [2020]}), taking)
    >>> found = linked_candidates(eco, fields=["name", "city", "founded"])
    >>> len(found), found[["decision", "keep_id", "merge_id"]].iloc[0].tolist()
    (60, ['merge', '001', '061'])
    >>> found["reason"].iloc[0]
    'equal name: name equal +...; city equal +...; founded equal +...; prior -...'
    """
    if not 0 < threshold <= 1:
        raise SchemaError(f"threshold={threshold!r} is no probability: it is above 0 and up to 1.")
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise SchemaError(f"seed={seed!r} is no whole number of 0 or more.")
    if isinstance(fields, str):
        raise SchemaError(f"fields={fields!r} is one text; give a list of two columns or more.")
    actors = eco.actors
    if "name" not in actors.columns:
        raise SchemaError("the actors have no column 'name': there is nothing to show.")
    RawTable(actors).require([*fields], "one of the fields")
    if across is not None:
        RawTable(actors).require([across], "across")
    splink_there()
    who = ComparedActors(eco, actors, [name for name in ids if name in actors.columns], script)
    values = _values(who, actors, list(dict.fromkeys(fields)), script)
    codes = {name: pd.factorize(part)[0].astype(np.int64) for name, part in values.items()}
    training = _training(codes)
    one, other = _compared(values, codes)
    possible = _pairs_of(np.array([len(actors)]))
    if across is not None:
        told = pd.factorize(actors[across].astype("str").fillna(""))[0]
        possible -= _pairs_of(np.bincount(told))
        apart = told[one] != told[other]
        one, other = one[apart], other[apart]
    near = {name: name == "name" or actors[name].dtype == "str" for name in values}
    weights = weighed(values, near, training, (one, other), possible=possible, seed=seed)
    found = who.pairs(one, other, 0.0, _ALSO)
    found = found.assign(probability=weights["probability"].to_numpy(), told=weights["told"].to_numpy())
    found = _judged(who, found[found["probability"] >= threshold])
    found = found.sort_values(["score", "keep", "merge"], ascending=[False, True, True], ignore_index=True)
    return who.shown(found, across)


def _values(
    who: ComparedActors, actors: pd.DataFrame, fields: list[str], script: Script
) -> dict[str, pd.Series]:
    """Return what is compared in each field: texts in one spelling, other values as text; blank is missing."""
    values: dict[str, pd.Series] = {}
    silent = []
    for name in fields:
        if name == "name":
            texts = who.keys
        elif name == "country":
            texts = plain_names(who.country, script)
        elif actors[name].dtype == "str":
            texts = plain_names(actors[name], script)
        else:
            texts = actors[name].astype("str")
        texts = texts.str.slice(stop=_LONGEST)
        texts = texts.mask(texts == "")
        if texts.nunique() > 1:
            values[name] = texts
        else:
            silent.append(name)
    if silent:
        warnings.warn(
            f"{first_few(silent)}: the same for all actors, or missing; left out, because it tells nobody apart.",
            CinetWarning,
            stacklevel=3,
        )
    return values


def _training(codes: Mapping[str, _IntArray]) -> dict[str, int]:
    """Choose the two fields in which agreement is rarest: what is learned in pairs of one is what the others say."""
    agreeing = {}
    for name, code in codes.items():
        agreeing[name] = _pairs_of(np.bincount(code[code >= 0]))
    enough = sorted((count, place) for place, count in enumerate(agreeing.values()) if count >= _FEWEST)
    if len(enough) < 2:
        counts = ", ".join(f"{count} in {name!r}" for name, count in agreeing.items()) or "none in any"
        raise SchemaError(
            f"nothing can be learned from these fields: two of them are needed in each of which {_FEWEST} pairs of "
            f"actors or more have an equal value (found {counts}). Name more fields, load more actors, or use "
            "merge_candidates, which needs neither."
        )
    names = list(agreeing)
    return {names[place]: count for count, place in enough[:2]}


def _pairs_of(sizes: npt.NDArray[np.integer]) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def _compared(values: Mapping[str, pd.Series], codes: Mapping[str, _IntArray]) -> tuple[_IntArray, _IntArray]:
    """Find the pairs that are compared: an equal value that few share, two equal values, or names that are alike."""
    size = len(next(iter(codes.values())))
    found = [_within(code) for code in codes.values()]
    for one, other in combinations(codes.values(), 2):
        both = np.where((one >= 0) & (other >= 0), one * (other.max() + 1) + other, -1)
        found.append(_within(both))
    if "name" in values:
        found.append(_alike(values["name"]))
    left, right = (np.concatenate([pair[place] for pair in found]) for place in (0, 1))
    coded = np.unique(np.minimum(left, right) * size + np.maximum(left, right))
    first, second = np.divmod(coded, size)
    return first, second


def _within(code: _IntArray) -> tuple[_IntArray, _IntArray]:
    """Pair all that have one code, where they are few; negative codes are nobody's."""
    _, inverse, counts = np.unique(code, return_inverse=True, return_counts=True)
    sizes = np.where(code >= 0, counts[inverse], 0)
    left, right = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= _LARGEST_GROUP)]):
        rows = np.flatnonzero(sizes == size)
        table = rows[np.argsort(code[rows], kind="stable")].reshape(-1, size)
        one, other = np.triu_indices(size, k=1)
        left.append(table[:, one].ravel())
        right.append(table[:, other].ravel())
    return np.concatenate(left), np.concatenate(right)


def _alike(keys: pd.Series) -> tuple[_IntArray, _IntArray]:
    """Pair all whose names are alike, whatever their countries: those are for the weights."""
    sizes = keys.groupby(keys).transform("size")
    rows = np.flatnonzero((sizes <= _LARGEST_GROUP).to_numpy())
    code, names = pd.factorize(keys.iloc[rows])
    texts = pd.Series(names, dtype="str")
    left, right, _ = near_pairs(texts, pd.Series(None, texts.index, dtype="str"), threshold=_ALIKE)
    holders = pd.DataFrame({"code": code, "row": rows})
    pairs = pd.DataFrame({"one": left, "other": right})
    pairs = pairs.merge(holders, left_on="one", right_on="code")
    pairs = pairs.merge(holders, left_on="other", right_on="code")
    return pairs["row_x"].to_numpy(dtype=np.int64), pairs["row_y"].to_numpy(dtype=np.int64)


def _judged(who: ComparedActors, found: pd.DataFrame) -> pd.DataFrame:
    """Decide by names and ids alone, as merge_candidates does; the probability is what is listed."""
    safe = pd.concat([who.by_id(), who.by_key(), who.near(_SAFE)], ignore_index=True)
    safe = safe.drop_duplicates(["keep", "merge"]).set_index(["keep", "merge"])
    places = safe.index.get_indexer(pd.MultiIndex.from_frame(found[["keep", "merge"]]))
    for name in ("score", "reason"):
        named = safe[name].to_numpy()[places[places >= 0]]
        column = found[name].to_numpy(dtype=object, copy=True)
        column[places >= 0] = named
        found = found.assign(**{name: column})
    found = who.judged(found.astype({"score": "float64", "reason": "str"}), _SAFE)
    # of three that are one by name, the third pair follows from the other two
    keep, merge = (found[side].to_numpy(dtype=np.int64) for side in ("keep", "merge"))
    merged = (found["decision"] == "merge").to_numpy(dtype=bool)
    links = coo_array((np.ones(merged.sum()), (keep[merged], merge[merged])), shape=(len(who.rank),) * 2)
    _, group = connected_components(links.tocsr(), directed=False)
    follows = (group[keep] == group[merge]) & ~merged & (found["reason"] == _ALSO).to_numpy(dtype=bool)
    told = found["reason"] + ": " + found["told"]
    judged: pd.DataFrame = found.assign(score=found["probability"], reason=told)[~follows]
    return judged
