"""Centrality of groups: how well a set of actors, taken together, is tied to the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few
from cinet.kernels import reach
from cinet.metrics.cohesion import undirected_only
from cinet.network import Network

__all__ = ["group_centrality", "positions"]


def group_centrality(net: Network, by: str | Mapping[str, Iterable[object]] = "type") -> pd.DataFrame:
    """Degree, closeness and betweenness of groups of actors: a park, a type or a consortium as one.

    With g actors in the group and n - g outside: degree, the share of outsiders tied to any of the group;
    closeness, (r / (n - g)) (r / sum_j d_j) over the r outsiders j reached, d_j the steps from the nearest of the
    group; betweenness, the sum over pairs of outsiders of the share of their shortest paths that run through the
    group.

    Parameters
    ----------
    net : Network
        Undirected. Weights are ignored.
    by : str or mapping of label to actor ids
        An actor column, each value of which is a group, or the groups themselves.

    Returns
    -------
    DataFrame
        One row per group, columns group_size (unit: actors), group_degree, group_closeness and
        group_betweenness (unit: shortest paths). Degree is NaN when nobody is outside; closeness when nobody
        outside is reached; betweenness never.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        There is no such actor column, or a group is empty or names an actor twice.
    UnknownName
        A group names an actor who is not in the network.

    Notes
    -----
    O(n m) a group. Larger groups score higher, so compare groups with random ones of their size.

    References
    ----------
    Everett, M. G., & Borgatti, S. P. (1999). J. Math. Sociol. 23:181-201.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcde"))
    >>> net = Network.from_pairs([0, 1, 2, 3], [1, 2, 3, 4], [1, 1, 1, 1], actors)
    >>> group_centrality(net, {"middle": ["b", "d"]}).loc["middle"].tolist()
    [2.0, 1.0, 1.0, 3.0]
    """
    undirected_only(net, "group_centrality")
    rows = {label: _of_group(net, places) for label, places in _groups(net, by).items()}
    columns = ["group_size", "group_degree", "group_closeness", "group_betweenness"]
    index = pd.Index(list(rows), name=by if isinstance(by, str) else "group")
    return pd.DataFrame(list(rows.values()), index=index, columns=columns, dtype=np.float64)


def positions(net: Network, actors: Iterable[object]) -> npt.NDArray[np.int64]:
    """Return the row positions of actors given by id.

    >>> positions(Network.from_pairs([], [], [], pd.DataFrame(index=list("abc"))), ["c", "a"])
    array([2, 0])
    """
    wanted = pd.Index(list(actors), dtype=object)
    if len(wanted) == 0 or not wanted.is_unique:
        raise SchemaError("a group names at least one actor, and each once.")
    found = net.index.get_indexer(wanted)
    if (found < 0).any():
        raise UnknownName(f"the network has no actor {first_few(wanted[found < 0])}.")
    return found.astype(np.int64)


def _groups(net: Network, by: str | Mapping[str, Iterable[object]]) -> dict[object, npt.NDArray[np.int64]]:
    if isinstance(by, str):
        codes, labels = net.codes(by)
        return {label: np.flatnonzero(codes == code) for code, label in enumerate(labels)}
    return {label: positions(net, actors) for label, actors in by.items()}


def _of_group(net: Network, places: npt.NDArray[np.int64]) -> list[float]:
    inside = np.zeros(net.n_actors, dtype=np.bool_)
    inside[places] = True
    steps = reach.distances_from(net.indptr, net.indices, places)
    outside = net.n_actors - len(places)
    reached = steps[steps > 0]
    return [
        float(len(places)),
        (reached == 1).sum() / outside if outside else np.nan,
        len(reached) / outside * len(reached) / reached.sum() if len(reached) else np.nan,
        reach.group_betweenness(net.indptr, net.indices, inside) / 2.0,
    ]
