"""The helix game: who makes the joint output of university, industry and government, and how much is negotiable."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, SchemaError
from cinet.kernels import coalitions
from cinet.patterns import Patterns
from cinet.synergy import entropies
from cinet.synergy.core import convex_core_share, core_vertices
from cinet.synergy.game import Game
from cinet.synergy.game_sampling import check_seed
from cinet.synergy.nucleolus import nucleolus

__all__ = ["HelixGame", "helix_game"]

FloatArray = npt.NDArray[np.float64]

# the volume of the core needs 4^parts pyramids per group and draw
_MOST_PARTS: Final = 8
# corners are for pictures: a triangle or a tetrahedron
_MOST_DRAWN: Final = 4
_SHAPLEY_ENDS: Final = ("shapley_low", "shapley_high")
_AREA_ENDS: Final = ("core_area_low", "core_area_high")


class HelixGame:
    """The solutions of one helix game per group; made by ``helix_game``.

    Every property and method gives a table of its own, free to be changed.

    Examples
    --------
    >>> game = helix_game(Patterns.from_venn({"U": 6, "I": 1, "G": 1, "UI": 1, "UG": 1}), n_boot=0)
    >>> game
    <HelixGame of 3 players (U, I, G), 1 group>
    >>> game.shapley.round(2).tolist(), game.core_area.round(4).tolist()
    ([70.0, 15.0, 15.0], [0.02])
    """

    __slots__ = ("_areas", "_rows", "_vertices")

    _rows: pd.DataFrame
    _areas: pd.DataFrame
    _vertices: pd.DataFrame

    def __init__(self, rows: pd.DataFrame, areas: pd.DataFrame, vertices: pd.DataFrame) -> None:
        for name, table in (("_rows", rows), ("_areas", areas), ("_vertices", vertices)):
            object.__setattr__(self, name, table)

    @property
    def shapley(self) -> pd.Series:
        """Power to create synergy: the Shapley value by (group, player)."""
        return self._rows["shapley"].copy()

    @property
    def nucleolus(self) -> pd.Series:
        """What solidarity gives: the nucleolus by (group, player)."""
        return self._rows["nucleolus"].copy()

    @property
    def core_bounds(self) -> pd.DataFrame:
        """Least and most in the core (core_low, core_high) by (group, player)."""
        return self._rows[["core_low", "core_high"]].copy()

    @property
    def core_area(self) -> pd.Series:
        """Extent of synergy: the share of the simplex that the core fills, by group."""
        return self._areas["core_area"].copy()

    @property
    def vertices(self) -> pd.DataFrame:
        """Corners of the core by (group, vertex), a column per player, for ``plots.ternary``; up to four parts."""
        return self._vertices.copy()

    def table(self) -> pd.DataFrame:
        """Return one row per (group, player): v, shapley, nucleolus, core_low, core_high, core_area, core_area_null.

        Returns
        -------
        DataFrame
            With draws also shapley_low, shapley_high, core_area_low and core_area_high (95 %).
        """
        repeated = np.repeat(np.arange(len(self._areas)), len(self._rows) // len(self._areas))
        areas = self._areas.drop(columns="n").iloc[repeated].set_axis(self._rows.index)
        return pd.concat([self._rows, areas], axis=1)

    def groups(self) -> pd.DataFrame:
        """Return one row per group: n (records with a part), core_area, core_area_null and, with draws, an interval.

        Returns
        -------
        DataFrame
        """
        return self._areas.copy()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a HelixGame is frozen: {name!r} cannot be set.")

    def __reduce__(self) -> tuple[Any, ...]:
        return HelixGame, (self._rows, self._areas, self._vertices)

    def __repr__(self) -> str:
        players = list(dict.fromkeys(self._rows.index.get_level_values("player")))
        groups = f"{len(self._areas)} group{'' if len(self._areas) == 1 else 's'}"
        return f"<HelixGame of {len(players)} players ({', '.join(players)}), {groups}>"


def helix_game(
    patterns: Patterns, *, share: bool = True, n_boot: int = 999, seed: int = 0, level: float = 0.95
) -> HelixGame:
    """Who has the power to create synergy, and how much room for sharing it leaves: the game of a Venn diagram.

    v(S) counts the records whose parts all belong to S. shapley_u = U + (UI + UG) / 2 + UIG / 3: fractional
    counting. Core: v(i) <= x_i <= v(everybody) - v(everybody else); core_area is the share of the simplex that it
    fills, for three parts J^2 - (a^2 + b^2 + c^2) with a, b, c, t the shares of UI, UG, IG, UIG and J their sum.

    Parameters
    ----------
    patterns : Patterns
        Counts of part combinations, two to eight parts; one game per group. Records without any part are left
        out: they are nobody's.
    share : bool
        Give v, shapley, nucleolus and bounds in percent of the records with a part, as the papers print them;
        False: in records.
    n_boot : int
        Multinomial bootstrap draws of the records for the intervals of shapley and core_area; 0 leaves them out.
    seed : int
        Seed of the draws; each group has its own stream.
    level : float
        Confidence level of the percentile intervals.

    Returns
    -------
    HelixGame
        ``shapley`` and ``nucleolus`` (Series), ``core_bounds`` (DataFrame core_low, core_high) by (group, player),
        ``core_area`` (Series, 0 to 1) by group, ``vertices`` by (group, vertex) for up to four parts, and
        ``table()`` and ``groups()`` with everything side by side: v is what a player makes alone, n the records
        (collaborations) with a part, core_area_null the area if the parts took part independently.
        NaN in a group where there is no record, so that v(everybody) is not positive.

    Raises
    ------
    EmptySelection
        No group has a record with a part.
    SchemaError
        There are more than eight parts, or n_boot or level cannot be used.

    Notes
    -----
    All dividends are counts, so the game is convex: it has a core, and the Shapley value lies in it. The area
    depends on the joint cells alone, and parts that meet at random have some: read it beside core_area_null, where
    each part keeps its observed share (as T_null of ``helix``). The interval is of the sampling of records, at a
    given number of them.

    References
    ----------
    Mêgnigbêto, E. (2018). Journal of Informetrics 12:1118. Mêgnigbêto, E. (2024). Journal of Data and Information
    Science, doi:10.2478/jdis-2024-0004.

    Examples
    --------
    >>> venn = {"U": 228643, "I": 3504, "G": 42215, "UI": 7522, "UG": 68703, "IG": 1293, "UIG": 2463}
    >>> helix_game(Patterns.from_venn(venn), n_boot=0).table().iloc[:, :5].round(2)
                      v  shapley  nucleolus  core_low  core_high
    group player
    0     U       64.53    75.51      75.28     64.53      86.73
          I        0.99     2.46       2.58      0.99       4.17
          G       11.91    22.02      22.14     11.91      32.36
    """
    _check(patterns, n_boot, level)
    check_seed(seed)
    cells = patterns.counts.copy()
    cells[:, 0] = 0.0
    n = cells.sum(axis=1)
    if not n.any():
        raise EmptySelection("no group has a record with a part, so there is no game.")
    values = coalitions.worths(cells)
    unit = np.where(n > 0, 100 / np.where(n > 0, n, 1.0), np.nan) if share else np.where(n > 0, 1.0, np.nan)
    single = 1 << np.arange(len(patterns.parts))
    players = pd.Index(patterns.parts * len(n), dtype=object)
    solved, corners = _solved(values, patterns, unit)
    columns = {
        "v": values[:, single],
        "shapley": coalitions.shapley(values),
        "nucleolus": solved,
        "core_low": values[:, single],
        "core_high": values[:, -1:] - values[:, -1 - single],
    }
    rows = {name: (held * unit[:, np.newaxis]).ravel() for name, held in columns.items()}
    areas = {"n": n, "core_area": _areas(values), "core_area_null": _null_areas(patterns)}
    if n_boot > 0:
        shapley_ends, area_ends = _intervals(cells, n, n_boot, seed, level)
        scaled = shapley_ends * unit[:, np.newaxis]
        rows |= {name: held.ravel() for name, held in zip(_SHAPLEY_ENDS, scaled, strict=True)}
        areas |= dict(zip(_AREA_ENDS, area_ends, strict=True))
    return HelixGame(
        pd.DataFrame(rows, index=_crossed(patterns.groups.repeat(len(single)), players, "player")),
        pd.DataFrame(areas, index=_named(patterns.groups)),
        corners,
    )


def _check(patterns: Patterns, n_boot: int, level: float) -> None:
    if not isinstance(patterns, Patterns):
        raise SchemaError(
            f"Patterns are needed, not a {type(patterns).__name__}: make them with eco.patterns(parts) or "
            "Patterns.from_venn(cells)."
        )
    if len(patterns.parts) > _MOST_PARTS:
        raise SchemaError(
            f"{len(patterns.parts)} parts are too many for the core, at most {_MOST_PARTS} are taken; "
            "shapley(Game.from_patterns(patterns)) goes further."
        )
    if not patterns.groups.is_unique:
        raise SchemaError("group labels stand more than once; each group needs a label of its own.")
    if isinstance(n_boot, bool) or not isinstance(n_boot, int | np.integer) or n_boot < 0:
        raise SchemaError(f"n_boot={n_boot!r} is not a number of draws: 0 or a positive whole number.")
    if not 0 < level < 1:
        raise SchemaError(f"level={level!r} is not a confidence level between 0 and 1, such as 0.95.")


def _areas(values: FloatArray) -> FloatArray:
    """Return the core's share of the simplex, NaN where nothing is worth anything."""
    found = np.full(len(values), np.nan)
    held = values[:, -1] > 0
    found[held] = convex_core_share(values[held])
    return found


def _null_areas(patterns: Patterns) -> FloatArray:
    """Return the area if every part took part independently with its observed share."""
    expected = entropies.quasi_independence(patterns.counts, len(patterns.parts), patterns.none_known)
    expected[:, 0] = 0.0
    return _areas(coalitions.worths(expected))


def _solved(values: FloatArray, patterns: Patterns, unit: FloatArray) -> tuple[FloatArray, pd.DataFrame]:
    """Return the nucleolus of each group in records, and the scaled corners of its core."""
    found = np.full((len(values), len(patterns.parts)), np.nan)
    corners: list[pd.DataFrame] = []
    owners: list[int] = []
    for row in np.flatnonzero(values[:, -1] > 0).tolist():
        game = Game(values[row], patterns.parts)
        found[row] = nucleolus(game)
        if len(patterns.parts) <= _MOST_DRAWN:
            corners.append(core_vertices(game) * unit[row])
            owners += [row] * len(corners[-1])
    columns = pd.Index(patterns.parts, dtype=object)
    table = pd.concat(corners) if corners else pd.DataFrame(index=range(0), columns=columns, dtype=np.float64)
    return found, table.set_axis(_crossed(patterns.groups.take(owners), table.index, "vertex"))


def _crossed(groups: pd.Index, inner: pd.Index, name: str) -> pd.MultiIndex:
    """Return the index of rows that belong to a group each; the groups may have several levels."""
    levels = [groups.get_level_values(level) for level in range(groups.nlevels)]
    return pd.MultiIndex.from_arrays([*levels, inner], names=[*_named(groups).names, name])


def _named(groups: pd.Index) -> pd.Index:
    return groups.rename("group") if groups.names == [None] else groups


def _intervals(
    cells: FloatArray, n: FloatArray, n_boot: int, seed: int, level: float
) -> tuple[FloatArray, FloatArray]:
    """Return low and high of shapley (in records, by group and player) and of core_area (by group)."""
    ends = [(1 - level) / 2, (1 + level) / 2]
    players = int(cells.shape[1]).bit_length() - 1
    shapley = np.full((2, len(cells), players), np.nan)
    area = np.full((2, len(cells)), np.nan)
    # published shares need not be whole records; draws are
    records = np.rint(n).astype(np.int64)
    for group in np.flatnonzero(records > 0).tolist():
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(group,)))
        chances = cells[group] / n[group]
        drawn = rng.multinomial(records[group], chances / chances.sum(), size=n_boot).astype(np.float64)
        values = coalitions.worths(drawn)
        scale = n[group] / records[group]
        shapley[:, group] = np.quantile(coalitions.shapley(values), ends, axis=0) * scale
        area[:, group] = np.quantile(convex_core_share(values), ends)
    return shapley, area
