"""Weights that the data give: CRITIC, coefficient of variation, principal components."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import rankdata

from cinet.errors import SchemaError
from cinet.panel import Directions, IndicatorPanel
from cinet.synergy.indicator_input import as_scores, chosen, number, weight_series

__all__ = ["critic_weights", "pca_weights", "variation_weights"]

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

#: Shares of variance and eigenvalues that differ by less are the same but for rounding.
_NOISE = 1e-9


def critic_weights(
    X: pd.DataFrame | IndicatorPanel,
    *,
    directions: Directions = None,
    correlation: str = "pearson",
    normalise: str | None = "minmax",
    base: str = "panel",
) -> pd.Series:
    """Weight of every indicator by its contrast and its conflict with the others (CRITIC).

    C_j = sd_j sum_k (1 - r_jk); w_j = C_j / sum_j C_j, sd and correlation r of the normalised indicators.

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Units, or (unit, year), by indicators.
    directions : str, sequence or mapping, optional
        Per indicator ``"positive"``, ``"negative"``, ``("centre", m)`` or ``("interval", a, b)``; default all
        positive. They matter: turning an indicator changes the sign of its correlations.
    correlation : {"pearson", "spearman"}
        The correlation.
    normalise : str or None
        The normalisation; None reads the values as they are.
    base : {"panel", "year"}
        Normalise over all units and years, or within each year.

    Returns
    -------
    Series
        Weight per indicator, range [0, 1], sum 1. A constant indicator has 0 and conflicts with none; a single
        indicator has 1.

    Raises
    ------
    UndefinedMeasure
        One unit only; every indicator is constant; or all are perfectly correlated, so that none conflicts.
    SchemaError
        Values are missing, infinite or no numbers.
    UnknownName
        An option or a named indicator is not known.

    Notes
    -----
    O(n indicators^2). pymcdm and scikit-criteria give NaN when one indicator is constant; pymcdm reads no directions.

    References
    ----------
    Diakoulaki, D., Mavrotas, G., & Papayannakis, L. (1995). Computers & Operations Research 22(7):763-770.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6, 4], "waste": [1, 5, 2, 2]}, index=list("ABCD"))
    >>> critic_weights(table, directions={"waste": "negative"}).round(4).tolist()
    [0.5045, 0.4955]
    """
    chosen("correlation", correlation, ("pearson", "spearman"))
    table = as_scores(X, directions, normalise, base=base).values
    x = table.to_numpy()
    varying = _varying(x)
    held = x[:, varying]
    importance = np.zeros(x.shape[1])
    spread = held.std(axis=0)
    if held.shape[1] == 1:
        importance[varying] = spread
    else:
        r = _correlation(rankdata(held, axis=0) if correlation == "spearman" else held)
        conflict = (1.0 - r).sum(axis=0)
        importance[varying] = spread * np.where(conflict > _NOISE, conflict, 0.0)
    why = "every indicator is constant, or all are perfectly correlated"
    return weight_series(importance, table.columns, "critic_weights", why)


def variation_weights(
    X: pd.DataFrame | IndicatorPanel,
    *,
    directions: Directions = None,
    normalise: str | None = None,
    base: str = "panel",
) -> pd.Series:
    """Weight of every indicator by its coefficient of variation (变异系数法).

    v_j = sd_j / mean_j; w_j = v_j / sum_j v_j; sd divides by n.

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Units, or (unit, year), by indicators; not negative after normalisation.
    directions : str, sequence or mapping, optional
        Per indicator, as in ``entropy_weights``; without a normalisation they have no effect.
    normalise : str or None
        None, the default, reads the raw values: the coefficient of variation is made for ratio scales, and
        subtracting the minimum, as min-max does, changes it.
    base : {"panel", "year"}
        Normalise over all units and years, or within each year.

    Returns
    -------
    Series
        Weight per indicator, range [0, 1], sum 1. A constant indicator has 0; a single one has 1.

    Raises
    ------
    UndefinedMeasure
        One unit only; every indicator is constant; or values are negative.
    SchemaError
        Values are missing, infinite or no numbers.
    UnknownName
        An option or a named indicator is not known.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6, 4], "waste": [1, 5, 2, 2]}, index=list("ABCD"))
    >>> variation_weights(table).round(4).tolist()
    [0.4098, 0.5902]
    """
    table = as_scores(X, directions, normalise, base=base, lower=0.0, directed=False).values
    x = table.to_numpy()
    mean = x.mean(axis=0)
    variation = np.zeros(x.shape[1])
    np.divide(x.std(axis=0), mean, out=variation, where=_varying(x))
    return weight_series(variation, table.columns, "variation_weights", "every indicator is constant")


def pca_weights(
    X: pd.DataFrame | IndicatorPanel,
    *,
    directions: Directions = None,
    retain: str | float = "kaiser",
) -> pd.Series:
    """Weight of every indicator by its squared loadings on the principal components that are retained.

    w_j = sum_k l_k a_jk^2 / sum_k l_k over the retained components k, with l_k the eigenvalues and a_k the unit
    eigenvectors of the correlation matrix.

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Units, or (unit, year), by indicators.
    directions : str, sequence or mapping, optional
        Per indicator, as in ``entropy_weights``. Turning an indicator changes nothing, an ideal value does.
    retain : "kaiser" or float
        Components with an eigenvalue above 1 (all, if none is); or as few as explain this share of the variance.
        Components with equal eigenvalues are retained together, since their axes are arbitrary.

    Returns
    -------
    Series
        Weight per indicator, range [0, 1], sum 1. A constant indicator has 0; a single one has 1.

    Raises
    ------
    UndefinedMeasure
        One unit only, or every indicator is constant.
    SchemaError
        Values are missing, infinite or no numbers; the share is not in (0, 1].
    UnknownName
        An option or a named indicator is not known.

    Notes
    -----
    O(n indicators^2 + indicators^3). Squares do not depend on the arbitrary signs of eigenvectors, which sums of
    loadings over several components do. Weights follow correlation, not importance: an indicator told twice gains.

    References
    ----------
    Nardo, M., et al. (2008). Handbook on Constructing Composite Indicators. OECD (without its rotation).

    Examples
    --------
    >>> table = pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 4, 6, 8], "c": [5, 1, 1, 5]})
    >>> pca_weights(table).round(3).tolist()
    [0.5, 0.5, 0.0]
    """
    share = _retained_share(retain)
    table = as_scores(X, directions, "zscore").values
    x = table.to_numpy()
    varying = _varying(x)
    importance = np.zeros(x.shape[1])
    if varying.any():
        value, axes = np.linalg.eigh(_correlation(x[:, varying]))
        kept = value > 1.0 + _NOISE if share is None else value >= _least(value, share) - _NOISE
        if not kept.any():
            kept[:] = True
        importance[varying] = (axes[:, kept] ** 2 * value[kept]).sum(axis=1)
    return weight_series(importance, table.columns, "pca_weights", "every indicator is constant")


def _varying(x: FloatArray) -> BoolArray:
    found: BoolArray = x.min(axis=0) < x.max(axis=0)
    return found


def _correlation(x: FloatArray) -> FloatArray:
    """Return the correlations of varying columns as a matrix, of a single one too."""
    centred = x - x.mean(axis=0)
    unit = centred / np.sqrt((centred**2).sum(axis=0))
    r: FloatArray = np.clip(unit.T @ unit, -1.0, 1.0)
    np.fill_diagonal(r, 1.0)
    return r


def _retained_share(retain: str | float) -> float | None:
    if isinstance(retain, str):
        chosen("retain", retain, ("kaiser",))
        return None
    if not 0 < number("retain", retain) <= 1:
        raise SchemaError(
            f"retain= is 'kaiser' or a share of the variance above 0 and up to 1, not {retain:g}."
        )
    return float(retain)


def _least(value: FloatArray, share: float) -> float:
    """Return the smallest eigenvalue that is needed to explain the share."""
    falling = value[::-1]
    explained = np.cumsum(falling) / falling.sum()
    place = int(np.searchsorted(explained, share - _NOISE))
    return float(falling[min(place, len(falling) - 1)])
