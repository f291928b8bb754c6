"""Haken model of an order parameter and what follows it."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import ColumnSpec, MeasureSpec, column_spec

_REFUSED: Final = "the regressors are collinear or the transitions too few"
_HAKEN: Final = "Haken (1977), Synergetics"


def _estimate(name: str, en: str, zh: str) -> ColumnSpec:
    return column_spec(name, en, zh, lower=-math.inf, undefined=_REFUSED)


COLUMNS: Final = (
    column_spec("haken.n", "Transitions", "观测转移数"),
    _estimate("lambda1", "Damping of the order parameter λ1", "阻尼系数 λ1"),
    _estimate("haken.a", "Effect of the follower on the order parameter a", "协同影响系数 a"),
    _estimate("lambda2", "Damping of the follower λ2", "阻尼系数 λ2"),
    _estimate("haken.b", "Effect of the order parameter on the follower b", "协同影响系数 b"),
    column_spec("fixed_point", "Fixed point of the order parameter", "序参量不动点",
                undefined="no fixed point is real"),
    column_spec("share_chosen", "Draws that choose this ordering", "自助抽样选中该序参量的比例", upper=1.0,
                undefined=_REFUSED),
    column_spec("share_other", "Draws that choose the other ordering", "自助抽样选中另一序参量的比例", upper=1.0,
                undefined=_REFUSED),
    column_spec("potential", "Potential", "势函数", lower=-math.inf),
    column_spec("haken_score.distance", "Distance from the stable state", "与稳定态的距离"),
    column_spec("haken_score.score", "Synergy score", "协同得分", lower=-math.inf, undefined="all distances are equal"),
)  # fmt: skip

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("haken", "table", "scores", "cinet.synergy.haken:haken", "ignored", "O(n_boot n)", _HAKEN,
                ("haken.n", "lambda1", "haken.a", "lambda2", "haken.b", "fixed_point", "share_chosen",
                 "share_other")),
    MeasureSpec("haken_potential", "table", "scores", "cinet.synergy.haken_potential:haken_potential", "ignored",
                "O(n)", _HAKEN, ("potential",)),
    MeasureSpec("haken_score", "table", "scores", "cinet.synergy.haken_potential:haken_score", "ignored",
                "O(n)", _HAKEN, ("potential", "haken_score.distance", "haken_score.score")),
)  # fmt: skip
