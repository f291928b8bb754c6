"""Mixing across groups."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import MeasureSpec, column_spec

COLUMNS: Final = (
    column_spec("ei_index", "E-I index", "E-I 指数", lower=-1.0, upper=1.0, undefined="there is no tie"),
    column_spec("observed_weight", "Observed tie weight", "观测权重", unit="tie weight"),
    column_spec("expected_weight", "Expected tie weight", "期望权重", unit="tie weight"),
    column_spec("mixing_ratio", "Observed / expected", "观测 / 期望", undefined="nothing is expected"),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("ei_index", "network", "network", "cinet.metrics.mixing:ei_index", "ignored",
                "O(m)", "Krackhardt & Stern (1988), Soc. Psychol. Q. 51:123"),
    MeasureSpec("type_mixing", "census", "network", "cinet.metrics.mixing:type_mixing", "strength",
                "O(m)", "Newman (2003), Phys. Rev. E 67:026126",
                ("observed_weight", "expected_weight", "mixing_ratio")),
)  # fmt: skip
