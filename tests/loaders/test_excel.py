"""Workbooks: text cells, row numbers of the sheet, formulas that were never calculated."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from cinet.errors import LoadError, UnknownName
from cinet.loaders import excel
from cinet.loaders.excel import read_sheet, sheet_names
from cinet.loaders.sources import read_raw


def book(path: Path, **sheets: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_cells_are_text_and_rows_those_of_the_sheet(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [],
        ["id", "n", "when", None, " name "],
        ["001", 7, datetime.date(2020, 1, 2), None, "甲"],
        [],
        ["002", 2.5, None, None, None],
        [None, 10000000000001, None, None, True],
    ]
    raw = read_raw(book(tmp_path / "a.xlsx", data=rows))
    assert raw.frame.columns.tolist() == ["id", "n", "when", "name"]
    assert raw.frame["id"].tolist()[:2] == ["001", "002"]
    assert raw.frame["n"].tolist() == ["7", "2.5", "10000000000001"]
    assert raw.frame["when"].tolist()[0] == "2020-01-02 00:00:00"
    assert raw.frame["name"].isna().tolist() == [False, True, False]
    assert raw.rows is not None
    assert raw.rows.tolist() == [3, 5, 6]
    assert raw.file == "a.xlsx"
    assert raw.notes == {"sheet": "data"}


def test_a_column_without_a_name_counts_when_it_holds_something(tmp_path: Path) -> None:
    raw = read_sheet(book(tmp_path / "a.xlsx", one=[["id", None], ["1", "x"]]), "one")
    assert raw.frame.columns.tolist() == ["id", "column 2"]
    assert raw.file == "a.xlsx[one]"


def test_sheets(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", one=[["id"]], empty=[], twice=[["id", "id"]])
    assert sheet_names(path) == ["one", "empty", "twice"]
    assert len(read_sheet(path).frame) == 0
    with pytest.raises(LoadError, match=r"a\.xlsx\[empty\] is empty"):
        read_sheet(path, "empty")
    with pytest.raises(LoadError, match="more than one column named 'id'"):
        read_sheet(path, "twice")
    with pytest.raises(UnknownName, match=r"no sheet 'on'\. Did you mean 'one'"):
        read_sheet(path, "on")


def test_a_sheet_of_blanks_only(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", one=[["x"]])
    entries = {}
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    member = "xl/worksheets/sheet1.xml"
    start = entries[member].index(b"<sheetData>")
    entries[member] = (
        entries[member][:start] + b'<sheetData><row r="1"><c r="A1"/></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    with pytest.raises(LoadError, match="is empty"):
        read_sheet(path)


def test_formulas_without_values(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", one=[["id", "n"], ['=HYPERLINK("u", "123")', 1]], two=[["id"], ["1"]])
    with pytest.raises(
        LoadError, match=r"a\.xlsx\[one\] holds formulas without saved values \(first cells: 'A2'\)"
    ):
        read_sheet(path)
    assert len(read_sheet(path, "two").frame) == 1


def rewritten(path: Path, cell: bytes, calc: bytes = b"", target: str = "") -> Path:
    """Put other XML into the only sheet, and optionally another address of it."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    member = "xl/worksheets/sheet1.xml"
    start = entries[member].index(b"<sheetData>")
    head = b'<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
    entries[member] = entries[member][:start] + b"<sheetData>" + head + cell + b"</sheetData></worksheet>"
    entries["xl/workbook.xml"] = entries["xl/workbook.xml"].replace(b"</workbook>", calc + b"</workbook>")
    if target:
        links = entries["xl/_rels/workbook.xml.rels"]
        entries["xl/_rels/workbook.xml.rels"] = links.replace(b"/xl/worksheets/sheet1.xml", target.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def test_formulas_with_values_are_read(tmp_path: Path) -> None:
    cell = b'<row r="2"><c r="A2" t="str"><f>HYPERLINK("u", "123")</f><v>123</v></c></row>'
    path = rewritten(book(tmp_path / "a.xlsx", one=[["id"]]), cell, target="worksheets/sheet1.xml")
    assert read_sheet(path).frame["id"].tolist() == ["123"]


def test_zeros_that_wait_for_calculation(tmp_path: Path) -> None:
    cell = b'<row r="2"><c r="A2"><f>1-1</f><v>0</v></c></row>'
    calculated = rewritten(book(tmp_path / "a.xlsx", one=[["id"]]), cell)
    calculated_text = calculated.with_name("c.xlsx")
    with zipfile.ZipFile(calculated) as archive, zipfile.ZipFile(calculated_text, "w") as made:
        for name in archive.namelist():
            made.writestr(name, archive.read(name).replace(b' fullCalcOnLoad="1"', b""))
    assert read_sheet(calculated_text).frame["id"].tolist() == ["0"]
    waiting = rewritten(book(tmp_path / "b.xlsx", one=[["id"]]), cell, b'<calcPr fullCalcOnLoad="1"/>')
    with pytest.raises(LoadError, match="without saved values"):
        read_sheet(waiting)


def test_what_is_no_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_text("id\n")
    with pytest.raises(LoadError, match=r"is not an \.xlsx workbook"):
        read_sheet(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as made:
        made.writestr("x", b"")
    with pytest.raises(LoadError, match=r"is not an \.xlsx workbook but a zip archive of 'x'"):
        read_sheet(tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as made:
        made.writestr("xl/workbook.xml", b"")
    with pytest.raises(LoadError, match="cannot be read as an Excel workbook"):
        read_sheet(tmp_path / "b.xlsx")
    with pytest.raises(LoadError, match="there is no file"):
        read_sheet(tmp_path / "c.xlsx")
    (tmp_path / "c.xlsx").write_bytes(b"\x00\x01\x02 bytes of a kind nobody knows \x80\x81")
    with pytest.raises(LoadError, match=r"is not an \.xlsx workbook \(an older"):
        read_sheet(tmp_path / "c.xlsx")
    monkeypatch.setattr(excel, "_MOST_XML", 10)
    with pytest.raises(LoadError, match="save it as CSV"):
        read_sheet(book(tmp_path / "d.xlsx", one=[["id"]]))


def test_without_pyarrow(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", one=[["id"], ["甲"]])
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from cinet.loaders.excel import read_sheet\n"
        f"print(ascii(read_sheet({str(path)!r}).frame['id'].tolist()))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == ascii(["甲"])
