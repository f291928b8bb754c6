"""How an actor's ties spread over groups of actors, or over layers of ties."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError
from cinet.metrics.centrality import degree, strength
from cinet.network import Network

__all__ = ["multiplex_participation", "participation", "within_module_z"]

FloatArray = npt.NDArray[np.float64]


def participation(net: Network, *, by: str = "type", weighted: bool = False) -> pd.Series:
    """How evenly an actor's ties spread over groups of actors: the participation coefficient.

    P_i = 1 - sum_s (k_is / k_i)^2, with k_is the ties of i to the actors of group s.

    Parameters
    ----------
    net : Network
        Both directions count in a directed network.
    by : str
        Actor column that holds the groups (a type, a park, a community); a missing value is a group of its own.
    weighted : bool
        True reads weights as strengths and adds them up instead of counting ties.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: 0 (all ties in one group) to below 1. NaN when the actor has no
        tie.

    Raises
    ------
    SchemaError
        There is no such actor column.

    Notes
    -----
    Bounded by 1 - 1 / k_i and by 1 - 1 / number of groups, so compare actors of like degree.

    References
    ----------
    Guimera, R., & Amaral, L. A. N. (2005). Nature 433:895-900.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "firm", "university"]}, index=list("abc"))
    >>> participation(Network.from_pairs([0, 0], [1, 2], [1, 1], actors)).tolist()
    [0.5, 0.0, 0.0]
    """
    row, _, towards = _ties(net, by, weighted)
    total = np.bincount(row, weights=towards.weight, minlength=net.n_actors)
    in_group = towards.groupby(["row", "group"], sort=True)["weight"].sum()
    holder = in_group.index.get_level_values("row").to_numpy()
    share = in_group.to_numpy() / total[holder]
    same = np.bincount(holder, weights=share**2, minlength=net.n_actors)
    return pd.Series(np.where(total > 0, 1.0 - same, np.nan), index=net.index, name="participation")


def within_module_z(net: Network, *, by: str = "type", weighted: bool = False) -> pd.Series:
    """How much better tied an actor is within its own group than the others of the group, in standard deviations.

    z_i = (k_is - mean_s) / sd_s, with k_is the ties of i to the actors of its own group s, mean_s and sd_s their
    mean and standard deviation (divided by the number of actors) over the group.

    Parameters
    ----------
    net : Network
        Both directions count in a directed network.
    by : str
        Actor column that holds the groups; a missing value is a group of its own.
    weighted : bool
        True reads weights as strengths and adds them up instead of counting ties.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: any number, 0 in the mean of each group. NaN when all actors of
        the group have as many ties within it.

    Raises
    ------
    SchemaError
        There is no such actor column.

    References
    ----------
    Guimera, R., & Amaral, L. A. N. (2005). Nature 433:895-900.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "firm", "firm", "university"]}, index=list("abcd"))
    >>> within_module_z(Network.from_pairs([0, 0], [1, 2], [1, 1], actors)).round(4).tolist()
    [1.4142, -0.7071, -0.7071, nan]
    """
    row, group, towards = _ties(net, by, weighted)
    inside = towards.group.to_numpy() == group[row]
    within = np.bincount(row[inside], weights=towards.weight.to_numpy()[inside], minlength=net.n_actors)
    by_group = pd.Series(within).groupby(group)
    spread = by_group.transform("max").to_numpy() - by_group.transform("min").to_numpy()
    away = within - by_group.transform("mean").to_numpy()
    deviation = by_group.transform("std", ddof=0).to_numpy()
    # equal sums differ in their last digits when strengths are added up in another order
    varies = spread > 1e-12 * by_group.transform("max").to_numpy()
    values = np.full(net.n_actors, np.nan)
    values[varies] = away[varies] / deviation[varies]
    return pd.Series(values, index=net.index, name="within_module_z")


def multiplex_participation(layers: Mapping[str, Network], *, weighted: bool = False) -> pd.Series:
    """How evenly an actor's ties spread over layers of ties: the multiplex participation coefficient.

    P_i = M / (M - 1) (1 - sum_l (k_il / o_i)^2), with k_il the ties of i in layer l, o_i = sum_l k_il and M
    layers.

    Parameters
    ----------
    layers : mapping of label to Network
        One network per layer (joint projects, joint patents, ...); an actor who is missing from one has no ties
        there.
    weighted : bool
        True reads weights as strengths and adds them up instead of counting ties. Layers of unlike units do not
        add up.

    Returns
    -------
    Series
        One value per actor of any layer, in the order of appearance. Unit: none. Range: 0 (one layer only) to 1
        (as many ties in each). NaN when the actor has no tie.

    Raises
    ------
    SchemaError
        There are fewer than two layers.

    References
    ----------
    Battiston, F., Nicosia, V., & Latora, V. (2014). Phys. Rev. E 89:032804.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> projects = Network.from_pairs([0, 1], [1, 2], [1, 1], actors)
    >>> patents = Network.from_pairs([0], [1], [1], actors)
    >>> multiplex_participation({"projects": projects, "patents": patents}).round(4).tolist()
    [1.0, 0.8889, 0.0]
    """
    if len(layers) < 2:
        raise SchemaError(f"participation across layers needs two layers or more, not {len(layers)}.")
    measure = strength if weighted else degree
    table = pd.concat([measure(net) for net in layers.values()], axis=1, sort=False).fillna(0.0)
    ties = table.to_numpy()
    total = ties.sum(axis=1)
    values = np.full(len(table), np.nan)
    tied = total > 0
    share = ties[tied] / total[tied, None]
    values[tied] = len(layers) / (len(layers) - 1) * (1.0 - (share**2).sum(axis=1))
    return pd.Series(values, index=table.index, name="multiplex_participation")


def _ties(
    net: Network, by: str, weighted: bool
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], pd.DataFrame]:
    """Return the holder of each entry (twice per tie), the group of each actor, and where each entry leads."""
    group, _ = net.codes(by)
    row = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    other = net.indices.astype(np.int64)
    weight = net.weights if weighted else np.ones_like(net.weights)
    if net.directed:
        row, other = np.concatenate([row, other]), np.concatenate([other, row])
        weight = np.concatenate([weight, weight])
    return row, group, pd.DataFrame({"row": row, "group": group[other], "weight": weight})
