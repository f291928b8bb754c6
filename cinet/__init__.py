"""Innovation ecosystems as networks: from records of collaboration to the tables and figures of a paper.

The public names are resolved on first use, so that ``import cinet`` costs next to nothing and loads none
of the scientific stack. Every name has one home, written below.

>>> import cinet as ci
>>> ci.vocabulary.type_label("university")
'university'
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

# Public name -> the module it is, or "module:attribute".
_HOMES: Final = {
    # the nouns
    "Ecosystem": "cinet.ecosystem:Ecosystem",
    "Incidence": "cinet.incidence:Incidence",
    "Network": "cinet.network:Network",
    "Patterns": "cinet.patterns:Patterns",
    "Window": "cinet.window:Window",
    "windows": "cinet.window:windows",
    # loading, and exchange with other packages
    "example": "cinet.loaders.examples:example",
    "from_networkx": "cinet.interop.networkx:from_networkx",
    "read_cordis": "cinet.loaders.cordis:read_cordis",
    "read_events": "cinet.loaders.events:read_events",
    "read_tables": "cinet.loaders.tables:read_tables",
    "to_networkx": "cinet.interop.networkx:to_networkx",
    # measures
    "betweenness": "cinet.metrics.centrality:betweenness",
    "brokerage": "cinet.metrics.brokerage:brokerage",
    "constraint": "cinet.metrics.structural_holes:constraint",
    "degree": "cinet.metrics.centrality:degree",
    "describe": "cinet.metrics.measure:describe",
    "effective_size": "cinet.metrics.structural_holes:effective_size",
    "efficiency": "cinet.metrics.structural_holes:efficiency",
    "ei_index": "cinet.metrics.mixing:ei_index",
    "helix": "cinet.synergy.helix:helix",
    "helix_decomposition": "cinet.synergy.helix:helix_decomposition",
    "hierarchy": "cinet.metrics.structural_holes:hierarchy",
    "local_clustering": "cinet.metrics.cohesion:local_clustering",
    "measure": "cinet.metrics.measure:measure",
    "strength": "cinet.metrics.centrality:strength",
    "summary": "cinet.metrics.whole:summary",
    "type_mixing": "cinet.metrics.mixing:type_mixing",
    # inference
    "compare": "cinet.inference.compare:compare",
    "nulls": "cinet.inference.nulls",
    # figures and studies
    "plots": "cinet.plots",
    "run": "cinet.report.run:run",
    # what the names mean
    "errors": "cinet.errors",
    "registry": "cinet.registry",
    "vocabulary": "cinet.vocabulary",
}

__all__ = sorted(_HOMES)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("cinet-ecosystem")
    except PackageNotFoundError:  # the source tree is on the path without having been installed
        return "0+unknown"


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name not in _HOMES:
        from cinet.errors import nearest

        raise AttributeError(f"module 'cinet' has no attribute {name!r}.{nearest(name, _HOMES)}")
    module, _, attribute = _HOMES[name].partition(":")
    found = import_module(module)
    if attribute:
        found = getattr(found, attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, "__version__"})
