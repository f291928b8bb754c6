"""Which groups does an actor, a group, a whole network connect: the tensor behind the brokerage roles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError
from cinet.kernels import brokerage_cells as kernel
from cinet.metrics.brokerage import brokerage, check_null, tie_density
from cinet.metrics.brokerage_moments import ROLES, cell_moments, role_moments
from cinet.network import Network

__all__ = ["brokerage_groups", "brokerage_tensor", "brokerage_totals"]

CodeArray = npt.NDArray[np.int32]
IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

#: Cells beyond this number are not laid out: a gigabyte and more.
_MOST_CELLS = 100_000_000


def brokerage_tensor(net: Network, *, by: str = "type") -> pd.DataFrame:
    """Number of open pairs an actor stands between, for every two groups: whom does it connect with whom.

    T[v; a, c] = number of open paths i - v - k with i in group a, k in group c and no tie between i and k.

    Parameters
    ----------
    net : Network
        Weights are ignored.
    by : str
        The actor column that holds the groups; missing values are a group of their own.

    Returns
    -------
    DataFrame
        Index (actor_id, <by>_source, <by>_target), each actor with every pair of groups; in an undirected
        network each unordered pair once. Column open_pairs. Unit: open pairs. Range: 0 upwards. NaN never: an
        actor without ties brokers nothing.

    Raises
    ------
    SchemaError
        The actor table has no such column, or actors x groups x groups exceed 100 million.

    Notes
    -----
    The five roles of ``brokerage`` are sums of these cells, and any question about kinds of actors is another:
    firms that stand between universities and government are the cell (university, government) of firms.
    Undirected O(m a) with a the arboricity, directed O(sum of in-degree x out-degree).

    References
    ----------
    Gould, R. V., & Fernandez, R. M. (1989). Sociological Methodology 19:89-126.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "user", "firm", "user"]}, index=list("abcd"))
    >>> table = brokerage_tensor(Network.from_pairs([0, 0, 0], [1, 2, 3], [1, 1, 1], actors))
    >>> table.loc["a", "open_pairs"].to_dict()
    {('firm', 'firm'): 0, ('firm', 'user'): 2, ('user', 'user'): 1}
    """
    group, groups = net.codes(by)
    everyone = np.arange(net.n_actors, dtype=np.int32)
    cells = _cells(net, group, len(groups), everyone, net.n_actors)
    a, c = _end_pairs(len(groups), net.directed)
    ends = len(a)
    index = pd.MultiIndex.from_arrays(
        [
            net.index.take(np.repeat(everyone, ends)),
            groups.take(np.tile(a, net.n_actors)),
            groups.take(np.tile(c, net.n_actors)),
        ],
        names=["actor_id", f"{by}_source", f"{by}_target"],
    )
    return pd.DataFrame({"open_pairs": cells[:, a, c].ravel()}, index=index)


def brokerage_groups(net: Network, *, by: str = "type", null: str | None = None) -> pd.DataFrame:
    """Number of open pairs that the actors of a group stand between, for every three groups.

    G[a, b, c] = number of open paths i - v - k with i, v, k in groups a, b, c and no tie between i and k.

    Parameters
    ----------
    net : Network
        Weights are ignored.
    by : str
        The actor column that holds the groups; missing values are a group of their own.
    null : {None, "bernoulli"}
        ``"bernoulli"`` adds mean, standard deviation and z when each tie is drawn with probability p = density.

    Returns
    -------
    DataFrame
        Index (<by>_source, <by>_broker, <by>_target); in an undirected network each unordered pair of ends
        once. Column open_pairs; with the null expected_open_pairs, sd_open_pairs and z_open_pairs after it.
        Unit: open pairs (z: none). Range: 0 upwards (z: any). NaN never in the counts; z is NaN where the null
        does not vary.

    Raises
    ------
    SchemaError
        The actor table has no such column, or the cube of the number of groups exceeds 100 million.
    UnknownName
        The null is not known.

    Notes
    -----
    The mean and SD are exact: couples of open pairs that share a tie are counted, for each cell apart.
    Undirected O(m a) with a the arboricity, directed O(sum of in-degree x out-degree).

    References
    ----------
    Gould, R. V., & Fernandez, R. M. (1989). Sociological Methodology 19:89-126.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "user", "firm", "user"]}, index=list("abcd"))
    >>> table = brokerage_groups(Network.from_pairs([0, 0, 0], [1, 2, 3], [1, 1, 1], actors))
    >>> int(table.loc[("firm", "firm", "user"), "open_pairs"])
    2
    """
    check_null(null)
    group, groups = net.codes(by)
    k = len(groups)
    cells = _cells(net, group, k, group, k)
    a, c = _end_pairs(k, net.directed)
    # brokers stand between their ends in the index: source, broker, target
    source, target, broker = np.repeat(a, k), np.repeat(c, k), np.tile(np.arange(k), len(a))
    order = np.lexsort((target, broker, source))
    source, broker, target = source[order], broker[order], target[order]
    index = pd.MultiIndex.from_arrays(
        [groups.take(source), groups.take(broker), groups.take(target)],
        names=[f"{by}_source", f"{by}_broker", f"{by}_target"],
    )
    table = pd.DataFrame({"open_pairs": cells[broker, source, target]}, index=index)
    if null is None:
        return table
    sizes = np.bincount(group, minlength=k)
    moments = cell_moments(sizes, tie_density(net), directed=net.directed)
    return _with_null(table, *(moment[source, broker, target] for moment in moments))


def brokerage_totals(net: Network, *, by: str = "type") -> pd.DataFrame:
    """Number of open pairs of the whole network by brokerage role, against ties drawn at random.

    t_r = sum over v of the count of role r at v; z = (t_r - expected) / sd under ties that are drawn with
    probability p = density, groups and number of actors given.

    Parameters
    ----------
    net : Network
        Weights are ignored.
    by : str
        The actor column that holds the groups; missing values are a group of their own.

    Returns
    -------
    DataFrame
        Index role (coordinator, itinerant, gatekeeper, representative, liaison, total); columns open_pairs,
        expected_open_pairs, sd_open_pairs (unit: open pairs; range: 0 upwards) and z_open_pairs (unit: none;
        NaN where the null does not vary).

    Raises
    ------
    SchemaError
        The actor table has no such column.

    Notes
    -----
    In an undirected network gatekeeper and representative are one role, once in the total. The standard
    deviations count every couple of open pairs that share an arc. R sna 2.7 misses some: its graph-level SD
    of coordinator and total uses 4 (n - 3) where 4 n - 10 is right, that of gatekeeper and representative
    leaves out (2 n - 3) p^4 (1 - p)^2 (on Knoke's organizations 7.2257 instead of 4.9638). The 4096
    digraphs of four actors show it: their totals vary by 3, sna's formula at p = 1/2 says 3.75. O(m a) undirected,
    O(sum of in-degree x out-degree) directed.

    References
    ----------
    Gould, R. V., & Fernandez, R. M. (1989). Sociological Methodology 19:89-126.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "user", "firm", "user"]}, index=list("abcd"))
    >>> table = brokerage_totals(Network.from_pairs([0, 0, 0], [1, 2, 3], [1, 1, 1], actors))
    >>> table.loc["total", ["open_pairs", "expected_open_pairs"]].tolist()
    [3.0, 1.5]
    """
    group, groups = net.codes(by)
    sizes = np.bincount(group, minlength=len(groups))
    index = pd.Index(ROLES, name="role")
    table = pd.DataFrame({"open_pairs": brokerage(net, by=by).sum().to_numpy()}, index=index)
    return _with_null(table, *role_moments(sizes, tie_density(net), directed=net.directed))


def _with_null(table: pd.DataFrame, mean: FloatArray, sd: FloatArray) -> pd.DataFrame:
    z = np.divide(table["open_pairs"] - mean, sd, out=np.full_like(mean, np.nan), where=sd > 0)
    return table.assign(expected_open_pairs=mean, sd_open_pairs=sd, z_open_pairs=z)


def _end_pairs(k: int, directed: bool) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Pairs of groups at the two ends: all ordered ones, or each unordered one once."""
    if directed:
        a, c = np.divmod(np.arange(k * k), max(k, 1))
        return a, c
    return np.triu_indices(k)


def _cells(net: Network, group: CodeArray, k: int, slot: CodeArray, n_slots: int) -> IntArray:
    """Open pairs by (slot of the broker, group of one end, group of the other); undirected: lower group first."""
    if n_slots * k * k > _MOST_CELLS:
        raise SchemaError(
            f"{n_slots:,} brokers x {k:,} groups x {k:,} groups are more than {_MOST_CELLS:,} cells: "
            "group by a column with fewer values."
        )
    if net.directed:
        return kernel.directed_cells(net.indptr, net.indices, group, slot, n_slots, k)
    cells = kernel.alter_pairs(net.indptr, net.indices, group, slot, n_slots, k)
    kernel.take_closed_pairs(net.indptr, net.indices, group, slot, cells)
    return cells
