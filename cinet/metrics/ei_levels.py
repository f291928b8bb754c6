"""The E-I index of actors and of groups, and of the network within what its groups allow."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.metrics.cohesion import undirected_only
from cinet.network import Network

__all__ = ["ei_actors", "ei_groups", "ei_rescaled"]

FloatArray = npt.NDArray[np.float64]


def ei_actors(net: Network, *, by: str = "type", weighted: bool = False) -> pd.Series:
    """How much an actor's ties lead out of its group rather than stay inside: E-I index of the actor.

    EI_i = (E_i - I_i) / (E_i + I_i), E_i its ties to other groups, I_i those to its own.

    Parameters
    ----------
    net : Network
        Undirected.
    by : str
        The actor column that holds the groups; a missing value is a group of its own.
    weighted : bool
        Add up strengths instead of counting ties, as Krackhardt and Stern do.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: -1 (all inside) to 1 (all across). NaN when the actor has no tie.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        The actor table has no such column.

    References
    ----------
    Krackhardt, D., & Stern, R. N. (1988). Social Psychology Quarterly 51:123-140.

    Examples
    --------
    >>> actors = pd.DataFrame({"park": ["x", "x", "y", "y"]}, index=list("abcd"))
    >>> ei_actors(Network.from_pairs([0, 0], [1, 2], [1, 1], actors), by="park").tolist()
    [0.0, -1.0, 1.0, nan]
    """
    undirected_only(net, "ei_actors")
    codes, _ = net.codes(by)
    row = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    return pd.Series(_index(net, codes, row, net.n_actors, weighted), index=net.index, name="ei_actors")


def ei_groups(net: Network, *, by: str = "type", weighted: bool = False) -> pd.Series:
    """How much a group's ties lead out of it rather than stay inside: E-I index of the group.

    EI_g = (E_g - I_g) / (E_g + I_g) over the ends of ties in g: E_g of ties that lead out, I_g of ties that stay,
    which have both ends in g.

    Parameters
    ----------
    net : Network
        Undirected.
    by : str
        The actor column that holds the groups; a missing value is a group of its own.
    weighted : bool
        Add up strengths instead of counting ties.

    Returns
    -------
    Series
        One value per group. Unit: none. Range: -1 (all inside) to 1 (all across). NaN when the group has no tie.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        The actor table has no such column.

    Notes
    -----
    As in UCINET a tie inside counts twice, so that the groups' ends add up to those of the network. The index of a
    small group is high by its size alone.

    References
    ----------
    Krackhardt, D., & Stern, R. N. (1988). Social Psychology Quarterly 51:123-140.

    Examples
    --------
    >>> actors = pd.DataFrame({"park": ["x", "x", "y"]}, index=list("abc"))
    >>> ei_groups(Network.from_pairs([0, 0], [1, 2], [1, 1], actors), by="park").round(4).to_dict()
    {'x': -0.3333, 'y': 1.0}
    """
    undirected_only(net, "ei_groups")
    codes, groups = net.codes(by)
    of_end = np.repeat(codes, np.diff(net.indptr))
    values = _index(net, codes, of_end, len(groups), weighted)
    return pd.Series(values, index=pd.Index(groups, name=by), name="ei_groups")


def ei_rescaled(net: Network, *, by: str = "type") -> pd.Series:
    """E-I index between the least and the greatest value that the sizes of the groups and the ties allow.

    With L ties, E* pairs of actors of different groups and I* pairs within groups: ei_max = 1 if E* >= L, otherwise
    (2 E* - L) / L; ei_min = -1 if I* >= L, otherwise (L - 2 I*) / L; ei_rescaled
    = 2 (EI - ei_min) / (ei_max - ei_min) - 1.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.
    by : str
        The actor column that holds the groups; a missing value is a group of its own.

    Returns
    -------
    Series
        ei_min, ei_max, ei_rescaled. Unit: none. Range: -1 to 1. NaN when there is no tie; ei_rescaled also when the
        index cannot vary (one group, groups of one actor, all actors tied).

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        The actor table has no such column.

    Notes
    -----
    What random groups lead to is in ``ci.ei_moments`` (ei_expected = (E* - I*) / (E* + I*)), with its spread.

    References
    ----------
    Krackhardt, D., & Stern, R. N. (1988). Social Psychology Quarterly 51:123-140.

    Examples
    --------
    >>> actors = pd.DataFrame({"park": ["x", "x", "y"]}, index=list("abc"))
    >>> ei_rescaled(Network.from_pairs([0, 0], [1, 2], [1, 1], actors), by="park").tolist()
    [0.0, 1.0, -1.0]
    """
    undirected_only(net, "ei_rescaled")
    codes, groups = net.codes(by)
    names = ["ei_min", "ei_max", "ei_rescaled"]
    ties = net.n_ties
    if ties == 0:
        return pd.Series([np.nan] * 3, index=names, name="ei_rescaled")
    sizes = np.bincount(codes, minlength=len(groups)).astype(np.int64)
    inside = int((sizes * (sizes - 1)).sum()) // 2
    across = net.n_actors * (net.n_actors - 1) // 2 - inside
    external = int((np.repeat(codes, np.diff(net.indptr)) != codes[net.indices]).sum()) // 2
    # in ties across: their number lies between what cannot stay inside and what there are pairs for
    least, most = ties - min(inside, ties), min(across, ties)
    rescaled = 2.0 * (external - least) / (most - least) - 1.0 if most > least else float("nan")
    values = [2.0 * least / ties - 1.0, 2.0 * most / ties - 1.0, rescaled]
    return pd.Series(values, index=names, name="ei_rescaled")


def _index(
    net: Network, codes: npt.NDArray[np.int32], holder: npt.NDArray[np.integer], n: int, weighted: bool
) -> FloatArray:
    """Return (E - I) / (E + I) over the ends of ties of each holder."""
    across = np.repeat(codes, np.diff(net.indptr)) != codes[net.indices]
    # shares of the largest strength: a sum of very large ones would not be finite
    weights = net.weights / net.weights.max(initial=1.0) if weighted else np.ones(len(across))
    external = np.bincount(holder[across], weights=weights[across], minlength=n)
    internal = np.bincount(holder[~across], weights=weights[~across], minlength=n)
    total = external + internal
    found: FloatArray = np.divide(external - internal, total, out=np.full(n, np.nan), where=total > 0)
    return found
