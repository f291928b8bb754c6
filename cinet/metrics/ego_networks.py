"""Burt's sums by the network they run over: the whole one, or each actor's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from cinet.errors import UnknownName, nearest
from cinet.kernels import adjacency, ego, threads
from cinet.metrics.triads import triangle_pass
from cinet.network import Network

__all__ = ["Alters", "Holes", "Scope", "check_choice", "each_actor", "ego_pass", "holes_pass"]

Scope = Literal["whole", "ego"]
Alters = Literal["both", "in", "out"]
FloatArray = npt.NDArray[np.float64]

#: Actors are cut into this many chunks, whatever the number of workers.
_CHUNKS: Final = 64
#: Below this number of entries one thread is done before a second has started.
_SERIAL_BELOW: Final = 100_000


class Holes(NamedTuple):
    """Burt's measures per actor, in the row order of the network."""

    n_alters: npt.NDArray[Any]
    constraint: FloatArray
    effective_size: FloatArray
    hierarchy: FloatArray


class EgoPass(NamedTuple):
    """One pass over the networks of all actors: the measures, and c_ij per entry of the symmetric rows."""

    holes: Holes
    sources: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int32]
    dyadic: FloatArray


def check_choice(name: str, value: object, known: tuple[str | None, ...]) -> None:
    """Refuse a choice that is none of the known ones."""
    if value not in known:
        told = ", ".join(repr(choice) for choice in known)
        hint = nearest(str(value), [choice for choice in known if choice])
        raise UnknownName(f"{name} {value!r} is not known.{hint} Known: {told}.")


def each_actor(fill: Callable[[int, int], None], n_entries: int) -> None:
    """Run ``fill(first, step)`` over all actors: at once when small, in fixed chunks by threads otherwise."""
    if n_entries < _SERIAL_BELOW:
        fill(0, 1)
        return
    for _ in threads.ordered_map(lambda first: fill(first, _CHUNKS), range(_CHUNKS)):
        pass


def holes_pass(net: Network, scope: Scope, alters: Alters) -> Holes:
    """Return Burt's measures: from the triangle pass over the whole network, else network by network."""
    check_choice("scope", scope, ("whole", "ego"))
    check_choice("alters", alters, ("both", "in", "out"))
    if scope == "whole" and (alters == "both" or not net.directed):
        held = triangle_pass(net)
        return Holes(held.n_alters, held.constraint, held.effective_size, held.hierarchy)
    return ego_pass(net, scope, alters).holes


def ego_pass(net: Network, scope: Scope, alters: Alters) -> EgoPass:
    """Run the pass over the actors' networks, or return it when this network already holds it."""
    check_choice("scope", scope, ("whole", "ego"))
    check_choice("alters", alters, ("both", "in", "out"))
    key = ("ego", scope, alters if net.directed else "both")
    if key not in net._memo:
        net._memo[key] = _run(net, scope == "ego", alters)
    held: EgoPass = net._memo[key]
    return held


def _run(net: Network, inside: bool, alters: Alters) -> EgoPass:
    indptr, indices, weights = net.indptr, net.indices, net.weights
    if net.directed:
        indptr, indices, weights = adjacency.symmetrised(net.indptr, net.indices, net.weights)
    chosen = np.ones(len(indices), np.bool_)
    if net.directed and alters != "both":
        part_ptr, part = net.indptr, net.indices
        if alters == "in":
            part_ptr, part, _ = adjacency.transpose(net.indptr, net.indices, net.weights, net.n_actors)
        chosen = ego.entries_among(indptr, indices, part_ptr, part)
    actors = np.empty((net.n_actors, 4))
    dyadic = np.full(len(indices), np.nan)

    def fill(first: int, step: int) -> None:
        ego.holes(indptr, indices, weights, chosen, inside, first, step, actors, dyadic)

    each_actor(fill, len(indices))
    n_alters, constraint, size, hierarchy = actors.T
    sources = np.repeat(np.arange(net.n_actors, dtype=np.int64), np.diff(indptr))
    return EgoPass(
        Holes(n_alters, constraint, size, hierarchy), sources[chosen], indices[chosen], dyadic[chosen]
    )
