"""The one-mode network: who is tied to whom, how strongly, and how that was made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar, Final, NoReturn

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, first_few
from cinet.kernels import adjacency

__all__ = ["Network"]

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]

#: The group of the actors without a value.
_MISSING: Final = "(missing)"


def frozen_array(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return a contiguous array that cannot be written to; a caller's array is copied, unless it is locked already."""
    if array.flags.c_contiguous and not array.flags.writeable:
        return array
    held = np.array(array, copy=True, order="C")
    held.flags.writeable = False
    return held


class Network:
    """A frozen one-mode network in compressed sparse rows.

    Row i holds the alters of actor i in ascending order. An undirected tie stands in both rows.
    There are no self-loops, no multiple ties, and every weight is a finite positive **strength**;
    the constructor refuses anything else.

    Parameters
    ----------
    indptr, indices, weights : array_like
        The rows: alters of actor i are ``indices[indptr[i]:indptr[i+1]]``.
    actors : DataFrame
        One row per actor, indexed by ``actor_id``, in the order of the rows.
    directed : bool
        Whether row i holds the arcs i -> j only.
    recipe : mapping
        How the network was made: window, weighting, selection, hash of the data.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "firm"]}, index=pd.Index(["a", "b"], name="actor_id"))
    >>> net = Network.from_pairs([0], [1], [2.0], actors)
    >>> net
    <Network 2 actors, 1 tie, undirected>
    >>> net.edges()
      source target  weight
    0      a      b     2.0
    """

    # NetworkX hands its own calls on such an object over to the backend of this name
    __networkx_backend__: ClassVar[str] = "cinet"
    __slots__ = ("_actors", "_memo", "directed", "indices", "indptr", "recipe", "weights")

    indptr: IntArray
    indices: CodeArray
    weights: FloatArray
    directed: bool
    recipe: Mapping[str, Any]
    _actors: pd.DataFrame
    _memo: dict[Any, Any]

    def __init__(
        self,
        indptr: npt.ArrayLike,
        indices: npt.ArrayLike,
        weights: npt.ArrayLike,
        actors: pd.DataFrame,
        *,
        directed: bool = False,
        recipe: Mapping[str, Any] | None = None,
    ) -> None:
        rows = (
            frozen_array(np.asarray(indptr, dtype=np.int64)),
            frozen_array(np.asarray(indices, dtype=np.int32)),
            frozen_array(np.asarray(weights, dtype=np.float64)),
        )
        self._hold(rows, actors, directed, recipe)

    @classmethod
    def from_rows(
        cls,
        rows: tuple[IntArray, CodeArray, FloatArray],
        actors: pd.DataFrame,
        *,
        directed: bool = False,
        recipe: Mapping[str, Any] | None = None,
    ) -> Network:
        """Hold rows that were made for this network and are used nowhere else: they are locked, not copied.

        Parameters
        ----------
        rows : tuple of ndarray
            indptr (int64), indices (int32), weights (float64), as a kernel returns them.
        actors, directed, recipe
            As for the class.

        Returns
        -------
        Network
            Checked like any other.
        """
        for array in rows:
            array.flags.writeable = False
        made = cls.__new__(cls)
        made._hold(rows, actors, directed, recipe)
        return made

    def _hold(
        self,
        rows: tuple[IntArray, CodeArray, FloatArray],
        actors: pd.DataFrame,
        directed: bool,
        recipe: Mapping[str, Any] | None,
    ) -> None:
        fill = object.__setattr__
        for name, array in zip(("indptr", "indices", "weights"), rows, strict=True):
            fill(self, name, array)
        fill(self, "_actors", actors.rename_axis(index="actor_id"))
        fill(self, "directed", bool(directed))
        fill(self, "recipe", MappingProxyType(dict(recipe or {})))
        fill(self, "_memo", {})
        _check(self)

    @classmethod
    def from_pairs(
        cls,
        sources: npt.ArrayLike,
        targets: npt.ArrayLike,
        weights: npt.ArrayLike,
        actors: pd.DataFrame,
        *,
        directed: bool = False,
        recipe: Mapping[str, Any] | None = None,
    ) -> Network:
        """Build a network from coded pairs, each tie given once.

        Parameters
        ----------
        sources, targets : array_like of int
            Positions in ``actors``.
        weights : array_like of float
            Strength of each tie.
        actors : DataFrame
            One row per actor.
        directed, recipe
            As for the class.

        Returns
        -------
        Network
            Ties sorted, and mirrored when undirected.
        """
        i = np.asarray(sources, dtype=np.int32)
        j = np.asarray(targets, dtype=np.int32)
        w = np.asarray(weights, dtype=np.float64)
        if not i.shape == j.shape == w.shape == (i.size,):
            raise SchemaError(
                f"sources, targets and weights must be three lists of one length, not {i.size}, {j.size} and {w.size}."
            )
        if not directed:
            i, j, w = np.concatenate([i, j]), np.concatenate([j, i]), np.concatenate([w, w])
        order = np.lexsort((j, i))
        indptr = np.zeros(len(actors) + 1, dtype=np.int64)
        if len(i) and (min(i.min(), j.min()) < 0 or max(i.max(), j.max()) >= len(actors)):
            raise SchemaError(f"a tie names an actor outside 0..{len(actors) - 1}.")
        np.cumsum(np.bincount(i, minlength=len(actors)), out=indptr[1:])
        return cls.from_rows((indptr, j[order], w[order]), actors, directed=directed, recipe=recipe)

    @property
    def actors(self) -> pd.DataFrame:
        """The actor table, indexed by ``actor_id``, in row order (a copy: the network cannot be changed)."""
        return self._actors.copy()

    @property
    def index(self) -> pd.Index:
        """The actor ids in row order."""
        return self._actors.index

    @property
    def n_actors(self) -> int:
        """Number of actors, isolates included."""
        return len(self._actors)

    @property
    def n_ties(self) -> int:
        """Number of ties: unordered pairs, or arcs when directed."""
        return len(self.indices) if self.directed else len(self.indices) // 2

    def is_directed(self) -> bool:
        """Whether ties have a direction (a question of NetworkX)."""
        return self.directed

    def is_multigraph(self) -> bool:
        """Whether a pair can hold several ties: never (a question of NetworkX)."""
        return False

    def edges(self) -> pd.DataFrame:
        """Return the ties as a table with columns source, target, weight; each pair stands once.

        Returns
        -------
        DataFrame
            Sorted by source and target in row order.
        """
        source = np.repeat(np.arange(self.n_actors, dtype=np.int32), np.diff(self.indptr))
        keep = np.full(len(source), True) if self.directed else source < self.indices
        ids = self._actors.index
        return pd.DataFrame(
            {
                "source": ids.take(source[keep]),
                "target": ids.take(self.indices[keep]),
                "weight": self.weights[keep],
            }
        )

    def codes(self, by: str) -> tuple[CodeArray, pd.Index]:
        """Return group codes of the actors (0..k-1, missing values as their own group) and the groups.

        Raises
        ------
        SchemaError
            There is no such actor column.
        """
        if by not in self._actors.columns:
            raise SchemaError(
                f"the actor table has no column {by!r} to group by; it has {first_few(self._actors.columns, 12)}."
            )
        codes, groups = pd.factorize(self._actors[by], sort=True, use_na_sentinel=True)
        if (codes < 0).any():
            if _MISSING not in groups:
                groups = groups.append(pd.Index([_MISSING]))
            codes = np.where(codes < 0, groups.get_indexer(pd.Index([_MISSING]))[0], codes)
        return codes.astype(np.int32), groups

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Network is frozen: {name!r} cannot be set; build a new one instead.")

    def __reduce__(self) -> tuple[Any, ...]:
        made = partial(Network, directed=self.directed, recipe=dict(self.recipe))
        return made, (self.indptr, self.indices, self.weights, self._actors)

    def __repr__(self) -> str:
        kind = "directed" if self.directed else "undirected"
        ties = f"{self.n_ties:,} {'tie' if self.n_ties == 1 else 'ties'}"
        made = "".join(f", {key} {self.recipe[key]}" for key in ("weighting", "window") if key in self.recipe)
        return f"<Network {self.n_actors:,} actors, {ties}, {kind}{made}>"


def _check(net: Network) -> None:
    n, m = net.n_actors, len(net.indices)
    if (
        net.indptr.shape != (n + 1,)
        or net.indptr[0] != 0
        or net.indptr[-1] != m
        or (np.diff(net.indptr) < 0).any()
    ):
        raise SchemaError(
            f"indptr must rise from 0 to the number of entries ({m}) in {n + 1} steps, one more than there are actors."
        )
    if len(net.weights) != m:
        raise SchemaError(f"there are {len(net.weights)} weights for {m} entries; give one per entry.")
    if not net.index.is_unique:
        twice = net.index[net.index.duplicated()]
        raise SchemaError(f"actor ids must be unique; {first_few(twice)} stand more than once.")
    if m and (net.indices.min() < 0 or net.indices.max() >= n):
        raise SchemaError(f"an entry names an actor outside 0..{n - 1}.")
    if adjacency.is_faulty(net.indptr, net.indices, net.weights):
        _name_the_fault(net)
    if not net.directed and not adjacency.is_symmetric(net.indptr, net.indices, net.weights):
        raise SchemaError(
            "an undirected network must hold every tie in both rows with the same weight; "
            "use Network.from_pairs, or pass directed=True."
        )


def _name_the_fault(net: Network) -> NoReturn:
    """Say which tie is a self-loop, has no proper weight, or is out of order."""
    m = len(net.indices)
    rows = np.repeat(np.arange(net.n_actors, dtype=np.int32), np.diff(net.indptr))
    loops = rows == net.indices
    if loops.any():
        raise SchemaError(
            f"self-loops are not allowed: actor {first_few(net.index.take(rows[loops]))} is tied to itself. "
            "Drop those ties first."
        )
    bad = ~(np.isfinite(net.weights) & (net.weights > 0))
    if bad.any():
        ends = net.index[rows[bad][0]], net.index[net.indices[bad][0]]
        raise SchemaError(
            f"{int(bad.sum())} of {m} tie weights are not finite positive numbers, first "
            f"{net.weights[bad][0]} between {first_few(ends)}. "
            "A weight is a strength: leave out absent ties instead of giving them zero."
        )
    unsorted = (np.diff(net.indices) <= 0) & (np.diff(rows) == 0)
    where = rows[1:][unsorted][0]
    raise SchemaError(
        f"the alters of actor {first_few([net.index[where]])} are not in strictly ascending order: "
        "sum multiple ties and sort them, or use Network.from_pairs."
    )
