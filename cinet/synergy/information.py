"""How much several variables share, and whether as redundancy or as synergy: total correlation to O-information."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, SchemaError, UnknownName, first_few, nearest
from cinet.joint import Joint
from cinet.kernels import information as kernel
from cinet.patterns import Patterns

__all__ = [
    "co_information",
    "dual_total_correlation",
    "information_profile",
    "mutual_information",
    "o_information",
    "s_information",
    "total_correlation",
]

FloatArray = npt.NDArray[np.float64]


def mutual_information(
    table: Joint | Patterns,
    *,
    x: str | Sequence[str],
    y: str | Sequence[str],
    given: str | Sequence[str] | None = None,
) -> float | pd.Series:
    """How much knowing some variables tells about others, once the given ones are known.

    I(x; y | given) = H(x, given) + H(y, given) - H(given) - H(x, y, given), summed without these differences.

    Parameters
    ----------
    table : Joint or Patterns
        Counts of records by class.
    x, y, given : str or sequence of str
        Sets of variables (parts) that do not overlap; nothing is given when ``given`` is left out.

    Returns
    -------
    float or Series
        A number for a Joint, one per group for Patterns. Unit: bit. Range: 0 to the smaller conditional entropy of
        the two sides. NaN when the group holds no record.

    Raises
    ------
    UnknownName
        A variable is not in the table.
    SchemaError
        The sets overlap, or one is empty.
    EmptySelection
        No group holds a record.

    Notes
    -----
    Exactly 0 where whole counts are independent, never negative, and right to 14 digits just beside independence, where
    the difference of entropies is rounding noise (counts [[10**6, 10**6], [10**6, 10**6 + 1]]: 4.5e-14 bit).
    Cost: O(cells log cells).

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical Journal 27.

    Examples
    --------
    >>> cells = pd.MultiIndex.from_product([["N", "S"], ["low", "high"]], names=["place", "tech"])
    >>> round(mutual_information(Joint.from_counts(pd.Series([3, 1, 1, 3], index=cells)), x="place", y="tech"), 6)
    0.188722
    """
    cells, names, groups = as_cells(table, least=1)
    wanted = [x, y, [] if given is None else given]
    sets = [_places(side, names) for side in wanted]
    flat = [names[place] for side in sets for place in side]
    if not sets[0] or not sets[1] or len(set(flat)) != len(flat):
        raise SchemaError(
            f"x, y and given must be sets of variables that do not overlap, x and y not empty; got {first_few(flat)}."
        )
    return _result(kernel.shared(cells, *sets), groups, "mutual_information")


def total_correlation(table: Joint | Patterns) -> float | pd.Series:
    """How far the variables are from independence as a whole: TC, the constraint that they put on each other.

    TC = sum_i H(X_i) - H(X).

    Parameters
    ----------
    table : Joint or Patterns
        Counts of records by at least two variables (parts).

    Returns
    -------
    float or Series
        A number for a Joint, one per group for Patterns. Unit: bit. Range: 0 or more. NaN when the group holds no
        record.

    Raises
    ------
    SchemaError
        There are fewer than two variables.
    EmptySelection
        No group holds a record.

    Notes
    -----
    Venn counts do not hold the records without any part: their TC is above 0 even for independent parts.
    Cost: O(variables cells log cells).

    References
    ----------
    Watanabe, S. (1960). Information theoretical analysis of multivariate correlation. IBM Journal of Research and
    Development 4.

    Examples
    --------
    >>> total_correlation(Joint.from_records(pd.DataFrame({"a": [0, 0, 1, 1], "b": [0, 1, 0, 1], "c": [0, 1, 1, 0]})))
    1.0
    """
    return _measure(table, kernel.total_correlation, "total_correlation")


def dual_total_correlation(table: Joint | Patterns) -> float | pd.Series:
    """How much of the joint uncertainty is shared by variables at all: DTC, also called binding information.

    ``DTC = H(X) - sum_i H(X_i | X_-i)``, ``X_-i`` being all other variables.

    Parameters
    ----------
    table : Joint or Patterns
        Counts of records by at least two variables (parts).

    Returns
    -------
    float or Series
        A number for a Joint, one per group for Patterns. Unit: bit. Range: 0 or more. NaN when the group holds no
        record.

    Raises
    ------
    SchemaError
        There are fewer than two variables.
    EmptySelection
        No group holds a record.

    References
    ----------
    Han, T. S. (1978). Nonnegative entropy measures of multivariate symmetric correlations. Information and Control 36.

    Examples
    --------
    >>> dual_total_correlation(
    ...     Joint.from_records(pd.DataFrame({"a": [0, 0, 1, 1], "b": [0, 1, 0, 1], "c": [0, 1, 1, 0]}))
    ... )
    2.0
    """
    return _measure(table, kernel.dual_total_correlation, "dual_total_correlation")


def o_information(table: Joint | Patterns) -> float | pd.Series:
    """Whether redundancy (above 0) or synergy (below 0) dominates among any number of variables.

    ``O = TC - DTC = (n - 2) H(X) + sum_i [H(X_i) - H(X_-i)]``. With three variables O is Leydesdorff's T.

    Parameters
    ----------
    table : Joint or Patterns
        Counts of records by at least two variables (parts); with two, O is 0.

    Returns
    -------
    float or Series
        A number for a Joint, one per group for Patterns. Unit: bit. Range: - (n - 2) log2 k to + (n - 2) log2 k for n
        variables of at most k classes. NaN when the group holds no record.

    Raises
    ------
    SchemaError
        There are fewer than two variables.
    EmptySelection
        No group holds a record.

    Notes
    -----
    O keeps its reading for four and more variables; the alternating sum (:func:`co_information`) does not: four copies
    of a bit and a four-fold parity both give +1, their O is +2 and -2. As with T, Venn counts without the records
    that hold no part give O < 0 for independent parts. Cost: O(variables cells log cells).

    References
    ----------
    Rosas, F. E., Mediano, P. A. M., Gastpar, M., & Jensen, H. J. (2019). Quantifying high-order interdependencies via
    multivariate extensions of the mutual information. Physical Review E 100:032305.

    Examples
    --------
    >>> parity = pd.DataFrame({"a": [0, 0, 1, 1], "b": [0, 1, 0, 1], "c": [0, 1, 1, 0]})
    >>> o_information(Joint.from_records(parity))
    -1.0
    """
    return _measure(table, kernel.o_information, "o_information")


def s_information(table: Joint | Patterns) -> float | pd.Series:
    """How strongly the variables depend on each other in all: S, what each shares with all others, summed.

    ``S = TC + DTC = sum_i I(X_i; X_-i)``.

    Parameters
    ----------
    table : Joint or Patterns
        Counts of records by at least two variables (parts).

    Returns
    -------
    float or Series
        A number for a Joint, one per group for Patterns. Unit: bit. Range: 0 or more. NaN when the group holds no
        record.

    Raises
    ------
    SchemaError
        There are fewer than two variables.
    EmptySelection
        No group holds a record.

    References
    ----------
    Rosas et al. (2019). Physical Review E 100:032305.

    Examples
    --------
    >>> s_information(Joint.from_records(pd.DataFrame({"a": [0, 1], "b": [0, 1], "c": [0, 1]})))
    3.0
    """
    return _measure(table, _s, "s_information")


def co_information(table: Joint | Patterns) -> float | pd.Series:
    """The alternating sum of all entropies: T of the helix literature for any nominal variables.

    T = sum over non-empty subsets S of ``(-1)^(|S|+1) H_S``.

    Parameters
    ----------
    table : Joint or Patterns
        Counts of records by at least two variables (parts).

    Returns
    -------
    float or Series
        A number for a Joint, one per group for Patterns. Unit: bit. NaN when the group holds no record.

    Raises
    ------
    SchemaError
        There are fewer than two variables.
    EmptySelection
        No group holds a record.

    Notes
    -----
    Interaction information, as some packages define it, is ``(-1)^n T``: opposite in sign for three variables.
    Cost: O(2^variables cells log cells).

    References
    ----------
    McGill, W. J. (1954). Psychometrika 19:97-116. Bell, A. J. (2003). The co-information lattice.

    Examples
    --------
    >>> co_information(Joint.from_records(pd.DataFrame({"a": [0, 0, 1, 1], "b": [0, 1, 0, 1], "c": [0, 1, 1, 0]})))
    -1.0
    """
    return _measure(table, _co, "co_information")


def information_profile(table: Joint | Patterns) -> pd.DataFrame:
    """All aggregate informations of a table side by side.

    Parameters
    ----------
    table : Joint or Patterns
        Counts of records by at least two variables (parts).

    Returns
    -------
    DataFrame
        One row per group (one for a Joint): n (records), joint_entropy = H(X), total_correlation (TC),
        dual_total_correlation (DTC), o_information = TC - DTC, s_information = TC + DTC and co_information (T).
        Unit: bit. NaN when the group holds no record.

    Raises
    ------
    SchemaError
        There are fewer than two variables.
    EmptySelection
        No group holds a record.

    References
    ----------
    Rosas et al. (2019). Physical Review E 100:032305.

    Examples
    --------
    >>> copies = pd.DataFrame({"a": [0, 1], "b": [0, 1], "c": [0, 1], "d": [0, 1]})
    >>> information_profile(Joint.from_records(copies)).iloc[0].tolist()
    [2.0, 1.0, 3.0, 1.0, 2.0, 4.0, 1.0]
    """
    cells, _, groups = as_cells(table)
    total = cells.totals()
    share = cells.counts / total[cells.group]
    surprise = np.bincount(cells.group, weights=share * np.log2(share), minlength=cells.n_groups)
    tc, dtc = kernel.total_correlation(cells), kernel.dual_total_correlation(cells)
    columns = {
        "n": total,
        "joint_entropy": np.where(total > 0, 0.0 - surprise, np.nan),
        "total_correlation": tc,
        "dual_total_correlation": dtc,
        "o_information": kernel.o_information(cells),
        "s_information": tc + dtc,
        "co_information": _co(cells),
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(1, name="group") if groups is None else groups)


def as_cells(
    table: Joint | Patterns, *, least: int = 2
) -> tuple[kernel.Cells, tuple[str, ...], pd.Index | None]:
    """Return the occupied cells of a table, its variables, and its groups when it is made of patterns."""
    if isinstance(table, Joint):
        sizes = tuple(len(index) for index in table.categories)
        group = np.zeros(len(table.counts), dtype=np.int64)
        cells, names = kernel.Cells(table.codes, sizes, table.counts, group, 1), table.variables
    elif isinstance(table, Patterns):
        rows, combination = np.nonzero(table.counts)
        if len(rows) == 0:
            raise EmptySelection("no group holds a record, so there is no information to compute.")
        names = table.parts
        bits = combination[:, None] >> np.arange(len(names)) & 1
        counts = table.counts[rows, combination]
        cells = kernel.Cells(bits, (2,) * len(names), counts, rows, len(table.groups))
    else:
        raise SchemaError(
            f"information is computed from a Joint or from Patterns, not from {type(table).__name__}; "
            "Joint.from_records counts a table of records."
        )
    if len(names) < least:
        raise SchemaError(f"at least {least} variables are needed; the table has only {first_few(names)}.")
    return cells, names, None if isinstance(table, Joint) else table.groups


def _places(wanted: str | Sequence[str], names: tuple[str, ...]) -> tuple[int, ...]:
    listed = [wanted] if isinstance(wanted, str) else list(wanted)
    for name in listed:
        if name not in names:
            raise UnknownName(
                f"variable {name!r} is not in the table; it has {first_few(names)}.{nearest(str(name), names)}"
            )
    return tuple(names.index(name) for name in listed)


def _measure(
    table: Joint | Patterns, function: Callable[[kernel.Cells], FloatArray], name: str
) -> float | pd.Series:
    cells, _, groups = as_cells(table)
    return _result(function(cells), groups, name)


def _result(values: FloatArray, groups: pd.Index | None, name: str) -> float | pd.Series:
    return float(values[0]) if groups is None else pd.Series(values, index=groups, name=name)


def _s(cells: kernel.Cells) -> FloatArray:
    return kernel.total_correlation(cells) + kernel.dual_total_correlation(cells)


def _co(cells: kernel.Cells) -> FloatArray:
    return kernel.co_information(cells, [(place,) for place in range(len(cells.sizes))])
