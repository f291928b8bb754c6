"""The allocation whose worst-off coalitions are as well off as can be: nucleolus and pre-nucleolus."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import optimize

from cinet.errors import SchemaError, UndefinedMeasure
from cinet.synergy.game import Game, GameLike, as_game

__all__ = ["nucleolus"]

FloatArray = npt.NDArray[np.float64]

# multipliers of a stage add up to 1 over few rows: what is smaller than this is rounding
_POSITIVE: Final = 1e-6
_MOST_PLAYERS: Final = 14


def nucleolus(v: GameLike, *, pre: bool = False, players: Sequence[Hashable] | None = None) -> pd.Series:
    """The division of v(everybody) that makes the most dissatisfied coalition as content as can be, then the next.

    Of all allocations x with x(everybody) = v(everybody) and x_i >= v(i), the one whose excesses
    v(S) - x(S), sorted from the largest down, are lexicographically smallest.

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``shapley``.
    pre : bool
        Pre-nucleolus: do not ask that every player gets at least what it is worth alone.
    players : sequence, optional
        The players, for a function.

    Returns
    -------
    Series
        ``nucleolus`` by player, in the unit of v, adding up to v(everybody), in the core whenever there is
        one; NaN only in a table of ``helix_game``, where there is no record.

    Raises
    ------
    UndefinedMeasure
        The players alone are worth more than all of them together, so nobody can be given v(i): use ``pre=True``.
    SchemaError
        There are more than 14 players.

    Notes
    -----
    At most n - 1 linear programmes with 2^n rows. After each, the coalitions with a positive multiplier are
    settled: they have the same excess in every optimal solution. Stopping after the first programme gives some
    point of the least core instead, which is what tucoopy 0.1.0 returns.

    References
    ----------
    Schmeidler, D. (1969). The nucleolus of a characteristic function game. SIAM Journal on Applied Mathematics
    17:1163-1170.

    Examples
    --------
    >>> game = {"a": 2, "b": 6, "c": 5, "ab": 15, "ac": 1, "bc": 18, "abc": 14}
    >>> nucleolus(game).round(6).tolist(), nucleolus(game, pre=True).round(6).tolist()
    ([2.0, 7.0, 5.0], [-1.0, 13.0, 2.0])
    """
    game = as_game(v, players)
    if game.n_players > _MOST_PLAYERS:
        raise SchemaError(
            f"the nucleolus of {game.n_players} players needs linear programmes with 2^{game.n_players} rows; "
            f"at most {_MOST_PLAYERS} players are taken."
        )
    if not pre:
        refuse_without_imputation(game)
    # adding to a player what it is worth alone, and changing the unit, moves the nucleolus along
    alone = game.values[1 << np.arange(game.n_players)]
    member = membership(game.n_players)
    left = game.values - member @ alone
    unit = float(np.abs(left).max())
    shares = _stages(member, left / unit, pre) if unit > 0 else np.zeros(game.n_players)
    return pd.Series(alone + unit * shares + 0.0, index=game.index, name="nucleolus")


def refuse_without_imputation(game: Game) -> None:
    """Refuse a game whose players cannot all be given what they are worth alone.

    >>> refuse_without_imputation(Game([0, 1, 2, 3], ["a", "b"]))
    """
    alone = float(game.values[1 << np.arange(game.n_players)].sum())
    whole = float(game.values[-1])
    if alone - whole > 1e-12 * max(abs(alone), abs(whole)):
        raise UndefinedMeasure(
            f"alone the players are worth {alone:g}, together {whole:g}: no division gives each what it has "
            "alone. pre=True does not ask for that."
        )


def membership(n: int) -> FloatArray:
    """Return the 2^n x n table of who belongs to which coalition.

    >>> membership(2).tolist()
    [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
    """
    held: FloatArray = (np.arange(2**n)[:, np.newaxis] >> np.arange(n) & 1).astype(np.float64)
    return held


def _stages(member: FloatArray, values: FloatArray, pre: bool) -> FloatArray:
    """Raise the least x(S) - v(S), settle the coalitions that stop it, and go on with the others."""
    n = member.shape[1]
    settled, due = member[-1:], values[-1:]
    bounds = [(None if pre else 0.0, None)] * n + [(None, None)]
    while len(settled) < n:
        free = _unsettled(member, settled)
        rows = np.hstack([-member[free], np.ones((len(free), 1))])
        solved = optimize.linprog(
            np.append(np.zeros(n), -1.0),
            A_ub=rows,
            b_ub=-values[free],
            A_eq=np.hstack([settled, np.zeros((len(settled), 1))]),
            b_eq=due,
            bounds=bounds,
            method="highs-ds",
        )
        multiplier = -np.asarray(solved.ineqlin.marginals)
        least = np.asarray(solved.x)[-1]
        falling = np.argsort(-multiplier, kind="stable")
        for row in free[falling[multiplier[falling] > _POSITIVE]]:
            grown = np.vstack([settled, member[row]])
            if np.linalg.matrix_rank(grown) == len(grown):
                settled = grown
                due = np.append(due, values[row] + least)
    return np.asarray(np.linalg.solve(settled, due), dtype=np.float64)


def _unsettled(member: FloatArray, settled: FloatArray) -> npt.NDArray[np.intp]:
    """Return the coalitions whose share does not follow from the settled ones."""
    basis = np.linalg.qr(settled.T)[0]
    rest = member - (member @ basis) @ basis.T
    return np.flatnonzero(np.abs(rest).max(axis=1) > 1e-9)
