"""How surprising each tie of a weighted network is: disparity, marginal likelihood, noise-corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.stats import binom, norm

from cinet.errors import UndefinedMeasure, first_few
from cinet.network import Network

__all__ = ["METHODS", "Ties", "ties_of"]

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ties:
    """The ties of a network, each once, with what their two ends hold in all.

    Of an arc, the ends hold what leaves the source and what reaches the target.
    """

    source: IntArray
    target: IntArray
    weight: FloatArray
    degrees: tuple[IntArray, IntArray]
    strengths: tuple[FloatArray, FloatArray]
    directed: bool


def ties_of(net: Network) -> Ties:
    """Return the ties in row order."""
    n = net.n_actors
    source = np.repeat(np.arange(n, dtype=np.int64), np.diff(net.indptr))
    target = net.indices.astype(np.int64)
    out_strength = np.bincount(source, weights=net.weights, minlength=n).astype(np.float64)
    in_strength = np.bincount(target, weights=net.weights, minlength=n).astype(np.float64)
    in_degree = np.bincount(target, minlength=n)
    once = np.full(len(source), True) if net.directed else source < target
    i, j = source[once], target[once]
    return Ties(
        i,
        j,
        net.weights[once],
        (np.diff(net.indptr)[i], in_degree[j]),
        (out_strength[i], in_strength[j]),
        net.directed,
    )


def disparity(ties: Ties) -> dict[str, FloatArray]:
    """Give the smaller of (1 - w / s)^(k - 1) at the two ends; an end with one tie gives 1."""
    sides = [((s - ties.weight) / s) ** (k - 1) for k, s in zip(ties.degrees, ties.strengths, strict=True)]
    return {"p": np.minimum(*sides)}


def mlf(ties: Ties) -> dict[str, FloatArray]:
    """Give P(X >= w), X ~ Binomial(W, s_i s_j / (2 W^2)), or s_i s_j / W^2 for arcs; W the total weight."""
    total = _counted(ties, "mlf")
    chance = ties.strengths[0] * ties.strengths[1] / (total * total * (1.0 if ties.directed else 2.0))
    return {"p": np.asarray(binom.sf(ties.weight - 1.0, total, chance), dtype=np.float64)}


def noise_corrected(ties: Ties) -> dict[str, FloatArray]:
    """Give score = (kappa w - 1) / (kappa w + 1), kappa = N / (s_i s_j); p = P(Z >= score / sd)."""
    # an undirected tie is read as two arcs, so that N counts it twice
    n = _counted(ties, "noise_corrected") * (1.0 if ties.directed else 2.0)
    w, (a, b) = ties.weight, ties.strengths
    kappa = n / (a * b)
    score = (kappa * w - 1.0) / (kappa * w + 1.0)
    mean = a * b / (n * n)
    # times n^2: the variance of the prior (hypergeometric); 0 where an end holds all there is
    variance = a * b * (n - a) * (n - b) / (n**4 * max(n - 1.0, 1.0))
    room = mean * (1.0 - mean)
    # (alpha + w) / (alpha + beta + N) with both parameters of the beta prior multiplied by its variance
    share = np.divide(
        mean * (room - variance) + w * variance,
        room * (1.0 + 2.0 * mean) + (n - 1.0) * variance,
        out=np.ones_like(mean),
        where=room > 0,
    )
    slope = 2.0 * (kappa + w * (1.0 / (a * b) - n * (a + b) / (a * b) ** 2)) / (kappa * w + 1.0) ** 2
    sd = np.sqrt(share * (1.0 - share) * n) * np.abs(slope)
    z = np.divide(score, sd, out=np.full_like(score, np.nan), where=sd > 0)
    return {"nc_score": score, "nc_sd": sd, "p": np.asarray(norm.sf(z), dtype=np.float64)}


#: Method -> what it says of each tie; ``p`` always.
METHODS: Final[Mapping[str, Callable[[Ties], dict[str, FloatArray]]]] = {
    "disparity": disparity,
    "mlf": mlf,
    "noise_corrected": noise_corrected,
}


def _counted(ties: Ties, method: str) -> float:
    """Return the total weight of a network whose weights are whole numbers."""
    broken = ties.weight != np.round(ties.weight)
    if broken.any():
        raise UndefinedMeasure(
            f"{method} reads a weight as a number of joint events, and {int(broken.sum())} of "
            f"{len(broken)} ties have a broken one, first {first_few([ties.weight[broken][0]])}: project with "
            "weighting='full', or use method='disparity', which takes any strength."
        )
    return float(ties.weight.sum())
