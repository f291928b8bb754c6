"""Dependence between partners."""

from __future__ import annotations

from typing import Final

from cinet.registry.spec import NO_TIE, ColumnSpec, MeasureSpec, column_spec

_BASCOMPTE: Final = "Bascompte, Jordano & Olesen (2006), Science 312:431"

COLUMNS: Final[tuple[ColumnSpec, ...]] = (
    column_spec("dependence", "Dependence on the partner", "对伙伴的依赖度", upper=1.0),
    column_spec("dependence_asymmetry", "Asymmetry of dependence", "依赖不对称性", upper=1.0),
    column_spec(
        "power_advantage", "Power advantage over the partner", "相对伙伴的权力优势", lower=-1.0, upper=1.0
    ),
    column_spec("dependence_strength", "Dependence of the partners", "被依赖强度", undefined=NO_TIE),
    column_spec("emerson_power", "Emerson power", "埃默森权力", lower=-1.0, upper=1.0, undefined=NO_TIE),
)

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("dependence", "tie", "network", "cinet.metrics.dependence:dependence", "strength",
                "O(m)", _BASCOMPTE, ("dependence", "dependence_asymmetry", "power_advantage")),
    MeasureSpec("dependence_strength", "actor", "network", "cinet.metrics.dependence:dependence_strength",
                "strength", "O(m)", _BASCOMPTE),
    MeasureSpec("emerson_power", "actor", "network", "cinet.metrics.dependence:emerson_power", "strength",
                "O(m)", "Emerson (1962), Am. Sociol. Rev. 27:31"),
)  # fmt: skip
