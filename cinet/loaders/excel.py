"""Excel workbooks: every cell as text, with the row number that the spreadsheet shows."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any, Final

import fastexcel
import numpy as np
import pandas as pd

from cinet.errors import LoadError, UnknownName, first_few, nearest
from cinet.loaders.arrow import text_columns
from cinet.tables.raw import RawTable

__all__ = ["read_sheet", "sheet_names"]

_MOST_XML: Final = 2**30
_FORMULA: Final = re.compile(
    rb'<c r="([A-Z]+)(\d+)"([^>]*)>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(<v>[^<]*</v>)?'
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


def read_sheet(path: str | Path, sheet: str | None = None) -> RawTable:
    """Read one sheet as a table of text.

    The first row that holds anything is the header. Blank rows are skipped, and row numbers stay those of the sheet.

    Parameters
    ----------
    path : path
        An ``.xlsx`` file.
    sheet : str, optional
        Name of the sheet; the first one unless given.

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
    _refuse_empty_formulas(path, name)
    file = path.name if sheet is None else f"{path.name}[{name}]"
    # without a header row and with nothing skipped, row i of the result is row i + 1 of the sheet
    loaded = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    cells = _cells(loaded)
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
    if not path.is_file():
        raise LoadError(f"there is no file {str(path)!r}.")
    if not zipfile.is_zipfile(path):
        raise LoadError(
            f"{path.name} is not an .xlsx workbook (an older .xls has to be saved as .xlsx first)."
        )
    try:
        return fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise LoadError(
            f"{path.name} cannot be read as an Excel workbook: {str(error).splitlines()[0]}"
        ) from error


def _cells(loaded: Any) -> pd.DataFrame:
    if loaded.height == 0:
        return pd.DataFrame()
    return pd.DataFrame(
        {place: pd.Series(cells, dtype="str") for place, cells in enumerate(text_columns(loaded))}
    )


def _name(cell: Any, place: int) -> str:
    return f"column {place}" if pd.isna(cell) else str(cell).strip()


def _refuse_empty_formulas(path: Path, sheet: str) -> None:
    """Raise when a column holds formulas whose values were never saved: they would be read as 0 or nothing."""
    with zipfile.ZipFile(path) as archive:
        content, recalculated = _sheet_xml(archive, sheet)
    valued: dict[str, list[bool]] = {}
    first: dict[str, int] = {}
    for match in _FORMULA.finditer(content):
        column, row, attributes, value = match.groups()
        letters = column.decode()
        empty = value in (None, b"<v></v>")
        # a program that cannot calculate writes 0 and asks for recalculation on opening
        never = empty or (recalculated and value == b"<v>0</v>" and b"t=" not in attributes)
        valued.setdefault(letters, []).append(not never)
        first.setdefault(letters, int(row))
    lost = [letters for letters, values in valued.items() if not any(values)]
    if lost:
        where = first_few([f"{letters}{first[letters]}" for letters in lost])
        raise LoadError(
            f"{path.name}[{sheet}] holds formulas without saved values (first cells: {where}), so their results cannot "
            "be read. Open and save it in a spreadsheet program, or use the table the workbook was made from."
        )


def _sheet_xml(archive: zipfile.ZipFile, sheet: str) -> tuple[bytes, bool]:
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target")
        for tag in re.findall(r"<Relationship\s[^>]*>", links)
    }
    tags = re.findall(r"<sheet\s[^>]*>", book)
    tag = next(tag for tag in tags if _attribute(tag, "name") == sheet)
    target = targets[_attribute(tag, "r:id")]
    member = archive.getinfo(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    if member.file_size > _MOST_XML:
        raise LoadError(
            f"sheet {sheet!r} unpacks to {member.file_size:,} bytes; save it as CSV and read that."
        )
    return archive.read(member), 'fullCalcOnLoad="1"' in book


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\s{name}="([^"]*)"', tag)
    return unescape(match.group(1)) if match else ""
