"""Where to draw the actors of a network."""

from __future__ import annotations

import random

import igraph
import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.kernels import adjacency
from cinet.metrics.partitions import by_size
from cinet.metrics.whole import components
from cinet.network import Network

__all__ = ["layout"]

FloatArray = npt.NDArray[np.float64]

#: Ties inside a community pull this much harder, ties across this much less: communities come apart.
_INSIDE, _ACROSS = 6.0, 0.15


def layout(net: Network, *, seed: int = 0, iterations: int = 1000) -> pd.DataFrame:
    """Positions for a drawing of the largest component, with communities pulled together.

    Fruchterman-Reingold forces on strengths, after Leiden communities: ties within a community are
    strengthened and ties across weakened, since plain forces draw a collaboration network as a hairball.
    Say in the caption that the layout emphasises communities.

    Parameters
    ----------
    net : Network
        Direction is ignored.
    seed : int
        Same seed, same positions.
    iterations : int
        Steps of the force simulation.

    Returns
    -------
    DataFrame
        Index actor_id (actors of the largest component), columns x, y (in -1..1) and community
        (0 for the largest).

    References
    ----------
    Fruchterman, T., & Reingold, E. (1991). Softw. Pract. Exp. 21:1129. Traag, V., et al. (2019). Sci. Rep. 9:5233.

    Examples
    --------
    >>> actors = pd.DataFrame(index=pd.Index(list("abc"), name="actor_id"))
    >>> layout(Network.from_pairs([0, 0], [1, 2], [1, 1], actors)).columns.tolist()
    ['x', 'y', 'community']
    """
    if net.n_actors == 0:
        return pd.DataFrame({"x": [], "y": [], "community": np.zeros(0, np.int64)}, index=net.index)
    indptr, indices, strengths = net.indptr, net.indices, net.weights
    if net.directed:
        indptr, indices, strengths = adjacency.symmetrised(indptr, indices, strengths)
    inside = np.flatnonzero(components(net).to_numpy() == 0)
    number = np.full(net.n_actors, -1)
    number[inside] = np.arange(len(inside))
    source = np.repeat(np.arange(net.n_actors), np.diff(indptr))
    keep = (source < indices) & (number[source] >= 0)
    pairs = np.column_stack([number[source[keep]], number[indices[keep]]])
    weights = strengths[keep]
    graph = igraph.Graph(n=len(inside), edges=pairs)
    igraph.set_random_number_generator(random.Random(seed))
    try:
        found = graph.community_leiden(
            objective_function="modularity", weights=weights.tolist(), n_iterations=10
        )
        member = np.array(found.membership, dtype=np.int64)
        same = member[pairs[:, 0]] == member[pairs[:, 1]]
        pull = weights * np.where(same, _INSIDE, _ACROSS)
        start = graph.layout_circle().coords
        drawn = graph.layout_fruchterman_reingold(weights=pull.tolist(), niter=iterations, seed=start)
    finally:
        igraph.set_random_number_generator(random)
    points = np.array(drawn.coords, dtype=np.float64)
    return pd.DataFrame(
        {**dict(zip("xy", _scaled(points).T, strict=True)), "community": by_size(member)},
        index=net.index.take(inside),
    )


def _scaled(points: FloatArray) -> FloatArray:
    centred = points - (points.max(axis=0) + points.min(axis=0)) / 2
    reach = np.abs(centred).max()
    scaled: FloatArray = centred / reach if reach > 0 else centred
    return scaled
