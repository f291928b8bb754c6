"""The triangle pass of a network, run once and shared by the measures that need it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cinet.kernels import adjacency, triangles
from cinet.kernels import triangle_counts as triangle_counts_kernel
from cinet.network import Network

__all__ = ["TrianglePass", "any_triangle_pass", "triangle_counts", "triangle_pass"]


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
            rows = adjacency.symmetrised(net.indptr, net.indices, net.weights)
        else:
            rows = net.indptr, net.indices, net.weights
        group = None if by is None else net.codes(by)[0]
        net._memo[key] = TrianglePass(**triangles.triangle_pass(*rows, group))
    held_pass: TrianglePass = net._memo[key]
    return held_pass


def any_triangle_pass(net: Network) -> TrianglePass:
    """Return a pass that is already there, whatever it was split by, or run the plain one."""
    held = (found for key, found in net._memo.items() if key[0] == "triangles")
    some: TrianglePass | None = next(held, None)
    return triangle_pass(net) if some is None else some


def triangle_counts(net: Network) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return triangles and alters of every actor: from a pass that is already there, or counted alone."""
    if any(key[0] == "triangles" for key in net._memo) or net.directed:
        held = any_triangle_pass(net)
        return held.triangles, held.n_alters
    if ("counts",) not in net._memo:
        net._memo[("counts",)] = (
            triangle_counts_kernel.triangle_counts(net.indptr, net.indices),
            np.diff(net.indptr),
        )
    counts: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]] = net._memo[("counts",)]
    return counts
