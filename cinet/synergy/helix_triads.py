"""Which triples of parts, types or actors make the synergy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from cinet.errors import EmptySelection, SchemaError, first_few
from cinet.granularity import refuse_dyadic
from cinet.incidence import Incidence
from cinet.patterns import Patterns
from cinet.synergy import entropies
from cinet.synergy.helix_estimate import standard_error

__all__ = ["helix_triad_totals", "helix_triads"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

# 300 columns make 4.5 million triples
_MOST_COLUMNS = 300
_ENDS = ["first", "second", "third"]


@dataclass(frozen=True, slots=True)
class _Records:
    """Membership of records in columns, with the weight of each record."""

    held: sparse.csr_array  # records x columns, 0/1
    weight: FloatArray
    labels: pd.Index
    dropped: bool  # whether records without any column were dropped unseen
    q: FloatArray  # share of each column under independence before they were
    found: float  # share of records that are not empty then; 0 where no two columns ever meet


def helix_triads(
    data: Patterns | pd.DataFrame | Incidence, top: int | None = None, *, none_known: bool = True
) -> pd.DataFrame:
    """T of every triple of parts, columns or actors, the most synergetic first.

    T = H_a + H_b + H_c - H_ab - H_ac - H_bc + H_abc over all records, each holding a column or not.

    Parameters
    ----------
    data : Patterns, DataFrame or Incidence
        Patterns (their groups are pooled), a table of 0/1 columns with one row per record, or the incidence of
        collaborations x actors (weights of participations are not read).
    top : int, optional
        Only the columns with the most records (ties: the first); 50 for an incidence when left out, else all.
    none_known : bool
        Whether the records of a table or an incidence that hold none of its columns were observed. Patterns know it
        themselves. If not, T_null takes into account that they were dropped.

    Returns
    -------
    DataFrame
        Index (first, second, third) in the order of the columns, rows by T upwards; none for fewer than three
        columns. n_joint (collaborations or other records with all three), T, T_null, T_excess = T - T_null and
        se of T (delta method). Unit: bit. T_null is T when all columns are held independently of each other: 0 if
        empty records are known. Nothing is NaN: where there is no record at all, that is refused.

    Raises
    ------
    EmptySelection
        There is no record.
    SchemaError
        The table holds something else than 0 and 1 or names a column twice, records without any column are there
        that were said to be dropped, or there are too many columns for all their triples.

    Notes
    -----
    Rare columns have T near 0 whatever they do: with share p of the records, T is of the order of p. The best of
    thousands of triples looks synergetic by chance: look at it again in other records before it is evidence.
    Cost: O(records of a column x columns^2) for the counts and O(columns^3) for T; nothing of size columns x
    columns is held for columns beyond ``top``.

    References
    ----------
    Leydesdorff, L., & Ivanova, I. A. (2021). JASIST 72:387.

    Examples
    --------
    >>> records = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 0, 1, 0], "c": [0, 1, 1, 0], "d": [1, 1, 1, 1]})
    >>> helix_triads(records)["T"].head(2).to_dict()
    {('a', 'b', 'c'): -1.0, ('a', 'b', 'd'): 0.0}
    """
    records = _records(data, none_known)
    m = len(records.labels)
    if not records.weight.any():
        raise EmptySelection("there is no record, so there is nothing to compute T from.")
    chosen = _most_active(records, _limit(top, data, m))
    labels, total = records.labels[chosen], records.weight.sum()
    held = sparse.csr_array(records.held[:, chosen])
    weighted = sparse.csr_array(held.multiply(records.weight[:, None]))
    q = records.q[chosen]
    ends, values = [np.empty((0, 3), dtype=np.int64)], [np.empty((0, 5))]
    for a, b, c, cells in _triples(held, weighted, total):
        t = entropies.transmission(cells, 3)
        null = (
            entropies.transmission(_null_cells(q, a, b, c, records.found), 3) if records.dropped else 0.0 * t
        )
        se = standard_error(entropies.alternating(cells, 3), cells / total, np.full(len(t), total))
        ends.append(np.column_stack([np.full(len(b), a), b, c]))
        values.append(np.column_stack([cells[:, 7], t, null, t - null, se]))
    place = np.concatenate(ends)
    index = pd.MultiIndex.from_arrays([labels[place[:, end]] for end in range(3)], names=_ENDS)
    columns = ["n_joint", "T", "T_null", "T_excess", "se"]
    table = pd.DataFrame(np.concatenate(values) + 0.0, index=index, columns=columns)
    # rounding must not order equal values
    return table.iloc[np.argsort(table["T"].round(12).to_numpy(), kind="stable")]


def helix_triad_totals(triads: pd.DataFrame) -> pd.DataFrame:
    """How much synergy each part, column or actor is in: the sum of T over its triples.

    Parameters
    ----------
    triads : DataFrame
        Result of :func:`helix_triads`.

    Returns
    -------
    DataFrame
        One row per column, by T_sum upwards: n_triads (number of its triples), n_synergetic (those with T below 0),
        T_sum and T_excess_sum (bit).

    Raises
    ------
    SchemaError
        The table is not one of triples.

    Notes
    -----
    Every triple is counted for its three columns, so the sums over columns are three times the sum of T.

    References
    ----------
    Leydesdorff, L., & Ivanova, I. A. (2021). JASIST 72:387.

    Examples
    --------
    >>> records = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 0, 1, 0], "c": [0, 1, 1, 0], "d": [1, 1, 1, 1]})
    >>> helix_triad_totals(helix_triads(records))["T_sum"].to_dict()
    {'a': -1.0, 'b': -1.0, 'c': -1.0, 'd': 0.0}
    """
    if (
        not isinstance(triads, pd.DataFrame)
        or list(triads.index.names) != _ENDS
        or not {"T", "T_excess"} <= {*triads}
    ):
        raise SchemaError(
            "expected the table that helix_triads returns, with the index first, second, third."
        )
    values = triads.reset_index(drop=True)[["T", "T_excess"]].assign(below=triads["T"].to_numpy() < 0)
    each = pd.concat(
        [values.assign(column=triads.index.get_level_values(end)) for end in _ENDS], ignore_index=True
    )
    found = each.groupby("column", sort=False).agg(
        n_triads=("T", "size"),
        n_synergetic=("below", "sum"),
        T_sum=("T", "sum"),
        T_excess_sum=("T_excess", "sum"),
    )
    return found.iloc[np.argsort(found["T_sum"].round(12).to_numpy(), kind="stable")]


def _limit(top: int | None, data: object, m: int) -> int:
    """Return how many columns to take; refuse what makes too many triples."""
    if top is not None and (not isinstance(top, int | np.integer) or isinstance(top, bool) or top < 3):
        raise SchemaError(f"top must be a whole number, 3 or more, not {top!r}.")
    wanted = min(m, top if top is not None else 50 if isinstance(data, Incidence) else m)
    if wanted > _MOST_COLUMNS:
        raise SchemaError(
            f"{wanted:,} columns make {wanted * (wanted - 1) * (wanted - 2) // 6:,} triples; "
            f"take the most active with top=, at most {_MOST_COLUMNS}."
        )
    return wanted


def _most_active(records: _Records, wanted: int) -> IntArray:
    """Return the columns with the largest share, in their own order."""
    often = np.asarray(records.held.T @ records.weight)
    return np.sort(np.argsort(-often, kind="stable")[:wanted])


def _triples(
    held: sparse.csr_array, weighted: sparse.csr_array, total: float
) -> Iterator[tuple[int, IntArray, IntArray, FloatArray]]:
    """Yield, column by column, the triples it opens and their eight cells (bit 0: the column itself)."""
    m = held.shape[1]
    pair = (held.T @ weighted).toarray()
    one = pair.diagonal()
    by_column = sparse.csc_array(held)
    for a in range(m - 2):
        rows = by_column.indices[by_column.indptr[a] : by_column.indptr[a + 1]]
        with_a = (held[rows].T @ weighted[rows]).toarray()
        b, c = (ends + a + 1 for ends in np.triu_indices(m - a - 1, 1))
        abc, ab, ac, bc = with_a[b, c], pair[a, b], pair[a, c], pair[b, c]
        cells = np.empty((len(b), 8))
        cells[:, 7] = abc
        cells[:, 3], cells[:, 5], cells[:, 6] = ab - abc, ac - abc, bc - abc
        cells[:, 1], cells[:, 2] = one[a] - ab - ac + abc, one[b] - ab - bc + abc
        cells[:, 4] = one[c] - ac - bc + abc
        cells[:, 0] = total - cells[:, 1:].sum(axis=1)
        # weights that are no whole numbers leave rounding errors
        yield a, b, c, np.where(cells > 1e-12 * total, cells, 0.0)


def _null_cells(q: FloatArray, a: int, b: IntArray, c: IntArray, found: float) -> FloatArray:
    """Cells of the triples when all columns are independent and records without any of them were dropped."""
    x, y, z = np.full(len(b), q[a]), q[b], q[c]
    cells = np.zeros((len(b), 8))
    if found == 0:
        cells[:, 1], cells[:, 2], cells[:, 4] = x, y, z
        cells[:, 0] = np.maximum(1.0 - x - y - z, 0.0)
        return cells
    for cell in range(1, 8):
        cells[:, cell] = (x if cell & 1 else 1 - x) * (y if cell & 2 else 1 - y) * (z if cell & 4 else 1 - z)
    cells /= found
    cells[:, 0] = np.maximum(1.0 - cells.sum(axis=1), 0.0)
    return cells


def _records(data: Patterns | pd.DataFrame | Incidence, none_known: bool) -> _Records:
    if isinstance(data, Patterns):
        k, weight = len(data.parts), data.counts.sum(axis=0)
        held = sparse.csr_array((np.arange(2**k)[:, None] >> np.arange(k) & 1).astype(np.float64))
        return _under_independence(held, weight, pd.Index(data.parts), data.none_known)
    if isinstance(data, Incidence):
        refuse_dyadic(data.collaborations, "the synergy of triads")
        shape = (data.n_collaborations, data.n_actors)
        ones = np.ones(len(data.indices))
        held = sparse.csr_array(
            (ones, data.indices.astype(np.int64), data.indptr.astype(np.int64)), shape=shape
        )
        return _under_independence(held, np.ones(shape[0]), pd.Index(data.actors.index), none_known)
    if isinstance(data, pd.DataFrame):
        return _under_independence(
            sparse.csr_array(_zero_one(data)), np.ones(len(data)), data.columns, none_known
        )
    raise SchemaError(
        f"expected Patterns, a DataFrame of 0/1 columns or an Incidence, got {type(data).__name__}."
    )


def _under_independence(
    held: sparse.csr_array, weight: FloatArray, labels: pd.Index, none_known: bool
) -> _Records:
    total = weight.sum()
    shares = np.asarray(held.T @ weight) / (total if total > 0 else 1.0)
    size = np.asarray(held.sum(axis=1)).ravel()
    if none_known or total == 0:
        return _Records(held, weight, labels, False, shares, 1.0)
    if weight[size == 0].any():
        raise SchemaError(
            f"{int((weight[size == 0] > 0).sum())} records hold none of the columns, so they were observed: "
            "leave out none_known=False."
        )
    overlap = (weight @ (size - 1.0)) / total
    found = float(entropies.non_empty_share(shares[None, :], np.array([overlap]))[0])
    # without any overlap independence tends to records with exactly one column, which is what was observed
    return _Records(held, weight, labels, True, shares * (found or 1.0), found)


def _zero_one(table: pd.DataFrame) -> FloatArray:
    twice = table.columns[table.columns.duplicated()]
    if len(twice):
        raise SchemaError(f"the table names {first_few(twice)} twice: give every column a name of its own.")
    try:
        values = table.to_numpy(dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"the table holds something that is neither 0 nor 1: {error}.") from error
    bad = (values != 0) & (values != 1)
    if bad.any():
        row, column = np.argwhere(bad)[0]
        raise SchemaError(
            f"columns must hold 0 or 1; column {first_few([table.columns[column]])} holds "
            f"{values[row, column]:g} in row {first_few([table.index[row]])}."
        )
    return values
