"""Files that are something else than their names say: what is known of them, and what must not be taken for it."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import LoadError
from cinet.loaders.decode import decode
from cinet.loaders.error_answers import answer_of_an_error, error_in
from cinet.loaders.foreign import (
    demand_parquet,
    demand_workbook,
    foreign_bytes,
    foreign_text,
    refusal,
)
from cinet.loaders.sources import read_raw


def zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "PK,name\n",
        "PAR1,x\n",
        "title,body\n<html>,x\n",
        "<header>\n",
        "<title-list/>",
        "<gexf/>",
        '<?xml version="1.0"?><graphml/>',
        "MZ,II,MM\n",
        "version,year\n1,2\n",
        "not found,forbidden\n1,2\n",
        "404,405\n",
        "{Reference Type}: Thesis",
        "<!-- a comment that never ends <html>",
        "",
    ],
)
def test_text_that_may_hold_data_is_let_through(text: str) -> None:
    assert foreign_bytes(text.encode()) is None
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        '"[x]","{y}"\n',
        "[1],[2]\n",
        "{x,y}\n1,2\n",
        "@handle,name\n",
        "PMID,TY\n",
        "FN,VR\n",
        "%0,1\n",
        "vertices\n",
    ],
)
def test_headers_that_look_odd_are_headers(text: str) -> None:
    assert foreign_text(text) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("\ufeff@book{a,\n", "a list of references in BibTeX"),
        ("FN Clarivate\nVR 1.0\n", "an export of Web of Science"),
        ("{Reference Type}: Thesis", "an export of CNKI, Wanfang or NoteExpress"),
        ("*Vertices 2\n", "a network of Pajek"),
        ('<?xml version="1.0"?><a/>', "XML"),
        ("[", "JSON"),
        ('{"a": 1}', "JSON"),
        ("[[1, 2]]", "JSON"),
    ],
)
def test_text_that_is_no_table(text: str, what: str) -> None:
    found = foreign_text(text)
    assert found is not None
    assert found.what == what


def test_the_title_of_a_page_is_told() -> None:
    page = "<html><head><title>\n  Log&nbsp;in &amp; more </title>".encode("utf-16")
    found = foreign_bytes(page)
    assert found is not None
    assert found.what == "a web page, 'Log in & more'"
    said = refusal(b"<html>", "a.csv")
    assert said is not None
    assert said.startswith("a.csv is a web page: download the file itself")


def test_an_archive_by_another_name() -> None:
    found = foreign_bytes(zipped(*(f"{n}.csv" for n in range(9))))
    assert found is not None
    assert found.what == "a zip archive of '0.csv', '1.csv', '2.csv', '3.csv', '4.csv' and 4 more"
    empty = foreign_bytes(b"PK\3\4" + zipped())
    assert empty is not None
    assert empty.what in ("a zip archive of nothing", "a zip archive that is damaged or cut off")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            {"message": "Not Found", "documentation_url": "https://a.example"},
            "'Not Found', 'https://a.example'",
        ),
        ({"error": {"code": 429, "message": "slow down"}}, "'slow down'"),
        ({"status": "error", "detail": "x"}, "'error', 'x'"),
        ({"error": True}, ""),
        ({"Errors": [["a", [["b", [["too deep"]]]]]]}, "'a'"),
    ],
)
def test_answers_of_errors(answer: dict[str, object], said: str) -> None:
    wanted = f"the answer of a service that there was an error{f': {said}' if said else ''}"
    assert answer_of_an_error(json.dumps(answer)) == wanted
    assert error_in(answer) == wanted


@pytest.mark.parametrize(
    "text",
    [
        '{"error": null, "status": "ok"}',
        '{"error": "x", "results": []}',
        '{"id": 1, "message": "hello"}',
        '{"message": {"items": []}, "status": "ok", "message-type": "work-list"}',
        "[]",
        "{",
        "[" * 10_000,
        '{"error": "' + "x" * 70_000 + '"}',
    ],
)
def test_what_is_no_answer_of_an_error(text: str) -> None:
    assert answer_of_an_error(text) is None


def test_workbooks_and_parquet_by_name(tmp_path: Path) -> None:
    book, table = tmp_path / "a.xlsx", tmp_path / "a.parquet"
    book.write_bytes(zipped("xl/workbook.xml"))
    demand_workbook(book)
    table.write_bytes(b"PAR1" + bytes(20) + b"PAR1")
    demand_parquet(table)
    book.write_bytes(b"\1\2\3")
    # not known, and left to who reads workbooks
    demand_workbook(book)
    for name in ("a.xlsx", "a.parquet"):
        with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
            archive.writestr(name, "x")
        with pytest.raises(LoadError, match="lies in an archive, where only text is read: unpack it first"):
            read_raw(tmp_path / "z.zip" / name)
        with pytest.raises(LoadError, match="there is no file"):
            read_raw(tmp_path / "no" / name)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    for name in ("a.xlsx", "a.parquet", "a.csv"):
        (tmp_path / name).write_bytes(b"x")
    monkeypatch.setattr(Path, "open", refuse)
    for name in ("a.xlsx", "a.parquet", "a.csv"):
        with pytest.raises(LoadError, match="cannot be read: Permission denied"):
            read_raw(tmp_path / name)


@given(st.binary(max_size=300) | st.text(alphabet="<!->html PK\x03\x04{}[]\n", max_size=200).map(str.encode))
@settings(max_examples=100, deadline=None)
def test_any_bytes(data: bytes) -> None:
    for one in (data, b"PK\x03\x04" + data, b"<!--" + data, os.urandom(0) + data):
        said = refusal(one, "a file")
        assert said is None or said.endswith(".")
