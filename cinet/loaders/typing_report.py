"""How often the types of actors are right, held against labels."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import EmptySelection, SchemaError, first_few
from cinet.loaders.typing_names import name_types
from cinet.vocabulary import ACTOR_TYPES, UNKNOWN, canonical_type, crosswalk

__all__ = ["typing_report"]

#: Where labels stand inside an ecosystem: the user's own word, and the code of the source.
_LABELLING = ("user table", "source code")

_Labels = Ecosystem | pd.DataFrame | pd.Series | Mapping[str, str]


def typing_report(
    typed: Ecosystem | pd.DataFrame,
    labelled: _Labels | None = None,
    *,
    labels: str | Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Hold the types of actors against labels: confusion, precision, recall and accuracy.

    Parameters
    ----------
    typed : Ecosystem or DataFrame
        Actors with ``actor_id`` and ``type``, and ``type_source`` if it is known.
    labelled : Ecosystem, DataFrame, Series or mapping, optional
        Actor id -> type that is right; actors without one are left out. Without it, what the names say is held against
        the types that the source or the user gave: what name rules are worth on these data.
    labels : str or mapping, optional
        Crosswalk from the labels to actor types; plain words are known.

    Returns
    -------
    DataFrame
        Rows ``("all", "all")``, ``("type", t)`` for every type and ``("type_source", s)`` for every source. Columns:
        ``labelled`` (actors), ``typed`` (how many were given this type, or any at all), ``right``, ``precision`` (right
        among typed), ``recall`` (right among labelled), ``accuracy`` (right among all; of a type: as it or as another,
        both ways), and one column ``as <type>`` for every type given (the confusion: labelled in rows). NaN where
        nothing was labelled or typed.

    Raises
    ------
    EmptySelection
        No actor has both.

    Examples
    --------
    >>> typed = pd.DataFrame({"actor_id": ["a", "b", "c"], "type": ["firm", "firm", "unknown"]})
    >>> report = typing_report(typed, {"a": "firm", "b": "university", "c": "firm"})
    >>> report.loc[("type", "firm"), ["precision", "recall"]].tolist()
    [0.5, 0.5]
    >>> report.loc[("type", "university"), "as firm"]
    np.int64(1)
    """
    actors = typed.actors if isinstance(typed, Ecosystem) else typed
    wanted = ["actor_id", "type", *(["name", "type_source"] if labelled is None else [])]
    absent = [name for name in wanted if name not in actors.columns]
    if absent:
        raise SchemaError(f"the typed actors have no column {first_few(absent)}.")
    if labelled is None:
        both = _by_name(actors)
    else:
        told = _labels(labelled, labels)
        sources = actors["type_source"] if "type_source" in actors.columns else None
        both = pd.DataFrame({"given": actors["type"].astype("str"), "source": sources})
        both["label"] = actors["actor_id"].astype("str").map(told)
        both = both[both["label"].notna()]
    if not len(both):
        raise EmptySelection("no actor has both a type and a label: the ids of the two do not meet.")
    return _counted(both.reset_index(drop=True))


def _by_name(actors: pd.DataFrame) -> pd.DataFrame:
    """Return what the names say of the actors whose type somebody gave."""
    known = actors["type_source"].isin(_LABELLING) & (actors["type"] != UNKNOWN) & actors["name"].notna()
    found = name_types(actors.loc[known, "name"])
    both = {"given": found["type"], "source": found["type_source"], "label": actors.loc[known, "type"]}
    return pd.DataFrame(both)


def _labels(labelled: _Labels, scheme: str | Mapping[str, str] | None) -> pd.Series:
    if isinstance(labelled, Ecosystem):
        labelled = labelled.actors
    if isinstance(labelled, pd.DataFrame):
        absent = [name for name in ("actor_id", "type") if name not in labelled.columns]
        if absent:
            raise SchemaError(f"the labelled actors have no column {first_few(absent)}.")
        told = labelled.set_index("actor_id")["type"]
    else:
        told = pd.Series(labelled, dtype=object)
    told = told[told.notna()]
    told.index = told.index.astype("str")
    twice = told.index[told.index.duplicated()].unique()
    if len(twice):
        raise SchemaError(f"the labels name {first_few(twice)} more than once.")
    known = crosswalk(scheme)
    types = told.map(lambda code: canonical_type(code, known))
    wrong = told[types.isna()]
    if len(wrong):
        raise SchemaError(
            f"the labels hold {first_few(wrong.unique())}, which are no actor types: give labels=, a crosswalk."
        )
    return types[types != UNKNOWN]


def _counted(both: pd.DataFrame) -> pd.DataFrame:
    given, label = both["given"], both["label"]
    right = given == label
    known = given != UNKNOWN
    kinds = [kind for kind in ACTOR_TYPES if kind in set(given) | set(label)]
    rows: dict[tuple[str, str], dict[str, float]] = {
        ("all", "all"): _row(len(both), int(known.sum()), int(right.sum()), int(right.sum()), len(both))
    }
    members = {("all", "all"): pd.Series(True, index=both.index)}
    for kind in [kind for kind in kinds if kind != UNKNOWN]:
        ours, theirs = given == kind, label == kind
        agreed = int((ours == theirs).sum())
        rows["type", kind] = _row(
            int(theirs.sum()), int(ours.sum()), int((ours & theirs).sum()), agreed, len(both)
        )
        members["type", kind] = theirs
    for source in both["source"].dropna().unique():
        here = both["source"] == source
        hits = int((right & here).sum())
        rows["type_source", str(source)] = _row(
            int(here.sum()), int((known & here).sum()), hits, hits, int(here.sum())
        )
        members["type_source", str(source)] = here
    report = pd.DataFrame.from_dict(rows, orient="index")
    report.index = pd.MultiIndex.from_tuples(report.index, names=["by", "value"])
    for kind in kinds:
        report[f"as {kind}"] = [int((members[place] & (given == kind)).sum()) for place in rows]
    return report.astype(dict.fromkeys(("labelled", "typed", "right"), "int64"))


def _row(labelled: int, typed: int, right: int, agreed: int, among: int) -> dict[str, float]:
    return {
        "labelled": labelled,
        "typed": typed,
        "right": right,
        "precision": right / typed if typed else np.nan,
        "recall": right / labelled if labelled else np.nan,
        "accuracy": agreed / among,
    }
