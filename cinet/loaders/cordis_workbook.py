"""Workbooks made from CORDIS: their ids are links to its pages, saved without the values the links show."""

from __future__ import annotations

from pathlib import Path

from cinet.errors import LoadError, first_few
from cinet.loaders.excel import read_sheet, sheet_names
from cinet.loaders.presets.cordis import ORGANIZATION_SYNONYMS
from cinet.loaders.synonyms import renamed
from cinet.tables.raw import RawTable

__all__ = ["read_workbook"]


def read_workbook(path: Path, columns: list[str]) -> RawTable:
    """Read the first sheet that has one row per participation.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` file.
    columns : list of str
        The columns it must have, under their present names or a synonym.

    Returns
    -------
    RawTable
        With present names; ids that are links are the texts the links show.

    Raises
    ------
    LoadError
        No sheet has these columns, or those that have them cannot be read.
    """
    refused = []
    for sheet in sheet_names(path):
        try:
            raw = renamed(read_sheet(path, sheet, links=True), ORGANIZATION_SYNONYMS)
        except LoadError as error:
            refused.append(str(error))
            continue
        if set(columns) <= set(raw.frame.columns):
            return raw
    said = f" Sheets that could not be read: {refused[0]}" if refused else ""
    raise LoadError(
        f"{path.name} is a workbook; read the zip archive of CORDIS, or a workbook with a sheet that has the columns "
        f"{first_few(columns)}.{said}"
    )
