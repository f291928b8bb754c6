"""The NetworkX backend ``cinet``: NetworkX's own calls, answered by the measures of this package.

``nx.constraint(graph, backend="cinet")`` converts the graph once (NetworkX keeps the conversion) and runs
``cinet.constraint``. What cinet does not hold (self-loops, parallel ties, weights that are no positive
strength) or defines otherwise is refused in ``can_run`` with the reason, and NetworkX answers itself.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from numbers import Real
from typing import Any, Final

import networkx as nx
import numpy as np
import pandas as pd

from cinet.interop.networkx import to_networkx
from cinet.metrics.centrality import betweenness
from cinet.metrics.cohesion import local_clustering
from cinet.metrics.structural_holes import constraint, dyadic_constraint, effective_size
from cinet.metrics.triads import triangle_pass
from cinet.metrics.whole import components, summary
from cinet.network import Network

__all__ = ["BackendInterface"]

#: Below this many nodes the conversion costs more than NetworkX's own answer.
_SMALL: Final = 50

#: Undirected graphs only, and no weights: NetworkX means something else by the weighted or directed form.
_UNDIRECTED: Final = {
    "average_clustering",
    "betweenness_centrality",
    "clustering",
    "transitivity",
    "triangles",
}

#: A node tied only to itself: constraint is 4 in these tests, with ``nodes``, and NaN in their twins, without.
_CONTRADICTIONS: Final = {
    "test_constraint_isolated_node_with_selfloop_using_nodes_kwarg",
    "test_constraint_isolated_node_with_selfloop_weighted_using_nodes_kwarg",
}
_CONTRADICTORY: Final = (
    "NetworkX contradicts itself on a node tied only to itself: "
    "constraint is 4 with nodes=[0] and NaN with nodes=None"
)

# What a network remembers between two calls.
_UNWEIGHTED: Final = ("networkx", "unweighted")
_DYADS: Final = ("networkx", "local_constraint")


class BackendInterface:
    """What NetworkX calls: conversions, the two questions, and one function per dispatch name.

    Every function has the signature and the return type of NetworkX's function of that name.

    Examples
    --------
    >>> nx.constraint(nx.complete_graph(3), backend="cinet")
    {0: 1.125, 1: 1.125, 2: 1.125}
    """

    @staticmethod
    def convert_from_nx(
        graph: Any,
        *,
        edge_attrs: Mapping[str, Any] | None = None,
        node_attrs: Mapping[str, Any] | None = None,
        preserve_edge_attrs: bool = False,
        preserve_node_attrs: bool = False,
        preserve_graph_attrs: bool = False,
        name: str | None = None,
        graph_name: str | None = None,
    ) -> Network:
        """Return the network of a graph; the strengths are the one edge attribute that is asked for."""
        if preserve_edge_attrs or len(edge_attrs or ()) > 1:
            raise NotImplementedError("a cinet Network holds one number per tie.")  # NetworkX's protocol
        nodes = list(graph)
        place = {node: number for number, node in enumerate(nodes)}
        attribute, default = next(iter((edge_attrs or {}).items()), (None, 1))
        ties = graph.edges(data=attribute or False, default=default)
        ends = np.array([(place[tie[0]], place[tie[1]]) for tie in ties], dtype=np.int32).reshape(-1, 2)
        strengths = [tie[2] for tie in ties] if attribute else np.ones(len(ends))
        # an index of objects: the answer must name the very nodes that NetworkX handed over
        index = pd.Index(np.fromiter(nodes, dtype=object, count=len(nodes)), tupleize_cols=False)
        return Network.from_pairs(
            ends[:, 0],
            ends[:, 1],
            strengths,
            pd.DataFrame(index=index),
            directed=graph.is_directed(),
            recipe={"source": "networkx", "edge_attribute": attribute},
        )

    @staticmethod
    def convert_to_nx(found: Any, *, name: str | None = None) -> Any:
        """Return the graph of a network, and any other result as it is."""
        return to_networkx(found) if isinstance(found, Network) else found

    @staticmethod
    def can_run(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> bool | str:
        """Whether the answer would be NetworkX's by definition; if not, why."""
        given = _arguments(name, args, kwargs)
        graph, weight = given["G"], given.get("weight")
        if graph.is_multigraph():
            return "multigraphs are not supported: a network holds one tie per pair"
        if name in _UNDIRECTED and (graph.is_directed() or weight is not None):
            return "only undirected graphs without weights are supported"
        if name == "betweenness_centrality" and given["k"] not in (None, len(_nodes(graph))):
            return "sampling of sources is not supported"
        if not (weight is None or isinstance(weight, str)):
            return "the weight must be the name of an edge attribute"
        trouble = _network_trouble(graph, weight) if isinstance(graph, Network) else _trouble(graph, weight)
        if trouble:
            return trouble
        if name == "local_constraint" and not _tied(graph, given["u"], given["v"]):
            return "the two nodes are not tied"
        return True

    @staticmethod
    def should_run(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> bool | str:
        """Whether it pays; if not, why."""
        graph = _arguments(name, args, kwargs)["G"]
        if not isinstance(graph, Network) and len(graph) < _SMALL:
            return f"with fewer than {_SMALL} nodes the conversion costs more than it saves"
        return True

    @staticmethod
    def on_start_tests(items: Iterable[Any]) -> None:
        """Mark the tests of NetworkX's own suite that contradict its other tests."""
        # whoever runs NetworkX's tests holds pytest; cinet does not require it
        mark = import_module("pytest").mark
        for item in items:
            if item.name.partition("[")[0] in _CONTRADICTIONS:
                item.add_marker(mark.xfail(run=False, reason=_CONTRADICTORY))

    @staticmethod
    def constraint(G: Any, nodes: Iterable[Any] | None = None, weight: str | None = None) -> dict[Any, float]:
        """Answer ``nx.constraint``."""
        return _of(nodes, constraint(_weighted(G, weight)))

    @staticmethod
    def effective_size(
        G: Any, nodes: Iterable[Any] | None = None, weight: str | None = None
    ) -> dict[Any, float]:
        """Answer ``nx.effective_size``."""
        return _of(nodes, effective_size(_weighted(G, weight)))

    @staticmethod
    def local_constraint(G: Any, u: Any, v: Any, weight: str | None = None) -> float:
        """Answer ``nx.local_constraint``."""
        net = _weighted(G, weight)
        if _DYADS not in net._memo:
            net._memo[_DYADS] = dyadic_constraint(net).to_dict()
        return float(net._memo[_DYADS][u, v])

    @staticmethod
    def triangles(G: Any, nodes: Any = None) -> Any:
        """Answer ``nx.triangles``."""
        return _bunch(nodes, dict(zip(_nodes(G), triangle_pass(G).triangles.tolist(), strict=True)))

    @staticmethod
    def clustering(G: Any, nodes: Any = None, weight: str | None = None) -> Any:
        """Answer ``nx.clustering``: 0 where no pair of alters exists."""
        return _bunch(nodes, _of(None, local_clustering(G).fillna(0.0)))

    @staticmethod
    def average_clustering(
        G: Any, nodes: Any = None, weight: str | None = None, count_zeros: bool = True
    ) -> float:
        """Answer ``nx.average_clustering``."""
        values = BackendInterface.clustering(G, nodes).values()
        counted = [value for value in values if count_zeros or value > 0]
        return float(sum(counted) / len(counted))

    @staticmethod
    def transitivity(G: Any) -> float:
        """Answer ``nx.transitivity``: 0 where no actor has two alters."""
        found = float(summary(G)["transitivity"])
        return 0.0 if math.isnan(found) else found

    @staticmethod
    def betweenness_centrality(
        G: Any,
        k: int | None = None,
        normalized: bool = True,
        weight: str | None = None,
        endpoints: bool = False,
        seed: Any = None,
    ) -> dict[Any, float]:
        """Answer ``nx.betweenness_centrality``; with endpoints every pair of a component counts at its ends."""
        values = betweenness(G)
        counted = G.n_actors if endpoints else G.n_actors - 1
        if endpoints:
            part = components(G)
            values = values + part.map(part.value_counts()) - 1.0
        if normalized and counted > 1:
            values = values * (2.0 / (counted * (counted - 1)))
        return _of(None, values)


def _arguments(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Return every argument of a call by name, defaults included."""
    bound = inspect.signature(getattr(BackendInterface, name)).bind(*args, **kwargs)
    bound.apply_defaults()
    return bound.arguments


def _nodes(graph: Any) -> list[Any]:
    return graph.index.tolist() if isinstance(graph, Network) else list(graph)


def _trouble(graph: Any, weight: str | None) -> str:
    """Say what of a NetworkX graph a Network would not hold, or nothing."""
    if any(u == v for u, v in graph.edges()):
        return "self-loops are not supported: no measure here agrees on their meaning"
    if weight is not None:
        for _, _, value in graph.edges(data=weight):
            if not isinstance(value, Real) or not 0.0 < float(value) < math.inf:
                return f"the weight {value!r} is not a finite positive strength"
    return ""


def _network_trouble(net: Network, weight: str | None) -> str:
    held = net.recipe.get("edge_attribute", "weight")
    return "" if weight in (None, held) else f"the network has no edge attribute {weight!r}"


def _tied(graph: Any, u: Any, v: Any) -> bool:
    """Whether there is a tie in either direction; nodes that are not there have none."""
    if isinstance(graph, Network):
        ties = graph.edges()
        return bool((ties["source"].isin([u, v]) & ties["target"].isin([u, v])).any())
    return bool(graph.has_edge(u, v) or graph.has_edge(v, u))


def _weighted(net: Network, weight: str | None) -> Network:
    """Return the network with the strengths that a call asks for: those it holds, or 1 for every tie.

    NetworkX hands over a weighted conversion it has kept also where the call reads no weight.
    """
    if weight is not None or (net.weights == 1.0).all():
        return net
    if _UNWEIGHTED not in net._memo:
        net._memo[_UNWEIGHTED] = Network(
            net.indptr,
            net.indices,
            np.ones_like(net.weights),
            pd.DataFrame(index=net.index),
            directed=net.directed,
        )
    plain: Network = net._memo[_UNWEIGHTED]
    return plain


def _of(nodes: Iterable[Any] | None, values: pd.Series) -> dict[Any, float]:
    """Return the values as Python floats, of all nodes or of those asked for, in that order."""
    found: dict[Any, float] = dict(zip(values.index.tolist(), values.tolist(), strict=True))
    return found if nodes is None else {node: found[node] for node in nodes}


def _bunch(nodes: Any, values: dict[Any, Any]) -> Any:
    """Return one value for one node, a mapping for several, by NetworkX's own rules."""
    graph: Any = nx.Graph()
    graph.add_nodes_from(values)
    if nodes in graph:
        return values[nodes]
    return {node: values[node] for node in graph.nbunch_iter(nodes)}
