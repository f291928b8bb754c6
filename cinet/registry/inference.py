"""Comparisons with a null model."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import MeasureSpec, column_spec

COLUMNS: Final = (
    column_spec("observed", "Observed", "观测值", lower=-math.inf),
    column_spec("null_mean", "Mean under the null", "零模型均值", lower=-math.inf),
    column_spec("null_sd", "SD under the null", "零模型标准差", undefined="fewer than two draws are defined"),
    column_spec("ratio", "Observed / null", "观测 / 零模型", lower=-math.inf, undefined="the null mean is 0"),
    column_spec("z", "z against the null", "z 值", lower=-math.inf, undefined="the null does not vary"),
    column_spec("p", "p against the null", "p 值", upper=1.0, undefined="no draw is defined"),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = ()
