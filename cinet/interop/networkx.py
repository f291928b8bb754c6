"""To and from NetworkX graphs."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few
from cinet.network import Network

__all__ = ["from_networkx", "to_networkx"]


def from_networkx(graph: Any, *, weight: str | None = None) -> Network:
    """Read a NetworkX graph as a network.

    Parameters
    ----------
    graph : networkx.Graph or networkx.DiGraph
        Node attributes become actor columns; nodes keep their order and their labels.
    weight : str, optional
        Edge attribute that holds the strength of a tie; without it every tie has strength 1.

    Returns
    -------
    Network

    Raises
    ------
    SchemaError
        The graph is a multigraph, has self-loops, or a tie without a finite positive weight.
    UnknownName
        No tie has the attribute.

    Examples
    --------
    >>> import networkx as nx
    >>> from_networkx(nx.path_graph(3)).n_ties
    2
    """
    if graph.is_multigraph():
        raise SchemaError(
            "the graph is a multigraph: add up parallel ties first (nx.Graph(graph) keeps one of them)."
        )
    nodes = list(graph)
    place = {node: number for number, node in enumerate(nodes)}
    ties = (
        list(graph.edges(data=weight, default=np.nan)) if weight else [(u, v, 1.0) for u, v in graph.edges()]
    )
    try:
        values = np.array([float(strength) for _, _, strength in ties], dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"attribute {weight!r} of a tie is not a number: {error}.") from error
    if weight and len(values) and np.isnan(values).all():
        raise UnknownName(f"no tie of the graph has the attribute {weight!r} to read strengths from.")
    loops = [u for u, v, _ in ties if u == v]
    if loops:
        raise SchemaError(
            f"the graph has {len(loops)} self-loops, at {first_few(loops)}; remove them first: "
            "graph.remove_edges_from(list(nx.selfloop_edges(graph)))."
        )
    index = pd.Index(nodes, name="actor_id", tupleize_cols=False)
    actors = pd.DataFrame([dict(graph.nodes[node]) for node in nodes], index=index)
    sources = np.fromiter((place[u] for u, _, _ in ties), dtype=np.int32, count=len(ties))
    targets = np.fromiter((place[v] for _, v, _ in ties), dtype=np.int32, count=len(ties))
    return Network.from_pairs(
        sources, targets, values, actors, directed=graph.is_directed(), recipe={"source": "networkx"}
    )


def to_networkx(net: Network) -> Any:
    """Write a network as a NetworkX graph.

    Parameters
    ----------
    net : Network
        Undirected or directed.

    Returns
    -------
    networkx.Graph or networkx.DiGraph
        Actor columns become node attributes; strengths stand in the edge attribute ``weight``.

    Examples
    --------
    >>> import networkx as nx
    >>> to_networkx(from_networkx(nx.path_graph(3))).number_of_edges()
    2
    """
    graph: Any = nx.DiGraph() if net.directed else nx.Graph()
    graph.add_nodes_from(zip(net.index, net.actors.to_dict("records"), strict=True))
    graph.add_weighted_edges_from(net.edges().itertuples(index=False, name=None))
    return graph
