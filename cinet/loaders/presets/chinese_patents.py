"""Exports of Chinese patents: the columns of the patent office (CNIPA), incoPat and PatSnap, and their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["APPLICANT_TYPES", "APPLICATION", "KNOWN", "PRESETS", "TablePreset"]


@dataclass(frozen=True, slots=True)
class TablePreset:
    """How one vendor writes a table of patents."""

    name: str
    columns: Mapping[str, tuple[str, ...]]
    marks: str


_DATES: Final = ("申请日", "申请日期")
_TITLES: Final = ("名称", "标题", "专利名称", "发明名称", "标题(中文)", "标题 (中文)")

#: Vendor -> its columns (name here -> column), and the marks between several applicants in one cell.
PRESETS: Final[Mapping[str, TablePreset]] = {
    "cnipa": TablePreset(
        "cnipa",
        {
            "application": ("申请号", "申请(专利)号", "专利号"),
            "publication": ("公开(公告)号", "公开号", "授权公告号"),
            "date": _DATES,
            "applicants": ("申请(专利权)人", "申请人", "专利权人"),
            "title": _TITLES,
            "address": ("地址", "申请人地址"),
            "region": ("国省代码", "申请人所在国(省)"),
            "ipc": ("主分类号", "IPC主分类号", "IPC分类号", "分类号"),
            "kind": ("专利类型", "发明类型"),
        },
        ";；、|",
    ),
    "incopat": TablePreset(
        "incopat",
        {
            "application": ("申请号",),
            "publication": ("公开(公告)号", "公开号"),
            "date": _DATES,
            "applicants": ("申请人", "标准化申请人", "第一申请人", "当前权利人"),
            "applicant_types": ("申请人类型",),
            "title": ("标题", "标题(中文)", "标题 (中文)", "名称"),
            "address": ("申请人地址", "第一申请人地址", "中国申请人地址"),
            "region": ("申请人省市代码", "中国申请人省市", "申请人国别代码"),
            "city": ("中国申请人地市", "申请人地市"),
            "ipc": ("IPC主分类", "IPC主分类号", "IPC"),
            "kind": ("专利类型",),
        },
        ";；|",
    ),
    "patsnap": TablePreset(
        "patsnap",
        {
            "application": ("申请号", "Application Number"),
            "publication": ("公开(公告)号", "Publication Number"),
            "date": ("申请日", "Application Date"),
            "applicants": (
                "[标]原始申请(专利权)人", "原始申请(专利权)人", "[标]当前申请(专利权)人", "当前申请(专利权)人",
                "Original Assignee", "Current Assignee",
            ),
            "applicant_types": ("当前申请(专利权)人类型", "申请人类型", "Assignee Type"),
            "title": ("标题", "标题(中文)", "Title"),
            "address": (
                "原始申请(专利权)人地址", "当前申请(专利权)人地址", "Original Assignee Address",
            ),
            "region": ("当前申请(专利权)人州/省", "原始申请(专利权)人州/省"),
            "city": ("当前申请(专利权)人地市",),
            "ipc": ("IPC主分类号", "IPC分类号", "IPC"),
            "kind": ("专利类型", "Patent Type"),
        },
        ";；|",
    ),
}  # fmt: skip

#: Columns that nothing is made of.
KNOWN: Final = (
    "序号", "发明人", "发明(设计)人", "代理人", "代理机构", "专利代理机构", "摘要", "摘要(中文)",
    "公开(公告)日", "公开日", "授权公告日", "优先权", "法律状态", "当前法律状态", "专利有效性", "简单同族", "IPC",
    "被引证次数", "权利要求数量", "首项权利要求", "申请年", "受理局", "公开国别", "链接到incoPat", "Inventor",
    "Abstract", "Publication Date",
)  # fmt: skip

#: Word for the sort of an applicant -> actor type. A university or an institute, not said which, is "other".
APPLICANT_TYPES: Final[Mapping[str, str]] = {
    "企业": "firm",
    "公司": "firm",
    "大专院校": "university",
    "院校": "university",
    "院校/研究所": "other",
    "高等院校": "university",
    "高校": "university",
    "学校": "university",
    "科研单位": "research_institute",
    "科研院所": "research_institute",
    "科研机构": "research_institute",
    "研究所": "research_institute",
    "机关团体": "government",
    "政府机构": "government",
    "政府": "government",
    "医院": "hospital",
    "银行": "firm",
    "个人": "individual",
    "其他": "other",
    "其它": "other",
    "Company": "firm",
    "Academy": "university",
    "Government": "government",
    "Hospital": "hospital",
    "Person": "individual",
    "Others": "other",
}

#: A Chinese number of application without blanks and country: of the form since October 2003, or before.
APPLICATION: Final = re.compile(
    r"(?:CN|ZL)?((?:19|20)\d{2}[1-9]\d{7}|[089]\d[1-9]\d{5})(?:\.?([\dX]))?", re.IGNORECASE
)
