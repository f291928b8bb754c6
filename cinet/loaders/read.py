"""One way into every source: sniff what it is and read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, UnknownName, nearest
from cinet.loaders.cnki import read_cnki
from cinet.loaders.cordis import read_cordis
from cinet.loaders.crossref import read_crossref
from cinet.loaders.datacite import read_datacite
from cinet.loaders.gephi import read_gephi
from cinet.loaders.gexf import read_gexf
from cinet.loaders.gharchive import read_gharchive
from cinet.loaders.gml import read_gml
from cinet.loaders.graphml import read_graphml
from cinet.loaders.openalex import read_openalex
from cinet.loaders.pajek import read_pajek
from cinet.loaders.patentsview import read_patentsview
from cinet.loaders.paths import is_file
from cinet.loaders.scopus import read_scopus
from cinet.loaders.sniff import FORMATS, sniff
from cinet.loaders.tables import read_tables
from cinet.loaders.ucinet import read_ucinet
from cinet.loaders.vosviewer import read_vosviewer
from cinet.loaders.wos import read_wos

__all__ = ["READERS", "read"]

#: Format -> its reader.
READERS: Final[dict[str, Callable[..., Ecosystem]]] = {
    "tables": read_tables,
    "cordis": read_cordis,
    "openalex": read_openalex,
    "crossref": read_crossref,
    "datacite": read_datacite,
    "gharchive": read_gharchive,
    "vosviewer": read_vosviewer,
    "patentsview": read_patentsview,
    "wos": read_wos,
    "scopus": read_scopus,
    "cnki": read_cnki,
    "pajek": read_pajek,
    "ucinet": read_ucinet,
    "gexf": read_gexf,
    "graphml": read_graphml,
    "gml": read_gml,
    "gephi": read_gephi,
}

#: What to do about a file that says what it is, but not what its columns mean.
_BY_HAND: Final = {
    "table": "say what its columns are: ci.read_events(path, collaboration=..., actor=...)",
    "parquet": "say what its columns are: ci.read_events(path, collaboration=..., actor=...)",
    "excel": "say what its columns are: ci.read_events(path, collaboration=..., actor=..., sheet=...), or "
    "ci.read_tables(path) for a workbook with the three tables",
    "json": "say where actors stand in it: ci.read_json(path, mapping=...)",
    "unknown": "export it anew in one of the formats that are read, or make a table of it for ci.read_events",
}

#: How the names of files end that are read by their names.
_ENDINGS: Final = {"parquet": (".parquet",), "excel": (".xlsx", ".xlsm")}


def read(source: str | Path, *, format: str | None = None, **options: Any) -> Ecosystem:
    r"""Read a file, an archive or a folder of any source: what it is, is found from its content.

    Parameters
    ----------
    source : path
        The file or folder.
    format : str, optional
        What it is, when the content does not say; a name of ``cinet.loaders.sniff.FORMATS``.
    **options
        Arguments of the reader of that format.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Raises
    ------
    LoadError
        The content is of no format that says what its parts mean; the message tells what was seen and what to do.
    UnknownName
        There is no such format.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "export.txt")
    ...     _ = file.write_text("*Vertices 2\n1 a\n2 b\n*Edges\n1 2\n")
    ...     eco = read(file)
    >>> len(eco.actors)
    2
    """
    if format is None:
        found = sniff(source, encoding=options.get("encoding"))
        if found.advice:
            raise LoadError(f"{_name(source)} is {found.evidence}: {found.advice}.")
        if found.format not in READERS:
            raise LoadError(f"{_name(source)} is {found}: {_advice(found.format, Path(source))}.")
        format = found.format
    if format not in READERS:
        raise UnknownName(
            f"format {format!r} is not known.{nearest(format, READERS)} Known: "
            + "; ".join(f"{name}, {FORMATS[name]}" for name in READERS)
            + "."
        )
    return READERS[format](source, **options)


def _name(source: str | Path) -> str:
    return Path(source).name or str(source)


def _advice(format: str, path: Path) -> str:
    ends = _ENDINGS.get(format)
    if ends is None or path.suffix.lower() in ends or not is_file(path):
        return _BY_HAND[format]
    return f"give it a name that ends in {ends[0]}, then {_BY_HAND[format]}"
