"""Every reader as one call: bytes are written to a file of the usual name, and the file is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import cinet as ci
from cinet.ecosystem import Ecosystem
from cinet.loaders.cnki import read_cnki
from cinet.loaders.crossref import read_crossref
from cinet.loaders.datacite import read_datacite
from cinet.loaders.gephi import read_gephi
from cinet.loaders.gexf import read_gexf
from cinet.loaders.gharchive import read_gharchive
from cinet.loaders.gml import read_gml
from cinet.loaders.graphml import read_graphml
from cinet.loaders.mapped_json import read_json
from cinet.loaders.openalex import read_openalex
from cinet.loaders.patent_tables import read_patent_table
from cinet.loaders.patentsview import read_patentsview
from cinet.loaders.patstat import read_patstat
from cinet.loaders.scopus import read_scopus
from cinet.loaders.wos import read_wos

__all__ = ["FILES", "READ", "read_path"]

#: Format -> the name that its files usually have.
FILES: Final = {
    "events": "events.csv",
    "cordis": "organization.csv",
    "pajek": "a.net",
    "pajek1": "a.net",
    "ucinet": "a.dl",
    "ucinet2": "a.dl",
    "vosviewer": "map.txt",
    "vosjson": "network.json",
    "gexf": "a.gexf",
    "graphml": "a.graphml",
    "gml": "a.gml",
    "gephi": "edges.csv",
    "wos": "savedrecs.txt",
    "scopus": "scopus.csv",
    "cnki": "cnki.net",
    "estudy": "cnki.txt",
    "openalex": "works.jsonl",
    "crossref": "works.json",
    "datacite": "dois.json",
    "gharchive": "2024-01-01-0.json",
    "json": "films.json",
    "patentsview": "g_assignee_disambiguated.tsv",
    "patent_table": "patents.csv",
    "patstat": "patstat.csv",
}

_FILMS: Final = {"collaboration": "id", "year": "year", "actor": "crew[].who", "role": "crew[].job"}


def _vosviewer(path: Path) -> Ecosystem:
    network = path.with_name("network.txt")
    if not network.exists():
        network.write_bytes(b"1\t2\t3.5\n")
    return ci.read_vosviewer(path, network)


_BY_PATH: Final[dict[str, Callable[[Path], Ecosystem]]] = {
    "events": lambda path: ci.read_events(
        path, collaboration="project", actor="actor", type="type", year="year"
    ),
    "cordis": lambda path: ci.read_cordis(path.parent),
    "pajek": ci.read_pajek,
    "pajek1": ci.read_pajek,
    "ucinet": ci.read_ucinet,
    "ucinet2": ci.read_ucinet,
    "vosviewer": _vosviewer,
    "vosjson": ci.read_vosviewer,
    "gexf": read_gexf,
    "graphml": read_graphml,
    "gml": read_gml,
    "gephi": read_gephi,
    "wos": read_wos,
    "scopus": read_scopus,
    "cnki": read_cnki,
    "estudy": read_cnki,
    "openalex": read_openalex,
    "crossref": read_crossref,
    "datacite": read_datacite,
    "gharchive": read_gharchive,
    "json": lambda path: read_json(path, mapping=_FILMS),
    "patentsview": read_patentsview,
    "patent_table": lambda path: read_patent_table(path, preset="cnipa"),
    "patstat": read_patstat,
}


def read_path(format: str, path: Path) -> Ecosystem:
    return _BY_PATH[format](path)


def _reader(format: str) -> Callable[[Path, bytes], Ecosystem]:
    def read(folder: Path, data: bytes) -> Ecosystem:
        path = folder / FILES[format]
        path.write_bytes(data)
        if format == "cordis":
            (folder / "project.csv").write_bytes(
                b'"id";"acronym";"startDate"\n"1";"P";"2020-01-01"\n"2";"Q";"2021-01-01"\n'
            )
        return read_path(format, path)

    return read


#: Format -> what reads bytes of it, by way of a file in a folder.
READ: Final = {format: _reader(format) for format in FILES}
