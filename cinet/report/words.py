"""Sentences of the report in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["word"]

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "brokers": {
        "en": "Actors with the highest values, by actor type: {value}.",
        "zh": "按主体类型列出数值最高的主体：{value}。",
    },
    "mixing": {
        "en": "Ties between actor types: observed / mean of {draws} draws of each null. A collaboration of k "
        "actors adds {rule} to each of its pairs.",
        "zh": "各类主体间的连接：观测值 / 零模型均值（各 {draws} 次抽样）。k 个主体的一项合作为其每对主体增加 {rule}。",
    },
    "trend": {
        "en": "Helix synergy T by {by}, with the mean and the 95 % band of {draws} draws of each null. "
        "T below zero alone is no evidence of synergy; T below the band is. "
        "Groups with fewer than {least} records stand in the table only.",
        "zh": "按 {by} 的螺旋协同度 T，以及零模型（各 {draws} 次抽样）的均值与 95% 区间。"
        "T 为负本身不是协同的证据，低于区间才是。记录少于 {least} 的组只列于表中。",
    },
    "forest": {
        "en": "Helix synergy T by {by} against the mean and the 95 % interval of {draws} draws of the null "
        "({null}). Groups with fewer than {least} records stand in the table only.",
        "zh": "按 {by} 的螺旋协同度 T，与零模型（{null}，{draws} 次抽样）的均值及 95% 区间比较。"
        "记录少于 {least} 的组只列于表中。",
    },
    "drawing": {
        "en": "{title}: {actors} actors that take part in at least {least} of {collaborations} collaborations "
        "(largest component).",
        "zh": "{title}：在 {collaborations} 项合作中至少参与 {least} 项的 {actors} 个主体（最大连通分量）。",
    },
    "layout": {
        "en": "Layout emphasises communities. Area: strength.",
        "zh": "布局突出社群；面积表示合作强度。",
    },
    "two-mode": {"en": "two-mode", "zh": "二模零模型"},
    "contents": {"en": "Contents", "zh": "目录"},
    "figures": {"en": "Figures", "zh": "图"},
    "tables": {"en": "Tables", "zh": "表"},
    "first_rows": {"en": "first {shown} of {rows} rows", "zh": "共 {rows} 行，显示前 {shown} 行"},
    "losses": {"en": "What loading dropped, merged or doubted", "zh": "载入时删除、合并或存疑的数据"},
    "no_losses": {"en": "Nothing was dropped, merged or doubted.", "zh": "没有删除、合并或存疑的数据。"},
    "choices": {"en": "Every choice made", "zh": "全部选择"},
    "meaning": {"en": "What the columns mean", "zh": "各列含义"},
    "provenance": {"en": "Data and versions", "zh": "数据与版本"},
    "missing_glyphs": {
        "en": "No installed font has these characters, so figures show boxes for them: {characters}. "
        "Install a font with Chinese glyphs (pip install cinet-ecosystem[zh]) and run again.",
        "zh": "已安装的字体缺少以下字符，图中显示为方框：{characters}。请安装中文字体后重新运行。",
    },
}


def word(key: str, lang: str, **values: object) -> str:
    """Return a sentence of the report, with its values filled in.

    >>> word("first_rows", "en", shown=10, rows=200)
    'first 10 of 200 rows'
    """
    return _WORDS[key][lang].format(**values)
