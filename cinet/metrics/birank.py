"""Ranking both modes of a two-mode network by each other: BiRank."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from cinet.errors import SchemaError, UnknownName
from cinet.incidence import Incidence
from cinet.metrics.nestedness import two_mode_only

__all__ = ["birank"]

FloatArray = npt.NDArray[np.float64]


def birank(
    incidence: Incidence,
    *,
    alpha: float = 0.8,
    beta: float = 0.8,
    actor_prior: npt.ArrayLike | None = None,
    collaboration_prior: npt.ArrayLike | None = None,
    weighted: bool = False,
    of: Literal["actors", "collaborations"] = "actors",
) -> pd.Series:
    """Rank of actors by the rank of their collaborations and of those by the rank of their actors: BiRank.

    u = alpha S' p + (1 - alpha) u0 for actors and p = beta S u + (1 - beta) p0 for collaborations, with
    S_ci = w_ci / sqrt(d_c d_i), d the sums of w over a row or column, and u0, p0 the priors.

    Parameters
    ----------
    incidence : Incidence
        The two-mode network.
    alpha, beta : float
        How much actors and collaborations take from the other mode, from 0 to below 1; the rest is their prior.
    actor_prior, collaboration_prior : array_like, optional
        What is known of each row beforehand (its size, its citations), 0 or more, in the order of the incidence;
        brought to sum 1. Equal shares if not given.
    weighted : bool
        True reads weights of participations as strengths, where the incidence holds any.
    of : {"actors", "collaborations"}
        Whose ranks.

    Returns
    -------
    Series
        One value per actor or collaboration. Unit: none. Range: 0 upwards. NaN never.

    Raises
    ------
    SchemaError
        ``alpha`` or ``beta`` is not from 0 to below 1, or a prior is not one number of 0 or more per row, some
        above 0; or a network is given.
    UnknownName
        ``of`` is neither of the two.
    UndefinedMeasure
        Collaborations are ties of two that were read from a one-mode network.

    Notes
    -----
    Iterated to the last digit, O(participations) a round. Unlike PageRank the ranks do not add up to 1. NetworkX's
    birank stops at its tolerance (1e-6 a row).

    References
    ----------
    He, X., Gao, M., Kan, M.-Y., & Wang, D. (2017). IEEE Trans. Knowl. Data Eng. 29:57-71.

    Examples
    --------
    >>> actors, joint = pd.DataFrame(index=list("abc")), pd.DataFrame(index=["p", "q"])
    >>> inc = Incidence.from_codes([0, 0, 1, 1], [0, 1, 1, 2], collaborations=joint, actors=actors)
    >>> birank(inc).round(4).tolist()
    [0.325, 0.432, 0.325]
    """
    if not (0 <= alpha < 1 and 0 <= beta < 1):
        raise SchemaError(f"alpha and beta must be numbers from 0 to below 1, not {alpha} and {beta}.")
    if of not in ("actors", "collaborations"):
        raise UnknownName(f"of={of!r} is not known; use 'actors' or 'collaborations'.")
    two_mode_only(incidence, "birank")
    n, m = incidence.n_actors, incidence.n_collaborations
    u0 = (1 - alpha) * _prior(actor_prior, n, "actor_prior")
    p0 = (1 - beta) * _prior(collaboration_prior, m, "collaboration_prior")
    weights = np.ones(len(incidence.indices))
    if weighted and incidence.weights is not None:
        weights = incidence.weights
    rows = np.repeat(np.arange(m), incidence.sizes)
    by_row = np.bincount(rows, weights=weights, minlength=m)
    by_actor = np.bincount(incidence.indices, weights=weights, minlength=n)
    smoothed = weights / np.sqrt(by_row[rows] * by_actor[incidence.indices])
    matrix = sparse.csr_array((smoothed, incidence.indices, incidence.indptr), shape=(m, n))
    back = matrix.T.tocsr()
    actors, events = u0, p0
    more_actors, more_events = u0, p0
    while max(more_actors.max(initial=0.0), more_events.max(initial=0.0)) > 0:
        more_actors, more_events = alpha * (back @ more_events), beta * (matrix @ more_actors)
        if np.array_equal(actors + more_actors, actors) and np.array_equal(events + more_events, events):
            break
        actors, events = actors + more_actors, events + more_events
    values, index = (
        (actors, incidence.actors.index) if of == "actors" else (events, incidence.collaborations.index)
    )
    return pd.Series(values, index=index, name="birank", dtype=np.float64)


def _prior(given: npt.ArrayLike | None, size: int, name: str) -> FloatArray:
    prior = np.ones(size) if given is None else np.asarray(given, dtype=np.float64)
    if prior.shape != (size,) or not (np.isfinite(prior) & (prior >= 0)).all() or (size and not prior.any()):
        raise SchemaError(f"{name} must be {size} finite numbers of 0 or more, some above 0.")
    shares: FloatArray = prior / prior.sum() if size else prior
    return shares
