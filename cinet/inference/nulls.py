"""Null models: what the data would look like if only its margins held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from cinet.errors import SchemaError
from cinet.incidence import Incidence
from cinet.kernels import rewire

__all__ = ["Curveball", "NullModel", "curveball"]

IntArray = npt.NDArray[np.int64]


class NullModel(Protocol):
    """What a comparison needs of a null model."""

    @property
    def name(self) -> str:
        """Short name that enters tables, figures and the manifest."""
        ...

    @property
    def strata(self) -> tuple[str, ...]:
        """Columns of the collaborations within whose values the null shuffles."""
        ...

    def draw(self, incidence: Incidence, seed: np.random.SeedSequence) -> Incidence:
        """Return one draw."""
        ...


@dataclass(frozen=True, slots=True)
class Curveball:
    """Shuffle of the participations that keeps both margins; made by :func:`curveball`."""

    strata: tuple[str, ...] = ()
    rounds: int = 100

    @property
    def name(self) -> str:
        """``"two-mode"``, with the strata when there are any."""
        return f"two-mode within {' x '.join(self.strata)}" if self.strata else "two-mode"

    def draw(self, incidence: Incidence, seed: np.random.SeedSequence) -> Incidence:
        """Return one shuffled incidence."""
        members, bounds = _strata_members(incidence)
        state = seed.generate_state(4, np.uint64).astype(np.uint64)
        indices = rewire.curveball(
            incidence.indptr, incidence.indices, members, bounds, self.rounds, incidence.n_actors, state
        )
        return incidence.shuffled(indices)


def curveball(strata: str | Sequence[str] | None = None, *, rounds: int = 100) -> Curveball:
    """Return the two-mode fixed-fixed null: who meets whom is random, how much each takes part is not.

    Every collaboration keeps its number of actors and every actor its number of collaborations; with
    ``strata``, its number within each stratum. This is the null that fits co-participation data: a projection
    of any collaborations is full of cliques, so a null on the projected ties would call that clustering.

    Parameters
    ----------
    strata : str or sequence of str, optional
        Columns of the collaborations (``["programme", "year"]``): actors change places only between
        collaborations that agree in all of them. Missing values make a stratum of their own.
    rounds : int
        In each round every collaboration trades once with a random partner of its stratum.

    Returns
    -------
    Curveball

    Notes
    -----
    Too few rounds leave the shuffle close to the data: on Horizon 2020 the observed / null ratio of ties among
    governments reads 2.40 after 3 rounds, 5.06 after 10, 5.28 after 40 and 5.20 after 120 (standard error .02).
    Cost per draw: O(rounds x participations).

    References
    ----------
    Strona, G., et al. (2014). Nature Communications 5:4114.
    Carstens, C. J., Berger, A., & Strona, G. (2018). MethodsX 5:1154-1162 (trades over random pairings).

    Examples
    --------
    >>> curveball(strata=["programme", "year"]).name
    'two-mode within programme x year'
    """
    columns = () if strata is None else (strata,) if isinstance(strata, str) else tuple(strata)
    if rounds < 1:
        raise SchemaError(f"rounds must be at least 1, not {rounds}: without a trade nothing is shuffled.")
    return Curveball(columns, int(rounds))


def _strata_members(incidence: Incidence) -> tuple[IntArray, IntArray]:
    """Rows sorted by stratum, and where each stratum begins and ends."""
    n = incidence.n_collaborations
    if incidence.strata is None:
        return np.arange(n, dtype=np.int64), np.array([0, n], dtype=np.int64)
    order = np.argsort(incidence.strata, kind="stable").astype(np.int64)
    sorted_codes = incidence.strata[order]
    starts = np.flatnonzero(np.diff(sorted_codes, prepend=sorted_codes[:1] - 1))
    return order, np.append(starts, n).astype(np.int64)
