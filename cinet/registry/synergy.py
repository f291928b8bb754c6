"""Helix synergy."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import BIT, MeasureSpec, column_spec

COLUMNS: Final = (
    column_spec("n", "Records", "记录数", unit="collaborations"),
    column_spec("T", "Helix synergy T", "螺旋协同度 T", unit=BIT, lower=-math.inf),
    column_spec("T_null", "T if parts were independent", "独立假设下的 T", unit=BIT, lower=-math.inf),
    column_spec("T_excess", "T beyond independence", "超出独立假设的 T", unit=BIT, lower=-math.inf),
    column_spec("se", "Standard error of T", "T 的标准误", unit=BIT, undefined="there is no record"),
    column_spec("contribution", "Contribution to T", "对 T 的贡献", unit=BIT, lower=-math.inf),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("helix", "census", "patterns", "cinet.synergy.helix:helix", "ignored",
                "O(groups 2^parts)", "Leydesdorff (2003), Scientometrics 58:445",
                ("n", "T", "T_null", "T_excess", "se")),
)  # fmt: skip
