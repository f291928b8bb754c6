"""Burt's structural holes: constraint, effective size, efficiency, hierarchy."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.kernels import adjacency
from cinet.metrics.ego_networks import Alters, Scope, check_choice, ego_pass, holes_pass
from cinet.network import Network

__all__ = [
    "constraint",
    "dyadic_constraint",
    "effective_size",
    "efficiency",
    "hierarchy",
    "n_alters",
    "structural_holes",
]

FloatArray = npt.NDArray[np.float64]


def constraint(
    net: Network,
    *,
    scope: Scope = "whole",
    alters: Alters = "both",
    normalize: Literal["degree"] | None = None,
) -> pd.Series:
    """How far an actor's ties lead back to the same few partners: Burt's aggregate constraint.

    c_i = sum_j (p_ij + sum_q p_iq p_qj)^2 over the alters j of i, with p_ij = z_ij / s_i and z_ij = w_ij
    (w_ij + w_ji in a directed network), s_i = sum_j z_ij.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.
    scope : {"whole", "ego"}
        Where the strengths s_q of the alters are summed: over the whole network, or inside the network of
        actor and alters alone, as in a survey of personal networks.
    alters : {"both", "in", "out"}
        In a directed network, who is an alter: those tied in either direction, those who name the actor, or
        those it names. It selects the alters and p_ij adds up to 1 over them; z_ij stays w_ij + w_ji.
    normalize : None or "degree"
        ``"degree"`` gives (c_i - 1 / n) / (max_n - 1 / n), n the number of alters and max_n the larger of
        (2 n - 1)^2 / n^3 (alters all tied) and (n + 1)^2 / 4 n^2 + (n - 1) (n + 1)^2 / n^4 (one alter tied to
        all others): the bounds of equal strengths in the network of actor and alters.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: 0 to 2, to 9/8 when all strengths are equal; 1 with a single
        alter. NaN when the actor has no tie. Normalized: 0 to 1 when all strengths are equal, in either scope;
        unequal strengths can pass 1; NaN with a single alter, where both bounds are 1.

    Raises
    ------
    UnknownName
        A scope, a choice of alters or a normalization is not known.

    Notes
    -----
    A triangle gives 9/8, which is right: constraint is not bounded by 1. Two alters who are tied to each other
    far more strongly than to the actor bring it near 2. It falls with the number of alters, so report
    ``n_alters`` beside it (``structural_holes`` does) or normalize. Whole: one pass over the triangles, O(m a)
    with a the arboricity; otherwise O(sum of squared degrees). NetworkX with ``nodes=`` gives NaN to an actor
    that is only named (1 -> 2, 1 -> 3, 2 -> 3: actor 3).

    References
    ----------
    Burt, R. S. (1992). Structural Holes, ch. 2. Everett, M. G., & Borgatti, S. P. (2020). Social Networks 62.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> net = Network.from_pairs([0, 0, 1], [1, 2, 2], [1, 1, 1], actors)
    >>> constraint(net).tolist()
    [1.125, 1.125, 1.125]
    >>> constraint(net, normalize="degree").tolist()
    [1.0, 1.0, 1.0]
    """
    check_choice("normalize", normalize, (None, "degree"))
    held = holes_pass(net, scope, alters)
    values = held.constraint if normalize is None else _between_bounds(held.constraint, held.n_alters)
    return pd.Series(values, index=net.index, name="constraint")


def _between_bounds(values: FloatArray, n_alters: npt.NDArray[np.float64]) -> FloatArray:
    """Place constraint between the least and the most that its number of alters allows to equal strengths."""
    n = np.where(n_alters > 1, n_alters, np.nan).astype(np.float64)
    clique = (2 * n - 1) ** 2 / n**3
    shadow = (n + 1) ** 2 / (4 * n**2) + (n - 1) * (n + 1) ** 2 / n**4
    found: FloatArray = (values - 1 / n) / (np.maximum(clique, shadow) - 1 / n)
    return found


def dyadic_constraint(net: Network, *, scope: Scope = "whole", alters: Alters = "both") -> pd.Series:
    """How far one alter constrains an actor: the part of the actor's constraint that is due to it.

    c_ij = (p_ij + sum_q p_iq p_qj)^2, q other than i and j. The sum over the alters j is ``constraint`` of i.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.
    scope, alters
        As for ``constraint``.

    Returns
    -------
    Series
        One value per actor and alter, indexed by (source, target): the constraint that target puts on source.
        Every tie stands in both directions; the two differ. Unit: none. Range: 0 to 1. NaN never.

    Raises
    ------
    UnknownName
        A scope or a choice of alters is not known.

    Notes
    -----
    O(sum of squared degrees).

    References
    ----------
    Burt, R. S. (1992). Structural Holes, ch. 2.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> dyadic_constraint(Network.from_pairs([0, 0], [1, 2], [1, 3], actors))
    source  target
    a       b         0.0625
            c         0.5625
    b       a         1.0000
    c       a         1.0000
    Name: dyadic_constraint, dtype: float64
    """
    held = ego_pass(net, scope, alters)
    ends = [net.index.take(held.sources), net.index.take(held.targets)]
    return pd.Series(
        held.dyadic,
        index=pd.MultiIndex.from_arrays(ends, names=["source", "target"]),
        name="dyadic_constraint",
    )


def n_alters(net: Network, *, alters: Alters = "both") -> pd.Series:
    """Number of alters of an actor, which constraint and effective size must be read beside.

    n_i = #{j : z_ij > 0}; a pair of arcs in both directions is one alter, where degree counts two.

    Parameters
    ----------
    net : Network
        Weights are ignored.
    alters : {"both", "in", "out"}
        As for ``constraint``.

    Returns
    -------
    Series
        One value per actor. Unit: actors. Range: 0 upwards. NaN never.

    Raises
    ------
    UnknownName
        A choice of alters is not known.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("ab"))
    >>> n_alters(Network.from_pairs([0, 1], [1, 0], [1, 1], actors, directed=True)).tolist()
    [1.0, 1.0]
    """
    check_choice("alters", alters, ("both", "in", "out"))
    if net.directed and alters == "in":
        counted = np.bincount(net.indices, minlength=net.n_actors)
    elif net.directed and alters == "both":
        counted = np.diff(adjacency.symmetrised(net.indptr, net.indices, net.weights)[0])
    else:
        counted = np.diff(net.indptr)
    return pd.Series(counted.astype(np.float64), index=net.index, name="n_alters")


def effective_size(net: Network, *, scope: Scope = "whole", alters: Alters = "both") -> pd.Series:
    """How many of an actor's alters are not redundant: Burt's effective size.

    e_i = sum_j (1 - sum_q p_iq m_jq) over the alters j of i, q other than i and j, with p_iq = z_iq / s_i and
    m_jq = z_jq / max_k z_jk. For 0/1 ties this is n - 2 t / n, t ties among n alters.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.
    scope : {"whole", "ego"}
        Where the strongest tie of an alter, max_k z_jk, is sought: in the whole network, or inside the network
        of actor and alters alone. For 0/1 ties the two agree.
    alters : {"both", "in", "out"}
        As for ``constraint``.

    Returns
    -------
    Series
        One value per actor. Unit: actors. Range: 1 to the number of alters. NaN when the actor has no tie.

    Raises
    ------
    UnknownName
        A scope or a choice of alters is not known.

    Notes
    -----
    NetworkX (3.4 to 3.7 with SciPy 1.14 or newer) divides by the maximum of the wrong row on weighted or
    directed graphs (weighted karate club, actor 1: 6.752 instead of 6.467). Cost as for ``constraint``.

    References
    ----------
    Burt, R. S. (1992). Structural Holes, ch. 2. Borgatti, S. P. (1997). Connections 20(1).

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> effective_size(Network.from_pairs([0, 0], [1, 2], [1, 1], actors)).tolist()
    [2.0, 1.0, 1.0]
    """
    held = holes_pass(net, scope, alters)
    return pd.Series(held.effective_size, index=net.index, name="effective_size")


def efficiency(net: Network, *, scope: Scope = "whole", alters: Alters = "both") -> pd.Series:
    """Share of an actor's alters that are not redundant: effective size / number of alters.

    f_i = e_i / n_i, n_i the number of alters (not the strength, not in-degree plus out-degree).

    Parameters
    ----------
    net : Network
        Weights are read as strengths.
    scope, alters
        As for ``effective_size``.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: 0 to 1. NaN when the actor has no tie.

    Raises
    ------
    UnknownName
        A scope or a choice of alters is not known.

    Notes
    -----
    Effective size over ``G.degree``, which NetworkX suggests, halves a star of mutual arcs to 0.5; it is 1.

    References
    ----------
    Burt, R. S. (1992). Structural Holes, ch. 2.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> efficiency(Network.from_pairs([0, 0, 1], [1, 2, 2], [1, 1, 1], actors)).tolist()
    [0.5, 0.5, 0.5]
    """
    held = holes_pass(net, scope, alters)
    # isolates: NaN / NaN, without a division warning
    divisor = np.where(held.n_alters > 0, held.n_alters, np.nan)
    return pd.Series(held.effective_size / divisor, index=net.index, name="efficiency")


def hierarchy(net: Network, *, scope: Scope = "whole", alters: Alters = "both") -> pd.Series:
    """How far an actor's constraint comes from a single alter: Burt's hierarchy (Coleman-Theil).

    h_i = sum_j r_j ln r_j / (n ln n), with r_j = c_ij / (c_i / n) over the n alters.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.
    scope, alters
        As for ``constraint``.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: 0 (all alters alike) to 1 (one alter); 1 with a single alter
        by Burt's convention. NaN when the actor has no tie.

    Raises
    ------
    UnknownName
        A scope or a choice of alters is not known.

    References
    ----------
    Burt, R. S. (1992). Structural Holes, ch. 2.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> hierarchy(Network.from_pairs([0, 0, 1], [1, 2, 2], [1, 1, 1], actors)).tolist()
    [0.0, 0.0, 0.0]
    """
    return pd.Series(holes_pass(net, scope, alters).hierarchy, index=net.index, name="hierarchy")


def structural_holes(net: Network, *, scope: Scope = "whole", alters: Alters = "both") -> pd.DataFrame:
    """All of Burt's measures of an actor, the number of alters beside them.

    n_alters, constraint, effective_size, efficiency and hierarchy, each as the function of that name gives it.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.
    scope, alters
        As for ``constraint``.

    Returns
    -------
    DataFrame
        One row per actor, one column per measure. Units, ranges and the rule for NaN are those of the columns.

    Raises
    ------
    UnknownName
        A scope or a choice of alters is not known.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> structural_holes(Network.from_pairs([0, 0], [1, 2], [1, 1], actors)).loc["a"].tolist()
    [2.0, 0.5, 2.0, 1.0, 0.0]
    """
    return pd.concat(
        [
            n_alters(net, alters=alters),
            constraint(net, scope=scope, alters=alters),
            effective_size(net, scope=scope, alters=alters),
            efficiency(net, scope=scope, alters=alters),
            hierarchy(net, scope=scope, alters=alters),
        ],
        axis=1,
    )
