"""Obstacle degree: which indicators hold a unit back."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.panel import Directions, IndicatorPanel, Systems
from cinet.synergy.indicator_input import Weights, as_scores, as_weights, by_name, chosen

__all__ = ["obstacle"]

FloatArray = npt.NDArray[np.float64]


def obstacle(
    X: pd.DataFrame | IndicatorPanel,
    weights: Weights = None,
    *,
    directions: Directions = None,
    systems: Systems = None,
    system_weights: Weights = None,
    by: str = "indicator",
    normalised: bool = True,
    normalise: str | None = "minmax",
    base: str = "panel",
) -> pd.DataFrame:
    """Share of every indicator, or subsystem, in what a unit lacks to the best (obstacle degree, 障碍度).

    O_ij = F_j I_ij / sum_j F_j I_ij, I_ij = 1 - x_ij of the normalised indicators; F_j = w_j, or the weight within the
    system times the weight of the system. U_i of a subsystem is the sum of O_ij over its indicators.

    Parameters
    ----------
    X : DataFrame or IndicatorPanel
        Units, or (unit, year), by indicators.
    weights : Series, mapping or sequence, optional
        Weight per indicator, adding up to 1; with ``system_weights`` within each system. Default equal.
    directions : str, sequence or mapping, optional
        Per indicator, as in ``entropy_weights``. A panel carries its own.
    systems : str, sequence or mapping, optional
        Subsystem of every indicator. A panel carries its own.
    system_weights : Series, mapping or sequence, optional
        Weight per subsystem, adding up to 1; ``weights`` then add up to 1 within each.
    by : {"indicator", "system"}
        One column per indicator, or per subsystem.
    normalised : bool
        False leaves out the division: F_j I_ij, the loss of score by the indicator, which can be compared over units.
    normalise : str or None
        A normalisation to [0, 1]; None reads values from 0 to 1 as they are, more being better.
    base : {"panel", "year"}
        Normalise over all units and years, or within each year.

    Returns
    -------
    DataFrame
        Rows of X. Range [0, 1]; every row adds up to 1, times 100 for percent. A unit that is best in every weighted
        indicator has no obstacles: its row is 0.

    Raises
    ------
    UndefinedMeasure
        One unit only; values do not suit the normalisation, or leave [0, 1].
    SchemaError
        Values are missing, infinite or no numbers; weights are negative, do not add up to 1 or do not fit.
    UnknownName
        An option, a named indicator or a system is not known.

    Notes
    -----
    O(n indicators). Shares tell what is missing, not how much: report the score beside them.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6], "waste": [1, 5, 2]}, index=["A", "B", "C"])
    >>> obstacle(table, [0.6, 0.4], directions={"waste": "negative"}).round(3).values.tolist()
    [[1.0, 0.0], [0.0, 1.0], [0.75, 0.25]]
    """
    chosen("by", by, ("indicator", "system"))
    panel = as_scores(X, directions, normalise, systems=systems, base=base, lower=0.0, upper=1.0)
    table = panel.values
    loss = (1.0 - table.to_numpy()) * _contributions(panel, weights, system_weights)
    if normalised:
        whole = loss.sum(axis=1, keepdims=True)
        loss = np.divide(loss, whole, out=np.zeros_like(loss), where=whole > 0)
    found = pd.DataFrame(loss, index=table.index, columns=table.columns)
    if by == "indicator":
        return found
    member = panel.indicators["system"].to_numpy()
    parts = {system: loss[:, member == system].sum(axis=1) for system in panel.systems}
    return pd.DataFrame(parts, index=table.index)


def _contributions(panel: IndicatorPanel, weights: Weights, system_weights: Weights) -> FloatArray:
    names = panel.values.columns
    if system_weights is None:
        return as_weights(weights, names)
    systems = panel.systems
    above = pd.Series(as_weights(system_weights, pd.Index(systems), "system"), index=systems)
    member = panel.indicators["system"]
    if weights is None:
        return (member.map(above) / member.map(member.value_counts())).to_numpy(dtype=np.float64)
    # aligned as one set first, so that weights without labels are told apart by their order
    within = pd.Series(by_name(weights, names, "indicator"), index=names)
    found = np.empty(len(names))
    for system in systems:
        own = (member == system).to_numpy()
        found[own] = as_weights(within[own], names[own], f"indicator of system {system!r}") * above[system]
    return found
