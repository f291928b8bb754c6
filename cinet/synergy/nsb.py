"""Entropy by the posterior mean of Nemenman, Shafee and Bialek (NSB), integrated by quadrature. Nats."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, polygamma, psi

__all__ = ["moments_given_beta", "nsb_posterior"]

FloatArray = npt.NDArray[np.float64]

# the trapezoid rule on a smooth integrand that vanishes at both ends: 801 points are exact to rounding
_POINTS = 801
# where the integrand is below exp(-45) of its peak, it no longer counts in double precision
_DEPTH = 45.0
# log beta: the integrand falls as beta^1 or faster towards 0 and as 1 / beta beyond the largest count
_WIDEST = (-60.0, 90.0)


def nsb_posterior(counts: npt.ArrayLike, n_cells: int) -> tuple[float, float]:
    """Return posterior mean and standard deviation of the entropy, in nats.

    p ~ Dirichlet(beta, ..., beta) over ``n_cells`` cells, with beta drawn so that the expected entropy
    xi(beta) = psi(K beta + 1) - psi(beta + 1) is uniform between 0 and ln K. The integral over ln beta is narrowed
    around its only peak and then summed by the trapezoid rule; there is nothing random and nothing to tune.

    >>> [round(value, 4) for value in nsb_posterior([4, 2, 3, 2, 4, 2, 1, 1], 11)]
    [2.1878, 0.1409]
    """
    seen, repeats = np.unique(np.asarray(counts, dtype=np.float64), return_counts=True)
    times = repeats[seen > 0].astype(np.float64)
    seen = seen[seen > 0]
    if n_cells == 1:
        return 0.0, 0.0
    grid = np.linspace(*_WIDEST, _POINTS)
    for _ in range(4):
        height = _log_weight(grid, seen, times, n_cells)
        held = np.flatnonzero(height > height.max() - _DEPTH)
        grid = np.linspace(grid[max(held[0] - 1, 0)], grid[min(held[-1] + 1, _POINTS - 1)], _POINTS)
    height = _log_weight(grid, seen, times, n_cells)
    weight = np.exp(height - height.max())
    weight /= weight.sum()
    mean, variance = moments_given_beta(np.exp(grid), seen, times, n_cells)
    centre = float(weight @ mean)
    return centre, float(np.sqrt(weight @ (variance + (mean - centre) ** 2)))


def moments_given_beta(
    beta: FloatArray, seen: FloatArray, times: FloatArray, n_cells: int
) -> tuple[FloatArray, FloatArray]:
    """Return posterior mean and variance of the entropy for each beta (Wolpert and Wolf 1995).

    ``seen`` are the different counts above 0 and ``times`` how many cells hold each of them.
    """
    counts = np.append(seen, 0.0)
    cells = np.append(times, n_cells - times.sum())
    alpha = counts + beta[:, None]
    total = (seen @ times + n_cells * beta)[:, None]
    mean = psi(total[:, 0] + 1.0) - (alpha / total * psi(alpha + 1.0)) @ cells
    # moments of S - mean: the square of the mean would swallow the digits of a small variance
    shift = mean[:, None] - psi(total + 2.0)
    first = psi(alpha + 1.0) + shift
    second = psi(alpha + 2.0) + shift
    share = alpha / total
    cross = ((share * first) @ cells) ** 2 - (share**2 * first**2) @ cells
    cross -= (1.0 - (share**2) @ cells) * polygamma(1, total[:, 0] + 2.0)
    own = second**2 + polygamma(1, alpha + 2.0) - polygamma(1, total + 2.0)
    square = (share * (alpha + 1.0) / total * own) @ cells
    variance = (cross + square) * (total / (total + 1.0))[:, 0]
    return mean, np.maximum(variance, 0.0)


def _log_weight(log_beta: FloatArray, seen: FloatArray, times: FloatArray, n_cells: int) -> FloatArray:
    """Return ln of evidence times prior, up to a constant, per unit of ln beta."""
    beta = np.exp(log_beta)
    evidence = _log_rising(beta[:, None], seen) @ times - _log_rising(n_cells * beta, seen @ times)
    height: FloatArray = evidence + np.log(_slope(beta, n_cells)) + log_beta
    return height


def _log_rising(x: FloatArray, d: FloatArray) -> FloatArray:
    """Return ln Gamma(x + d) - ln Gamma(x); for large x by Stirling's series, term by term."""
    large = np.maximum(x, 30.0)

    def tail(z: FloatArray) -> FloatArray:
        return (1.0 - (1.0 - 1.0 / (3.5 * z * z)) / (30.0 * z * z)) / (12.0 * z)

    series = (large + d - 0.5) * np.log1p(d / large) - d + d * np.log(large) + tail(large + d) - tail(large)
    small = np.minimum(x, 30.0)
    return np.where(x > 30.0, series, gammaln(small + d) - gammaln(small))


def _slope(beta: FloatArray, n_cells: int) -> FloatArray:
    """Return d xi / d beta = K psi1(K beta + 1) - psi1(beta + 1), the prior density of beta."""
    # for large beta both terms are 1 / beta and only their difference counts
    b = np.maximum(beta, 200.0)
    k = float(n_cells)
    series = (1.0 - 1.0 / k) / (2.0 * b**2) - (1.0 - k**-2) / (6.0 * b**3) + (1.0 - k**-4) / (30.0 * b**5)
    c = np.minimum(beta, 200.0)
    direct = k * polygamma(1, k * c + 1.0) - polygamma(1, c + 1.0)
    return np.where(beta > 200.0, series, direct)
