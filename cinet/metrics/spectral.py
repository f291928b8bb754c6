"""Standing that comes from the standing of one's alters: eigenvector, Katz, Bonacich power, PageRank."""

from __future__ import annotations

from typing import Any, Literal

import igraph
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph
from scipy.sparse import linalg as sparse_linalg

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.network import Network

__all__ = ["bonacich", "eigenvector", "katz", "leading_eigenvalue", "pagerank", "walk_sums"]

FloatArray = npt.NDArray[np.float64]

#: Up to this many actors a component is solved densely.
_DENSE = 300
#: The default damping of walks, as a share of its upper bound 1 / lambda_1.
_SHARE = 0.75
#: Walks longer than this are not summed: the damping is then at its bound but for rounding.
_LONGEST = 100_000


def leading_eigenvalue(net: Network, *, weighted: bool = True) -> float:
    """Largest eigenvalue of the matrix of ties: how fast the number of walks grows with their length.

    lambda_1 = max abs(lambda) over A c = lambda c, which is real and not negative. Katz and Bonacich centrality need
    alpha and beta within 1 / lambda_1.

    Parameters
    ----------
    net : Network
        Weights are read as strengths, arcs as they point.
    weighted : bool
        False counts every tie as 1.

    Returns
    -------
    float
        Unit: none (tie weight when weighted). Range: 0 upwards; 0 without a tie, and for arcs without a cycle. NaN
        never.

    Notes
    -----
    Taken component by component (strong components of a directed network).

    References
    ----------
    Newman, M. E. J. (2010). Networks.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> round(leading_eigenvalue(Network.from_pairs([0, 0, 1], [1, 2, 2], [1, 1, 1], actors)), 12)
    2.0
    """
    matrix = _matrix(net, weighted)
    _, part = csgraph.connected_components(matrix, directed=net.directed, connection="strong")
    sizes = np.bincount(part, minlength=1)
    bounds = np.zeros(len(sizes))
    np.maximum.at(bounds, part, matrix.sum(axis=1))
    largest = 0.0
    for label in np.argsort(-bounds, kind="stable"):
        if bounds[label] <= largest:
            break
        if sizes[label] > 1:
            members = np.flatnonzero(part == label)
            block = matrix[members][:, members]
            largest = max(largest, _perron(block, symmetric=not net.directed)[0])
    return float(largest)


def eigenvector(
    net: Network, *, weighted: bool = True, component: Literal["largest", "whole"] = "largest"
) -> pd.Series:
    """How central an actor's alters are: the leading eigenvector of the ties.

    lambda_1 c_i = sum_j z_ij c_j, with sum_i c_i^2 = 1 and z_ij = w_ij (w_ij + w_ji in a directed network);
    ``leading_eigenvalue`` gives lambda_1.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.
    weighted : bool
        False counts every tie as 1.
    component : {"largest", "whole"}
        ``"largest"`` measures the largest component and leaves the others undefined: the eigenvectors of
        different components share no scale. ``"whole"`` refuses a network that is not connected.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: 0 to 1. NaN when the actor is outside the largest component, or
        that component has no tie or is not the only one of its size.

    Raises
    ------
    UndefinedMeasure
        ``component="whole"`` of a network in several components.

    Notes
    -----
    On a network in pieces igraph gives 0 outside one piece and NetworkX's power iteration gives what it stopped
    at: two triangles and a path beside them have no common scale.

    References
    ----------
    Bonacich, P. (1972). J. Math. Sociol. 2:113-120.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> eigenvector(Network.from_pairs([0, 1], [1, 2], [1, 1], actors)).round(6).tolist()
    [0.5, 0.707107, 0.5, nan]
    """
    if component not in ("largest", "whole"):
        raise UnknownName(f"component {component!r} is not known; use 'largest' or 'whole'.")
    matrix = _matrix(net, weighted)
    if net.directed:
        matrix = matrix + matrix.T
    count, part = csgraph.connected_components(matrix, directed=False)
    if component == "whole" and count > 1:
        raise UndefinedMeasure(
            f"the network has {count} components, whose eigenvectors share no scale. "
            "Use component='largest', or measure each component by itself."
        )
    values = np.full(net.n_actors, np.nan)
    sizes = np.bincount(part, minlength=1)
    if sizes.max() > 1 and (sizes == sizes.max()).sum() == 1:
        members = np.flatnonzero(part == sizes.argmax())
        values[members] = _perron(matrix[members][:, members], symmetric=True)[1]
    return pd.Series(values, index=net.index, name="eigenvector")


def katz(net: Network, *, alpha: float | None = None, beta: float = 1.0, weighted: bool = True) -> pd.Series:
    """Number of walks that end at an actor, longer ones counting less: Katz's status.

    x_i = beta + alpha sum_j w_ji x_j, which is x = (I - alpha A')^(-1) beta; in a directed network an actor's
    status comes from those who point to it.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.
    alpha : float, optional
        What one more step of a walk keeps, from 0 to below 1 / lambda_1; three quarters of that bound if not
        given. Give it to compare networks.
    beta : float
        What everybody has from the outset.
    weighted : bool
        False counts every tie as 1.

    Returns
    -------
    Series
        One value per actor, ``beta`` for an isolate. Unit: none. Range: 0 upwards. NaN never.

    Raises
    ------
    UndefinedMeasure
        ``alpha`` is 1 / lambda_1 or more: the sum of walks has no limit.
    SchemaError
        ``alpha`` or ``beta`` is negative or not finite.

    Notes
    -----
    Walks are summed until they no longer count, O(m) a step. NetworkX (numpy) solves the equations for any
    ``alpha`` and returns numbers, negative ones too, where the sum of walks has no limit: a triangle, alpha = 1.

    References
    ----------
    Katz, L. (1953). Psychometrika 18:39-43.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> katz(Network.from_pairs([0, 1], [1, 2], [1, 1], actors), alpha=0.5).round(6).tolist()
    [3.0, 4.0, 3.0]
    """
    if not 0 <= beta < np.inf or (alpha is not None and not 0 <= alpha < np.inf):
        raise SchemaError(f"alpha and beta must be finite numbers of 0 or more, not {alpha} and {beta}.")
    matrix = _matrix(net, weighted)
    kept = _damping(net, matrix, alpha, weighted, "alpha")
    values = walk_sums(matrix.T.tocsr(), *kept, np.full(net.n_actors, float(beta)))
    return pd.Series(values, index=net.index, name="katz")


def bonacich(net: Network, *, beta: float | None = None, weighted: bool = True) -> pd.Series:
    """Bonacich's power: ties to the powerful give power (beta above 0), or ties to the powerless do (below 0).

    c = a (I - beta A)^(-1) A 1, with a such that sum_i c_i^2 = n.

    Parameters
    ----------
    net : Network
        Weights are read as strengths, arcs as they point.
    beta : float, optional
        Between -1 / lambda_1 and 1 / lambda_1; 0 is degree, scaled. Three quarters of the upper bound if not
        given. Below 0: being tied to those who depend on one, as in bargaining.
    weighted : bool
        False counts every tie as 1.

    Returns
    -------
    Series
        One value per actor, 0 for an isolate. Unit: none. Range: any number, 0 upwards unless beta is negative.
        NaN when there is no tie.

    Raises
    ------
    UndefinedMeasure
        ``beta`` is 1 / lambda_1 or more, of either sign: the sum of walks has no limit.
    SchemaError
        ``beta`` is not finite.

    Notes
    -----
    Walks are summed until they no longer count, O(m) a step. R's sna and igraph agree on the values and default
    to beta = 1, which is beyond the bound of nearly every network; python-igraph and NetworkX lack the measure.

    References
    ----------
    Bonacich, P. (1987). Am. J. Sociol. 92:1170-1182.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> net = Network.from_pairs([0, 1], [1, 2], [1, 1], actors)
    >>> bonacich(net, beta=0.5).round(6).tolist(), bonacich(net, beta=-0.5).round(6).tolist()
    ([0.840168, 1.260252, 0.840168], [0.0, 1.732051, 0.0])
    """
    if beta is not None and not np.isfinite(beta):
        raise SchemaError(f"beta must be a finite number, not {beta}.")
    matrix = _matrix(net, weighted)
    kept = _damping(net, matrix, beta, weighted, "beta")
    values = walk_sums(matrix, *kept, matrix.sum(axis=1))
    values = (
        values * np.sqrt(net.n_actors / (values**2).sum()) if net.n_ties else np.full_like(values, np.nan)
    )
    return pd.Series(values, index=net.index, name="bonacich")


def pagerank(net: Network, *, damping: float = 0.85, weighted: bool = True) -> pd.Series:
    """Share of time that a random walker along the ties, who now and then jumps anywhere, is at an actor.

    x_i = (1 - damping) / n + damping sum_j x_j w_ji / s_j, with s_j = sum_k w_jk; a walker at an actor without a
    tie to follow jumps anywhere.

    Parameters
    ----------
    net : Network
        Weights are read as strengths: a strong tie is walked more often.
    damping : float
        Probability of following a tie, from 0 to below 1.
    weighted : bool
        False walks all ties of an actor alike.

    Returns
    -------
    Series
        One value per actor; they add up to 1. Unit: none. Range: 0 to 1. NaN never.

    Raises
    ------
    SchemaError
        ``damping`` is not a number from 0 to below 1.

    Notes
    -----
    igraph's solver. In an undirected network PageRank is close to the share of all strength, so report both.

    References
    ----------
    Brin, S., & Page, L. (1998). Computer Networks 30:107-117.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> pagerank(Network.from_pairs([0, 1], [1, 2], [1, 1], actors)).round(4).tolist()
    [0.2568, 0.4865, 0.2568]
    """
    if not 0 <= damping < 1:
        raise SchemaError(f"damping must be a number from 0 to below 1, not {damping}.")
    if net.n_actors == 0:
        return pd.Series([], index=net.index, name="pagerank", dtype=np.float64)
    rows = np.repeat(np.arange(net.n_actors), np.diff(net.indptr))
    keep = np.full(len(rows), True) if net.directed else rows < net.indices
    graph = igraph.Graph(
        n=net.n_actors, edges=np.column_stack([rows[keep], net.indices[keep]]), directed=net.directed
    )
    values = graph.pagerank(damping=damping, weights=net.weights[keep].tolist() if weighted else None)
    return pd.Series(values, index=net.index, name="pagerank", dtype=np.float64)


def _matrix(net: Network, weighted: bool) -> Any:
    weights = net.weights if weighted else np.ones_like(net.weights)
    return sparse.csr_array((weights, net.indices, net.indptr), shape=(net.n_actors, net.n_actors))


def _perron(block: Any, *, symmetric: bool) -> tuple[float, FloatArray]:
    """Return the leading eigenvalue and eigenvector (length 1, not negative) of a connected block."""
    if block.shape[0] <= _DENSE:
        values, vectors = (np.linalg.eigh if symmetric else np.linalg.eig)(block.toarray())
    else:
        start = block.sum(axis=1)
        if symmetric:
            values, vectors = sparse_linalg.eigsh(block, k=1, which="LA", v0=start)
        else:
            values, vectors = sparse_linalg.eigs(block, k=1, which="LR", v0=start)
    lead = values.real.argmax()
    vector = np.abs(vectors[:, lead])
    return float(values[lead].real), vector / np.sqrt((vector**2).sum())


def _damping(
    net: Network, matrix: Any, given: float | None, weighted: bool, name: str
) -> tuple[float, float]:
    """Return what a step keeps, checked against 1 / lambda_1, and the share of the bound that this is."""
    largest = leading_eigenvalue(net, weighted=weighted)
    if given is None:
        # without a cycle there is no bound; the strongest actor sets the scale then
        scale = largest or max(matrix.sum(axis=1), default=0.0) or 1.0
        return _SHARE / scale, _SHARE if largest else 0.0
    share = abs(given) * largest
    if share >= 1:
        raise UndefinedMeasure(
            f"{name} is {given:.6g}, but must be below 1 / lambda_1 = {1 / largest:.6g} in size "
            f"(lambda_1 = {largest:.6g}): beyond it the sum of walks has no limit."
        )
    return float(given), share


def walk_sums(matrix: Any, kept: float, share: float, start: FloatArray) -> FloatArray:
    """Return start + kept A start + kept^2 A^2 start + ... to the last digit; ``share`` is |kept| lambda_1.

    >>> walk_sums(sparse.csr_array([[0.0, 1.0], [1.0, 0.0]]), 0.5, 0.5, np.ones(2)).round(12)
    array([2., 2.])
    """
    total, term = start.copy(), start
    for _ in range(_LONGEST):
        term = kept * (matrix @ term)
        total += term
        if np.abs(term).max(initial=0.0) <= 1e-16 * (1 - share) * np.abs(total).max(initial=0.0):
            return total
    raise UndefinedMeasure(
        f"{kept:.12g} is so near to 1 / lambda_1 that walks of {_LONGEST:,} steps still count; "
        "take it a little smaller."
    )
