"""Partitions: numbering them, lining them up with actors, and saying how far two of them agree."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, first_few

__all__ = ["aligned", "by_size", "partition_agreement"]

IntArray = npt.NDArray[np.int64]


def by_size(member: npt.ArrayLike) -> IntArray:
    """Renumber communities by falling size, ties by their first member.

    >>> by_size([7, 7, 3, 3, 3]).tolist()
    [1, 1, 0, 0, 0]
    """
    codes, _ = pd.factorize(np.asarray(member))
    sizes = np.bincount(codes)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    ranked: IntArray = rank[codes]
    return ranked


def aligned(partition: pd.Series, index: pd.Index) -> IntArray:
    """Return codes of a partition in the order of an index; every member must have a community."""
    missing = index.difference(partition.dropna().index)
    if len(missing) or partition.index.has_duplicates:
        raise SchemaError(
            "the partition must name one community for every member: "
            + (
                f"{len(missing)} have none, first {first_few(missing)}."
                if len(missing)
                else "some stand twice."
            )
        )
    return np.asarray(pd.factorize(partition.reindex(index))[0], dtype=np.int64)


def partition_agreement(first: npt.ArrayLike, second: npt.ArrayLike) -> pd.Series:
    """How far two partitions of the same members agree: adjusted Rand index and normalised mutual information.

    With n_ab the members in a of the first and b of the second, and x choose 2 written C(x):
    ari = (sum C(n_ab) - e) / ((sum C(n_a) + sum C(n_b)) / 2 - e), e = sum C(n_a) sum C(n_b) / C(n);
    nmi = I / ((H_first + H_second) / 2), I the mutual information and H the entropies.

    Parameters
    ----------
    first, second : array_like
        One label per member, in one order; labels may be anything.

    Returns
    -------
    Series
        ari (up to 1; 0 by chance) and nmi (0 to 1). Both are 1 when both partitions are trivial alike (all
        members together, or all alone). Unit: none.

    Raises
    ------
    SchemaError
        The partitions are of different length.

    References
    ----------
    Hubert, L., & Arabie, P. (1985). Journal of Classification 2:193-218.

    Examples
    --------
    >>> partition_agreement([0, 0, 1, 1], ["x", "x", "y", "y"]).tolist()
    [1.0, 1.0]
    """
    a, b = pd.factorize(np.asarray(first))[0], pd.factorize(np.asarray(second))[0]
    if len(a) != len(b):
        raise SchemaError(f"the partitions must have one length, not {len(a)} and {len(b)}.")
    n = len(a)
    table = np.zeros((a.max(initial=-1) + 1, b.max(initial=-1) + 1))
    np.add.at(table, (a, b), 1.0)
    pairs, of_a, of_b = (_pairs(counts) for counts in (table, table.sum(axis=1), table.sum(axis=0)))
    expected = of_a * of_b / max(n * (n - 1) / 2, 1)
    most = (of_a + of_b) / 2
    ari = (pairs - expected) / (most - expected) if most != expected else 1.0
    entropies = [_entropy(counts / max(n, 1)) for counts in (table.sum(axis=1), table.sum(axis=0), table)]
    mean = (entropies[0] + entropies[1]) / 2
    # all members in one community of either kind: nothing is left to tell
    nmi = min(max((2 * mean - entropies[2]) / mean, 0.0), 1.0) if mean > 0 else 1.0
    return pd.Series({"ari": float(ari), "nmi": float(nmi)})


def _pairs(counts: npt.NDArray[np.float64]) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _entropy(shares: npt.NDArray[np.float64]) -> float:
    some = shares[shares > 0]
    return float(-(some * np.log2(some)).sum())
