"""Names in one spelling: what is taken away, what must stay, and that nothing breaks it."""

from __future__ import annotations

import sys
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import MissingExtra, SchemaError
from cinet.loaders import names
from cinet.loaders.name_tables import CJK_ENDINGS, CJK_OPENINGS, LATIN_FORMS, TRADITIONAL, WEAK_FORMS
from cinet.loaders.names import is_cjk, name_keys, parse_names, plain_names, simplifier
from cinet.loaders.typing_names import name_types


def keys(*given_names: str | None) -> list[str]:
    return name_keys(pd.Series(given_names, dtype="str"), script="table").tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siemens AG", "SIEMENS Aktiengesellschaft"),
        ("Universität Zürich", "UNIVERSITAT ZURICH"),
        ("Foo G.m.b.H. & Co. KG", "foo GmbH and Co KG"),
        ("Huawei Technologies Co., Ltd.", "Huawei Technologies"),
        ("ENEL S.p.A.", "Enel SPA"),
        ("ENEL S. P. A.", "Enel"),
        ("ＡＢＢ　Ltd", "ABB Ltd."),
        ("ООО Foo", "ооо foo"),
        ("OOO Foo", "Foo"),
        ("Łódź Sp. z o.o.", "Lodz"),
        ("Ørsted A/S", "orsted as"),
        ("People's Bank", "People’s Bank"),
        ("F—Secure Corporation", "F-Secure Corporation"),
        ("深圳市腾讯计算机系统有限公司", "深圳腾讯计算机系统有限公司"),
        ("广东省深圳市腾讯有限公司", "深圳市 腾讯 有限责任公司"),
        ("臺灣積體電路製造股份有限公司", "台湾积体电路制造"),
        ("株式會社日立製作所", "㈱日立製作所"),
        ("日立製作所 株式会社", "日立制作所"),
        ("주식회사 카카오", "카카오"),
        ("某某合伙企业（有限合伙）", "某某"),
    ],
)
def test_names_that_are_one(one: str, other: str) -> None:
    assert len(set(keys(one, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("北京同仁堂有限公司", "南京同仁堂有限公司"),
        ("Takeda (Belgium)", "Takeda (Japan)"),
        ("腾讯控股有限公司", "腾讯有限公司"),
        ("Foo Holdings Ltd", "Foo Ltd"),
        ("武汉第一医院", "武汉第二医院"),
        ("がん研究会", "かん研究会"),
    ],
)
def test_names_that_are_two(one: str, other: str) -> None:
    assert len(set(keys(one, other))) == 2


def test_what_is_all_legal_form_stays() -> None:
    assert keys("Ltd", "株式会社", "有限公司", "", None, "...") == ["ltd", "株式会社", "有限公司", "", "", ""]
    assert keys("株式会社有限公司") == ["株式会社"]


def test_a_city_in_a_name() -> None:
    assert keys("上海市政工程设计研究总院", "上海市环境科学研究院", "中国城市规划设计研究院") == [
        "上海市政工程设计研究总院",
        "上海环境科学研究院",
        "中国城市规划设计研究院",
    ]


def test_parts() -> None:
    parts = parse_names(pd.Series(["Foo GmbH & Co. KG", None], index=[7, 9]), "table")
    assert parts.index.tolist() == [7, 9]
    assert parts.values.tolist() == [["foo gmbh and co kg", "foo", "kg"], ["", "", ""]]
    assert plain_names(pd.Series([], dtype="str")).tolist() == []


def test_the_tables() -> None:
    assert len(CJK_ENDINGS) + len(CJK_OPENINGS) > 40
    assert set(LATIN_FORMS) >= WEAK_FORMS
    assert len(TRADITIONAL) > 500
    assert {*CJK_ENDINGS.values(), *CJK_OPENINGS.values(), *LATIN_FORMS.values()} == {
        "firm",
        "university",
        "research_institute",
        "government",
        "intermediary",
        "hospital",
        "individual",
    }
    # a simplified character is not written as another one
    assert not {ord(simple) for simple in TRADITIONAL.values()} & set(TRADITIONAL)


def test_the_choice_of_a_script(monkeypatch: pytest.MonkeyPatch) -> None:
    assert simplifier("keep")("學") == "學"
    assert simplifier("table")("國立臺灣大學") == "国立台湾大学"
    with pytest.raises(SchemaError, match="script='opnecc' is none of"):
        simplifier("opnecc")
    names._opencc.cache_clear()
    monkeypatch.setitem(sys.modules, "opencc", None)
    assert simplifier("auto")("乾坤學") == "乾坤学"
    with pytest.raises(MissingExtra, match="script='opencc' needs the package opencc"):
        simplifier("opencc")
    names._opencc.cache_clear()


def test_opencc_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Converter:
        def __init__(self, config: str) -> None:
            assert config == "t2s"

        def convert(self, text: str) -> str:
            return text.replace("鑛", "矿")

    names._opencc.cache_clear()
    monkeypatch.setitem(sys.modules, "opencc", type(sys)("opencc"))
    monkeypatch.setattr(sys.modules["opencc"], "OpenCC", Converter, raising=False)
    assert name_keys(pd.Series(["大冶\n鑛業", "Mine"])).tolist() == ["大冶矿業", "mine"]
    names._opencc.cache_clear()


def test_the_table_agrees_with_opencc() -> None:
    opencc = pytest.importorskip("opencc")
    convert = opencc.OpenCC("t2s").convert
    assert {chr(code): simple for code, simple in TRADITIONAL.items() if convert(chr(code)) != simple} == {}


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_text_has_a_key(texts: list[str]) -> None:
    parts = parse_names(pd.Series(texts, dtype="str"), "table")
    assert len(parts) == len(texts)
    assert not parts.isna().any().any()
    # what has a name has a key
    assert ((parts["plain"] == "") == (parts["key"] == "")).all()


@given(st.text(alphabet="abcABC ÄÖé.-&'株式会社有限公司学學 ", max_size=25))
def test_a_key_is_its_own_key_but_for_forms(text: str) -> None:
    plain = plain_names(pd.Series([text]), "table")
    assert plain_names(plain, "table").tolist() == plain.tolist()
    assert is_cjk(text) == any("\u4e00" <= character <= "\u9fff" for character in text)


@pytest.mark.parametrize(
    "text", ["a." * 50_000, "(" * 50_000, "co " * 50_000, "省市" * 50_000, "x" * 100_000]
)
def test_long_names_take_no_time(text: str) -> None:
    start = time.perf_counter()
    name_types(pd.Series([text]), script="table")
    assert time.perf_counter() - start < 2
