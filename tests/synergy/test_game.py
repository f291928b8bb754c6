from __future__ import annotations

import copy
import pickle

import numpy as np
import pandas as pd
import pytest

from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.patterns import Patterns
from cinet.synergy.game import Game, as_game

WORTHS = {"u": 1, "i": 2, "g": 3, "u+i": 4, "u+g": 5, "i+g": 6, "u+i+g": 9}
IN_BIT_ORDER = [0, 1, 2, 4, 3, 5, 6, 9]


@pytest.mark.parametrize(
    "given",
    [
        WORTHS,
        {tuple(key.split("+")): value for key, value in WORTHS.items()},
        {frozenset(key.split("+")): value for key, value in WORTHS.items()},
        {key.replace("+", ""): value for key, value in WORTHS.items()},
        {" + ".join(reversed(key.split("+"))): value for key, value in WORTHS.items()},
        {"": 0, **WORTHS},
        {(): 0, **WORTHS},
        pd.Series(WORTHS),
        Game(IN_BIT_ORDER, ["u", "i", "g"]),
    ],
    ids=["text", "tuple", "frozenset", "letters", "spaces", "nobody", "nobody, tuple", "Series", "Game"],
)
def test_the_same_game_however_it_is_given(given):
    game = as_game(given)
    assert game.players == ("u", "i", "g")
    assert game.values.tolist() == IN_BIT_ORDER


def test_players_that_are_not_text():
    game = Game.from_coalitions({1: 5, 2: 7, (1, 2): 20})
    assert game.players == ("1", "2")
    assert game.worth([1, 2]) == game.worth("1+2") == game.worth("12") == 20


def test_a_longer_name_made_of_letters_of_others_is_a_coalition():
    assert Game.from_coalitions({"a": 1, "b": 2, "ab": 4}).players == ("a", "b")
    assert Game.from_coalitions({"ab": 1, "b": 2, "ab+b": 4}).players == ("ab", "b")


def test_the_order_of_players_can_be_given():
    game = as_game(WORTHS, ["g", "u", "i"])
    assert game.values.tolist() == [0, 3, 1, 5, 2, 6, 4, 9]
    assert as_game(game, ["g", "u", "i"]) is game


def test_left_out_coalitions():
    glove = Game.from_coalitions({"12": 1, "13": 1, "123": 1}, ["1", "2", "3"], missing=0)
    assert glove.values.tolist() == [0, 0, 0, 1, 0, 1, 0, 1]


def test_functions_are_asked_for_every_coalition_but_the_empty_one():
    asked = []

    def worth(coalition):
        asked.append(coalition)
        return len(coalition)

    assert as_game(worth, ["a", "b"]).values.tolist() == [0, 1, 1, 2]
    assert asked == [{"a"}, {"b"}, {"a", "b"}]


def test_additive():
    assert Game.additive(pd.Series({"x": 1.5, "y": 2.0})).values.tolist() == [0, 1.5, 2, 3.5]


def test_from_patterns():
    venn = {"U": 10, "I": 5, "G": 2, "UI": 4, "UG": 1, "IG": 1, "UIG": 3}
    patterns = Patterns.from_venn(venn, n_none=100)
    assert Game.from_patterns(patterns).values.tolist() == [0, 10, 5, 19, 2, 13, 8, 26]
    assert Game.from_patterns(patterns, share=True).values[-1] == pytest.approx(100)


def test_frame_and_names():
    frame = Game(IN_BIT_ORDER, ["u", "i", "g"]).frame()
    assert frame.index.tolist() == ["(nobody)", "u", "i", "u+i", "g", "u+g", "i+g", "u+i+g"]
    assert frame["size"].tolist() == [0, 1, 1, 2, 1, 2, 2, 3]
    assert frame["v"].tolist() == IN_BIT_ORDER


def test_frozen_and_copied():
    given = np.array(IN_BIT_ORDER, dtype=float)
    game = Game(given, ["u", "i", "g"])
    given[1] = 99
    assert game.values[1] == 1
    with pytest.raises(AttributeError, match="frozen"):
        game.players = ()
    with pytest.raises(ValueError, match="read-only"):
        game.values[1] = 5
    for twin in (copy.deepcopy(game), pickle.loads(pickle.dumps(game))):
        assert twin.players == game.players
        assert twin.values.tolist() == IN_BIT_ORDER


def test_minus_zero_is_zero():
    assert not np.signbit(Game([0, -0.0], ["a"]).values).any()


def test_repr():
    assert repr(Game([0, 2], ["a"])) == "<Game of 1 player (a), worth 2 together>"
    assert "(0, 1, 2, 3, 4, 5, ...)" in repr(Game.additive(dict.fromkeys(range(7), 1)))


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda: Game([0, 1, 2], ["a", "b"]), SchemaError, "2 players make 4 coalitions"),
        (lambda: Game([0, 1, np.nan, np.inf], ["a", "b"]), SchemaError, "no finite worth: 'b', 'a\\+b'"),
        (lambda: Game([1, 1], ["a"]), SchemaError, "the empty coalition is worth 1"),
        (lambda: Game([0, 1], []), SchemaError, "at least one player"),
        (lambda: Game([0, 1, 2, 3], ["a", "a"]), SchemaError, "unique; 'a'"),
        (lambda: Game([0, 1], ["a+b"]), SchemaError, "plus sign"),
        (lambda: Game([0, 1], "a"), SchemaError, "not the text 'a'"),
        (lambda: Game([0, "x"], ["a"]), SchemaError, "not a number"),
        (lambda: Game([0], range(21)), SchemaError, "method='sample'"),
        (lambda: as_game({"a": 1, "b": 1}), SchemaError, "1 coalitions have no worth: 'a\\+b'"),
        (lambda: as_game({"a": 1, "b": 1, "a+b": "many"}), SchemaError, "not a number"),
        (lambda: as_game({"a": 1, "b": 1, "a+b": 1, "b+a": 2}), SchemaError, "same coalition"),
        (lambda: as_game({"a": 1, "b": 1, "a+c": 1}), UnknownName, "names 'c', who is no player"),
        (lambda: as_game({"firm": 1, "user": 1, "firm+usr": 1}), UnknownName, "Did you mean 'user'"),
        (lambda: as_game({"a+b": 1}), SchemaError, "cannot tell the players"),
        (lambda: as_game({"": 1, "a": 1}), SchemaError, "the empty coalition is worth 1"),
        (lambda: as_game(5), SchemaError, "not int"),
        (lambda: as_game(len), SchemaError, "pass players="),
        (lambda: as_game(Game([0, 1], ["a"]), ["b"]), SchemaError, "leave players= out"),
        (
            lambda: Game.from_patterns(Patterns([[0, 1, 1, 1]] * 2, ["a", "b"], none_known=False)),
            SchemaError,
            "2 groups",
        ),
        (
            lambda: Game.from_patterns(Patterns([[5, 0, 0, 0]], ["a", "b"], none_known=True)),
            EmptySelection,
            "no record has a part",
        ),
    ],
)
def test_bad_games(make, error, said):
    with pytest.raises(error, match=said):
        make()
