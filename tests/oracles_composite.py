"""Composite-system synergy as the formulas are written, one comparison at a time."""

from __future__ import annotations

import math


def synergy(before, after, weights=None, linear=False):
    changes = [b - a for a, b in zip(before, after, strict=True)]
    weights = weights or [1 / len(changes)] * len(changes)
    theta = 1 if all(change >= 0 for change in changes) else -1
    if linear:
        return theta * math.fsum(w * abs(d) for w, d in zip(weights, changes, strict=True))
    return theta * math.prod(abs(d) ** w for w, d in zip(weights, changes, strict=True))


def order(value, low, high, rising):
    return (value - low) / (high - low) if rising else (high - value) / (high - low)
