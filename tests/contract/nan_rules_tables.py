"""What the registry says about undefined values, as predicates on tables, joint tables, games and their results."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from cinet.panel import IndicatorPanel
from cinet.patterns import Patterns
from cinet.synergy.game import Game
from tests import oracles

Rule = Callable[[Any, pd.DataFrame], list[bool]]


def every_row(found: pd.DataFrame, undefined: bool) -> list[bool]:
    return [bool(undefined)] * len(found)


def empty_rows(held: pd.DataFrame, found: pd.DataFrame) -> list[bool]:
    return (held.sum(axis=1) == 0).tolist()


def empty_groups(held: Patterns, found: pd.DataFrame) -> list[bool]:
    """A table of groups, or of groups and players; a table of triples has no row of an empty group."""
    if "first" in found.index.names:
        return every_row(found, False)
    empty = dict(zip(held.groups, held.counts.sum(axis=1) == 0, strict=True))
    return [bool(empty[label[0] if isinstance(label, tuple) else label]) for label in found.index]


def bound(counts: Any) -> bool:
    """Whether T of two or three parts could differ from 0 on the side on which it lies."""
    k = len(counts).bit_length() - 1
    if counts.sum() == 0:
        return False
    shares = {
        tuple(mask >> part & 1 for part in range(k)): count / counts.sum()
        for mask, count in enumerate(counts)
    }
    bits = {
        chosen: oracles.entropy(shares, chosen)
        for size in range(1, k + 1)
        for chosen in combinations(range(k), size)
    }
    t = sum((-1) ** (len(chosen) + 1) * value for chosen, value in bits.items())
    pairs = [bits[(a,)] + bits[(b,)] - bits[(a, b)] for a, b in combinations(range(k), 2)]
    return min(pairs) - min(t, 0.0) * (k == 3) > 1e-12


def first_of_its_unit(held: pd.DataFrame, found: pd.DataFrame) -> list[bool]:
    rows = found.index.droplevel("of") if "of" in found.index.names else found.index
    if rows.nlevels == 1:
        return (rows == held.index.min()).tolist()
    start = {unit: held.loc[unit].index.min() for unit in held.index.levels[0]}
    return [year == start[unit] for unit, year in rows]


def core_is_empty(game: Game) -> bool:
    """No division of v(everybody) leaves every coalition content."""
    masks = np.arange(1, len(game.values) - 1)
    inside = (masks[:, None] >> np.arange(game.n_players) & 1).astype(float)
    done = linprog(
        np.zeros(game.n_players),
        A_ub=-inside if len(masks) else None,
        b_ub=-game.values[masks] if len(masks) else None,
        A_eq=np.ones((1, game.n_players)),
        b_eq=[game.values[-1]],
        bounds=(None, None),
    )
    return bool(done.status == 2)


def all_alike(held: pd.DataFrame | IndicatorPanel, found: pd.DataFrame) -> list[bool]:
    values = held.values if isinstance(held, IndicatorPanel) else held
    return every_row(found, (values.nunique() == 1).all())


def no_fixed_point(held: Any, found: pd.DataFrame) -> list[bool]:
    """q* = sqrt(-lambda1 lambda2 / (a b)), from the estimates."""
    square = -found["lambda1"] * found["lambda2"] / (found["a"] * found["b"])
    return (~(square > 0)).tolist()


def refused(held: pd.Series, found: pd.DataFrame) -> list[bool]:
    """Two parameters of an equation need three transitions at least, and values that vary."""
    transitions = (
        len(held) - held.index.get_level_values(0).nunique() if held.index.nlevels == 2 else len(held) - 1
    )
    return every_row(found, transitions < 3 or held.nunique() == 1)


#: Rules that the result itself tells.
OF_RESULTS: dict[str, Rule] = {
    # what is derived from an undefined value is undefined with it
    "df is 0": lambda held, found: (~(found["df"] > 0)).tolist(),
    "p is NaN": lambda held, found: found["p"].isna().tolist(),
    "T is 0": lambda held, found: every_row(found, found.loc["(all)", "T"] == 0),
    "H is 0": lambda held, found: (~(found["H"] > 0)).tolist(),
    "se_change is 0": lambda held, found: (~(found["se_change"] > 0)).tolist(),
    "the row is (between)": lambda held, found: (found.index == "(between)").tolist(),
    "all distances are equal": lambda held, found: every_row(found, np.ptp(found["distance"]) == 0),
    "no fixed point is real": no_fixed_point,
    "the regressors are collinear or the transitions too few": refused,
}

#: What is read -> rules for the rows of the result.
BY_READS: dict[str, dict[str, Rule]] = {
    "counts": {"the unit holds nothing": empty_rows, "there is no record": empty_rows},
    "matrix": {"there is no relation": lambda held, found: every_row(found, held.to_numpy().sum() == 0)},
    "joint": {
        # a joint table of no record cannot be made
        "the group holds no record": lambda held, found: every_row(found, False),
    },
    "patterns": {
        "there is no record": empty_groups,
        "v(everybody) is not positive": empty_groups,
        "there is no record or the row is (between)": lambda held, found: [
            label == "(between)" or (label != "(all)" and not held.counts[held.groups.get_loc(label)].any())
            for label in found.index
        ],
        "there are more than three parts": lambda held, found: (
            every_row(found, len(held.parts) > 3) if len(held.parts) > 3 else empty_groups(held, found)
        ),
        "the bound is 0 or there are more than three parts": lambda held, found: [
            len(held.parts) > 3 or not bound(group) for group in held.counts
        ],
        "it is the first group": lambda held, found: [
            place == 0 or bool(before or now)
            for place, (before, now) in enumerate(
                zip([False, *empty_groups(held, found)[:-1]], empty_groups(held, found), strict=True)
            )
        ],
    },
    "game": {
        "there is no record": lambda held, found: every_row(found, False),
        "the core is empty": lambda held, found: every_row(found, core_is_empty(held)),
        "v(everybody) is not positive": lambda held, found: every_row(found, held.values[-1] <= 0),
        "there is a single player": lambda held, found: every_row(found, held.n_players == 1),
    },
    "scores": {
        "all scores are 0": empty_rows,
        "there is no earlier row to compare with": first_of_its_unit,
    },
    "indicators": {
        "all units are alike": all_alike,
        # the default is not topsis
        "all units are alike in topsis": lambda held, found: every_row(found, False),
    },
}
