"""Counts of which parts (actor types) take part together, per group: what helix synergy reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few, nearest

__all__ = ["Patterns"]

FloatArray = npt.NDArray[np.float64]


class Patterns:
    """Frozen counts of part combinations: one row per group, one column per subset of the parts.

    Column ``b`` of ``counts`` counts the records in which part p takes part exactly when bit p of b is set;
    column 0 counts the records without any part. ``none_known`` says whether that number was observed:
    a published Venn diagram does not hold it (its zero is structural), a participation table does.

    Parameters
    ----------
    counts : array_like, shape (n_groups, 2**n_parts)
        Numbers of records, not negative.
    parts : sequence of str
        Names of the parts, in bit order.
    groups : Index or None
        Labels of the rows; one unnamed row when left out.
    none_known : bool
        Whether column 0 was observed.

    Examples
    --------
    >>> venn = Patterns.from_venn({"U": 10, "I": 5, "G": 2, "UI": 4, "UG": 1, "IG": 1, "UIG": 3})
    >>> venn
    <Patterns of 26 records, 3 parts (U, I, G), 1 group, none not observed>
    """

    __slots__ = ("counts", "groups", "none_known", "parts")

    counts: FloatArray
    parts: tuple[str, ...]
    groups: pd.Index
    none_known: bool

    def __init__(
        self,
        counts: npt.ArrayLike,
        parts: Sequence[str],
        groups: pd.Index | None = None,
        *,
        none_known: bool,
    ) -> None:
        table = np.array(counts, dtype=np.float64, ndmin=2)
        names = tuple(str(part) for part in parts)
        if len(names) < 2 or len(set(names)) != len(names):
            raise SchemaError(
                f"patterns need at least two parts with different names, not {first_few(names)}."
            )
        if table.shape[1] != 2 ** len(names):
            raise SchemaError(
                f"{len(names)} parts make {2 ** len(names)} combinations, the counts have {table.shape[1]} columns."
            )
        labels: pd.Index = pd.RangeIndex(len(table), name="group")
        if groups is not None:
            # pd.Index(...) of a MultiIndex would lose the names of its levels
            labels = groups.copy() if isinstance(groups, pd.MultiIndex) else pd.Index(groups)
        if len(labels) != len(table):
            raise SchemaError(f"there are {len(labels)} group labels for {len(table)} rows of counts.")
        bad = ~(np.isfinite(table) & (table >= 0))
        if bad.any():
            where = first_few(labels[np.flatnonzero(bad.any(axis=1))])
            raise SchemaError(f"counts must be finite and not negative; group {where} holds {table[bad][0]}.")
        if not none_known and table[:, 0].any():
            raise SchemaError(
                f"column 0 holds {table[:, 0].sum():g} records without any part, but none_known is false: "
                "pass none_known=True if they were observed, else set them to 0."
            )
        table.flags.writeable = False
        object.__setattr__(self, "counts", table)
        object.__setattr__(self, "parts", names)
        object.__setattr__(self, "groups", labels)
        object.__setattr__(self, "none_known", bool(none_known))

    @classmethod
    def from_venn(
        cls,
        cells: Mapping[Any, float] | pd.DataFrame | pd.Series,
        n_none: float | pd.Series | None = None,
        *,
        parts: Sequence[str] | None = None,
        inclusive: bool = False,
    ) -> Patterns:
        """Build patterns from the cells of a Venn diagram.

        Parameters
        ----------
        cells : mapping, Series or DataFrame
            Cell -> number of records with exactly these parts. A cell is named by its parts: ``"UI"`` when all
            names have one letter, ``"university+firm"`` otherwise, or a tuple of names. A DataFrame has one
            column per cell and one row per group. A cell left out counts 0.
        n_none : float or Series, optional
            Number of records with none of the parts; a cell called ``"none"`` is read as this number. A published
            diagram does not tell it; left out, the empty combination is treated as a structural zero.
        parts : sequence of str, optional
            The parts in order; without it, the one-part cells in the order they are given.
        inclusive : bool
            Whether a cell counts all records with *at least* these parts (``n_U``, ``n_UI``, ...), as tables of
            totals do. They are turned into exclusive cells: U alone = n_U - n_UI - n_UG + n_UIG.

        Returns
        -------
        Patterns

        Raises
        ------
        SchemaError
            A cell names an unknown part, stands twice, or has a count that is negative or not a number; or
            totals contradict each other, so that an exclusive cell would be negative.

        Examples
        --------
        >>> Patterns.from_venn({"a": 3, "b": 2, "a+b": 1}, n_none=4).counts
        array([[4., 3., 2., 1.]])
        >>> Patterns.from_venn({"a": 4, "b": 3, "a+b": 1}, inclusive=True).counts
        array([[0., 3., 2., 1.]])
        """
        if isinstance(cells, pd.DataFrame):
            table = cells
        else:
            # not a dict: a Series may name a cell twice, which has to be seen
            row = list(cells.items())
            table = pd.DataFrame(
                [[value for _, value in row]], columns=pd.Index([key for key, _ in row], tupleize_cols=False)
            )
        if n_none is None and "none" in table.columns and "none" not in (parts or ()):
            n_none, table = table["none"], table.drop(columns="none")
        keys = list(table.columns)
        names = _part_names(keys) if parts is None else [str(part) for part in parts]
        counts = np.zeros((len(table), 2 ** len(names)), dtype=np.float64)
        seen: dict[int, object] = {}
        for position, key in enumerate(keys):
            bits = _bits(key, names)
            if bits == 0:
                raise SchemaError(
                    f"cell {key!r} names no part; give the records without any part as n_none=."
                )
            if bits in seen:
                raise SchemaError(
                    f"cells {seen[bits]!r} and {key!r} name the same combination; give it once."
                )
            seen[bits] = key
            try:
                counts[:, bits] = pd.to_numeric(table.iloc[:, position])
            except (TypeError, ValueError) as error:
                raise SchemaError(f"cell {key!r} holds something that is not a number: {error}.") from error
        if inclusive:
            counts = _exclusive(counts, names, table.index)
        if n_none is not None:
            counts[:, 0] = _none_counts(n_none, table.index)
        return cls(counts, names, table.index, none_known=n_none is not None)

    @property
    def n(self) -> pd.Series:
        """Number of records per group, the empty combination included when it was observed."""
        return pd.Series(self.counts.sum(axis=1), index=self.groups, name="n")

    def frame(self) -> pd.DataFrame:
        """Return the counts with readable columns: ``"university+firm"``, and ``"none"`` for column 0.

        Returns
        -------
        DataFrame
            One row per group.
        """
        return pd.DataFrame(self.counts, index=self.groups, columns=pd.Index(self.cells()))

    def cells(self) -> list[str]:
        """Return the names of the combinations in column order.

        Returns
        -------
        list of str
            ``"none"`` first.
        """
        held = (
            [part for bit, part in enumerate(self.parts) if column >> bit & 1]
            for column in range(self.counts.shape[1])
        )
        return ["+".join(parts) or "none" for parts in held]

    def pooled(self, by: str | Sequence[str] = ()) -> Patterns:
        """Return one group that holds all records, or one group per value of some levels of the groups.

        Parameters
        ----------
        by : str or sequence of str
            Names of the levels of ``groups`` to keep; the others are added up.

        Returns
        -------
        Patterns
            Groups in the order in which they first stand.

        Raises
        ------
        UnknownName
            The groups have no level of that name.

        Examples
        --------
        >>> groups = pd.MultiIndex.from_product([[2014, 2015], ["fet", "space"]], names=["year", "programme"])
        >>> patterns = Patterns([[0, 1, 2, 3]] * 4, ["a", "b"], groups, none_known=False)
        >>> patterns.pooled("year").frame()
              none    a    b  a+b
        year
        2014   0.0  2.0  4.0  6.0
        2015   0.0  2.0  4.0  6.0
        """
        if not isinstance(by, Sequence):
            raise SchemaError(f"by= must name levels of the groups, one text or several, not {by!r}.")
        levels = [by] if isinstance(by, str) else list(by)
        if not levels:
            return Patterns(self.counts.sum(axis=0), self.parts, none_known=self.none_known)
        known = list(self.groups.names)
        for level in levels:
            if level not in known:
                held = ", ".join(repr(name) for name in known)
                raise UnknownName(
                    f"the groups have no level {level!r}.{nearest(str(level), map(str, known))} They have {held}."
                )
        if len(set(levels)) < len(levels):
            raise SchemaError(f"by= names a level twice: {first_few(levels)}.")
        labels = self.groups.to_frame(index=False)[levels]
        if labels.isna().any(axis=None):
            raise SchemaError(f"a group has no value of {first_few(levels)}: name it, or leave it out.")
        codes, kept = pd.factorize(pd.MultiIndex.from_frame(labels))
        counts = np.zeros((len(kept), self.counts.shape[1]))
        np.add.at(counts, codes, self.counts)
        groups = pd.MultiIndex.from_tuples(kept, names=levels)
        kept_as = groups if len(levels) > 1 else groups.get_level_values(0)
        return Patterns(counts, self.parts, kept_as, none_known=self.none_known)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Patterns are frozen: {name!r} cannot be set; build new ones instead.")

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Patterns, none_known=self.none_known), (self.counts, self.parts, self.groups)

    def __repr__(self) -> str:
        count = f"{self.counts.sum():,.0f}"
        groups = f"{len(self.groups)} group{'' if len(self.groups) == 1 else 's'}"
        none = f"{self.counts[:, 0].sum():,.0f} without any part" if self.none_known else "none not observed"
        return f"<Patterns of {count} records, {len(self.parts)} parts ({', '.join(self.parts)}), {groups}, {none}>"


def _none_counts(n_none: float | pd.Series, groups: pd.Index) -> FloatArray:
    """Return the records without any part of every group, matched by the labels of the groups."""
    held = n_none
    if isinstance(n_none, pd.Series) and not n_none.index.equals(groups):
        if n_none.index.has_duplicates or set(n_none.index) != set(groups):
            raise SchemaError(
                f"n_none= has the labels {first_few(n_none.index)}, the groups are {first_few(groups)}: give one "
                "number per group, or one for all."
            )
        held = n_none.reindex(groups)
    try:
        values = np.asarray(held, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"n_none= holds something that is not a number: {error}.") from error
    if values.shape not in {(), (len(groups),)}:
        raise SchemaError(
            f"n_none= holds {values.size} numbers for {len(groups)} groups: give one per group, or one for all."
        )
    return values


def _exclusive(totals: FloatArray, names: Sequence[str], groups: pd.Index) -> FloatArray:
    """Turn counts of records with at least some parts into counts with exactly these."""
    if not np.isfinite(totals).all():
        return totals  # refused with the group named, like all counts
    counts = totals.copy()
    cells = np.arange(counts.shape[1])
    for bit in range(len(names)):
        without = cells[cells >> bit & 1 == 0]
        counts[:, without] -= counts[:, without | 1 << bit]
    # column 0 is what no total tells; shares leave rounding errors where nothing is left
    counts[:, 0] = 0.0
    counts[np.abs(counts) <= 1e-12 * totals.max(axis=1, initial=0.0, keepdims=True)] = 0.0
    row, cell = np.nonzero(counts < 0)
    if row.size:
        parts = [name for bit, name in enumerate(names) if cell[0] >> bit & 1]
        raise SchemaError(
            f"these totals contradict each other: of group {first_few([groups[row[0]]])}, records with exactly "
            f"{'+'.join(parts)} would be {counts[row[0], cell[0]]:g}. A cell left out counts 0; "
            "are these exclusive cells (inclusive=False)?"
        )
    return counts


def _part_names(keys: Iterable[object]) -> list[str]:
    single = [parts[0] for parts in map(_split, keys) if len(parts) == 1]
    letters = [name for name in single if len(name) == 1]
    # 'U', 'I', 'UI': a longer cell made of one-letter cells is a combination, not a part
    names = [name for name in single if len(name) == 1 or not set(name) <= set(letters)]
    strange = [name for name in names if len(name) > 1]
    if len(letters) > 1 and strange:
        raise SchemaError(
            f"cell {strange[0]!r} is not made of the parts {first_few(letters)}; "
            "if it is a part of its own, name all parts with parts=."
        )
    if len(names) < 2:
        raise SchemaError(
            "cannot tell the parts from the cells: give the one-part cells ('U', 'I', ... or 'firm', ...), or parts=."
        )
    return names


def _split(key: object, letters: bool = False) -> list[str]:
    if isinstance(key, str):
        text = key.strip()
        return list(text) if letters and "+" not in text else [piece.strip() for piece in text.split("+")]
    if isinstance(key, tuple | frozenset):
        return [str(piece) for piece in key]
    raise SchemaError(f"cell {key!r} is neither a text such as 'U+I' nor a tuple of part names.")


def _bits(key: object, names: Sequence[str]) -> int:
    named = _split(key)
    if len(named) == 1 and named[0] not in names:
        named = _split(key, letters=True)
    wrong = [name for name in named if name not in names]
    if wrong:
        raise SchemaError(f"cell {key!r} names {first_few(wrong)}; the parts are {first_few(names)}.")
    return sum(1 << names.index(name) for name in set(named))
