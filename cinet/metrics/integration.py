"""How far collaboration is mixed across groups: Frenken's integration, the mutual information of a mixing matrix."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.metrics.class_tables import logarithm_base, square
from cinet.network import Network

__all__ = ["integration", "integration_pairs", "integration_rows"]

FloatArray = npt.NDArray[np.float64]


def integration(matrix: pd.DataFrame | Network, *, by: str = "type", base: float | None = None) -> pd.Series:
    """How much collaboration departs from perfect mixing, within and between groups: Frenken's integration.

    With shares q_ij of a symmetric collaboration matrix and q_i = sum_j q_ij: T_ij = ln(q_ij / (q_i q_j));
    integration T = sum_ij q_ij T_ij; integration_within, the mean of T_ii weighted by q_ii; integration_between,
    that of T_ij over i != j.

    Parameters
    ----------
    matrix : DataFrame or Network
        Groups x groups, symmetric: a pair of different groups is counted half in each of its two cells, a pair of
        one group in the diagonal. Of a network, the tie weights between the groups of its actors.
    by : str
        The actor column that holds the groups of a network; a matrix has no use for it.
    base : float, optional
        Base of the logarithm; natural if not given.

    Returns
    -------
    Series
        integration (0: perfectly mixed), integration_within and integration_between (below 0: less than mixing
        leads to). Unit: nat, or that of the base. NaN when no tie is of that kind: there is no tie, none within a
        group, none between groups.

    Raises
    ------
    SchemaError
        The matrix is not square, not symmetric, holds a number that is negative or not finite, or the actors have
        no such column.

    Notes
    -----
    T is low when integration is high. It grows with the number of groups, and small counts raise it by chance:
    hold it against ``ci.compare(net, "integration", null=ci.nulls.labels("type"))``, or a two-mode null. Exactly
    0 for whole numbers that are perfectly mixed. O(ties + groups^2).

    References
    ----------
    Frenken, K. (2002). Economic Systems Research 14:345.

    Examples
    --------
    >>> countries = ["FR", "UK", "GE"]
    >>> joint = pd.DataFrame(
    ...     [[250, 100, 150], [100, 800, 100], [150, 100, 750]], index=countries, columns=countries
    ... )
    >>> integration(joint).round(2).tolist()
    [0.3, 0.7, -0.72]
    """
    scale = logarithm_base(base)
    held = _mixing(matrix, by).to_numpy()
    q, logs = _shares(held), _log_ratio(held)
    own = np.eye(len(held), dtype=bool)
    # the terms of T by their excess over the mixed value: none is negative and nothing cancels
    total = float((_margins(held)[:, None] * _excess(held)).sum() / scale)
    values = [total if held.sum() > 0 else np.nan, _mean(q, logs, own) / scale, _mean(q, logs, ~own) / scale]
    names = ["integration", "integration_within", "integration_between"]
    return pd.Series(values, index=[_named(name, base) for name in names], name="integration")


def integration_rows(
    matrix: pd.DataFrame | Network, *, by: str = "type", base: float | None = None
) -> pd.Series:
    """How far the partners of each group depart from those of all: Frenken's integration of one row.

    T_i = (1 / q_i) sum_j q_ij ln(q_ij / (q_i q_j)); sum_i q_i T_i is the integration of the whole.

    Parameters
    ----------
    matrix : DataFrame or Network
        As for :func:`integration`.
    by : str
        The actor column that holds the groups of a network.
    base : float, optional
        Base of the logarithm; natural if not given.

    Returns
    -------
    Series
        One value per group. Unit: nat, or that of the base. Range: 0 (its partners are those of all) or more. NaN
        when the group has no tie.

    Raises
    ------
    SchemaError
        As for :func:`integration`.

    References
    ----------
    Frenken, K. (2002). Economic Systems Research 14:345.

    Examples
    --------
    >>> joint = pd.DataFrame([[4, 1], [1, 4]], index=list("ab"), columns=list("ab"))
    >>> integration_rows(joint, base=2).round(4).tolist()
    [0.2781, 0.2781]
    """
    scale = logarithm_base(base)
    table = _mixing(matrix, by)
    held = table.to_numpy()
    values = np.where(held.sum(axis=1) > 0, _excess(held).sum(axis=1) / scale, np.nan)
    return pd.Series(values, index=table.index, name=_named("integration_rows", base))


def integration_pairs(
    matrix: pd.DataFrame | Network, *, by: str = "type", base: float | None = None
) -> pd.Series:
    """How far two groups collaborate more or less than mixing leads to: Frenken's T_ij.

    T_ij = ln(q_ij / (q_i q_j)), q_ij the shares of the symmetric collaboration matrix.

    Parameters
    ----------
    matrix : DataFrame or Network
        As for :func:`integration`.
    by : str
        The actor column that holds the groups of a network.
    base : float, optional
        Base of the logarithm; natural if not given.

    Returns
    -------
    Series
        Index (type_a, type_b) after ``by``, or (group_a, group_b) of a matrix; each unordered pair of groups
        once. Unit: nat, or that of the base. Above 0: more than mixing. NaN when the two groups have no tie.

    Raises
    ------
    SchemaError
        As for :func:`integration`.

    References
    ----------
    Frenken, K. (2002). Economic Systems Research 14:345.

    Examples
    --------
    >>> joint = pd.DataFrame([[4, 1], [1, 4]], index=list("ab"), columns=list("ab"))
    >>> integration_pairs(joint).round(2).to_dict()
    {('a', 'a'): 0.47, ('a', 'b'): -0.92, ('b', 'b'): 0.47}
    """
    scale = logarithm_base(base)
    table = _mixing(matrix, by)
    a, b = np.triu_indices(len(table))
    stem = by if isinstance(matrix, Network) else "group"
    index = pd.MultiIndex.from_arrays(
        [table.index.take(a), table.index.take(b)], names=[f"{stem}_a", f"{stem}_b"]
    )
    return pd.Series(
        _log_ratio(table.to_numpy())[a, b] / scale, index=index, name=_named("integration_pairs", base)
    )


def _mixing(matrix: pd.DataFrame | Network, by: str) -> pd.DataFrame:
    """Return groups x groups; both readings of a tie, so that a pair within a group counts twice as one between."""
    if not isinstance(matrix, Network):
        return _within_reach(square(matrix, "the collaboration matrix"))
    codes, groups = matrix.codes(by)
    k = len(groups)
    rows = np.repeat(codes, np.diff(matrix.indptr)).astype(np.int64)
    flow = np.bincount(rows * k + codes[matrix.indices], weights=matrix.weights, minlength=k * k).reshape(
        k, k
    )
    return _within_reach(
        pd.DataFrame(flow + flow.T if matrix.directed else flow, index=groups, columns=groups)
    )


def _within_reach(table: pd.DataFrame) -> pd.DataFrame:
    """Divide by a power of two, which is exact: products of very large or small weights stay finite."""
    _, exponent = np.frexp(table.to_numpy().max(initial=0.0))
    scaled: pd.DataFrame = table * 2.0 ** -float(exponent)
    return scaled


def _shares(held: FloatArray) -> FloatArray:
    total = held.sum()
    shares: FloatArray = np.divide(held, total, out=np.zeros_like(held), where=total > 0)
    return shares


def _margins(held: FloatArray) -> FloatArray:
    shares: FloatArray = _shares(held).sum(axis=1)
    return shares


def _ratio(held: FloatArray) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Return q_ij / (q_i q_j) - 1 from counts, exactly 0 for whole numbers that are mixed, and where it exists."""
    s = held.sum(axis=1)
    product = np.outer(s, s)
    there = product > 0
    return np.divide(held * held.sum() - product, product, out=np.zeros_like(held), where=there), there


def _log_ratio(held: FloatArray) -> FloatArray:
    x, _ = _ratio(held)
    return np.log1p(x, out=np.full_like(held, np.nan), where=held > 0)


def _excess(held: FloatArray) -> FloatArray:
    """Return q_j ((1 + x) ln(1 + x) - x), whose sum over j is T_i because sum_j q_j x_ij = 0."""
    x, there = _ratio(held)
    logs = np.log1p(x, out=np.zeros_like(x), where=held > 0)
    bulge = np.maximum((1.0 + x) * logs - x, 0.0)
    return np.where(there, _margins(held)[None, :] * bulge, 0.0)


def _mean(q: FloatArray, logs: FloatArray, which: npt.NDArray[np.bool_]) -> float:
    some = which & (q > 0)
    return float((q[some] * logs[some]).sum() / q[some].sum()) if some.any() else float("nan")


def _named(name: str, base: float | None) -> str:
    return name if base is None else f"{name}(base={base:g})"
