"""T of part combinations with its null, their standard errors and draws, for many groups at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, SchemaError
from cinet.patterns import Patterns
from cinet.synergy import entropies

__all__ = [
    "Draws",
    "Estimate",
    "Levels",
    "draws",
    "entropies_of",
    "estimate",
    "held_groups",
    "standard_error",
    "table_of",
]

FloatArray = npt.NDArray[np.float64]
Levels = str | Sequence[str] | None

# a joint table of all subsets of more parts has millions of margins, and nobody could read its T
_MOST_PARTS = 8
_INTERVAL = [0.025, 0.975]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known of every group; NaN where it holds no record."""

    total: FloatArray
    T: FloatArray
    T_null: FloatArray
    se: FloatArray
    se_excess: FloatArray
    expected: FloatArray  # cell probabilities under the null

    @property
    def T_excess(self) -> FloatArray:
        """T beyond what independence gives."""
        return self.T - self.T_null


@dataclass(frozen=True, slots=True)
class Draws:
    """Intervals of T and of its excess (2 x groups), and p against the null."""

    T: FloatArray
    T_excess: FloatArray
    p: FloatArray


def held_groups(patterns: Patterns, by: Levels) -> Patterns:
    """Return the groups to compute for: as they are, or pooled to the levels named; refuse what cannot be used."""
    if not isinstance(patterns, Patterns):
        raise SchemaError(
            f"expected Patterns, got {type(patterns).__name__}: make them with eco.patterns(parts) or "
            "Patterns.from_venn(cells)."
        )
    k = len(patterns.parts)
    if k > _MOST_PARTS:
        raise SchemaError(
            f"{k} parts are too many for entropies of all their subsets; at most {_MOST_PARTS} can be read. "
            "Merge parts, or use helix_triads."
        )
    held = patterns if by is None else patterns.pooled(by)
    if not held.counts.any():
        raise EmptySelection("no group holds a record, so there is nothing to compute T from.")
    return held


def estimate(patterns: Patterns) -> Estimate:
    """Compute T, T_null and their standard errors by the delta method."""
    counts, k = patterns.counts, len(patterns.parts)
    total = counts.sum(axis=1)
    some = np.where(total > 0, total, np.nan)
    probability = counts / np.where(total > 0, total, 1.0)[:, None]
    found = entropies.transmission(counts, k)
    local = entropies.alternating(counts, k)
    expected = entropies.quasi_independence(counts, k, patterns.none_known)
    # with all cells observed, independent parts give exactly 0; summing logarithms would leave rounding noise
    null, influence = np.zeros(len(counts)), local
    if not patterns.none_known:
        null = entropies.transmission(expected, k)
        influence = local - _null_influence(expected, k)
    empty = np.where(total > 0, 0.0, np.nan)
    return Estimate(
        total,
        found + empty,
        null + empty,
        standard_error(local, probability, some),
        standard_error(influence, probability, some),
        expected,
    )


def standard_error(influence: FloatArray, probability: FloatArray, total: FloatArray) -> FloatArray:
    """Return the root of Var(influence) / total: the delta method, for a statistic with this slope in every cell."""
    mean = (probability * influence).sum(axis=1, keepdims=True)
    spread = (probability * (influence - mean) ** 2).sum(axis=1)
    # what does not vary has no error, but rounding leaves one
    size = np.abs(influence).max(axis=1)
    error: FloatArray = np.sqrt(np.where(spread > (1e-14 * size) ** 2, spread, 0.0) / total)
    return error


def _null_influence(expected: FloatArray, k: int) -> FloatArray:
    """Return sum_k b_k x_k for every cell x, b the slopes of T_null in the shares of the parts.

    The null is an exponential family in the parts, so b is the regression of its own t(x) on x under it.
    """
    held = (np.arange(2**k)[:, None] >> np.arange(k) & 1).astype(np.float64)
    local = entropies.alternating(expected, k)
    mean = (expected[:, :, None] * held).sum(axis=1)
    centred = held[None, :, :] - mean[:, None, :]
    weighted = expected[:, :, None] * centred
    covariance = np.swapaxes(weighted, 1, 2) @ centred
    slopes = np.linalg.pinv(covariance, rcond=1e-10, hermitian=True) @ (
        np.swapaxes(weighted, 1, 2) @ local[:, :, None]
    )
    influence: FloatArray = (held @ slopes)[:, :, 0]
    return influence


def draws(patterns: Patterns, held: Estimate, n_boot: int, seed: int) -> Draws:
    """Percentile intervals from resampled records (the null refitted each time), p from records of the null."""
    k = len(patterns.parts)
    if (held.total > 2**53).any():
        raise SchemaError(
            f"a group holds {held.total.max():.3g} records, more than can be drawn again one by one: leave out the "
            "draws with n_boot=0, or give the counts in larger units."
        )
    # published shares need not be whole records; draws are
    records = np.rint(held.total).astype(np.int64)
    drawn = np.flatnonzero(records > 0)
    interval, beyond = np.full((2, len(records)), np.nan), np.full((2, len(records)), np.nan)
    p = np.full(len(records), np.nan)
    step = max(1, (1 << 20) // (n_boot * 2**k))
    for first in range(0, len(drawn), step):
        some = drawn[first : first + step]
        again, under = (
            np.concatenate(sampled)
            for sampled in zip(*(_sample(patterns, held, group, n_boot, seed) for group in some), strict=True)
        )
        value = entropies.transmission(again, k).reshape(len(some), n_boot)
        excess = value
        if not patterns.none_known:
            refitted = entropies.quasi_independence(again, k, none_known=False)
            excess = value - entropies.transmission(refitted, k).reshape(len(some), n_boot)
        interval[:, some] = np.quantile(value, _INTERVAL, axis=1)
        beyond[:, some] = np.quantile(excess, _INTERVAL, axis=1)
        at_most = entropies.transmission(under, k).reshape(len(some), n_boot) <= held.T[some, None] + 1e-12
        p[some] = (at_most.sum(axis=1) + 1) / (n_boot + 1)
    return Draws(interval, beyond, p)


def _sample(
    patterns: Patterns, held: Estimate, group: int, n_boot: int, seed: int
) -> tuple[FloatArray, FloatArray]:
    """Draw the records of one group again, and as many under the null."""
    rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(int(group),)))
    records = int(np.rint(held.total[group]))
    again, under = (
        rng.multinomial(records, shares / shares.sum(), size=n_boot).astype(np.float64)
        for shares in (patterns.counts[group], held.expected[group])
    )
    return again, under


def entropies_of(patterns: Patterns) -> dict[tuple[int, ...], FloatArray]:
    """Return H_S of every group by the parts of S."""
    k = len(patterns.parts)
    return dict(zip(entropies.subsets(k), entropies.subset_entropies(patterns.counts, k).T, strict=True))


def table_of(columns: Mapping[str, FloatArray], groups: pd.Index) -> pd.DataFrame:
    """Put columns side by side; a group without records is NaN in all but n, and nothing is -0.0."""
    values = np.column_stack(list(columns.values())) + 0.0
    first = list(columns).index("n") + 1 if "n" in columns else 0
    if first:
        values[values[:, 0] == 0, first:] = np.nan
    return pd.DataFrame(values, index=groups, columns=pd.Index(list(columns)))
