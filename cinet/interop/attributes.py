"""The columns of the actors as typed text, as the network formats write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from cinet.errors import SchemaError, first_few
from cinet.network import Network

__all__ = [
    "Attribute",
    "Kind",
    "actor_ids",
    "attributes_of",
    "labels_of",
    "number_text",
    "refuse_unwritable",
    "ties_of",
]

Kind = Literal["boolean", "long", "double", "string"]

# control characters and halves of surrogate pairs are no characters of XML
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column: its name, what it holds, and its values as text; None where one is missing."""

    name: str
    kind: Kind
    texts: list[str | None]


def number_text(value: float) -> str:
    """Write a number so that it comes back as it was, infinities as XML has them.

    Parameters
    ----------
    value : float
        Not NaN.

    Returns
    -------
    str
        The shortest text that gives the number.

    Examples
    --------
    >>> number_text(0.1), number_text(2.0), number_text(float("-inf"))
    ('0.1', '2.0', '-INF')
    """
    return repr(float(value)) if np.isfinite(value) else ("INF" if value > 0 else "-INF")


def actor_ids(index: pd.Index) -> list[str]:
    """Return the ids of the actors as text.

    Parameters
    ----------
    index : Index
        Of a network.

    Returns
    -------
    list of str
        In row order.

    Raises
    ------
    SchemaError
        Two ids are one as text, such as 1 and "1".

    Examples
    --------
    >>> actor_ids(pd.Index(["a", 7]))
    ['a', '7']
    """
    ids = [str(label) for label in index.tolist()]
    if len(set(ids)) < len(ids):
        twice = pd.Series(ids)[pd.Series(ids).duplicated()]
        raise SchemaError(
            f"the ids {first_few(twice)} stand for several actors once they are written as text."
        )
    return ids


def attributes_of(actors: pd.DataFrame) -> list[Attribute]:
    """Return the columns of the actors.

    Parameters
    ----------
    actors : DataFrame
        One row per actor.

    Returns
    -------
    list of Attribute
        In order.

    Examples
    --------
    >>> attributes_of(pd.DataFrame({"size": [1.5, None], "type": ["firm", None]}))
    [Attribute(name='size', kind='double', texts=['1.5', None]),
     Attribute(name='type', kind='string', texts=['firm', None])]
    """
    names = [str(name) for name in actors.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SchemaError(f"the actors have more than one column named {first_few(twice)}.")
    return [_attribute(name, actors.iloc[:, place]) for place, name in enumerate(names)]


def _attribute(name: str, column: pd.Series) -> Attribute:
    missing = column.isna().to_numpy(dtype=bool)
    kind = column.dtype
    values = column.tolist()
    if pd.api.types.is_bool_dtype(kind) and not isinstance(kind, pd.CategoricalDtype):
        texts = ["true" if value is True else "false" for value in values]
        said: Kind = "boolean"
    elif pd.api.types.is_float_dtype(kind):
        texts = ["" if gone else number_text(value) for value, gone in zip(values, missing, strict=True)]
        said = "double"
    elif pd.api.types.is_integer_dtype(kind) and not pd.api.types.is_unsigned_integer_dtype(kind):
        texts = [str(value) for value in values]
        said = "long"
    elif pd.api.types.is_datetime64_any_dtype(kind):
        texts = ["" if gone else _moment(value) for value, gone in zip(values, missing, strict=True)]
        said = "string"
    else:
        texts = [str(value) for value in values]
        said = "string"
    return Attribute(name, said, [None if gone else text for text, gone in zip(texts, missing, strict=True)])


def _moment(value: pd.Timestamp) -> str:
    text = value.isoformat()
    return text.removesuffix("T00:00:00")


def ties_of(net: Network) -> list[tuple[int, int, float]]:
    """Return the ties of a network.

    Parameters
    ----------
    net : Network
        Undirected or directed.

    Returns
    -------
    list of tuple
        Places of source and target, and weight; an undirected tie once.

    Examples
    --------
    >>> actors = pd.DataFrame(index=pd.Index(["a", "b"], name="actor_id"))
    >>> ties_of(Network.from_pairs([1], [0], [2.0], actors))
    [(0, 1, 2.0)]
    """
    source = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    keep = np.full(len(source), True) if net.directed else source < net.indices
    return list(
        zip(source[keep].tolist(), net.indices[keep].tolist(), net.weights[keep].tolist(), strict=True)
    )


def labels_of(net: Network, label: str | None) -> list[str]:
    """Return the labels of the actors: a column, or their ids where it is missing or nothing is asked.

    Parameters
    ----------
    net : Network
        The network.
    label : str, optional
        Column of the actors.

    Returns
    -------
    list of str
        In row order.

    Raises
    ------
    SchemaError
        The actors have no such column.

    Examples
    --------
    >>> actors = pd.DataFrame({"name": ["A", None]}, index=pd.Index(["a", "b"]))
    >>> labels_of(Network.from_pairs([0], [1], [1.0], actors), "name")
    ['A', 'b']
    """
    ids = actor_ids(net.index)
    if label is None:
        return ids
    actors = net.actors
    if label not in actors.columns:
        raise SchemaError(
            f"the actors have no column {label!r} to label them by; they have {first_few(actors.columns, 12)}."
        )
    return [id if pd.isna(name) else str(name) for id, name in zip(ids, actors[label].tolist(), strict=True)]


def refuse_unwritable(parts: Mapping[str, Sequence[str | None]], format: str) -> None:
    """Refuse text with characters that a format cannot hold.

    Parameters
    ----------
    parts : mapping
        What it is -> texts.
    format : str
        For the message.

    Raises
    ------
    SchemaError
        A control character, or half of a surrogate pair.

    Examples
    --------
    >>> refuse_unwritable({"name": ["a", None]}, "GraphML")
    """
    for what, texts in parts.items():
        for place, text in enumerate(texts):
            if text is not None and _FORBIDDEN.search(text):
                raise SchemaError(
                    f"{what} of actor number {place + 1} is {text[:60]!r}: {format} cannot hold its control "
                    "characters. Take them out first."
                )
