"""Who depends on whom: how much of an actor's tie strength one partner holds, and the power that gives."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.metrics.cohesion import undirected_only
from cinet.network import Network

__all__ = ["dependence", "dependence_strength", "emerson_power"]

FloatArray = npt.NDArray[np.float64]


def dependence(net: Network) -> pd.DataFrame:
    """How much of an actor's collaboration each partner holds, and how unequal that is between the two.

    dependence of source i on target j: d_ij = w_ij / s_i, s_i = sum_j w_ij; dependence_asymmetry
    = ``|d_ij - d_ji|`` / max(d_ij, d_ji); power_advantage of i over j = d_ji - d_ij.

    Parameters
    ----------
    net : Network
        Undirected; weights are read as strengths.

    Returns
    -------
    DataFrame
        Index (source, target), every tie in both directions. Unit: none. Range: dependence above 0 to 1 (the only
        partner), adding up to 1 over the partners of the source; dependence_asymmetry 0 to 1; power_advantage -1
        to 1.

    Raises
    ------
    UndefinedMeasure
        The network is directed.

    Notes
    -----
    Emerson (1962): the power of i over j is the dependence of j on i. Asymmetry comes from unequal strengths alone:
    with one joint collaboration each it is that of the number of partners, so compare with a null that keeps
    strengths. O(m).

    References
    ----------
    Emerson, R. M. (1962). American Sociological Review 27:31-41.
    Bascompte, J., Jordano, P., & Olesen, J. M. (2006). Science 312:431-433.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> net = Network.from_pairs([0, 0], [1, 2], [3, 1], actors)
    >>> dependence(net).loc[("b", "a")].round(4).tolist()
    [1.0, 0.25, -0.25]
    """
    undirected_only(net, "dependence")
    row, there, back = _both_ways(net)
    ids = net.index
    index = pd.MultiIndex.from_arrays([ids.take(row), ids.take(net.indices)], names=["source", "target"])
    columns = {
        "dependence": there,
        "dependence_asymmetry": np.abs(there - back) / np.maximum(there, back),
        "power_advantage": back - there,
    }
    return pd.DataFrame(columns, index=index)


def dependence_strength(net: Network) -> pd.Series:
    """How much the partners of an actor depend on it, added up.

    D_j = sum_i d_ij = sum_i w_ij / s_i over the partners i of j, s_i their strengths.

    Parameters
    ----------
    net : Network
        Undirected; weights are read as strengths.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: above 0 to the number of partners; 1 on average over the actors that
        have a tie. NaN when the actor has no tie.

    Raises
    ------
    UndefinedMeasure
        The network is directed.

    References
    ----------
    Bascompte, J., Jordano, P., & Olesen, J. M. (2006). Science 312:431-433.

    Examples
    --------
    >>> net = Network.from_pairs([0, 0], [1, 2], [3, 1], pd.DataFrame(index=list("abc")))
    >>> dependence_strength(net).tolist()
    [2.0, 0.75, 0.25]
    """
    undirected_only(net, "dependence_strength")
    row, _, back = _both_ways(net)
    return _of_actors(
        net, np.bincount(row, weights=back, minlength=net.n_actors).astype(np.float64), "dependence_strength"
    )


def emerson_power(net: Network) -> pd.Series:
    """How much more the partners of an actor depend on it than it depends on them, on average.

    P_i = mean over the partners j of d_ji - d_ij = (D_i - 1) / k_i, D_i the dependence strength, k_i the number of
    partners.

    Parameters
    ----------
    net : Network
        Undirected; weights are read as strengths.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: -1 (depends) to 1 (is depended on). NaN when the actor has no tie.

    Raises
    ------
    UndefinedMeasure
        The network is directed.

    Notes
    -----
    Looks at direct partners only. ``ci.bonacich`` with a negative beta goes on: power over partners who have nobody
    else.

    References
    ----------
    Emerson, R. M. (1962). American Sociological Review 27:31-41.

    Examples
    --------
    >>> net = Network.from_pairs([0, 0], [1, 2], [3, 1], pd.DataFrame(index=list("abc")))
    >>> emerson_power(net).tolist()
    [0.5, -0.25, -0.75]
    """
    undirected_only(net, "emerson_power")
    row, there, back = _both_ways(net)
    net_power = np.bincount(row, weights=back - there, minlength=net.n_actors)
    return _of_actors(net, net_power / np.maximum(np.diff(net.indptr), 1), "emerson_power")


def _both_ways(net: Network) -> tuple[npt.NDArray[np.int64], FloatArray, FloatArray]:
    """Return the source of every entry, the dependence of source on target, and that of target on source."""
    row = np.repeat(np.arange(net.n_actors, dtype=np.int64), np.diff(net.indptr))
    # shares of the largest weight: a sum of very large strengths would not be finite
    weights = net.weights / net.weights.max(initial=1.0)
    strength = np.bincount(row, weights=weights, minlength=net.n_actors)
    return row, weights / strength[row], weights / strength[net.indices]


def _of_actors(net: Network, values: FloatArray, name: str) -> pd.Series:
    return pd.Series(np.where(np.diff(net.indptr) > 0, values, np.nan), index=net.index, name=name)
