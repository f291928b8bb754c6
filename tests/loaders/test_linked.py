"""Actors that are probably one, by several fields: what is listed, what is decided, what is said of it."""

from __future__ import annotations

import logging
import random
import re
import socket
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cinet as ci
from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, CinetWarning, DataLossWarning, MissingExtra, SchemaError, UnknownName
from cinet.loaders import linked, match_weights
from cinet.loaders.candidates import merge_candidates
from cinet.loaders.linked import linked_candidates
from cinet.loaders.merging import CANDIDATE_COLUMNS, read_merge_map, write_merge_candidates
from cinet.loaders.synthetic_sources import write_three_sources

pytest.importorskip("splink")

FIELDS = ["name", "country", "city", "founded", "street"]
WORDS = ("Tallow", "Quill", "Marrow", "Fennel", "Cobble", "Hazel", "Ember", "Linnet", "Saffron", "Tamber")
ENDS = ("mere", "garth", "hollow", "strand", "combe", "fell", "wharf", "mill", "haven", "thorpe")


def _actors(size: int = 200, *, sources: str = "xyz", mistyped: float = 0.15) -> pd.DataFrame:
    """Make organisations that stand in several sources, with typing errors, moves and gaps."""
    rng = np.random.default_rng(5)
    rows = []
    for number in range(size):
        name = f"{WORDS[number % 10]}{ENDS[number // 10 % 10]} {('Optics', 'Vision')[number // 100 % 2]}"
        city, street = (
            f"{ENDS[rng.integers(10)]}{rng.integers(9)}",
            f"{WORDS[rng.integers(10)]} {number % 77}",
        )
        founded, country = int(rng.integers(1890, 2015)), ("DE", "FR", "IT")[rng.integers(3)]
        for source in sources:
            there, error, *kept = rng.random(6)
            if there > 0.6:
                continue
            place = 1 + int(rng.random() * (len(name) - 3))
            swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
            rows.append(
                {
                    "actor_id": f"{source}{number:03d}",
                    "organisation": number,
                    "source": source,
                    "name": swapped if error < mistyped else name,
                    "country": country if kept[0] < 0.95 else None,
                    "city": city if kept[1] < 0.9 else None,
                    "founded": founded + (kept[2] > 0.95),
                    "street": street if kept[3] < 0.8 else None,
                }
            )
    return pd.DataFrame(rows).assign(type="firm")


def _ecosystem(actors: pd.DataFrame) -> Ecosystem:
    taking = pd.DataFrame({"collab_id": "p", "actor_id": actors["actor_id"]})
    return Ecosystem(actors, pd.DataFrame({"collab_id": ["p"], "year": [2020]}), taking)


ACTORS = _actors()


def listed(actors: pd.DataFrame = ACTORS, fields: list[str] = FIELDS, **options: Any) -> pd.DataFrame:
    return linked_candidates(_ecosystem(actors), fields=fields, script="table", **options)


def pairs_of(found: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in found[["keep_id", "merge_id"]].itertuples(index=False, name=None)}


def right(found: pd.DataFrame, actors: pd.DataFrame = ACTORS) -> pd.Series:
    true = actors.set_index("actor_id")["organisation"]
    return found["keep_id"].map(true) == found["merge_id"].map(true)


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return listed()


def test_what_is_found_is_true(found: pd.DataFrame) -> None:
    assert found.columns.tolist() == list(CANDIDATE_COLUMNS)
    assert len(found) > 100
    assert right(found).mean() > 0.99
    # pairs that follow from two others are found as well
    eco = _ecosystem(ACTORS).merge(found.assign(decision="merge"))
    organisations = ACTORS["organisation"].nunique()
    assert organisations <= len(eco.actors) < organisations * 1.03
    assert found["score"].between(0.9, 1).all()
    # names and ids alone leave many of them out
    by_name = merge_candidates(_ecosystem(ACTORS), script="table", threshold=0.97)
    assert len(pairs_of(found) - pairs_of(by_name)) > 30


def test_where_nobody_stands_twice_nothing_is_listed() -> None:
    once = ACTORS.drop_duplicates("organisation")
    assert listed(once, ["country", "city", "founded"]).empty


def test_a_probability_alone_decides_nothing(found: pd.DataFrame) -> None:
    by_name = merge_candidates(_ecosystem(ACTORS), script="table")
    safe = pairs_of(by_name[by_name["decision"] == "merge"])
    merged = found["decision"] == "merge"
    assert pairs_of(found[merged]) == safe & pairs_of(found)
    assert set(found.loc[~merged, "decision"]) == {""}
    assert merged.sum() > 50
    assert (~merged & (found["score"] > 0.999)).any()


def test_both_tables_together(found: pd.DataFrame) -> None:
    by_name = merge_candidates(_ecosystem(ACTORS), script="table")
    both = pd.concat([found, by_name], ignore_index=True).drop_duplicates(["keep_id", "merge_id"])
    assert len(both) == len(pairs_of(both)) == len(pairs_of(found) | pairs_of(by_name))
    safe = pairs_of(by_name[by_name["decision"] == "merge"])
    assert pairs_of(both[both["decision"] == "merge"]) == safe


def test_people_are_left_to_review() -> None:
    kinds = np.where(ACTORS["organisation"] % 2 == 0, "individual", "creator")
    people = listed(ACTORS.assign(type=kinds))
    assert len(people) > 100
    assert (people["decision"] == "").all()
    assert people["reason"].str.startswith("equal name, but people: name equal").any()


def test_the_reason_adds_up(found: pd.DataFrame) -> None:
    for score, reason in found[["score", "reason"]].itertuples(index=False, name=None):
        before, said = reason.split(": ")
        assert before.startswith(("equal name", "near name", "alike in several fields"))
        parts = said.split("; ")
        assert [part.split(" ")[0] for part in parts] == [*FIELDS, "prior"]
        odds = 2.0 ** sum(float(part.rpartition(" ")[2]) for part in parts if not part.endswith("missing"))
        # each is rounded to a tenth of a bit
        assert odds / (1 + odds) == pytest.approx(score, abs=0.03)
    told = " ".join(found["reason"])
    for words in ("name near +", "city missing;", "founded different -", "street equal +"):
        assert words in told


def test_the_same_again_whatever_the_order_of_rows(found: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(listed(ACTORS.sample(frac=1, random_state=3)), found)


def test_ids_and_names_of_columns_change_nothing(found: pd.DataFrame) -> None:
    ids = ACTORS["actor_id"].tolist()
    other = dict(zip(ids, random.Random(2).sample([f"n{n}" for n in range(len(ids))], len(ids)), strict=True))
    hostile = {"city": 'ci"ty; drop table t; --\0', "street": "unique_id", "founded": "source_dataset"}
    renamed = ACTORS.assign(actor_id=ACTORS["actor_id"].map(other)).rename(columns=hostile)
    again = listed(renamed, [hostile.get(name, name) for name in FIELDS])
    back = {new: old for old, new in other.items()}
    again = again.assign(keep_id=again["keep_id"].map(back), merge_id=again["merge_id"].map(back))

    def scores(table: pd.DataFrame) -> dict[frozenset[str], float]:
        return {
            frozenset(pair): score
            for *pair, score in table[["keep_id", "merge_id", "score"]].itertuples(index=False, name=None)
        }

    one, two = scores(found), scores(again)
    # which of three equal names is the middle one depends on the ids
    shared = one.keys() & two.keys()
    assert len(shared) > 0.8 * len(one)
    assert [one[pair] for pair in shared] == pytest.approx([two[pair] for pair in shared], abs=2e-6)
    assert _ecosystem(ACTORS).merge(again.assign(decision="merge")).actors["merged_from"].notna().sum() == (
        _ecosystem(ACTORS).merge(found.assign(decision="merge")).actors["merged_from"].notna().sum()
    )
    assert again["reason"].str.contains("'ci\"ty; drop table t; --\\x00' equal", regex=False).any()


def test_hostile_values_and_the_way_to_merge(tmp_path: Path) -> None:
    values = ACTORS.copy()
    values["name"] = values["name"].mask(
        values["organisation"] == 3, '=cmd\'); drop table "f0"; --\0 \U0001f600日本'
    )
    values["street"] = values["street"].mask(values["organisation"] == 4, "a" * 100_000)
    eco = _ecosystem(values)
    table = linked_candidates(eco, fields=FIELDS, across="source", script="table")
    assert table.columns.tolist() == [*CANDIDATE_COLUMNS, "keep_source", "merge_source"]
    assert (table["keep_source"] != table["merge_source"]).all()
    table = table.assign(decision="merge", keep_name="", merge_name="")
    space = eco.merge(read_merge_map(write_merge_candidates(table, tmp_path / "map.csv")))
    assert len(space.actors) < 0.7 * len(eco.actors)
    assert space.actors["merged_from"].notna().sum() > 50


def test_different_ids_are_told() -> None:
    ids = pd.Series([f"{900 + n}" for n in range(len(ACTORS))])
    table = listed(ACTORS.assign(pic=ids))
    assert (table["decision"] == "").all()
    assert table["reason"].str.contains(", but different pic: name ").all()
    unheard = listed(ACTORS.assign(pic=ids), ids=[])
    assert not unheard["reason"].str.contains("pic").any()


def test_nothing_is_fetched_or_logged_or_drawn(
    found: pd.DataFrame, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    log, state = logging.getLogger("splink"), random.getstate()
    level, handlers = log.level, list(logging.getLogger().handlers)
    pd.testing.assert_frame_equal(listed(), found)
    assert (log.level, list(logging.getLogger().handlers)) == (level, handlers)
    assert random.getstate() == state
    assert capfd.readouterr() == ("", "")


def test_many_actors_are_sampled_by_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match_weights, "_MOST_PAIRS", 5_000)
    monkeypatch.setattr(match_weights, "_MOST_TRAINING_PAIRS", 100)
    one, again, other = listed(), listed(), listed(seed=1)
    pd.testing.assert_frame_equal(one, again)
    assert not one["reason"].equals(other["reason"])
    assert right(other).mean() > 0.95


def test_three_sources(tmp_path: Path) -> None:
    truth = write_three_sources(tmp_path).rename(columns={"id": "actor_id"})
    with warnings.catch_warnings(action="ignore", category=DataLossWarning):
        read = (
            ci.read_openalex(tmp_path / "openalex"),
            ci.read_patentsview(tmp_path / "patentsview"),
            ci.read_cordis(tmp_path / "cordis"),
        )
    eco = ci.combine(*read, names=["publications", "patents", "projects"])
    table = linked_candidates(eco, fields=["name", "country", "type"], across="source", script="table")
    assert len(table) > 100
    assert right(table, truth).mean() > 0.95


def test_numbers_dates_and_categories_are_equal_or_not() -> None:
    dates = pd.to_datetime(ACTORS["founded"].astype(str) + "-05-01")
    heads = (ACTORS["organisation"] * 37 % 101).astype("float64")
    other = ACTORS.assign(city=ACTORS["city"].astype("category"), opened=dates, heads=heads)
    table = listed(other, ["city", "opened", "heads", "street"])
    assert right(table).mean() > 0.9
    told = " ".join(table["reason"])
    assert "street equal" in told
    assert not re.search("(city|opened|heads) near", told)


def test_a_field_that_says_the_same_of_all_is_left_out(found: pd.DataFrame) -> None:
    with pytest.warns(CinetWarning, match="^'park', 'empty': the same for all actors, or missing; left out"):
        table = listed(ACTORS.assign(park="P", empty=None), [*FIELDS, "park", "empty", "city"])
    pd.testing.assert_frame_equal(table, found)


def test_values_that_many_share_are_not_compared_for_them_alone() -> None:
    crowd = pd.DataFrame({"actor_id": [f"c{n:03d}" for n in range(60)], "name": "Unnamed", "source": "x"})
    crowd["founded"] = np.arange(60) + 3000
    table = listed(pd.concat([ACTORS, crowd.assign(type="firm", organisation=-1)], ignore_index=True))
    assert not table["keep_id"].str.startswith("c").any()
    codes = np.array([1] * 51 + [2, 2, 2, -1, -1])
    assert [part.tolist() for part in linked._within(codes)] == [[51, 51, 52], [52, 53, 53]]


def test_no_pair_across() -> None:
    table = listed(ACTORS.assign(park="P"), across="park")
    assert table.empty
    assert table.columns.tolist() == [*CANDIDATE_COLUMNS, "keep_park", "merge_park"]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"threshold": 0}, SchemaError, "threshold=0 is no probability"),
        ({"threshold": 1.5}, SchemaError, "threshold=1.5 is no probability"),
        ({"seed": -1}, SchemaError, "seed=-1 is no whole number"),
        ({"seed": True}, SchemaError, "seed=True is no whole number"),
        ({"seed": 0.5}, SchemaError, "seed=0.5 is no whole number"),
        ({"fields": "name"}, SchemaError, "fields='name' is one text"),
        (
            {"fields": ["name", "citty"]},
            UnknownName,
            "no column 'citty', which was named as one of the fields",
        ),
        ({"across": "sorce"}, UnknownName, "no column 'sorce', which was named as across"),
        ({"fields": ["name"]}, SchemaError, r"nothing can be learned .* \(found \d+ in 'name'\)"),
        ({"fields": []}, SchemaError, r"nothing can be learned .* \(found none in any\)"),
        ({"fields": ["actor_id", "name"]}, SchemaError, "nothing can be learned .* 0 in 'actor_id'"),
        ({"actors": ACTORS[:30]}, SchemaError, "Name more fields, load more actors, or use merge_candidates"),
        ({"actors": ACTORS.drop(columns="name")}, SchemaError, "the actors have no column 'name'"),
    ],
)
def test_refusals(options: dict[str, Any], error: type[CinetError], message: str) -> None:
    with pytest.raises(error, match=message):
        listed(**options)


def test_a_field_that_cannot_be_learned() -> None:
    rare = ACTORS.assign(phone=["1", *[None] * (len(ACTORS) - 2), "2"])
    first, last = rare.iloc[0], rare.iloc[-1]
    assert first["name"] != last["name"]
    assert first["city"] != last["city"]
    with pytest.raises(SchemaError, match=r"cannot be learned for 'phone'.* Leave it out of fields="):
        listed(rare, ["name", "city", "phone"])


def test_without_splink(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(MissingExtra, match=r'pip install "cinet-ecosystem\[link\]"'):
        listed()


_VALUE = st.none() | st.sampled_from(["a", "b'", 'c"', "\0", "", "ä", "株式会社", "=1"]) | st.text(max_size=4)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(_VALUE, _VALUE, _VALUE), min_size=30, max_size=60))
def test_any_values_are_listed_or_refused(rows: list[tuple[str | None, ...]]) -> None:
    clean = [[text and text.encode("utf-8", "ignore").decode() for text in row] for row in rows]
    actors = pd.DataFrame(clean, columns=["name", "b", "c"], dtype="str").assign(type="firm")
    actors["actor_id"] = [f"a{number}" for number in range(len(actors))]
    with warnings.catch_warnings(action="ignore", category=CinetWarning):
        try:
            table = listed(actors, ["name", "b", "c"], threshold=0.5)
        except CinetError:
            return
    assert table.columns.tolist() == list(CANDIDATE_COLUMNS)
