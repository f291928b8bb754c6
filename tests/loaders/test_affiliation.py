"""From an affiliation to the organisation it names: the rules, and where they end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.loaders.affiliation import RULES, AffiliationReader, chinese_addresses, is_chinese
from cinet.loaders.presets.countries import COUNTRIES, COUNTRY_NAMES


@pytest.mark.parametrize(
    ("given", "organisation", "country"),
    [
        ("School of Physics, Wuhan University, Wuhan, 430072, China", "Wuhan University", "CN"),
        ("Institute of Physics, Polish Academy of Sciences, Warsaw, Poland", "Polish Academy of Sciences", "PL"),
        ("Northwest University, Ministry of Education, Xian 710069, China", "Northwest University", "CN"),
        ("Institute for Metals, IFW, Dresden, Germany", "Institute for Metals", "DE"),
        ("Micron Technology, Inc., R and D, Boise, ID 83707, United States", "Micron Technology, Inc.", "US"),
        ("Siemens AG, Munich, Germany", "Siemens AG", "DE"),
        ("Department of Physics, University of Calgary, Calgary, T2N 1N4, AB, Canada", "University of Calgary", "CA"),
        ("Dept. of EE, University of California, Los Angeles, CA, USA", "University of California, Los Angeles", "US"),
        ("University of California", "University of California", None),
        ("Data Institute, Agency for Science, Technology and Research, Singapore",
         "Agency for Science, Technology and Research", "SG"),
        ("Instituto de Pesquisas, s/n - Cidade Universitária, São Paulo, Brazil", "Instituto de Pesquisas", "BR"),
        ("Research Group, Hitachi, San Jose Research Center, San Jose, CA", "San Jose Research Center", None),
        ("Hitachi Global Storage, San Jose Research Center, San Jose, CA 95135 USA", "Hitachi Global Storage", "US"),
        ("Department of Physics, EUPDS, San Sebastián 20018, Spain", "EUPDS", "ES"),
        ("Center for Memory Research, San Diego, 92093, United States", "Center for Memory Research", "US"),
        ("Faculty of Science Universitas Indonesia, Depok, 1624, Indonesia", "Faculty of Science Universitas Indonesia",
         "ID"),
        ("12345, 67890", "12345", None),
        ("Lab of Things", "Lab of Things", None),
    ],
)  # fmt: skip
def test_largest(given: str, organisation: str, country: str | None) -> None:
    found = AffiliationReader("largest")(given)
    assert (found.organisation, found.country) == (organisation, country)
    assert found.given == given


@pytest.mark.parametrize(
    ("given", "organisation", "country"),
    [
        ("Univ Calif San Diego, Dept Elect Engn, La Jolla, CA 92093 USA.", "Univ Calif San Diego", "US"),
        ("UNIV TRONDHEIM,INST PHYS,N-7034 TRONDHEIM,NORWAY.", "UNIV TRONDHEIM", "NO"),
        ("OAK RIDGE NATL LAB,OAK RIDGE,TN 37830.", "OAK RIDGE NATL LAB", "US"),
        ("Univ Y, Ankara, Turkiye", "Univ Y", "TR"),
        ("Inst Z, Belgrade, Yugoslavia", "Inst Z", None),
        ("Georgia", "Georgia", None),
        (" , .", ", .", None),
    ],
)
def test_first(given: str, organisation: str, country: str | None) -> None:
    found = AffiliationReader("first")(given)
    assert (found.organisation, found.country) == (organisation, country)


@pytest.mark.parametrize(
    ("given", "organisation"),
    [
        ("西北工业大学理学院陕西省光信息技术重点实验室", "西北工业大学"),
        ("中国科学院大学经济与管理学院", "中国科学院大学"),
        ("中国科学院物理研究所", "中国科学院"),
        ("深圳清华大学研究院", "深圳清华大学研究院"),
        ("某大学科技园有限公司", "某大学科技园有限公司"),
        ("中国铁道科学研究院集团有限公司 运输及经济研究所", "中国铁道科学研究院集团有限公司"),
        ("国网河北省电力有限公司电力科学研究院", "国网河北省电力有限公司"),
        ("中国人民解放军陆军第72集团军医院,浙江 湖州,313000", "中国人民解放军陆军第72集团军医院"),
        ("四川大学华西医院眼科", "四川大学华西医院"),
        ("上海交通大学医学院附属第九人民医院整复外科", "上海交通大学医学院附属第九人民医院"),
        ("复旦大学附属肿瘤医院|JG001257", "复旦大学附属肿瘤医院"),
        ("①天津药物研究院", "天津药物研究院"),
        ("(2)中华某某学会", "中华某某学会"),
        ("某市气象局", "某市气象局"),
        ("大庆石化", "大庆石化"),
        ("430074", "430074"),
        ("School of Law, Lake University, Leeds, UK", "Lake University"),
    ],
)
def test_chinese(given: str, organisation: str) -> None:
    assert AffiliationReader("chinese")(given).organisation == organisation


def test_long_texts_are_no_affiliation() -> None:
    found = AffiliationReader("largest")("x " * 600)
    assert found.organisation == ""
    assert len(found.given) < 110
    assert chinese_addresses("学" * 1001) == ["学" * 1001]


def test_country_names_are_unambiguous() -> None:
    assert len(COUNTRIES) == sum(len({name.casefold() for name in names}) for names in COUNTRY_NAMES.values())
    assert all(re.fullmatch("[A-Z]{2}", code) for code in COUNTRY_NAMES)


@given(
    st.text(max_size=80) | st.text("大学公司医院研究所,，、/ .()1a学院", max_size=80), st.sampled_from(RULES)
)
def test_something_is_always_found(text: str, rule) -> None:
    found = AffiliationReader(rule)(text)
    assert found.given == " ".join(text.split())
    assert bool(found.organisation) == bool(found.given)
    parts = chinese_addresses(text)
    assert len(parts) >= 1
    assert is_chinese("".join(parts)) == is_chinese(text)
