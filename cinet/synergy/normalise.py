"""Indicators of different units on one scale, so that they can be weighed and added."""

from __future__ import annotations

import pandas as pd

from cinet.panel import Directions, IndicatorPanel, as_panel

__all__ = ["normalise"]


def normalise(
    X: pd.DataFrame | IndicatorPanel,
    method: str = "minmax",
    *,
    directions: Directions = None,
    base: str = "panel",
    interval: tuple[float, float] | None = None,
) -> pd.DataFrame:
    """Indicators on a common scale on which more is better.

    ========  ===========================  ==============================
    method    positive                     negative
    ========  ===========================  ==============================
    minmax    (x - min) / (max - min)      (max - x) / (max - min)
    zscore    (x - mean) / sd              -(x - mean) / sd
    vector    x / sqrt(sum x^2)            1 - x / sqrt(sum x^2)
    max       x / max                      1 - x / max
    sum       x / sum x                    (1 / x) / sum (1 / x)
    rank      share of units below         share of units above
    ========  ===========================  ==============================

    sd divides by n; ties in rank share the mean of their places. An indicator that is best at m or from a to b becomes
    1 - d / max d first, d its distance to that ideal (with min-max that is the result), and counts as positive then.

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Units, or (unit, year), by indicators.
    method : {"minmax", "zscore", "vector", "max", "sum", "rank"}
        The normalisation.
    directions : str, sequence or mapping, optional
        Per indicator ``"positive"``, ``"negative"``, ``("centre", m)`` or ``("interval", a, b)``; default all
        positive. A panel carries its own.
    base : {"panel", "year"}
        Take minima, maxima, means, sums and ranks over all units and years together, or within each year. Only
        the first lets years be compared: within each year the best unit has 1 every year.
    interval : (float, float), optional
        Move [0, 1] to this interval (min-max and rank only), for instance (0.01, 1) before a geometric mean.

    Returns
    -------
    DataFrame
        Same rows and columns. Range [0, 1], but for zscore. A column without spread is 0 in min-max, zscore and rank
        (1 if every unit lies in the ideal range); a column of zeros is 0 in vector, max and sum.

    Raises
    ------
    UndefinedMeasure
        One unit only; or negative values for max and sum; or a zero where sum takes reciprocals.
    UnknownName
        The method, the base or a named indicator is not known.
    SchemaError
        Values are missing, infinite or no numbers; labels stand twice; the interval is not one.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6], "pH": [6, 7, 9]}, index=["A", "B", "C"])
    >>> normalise(table, directions={"pH": ("centre", 7)})["pH"].tolist()
    [0.5, 1.0, 0.0]
    """
    return as_panel(X, directions).scaled(method, base=base, interval=interval).values
