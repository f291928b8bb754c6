"""Exports of Chinese patents: applicants in one cell, check digits, dates, sorts of applicants, encodings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, SchemaError
from cinet.loaders.patent_tables import read_patent_table
from cinet.loaders.presets.chinese_patents import APPLICANT_TYPES, PRESETS
from cinet.tables.engine import Engine
from cinet.vocabulary import ACTOR_TYPES

CNIPA = [
    "申请号",
    "申请日",
    "公开（公告）号",
    "名称",
    "申请（专利权）人",
    "发明人",
    "地址",
    "IPC主分类号",
    "颜色",
]
ROWS: list[list[Any]] = [
    ["201910000001.9", "2019.01.02", "CN1A", "A&amp;B", "甲大学；乙有限公司、丙研究院", "某某", "某市;他市",
     "G06F 17/30", "红"],
    ["CN201910000001.9", "20190102", "CN1B", "A&amp;B", "甲大学;乙有限公司;丙研究院", "某某", "某市", "G06F 17/30", ""],
    ["ＣＮ 201910000001.8", "2019年1月2日", "CN1C", "A&B", "甲大学", "某某", "某市", "", ""],
    ["98100001.0", "1998-3-4", "CN2A", "t", "丁|丁", "某某", "", "x", ""],
    ["US10/123", "02.03.2004", "US2A", "t", "丁", "某某", "", "x", ""],
    ["201910000003.5", "2019.01.02", "CN3A", "t", "", "某某", "", "", ""],
    ["", "2019.01.02", "CN3A", "t", "戊", "某某", "", "", ""],
]  # fmt: skip


def delimited(path: Path, head: list[str], rows: list[list[Any]], encoding: str = "utf-8") -> Path:
    path.write_bytes("\n".join("\t".join(row) for row in [head, *rows]).encode(encoding))
    return path


def counts(eco: Ecosystem) -> list[list[int]]:
    return eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist()


def lost(eco: Ecosystem) -> list[int]:
    return sorted(set(eco.issues.loc[eco.issues["action"] == "dropped", "row"].dropna().tolist()))


def test_the_patent_office(tmp_path: Path) -> None:
    path = delimited(tmp_path / "a.txt", CNIPA, ROWS, "gb18030")
    with pytest.warns(DataLossWarning):
        eco = read_patent_table(path)
    assert eco.source == "cnipa, a.txt"
    assert eco.report["encoding"].tolist() == ["gb18030"]
    assert eco.report["format"].tolist() == ["patents, cnipa"]
    assert eco.report["unknown_columns"].tolist() == ["颜色"]
    patents = eco.collaborations.set_index("collab_id")
    assert patents.index.tolist() == ["CN201910000001", "CN98100001", "US10/123"]
    assert patents["title"].tolist() == ["A&B", "t", "t"]
    assert patents["year"].tolist() == [2019, 1998, pd.NA]
    assert patents["sector"].tolist()[0] == "G06F"
    assert eco.actors["actor_id"].tolist() == ["丁", "丙研究院", "乙有限公司", "戊", "甲大学"]
    assert set(eco.actors["type"]) == {"unknown"}
    # the address is that of the first applicant
    assert eco.actors.set_index("actor_id")["address"].dropna().to_dict() == {"甲大学": "某市"}
    taking = eco.participations[["collab_id", "actor_id", "order"]].astype(str).values.tolist()
    assert taking == [
        ["CN201910000001", "丙研究院", "3"], ["CN201910000001", "乙有限公司", "2"], ["CN201910000001", "甲大学", "1"],
        ["CN98100001", "丁", "1"], ["US10/123", "丁", "1"],
    ]  # fmt: skip
    assert counts(eco) == [[7, 5, 2]]
    assert lost(eco) == [7, 8]
    doubted = eco.issues[eco.issues["column"] == "application"]
    assert doubted[["row", "action"]].values.tolist()[0] == [4, "doubted: kept"]
    # a day first or a month first: nobody can tell
    assert eco.issues.loc[eco.issues["column"] == "start", "value"].tolist()[0] == "02.03.2004"


def test_incopat(tmp_path: Path) -> None:
    head = [
        "申请号",
        "申请日",
        "标题 (中文)",
        "申请人",
        "申请人类型",
        "申请人地址",
        "中国申请人地市",
        "申请人省市代码",
        "专利类型",
        "IPC主分类",
    ]
    rows = [
        ["CN201910000001.9", "20190102", "t", "甲大学; 乙有限公司; 李某", "大专院校; 企业; 个人", "某路", "某市",
         "11", "发明申请", "A01B1/00"],
        ["CN201910000002.3", "20190102", "t", "乙有限公司; 丙", "企业", "某路", "某市", "12", "发明申请", "A01B1/00"],
        ["CN201910000003.8", "20190102", "t", "甲、大学", "", "", "", "", "发明申请", "A01B1/00"],
    ]  # fmt: skip
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [head, *rows]:
        sheet.append([cell or None for cell in row])
    sheet["A2"] = '=HYPERLINK("https://x.org/1", "CN201910000001.9")'
    sheet["A3"] = '=HYPERLINK("https://x.org/2", "CN201910000002.3")'
    sheet["A4"] = '=HYPERLINK("https://x.org/3", "CN201910000003.8")'
    book.save(path)
    eco = read_patent_table(path)
    assert eco.source == "incopat, a.xlsx"
    actors = eco.actors.set_index("actor_id")
    assert actors["type"].to_dict() == {
        "丙": "unknown", "乙有限公司": "firm", "李某": "individual", "甲、大学": "unknown", "甲大学": "university",
    }  # fmt: skip
    assert actors["type_source"].dropna().unique().tolist() == ["source code"]
    assert actors.loc["乙有限公司", ["region", "place"]].tolist() == ["12", "某市"]
    assert eco.collaborations["kind"].tolist() == ["发明申请"] * 3
    unlike = eco.issues[eco.issues["column"] == "applicant_types"]
    assert unlike[["row", "value", "action"]].values.tolist() == [[3, "企业", "set to missing"]]
    assert counts(eco) == [[3, 3, 0]]
    other = read_patent_table(path, preset="incopat", crosswalk={"个人": "creator"}, sheet="Sheet")
    assert other.actors.set_index("actor_id").loc["李某", "type"] == "creator"


def test_patsnap(tmp_path: Path) -> None:
    head = ["Application Number", "Application Date", "Title", "Original Assignee", "Assignee Type"]
    path = delimited(
        tmp_path / "a.csv",
        head,
        [["CN201910000001.9", "2019-01-02", "t", "A | B & C; D", "Company | Academy|Others"]],
    )
    eco = read_patent_table(path)
    assert eco.source == "patsnap, a.csv"
    assert eco.actors[["actor_id", "type"]].values.tolist() == [
        ["A", "firm"],
        ["B & C", "university"],
        ["D", "other"],
    ]


def test_a_table_of_numbers_and_applicants_alone(tmp_path: Path) -> None:
    path = delimited(
        tmp_path / "a.csv", ["申请号", "申请人"], [["201910000001", "甲"], ["2019100000019", "乙"]]
    )
    eco = read_patent_table(path, preset="cnipa", delimiter="\t", encoding="utf-8")
    assert eco.collaborations["collab_id"].tolist() == ["CN201910000001"]
    assert eco.participations["actor_id"].tolist() == ["乙", "甲"]
    none = delimited(tmp_path / "b.csv", ["申请号", "申请人"], [["", "甲"]])
    with pytest.warns(DataLossWarning):
        assert counts(read_patent_table(none)) == [[1, 0, 1]]


@pytest.mark.parametrize(
    ("number", "digit"),
    # the examples that are given wherever the rule is explained, and others by hand
    [
        ("201710601862.3", True),
        ("ZL200710308494.X", True),
        ("95115608.X", True),
        ("98100001.0", True),
        ("201910000001.X", False),
    ],
)
def test_check_digits(tmp_path: Path, number: str, digit: bool) -> None:
    path = delimited(tmp_path / "a.csv", ["申请号", "申请人"], [[number, "甲"]])
    eco = read_patent_table(path)
    assert (eco.issues["column"] == "application").any() != digit


def test_what_cannot_be_read(tmp_path: Path) -> None:
    path = delimited(tmp_path / "a.csv", ["申请号", "名称"], [["1", "t"]])
    with pytest.raises(
        LoadError, match=r"none of the columns '申请\(专利权\)人'.*Its columns: '申请号', '名称'"
    ):
        read_patent_table(path)
    other: dict[str, Any] = {"preset": "wipo"}
    with pytest.raises(SchemaError, match="preset='wipo' is none of 'cnipa', 'incopat', 'patsnap'"):
        read_patent_table(path, **other)
    assert set(APPLICANT_TYPES.values()) <= set(ACTOR_TYPES)
    assert set(PRESETS) == {choice.name for choice in PRESETS.values()}
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(LoadError, match=r"workbook of the old Excel.*save its table as \.xlsx"):
        read_patent_table(tmp_path / "a.xls")
    with Engine(threads=1) as engine:
        engine.write_parquet(pd.DataFrame({"申请号": ["1"]}), tmp_path / "a.parquet")
    with pytest.raises(CinetError):
        read_patent_table(tmp_path / "a.parquet")


@given(st.binary(max_size=60))
@settings(max_examples=25)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("table") / "a.csv"
    path.write_bytes("申请号,申请人\n".encode() + data)
    try:
        eco = read_patent_table(path)
    except CinetError:
        return
    assert (eco.report["rows_read"] == eco.report["rows_used"] + eco.report["rows_in_issues"]).all()
    assert len(lost(eco)) == eco.report["rows_in_issues"].sum()


def test_addresses_may_be_empty_throughout(tmp_path):
    (tmp_path / "a.csv").write_text("申请号,申请日,申请人,地址\nCN1,2019.01.02,甲;乙,\n", encoding="utf-8")
    eco = read_patent_table(tmp_path / "a.csv")
    assert len(eco.actors) == 2
    assert eco.report["rows_used"].tolist() == [1]
