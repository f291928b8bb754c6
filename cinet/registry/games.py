"""Games: helix game, values, core, games on networks."""

from __future__ import annotations

import math
from typing import Final

from cinet.registry.spec import MeasureSpec, column_spec

_NO_RECORD: Final = "there is no record"
_EMPTY: Final = "the core is empty"
_NOTHING: Final = "v(everybody) is not positive"

COLUMNS: Final = (
    column_spec("v", "Worth alone v", "独自的特征函数值 v", lower=-math.inf, undefined=_NO_RECORD),
    column_spec("shapley", "Shapley value", "Shapley 值", lower=-math.inf, undefined=_NO_RECORD),
    column_spec("shapley_low", "Shapley value, lower end", "Shapley 值下限",
                lower=-math.inf, undefined=_NO_RECORD),
    column_spec("shapley_high", "Shapley value, upper end", "Shapley 值上限",
                lower=-math.inf, undefined=_NO_RECORD),
    column_spec("nucleolus", "Nucleolus", "核仁", lower=-math.inf, undefined=_NO_RECORD),
    column_spec("core_low", "Least in the core", "核心下界", lower=-math.inf, undefined=_EMPTY),
    column_spec("core_high", "Most in the core", "核心上界", lower=-math.inf, undefined=_EMPTY),
    column_spec("core_area", "Core area (share of the simplex)", "核心面积占比", undefined=_NOTHING),
    column_spec("core_area_null", "Core area if parts were independent", "独立假设下的核心面积占比",
                undefined=_NOTHING),
    column_spec("core_area_low", "Core area, lower end", "核心面积占比下限", undefined=_NOTHING),
    column_spec("core_area_high", "Core area, upper end", "核心面积占比上限", undefined=_NOTHING),
    column_spec("least_core", "Least-core value", "最小核心值", lower=-math.inf,
                undefined="there is a single player"),
    column_spec("dividend", "Harsanyi dividend (synergy of a coalition)", "Harsanyi 红利（联盟协同）", lower=-math.inf),
    column_spec("interaction", "Shapley interaction index", "Shapley 交互指数", lower=-math.inf),
    column_spec("myerson", "Myerson value", "Myerson 值", lower=-math.inf),
    column_spec("position_value", "Position value", "位置值", lower=-math.inf),
    column_spec("link_synergy", "Synergy of a link", "连接的协同值", lower=-math.inf),
    column_spec("myerson_gain", "Gain of each end of a link", "连接两端各自的增益", lower=-math.inf),
    column_spec("shapley.se", "Standard error of the Shapley value", "Shapley 值的标准误"),
    column_spec("myerson.se", "Standard error of the Myerson value", "Myerson 值的标准误"),
)  # fmt: skip

MEASURES: Final[tuple[MeasureSpec, ...]] = (
    MeasureSpec("helix_game", "census", "patterns", "cinet.synergy.helix_game:helix_game", "ignored",
                "O(groups 4^parts)", "Mêgnigbêto (2018), J. Informetrics 12:1118",
                ("v", "shapley", "nucleolus", "core_area", "core_area_null")),
    MeasureSpec("shapley", "table", "game", "cinet.synergy.shapley:shapley", "ignored",
                "O(n 2^n)", "Shapley (1953), Contributions to the Theory of Games II:307"),
    MeasureSpec("dividends", "table", "game", "cinet.synergy.shapley:dividends", "ignored",
                "O(n 2^n)", "Harsanyi (1963), Int. Economic Review 4:194", ("dividend",)),
    MeasureSpec("interaction_index", "table", "game", "cinet.synergy.shapley:interaction_index", "ignored",
                "O(n^2 2^n)", "Grabisch & Roubens (1999), Int. J. Game Theory 28:547", ("interaction",)),
    MeasureSpec("nucleolus", "table", "game", "cinet.synergy.nucleolus:nucleolus", "ignored",
                "n linear programmes with O(2^n) rows", "Schmeidler (1969), SIAM J. Appl. Math. 17:1163"),
    MeasureSpec("core_bounds", "table", "game", "cinet.synergy.core:core_bounds", "ignored",
                "O(n^2 2^n), or 2n linear programmes", "Gillies (1959), Contributions to the Theory of Games IV:47",
                ("core_low", "core_high")),
    MeasureSpec("core_area", "network", "game", "cinet.synergy.core:core_area", "ignored",
                "O(4^n)", "Mêgnigbêto (2018), J. Informetrics 12:1118"),
    MeasureSpec("least_core", "network", "game", "cinet.synergy.core:least_core", "ignored",
                "a linear programme with O(2^n) rows", "Maschler, Peleg & Shapley (1979), Math. Oper. Res. 4:303"),
    MeasureSpec("myerson", "table", "game", "cinet.synergy.network_games:myerson", "ignored",
                "O(n 2^n)", "Myerson (1977), Math. Oper. Res. 2:225"),
    MeasureSpec("position_value", "table", "game", "cinet.synergy.network_games:position_value", "ignored",
                "O(n m 2^m)", "Borm, Owen & Tijs (1992), SIAM J. Discrete Math. 5:305"),
    MeasureSpec("link_synergy", "tie", "game", "cinet.synergy.network_games:link_synergy", "ignored",
                "O(m n 2^n)", "Myerson (1977), Math. Oper. Res. 2:225", ("link_synergy", "myerson_gain")),
)  # fmt: skip
