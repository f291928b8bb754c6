"""TOPSIS: closeness to the best and distance from the worst value of every indicator."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.panel import Directions, IndicatorPanel
from cinet.synergy.indicator_input import Weights, as_scores, as_weights, placed

__all__ = ["closeness", "topsis"]

FloatArray = npt.NDArray[np.float64]


def topsis(
    X: pd.DataFrame | IndicatorPanel,
    weights: Weights = None,
    *,
    directions: Directions = None,
    normalise: str | None = "vector",
    base: str = "panel",
) -> pd.DataFrame:
    """Relative closeness of every unit to an ideal unit that has the best value of each indicator.

    v_ij = w_j r_ij, r_ij = x_ij / sqrt(sum_i x_ij^2); d_plus_i, d_minus_i Euclidean distances to the best and the
    worst v_j of all units (of a negative indicator the smallest and the largest);
    C_i = d_minus_i / (d_plus_i + d_minus_i).

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Units, or (unit, year), by indicators.
    weights : Series, mapping or sequence, optional
        Weight per indicator, adding up to 1; default equal.
    directions : str, sequence or mapping, optional
        Per indicator ``"positive"``, ``"negative"``, ``("centre", m)`` or ``("interval", a, b)``; default all
        positive. A panel carries its own.
    normalise : str or None
        ``"vector"`` is the classic method; min-max gives other closenesses and ranks. None reads the values as they
        are, more being better.
    base : {"panel", "year"}
        Normalise over all units and years, or within each year. Best and worst are those of all rows in either case.

    Returns
    -------
    DataFrame
        C, range [0, 1], higher is better, NaN when all units are alike; d_plus and d_minus, not negative; rank,
        1 the best, in a panel within its year, NaN when C is.

    Raises
    ------
    UndefinedMeasure
        One unit only, or values do not suit the normalisation.
    SchemaError
        Values are missing, infinite or no numbers; weights are negative, do not add up to 1 or do not fit.
    UnknownName
        An option or a named indicator is not known.

    Notes
    -----
    O(n indicators). Adding or dropping a unit can change the order of the others. pymcdm's TOPSIS() normalises by
    min-max unless told otherwise: the aircraft of Hwang & Yoon get .613 .366 .531 .352, not .643 .268 .614 .312.

    References
    ----------
    Hwang, C.-L., & Yoon, K. (1981). Multiple Attribute Decision Making. Springer.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6], "waste": [1, 5, 2]}, index=["A", "B", "C"])
    >>> topsis(table, [0.6, 0.4], directions={"waste": "negative"})["C"].round(3).tolist()
    [0.477, 0.523, 0.606]
    """
    panel = as_scores(X, directions, normalise, base=base)
    table = panel.values
    weight = as_weights(weights, table.columns)
    c, d_plus, d_minus = (one[:, 0] for one in closeness(table.to_numpy(), weight[:, None]))
    return pd.DataFrame(
        {"C": c, "d_plus": d_plus, "d_minus": d_minus, "rank": placed(c, panel)},
        index=table.index,
    )


def closeness(score: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return C, d_plus and d_minus of every row under every column of weights (indicators x draws).

    >>> score, weights = np.array([[0.0], [1.0], [3.0]]), np.array([[1.0]])
    >>> [one.ravel().round(3).tolist() for one in closeness(score, weights)]
    [[0.0, 0.333, 1.0], [3.0, 2.0, 0.0], [0.0, 1.0, 3.0]]
    """
    d_plus = np.sqrt((score.max(axis=0) - score) ** 2 @ weights**2)
    d_minus = np.sqrt((score - score.min(axis=0)) ** 2 @ weights**2)
    whole = d_plus + d_minus
    return np.divide(d_minus, whole, out=np.full_like(whole, np.nan), where=whole > 0), d_plus, d_minus
