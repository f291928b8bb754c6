"""The unified social credit code of organisations in China (GB 32100): who registered them, as what, and where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pandas as pd

__all__ = ["CATEGORIES", "PROVINCES", "Category", "check_character", "read_uscc"]

#: The characters of a code, in the order of their values 0 to 30; I, O, Z, S and V are not used.
ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES: Final = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
_LENGTH: Final = 18
_BETWEEN: Final = re.compile(r"[\s\-]+")
_CODE: Final = re.compile(f"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{9}}[0-9A-Z]")


@dataclass(frozen=True, slots=True)
class Category:
    """What the first two characters say: who registers it as what, its type, and the types its name may give it."""

    department: str
    category: str
    type: str
    confidence: float
    by_name: tuple[str, ...] = ()


_PUBLIC: Final = ("university", "research_institute", "hospital", "intermediary", "government")
_PRIVATE: Final = ("university", "research_institute", "hospital", "intermediary")


def _categories() -> dict[str, Category]:
    staffing, foreign, justice, culture, civil = "机构编制", "外交", "司法行政", "文化", "民政"
    travel, religion, union, market = "旅游", "宗教", "工会", "工商"
    army, farming, rest = "中央军委改革和编制办公室", "农业", "其他"
    return {
        "11": Category(staffing, "机关", "government", 0.95),
        # universities, institutes, hospitals and museums alike: the name decides
        "12": Category(staffing, "事业单位", "other", 0.5, _PUBLIC),
        "13": Category(staffing, "群众团体", "intermediary", 0.9),
        "19": Category(staffing, rest, "other", 0.5),
        "21": Category(foreign, "外国常驻新闻机构", "other", 0.8),
        "29": Category(foreign, rest, "other", 0.5),
        "31": Category(justice, "律师执业机构", "intermediary", 0.9),
        "32": Category(justice, "公证处", "intermediary", 0.9),
        "33": Category(justice, "基层法律服务所", "intermediary", 0.9),
        "34": Category(justice, "司法鉴定机构", "intermediary", 0.9),
        "35": Category(justice, "仲裁委员会", "intermediary", 0.9),
        "39": Category(justice, rest, "other", 0.5),
        "41": Category(culture, "外国在华文化中心", "intermediary", 0.8),
        "49": Category(culture, rest, "other", 0.5),
        "51": Category(civil, "社会团体", "intermediary", 0.95),
        # private schools, institutes and hospitals beside the operators of parks: the name decides
        "52": Category(civil, "民办非企业单位", "intermediary", 0.6, _PRIVATE),
        "53": Category(civil, "基金会", "intermediary", 0.95),
        "59": Category(civil, rest, "other", 0.5),
        "61": Category(travel, "外国旅游部门常驻代表机构", "intermediary", 0.8),
        "62": Category(travel, "港澳台地区旅游部门常驻代表机构", "intermediary", 0.8),
        "69": Category(travel, rest, "other", 0.5),
        "71": Category(religion, "宗教活动场所", "other", 0.9),
        "72": Category(religion, "宗教院校", "university", 0.8),
        "79": Category(religion, rest, "other", 0.5),
        "81": Category(union, "基层工会", "intermediary", 0.9),
        "89": Category(union, rest, "other", 0.5),
        "91": Category(market, "企业", "firm", 0.95),
        # a person who does business: no company, and a creator only if somebody says so
        "92": Category(market, "个体工商户", "individual", 0.8),
        "93": Category(market, "农民专业合作社", "firm", 0.9),
        "A1": Category(army, "军队事业单位", "other", 0.5, _PUBLIC),
        "A9": Category(army, rest, "other", 0.5),
        "N1": Category(farming, "组级集体经济组织", "other", 0.8),
        "N2": Category(farming, "村级集体经济组织", "other", 0.8),
        "N3": Category(farming, "乡镇级集体经济组织", "other", 0.8),
        "N9": Category(farming, rest, "other", 0.5),
        "Y1": Category(rest, rest, "other", 0.5),
    }


#: First two characters -> what they say.
CATEGORIES: Final[Mapping[str, Category]] = MappingProxyType(_categories())

#: First two digits of a region code (GB/T 2260) -> province.
PROVINCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "10": "国家",
        "11": "北京",
        "12": "天津",
        "13": "河北",
        "14": "山西",
        "15": "内蒙古",
        "21": "辽宁",
        "22": "吉林",
        "23": "黑龙江",
        "31": "上海",
        "32": "江苏",
        "33": "浙江",
        "34": "安徽",
        "35": "福建",
        "36": "江西",
        "37": "山东",
        "41": "河南",
        "42": "湖北",
        "43": "湖南",
        "44": "广东",
        "45": "广西",
        "46": "海南",
        "50": "重庆",
        "51": "四川",
        "52": "贵州",
        "53": "云南",
        "54": "西藏",
        "61": "陕西",
        "62": "甘肃",
        "63": "青海",
        "64": "宁夏",
        "65": "新疆",
        "71": "台湾",
        "81": "香港",
        "82": "澳门",
    }
)


def check_character(body: str) -> str:
    """Return the last character of a code: 31 minus the weighted sum of the others, modulo 31, weights 3^i.

    Parameters
    ----------
    body : str
        The first 17 characters.

    Returns
    -------
    str
        One character.

    Examples
    --------
    >>> check_character("91110000600037341")
    'L'
    """
    total = sum(_VALUES[character] * weight for character, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def read_uscc(codes: pd.Series) -> pd.DataFrame:
    """Read unified social credit codes: the check character, the registering department and category, the region.

    Parameters
    ----------
    codes : Series of str
        Codes as given; blanks, hyphens, full width and lower case do not count.

    Returns
    -------
    DataFrame
        ``uscc`` (18 characters, missing where there is none that holds), ``problem`` (why not, or empty),
        ``department``, ``category``, ``type``, ``type_confidence``, ``by_name`` (types that the name decides between,
        joined by ``|``), ``region_code`` (six digits of GB/T 2260, of the registering office) and ``province``.

    Examples
    --------
    >>> read_uscc(pd.Series(["91110000600037341L"]))[["category", "type", "region_code", "province"]].values.tolist()
    [['企业', 'firm', '110000', '北京']]
    """
    places, uniques = pd.factorize(codes)
    # one more row, for the code -1 of a missing value
    rows = pd.DataFrame([*(_read(str(code)) for code in uniques), {}], columns=list(_COLUMNS))
    rows = rows.astype({name: "str" for name in _COLUMNS if name != "type_confidence"})
    rows["problem"] = rows["problem"].fillna("")
    return rows.take(places if len(places) else []).set_axis(codes.index)


_COLUMNS: Final = (
    "uscc", "problem", "department", "category", "type", "type_confidence", "by_name", "region_code", "province",
)  # fmt: skip


def _read(given: str) -> dict[str, object]:
    code = _BETWEEN.sub("", unicodedata.normalize("NFKC", given)).upper()
    if not code:
        return {}
    problem = _problem(code)
    if problem:
        return {"problem": problem}
    told = CATEGORIES[code[:2]]
    return {
        "uscc": code,
        "department": told.department,
        "category": told.category,
        "type": told.type,
        "type_confidence": told.confidence,
        "by_name": "|".join(told.by_name),
        "region_code": code[2:8],
        "province": PROVINCES.get(code[2:4]),
    }


def _problem(code: str) -> str:
    if len(code) != _LENGTH:
        return f"a unified social credit code has 18 characters, not {len(code)}"
    if not _CODE.fullmatch(code):
        return (
            "a unified social credit code has digits in places 3 to 8 and none of the letters I, O, S, V, Z"
        )
    right = check_character(code[:-1])
    if code[-1] != right:
        return f"the check character should be {right}"
    if code[:2] not in CATEGORIES:
        return f"no department and category of GB 32100 has the code {code[:2]}"
    return ""
