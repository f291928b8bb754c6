"""Least squares of the two Haken equations, for many samples of a panel at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

__all__ = ["ERRORS", "PARAMETERS", "Fit", "fit", "one_equation", "simulate", "verdict"]

FloatArray = npt.NDArray[np.float64]

PARAMETERS: Final = ("lambda1", "a", "lambda2", "b")
ERRORS: Final = ("classical", "hc1", "cluster")

#: Regressors of an equation; neither has an intercept.
_K: Final = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """Estimates of one ordering for every sample: arrays whose first axis are the samples."""

    value: FloatArray  # samples x 4, in the order of PARAMETERS
    error: FloatArray  # samples x 4
    r2: FloatArray  # samples x 2
    condition: FloatArray  # samples x 2
    residual: FloatArray  # samples x 2 x units x transitions, 0 where there is no transition


def fit(q1: FloatArray, q2: FloatArray, there: npt.NDArray[np.bool_], errors: str) -> Fit:
    """Estimate q1(t) on q1, q1 q2 and q2(t) on q2, q1^2 of the period before.

    ``q1`` and ``q2`` are samples x units x periods, ``there`` units x transitions.
    """
    was1, was2 = (np.where(there, q[..., :-1], 0.0) for q in (q1, q2))
    now1, now2 = (np.where(there, q[..., 1:], 0.0) for q in (q1, q2))
    n = int(there.sum())
    # what overflows is not finite, has no condition number and is not estimable
    with np.errstate(over="ignore", invalid="ignore"):
        first = one_equation(was1, was1 * was2, now1, n, errors)
        second = one_equation(was2, was1 * was1, now2, n, errors)
    # the equations are written with 1 - lambda and -a
    value = np.stack(
        [1.0 - first[0][:, 0], -first[0][:, 1] + 0.0, 1.0 - second[0][:, 0], second[0][:, 1]], axis=1
    )
    return Fit(
        value,
        np.concatenate([first[1], second[1]], axis=1),
        np.stack([first[2], second[2]], axis=1),
        np.stack([first[3], second[3]], axis=1),
        np.stack([first[4], second[4]], axis=1),
    )


def one_equation(
    x: FloatArray, z: FloatArray, y: FloatArray, n: int, errors: str
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Regress y on x and z without intercept: coefficients, standard errors, R2, condition number, residuals.

    Arrays are samples x units x transitions. R2 is not centred, since there is no intercept; the condition
    number is that of the two columns scaled to length 1.
    """
    xx, xz, zz = _dot(x, x), _dot(x, z), _dot(z, z)
    with np.errstate(divide="ignore", invalid="ignore"):
        # what x does not explain of z, instead of the normal equations: no digits are lost to collinearity
        rest = z - _wide(xz / xx) * x
        on_z = _dot(rest, y) / _dot(rest, rest)
        on_x = _dot(x, y - _wide(on_z) * z) / xx
        residual = y - _wide(on_x) * x - _wide(on_z) * z
        alike = np.abs(xz) / np.sqrt(xx * zz)
        condition = np.sqrt((1.0 + alike) / np.maximum(1.0 - alike, 0.0))
        condition = np.where(np.isnan(condition), np.inf, condition)
        left = _dot(residual, residual)
        r2 = 1.0 - left / _dot(y, y)
        scale = xx * _dot(rest, rest)
        # rows of (X'X)^-1 X'
        pull_x = (_wide(zz) * x - _wide(xz) * z) / _wide(scale)
        pull_z = (_wide(xx) * z - _wide(xz) * x) / _wide(scale)
        if errors == "classical":
            noise = left / (n - _K)
            variance = np.stack([noise * zz / scale, noise * xx / scale], axis=1)
        else:
            variance = np.stack([_sandwich(pull * residual, n, errors) for pull in (pull_x, pull_z)], axis=1)
    return np.stack([on_x, on_z], axis=1), np.sqrt(variance), r2, condition, residual


def _sandwich(score: FloatArray, n: int, errors: str) -> FloatArray:
    if errors == "hc1":
        robust: FloatArray = (score**2).sum(axis=(1, 2)) * n / (n - _K)
        return robust
    units = score.shape[1]
    clustered: FloatArray = (score.sum(axis=2) ** 2).sum(axis=1) * units / (units - 1) * (n - 1) / (n - _K)
    return clustered


def _dot(x: FloatArray, y: FloatArray) -> FloatArray:
    product: FloatArray = np.einsum("sut,sut->s", x, y)
    return product


def _wide(value: FloatArray) -> FloatArray:
    return value[:, None, None]


def verdict(
    found: Fit, critical: float, factor: float, max_condition: float
) -> dict[str, npt.NDArray[np.bool_]]:
    """Return for every sample which conditions an ordering meets."""
    lambda1, a, lambda2, b = found.value.T
    _, error_a, _, error_b = found.error.T
    return {
        "estimable": (found.condition <= max_condition).all(axis=1),
        "damped": lambda2 > 0,
        "faster": np.abs(lambda2) > factor * np.abs(lambda1),
        "a": np.abs(a) > critical * error_a,
        "b": np.abs(b) > critical * error_b,
    }


def simulate(
    found: Fit,
    start: tuple[FloatArray, FloatArray],
    there: npt.NDArray[np.bool_],
    n_samples: int,
    rng: np.random.Generator,
) -> tuple[FloatArray, FloatArray]:
    """Draw panels from the estimated equations: normal errors, first period of every unit as observed.

    ``start`` holds q1 and q2 as observed, units x periods. Returns samples x units x periods; what follows the last
    period of a unit is drawn too, and for ``fit`` to leave out.
    """
    lambda1, a, lambda2, b = found.value[0]
    left = found.residual[0].reshape(2, -1)
    root = _root(left @ left.T / (there.sum() - _K))
    drawn = rng.standard_normal((n_samples, *there.shape, 2)) @ root.T
    q1, q2 = (np.repeat(observed[None], n_samples, axis=0) for observed in start)
    # a replicate that runs away is infinite, and so not estimable
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(there.shape[1]):
            was1, was2 = q1[..., t], q2[..., t]
            q1[..., t + 1] = (1.0 - lambda1) * was1 - a * was1 * was2 + drawn[:, :, t, 0]
            q2[..., t + 1] = (1.0 - lambda2) * was2 + b * was1**2 + drawn[:, :, t, 1]
    return q1, q2


def _root(covariance: FloatArray) -> FloatArray:
    """Return a root of a covariance matrix, also of a singular one."""
    values, vectors = np.linalg.eigh(covariance)
    root: FloatArray = vectors * np.sqrt(np.maximum(values, 0.0))
    return root
