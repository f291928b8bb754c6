"""Synthetic cultural and creative parks, their actors and their indicators: invented, so that examples can be shipped.

Only uniform draws are used and turned into everything else here: their stream is the part of numpy's generator
that stays the same from release to release.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError, UnknownName, nearest
from cinet.panel import Direction, IndicatorPanel

__all__ = ["park_ecosystem", "park_panel", "park_tables"]

FloatArray = npt.NDArray[np.float64]

#: Actor type -> share of the actors, and the last part of an invented name in English and Chinese.
_TYPES: Final = {
    "firm": (0.40, "Works Ltd", "文创有限公司"),
    "creator": (0.20, "Atelier", "创作室"),
    "university": (0.06, "University", "大学"),
    "research_institute": (0.06, "Institute", "研究院"),
    "platform": (0.06, "Stream", "平台"),
    "government": (0.05, "Culture Office", "文化办公室"),
    "intermediary": (0.08, "Association", "协会"),
    "digital": (0.09, "Bot", "数字人"),
}

# two invented words make a name; 20 x 20 of them
_FIRST: Final = (
    "Moon", "Kettle", "Paper", "Cloud", "Amber", "Tin", "Willow", "Echo", "Salt", "Lantern",
    "Copper", "Mist", "Plum", "River", "Chalk", "Velvet", "Owl", "Comet", "Maple", "Thimble",
)  # fmt: skip
_SECOND: Final = (
    "loom", "fox", "harbour", "whistle", "garden", "spindle", "quill", "meadow", "anchor", "drum",
    "crane", "orchard", "beacon", "pebble", "sparrow", "marble", "ferry", "candle", "acorn", "kite",
)  # fmt: skip
_FIRST_ZH: Final = "月壶纸云珀锡柳响盐灯铜雾梅河垩绒枭彗枫顶"
_SECOND_ZH: Final = "机狐港哨园锭翎甸锚鼓鹤圃塔砾雀石渡烛橡鸢"

_PARKS: Final = ("Kiln Park", "Silo Park", "Lantern Park", "Dockside Park", "Loom Park", "Foundry Park")
_KINDS: Final = {
    "co-creation": 0.34,
    "licensing": 0.2,
    "co-research": 0.18,
    "exhibition": 0.16,
    "training": 0.12,
}
_STAGES: Final = {"ideation": 0.25, "production": 0.35, "distribution": 0.25, "consumption": 0.15}
_YEARS: Final = range(2016, 2024)
_AT_HOME: Final = 6.0

_LANGUAGES: Final = ("en", "zh")
#: Parks of the indicator panel: those of the ecosystem, and four more.
_PANEL_PARKS: Final = (*_PARKS, "Quarry Park", "Ropewalk Park", "Tannery Park", "Brewery Park")
_PANEL_PARKS_ZH: Final = (
    "窑火园", "粮仓园", "灯笼园", "码头园", "织机园", "铸造园", "采石园", "绳坊园", "皮坊园", "酿坊园",
)  # fmt: skip
_PANEL_YEARS: Final = range(2012, 2024)
#: System, indicator (English and Chinese), direction, value where its system stands at 0 and at 1, noise.
_INDICATORS: Final[tuple[tuple[str, str, str, str, Direction, float, float, float], ...]] = (
    ("technology", "技术", "R&D spending", "研发投入", "positive", 0.0, 90.0, 0.08),
    ("technology", "技术", "patents", "专利数", "positive", 0.0, 150.0, 0.15),
    ("technology", "技术", "digital services", "数字服务", "positive", 0.0, 40.0, 0.12),
    ("culture", "文化", "original works", "原创作品", "positive", 0.0, 600.0, 0.12),
    ("culture", "文化", "performances", "演出场次", "positive", 0.0, 320.0, 0.12),
    ("culture", "文化", "heritage projects", "非遗项目", "positive", 0.0, 25.0, 0.15),
    ("talent", "人才", "creative staff", "创意人才", "positive", 300.0, 5200.0, 0.10),
    ("talent", "人才", "training days", "培训天数", "positive", 2.0, 24.0, 0.20),
    ("society", "社会", "visitors", "游客量", "positive", 20.0, 400.0, 0.20),
    ("society", "社会", "complaints", "投诉率", "negative", 9.0, 1.0, 0.30),
    ("society", "社会", "energy use", "单位能耗", "negative", 80.0, 25.0, 0.10),
    ("society", "社会", "occupancy", "入驻率", ("interval", 80.0, 92.0), 60.0, 99.0, 0.04),
)
#: Technology feeds itself until culture, which follows it, slows it down: damping and coupling of the two.
_SLOW, _FAST, _HELD_BACK, _FED = -0.12, 0.6, 0.3, 0.5


def park_ecosystem(
    seed: int = 7, *, parks: int = 6, actors: int = 300, collaborations: int = 420
) -> Ecosystem:
    """Make a synthetic ecosystem of cultural and creative parks; nothing in it is real.

    A few actors take part in much, most in little; partners come from the same park more often than not; digital
    actors take part more from year to year.

    Parameters
    ----------
    seed : int
        The same seed gives the same ecosystem.
    parks, actors, collaborations : int
        How many of each; actors that take part in nothing are kept.

    Returns
    -------
    Ecosystem
        Its ``source`` says that it is synthetic.

    Examples
    --------
    >>> eco = park_ecosystem(actors=60, collaborations=40)
    >>> eco.source
    'synthetic: park_ecosystem(seed=7, parks=6, actors=60, collaborations=40)'
    """
    tables = park_tables(seed, parks=parks, actors=actors, collaborations=collaborations)
    said = f"park_ecosystem(seed={seed}, parks={parks}, actors={actors}, collaborations={collaborations})"
    return Ecosystem(*tables, source=f"synthetic: {said}")


def park_tables(
    seed: int = 7, *, parks: int = 6, actors: int = 300, collaborations: int = 420
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Make the three tables of a synthetic ecosystem.

    Parameters
    ----------
    seed, parks, actors, collaborations : int
        As for ``park_ecosystem``.

    Returns
    -------
    actors, collaborations, participations : DataFrame
        The tables, dates as text.

    Examples
    --------
    >>> [len(table) for table in park_tables(actors=60, collaborations=40)[:2]]
    [60, 40]
    """
    for name, count in (("parks", parks), ("actors", actors), ("collaborations", collaborations)):
        if count < 1:
            raise SchemaError(f"{name}={count!r} must be at least 1.")
    rng = np.random.default_rng(seed)
    names = [_PARKS[number] if number < len(_PARKS) else f"Park {number + 1}" for number in range(parks)]
    who = _actors(rng, actors, names)
    what = _collaborations(rng, collaborations, names)
    return who, what, _participations(rng, who, what)


def _pick(rng: np.random.Generator, count: int, shares: FloatArray) -> npt.NDArray[np.int64]:
    """Draw positions with given shares."""
    upper = np.cumsum(shares / shares.sum())
    # rounding may leave the last bound a little below 1
    return np.minimum(np.searchsorted(upper, rng.random(count), side="right"), len(shares) - 1)


def _actors(rng: np.random.Generator, count: int, parks: list[str]) -> pd.DataFrame:
    kinds = list(_TYPES)
    kind = _pick(rng, count, np.array([_TYPES[name][0] for name in kinds]))
    pairs = len(_FIRST) * len(_SECOND)
    # every pair of words once, then again with a number
    words = np.argsort(rng.random(pairs), kind="stable")[np.arange(count) % pairs]
    again = np.arange(count) // pairs
    first, second = np.divmod(words, len(_SECOND))
    made = zip(first.tolist(), second.tolist(), again.tolist(), kind.tolist(), strict=True)
    names = [
        (
            f"{_FIRST[one]}{_SECOND[two]} {_TYPES[kinds[sort]][1]}{f' {turn + 1}' if turn else ''}",
            f"{_FIRST_ZH[one]}{_SECOND_ZH[two]}{_TYPES[kinds[sort]][2]}{f'{turn + 1}' if turn else ''}",
        )
        for one, two, turn, sort in made
    ]
    home = _pick(rng, count, 1.0 / np.arange(1, len(parks) + 1))
    return pd.DataFrame(
        {
            "actor_id": [f"A{number:04d}" for number in range(1, count + 1)],
            "type": [kinds[sort] for sort in kind],
            "name": [english for english, _ in names],
            "name_zh": [chinese for _, chinese in names],
            "place": [parks[number] for number in home],
            # activity: a few actors take part in much
            "activity": np.round((1.0 - rng.random(count)) ** (-1.0 / 1.6), 3),
        }
    )


def _collaborations(rng: np.random.Generator, count: int, parks: list[str]) -> pd.DataFrame:
    years = np.array(_YEARS)
    year = years[_pick(rng, count, np.linspace(1.0, 2.5, len(years)))]
    start = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]") + np.floor(
        rng.random(count) * 365
    ).astype(int)
    end = start + np.floor(90 + rng.random(count) * 990).astype(int)
    kinds = list(_KINDS)
    place = _pick(rng, count, 1.0 / np.arange(1, len(parks) + 1))
    return pd.DataFrame(
        {
            "collab_id": [f"C{number:04d}" for number in range(1, count + 1)],
            "kind": [kinds[number] for number in _pick(rng, count, np.array(list(_KINDS.values())))],
            "place": [parks[number] for number in place],
            "start": start.astype(str),
            "end": end.astype(str),
        }
    )


def _participations(rng: np.random.Generator, who: pd.DataFrame, what: pd.DataFrame) -> pd.DataFrame:
    activity = who.pop("activity").to_numpy()
    home = who["place"].to_numpy()
    digital = (who["type"] == "digital").to_numpy()
    stages = list(_STAGES)
    rows: list[tuple[str, str, str, str]] = []
    for collab, place, start in zip(what["collab_id"], what["place"], what["start"], strict=True):
        size = min(1 + int(np.floor(np.log(1.0 - rng.random()) / np.log(0.7))), 12, len(who))
        pull = activity * np.where(home == place, _AT_HOME, 1.0)
        pull = pull * np.where(digital, 0.2 + 0.25 * (int(start[:4]) - _YEARS[0]), 1.0)
        # the smallest of exponential waiting times: drawing without replacement, in proportion to the pull
        chosen = np.argsort(-np.log(1.0 - rng.random(len(who))) / pull, kind="stable")[:size]
        stage = _pick(rng, size, np.array(list(_STAGES.values())))
        rows += [
            (collab, str(who["actor_id"].iloc[actor]), "coordinator" if turn == 0 else "partner", stages[at])
            for turn, (actor, at) in enumerate(zip(chosen.tolist(), stage.tolist(), strict=True))
        ]
    return pd.DataFrame(rows, columns=["collab_id", "actor_id", "role", "stage"])


def park_panel(seed: int = 7, *, lang: str = "en") -> IndicatorPanel:
    """Make a synthetic indicator panel of ten parks, 2012 to 2023; nothing in it is real.

    Technology grows by itself and culture follows it, as in Haken's model; talent follows both with delay; society
    follows no other system and falls in some parks. Every indicator is its system with noise.

    Parameters
    ----------
    seed : int
        The same seed gives the same panel.
    lang : {"en", "zh"}
        Language of the names of parks, indicators and systems; the numbers are the same.

    Returns
    -------
    IndicatorPanel
        Rows are (unit, year), columns are twelve indicators in four systems, two of them negative, one with an ideal
        range.

    Raises
    ------
    UnknownName
        The language is not known.

    Examples
    --------
    >>> park_panel()
    <IndicatorPanel of 10 units x 12 years x 12 indicators, 2 negative, 1 with an ideal, 4 systems>
    >>> park_panel(lang="zh").systems
    ['技术', '文化', '人才', '社会']
    """
    if lang not in _LANGUAGES:
        raise UnknownName(f"language {lang!r} is not known.{nearest(str(lang), _LANGUAGES)} Known: en, zh.")
    place = _LANGUAGES.index(lang)
    rng = np.random.default_rng(seed)
    held = _systems(rng)
    columns = {}
    for *names, _direction, low, high, noise in _INDICATORS:
        level = low + (high - low) * held[names[0]]
        columns[names[2 + place]] = np.round(
            level * (1.0 + noise * (rng.random(level.shape) - 0.5)), 2
        ).ravel()
    parks = (_PANEL_PARKS, _PANEL_PARKS_ZH)[place]
    index = pd.MultiIndex.from_product([parks, _PANEL_YEARS], names=["unit", "year"])
    directions = [one[4] for one in _INDICATORS]
    return IndicatorPanel(
        pd.DataFrame(columns, index=index), directions, [str(one[place]) for one in _INDICATORS]
    )


def _systems(rng: np.random.Generator) -> dict[str, FloatArray]:
    """Draw where every system of every park (rows) stands in every year (columns), about 0 to 1."""
    shape = len(_PANEL_PARKS), len(_PANEL_YEARS)
    found = {name: np.zeros(shape) for name in dict.fromkeys(one[0] for one in _INDICATORS)}
    technology, culture, talent, society = found.values()
    technology[:, 0] = 0.15 + 0.35 * rng.random(shape[0])
    culture[:, 0] = 0.05 + 0.30 * rng.random(shape[0])
    talent[:, 0] = 0.10 + 0.30 * rng.random(shape[0])
    society[:, 0] = 0.35 + 0.30 * rng.random(shape[0])
    drift = 0.08 * (rng.random(shape[0]) - 0.5)
    for year in range(1, shape[1]):
        shock = 1.0 + 0.10 * (rng.random((4, shape[0])) - 0.5)
        slow, fast = technology[:, year - 1], culture[:, year - 1]
        technology[:, year] = ((1 - _SLOW) * slow - _HELD_BACK * slow * fast) * shock[0]
        culture[:, year] = ((1 - _FAST) * fast + _FED * slow**2) * shock[1]
        talent[:, year] = (0.75 * talent[:, year - 1] + 0.15 * slow + 0.15 * fast) * shock[2]
        society[:, year] = np.clip((society[:, year - 1] + drift) * shock[3], 0.05, 0.95)
    return found
