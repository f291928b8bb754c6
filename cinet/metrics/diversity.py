"""How diverse the classes of a unit are: variety, balance and disparity of shares over classes."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError
from cinet.metrics.class_tables import Units, chosen, distance_matrix, logarithm_base, unit_table

__all__ = ["div", "gini", "rao_stirling", "shannon", "simpson", "true_diversity"]

FloatArray = npt.NDArray[np.float64]
PerUnit = pd.Series | float


def rao_stirling(
    X: Units,
    distance: pd.DataFrame,
    *,
    disparity_power: float = 1.0,
    balance_power: float = 1.0,
    pairs: Literal["ordered", "unordered"] = "ordered",
) -> PerUnit:
    """How different two draws from the classes of a unit are to be expected: Rao-Stirling diversity.

    Delta = sum_{i != j} ``d_ij^disparity_power`` ``(p_i p_j)^balance_power`` over the classes a unit uses, p_i the
    share of class i in the unit, d_ij the distance of the classes.

    Parameters
    ----------
    X : DataFrame, Series or array_like
        Units x classes, shares or counts; a Series (or a list) is one unit.
    distance : DataFrame
        Classes x classes, symmetric, 0 in the diagonal; classes are matched by their labels. Of a similarity give
        1 - similarity.
    disparity_power : float
        Exponent of the distance (alpha in Stirling 2007); 0 counts all pairs alike.
    balance_power : float
        Exponent of the shares (beta in Stirling 2007); 0 ignores how much each class is used.
    pairs : {"ordered", "unordered"}
        Sum over i != j, or over i < j, which is half of it.

    Returns
    -------
    Series
        One value per unit; a float for one unit. Unit: none. Range: 0 (one class) to below 1 for distances up to 1
        and powers of 1. NaN when the unit holds nothing.

    Raises
    ------
    SchemaError
        A number is negative or not finite, labels stand twice, a class has no distance, the distances are not
        symmetric, or an exponent is negative.
    UnknownName
        ``pairs`` is not known.

    Notes
    -----
    Both powers 0: n (n - 1) for n used classes. disparity_power 0, or all distances 1: Simpson. Stirling (2007)
    puts alpha on the distance and beta on the shares, as R diverse does; other authors print the letters the other
    way round, so name the exponents. Of counts of n records the value is too low by the factor (n - 1) / n on
    average; ``ci.diversity_interval`` shows it. O(units classes^2).

    References
    ----------
    Stirling, A. (2007). J. R. Soc. Interface 4:707-719.

    Examples
    --------
    >>> d = pd.DataFrame([[0, 0.4, 0.8], [0.4, 0, 0.6], [0.8, 0.6, 0]], index=list("abc"), columns=list("abc"))
    >>> round(rao_stirling(pd.Series({"a": 0.5, "b": 0.3, "c": 0.2}), d), 6)
    0.352
    """
    chosen(pairs, ("ordered", "unordered"), "pairs")
    alpha, beta = _power(disparity_power, "disparity_power"), _power(balance_power, "balance_power")
    table = unit_table(X)
    values = _rao(_shares(table), distance_matrix(distance, table.columns), alpha, beta)
    options = {"disparity_power": alpha, "balance_power": beta}
    told = [f"{name}={power:g}" for name, power in options.items() if power != 1.0]
    told += [] if pairs == "ordered" else ["pairs=unordered"]
    name = f"rao_stirling({','.join(told)})" if told else "rao_stirling"
    return _per_unit(X, table, values if pairs == "ordered" else values / 2.0, name)


def true_diversity(X: Units, distance: pd.DataFrame) -> PerUnit:
    """How many equally used, entirely different classes would be as diverse: true diversity of order 2.

    2D^S = 1 / (1 - Delta), Delta the Rao-Stirling diversity with ordered pairs and powers of 1.

    Parameters
    ----------
    X : DataFrame, Series or array_like
        As for :func:`rao_stirling`.
    distance : DataFrame
        As for :func:`rao_stirling`, no distance above 1.

    Returns
    -------
    Series
        One value per unit; a float for one unit. Unit: none. Range: 1 to the number of used classes. NaN when the
        unit holds nothing.

    Raises
    ------
    SchemaError
        As for :func:`rao_stirling`, or a distance is above 1.

    Notes
    -----
    Unlike Delta it can be read as a ratio: 3 is one and a half times as diverse as 2.

    References
    ----------
    Leinster, T., & Cobbold, C. A. (2012). Ecology 93:477-489.
    Zhang, L., Rousseau, R., & Glänzel, W. (2016). J. Assoc. Inf. Sci. Technol. 67:1257-1265.

    Examples
    --------
    >>> apart = pd.DataFrame([[0, 1], [1, 0]], index=list("ab"), columns=list("ab"))
    >>> true_diversity(pd.Series({"a": 5, "b": 5}), apart)
    2.0
    """
    table = unit_table(X)
    d = distance_matrix(distance, table.columns)
    if d.max() > 1.0 + 1e-9:
        raise SchemaError(
            f"true diversity needs distances from 0 to 1; the largest is {d.max():g}. Divide by the largest possible."
        )
    return _per_unit(X, table, 1.0 / (1.0 - _rao(_shares(table), d, 1.0, 1.0)), "true_diversity")


def div(X: Units, distance: pd.DataFrame, *, n_classes: int | None = None, star: bool = False) -> PerUnit:
    """Variety times balance times disparity of the classes of a unit: DIV, or DIV* with the variety as it is.

    DIV = (n_c / N) (1 - Gini) sum_{i != j} d_ij / (n_c (n_c - 1)), n_c the classes a unit uses, N the classes there
    are, Gini over the used classes; DIV* has n_c in place of n_c / N.

    Parameters
    ----------
    X : DataFrame, Series or array_like
        As for :func:`rao_stirling`.
    distance : DataFrame
        As for :func:`rao_stirling`.
    n_classes : int, optional
        N; the number of columns of X if not given. DIV* has no use for it.
    star : bool
        Give DIV*, which does not depend on how many classes there are.

    Returns
    -------
    Series
        One value per unit; a float for one unit. Unit: none. Range: 0 (one class) to 1 for distances up to 1; DIV*
        to n_c. NaN when the unit holds nothing.

    Raises
    ------
    SchemaError
        As for :func:`rao_stirling`; n_classes is less than the classes some unit uses, or given for DIV*.

    Notes
    -----
    Shares enter by their Gini coefficient alone, and that depends on n_c too. Code in circulation for DIV* leaves
    out the division by n_c (n_c - 1): a sum of distances, not their mean; say which was computed.

    References
    ----------
    Leydesdorff, L., Wagner, C. S., & Bornmann, L. (2019). J. Informetrics 13:255-269 (DIV), and 13:904 (DIV*).

    Examples
    --------
    >>> d = pd.DataFrame([[0, 0.4, 0.8], [0.4, 0, 0.6], [0.8, 0.6, 0]], index=list("abc"), columns=list("abc"))
    >>> p = pd.Series({"a": 0.5, "b": 0.3, "c": 0.2})
    >>> round(div(p, d, n_classes=5), 6), round(div(p, d, star=True), 6)
    (0.288, 1.44)
    """
    table = unit_table(X)
    shares, d = _shares(table), distance_matrix(distance, table.columns)
    used = np.where(np.isnan(shares).any(axis=1), np.nan, (shares > 0).sum(axis=1))
    present = (shares > 0).astype(np.float64)
    pairs = used * (used - 1.0)
    mean = np.divide(_over_pairs(present, d), pairs, out=np.zeros_like(pairs), where=pairs > 0)
    variety = used if star else used / _available(n_classes, table, used)
    if star and n_classes is not None:
        raise SchemaError("DIV* does not depend on how many classes there are: leave out n_classes, or star.")
    return _per_unit(X, table, variety * (1.0 - _gini(shares)) * mean, "div(star)" if star else "div")


def gini(X: Units, *, over: Literal["used", "all"] = "used") -> PerUnit:
    """How unequally a unit uses its classes: the Gini coefficient.

    G = sum_k (2 k - n - 1) x_(k) / (n sum x), x_(k) the k-th smallest of n classes.

    Parameters
    ----------
    X : DataFrame, Series or array_like
        As for :func:`rao_stirling`.
    over : {"used", "all"}
        Over the classes the unit uses, as DIV has it, or over all columns, classes of 0 included.

    Returns
    -------
    Series
        One value per unit; a float for one unit. Unit: none. Range: 0 (all alike) to below 1. NaN when the unit
        holds nothing.

    Raises
    ------
    SchemaError
        A number is negative or not finite, or labels stand twice.
    UnknownName
        ``over`` is not known.

    References
    ----------
    Leydesdorff, L., Wagner, C. S., & Bornmann, L. (2019). J. Informetrics 13:255-269.

    Examples
    --------
    >>> round(gini([5, 3, 2, 0]), 4), round(gini([5, 3, 2, 0], over="all"), 4)
    (0.2, 0.4)
    """
    chosen(over, ("used", "all"), "over")
    table = unit_table(X)
    shares = _shares(table)
    return _per_unit(X, table, _gini(shares, over == "all"), "gini" if over == "used" else "gini(over=all)")


def simpson(X: Units) -> PerUnit:
    """How likely two draws from a unit are of different classes: Simpson's diversity.

    D = 1 - sum_i p_i^2.

    Parameters
    ----------
    X : DataFrame, Series or array_like
        As for :func:`rao_stirling`.

    Returns
    -------
    Series
        One value per unit; a float for one unit. Unit: none. Range: 0 (one class) to below 1. NaN when the unit
        holds nothing.

    Raises
    ------
    SchemaError
        A number is negative or not finite, or labels stand twice.

    References
    ----------
    Simpson, E. H. (1949). Nature 163:688.

    Examples
    --------
    >>> simpson([1, 1])
    0.5
    """
    table = unit_table(X)
    shares = _shares(table)
    # the sum of products of different classes is exactly 0 for one class
    rest = shares.sum(axis=1, keepdims=True) - shares
    return _per_unit(X, table, (shares * np.maximum(rest, 0.0)).sum(axis=1), "simpson")


def shannon(X: Units, *, base: float | None = 2.0) -> PerUnit:
    """How uncertain the class of a draw from a unit is: Shannon entropy of the shares.

    H = - sum_i p_i log2 p_i, 0 log 0 = 0.

    Parameters
    ----------
    X : DataFrame, Series or array_like
        As for :func:`rao_stirling`.
    base : float, optional
        Base of the logarithm; None for natural logarithms.

    Returns
    -------
    Series
        One value per unit; a float for one unit. Unit: bit, or that of the base. Range: 0 (one class) to the
        logarithm of the number of classes. NaN when the unit holds nothing.

    Raises
    ------
    SchemaError
        A number is negative or not finite, labels stand twice, or the base is not above 1.

    References
    ----------
    Shannon, C. E. (1948). Bell System Technical Journal 27:379-423.

    Examples
    --------
    >>> shannon([1, 1, 1, 1])
    2.0
    """
    scale = logarithm_base(base)
    table = unit_table(X)
    name = "shannon" if base == 2.0 else "shannon(base=e)" if base is None else f"shannon(base={base:g})"
    return _per_unit(X, table, _entropy(_shares(table)) / scale, name)


def _shares(table: pd.DataFrame) -> FloatArray:
    """Return the shares of every unit; NaN throughout for a unit that holds nothing."""
    values = table.to_numpy()
    # divided by the largest first: a sum of very large counts would not be finite
    largest = values.max(axis=1, keepdims=True)
    some = largest > 0
    of_largest = np.divide(values, largest, out=np.full_like(values, np.nan), where=some)
    shares: FloatArray = of_largest / of_largest.sum(axis=1, keepdims=True)
    return shares


def _rao(shares: FloatArray, d: FloatArray, alpha: float, beta: float) -> FloatArray:
    # a class that is not used has no part, whatever the power; NaN stays
    balance = np.where(shares == 0, 0.0, shares**beta)
    empty = np.isnan(shares).any(axis=1)
    balance[empty] = 0.0
    return np.where(empty, np.nan, _over_pairs(balance, d**alpha))


def _over_pairs(balance: FloatArray, disparity: FloatArray) -> FloatArray:
    """Return sum_{i != j} disparity_ij b_i b_j of every unit.

    Class by class, not by a matrix product: its rounding would depend on how many units there are.
    """
    total = np.zeros(len(balance))
    for one in range(len(disparity) - 1):
        others = balance[:, one + 1 :] * disparity[one, one + 1 :]
        total += balance[:, one] * others.sum(axis=1)
    return 2.0 * total


def _gini(shares: FloatArray, over_all: bool = False) -> FloatArray:
    n_all = shares.shape[1]
    ordered = np.sort(shares, axis=1)
    n = np.full(len(shares), n_all) if over_all else np.maximum((shares > 0).sum(axis=1), 1)
    # unused classes stand first, so that the rank among the used ones is the place less their number
    rank = np.arange(1, n_all + 1)[None, :] - (n_all - n)[:, None]
    # the weights add up to 0, so the least share may be taken off: equal shares then give exactly 0
    counted = (rank > 0) & ~np.isnan(ordered)
    least = np.where(counted, ordered, np.inf).min(axis=1, keepdims=True)
    beyond = np.where(rank > 0, ordered - least, 0.0)
    found: FloatArray = ((2.0 * rank - n[:, None] - 1.0) * beyond).sum(axis=1) / n
    return found


def _entropy(shares: FloatArray) -> FloatArray:
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    nats: FloatArray = np.maximum(0.0 - (shares * logs).sum(axis=1), 0.0)
    return nats


def _available(n_classes: int | None, table: pd.DataFrame, used: FloatArray) -> float:
    n = table.shape[1] if n_classes is None else n_classes
    most = float(np.nanmax(used, initial=0.0))
    if not np.isfinite(n) or n < most:
        raise SchemaError(f"n_classes must be at least the {most:g} classes that a unit uses, not {n}.")
    return float(n)


def _power(value: float, name: str) -> float:
    if not (np.isfinite(value) and value >= 0):
        raise SchemaError(f"{name} must be a finite number of 0 or more, not {value}.")
    return float(value)


def _per_unit(X: Units, table: pd.DataFrame, values: FloatArray, name: str) -> PerUnit:
    if isinstance(X, pd.DataFrame) or np.ndim(X) == 2:
        return pd.Series(values, index=table.index, name=name)
    return float(values[0])
