"""What is fuzzed: one target for each hand-written parser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from seeds import GOOD, HEADER, NUMBERS

from cinet.errors import CinetError
from cinet.loaders.cnki import read_cnki
from cinet.loaders.events import read_events
from cinet.loaders.gexf import read_gexf
from cinet.loaders.gml import read_gml
from cinet.loaders.graphml import read_graphml
from cinet.loaders.mapped_json import read_json
from cinet.loaders.openalex import read_openalex
from cinet.loaders.pajek import read_pajek
from cinet.loaders.scopus import read_scopus
from cinet.loaders.sniff import sniff
from cinet.loaders.ucinet import read_ucinet
from cinet.loaders.vosviewer import read_vosviewer
from cinet.loaders.wos import read_wos
from cinet.tables import delimited

__all__ = ["TARGETS"]

#: The same works as a page of the interface, in one document.
_PAGE: Final = json.dumps(
    {"meta": {"count": 2}, "results": [json.loads(line) for line in GOOD["openalex"].splitlines()]}
).encode()

_FILMS: Final = {"collaboration": "id", "year": "year", "actor": "crew[].who", "role": "crew[].job"}


def _binary_pair(path: Path) -> None:
    path.with_suffix(".##d").write_bytes(NUMBERS)
    read_ucinet(path)


def _map_and_network(path: Path) -> None:
    path.with_name("network.txt").write_bytes(b"1\t2\t3.5\n")
    read_vosviewer(path, path.with_name("network.txt"))


def _vosviewer(path: Path) -> None:
    if path.read_bytes().lstrip()[:1] == b"{":
        read_vosviewer(path)
    else:
        _map_and_network(path)


def _delimited(path: Path) -> None:
    """Read as a short file is read and as a long one is, by compiled code: both say the same."""
    said = []
    for long in (10**9, 0):
        delimited._LONG = long
        try:
            eco = read_events(path, collaboration="project", actor="actor", type="type", year="year")
        except CinetError as error:
            said.append(str(error))
        else:
            said.append(eco.sha + eco.issues.to_csv() + eco.report.to_csv())
    if said[0] != said[1]:
        raise AssertionError(f"a long file is read otherwise: {said}")


def _json_records(path: Path) -> None:
    if b"openalex" in path.read_bytes():
        read_openalex(path)
    else:
        read_json(path, mapping=_FILMS)


#: Target -> name of the file, what reads it, and the seeds it starts from.
TARGETS: Final[dict[str, tuple[str, Callable[[Path], Any], tuple[bytes, ...]]]] = {
    "pajek": ("a.net", read_pajek, (GOOD["pajek"], GOOD["pajek1"])),
    "ucinet_dl": ("a.dl", read_ucinet, (GOOD["ucinet"], GOOD["ucinet2"])),
    "ucinet_pair": ("a.##h", _binary_pair, (HEADER,)),
    "vosviewer": ("map.txt", _vosviewer, (GOOD["vosviewer"], GOOD["vosjson"])),
    "gexf": ("a.gexf", read_gexf, (GOOD["gexf"],)),
    "graphml": ("a.graphml", read_graphml, (GOOD["graphml"],)),
    "gml": ("a.gml", read_gml, (GOOD["gml"],)),
    "wos": ("a.txt", read_wos, (GOOD["wos"],)),
    "cnki": ("a.net", read_cnki, (GOOD["cnki"], GOOD["estudy"])),
    "scopus": ("a.csv", read_scopus, (GOOD["scopus"],)),
    "delimited": ("a.csv", _delimited, (GOOD["events"],)),
    "json_records": ("a.json", _json_records, (GOOD["json"], GOOD["openalex"], _PAGE)),
    "sniff": ("a.bin", sniff, tuple(GOOD.values())),
}
