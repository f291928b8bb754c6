"""The type of every actor, from the best evidence there is, with its source and how far it may be believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError, UnknownName, first_few, nearest
from cinet.loaders.names import Script
from cinet.loaders.remade import mark, remade
from cinet.loaders.typing_names import LEGAL_FORM, NAME_RULE, NO_RULE, name_types
from cinet.loaders.uscc import read_uscc
from cinet.tables.held import Tables, counted
from cinet.tables.issues import issue_rows, join_issues
from cinet.vocabulary import ACTOR_TYPES, CROSSWALKS, UNKNOWN, canonical_type, crosswalk, helix_parts

__all__ = ["TYPE_SOURCES", "helix_coverage", "type_actors"]

USER_TABLE: Final = "user table"
SOURCE_CODE: Final = "source code"
CREDIT_CODE: Final = "unified social credit code"
CORRECTED: Final = "name rule over source code"
DIRECTORY: Final = "ROR or OpenAlex type"

#: Where a type can come from, the best evidence first.
TYPE_SOURCES: Final = (
    USER_TABLE, CORRECTED, SOURCE_CODE, CREDIT_CODE, DIRECTORY, LEGAL_FORM, NAME_RULE, NO_RULE,
)  # fmt: skip

_SOURCE_RANK: Final = TYPE_SOURCES.index(SOURCE_CODE)
_CONFIDENCE: Final = {USER_TABLE: 1.0, SOURCE_CODE: 0.95, DIRECTORY: 0.9}
_NAMED_WITHIN_CATEGORY: Final = 0.85
_ENOUGH_TO_CORRECT: Final = 0.7

_Types = npt.NDArray[np.object_]


def type_actors(
    eco: Ecosystem,
    *,
    table: Mapping[str, str] | pd.Series | pd.DataFrame | None = None,
    uscc: str = "uscc",
    directory: str = "ror_type",
    rules: bool = True,
    correct: Mapping[str, str | Sequence[str]] | None = None,
    script: Script = "auto",
) -> Ecosystem:
    """Give every actor a type by the first evidence that holds, and say which it was.

    In this order: the user's table, the code of the source, the unified social credit code, the type in ROR or
    OpenAlex, the legal form in the name, a rule for names, unknown. What an actor has already stays where it stands in
    that order: a type of the source is never replaced by one that a name suggests, unless ``correct`` says so.

    Parameters
    ----------
    eco : Ecosystem
        With actors; ``name`` is needed for the last two rungs.
    table : mapping, Series or DataFrame, optional
        Actor id -> type; a frame has ``type`` beside ``actor_id`` or ``name``.
    uscc : str
        Column of the actors with unified social credit codes, if there is one.
    directory : str
        Column of the actors with types of ROR or OpenAlex, if there is one.
    rules : bool
        Whether names may decide where nothing else does.
    correct : mapping, optional
        Type that the source gives -> types that a name may put in its place, such as ``{"firm": ["university"]}`` for
        patent offices that file universities under companies. Every correction stands in the issues.
    script : {"auto", "opencc", "table", "keep"}
        How traditional Chinese is read, as for ``name_keys``.

    Returns
    -------
    Ecosystem
        The actors have ``type``, ``type_source`` (one of ``TYPE_SOURCES``, or what the reader wrote) and
        ``type_confidence`` (0 to 1); with credit codes also ``region_code`` (GB/T 2260). ``selection`` has one step
        more.

    Raises
    ------
    UnknownName
        The table has a type or ``correct`` a name that is no actor type.

    Examples
    --------
    >>> actors = pd.DataFrame({"actor_id": ["a", "b", "c"], "name": ["Acme Ltd.", "清华大学", "Arup"]})
    >>> taking = pd.DataFrame({"collab_id": "p", "actor_id": ["a", "b", "c"]})
    >>> eco = Ecosystem(actors.assign(type="unknown"), pd.DataFrame({"collab_id": ["p"], "year": [2020]}), taking)
    >>> typed = type_actors(eco, table={"c": "firm"})
    >>> typed.actors[["type", "type_source", "type_confidence"]].values.tolist()
    [['firm', 'legal form', 0.9], ['university', 'name rule', 0.9], ['firm', 'user table', 1.0]]
    """
    ladder = _Ladder(eco.actors)
    if table is not None:
        ladder.take_table(table)
    if uscc in ladder.actors.columns:
        ladder.take_codes(uscc, script)
    if directory in ladder.actors.columns:
        ladder.take_directory(directory)
    if (rules or correct) and "name" in ladder.actors.columns:
        found = name_types(ladder.actors["name"], script=script)
        if rules:
            ladder.take_names(found)
        ladder.correct(found, correct or {})
    tables = eco.tables
    issues = join_issues([tables.issues, *ladder.issues])
    known = int((ladder.types != UNKNOWN).sum())
    said = mark(ladder.types, ladder.sources)
    return remade(
        eco,
        Tables(ladder.typed(), tables.collaborations, tables.participations, issues),
        f"typed {known:,} of {counted(len(ladder.types), 'actor')} (types {said})",
    )


class _Ladder:
    """The actors, and for each the best evidence so far."""

    def __init__(self, actors: pd.DataFrame) -> None:
        self.actors = actors
        self.issues: list[pd.DataFrame] = []
        self.types: _Types = actors["type"].to_numpy(dtype=object).copy()
        known = self.types != UNKNOWN
        told = pd.Series(None, index=actors.index, dtype="str")
        if "type_source" in actors.columns:
            told = actors["type_source"].astype("str")
        self.sources: _Types = np.where(known, told.fillna(SOURCE_CODE).to_numpy(dtype=object), NO_RULE)
        rungs = {name: place for place, name in enumerate(TYPE_SOURCES)}
        # what a reader calls by another name is its own code
        self.ranks = np.array([rungs.get(str(name), _SOURCE_RANK) for name in self.sources], dtype=np.int64)
        given = pd.Series(np.nan, index=actors.index)
        if "type_confidence" in actors.columns:
            given = pd.to_numeric(actors["type_confidence"], errors="coerce")
        usual = [_CONFIDENCE.get(str(name), _CONFIDENCE[SOURCE_CODE]) for name in self.sources]
        self.confidence = np.where(known, given.fillna(pd.Series(usual, index=actors.index)).to_numpy(), 0.0)

    def typed(self) -> pd.DataFrame:
        types = pd.Series(self.types, index=self.actors.index, dtype="str")
        sources = pd.Series(self.sources, index=self.actors.index, dtype="str")
        return self.actors.assign(type=types, type_source=sources, type_confidence=self.confidence)

    def take(self, types: _Types, source: Any, confidence: Any, *, column: str | None = None) -> None:
        """Take the types of a rung wherever nothing better is known; list what contradicts it."""
        rank = TYPE_SOURCES.index(source)
        known = types != UNKNOWN
        better = known & (rank < self.ranks)
        if column is not None:
            self._doubt(known & ~better & (types != self.types), types, source, column)
        self.types[better] = types[better]
        self.sources[better] = source
        self.ranks[better] = rank
        self.confidence[better] = np.broadcast_to(confidence, len(types))[better]

    def _doubt(self, unlike: npt.NDArray[np.bool_], types: _Types, source: str, column: str) -> None:
        places = np.flatnonzero(unlike)
        said = zip(
            self.actors["actor_id"].iloc[places],
            types[places],
            self.types[places],
            self.sources[places],
            strict=True,
        )
        self._add(
            places,
            column,
            [f"{who!r} is {ours!r} by the {source} and {held!r} by the {by}" for who, ours, held, by in said],
            [f"doubted: {held!r} kept" for held in self.types[places]],
        )

    def _add(self, places: npt.NDArray[np.int64], column: str, reason: Any, action: Any) -> None:
        value = self.actors[column].iloc[places].astype("str")
        self.issues.append(
            issue_rows(len(places), table="actors", column=column, value=value, reason=reason, action=action)
        )

    def take_table(self, table: Mapping[str, str] | pd.Series | pd.DataFrame) -> None:
        key, given = _told(table)
        if key not in self.actors.columns:
            raise SchemaError("the table of types names actors by name, and the actors have no names.")
        held = pd.Index(self.actors[key].astype("str"))
        absent = given.index[~given.index.isin(held)]
        self.issues.append(
            issue_rows(
                len(absent),
                table="actors",
                column=key,
                value=absent,
                reason="the table of types names an actor that is not here",
                action="doubted: not used",
            )
        )
        types = given.reindex(held).fillna(UNKNOWN).to_numpy(dtype=object)
        self.take(types, USER_TABLE, _CONFIDENCE[USER_TABLE])

    def take_codes(self, column: str, script: Script) -> None:
        read = read_uscc(self.actors[column])
        wrong = np.flatnonzero((read["problem"] != "").to_numpy())
        self._add(wrong, column, read["problem"].iloc[wrong], "doubted: not used")
        types = read["type"].fillna(UNKNOWN).to_numpy(dtype=object, copy=True)
        confidence = read["type_confidence"].fillna(0.0).to_numpy(dtype=np.float64, copy=True)
        open_ = (read["by_name"].fillna("") != "").to_numpy()
        if open_.any() and "name" in self.actors.columns:
            named = name_types(self.actors["name"].where(open_), script=script)["type"].to_numpy(dtype=object)
            allowed = [
                kind in str(kinds).split("|") for kind, kinds in zip(named, read["by_name"], strict=True)
            ]
            fits = open_ & np.array(allowed, dtype=bool)
            types[fits] = named[fits]
            confidence[fits] = _NAMED_WITHIN_CATEGORY
        self.take(types, CREDIT_CODE, confidence, column=column)
        self.actors["region_code"] = read["region_code"]

    def take_directory(self, column: str) -> None:
        scheme = CROSSWALKS["ror"]
        codes, uniques = pd.factorize(self.actors[column])
        found = [canonical_type(code, scheme) for code in uniques]
        types = np.array([*(kind or UNKNOWN for kind in found), UNKNOWN], dtype=object)[codes]
        strange = np.flatnonzero((types == UNKNOWN) & (codes >= 0))
        self._add(strange, column, "ROR and OpenAlex have no such type", "doubted: not used")
        self.take(types, DIRECTORY, _CONFIDENCE[DIRECTORY], column=column)

    def take_names(self, found: pd.DataFrame) -> None:
        types = found["type"].to_numpy(dtype=object)
        for source in (LEGAL_FORM, NAME_RULE):
            here = np.where((found["type_source"] == source).to_numpy(), types, UNKNOWN)
            self.take(here, source, found["type_confidence"].to_numpy(dtype=np.float64))

    def correct(self, found: pd.DataFrame, correct: Mapping[str, str | Sequence[str]]) -> None:
        types = found["type"].to_numpy(dtype=object)
        sure = (found["type_confidence"] >= _ENOUGH_TO_CORRECT).to_numpy()
        ruled = (found["type_source"] == NAME_RULE).to_numpy()
        for given, others in correct.items():
            targets = [others] if isinstance(others, str) else list(others)
            for name in (given, *targets):
                _known_type(name, "correct=")
            wrong = (
                (self.types == given) & (self.ranks == _SOURCE_RANK) & sure & ruled & np.isin(types, targets)
            )
            places = np.flatnonzero(wrong)
            reasons = [f"the source says {given!r}, and the name {kind!r}" for kind in types[places]]
            self._add(places, "name", reasons, [f"type set to {kind!r}" for kind in types[places]])
            self.types[places] = types[places]
            self.sources[places] = CORRECTED
            self.ranks[places] = TYPE_SOURCES.index(CORRECTED)
            self.confidence[places] = found["type_confidence"].to_numpy()[places]


def _known_type(name: object, where: str) -> str:
    found = canonical_type(name, crosswalk(None))
    if found is None:
        raise UnknownName(
            f"{where} names {str(name)!r}, which is no actor type.{nearest(str(name), ACTOR_TYPES)} "
            f"Actor types: {', '.join(ACTOR_TYPES)}."
        )
    return found


def _told(table: Mapping[str, str] | pd.Series | pd.DataFrame) -> tuple[str, pd.Series]:
    """Return the column that the user's table goes by, and its types by that column."""
    key = "actor_id"
    if isinstance(table, pd.DataFrame):
        keys = [name for name in ("actor_id", "name") if name in table.columns]
        if not keys or "type" not in table.columns:
            raise SchemaError(
                "the table of types needs the columns 'actor_id' (or 'name') and 'type'; "
                f"it has {first_few(table.columns, 12)}."
            )
        key = keys[0]
        given = pd.Series(table["type"].to_numpy(dtype=object), index=table[key].astype("str"))
    else:
        given = pd.Series(dict(table), dtype=object)
        given.index = given.index.map(str)
    twice = given.index[given.index.duplicated()]
    if len(twice):
        raise SchemaError(f"the table of types names {first_few(twice.unique())} more than once.")
    return key, given.map(lambda name: _known_type(name, "the table of types"))


def helix_coverage(
    eco: Ecosystem, parts: str | Sequence[str] | Mapping[str, Sequence[str]] = "triple"
) -> pd.DataFrame:
    """Say which part of a helix every actor type belongs to, and how many actors stand outside.

    Parameters
    ----------
    eco : Ecosystem
        With typed actors.
    parts : str, sequence or mapping
        A helix scheme, actor types, or part -> actor types.

    Returns
    -------
    DataFrame
        One row per actor type that occurs: ``part`` (missing when it is in none), ``actors`` and
        ``participations`` (counts).

    Examples
    --------
    >>> from cinet.loaders.examples import example
    >>> helix_coverage(example("parks"), "triple").loc["firm", "part"]
    'firm'
    """
    resolved = {kind: part for part, kinds in helix_parts(parts).items() for kind in kinds}
    types = eco.actors.set_index("actor_id")["type"]
    taking = types.reindex(eco.participations["actor_id"].astype("str")).value_counts()
    counts = types.value_counts()
    present = [kind for kind in ACTOR_TYPES if kind in counts.index]
    return pd.DataFrame(
        {
            "part": pd.Series([resolved.get(kind) for kind in present], index=present, dtype="str"),
            "actors": counts.reindex(present),
            "participations": taking.reindex(present, fill_value=0),
        }
    ).rename_axis("type")
