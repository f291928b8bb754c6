"""The Shapley value of games too large for a table: players arrive in random orders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from cinet.errors import SchemaError, UnknownName, nearest

__all__ = ["check_method", "check_seed", "sample_shapley", "sampled_table"]

FloatArray = npt.NDArray[np.float64]

_METHODS: Final = ("exact", "sample")


def check_method(method: str) -> None:
    """Refuse a way to compute that is not known.

    >>> check_method("exact")
    """
    if method not in _METHODS:
        raise UnknownName(
            f"method {method!r} is not known.{nearest(str(method), _METHODS)} Known: {', '.join(_METHODS)}."
        )


def check_seed(seed: int) -> None:
    """Refuse what cannot be a seed.

    >>> check_seed(7)
    """
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise SchemaError(f"seed={seed!r} is not a whole number of at least 0.")


def sample_shapley(worth: Callable[[int], float], n: int, n_samples: int, seed: int) -> FloatArray:
    """Return what each player (column) adds on average in each pair (row) of an order and its reverse.

    A player who comes early in an order comes late in the reverse one, so the two errors tend to cancel.
    Coalitions are bits of an integer of any length; each is asked for once.

    >>> sample_shapley(lambda coalition: coalition.bit_count() ** 2, 2, n_samples=4, seed=0).tolist()
    [[2.0, 2.0], [2.0, 2.0]]
    """
    if isinstance(n_samples, bool) or not isinstance(n_samples, int | np.integer) or n_samples < 4:
        raise SchemaError(
            f"n_samples={n_samples!r} is not a whole number of at least 4: orders are drawn in pairs, and an "
            "error needs two pairs."
        )
    check_seed(seed)
    known: dict[int, float] = {0: 0.0}
    rng = np.random.default_rng(np.random.SeedSequence(seed))
    found = np.zeros((int(n_samples) // 2, n))
    for row in found:
        order = rng.permutation(n)
        for way in (order, order[::-1]):
            coalition, before = 0, 0.0
            for player in way.tolist():
                coalition |= 1 << player
                if coalition not in known:
                    known[coalition] = _finite(worth(coalition), coalition)
                row[player] += known[coalition] - before
                before = known[coalition]
    return found / 2


def _finite(value: float, coalition: int) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise SchemaError(
            f"v gave something that is not a number for a coalition of {coalition.bit_count()}: {error}."
        ) from error
    if not np.isfinite(number):
        raise SchemaError(f"v gave {number} for a coalition of {coalition.bit_count()} players.")
    return number


def sampled_table(draws: FloatArray, index: pd.Index, name: str) -> pd.DataFrame:
    """Return mean, standard error and 95 % interval (Student) of the draws of each player.

    >>> sampled_table(np.array([[1.0], [3.0]]), pd.Index(["a"]), "shapley").round(2).values.tolist()
    [[2.0, 1.0, -10.71, 14.71]]
    """
    pairs = len(draws)
    mean = draws.mean(axis=0)
    error = draws.std(axis=0, ddof=1) / np.sqrt(pairs)
    reach = special.stdtrit(pairs - 1, 0.975) * error
    columns = {name: mean, "se": error, "ci_low": mean - reach, "ci_high": mean + reach}
    return pd.DataFrame(columns, index=index)
