"""Gould and Fernandez's brokerage roles by actor group."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.kernels import brokerage as kernel
from cinet.metrics.triads import triangle_pass
from cinet.network import Network

__all__ = ["brokerage"]

ROLES = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total"]


def brokerage(net: Network, *, by: str = "type") -> pd.DataFrame:
    """Number of pairs an actor stands between, by the groups of the two ends and of the actor itself.

    An open path i - v - k (no tie between i and k) counts for v, with a, b, c the groups of i, v, k:
    coordinator a = b = c; itinerant a = c != b; gatekeeper a != b = c; representative a = b != c;
    liaison when all three differ.

    Parameters
    ----------
    net : Network
        Weights are ignored.
    by : str
        The actor column that holds the groups; missing values are a group of their own.

    Returns
    -------
    DataFrame
        One row per actor, columns coordinator, itinerant, gatekeeper, representative, liaison, total.
        Unit: open pairs. Range: 0 upwards. NaN never: an actor without ties brokers nothing.

    Raises
    ------
    SchemaError
        The actor table has no such column.

    Notes
    -----
    In an undirected network a pair has no direction, so gatekeeper and representative are one role: the pair
    stands in both columns and is counted once in ``total``. In a directed network the five roles add up to
    ``total``. Undirected roles come from the triangle pass (all pairs of alters minus the closed ones);
    directed ones cost O(sum of in-degree x out-degree).

    References
    ----------
    Gould, R. V., & Fernandez, R. M. (1989). Sociological Methodology 19:89-126.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "university", "government"]}, index=list("abc"))
    >>> brokerage(Network.from_pairs([0, 1], [1, 2], [1, 1], actors)).loc["b"].tolist()
    [0, 0, 0, 0, 1, 1]
    """
    if net.directed:
        group, _ = net.codes(by)
        roles = kernel.directed_roles(net.indptr, net.indices, group)
        table = np.column_stack([roles, roles.sum(axis=1)])
    else:
        coordinator, itinerant, gatekeeper, liaison = (_all_pairs(net, by) - triangle_pass(net, by).closed).T
        total = coordinator + itinerant + gatekeeper + liaison
        table = np.column_stack([coordinator, itinerant, gatekeeper, gatekeeper, liaison, total])
    return pd.DataFrame(table, index=net.index, columns=pd.Index(ROLES))


def _all_pairs(net: Network, by: str) -> npt.NDArray[np.int64]:
    """Unordered pairs of alters of every actor, tied or not, by role (coordinator, itinerant, gatekeeper, liaison)."""
    group, groups = net.codes(by)
    n, k = net.n_actors, max(len(groups), 1)
    owner = np.repeat(np.arange(n, dtype=np.int64), np.diff(net.indptr))
    alters = np.bincount(owner * k + group[net.indices], minlength=n * k).reshape(n, k)
    own = alters[np.arange(n), group] if n else np.zeros(0, np.int64)
    degree = alters.sum(axis=1)
    within = alters * (alters - 1) // 2
    coordinator = own * (own - 1) // 2
    itinerant = within.sum(axis=1) - coordinator
    gatekeeper = own * (degree - own)
    liaison = degree * (degree - 1) // 2 - coordinator - itinerant - gatekeeper
    return np.column_stack([coordinator, itinerant, gatekeeper, liaison])
