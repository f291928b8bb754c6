"""What each player, and each coalition, contributes: Shapley value, dividends, interaction, convexity."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Literal, overload

import numpy as np
import pandas as pd

from cinet.errors import SchemaError
from cinet.kernels import coalitions
from cinet.synergy.game import Game, GameLike, as_game, members, player_names
from cinet.synergy.game_sampling import check_method, sample_shapley, sampled_table

__all__ = [
    "dividends",
    "interaction_index",
    "is_convex",
    "is_monotone",
    "is_superadditive",
    "shapley",
]


@overload
def shapley(
    v: GameLike,
    *,
    players: Sequence[Hashable] | None = ...,
    method: Literal["exact"] = ...,
    n_samples: int = ...,
    seed: int = ...,
) -> pd.Series: ...


@overload
def shapley(
    v: GameLike,
    *,
    players: Sequence[Hashable] | None = ...,
    method: Literal["sample"],
    n_samples: int = ...,
    seed: int = ...,
) -> pd.DataFrame: ...


def shapley(
    v: GameLike,
    *,
    players: Sequence[Hashable] | None = None,
    method: Literal["exact", "sample"] = "exact",
    n_samples: int = 2000,
    seed: int = 0,
) -> pd.Series | pd.DataFrame:
    """Each player's share of the total worth: what it adds on average, over all orders in which players join.

    shapley_i = sum over S without i of ``|S|! (n - |S| - 1)! / n!`` times (v(S + i) - v(S)).

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game: a ``Game``, named coalitions (``"u+i"``, tuple, frozenset) with their worths, or a function of a
        frozenset of player names.
    players : sequence, optional
        The players, for a function (or to give named coalitions an order).
    method : {"exact", "sample"}
        All coalitions (up to 20 players), or random orders of arrival for any number of players; a function is
        then asked only for the coalitions that come up.
    n_samples : int
        Orders to draw, half of them the reverse of the others.
    seed : int
        Seed of the orders.

    Returns
    -------
    Series or DataFrame
        ``shapley`` by player, in the unit of v, adding up to v of all players; NaN only in a
        table of ``helix_game``, where there is no record. With ``method="sample"`` a DataFrame with shapley, se
        (standard error), ci_low and ci_high (95 %, Student's t).

    Raises
    ------
    SchemaError
        The game is incomplete, not finite or too large.
    UnknownName
        The method, or a player of a coalition, is not known.

    Notes
    -----
    O(n 2^n): a millisecond for 16 players. Sampled values add up to v of all players too; the interval of each
    is its own, not a joint one.

    References
    ----------
    Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games II:307-317.

    Examples
    --------
    >>> shapley({"u": 2, "i": 4, "g": 5, "u+i": 18, "u+g": 14, "i+g": 9, "u+i+g": 24}).round(6).tolist()
    [9.5, 8.0, 6.5]
    """
    check_method(method)
    if method == "exact":
        game = as_game(v, players)
        return pd.Series(coalitions.shapley(game.values), index=game.index, name="shapley")
    worth, names = lazy_game(v, players)
    draws = sample_shapley(worth, len(names), n_samples, seed)
    return sampled_table(draws, pd.Index(names, name="player", dtype=object), "shapley")


def lazy_game(
    v: GameLike, players: Sequence[Hashable] | None
) -> tuple[Callable[[int], float], tuple[str, ...]]:
    """Return the worth as a function of bits, and the players; a function is not tabulated.

    >>> worth, names = lazy_game(lambda coalition: len(coalition), ["a", "b"])
    >>> worth(3), names
    (2, ('a', 'b'))
    """
    if callable(v) and players is not None:
        function, names = v, player_names(players)
        return lambda mask: function(frozenset(members(mask, names))), names
    game = as_game(v, players)
    return game.values.__getitem__, game.players


def dividends(v: GameLike, *, players: Sequence[Hashable] | None = None) -> pd.Series:
    """What each coalition creates beyond what its own parts create: Harsanyi dividends, the synergy of a set.

    dividend(S) = sum over T within S of ``(-1)^(|S| - |T|)`` v(T); v(S) is the sum of the dividends within S.

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``shapley``.
    players : sequence, optional
        The players, for a function.

    Returns
    -------
    Series
        ``dividend`` by coalition (``"u+i"``), nobody left out, in the unit of v; never NaN. Positive: synergy;
        negative: the parts overlap or are in each other's way.

    Notes
    -----
    O(n 2^n). For a Venn diagram the dividends are its exclusive cells.

    References
    ----------
    Harsanyi, J. C. (1963). A simplified bargaining model for the n-person cooperative game. International
    Economic Review 4:194-220.

    Examples
    --------
    >>> dividends({"u": 0, "i": 0, "g": 0, "u+i": 60, "u+g": 48, "i+g": 30, "u+i+g": 72}).tolist()
    [0.0, 0.0, 60.0, 0.0, 48.0, 30.0, -66.0]
    """
    game = as_game(v, players)
    return pd.Series(coalitions.dividends(game.values)[1:], index=game.coalitions()[1:], name="dividend")


def interaction_index(
    v: GameLike, *, size: int | None = 2, players: Sequence[Hashable] | None = None
) -> pd.Series:
    """How much players gain by being together, over all sets of others they may meet: Shapley interaction index.

    interaction(S) = sum over T without S of ``(n - |T| - |S|)! |T|! / (n - |S| + 1)!`` times the sum over L
    within S of ``(-1)^(|S| - |L|)`` v(T + L); for one player it is the Shapley value.

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``shapley``.
    size : int or None
        Number of players in S: pairs by default; None for every coalition.
    players : sequence, optional
        The players, for a function.

    Returns
    -------
    Series
        ``interaction`` by coalition, in the unit of v; never NaN. Positive: complements; negative: substitutes;
        0: each adds the same with or without the others.

    Raises
    ------
    SchemaError
        The size is not a number of players.

    Notes
    -----
    O(n^2 2^n) for all coalitions at once.

    References
    ----------
    Grabisch, M., & Roubens, M. (1999). An axiomatic approach to the concept of interaction among players in
    cooperative games. International Journal of Game Theory 28:547-565.

    Examples
    --------
    >>> majority = {"a": 0, "b": 0, "c": 0, "a+b": 1, "a+c": 1, "b+c": 1, "a+b+c": 1}
    >>> interaction_index(majority).abs().round(12).tolist(), interaction_index(majority, size=3).round(12).tolist()
    ([0.0, 0.0, 0.0], [-2.0])
    """
    game = as_game(v, players)
    sizes = coalitions.sizes(game.n_players)
    if size is not None and (isinstance(size, bool) or size not in range(1, game.n_players + 1)):
        raise SchemaError(
            f"size={size!r} is not a number of players between 1 and {game.n_players}; None gives every coalition."
        )
    chosen = np.flatnonzero(sizes > 0 if size is None else sizes == size)
    found = coalitions.interactions(game.values)[chosen]
    return pd.Series(found, index=game.coalitions()[chosen], name="interaction")


def is_convex(v: GameLike, *, players: Sequence[Hashable] | None = None, tol: float = 1e-9) -> bool:
    """Whether a player adds the more, the more others are there already: v(S + T) + v(S & T) >= v(S) + v(T).

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``shapley``.
    players : sequence, optional
        The players, for a function.
    tol : float
        Rounding that is forgiven, as a share of the largest worth.

    Returns
    -------
    bool
        A convex game has a core, and the Shapley value lies in it.

    Notes
    -----
    O(n^2 2^n).

    References
    ----------
    Shapley, L. S. (1971). Cores of convex games. International Journal of Game Theory 1:11-26.

    Examples
    --------
    >>> is_convex({"u": 1, "i": 2, "u+i": 7}), is_convex({"u": 1, "i": 2, "u+i": 2})
    (True, False)
    """
    game = as_game(v, players)
    return coalitions.convexity_gap(game.values) >= -slack(game, tol)


def is_superadditive(v: GameLike, *, players: Sequence[Hashable] | None = None, tol: float = 1e-9) -> bool:
    """Whether joining never hurts: v(S + T) >= v(S) + v(T) for all S and T without a common player.

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``shapley``.
    players : sequence, optional
        The players, for a function.
    tol : float
        Rounding that is forgiven, as a share of the largest worth.

    Returns
    -------
    bool

    Notes
    -----
    O(3^n): a tenth of a second for 16 players.

    Examples
    --------
    >>> is_superadditive({"u": 1, "i": 2, "u+i": 3}), is_superadditive({"u": 1, "i": 2, "u+i": 2})
    (True, False)
    """
    game = as_game(v, players)
    return coalitions.superadditivity_gap(game.values) >= -slack(game, tol)


def is_monotone(v: GameLike, *, players: Sequence[Hashable] | None = None, tol: float = 1e-9) -> bool:
    """Whether a larger coalition is never worth less: v(S + i) >= v(S).

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``shapley``.
    players : sequence, optional
        The players, for a function.
    tol : float
        Rounding that is forgiven, as a share of the largest worth.

    Returns
    -------
    bool

    Notes
    -----
    O(n 2^n).

    Examples
    --------
    >>> is_monotone({"u": 1, "i": 2, "u+i": 2}), is_monotone({"u": 1, "i": 2, "u+i": 1.5})
    (True, False)
    """
    game = as_game(v, players)
    return coalitions.monotonicity_gap(game.values) >= -slack(game, tol)


def slack(game: Game, tol: float) -> float:
    """Return the rounding that is forgiven in comparisons of worths of a game.

    >>> slack(Game([0, 200], ["a"]), 0.01)
    2.0
    """
    if not 0 <= tol < np.inf:
        raise SchemaError(f"tol={tol!r} is not a share of the largest worth: 0 or a small positive number.")
    return tol * float(np.abs(game.values).max())
