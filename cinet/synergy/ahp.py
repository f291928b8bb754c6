"""Weights from pairwise judgements: the analytic hierarchy process."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, SizeCapError, UndefinedMeasure, first_few
from cinet.synergy.indicator_input import chosen

__all__ = ["ahp_consistency", "ahp_weights"]

FloatArray = npt.NDArray[np.float64]

#: Mean consistency index of random matrices of 1 to 10 criteria (Saaty).
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
#: A judgement and its reciprocal may miss 1 by this much: 1/3 is written 0.33.
_ROUNDING = 0.02


def ahp_weights(
    matrix: pd.DataFrame, *, method: str = "eigenvector", max_ratio: float | None = 0.1
) -> pd.Series:
    """Weight of every criterion from a matrix of pairwise judgements (analytic hierarchy process, 层次分析法).

    A w = lambda_max w (eigenvector), or w_i proportional to (prod_j a_ij)^(1/n) (geometric).

    Parameters
    ----------
    matrix : DataFrame
        a_ij says how many times i is as important as j; positive, a_ji = 1 / a_ij, same labels on both sides, up to
        10 criteria. Reciprocals may be rounded (0.33 for 1/3).
    method : {"eigenvector", "geometric"}
        Principal eigenvector (Saaty), or normalised geometric means of the rows.
    max_ratio : float or None
        Refuse judgements with a consistency ratio of this size or more; None accepts any.

    Returns
    -------
    Series
        Weight per criterion, range [0, 1], sum 1. Unit: none.

    Raises
    ------
    UndefinedMeasure
        The consistency ratio reaches ``max_ratio``.
    SchemaError
        The matrix is not square, positive and reciprocal, or its labels differ.
    SizeCapError
        There are more than 10 criteria.
    UnknownName
        The method is not known.

    References
    ----------
    Saaty, T. L. (1980). The Analytic Hierarchy Process. McGraw-Hill.

    Examples
    --------
    >>> judged = pd.DataFrame([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]], list("abc"), list("abc"))
    >>> ahp_weights(judged).round(3).tolist()
    [0.648, 0.23, 0.122]
    """
    chosen("method", method, ("eigenvector", "geometric"))
    ratio = ahp_consistency(matrix)["cr"]
    if max_ratio is not None and ratio >= max_ratio:
        raise UndefinedMeasure(
            f"the judgements contradict each other: consistency ratio {ratio:.3f}, below {max_ratio:g} is needed. "
            "Revise them, or pass max_ratio=None and report the ratio."
        )
    a = matrix.to_numpy(dtype=np.float64)
    weights = _principal(a)[1] if method == "eigenvector" else np.exp(np.log(a).mean(axis=1))
    return pd.Series(weights / weights.sum(), index=matrix.index, name="ahp_weights")


def ahp_consistency(matrix: pd.DataFrame) -> pd.Series:
    """How far pairwise judgements contradict each other.

    ci = (lambda_max - n) / (n - 1); cr = ci / ri, ri the mean ci of random judgements (0 for 1 and 2 criteria, then
    .58 .90 1.12 1.24 1.32 1.41 1.45 1.49).

    Parameters
    ----------
    matrix : DataFrame
        Pairwise judgements as in ``ahp_weights``.

    Returns
    -------
    Series
        lambda_max, ci, ri and cr, not negative; ci and cr are 0 for one or two criteria, which cannot contradict
        each other.

    Raises
    ------
    SchemaError
        The matrix is not square, positive and reciprocal, or its labels differ.
    SizeCapError
        There are more than 10 criteria: no agreed random index.

    References
    ----------
    Saaty, T. L. (1980). The Analytic Hierarchy Process. McGraw-Hill.

    Examples
    --------
    >>> judged = pd.DataFrame([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]], list("abc"), list("abc"))
    >>> ahp_consistency(judged).round(4).to_dict()
    {'lambda_max': 3.0037, 'ci': 0.0018, 'ri': 0.58, 'cr': 0.0032}
    """
    a = _judgements(matrix)
    n = len(a)
    largest, _ = _principal(a)
    ri = RANDOM_INDEX[n - 1]
    # rounding, of the judgements too, can take lambda_max below n
    ci = max((largest - n) / (n - 1), 0.0) if n > 2 else 0.0
    return pd.Series(
        {"lambda_max": largest, "ci": ci, "ri": ri, "cr": ci / ri if n > 2 else 0.0}, name="ahp_consistency"
    )


def _principal(a: FloatArray) -> tuple[float, FloatArray]:
    """Return the largest eigenvalue and its vector: real and of one sign in a positive matrix (Perron)."""
    values, vectors = np.linalg.eig(a)
    place = int(np.argmax(values.real))
    return float(values[place].real), np.abs(vectors[:, place].real)


def _judgements(matrix: pd.DataFrame) -> FloatArray:
    if not isinstance(matrix, pd.DataFrame):
        raise SchemaError(f"judgements are a DataFrame of criteria by criteria, not {type(matrix).__name__}.")
    if matrix.empty or list(matrix.index) != list(matrix.columns) or not matrix.index.is_unique:
        raise SchemaError(
            "judgements need the same criteria, each once, in the same order as rows and as columns; "
            f"rows: {first_few(matrix.index)}; columns: {first_few(matrix.columns)}."
        )
    if len(matrix) > len(RANDOM_INDEX):
        raise SizeCapError(
            f"{len(matrix)} criteria are judged; there is no agreed random index beyond {len(RANDOM_INDEX)}. "
            "Group them into systems and weigh these first."
        )
    try:
        a = matrix.to_numpy(dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"the judgements hold something that is not a number: {error}.") from error
    if not (np.isfinite(a) & (a > 0)).all():
        raise SchemaError(
            f"judgements are positive and finite; the rows {_rows(matrix, ~(a > 0) | np.isinf(a))} are not."
        )
    off = np.abs(a * a.T - 1.0) > _ROUNDING
    if off.any():
        raise SchemaError(
            "a judgement and its opposite must be reciprocal (1 on the diagonal); "
            f"not so in the rows {_rows(matrix, off)}."
        )
    return a


def _rows(matrix: pd.DataFrame, bad: npt.NDArray[np.bool_]) -> str:
    return first_few(matrix.index[np.flatnonzero(bad.any(axis=1))])
