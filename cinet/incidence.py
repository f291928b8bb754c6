"""The two-mode incidence: which actors take part in which collaborations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few, nearest
from cinet.granularity import refuse_dyadic
from cinet.kernels import counts, project
from cinet.network import Network, frozen_array
from cinet.patterns import Patterns
from cinet.vocabulary import helix_parts

__all__ = ["WEIGHTINGS", "Incidence", "Weighting", "event_weights"]

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
Weighting = Literal["full", "newman", "pair", "batagelj"]

#: Weighting -> what one joint collaboration of k actors adds to each of its pairs.
WEIGHTINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "full": "1",
        "newman": "1 / (k - 1)",
        "pair": "2 / (k (k - 1))",
        "batagelj": "1 / k^2",
    }
)


def event_weights(sizes: IntArray, weighting: str) -> FloatArray:
    """Return what each collaboration adds to each of its pairs; one-actor collaborations have no pair.

    >>> event_weights(np.array([1, 2, 3]), "newman")
    array([0. , 1. , 0.5])
    """
    _known_weighting(weighting)
    k = np.maximum(sizes, 2).astype(np.float64)
    per_pair = {
        "full": np.ones_like(k),
        "newman": 1.0 / (k - 1.0),
        "pair": 2.0 / (k * (k - 1.0)),
        "batagelj": 1.0 / (k * k),
    }[weighting]
    return np.where(sizes > 1, per_pair, 0.0)


def _weighted_event_weights(sums: FloatArray, products: FloatArray, weighting: str) -> FloatArray:
    """What each collaboration adds to a pair per product of the two weights; 1 for each gives event_weights."""
    _known_weighting(weighting)
    joint = products > 0
    total, pairs = np.where(joint, sums, 1.0), np.where(joint, products, 1.0)
    per_product = {
        "full": np.ones_like(total),
        "newman": total / (2.0 * pairs),
        "pair": 1.0 / pairs,
        "batagelj": 1.0 / (total * total),
    }[weighting]
    return np.where(joint, per_product, 0.0)


def _known_weighting(weighting: str) -> None:
    if weighting not in WEIGHTINGS:
        raise UnknownName(
            f"weighting {weighting!r} is not known.{nearest(weighting, WEIGHTINGS)} Known: {', '.join(WEIGHTINGS)}."
        )


class Incidence:
    """A frozen two-mode incidence in compressed sparse rows: collaborations x actors.

    Row c holds the actors of collaboration c in ascending order, each once. Projections, patterns and
    null models all start here.

    Parameters
    ----------
    indptr, indices : array_like
        The rows: actors of collaboration c are ``indices[indptr[c]:indptr[c+1]]``.
    collaborations, actors : DataFrame
        Attributes, in row and column order.
    strata : array_like of int, optional
        One code per collaboration; a stratified null shuffles within equal codes only.
    weights : array_like of float, optional
        How much each participation counts (a share, an amount, hours), in the order of ``indices``; without,
        all count alike. Projections read them; patterns, shuffles and similarities read presence.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "university", "firm"]}, index=["a", "b", "c"])
    >>> joint = pd.DataFrame(index=["p", "q"])
    >>> inc = Incidence.from_codes([0, 0, 1, 1, 1], [0, 1, 0, 1, 2], collaborations=joint, actors=actors)
    >>> inc
    <Incidence 2 collaborations x 3 actors, 5 participations>
    >>> inc.network("newman").edges()
      source target  weight
    0      a      b     1.5
    1      a      c     0.5
    2      b      c     0.5
    """

    __slots__ = ("_actors", "_collaborations", "indices", "indptr", "strata", "weights")

    indptr: IntArray
    indices: CodeArray
    strata: CodeArray | None
    weights: FloatArray | None
    _collaborations: pd.DataFrame
    _actors: pd.DataFrame

    def __init__(
        self,
        indptr: npt.ArrayLike,
        indices: npt.ArrayLike,
        *,
        collaborations: pd.DataFrame,
        actors: pd.DataFrame,
        strata: npt.ArrayLike | None = None,
        weights: npt.ArrayLike | None = None,
    ) -> None:
        fill = object.__setattr__
        fill(self, "indptr", frozen_array(np.asarray(indptr, dtype=np.int64)))
        fill(self, "indices", frozen_array(np.asarray(indices, dtype=np.int32)))
        fill(self, "strata", None if strata is None else frozen_array(np.asarray(strata, dtype=np.int32)))
        fill(self, "weights", None if weights is None else frozen_array(_as_numbers(weights)))
        fill(self, "_collaborations", collaborations.rename_axis(index="collab_id"))
        fill(self, "_actors", actors.rename_axis(index="actor_id"))
        _check(self)

    @classmethod
    def from_codes(
        cls,
        rows: npt.ArrayLike,
        cols: npt.ArrayLike,
        *,
        collaborations: pd.DataFrame,
        actors: pd.DataFrame,
        strata: npt.ArrayLike | None = None,
        weights: npt.ArrayLike | None = None,
    ) -> Incidence:
        """Build an incidence from one coded pair per participation, in any order.

        Parameters
        ----------
        rows, cols : array_like of int
            Positions in ``collaborations`` and ``actors``.
        collaborations, actors, strata
            As for the class.
        weights : array_like of float, optional
            How much each participation counts, in the order given here.

        Returns
        -------
        Incidence
        """
        row, col = np.asarray(rows), np.asarray(cols)
        if not row.shape == col.shape == (row.size,):
            raise SchemaError(
                f"rows and cols must be two lists of one length, not {row.size} and {col.size}."
            )
        row, col = _as_positions(row), _as_positions(col)
        if len(row) and (row.min() < 0 or row.max() >= len(collaborations)):
            raise SchemaError(f"a participation names a collaboration outside 0..{len(collaborations) - 1}.")
        part = None if weights is None else _as_numbers(weights)
        if part is not None and part.shape != row.shape:
            raise SchemaError(
                f"there are {part.size} weights for {row.size} participations; give one for each."
            )
        indptr = np.zeros(len(collaborations) + 1, dtype=np.int64)
        np.cumsum(np.bincount(row, minlength=len(collaborations)), out=indptr[1:])
        indptr.flags.writeable = False
        # the tables of an ecosystem are sorted already
        if not ((row[1:] > row[:-1]) | ((row[1:] == row[:-1]) & (col[1:] >= col[:-1]))).all():
            order = np.lexsort((col, row))
            col = col[order]
            part = None if part is None else part[order]
        return cls(
            indptr,
            col,
            collaborations=collaborations,
            actors=actors,
            strata=strata,
            weights=part,
        )

    @property
    def collaborations(self) -> pd.DataFrame:
        """Attributes of the collaborations, indexed by ``collab_id`` (a copy)."""
        return self._collaborations.copy()

    @property
    def actors(self) -> pd.DataFrame:
        """Attributes of the actors, indexed by ``actor_id`` (a copy)."""
        return self._actors.copy()

    @property
    def n_collaborations(self) -> int:
        """Number of rows."""
        return len(self._collaborations)

    @property
    def n_actors(self) -> int:
        """Number of columns."""
        return len(self._actors)

    @property
    def sizes(self) -> IntArray:
        """Number of actors of each collaboration."""
        return np.diff(self.indptr)

    def shuffled(self, indices: CodeArray) -> Incidence:
        """Return the same margins and attributes with other participants (a draw of a null model).

        Parameters
        ----------
        indices : array of int32
            New actor positions, sorted within rows.

        Returns
        -------
        Incidence

        Raises
        ------
        SchemaError
            The participations have weights, which would not follow the actors.
        """
        if self.weights is not None:
            raise SchemaError(
                "a shuffle moves actors, and the weights of their participations would not follow them: "
                "shuffle an incidence without weights."
            )
        return Incidence(
            self.indptr, indices, collaborations=self._collaborations, actors=self._actors, strata=self.strata
        )

    def network(self, weighting: Weighting = "full", *, recipe: Mapping[str, Any] | None = None) -> Network:
        """Project onto the actors.

        Parameters
        ----------
        weighting : {"full", "newman", "pair", "batagelj"}
            What a collaboration of k actors adds to each of its pairs: 1; 1 / (k - 1), so that an actor's
            strength is its number of joint collaborations; 2 / (k (k - 1)), so that all weights add up to
            the number of joint collaborations; or 1 / k^2, so that they do when both directions of a pair and
            the actors' own 1 / k^2 are counted too.
        recipe : mapping, optional
            Written into the network beside the weighting.

        Returns
        -------
        Network
            Undirected, over all actors; those without a partner are isolates.

        Notes
        -----
        With weights b of the participations, S their sum and P the sum of b_i b_j over the pairs of the
        collaboration, a pair receives b_i b_j times 1; S / (2 P), so that the strengths add up to the weights
        of the participations; 1 / P; or 1 / S^2. Equal weights of 1 give the rules above.
        """
        made = {**(recipe or {}), "weighting": weighting}
        if self.weights is None:
            per_pair = event_weights(self.sizes, weighting)
        else:
            per_pair = _weighted_event_weights(*project.part_sums(self.indptr, self.weights), weighting)
            made["participations"] = "weighted"
        rows = project.project(self.indptr, self.indices, per_pair, self.n_actors, self.weights)
        return Network.from_rows(rows, self._actors, recipe=made)

    def patterns(
        self,
        parts: str | Sequence[str] | Mapping[str, Sequence[str]],
        *,
        by: str | Sequence[str] | None = None,
    ) -> Patterns:
        """Count which parts take part together in each collaboration.

        Parameters
        ----------
        parts : str, sequence or mapping
            A helix scheme of the vocabulary, actor types, or part -> actor types.
        by : str or sequence of str, optional
            Collaboration columns; one group per value, or per combination of values. Collaborations without a
            value are left out.

        Returns
        -------
        Patterns
            The collaborations without any of the parts are counted too (``none_known`` is true).
        """
        refuse_dyadic(self._collaborations, "who takes part together")
        resolved = helix_parts(parts)
        part_of = {kind: number for number, kinds in enumerate(resolved.values()) for kind in kinds}
        if "type" not in self._actors.columns:
            raise SchemaError("the actor table has no column 'type', which the parts of a helix are made of.")
        # a categorical column would map to a categorical one, which has no place for -1
        part = np.asarray(self._actors["type"].astype(object).map(part_of).fillna(-1), dtype=np.int32)
        group: CodeArray = np.zeros(self.n_collaborations, dtype=np.int32)
        groups: pd.Index = pd.RangeIndex(1, name="group")
        if by is not None:
            group, groups = _groups_of(self._collaborations, by)
        table = counts.pattern_counts(self.indptr, self.indices, part, group, len(groups), len(resolved))
        return Patterns(table, list(resolved), groups, none_known=True)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"an Incidence is frozen: {name!r} cannot be set; build a new one instead.")

    def __reduce__(self) -> tuple[Any, ...]:
        made = partial(
            Incidence,
            collaborations=self._collaborations,
            actors=self._actors,
            strata=self.strata,
            weights=self.weights,
        )
        return made, (self.indptr, self.indices)

    def __repr__(self) -> str:
        strata = "" if self.strata is None else f", {len(np.unique(self.strata)):,} strata"
        weighted = "" if self.weights is None else ", weighted"
        return (
            f"<Incidence {self.n_collaborations:,} collaborations x {self.n_actors:,} actors, "
            f"{len(self.indices):,} participations{strata}{weighted}>"
        )


def _groups_of(collaborations: pd.DataFrame, by: str | Sequence[str]) -> tuple[CodeArray, pd.Index]:
    """Return the group of every collaboration, -1 without a value, and the groups in order."""
    if isinstance(by, str):
        codes, values = pd.factorize(collaboration_column(collaborations, by), sort=True)
        return np.asarray(codes, dtype=np.int32), pd.Index(values, name=by)
    names = list(by)
    if not names or len(set(names)) != len(names):
        raise SchemaError(f"by= names one or more different columns, not {names!r}.")
    columns = pd.DataFrame({name: collaboration_column(collaborations, name) for name in names})
    held = columns.groupby(names, sort=True, observed=True)
    found = held.ngroup().fillna(-1)
    return np.asarray(found, dtype=np.int32), held.size().index


def collaboration_column(
    collaborations: pd.DataFrame, name: str, *, table: str = "collaborations"
) -> pd.Series:
    """Return a column of the collaborations (or of another table) or raise with the nearest name."""
    if name not in collaborations.columns:
        raise UnknownName(
            f"the {table} have no column {name!r}.{nearest(name, map(str, collaborations.columns))} "
            f"They have {first_few(collaborations.columns, 12)}."
        )
    return collaborations[name]


def _as_positions(given: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return given if given.dtype in (np.int32, np.int64) else given.astype(np.int64)


def _as_numbers(weights: npt.ArrayLike) -> FloatArray:
    try:
        return np.asarray(weights, dtype=np.float64)
    except (TypeError, ValueError):
        raise SchemaError("participation weights must be numbers, such as shares or amounts.") from None


def _check(inc: Incidence) -> None:
    n, m = inc.n_collaborations, len(inc.indices)
    if (
        inc.indptr.shape != (n + 1,)
        or inc.indptr[0] != 0
        or inc.indptr[-1] != m
        or (np.diff(inc.indptr) < 0).any()
    ):
        raise SchemaError(
            f"indptr must rise from 0 to the number of participations ({m}) in {n + 1} steps, "
            "one more than there are collaborations."
        )
    if inc.strata is not None and inc.strata.shape != (n,):
        raise SchemaError(f"strata must hold one code per collaboration ({n}), not {inc.strata.size}.")
    if inc.weights is not None:
        if inc.weights.shape != (m,):
            raise SchemaError(
                f"there are {inc.weights.size} weights for {m} participations; give one for each."
            )
        bad = ~(np.isfinite(inc.weights) & (inc.weights > 0))
        if bad.any():
            raise SchemaError(
                f"{int(bad.sum())} of {m} participation weights are not finite positive numbers, "
                f"first {inc.weights[bad][0]}: leave out the participation, or all weights."
            )
    if m and (inc.indices.min() < 0 or inc.indices.max() >= inc.n_actors):
        raise SchemaError(f"a participation names an actor outside 0..{inc.n_actors - 1}.")
    starts = np.zeros(m + 1, dtype=bool)
    starts[inc.indptr] = True
    unsorted = np.flatnonzero((inc.indices[1:] <= inc.indices[:-1]) & ~starts[1:m])
    if len(unsorted):
        where = inc._collaborations.index[np.searchsorted(inc.indptr, unsorted[0], side="right") - 1]
        raise SchemaError(
            f"the actors of collaboration {first_few([where])} are not in strictly ascending order: "
            "each actor may stand once, and rows are sorted."
        )
