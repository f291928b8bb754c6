"""Excel workbooks: every cell as text, with the row number that the spreadsheet shows."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any, Final

import fastexcel
import numpy as np
import pandas as pd

from cinet.errors import LoadError, UnknownName, first_few, nearest
from cinet.loaders.arrow import text_columns
from cinet.loaders.foreign import demand_workbook
from cinet.loaders.links import column_number, link_text, spanned_columns
from cinet.loaders.paths import demand_file, shown
from cinet.tables.raw import RawTable

__all__ = ["read_sheet", "sheet_names"]

_MOST_XML: Final = 2**30
# of a sheet, by the format
_MOST_ROWS: Final = 2**20
_FORMULA: Final = re.compile(
    rb'<c r="([A-Z]+)(\d{1,18})"([^>]*)>\s*<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)\s*(<v>[^<]*</v>)?'
)

# what a workbook with broken parts makes the libraries that unpack it say
_DAMAGES: Final = (
    fastexcel.FastExcelError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,  # zipfile, of a way to pack that it does not know
    RuntimeError,
)


def sheet_names(path: str | Path) -> list[str]:
    """List the sheets of a workbook.

    Parameters
    ----------
    path : path
        An ``.xlsx`` file.

    Returns
    -------
    list of str
        Names in the order of the tabs.
    """
    return list(_open(Path(path)).sheet_names)


def read_sheet(path: str | Path, sheet: str | None = None, *, links: bool = False) -> RawTable:
    """Read one sheet as a table of text.

    The first row that holds anything is the header. Blank rows are skipped, and row numbers stay those of the sheet.

    Parameters
    ----------
    path : path
        An ``.xlsx`` file.
    sheet : str, optional
        Name of the sheet; the first one unless given.
    links : bool
        Whether to read the text of ``HYPERLINK`` formulas whose values were not saved out of the formulas.

    Returns
    -------
    RawTable
        ``notes`` tells the sheet.

    Raises
    ------
    LoadError
        The file is no workbook, the sheet is empty, two columns have the same name, or formulas were saved
        without their values.
    """
    path = Path(path)
    workbook = _open(path)
    name = workbook.sheet_names[0] if sheet is None else sheet
    if name not in workbook.sheet_names:
        raise UnknownName(
            f"{path.name} has no sheet {name!r}.{nearest(name, workbook.sheet_names)} "
            f"Sheets: {first_few(workbook.sheet_names, 20)}."
        )
    try:
        shown = _links(path, name, links=links)
        # without a header row and with nothing skipped, row i of the result is row i + 1 of the sheet
        loaded = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    except _DAMAGES as error:
        raise LoadError(f"{path.name}[{name}] is damaged and cannot be read: {_said(error)}.") from error
    file = path.name if sheet is None else f"{path.name}[{name}]"
    cells = _cells(loaded)
    cells = _shown(cells, shown, f"{path.name}[{name}]")
    filled = np.array(cells.notna().any(axis=1), dtype=bool)
    if not filled.any():
        raise LoadError(f"{file} is empty: a header row with the column names was expected.")
    head = int(np.argmax(filled))
    filled[head] = False
    frame = cells[filled].reset_index(drop=True)
    names = [_name(cell, place) for place, cell in enumerate(cells.iloc[head], start=1)]
    # a column without a name counts only if something stands in it
    kept = [
        not pd.isna(cell) or frame.iloc[:, place].notna().any() for place, cell in enumerate(cells.iloc[head])
    ]
    frame = frame.loc[:, kept]
    names = [label for label, keep in zip(names, kept, strict=True) if keep]
    twice = sorted({label for label in names if names.count(label) > 1})
    if twice:
        raise LoadError(f"{file} has more than one column named {first_few(twice)}: name every column once.")
    frame.columns = pd.Index(names)
    return RawTable(frame, file, np.flatnonzero(filled) + 1, notes={"sheet": name})


def _open(path: Path) -> fastexcel.ExcelReader:
    if not demand_file(path):
        raise LoadError(f"there is no file {shown(path)}.")
    demand_workbook(path)
    if not zipfile.is_zipfile(path):
        raise LoadError(
            f"{path.name} is not an .xlsx workbook (an older .xls has to be saved as .xlsx first)."
        )
    try:
        return fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise LoadError(f"{path.name} cannot be read as an Excel workbook: {_said(error)}") from error


def _said(error: Exception) -> str:
    """Return the first line of what a library says; a library may say nothing."""
    return next(iter(str(error).splitlines()), type(error).__name__).rstrip(".")


def _cells(loaded: Any) -> pd.DataFrame:
    if loaded.height == 0:
        return pd.DataFrame()
    return pd.DataFrame(
        {place: pd.Series(cells, dtype="str") for place, cells in enumerate(text_columns(loaded))}
    )


def _name(cell: Any, place: int) -> str:
    return f"column {place}" if pd.isna(cell) else str(cell).strip()


@dataclass(frozen=True, slots=True)
class _Links:
    """The texts of links, by row and column of the sheet, and the columns of which it has cells."""

    texts: list[tuple[int, int, str]]
    first: int = 0
    last: int = 0


def _links(path: Path, sheet: str, *, links: bool) -> _Links:
    """Find links, and raise when a column holds formulas whose values were never saved: they would be read as 0."""
    with zipfile.ZipFile(path) as archive:
        content, recalculated = _sheet_xml(archive, sheet)
    valued: dict[str, list[bool]] = {}
    first: dict[str, int] = {}
    found: list[tuple[int, int, str]] = []
    for match in _FORMULA.finditer(content):
        column, row, attributes, formula, value = match.groups()
        letters = column.decode()
        text = link_text((formula or b"").decode("utf-8", "replace")) if links else None
        if text is not None:
            found.append((int(row) - 1, column_number(letters), text))
        empty = value in (None, b"<v></v>")
        # a program that cannot calculate writes 0 and asks for recalculation on opening
        never = empty or (recalculated and value == b"<v>0</v>" and b"t=" not in attributes)
        valued.setdefault(letters, []).append(text is not None or not never)
        first.setdefault(letters, int(row))
    # among links a formula that cannot be read would pass for an id that is 0
    sound = all if links else any
    lost = [letters for letters, values in valued.items() if not sound(values)]
    if lost:
        where = first_few([f"{letters}{first[letters]}" for letters in lost])
        raise LoadError(
            f"{path.name}[{sheet}] holds formulas without saved values (first cells: {where}), so their results cannot "
            "be read. Open and save it in a spreadsheet program, or use the table the workbook was made from."
        )
    return _Links(found, *spanned_columns(content)) if found else _Links(found)


def _shown(cells: pd.DataFrame, links: _Links, where: str) -> pd.DataFrame:
    """Write the texts of links into their cells; rows of nothing but links are missing at the end of the sheet."""
    if not links.texts:
        return cells
    rows, columns, texts = zip(*links.texts, strict=True)
    if cells.shape[1] != links.last - links.first + 1 or not 0 <= min(rows) <= max(rows) < _MOST_ROWS:
        raise LoadError(
            f"the cells of {where} cannot be put in their places; save the sheet as CSV and read that."
        )
    cells = cells.reindex(range(max(len(cells), max(rows) + 1)))
    placed = pd.DataFrame({"row": rows, "column": columns, "text": texts})
    for column, part in placed.groupby("column"):
        place = int(str(column)) - links.first
        values = cells[place].to_numpy(dtype=object, copy=True)
        values[part["row"].to_numpy()] = part["text"].to_numpy(dtype=object)
        cells[place] = pd.Series(values, dtype="str")
    return cells


def _sheet_xml(archive: zipfile.ZipFile, sheet: str) -> tuple[bytes, bool]:
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target")
        for tag in re.findall(r"<Relationship\s[^>]*>", links)
    }
    tags = re.findall(r"<sheet\s[^>]*>", book)
    named = {_attribute(tag, "name"): _attribute(tag, "r:id") for tag in reversed(tags)}
    target = targets[named[sheet]]
    member = archive.getinfo(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    if member.file_size > _MOST_XML:
        raise LoadError(
            f"sheet {sheet!r} unpacks to {member.file_size:,} bytes; save it as CSV and read that."
        )
    return archive.read(member), 'fullCalcOnLoad="1"' in book


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\s{name}="([^"]*)"', tag)
    return unescape(match.group(1)) if match else ""
