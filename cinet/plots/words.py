"""The few words of a figure that are neither data nor a registered column, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cinet import registry

__all__ = ["LANGUAGES", "axis_label", "word"]

#: Languages a figure can speak.
LANGUAGES: Final = ("en", "zh")

_WORDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "observed": ("observed", "观测值"),
        "null": ("null (mean, 95 %)", "零模型（均值，95 %）"),
        "named null": ("{name} (mean, 95 %)", "{name}（均值，95 %）"),
        "outside": ("observed, outside the null's 95 %", "观测值，超出零模型 95 % 区间"),
        "inside": ("observed, within", "观测值，区间以内"),
        "no null": ("observed, no null", "观测值，无零模型"),
        "starred band": ("* outside the 95 % band of the null", "* 超出零模型 95 % 区间"),
        "starred p": ("* p < .05 against the null", "* 相对零模型 p < .05"),
        "undefined": ("– undefined", "– 无定义"),
        "blank": ("blank: no row in the table", "空白：表中无此行"),
        "count": ("{label} ({n:,})", "{label}（{n:,}）"),
        "unplaced": (
            "Not drawn, for want of a position: {n:,}.",
            "因无坐标而未绘出的主体：{n:,}。",
        ),
        "in unit": ("{label} ({unit})", "{label}（{unit}）"),
    }
)

#: Names that stand on axes but are keys of a table, not results.
_KEYS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "year": ("Year", "年份"),
        "window": ("Window", "时间窗"),
        "programme": ("Programme", "项目类别"),
        "place": ("Place", "地区"),
        "sector": ("Sector", "行业"),
        "type": ("Actor type", "主体类型"),
    }
)

_UNITS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {"bit": ("bit", "比特"), "mbit": ("mbit", "毫比特")}
)


def word(key: str, lang: str, **values: object) -> str:
    """Return a word or a short phrase of a figure, with its blanks filled in.

    >>> word("observed", "zh"), word("count", "en", label="firm", n=1200)
    ('观测值', 'firm (1,200)')
    """
    return _WORDS[key][LANGUAGES.index(lang)].format(**values)


def axis_label(name: str, lang: str, *, unit: str | None = None) -> str:
    """Return the label of an axis; ``unit`` replaces the unit of the registry (scaled values).

    >>> axis_label("T", "en"), axis_label("T", "en", unit="mbit"), axis_label("year", "zh")
    ('Helix synergy T (bit)', 'Helix synergy T (mbit)', '年份')
    """
    place = LANGUAGES.index(lang)
    if name in _KEYS:
        return _KEYS[name][place]
    if unit is None:
        return registry.label(name, lang)
    shown = _UNITS[unit][place] if unit in _UNITS else unit
    return word("in unit", lang, label=registry.label(name, lang, unit=False), unit=shown)
