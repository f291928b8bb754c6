"""Where publishers keep the data sets that ``fetch`` knows.

None has a checksum here: the publishers renew the files under the same address (CORDIS monthly while a programme
runs), so that a fixed one would soon refuse the right file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

__all__ = ["DOWNLOADS", "OPENALEX"]


class Download(NamedTuple):
    """A file of a publisher: address, name in the cache, what it holds, and the page that leads to it."""

    url: str
    file: str
    holds: str
    page: str


DOWNLOADS: Final[Mapping[str, Download]] = {
    "cordis-horizon": Download(
        "https://cordis.europa.eu/data/cordis-HORIZONprojects-csv.zip",
        "cordis-HORIZONprojects-csv.zip",
        "CORDIS, projects of Horizon Europe (2021-2027)",
        "https://data.europa.eu/data/datasets/cordis-eu-research-projects-under-horizon-europe-2021-2027",
    ),
    "cordis-h2020": Download(
        "https://cordis.europa.eu/data/cordis-h2020projects-csv.zip",
        "cordis-h2020projects-csv.zip",
        "CORDIS, projects of Horizon 2020 (2014-2020)",
        "https://data.europa.eu/data/datasets/cordish2020projects",
    ),
    "cordis-fp7": Download(
        "https://cordis.europa.eu/data/cordis-fp7projects-csv.zip",
        "cordis-fp7projects-csv.zip",
        "CORDIS, projects of the Seventh Framework Programme (2007-2013)",
        "https://data.europa.eu/data/datasets/cordisfp7projects",
    ),
}

#: List of works; a filter, a page size and a cursor are added to it.
OPENALEX: Final = "https://api.openalex.org/works"
