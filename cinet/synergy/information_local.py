"""Where information sits: by cell, by variable, and by triple or quadruple of variables."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from cinet.errors import SchemaError
from cinet.joint import Joint
from cinet.kernels import information as kernel
from cinet.patterns import Patterns
from cinet.synergy.information import as_cells

__all__ = ["local_information", "o_information_gradient", "o_information_ranking"]


def local_information(joint: Joint) -> pd.DataFrame:
    """Which combinations of classes carry the redundancy or the synergy: pointwise terms of every cell.

    With p_S(x) the share of the records that agree with cell x in the variables S: local TC = log2 p(x) -
    sum_i log2 p_i(x), ``local DTC = (n - 1) log2 p(x) - sum_i log2 p_-i(x)``,
    local O = local TC - local DTC, local T = sum_S ``(-1)^|S|`` log2 p_S(x).

    Parameters
    ----------
    joint : Joint
        Counts of records by at least two variables; Joint.from_patterns reads one group of Patterns.

    Returns
    -------
    DataFrame
        One row per occupied cell: probability, local_entropy = -log2 p(x), local_total_correlation,
        local_dual_total_correlation, local_o_information, local_s_information, local_co_information. The mean of a
        column with the probabilities is the value of the whole table. Unit: bit. A local term may be negative
        although its mean cannot.

    Raises
    ------
    SchemaError
        There are fewer than two variables.

    Notes
    -----
    Cost: O(2^variables cells log cells).

    References
    ----------
    Scagliarini, T., Marinazzo, D., Guo, Y., Stramaglia, S., & Rosas, F. E. (2022). Quantifying high-order
    interdependencies on individual patterns via the local O-information. Physical Review Research 4.

    Examples
    --------
    >>> both = Joint.from_records(pd.DataFrame({"a": [0, 0, 1], "b": [0, 0, 1], "c": [0, 0, 1]}))
    >>> local_information(both)["local_o_information"].round(4).tolist()
    [0.585, 1.585]
    """
    cells, _, _ = as_cells(joint)
    if not isinstance(joint, Joint):
        raise SchemaError("local terms are of one table; give Joint.from_patterns(patterns.pooled()).")
    k = len(joint.variables)
    logs = {
        chosen: kernel.log_shares(cells, chosen)
        for size in range(1, k + 1)
        for chosen in combinations(range(k), size)
    }
    whole = logs[tuple(range(k))]
    without = [logs[tuple(j for j in range(k) if j != i)] for i in range(k)]
    tc = whole - sum(logs[i,] for i in range(k))
    dtc = (k - 1) * whole - sum(without)
    co = sum((-1) ** len(chosen) * log for chosen, log in logs.items())
    columns = {
        "probability": joint.probability,
        "local_entropy": 0.0 - whole,
        "local_total_correlation": tc,
        "local_dual_total_correlation": dtc,
        "local_o_information": tc - dtc,
        "local_s_information": tc + dtc,
        "local_co_information": co,
    }
    # sums of logarithms may end in -0.0
    return pd.DataFrame(columns, index=joint.cells()) + 0.0


def o_information_gradient(table: Joint | Patterns) -> pd.Series | pd.DataFrame:
    """What each variable adds to the O-information of the others: above 0 redundancy, below 0 synergy.

    ``gradient_i = O(X) - O(X_-i)``, ``X_-i`` being all other variables.

    Parameters
    ----------
    table : Joint or Patterns
        Counts of records by at least three variables (parts).

    Returns
    -------
    Series or DataFrame
        o_information_gradient of every variable of a Joint; for Patterns one row per group and one column per part.
        Unit: bit. NaN when the group holds no record.

    Raises
    ------
    SchemaError
        There are fewer than three variables.
    EmptySelection
        No group holds a record.

    Notes
    -----
    With three variables every gradient is O itself, as two variables have O = 0.

    References
    ----------
    Scagliarini, T., Nuzzi, D., Antonacci, Y., Faes, L., Rosas, F. E., Marinazzo, D., & Stramaglia, S. (2023).
    Gradients of O-information: low-order descriptors of high-order dependencies. arXiv:2207.03581.

    Examples
    --------
    >>> copies = pd.DataFrame({"a": [0, 0, 1, 1], "b": [0, 0, 1, 1], "c": [0, 0, 1, 1], "d": [0, 1, 0, 1]})
    >>> o_information_gradient(Joint.from_records(copies)).tolist()
    [1.0, 1.0, 1.0, 0.0]
    """
    cells, names, groups = as_cells(table, least=3)
    whole = kernel.o_information(cells)
    k = len(names)
    without = [kernel.o_information(cells.margin([j for j in range(k) if j != i])) for i in range(k)]
    values = whole - np.array(without)
    if groups is None:
        index = pd.Index(names, name="variable")
        return pd.Series(values[:, 0], index=index, name="o_information_gradient")
    return pd.DataFrame(values.T, index=groups, columns=pd.Index(names, name="variable"))


def o_information_ranking(table: Joint | Patterns, *, size: int = 3) -> pd.DataFrame:
    """Which triples (quadruples) of variables are the most synergetic: all of them, lowest O-information first.

    Parameters
    ----------
    table : Joint or Patterns
        Counts of records by at least ``size`` variables (parts).
    size : int
        How many variables are taken together: 3 or more.

    Returns
    -------
    DataFrame
        One row per combination, named ``"a+b+c"`` (for Patterns: per group and combination, ranked within the group):
        o_information, total_correlation, dual_total_correlation, co_information. Unit: bit. NaN when the group holds
        no record.

    Raises
    ------
    SchemaError
        ``size`` is below 3 or above the number of variables.
    EmptySelection
        No group holds a record.

    Notes
    -----
    The lowest of many is low by chance as well: hold the first ranks against a null before reading them.
    Cost: number of combinations times O(size cells log cells).

    References
    ----------
    Rosas et al. (2019). Physical Review E 100:032305.

    Examples
    --------
    >>> table = pd.DataFrame({"a": [0, 0, 1, 1], "b": [0, 1, 0, 1], "parity": [0, 1, 1, 0], "copy": [0, 0, 1, 1]})
    >>> o_information_ranking(Joint.from_records(table))["o_information"]
    variables
    a+b+parity      -1.0
    b+parity+copy   -1.0
    a+b+copy         0.0
    a+parity+copy    0.0
    Name: o_information, dtype: float64
    """
    cells, names, groups = as_cells(table, least=3)
    if not isinstance(size, int | np.integer) or not 3 <= size <= len(names):
        raise SchemaError(
            f"size must be a whole number from 3 to the number of variables, {len(names)}; {size!r} is not."
        )
    chosen = list(combinations(range(len(names)), size))
    labels = pd.Index(["+".join(names[place] for place in places) for places in chosen], name="variables")
    held = [cells.margin(places) for places in chosen]
    tables = {
        "o_information": [kernel.o_information(part) for part in held],
        "total_correlation": [kernel.total_correlation(part) for part in held],
        "dual_total_correlation": [kernel.dual_total_correlation(part) for part in held],
        "co_information": [kernel.co_information(part, [(i,) for i in range(size)]) for part in held],
    }
    index: pd.Index = labels
    if groups is not None:
        group, place = np.indices((len(groups), len(labels))).reshape(2, -1)
        levels = [groups.get_level_values(level)[group] for level in range(groups.nlevels)]
        names_of_levels = [name or "group" for name in groups.names]
        index = pd.MultiIndex.from_arrays([*levels, labels[place]], names=[*names_of_levels, "variables"])
    columns = {name: np.array(values).T.ravel() for name, values in tables.items()}
    # ties by rounding are ties: else their order would hang on the last bit
    rank = np.round(columns["o_information"], 12)
    block = np.repeat(np.arange(cells.n_groups), len(chosen))
    return pd.DataFrame(columns, index=index).iloc[np.lexsort((rank, block))]
