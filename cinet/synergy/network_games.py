"""Games on networks: only players who are linked, directly or through others, can work together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, Literal, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName, first_few, nearest
from cinet.kernels import coalitions
from cinet.network import Network
from cinet.synergy.game import GameLike, as_game
from cinet.synergy.game_sampling import check_method, sample_shapley, sampled_table
from cinet.synergy.shapley import lazy_game

__all__ = ["link_synergy", "myerson", "position_value"]

IntArray = npt.NDArray[np.int64]

#: Who is linked to whom: a network whose actors are the players, or pairs of players.
Links = Network | Iterable[tuple[Hashable, Hashable]]

# 2^16 sets of links, each with the component of every player
_MOST_LINKS: Final = 16


@overload
def myerson(
    v: GameLike,
    net: Links,
    *,
    players: Sequence[Hashable] | None = ...,
    method: Literal["exact"] = ...,
    n_samples: int = ...,
    seed: int = ...,
) -> pd.Series: ...


@overload
def myerson(
    v: GameLike,
    net: Links,
    *,
    players: Sequence[Hashable] | None = ...,
    method: Literal["sample"],
    n_samples: int = ...,
    seed: int = ...,
) -> pd.DataFrame: ...


def myerson(
    v: GameLike,
    net: Links,
    *,
    players: Sequence[Hashable] | None = None,
    method: Literal["exact", "sample"] = "exact",
    n_samples: int = 2000,
    seed: int = 0,
) -> pd.Series | pd.DataFrame:
    """Each actor's share of the worth when only linked actors can work together: Myerson value.

    The Shapley value of v_net(S) = sum of v(C) over the connected parts C of S in the network.

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``shapley``; for a function the actors of the network are the players.
    net : Network or iterable of pairs
        An undirected network whose actors are the players (weights are not read), or pairs of players; a pair
        given twice is one link.
    players : sequence, optional
        The players, for a function with pairs.
    method : {"exact", "sample"}
        All coalitions (up to 20 players), or random orders of arrival for any number of players.
    n_samples : int
        Orders to draw, half of them the reverse of the others.
    seed : int
        Seed of the orders.

    Returns
    -------
    Series or DataFrame
        ``myerson`` by player (by actor of the network), in the unit of v; never NaN. The shares of a component
        add up to what it is worth. With ``method="sample"`` a DataFrame with myerson, se (standard error),
        ci_low and ci_high (95 %, Student's t).

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    UnknownName
        A link names somebody who is not a player, or the actors are not the players.
    SchemaError
        A link does not join two different players, or the game is incomplete or too large.

    Notes
    -----
    O(n 2^n): milliseconds for 16 players. Cutting a link costs both its ends the same.

    References
    ----------
    Myerson, R. B. (1977). Graphs and cooperation in games. Mathematics of Operations Research 2:225-229.

    Examples
    --------
    >>> game = {"a": 0, "b": 0, "c": 0, "ab": 60, "ac": 48, "bc": 30, "abc": 72}
    >>> myerson(game, [("a", "b"), ("b", "c")]).round(6).tolist()
    [24.0, 39.0, 9.0]
    """
    check_method(method)
    players = _players(v, net, players)
    if method == "exact":
        game = as_game(v, players)
        ends, index = _ends(net, game.players)
        shares = coalitions.shapley(coalitions.restricted(game.values, _neighbours(ends, game.n_players)))
        return pd.Series(shares, index=game.index, name="myerson").loc[index.astype(str)].set_axis(index)
    worth, names = lazy_game(v, players)
    ends, index = _ends(net, names)
    near = [0] * len(names)
    for a, b in ends.tolist():
        near[a] |= 1 << b
        near[b] |= 1 << a
    draws = sample_shapley(_connected_worth(worth, near), len(names), n_samples, seed)
    found = sampled_table(draws, pd.Index(names, dtype=object), "myerson")
    return found.loc[index.astype(str)].set_axis(index)


def position_value(v: GameLike, net: Links, *, players: Sequence[Hashable] | None = None) -> pd.Series:
    """Each actor's share when the links, not the actors, are paid for what they connect: position value.

    position_value_i = v(i) + half the Shapley values of the links of i, in the game among links
    r(L) = sum over components C of the links L of v(C), less what everybody is worth alone.

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``myerson``.
    net : Network or iterable of pairs
        As for ``myerson``; at most 16 links.
    players : sequence, optional
        The players, for a function with pairs.

    Returns
    -------
    Series
        ``position_value`` by player (by actor of the network), in the unit of v; never NaN. The shares of a
        component add up to what it is worth.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    UnknownName
        A link names somebody who is not a player, or the actors are not the players.
    SchemaError
        There are more than 16 links, or as for ``myerson``.

    Notes
    -----
    O(n m 2^m) for m links.

    References
    ----------
    Borm, P., Owen, G., & Tijs, S. (1992). On the position value for communication situations. SIAM Journal on
    Discrete Mathematics 5:305-320.

    Examples
    --------
    >>> game = {"a": 0, "b": 0, "c": 0, "ab": 60, "ac": 48, "bc": 30, "abc": 72}
    >>> position_value(game, [("a", "b"), ("b", "c")]).round(6).tolist()
    [25.5, 36.0, 10.5]
    """
    game = as_game(v, _players(v, net, players))
    ends, index = _ends(net, game.players)
    if len(ends) > _MOST_LINKS:
        raise SchemaError(
            f"there are {len(ends)} links, and the 2^links sets of them are all looked at: at most {_MOST_LINKS} "
            "are taken. myerson has no such limit."
        )
    found = game.values[1 << np.arange(game.n_players)]
    if len(ends):
        made = coalitions.link_worths(game.values, ends)
        paid = coalitions.shapley(made - made[0]) / 2
        np.add.at(found, ends[:, 0], paid)
        np.add.at(found, ends[:, 1], paid)
    return pd.Series(found, index=game.index, name="position_value").loc[index.astype(str)].set_axis(index)


def link_synergy(v: GameLike, net: Links, *, players: Sequence[Hashable] | None = None) -> pd.DataFrame:
    """What the network loses without a link, and what the link is worth to each of its two ends.

    link_synergy = v(net) - v(net without the link), with v(net) the sum of v over the components;
    myerson_gain = Myerson value of either end with the link, less that without it (the same for both).

    Parameters
    ----------
    v : Game, mapping, Series or callable
        The game, as for ``myerson``.
    net : Network or iterable of pairs
        As for ``myerson``.
    players : sequence, optional
        The players, for a function with pairs.

    Returns
    -------
    DataFrame
        link_synergy and myerson_gain by link (index source, target), in the unit of v; never NaN. link_synergy
        is 0 for every link that is not a bridge: the component holds together without it.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    UnknownName
        A link names somebody who is not a player, or the actors are not the players.
    SchemaError
        As for ``myerson``.

    Notes
    -----
    O(m n 2^n) for m links.

    References
    ----------
    Myerson, R. B. (1977). Graphs and cooperation in games. Mathematics of Operations Research 2:225-229.

    Examples
    --------
    >>> game = {"a": 0, "b": 0, "c": 0, "ab": 60, "ac": 48, "bc": 30, "abc": 72}
    >>> link_synergy(game, [("a", "b"), ("b", "c")]).round(6).values.tolist()
    [[42.0, 24.0], [12.0, 9.0]]
    """
    game = as_game(v, _players(v, net, players))
    ends, _ = _ends(net, game.players)
    n = game.n_players
    with_all = coalitions.restricted(game.values, _neighbours(ends, n))
    shares = coalitions.shapley(with_all)
    rows = np.zeros((len(ends), 2))
    for link, (a, _) in enumerate(ends):
        without = coalitions.restricted(game.values, _neighbours(np.delete(ends, link, axis=0), n))
        rows[link] = with_all[-1] - without[-1], shares[a] - coalitions.shapley(without)[a]
    labels = net.index if isinstance(net, Network) else game.index
    at = labels.astype(str).get_indexer(game.index)
    index = pd.MultiIndex.from_arrays([labels.take(at[ends[:, side]]) for side in (0, 1)])
    return pd.DataFrame(
        rows, index=index.set_names(["source", "target"]), columns=["link_synergy", "myerson_gain"]
    )


def _players(v: GameLike, net: Links, players: Sequence[Hashable] | None) -> Sequence[Hashable] | None:
    """Return the players of a function: the actors of the network, unless they were given."""
    if players is None and callable(v) and isinstance(net, Network):
        return list(net.index)
    return players


def _ends(net: Links, players: Sequence[str]) -> tuple[IntArray, pd.Index]:
    """Return the two players of each link, each link once and in order, and the index of a result."""
    if isinstance(net, Network):
        if net.directed:
            raise UndefinedMeasure(
                "working together has no direction, and this network is directed; make an undirected one."
            )
        if sorted(net.index.astype(str)) != sorted(players):
            absent = set(net.index.astype(str)) ^ set(players)
            raise UnknownName(
                f"the actors of the network must be the players of the game; {first_few(sorted(absent))} "
                "stand in one of the two only."
            )
        # edges() names actors; rows and columns of the network are enough
        place = pd.Index(players).get_indexer(net.index.astype(str))
        source = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
        once = source < net.indices
        ends = np.stack([place[source[once]], place[net.indices[once]]], axis=1)
        return ends.astype(np.int64), net.index
    if not isinstance(net, Iterable):
        raise SchemaError(f"net is a Network or pairs of players, not {type(net).__name__}.")
    # sorted, because a set comes in any order
    ends = np.array(sorted({_pair(link, players) for link in net}), dtype=np.int64).reshape(-1, 2)
    return ends, pd.Index(players, name="player", dtype=object)


def _pair(link: object, players: Sequence[str]) -> tuple[int, int]:
    if isinstance(link, str) or not isinstance(link, Iterable):
        raise SchemaError(f"link {link!r} is not a pair of players, such as ('u', 'i').")
    named = [str(player) for player in link]
    wrong = [name for name in named if name not in players]
    if wrong:
        raise UnknownName(
            f"link {link!r} names {first_few(wrong)}, who is no player.{nearest(wrong[0], players)} "
            f"Players: {first_few(players, 20)}."
        )
    if len(named) != 2 or named[0] == named[1]:
        raise SchemaError(f"link {link!r} does not join two different players.")
    a, b = sorted(players.index(name) for name in named)
    return a, b


def _neighbours(ends: IntArray, n: int) -> IntArray:
    near = np.zeros(n, dtype=np.int64)
    np.bitwise_or.at(near, ends.ravel(), 1 << ends[:, ::-1].ravel())
    return near


def _connected_worth(worth: Callable[[int], float], near: Sequence[int]) -> Callable[[int], float]:
    """Return the worth of a coalition as the sum over its connected parts, each asked for once."""
    known: dict[int, float] = {}

    def restricted(left: int) -> float:
        total = 0.0
        while left:
            part = _first_part(left, near)
            if part not in known:
                known[part] = worth(part)
            total += known[part]
            left ^= part
        return total

    return restricted


def _first_part(coalition: int, near: Sequence[int]) -> int:
    """Return the connected part that holds the first player of a coalition."""
    found = fresh = coalition & -coalition
    while fresh:
        reached = 0
        while fresh:
            reached |= near[(fresh & -fresh).bit_length() - 1]
            fresh &= fresh - 1
        fresh = reached & coalition & ~found
        found |= fresh
    return found
