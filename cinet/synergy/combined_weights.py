"""Several sets of weights made one, and weights of systems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UndefinedMeasure, first_few
from cinet.panel import IndicatorPanel, Systems
from cinet.synergy.indicator_input import as_weights, chosen, weight_series

__all__ = ["combine_weights", "system_weights"]

FloatArray = npt.NDArray[np.float64]

_METHODS = ("linear", "multiplicative", "geometric", "game")


def combine_weights(
    weights: pd.DataFrame | Mapping[str, pd.Series], *, method: str = "linear", shares: Any = None
) -> pd.Series:
    """One set of weights from several, for instance subjective and objective ones (组合赋权).

    linear: w = sum_k c_k w_k. multiplicative: w_j proportional to prod_k w_kj. geometric: w_j proportional to
    prod_k w_kj^c_k (for two sets with equal shares the one with least relative entropy to both). game: w = sum_k c_k
    w_k with c = a / sum a, where sum_l a_l (w_k . w_l) = w_k . w_k for all k.

    Parameters
    ----------
    weights : DataFrame or mapping of Series
        One column per set, one row per indicator; every set adds up to 1.
    method : {"linear", "multiplicative", "geometric", "game"}
        How they are combined.
    shares : sequence, Series or mapping, optional
        Shares c of the sets, for linear and geometric; default equal.

    Returns
    -------
    Series
        Weight per indicator, range [0, 1], sum 1.

    Raises
    ------
    UndefinedMeasure
        A product is 0 for every indicator; or the game gives a set a negative share, which no convex combination
        has (papers that take its absolute value report a different game).
    SchemaError
        A set does not name every indicator, is negative, or does not add up to 1; shares where none are read.
    UnknownName
        The method is not known.

    Examples
    --------
    >>> sets = pd.DataFrame({"expert": [0.5, 0.3, 0.2], "entropy": [0.4, 0.2, 0.4]}, index=["a", "b", "c"])
    >>> combine_weights(sets, method="game").round(4).tolist()
    [0.4655, 0.2655, 0.2691]
    """
    chosen("method", method, _METHODS)
    names, held = _sets(weights)
    keys = pd.Index(list(weights.keys()))
    if shares is not None and method in ("multiplicative", "game"):
        raise SchemaError(f"method {method!r} finds its own shares; leave shares= out, or use 'linear'.")
    if method == "game":
        share = _game(held, keys)
    elif method == "multiplicative":
        share = np.ones(len(keys))
    else:
        share = as_weights(shares, keys, "set")
    # 0^0 = 1: a set with share 0 has no say
    raw = held @ share if method in ("linear", "game") else np.prod(held**share, axis=1)
    return weight_series(raw, names, "combine_weights", "every indicator has weight 0 in one of the sets")


def system_weights(weights: Any, systems: Systems | IndicatorPanel) -> pd.DataFrame:
    """Weight of every system, and of every indicator within its system.

    system_weight = sum of the weights of the system's indicators; within_weight = weight / system_weight.

    Parameters
    ----------
    weights : Series, mapping or sequence
        Weight per indicator, adding up to 1.
    systems : Series, sequence, mapping or IndicatorPanel
        System of every indicator, or a panel that carries them.

    Returns
    -------
    DataFrame
        Per indicator system, weight, system_weight, within_weight; range [0, 1]. NaN for within_weight when the system
        has weight 0.

    Raises
    ------
    SchemaError
        Weights or systems do not name every indicator, or the weights do not add up to 1.

    Examples
    --------
    >>> held = pd.Series({"patents": 0.3, "papers": 0.1, "exports": 0.6})
    >>> table = system_weights(held, {"patents": "tech", "papers": "tech", "exports": "market"})
    >>> table["within_weight"].round(6).tolist()
    [0.75, 0.25, 1.0]
    """
    told = systems.indicators["system"] if isinstance(systems, IndicatorPanel) else systems
    if isinstance(told, Mapping | pd.Series):
        held = pd.Series(told)
    else:
        listed = list(told) if isinstance(told, Iterable) else []
        labels = (pd.Series(weights) if isinstance(weights, Mapping | pd.Series) else pd.Series(listed)).index
        if len(labels) != len(listed):
            raise SchemaError(
                f"systems= names {len(listed)} systems for {len(labels)} indicators; one each is needed."
            )
        held = pd.Series(listed, index=labels, dtype=object)
    if held.isna().any():
        raise SchemaError(f"systems= names no system for indicator {first_few(held.index[held.isna()])}.")
    names = pd.Index(held.index, name="indicator")
    weight = as_weights(weights, names)
    table = pd.DataFrame({"system": held.to_numpy(), "weight": weight}, index=names)
    table["system_weight"] = table.groupby("system", sort=False)["weight"].transform("sum")
    table["within_weight"] = table["weight"] / table["system_weight"].where(table["system_weight"] > 0)
    return table


def _sets(weights: pd.DataFrame | Mapping[str, pd.Series]) -> tuple[pd.Index, FloatArray]:
    if not isinstance(weights, pd.DataFrame | Mapping) or not len(weights.keys()):
        raise SchemaError(
            "give the sets of weights as a DataFrame (one column each) or a mapping name -> Series."
        )
    if not all(isinstance(held, pd.Series) for _, held in weights.items()):
        raise SchemaError(
            "every set of weights is a Series with one number per indicator, labelled by indicator."
        )
    names = pd.Index(next(iter(weights.items()))[1].index)
    return names, np.column_stack([as_weights(held, names) for _, held in weights.items()])


def _game(held: FloatArray, keys: pd.Index) -> FloatArray:
    products = held.T @ held
    # sets that are alike leave the system undetermined: the shortest solution shares equally
    found = np.linalg.lstsq(products, np.diag(products), rcond=None)[0]
    if (found < -1e-12).any():
        raise UndefinedMeasure(
            f"the game gives the set {first_few(keys[found < -1e-12])} a negative share: "
            "its weights are much more even than those of the others. Use method='linear'."
        )
    share: FloatArray = np.maximum(found, 0.0)
    share /= share.sum()
    return share
