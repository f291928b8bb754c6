"""Triads by the types of their actors, and whether one joint collaboration closed them."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.granularity import refuse_dyadic
from cinet.incidence import Incidence
from cinet.kernels import corners
from cinet.metrics.cohesion import undirected_only
from cinet.metrics.nestedness import transposed
from cinet.network import Network

__all__ = ["open_triads", "typed_triads"]

IntArray = npt.NDArray[np.int64]


def typed_triads(net: Network | Incidence, *, by: str = "type") -> pd.DataFrame:
    """Open and closed triads of every three types, the closed ones split by what closed them.

    For each unordered triple of types: T triangles, O paths of two ties whose ends are not tied (whoever stands
    in the middle), closure = 3 T / (3 T + O). With an incidence, T splits into joint (one collaboration
    holds all three) and pairwise (each pair met, the three never together), joint_share = joint / T.

    Parameters
    ----------
    net : Network or Incidence
        A network, undirected, gives closed, open and closure. An incidence is projected, and gives the split too.
        Weights are ignored.
    by : str
        The actor column that holds the types.

    Returns
    -------
    DataFrame
        Index (type_a, type_b, type_c), each unordered triple once; columns closed, open (unit: triads), closure
        (0 to 1; NaN when no triad of these types is open or closed) and, of an incidence, joint, pairwise
        (unit: triads) and joint_share (0 to 1; NaN when no triad of these types is closed).

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        The actor table has no such column.

    Notes
    -----
    A project of three is a closed triad at once; three pairs that find each other are another story, and in the
    projection both are one triangle. Open triads by the type of the middle: ``open_triads``.
    O(m a + triangles), a the arboricity, plus for every tie the sizes of its common collaborations; a table of
    groups^3 numbers.

    References
    ----------
    Benson, A. R., et al. (2018). PNAS 115:E11221-E11230.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "university", "government"]}, index=list("fug"))
    >>> joint = pd.DataFrame(index=list("xyz"))
    >>> once = Incidence.from_codes([0, 0, 0], [0, 1, 2], collaborations=joint, actors=actors)
    >>> pairs = Incidence.from_codes([0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 0, 2], collaborations=joint, actors=actors)
    >>> triple = ("firm", "government", "university")
    >>> [typed_triads(each).loc[triple, ["closed", "joint", "pairwise"]].tolist() for each in (once, pairs)]
    [[1.0, 1.0, 0.0], [1.0, 0.0, 1.0]]
    """
    if isinstance(net, Incidence):
        refuse_dyadic(net._collaborations, "how a triad was closed")
    projected = net.network("full") if isinstance(net, Incidence) else net
    undirected_only(projected, "typed_triads")
    closed, joint = _triangles(projected, net, by)
    centred = _open(projected, by, closed)
    groups = projected.codes(by)[1]
    triples = list(combinations_with_replacement(range(len(groups)), 3))
    a, b, c = np.array(triples, dtype=np.int64).reshape(-1, 3).T
    names = [f"{by}_a", f"{by}_b", f"{by}_c"]
    index = pd.MultiIndex.from_arrays([groups.take(a), groups.take(b), groups.take(c)], names=names)
    shut = closed[a, b, c].astype(np.float64)
    # the middle is each type of the triple once
    unshut = centred[a, b, c] + np.where(b != a, centred[b, a, c], 0) + np.where(c != b, centred[c, a, b], 0)
    columns = {
        "closed": shut,
        "open": unshut.astype(np.float64),
        "closure": _share(3 * shut, 3 * shut + unshut),
    }
    if isinstance(net, Incidence):
        together = joint[a, b, c].astype(np.float64)
        columns |= {"joint": together, "pairwise": shut - together, "joint_share": _share(together, shut)}
    return pd.DataFrame(columns, index=index)


def open_triads(net: Network, *, by: str = "type") -> pd.DataFrame:
    """Which types stand between which others: open and closed pairs of alters by the type of the middle.

    For each type of the middle and each unordered pair of types of the ends: open, the pairs of alters that are
    not tied, and closed, those that are; a triangle counts once at each of its corners.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.
    by : str
        The actor column that holds the types.

    Returns
    -------
    DataFrame
        Index (middle, end_a, end_b); columns open, closed (unit: triads), closure = closed / (open + closed) (0 to
        1; NaN when no triad of these types is open or closed).

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    SchemaError
        The actor table has no such column.

    Notes
    -----
    O(m a) with a the arboricity; a table of groups^3 numbers.

    References
    ----------
    Gould, R. V., & Fernandez, R. M. (1989). Sociological Methodology 19:89-126.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "university", "firm"]}, index=list("abc"))
    >>> net = Network.from_pairs([0, 1], [1, 2], [1, 1], actors)
    >>> open_triads(net).loc[("university", "firm", "firm"), "open"]
    np.float64(1.0)
    """
    undirected_only(net, "open_triads")
    closed, _ = _triangles(net, net, by)
    groups = net.codes(by)[1]
    k = len(groups)
    low, high = np.triu_indices(k)
    middle = np.repeat(np.arange(k), len(low))
    a, b = np.tile(low, k), np.tile(high, k)
    shut = _at_corners(closed)[middle, a, b].astype(np.float64)
    unshut = _open(net, by, closed)[middle, a, b].astype(np.float64)
    index = pd.MultiIndex.from_arrays(
        [groups.take(middle), groups.take(a), groups.take(b)], names=["middle", "end_a", "end_b"]
    )
    return pd.DataFrame({"open": unshut, "closed": shut, "closure": _share(shut, shut + unshut)}, index=index)


def _triangles(net: Network, source: Network | Incidence, by: str) -> tuple[IntArray, IntArray]:
    codes, groups = net.codes(by)
    none = np.zeros(0, np.int32)
    events = (np.zeros(1, np.int64), none, np.zeros(net.n_actors + 1, np.int64), none)
    if isinstance(source, Incidence):
        events = (source.indptr, source.indices, *transposed(source))
    return corners.group_triangles(net.indptr, net.indices, codes, len(groups), *events)


def _at_corners(closed: IntArray) -> IntArray:
    """Tied pairs of alters by type of the middle and sorted types of the ends, from triangles by sorted types."""
    k = len(closed)
    middle, a, b = np.indices((k, k, k))
    three = np.sort(np.stack([middle, a, b]), axis=0)
    corners_alike = 1 + (middle == a).astype(np.int64) + (middle == b)
    held: IntArray = closed[three[0], three[1], three[2]] * corners_alike
    return held


def _open(net: Network, by: str, closed: IntArray) -> IntArray:
    """Untied pairs of alters by type of the middle and types of the ends (a table symmetric in the ends)."""
    codes, groups = net.codes(by)
    n, k = net.n_actors, len(groups)
    owner = np.repeat(np.arange(n), np.diff(net.indptr))
    alters = np.bincount(owner * k + codes[net.indices], minlength=n * k).reshape(n, k)
    pairs = np.zeros((k, k, k), dtype=np.int64)
    for middle in range(k):
        mine = alters[codes == middle]
        pairs[middle] = mine.T @ mine
        np.fill_diagonal(pairs[middle], (mine * (mine - 1) // 2).sum(axis=0))
    held: IntArray = pairs - _at_corners(closed)
    return held


def _share(part: npt.NDArray[np.float64], whole: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    share: npt.NDArray[np.float64] = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return share
