"""Rich club: whether the well connected are tied to each other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cinet.metrics.cohesion import undirected_only
from cinet.network import Network

__all__ = ["rich_club"]


def rich_club(net: Network) -> pd.DataFrame:
    """Share of the pairs of well-connected actors that are tied, for every threshold of the degree.

    phi(k) = E_k / (N_k (N_k - 1) / 2), N_k the actors with more than k ties and E_k the ties among them.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.

    Returns
    -------
    DataFrame
        Index k, from 0 to one less than the highest degree; columns rich_actors = N_k (unit: actors), rich_ties =
        E_k (unit: pairs) and rich_club = phi(k) (unit: none; 0 to 1, NaN with fewer than two actors above k).

    Raises
    ------
    UndefinedMeasure
        The network is directed.

    Notes
    -----
    phi rises with k in random networks too. The values are raw: divide them by the mean over many rewired
    networks. O(m). What peers do: networkx normalises by a single rewired network.

    References
    ----------
    Colizza, V., et al. (2006). Nature Physics 2:110-115.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> rich_club(Network.from_pairs([0, 0, 0, 1], [1, 2, 3, 2], [1, 1, 1, 1], actors))["rich_club"].round(3).tolist()
    [0.667, 1.0, nan]
    """
    undirected_only(net, "rich_club")
    degree = np.diff(net.indptr)
    most = int(degree.max(initial=0))
    weaker = np.minimum(np.repeat(degree, degree), degree[net.indices])
    # those with more than k ties: all, less those with at most k
    actors = len(degree) - np.cumsum(np.bincount(degree, minlength=most + 1))[:most]
    ties = (len(weaker) - np.cumsum(np.bincount(weaker, minlength=most + 1))[:most]) // 2
    pairs = actors * (actors - 1) / 2
    phi = np.divide(ties, pairs, out=np.full(most, np.nan), where=pairs > 0)
    return pd.DataFrame(
        {"rich_actors": actors.astype(np.float64), "rich_ties": ties.astype(np.float64), "rich_club": phi},
        index=pd.RangeIndex(most, name="k"),
    )
