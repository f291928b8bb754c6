"""Centrality in a series of networks, where walks go on from one window to the next and never back."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import sparse

from cinet.errors import SchemaError, UndefinedMeasure
from cinet.metrics.spectral import leading_eigenvalue, walk_sums
from cinet.network import Network

__all__ = ["dynamic_communicability"]

#: The default damping of walks, as a share of its upper bound.
_SHARE = 0.75


def dynamic_communicability(
    nets: Mapping[object, Network], *, alpha: float | None = None, weighted: bool = False
) -> pd.DataFrame:
    """How well an actor sends to all others, and hears from them, along ties in the order of their windows.

    Q = (I - alpha A_1)^(-1) (I - alpha A_2)^(-1) ... over the windows t = 1, 2, ...; broadcast b_i = sum_j Q_ij,
    receive r_i = sum_j Q_ji. A walk takes any number of ties in a window, then any number in the next.

    Parameters
    ----------
    nets : mapping of window to Network
        In the order of time, as ``eco.networks`` gives them; an actor who is missing from a window has no ties
        there.
    alpha : float, optional
        What one more step of a walk keeps, from 0 to below 1 / lambda_1 for the largest lambda_1 of all windows;
        three quarters of that bound if not given.
    weighted : bool
        True reads weights as strengths, False counts every tie as 1.

    Returns
    -------
    DataFrame
        One row per actor of any window, columns broadcast and receive; both are 1 for an actor without ties.
        Unit: none. Range: 1 upwards. NaN never.

    Raises
    ------
    SchemaError
        There is no network, or ``alpha`` is negative or not finite.
    UndefinedMeasure
        ``alpha`` is 1 / lambda_1 or more in some window.

    Notes
    -----
    O(m) a step, never n x n. Time order is all that tells it from Katz centrality: shuffle the windows for a null.
    Early ties help to send, late ones to hear. Windows must not overlap, or a tie is walked twice.

    References
    ----------
    Grindrod, P., Parsons, M. C., Higham, D. J., & Estrada, E. (2011). Phys. Rev. E 83:046120.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> early = Network.from_pairs([0], [1], [1], actors)
    >>> late = Network.from_pairs([1], [2], [1], actors)
    >>> dynamic_communicability({1: early, 2: late}, alpha=0.5).round(4)["broadcast"].tolist()
    [2.6667, 3.3333, 2.0]
    """
    if not nets:
        raise SchemaError("there is no network: the mapping of windows to networks is empty.")
    if alpha is not None and not 0 <= alpha < np.inf:
        raise SchemaError(f"alpha must be a finite number of 0 or more, not {alpha}.")
    stacked = pd.concat([pd.Series(0, index=net.index) for net in nets.values()]).index
    index = stacked[~stacked.duplicated()]
    radii = {window: leading_eigenvalue(net, weighted=weighted) for window, net in nets.items()}
    largest = max(radii.values())
    if alpha is None:
        alpha = _SHARE / largest if largest else _SHARE
    for window, radius in radii.items():
        if alpha * radius >= 1:
            raise UndefinedMeasure(
                f"alpha is {alpha:.6g}, but must be below 1 / lambda_1 = {1 / radius:.6g} in window {window!s} "
                f"(lambda_1 = {radius:.6g}): beyond it the sum of walks has no limit."
            )
    steps = [(_over(net, index, weighted), alpha * radii[window]) for window, net in nets.items()]
    broadcast, receive = np.ones(len(index)), np.ones(len(index))
    for matrix, share in reversed(steps):
        broadcast = walk_sums(matrix, alpha, share, broadcast)
    for matrix, share in steps:
        receive = walk_sums(matrix.T.tocsr(), alpha, share, receive)
    return pd.DataFrame({"broadcast": broadcast, "receive": receive}, index=index)


def _over(net: Network, index: pd.Index, weighted: bool) -> sparse.csr_array:
    """Return the ties as a matrix over the actors of all windows."""
    place = index.get_indexer(net.index)
    rows = np.repeat(place, np.diff(net.indptr))
    weights = net.weights if weighted else np.ones_like(net.weights)
    return sparse.csr_array((weights, (rows, place[net.indices])), shape=(len(index), len(index)))
