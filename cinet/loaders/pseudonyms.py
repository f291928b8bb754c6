"""An ecosystem that may leave the house: no names, ids that say nothing, and no group too small to hide in."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Final, Literal

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError
from cinet.tables.check import check_tables
from cinet.tables.held import Tables, counted
from cinet.tables.issues import issue_rows, join_issues
from cinet.tables.raw import RawTable
from cinet.vocabulary import UNKNOWN

__all__ = ["QUASI_IDENTIFIERS", "pseudonym_map", "pseudonymise", "small_cells"]

#: Attributes of actors that, taken together, can single one out; in the order in which they are given up, last first.
QUASI_IDENTIFIERS: Final = ("type", "country", "region", "place")

Small = Literal["report", "generalise", "suppress"]
Dates = Literal["day", "month", "year"]

_SMALL: Final = ("report", "generalise", "suppress")
_DATES: Final = ("day", "month", "year")
_SHORTEST_KEY: Final = 16
_HASH_LETTERS: Final = 24
_PREFIX: Final = {"actors": "a", "collaborations": "c"}
_ID: Final = {"actors": "actor_id", "collaborations": "collab_id"}
_KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    "actors": ("type",),
    "collaborations": ("kind", "place", "sector", "programme", "start", "end", "year", "granularity"),
    "participations": ("role", "stage", "share", "weight", "amount"),
}


def pseudonym_map(
    eco: Ecosystem,
    *,
    key: str | bytes | None = None,
    seed: int | None = None,
    table: Literal["actors", "collaborations"] = "actors",
) -> pd.DataFrame:
    """Return which pseudonym stands for which id; keep it apart from the data, or do not keep it at all.

    Parameters
    ----------
    eco : Ecosystem
        Before it was pseudonymised.
    key : str or bytes, optional
        A secret of 16 bytes or more: pseudonyms are keyed hashes (HMAC-SHA256), equal for equal ids in every ecosystem.
    seed : int, optional
        Pseudonyms are random numbers. Whoever has the ids and the seed has the map.
    table : {"actors", "collaborations"}
        Whose ids.

    Returns
    -------
    DataFrame
        The id column, ``name`` if there is one, and ``pseudonym``.

    Raises
    ------
    SchemaError
        Neither or both of key and seed are given, or the key is too short.

    Examples
    --------
    >>> from cinet.loaders.examples import example
    >>> pseudonym_map(example("parks"), seed=7)["pseudonym"].is_unique
    True
    """
    if key is None and seed is None:
        raise SchemaError("a map of pseudonyms needs the key or the seed that they were made with.")
    if table not in _PREFIX:
        raise SchemaError(f"table={table!r} is neither 'actors' nor 'collaborations'.")
    frame: pd.DataFrame = getattr(eco, table)
    shown = [name for name in (_ID[table], "name") if name in frame.columns]
    return frame[shown].assign(pseudonym=_pseudonyms(frame[_ID[table]], _PREFIX[table], key, seed))


def _pseudonyms(ids: pd.Series, prefix: str, key: str | bytes | None, seed: int | None) -> pd.Series:
    if key is not None and seed is not None:
        raise SchemaError("give a key or a seed, not both: keyed hashes and random numbers are two ways.")
    if key is not None:
        secret = key.encode() if isinstance(key, str) else key
        if len(secret) < _SHORTEST_KEY:
            raise SchemaError(
                f"the key has {len(secret)} bytes; a secret of {_SHORTEST_KEY} or more is needed, because a short one "
                "can be found by trying. secrets.token_hex() makes one."
            )
        made = [f"{prefix}_{_hashed(secret, f'{prefix}:{text}')}" for text in ids]
    else:
        # actors and collaborations draw from streams of their own
        stream = np.random.SeedSequence(seed, spawn_key=(ord(prefix),))
        numbers = np.random.default_rng(stream).permutation(len(ids)) + 1
        width = len(str(len(ids)))
        made = [f"{prefix}_{number:0{width}d}" for number in numbers.tolist()]
    return pd.Series(made, index=ids.index, dtype="str")


def _hashed(secret: bytes, text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    return hmac.new(secret, data, hashlib.sha256).hexdigest()[:_HASH_LETTERS]


def small_cells(eco: Ecosystem, *, k: int = 5, quasi: Sequence[str] = QUASI_IDENTIFIERS) -> pd.DataFrame:
    """Return the combinations of attributes that fewer than ``k`` actors share.

    Whoever knows the type, the country and the place of an actor finds it among so few, whatever its id is.

    Parameters
    ----------
    eco : Ecosystem
        With actors.
    k : int
        Least number of actors that are enough.
    quasi : sequence of str
        Columns of the actors; those that are not there are passed over. A missing value is a value of its own.

    Returns
    -------
    DataFrame
        The columns and ``actors`` (how many share them), the smallest first.

    Raises
    ------
    SchemaError
        ``k`` is below 1.

    Examples
    --------
    >>> actors = pd.DataFrame({"actor_id": ["a", "b", "c"], "type": ["firm", "firm", "government"]})
    >>> taking = pd.DataFrame({"collab_id": "p", "actor_id": ["a", "b", "c"]})
    >>> eco = Ecosystem(actors, pd.DataFrame({"collab_id": ["p"], "year": [2020]}), taking)
    >>> small_cells(eco, k=2).values.tolist()
    [['government', 1]]
    """
    if k < 1:
        raise SchemaError(f"k={k!r}: a cell needs one actor or more.")
    actors = eco.actors
    return _cells(actors, k, [name for name in quasi if name in actors.columns])


def _cells(actors: pd.DataFrame, k: int, quasi: list[str]) -> pd.DataFrame:
    cells = actors[quasi].groupby(quasi, dropna=False).size().rename("actors").reset_index()
    return cells[cells["actors"] < k].sort_values(["actors", *quasi], ignore_index=True)


def pseudonymise(
    eco: Ecosystem,
    *,
    key: str | bytes | None = None,
    seed: int | None = None,
    k: int = 5,
    quasi: Sequence[str] = QUASI_IDENTIFIERS,
    small: Small = "report",
    keep: Mapping[str, Sequence[str]] | None = None,
    dates: Dates = "year",
    digits: int | None = 2,
) -> Ecosystem:
    """Replace ids by pseudonyms, leave out names and free text, and look after cells that are too small.

    Networks, patterns and every measure that reads no name stay what they were. This is no anonymity: who took part in
    what with how many others can be looked up elsewhere, and a rare pattern of collaboration is a name.

    Parameters
    ----------
    eco : Ecosystem
        With names and ids.
    key : str or bytes, optional
        A secret of 16 bytes or more: ids become keyed hashes (HMAC-SHA256), equal for equal ids whenever the key is.
    seed : int, optional
        Ids become random numbers that can be made again. With neither key nor seed they cannot.
    k : int
        Least number of actors that share ``quasi``.
    quasi : sequence of str
        Columns of the actors that can single one out; only these, and the type, are kept of the actors.
    small : {"report", "generalise", "suppress"}
        What to do with actors in smaller cells: list the cells in the issues; leave out the last column of ``quasi``,
        then the one before, until they are in company (the first column stays); or leave out all of them and set the
        type to unknown. Cells that stay small are listed in any case.
    keep : mapping, optional
        Table -> further columns to keep as they are.
    dates : {"day", "month", "year"}
        How exact dates stay: an exact date of start can name a project.
    digits : int or None
        Significant digits that stay of ``amount``: an exact sum can name a project as well. None for all.

    Returns
    -------
    Ecosystem
        Sorted by pseudonym. Former issues, which hold names, are left out; the issues say how many, and what was done.

    Raises
    ------
    SchemaError
        An argument is out of range.
    UnknownName
        ``keep`` names a table or column that is not there.

    Examples
    --------
    >>> from cinet.loaders.examples import example
    >>> eco = example("parks")
    >>> safe = pseudonymise(eco, seed=7)
    >>> "name" in safe.actors, len(safe.participations) == len(eco.participations)
    (False, True)
    """
    _choices(small, dates, digits, k)
    kept = _columns_kept(eco, [str(name) for name in quasi], keep or {})
    notes = [_left_out(eco, kept), _old_issues(eco.issues)]
    ids = {
        table: _pseudonyms(getattr(eco, table)[_ID[table]], _PREFIX[table], key, seed) for table in _PREFIX
    }
    actors = eco.actors[kept["actors"]].copy()
    there = [name for name in quasi if name in actors.columns]
    if small != "report" and there:
        _hide(actors, k, there, small, notes)
    if there:
        notes.append(_told(_cells(actors, k, there), k))
    collaborations = _coarser(eco.collaborations[kept["collaborations"]].copy(), dates)
    taking = eco.participations
    participations = _rounded(taking[kept["participations"]].copy(), digits)
    for table, place in (("actors", 0), ("collaborations", 0)):
        frame = actors if table == "actors" else collaborations
        frame.insert(place, _ID[table], ids[table])
        participations.insert(0, _ID[table], taking[_ID[table]].cat.rename_categories(ids[table].tolist()))
    checked = check_tables(actors, collaborations, participations)
    report = eco.report.assign(file=[f"file {number}" for number in range(1, len(eco.report) + 1)])
    return Ecosystem.from_checked(
        Tables(checked.actors, checked.collaborations, checked.participations, join_issues(notes)),
        source=eco.source,
        report=report,
        # former steps can name who was selected, and the former sha says which data these are
        warn=False,
    )


def _choices(small: str, dates: str, digits: int | None, k: int) -> None:
    for name, value, known in (("small", small, _SMALL), ("dates", dates, _DATES)):
        if value not in known:
            raise SchemaError(f"{name}={value!r} is none of {', '.join(map(repr, known))}.")
    if digits is not None and digits < 1:
        raise SchemaError(f"digits={digits!r}: one significant digit or more, or None for all.")
    if k < 1:
        raise SchemaError(f"k={k!r}: a cell needs one actor or more.")


def _columns_kept(
    eco: Ecosystem, quasi: list[str], keep: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    unknown = [name for name in keep if name not in _KEPT]
    if unknown:
        raise SchemaError(f"keep names the table {unknown[0]!r}; tables are {', '.join(_KEPT)}.")
    kept = {}
    for table, usual in _KEPT.items():
        frame: pd.DataFrame = getattr(eco, table)
        more = [str(name) for name in keep.get(table, ())]
        RawTable(frame, f"the {table} table").require(more, "a column to keep")
        wanted = [*usual, *more, *(quasi if table == "actors" else ())]
        kept[table] = [
            name for name in frame.columns if name in wanted and name not in ("actor_id", "collab_id")
        ]
    return kept


def _left_out(eco: Ecosystem, kept: dict[str, list[str]]) -> pd.DataFrame:
    gone = [
        (table, str(name))
        for table, names in kept.items()
        for name in getattr(eco, table).columns
        if name not in names and name not in ("actor_id", "collab_id")
    ]
    return issue_rows(
        len(gone),
        table=[table for table, _ in gone],
        column=[name for _, name in gone],
        reason="the column may say who an actor is",
        action="left out",
    )


def _old_issues(issues: pd.DataFrame) -> pd.DataFrame:
    counts = issues.groupby(["table", "column", "action"], dropna=False).size().reset_index(name="number")
    # what was done can quote a value
    plain = counts["action"].str.extract(r"^(\w+)", expand=False)
    return issue_rows(
        len(counts),
        table=counts["table"],
        column=counts["column"],
        value=counts["number"].astype("str"),
        reason="so many issues of this kind stood here before; they name actors",
        action="left out: " + plain.fillna(""),
    )


def _hide(actors: pd.DataFrame, k: int, quasi: list[str], small: Small, notes: list[pd.DataFrame]) -> None:
    """Leave out what singles actors out, one column after the other or all at once."""
    steps = [[name] for name in reversed(quasi[1:])] if small == "generalise" else [quasi]
    for names in steps:
        sizes = actors.groupby(quasi, dropna=False)[quasi[0]].transform("size")
        alone = (sizes < k).to_numpy()
        for name in names:
            told = alone & (actors[name].fillna(UNKNOWN).astype("str") != UNKNOWN).to_numpy()
            actors.loc[alone, name] = UNKNOWN if name == "type" else None
            if told.any():
                notes.append(
                    issue_rows(
                        1,
                        table="actors",
                        column=name,
                        value=str(int(told.sum())),
                        reason=f"so many actors share {', '.join(quasi)} with fewer than {k} in all",
                        action="set to missing" if name != "type" else f"type set to {UNKNOWN!r}",
                    )
                )


def _told(cells: pd.DataFrame, k: int) -> pd.DataFrame:
    names = [name for name in cells.columns if name != "actors"]
    texts = cells[names].astype("str").fillna("-")
    return issue_rows(
        len(cells),
        table="actors",
        column=", ".join(names),
        value=[" / ".join(row) for row in texts.itertuples(index=False)],
        reason=[
            f"these values are shared by {counted(count, 'actor')}, fewer than {k}"
            for count in cells["actors"]
        ],
        action="doubted: kept",
    )


def _coarser(collaborations: pd.DataFrame, dates: Dates) -> pd.DataFrame:
    if dates != "day":
        unit = "M" if dates == "month" else "Y"
        for name in collaborations.columns.intersection(["start", "end"]):
            days = collaborations[name].to_numpy(dtype="datetime64[s]")
            collaborations[name] = days.astype(f"datetime64[{unit}]").astype("datetime64[s]")
    return collaborations


def _rounded(participations: pd.DataFrame, digits: int | None) -> pd.DataFrame:
    if digits is not None and "amount" in participations.columns:
        amounts = participations["amount"].to_numpy(dtype=np.float64, na_value=np.nan)
        some = np.isfinite(amounts) & (amounts != 0)
        size = np.ones_like(amounts)
        size[some] = 10.0 ** (np.floor(np.log10(np.abs(amounts[some]))) - digits + 1)
        participations["amount"] = np.round(amounts / size) * size
    return participations
