"""The ecosystem: three tables, checked once, from which every network and pattern is a view."""

from __future__ import annotations

import html
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from cinet.errors import CinetWarning, EmptySelection, SchemaError, first_few
from cinet.incidence import Incidence, Weighting, collaboration_column
from cinet.network import Network
from cinet.patterns import Patterns
from cinet.tables.check import Remedy, check_tables
from cinet.tables.digest import digest
from cinet.tables.held import REPORT_COLUMNS, Tables, counted, participation_codes
from cinet.tables.issues import join_issues, warn_of_losses
from cinet.tables.one_mode import actors_network, direction_of
from cinet.tables.selecting import (
    Among,
    Between,
    actor_types,
    holding,
    keep_rows,
    narrowed,
    period,
    refuse_large,
    strata_codes,
    wanted_values,
)
from cinet.window import Window

__all__ = ["Ecosystem"]

_Steps = tuple[str, ...]


#: What is done in the rooms above, named as data and imported when it is called.
_VERBS: Final = {
    "merge": "cinet.loaders.merging:merge",
    "write": "cinet.interop.write_tables:write_ecosystem",
}


def _verb(name: str) -> Callable[..., Any]:
    module, _, function = _VERBS[name].partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


class Ecosystem:
    """Frozen records of collaboration: who took part in what, when and where.

    The tables are checked once, when the ecosystem is made; ``issues`` lists what was dropped, merged or
    doubted. The order of the rows given never matters.

    Parameters
    ----------
    actors, collaborations, participations : DataFrame
        With ``actor_id`` and ``type``; ``collab_id`` and ``start`` (a date) or ``year``; ``collab_id`` and
        ``actor_id``. Other columns are kept; a ``weight`` of a participation is positive.
    issues : DataFrame, optional
        What a loader found before; put in front of the issues found here.
    source : str, optional
        Where the records come from.
    crosswalk : str or mapping, optional
        How the codes in ``type`` map to actor types; plain words are known.
    on_dangling, on_weight : {"drop", "raise"}
        What to do with participations that name an absent id, or have a weight that is no positive number.

    Examples
    --------
    >>> eco = Ecosystem(
    ...     pd.DataFrame({"actor_id": ["a", "b", "c"], "type": ["firm", "firm", "university"]}),
    ...     pd.DataFrame({"collab_id": ["p", "q"], "year": [2019, 2021]}),
    ...     pd.DataFrame({"collab_id": ["p", "p", "q"], "actor_id": ["a", "c", "b"]}),
    ... )
    >>> eco
    <Ecosystem 2 collaborations, 3 actors (firm 67 %, university 33 %), 2019-2021, sha ...>
    >>> eco.select(min_size=2).network().edges()
      source target  weight
    0      a      c     1.0
    """

    __slots__ = ("_history", "_memo", "_report", "_root", "_source", "_tables")

    _tables: Tables
    _source: str | None
    _history: _Steps
    _root: str | None
    _memo: dict[str, str]
    _report: pd.DataFrame | None

    def __init__(
        self,
        actors: pd.DataFrame,
        collaborations: pd.DataFrame,
        participations: pd.DataFrame,
        *,
        issues: pd.DataFrame | None = None,
        source: str | None = None,
        crosswalk: str | Mapping[str, str] | None = None,
        on_dangling: Remedy = "drop",
        on_weight: Remedy = "drop",
    ) -> None:
        tables = check_tables(
            actors,
            collaborations,
            participations,
            scheme=crosswalk,
            on_dangling=on_dangling,
            on_weight=on_weight,
        )
        if issues is not None:
            tables = replace(tables, issues=join_issues([issues, tables.issues]))
        self._hold(tables, source)
        warn_of_losses(tables.issues, stacklevel=3)

    @classmethod
    def from_checked(
        cls,
        tables: Tables,
        *,
        source: str | None = None,
        report: pd.DataFrame | None = None,
        selection: Sequence[str] = (),
        root: str | None = None,
        warn: bool = True,
    ) -> Ecosystem:
        """Hold tables that came through the door already; loaders use this.

        Parameters
        ----------
        tables : Tables
            Clean tables and their issues.
        source : str, optional
            Where the records come from.
        report : DataFrame, optional
            What was read of each file, and how much of it was used.
        selection : sequence of str
            The steps that led from the data with the sha ``root`` to these tables.
        root : str, optional
            The sha of the data that the steps began with; of these tables unless given.
        warn : bool
            Whether rows that were dropped are worth a warning; not when it was given before.

        Returns
        -------
        Ecosystem
            With a warning when rows were dropped.
        """
        made = cls._made(tables, source, tuple(selection), root, report)
        if warn:
            warn_of_losses(tables.issues, stacklevel=4)
        return made

    @classmethod
    def _made(
        cls,
        tables: Tables,
        source: str | None,
        history: _Steps = (),
        root: str | None = None,
        report: pd.DataFrame | None = None,
    ) -> Ecosystem:
        made = cls.__new__(cls)
        made._hold(tables, source, history, root, report)
        return made

    def _hold(
        self,
        tables: Tables,
        source: str | None,
        history: _Steps = (),
        root: str | None = None,
        report: pd.DataFrame | None = None,
    ) -> None:
        fill = object.__setattr__
        fill(self, "_tables", tables)
        fill(self, "_source", source)
        fill(self, "_history", history)
        fill(self, "_root", root)
        fill(self, "_report", report)
        fill(self, "_memo", {})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"an Ecosystem is frozen: {name!r} cannot be set; build a new one instead.")

    def __reduce__(self) -> tuple[Any, ...]:
        return Ecosystem._made, (self._tables, self._source, self._history, self._root, self._report)

    @property
    def actors(self) -> pd.DataFrame:
        """The actors, sorted by ``actor_id`` (a copy: the ecosystem cannot be changed)."""
        return self._tables.actors.copy(deep=False)

    @property
    def collaborations(self) -> pd.DataFrame:
        """The collaborations, sorted by ``collab_id`` (a copy)."""
        return self._tables.collaborations.copy(deep=False)

    @property
    def participations(self) -> pd.DataFrame:
        """The participations, sorted by ``collab_id`` and ``actor_id`` (a copy)."""
        return self._tables.participations.copy(deep=False)

    @property
    def issues(self) -> pd.DataFrame:
        """What was dropped, merged or doubted: file, row, table, column, value, reason, action (a copy)."""
        return self._tables.issues.copy(deep=False)

    @property
    def report(self) -> pd.DataFrame:
        """What was read of each file: format, encoding, records read, used and in the issues (a copy).

        One row per file; none when the tables were given as frames.
        """
        report = pd.DataFrame(columns=list(REPORT_COLUMNS)) if self._report is None else self._report
        return report.copy(deep=False)

    @property
    def tables(self) -> Tables:
        """The three tables and the issues together (shallow copies)."""
        return Tables(self.actors, self.collaborations, self.participations, self.issues)

    @property
    def source(self) -> str | None:
        """Where the records come from."""
        return self._source

    @property
    def sha(self) -> str:
        """The sha256 of the three tables; equal content has an equal sha, whatever the order of the input."""
        if "sha" not in self._memo:
            tables = self._tables
            self._memo["sha"] = digest([tables.actors, tables.collaborations, tables.participations])
        return self._memo["sha"]

    @property
    def root(self) -> str:
        """The sha256 of the data that ``selection`` began with; of these tables when nothing was done since."""
        return self._root or self.sha

    @property
    def selection(self) -> tuple[str, ...]:
        """The selections, merges and typings that led here, in order."""
        return self._history

    def select(
        self,
        *,
        years: tuple[int, int] | Window | int | None = None,
        kind: str | Sequence[str] | None = None,
        place: str | Sequence[str] | None = None,
        types: str | Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        min_size: int | None = None,
        max_size: int | None = None,
    ) -> Ecosystem:
        """Select collaborations and actors.

        Sizes are counted after the other filters. Collaborations and actors that are left without a
        participation are left out; the issues are kept as they are.

        Parameters
        ----------
        years : (first, last), int or Window
            Years, both included; or a half-open window on the start date. Undated collaborations are in none.
        kind, place : str or sequence of str
            Values of these columns of the collaborations.
        types : str or sequence of str
            Actor types.
        where : mapping
            Column of the collaborations -> value or list of values, or ``{"contains": value}`` for a column
            that holds several values joined by ``|``.
        min_size, max_size : int
            Bounds on the number of participants, both included.

        Returns
        -------
        Ecosystem
            A new one.

        Raises
        ------
        UnknownName
            There is no such column or value; the message names the nearest.
        EmptySelection
            Nothing is left; the message names the filter that left nothing.
        """
        asked = {"kind": kind, "place": place, **(where or {})}
        filters: list[Among | Between] = [] if years is None else [period(years)]
        filters += [
            self._filter(str(column), values) for column, values in asked.items() if values is not None
        ]
        if types is not None:
            filters.append(Among("actors", "type", actor_types(types)))
        tables = self._tables
        kept = keep_rows(tables, filters, (min_size, max_size))
        bounds = {"min_size": min_size, "max_size": max_size}
        said = [
            *map(str, filters),
            *(f"{name}={bound}" for name, bound in bounds.items() if bound is not None),
        ]
        history = (*self._history, "; ".join(said))
        return self._made(narrowed(tables, kept), self._source, history, self.root, self._report)

    def _filter(self, column: str, values: object) -> Among:
        if not isinstance(values, Mapping):
            return Among("collaborations", column, wanted_values(values))
        if set(values) != {"contains"}:
            raise SchemaError(
                f"where={{{column!r}: {dict(values)!r}}} is not a value, a list, or {{'contains': value}}."
            )
        return holding(self._tables.collaborations, column, values["contains"])

    def sizes(self) -> pd.Series:
        """Return the number of participants of every collaboration.

        Returns
        -------
        Series of int
            Indexed by ``collab_id``.
        """
        collab, _ = participation_codes(self._tables.participations)
        ids = pd.Index(self._tables.collaborations["collab_id"])
        return pd.Series(np.bincount(collab, minlength=len(ids)), index=ids, name="size")

    def incidence(
        self, *, strata: str | Sequence[str] | None = None, weights: str | None = None
    ) -> Incidence:
        """Return the two-mode form: collaborations x actors.

        Parameters
        ----------
        strata : str or sequence of str, optional
            Columns of the collaborations; a stratified null model shuffles within equal values only. Missing
            values are a stratum of their own.
        weights : str, optional
            Column of the participations (``"weight"``, ``"share"``) that says how much each counts; without,
            all count alike.

        Returns
        -------
        Incidence
            In the order of the tables.
        """
        tables = self._tables
        given = tables.participations
        taken = None if weights is None else collaboration_column(given, weights, table="participations")
        collab, actor = participation_codes(self._tables.participations)
        coded = None if strata is None else strata_codes(tables.collaborations, wanted_values(strata))
        return Incidence.from_codes(
            collab,
            actor,
            collaborations=tables.collaborations.set_index("collab_id"),
            actors=tables.actors.set_index("actor_id"),
            strata=coded,
            weights=taken,
        )

    def network(
        self,
        weighting: Weighting = "full",
        *,
        directed: bool | None = None,
        cap: int | None = 500,
        memory_limit: str | None = None,
    ) -> Network:
        """Project onto the actors: two are tied when they take part in a collaboration together.

        Parameters
        ----------
        weighting : {"full", "newman", "pair", "batagelj"}
            What a collaboration of k actors adds to each of its pairs: 1, 1 / (k - 1), 2 / (k (k - 1)), 1 / k^2.
            A tie that was read from a network file adds the weight that it has there.
        directed : bool, optional
            As the file says unless given: directed when any tie is an arc, a tie without a direction standing in
            both. False takes directions away and adds both up; True asks for them.
        cap : int or None
            Largest number of participants that is projected without asking, because k actors make k (k - 1) / 2
            ties; a larger collaboration raises SizeCapError.
        memory_limit : str, optional
            Count the pairs by the engine, within this memory and on disk, instead of in arrays.

        Returns
        -------
        Network
            Over all actors. The recipe names weighting, selection and data.
        """
        return self._network(weighting, direction_of(self._tables, directed), cap, memory_limit)

    def networks(
        self,
        windows: Iterable[Window],
        weighting: Weighting = "full",
        *,
        directed: bool | None = None,
        cap: int | None = 500,
        memory_limit: str | None = None,
    ) -> dict[str, Network]:
        """Project every window of time.

        Parameters
        ----------
        windows : iterable of Window
            Half-open windows on the start date, as from ``cinet.windows``.
        weighting, directed, cap, memory_limit
            As for ``network``; all windows are directed when any tie in any of them is.

        Returns
        -------
        dict of str to Network
            Label -> network of those who take part; empty windows are left out with a warning.
        """
        arcs = direction_of(self._tables, directed)
        made: dict[str, Network] = {}
        empty: list[str] = []
        for window in windows:
            try:
                chosen = self.select(years=window)
            except EmptySelection:
                empty.append(window.label)
                continue
            made[window.label] = chosen._network(weighting, arcs, cap, memory_limit, window=window.label)
        if empty:
            warnings.warn(
                f"no collaboration starts in {first_few(empty, 12)}: these windows have no network.",
                CinetWarning,
                stacklevel=2,
            )
        return made

    def patterns(
        self,
        parts: str | Sequence[str] | Mapping[str, Sequence[str]],
        *,
        by: str | Sequence[str] | None = None,
    ) -> Patterns:
        """Count which parts take part together in each collaboration.

        Parameters
        ----------
        parts : str, sequence or mapping
            A helix scheme, actor types, or part -> actor types.
        by : str or sequence of str, optional
            Columns of the collaborations; one group per value, or per combination of values.

        Returns
        -------
        Patterns
            Counts per group.
        """
        return self.incidence().patterns(parts, by=by)

    def merge(self, map: Any) -> Ecosystem:
        """Let several actors be one, by a map that was reviewed.

        Parameters
        ----------
        map : mapping or DataFrame
            Id that goes -> id that stays; what ``ci.read_merge_map`` gives, or the candidates of
            ``ci.merge_candidates`` with the decisions filled in.

        Returns
        -------
        Ecosystem
            A new one; the column ``merged_from`` and the issues tell what became of whom.

        Examples
        --------
        >>> eco = Ecosystem(
        ...     pd.DataFrame({"actor_id": ["a", "A"], "type": "firm"}),
        ...     pd.DataFrame({"collab_id": ["p"], "year": [2019]}),
        ...     pd.DataFrame({"collab_id": ["p", "p"], "actor_id": ["a", "A"]}),
        ... )
        >>> len(eco.merge({"A": "a"}).actors)
        1
        """
        merged: Ecosystem = _verb("merge")(self, map)
        return merged

    def write(self, folder: str | Path, *, format: str = "csv") -> list[Path]:
        """Write the tables and the issues into a folder that ``ci.read_tables`` reads back.

        Parameters
        ----------
        folder : path
            Made if it is not there.
        format : {"csv", "parquet"}
            Form of the tables; ``datapackage.json`` describes them with sizes and checksums.

        Returns
        -------
        list of Path
            The files.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> import cinet as ci
        >>> with TemporaryDirectory() as folder:
        ...     sorted(file.name for file in ci.example("parks").write(folder))[:2]
        ['actors.csv', 'collaborations.csv']
        """
        files: list[Path] = _verb("write")(self, folder, format=format)
        return files

    def _network(
        self, weighting: Weighting, directed: bool, cap: int | None, memory_limit: str | None, **more: str
    ) -> Network:
        refuse_large(self.sizes(), cap)
        data = {"data": self.root, "selection": list(self._history), "source": self._source}
        return actors_network(
            self._tables, weighting, directed=directed, memory_limit=memory_limit, recipe={**data, **more}
        )

    def __repr__(self) -> str:
        return f"<Ecosystem {self._tables.headline()}, sha {self.sha[:4]}>"

    def _repr_html_(self) -> str:
        tables = self._tables
        counts = (
            f"{counted(len(tables.participations), 'participation')}, {counted(len(tables.issues), 'issue')}"
        )
        source = [f"source: {self._source}"] if self._source else []
        lines = [repr(self), counts, *source, *(f"selected: {step}" for step in self._history)]
        return "<pre>" + html.escape("\n".join(lines)) + "</pre>"
