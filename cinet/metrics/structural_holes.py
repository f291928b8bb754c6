"""Burt's structural holes: constraint, effective size, efficiency, hierarchy."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cinet.metrics.triads import any_triangle_pass
from cinet.network import Network

__all__ = ["constraint", "effective_size", "efficiency", "hierarchy"]


def constraint(net: Network) -> pd.Series:
    """How far an actor's ties lead back to the same few partners: Burt's aggregate constraint.

    c_i = sum_j (p_ij + sum_q p_iq p_qj)^2 over the alters j of i, with p_ij = z_ij / s_i and z_ij = w_ij
    (w_ij + w_ji in a directed network), s_i = sum_j z_ij over the whole network.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: 0 to 2, to 9/8 when all strengths are equal; 1 with a single
        alter. NaN when the actor has no tie.

    Notes
    -----
    A triangle gives 9/8, which is right: constraint is not bounded by 1. Two alters who are tied to each other
    far more strongly than to the actor bring it near 2. It falls with the number of alters, so report the
    degree beside it. One pass over the triangles, O(m a) with a the arboricity.

    References
    ----------
    Burt, R. S. (1992). Structural Holes, ch. 2. Everett, M. G., & Borgatti, S. P. (2020). Social Networks 62.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> constraint(Network.from_pairs([0, 0, 1], [1, 2, 2], [1, 1, 1], actors)).tolist()
    [1.125, 1.125, 1.125]
    """
    return pd.Series(any_triangle_pass(net).constraint, index=net.index, name="constraint")


def effective_size(net: Network) -> pd.Series:
    """How many of an actor's alters are not redundant: Burt's effective size.

    e_i = sum_j (1 - sum_q p_iq m_jq) over the alters j of i, q other than i and j, with p_iq = z_iq / s_i and
    m_jq = z_jq / max_k z_jk. For 0/1 ties this is n - 2 t / n, t ties among n alters.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.

    Returns
    -------
    Series
        One value per actor. Unit: actors. Range: up to the number of alters. NaN when the actor has no tie.

    Notes
    -----
    NetworkX (3.4 to 3.7 with SciPy 1.14 or newer) divides by the maximum of the wrong row on weighted or
    directed graphs. One pass over the triangles, O(m a) with a the arboricity.

    References
    ----------
    Burt, R. S. (1992). Structural Holes, ch. 2. Borgatti, S. P. (1997). Connections 20(1).

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> effective_size(Network.from_pairs([0, 0], [1, 2], [1, 1], actors)).tolist()
    [2.0, 1.0, 1.0]
    """
    return pd.Series(any_triangle_pass(net).effective_size, index=net.index, name="effective_size")


def efficiency(net: Network) -> pd.Series:
    """Share of an actor's alters that are not redundant: effective size / number of alters.

    f_i = e_i / n_i, n_i the number of alters (not the strength, not in-degree plus out-degree).

    Parameters
    ----------
    net : Network
        Weights are read as strengths.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: 0 to 1. NaN when the actor has no tie.

    References
    ----------
    Burt, R. S. (1992). Structural Holes, ch. 2.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> efficiency(Network.from_pairs([0, 0, 1], [1, 2, 2], [1, 1, 1], actors)).tolist()
    [0.5, 0.5, 0.5]
    """
    held = any_triangle_pass(net)
    # isolates: NaN / NaN, without a division warning
    alters = np.where(held.n_alters > 0, held.n_alters, np.nan)
    return pd.Series(held.effective_size / alters, index=net.index, name="efficiency")


def hierarchy(net: Network) -> pd.Series:
    """How far an actor's constraint comes from a single alter: Burt's hierarchy (Coleman-Theil).

    h_i = sum_j r_j ln r_j / (n ln n), with r_j = c_ij / (c_i / n) over the n alters.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: 0 (all alters alike) to 1 (one alter); 1 with a single alter
        by Burt's convention. NaN when the actor has no tie.

    References
    ----------
    Burt, R. S. (1992). Structural Holes, ch. 2.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> hierarchy(Network.from_pairs([0, 0, 1], [1, 2, 2], [1, 1, 1], actors)).tolist()
    [0.0, 0.0, 0.0]
    """
    return pd.Series(any_triangle_pass(net).hierarchy, index=net.index, name="hierarchy")
