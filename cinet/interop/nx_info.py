"""What NetworkX is told about the backend when it is imported; it loads nothing.

NetworkX calls ``get_info`` at every ``import networkx`` wherever cinet is installed, so this module
imports nothing at all.
"""

from __future__ import annotations

from typing import Any

__all__ = ["get_info"]

#: Function that NetworkX may hand over -> what it should know about ours.
FUNCTIONS = {
    "average_clustering": "Undirected, without weights.",
    "betweenness_centrality": "Undirected, exact, in steps; actors with equal closed neighbourhoods are merged first.",
    "clustering": "Undirected, without weights.",
    "constraint": "One pass over the triangles; weights must be positive.",
    "effective_size": (
        "One pass over the triangles; weights must be positive. Weighted and directed graphs get Burt's value, "
        "which NetworkX itself misses with SciPy 1.14 or newer when `nodes` is None."
    ),
    "local_constraint": "Of two nodes that are tied; weights must be positive.",
    "transitivity": "Undirected.",
    "triangles": "Undirected.",
}


def get_info() -> dict[str, Any]:
    """Return the description that NetworkX shows in its own documentation.

    >>> get_info()["backend_name"]
    'cinet'
    """
    return {
        "backend_name": "cinet",
        "project": "cinet-ecosystem",
        "package": "cinet",
        "short_summary": "Structural holes, clustering and betweenness by compiled triangle kernels.",
        "functions": {name: {"additional_docs": text} for name, text in FUNCTIONS.items()},
    }
