"""The triangle pass of a network, run once and shared by the measures that need it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cinet.kernels import adjacency, triangle_roles, triangles
from cinet.kernels import triangle_counts as triangle_counts_kernel
from cinet.network import Network

__all__ = ["TrianglePass", "closed_roles", "triangle_counts", "triangle_pass"]

#: Under which names a network remembers them.
_PASS, _COUNTS = ("triangle pass",), ("triangle counts",)


@dataclass(frozen=True, slots=True)
class TrianglePass:
    """Per-actor results of one pass, in the row order of the network."""

    constraint: npt.NDArray[np.float64]
    effective_size: npt.NDArray[np.float64]
    hierarchy: npt.NDArray[np.float64]
    triangles: npt.NDArray[np.int64]
    n_alters: npt.NDArray[np.int64]


def triangle_pass(net: Network) -> TrianglePass:
    """Run the pass, or return it when this network already holds it.

    The weights are w_ij + w_ji for a directed network, as Burt's measures define them.
    """
    if _PASS not in net._memo:
        if net.directed:
            rows = adjacency.symmetrised(net.indptr, net.indices, net.weights)
        else:
            rows = net.indptr, net.indices, net.weights
        net._memo[_PASS] = TrianglePass(**triangles.triangle_pass(*rows))
    held_pass: TrianglePass = net._memo[_PASS]
    return held_pass


def triangle_counts(net: Network) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return triangles and alters of every actor: from a pass that is already there, or counted alone."""
    if _PASS in net._memo or net.directed:
        held = triangle_pass(net)
        return held.triangles, held.n_alters
    if _COUNTS not in net._memo:
        net._memo[_COUNTS] = (
            triangle_counts_kernel.triangle_counts(net.indptr, net.indices),
            np.diff(net.indptr),
        )
    counts: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]] = net._memo[_COUNTS]
    return counts


def closed_roles(net: Network, by: str) -> npt.NDArray[np.int64]:
    """Return the pairs of mutually tied alters of every actor, by the role that it has between them.

    Columns: coordinator, itinerant, gatekeeper (or representative), liaison. For undirected networks.
    """
    key = ("closed roles", by)
    if key not in net._memo:
        net._memo[key] = triangle_roles.closed_roles(net.indptr, net.indices, net.codes(by)[0])
    counts: npt.NDArray[np.int64] = net._memo[key]
    return counts
