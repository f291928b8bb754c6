"""Small inputs of the measures that read no network: tables of counts and scores, joint tables, games.

Arguments that belong to an input (distances of its classes, the links of its players) are made from its labels, so
that they fit it in whatever order it is given; labels whose order is turned round get the same arguments.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from cinet.joint import Joint
from cinet.panel import IndicatorPanel
from cinet.patterns import Patterns
from cinet.synergy.game import Game


def names(letter: str, n: int, name: str | None = None) -> pd.Index:
    return pd.Index([f"{letter}{number}" for number in range(n)], name=name, dtype=object)


def _table(seed: int, n: int, k: int, *, low: int = 0, high: int = 9) -> pd.DataFrame:
    numbers = np.random.default_rng(seed).integers(low, high, (n, k)) * 1.0
    return pd.DataFrame(numbers, index=names("u", n, "unit"), columns=names("c", k))


def _years(units: int, years: int) -> pd.MultiIndex:
    return pd.MultiIndex.from_product([names("u", units), range(2018, 2018 + years)], names=["unit", "year"])


def _edges() -> pd.DataFrame:
    """A unit that holds nothing, one of one class, one record, all alike, and one seen once each."""
    rows = [[0, 0, 0, 0, 0], [7, 0, 0, 0, 0], [0, 1, 0, 0, 0], [2, 2, 2, 2, 2], [1, 1, 1, 0, 1]]
    return pd.DataFrame(np.array(rows, np.float64), index=names("u", 5, "unit"), columns=names("c", 5))


COUNTS: dict[str, Any] = {
    "units": _table(11, 6, 5),
    "edges": _edges(),
    "two classes": _table(12, 3, 2, low=1),
    "nothing": _table(13, 2, 3) * 0.0,
}

PATTERNS = {
    "years": Patterns(
        [[4, 10, 5, 4, 2, 1, 1, 3], [0] * 8, [0, 6, 6, 1, 9, 0, 2, 5], [2, 1, 0, 0, 0, 0, 0, 8]],
        ["U", "I", "G"],
        pd.Index([2019, 2020, 2021, 2022], name="year"),
        none_known=True,
    ),
    "never alone": Patterns([[0, 0, 0, 4, 0, 5, 6, 9]], ["U", "I", "G"], none_known=False),
    "four parts": Patterns([[3, *range(1, 16)]], ["A", "B", "C", "D"], none_known=True),
}


def _joint(seed: int, cells: int, sizes: tuple[int, ...]) -> Joint:
    generator = np.random.default_rng(seed)
    codes = np.column_stack([generator.integers(0, size, cells) for size in sizes])
    return joint(codes, generator.integers(1, 9, cells))


def joint(codes: Any, counts: Any) -> Joint:
    """A joint table of variables v0, v1, ... of classes k0, k1, ..."""
    places = np.asarray(codes)
    return Joint(
        places,
        np.asarray(counts, np.float64),
        variables=[f"v{number}" for number in range(places.shape[1])],
        categories=[names("k", int(column.max()) + 1) for column in places.T],
    )


JOINTS = {
    "three variables": _joint(14, 12, (2, 3, 3)),
    "four variables": _joint(15, 20, (2, 2, 3, 2)),
    "independent": joint(
        np.indices((2, 2, 3)).reshape(3, -1).T, np.outer([1, 2], np.outer([3, 1], [1, 2, 4])).ravel()
    ),
    "copies": joint([[0, 0, 0], [1, 1, 1], [2, 2, 2]], [5, 1, 3]),
    "parity": joint([[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]], [2, 2, 2, 2]),
    "one record": joint([[0, 0, 0]], [1]),
}

GAMES = {
    "venn": Game([0, 10, 5, 19, 2, 13, 8, 26], ["U", "I", "G"]),
    "additive": Game.additive({"a": 1.0, "b": 2.0, "c": 0.5}),
    "majority": Game([0, 0, 0, 1, 0, 1, 1, 1], ["a", "b", "c"]),
    "four": Game([0, 0, 0, 2, 0, 1, 1, 4, 0, 0, 3, 3, 0, 2, 2, 7], ["a", "b", "c", "d"]),
    "two": Game([0, 1, 2, 5], ["a", "b"]),
    "worthless": Game(np.zeros(8), ["a", "b", "c"]),
    "single": Game([0, 3], ["a"]),
}


def _system(values: pd.DataFrame) -> IndicatorPanel:
    return IndicatorPanel(
        values, {values.columns[0]: "negative"}, [f"s{n % 2}" for n in range(values.shape[1])]
    )


def _indicators(seed: int, index: pd.Index, k: int) -> pd.DataFrame:
    numbers = np.random.default_rng(seed).integers(2, 30, (len(index), k)) / 4.0
    return pd.DataFrame(numbers, index=index, columns=names("x", k))


INDICATORS = {
    "units": _indicators(16, names("u", 7, "unit"), 4),
    "panel": _indicators(17, _years(3, 4), 3),
    "systems": _system(_indicators(18, names("u", 6, "unit"), 4)),
    "one constant": _indicators(19, names("u", 5, "unit"), 3).assign(x1=3.0),
    "two units": _indicators(20, names("u", 2, "unit"), 3),
    "alike": _indicators(21, names("u", 3, "unit"), 3) * 0.0 + 2.0,
}


def _scores(seed: int, index: pd.Index, k: int = 3) -> pd.DataFrame:
    numbers = np.random.default_rng(seed).integers(0, 41, (len(index), k)) / 40.0
    return pd.DataFrame(numbers, index=index, columns=names("s", k))


YEARS = pd.RangeIndex(2016, 2022, name="year")

SCORES = {
    "years": _scores(22, YEARS),
    "panel": _scores(23, _years(3, 4), 4),
    "two systems": _scores(24, YEARS, 2),
    "zeros": pd.DataFrame(
        [[0.0, 0.0, 0.0], [0.0, 0.5, 1.0], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]],
        index=YEARS[:4],
        columns=names("s", 3),
    ),
    "no change": pd.DataFrame(0.4, index=YEARS, columns=names("s", 3)),
}


def _path(start: float, periods: int) -> list[float]:
    """An order parameter that grows to its stable state, with a little of what no model tells."""
    found, follower = [start], start**2 / 2
    for period in range(1, periods):
        wobble = 0.01 * np.sin(7.0 * period + 30.0 * start)
        found, follower = (
            [*found, 1.2 * found[-1] - 0.4 * found[-1] * follower + wobble],
            0.3 * follower + 0.35 * found[-1] ** 2,
        )
    return found


#: An order parameter by time, or by unit and time; ``follower`` makes the other variable of each.
SERIES = {
    "one unit": pd.Series(_path(0.2, 20), index=pd.RangeIndex(2000, 2020, name="year"), name="order"),
    "panel": pd.Series(
        np.ravel([_path(start, 9) for start in (0.1, 0.2, 0.3, 0.5)]), index=_years(4, 9), name="order"
    ),
    "few transitions": pd.Series([0.2, 0.3, 0.4], index=pd.RangeIndex(2000, 2003, name="year"), name="order"),
    "collinear": pd.Series(0.5, index=pd.RangeIndex(2000, 2012, name="year"), name="order"),
}

#: Parameters of the Haken model, with a stable state apart from 0.
PARAMETERS = {
    "slow and fast": {"lambda1": -0.2, "a": 0.4, "lambda2": 0.7, "b": 0.35},
    "weak": {"lambda1": -0.05, "a": 0.1, "lambda2": 0.9, "b": 0.2},
    "both signs turned": {"lambda1": -0.3, "a": -0.5, "lambda2": 0.6, "b": -0.4},
}

JUDGED = pd.DataFrame(
    [[1, 2, 4, 3], [0, 1, 3, 2], [0, 0, 1, 1], [0, 0, 0, 1]],
    index=names("j", 4),
    columns=names("j", 4),
    dtype=float,
)


def _reciprocal(upper: pd.DataFrame) -> pd.DataFrame:
    held = upper.to_numpy().copy()
    for i, j in zip(*np.nonzero(np.triu(held, 1)), strict=True):
        held[j, i] = 1.0 / held[i, j]
    return pd.DataFrame(held, index=upper.index, columns=upper.columns)


MATRICES = {
    "judgements": _reciprocal(JUDGED),
    "two judged": _reciprocal(JUDGED.iloc[:2, :2]),
    "alike": JUDGED * 0.0 + 1.0,
    "relations": pd.DataFrame(
        [[2.0, 1.0, 0.0], [4.0, 0.0, 3.0], [0.0, 1.0, 0.0]], names("j", 3), names("j", 3)
    ),
    "within only": pd.DataFrame(np.diag([2.0, 3.0]), names("j", 2), names("j", 2)),
    "no relation": pd.DataFrame(np.zeros((3, 3)), names("j", 3), names("j", 3)),
}

# --- arguments that belong to an input --------------------------------------------------------------------------


def _columns(held: Any) -> list[Any]:
    return sorted(held.columns)


def distances(held: pd.DataFrame) -> pd.DataFrame:
    """How far two classes stand apart in the order of their labels, 1 at most."""
    labels = _columns(held)
    place = np.arange(len(labels)) / max(len(labels) - 1, 1)
    return pd.DataFrame(np.abs(place[:, None] - place), index=labels, columns=labels)


def groups(held: pd.DataFrame) -> dict[Any, str]:
    """Every other class in one group."""
    return {label: "AB"[place % 2] for place, label in enumerate(_columns(held))}


def links(game: Game) -> list[tuple[str, str]]:
    """Every player linked with the next one, by their names."""
    players = sorted(game.players)
    return list(pairwise(players))


def follower(q1: pd.Series) -> pd.Series:
    """What follows the order parameter, unit by unit; anything of the same labels where those make no periods."""
    if q1.empty or not q1.index.is_unique:
        return q1.rename("follower")
    ordered = q1.sort_index()
    units = [ordered] if q1.index.nlevels == 1 else [unit for _, unit in ordered.groupby(level=0)]
    found = []
    for unit in units:
        held = [float(unit.iloc[0]) ** 2 / 2]
        for period, before in enumerate(unit.iloc[:-1]):
            wobble = 0.002 * np.cos(5.0 * period)
            held.append(0.3 * held[-1] + 0.35 * float(before) ** 2 + wobble)
        found.append(pd.Series(held, index=unit.index, name="follower"))
    return pd.concat(found).reindex(q1.index)


def places(parameters: dict[str, float]) -> pd.Series:
    """Values of the order parameter, on both sides of 0."""
    return pd.Series([-1.0, -0.25, 0.25, 0.5, 1.0, 2.0], index=names("p", 6), name="order")


def first(held: Joint) -> str:
    return min(held.variables)


def others(held: Joint) -> list[str]:
    """The two variables after the first."""
    return sorted(held.variables)[1:3]


#: Argument without a default -> what it is for an input.
REQUIRED = {
    "distance": distances,
    "groups": groups,
    "net": links,
    "q1": places,
    "q2": follower,
    "x": first,
    "y": others,
    "sources": others,
    "target": first,
}

BY_READS: dict[str, dict[str, Any]] = {
    "counts": COUNTS,
    "joint": JOINTS,
    "game": GAMES,
    "indicators": INDICATORS,
    "scores": SCORES,
    "series": SERIES,
    "parameters": PARAMETERS,
    "matrix": MATRICES,
}
