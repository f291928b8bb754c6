"""How an organisation is found in an affiliation: words and endings, as data."""

from __future__ import annotations

from typing import Final

__all__ = [
    "CAMPUSES",
    "CHINESE_MAIN",
    "CHINESE_OTHER",
    "COMMA_NAMES",
    "INSTITUTE",
    "LEGAL_FORMS",
    "MAIN",
    "PART",
    "PLACE",
    "SUBUNIT",
    "SUBUNIT_END",
]

#: Words of an organisation that others belong to. A part of an affiliation with one of them goes before all others.
MAIN: Final = (
    r"universit(?:y|ies|e|é|à|a|as|at|ät|atea|eit|et|etet|i)", r"universidad\w*", r"universidade", r"univ",
    r"uniwersytet", r"univerzit\w+", r"üniversitesi", r"ecole", r"école", r"escuela", r"escola", r"polytech\w*",
    r"politec\w*", r"politeh\w*", r"hochschule", r"institute of (?:science and )?technology",
    r"institute of science", r"institute of .+ science and technology", r"instituto superior",
    r"indian institute", r"academy", r"academia", r"akademi\w*", r"imperial college", r"eth z[uü]rich", r"epfl",
    r"kaist", r"postech", r"caltech", r"rwth", r"lmu", r"tu \w+", r"iit", r"national laborator\w+", r"inc",
    r"incorporated", r"ltd", r"limited", r"llc", r"corp", r"corporation", r"company", r"gmbh", r"plc",
    r"(?<=\w )ag$", r"(?<=\w )s\.?a\.?$", r"s\.p\.a", r"b\.v", r"n\.v", r"k\.k", r"oyj?$",
)  # fmt: skip

#: Words of an organisation that stands alone when no greater one is named.
INSTITUTE: Final = (
    r"institut\w*", r"istituto", r"hospital\w*", r"h[oô]pital", r"ospedale", r"klinik\w*", r"clinic\w*",
    r"infirmary", r"agency", r"council", r"bureau", r"observator\w+", r"museum", r"college", r"foundation",
    r"authority", r"commission", r"society", r"association", r"business school", r"medical school", r"ministry",
    r"ministerio", r"minist[eè]re", r"bundes\w+", r"cnrs", r"csic", r"cea", r"inria", r"inserm", r"infn", r"cnr",
    r"ras", r"riken",
)  # fmt: skip

#: Words of a centre or laboratory, the least of those that may stand alone.
PART: Final = (r"cent(?:er|re|ro|rum)", r"centrum", r"zentrum", r"laborator\w+", r"lab", r"labs")

#: How the name of a unit within an organisation begins.
SUBUNIT: Final = (
    r"department", r"dept", r"departamento", r"d[eé]partement", r"dipartimento", r"schools? of", r"school for",
    r"graduate school", r"facult\w+", r"fakult\w+", r"facolt\w+", r"fac", r"division", r"section", r"sector",
    r"group", r"chair", r"unit", r"program(?:me)?", r"colleges? of", r"laborator\w+ (?:of|for)", r"lab of",
    r"(?:\w+ ){0,3}key lab\w*", r"cent(?:er|re) (?:of|for)",
)  # fmt: skip

#: How it ends.
SUBUNIT_END: Final = (r"department", r"dept", r"division", r"group", r"section", r"unit", r"programme?")

#: How a place begins that is named after a university, or a street.
PLACE: Final = (
    r"\d", r"s/n", r"university (?:area|campus|road|street|avenue|town|park|cent(?:er|re)$)",
    r"ciudad universit\w+", r"cidade universit\w+", r"campus", r"p\.? ?o\.? box", r"box \d",
)  # fmt: skip

#: What stands between commas and yet belongs to the name before it.
LEGAL_FORMS: Final = (
    r"inc", r"incorporated", r"(?:co\.?,? ?)?ltd", r"limited", r"llc", r"corp", r"gmbh", r"plc", r"s\.p\.a",
    r"b\.v", r"n\.v",
)  # fmt: skip

#: Names with a comma of their own.
COMMA_NAMES: Final = (
    "Agency for Science, Technology and Research",
    "Institute of Information Technology, Design and Manufacturing",
    "Institute of Information Technology, Design & Manufacturing",
    "Ministry of Education, Culture, Sports, Science and Technology",
)

#: Names that several separate universities share: the place that follows belongs to the name.
CAMPUSES: Final = (
    "university of california", "university of texas", "university of north carolina", "university of wisconsin",
    "university of illinois", "university of maryland", "university of colorado", "university of massachusetts",
    "university of michigan", "university of nebraska", "university of alabama", "university of missouri",
    "state university of new york", "city university of new york", "california state university",
    "indian institute of technology", "national institute of technology",
    "indian institute of science education and research", "china university of geosciences",
    "china university of mining and technology", "china university of petroleum",
)  # fmt: skip

#: Chinese organisations that others belong to: the name ends with the first of these patterns that is found.
CHINESE_MAIN: Final = (
    r".+?公司",
    r".+?集团(?!军)",
    r".+?大学[^大]{0,12}?医院",
    r".+?医学院[^医]{0,12}?医院",
    r".{2,8}大学.{0,6}(?<!学院)研究院",
    r".+?大学",
    r".+?(?:医院|卫生院|保健院)",
    r".+?科学院",
    r".+?人民政府",
)

#: Chinese organisations that stand alone when no greater one is named.
CHINESE_OTHER: Final = (
    r".+?(?:研究院|设计院|勘察院|科研院)",
    r".+?(?:学院|党校|学校|中学|小学)",
    r".+?(?:研究所|设计所|研究中心|实验室|工程中心)",
    r".+?(?:管理委员会|管委会|委员会|办公室)",
    r".+?(?:协会|学会|联合会|商会|联盟|基金会|促进会|孵化器|众创空间|产业园|科技园)",
    r".+?(?:银行|出版社|杂志社|博物馆|图书馆|中心|厂)",
    r".+?[厅局站队]",
)
