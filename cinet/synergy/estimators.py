"""Entropy from a sample of counts: the plug-in value, and estimators that correct its bias."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import partial
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import psi

from cinet.errors import EmptySelection, SchemaError, UnknownName, first_few, nearest
from cinet.synergy.nsb import nsb_posterior

__all__ = ["entropy", "entropy_table"]

FloatArray = npt.NDArray[np.float64]


def entropy(
    counts: npt.ArrayLike | pd.Series | pd.DataFrame,
    estimator: str = "ml",
    *,
    base: float = 2,
    n_cells: int | None = None,
) -> float | pd.Series:
    """Uncertainty about the cell a record falls into, estimated from counts.

    With n records, x_i of them in cell i, p_i = x_i / n, m occupied cells, f_1 cells seen once, K possible cells,
    and in nats (divided by ln ``base`` at the end):

    =============== ==================================================================================
    ml              H = -sum p ln p
    miller_madow    H_ml + (m - 1) / (2 n)
    chao_shen       -sum c ln c / (1 - (1 - c)^n), c = C p with coverage C = 1 - f_1 / n
    grassberger     ln n - (1/n) sum x G(x), G(x) = psi(x) + (-1)^x / 2 [psi((x + 1) / 2) - psi(x / 2)]
    shrink          -sum q ln q, q = lambda / K + (1 - lambda) p over all K cells
    nsb             posterior mean under a prior that is flat in expected entropy between 0 and ln K
    =============== ==================================================================================

    Parameters
    ----------
    counts : array_like, Series or DataFrame
        Numbers of records per cell. Two dimensions are groups (rows) x cells (columns).
    estimator : {"ml", "miller_madow", "chao_shen", "grassberger", "shrink", "nsb"}
        All but ``"ml"`` correct for the size of the sample and so need whole numbers of records; ``"ml"`` takes
        shares and weights as well.
    base : float
        Base of the logarithm: 2 gives bit, e nats.
    n_cells : int, optional
        K, the number of cells that could have been occupied; it is read by ``"shrink"`` and ``"nsb"`` alone. Left
        out, it is the number of cells given, those that count 0 included.

    Returns
    -------
    float or Series
        H, one per group for two dimensions. Unit: bit unless ``base`` says otherwise. Range: from 0 to log K for
        ml, shrink and nsb; the others can lie above, and grassberger slightly below 0. NaN when there is no record.

    Raises
    ------
    SchemaError
        A count is negative, not a number or, where whole numbers are needed, a fraction; a cell or group stands
        twice; the base is not above 1; or there are more occupied cells than ``n_cells``.
    UnknownName
        The estimator is not known.
    EmptySelection
        There is no cell.

    Notes
    -----
    When every record is a singleton, C would be 0 and is taken as 1 / n (as in the R package entropy). The weight of
    shrinkage is ``lambda = min(1, (1 - sum p^2) / ((n - 1) sum (1/K - p)^2))``, over all K cells; 1 for one record.
    nsb is integrated by quadrature, without chance. infomeasure 0.6.3 gives 1.96 nats instead of 2.19 for the
    counts 4, 2, 3, 0, 2, 4, 0, 0, 2, 1, 1: its nsb does not see the empty cells. Cost: O(groups x cells).

    References
    ----------
    Miller, G. A. (1955), Note on the bias of information estimates. Chao, A., & Shen, T.-J. (2003), Environmental
    and Ecological Statistics 10:429-443. Grassberger, P. (2003), arXiv:physics/0307138. Hausser, J., & Strimmer, K.
    (2009), Journal of Machine Learning Research 10:1469. Nemenman, I., Shafee, F., & Bialek, W. (2002), Advances in
    Neural Information Processing Systems 14.

    Examples
    --------
    >>> fields = [4, 2, 3, 0, 2, 4, 0, 0, 2, 1, 1]
    >>> [round(entropy(fields, name), 4) for name in ("ml", "miller_madow", "nsb")]
    [2.8398, 3.1055, 3.1563]
    """
    if estimator not in _ESTIMATORS:
        raise UnknownName(
            f"entropy estimator {estimator!r} is not known.{nearest(str(estimator), _ESTIMATORS)} "
            f"Known: {', '.join(_ESTIMATORS)}."
        )
    unit = _log_base(base)
    table, groups = _counts(counts)
    if estimator != "ml":
        _check_whole(table, groups, estimator)
    possible = _possible_cells(table, groups, n_cells)
    found = _per_group(table, partial(_ESTIMATORS[estimator], n_cells=possible)) / unit
    return float(found[0]) if groups is None else pd.Series(found, index=groups, name="entropy")


def entropy_table(
    counts: npt.ArrayLike | pd.Series | pd.DataFrame, *, base: float = 2, n_cells: int | None = None
) -> pd.DataFrame:
    """All entropy estimators side by side, with what tells how far the sample can be trusted.

    When the estimators agree, the sample is large enough; when they do not, report the range.

    Parameters
    ----------
    counts : array_like, Series or DataFrame
        Numbers of records per cell, whole numbers. Two dimensions are groups (rows) x cells (columns).
    base : float
        Base of the logarithm: 2 gives bit.
    n_cells : int, optional
        K, the number of cells that could have been occupied; the number of cells given when left out.

    Returns
    -------
    DataFrame
        One row per group: n (records, that is collaborations when those are counted), occupied (cells), singletons
        (cells seen once), coverage = 1 - singletons / n (estimated share of the records to come that fall into cells
        already seen), H_ml, H_miller_madow, H_chao_shen, H_grassberger, H_shrink, H_nsb (see :func:`entropy`),
        shrinkage (lambda of H_shrink) and nsb_sd (posterior standard deviation of H_nsb). Unit of H and nsb_sd: bit
        unless ``base`` says otherwise. All but n, occupied and singletons are NaN when there is no record.

    Raises
    ------
    SchemaError
        As for :func:`entropy`.
    EmptySelection
        There is no cell.

    Examples
    --------
    >>> regions = pd.DataFrame({"A": [4, 40], "B": [2, 20], "C": [1, 1]}, index=["north", "south"])
    >>> entropy_table(regions)[["coverage", "H_ml", "H_miller_madow"]].round(4).to_numpy().tolist()
    [[0.8571, 1.3788, 1.5849], [0.9836, 1.0239, 1.0476]]
    """
    unit = _log_base(base)
    table, groups = _counts(counts)
    _check_whole(table, groups, "entropy_table")
    possible = _possible_cells(table, groups, n_cells)
    total = table.sum(axis=1)
    singletons = (table == 1).sum(axis=1)
    columns: dict[str, FloatArray] = {
        "n": total,
        "occupied": (table > 0).sum(axis=1),
        "singletons": singletons,
    }
    columns["coverage"] = _per_group(table, _good_turing)
    for name in _ESTIMATORS:
        if name != "nsb":
            columns[f"H_{name}"] = _per_group(table, partial(_ESTIMATORS[name], n_cells=possible)) / unit
    posterior = _per_group(table, partial(_nsb_moments, n_cells=possible), width=2)
    columns["H_nsb"] = posterior[:, 0] / unit
    columns["shrinkage"] = _per_group(table, partial(_shrinkage, n_cells=possible))
    columns["nsb_sd"] = posterior[:, 1] / unit
    index = pd.RangeIndex(len(table), name="group") if groups is None else groups
    return pd.DataFrame(columns, index=index).astype({"occupied": np.int64, "singletons": np.int64})


# --- the estimators: rows of counts that sum to more than 0, in nats ----------------------------------------------


def _x_log_x(p: FloatArray) -> FloatArray:
    logs: FloatArray = np.log(p, out=np.zeros_like(p), where=p > 0)
    return p * logs


def _share(rows: FloatArray) -> FloatArray:
    shares: FloatArray = rows / rows.sum(axis=1, keepdims=True)
    return shares


def _ml(rows: FloatArray, n_cells: int) -> FloatArray:
    # subtracted from 0, not negated: -0.0 would be printed as a negative number
    nats: FloatArray = 0.0 - _x_log_x(_share(rows)).sum(axis=1)
    return nats


def _miller_madow(rows: FloatArray, n_cells: int) -> FloatArray:
    corrected: FloatArray = _ml(rows, n_cells) + ((rows > 0).sum(axis=1) - 1) / (2 * rows.sum(axis=1))
    return corrected


def _good_turing(rows: FloatArray) -> FloatArray:
    coverage: FloatArray = 1.0 - (rows == 1).sum(axis=1) / rows.sum(axis=1)
    return coverage


def _chao_shen(rows: FloatArray, n_cells: int) -> FloatArray:
    total = rows.sum(axis=1, keepdims=True)
    coverage = _good_turing(rows)[:, None]
    covered = np.where(coverage > 0, coverage, 1.0 / total) * _share(rows)
    with np.errstate(divide="ignore"):
        # a cell that holds every record has been seen for certain: ln 0, exp(-inf) = 0
        seen = -np.expm1(total * np.log1p(-covered))
    nats: FloatArray = 0.0 - (_x_log_x(covered) / np.where(rows > 0, seen, 1.0)).sum(axis=1)
    return nats


def _grassberger(rows: FloatArray, n_cells: int) -> FloatArray:
    total = rows.sum(axis=1)
    x = np.where(rows > 0, rows, 1.0)
    sign = 1.0 - 2.0 * (x % 2)
    g = psi(x) + sign / 2 * (psi((x + 1) / 2) - psi(x / 2))
    nats: FloatArray = np.log(total) - (rows * g).sum(axis=1) / total
    return nats


def _shrinkage(rows: FloatArray, n_cells: int) -> FloatArray:
    """Return lambda; 1 where it cannot be estimated (one record) or does not matter (equal shares)."""
    share, total = _share(rows), rows.sum(axis=1)
    occupied = rows > 0
    away = np.where(occupied, (share - 1.0 / n_cells) ** 2, 0.0).sum(axis=1)
    away += (n_cells - occupied.sum(axis=1)) / n_cells**2
    # 1 - sum p^2, without the cancellation when one cell holds nearly all
    spread = (share * (total[:, None] - rows) / total[:, None]).sum(axis=1)
    bound = (total - 1) * away
    weight = np.divide(spread, bound, out=np.ones_like(bound), where=bound > 0)
    return np.where(total > 1, np.minimum(weight, 1.0), 1.0)


def _shrink(rows: FloatArray, n_cells: int) -> FloatArray:
    weight = _shrinkage(rows, n_cells)
    even = weight[:, None] / n_cells
    occupied = rows > 0
    filled = np.where(occupied, even + (1.0 - weight[:, None]) * _share(rows), 0.0)
    unseen = (n_cells - occupied.sum(axis=1)) * _x_log_x(even)[:, 0]
    nats: FloatArray = 0.0 - (_x_log_x(filled).sum(axis=1) + unseen)
    return nats


def _nsb_moments(rows: FloatArray, n_cells: int) -> FloatArray:
    return np.array([nsb_posterior(row, n_cells) for row in rows], dtype=np.float64).reshape(-1, 2)


def _nsb(rows: FloatArray, n_cells: int) -> FloatArray:
    return _nsb_moments(rows, n_cells)[:, 0]


_ESTIMATORS: Final = MappingProxyType(
    {
        "ml": _ml,
        "miller_madow": _miller_madow,
        "chao_shen": _chao_shen,
        "grassberger": _grassberger,
        "shrink": _shrink,
        "nsb": _nsb,
    }
)


# --- what is given ------------------------------------------------------------------------------------------------


def _per_group(table: FloatArray, compute: Callable[[FloatArray], FloatArray], width: int = 1) -> FloatArray:
    """Compute the rows that hold records; NaN for the others."""
    held = table.sum(axis=1) > 0
    found = np.full((len(table), width), np.nan)
    found[held] = compute(table[held]).reshape(-1, width)
    return found[:, 0] if width == 1 else found


def _counts(counts: npt.ArrayLike | pd.Series | pd.DataFrame) -> tuple[FloatArray, pd.Index | None]:
    """Return groups x cells, and the labels of the groups (None when there is one unnamed group)."""
    groups: pd.Index | None = None
    if isinstance(counts, pd.Series | pd.DataFrame):
        cells = counts.index if isinstance(counts, pd.Series) else counts.columns
        for labels in (cells, counts.index):
            if labels.has_duplicates:
                twice = first_few(labels[labels.duplicated()].unique())
                raise SchemaError(f"counts: {twice} stands twice; add these counts up first.")
    try:
        raw = np.asarray(counts)
        table = raw.astype(np.float64, casting="same_kind" if raw.dtype.kind in "cmM" else "unsafe")
    except (TypeError, ValueError) as error:
        raise SchemaError(f"counts hold something that is not a number: {error}.") from error
    if table.ndim not in (1, 2):
        raise SchemaError(
            f"counts are one number per cell, or groups x cells; they have {table.ndim} dimensions."
        )
    if table.size == 0:
        raise EmptySelection("there is no cell, so there is nothing to take the entropy of.")
    if table.ndim == 2:
        groups = counts.index if isinstance(counts, pd.DataFrame) else pd.RangeIndex(len(table), name="group")
    table = np.atleast_2d(table)
    bad = ~(np.isfinite(table) & (table >= 0))
    if bad.any():
        raise SchemaError(
            f"counts must be finite and not negative; {_where(bad, groups)} holds {table[bad][0]}."
        )
    return table, groups


def _where(bad: npt.NDArray[np.bool_], groups: pd.Index | None) -> str:
    row, cell = np.argwhere(bad)[0]
    place = f"cell {cell} (counted from 0)"
    return place if groups is None else f"{place} of group {str(groups[row])!r}"


def _check_whole(table: FloatArray, groups: pd.Index | None, what: str) -> None:
    fraction = table != np.floor(table)
    if fraction.any():
        raise SchemaError(
            f"{what} corrects for the number of records and needs whole counts; {_where(fraction, groups)} "
            f"holds {table[fraction][0]:g}. For shares or weights take estimator='ml'."
        )


def _possible_cells(table: FloatArray, groups: pd.Index | None, n_cells: int | None) -> int:
    if n_cells is None:
        return int(table.shape[1])
    try:
        possible = operator.index(n_cells)
    except TypeError as error:
        raise SchemaError(f"n_cells is a whole number of cells, not {n_cells!r}.") from error
    occupied = (table > 0).sum(axis=1)
    if possible < max(occupied.max(), 1):
        row = int(occupied.argmax())
        where = "" if groups is None else f" in group {str(groups[row])!r}"
        raise SchemaError(f"n_cells={possible} cells cannot hold the {occupied[row]} occupied ones{where}.")
    return possible


def _log_base(base: float) -> float:
    if not (isinstance(base, int | float | np.number) and math.isfinite(base) and base > 1):
        raise SchemaError(f"the base of the logarithm is a number above 1 (2 for bits), not {base!r}.")
    return math.log(base)
