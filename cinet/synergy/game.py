"""A cooperative game with transferable utility: what every coalition of the players is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, SchemaError, UnknownName, first_few, nearest
from cinet.kernels import coalitions
from cinet.patterns import Patterns

__all__ = ["Coalition", "Game", "GameLike", "as_game", "coalition_name", "members", "player_names"]

FloatArray = npt.NDArray[np.float64]

#: A coalition as users write it: ``"u+i"``, or a tuple, list, set or frozenset of players.
Coalition = str | Iterable[Hashable]

# 2^20 coalitions: a million numbers
_MOST_PLAYERS: Final = 20


class Game:
    """Frozen worths of the 2^n coalitions of n players, v(nobody) = 0.

    Parameters
    ----------
    values : array_like, shape (2**n,)
        Worth of every coalition: position b holds player p exactly when bit p of b is set. Finite numbers.
    players : sequence
        Names of the players, in bit order; they are held as text.

    Raises
    ------
    SchemaError
        The names are not unique, the values do not fit them, or the empty coalition is worth something.

    Examples
    --------
    >>> glove = Game([0, 0, 0, 1, 0, 1, 0, 1], ["left", "right", "other right"])
    >>> glove
    <Game of 3 players (left, right, other right), worth 1 together>
    >>> glove.worth("left+right")
    1.0
    """

    __slots__ = ("players", "values")

    players: tuple[str, ...]
    values: FloatArray

    def __init__(self, values: npt.ArrayLike, players: Sequence[Hashable]) -> None:
        names = _names(players)
        held = _numbers(values)
        if held.shape != (2 ** len(names),):
            raise SchemaError(
                f"{len(names)} players make {2 ** len(names)} coalitions (the empty one included), "
                f"but the values have shape {held.shape}."
            )
        bad = np.flatnonzero(~np.isfinite(held))
        if len(bad):
            where = first_few(coalition_name(mask, names) for mask in bad[:6].tolist())
            raise SchemaError(
                f"{len(bad)} coalitions have no finite worth: {where}; "
                "give each a number, 0 if it can do nothing."
            )
        if held[0] != 0:
            raise SchemaError(
                f"the empty coalition is worth {held[0]:g}; it has to be 0: subtract that from every worth."
            )
        # the sum turns -0.0 into 0.0
        held = held + 0.0
        held.flags.writeable = False
        object.__setattr__(self, "players", names)
        object.__setattr__(self, "values", held)

    @classmethod
    def from_coalitions(
        cls,
        worths: Mapping[Any, float] | pd.Series,
        players: Sequence[Hashable] | None = None,
        *,
        missing: float | None = None,
    ) -> Game:
        """Build a game from named coalitions.

        Parameters
        ----------
        worths : mapping or Series
            Coalition -> worth. A coalition is ``"firm+university"``, a tuple or a frozenset of players, or
            ``"UI"`` when all players have names of one letter.
        players : sequence, optional
            The players in order; without it, the coalitions of one player in the order they are given.
        missing : float, optional
            Worth of the coalitions that are left out; without it, leaving one out is an error.

        Returns
        -------
        Game

        Raises
        ------
        SchemaError
            A coalition stands twice, is left out, or its worth is not a finite number.
        UnknownName
            A coalition names somebody who is not a player.

        Examples
        --------
        >>> Game.from_coalitions({"u": 1, "i": 2, "u+i": 7}).values
        array([0., 1., 2., 7.])
        """
        given = list(worths.items())
        names = _names(_singles([key for key, _ in given]) if players is None else players)
        held: list[Any] = [missing] * 2 ** len(names)
        held[0] = 0.0
        seen: dict[int, object] = {}
        for key, value in given:
            mask = _mask(key, names)
            if mask in seen:
                raise SchemaError(f"{seen[mask]!r} and {key!r} are the same coalition; give it once.")
            seen[mask] = key
            held[mask] = value
        absent = [mask for mask, value in enumerate(held) if value is None]
        if absent:
            shown = first_few(coalition_name(mask, names) for mask in absent)
            raise SchemaError(
                f"{len(absent)} coalitions have no worth: {shown}; give them, or missing=0 for worth 0."
            )
        return cls(_numbers(held), names)

    @classmethod
    def from_function(cls, worth: Callable[[frozenset[str]], float], players: Sequence[Hashable]) -> Game:
        """Build a game from a function, called once for every non-empty coalition.

        Parameters
        ----------
        worth : callable
            Takes a frozenset of player names (text), returns the worth.
        players : sequence
            The players in order.

        Returns
        -------
        Game

        Examples
        --------
        >>> Game.from_function(lambda coalition: len(coalition) ** 2, ["a", "b"]).values
        array([0., 1., 1., 4.])
        """
        names = _names(players)
        called = [worth(frozenset(members(mask, names))) for mask in range(1, 2 ** len(names))]
        return cls(_numbers([0.0, *called]), names)

    @classmethod
    def from_patterns(cls, patterns: Patterns, *, share: bool = False) -> Game:
        """Build the game of a Venn diagram: v(S) counts the records whose parts all belong to S.

        Parameters
        ----------
        patterns : Patterns
            One group; ``patterns.pooled()`` makes several one. Records without any part are nobody's.
        share : bool
            Count in percent of the records with at least one part.

        Returns
        -------
        Game
            Its dividends are the exclusive cells of the diagram; none is negative, so the game is convex.

        Raises
        ------
        SchemaError
            There are several groups.
        EmptySelection
            No record has a part.

        Examples
        --------
        >>> Game.from_patterns(Patterns.from_venn({"u": 6, "i": 1, "u+i": 3}), share=True).values
        array([  0.,  60.,  10., 100.])
        """
        if len(patterns.counts) != 1:
            raise SchemaError(
                f"these patterns have {len(patterns.counts)} groups and a game has one: use helix_game for all "
                "of them, or patterns.pooled()."
            )
        cells = np.append(0.0, patterns.counts[0, 1:])
        if not cells.any():
            raise EmptySelection("no record has a part, so there is no game.")
        return cls(coalitions.worths(cells) * (100 / cells.sum() if share else 1), patterns.parts)

    @classmethod
    def additive(cls, worths: Mapping[Any, float] | pd.Series) -> Game:
        """Build a game without synergy: a coalition is worth the sum of its players.

        Parameters
        ----------
        worths : mapping or Series
            Player -> worth.

        Returns
        -------
        Game

        Examples
        --------
        >>> Game.additive({"a": 1, "b": 2}).values
        array([0., 1., 2., 3.])
        """
        names = _names([key for key, _ in worths.items()])
        gains = np.zeros(2 ** len(names))
        gains[1 << np.arange(len(names))] = _numbers([value for _, value in worths.items()])
        return cls(coalitions.worths(gains), names)

    @property
    def n_players(self) -> int:
        """Number of players."""
        return len(self.players)

    @property
    def index(self) -> pd.Index:
        """The players, as the index of a result."""
        return pd.Index(self.players, name="player", dtype=object)

    def coalitions(self) -> pd.Index:
        """Return the names of all coalitions in bit order, ``"(nobody)"`` first.

        Returns
        -------
        Index
        """
        names = [""]
        for player in self.players:
            names += [f"{name}+{player}" if name else player for name in names]
        return pd.Index(["(nobody)", *names[1:]], name="coalition", dtype=object)

    def frame(self) -> pd.DataFrame:
        """Return the worth ``v`` and the ``size`` of every coalition.

        Returns
        -------
        DataFrame
            One row per coalition, in bit order.
        """
        columns = {"v": self.values, "size": coalitions.sizes(self.n_players)}
        return pd.DataFrame(columns, index=self.coalitions())

    def worth(self, coalition: Coalition) -> float:
        """Return the worth of one coalition.

        Parameters
        ----------
        coalition : str or iterable
            Named as in ``from_coalitions``; an empty tuple is nobody.

        Returns
        -------
        float
        """
        return float(self.values[_mask(coalition, self.players)])

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Game is frozen: {name!r} cannot be set; build a new one instead.")

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Game, players=self.players), (self.values,)

    def __repr__(self) -> str:
        shown = ", ".join(self.players[:6]) + (", ..." if self.n_players > 6 else "")
        plural = "" if self.n_players == 1 else "s"
        return f"<Game of {self.n_players} player{plural} ({shown}), worth {self.values[-1]:g} together>"


#: What functions of games take: a Game, named coalitions, or with ``players=`` a function of a frozenset.
GameLike = Game | Mapping[Any, float] | pd.Series | Callable[[frozenset[str]], float]


def as_game(v: GameLike, players: Sequence[Hashable] | None = None) -> Game:
    """Return any way to give a game as a Game.

    >>> as_game({"a": 1, "b": 1, "a+b": 3})
    <Game of 2 players (a, b), worth 3 together>
    """
    if isinstance(v, Game):
        if players is not None and _names(players) != v.players:
            raise SchemaError(
                f"the game has the players {first_few(v.players)} and players= says {first_few(players)}; "
                "leave players= out, a Game knows its own."
            )
        return v
    if isinstance(v, Mapping | pd.Series):
        return Game.from_coalitions(v, players)
    if not callable(v):
        raise SchemaError(
            f"a game is a Game, a mapping or Series from coalitions to worths, or a function; not {type(v).__name__}."
        )
    if players is None:
        raise SchemaError("a game given as a function needs its players: pass players=.")
    return Game.from_function(v, players)


def coalition_name(mask: int, players: Sequence[str]) -> str:
    """Return the name of a coalition given by its bits.

    >>> coalition_name(5, ["u", "i", "g"])
    'u+g'
    """
    return "+".join(members(mask, players)) or "(nobody)"


def members(mask: int, players: Sequence[str]) -> list[str]:
    """Return the players of a coalition given by its bits.

    >>> members(5, ["u", "i", "g"])
    ['u', 'g']
    """
    return [player for bit, player in enumerate(players) if mask >> bit & 1]


def player_names(players: Sequence[Hashable]) -> tuple[str, ...]:
    """Return player names as text, or refuse them.

    >>> player_names([1, 2])
    ('1', '2')
    """
    if isinstance(players, str):
        raise SchemaError(f"players are a list of names, not the text {players!r}.")
    names = tuple(str(player) for player in players)
    if not names:
        raise SchemaError("a game needs at least one player.")
    if len(set(names)) < len(names):
        twice = sorted(name for name, times in Counter(names).items() if times > 1)
        raise SchemaError(f"player names must be unique; {first_few(twice)} stand more than once.")
    joined = [name for name in names if "+" in name]
    if joined:
        raise SchemaError(f"a plus sign joins players, so {first_few(joined)} cannot be a name; rename it.")
    return names


def _names(players: Sequence[Hashable]) -> tuple[str, ...]:
    names = player_names(players)
    if len(names) > _MOST_PLAYERS:
        raise SchemaError(
            f"{len(names)} players make 2^{len(names)} coalitions; all of them are held for at most "
            f"{_MOST_PLAYERS} players. Give v as a function with players= and method='sample'."
        )
    return names


def _numbers(values: npt.ArrayLike) -> FloatArray:
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"the worths hold something that is not a number: {error}.") from error


def _pieces(key: object) -> list[str]:
    if isinstance(key, str):
        return [piece.strip() for piece in key.split("+")]
    if isinstance(key, tuple | list | frozenset | set):
        return [str(piece) for piece in key]
    return [str(key)]


def _singles(keys: Sequence[object]) -> list[str]:
    """Return the players that stand alone in a coalition, in the order they come."""
    alone = [pieces[0] for pieces in map(_pieces, keys) if len(pieces) == 1 and pieces[0]]
    letters = {name for name in alone if len(name) == 1}
    # 'u', 'i', 'ui': a longer name made of one-letter names is a coalition, not a player
    names = [name for name in alone if len(name) == 1 or not set(name) <= letters]
    if not names:
        raise SchemaError("cannot tell the players: give the coalitions of one player, or players=.")
    return list(dict.fromkeys(names))


def _mask(key: object, players: Sequence[str]) -> int:
    named = _pieces(key)
    if len(named) == 1 and named[0] not in players and set(named[0]) <= set(players):
        named = list(named[0])
    wrong = [name for name in named if name not in players]
    if wrong:
        raise UnknownName(
            f"coalition {key!r} names {first_few(wrong)}, who is no player.{nearest(wrong[0], players)} "
            f"Players: {first_few(players, 20)}."
        )
    return sum(1 << players.index(name) for name in set(named))
