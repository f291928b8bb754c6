"""Structural holes in two modes: redundancy of partners within an actor's own collaborations."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.incidence import Incidence
from cinet.kernels import adjacency, project
from cinet.kernels import two_mode_holes as kernel
from cinet.metrics.ego_networks import each_actor
from cinet.metrics.nestedness import two_mode_only

__all__ = ["two_mode_constraint", "two_mode_effective_size", "two_mode_redundancy"]

FloatArray = npt.NDArray[np.float64]


class _Pass(NamedTuple):
    """Per actor: effective size and constraint; per actor and partner: redundancy."""

    effective_size: FloatArray
    constraint: FloatArray
    sources: npt.NDArray[np.int64]
    partners: npt.NDArray[np.int32]
    redundancy: FloatArray


def two_mode_effective_size(incidence: Incidence, *, weighted: bool = False) -> pd.Series:
    """How many of an actor's partners are not redundant, seen from the collaborations it takes part in.

    e_i = n_i - sum_j r_ij over the n_i partners j of i, r_ij as ``two_mode_redundancy`` gives it.

    Parameters
    ----------
    incidence : Incidence
        Collaborations and who takes part; only those of the actor itself count.
    weighted : bool
        Read the weights of the participations; without any, all count 1.

    Returns
    -------
    Series
        One value per actor. Unit: actors. Range: 0 to the number of partners; weights below 1 can make it
        negative. NaN when the actor has no partner.

    Raises
    ------
    SchemaError
        A network is given.
    UndefinedMeasure
        Collaborations are ties of two that were read from a one-mode network.

    Notes
    -----
    A projection turns every collaboration into a clique, so that partners look redundant because they met once;
    here a partner is redundant as far as it meets the others in collaborations of the actor. At most the sum of
    the cubed sizes of the collaborations; partners met once cost nothing. The redundancy that R netrics names
    after this work is not confined to the actor's own collaborations (Davis, Evelyn: 2.5 instead of 3.47).

    References
    ----------
    Burchard, J., & Cornwell, B. (2018). Social Networks 55:11-20.

    Examples
    --------
    >>> joint, actors = pd.DataFrame(index=["p", "q"]), pd.DataFrame(index=list("abcd"))
    >>> both = Incidence.from_codes([0, 0, 0, 1, 1], [0, 1, 2, 0, 3], collaborations=joint, actors=actors)
    >>> two_mode_effective_size(both).round(3).tolist()
    [2.333, 1.0, 1.0, 1.0]
    """
    held = _pass(incidence, weighted, "two_mode_effective_size")
    return pd.Series(held.effective_size, index=incidence.actors.index, name="two_mode_effective_size")


def two_mode_constraint(incidence: Incidence, *, weighted: bool = False) -> pd.Series:
    """How far an actor's collaborations bring it back to the same partners.

    c_i = sum_j (k_ij / k_i)^2 w_ij over the partners j, with k_ij the collaborations that i and j share, k_i those
    of i with at least two actors, and w_ij the mean weight of both in what they share (1 unless weighted).

    Parameters
    ----------
    incidence : Incidence
        Collaborations and who takes part; only those of the actor itself count.
    weighted : bool
        Read the weights of the participations; without any, all count 1.

    Returns
    -------
    Series
        One value per actor. Unit: none. Range: 0 to the number of partners, multiplied by the weights. NaN when
        the actor has no partner.

    Raises
    ------
    SchemaError
        A network is given.
    UndefinedMeasure
        Collaborations are ties of two that were read from a one-mode network.

    Notes
    -----
    It grows with the size of the collaborations, so read it beside the number of partners.

    References
    ----------
    Burchard, J., & Cornwell, B. (2018). Social Networks 55:11-20.

    Examples
    --------
    >>> joint, actors = pd.DataFrame(index=["p", "q"]), pd.DataFrame(index=list("abcd"))
    >>> both = Incidence.from_codes([0, 0, 0, 1, 1], [0, 1, 2, 0, 3], collaborations=joint, actors=actors)
    >>> two_mode_constraint(both).tolist()
    [0.75, 2.0, 2.0, 1.0]
    """
    held = _pass(incidence, weighted, "two_mode_constraint")
    return pd.Series(held.constraint, index=incidence.actors.index, name="two_mode_constraint")


def two_mode_redundancy(incidence: Incidence, *, weighted: bool = False) -> pd.Series:
    """Share of an actor's partners whom one partner meets too, in collaborations of that actor.

    r_ij = #(s_i and s_j) / (#s_i w_ij), with s_i the partners of i, s_j those whom j meets in collaborations that
    i and j share, and w_ij the mean weight of both in what they share (1 unless weighted).

    Parameters
    ----------
    incidence : Incidence
        Collaborations and who takes part; only those of the actor itself count.
    weighted : bool
        Read the weights of the participations; without any, all count 1.

    Returns
    -------
    Series
        One value per actor and partner, indexed by (source, target): the redundancy of target for source, in
        both directions. Unit: none. Range: 0 to 1 unless weighted, else 0 upwards. NaN never.

    Raises
    ------
    SchemaError
        A network is given.
    UndefinedMeasure
        Collaborations are ties of two that were read from a one-mode network.

    References
    ----------
    Burchard, J., & Cornwell, B. (2018). Social Networks 55:11-20.

    Examples
    --------
    >>> joint, actors = pd.DataFrame(index=["p", "q"]), pd.DataFrame(index=list("abcd"))
    >>> both = Incidence.from_codes([0, 0, 0, 1, 1], [0, 1, 2, 0, 3], collaborations=joint, actors=actors)
    >>> two_mode_redundancy(both).loc["a"].round(3).to_dict()
    {'b': 0.333, 'c': 0.333, 'd': 0.0}
    """
    held = _pass(incidence, weighted, "two_mode_redundancy")
    ids = incidence.actors.index
    ends = [ids.take(held.sources), ids.take(held.partners)]
    return pd.Series(
        held.redundancy,
        index=pd.MultiIndex.from_arrays(ends, names=["source", "target"]),
        name="two_mode_redundancy",
    )


def _pass(incidence: Incidence, weighted: bool, measure: str) -> _Pass:
    two_mode_only(incidence, measure)
    n = incidence.n_actors
    parts = np.ones(len(incidence.indices))
    pair_ptr, partners, counts = project.project(
        incidence.indptr, incidence.indices, np.ones(incidence.n_collaborations), n
    )
    if weighted and incidence.weights is not None:
        parts = incidence.weights
    own_ptr, own_events, own_parts = adjacency.transpose(incidence.indptr, incidence.indices, parts, n)
    shared = counts.astype(np.int64)
    actors = np.empty((n, 2))
    redundancy = np.empty(len(shared))
    events = (incidence.indptr, incidence.indices, parts)
    own = (own_ptr, own_events, own_parts)

    def fill(first: int, step: int) -> None:
        kernel.two_mode_holes(*events, *own, pair_ptr, partners, shared, first, step, actors, redundancy)

    each_actor(fill, len(shared))
    sources = np.repeat(np.arange(n, dtype=np.int64), np.diff(pair_ptr))
    return _Pass(actors[:, 0], actors[:, 1], sources, partners, redundancy)
