"""The divisions of the total that no coalition would leave: the core of a game, its bounds, corners and size."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations, permutations
from math import factorial
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import optimize, spatial

from cinet.errors import SchemaError
from cinet.kernels import coalitions
from cinet.synergy.game import Game, GameLike, as_game
from cinet.synergy.nucleolus import membership
from cinet.synergy.shapley import slack

__all__ = ["core_area", "core_bounds", "core_vertices", "least_core"]

FloatArray = npt.NDArray[np.float64]

_TOL: Final = 1e-9
_MOST_PROGRAMMED: Final = 14
# 6! = 720 orders of arrival; 5 players: 27,405 sets of four coalitions
_MOST_CORNERS_CONVEX: Final = 6
_MOST_CORNERS: Final = 5
# 4^8 pyramids
_MOST_VOLUME: Final = 8


def core_bounds(v: GameLike, *, players: Sequence[Hashable] | None = None) -> pd.DataFrame:
    """The least and the most that each player can get in the core.

    The core holds the divisions x of v(everybody) with x(S) >= v(S) for every coalition S. In a convex game
    core_low = v(i) and core_high = v(everybody) - v(everybody else).

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``shapley``.
    players : sequence, optional
        The players, for a function.

    Returns
    -------
    DataFrame
        core_low and core_high by player, in the unit of v; NaN when the core is empty.

    Raises
    ------
    SchemaError
        The game is not convex and has more than 14 players.

    Notes
    -----
    Convex: O(n^2 2^n). Else two linear programmes per player, with 2^n rows each.

    References
    ----------
    Gillies, D. B. (1959). Solutions to general non-zero-sum games. Contributions to the Theory of Games IV:47-85.

    Examples
    --------
    >>> core_bounds({"u": 6, "i": 1, "u+i": 10}).values.tolist()
    [[6.0, 9.0], [1.0, 4.0]]
    """
    game = as_game(v, players)
    if _convex(game):
        single = 1 << np.arange(game.n_players)
        low = game.values[single]
        high = game.values[-1] - game.values[-1 - single]
    else:
        low, high = _programmed_bounds(game)
    return pd.DataFrame({"core_low": low, "core_high": high}, index=game.index)


def least_core(v: GameLike, *, players: Sequence[Hashable] | None = None) -> float:
    """How much every coalition would have to be taxed for the core to have just one more point: least-core value.

    The least e for which some x with x(everybody) = v(everybody) has x(S) >= v(S) - e for all other coalitions.

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``shapley``.
    players : sequence, optional
        The players, for a function.

    Returns
    -------
    float
        In the unit of v. Positive: the core is empty; 0 or less: it is not. NaN for a single player.

    Raises
    ------
    SchemaError
        There are more than 14 players.

    Notes
    -----
    One linear programme with 2^n rows.

    References
    ----------
    Maschler, M., Peleg, B., & Shapley, L. S. (1979). Geometric properties of the kernel, nucleolus, and related
    solution concepts. Mathematics of Operations Research 4:303-338.

    Examples
    --------
    >>> majority = {"a": 0, "b": 0, "c": 0, "a+b": 1, "a+c": 1, "b+c": 1, "a+b+c": 1}
    >>> round(least_core(majority), 6)
    0.333333
    """
    game = as_game(v, players)
    _refuse_size(game)
    unit = float(np.abs(game.values).max())
    if game.n_players == 1 or unit == 0:
        return float("nan") if game.n_players == 1 else 0.0
    return _tax(membership(game.n_players), game.values / unit) * unit + 0.0


def core_vertices(v: GameLike, *, players: Sequence[Hashable] | None = None) -> pd.DataFrame:
    """The corners of the core; every division in the core is a mixture of them.

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``shapley``.
    players : sequence, optional
        The players, for a function.

    Returns
    -------
    DataFrame
        One row per corner (index ``vertex``), one column per player, in the unit of v. With three players the
        corners go around the polygon, as ``plots.ternary`` draws them. No row when the core is empty.

    Raises
    ------
    SchemaError
        More than six players, or more than five and the game is not convex.

    Notes
    -----
    Convex: the distinct marginal vectors of the n! orders of arrival (Shapley 1971). Else every set of n - 1
    coalitions that can be tight together is tried.

    References
    ----------
    Shapley, L. S. (1971). Cores of convex games. International Journal of Game Theory 1:11-26.

    Examples
    --------
    >>> core_vertices({"u": 6, "i": 1, "u+i": 10}).values.tolist()
    [[6.0, 4.0], [9.0, 1.0]]
    """
    game = as_game(v, players)
    most = _MOST_CORNERS_CONVEX if _convex(game) else _MOST_CORNERS
    if game.n_players > most:
        raise SchemaError(
            f"the corners of the core of {game.n_players} players are too many: at most {_MOST_CORNERS_CONVEX} "
            f"players are taken, {_MOST_CORNERS} if the game is not convex. core_bounds has no such limit."
        )
    corners = _corners(game)
    if game.n_players == 3 and len(corners) > 2:
        around = corners - corners.mean(axis=0)
        # two axes of the plane in which the three shares add up
        angle = np.arctan2(around @ (-1.0, -1.0, 2.0), around @ (-1.0, 1.0, 0.0) * np.sqrt(3))
        corners = corners[np.argsort(angle, kind="stable")]
    index = pd.RangeIndex(len(corners), name="vertex")
    return pd.DataFrame(corners, index=index, columns=pd.Index(game.players, dtype=object))


def core_area(v: GameLike, *, players: Sequence[Hashable] | None = None) -> float:
    """The share of all divisions that no coalition would leave: volume of the core over that of the simplex.

    The simplex holds all x >= 0 with x(everybody) = v(everybody). For three players whose dividends a, b, c of
    pairs and t of all are not negative, core_area = (J^2 - a^2 - b^2 - c^2) / v(everybody)^2, J = a + b + c + t.

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``shapley``.
    players : sequence, optional
        The players, for a function.

    Returns
    -------
    float
        Unit: none. 0 when the core is empty or flat; NaN when v(everybody) is not positive. Above 1 only if a player is
        worth less than 0 alone. Times 100 it is the percentage in print.

    Raises
    ------
    SchemaError
        More than eight players, or more than five and the game is not convex.

    Notes
    -----
    Convex games: exact, by pyramids over the facets, each a product of two smaller cores, O(4^n). Others: the
    hull of the corners.

    References
    ----------
    Mêgnigbêto, E. (2018). Journal of Informetrics 12:1118 (the area of the core as extent of synergy).

    Examples
    --------
    >>> core_area({"u": 60, "i": 10, "g": 10, "u+i": 78, "u+g": 75, "i+g": 24, "u+i+g": 100})
    0.0295
    """
    game = as_game(v, players)
    whole = game.values[-1]
    if whole <= 0:
        return float("nan")
    if _convex(game):
        if game.n_players > _MOST_VOLUME:
            raise SchemaError(
                f"the volume of the core of {game.n_players} players is not computed; at most {_MOST_VOLUME}."
            )
        return float(convex_core_share(game.values))
    return _hull_share(core_vertices(game).to_numpy() / whole)


def convex_core_share(values: FloatArray) -> FloatArray:
    """Return the share of the simplex that the core fills, for convex games side by side.

    >>> convex_core_share(np.array([[0.0, 6, 1, 10], [0.0, 1, 1, 2]])).tolist()
    [0.3, 0.0]
    """
    dimension = int(values.shape[-1]).bit_length() - 2
    # rounding may leave a flat core a little below 0
    share: FloatArray = np.maximum(coalitions.convex_core(values), 0.0) / values[..., -1] ** dimension
    return share


def _convex(game: Game) -> bool:
    return coalitions.convexity_gap(game.values) >= -slack(game, _TOL)


def _refuse_size(game: Game) -> None:
    if game.n_players > _MOST_PROGRAMMED:
        raise SchemaError(
            f"the core of {game.n_players} players needs linear programmes with 2^{game.n_players} rows; "
            f"at most {_MOST_PROGRAMMED} players are taken unless the game is convex."
        )


def _tax(member: FloatArray, values: FloatArray) -> float:
    n = member.shape[1]
    solved = optimize.linprog(
        np.append(np.zeros(n), 1.0),
        A_ub=np.hstack([-member[1:-1], -np.ones((len(member) - 2, 1))]),
        b_ub=-values[1:-1],
        A_eq=np.append(member[-1], 0.0)[np.newaxis],
        b_eq=values[-1:],
        bounds=(None, None),
        method="highs-ds",
    )
    return _optimum(solved.fun)


def _optimum(found: float | None) -> float:
    return float(np.asarray(found, dtype=np.float64))


def _programmed_bounds(game: Game) -> tuple[FloatArray, FloatArray]:
    """Return the least and the most of every player by linear programmes, in the unit of the largest worth."""
    _refuse_size(game)
    n = game.n_players
    member = membership(n)
    unit = float(np.abs(game.values).max())
    values = game.values / unit
    tax = _tax(member, values)
    if tax > _TOL:
        return np.full(n, np.nan), np.full(n, np.nan)
    ends = np.empty((2, n))
    for sign, row in zip((1.0, -1.0), ends, strict=True):
        for player in range(n):
            solved = optimize.linprog(
                sign * np.eye(n)[player],
                A_ub=-member[1:-1],
                # a core of a single point must not be lost to rounding
                b_ub=-values[1:-1] + max(tax, 0.0),
                A_eq=member[-1:],
                b_eq=values[-1:],
                bounds=(None, None),
                method="highs-ds",
            )
            row[player] = sign * _optimum(solved.fun) * unit + 0.0
    return ends[0], ends[1]


def _corners(game: Game) -> FloatArray:
    """Return the distinct corners in rising order."""
    n = game.n_players
    if _convex(game):
        found = coalitions.marginal_vector(game.values, np.array(list(permutations(range(n)))))
    else:
        found = _tight_points(game)
    return _distinct(found, max(slack(game, _TOL), np.finfo(float).tiny))


def _tight_points(game: Game) -> FloatArray:
    """Return the points of the core in which n - 1 coalitions get exactly their worth."""
    n = game.n_players
    member = membership(n)
    chosen = np.array(list(combinations(range(1, 2**n - 1), n - 1)))
    everybody = np.full((len(chosen), 1), 2**n - 1)
    tight = np.hstack([chosen, everybody])
    # a determinant of zeros and ones is a whole number
    tight = tight[np.abs(np.linalg.det(member[tight])) > 0.5]
    points = np.linalg.solve(member[tight], game.values[tight][..., np.newaxis])[..., 0]
    kept = (points @ member.T >= game.values - slack(game, _TOL)).all(axis=1)
    return points[kept]


def _distinct(points: FloatArray, near: float) -> FloatArray:
    """Keep one of the points that differ by rounding only."""
    ordered = np.unique(np.round(points / near) * near, axis=0, return_index=True)[1]
    held: FloatArray = points[ordered] + 0.0
    apart = np.abs(held[:, np.newaxis] - held[np.newaxis]).max(axis=-1)
    earlier = np.tril(apart <= 4 * near, k=-1).any(axis=1)
    kept: FloatArray = held[~earlier]
    return kept


def _hull_share(corners: FloatArray) -> float:
    """Return the volume of the hull over that of the simplex of divisions of 1."""
    flat = corners[:, :-1]
    dimension = flat.shape[1]
    if len(flat) <= dimension or np.linalg.matrix_rank(flat - flat[0], tol=_TOL) < dimension:
        return 0.0
    return float(spatial.ConvexHull(flat).volume) * factorial(dimension)
