"""Core and periphery: the few who are tied to each other and to the rest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, nearest
from cinet.kernels import core_periphery as kernel
from cinet.metrics.cohesion import undirected_only
from cinet.network import Network

__all__ = ["core_periphery"]

_IDEALS = ("max", "product", "lip")


def core_periphery(net: Network, *, ideal: str = "max", restarts: int = 20, seed: int = 0) -> pd.DataFrame:
    """Which actors form the core, and how well a core and a periphery describe the network.

    Borgatti and Everett's discrete model: choose c_i in {0, 1} so that the correlation of the ties a_ij with
    the ideal D_ij over all pairs is largest; D_ij = max(c_i, c_j) (the core is tied to everyone) or c_i c_j (the
    core is tied within). ``"lip"`` instead makes Z = pairs of the core without a tie + ties within the periphery
    smallest, for which the actors of highest degree are an exact solution.

    Parameters
    ----------
    net : Network
        Undirected; weights are ignored.
    ideal : {"max", "product", "lip"}
        The ideal pattern.
    restarts : int
        Climbs from random cores, beside the one from the best core by degree; not used by ``"lip"``.
    seed : int
        Restart k uses the k-th child of this seed.

    Returns
    -------
    DataFrame
        One row per actor: core (1 or 0) and core_fit, the same for all: the correlation, -1 to 1, or Z for
        ``"lip"`` (unit: none; 0 upwards). NaN in both columns when no core has a correlation: there is no tie or
        all actors are tied; core_fit of ``"lip"`` is never NaN.

    Raises
    ------
    UndefinedMeasure
        The network is directed.
    UnknownName
        The ideal is not known.
    SchemaError
        restarts is negative.

    Notes
    -----
    Every climb moves the one actor in or out of the core that helps most, until none does. No method short of
    trying all cores guarantees the optimum; report core_fit, and judge it against rewired networks, as broad
    degrees alone make a core. O(n) per move. What peers do: cpnet 0.0.21 stops at .425692 on the karate club,
    where the optimum is .431475.

    References
    ----------
    Borgatti, S. P., & Everett, M. G. (2000). Social Networks 21:375-395. Lip, S. Z. W. (2011). arXiv:1102.5511.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abcd"))
    >>> core_periphery(Network.from_pairs([0, 0, 0], [1, 2, 3], [1, 1, 1], actors))["core"].tolist()
    [1.0, 0.0, 0.0, 0.0]
    """
    undirected_only(net, "core_periphery")
    if ideal not in _IDEALS:
        raise UnknownName(
            f"ideal {ideal!r} is not known.{nearest(ideal, _IDEALS)} Known: {', '.join(_IDEALS)}."
        )
    if restarts < 0:
        raise SchemaError(f"restarts must not be negative, but is {restarts}.")
    fit, member = _lip(net)
    core = member.astype(np.float64)
    if ideal != "lip":
        product = ideal == "product"
        fit = -np.inf
        for attempt in range(restarts + 1):
            start = _start(net, seed, attempt, product)
            found = kernel.climb(net.indptr, net.indices, start, product)
            # numbers that differ by rounding are one optimum: the first found stays
            if found > fit + 1e-12:
                fit, core = found, start.astype(np.float64)
        if fit == -np.inf:
            fit, core = np.nan, np.full(net.n_actors, np.nan)
    return pd.DataFrame({"core": core, "core_fit": np.full(net.n_actors, fit)}, index=net.index)


def _by_degree(net: Network) -> npt.NDArray[np.int64]:
    return np.argsort(-np.diff(net.indptr), kind="stable")


def _lip(net: Network) -> tuple[float, npt.NDArray[np.bool_]]:
    """Z of the k actors of highest degree is m + k (k - 1) / 2 - the sum of their degrees; the first k of the least."""
    order = _by_degree(net)
    degree = np.diff(net.indptr)[order]
    size = np.arange(net.n_actors + 1)
    wrong = net.n_ties + size * (size - 1) // 2 - np.concatenate([[0], np.cumsum(degree)])
    member = np.zeros(net.n_actors, dtype=np.bool_)
    member[order[: int(np.argmin(wrong))]] = True
    return float(wrong.min()), member


def _start(net: Network, seed: int, attempt: int, product: bool) -> npt.NDArray[np.bool_]:
    """Return the best core of the highest degrees first, then random ones."""
    n = net.n_actors
    core = np.zeros(n, dtype=np.bool_)
    if attempt:
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(attempt - 1,)))
        core[rng.choice(n, size=int(rng.integers(0, n // 2 + 1)), replace=False)] = True
        return core
    order = _by_degree(net)
    rank = np.empty(n, dtype=np.int64)
    rank[order] = np.arange(n)
    ends = np.repeat(rank, np.diff(net.indptr))
    # a tie enters the pattern with its first end (product: its last) in the order of degrees
    entered = (np.maximum if product else np.minimum)(ends, rank[net.indices])
    inside = np.cumsum(np.bincount(entered, minlength=n)) // 2
    fits = [
        kernel.pattern_fit(n, net.n_ties, int(count), size + 1, product) for size, count in enumerate(inside)
    ]
    core[order[: int(np.argmax(fits)) + 1 if fits else 0]] = True
    return core
