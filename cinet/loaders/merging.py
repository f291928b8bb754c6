"""Actors that stand more than once under different ids: candidates to review, and the merge itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, SchemaError, UnknownName, first_few, nearest
from cinet.loaders.remade import mark, remade
from cinet.loaders.sources import read_raw
from cinet.loaders.together import MERGED_FROM, SOURCE, listed_together, sources_together
from cinet.tables.atomic import replace_file
from cinet.tables.cells import guarded, guarded_text, unguarded, unguarded_text
from cinet.tables.check import check_tables
from cinet.tables.held import Tables, counted, participation_codes
from cinet.tables.issues import issue_rows, join_issues
from cinet.tables.settle import settle

__all__ = [
    "CANDIDATE_COLUMNS",
    "MERGED_FROM",
    "merge",
    "read_merge_map",
    "write_merge_candidates",
]

#: The columns of a table of candidates; ``decision`` is "merge", "apart", or empty: not decided yet.
CANDIDATE_COLUMNS: Final = (
    "decision", "keep_id", "keep_name", "merge_id", "merge_name", "score", "reason",
    "keep_type", "merge_type", "keep_country", "merge_country",
)  # fmt: skip

_DECISIONS: Final = ("merge", "apart", "")
_IntArray = npt.NDArray[np.int64]


def write_merge_candidates(candidates: pd.DataFrame, path: str | Path) -> Path:
    """Write candidates as a table to go through by hand: put ``merge`` or ``apart`` in the column ``decision``.

    Parameters
    ----------
    candidates : DataFrame
        From ``merge_candidates``.
    path : path
        A CSV file, in UTF-8 with a byte order mark, which spreadsheets read as it is meant. Cells that a spreadsheet
        would take for a formula begin with an apostrophe; ``read_merge_map`` takes it off again.

    Returns
    -------
    Path
        The file.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> table = pd.DataFrame({"decision": ["merge"], "keep_id": ["a"], "merge_id": ["=b"]})
    >>> with TemporaryDirectory() as folder:
    ...     read_merge_map(write_merge_candidates(table, Path(folder, "map.csv")))["merge_id"].tolist()
    ['=b']
    """
    safe = candidates.copy()
    for name in safe.columns:
        # what is not decided yet is an empty cell, to be filled in
        blank = (safe[name] == "").fillna(False).astype(bool)
        safe[name] = guarded(safe[name].mask(blank))
    text = safe.rename(columns=guarded_text).to_csv(index=False, lineterminator="\r\n")
    replace_file(Path(path), text.encode("utf-8-sig"))
    return Path(path)


def read_merge_map(path: str | Path) -> pd.DataFrame:
    r"""Read a table of candidates that was gone through.

    Parameters
    ----------
    path : path
        A CSV file or workbook with ``keep_id`` and ``merge_id``, and ``decision`` if not all rows are to be merged.

    Returns
    -------
    DataFrame
        All text; ``eco.merge`` takes it.

    Raises
    ------
    LoadError
        A column is absent, a row is broken, or a decision is neither "merge" nor "apart" nor empty.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "map.csv").write_text("keep_id,merge_id\na,b\n")
    ...     read_merge_map(Path(folder, "map.csv")).values.tolist()
    [['a', 'b']]
    """
    raw = read_raw(path)
    raw.require(["keep_id", "merge_id"], "a column of the merge map")
    broken = raw.issues[raw.issues["action"].str.startswith("dropped")]
    if len(broken):
        first = broken.iloc[0]
        raise LoadError(
            f"{raw.file}: {first['reason']} (row {first['row']}: {first['value']!r}). Mend the row."
        )
    frame = raw.frame.astype("str").copy()
    frame = frame.apply(unguarded).rename(columns=unguarded_text)
    _decided(frame, str(raw.file))
    return frame


def _decided(frame: pd.DataFrame, what: str) -> npt.NDArray[np.bool_]:
    """Tell which rows of a map are to be merged."""
    if "decision" not in frame.columns:
        return np.ones(len(frame), dtype=bool)
    said = frame["decision"].astype("str").str.strip().str.casefold().fillna("")
    wrong = said[~said.isin(_DECISIONS)]
    if len(wrong):
        raise LoadError(
            f"{what} has the decision {first_few(wrong.unique())}; it is 'merge', 'apart' or empty "
            f"({len(wrong)} rows, the first is row {wrong.index[0] + 2})."
        )
    return (said == "merge").to_numpy(dtype=bool)


def merge(eco: Ecosystem, map: Mapping[str, str] | pd.DataFrame) -> Ecosystem:
    """Make one actor of several ids that a map says are one.

    What leads to one another becomes one actor, however long the chain. The id that others are merged into stays; where
    there are several such ids, or none, the one with the most participations does. Attributes that it lacks come from
    the others; where they differ its own are kept and the others listed in the issues, as is every id that went.

    Parameters
    ----------
    eco : Ecosystem
        With the actors.
    map : mapping or DataFrame
        Id that goes -> id that stays; or a table with ``merge_id`` and ``keep_id``, of which the rows with the
        ``decision`` "merge" count (all rows when there is no such column).

    Returns
    -------
    Ecosystem
        The actors have ``merged_from``: the ids that they were made of, joined by ``|``; missing for the others.
        Participations of one actor in one collaboration become one. ``selection`` has one step more.

    Raises
    ------
    UnknownName
        The map names an actor that is not there.

    Examples
    --------
    >>> actors = pd.DataFrame({"actor_id": ["a", "b", "c"], "type": "firm"})
    >>> taking = pd.DataFrame({"collab_id": ["p", "p", "q"], "actor_id": ["a", "c", "b"]})
    >>> eco = Ecosystem(actors, pd.DataFrame({"collab_id": ["p", "q"], "year": [2020, 2021]}), taking)
    >>> merge(eco, {"b": "a"}).actors[["actor_id", "merged_from"]].values.tolist()
    [['a', 'a|b'], ['c', nan]]
    """
    tables = eco.tables
    goes, stays = _pairs(map, pd.Index(tables.actors["actor_id"]))
    if not len(goes):
        return eco
    collab, taking = participation_codes(tables.participations)
    group, target = _groups(
        goes, stays, len(tables.actors), np.bincount(taking, minlength=len(tables.actors))
    )
    actors, issues = _one_actor_each(tables.actors, group, target)
    gone = np.flatnonzero(target[group] != np.arange(len(group)))
    ids = pd.Index(tables.actors["actor_id"])
    participations = tables.participations.assign(
        actor_id=pd.Categorical.from_codes(group[taking], categories=ids.take(target))
    )
    # the row that stays comes first: what the door keeps of several is what the actor had itself
    own = (target[group] != np.arange(len(ids)))[taking]
    participations = participations.take(np.lexsort((taking, own, collab)))
    checked = check_tables(actors, tables.collaborations, participations)
    return remade(
        eco,
        Tables(
            checked.actors,
            tables.collaborations,
            checked.participations,
            join_issues([tables.issues, *issues, _news(checked.issues)]),
        ),
        f"merged {counted(len(gone), 'id')} into others (map {mark(ids[gone], ids[target[group[gone]]])})",
    )


def _news(issues: pd.DataFrame) -> pd.DataFrame:
    """Leave out what the door says of collaborations, which it said before, and of ids that look alike."""
    return issues[issues["table"] == "participations"]


def _pairs(map: Mapping[str, str] | pd.DataFrame, ids: pd.Index) -> tuple[_IntArray, _IntArray]:
    if isinstance(map, pd.DataFrame):
        absent = [name for name in ("merge_id", "keep_id") if name not in map.columns]
        if absent:
            raise SchemaError(
                f"a merge map has the columns 'merge_id' and 'keep_id'; it has {first_few(map.columns, 12)}."
            )
        listed = map[_decided(map, "the merge map")]
        goes, stays = (listed[name].astype("str").str.strip() for name in ("merge_id", "keep_id"))
    else:
        goes, stays = (pd.Series(list(part), dtype="str") for part in (map.keys(), map.values()))
    places = [ids.get_indexer(pd.Index(part)).astype(np.int64) for part in (goes, stays)]
    for part, place in zip((goes, stays), places, strict=True):
        absent_ids = part[place < 0]
        if len(absent_ids):
            first = str(absent_ids.iloc[0])
            raise UnknownName(
                f"the merge map names {first_few(absent_ids.unique())}, which no actor has as its id."
                f"{nearest(first, ids.tolist()) if len(ids) < _MOST_HINTED else ''} "
                "It may have been merged before: merge the ecosystem that the candidates were made of."
            )
    return places[0], places[1]


_MOST_HINTED: Final = 20_000


def _groups(
    goes: _IntArray, stays: _IntArray, size: int, weight: npt.NDArray[np.int64]
) -> tuple[_IntArray, _IntArray]:
    """Return the group of every actor, and the actor that stays of every group."""
    links = coo_array((np.ones(len(goes), dtype=np.int8), (goes, stays)), shape=(size, size))
    count, labels = connected_components(links.tocsr(), directed=False)
    # an id that is merged into others and into none itself stays; then the busiest, then the first
    wanted = np.zeros(size, dtype=np.int64)
    wanted[stays] = 1
    wanted[goes] = 0
    order = np.lexsort((np.arange(size), -weight, -wanted, labels))
    firsts = np.flatnonzero(np.append(True, np.diff(labels[order]) != 0))
    target = np.empty(count, dtype=np.int64)
    target[labels[order][firsts]] = order[firsts]
    # groups in the order of the ids that stay, so that the result is sorted
    ranked = np.argsort(target, kind="stable")
    renumbered = np.empty(count, dtype=np.int64)
    renumbered[ranked] = np.arange(count)
    return renumbered[labels], target[ranked]


def _one_actor_each(
    actors: pd.DataFrame, group: _IntArray, target: _IntArray
) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Return one row per group, and what was lost in making it."""
    gone = np.flatnonzero(target[group] != np.arange(len(actors)))
    into = target[group[gone]]
    ids = actors["actor_id"].to_numpy(dtype=object)
    issues = [
        issue_rows(
            len(gone),
            table="actors",
            column="actor_id",
            value=ids[gone],
            reason=[f"the merge map says that this is {one!r}" for one in ids[into]],
            action="merged",
        )
    ]
    made = actors.take(target).reset_index(drop=True)
    for name in made.columns.difference(["actor_id", MERGED_FROM, SOURCE, *_OF_TYPE], sort=False):
        made[name] = _settled(name, actors[name], made[name], gone, group, ids[into], issues)
    _settle_types(actors, made, gone, group, ids[into], issues)
    before = pd.Series(ids, dtype="str")
    if MERGED_FROM in actors.columns:
        before = actors[MERGED_FROM].astype("str").fillna(before)
    members = np.unique(np.append(gone, into))
    joined = listed_together(before.iloc[members], group[members])
    held = (
        made[MERGED_FROM].astype("str") if MERGED_FROM in made.columns else pd.Series(None, made.index, "str")
    )
    made[MERGED_FROM] = joined.reindex(made.index).fillna(held).astype("str")
    if SOURCE in actors.columns:
        # one actor stands in all the sources of those it was made of
        together = sources_together(actors[SOURCE].take(members), group[members])
        made[SOURCE] = together.reindex(made.index).fillna(made[SOURCE].astype("str")).astype("str")
    return made, issues


_OF_TYPE: Final = ("type", "type_source", "type_confidence")


def _settled(
    name: str,
    column: pd.Series,
    own: pd.Series,
    gone: _IntArray,
    group: _IntArray,
    into: npt.NDArray[np.object_],
    issues: list[pd.DataFrame],
) -> pd.Series:
    """Fill what is missing from those that went; list what differs."""
    lost = column.take(gone)
    settled = settle(group[gone], len(own), lost.reset_index(drop=True)).values
    filled = own.where(own.notna(), settled.set_axis(own.index))
    kept = filled.take(group[gone]).astype("str").to_numpy(dtype=object)
    texts = lost.astype("str").to_numpy(dtype=object)
    unlike = lost.notna().to_numpy() & (texts != kept)
    issues.append(
        issue_rows(
            int(unlike.sum()),
            table="actors",
            column=name,
            value=texts[unlike],
            reason=[
                f"merged into {who!r}, which has {value!r}"
                for who, value in zip(into[unlike], kept[unlike], strict=True)
            ],
            action="the value of the actor that stays kept",
        )
    )
    return filled


def _settle_types(
    actors: pd.DataFrame,
    made: pd.DataFrame,
    gone: _IntArray,
    group: _IntArray,
    into: npt.NDArray[np.object_],
    issues: list[pd.DataFrame],
) -> None:
    """Take the type of those that went, with where it comes from, when the one that stays has none."""
    masked: dict[str, Any] = {"type": actors["type"].mask(actors["type"] == "unknown")}
    own = made["type"].mask(made["type"] == "unknown")
    filled = _settled("type", masked["type"], own, gone, group, into, issues)
    taken = np.flatnonzero((own.isna() & filled.notna()).to_numpy())
    made["type"] = filled.fillna("unknown").astype("str")
    others = [name for name in _OF_TYPE[1:] if name in made.columns]
    if len(taken) and others:
        donors = pd.DataFrame({"group": group[gone], "place": gone, "type": masked["type"].take(gone).array})
        fits = donors[donors["type"].to_numpy() == filled.take(group[gone]).to_numpy()]
        place = fits.drop_duplicates("group").set_index("group")["place"].reindex(taken).to_numpy()
        for name in others:
            made.loc[taken, name] = actors[name].to_numpy()[place]
