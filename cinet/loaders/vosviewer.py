"""VOSviewer networks: a map file with a network file, or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, first_few
from cinet.loaders.decode import Text, read_text
from cinet.loaders.dyadic import NetworkFile, dyadic_ecosystem
from cinet.loaders.json_text import said_of
from cinet.loaders.network_text import clean_label, numbers_of, split_lines
from cinet.loaders.presets.vosviewer import (
    ITEM_NAMES,
    LINK_NAMES,
    NUMBER_NAMES,
    NUMBER_PREFIXES,
    PLAIN_NUMBERS,
)
from cinet.tables.delimited import read_delimited

__all__ = ["read_vosviewer"]

# columns of its own that a file of templates may bring; the names of the rest go to the load report
_MOST_COLUMNS: Final = 200
# what means something to the reader, and must not come from a file
_RESERVED: Final = ("row", "source_file", "source_row", "cluster_label")


def read_vosviewer(
    map_or_json: str | Path,
    network: str | Path | None = None,
    *,
    type: str | None = None,
    crosswalk: str | Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Ecosystem:
    r"""Read a network of VOSviewer: a map file with its network file, or JSON.

    The file holds no collaborations but links between items, most often numbers of joint publications: each link
    becomes an undirected collaboration of two with ``granularity`` ``"dyadic"`` and the link strength as ``weight``.
    Items become actors, with ``cluster``, position, ``weight<...>`` and ``score<...>``. Links of strength 0 or less,
    of an item with itself or of an item that is not listed stand in the issues.

    Parameters
    ----------
    map_or_json : path
        The map file (text with a header line), or the JSON file.
    network : path, optional
        The network file (text without a header: two ids and the strength); none with JSON.
    type : str, optional
        Column of the items that holds the types of the actors, such as ``"cluster"``.
    crosswalk : str or mapping, optional
        How the codes in it map to actor types.
    encoding : str, optional
        Found unless given.

    Returns
    -------
    Ecosystem
        Items without a link are kept.

    Raises
    ------
    LoadError
        A file is none of VOSviewer, or the network file is not named.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "map.txt").write_text("id\tlabel\tcluster\tweight<Documents>\n1\ta\t1\t9\n2\tb\t1\t4\n")
    ...     _ = Path(folder, "network.txt").write_text("1\t2\t3.5\n")
    ...     eco = read_vosviewer(Path(folder, "map.txt"), Path(folder, "network.txt"))
    >>> eco.collaborations[["kind", "granularity", "weight"]].values.tolist()
    [['imported_edge', 'dyadic', 3.5]]
    """
    text = read_text(map_or_json, encoding=encoding)
    name = Path(map_or_json).name
    if text.text.lstrip()[:1] == "{":
        if network is not None:
            raise LoadError(f"{name} is JSON and holds its links itself: leave network= out.")
        file = NetworkFile(name, "VOSviewer JSON", text.encoding)
        ties, actors = _parsed(text.text, file)
        file.doubt_encoding(text)
        return dyadic_ecosystem(ties, actors, file, type=type, crosswalk=crosswalk)
    if network is None:
        raise LoadError(
            f"{name} is no JSON. A map file holds no links: name the network file as well, as in "
            "read_vosviewer('map.txt', 'network.txt')."
        )
    links = read_text(network, encoding=encoding)
    file = NetworkFile(Path(network).name, "VOSviewer", links.encoding)
    file.doubt_encoding(links)
    file.doubt_encoding(text, name=name)
    items = _map(text, name, file)
    return dyadic_ecosystem(_network(links.text, file), items, file, type=type, crosswalk=crosswalk)


def _map(text: Text, name: str, file: NetworkFile) -> pd.DataFrame:
    """Read the items of a map file."""
    head = text.text[:20_000].lstrip().split("\n", 1)[0]
    raw = read_delimited(text.text, file=name, delimiter="\t" if "\t" in head else None)
    names = _names([str(column) for column in raw.frame.columns])
    if "actor_id" not in names.values():
        raise LoadError(
            f"{name} is no map file of VOSviewer: it has no column 'id'. Its columns: "
            f"{first_few(raw.frame.columns, 12)}."
        )
    kept = _kept(names, file)
    items = raw.frame[kept].rename(columns=names)
    file.include(raw.issues.assign(table="actors"))
    return _typed(items.assign(row=raw.rows, source_file=name), file)


def _names(columns: list[str]) -> dict[str, str]:
    """Return column -> our name: the known ones in whatever case, the others as they are, none twice."""
    names: dict[str, str] = {}
    for ours, spellings in ITEM_NAMES.items():
        column = next((column for column in columns if column.strip().lower() in spellings), None)
        if column is not None:
            names[column] = ours
    taken = {*_RESERVED, *ITEM_NAMES}
    for column in columns:
        if column not in names:
            ours = column.strip() or "unnamed"
            while ours in taken:
                ours += " (given)"
            names[column] = ours
            taken.add(ours)
    return names


def _kept(names: Mapping[str, str], file: NetworkFile) -> list[str]:
    """Return the columns to keep: those that mean something, and so many others; the rest go to the load report."""
    known = [column for column, ours in names.items() if ours in ITEM_NAMES]
    others = [column for column, ours in names.items() if ours not in ITEM_NAMES]
    file.unknown.extend(others[_MOST_COLUMNS:])
    return [*known, *others[:_MOST_COLUMNS]]


def _typed(items: pd.DataFrame, file: NetworkFile) -> pd.DataFrame:
    """Clean labels, and read positions, weights and scores as numbers."""
    items = items.copy(deep=False)
    for column in items.columns:
        folded = str(column).strip().lower()
        if folded in (*NUMBER_NAMES, *PLAIN_NUMBERS) or folded.startswith(NUMBER_PREFIXES):
            given = items[column]
            items[column] = numbers_of(given.tolist())
            for place in np.flatnonzero(given.notna() & items[column].isna()).tolist():
                file.note(
                    "not a number",
                    "set to missing",
                    row=int(items["row"].iloc[place]),
                    table="actors",
                    column=str(column),
                    value=str(given.iloc[place]),
                )
    if "name" in items:
        items["name"] = items["name"].map(clean_label, na_action="ignore")
    return items


def _network(text: str, file: NetworkFile) -> pd.DataFrame:
    """Read the links of a network file: two ids and a strength, split by tabs, commas or semicolons."""
    lines = split_lines(text)
    filled = [row for row, line in enumerate(lines, 1) if line.strip()]
    if not filled:
        raise LoadError(f"{file.name} is empty: lines with two ids and a strength were expected.")
    first = lines[filled[0] - 1]
    delimiter = next((mark for mark in "\t,;" if mark in first), None)
    ends: tuple[list[str], list[str]] = ([], [])
    given: list[str | None] = []
    rows: list[int] = []
    for row in filled:
        cells = [cell.strip(' "') for cell in lines[row - 1].split(delimiter)]
        if len(cells) not in (2, 3):
            file.drop(
                "a link is written as two ids and a strength", row=row, value=lines[row - 1].strip()[:200]
            )
            continue
        ends[0].append(cells[0])
        ends[1].append(cells[1])
        given.append(cells[2] if len(cells) == 3 else None)
        rows.append(row)
    return _links(ends[0], ends[1], given, rows)


def _links(source: list[Any], target: list[Any], given: list[str | None], rows: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source": pd.Series(source, dtype="str"),
            "target": pd.Series(target, dtype="str"),
            "weight": np.where([text is None for text in given], 1.0, numbers_of(given)),
            "given": pd.Series(given, dtype="str"),
            "directed": False,
            "row": np.array(rows, dtype=np.int64),
        }
    )


def _parsed(text: str, file: NetworkFile) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read items and links of a JSON file."""
    try:
        held = json.loads(text)
    except RecursionError as error:
        raise LoadError(f"{file.name} is no JSON that can be read: it is nested too deeply.") from error
    except ValueError as error:
        raise LoadError(f"{file.name} is no JSON that can be read: {said_of(error)}.") from error
    network = held.get("network")
    if not isinstance(network, dict) or not isinstance(network.get("items"), list):
        raise LoadError(
            f"{file.name} is no JSON of VOSviewer: it has no list network.items. Its keys: {first_few(held, 12)}."
        )
    links = network.get("links", [])
    if not isinstance(links, list):
        raise LoadError(f"{file.name} is no JSON of VOSviewer: network.links is no list.")
    return _json_links(links, file), _items(network["items"], network.get("clusters"), file)


def _json_links(links: list[Any], file: NetworkFile) -> pd.DataFrame:
    columns: dict[str, list[str | None]] = {ours: [] for ours in LINK_NAMES}
    rows = []
    for row, link in enumerate(links, 1):
        if not isinstance(link, dict):
            file.drop("a link is an object with source_id and target_id", row=row, value=str(link)[:200])
            continue
        for ours, keys in LINK_NAMES.items():
            value = next((link[key] for key in keys if key in link), None)
            # what stands there and is no number must not count as a strength of 1
            odd = ours == "given" and value is not None and not isinstance(value, int | float | str)
            columns[ours].append(str(value)[:200] if odd else _text(value))
        rows.append(row)
    return _links(columns["source"], columns["target"], columns["given"], rows)


def _items(items: list[Any], clusters: Any, file: NetworkFile) -> pd.DataFrame:
    """Return the items as a table; weights and scores are named as in map files."""
    flat: list[dict[str, str | None]] = []
    rows = []
    more: dict[str, None] = {}
    for row, item in enumerate(items, 1):
        if not isinstance(item, dict):
            file.note(
                "an item is an object with an id", "dropped", row=row, table="actors", value=str(item)[:200]
            )
            continue
        cells: dict[str, str | None] = {}
        for key, value in item.items():
            if key in ("weights", "scores") and isinstance(value, dict):
                cells |= {f"{key[:-1]}<{label}>": _text(number) for label, number in value.items()}
            else:
                cells[key] = _text(value)
        more |= dict.fromkeys(cells)
        flat.append(cells)
        rows.append(row)
    names = _names(list(more))
    made = pd.DataFrame(
        {
            names[column]: pd.Series([cells.get(column) for cells in flat], dtype="str")
            for column in _kept(names, file)
        },
        index=range(len(flat)),
    )
    if "actor_id" not in made:
        made["actor_id"] = pd.Series(None, index=made.index, dtype="str")
    labels = _cluster_labels(clusters)
    if labels and "cluster" in made:
        made["cluster_label"] = made["cluster"].map(labels).astype("str")
    return _typed(made.assign(row=np.array(rows, dtype=np.int64)), file)


def _cluster_labels(clusters: Any) -> dict[str, str]:
    held = (
        [cluster for cluster in clusters if isinstance(cluster, dict)] if isinstance(clusters, list) else []
    )
    said = {_text(cluster.get("cluster")): _text(cluster.get("label")) for cluster in held}
    return {number: label for number, label in said.items() if number is not None and label is not None}


def _text(value: Any) -> str | None:
    """Write a JSON value as text; lists, objects and nothing are no text."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return None
