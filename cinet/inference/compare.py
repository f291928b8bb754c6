"""Any registered measure against a null model."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from inspect import signature
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from tqdm import tqdm

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError, UnknownName, nearest
from cinet.granularity import refuse_dyadic
from cinet.incidence import Incidence, Weighting
from cinet.inference.nulls import NetworkNull, NullModel
from cinet.kernels import threads
from cinet.metrics.measure import measure_function
from cinet.network import Network
from cinet.registry import MeasureSpec, measure_spec

__all__ = ["Statistic", "compare", "comparison_table", "drawn", "replicate"]

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Statistic:
    """A measure with its options, computable from an incidence or, when it reads networks, from a network.

    ``value`` picks the column of a measure that has several (T of a helix, the weight of type mixing).
    ``parts`` and ``by`` are read by measures of patterns, ``weighting`` by measures of networks; ``options``
    are further arguments of a measure of networks.
    """

    measure: str
    value: str | None = None
    parts: str | Sequence[str] | Mapping[str, Sequence[str]] | None = None
    by: str | None = None
    weighting: Weighting = "full"
    options: Mapping[str, Any] | None = None

    def of(self, source: Incidence | Network) -> pd.Series:
        """Return the statistic, one entry per actor, pair of groups, group, or a single one."""
        spec = measure_spec(self.measure)
        readers = {
            "patterns": self._of_patterns,
            "incidence": self._of_incidence,
            "network": self._of_network,
        }
        found = readers[spec.reads](spec, source)
        if self.value is not None and not isinstance(found, pd.DataFrame):
            raise SchemaError(
                f"{self.measure} has no columns to choose from: leave out value={self.value!r}."
            )
        if isinstance(found, float):
            return pd.Series([found], index=pd.Index([self.measure], name="measure"), name=self.measure)
        if isinstance(found, pd.DataFrame):
            column = self.value or _DEFAULT_VALUE.get(self.measure)
            if column not in found.columns:
                known = ", ".join(map(str, found.columns))
                raise UnknownName(
                    f"{self.measure} has several columns: choose value= from {known}."
                    f"{nearest(str(self.value), map(str, found.columns))}"
                )
            return found[column]
        series: pd.Series = found
        return series

    def _participations(self, source: Incidence | Network) -> Incidence:
        if isinstance(source, Network):
            raise SchemaError(
                f"{self.measure} reads who takes part in what, which a network does not hold: "
                "give the ecosystem, and a null that shuffles participations."
            )
        return source

    def _of_patterns(self, spec: MeasureSpec, source: Incidence | Network) -> Any:
        incidence = self._participations(source)
        if self.parts is None:
            raise SchemaError(
                f"{self.measure} needs parts=, for example ['university', 'firm', 'government']."
            )
        if self.options:
            raise SchemaError(f"options= belongs to measures of networks: leave it out for {self.measure}.")
        function = measure_function(spec)
        # a comparison has its own draws
        drawn = {"n_boot": 0} if "n_boot" in signature(function).parameters else {}
        return function(incidence.patterns(self.parts, by=self.by), **drawn)

    def _of_incidence(self, spec: MeasureSpec, source: Incidence | Network) -> Any:
        function = measure_function(spec)
        return function(self._participations(source), **self._chosen(function))

    def _of_network(self, spec: MeasureSpec, source: Incidence | Network) -> Any:
        function = measure_function(spec)
        chosen = self._chosen(function)
        if isinstance(source, Incidence):
            return function(source.network(self.weighting), **chosen)
        if self.weighting != "full":
            raise SchemaError(
                f"this network is made already: leave out weighting={self.weighting!r}, or give the ecosystem."
            )
        return function(source, **chosen)

    def _chosen(self, function: Callable[..., Any]) -> dict[str, Any]:
        """Return the arguments of the measure, or say which of them it does not take."""
        if self.parts is not None:
            raise SchemaError(
                f"parts= belongs to measures of patterns such as helix; {self.measure} has none."
            )
        if self.by is not None and "by" not in signature(function).parameters:
            raise SchemaError(f"{self.measure} is not split by groups: leave out by={self.by!r}.")
        chosen = {} if self.by is None else {"by": self.by}
        return chosen | self._known_options(function)

    def _known_options(self, function: Callable[..., Any]) -> dict[str, Any]:
        options = dict(self.options or {})
        takes = list(signature(function).parameters)[1:]
        for name in options:
            if name not in takes:
                raise UnknownName(
                    f"{self.measure} has no option {name!r}.{nearest(name, takes)} "
                    f"It has {', '.join(takes) or 'none'}."
                )
        return options


_DEFAULT_VALUE = {
    "helix": "T",
    "type_mixing": "observed_weight",
    "brokerage": "total",
    "brokerage_groups": "open_pairs",
    "brokerage_tensor": "open_pairs",
    "brokerage_totals": "open_pairs",
}


def compare(
    eco: Ecosystem | Network,
    measure: str,
    *,
    null: NullModel | NetworkNull,
    n: int = 999,
    seed: int = 0,
    value: str | None = None,
    parts: str | Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    by: str | None = None,
    weighting: Weighting = "full",
    options: Mapping[str, Any] | None = None,
    alternative: str = "two-sided",
    workers: int | None = None,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Set a measure against what a null model gives.

    z = (observed - null_mean) / null_sd and p = (b + 1) / (n + 1), b the number of draws at least as extreme
    as the observation (two-sided: at least as far from the null mean).

    Parameters
    ----------
    eco : Ecosystem or Network
        The data; select first what the comparison is about (``eco.select(min_size=2)``). A null that draws
        networks (labels, rewire) takes a network as it is, and the projection of an ecosystem.
    measure : str
        A registered measure: of actors, of the whole network, type_mixing or helix.
    null : null model
        For example ``ci.nulls.curveball(strata=["programme", "year"])``, ``ci.nulls.labels("type")`` or
        ``ci.nulls.rewire()``.
    n : int
        Number of draws.
    seed : int
        Draw k uses the k-th child of this seed, so the result does not depend on ``workers``.
    value : str, optional
        Column of a measure that has several; T for helix, observed_weight for type_mixing, total for brokerage,
        open_pairs for its tables by groups.
    parts : optional
        Parts of a helix.
    by : str, optional
        Grouping: a collaborations column for helix, an actors column for type_mixing, ei_index, brokerage.
    weighting : {"full", "newman", "pair"}
        Weighting of the projection for measures of networks.
    options : mapping, optional
        Further arguments of a measure of networks, such as ``{"credit": "shared"}`` of brokerage.
    alternative : {"two-sided", "less", "greater"}
        What counts as extreme.
    workers : int, optional
        Threads.
    progress : bool, optional
        Show a progress bar; when left out, only on a terminal.

    Returns
    -------
    DataFrame
        One row per entry of the measure: observed, null_mean, null_sd, ratio = observed / null_mean, z, p, low
        and high (2.5 and 97.5 % quantiles of the draws), n_draws (draws in which the entry was defined).
        NaN where the null does not vary (z) or the null mean is 0 (ratio).

    Raises
    ------
    SchemaError
        n is not positive, the measure misses an argument, or the data does not hold what the null shuffles.
    UnknownName
        The measure, the column, an option, the alternative or a stratum is not known.

    References
    ----------
    Davison, A. C., & Hinkley, D. V. (1997). Bootstrap Methods and their Application, ch. 4.

    Examples
    --------
    >>> import cinet as ci
    >>> eco = ci.example("parks").select(min_size=2)
    >>> table = ci.compare(eco, "ei_index", null=ci.nulls.curveball(), n=19, seed=1)
    >>> bool(table.loc["ei_index", "null_sd"] > 0)
    True
    >>> ci.compare(eco.network(), "ei_index", null=ci.nulls.labels(), n=19, seed=1).columns.tolist()
    ['observed', 'null_mean', 'null_sd', 'ratio', 'z', 'p', 'low', 'high', 'n_draws']
    """
    statistic = Statistic(measure, value=value, parts=parts, by=by, weighting=weighting, options=options)
    tables = replicate(
        eco,
        {measure: statistic},
        null=null,
        n=n,
        seed=seed,
        alternative=alternative,
        workers=workers,
        progress=progress,
    )
    return tables[measure]


def replicate(
    eco: Ecosystem | Network,
    statistics: Mapping[str, Statistic],
    *,
    null: NullModel | NetworkNull,
    n: int,
    seed: int,
    alternative: str = "two-sided",
    workers: int | None = None,
    progress: bool | None = None,
) -> dict[str, pd.DataFrame]:
    """Compare several statistics with the same draws of one null model.

    Parameters
    ----------
    eco, null, n, seed, alternative, workers, progress
        As in :func:`compare`.
    statistics : mapping
        Name -> what to compute.

    Returns
    -------
    dict of str to DataFrame
        One comparison per name.
    """
    observed, draws = drawn(
        eco,
        statistics,
        null=null,
        n=n,
        seed=seed,
        alternative=alternative,
        workers=workers,
        progress=progress,
    )
    return {name: comparison_table(observed[name], draws[name], alternative) for name in statistics}


def drawn(
    eco: Ecosystem | Network,
    statistics: Mapping[str, Statistic],
    *,
    null: NullModel | NetworkNull,
    n: int,
    seed: int,
    alternative: str = "two-sided",
    workers: int | None = None,
    progress: bool | None = None,
) -> tuple[dict[str, pd.Series], dict[str, FloatArray]]:
    """Return every statistic as observed, and its draws: one row per draw, one column per entry."""
    if n < 1:
        raise SchemaError(f"n must be at least 1 draw, not {n}.")
    if alternative not in _EXTREME:
        raise UnknownName(
            f"alternative {alternative!r} is not known.{nearest(alternative, _EXTREME)} Known: {', '.join(_EXTREME)}."
        )
    start, draw_from = _start(eco, statistics, null)
    if isinstance(start, Network) and not isinstance(eco, Network):
        statistics = {name: replace(statistic, weighting="full") for name, statistic in statistics.items()}
    observed = {name: statistic.of(start).astype(np.float64) for name, statistic in statistics.items()}

    def once(draw: int) -> dict[str, FloatArray]:
        shuffled = draw_from(np.random.SeedSequence(seed, spawn_key=(draw,)))
        return {
            name: statistic.of(shuffled).reindex(observed[name].index).to_numpy(dtype=np.float64)
            for name, statistic in statistics.items()
        }

    shown = sys.stderr.isatty() if progress is None else progress
    draws = {name: np.empty((n, len(values))) for name, values in observed.items()}
    results: Any = threads.ordered_map(once, range(n), workers=workers)
    for draw, result in enumerate(tqdm(results, total=n, desc=null.name, disable=not shown)):
        for name, values in result.items():
            draws[name][draw] = values
    return observed, draws


def _start(
    eco: Ecosystem | Network, statistics: Mapping[str, Statistic], null: NullModel | NetworkNull
) -> tuple[Incidence | Network, Callable[[np.random.SeedSequence], Incidence | Network]]:
    """Return what the statistics are computed from, and how one draw of it is made."""
    if isinstance(null, NetworkNull):
        net = eco if isinstance(eco, Network) else _projected(eco, statistics)
        return net, lambda seed: null.draw_network(net, seed)
    if isinstance(eco, Network):
        raise SchemaError(
            f"the {null.name} null shuffles who takes part in what, which a network does not hold: give the "
            "ecosystem, or use ci.nulls.labels(by) or ci.nulls.rewire()."
        )
    incidence = eco.incidence(strata=list(null.strata) or None)
    refuse_dyadic(incidence._collaborations, f"a shuffle of participations ({null.name})")
    return incidence, lambda seed: null.draw(incidence, seed)


def _projected(eco: Ecosystem, statistics: Mapping[str, Statistic]) -> Network:
    weightings = sorted({statistic.weighting for statistic in statistics.values()})
    if len(weightings) > 1:
        raise SchemaError(
            f"statistics that share the draws of a network share its weighting, not {' and '.join(weightings)}: "
            "compare them in separate calls."
        )
    return eco.network(weightings[0] if weightings else "full", cap=None)


# equal values must count as equal although both carry rounding errors


def _far(drawn: FloatArray, seen: FloatArray, mean: FloatArray) -> npt.NDArray[np.bool_]:
    return np.abs(drawn - mean) >= np.abs(seen - mean) - _rounding(seen, mean)


def _low(drawn: FloatArray, seen: FloatArray, mean: FloatArray) -> npt.NDArray[np.bool_]:
    return drawn <= seen + _rounding(seen, mean)


def _high(drawn: FloatArray, seen: FloatArray, mean: FloatArray) -> npt.NDArray[np.bool_]:
    return drawn >= seen - _rounding(seen, mean)


def _rounding(seen: FloatArray, mean: FloatArray) -> FloatArray:
    return 1e-12 * np.maximum(np.abs(seen), np.abs(mean)) + 1e-15


_EXTREME: Mapping[str, Callable[[FloatArray, FloatArray, FloatArray], npt.NDArray[np.bool_]]] = {
    "two-sided": _far,
    "less": _low,
    "greater": _high,
}


#: Entries whose draws are summarised together: copies of all draws of a large network would not fit.
_BLOCK = 4096


def comparison_table(observed: pd.Series, draws: FloatArray, alternative: str = "two-sided") -> pd.DataFrame:
    """Set observed values beside their draws (one row per draw): the columns of ``compare``."""
    starts = range(0, max(len(observed), 1), _BLOCK)
    blocks = [slice(start, start + _BLOCK) for start in starts]
    return pd.concat([_summarised(observed.iloc[block], draws[:, block], alternative) for block in blocks])


def _summarised(observed: pd.Series, draws: FloatArray, alternative: str) -> pd.DataFrame:
    seen = observed.to_numpy()
    defined = np.isfinite(draws)
    count = defined.sum(axis=0)
    some = np.maximum(count, 1)
    filled = np.where(defined, draws, 0.0)
    mean = np.where(count > 0, filled.sum(axis=0) / some, np.nan)
    spread = np.where(defined, draws - mean, 0.0)
    sd = np.where(count > 1, np.sqrt((spread**2).sum(axis=0) / np.maximum(count - 1, 1)), np.nan)
    # a spread at rounding level is no spread
    varies = sd > 1e-12 * np.maximum(np.abs(mean), 1e-300)
    extreme = (_EXTREME[alternative](draws, seen, mean) & defined).sum(axis=0)
    known = (count > 0) & np.isfinite(seen)
    low, high = _quantiles(draws, defined)
    return pd.DataFrame(
        {
            "observed": seen,
            "null_mean": mean,
            "null_sd": sd,
            "ratio": np.divide(seen, mean, out=np.full_like(seen, np.nan), where=np.abs(mean) > 0),
            "z": np.divide(seen - mean, sd, out=np.full_like(seen, np.nan), where=varies),
            "p": np.where(known, (extreme + 1) / (count + 1), np.nan),
            "low": low,
            "high": high,
            "n_draws": count,
        },
        index=observed.index,
    )


def _quantiles(draws: FloatArray, defined: npt.NDArray[np.bool_]) -> tuple[FloatArray, FloatArray]:
    low = np.full(draws.shape[1], np.nan)
    high = low.copy()
    some = defined.any(axis=0)
    if some.any():
        low[some], high[some] = np.nanquantile(
            np.where(defined, draws, np.nan)[:, some], [0.025, 0.975], axis=0
        )
    return low, high
