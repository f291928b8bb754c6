"""An undirected network with its twins merged: the form in which shortest paths by steps are searched."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cinet.kernels import paths
from cinet.metrics.triads import triangle_counts
from cinet.network import Network

__all__ = ["Twins", "merged_twins"]


@dataclass(frozen=True, slots=True)
class Twins:
    """Rows between classes of twins, and what is known of each class.

    ``multiplicity`` is the number of actors of a class, ``closed`` whether its alters are all tied to each
    other, ``place`` the class of every actor.
    """

    indptr: npt.NDArray[np.int64]
    indices: npt.NDArray[np.int32]
    multiplicity: npt.NDArray[np.float64]
    closed: npt.NDArray[np.bool_]
    place: npt.NDArray[np.int64]


def merged_twins(net: Network) -> Twins:
    """Merge the actors of an undirected network whose closed neighbourhoods are equal."""
    triangles, alters = triangle_counts(net)
    class_of, first = paths.twin_classes(net.indptr, net.indices)
    indptr, indices, multiplicity, position = paths.quotient(net.indptr, net.indices, class_of, first)
    closed = np.zeros(len(first), dtype=np.bool_)
    closed[position] = (triangles == alters * (alters - 1) // 2)[first]
    return Twins(indptr, indices, multiplicity, closed, position[class_of])
