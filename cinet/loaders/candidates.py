"""Which actors may be one: by an id, by a name written differently, by a name that is nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError
from cinet.loaders.merging import CANDIDATE_COLUMNS
from cinet.loaders.names import Script, is_cjk, name_keys
from cinet.loaders.near_names import differ_in, near_pairs
from cinet.loaders.presets.countries import COUNTRIES
from cinet.tables.held import participation_codes
from cinet.tables.raw import RawTable
from cinet.vocabulary import UNKNOWN

__all__ = ["ID_COLUMNS", "merge_candidates"]

#: Columns of the actors in which an equal value is an equal actor.
ID_COLUMNS: Final = ("ror", "grid", "uscc", "pic", "lei", "wikidata", "vat_number", "orcid")

# people who have one name are not one person
_PEOPLE: Final = frozenset({"creator", "user", "individual"})
_IntArray = npt.NDArray[np.int64]
_Texts = npt.NDArray[np.object_]


def merge_candidates(
    eco: Ecosystem,
    *,
    threshold: float = 0.9,
    auto: float = 0.97,
    across: str | None = None,
    ids: Sequence[str] = ID_COLUMNS,
    script: Script = "auto",
) -> pd.DataFrame:
    """List pairs of actors that may be one, and decide those that are safe.

    Safe are an equal id, and within one country and type an equal name (case, accents, punctuation, legal form,
    traditional characters and a country in brackets behind it aside) or a similarity of ``auto`` or more. Never safe
    are people, different values of an id, names that differ in a number, an ordinal or a direction, and one equal word
    where no country is known. Everything else is left to review.

    Parameters
    ----------
    eco : Ecosystem
        With names of actors.
    threshold : float
        Least similarity of a pair that is listed, above 0 and up to 1.
    auto : float
        Similarity from which a pair of one country and one type is merged; above 1, only an equal id decides.
    across : str, optional
        Column of the actors, such as ``"source"``: only pairs in which it differs are listed, because the ids of one
        source are resolved already.
    ids : sequence of str
        Columns in which equal values mean one actor; those that the actors do not have are passed over.
    script : {"auto", "opencc", "table", "keep"}
        How traditional Chinese is read, as for ``name_keys``.

    Returns
    -------
    DataFrame
        One row per pair: ``decision`` ("merge" or empty), ``keep_id`` (the one with more participations), ``merge_id``,
        ``score`` (0 to 1), ``reason``, and name, type, country and ``across`` of both. For ``eco.merge``, or to be
        written with ``write_merge_candidates`` and gone through.

    Raises
    ------
    SchemaError
        A bound is out of range.

    Examples
    --------
    >>> actors = pd.DataFrame({"actor_id": ["a", "b", "c"], "name": ["Siemens AG", "SIEMENS", "Siemmens"]})
    >>> taking = pd.DataFrame({"collab_id": "p", "actor_id": ["a", "b", "c"]})
    >>> actors = actors.assign(type="firm", country="DE")
    >>> eco = Ecosystem(actors, pd.DataFrame({"collab_id": ["p"], "year": [2020]}), taking)
    >>> merge_candidates(eco)[["decision", "keep_id", "merge_id", "reason"]].values.tolist()
    [['merge', 'a', 'b', 'equal name'], ['', 'a', 'c', 'near name']]
    """
    if not 0 < threshold <= 1:
        raise SchemaError(f"threshold={threshold!r} is no similarity: it is above 0 and up to 1.")
    actors = eco.actors
    if "name" not in actors.columns:
        raise SchemaError("the actors have no column 'name': there is nothing to compare.")
    if across is not None:
        RawTable(actors).require([across], "across")
    who = ComparedActors(eco, actors, [name for name in ids if name in actors.columns], script)
    found = pd.concat([who.by_id(), who.by_key(), who.near(threshold)], ignore_index=True)
    found = found.drop_duplicates(["keep", "merge"], ignore_index=True)
    if across is not None:
        told = actors[across].astype("str").fillna("").to_numpy(dtype=object)
        found = found[told[found["keep"]] != told[found["merge"]]]
    found = who.judged(found, auto)
    found = found.sort_values(["score", "keep", "merge"], ascending=[False, True, True])
    return who.shown(found, across)


def _unplaced(names: pd.Series, country: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Take the country off names that end with it in brackets, as ROR and OpenAlex write those of companies."""
    texts, places = (part.to_numpy(dtype=object, copy=True) for part in (names, country))
    for row in np.flatnonzero(names.str.endswith(")").fillna(False).to_numpy(dtype=bool)):
        before, _, within = texts[row].removesuffix(")").rpartition("(")
        said = within.strip().casefold()
        code = COUNTRIES.get(said, "")
        known = places[row] if isinstance(places[row], str) else code
        if code and before.strip() and known.casefold() in (code.casefold(), said):
            texts[row], places[row] = before.strip(), known
    return pd.Series(texts, names.index, dtype="str"), pd.Series(places, names.index, dtype="str")


class ComparedActors:
    """What is compared of the actors."""

    def __init__(self, eco: Ecosystem, actors: pd.DataFrame, ids: list[str], script: Script) -> None:
        taking = participation_codes(eco.participations)[1]
        # the busiest first, then by id: of two actors the one that stands first stays
        self.rank = np.lexsort((np.arange(len(actors)), -np.bincount(taking, minlength=len(actors))))
        self.actors = actors
        self.ids = ids
        country = (
            actors["country"] if "country" in actors.columns else pd.Series(None, actors.index, dtype="str")
        )
        names, self.country = _unplaced(actors["name"].astype("str"), country.astype("str"))
        self.keys = name_keys(names, script=script)
        self.types = actors["type"]

    def pairs(self, one: _IntArray, other: _IntArray, score: object, reason: str) -> pd.DataFrame:
        place = np.empty(len(self.rank), dtype=np.int64)
        place[self.rank] = np.arange(len(self.rank))
        first = place[one] < place[other]
        keep, merge = np.where(first, one, other), np.where(first, other, one)
        return pd.DataFrame({"keep": keep, "merge": merge, "score": score, "reason": reason})

    def _stars(self, groups: list[pd.Series], rows: _IntArray) -> tuple[_IntArray, _IntArray]:
        """Pair the busiest of every group with each of the others."""
        frame = pd.DataFrame({str(place): part.to_numpy()[rows] for place, part in enumerate(groups)})
        code = frame.groupby(list(frame.columns), sort=False, dropna=False).ngroup().to_numpy()
        first = np.full(len(rows), -1, dtype=np.int64)
        first[code[::-1]] = rows[::-1]
        middle = first[code]
        others = middle != rows
        return middle[others], rows[others]

    def by_id(self) -> pd.DataFrame:
        parts = [self.pairs(np.empty(0, np.int64), np.empty(0, np.int64), 1.0, "")]
        for name in self.ids:
            values = self.actors[name]
            rows = self.rank[values.notna().to_numpy()[self.rank]]
            parts.append(self.pairs(*self._stars([values], rows), 1.0, f"equal {name}"))
        return pd.concat(parts, ignore_index=True)

    def by_key(self) -> pd.DataFrame:
        rows = self.rank[(self.keys != "").to_numpy()[self.rank]]
        alike = [self.keys, self.country.fillna(""), self.types]
        within = self._stars(alike, rows)
        # one of each country and type, against the others of the name
        firsts = np.setdiff1d(rows, within[1], assume_unique=True)
        between = self._stars([self.keys], self.rank[np.isin(self.rank, firsts)])
        one, other = (np.concatenate(both) for both in zip(within, between, strict=True))
        return self.pairs(one, other, 1.0, "equal name")

    def near(self, threshold: float) -> pd.DataFrame:
        rows = np.sort(self.rank[(self.keys != "").to_numpy()[self.rank]])
        told = pd.DataFrame({"key": self.keys, "country": self.country, "type": self.types}).iloc[rows]
        # names that are equal stand for one another
        alone = rows[~told.duplicated().to_numpy()]
        one, other, score = near_pairs(self.keys.iloc[alone], self.country.iloc[alone], threshold=threshold)
        # the same name in two countries or of two types is told of already
        keys = self.keys.to_numpy(dtype=object)[alone]
        unlike = keys[one] != keys[other]
        return self.pairs(alone[one[unlike]], alone[other[unlike]], score[unlike], "near name")

    def judged(self, found: pd.DataFrame, auto: float) -> pd.DataFrame:
        keep, merge = found["keep"].to_numpy(), found["merge"].to_numpy()
        reasons = found["reason"].to_numpy(dtype=object)
        country, kind = (part.fillna("").to_numpy(dtype=object) for part in (self.country, self.types))
        same_country = country[keep] == country[merge]
        same_type = kind[keep] == kind[merge]
        known = (country[keep] != "") & (kind[keep] != UNKNOWN)
        either_unknown = (kind[keep] == UNKNOWN) | (kind[merge] == UNKNOWN)
        named = reasons == "equal name"
        keys = self.keys.to_numpy(dtype=object)
        # one word without a country is not enough: there are many firms called Orion
        placed = (country[keep] != "") | np.array(
            [" " in key or is_cjk(key) for key in keys[keep]], dtype=bool
        )
        reasons[named & ~placed] = "equal name of one word, without a country"
        safe = named & same_country & placed & (same_type | either_unknown)
        safe |= (
            (reasons == "near name") & same_country & same_type & known & (found["score"].to_numpy() >= auto)
        )
        people = np.isin(kind[keep], list(_PEOPLE)) | np.isin(kind[merge], list(_PEOPLE))
        safe &= ~people & (auto <= 1)
        safe |= np.isin(reasons, [f"equal {name}" for name in self.ids])
        for name in self.ids:
            values = self.actors[name].astype("str").to_numpy(dtype=object)
            missing = self.actors[name].isna().to_numpy()
            unlike = ~missing[keep] & ~missing[merge] & (values[keep] != values[merge])
            reasons[unlike] = [f"{reason}, but different {name}" for reason in reasons[unlike]]
            safe &= ~unlike
        # what speaks against an equal name is what a reader of the table has to look at
        against = ~safe & (reasons == "equal name")
        half = (country[keep] == "") != (country[merge] == "")
        for place in np.flatnonzero(against):
            unlike_in = [
                what
                for what, alike in (
                    ("country", same_country[place] or half[place]),
                    ("type", same_type[place] or either_unknown[place]),
                )
                if not alike
            ]
            said = [f"different {' and '.join(unlike_in)}"] * bool(unlike_in)
            said += ["only one with a country"] * bool(half[place]) + ["people"] * bool(people[place])
            reasons[place] = f"equal name, but {', '.join(said)}" if said else "equal name"
        for place in np.flatnonzero(reasons == "near name"):
            telling = differ_in(keys[keep[place]], keys[merge[place]])
            if telling:
                reasons[place] = f"near name, but different in {', '.join(telling)}"
                safe[place] = False
        return found.assign(reason=reasons, decision=np.where(safe, "merge", ""))

    def shown(self, found: pd.DataFrame, across: str | None) -> pd.DataFrame:
        made: dict[str, object] = {name: found[name].to_numpy() for name in ("decision", "score", "reason")}
        country = self.country.to_numpy(dtype=object)
        for side in ("keep", "merge"):
            rows = found[side].to_numpy()
            made[f"{side}_id"] = self.actors["actor_id"].to_numpy(dtype=object)[rows]
            made[f"{side}_name"] = self.actors["name"].to_numpy(dtype=object)[rows]
            made[f"{side}_type"] = self.types.to_numpy(dtype=object)[rows]
            made[f"{side}_country"] = country[rows]
            if across is not None:
                made[f"{side}_{across}"] = self.actors[across].astype("str").to_numpy(dtype=object)[rows]
        shown = pd.DataFrame(made)
        last = [name for name in shown.columns if name not in CANDIDATE_COLUMNS]
        shown = shown[[*CANDIDATE_COLUMNS, *last]]
        return shown.astype({name: "str" for name in shown.columns if name != "score"})
