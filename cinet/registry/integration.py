"""Integration of a mixing matrix, and the E-I index of actors, of groups and within its bounds."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import NO_TIE, ColumnSpec, MeasureSpec, column_spec

_NAT: Final = "nat"
_KRACKHARDT: Final = "Krackhardt & Stern (1988), Soc. Psychol. Q. 51:123"
_FRENKEN: Final = "Frenken (2002), Econ. Syst. Res. 14:345"

COLUMNS: Final[tuple[ColumnSpec, ...]] = (
    column_spec("integration", "Integration T (0: mixed)", "一体化指数 T（0 为完全混合）", unit=_NAT,
                undefined="there is no tie"),
    column_spec("integration_within", "Integration within groups", "组内一体化指数", unit=_NAT, lower=-math.inf,
                undefined="no tie within a group"),
    column_spec("integration_between", "Integration between groups", "组间一体化指数", unit=_NAT, lower=-math.inf,
                undefined="no tie between groups"),
    column_spec("integration_rows", "Integration of the group", "各组一体化指数", unit=_NAT,
                undefined="the group has no tie"),
    column_spec("integration_pairs", "Integration of two groups", "两组间一体化指数", unit=_NAT, lower=-math.inf,
                undefined="the two groups have no tie"),
    column_spec("ei_actors", "E-I index of the actor", "主体 E-I 指数", lower=-1.0, upper=1.0, undefined=NO_TIE),
    column_spec("ei_groups", "E-I index of the group", "群组 E-I 指数", lower=-1.0, upper=1.0,
                undefined="the group has no tie"),
    column_spec("ei_min", "Least possible E-I index", "E-I 指数最小可能值", lower=-1.0, upper=1.0,
                undefined="there is no tie"),
    column_spec("ei_max", "Greatest possible E-I index", "E-I 指数最大可能值", lower=-1.0, upper=1.0,
                undefined="there is no tie"),
    column_spec("ei_rescaled", "Rescaled E-I index", "重标 E-I 指数", lower=-1.0, upper=1.0,
                undefined="the index cannot vary or there is no tie"),
)  # fmt: skip

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("integration", "census", "network", "cinet.metrics.integration:integration", "strength",
                "O(m + groups^2)", _FRENKEN, ("integration", "integration_within", "integration_between")),
    MeasureSpec("integration_rows", "census", "network", "cinet.metrics.integration:integration_rows", "strength",
                "O(m + groups^2)", _FRENKEN),
    MeasureSpec("integration_pairs", "census", "network", "cinet.metrics.integration:integration_pairs",
                "strength", "O(m + groups^2)", _FRENKEN),
    MeasureSpec("ei_actors", "actor", "network", "cinet.metrics.ei_levels:ei_actors", "ignored", "O(m)",
                _KRACKHARDT),
    MeasureSpec("ei_groups", "census", "network", "cinet.metrics.ei_levels:ei_groups", "ignored", "O(m)",
                _KRACKHARDT),
    MeasureSpec("ei_rescaled", "census", "network", "cinet.metrics.ei_levels:ei_rescaled", "ignored", "O(m)",
                _KRACKHARDT, ("ei_min", "ei_max", "ei_rescaled")),
)  # fmt: skip
