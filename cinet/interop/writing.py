"""Networks to files of other programs, by the ending of the name or by the format asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few, nearest
from cinet.interop.write_plain import dl_text, gephi_texts, pajek_texts, vosviewer_text
from cinet.interop.write_xml import gexf_text, gexf_windows_text, graphml_text
from cinet.network import Network
from cinet.tables.atomic import replace_files
from cinet.window import Window

__all__ = ["FORMATS", "write_network"]

Format = Literal["graphml", "gexf", "pajek", "vosviewer", "ucinet", "gephi"]

#: Ending of a file name -> format.
FORMATS: Final[Mapping[str, Format]] = {
    ".graphml": "graphml", ".gexf": "gexf", ".net": "pajek", ".json": "vosviewer", ".dl": "ucinet", ".csv": "gephi",
}  # fmt: skip


def write_network(
    net: Network | Mapping[str, Network],
    path: str | Path,
    *,
    format: Format | None = None,
    windows: Sequence[Window] | None = None,
    label: str | None = None,
    partition: str | None = None,
    vector: pd.Series | None = None,
) -> list[Path]:
    """Write a network for another program: GraphML, GEXF, Pajek, VOSviewer, UCINET or Gephi.

    Nothing is left half written: all files are on the disk before the first of them takes its place.

    Parameters
    ----------
    net : Network or mapping
        A network; for GEXF also label of a window -> network, as ``eco.networks(windows)`` gives them.
    path : path
        The file; its folder exists. Pajek writes ``.clu``, ``.clu.csv`` and ``.vec`` beside it, Gephi
        ``<name>_nodes.csv`` and ``<name>_edges.csv``.
    format : {"graphml", "gexf", "pajek", "vosviewer", "ucinet", "gephi"}, optional
        By the ending of the name unless given: .graphml, .gexf, .net, .json, .dl, .csv.
    windows : sequence of Window, optional
        The windows of the networks; every actor and tie gets a spell for each.
    label : str, optional
        Column of the actors that labels them, such as ``"name"``; their ids unless given. What names actors in
        Pajek and UCINET files must be unique to be read back.
    partition : str, optional
        Column of the actors, such as ``"type"``, that becomes a Pajek partition or the clusters of VOSviewer.
    vector : Series, optional
        One number per actor, such as a measure, for Pajek.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    UnknownName
        The format is not known, and the ending of the name tells none.
    SchemaError
        The format cannot hold what the network has, or an argument that was given.
    CinetError
        The folder does not exist, or cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> actors = pd.DataFrame({"type": ["firm", "firm"]}, index=pd.Index(["a", "b"], name="actor_id"))
    >>> net = Network.from_pairs([0], [1], [2.0], actors)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write_network(net, Path(folder, "a.net"), partition="type")
    ...     print([file.name for file in written])
    ['a.net', 'a.clu', 'a.clu.csv']
    """
    target = Path(path)
    chosen = _format(target, format)
    _refuse_unused(chosen, partition=partition, vector=vector, windows=windows)
    if vector is not None and not isinstance(vector, pd.Series):
        raise SchemaError(
            f"vector= is one number per actor, a Series, not a {type(vector).__name__}: take one column of a table, as "
            'in ci.measure(net, ["strength"])["strength"].'
        )
    if chosen == "gexf" and not isinstance(net, Network):
        if windows is None:
            raise SchemaError("networks of several windows need windows=, which says when each of them is.")
        texts = {target: gexf_windows_text(net, windows, label=label)}
    elif not isinstance(net, Network):
        raise SchemaError(
            f"{chosen} holds one network, and {len(net)} were given: write them one by one, or as GEXF."
        )
    elif windows is not None:
        raise SchemaError("windows= belongs to the networks of several windows; one network was given.")
    else:
        texts = _texts(net, target, chosen, label, partition, vector)
    # Pajek takes a file for UTF-8 by its byte order mark only
    encoding = "utf-8-sig" if chosen == "pajek" else "utf-8"
    try:
        contents = {file: text.encode(encoding) for file, text in texts.items()}
    except UnicodeEncodeError as error:
        raise SchemaError(
            f"a text of the network holds half of a character ({error.object[error.start : error.end]!r}), which "
            "no file can. Take it out first."
        ) from error
    replace_files(contents)
    return list(contents)


def _format(path: Path, format: Format | None) -> Format:
    known = list(FORMATS.values())
    if format is not None:
        if format not in known:
            raise UnknownName(
                f"the format {format!r} is not known.{nearest(format, known)} Known: {', '.join(known)}."
            )
        return format
    if path.suffix.lower() not in FORMATS:
        raise UnknownName(
            f"{path.name!r} does not tell the format by its ending; known are {', '.join(FORMATS)}. "
            "Name it with format=."
        )
    return FORMATS[path.suffix.lower()]


def _refuse_unused(format: Format, **given: object) -> None:
    """Refuse what would be silently left out."""
    takers = {"partition": ("pajek", "vosviewer"), "vector": ("pajek",), "windows": ("gexf",)}
    left = [name for name, value in given.items() if value is not None and format not in takers[name]]
    if left:
        raise SchemaError(
            f"{format} has no place for {first_few(left)}; it belongs to {' and '.join(takers[left[0]])}."
        )


def _texts(
    net: Network,
    path: Path,
    format: Format,
    label: str | None,
    partition: str | None,
    vector: pd.Series | None,
) -> dict[Path, str]:
    if format == "graphml":
        return {path: graphml_text(net)}
    if format == "gexf":
        return {path: gexf_text(net, label=label)}
    if format == "ucinet":
        return {path: dl_text(net, label=label)}
    if format == "vosviewer":
        return {path: vosviewer_text(net, label=label, partition=partition)}
    if format == "gephi":
        stem = path.name.removesuffix(path.suffix)
        return {
            path.with_name(f"{stem}_{part}.csv"): text for part, text in gephi_texts(net, label=label).items()
        }
    stem = path.name[: -len(path.suffix)] if path.suffix.lower() == ".net" else path.name
    made = pajek_texts(net, label=label, partition=partition, vector=vector)
    return {
        path if suffix == ".net" else path.with_name(stem + suffix): text for suffix, text in made.items()
    }
