"""Joint tables of classified records (firms by place, technology and size): the cells that are occupied."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, SchemaError, UnknownName, first_few, nearest
from cinet.kernels.cells import combined, grouped

__all__ = ["Joint"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]

_MISSING = "(missing)"


class _HasPatterns(Protocol):
    """What a joint table reads of :class:`cinet.Patterns`, its neighbour in the same room."""

    counts: FloatArray
    parts: tuple[str, ...]
    groups: pd.Index


class Joint:
    """Frozen counts of records by several nominal variables; only occupied cells are held.

    Row c of ``codes`` is a cell, column v the position of its class in ``categories[v]``; ``counts[c]`` is the
    number (or weight) of records in it. Cells are in lexicographic order of their codes, each stands once.
    Built with :meth:`from_records`, :meth:`from_counts` or :meth:`from_patterns`.

    Parameters
    ----------
    codes : array_like of int, shape (cells, variables)
        Positions of the classes. Cells may stand in any order and more than once: their counts are added.
    counts : array_like, shape (cells,)
        Numbers of records, finite and not negative; cells that count 0 are dropped, their classes are kept.
    variables : sequence of str
        Names of the variables.
    categories : sequence of Index
        Classes of each variable.

    Examples
    --------
    >>> firms = pd.DataFrame({"place": ["N", "N", "S"], "size": ["small", "large", "small"]})
    >>> Joint.from_records(firms)
    <Joint of 3 records, 2 variables (place 2, size 2), 3 of 4 cells occupied>
    """

    __slots__ = ("categories", "codes", "counts", "total", "variables")

    variables: tuple[str, ...]
    categories: tuple[pd.Index, ...]
    codes: CodeArray
    counts: FloatArray
    total: float

    def __init__(
        self,
        codes: npt.ArrayLike,
        counts: npt.ArrayLike,
        *,
        variables: Sequence[str],
        categories: Sequence[pd.Index],
    ) -> None:
        names = tuple(str(name) for name in variables)
        if not names or len(set(names)) != len(names):
            raise SchemaError(f"a joint table needs variables with different names, not {first_few(names)}.")
        classes = tuple(pd.Index(index) for index in categories)
        places = np.asarray(codes)
        weights = np.asarray(counts, dtype=np.float64)
        _check_shapes(names, classes, places, weights)
        _check_counts(weights)
        places, weights = places[weights > 0], weights[weights > 0]
        if len(weights) == 0:
            raise EmptySelection("the joint table holds no record: every count is 0 or there is no row.")
        row, held = grouped(*combined(places, [len(index) for index in classes]), weights)
        cells = places[row].astype(np.int32)
        for array in (cells, held):
            array.flags.writeable = False
        object.__setattr__(self, "variables", names)
        object.__setattr__(self, "categories", classes)
        object.__setattr__(self, "codes", cells)
        object.__setattr__(self, "counts", held)
        object.__setattr__(self, "total", float(held.sum()))

    @classmethod
    def from_records(
        cls,
        table: pd.DataFrame,
        variables: Sequence[str] | None = None,
        *,
        weight: str | None = None,
        missing: str = "refuse",
    ) -> Joint:
        """Count records by their classes.

        Parameters
        ----------
        table : DataFrame
            One row per record (firm, project, patent).
        variables : sequence of str, optional
            Columns to classify by; all columns but the weight when left out. Classes are sorted; those of a
            categorical column are taken as they stand, empty ones included.
        weight : str, optional
            Column with the number of records a row stands for; 1 each when left out.
        missing : {"refuse", "drop", "class"}
            What happens to a record without a class in some variable: refuse the table, leave the record out,
            or give it the class ``"(missing)"``.

        Returns
        -------
        Joint

        Raises
        ------
        SchemaError
            A class is missing, classes cannot be compared, or a weight is negative or not a number.
        UnknownName
            A column or the option does not exist.
        EmptySelection
            No record is left.

        Examples
        --------
        >>> firms = pd.DataFrame({"place": ["N", "N", None], "size": ["s", "l", "s"], "firms": [3, 2, 4]})
        >>> Joint.from_records(firms, weight="firms", missing="class")
        <Joint of 9 records, 2 variables (place 2, size 2), 3 of 4 cells occupied>
        """
        if missing not in ("refuse", "drop", "class"):
            raise UnknownName(f"missing={missing!r} is not known; give 'refuse', 'drop' or 'class'.")
        variables = [variables] if isinstance(variables, str) else variables
        names = [name for name in table.columns if name != weight] if variables is None else list(variables)
        for name in [*names, *([] if weight is None else [weight])]:
            _check_column(name, table)
        if missing == "drop":
            table = table[table[names].notna().all(axis=1)]
        counts = np.ones(len(table)) if weight is None else _numbers(table[weight], weight)
        found = [_classes(table[name], missing) for name in names]
        codes = np.column_stack([np.empty((len(table), 0), np.int64), *(places for places, _ in found)])
        return cls(codes, counts, variables=names, categories=[index for _, index in found])

    @classmethod
    def from_counts(cls, series: pd.Series) -> Joint:
        """Read a joint table from cell counts indexed by the classes.

        Parameters
        ----------
        series : Series
            Number of records per cell; its index has one named level per variable. Cells may be left out.
            A cell that counts 0 is not held, but its classes are.

        Returns
        -------
        Joint

        Raises
        ------
        SchemaError
            A level has no name, a cell stands twice or lacks a class, or a count is negative or not a number.
        EmptySelection
            No cell holds a record.

        Examples
        --------
        >>> cells = pd.MultiIndex.from_product([["N", "S"], ["l", "s"]], names=["place", "size"])
        >>> Joint.from_counts(pd.Series([3, 0, 1, 2], index=cells)).counts.tolist()
        [3.0, 1.0, 2.0]
        """
        index = series.index
        index = index if isinstance(index, pd.MultiIndex) else pd.MultiIndex.from_arrays([index])
        if any(name is None for name in index.names):
            raise SchemaError(
                f"every level of the index needs the name of its variable; the names are {list(index.names)}."
            )
        if index.has_duplicates:
            twice = first_few(index[index.duplicated()].unique())
            raise SchemaError(f"cell {twice} stands twice; add its counts up first.")
        index = index.remove_unused_levels()
        codes = np.column_stack([np.asarray(places) for places in index.codes])
        if (codes < 0).any():
            where = first_few(list(index.to_flat_index()[np.flatnonzero((codes < 0).any(axis=1))]))
            raise SchemaError(f"cell {where} lacks a class; name it or leave the cell out.")
        counts = _numbers(series, "counts")
        return cls(codes, counts, variables=list(map(str, index.names)), categories=list(index.levels))

    @classmethod
    def from_patterns(cls, patterns: _HasPatterns) -> Joint:
        """Read the part combinations of one group: one variable per part, 1 when it takes part, else 0.

        Examples
        --------
        >>> from cinet.patterns import Patterns
        >>> Joint.from_patterns(Patterns.from_venn({"U": 10, "I": 5, "UI": 4})).codes.tolist()
        [[0, 1], [1, 0], [1, 1]]
        """
        if len(patterns.groups) != 1:
            raise SchemaError(
                f"a joint table holds one group, the patterns have {len(patterns.groups)}: "
                "give patterns.pooled(), or build one table per group."
            )
        k = len(patterns.parts)
        bits = np.arange(2**k)[:, None] >> np.arange(k) & 1
        binary = [pd.Index([0, 1])] * k
        return cls(bits, patterns.counts[0], variables=patterns.parts, categories=binary)

    @property
    def probability(self) -> FloatArray:
        """Share of the records in each occupied cell."""
        shares: FloatArray = self.counts / self.total
        return shares

    def marginal(self, names: str | Sequence[str]) -> Joint:
        """Return the joint table of some (different) variables, in the order in which they are named."""
        columns = self.columns(names)
        return Joint(
            self.codes[:, columns],
            self.counts,
            variables=[self.variables[column] for column in columns],
            categories=[self.categories[column] for column in columns],
        )

    def merge(self, name: str, variables: Sequence[str]) -> Joint:
        """Return a table in which several variables are replaced by one whose classes are their combinations.

        The composite ``name`` stands where the first of them stood; only combinations that occur are its classes.

        Examples
        --------
        >>> firms = pd.DataFrame({"place": ["N", "N", "S"], "size": ["s", "l", "s"], "grows": [0, 1, 1]})
        >>> Joint.from_records(firms).merge("place and size", ["place", "size"])
        <Joint of 3 records, 2 variables (place and size 3, grows 2), 3 of 6 cells occupied>
        """
        columns = self.columns(variables)
        kept = [column for column in range(len(self.variables)) if column not in columns]
        if name in (self.variables[column] for column in kept):
            raise SchemaError(f"the table has another variable {name!r}; give the composite another name.")
        keys, _ = combined(self.codes[:, columns], [len(self.categories[column]) for column in columns])
        _, first, rank = np.unique(keys, return_index=True, return_inverse=True)
        classes = pd.MultiIndex(
            levels=_levels(self.categories[column] for column in columns),
            codes=[self.codes[first, column] for column in columns],
            names=[self.variables[column] for column in columns],
        )
        place = sum(column < columns[0] for column in kept)
        codes = np.insert(self.codes[:, kept].astype(np.int64), place, rank, axis=1)
        names = [self.variables[column] for column in kept]
        categories = [self.categories[column] for column in kept]
        return Joint(
            codes,
            self.counts,
            variables=[*names[:place], str(name), *names[place:]],
            categories=[*categories[:place], classes, *categories[place:]],
        )

    def entropy(self, names: str | Sequence[str] | None = None, base: float = 2) -> float:
        """Return the Shannon entropy of the shares: H = -sum p log p, the maximum-likelihood (plug-in) value.

        Parameters
        ----------
        names : str or sequence of str, optional
            Variables whose joint entropy is meant; all when left out.
        base : float
            Base of the logarithm: 2 gives bits, e nats.
        """
        if not (math.isfinite(base) and base > 0 and base != 1):
            raise SchemaError(f"the base of a logarithm is positive and not 1; base={base} is not.")
        share = self.probability if names is None else self.marginal(names).probability
        # subtracted from 0, not negated: -0.0 would be printed as a negative number
        return 0.0 - float((share * np.log(share)).sum()) / math.log(base)

    def cells(self) -> pd.MultiIndex:
        """Return the classes of the occupied cells in the order of ``counts``, one level per variable."""
        return pd.MultiIndex(
            levels=_levels(self.categories),
            codes=list(self.codes.T),
            names=self.variables,
        )

    def columns(self, names: str | Sequence[str]) -> list[int]:
        """Return the positions of variables in ``variables``, or refuse names that are unknown or repeated."""
        wanted = [names] if isinstance(names, str) else list(names)
        for name in wanted:
            if name not in self.variables:
                near = nearest(str(name), self.variables)
                raise UnknownName(
                    f"variable {name!r} is not in the table; it has {first_few(self.variables)}.{near}"
                )
        if not wanted or len(set(wanted)) != len(wanted):
            raise SchemaError(
                f"name at least one variable and each only once, not {first_few(wanted) or 'none'}."
            )
        return [self.variables.index(name) for name in wanted]

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Joint is frozen: {name!r} cannot be set; build a new one instead.")

    def __reduce__(self) -> tuple[Any, ...]:
        build = partial(Joint, variables=self.variables, categories=self.categories)
        return build, (self.codes, self.counts)

    def __repr__(self) -> str:
        sizes = [len(index) for index in self.categories]
        held = ", ".join(f"{name} {size:,}" for name, size in zip(self.variables, sizes, strict=True))
        s = "" if len(sizes) == 1 else "s"
        return (
            f"<Joint of {self.total:,.10g} records, {len(sizes)} variable{s} ({held}), "
            f"{len(self.counts):,} of {math.prod(sizes):,} cells occupied>"
        )


def _levels(categories: Iterable[pd.Index]) -> list[Any]:
    """Return the classes as levels of a MultiIndex; those of a composite variable become tuples."""
    return [index.to_flat_index() for index in categories]


def _classes(column: pd.Series, missing: str) -> tuple[IntArray, pd.Index]:
    """Return the position of every record's class and the classes; -1 where there is none."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, classes = column.cat.codes.to_numpy().astype(np.int64), pd.Index(column.cat.categories)
    else:
        try:
            codes, classes = pd.factorize(column, sort=True)
        except TypeError as error:
            raise SchemaError(
                f"the classes of column {column.name!r} cannot be compared ({error}); make them texts."
            ) from error
    without = codes < 0
    if missing == "refuse" and without.any():
        raise SchemaError(
            f"column {column.name!r} holds no class in {without.sum()} of {len(column)} records, "
            f"the first in row {first_few(column.index[without], 1)}; choose missing='drop' or missing='class'."
        )
    if missing == "class" and without.any():
        if _MISSING in classes:
            raise SchemaError(f"column {column.name!r} has a class {_MISSING!r} already; rename it first.")
        codes = np.where(without, len(classes), codes)
        classes = classes.astype(object).append(pd.Index([_MISSING], dtype=object))
    return codes, classes


def _numbers(column: pd.Series, name: str) -> FloatArray:
    try:
        return pd.to_numeric(column).to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"{name!r} holds something that is not a number: {error}.") from error


def _check_column(name: object, table: pd.DataFrame) -> None:
    if name not in table.columns:
        near = nearest(str(name), map(str, table.columns))
        raise UnknownName(f"column {name!r} is not in the table; it has {first_few(table.columns)}.{near}")
    if sum(column == name for column in table.columns) > 1:
        raise SchemaError(f"column {name!r} stands in the table twice; rename or drop one.")


def _check_shapes(
    names: tuple[str, ...], classes: tuple[pd.Index, ...], codes: npt.NDArray[Any], counts: FloatArray
) -> None:
    if len(classes) != len(names):
        raise SchemaError(f"there are {len(names)} variables but {len(classes)} sets of classes.")
    for name, index in zip(names, classes, strict=True):
        if index.has_duplicates:
            twice = first_few(index[index.duplicated()])
            raise SchemaError(f"the classes of {name!r} must differ; {twice} stands twice.")
    if codes.ndim != 2 or codes.shape[1] != len(names) or counts.shape != codes.shape[:1]:
        raise SchemaError(
            f"codes must be cells x {len(names)} variables with one count per cell; "
            f"their shapes are {codes.shape} and {counts.shape}."
        )
    if codes.size and not np.issubdtype(codes.dtype, np.integer):
        raise SchemaError(f"codes are positions of classes, so whole numbers, not {codes.dtype}.")
    for column, (name, index) in enumerate(zip(names, classes, strict=True)):
        outside = (codes[:, column] < 0) | (codes[:, column] >= len(index))
        if outside.any():
            raise SchemaError(
                f"code {codes[outside, column][0]} of {name!r} is no position among its {len(index)} classes."
            )


def _check_counts(counts: FloatArray) -> None:
    bad = ~(np.isfinite(counts) & (counts >= 0))
    if bad.any():
        raise SchemaError(
            f"counts and weights must be finite and not negative; row {np.flatnonzero(bad)[0]} "
            f"(counted from 0) holds {counts[bad][0]}."
        )
