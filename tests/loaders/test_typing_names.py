"""What names say of types: the traps, one by one, and names that are made to hang a reader."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.loaders.actor_typing import type_actors
from cinet.loaders.name_tables import CJK_OPENINGS
from cinet.loaders.typing_names import name_types
from cinet.loaders.typing_rules import ANYWHERE_RULES, COMPOUND_SURNAMES, ENDING_RULES, SURNAMES
from cinet.loaders.typing_words import INNER_FORMS, WORD_RULES
from cinet.vocabulary import ACTOR_TYPES


@pytest.mark.parametrize(
    ("name", "kind", "source"),
    [
        # the traps
        ("中国数学会", "intermediary", "name rule"),
        ("国家气象局", "government", "name rule"),
        ("深圳清华大学研究院", "research_institute", "name rule"),
        ("清华大学科技园有限公司", "firm", "legal form"),
        ("清华大学科技园", "intermediary", "name rule"),
        ("深圳市腾讯计算机系统有限公司", "firm", "legal form"),
        ("腾讯科技(深圳)有限公司", "firm", "legal form"),
        ("抖音", "platform", "name rule"),
        ("北京抖音科技有限公司", "firm", "legal form"),
        # endings, brackets behind, Latin behind, departments
        ("北京大学第一医院", "hospital", "name rule"),
        ("中国科学院大学", "university", "name rule"),
        ("清华大学计算机系", "university", "name rule"),
        ("上海交通大学(闵行)", "university", "name rule"),
        ("北京大学 Peking University", "university", "name rule"),
        ("國立臺灣大學", "university", "name rule"),
        ("最高人民法院", "government", "name rule"),
        ("国立大学法人東京大学", "university", "legal form"),
        ("서울대학교", "university", "name rule"),
        # longest endings
        ("某某大学科技园有限公司", "firm", "legal form"),
        ("某某大学科技园", "intermediary", "name rule"),
        ("中国计算机学会大数据专业委员会", "intermediary", "name rule"),
        ("某某公司工会委员会", "intermediary", "name rule"),
        ("某某高新技术产业开发区管理委员会", "government", "name rule"),
        ("某某区管委会", "government", "name rule"),
        ("某某省科学技术厅", "government", "name rule"),
        ("中华人民共和国教育部", "government", "name rule"),
        ("某某省人民政府", "government", "name rule"),
        ("某某市委党校", "university", "name rule"),
        ("某某众创空间", "intermediary", "name rule"),
        ("某某创业孵化器", "intermediary", "name rule"),
        ("某某扶贫基金会", "intermediary", "name rule"),
        ("某某音乐厅", "intermediary", "name rule"),
        ("某某设计工作室", "firm", "name rule"),
        ("某某投资中心（有限合伙）", "firm", "legal form"),
        ("某某律师事务所", "intermediary", "name rule"),
        ("某某影业", "firm", "name rule"),
        ("某某画院", "intermediary", "name rule"),
        ("株式会社日立製作所", "firm", "legal form"),
        ("华为技术有限公司", "firm", "legal form"),
        ("独立行政法人某某研究所", "research_institute", "name rule"),
        ("独立行政法人国立病院機構", "hospital", "name rule"),
        ("独立行政法人某某", "government", "legal form"),
        ("国立研究開発法人某某", "research_institute", "legal form"),
        ("某某虚拟大学园", "intermediary", "name rule"),
        ("某某市教委", "government", "name rule"),
        ("서울특별시", "government", "name rule"),
        ("한국과학기술원", "research_institute", "name rule"),
        # persons: a surname and two characters, and those who do business under their own name
        ("张三丰", "individual", "name rule"),
        ("欧阳修", "individual", "name rule"),
        ("欧阳明日", "individual", "name rule"),
        ("张三", "unknown", "unknown"),
        ("某三丰", "unknown", "unknown"),
        ("张三の", "unknown", "unknown"),
        ("张三小吃店（个体工商户）", "individual", "legal form"),
        # Latin scripts
        ("Siemens Healthcare Diagnostics GmbH", "firm", "legal form"),
        ("E.T.C. S.R.L.", "firm", "legal form"),
        ("Förderverein Foo e.V.", "intermediary", "legal form"),
        ("Mayo Clinic, Inc.", "hospital", "name rule"),
        ("Acme Laboratories Inc.", "firm", "legal form"),
        ("Ministry Corp", "firm", "legal form"),
        ("Technische Universität München", "university", "name rule"),
        ("Massachusetts Institute of Technology", "university", "name rule"),
        ("Kyoto Municipal Board of Education", "government", "name rule"),
        ("Takeda (Belgium)", "firm", "name rule"),
        ("Takeda (Unit 7)", "unknown", "unknown"),
        ("Chinese Academy of Sciences", "research_institute", "name rule"),
        ("University of Basel Press and Museum", "university", "name rule"),
        # the word at the end says what a thing is, those before it what it is about
        ("Foo Technologies", "firm", "name rule"),
        ("Foo Technologies (Holdings)", "firm", "name rule"),
        ("Research Institute of Foo Technologies", "research_institute", "name rule"),
        ("Foo Software Museum", "intermediary", "name rule"),
        ("Zhejiang Academy of Building Design", "research_institute", "name rule"),
        ("Foo Academy", "university", "name rule"),
        ("Institute of Science and Technology Foo", "university", "name rule"),
        ("Association of Foo Universities", "intermediary", "name rule"),
        ("Foo Transportation Safety Board", "government", "name rule"),
        ("Foo Forest Service", "government", "name rule"),
        # a legal form within the name
        ("Foo GmbH Vertriebsbuero Wien", "firm", "legal form"),
        ("Foo Gesellschaft mit beschraenkter Haftung", "firm", "legal form"),
        ("Foo Gesellschaft mit beschränkter Haftung Werkzeuge", "firm", "legal form"),
        ("Kabushiki Kaisha Foo", "firm", "legal form"),
        ("Hospital Foo GmbH Wien", "hospital", "name rule"),
        ("Klinikum Foo gGmbH", "hospital", "name rule"),
        ("Foo gGmbH", "intermediary", "legal form"),
        ("Foo Limited Partnership", "firm", "legal form"),
        # neighbours
        ("Stowarzyszenie Foo", "intermediary", "name rule"),
        ("Przedsiębiorstwo Foo", "firm", "name rule"),
        ("Instytut Foo", "research_institute", "name rule"),
        ("Vereniging Foo", "intermediary", "name rule"),
        ("Provincie Foo", "government", "name rule"),
        ("Conseil régional de Foo", "government", "name rule"),
        ("Laboratoires Foo", "firm", "name rule"),
        ("Laboratoire de Foo", "research_institute", "name rule"),
        ("Istituto Comprensivo Foo", "university", "name rule"),
        ("Istituto Foo", "research_institute", "name rule"),
        ("Azienda Sanitaria Foo", "hospital", "name rule"),
        ("Consejería de Foo", "government", "name rule"),
        ("Sociedad Anónima Foo", "firm", "name rule"),
        ("Sociedad Española de Foo", "intermediary", "name rule"),
        ("Bezirksamt Foo", "government", "name rule"),
        # persons
        ("Doe, Jane", "individual", "name rule"),
        ("van der Berg, Jane A.", "individual", "name rule"),
        ("Doe, Kyoung-Ho", "individual", "name rule"),
        ("Jane A. Doe", "individual", "name rule"),
        ("Jane A. B. van Doe", "individual", "name rule"),
        ("Jane Doe, sole trader", "individual", "name rule"),
        ("Ditta Individuale Doe", "individual", "name rule"),
        # and what is not written as one
        ("Foo, France", "unknown", "unknown"),
        ("Foo, N.A.", "unknown", "unknown"),
        ("Foo Corporation, Taipei", "firm", "name rule"),
        ("DOE Jane Ann", "unknown", "unknown"),
        ("Jane Doe", "unknown", "unknown"),
        ("Doe, Jane " * 9, "unknown", "unknown"),
        ("Jo", "unknown", "unknown"),
        ("", "unknown", "unknown"),
        (None, "unknown", "unknown"),
    ],
)
def test_a_name(name: str | None, kind: str, source: str) -> None:
    found = name_types(pd.Series([name], dtype="str"), script="table").iloc[0]
    assert (found["type"], found["type_source"]) == (kind, source)
    assert (found["type_confidence"] > 0) == (kind != "unknown")
    assert (found["sign"] != "") == (kind != "unknown")


def test_no_rule_is_sure_of_government_or_institutes() -> None:
    rules = [*WORD_RULES, *ENDING_RULES, *ANYWHERE_RULES]
    assert all(rule.confidence <= 0.6 for rule in rules if rule.type in ("government", "research_institute"))
    assert all(rule.type in ACTOR_TYPES and 0 < rule.confidence < 1 for rule in rules)
    for rule in rules:
        assert all(sign == sign.casefold() and sign.strip("*") for sign in rule.signs)
        # a stem is a word, and begins or ends it
        assert all(re.fullmatch(r"\*?[^*$]+[*$]?", sign) for sign in rule.signs)
        # only a word, not a phrase, is looked for in parts or at the end
        assert not any(" " in sign for sign in rule.signs if set(sign) & set("*$"))
        assert len(set(rule.signs)) == len(rule.signs)


def test_no_names() -> None:
    assert name_types(pd.Series([], dtype="str")).empty


def test_every_sign_is_found() -> None:
    """A sign that another rule takes first, in every name, would be dead."""
    for rule in WORD_RULES:
        for sign in rule.signs:
            name = "foo " + sign.replace("$", "").replace("*", "qq")
            assert name_types(pd.Series([name]), script="table")["type"].iloc[0] != "unknown", sign
    for form in INNER_FORMS:
        found = name_types(pd.Series([f"foo {form} bar"]), script="table").iloc[0]
        assert (found["type"], found["sign"]) == ("firm", form) or found["type_source"] == "name rule", form


def test_no_form_is_sure_of_government_or_institutes() -> None:
    names = [
        f"{form}某某" for form, kind in CJK_OPENINGS.items() if kind in ("government", "research_institute")
    ]
    found = name_types(pd.Series(names), script="table")
    assert len(names) == 4
    assert set(found["type_source"]) == {"legal form"}
    assert found["type_confidence"].max() <= 0.6


def test_surnames() -> None:
    assert len(SURNAMES) >= 100
    assert all(len(surname) == 1 for surname in SURNAMES)
    assert all(len(surname) == 2 for surname in COMPOUND_SURNAMES)


def test_a_person_by_name_is_never_sure() -> None:
    names = ["Doe, Jane", "Jane A. Doe", "张三丰", "欧阳修"]
    assert name_types(pd.Series(names), script="table")["type_confidence"].max() <= 0.6


def sole_trader(name: str) -> Ecosystem:
    actors = pd.DataFrame({"actor_id": ["1"], "type": ["firm"], "name": [name]})
    taking = pd.DataFrame({"collab_id": ["p"], "actor_id": ["1"]})
    return Ecosystem(actors, pd.DataFrame({"collab_id": ["p"], "year": [2020]}), taking)


def test_sole_traders_under_prc() -> None:
    """CORDIS files persons who do business as PRC: the code of the source stays unless somebody corrects it."""
    typed = type_actors(sole_trader("DOE Jane Ann"))
    assert typed.actors[["type", "type_source"]].values.tolist() == [["firm", "source code"]]
    told = type_actors(sole_trader("DOE Jane Ann"), table={"1": "individual"})
    assert told.actors[["type", "type_source"]].values.tolist() == [["individual", "user table"]]
    named = sole_trader("Jane Doe, sole trader")
    assert type_actors(named).actors["type"].tolist() == ["firm"]
    corrected = type_actors(named, correct={"firm": "individual"})
    assert corrected.actors[["type", "type_source"]].values.tolist() == [
        ["individual", "name rule over source code"]
    ]


@given(st.text(max_size=60))
def test_any_text_as_a_name(text: str) -> None:
    found = name_types(pd.Series([text], dtype="str"), script="table").iloc[0]
    assert found["type"] in ACTOR_TYPES
    assert 0 <= found["type_confidence"] <= 1


@pytest.mark.parametrize(
    "text",
    [
        "a " * 50_000, "(" * 50_000, "(a" * 40_000, "() " * 40_000, "Doe, " * 20_000, "de " * 30_000,
        "a-" * 40_000, "A. " * 30_000, "gmbh " * 20_000, "institut" * 10_000, "大" * 50_000, "大学 a" * 10_000,
    ],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_long_names_take_no_longer_than_their_length(text: str) -> None:
    """A pattern that tries every beginning with every end would not come back from these."""
    assert name_types(pd.Series([text]), script="table")["type"].iloc[0] in ACTOR_TYPES
