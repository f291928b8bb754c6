"""Modules of actors and collaborations together: Barber's modularity of a two-mode table."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError
from cinet.incidence import Incidence
from cinet.kernels import modules
from cinet.metrics.nestedness import transposed, two_mode_only
from cinet.metrics.partitions import aligned, by_size

__all__ = ["bipartite_communities", "bipartite_modularity"]

IntArray = npt.NDArray[np.int64]


def bipartite_modularity(incidence: Incidence, partition: pd.Series) -> float:
    """How much more actors take part in collaborations of their own module than chance leads to: Barber's Q.

    Q = 1/m sum_ij (B_ij - k_i d_j / m) [g_i = g_j], B the table, m the participations, k_i the collaborations of
    actor i and d_j the size of collaboration j.

    Parameters
    ----------
    incidence : Incidence
        Collaborations x actors.
    partition : Series
        A module per actor and per collaboration, indexed by (mode, id) with mode "actor" or "collaboration", as
        ``bipartite_communities`` returns it.

    Returns
    -------
    float
        Unit: none. Range: -1 to 1. NaN when nobody takes part in anything.

    Raises
    ------
    SchemaError
        A network is given, or the partition misses an actor or a collaboration.

    References
    ----------
    Barber, M. J. (2007). Phys. Rev. E 76:066102.

    Examples
    --------
    >>> actors, joint = pd.DataFrame(index=list("abcd")), pd.DataFrame(index=list("pq"))
    >>> inc = Incidence.from_codes([0, 0, 1, 1], [0, 1, 2, 3], collaborations=joint, actors=actors)
    >>> bipartite_modularity(inc, bipartite_communities(inc))
    0.5
    """
    two_mode_only(incidence, "bipartite_modularity")
    member = aligned(partition, _modes(incidence))
    k = incidence.n_collaborations
    return modules.modularity(
        incidence.indptr, incidence.indices, member[incidence.n_actors :], member[: -k or None]
    )


def bipartite_communities(incidence: Incidence, *, seed: int = 0, restarts: int = 100) -> pd.Series:
    """Modules of actors and their collaborations together, 0 for the largest: the best of many climbs of Q.

    From random modules, each mode is assigned in turn to the modules of the other it fits best (BRIM), a node
    being free to found a module of its own, until no node moves; the partition of highest Barber modularity stays.

    Parameters
    ----------
    incidence : Incidence
        Collaborations x actors.
    seed : int
        Restart k uses the k-th child of this seed.
    restarts : int
        Climbs, from 2, 3, ... and again 2 random modules.

    Returns
    -------
    Series of int
        Indexed by (mode, id), mode "actor" or "collaboration". Modules numbered by falling size, ties by their
        first member; who takes part in nothing is a module of its own. Unit: none. NaN never.

    Raises
    ------
    SchemaError
        A network is given, or restarts is not positive.

    Notes
    -----
    A heuristic: more restarts may find more. On the table of Davis, Gardner and Gardner it reaches .345537.
    O(restarts x sweeps x participations).

    References
    ----------
    Barber, M. J. (2007). Phys. Rev. E 76:066102.

    Examples
    --------
    >>> actors, joint = pd.DataFrame(index=list("abcd")), pd.DataFrame(index=list("pq"))
    >>> inc = Incidence.from_codes([0, 0, 1, 1], [0, 1, 2, 3], collaborations=joint, actors=actors)
    >>> bipartite_communities(inc).loc["actor"].tolist()
    [0, 0, 1, 1]
    """
    two_mode_only(incidence, "bipartite_communities")
    if restarts < 1:
        raise SchemaError(f"restarts must be at least 1, not {restarts}.")
    n, k = incidence.n_actors, incidence.n_collaborations
    rows, columns = (incidence.indptr, incidence.indices), transposed(incidence)
    best, found = -np.inf, np.arange(n + k)
    # modules beyond the square root of the smaller mode rarely survive a climb
    most = max(3, int(np.sqrt(min(n, k))) + 2)
    for restart in range(restarts if len(incidence.indices) else 0):
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(restart,)))
        started = 2 + restart % (most - 1)
        of_actors, of_joint = rng.integers(started, size=n), rng.integers(started, size=k)
        modules.climb(*rows, *columns, of_joint, of_actors, started)
        quality = modules.modularity(*rows, of_joint, of_actors)
        if quality > best + 1e-12:
            best, found = quality, _without_idle(incidence, of_actors, of_joint)
    return pd.Series(by_size(found), index=_modes(incidence), name="module")


def _without_idle(incidence: Incidence, of_actors: IntArray, of_joint: IntArray) -> IntArray:
    """Give those who take part in nothing modules of their own."""
    member = np.concatenate([of_actors, of_joint])
    active = np.bincount(incidence.indices, minlength=incidence.n_actors)
    idle = np.concatenate([active, incidence.sizes]) == 0
    member[idle] = member.max() + 1 + np.arange(idle.sum())
    return member


def _modes(incidence: Incidence) -> pd.MultiIndex:
    actors, joint = incidence.actors.index, incidence.collaborations.index
    mode = ["actor"] * len(actors) + ["collaboration"] * len(joint)
    return pd.MultiIndex.from_arrays([mode, [*actors, *joint]], names=["mode", "id"])
