"""Coupling coordination: how far subsystems keep pace with each other, and at what level."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few
from cinet.synergy.grades import COORDINATION, COUPLING_STAGES, grade, named, scale_of
from cinet.synergy.indicator_input import Weights, as_weights, chosen
from cinet.synergy.score_input import finite_table, number_within, pair_within, unit_interval

__all__ = ["coupling", "coupling_degree", "grade_by_method"]

FloatArray = npt.NDArray[np.float64]
Cuts = Sequence[float] | Mapping[str, float] | None

_SYNCHRONOUS: Final = MappingProxyType({"en": "synchronous", "zh": "同步"})


def coupling(
    U: pd.DataFrame,
    method: str = "standard",
    *,
    weights: Weights = None,
    k: float | None = None,
    interval: tuple[float, float] | None = None,
    grades: Cuts = None,
    stages: Cuts = None,
    right: bool = False,
    synchronous: float = 0.1,
    lang: str = "en",
) -> pd.DataFrame:
    """How far the subsystems of a unit are developed together (D), from their balance (C) and level (T).

    ``D = sqrt(C T)``, ``T = sum_i weights_i U_i``, and with n subsystems C is, by ``method``,

    - standard: ``n (prod_i U_i)^(1/n) / sum_i U_i``;
    - wang: ``sqrt((1 - mean_(i<j) abs(U_i - U_j)) (prod_i U_i / max U)^(1/(n-1)))``, where the largest U drops out
      of the product;
    - liao: ``(prod_i U_i / (mean U)^n)^k``.

    Parameters
    ----------
    U : DataFrame
        Scores of subsystems (columns) in 0 to 1, one row per unit or per (unit, year). In a panel they must come
        from one normalisation over all years, or D cannot be compared over time.
    method : {"standard", "wang", "liao"}
        Formula of C.
    weights : mapping, Series, array_like or None
        Weights of the subsystems in T, sum 1; equal by default. They never enter C.
    k : float, optional
        Exponent of liao, 2 by default. Other methods have none.
    interval : tuple of float, optional
        Compress every column to this interval first, ``a + (b - a) (U - min) / (max - min)`` over all rows, as
        SPSSAU does with (0.01, 0.99). Scores then need not lie in 0 to 1, and D tells the place within this
        sample only.
    grades, stages : sequence of float or mapping, optional
        Inner cut points of D and of C, or class name -> lower end. By default 0.1, 0.2, ..., 0.9 and
        0.3, 0.5, 0.8.
    right : bool
        Classes hold their upper end, (a, b], instead of their lower end, [a, b).
    synchronous : float
        If the scores of a unit differ by no more than this, no subsystem lags.
    lang : {"en", "zh"}
        Language of the names of grades and stages.

    Returns
    -------
    DataFrame
        Index of ``U``. C, T, D (range 0 to 1), grade (1 is the lowest), grade_name and stage (ordered
        categoricals) and lag: the lowest subsystem, several joined by ``+`` when they are equal, or
        "synchronous". C, D, grade and stage are NaN where all scores are 0; C and D are 0 where only some are.

    Raises
    ------
    SchemaError
        Scores are missing, infinite, outside 0 to 1 or no numbers; labels are not unique; weights do not sum to 1;
        cut points do not rise; k or interval is out of range; or a column is constant under ``interval``.
    UnknownName
        The method or language is not known, weights do not fit the columns, or a subsystem is called "synchronous".
    EmptySelection
        ``U`` has no row.

    Notes
    -----
    A value within 1e-12 of a cut point counts as on it, so that 0.1 + 0.2 is graded as 0.3 is. Grades depend on
    the method: standard C bunches near 1, see ``grade_by_method``. Scores of exactly 0 are kept; floors such as
    1e-10 turn C = 0 into about 1e-3 for three subsystems. Cost: O(rows n log n).

    References
    ----------
    Wang, S., Kong, W., Ren, L., Zhi, D., & Dai, B. (2021). Journal of Natural Resources 36:793-810,
    doi:10.31497/zrzyxb.20210319. Liao, C. (1999), in Chinese. Tian, S., et al. (2021), Acta Geographica Sinica 76,
    table 1 (grades and stages).

    Examples
    --------
    >>> scores = pd.DataFrame({"tech": [0.3, 0.4], "market": [0.6, 0.4]}, index=["A", "B"])
    >>> coupling(scores)[["C", "T", "D", "grade", "lag"]].round(3)
           C     T      D  grade          lag
    A  0.943  0.45  0.651    7.0         tech
    B  1.000  0.40  0.632    7.0  synchronous
    """
    exponent = _exponent(method, k)
    values = unit_interval(U, "U", "subsystem") if interval is None else _compressed(U, interval)
    synchronous = number_within("synchronous", synchronous, lambda apart: apart >= 0, "0 or more")
    grade_cuts, grade_names = scale_of(grades, COORDINATION, "grades", right, lang)
    stage_cuts, stage_names = scale_of(stages, COUPLING_STAGES, "stages", right, lang)
    c = coupling_degree(values, method, exponent)
    t = values @ as_weights(weights, U.columns, "subsystem")
    d = np.sqrt(c * t)
    number = grade(d, grade_cuts, right)
    columns = {
        "C": c,
        "T": t,
        "D": d,
        "grade": number,
        "grade_name": named(number, grade_names),
        "stage": named(grade(c, stage_cuts, right), stage_names),
        "lag": _lag(values, U.columns, synchronous, lang),
    }
    return pd.DataFrame(columns, index=U.index)


def grade_by_method(
    U: pd.DataFrame,
    *,
    weights: Weights = None,
    k: float = 2.0,
    grades: Cuts = None,
    right: bool = False,
) -> pd.DataFrame:
    """Which coordination grade every unit is given by each formula of C, and how far these grades lie apart.

    ``grade(D)`` of ``coupling`` under the methods standard, wang and liao; ``grade_spread`` is the highest less
    the lowest of the three.

    Parameters
    ----------
    U : DataFrame
        Scores of subsystems (columns) in 0 to 1, one row per unit or per (unit, year).
    weights : mapping, Series, array_like or None
        Weights of the subsystems in T, sum 1; equal by default.
    k : float
        Exponent of liao.
    grades : sequence of float or mapping, optional
        Inner cut points of D, or class name -> lower end.
    right : bool
        Classes hold their upper end, (a, b], instead of their lower end, [a, b).

    Returns
    -------
    DataFrame
        Index of ``U``; ``grade(method=standard)``, ``grade(method=wang)``, ``grade(method=liao)`` (1 is the
        lowest) and grade_spread, 0 if the grade does not depend on the method. NaN where all scores are 0.

    Raises
    ------
    SchemaError, UnknownName, EmptySelection
        As ``coupling``.

    Examples
    --------
    >>> scores = pd.DataFrame({"tech": [0.3, 0.4], "market": [0.6, 0.4]}, index=["A", "B"])
    >>> grade_by_method(scores)["grade_spread"].tolist()
    [1.0, 0.0]
    """
    found = {
        f"grade(method={method})": coupling(
            U, method, weights=weights, k=k if method == "liao" else None, grades=grades, right=right
        )["grade"]
        for method in _DEGREES
    }
    table = pd.DataFrame(found, index=U.index)
    return table.assign(grade_spread=table.max(axis=1) - table.min(axis=1))


def coupling_degree(values: FloatArray, method: str, k: float) -> FloatArray:
    """Return C for every row of scores; NaN where all are 0, 0 where some are."""
    top = values.max(axis=1, keepdims=True)
    # scores relative to the largest: equal ones give exactly 1, and small ones do not underflow
    ratio = np.divide(values, top, out=np.full_like(values, np.nan), where=top > 0)
    degree: FloatArray = np.minimum(_DEGREES[method](values, ratio, k), 1.0)
    return degree


def _standard(values: FloatArray, ratio: FloatArray, k: float) -> FloatArray:
    degree: FloatArray = _balance(ratio) ** (1.0 / ratio.shape[1])
    return degree


def _liao(values: FloatArray, ratio: FloatArray, k: float) -> FloatArray:
    degree: FloatArray = _balance(ratio) ** k
    return degree


def _wang(values: FloatArray, ratio: FloatArray, k: float) -> FloatArray:
    n = values.shape[1]
    # the sum over pairs of differences is a weighted sum of the sorted scores
    place = 2.0 * np.arange(n) - (n - 1)
    apart = np.sort(values, axis=1) @ place / (n * (n - 1) / 2)
    degree: FloatArray = np.sqrt(np.maximum(1.0 - apart, 0.0) * ratio.prod(axis=1) ** (1.0 / (n - 1)))
    return degree


def _balance(ratio: FloatArray) -> FloatArray:
    """Return (geometric mean / arithmetic mean)^n, 1 exactly when all scores are equal."""
    balance: FloatArray = np.minimum((ratio / ratio.mean(axis=1, keepdims=True)).prod(axis=1), 1.0)
    return balance


_DEGREES: Final[Mapping[str, Callable[[FloatArray, FloatArray, float], FloatArray]]] = MappingProxyType(
    {"standard": _standard, "wang": _wang, "liao": _liao}
)


def _exponent(method: str, k: float | None) -> float:
    chosen("method", method, tuple(_DEGREES))
    if k is not None and method != "liao":
        raise SchemaError(f"k is the exponent of method 'liao'; method {method!r} has none, so leave k out.")
    return number_within("k", 2.0 if k is None else k, lambda power: 0 < power < np.inf, "a positive number")


def _compressed(U: pd.DataFrame, interval: tuple[float, float]) -> FloatArray:
    low, high = pair_within(
        "interval", interval, lambda a, b: 0 <= a < b <= 1, "two numbers with 0 <= a < b <= 1"
    )
    values = finite_table(U, "U", "subsystem")
    least, width = values.min(axis=0), np.ptp(values, axis=0)
    if (width == 0).any():
        raise SchemaError(
            f"columns {first_few(U.columns[width == 0])} are constant, so they cannot be compressed to an interval; "
            f"leave them out or leave interval out."
        )
    compressed: FloatArray = low + (high - low) * (values - least) / width
    return compressed


def _lag(values: FloatArray, subsystems: pd.Index, synchronous: float, lang: str) -> list[str]:
    """Name the lowest subsystems of every row."""
    names = [str(name) for name in subsystems]
    level = _SYNCHRONOUS[lang]
    if level in names:
        raise UnknownName(f"a subsystem may not be called {level!r}: this word says that none lags.")
    rounding = 1e-12
    least = values.min(axis=1)
    lowest = values <= least[:, None] + rounding
    lowest[values.max(axis=1) - least <= synchronous + rounding] = False
    kinds, place = np.unique(lowest, axis=0, return_inverse=True)
    words = ["+".join(name for name, low in zip(names, kind, strict=True) if low) or level for kind in kinds]
    return [words[kind] for kind in place.tolist()]
