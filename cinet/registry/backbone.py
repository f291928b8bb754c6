"""Backbones and similarities: columns of tables of ties."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import MeasureSpec, column_spec

_ONE_ARC: Final = "one arc holds all weight"

COLUMNS: Final = (
    column_spec("similarity", "Similarity", "相似度"),
    column_spec("nc_score", "Noise-corrected score", "去噪得分", lower=-1.0, upper=1.0),
    column_spec("nc_sd", "SD of the noise-corrected score", "去噪得分标准差"),
    column_spec("p_adjusted", "p, adjusted for many tests", "校正 p 值", upper=1.0, undefined=_ONE_ARC),
    column_spec("kept", "In the backbone", "是否属于骨干", upper=1.0),
)

#: A backbone is a choice of ties, not a measure: its table has columns, and no entry here.
MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("similarity", "tie", "incidence", "cinet.metrics.similarity:similarity", "ignored",
                "O(sum of squared sizes)", "van Eck & Waltman (2009), JASIST 60:1635"),
)  # fmt: skip
