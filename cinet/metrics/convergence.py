"""How far records join classes that used to be apart: technology convergence, relatedness over time, coherence."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse, stats

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName, first_few, nearest
from cinet.metrics.association import Measure, Totals, formula
from cinet.metrics.class_tables import chosen, distance_matrix, square

__all__ = ["class_relatedness", "coherence", "convergence"]

FloatArray = npt.NDArray[np.float64]
Top = int | Mapping[str, str] | None


def convergence(
    classes: pd.DataFrame,
    *,
    record: str = "record",
    by: str = "class",
    window: str | None = None,
    top: Top = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Share of the records that join at least two top-level classes, window by window.

    convergence = n_convergent / n_records, n_convergent the records with two or more different top-level classes.

    Parameters
    ----------
    classes : DataFrame
        One row per record and class of it, for example per patent and IPC code; rows may repeat.
    record, by : str
        The columns that name the record and the class.
    window : str, optional
        A column of windows or years; without, all records together.
    top : int or mapping, optional
        What makes a top-level class of a class: so many leading characters (1: the sections of the IPC, 4: its
        subclasses), or a mapping class -> top-level class. Without, classes are taken as they are.
    level : float
        Coverage of the interval (Wilson's).

    Returns
    -------
    DataFrame
        One row per window (``"all"`` without): n_records (unit: records), n_convergent (unit: records), convergence,
        convergence_low, convergence_high, mean_classes (top-level classes per record), n_pairs (unit: pairs of
        classes that some record joins).

    Raises
    ------
    SchemaError
        The table is empty, a value is missing, a class has no top-level class, or top or level is out of range.
    UnknownName
        A column is not there.

    Notes
    -----
    The share rises with the number of classes that offices give to a record, which has grown over the years:
    report mean_classes beside it, and compare with records whose classes are dealt out anew.

    References
    ----------
    Wilson, E. B. (1927). J. Am. Stat. Assoc. 22:209-212.

    Examples
    --------
    >>> codes = pd.DataFrame({"record": [1, 1, 2, 2], "class": ["A01", "B02", "A01", "A02"]})
    >>> convergence(codes, top=1)[["n_records", "n_convergent", "convergence"]].iloc[0].tolist()
    [2.0, 1.0, 0.5]
    """
    if not 0 < level < 1:
        raise SchemaError(f"level must lie between 0 and 1, such as 0.95, not {level}.")
    held = _top_classes(classes, record, by, window, top)
    per_record = held.groupby(["window", "record"], sort=True, observed=True)["class"].size()
    sizes = per_record.groupby(level="window", sort=True)
    n = sizes.size().astype(np.int64)
    several = (per_record > 1).groupby(level="window", sort=True).sum().astype(np.int64)
    low, high = _wilson(_floats(several), _floats(n), level)
    joined = _joined(held)
    pairs = joined.groupby("window").size().reindex(n.index, fill_value=0)
    columns = {
        "n_records": n,
        "n_convergent": several,
        "convergence": several / n,
        "convergence_low": low,
        "convergence_high": high,
        "mean_classes": sizes.mean(),
        "n_pairs": pairs.astype(np.int64),
    }
    return pd.DataFrame(columns, index=n.index).rename_axis(window or "window")


def class_relatedness(
    classes: pd.DataFrame,
    measure: Measure = "cosine",
    *,
    totals: Totals = "occurrences",
    record: str = "record",
    by: str = "class",
    window: str | None = None,
    top: Top = None,
) -> pd.DataFrame:
    """How related two classes are by the records that join them, window by window.

    With c_ij the records that join classes i and j in a window, and its totals: the formulas of ``ci.association``.

    Parameters
    ----------
    classes : DataFrame
        One row per record and class of it; rows may repeat.
    measure : str
        A measure of ``ci.association``.
    totals : {"occurrences", "cooccurrences"}
        What is divided by: in how many records a class is, or how often it is joined with any other.
    record, by, window, top
        As for :func:`convergence`.

    Returns
    -------
    DataFrame
        Index (window, class_a, class_b), each pair of classes that a record of the window joins; joint_records
        (unit: records) and relatedness (the measure).

    Raises
    ------
    SchemaError
        As for :func:`convergence`.
    UndefinedMeasure
        steijn of occurrences.
    UnknownName
        A column, the measure or the totals are not known.

    Notes
    -----
    Pairs that no record joins are left out; their relatedness is 0 (pai_symmetric: -1). Follow a pair over time by
    ``found["relatedness"].unstack("window")``. O(sum of squared classes per record).

    References
    ----------
    Steijn, M. P. A. (2021). Quantitative Science Studies 2:778.

    Examples
    --------
    >>> codes = pd.DataFrame({"record": [1, 1, 2, 2, 3], "class": ["A", "B", "A", "B", "B"]})
    >>> class_relatedness(codes, "jaccard")["relatedness"].round(4).to_dict()
    {('all', 'A', 'B'): 0.6667}
    """
    chosen(totals, ("occurrences", "cooccurrences"), "totals")
    of_measure = formula(measure)
    if measure == "steijn" and totals == "occurrences":
        raise UndefinedMeasure("steijn is about co-occurrences: use totals='cooccurrences'.")
    held = _top_classes(classes, record, by, window, top)
    joined = _joined(held)
    joint = _floats(joined["joint_records"])
    if totals == "occurrences":
        s = held.groupby(["window", "class"]).size()
        base = held.drop_duplicates(["window", "record"]).groupby("window").size()
    else:
        both = pd.concat([joined, joined.rename(columns={"class_a": "class_b", "class_b": "class_a"})])
        s = both.groupby(["window", "class_a"])["joint_records"].sum()
        base = both.groupby("window")["joint_records"].sum()
    ends = [
        _floats(s.reindex(pd.MultiIndex.from_frame(joined[["window", end]])))
        for end in ("class_a", "class_b")
    ]
    total = _floats(base.reindex(joined["window"]))
    values = of_measure(joint, ends[0], ends[1], total)
    table = joined.assign(relatedness=values).set_index(["window", "class_a", "class_b"])
    return table.rename_axis(index={"window": window or "window"})


def coherence(matrix: pd.DataFrame, distance: pd.DataFrame) -> float:
    """How far apart the classes are that relations join: the mean distance over all relations.

    sum_ij i_ij d_ij, i_ij the share of the relations that join class i with class j.

    Parameters
    ----------
    matrix : DataFrame
        Classes x classes, relations (joint records, citations from row to column); need not be symmetric. Relations
        within a class, in the diagonal, count with distance 0: put 0 there to leave them out.
    distance : DataFrame
        Classes x classes, symmetric, 0 in the diagonal; matched by labels.

    Returns
    -------
    float
        Unit: none. Range: 0 (all relations within classes) to the largest distance. NaN when there is no
        relation.

    Raises
    ------
    SchemaError
        A matrix is not square, holds numbers that are negative or not finite, or a class has no distance.

    References
    ----------
    Rafols, I., & Meyer, M. (2010). Scientometrics 82:263-287.

    Examples
    --------
    >>> joint = pd.DataFrame([[0, 3], [1, 0]], index=list("ab"), columns=list("ab"))
    >>> coherence(joint, pd.DataFrame([[0, 0.5], [0.5, 0]], index=list("ab"), columns=list("ab")))
    0.5
    """
    table = square(matrix, "the matrix of relations", symmetric=False)
    d = distance_matrix(distance, table.index)
    held = table.to_numpy()
    largest = held.max()
    if largest == 0:
        return float("nan")
    shares = held / largest
    return float((shares * d).sum() / shares.sum())


def _top_classes(classes: pd.DataFrame, record: str, by: str, window: str | None, top: Top) -> pd.DataFrame:
    """Return window, record and top-level class, every combination once."""
    wanted = [record, by] + ([] if window is None else [window])
    for name in wanted:
        if name not in classes.columns:
            raise UnknownName(
                f"the table of classes has no column {name!r}.{nearest(name, map(str, classes.columns))} "
                f"It has {first_few(classes.columns, 12)}."
            )
    if classes.empty:
        raise SchemaError("the table of classes is empty: expected one row per record and class.")
    for name in wanted:
        missing = classes.index[classes[name].isna()]
        if len(missing):
            raise SchemaError(
                f"column {name!r} misses a value in the rows {first_few(missing)}: drop those rows, or give them one."
            )
    held = pd.DataFrame(
        {
            "window": "all" if window is None else classes[window],
            "record": classes[record],
            "class": _lifted(classes[by], top),
        }
    )
    return held.drop_duplicates(ignore_index=True)


def _lifted(values: pd.Series, top: Top) -> pd.Series:
    if top is None:
        return values
    if isinstance(top, int):
        if top < 1:
            raise SchemaError(f"top must be 1 leading character or more, or a mapping, not {top}.")
        return values.astype(str).str[:top]
    found = values.map(dict(top))
    alone = values[found.isna()].unique()
    if len(alone):
        raise SchemaError(f"the classes {first_few(alone)} have no top-level class in the mapping.")
    return found


def _joined(held: pd.DataFrame) -> pd.DataFrame:
    """Return window, class_a, class_b and joint_records, each pair of classes that a record joins once."""
    row, _ = pd.factorize(pd.MultiIndex.from_frame(held[["window", "record"]]))
    labels = pd.MultiIndex.from_frame(held[["window", "class"]])
    column, places = pd.factorize(labels, sort=True)
    shape = (row.max() + 1, len(places))
    of_record = sparse.csr_array((np.ones(len(held), np.int64), (row, column)), shape=shape)
    # a record belongs to one window, so classes of different windows never meet
    met = sparse.triu(of_record.T @ of_record, k=1).tocoo()
    order = np.lexsort((met.col, met.row))
    a, b = places.take(met.row[order]), places.take(met.col[order])
    return pd.DataFrame(
        {
            "window": a.get_level_values(0),
            "class_a": a.get_level_values(1),
            "class_b": b.get_level_values(1),
            "joint_records": met.data[order],
        }
    )


def _floats(values: pd.Series) -> FloatArray:
    return np.asarray(values, dtype=np.float64)


def _wilson(several: FloatArray, n: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
    z2 = float(stats.norm.ppf((1.0 + level) / 2.0)) ** 2
    share = several / n
    centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n)
    half = np.sqrt(z2) * np.sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n)) / (1.0 + z2 / n)
    # the limits reach 0 and 1 exactly where no record, or every record, joins classes
    low = np.where(several == 0, 0.0, centre - half)
    high = np.where(several == n, 1.0, centre + half)
    return low, high
