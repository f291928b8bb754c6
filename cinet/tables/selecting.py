"""Running a selection: filters one after another, so that the one that leaves nothing can be named."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, SchemaError, SizeCapError, UnknownName, first_few, nearest
from cinet.tables.engine import Engine
from cinet.tables.held import CodeArray, Tables, participation_codes
from cinet.tables.select import among_sql, between_sql, joined_sql, sizes_sql, within_sizes_sql
from cinet.vocabulary import ACTOR_TYPES, canonical_type, crosswalk
from cinet.window import Window

__all__ = [
    "LIST_MARK",
    "Among",
    "Between",
    "Kept",
    "actor_types",
    "holding",
    "keep_rows",
    "narrowed",
    "period",
    "refuse_large",
    "strata_codes",
    "wanted_values",
]

#: Joins the values of a column that holds several per collaboration.
LIST_MARK: Final = "|"

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Among:
    """Keep rows of ``table`` whose column holds one of the values."""

    table: str
    column: str
    values: tuple[Any, ...]

    def __str__(self) -> str:
        return f"{self.column} among {first_few(self.values)}"


@dataclass(frozen=True, slots=True)
class Between:
    """Keep collaborations whose column lies in a range, given as SQL constants."""

    column: str
    first: str
    last: str
    closed: bool

    def __str__(self) -> str:
        upper = "" if self.closed else " (not included)"
        return f"{self.column} from {self.first} to {self.last}{upper}"


@dataclass(frozen=True, slots=True)
class Kept:
    """Places of the kept participations, and codes of the collaborations and actors that stand in them."""

    places: IntArray
    collab: IntArray
    actor: IntArray


def wanted_values(values: object) -> tuple[Any, ...]:
    """Return one value or a list of values as a tuple.

    Parameters
    ----------
    values : object
        A text or a number, or a sequence of them.

    Returns
    -------
    tuple
        The values in the order given.

    Examples
    --------
    >>> wanted_values("firm"), wanted_values(["firm", "user"])
    (('firm',), ('firm', 'user'))
    """
    if isinstance(values, str) or not isinstance(
        values, Sequence | set | frozenset | np.ndarray | pd.Index | pd.Series
    ):
        return (values,)
    return tuple(sorted(values) if isinstance(values, set | frozenset) else values)


def holding(frame: pd.DataFrame, name: str, wanted: object) -> Among:
    """Return the filter for the collaborations whose list of values holds a value.

    Parameters
    ----------
    frame : DataFrame
        The collaborations.
    name : str
        A column whose texts are lists joined by ``|``.
    wanted : object
        The value, as a text.

    Returns
    -------
    Among
        The lists that hold it.

    Examples
    --------
    >>> parts = pd.DataFrame({"parts": ["SC1|SC6", "SC6", "SC16"]})
    >>> holding(parts, "parts", "SC6").values
    ('SC1|SC6', 'SC6')
    """
    lists = [str(value) for value in _column(frame, "collaborations", name).dropna().unique()]
    found = tuple(text for text in lists if str(wanted) in text.split(LIST_MARK))
    if not found:
        known = sorted({value for text in lists for value in text.split(LIST_MARK)})
        raise UnknownName(
            f"no list in {name} of the collaborations holds {wanted!r}.{nearest(str(wanted), known)} "
            f"Values there: {first_few(known, 12)}."
        )
    return Among("collaborations", name, found)


def keep_rows(
    tables: Tables,
    filters: Sequence[Among | Between],
    sizes: tuple[int | None, int | None] = (None, None),
) -> Kept:
    """Apply filters in order, then the bounds on the number of participants that are left.

    Parameters
    ----------
    tables : Tables
        All rows.
    filters : sequence
        What to keep.
    sizes : tuple
        Smallest and largest number of participants, both included.

    Returns
    -------
    Kept
        What is left.

    Raises
    ------
    EmptySelection
        Nothing is left; the message names the filter after which that was so.
    UnknownName
        There is no such column or value.
    """
    frames = {"actors": tables.actors, "collaborations": tables.collaborations}
    collab, actor = participation_codes(tables.participations)
    with Engine(threads=1) as engine:
        engine.register(
            "p", pd.DataFrame({"place": np.arange(len(collab)), "collab": collab, "actor": actor})
        )
        for name, frame in frames.items():
            engine.register(name, pd.DataFrame({"code": np.arange(len(frame))}))
            engine.keep(f"{name}_kept", f"select code from {name}")
        engine.keep("kept", "select place, collab, actor from p")
        for number, rule in enumerate(filters):
            _apply(engine, frames, rule, number)
            if not engine.scalar("select count(*) from kept"):
                raise EmptySelection(f"nothing is left after the filter {rule}.{_before(filters[:number])}")
        if sizes != (None, None):
            engine.keep("sizes", sizes_sql("kept"))
            engine.keep("sized", within_sizes_sql("sizes", *sizes))
            engine.keep("kept", joined_sql("kept", "sized", "actors_kept"))
            if not engine.scalar("select count(*) from kept"):
                biggest = engine.scalar("select max(size) from sizes")
                least, most = ("any" if bound is None else bound for bound in sizes)
                raise EmptySelection(
                    f"nothing is left after min_size={least}, max_size={most}: the largest collaboration has "
                    f"{biggest} participants.{_before(filters)}"
                )
        places = engine.arrays("select place from kept order by place")["place"].astype(np.int64)
    return Kept(places, np.unique(collab[places]).astype(np.int64), np.unique(actor[places]).astype(np.int64))


def narrowed(tables: Tables, kept: Kept) -> Tables:
    """Return the rows that a selection keeps.

    Parameters
    ----------
    tables : Tables
        All rows.
    kept : Kept
        What to keep.

    Returns
    -------
    Tables
        In canonical order, with the same issues.
    """
    collab, actor = participation_codes(tables.participations)
    actors = tables.actors.take(kept.actor).reset_index(drop=True)
    collaborations = tables.collaborations.take(kept.collab).reset_index(drop=True)
    taking = tables.participations.take(kept.places).reset_index(drop=True)
    taking["collab_id"] = _recoded(collab[kept.places], kept.collab, collaborations["collab_id"])
    taking["actor_id"] = _recoded(actor[kept.places], kept.actor, actors["actor_id"])
    return Tables(actors, collaborations, taking, tables.issues)


def _apply(engine: Engine, tables: Mapping[str, pd.DataFrame], rule: Among | Between, number: int) -> None:
    name = rule.table if isinstance(rule, Among) else "collaborations"
    column = _column(tables[name], name, rule.column)
    # the engine never learns the name of the column
    engine.register(f"view{number}", pd.DataFrame({"code": np.arange(len(column)), "value": column.array}))
    if isinstance(rule, Between):
        found = between_sql(f"view{number}", rule.first, rule.last, closed=rule.closed)
    else:
        engine.register(f"wanted{number}", pd.DataFrame({"value": _known(column, rule)}))
        found = among_sql(f"view{number}", f"wanted{number}")
    engine.keep(f"{name}_kept", f"select code from {name}_kept where code in ({found})")
    engine.keep("kept", joined_sql("kept", "collaborations_kept", "actors_kept"))


def _column(frame: pd.DataFrame, table: str, name: str) -> pd.Series:
    if name not in frame.columns:
        raise UnknownName(
            f"the {table} have no column {name!r}.{nearest(name, frame.columns)} "
            f"They have {first_few(frame.columns, 30)}."
        )
    return frame[name]


def _known(column: pd.Series, rule: Among) -> pd.Series:
    """Return the wanted values in the type of the column, once each is known to occur."""
    held = pd.Index(column.dropna().unique())
    numeric = pd.api.types.is_numeric_dtype(held.dtype)
    texts = [_label(value, numeric) for value in held]
    labels = [_label(value, numeric) for value in rule.values]
    places = pd.Index(texts, dtype="str").get_indexer(pd.Index(labels, dtype="str"))
    absent = [label for label, place in zip(labels, places, strict=True) if place < 0]
    if absent:
        raise UnknownName(
            f"no row of the {rule.table} has {rule.column} {first_few(absent)}.{nearest(absent[0], texts)} "
            f"Values there: {first_few(sorted(texts), 12)}."
        )
    return pd.Series(held.take(places).array)


def _label(value: Any, numeric: bool) -> str:
    """Write 2019, 2019.0 and "2019" alike when the column holds numbers."""
    if numeric:
        with contextlib.suppress(TypeError, ValueError):
            return repr(float(value)).removesuffix(".0")
    return str(value)


def _before(filters: Sequence[Among | Between]) -> str:
    return f" Filters before it: {'; '.join(map(str, filters))}." if filters else ""


def _recoded(codes: CodeArray, kept: npt.NDArray[np.int64], ids: pd.Series) -> pd.Series:
    return pd.Series(pd.Categorical.from_codes(np.searchsorted(kept, codes), categories=pd.Index(ids)))


def period(years: tuple[int, int] | Window | int) -> Between:
    """Return the filter for a span of time.

    Parameters
    ----------
    years : (first, last), int or Window
        Years, both included; or a half-open window on the start date.

    Returns
    -------
    Between
        The filter.

    Examples
    --------
    >>> str(period((2015, 2020)))
    'year from 2015 to 2020'
    """
    if isinstance(years, Window):
        first, last = (f"timestamp '{bound} 00:00:00'" for bound in (years.start, years.end))
        return Between("start", first, last, closed=False)
    bounds = (years, years) if isinstance(years, int | np.integer) else tuple(years)
    if len(bounds) != 2 or not all(isinstance(bound, int | np.integer) for bound in bounds):
        raise SchemaError(f"years={years!r} is neither a year, nor (first, last), nor a window.")
    if bounds[0] > bounds[1]:
        raise SchemaError(f"years={years!r} ends before it begins; give (first, last).")
    return Between("year", str(int(bounds[0])), str(int(bounds[1])), closed=True)


def actor_types(types: str | Sequence[str]) -> tuple[str, ...]:
    """Return actor types by their canonical names.

    Parameters
    ----------
    types : str or sequence of str
        Actor types or plain words for them.

    Returns
    -------
    tuple of str
        Canonical names.

    Examples
    --------
    >>> actor_types("company")
    ('firm',)
    """
    scheme = crosswalk(None)
    wanted = wanted_values(types)
    found = [canonical_type(name, scheme) for name in wanted]
    for name, kind in zip(wanted, found, strict=True):
        if kind is None:
            raise UnknownName(
                f"actor type {name!r} is not known.{nearest(str(name), ACTOR_TYPES)} "
                f"Actor types: {', '.join(ACTOR_TYPES)}."
            )
    return tuple(str(kind) for kind in found)


def strata_codes(collaborations: pd.DataFrame, columns: tuple[Any, ...]) -> CodeArray:
    """Return one code per collaboration: equal where all columns are equal.

    Parameters
    ----------
    collaborations : DataFrame
        The table.
    columns : tuple of str
        Its columns; a missing value is a value like any other.

    Returns
    -------
    ndarray of int32
        Codes from 0.

    Examples
    --------
    >>> strata_codes(pd.DataFrame({"year": [2020, 2019, 2020], "kind": ["a", None, "a"]}), ("year", "kind")).tolist()
    [1, 0, 1]
    """
    coded = np.zeros(len(collaborations), dtype=np.int64)
    for name in columns:
        if name not in collaborations.columns:
            raise UnknownName(
                f"the collaborations have no column {name!r} to stratify by."
                f"{nearest(str(name), collaborations.columns)} They have {first_few(collaborations.columns, 30)}."
            )
        codes, _ = pd.factorize(collaborations[name], sort=True)
        # -1 is a missing value, a stratum like any other
        _, coded = np.unique(coded * (int(codes.max(initial=0)) + 2) + codes + 1, return_inverse=True)
    return coded.astype(np.int32)


def refuse_large(sizes: pd.Series, cap: int | None) -> None:
    """Raise SizeCapError when a collaboration has more participants than ``cap``.

    Parameters
    ----------
    sizes : Series of int
        Number of participants, indexed by ``collab_id``.
    cap : int or None
        The largest number that is projected without asking; None for any.

    Examples
    --------
    >>> refuse_large(pd.Series([2, 3], index=["p", "q"]), 3)
    """
    if cap is None or not (sizes > cap).any():
        return
    largest = sizes.sort_values(ascending=False, kind="stable").head(3)
    named = ", ".join(f"{label!r} ({size:,})" for label, size in largest.items() if size > cap)
    raise SizeCapError(
        f"{int((sizes > cap).sum())} of {len(sizes):,} collaborations have more than {cap} participants; largest: "
        f"{named}. Leave them out with select(max_size={cap}), or keep them with cap=None or a cap of at least "
        f"{largest.iloc[0]}."
    )
