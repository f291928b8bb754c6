"""The data that come with the package."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final, Literal, overload

import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import UnknownName, nearest
from cinet.loaders.sources import read_raw
from cinet.loaders.tables import read_tables

__all__ = ["EXAMPLES", "example", "example_folder"]

#: Name of an example -> what it is.
EXAMPLES: Final = {
    "parks": "a synthetic ecosystem of six cultural and creative parks, 2016-2023 (nothing in it is real)",
    "helix_venn": "six published Venn counts of university, industry and government (Mêgnigbêto 2024, CC BY 4.0)",
}


@overload
def example(name: Literal["parks"]) -> Ecosystem: ...
@overload
def example(name: Literal["helix_venn"]) -> pd.DataFrame: ...
@overload
def example(name: str) -> Ecosystem | pd.DataFrame: ...
def example(name: str) -> Ecosystem | pd.DataFrame:
    """Return one of the examples that come with the package.

    Parameters
    ----------
    name : {"parks", "helix_venn"}
        ``parks`` is a synthetic ecosystem; ``helix_venn`` holds published counts, one row per data set, in the
        columns U, I, G, UI, UG, IG, UIG.

    Returns
    -------
    Ecosystem or DataFrame
        The example.

    Raises
    ------
    UnknownName
        There is no such example.

    Examples
    --------
    >>> example("helix_venn").loc["SK-G", ["U", "UIG"]].tolist()
    [228643, 2463]
    """
    if name not in EXAMPLES:
        known = "; ".join(f"{known!r}, {what}" for known, what in EXAMPLES.items())
        raise UnknownName(f"there is no example {name!r}.{nearest(name, EXAMPLES)} There are: {known}.")
    folder = example_folder(name)
    if name == "parks":
        tables = read_tables(folder)
        return Ecosystem.from_checked(tables.tables, source=f"synthetic: {EXAMPLES['parks']}")
    cells = ["U", "I", "G", "UI", "UG", "IG", "UIG"]
    frame = read_raw(folder / "venn.csv").frame.set_index("set")
    return frame.astype(dict.fromkeys(cells, "int64"))


def example_folder(name: str) -> Path:
    """Return the folder of an example: in a package beside this one, or in ``data/`` of a checkout.

    Parameters
    ----------
    name : str
        An example.

    Returns
    -------
    Path
        With its files.

    Examples
    --------
    >>> example_folder("parks").name
    'parks'
    """
    try:
        return Path(str(resources.files("cinet.sample")), name)
    except ModuleNotFoundError:
        return Path(__file__).parents[2] / "data" / name
