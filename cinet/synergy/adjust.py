"""Adjustment of p for the number of tests made."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, first_few

__all__ = ["benjamini_hochberg"]


def benjamini_hochberg(p: pd.Series | npt.ArrayLike) -> pd.Series:
    """Smallest false discovery rate at which each of several tests would be called a discovery.

    With the p sorted upwards, q of the i-th of m is ``min over j >= i of m p_j / j``, at most 1.

    Parameters
    ----------
    p : Series or array_like
        One p per test. NaN is no test: it is not counted in m.

    Returns
    -------
    Series
        q, with the index of ``p`` (0, 1, ... for an array). Range: 0 to 1. NaN where p is NaN.

    Raises
    ------
    SchemaError
        A p is not a number between 0 and 1, or ``p`` has more than one dimension.

    Notes
    -----
    Valid for tests that are independent or positively dependent. Cost: O(m log m).

    References
    ----------
    Benjamini, Y., & Hochberg, Y. (1995). Journal of the Royal Statistical Society B 57:289-300.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    index = p.index if isinstance(p, pd.Series) else None
    try:
        values = np.asarray(p, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"p holds something that is not a number: {error}.") from error
    if values.ndim != 1:
        raise SchemaError(f"p must be one row of numbers, one per test; it has {values.ndim} dimensions.")
    labels = pd.RangeIndex(len(values)) if index is None else index
    outside = (values < 0) | (values > 1)
    if outside.any():
        raise SchemaError(
            f"p must lie between 0 and 1; {first_few(labels[outside])} holds {values[outside][0]:g}."
        )
    tested = np.flatnonzero(~np.isnan(values))
    upwards = tested[np.argsort(values[tested], kind="stable")]
    ranked = values[upwards] * len(upwards) / np.arange(1, len(upwards) + 1)
    q = np.full(len(values), np.nan)
    q[upwards] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1.0)
    return pd.Series(q, index=labels, name="q")
