"""Networks as Pajek files, UCINET DL, VOSviewer JSON and the spreadsheets of Gephi."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from cinet.errors import SchemaError, UndefinedMeasure, first_few
from cinet.interop.attributes import actor_ids, attributes_of, labels_of, number_text, ties_of
from cinet.network import Network
from cinet.tables.cells import guarded_text

__all__ = ["dl_text", "gephi_texts", "pajek_texts", "vosviewer_text"]

# what a reader of Pajek files would take for an entity
_LIKE_ENTITY: Final = re.compile(r"&(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_WORD: Final = re.compile(r"\w+")
_ITEM_KEYS: Final = frozenset({"id", "label", "x", "y", "cluster", "weights", "scores", "url", "description"})


def _one_line(text: str) -> str:
    """Write a label so that quotes and line ends in it do not end it."""
    text = _LIKE_ENTITY.sub("&#38;", text)
    for letter in '"\n\r\t':
        text = text.replace(letter, f"&#{ord(letter)};")
    return text


def pajek_texts(
    net: Network, *, label: str | None = None, partition: str | None = None, vector: pd.Series | None = None
) -> dict[str, str]:
    """Write a network, the types of its actors and a measure for Pajek.

    Parameters
    ----------
    net : Network
        Undirected or directed.
    label : str, optional
        Column of the actors that labels them; their ids unless given.
    partition : str, optional
        Column of the actors whose groups become a partition.
    vector : Series, optional
        One number per actor.

    Returns
    -------
    dict of str to str
        Suffix -> text; ``.clu.csv`` says which group a number of the partition stands for.

    Raises
    ------
    SchemaError
        The vector lacks an actor.
    UndefinedMeasure
        The vector holds a value that is no finite number, for which a Pajek file has no sign.
    """
    lines = [f"*Vertices {net.n_actors}"]
    lines += [f'{number} "{_one_line(name)}"' for number, name in enumerate(labels_of(net, label), 1)]
    lines.append("*Arcs" if net.directed else "*Edges")
    lines += [f"{i + 1} {j + 1} {number_text(weight)}" for i, j, weight in ties_of(net)]
    made = {".net": "\r\n".join([*lines, ""])}
    if partition is not None:
        codes, groups = net.codes(partition)
        numbers = [str(code + 1) for code in codes.tolist()]
        made[".clu"] = "\r\n".join([f"*Vertices {net.n_actors}", *numbers, ""])
        legend = [["class", partition], *([str(place), str(name)] for place, name in enumerate(groups, 1))]
        made[".clu.csv"] = _csv(legend)
    if vector is not None:
        values = _aligned(vector, net)
        made[".vec"] = "\r\n".join([f"*Vertices {net.n_actors}", *map(number_text, values), ""])
    return made


def _aligned(vector: pd.Series, net: Network) -> list[float]:
    absent = net.index.difference(vector.index)
    if len(absent) or not vector.index.is_unique:
        raise SchemaError(
            f"the vector must have one value for each actor by its id; it has none for {first_few(absent)}."
            if len(absent)
            else "the vector has several values for one actor."
        )
    values = vector.reindex(net.index).astype("float64").to_numpy()
    if not np.isfinite(values).all():
        undefined = net.index[~np.isfinite(values)]
        raise UndefinedMeasure(
            f"the vector has no finite value for {len(undefined):,} actors ({first_few(undefined)}), and a Pajek "
            "vector has no sign for that. Leave those actors out, or choose a value for them with vector.fillna(...)."
        )
    return [float(value) for value in values]


def dl_text(net: Network, *, label: str | None = None) -> str:
    """Write a network as UCINET DL: a list of labels, then ties by number.

    Parameters
    ----------
    net : Network
        Undirected or directed; an undirected tie stands in both directions, as UCINET reads it.
    label : str, optional
        Column of the actors that labels them; their ids unless given.

    Returns
    -------
    str
        Isolates are kept, because all labels are listed.

    Raises
    ------
    SchemaError
        Two labels differ in case only, which UCINET takes for one.
    """
    labels = labels_of(net, label)
    folded = pd.Series([name.casefold() for name in labels])
    if folded.duplicated().any():
        both = folded[folded.duplicated(keep=False)]
        raise SchemaError(
            f"the labels {first_few([labels[place] for place in both.index])} are one to UCINET, "
            "which does not tell case."
        )
    lines = [f"DL N={net.n_actors}", "FORMAT = EDGELIST1", "LABELS:"]
    # a plain word needs no quotes, which some readers take for a part of it
    lines += [name if _WORD.fullmatch(name) else f'"{_one_line(name)}"' for name in labels]
    lines.append("DATA:")
    for i, j, weight in ties_of(net):
        lines.append(f"{i + 1} {j + 1} {number_text(weight)}")
        if not net.directed:
            lines.append(f"{j + 1} {i + 1} {number_text(weight)}")
    return "\r\n".join([*lines, ""])


def vosviewer_text(net: Network, *, label: str | None = None, partition: str | None = None) -> str:
    """Write a network as JSON for VOSviewer.

    Parameters
    ----------
    net : Network
        Undirected.
    label : str, optional
        Column of the actors that labels them; their ids unless given.
    partition : str, optional
        Column of the actors whose groups become clusters.

    Returns
    -------
    str
        Numbers become scores, other columns stay what they are; links have the strength of the ties.

    Raises
    ------
    SchemaError
        The network is directed.
    """
    if net.directed:
        raise SchemaError(
            "VOSviewer knows no direction: write eco.network(directed=False), or take another format."
        )
    ids, labels = actor_ids(net.index), labels_of(net, label)
    strength = np.bincount(
        np.repeat(np.arange(net.n_actors), np.diff(net.indptr)), weights=net.weights, minlength=net.n_actors
    )
    items: list[dict[str, Any]] = [
        {"id": id, "label": name, "weights": {"Links": int(links), "Total link strength": float(total)}}
        for id, name, links, total in zip(
            ids, labels, np.diff(net.indptr).tolist(), strength.tolist(), strict=True
        )
    ]
    network: dict[str, Any] = {
        "items": items,
        "links": [
            {"source_id": ids[i], "target_id": ids[j], "strength": weight} for i, j, weight in ties_of(net)
        ],
    }
    if partition is not None:
        codes, groups = net.codes(partition)
        for item, code in zip(items, codes.tolist(), strict=True):
            item["cluster"] = code + 1
        network["clusters"] = [{"cluster": place, "label": str(name)} for place, name in enumerate(groups, 1)]
    for attribute in attributes_of(net.actors):
        numeric = attribute.kind in ("long", "double")
        for item, text in zip(items, attribute.texts, strict=True):
            if text is None or (numeric and not np.isfinite(float(text))):
                continue
            if numeric:
                item.setdefault("scores", {})[attribute.name] = json.loads(text)
            elif attribute.name not in _ITEM_KEYS:
                item[attribute.name] = text
    return json.dumps({"network": network}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _csv(rows: Sequence[Sequence[str | None]], numeric: Sequence[bool] = ()) -> str:
    """Write rows, the first of them names; in a numeric column a minus is a minus, anywhere else a guarded sign."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    plain = [place for place, one in enumerate(numeric) if one]
    for number, row in enumerate(rows):
        cells = ["" if cell is None else guarded_text(cell) for cell in row]
        for place in plain if number else ():
            cells[place] = row[place] or ""
        writer.writerow(cells)
    return stream.getvalue()


def gephi_texts(net: Network, *, label: str | None = None) -> dict[str, str]:
    """Write the tables of nodes and edges that Gephi imports.

    Parameters
    ----------
    net : Network
        Undirected or directed.
    label : str, optional
        Column of the actors that labels them; their ids unless given.

    Returns
    -------
    dict of str to str
        ``"nodes"`` and ``"edges"``; a text that a spreadsheet would run has an apostrophe in front.
    """
    ids, labels = actor_ids(net.index), labels_of(net, label)
    attributes = attributes_of(net.actors)
    head = ["Id", "Label"]
    for attribute in attributes:
        name = attribute.name
        while name.strip().lower() in {taken.strip().lower() for taken in head} or not name.strip():
            name += "_column"
        head.append(name)
    rows: list[list[str | None]] = [
        [id, name, *(attribute.texts[place] for attribute in attributes)]
        for place, (id, name) in enumerate(zip(ids, labels, strict=True))
    ]
    numeric = [False, False, *(attribute.kind in ("long", "double", "boolean") for attribute in attributes)]
    kind = "Directed" if net.directed else "Undirected"
    ties = [[ids[i], ids[j], kind, number_text(weight)] for i, j, weight in ties_of(net)]
    return {
        "nodes": _csv([head, *rows], numeric),
        "edges": _csv([["Source", "Target", "Type", "Weight"], *ties]),
    }
