"""A heuristic for the actors that span the holes between groups."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from cinet.kernels import adjacency, spanners
from cinet.network import Network

__all__ = ["his_spanners"]

#: What of an actor's influence in a group, and in two groups at once, its alters get.
_ALONG: Final = 0.3
_ACROSS: Final = 0.25


def his_spanners(net: Network, *, by: str = "type") -> pd.Series:
    """How much influence an actor has in two groups at once: the HIS score, a heuristic.

    h_i = max over pairs of groups a, b of min(x_ia, x_ib), where the influence x_ia starts at the strength of i in
    its own group and 0 elsewhere, and grows to 0.3 x_ua + 0.25 max_b min(x_ua, x_ub) where an alter u passes that
    on, until nothing grows. It is the HIS of sets of two groups.

    Parameters
    ----------
    net : Network
        Weights are read as strengths; direction is ignored.
    by : str
        The actor column that holds the groups (communities, types); missing values are a group of their own.

    Returns
    -------
    Series
        One value per actor. Unit: tie weight. Range: 0 upwards. NaN never: an actor that reaches one group only
        spans nothing.

    Raises
    ------
    SchemaError
        The actor table has no such column.

    Notes
    -----
    A heuristic without a claim to be a measure: methods for structural hole spanners do not agree on whom they
    name, and the two constants are the authors'. Sets of more than two groups are left out; with all of them
    EasyGraph needs 2^k sets for k groups and fails on an isolate. O(rounds m k), n k numbers of memory.

    References
    ----------
    Lou, T., & Tang, J. (2013). WWW 2013.

    Examples
    --------
    >>> actors = pd.DataFrame({"group": ["x", "x", "y", "y"]}, index=list("abcd"))
    >>> his_spanners(Network.from_pairs([0, 1, 2], [1, 2, 3], [1, 1, 1], actors), by="group").round(3).tolist()
    [0.44, 0.8, 0.8, 0.44]
    """
    indptr, indices, weights = net.indptr, net.indices, net.weights
    if net.directed:
        indptr, indices, weights = adjacency.symmetrised(indptr, indices, weights)
    codes, groups = net.codes(by)
    everyone = np.arange(net.n_actors)
    influence = np.zeros((net.n_actors, max(len(groups), 2)))
    influence[everyone, codes] = np.bincount(
        np.repeat(everyone, np.diff(indptr)), weights, minlength=net.n_actors
    )
    reached = spanners.spread(indptr, indices, influence, _ALONG, _ACROSS)
    return pd.Series(np.sort(reached, axis=1)[:, -2], index=net.index, name="his_spanners")
