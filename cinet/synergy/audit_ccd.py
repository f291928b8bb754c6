"""Which formula, right or wrong, stands behind printed values of coupling coordination."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, SchemaError, UnknownName, first_few
from cinet.synergy.coupling import coupling_degree
from cinet.synergy.indicator_input import Weights, as_weights, chosen
from cinet.synergy.score_input import number_within, unit_interval

__all__ = ["audit_ccd"]

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Formula:
    """A formula of C from scores and weights, and how D follows from it."""

    name: str
    description: str
    right: bool
    degree: Callable[[FloatArray, FloatArray], FloatArray]
    coordination: Callable[[FloatArray, FloatArray, FloatArray], FloatArray]
    #: Whether the formula is the standard one as far as C is concerned.
    about_d: bool = False


def audit_ccd(
    U: pd.DataFrame,
    reported: pd.Series | npt.ArrayLike,
    *,
    value: str = "D",
    weights: Weights = None,
    tol: float | None = None,
) -> pd.DataFrame:
    """Which known formula of coupling coordination, right or wrong, reproduces reported numbers.

    Every formula is computed from ``U`` and held against ``reported``; a number is reproduced if it differs by at
    most half a unit of the last printed digit, or by at most ``tol``.

    Parameters
    ----------
    U : DataFrame
        Scores of subsystems (columns) in 0 to 1 that the numbers were computed from, one row per unit.
    reported : Series or array_like
        The printed numbers, best as text (``".650"``): text shows its digits, while in 0.65 a last zero is lost,
        so that all numbers are taken to be printed with the digits of the longest. A Series is matched to ``U``
        by label; empty and missing entries are left out.
    value : {"D", "C"}
        What was reported.
    weights : mapping, Series, array_like or None
        Weights of the subsystems, sum 1; equal by default.
    tol : float, optional
        Largest accepted difference. Give it when ``U`` itself was printed rounded.

    Returns
    -------
    DataFrame
        One row per formula, best first. Columns: description; right (whether the formula is sound); share
        (reproduced numbers, 0 to 1); max_deviation (largest absolute difference); reproduces (share is 1); same_as
        (the formulae that give the same values for this ``U``, which no audit can tell apart). If no formula
        reproduces all numbers, the first row is "(none)". max_deviation is NaN in the row "(none)" and for a
        formula that is undefined in every row.

    Raises
    ------
    SchemaError
        ``U`` or weights are not as ``coupling`` wants them, ``reported`` holds no numbers or has another length, or
        ``tol`` is negative.
    UnknownName
        ``value`` is not known, or the labels of ``reported`` are not those of ``U``.
    EmptySelection
        ``U`` has no row, or nothing was reported.

    Notes
    -----
    With two subsystems several formulae coincide (pair sums with each pair twice and a square root are then the
    standard one), with equal weights also both weighted ones: three subsystems and unequal weights say more. That a
    formula reproduces the numbers does not prove that it was used. Cost: O(formulae rows n^2).

    References
    ----------
    Wang, S., Kong, W., Ren, L., Zhi, D., & Dai, B. (2021). Journal of Natural Resources 36:793-810,
    doi:10.31497/zrzyxb.20210319. Liu, C. (2017), in Chinese: about half of 379 papers used a wrong formula.

    Examples
    --------
    >>> scores = pd.DataFrame({"a": [0.2, 0.4], "b": [0.5, 0.6], "c": [0.8, 0.3]})
    >>> audit = audit_ccd(scores, ["0.287", "0.320"], value="C")
    >>> audit.index[0], audit["description"].iloc[0]
    ('lost_coefficient', 'the factor n is lost: C = (prod U)^(1/n) / sum U, at most 1/n')
    """
    chosen("value", value, ("C", "D"))
    values = unit_interval(U, "U", "subsystem")
    share = as_weights(weights, U.columns, "subsystem")
    printed, digits = _printed(reported, U.index)
    kept = ~np.isnan(printed)
    if not kept.any():
        raise EmptySelection("reported holds no number, so there is nothing to audit.")
    # a computed half may round either way in print
    accepted = 0.5 * 10.0**-digits + 1e-9
    if tol is not None:
        accepted = np.full(len(digits), number_within("tol", tol, lambda most: most >= 0, "0 or more") + 1e-9)
    formulae = [formula for formula in _FORMULAE if value == "D" or not formula.about_d]
    found = {formula: _computed(formula, values, share, value)[kept] for formula in formulae}
    rows = [
        _row(formula, computed, printed[kept], accepted[kept], found) for formula, computed in found.items()
    ]
    table = pd.DataFrame(rows).set_index("formula")
    # rounded, so that formulae which coincide keep their order: sound ones first
    ranked = table.assign(rank=table["max_deviation"].round(12)).sort_values(
        ["share", "rank"], ascending=[False, True], kind="stable"
    )
    table = ranked.drop(columns="rank")
    if table["reproduces"].any():
        return table
    none = pd.DataFrame([_NONE]).set_index("formula")
    return pd.concat([none, table])


_NONE: Final = {
    "formula": "(none)",
    "description": "no known formula reproduces all reported numbers; if U is rounded, give tol",
    "right": False,
    "share": 0.0,
    "max_deviation": np.nan,
    "reproduces": False,
    "same_as": "",
}


def _row(
    formula: _Formula,
    computed: FloatArray,
    printed: FloatArray,
    accepted: FloatArray,
    found: Mapping[_Formula, FloatArray],
) -> dict[str, object]:
    away = np.abs(computed - printed)
    share = float((away <= accepted).mean())
    twins = [
        other.name
        for other, numbers in found.items()
        if other is not formula and np.allclose(numbers, computed, rtol=0.0, atol=1e-9, equal_nan=True)
    ]
    return {
        "formula": formula.name,
        "description": formula.description,
        "right": formula.right,
        "share": share,
        "max_deviation": np.nan if np.isnan(away).all() else float(np.nanmax(away)),
        "reproduces": share == 1.0,
        "same_as": ", ".join(twins),
    }


def _printed(reported: pd.Series | npt.ArrayLike, index: pd.Index) -> tuple[FloatArray, FloatArray]:
    """Return the reported numbers in the order of the index (NaN where none) and their digits after the point."""
    held = (
        reported if isinstance(reported, pd.Series) else pd.Series(np.asarray(reported, dtype=object).ravel())
    )
    if isinstance(reported, pd.Series):
        astray = [*index.difference(held.index, sort=False), *held.index.difference(index, sort=False)]
        if astray or not held.index.is_unique:
            raise UnknownName(
                f"the labels of reported must be the row labels of U, each once; they differ at {first_few(astray)}."
            )
        held = held.loc[index]
    if len(held) != len(index):
        raise SchemaError(f"reported holds {len(held)} values and U {len(index)} rows; they must be as many.")
    text = ["" if pd.isna(entry) else str(entry).strip() for entry in held]
    numbers = [_number(entry) for entry in text]
    wrong = [entry for entry, number in zip(text, numbers, strict=True) if entry and not number.is_finite()]
    if wrong:
        raise SchemaError(
            f"reported holds {first_few(wrong)}, which are no numbers; leave such entries empty."
        )
    digits = np.array([_digits(number) for number in numbers], dtype=np.float64)
    as_text = np.array([isinstance(entry, str) for entry in held])
    digits[~as_text] = digits[~as_text].max(initial=0.0)
    return np.array(numbers, dtype=np.float64), digits


def _number(entry: str) -> Decimal:
    """Read a printed number; NaN if it is none."""
    try:
        return Decimal(entry)
    except InvalidOperation:
        return Decimal("nan")


def _digits(number: Decimal) -> int:
    """Return how many digits after the point a printed number shows: 3 for .650, 6 for 8.20e-04."""
    return max(0, -int(number.as_tuple().exponent)) if number.is_finite() else 0


def _computed(formula: _Formula, values: FloatArray, weights: FloatArray, value: str) -> FloatArray:
    with np.errstate(invalid="ignore", divide="ignore"):
        c = formula.degree(values, weights)
        return c if value == "C" else formula.coordination(c, values, weights)


# --- the formulae -------------------------------------------------------------------------------------------------


def _root_of_product(c: FloatArray, values: FloatArray, weights: FloatArray) -> FloatArray:
    root: FloatArray = np.sqrt(c * (values @ weights))
    return root


def _product(c: FloatArray, values: FloatArray, weights: FloatArray) -> FloatArray:
    product: FloatArray = c * (values @ weights)
    return product


def _root_with_sum(c: FloatArray, values: FloatArray, weights: FloatArray) -> FloatArray:
    root: FloatArray = np.sqrt(c * values.sum(axis=1))
    return root


def _root_with_equal_weights(c: FloatArray, values: FloatArray, weights: FloatArray) -> FloatArray:
    root: FloatArray = np.sqrt(c * values.mean(axis=1))
    return root


def _standard(values: FloatArray, weights: FloatArray) -> FloatArray:
    return coupling_degree(values, "standard", 2.0)


def _wang(values: FloatArray, weights: FloatArray) -> FloatArray:
    return coupling_degree(values, "wang", 2.0)


def _power(k: float) -> Callable[[FloatArray, FloatArray], FloatArray]:
    return lambda values, weights: coupling_degree(values, "liao", k)


def _lost_coefficient(values: FloatArray, weights: FloatArray) -> FloatArray:
    c: FloatArray = _standard(values, weights) / values.shape[1]
    return c


def _pair_sum(values: FloatArray, weights: FloatArray) -> FloatArray:
    c: FloatArray = values.shape[1] * _pair_sum_lost(values, weights)
    return c


def _pair_sum_lost(values: FloatArray, weights: FloatArray) -> FloatArray:
    n = values.shape[1]
    sums = np.stack([values[:, i] + values[:, j] for i, j in combinations(range(n), 2)], axis=1)
    c: FloatArray = (values.prod(axis=1) / sums.prod(axis=1)) ** (1.0 / n)
    return c


def _each_pair_twice(values: FloatArray, weights: FloatArray) -> FloatArray:
    n = values.shape[1]
    sums = np.stack([values[:, i] + values[:, j] for i, j in combinations(range(n), 2)], axis=1)
    c: FloatArray = n * (values.prod(axis=1) / sums.prod(axis=1) ** 2) ** (1.0 / n)
    return c


def _weighted_scores(values: FloatArray, weights: FloatArray) -> FloatArray:
    return coupling_degree(values * weights, "standard", 2.0)


def _weighted_means(values: FloatArray, weights: FloatArray) -> FloatArray:
    c: FloatArray = (values**weights).prod(axis=1) / (values @ weights)
    return c


def _rescaled(low: float, high: float) -> Callable[[FloatArray], FloatArray]:
    def scaled(values: FloatArray) -> FloatArray:
        away: FloatArray = (values - values.min(axis=0)) / np.ptp(values, axis=0)
        return low + (high - low) * away

    return scaled


def _on_rescaled(name: str, description: str, scaled: Callable[[FloatArray], FloatArray]) -> _Formula:
    return _Formula(
        name,
        description,
        False,
        lambda values, weights: _standard(scaled(values), weights),
        lambda c, values, weights: _root_of_product(c, scaled(values), weights),
    )


def _of_degree(
    name: str, description: str, degree: Callable[[FloatArray, FloatArray], FloatArray], right: bool = False
) -> _Formula:
    return _Formula(name, description, right, degree, _root_of_product)


# sound formulae come first: of formulae that match equally well, they stand first in the table
_FORMULAE: Final = (
    _of_degree("standard", "C = n (prod U)^(1/n) / sum U, D = sqrt(C T)", _standard, right=True),
    _of_degree("wang", "C corrected by Wang et al. (2021), D = sqrt(C T)", _wang, right=True),
    _of_degree("liao", "C = (prod U / (mean U)^n)^2 after Liao (1999), D = sqrt(C T)", _power(2.0), right=True),
    _of_degree("lost_coefficient", "the factor n is lost: C = (prod U)^(1/n) / sum U, at most 1/n", _lost_coefficient),
    _of_degree("lost_root", "the n-th root is lost: C = prod U / (mean U)^n", _power(1.0)),
    _of_degree("square_root", "square root for any n: C = (prod U / (mean U)^n)^(1/2)", _power(0.5)),
    _of_degree(
        "pair_sum", "sums of pairs below the line: C = n (prod U / prod_(i<j) (U_i + U_j))^(1/n)", _pair_sum
    ),
    _of_degree(
        "pair_sum_lost_coefficient",
        "sums of pairs, without n: C = (prod U / prod_(i<j) (U_i + U_j))^(1/n)",
        _pair_sum_lost,
    ),
    _of_degree(
        "each_pair_twice",
        "sums of pairs, each twice, right for n = 2 alone: C = n (prod U / prod_(i != j) (U_i + U_j))^(1/n)",
        _each_pair_twice,
    ),
    _of_degree("weighted_scores", "weights inside C: the standard C of weights * U", _weighted_scores),
    _of_degree("weighted_means", "weights inside C: C = prod U^weights / sum (weights * U)", _weighted_means),
    _Formula("lost_root_of_D", "standard C, but D = C T", False, _standard, _product, True),
    _Formula("sum_as_T", "standard C, but T = sum U", False, _standard, _root_with_sum, True),
    _Formula(
        "equal_weights_in_T", "standard C, but T = mean U in spite of the weights", False, _standard,
        _root_with_equal_weights, True,
    ),
    _on_rescaled(
        "rescaled", "standard C and D, but of columns rescaled to 0..1 within the sample", _rescaled(0.0, 1.0)
    ),
    _on_rescaled(
        "compressed", "standard C and D, but of columns compressed to 0.01..0.99 within the sample (SPSSAU)",
        _rescaled(0.01, 0.99),
    ),
)  # fmt: skip
