"""Haken model: the two equations run forward, samples of them, and least squares by the textbook matrices."""

from __future__ import annotations

import numpy as np
import pandas as pd

NAMES = ("lambda1", "a", "lambda2", "b")
TRUE = {"lambda1": -0.1, "a": 0.3, "lambda2": 0.8, "b": 0.4}
PARAMETERS = tuple(TRUE.values())


def run(parameters, start, periods, noise=None):
    """q1 and q2 over the periods."""
    lambda1, a, lambda2, b = parameters
    q = [start]
    for t in range(periods - 1):
        q1, q2 = q[-1]
        e1, e2 = (0.0, 0.0) if noise is None else noise[t]
        q.append(((1 - lambda1) * q1 - a * q1 * q2 + e1, (1 - lambda2) * q2 + b * q1**2 + e2))
    return [row[0] for row in q], [row[1] for row in q]


def parameters(q1, q2):
    """lambda1, a, lambda2, b of one series by numpy's least squares."""
    q1, q2 = np.asarray(q1), np.asarray(q2)
    x1, x2 = q1[:-1], q2[:-1]
    first = np.linalg.lstsq(np.column_stack([x1, x1 * x2]), q1[1:], rcond=None)[0]
    second = np.linalg.lstsq(np.column_stack([x2, x1**2]), q2[1:], rcond=None)[0]
    return [1 - first[0], -first[1], 1 - second[0], second[1]]


def series(parameters=PARAMETERS, start=(0.2, 0.05), periods=13, scale=0.0, seed=0):
    noise = scale * np.random.default_rng(seed).standard_normal((periods, 2))
    q1, q2 = run(parameters, start, periods, noise)
    index = pd.RangeIndex(2000, 2000 + periods)
    return pd.Series(q1, index=index, name="tech"), pd.Series(q2, index=index, name="market")


def panel(units=8, periods=8, scale=0.01, seed=1):
    rng = np.random.default_rng(seed)
    found = []
    for unit in range(units):
        start = (rng.uniform(0.15, 0.4), rng.uniform(0.02, 0.2))
        q1, q2 = series(start=start, periods=periods, scale=scale, seed=seed + unit)
        found.append(pd.DataFrame({"tech": q1, "market": q2}))
    return pd.concat(found, keys=[f"park {unit}" for unit in range(units)], names=["park", "year"])
