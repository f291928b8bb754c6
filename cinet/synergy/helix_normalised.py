"""T beside what it could be at most, and by the names and signs that it has elsewhere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.patterns import Patterns
from cinet.synergy.helix_estimate import Levels, entropies_of, estimate, held_groups, table_of

__all__ = ["helix_normalised", "mutual_redundancy"]

FloatArray = npt.NDArray[np.float64]


def helix_normalised(patterns: Patterns, by: Levels = None) -> pd.DataFrame:
    """How large T is: beside the uncertainty of the system, the number of records and what it could be at most.

    eta = H / H_max with H_max = log2 of the number of combinations that can be observed: ``2^n``, and
    ``2^n - 1`` when records without any part are not; T_normalised = T / min I(X;Y) for T > 0 and
    T / min I(X;Y|Z) for T < 0, over the pairs of three parts.

    Parameters
    ----------
    patterns : Patterns
        Counts of part combinations; one row of the result per group.
    by : str or sequence of str, optional
        Levels of the groups to keep, as in ``helix``.

    Returns
    -------
    DataFrame
        n (collaborations), T, H and H_max (bit), eta (0 to 1), unused_capacity = H_max - H (bit), T_relative = T / H
        (NaN where H is 0), T_total = n T (bit), T_normalised (-1 to 1; NaN where the bound is 0 or there are more
        than three parts). NaN in a group where there is no record.

    Raises
    ------
    EmptySelection
        No group holds a record.
    SchemaError
        ``patterns`` are no Patterns, or there are too many parts.
    UnknownName
        The groups have no such level.

    Notes
    -----
    The bounds are those of any three discrete variables; with two parts T is never negative, and
    ``min(H_x, H_y)`` is its bound. T_normalised has no null of its own: read it beside T_excess.
    Cost: O(groups 3^parts).

    References
    ----------
    Mêgnigbêto, E. (2014). Journal of Informetrics 8:284 (eta and unused capacity).

    Examples
    --------
    >>> venn = Patterns.from_venn({"U": 10, "I": 5, "G": 2, "UI": 4, "UG": 1, "IG": 1, "UIG": 3})
    >>> helix_normalised(venn)[["eta", "T_relative", "T_normalised"]].round(4).iloc[0].tolist()
    [0.858, -0.0897, -0.9755]
    """
    held = held_groups(patterns, by)
    k, found = len(held.parts), estimate(held)
    bits = entropies_of(held)
    whole = bits[tuple(range(k))]
    most = np.full(len(whole), np.log2(2**k - (not held.none_known)))
    bound = _bound(found.T, bits, k)
    columns = {
        "n": found.total,
        "T": found.T,
        "H": whole,
        "H_max": most,
        "eta": whole / most,
        "unused_capacity": most - whole,
        "T_relative": _ratio(found.T, whole),
        "T_total": found.total * found.T,
        "T_normalised": np.clip(_ratio(found.T, bound), -1.0, 1.0),
    }
    return table_of(columns, held.groups)


def mutual_redundancy(patterns: Patterns, by: Levels = None) -> pd.Series:
    """Mutual redundancy R of all parts: how much uncertainty their overlap adds (positive) or takes (negative).

    R_n = ``(-1)^(n+1) T_n``: R_12 = -T_12, R_123 = T_123, with T_n as in ``helix``.

    Parameters
    ----------
    patterns : Patterns
        Counts of part combinations; one entry of the result per group.
    by : str or sequence of str, optional
        Levels of the groups to keep, as in ``helix``.

    Returns
    -------
    Series
        mutual_redundancy. Unit: bit. NaN in a group where there is no record.

    Raises
    ------
    EmptySelection
        No group holds a record.
    SchemaError
        ``patterns`` are no Patterns, or there are too many parts.
    UnknownName
        The groups have no such level.

    Notes
    -----
    A name for T with the sign that the authors read; it adds no information to T, and T_null applies to it alike.
    Cost: O(groups 3^parts).

    References
    ----------
    Leydesdorff, L., & Ivanova, I. A. (2014). JASIST 65:386.

    Examples
    --------
    >>> pair = Patterns([[2, 0, 0, 2]], ["a", "b"], none_known=True)
    >>> mutual_redundancy(pair).tolist()
    [-1.0]
    """
    held = held_groups(patterns, by)
    turn = 1.0 if len(held.parts) % 2 else -1.0
    return table_of({"mutual_redundancy": turn * estimate(held).T}, held.groups)["mutual_redundancy"]


def _bound(t: FloatArray, bits: dict[tuple[int, ...], FloatArray], k: int) -> FloatArray:
    """Return the largest size that T can have on its side of 0; NaN where none is known."""
    if k == 2:
        return np.minimum(bits[(0,)], bits[(1,)])
    if k > 3:
        return np.full(len(t), np.nan)
    pairs = np.array([bits[(a,)] + bits[(b,)] - bits[(a, b)] for a, b in ((0, 1), (0, 2), (1, 2))])
    # I(X;Y|Z) = I(X;Y) - T
    bound: FloatArray = np.where(t < 0, (pairs - t).min(axis=0), pairs.min(axis=0))
    return bound


def _ratio(value: FloatArray, by: FloatArray) -> FloatArray:
    """Divide; NaN where the divisor is 0 but for rounding."""
    return np.divide(value, by, out=np.full_like(value, np.nan), where=by > 1e-12)
