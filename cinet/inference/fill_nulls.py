"""Nulls that do not keep the margins of a two-mode table, for what its fill alone makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from cinet.errors import SchemaError
from cinet.granularity import refuse_dyadic
from cinet.incidence import Incidence

__all__ = ["Equiprobable", "Proportional", "equiprobable", "proportional"]

IntArray = npt.NDArray[np.int64]

#: Cells that are drawn at a time.
_CELLS: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Equiprobable:
    """Participations dealt out over all cells alike; made by :func:`equiprobable`."""

    strata: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """``"equiprobable"``."""
        return "equiprobable"

    def draw(self, incidence: Incidence, seed: np.random.SeedSequence) -> Incidence:
        """Return an incidence with as many participations, anywhere."""
        refuse_dyadic(incidence._collaborations, f"a draw of participations ({self.name})")
        cells = incidence.n_collaborations * incidence.n_actors
        chosen = np.random.default_rng(seed).choice(
            cells, size=len(incidence.indices), replace=False, shuffle=False
        )
        return _filled(incidence, chosen)


def equiprobable() -> Equiprobable:
    """Return the null that keeps only how many participations there are: every cell is as likely as any other.

    Returns
    -------
    Equiprobable

    Notes
    -----
    Any table of unequal margins looks nested against it, so it says whether actors differ in activity and
    collaborations in size, not whether who meets whom is nested: ``ci.nulls.curveball`` asks that.

    References
    ----------
    Gotelli, N. J. (2000). Ecology 81:2606-2621.

    Examples
    --------
    >>> equiprobable().name
    'equiprobable'
    """
    return Equiprobable()


@dataclass(frozen=True, slots=True)
class Proportional:
    """Participations drawn cell by cell from the margins; made by :func:`proportional`."""

    strata: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """``"proportional"``."""
        return "proportional"

    def draw(self, incidence: Incidence, seed: np.random.SeedSequence) -> Incidence:
        """Return an incidence whose margins are those of the data on average between them and even ones."""
        refuse_dyadic(incidence._collaborations, f"a draw of participations ({self.name})")
        n_rows, n_columns = incidence.n_collaborations, incidence.n_actors
        of_row = incidence.sizes / max(n_columns, 1)
        of_column = np.bincount(incidence.indices, minlength=n_columns) / max(n_rows, 1)
        rng = np.random.default_rng(seed)
        step = max(_CELLS // max(n_columns, 1), 1)
        parts = [np.zeros(0, np.int64)]
        for start in range(0, n_rows, step):
            chance = (of_row[start : start + step, None] + of_column[None, :]) / 2.0
            filled = np.flatnonzero(rng.random(chance.shape) < chance)
            parts.append(filled.astype(np.int64) + start * n_columns)
        return _filled(incidence, np.concatenate(parts))


def proportional() -> Proportional:
    """Return the null that fills each cell by the mean of the shares of its row and of its column.

    P_ea = (k_e / actors + k_a / collaborations) / 2, k_e the size of collaboration e, k_a the collaborations of a.

    Returns
    -------
    Proportional

    Notes
    -----
    The expected margins lie halfway between those of the data and even ones, so unequal tables still look more
    nested than the null: the fixed margins of ``ci.nulls.curveball`` are the stricter test. Each draw costs
    O(collaborations x actors).

    References
    ----------
    Bascompte, J., Jordano, P., Melián, C. J., & Olesen, J. M. (2003). PNAS 100:9383-9387.

    Examples
    --------
    >>> proportional().name
    'proportional'
    """
    return Proportional()


def _filled(incidence: Incidence, cells: IntArray) -> Incidence:
    """Return the same actors and collaborations with the participations in these cells."""
    if incidence.weights is not None:
        raise SchemaError(
            "a null draws participations anew, and the weights of the old ones would belong to none of them: "
            "draw from an incidence without weights."
        )
    rows, columns = np.divmod(cells, max(incidence.n_actors, 1))
    return Incidence.from_codes(
        rows,
        columns,
        collaborations=incidence.collaborations,
        actors=incidence.actors,
        strata=incidence.strata,
    )
