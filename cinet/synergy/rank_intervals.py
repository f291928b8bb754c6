"""How much of a ranking is method: ranks over normalisations, weights, aggregations and perturbed weights."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import rankdata

from cinet.errors import SchemaError, SizeCapError, UndefinedMeasure, first_few
from cinet.kernels.scaling import UNIT_RANGE
from cinet.panel import Directions, IndicatorPanel, as_panel
from cinet.synergy.composite_index import AGGREGATIONS, aggregated, named_weights
from cinet.synergy.indicator_input import as_scores, chosen, comparable, number

__all__ = ["rank_intervals", "rank_runs", "rank_sources", "rank_stability"]

FloatArray = npt.NDArray[np.float64]

_LEVELS: Final = ("normalise", "weights", "aggregation", "draw")
#: Ranks held at once, at 8 bytes each.
_MOST_RANKS: Final = 200_000_000
#: Units of one year whose pairs are compared.
_MOST_UNITS: Final = 2_000


def rank_runs(
    X: pd.DataFrame | IndicatorPanel,
    *,
    directions: Directions = None,
    normalisations: Sequence[str] = ("minmax", "rank"),
    weights: Sequence[str] | Mapping[str, Any] = ("equal", "entropy", "critic"),
    aggregations: Sequence[str] = ("linear", "geometric", "topsis"),
    n_draws: int = 100,
    concentration: float = 100.0,
    interval: tuple[float, float] = (0.01, 1.0),
    base: str = "panel",
    seed: int = 0,
) -> pd.DataFrame:
    """Rank of every unit under every combination of defensible choices, and under perturbed weights.

    All combinations of normalisation, weights and aggregation are run, each with the weights themselves (draw 0) and
    with n_draws draws from a Dirichlet distribution around them, w* ~ Dirichlet(concentration w).

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Units, or (unit, year), by indicators.
    directions : str, sequence or mapping, optional
        Per indicator, as in ``composite_index``.
    normalisations : sequence of str
        Normalisations to run.
    weights : sequence of str, or mapping
        Names of weightings (``"equal"``, ``"entropy"``, ``"critic"``, ``"variation"``, ``"pca"``), or name -> name
        or numbers, for instance ``{"equal": "equal", "experts": series}``.
    aggregations : sequence of str
        Of ``"linear"``, ``"geometric"``, ``"topsis"``.
    n_draws : int
        Draws of perturbed weights per set of weights, the same for all normalisations and aggregations; 0 runs the
        full factorial alone.
    concentration : float
        At least 1. A weight w gets the standard deviation sqrt(w (1 - w) / (concentration + 1)): with 100 a weight
        of .1 varies by .03.
    interval : (float, float)
        Where min-max and rank values are moved to, so that a geometric index is not 0 for the last unit.
    base : {"panel", "year"}
        Normalise over all units and years, or within each year.
    seed : int
        Seed of the draws; every set of weights has its own stream.

    Returns
    -------
    DataFrame
        Rows of X; columns (normalise, weights, aggregation, draw). Rank 1 is the best, ties share the mean of their
        places; in a panel within the year.

    Raises
    ------
    UndefinedMeasure
        One unit only; all units are alike; values do not suit a normalisation, or are negative in a geometric index.
    SizeCapError
        Rows times runs exceed 200 million.
    SchemaError
        A choice is listed twice or none is, or numbers are out of range.
    UnknownName
        A choice is not known.

    Notes
    -----
    O(runs n (indicators + log n)) time, 8 bytes per rank. The spread says how much depends on these choices; choices
    that are not in the list, the selection of indicators first of all, are not in it.

    References
    ----------
    Saisana, M., Saltelli, A., & Tarantola, S. (2005). Journal of the Royal Statistical Society A 168(2):307-323.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6], "waste": [1, 5, 2]}, index=["A", "B", "C"])
    >>> runs = rank_runs(table, directions={"waste": "negative"}, n_draws=0)
    >>> runs.shape
    (3, 18)
    """
    panel = as_panel(X, directions)
    named = (
        dict(weights)
        if isinstance(weights, Mapping)
        else {name: name for name in _listed("weights", weights)}
    )
    cells = (_listed("normalisations", normalisations), list(named), _listed("aggregations", aggregations))
    for how in cells[2]:
        chosen("aggregation", how, AGGREGATIONS)
    _check_draws(named, n_draws, concentration)
    n_draws = int(n_draws)
    n_runs = math.prod(map(len, cells)) * (n_draws + 1)
    if n_runs * len(panel.values) > _MOST_RANKS:
        raise SizeCapError(
            f"{len(panel.values):,} rows in {n_runs:,} runs are more than {_MOST_RANKS:,} ranks; "
            "lower n_draws, or rank the years one by one."
        )
    streams = _stream(seed).spawn(len(named))
    drawn = [
        _perturbed(named_weights(given, panel), n_draws, concentration, stream)
        for given, stream in zip(named.values(), streams, strict=True)
    ]
    lower = 0.0 if "geometric" in cells[2] else -np.inf
    ranks = []
    for method in cells[0]:
        moved = interval if method in UNIT_RANGE else None
        x = as_scores(panel, None, method, base=base, interval=moved, lower=lower).values.to_numpy()
        ranks += [_ranks(aggregated(x, sets, how), panel) for sets in drawn for how in cells[2]]
    columns = pd.MultiIndex.from_product([*cells, range(n_draws + 1)], names=_LEVELS)
    return pd.DataFrame(np.column_stack(ranks), index=panel.values.index, columns=columns)


def rank_intervals(runs: pd.DataFrame, *, level: float = 0.9) -> pd.DataFrame:
    """Range of ranks that a unit takes over the runs: what may be said of its place.

    Parameters
    ----------
    runs : DataFrame
        What ``rank_runs`` gives.
    level : float
        Share of the runs between rank_low and rank_high, which are their quantiles (1 - level) / 2 and
        (1 + level) / 2.

    Returns
    -------
    DataFrame
        Per unit rank_mean, rank_median, rank_low, rank_high, rank_best and rank_worst; 1 is the best.

    Raises
    ------
    SchemaError
        The table is not one of runs, or the level is out of range.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6], "waste": [1, 5, 2]}, index=["A", "B", "C"])
    >>> runs = rank_runs(table, directions={"waste": "negative"}, n_draws=200, seed=7)
    >>> rank_intervals(runs)[["rank_low", "rank_high"]].values.tolist()
    [[1.0, 3.0], [1.0, 3.0], [1.0, 2.0]]
    """
    held = _held(runs)
    _check_level(level)
    low, middle, high = np.quantile(held, [(1 - level) / 2, 0.5, (1 + level) / 2], axis=1)
    return pd.DataFrame(
        {
            "rank_mean": held.mean(axis=1),
            "rank_median": middle,
            "rank_low": low,
            "rank_high": high,
            "rank_best": held.min(axis=1),
            "rank_worst": held.max(axis=1),
        },
        index=runs.index,
    )


def rank_stability(runs: pd.DataFrame, *, level: float = 0.95) -> pd.Series:
    """Share of the other units that a unit stands before, or behind, whatever the choices.

    The order of two units is stable when at least the share ``level`` of the runs agree on it; a tie agrees with
    neither. The mean over the units is the share of all pairs whose order is stable.

    Parameters
    ----------
    runs : DataFrame
        What ``rank_runs`` gives; up to 2,000 units, in a panel per year.
    level : float
        Share of runs that have to agree, above 0.5.

    Returns
    -------
    Series
        Per unit, range [0, 1]; in a panel among the units of its year. NaN when the unit is alone in its year.

    Raises
    ------
    SizeCapError
        More than 2,000 units: pairs grow with the square.
    SchemaError
        The table is not one of runs, or the level is out of range.

    Notes
    -----
    O(units^2 runs).

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6], "papers": [1, 5, 4]}, index=["A", "B", "C"])
    >>> rank_stability(rank_runs(table, n_draws=0)).tolist()
    [1.0, 1.0, 1.0]
    """
    held = _held(runs)
    _check_level(level)
    if level <= 0.5:
        raise SchemaError(
            f"level= lies above 0.5, else both orders of a pair could be stable; it is {level:g}."
        )
    share = np.empty(len(held))
    for rows in _years(runs.index):
        if len(rows) > _MOST_UNITS:
            raise SizeCapError(
                f"{len(rows):,} units make too many pairs; rank_stability compares up to {_MOST_UNITS:,}."
            )
        before = np.zeros((len(rows), len(rows)), dtype=np.int32)
        for rank in held[rows].T:
            before += rank[:, None] < rank
        stable = np.maximum(before, before.T) >= level * held.shape[1]
        share[rows] = stable.sum(axis=1) / (len(rows) - 1) if len(rows) > 1 else np.nan
    return pd.Series(share, index=runs.index, name="rank_stability")


def rank_sources(runs: pd.DataFrame) -> pd.DataFrame:
    """Where differences of rank come from: the units themselves, or the choices of method.

    Sums of squares of rank minus mean rank in the full factorial. unit: mean rank of every unit over all runs; every
    choice: how its options move the units (unit x choice); interactions: what combinations of choices add; draws:
    perturbed weights within a combination.

    Parameters
    ----------
    runs : DataFrame
        All columns that ``rank_runs`` gives.

    Returns
    -------
    DataFrame
        Rows unit, normalise, weights, aggregation, interactions, draws; sum_of_squares, not negative, and share, range
        [0, 1], adding up to 1. ``1 - share["unit"]`` is how much of the ranking is method. share is NaN when no rank
        differs from another.

    Raises
    ------
    SchemaError
        The table is not a full factorial of runs.

    Notes
    -----
    The parts are orthogonal because the factorial is complete. Shares depend on which options were run: with one option
    a choice has 0.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6], "waste": [1, 5, 2]}, index=["A", "B", "C"])
    >>> runs = rank_runs(table, directions={"waste": "negative"}, n_draws=0)
    >>> rank_sources(runs)["share"].round(3).tolist()
    [0.4, 0.1, 0.356, 0.05, 0.094, 0.0]
    """
    held = _held(runs)
    columns = runs.columns
    codes = [pd.factorize(columns.get_level_values(name))[0] for name in _LEVELS]
    shape = tuple(int(code.max()) + 1 for code in codes)
    if int(np.prod(shape)) != len(columns) or not columns.is_unique:
        raise SchemaError("the runs are not a full factorial: pass all columns that rank_runs gives.")
    cube = held[:, np.lexsort(codes[::-1])].reshape(len(held), *shape)
    mean = cube.mean(axis=(1, 2, 3, 4))
    expected = np.empty(len(mean))
    for rows in _years(runs.index):
        expected[rows] = mean[rows].mean()
    total = ((held - expected[:, None]) ** 2).sum()
    cells = cube.mean(axis=4)
    parts = {"unit": len(columns) * ((mean - expected) ** 2).sum()}
    for axis, name in enumerate(_LEVELS[:3], 1):
        others = tuple(other for other in (1, 2, 3) if other != axis)
        effect = cells.mean(axis=others) - mean[:, None]
        parts[name] = len(columns) / shape[axis - 1] * (effect**2).sum()
    within = ((cube - cells[..., None]) ** 2).sum()
    # what rounding leaves below nothing is nothing
    parts["interactions"] = max(total - within - sum(parts.values()), 0.0)
    parts["draws"] = within
    found = pd.Series(parts, name="sum_of_squares")
    return pd.DataFrame({"sum_of_squares": found, "share": found / total if total > 0 else np.nan})


def _listed(what: str, options: Sequence[str]) -> list[str]:
    listed = [options] if isinstance(options, str) else options
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str) for one in listed):
        raise SchemaError(f"{what}= is a list of names, not {options!r}.")
    twice = [one for one in dict.fromkeys(listed) if listed.count(one) > 1]
    if not listed or twice:
        raise SchemaError(
            f"{what}= lists every option once and at least one; twice: {first_few(twice) or 'none'}."
        )
    return list(listed)


def _check_draws(named: dict[str, Any], n_draws: int, concentration: float) -> None:
    if not named:
        raise SchemaError("weights= names no set of weights; at least one is needed.")
    if not number("n_draws", n_draws).is_integer() or n_draws < 0:
        raise SchemaError(f"n_draws= is a whole number of 0 or more, not {n_draws!r}.")
    if not 1 <= number("concentration", concentration) < np.inf:
        raise SchemaError(f"concentration= is finite and at least 1, not {concentration!r}.")


def _check_level(level: float) -> None:
    if not 0 < number("level", level) <= 1:
        raise SchemaError(f"level= lies above 0 and not above 1; it is {level:g}.")


def _stream(seed: int) -> np.random.SeedSequence:
    try:
        return np.random.SeedSequence(seed)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"seed= is a whole number of 0 or more, not {seed!r}.") from error


def _perturbed(
    weights: FloatArray, n_draws: int, concentration: float, stream: np.random.SeedSequence
) -> FloatArray:
    """Return indicators x (1 + n_draws): the weights themselves, then draws around them."""
    gamma = np.random.default_rng(stream).standard_gamma(concentration * weights, (n_draws, len(weights)))
    return np.column_stack([weights, (gamma / gamma.sum(axis=1, keepdims=True)).T])


def _ranks(score: FloatArray, panel: IndicatorPanel) -> FloatArray:
    if np.isnan(score).any():
        raise UndefinedMeasure("all units are alike in the weighted indicators, so there is nothing to rank.")
    falling = -comparable(score)
    ranks = np.empty_like(falling)
    for rows in _years(panel.values.index):
        ranks[rows] = rankdata(falling[rows], axis=0)
    return ranks


def _years(index: pd.Index) -> list[npt.NDArray[np.intp]]:
    """Return the positions of the rows of every year; all rows when there are no years."""
    if index.nlevels == 1:
        return [np.arange(len(index))]
    codes, years = pd.factorize(index.get_level_values(1))
    return [np.flatnonzero(codes == code) for code in range(len(years))]


def _held(runs: pd.DataFrame) -> FloatArray:
    if not isinstance(runs, pd.DataFrame) or tuple(runs.columns.names) != _LEVELS or runs.empty:
        raise SchemaError(
            f"runs are a table as rank_runs gives it, with the column levels {', '.join(_LEVELS)}."
        )
    held: FloatArray = runs.to_numpy(dtype=np.float64)
    return held
