"""The triangle pass of a network, run once and shared by the measures that need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cinet.kernels import adjacency, triangles
from cinet.network import Network

__all__ = ["TrianglePass", "triangle_pass"]


@dataclass(frozen=True, slots=True)
class TrianglePass:
    """Per-actor results of one pass, in the row order of the network."""

    constraint: npt.NDArray[np.float64]
    effective_size: npt.NDArray[np.float64]
    hierarchy: npt.NDArray[np.float64]
    triangles: npt.NDArray[np.int64]
    closed: npt.NDArray[np.int64]
    n_alters: npt.NDArray[np.int64]


def triangle_pass(net: Network, by: str | None = None) -> TrianglePass:
    """Run the pass, or return it when this network already holds it.

    The weights are w_ij + w_ji for a directed network, as Burt's measures define them.
    ``by`` names the actor column whose groups split the closed pairs.
    """
    key = ("triangles", by)
    if key not in net._memo:
        if net.directed:
            indptr, indices, weights = adjacency.symmetrised(net.indptr, net.indices, net.weights)
        else:
            indptr, indices, weights = net.indptr, net.indices, net.weights
        actor_of, out_ptr, out_indices, out_weights = triangles.orient(indptr, indices, weights)
        group = np.zeros(net.n_actors, np.int32) if by is None else net.codes(by)[0][actor_of]
        strength, strongest = triangles.strengths(out_ptr, out_indices, out_weights)
        count, joint, paths, closed = triangles.triangle_sums(
            out_ptr, out_indices, out_weights, strength, group
        )
        ranked = (
            *triangles.holes(out_ptr, out_indices, out_weights, strength, strongest, joint, paths),
            triangles.actor_triangles(out_ptr, out_indices, count),
            closed,
        )
        unranked: list[npt.NDArray[Any]] = []
        for values in ranked:
            held = np.empty_like(values)
            held[actor_of] = values
            unranked.append(held)
        constraint, size, hierarchy, at_actor, closed = unranked
        net._memo[key] = TrianglePass(constraint, size, hierarchy, at_actor, closed, np.diff(indptr))
    held_pass: TrianglePass = net._memo[key]
    return held_pass


def any_triangle_pass(net: Network) -> TrianglePass:
    """Return a pass that is already there, whatever it was split by, or run the plain one."""
    held = (found for key, found in net._memo.items() if key[0] == "triangles")
    some: TrianglePass | None = next(held, None)
    return triangle_pass(net) if some is None else some
