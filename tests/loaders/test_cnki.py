"""CNKI and Wanfang: three forms of tagged text, their traps, and real records."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, UnknownName
from cinet.loaders.cnki import names_in, read_cnki

SHARED = os.environ.get("CINET_TEST_DATA")
SAMPLES = Path(str(SHARED), "samples", "cnki")

NOTE = """{Reference Type}: Journal Article
{Title}: 题目一
{Author}: 甲一;乙二；丙三;
{Author Address}: 1.星河大学 物理学院；2.星河科学研究院集团有限公司 经济研究所|JG001234;;
{Journal}: 某某学报
{Year}: 2019
{Keywords}: 词;;语
{Abstract}：全角冒号之后的
摘要
{URL}: https://kns.cnki.net/kcms/detail/detail.aspx?FileName=ABCD201901001&DbName=X
{Database Provider}: CNKI


"""
LONG = """{Reference Type}: Journal Article
{Title}: Title two
{Author}: Ann Roe;;Ben Poe
{Author Address}: School of Law, Lake University, Leeds, UK;;River Ltd., Lyon, France
{Year}: 2020
{DOI}: 10.1/two

"""
BROKEN = (
    "{Reference Type}: Journal Article\r\n{Title}: 题目三\r\n{Author}: 甲一,乙二\r\n"
    "{Author Address}: 星河大学法学院,星河大学法学院 湖北武汉430074\r\r\n,湖北武汉430074\r\n{Year}: 2005\r\n"
)
SEVERAL = """{Reference Type}: Journal Article
{Title}: 题目四
{Author}: 甲一
{Author}: 丁四
{Author Address}: 星河制药有限责任公司,月湖中医药大学,月湖中医药大学 012000
{Author Address}: 220005,某市 某某医科大学附属医院肿瘤科
{Author Address}: 某某石化
{Year}: 2021
{Novelty}: new
"""
THESIS = "{Reference Type}: Thesis\n{Title}: 论文\n{Author}: 戊五\n{Publisher}: 月湖交通大学\n{Year}: 2018\n"
PATENT = (
    "{Reference Type}: Patent\n{Title}: 装置\n{Author}: 己六\n{Author Address}: 241000 某省某市某广场C座2409室\n"
    "{Subsidiary Author}: 星河新能源技术有限公司;月湖大学\n{Date}: 2018-11-02\n"
)
STUDY = """DataType: 1
Title-题名: 题目五
Author-作者: 甲一;乙二;
Source-刊名: 某刊
PubTime-出版时间: 2021-01-15 16:54
Summary-摘要: 摘要
SrcDatabase-来源库: 期刊
Organ-机构: 星河大学医学院;某市太和医院药学部(月湖医药学院附属医院);
Link-链接: https://kns.cnki.net/kcms/detail/detail.aspx?FileName=EF2021&DbName=X
DataType: 1
Title-题名: 题目六
Year-年: 2020
Organ-机构: 中华某某学会;
Link-链接: http://[broken
"""
WORKS = """RT Journal Article
SR 1
A1 甲一;乙二
AD 星河大学;月湖研究院
T1 题目七
JF 某刊
YR 2017
K1 词;语
DO 10.1/seven
"""


def export(folder: Path, text: str, name: str = "CNKI-1.net", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def actors(eco: Ecosystem) -> list[list[str]]:
    return eco.participations[["collab_id", "actor_id"]].astype("str").values.tolist()


def test_noteexpress(tmp_path: Path) -> None:
    eco = read_cnki(export(tmp_path, NOTE + LONG))
    assert actors(eco) == [
        ["10.1/two", "Lake University"],
        ["10.1/two", "River Ltd."],
        ["ABCD201901001", "星河大学"],
        ["ABCD201901001", "星河科学研究院集团有限公司"],
    ]
    second = eco.collaborations.iloc[1]
    assert second[["kind", "title", "year", "venue", "subject"]].tolist() == [
        "Journal Article", "题目一", 2019, "某某学报", "词;;语"
    ]  # fmt: skip
    assert eco.participations["affiliation"].tolist()[2] == "1.星河大学 物理学院"
    assert eco.actors.set_index("actor_id")["country"].to_dict()["River Ltd."] == "FR"
    assert eco.report[["format", "rows_read", "rows_used"]].values.tolist() == [["CNKI, NoteExpress", 2, 2]]
    assert eco.issues.empty
    assert eco.source == "CNKI, CNKI-1.net"
    persons = read_cnki(export(tmp_path, NOTE + LONG), unit="author")
    assert persons.actors["actor_id"].tolist() == ["Ann Roe", "Ben Poe", "丙三", "乙二", "甲一"]
    assert len(read_cnki(export(tmp_path, NOTE), roll_up=False).actors) == 2


def test_line_ends_within_a_field(tmp_path: Path) -> None:
    path = export(tmp_path, BROKEN)
    assert actors(read_cnki(path)) == [["CNKI-1.net#1", "星河大学"]]
    assert len(read_cnki(path, unit="author").actors) == 2


def test_several_organisations_in_an_address(tmp_path: Path) -> None:
    eco = read_cnki(export(tmp_path, SEVERAL))
    assert sorted(eco.actors["actor_id"]) == [
        "星河制药有限责任公司",
        "月湖中医药大学",
        "某某医科大学附属医院",
        "某某石化",
    ]
    assert eco.report["unknown_columns"].tolist() == ["Novelty"]
    assert eco.collaborations["tag Novelty"].tolist() == ["new"]


def test_theses_and_patents(tmp_path: Path) -> None:
    eco = read_cnki(export(tmp_path, THESIS + PATENT))
    assert actors(eco) == [
        ["CNKI-1.net#1", "月湖交通大学"],
        ["CNKI-1.net#2", "星河新能源技术有限公司"],
        ["CNKI-1.net#2", "月湖大学"],
    ]
    assert eco.collaborations["start"].dt.strftime("%Y-%m-%d").tolist() == ["2018-01-01", "2018-11-02"]
    own = THESIS.replace("{Year}", "{Author Address}: 星河大学\n{Year}")
    assert read_cnki(export(tmp_path, own)).actors["actor_id"].tolist() == ["星河大学"]
    alone = PATENT.replace("{Subsidiary Author}: 星河新能源技术有限公司;月湖大学\n", "")
    assert len(read_cnki(export(tmp_path, alone)).actors) == 1


def test_estudy_and_refworks(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    export(folder, STUDY, "e.txt")
    export(folder, WORKS, "r.txt")
    export(folder, "*Vertices 2\n1 a\n2 b\n", "pajek.net")
    eco = read_cnki(folder)
    assert actors(eco) == [
        ["10.1/seven", "星河大学"],
        ["10.1/seven", "月湖研究院"],
        ["EF2021", "星河大学"],
        ["EF2021", "某市太和医院"],
        ["e.txt#2", "中华某某学会"],
    ]
    assert eco.collaborations["year"].tolist() == [2017, 2021, 2020]
    assert eco.report["format"].tolist() == ["CNKI, E-Study", "CNKI, RefWorks"]
    assert eco.issues["file"].tolist() == ["pajek.net"]
    assert "a Pajek network" in eco.issues["reason"].iloc[0]
    with pytest.warns(DataLossWarning):
        persons = read_cnki(folder / "e.txt", unit="author")
    assert persons.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[2, 1, 1]]
    assert persons.issues[["row", "reason"]].values.tolist() == [[2, "the record names no author"]]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    eco = read_cnki(export(tmp_path, NOTE, encoding=encoding))
    assert len(eco.actors) == 2
    assert eco.report["encoding"].tolist() == [encoding]
    assert len(eco.issues) == (encoding == "gb18030")


def test_many_unknown_fields(tmp_path: Path) -> None:
    odd = "".join(f"{{Field {number}}}: x\n" for number in range(45))
    eco = read_cnki(export(tmp_path, NOTE.rstrip() + "\n" + odd))
    assert len(eco.report["unknown_columns"].iloc[0].split("|")) == 45
    assert sum(name.startswith("tag ") for name in eco.collaborations) == 40


def test_names() -> None:
    assert names_in("甲一、乙二") == ["甲一", "乙二"]
    assert names_in("Smith, John") == ["Smith, John"]
    assert names_in(" ; ") == []


def test_what_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"looks like BibTeX.*NoteExpress"):
        read_cnki(export(tmp_path, "@article{a}"))
    with pytest.raises(UnknownName, match="do not name countries"):
        read_cnki(export(tmp_path, NOTE), unit="country")


@settings(max_examples=12)
@given(
    st.lists(
        st.sampled_from(
            [NOTE, LONG, BROKEN, SEVERAL, THESIS, PATENT, "{Reference Type}: Standard\n{Title}: 无\n"]
        ),
        min_size=1,
        max_size=6,
    )
)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_every_record_is_used_or_told(tmp_path_factory: pytest.TempPathFactory, records: list[str]) -> None:
    path = export(tmp_path_factory.getbasetemp(), "\n".join(records))
    eco = read_cnki(path)
    assert eco.report["rows_read"].tolist() == [len(records)]
    lost = eco.issues[(eco.issues["action"] == "dropped") & eco.issues["row"].notna()]
    assert lost["row"].nunique() == eco.report["rows_in_issues"].iloc[0]
    assert (eco.report["rows_read"] == eco.report["rows_used"] + eco.report["rows_in_issues"]).all()


@settings(max_examples=12)
@given(
    st.sampled_from(["{Reference Type}: ", "DataType: ", "RT ", ""]),
    st.text(max_size=60) | st.text("{}:：-;；,1.大学公司医院|JG \n(", max_size=60),
)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_any_text(tmp_path_factory: pytest.TempPathFactory, begin: str, text: str) -> None:
    fields = f"{begin}x\n{{Author Address}}: {text}\nOrgan-机构: {text}\nAD {text}\n{text}"
    try:
        read_cnki(export(tmp_path_factory.getbasetemp(), fields.encode("utf-8", "replace").decode()))
    except CinetError:
        return


@pytest.mark.data
@pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
@pytest.mark.parametrize(
    ("name", "read", "used", "persons"),
    [
        ("noteexpress_ChineseColon.net", 1, 1, 1),
        ("noteexpress_Classic5Test.net", 5, 5, 5),
        ("noteexpress_CoverAllTest15Entries.net", 15, 8, 11),
        ("noteexpress_mixed.net", 12, 11, 12),
        ("noteexpress_withLineBreakInAddress.net", 1, 1, 1),
        ("wanfang_demo_202101.NET", 20, 20, 20),
        ("estudy_demo_cnki_202101.txt", 20, 20, 19),
    ],
)
def test_golden_counts(name: str, read: int, used: int, persons: int) -> None:
    report = read_cnki(SAMPLES / name).report
    assert report[["rows_read", "rows_used"]].values.tolist() == [[read, used]]
    assert read_cnki(SAMPLES / name, unit="author").report["rows_used"].tolist() == [persons]
    text = (SAMPLES / name).read_text(encoding="utf-8-sig")
    assert read == text.count("{Reference Type}") + text.count("DataType:")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (NOTE + LONG, ("{", "{Yea", "{Year}", "{Year} ")),
        (STUDY.split("DataType: 1\nTitle-题名: 题目六")[0], ("O", "Orga", "Organ-", "Organ-机", "DataTyp")),
        (WORKS.rstrip("\n") + "\n", ("A", "J")),
    ],
    ids=["NoteExpress", "E-Study", "RefWorks"],
)
def test_a_tag_that_is_cut_off_is_no_organisation(tmp_path: Path, text: str, ends: tuple[str, ...]) -> None:
    path = tmp_path / "a.net"
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    sound = read_cnki(path)
    for end in ends:
        path.write_text(text.rstrip("\n") + f"\n{end}", encoding="utf-8")
        cut = read_cnki(path)
        assert cut.actors["actor_id"].tolist() == sound.actors["actor_id"].tolist()
        told = cut.issues[cut.issues["reason"] == "the file ends within a tag: it is cut off"]
        assert told[["value", "action"]].values.tolist() == [
            [end, "doubted: the record is kept as far as it goes"]
        ]
        assert len(cut.issues) == len(sound.issues) + 1


@pytest.mark.parametrize("end", ["Wageningen-UR", "IBM", "某某大学", "{a} b"])
def test_a_last_line_that_is_no_tag_is_kept(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"DataType: 1\nTitle-题名: 题\nOrgan-机构: 星河大学\n{end}", encoding="utf-8")
    eco = read_cnki(path)
    assert len(eco.actors) == 2
    assert "the file ends within this field, without a line end: it may be cut off" in set(
        eco.issues["reason"]
    )


def test_a_name_that_may_be_cut_off_is_doubted(tmp_path: Path) -> None:
    path = tmp_path / "a.net"
    path.write_text(
        "{Reference Type}: Thesis\n{Title}: 题\n{Author Address}: 星河大学;月湖", encoding="utf-8"
    )
    eco = read_cnki(path)
    told = eco.issues.iloc[0]
    assert told[["row", "column", "value"]].tolist() == [1, "Author Address", "星河大学;月湖"]
    # a file may end without a line end
    path.write_text("{Reference Type}: Thesis\n{Author Address}: 星河大学\n{Year}: 2020", encoding="utf-8")
    assert "ends within" not in "".join(read_cnki(path).issues["reason"])
