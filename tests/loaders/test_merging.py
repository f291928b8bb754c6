"""Actors under several ids: which are found, which are decided, and what a merge keeps."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, CinetWarning, LoadError, SchemaError, UnknownName
from cinet.loaders import near_names
from cinet.loaders.candidates import merge_candidates
from cinet.loaders.merging import CANDIDATE_COLUMNS, merge, read_merge_map, write_merge_candidates
from cinet.loaders.near_names import differ_in, near_pairs
from cinet.loaders.together import merged_ids


def ecosystem(taking: list[tuple[str, str]] | None = None, **columns: list[object]) -> Ecosystem:
    size = len(next(iter(columns.values())))
    actors = pd.DataFrame({"actor_id": [chr(97 + n) for n in range(size)], "type": "firm", **columns})
    rows = taking or [("p", one) for one in actors["actor_id"]]
    events = pd.DataFrame({"collab_id": sorted({event for event, _ in rows}), "year": 2020})
    return Ecosystem(actors, events, pd.DataFrame(rows, columns=["collab_id", "actor_id"]))


def decided(eco: Ecosystem, **options: object) -> list[list[str]]:
    found = merge_candidates(eco, script="table", **options)
    across = [f"{side}_{options['across']}" for side in ("keep", "merge") if "across" in options]
    assert found.columns.tolist() == [*CANDIDATE_COLUMNS, *across]
    return found[["decision", "keep_id", "merge_id", "reason"]].values.tolist()


def test_equal_names_of_one_country_and_type() -> None:
    eco = ecosystem(
        taking=[("p", "a"), ("p", "b"), ("q", "b"), ("p", "c"), ("p", "d"), ("p", "e"), ("p", "f")],
        name=["Foo Ltd", "FOO Limited", "Foo", "Foo GmbH", "Foo University", None],
        country=["GB", "GB", "GB", "DE", "GB", "GB"],
        type=["firm", "firm", "university", "firm", "university", "firm"],
    )
    assert decided(eco) == [
        # the busiest stays
        ["merge", "b", "a", "equal name"],
        ["", "b", "c", "equal name, but different type"],
        ["", "b", "d", "equal name, but different country"],
    ]
    assert decided(eco, auto=1.1)[0] == ["", "b", "a", "equal name"]


def test_an_unknown_type_is_no_hindrance_to_an_equal_name() -> None:
    eco = ecosystem(name=["Foo", "foo"], country=["GB", "GB"], type=["unknown", "firm"])
    assert decided(eco) == [["merge", "a", "b", "equal name"]]


def test_without_a_country() -> None:
    eco = ecosystem(name=["Orion Co. Ltd", "Orion Corporation", "Foo Bar", "FOO BAR", "华为公司", "華為"])
    assert decided(eco) == [
        ["", "a", "b", "equal name of one word, without a country"],
        ["merge", "c", "d", "equal name"],
        ["merge", "e", "f", "equal name"],
    ]


def test_near_names() -> None:
    long = "international centre for theoretical physics of trieste"
    eco = ecosystem(
        name=[
            long,
            long.replace("theoretical", "theoretcal"),
            "North Foo Institute of Technology 1",
            "North Foo Institute of Technology 2",
        ],
        country=["IT"] * 4,
    )
    found = merge_candidates(eco)
    assert found[["decision", "keep_id", "merge_id", "reason"]].values.tolist() == [
        ["merge", "a", "b", "near name"],
        ["", "c", "d", "near name, but different in 1, 2"],
    ]
    assert found["score"].iloc[0] == fuzz.ratio(long, long.replace("theoretical", "theoretcal")) / 100
    assert decided(eco, auto=1.1)[0] == ["", "a", "b", "near name"]
    assert decided(eco, threshold=1) == []


@pytest.mark.parametrize(
    "change", [{"country": ["IT", None]}, {"type": ["firm", "university"]}, {"type": ["unknown"] * 2}]
)
def test_near_names_that_are_not_safe(change: dict[str, list[object]]) -> None:
    long = "international centre for theoretical physics of trieste"
    columns: dict[str, list[object]] = {"name": [long, long + "s"], "country": ["IT", "IT"]}
    assert decided(ecosystem(**{**columns, **change})) == [["", "a", "b", "near name"]]


@pytest.mark.parametrize("kind", ["creator", "user", "individual"])
def test_people_of_one_name(kind: str) -> None:
    eco = ecosystem(name=["Zhang Wei", "Zhang Wei"], type=[kind, kind], country=["CN", "CN"])
    assert decided(eco) == [["", "a", "b", "equal name, but people"]]


def test_people_of_one_id() -> None:
    eco = ecosystem(name=["Zhang Wei", "Z. W."], type=["creator", "creator"], orcid=["1", "1"])
    assert decided(eco) == [["merge", "a", "b", "equal orcid"]]


def test_ids_decide_in_both_directions() -> None:
    eco = ecosystem(
        name=["Foo Bar", "Foo Bar", "Quite other", "Other"],
        ror=["1", "2", "3", "3"],
        pic=["7", None, "8", "9"],
        country=["DE"] * 4,
    )
    assert decided(eco) == [
        ["", "a", "b", "equal name, but different ror"],
        ["", "c", "d", "equal ror, but different pic"],
    ]
    assert decided(eco, ids=["ror"])[1] == ["merge", "c", "d", "equal ror"]


@pytest.mark.parametrize("country", ["DE", "de", None, "Germany"])
def test_a_country_in_brackets_behind_a_name(country: str | None) -> None:
    """ROR and OpenAlex write the country behind the names of companies."""
    eco = ecosystem(name=["Foo Optics GmbH", "Foo Optics (Germany)"], country=[country or "DE", country])
    assert decided(eco) == [["merge", "a", "b", "equal name"]]


def test_brackets_that_are_part_of_a_name() -> None:
    eco = ecosystem(
        name=["Foo Optics", "Foo Optics (Italy)", "Foo Optics (Trieste)", "(Germany)", "Foo Optics)"],
        country=["DE", None, "DE", "DE", "FR"],
    )
    # the country in brackets counts where no other is known
    assert decided(eco, threshold=1) == [
        ["", "a", "b", "equal name, but different country"],
        ["", "a", "e", "equal name, but different country"],
    ]
    eco = ecosystem(name=["Foo Optics", "Foo Optics (Italy)"], country=["DE", "DE"])
    assert decided(eco, threshold=1) == []


def test_why_an_equal_name_is_left_to_review() -> None:
    eco = ecosystem(
        name=["Foo Bar", "Foo Bar", "Foo Bar", "Foo Bar"],
        country=["GB", None, "FR", None],
        type=["firm", "firm", "university", "unknown"],
    )
    assert decided(eco) == [
        ["", "a", "b", "equal name, but only one with a country"],
        ["", "a", "c", "equal name, but different country and type"],
        ["", "a", "d", "equal name, but only one with a country"],
    ]
    eco = ecosystem(name=["Foo Bar", "Foo Bar"], country=["GB", None], type=["firm", "university"])
    assert decided(eco) == [["", "a", "b", "equal name, but different type, only one with a country"]]


def test_only_across_sources() -> None:
    eco = ecosystem(name=["Foo Bar"] * 3, source=["x", "x", "y"])
    assert decided(eco, across="source") == [["merge", "a", "c", "equal name"]]
    assert merge_candidates(eco, across="source")[["keep_source", "merge_source"]].values.tolist() == [
        ["x", "y"]
    ]
    with pytest.raises(UnknownName, match="no column 'origin', which was named as across"):
        merge_candidates(eco, across="origin")


def test_what_cannot_be_compared() -> None:
    with pytest.raises(SchemaError, match="no column 'name'"):
        merge_candidates(ecosystem(type=["firm"]))
    for bound in (0, 1.5, float("nan")):
        with pytest.raises(SchemaError, match="is no similarity"):
            merge_candidates(ecosystem(name=["x"]), threshold=bound)
    assert decided(ecosystem(name=[None, ""])) == []


def every_pair(texts: list[str], threshold: float) -> set[tuple[int, int]]:
    return {
        (one, other)
        for one in range(len(texts))
        for other in range(one + 1, len(texts))
        if fuzz.ratio(texts[one], texts[other], score_cutoff=threshold * 100)
        and (texts[one][:3] == texts[other][:3])
    }


@settings(max_examples=30)
@given(st.lists(st.text(alphabet="ab ", min_size=1, max_size=6), min_size=1, max_size=12))
def test_all_pairs_of_one_beginning_are_found(texts: list[str]) -> None:
    left, right, score = near_pairs(pd.Series(texts), pd.Series(["DE"] * len(texts)), threshold=0.7)
    found = set(zip(left.tolist(), right.tolist(), strict=True))
    assert len(found) == len(left)
    assert (left < right).all()
    assert (score >= 0.7).all()
    assert every_pair(texts, 0.7) <= found


def test_words_in_another_order_and_names_without_a_country() -> None:
    keys = pd.Series(
        ["university of basel", "basel university of", "university of basle", "university of basell"]
    )
    countries = pd.Series(["CH", "CH", "FR", None])
    left, right, score = near_pairs(keys, countries, threshold=0.9)
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 1), (0, 3), (1, 3), (2, 3)]
    assert score[0] == 1


def test_beginnings_that_many_share(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = pd.Series([f"common beginning of all of them {place % 4}{place:03d}" for place in range(40)])
    countries = pd.Series(["DE"] * 39 + [None])
    every = near_pairs(keys, countries, threshold=0.9)
    with pytest.warns(CinetWarning, match="40 names are too many to compare .* begin alike for 24 letters"):
        few = near_pairs(keys, countries, threshold=0.9, most=10)
    # they begin alike for longer than a beginning is: no pair is compared but by rare words, of which there are none
    assert len(every[0]) > 0
    assert len(few[0]) == 0
    monkeypatch.setattr(near_names, "_ROWS_AT_ONCE", 7)
    for one, other in zip(every, near_pairs(keys, countries, threshold=0.9), strict=True):
        np.testing.assert_array_equal(one, other)


def test_names_without_end_take_no_time() -> None:
    eco = ecosystem(name=["x" * 1_000_000 + letter for letter in "abc"], country=["DE"] * 3)
    start = time.perf_counter()
    assert decided(eco) == [
        ["merge", "a", "b", "near name"],
        ["merge", "a", "c", "near name"],
        ["merge", "b", "c", "near name"],
    ]
    assert time.perf_counter() - start < 5


def test_telling_parts() -> None:
    assert differ_in("foo bar", "bar foo") == []
    assert differ_in("foo institute", "foo institut") == []
    assert differ_in("foo west", "foo east") == ["east", "west"]
    assert differ_in("foo 3b", "foo") == ["3b"]


def big(size: int) -> Ecosystem:
    rng = np.random.default_rng(5)
    words = [f"{''.join(rng.choice(list('abcdefghijklmnopqrst'), 7))}" for _ in range(3000)]
    names = [" ".join(rng.choice(words, 3)) + " ltd" for _ in range(size)]
    actors = pd.DataFrame({"actor_id": [f"i{n:06d}" for n in range(size)], "name": names, "type": "firm"})
    rows = pd.DataFrame(
        {"collab_id": rng.integers(0, size, 3 * size), "actor_id": rng.choice(actors["actor_id"], 3 * size)}
    )
    return Ecosystem(actors, pd.DataFrame({"collab_id": range(size), "year": 2020}), rows.drop_duplicates())


def test_many_names_in_a_moment() -> None:
    eco = big(2_000)
    start = time.perf_counter()
    merge_candidates(eco, script="table")
    assert time.perf_counter() - start < 8
    ids = eco.actors["actor_id"]
    start = time.perf_counter()
    merged = merge(eco, dict(zip(ids[1::2], ids[::2], strict=True)))
    assert time.perf_counter() - start < 5
    assert len(merged.actors) == 1_000


def test_a_merge() -> None:
    eco = ecosystem(
        taking=[("p", "a"), ("p", "b"), ("q", "b"), ("q", "c"), ("r", "d")],
        name=["A", "B", "C", "D"],
        country=[None, "DE", "FR", "DE"],
        type=["unknown", "firm", "university", "firm"],
        type_source=["unknown", "legal form", "name rule", "source code"],
        type_confidence=[0.0, 0.9, 0.8, 0.95],
    )
    merged = merge(eco, {"b": "a", "c": "b"})
    assert merged.actors.values.tolist()[0] == ["a", "firm", "A", "DE", "legal form", 0.9, "a|b|c"]
    assert pd.isna(merged.actors["merged_from"].iloc[1])
    assert merged.participations[["collab_id", "actor_id"]].astype(str).values.tolist() == [
        ["p", "a"],
        ["q", "a"],
        ["r", "d"],
    ]
    said = merged.issues[["column", "value", "reason", "action"]]
    gone = said[said["column"] == "actor_id"]
    assert gone["value"].tolist() == ["b", "c"]
    assert set(gone["reason"]) == {"the merge map says that this is 'a'"}
    kept = said[said["action"] == "the value of the actor that stays kept"]
    assert kept[["column", "value"]].values.tolist() == [
        ["name", "B"],
        ["name", "C"],
        ["country", "FR"],
        ["type", "university"],
    ]
    assert int(said["reason"].str.startswith("the actor stands more than once").sum()) == 2
    # once more, on top: what was merged before is still told
    again = merge(merged, {"a": "d"})
    assert again.actors[["actor_id", "merged_from"]].values.tolist() == [["d", "a|b|c|d"]]
    assert len(again.issues) > len(merged.issues)


def test_participations_of_one_actor_become_one() -> None:
    eco = ecosystem(taking=[("p", "a"), ("p", "b")], name=["A", "B"])
    rows = eco.participations.assign(role=["helper", "leader"], weight=[1.0, 2.0])
    eco = Ecosystem(eco.actors, eco.collaborations, rows)
    merged = merge(eco, {"a": "b"})
    assert merged.participations[["actor_id", "role", "weight"]].astype(str).values.tolist() == [
        ["b", "leader", "3.0"]
    ]


def test_which_id_stays() -> None:
    eco = ecosystem(taking=[("p", "a"), ("p", "b"), ("q", "b"), ("p", "c")], name=["A", "B", "C"])
    # two ids that others go into: the busier; a ring: the busiest
    assert merge(eco, pd.DataFrame({"merge_id": ["c", "c"], "keep_id": ["a", "b"]})).actors[
        "actor_id"
    ].tolist() == ["b"]
    assert merge(eco, {"a": "b", "b": "c", "c": "a"}).actors["actor_id"].tolist() == ["b"]
    assert merge(eco, {"a": "c"}).actors["actor_id"].tolist() == ["b", "c"]


def test_an_empty_map_changes_nothing() -> None:
    eco = ecosystem(name=["A", "B"])
    assert merge(eco, {}) is eco
    undecided = pd.DataFrame({"decision": ["", "apart", None], "keep_id": "a", "merge_id": "b"})
    assert merge(eco, undecided) is eco


def test_maps_that_cannot_be_used() -> None:
    eco = ecosystem(name=["A", "B"])
    with pytest.raises(UnknownName, match=r"the merge map names 'z', which no actor has as its id"):
        merge(eco, {"z": "a"})
    with pytest.raises(SchemaError, match="has the columns 'merge_id' and 'keep_id'; it has 'from'"):
        merge(eco, pd.DataFrame({"from": ["a"]}))
    with pytest.raises(LoadError, match="the decision 'yes'; it is 'merge', 'apart' or empty"):
        merge(eco, pd.DataFrame({"decision": ["yes"], "keep_id": "a", "merge_id": "b"}))


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), min_size=1, max_size=8),
    st.randoms(),
)
@settings(max_examples=8)
def test_a_merge_is_a_partition(links: list[tuple[str, str]], random) -> None:
    taking = [("p", "a"), ("p", "b"), ("q", "c"), ("q", "d"), ("r", "e"), ("r", "f")]
    eco = ecosystem(taking=taking, name=list("ABCDEF"))
    groups = {one: {one} for one in "abcdef"}
    for one, other in links:
        joined = groups[one] | groups[other]
        for member in joined:
            groups[member] = joined
    table = pd.DataFrame(links, columns=["merge_id", "keep_id"])
    merged = merge(eco, table)
    assert len(merged.actors) == len({frozenset(group) for group in groups.values()})
    made = merged.actors["merged_from"].fillna(merged.actors["actor_id"]).str.split("|")
    assert {frozenset(one) for one in made} == {frozenset(group) for group in groups.values()}
    named = dict(zip(merged.actors["actor_id"], made, strict=True))
    whole = {
        (event, one)
        for event, stays in merged.participations[["collab_id", "actor_id"]].astype(str).values
        for one in named[stays]
        if (event, one) in taking
    }
    assert whole == set(taking)
    # the order of the map does not matter
    random.shuffle(links)
    assert merge(eco, pd.DataFrame(links, columns=["merge_id", "keep_id"])).sha == merged.sha


def test_a_table_to_go_through(tmp_path: Path) -> None:
    eco = ecosystem(name=["=cmd|' /C calc'!A0", '华为, "技术"\n公司', "'quoted", "A"])
    found = pd.DataFrame({"decision": ["", "merge", "apart"], "keep_id": "a", "merge_id": ["b", "c", "d"]})
    found["keep_name"] = eco.actors["name"].tolist()[:3]
    found["score"] = [-0.5, 0.9, 1.0]
    path = tmp_path / "merge_candidates.csv"
    write_merge_candidates(found, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "\n=" not in path.read_text(encoding="utf-8-sig")
    assert ",=" not in path.read_text(encoding="utf-8-sig")
    read = read_merge_map(path)
    assert read["keep_name"].tolist() == found["keep_name"].tolist()
    assert read["score"].tolist() == ["-0.5", "0.9", "1.0"]
    assert merge(eco, read).actors["actor_id"].tolist() == ["a", "b", "d"]


def test_a_table_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_bytes("keep_id;merge_id;decision;keep_name\na;b;Merge ;华为技术有限公司\n".encode("gb18030"))
    assert merge(ecosystem(name=["A", "B"]), read_merge_map(path)).actors["actor_id"].tolist() == ["a"]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_any_bytes_are_a_map_or_an_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "map.csv"
    path.write_bytes(b"keep_id,merge_id,decision\n" + data)
    try:
        read = read_merge_map(path)
    except CinetError:
        return
    assert {"keep_id", "merge_id", "decision"} <= set(read.columns)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "keep_id,merge\na,b\n",
            r"map\.csv has no column 'merge_id', which was named as a column of the merge map",
        ),
        ("keep_id,merge_id\na,b,c,d\n", r"map\.csv: .* \(row 2: .*\)\. Mend the row"),
        (
            "keep_id,merge_id,decision\na,b,merge\na,b,maybe\n",
            "has the decision 'maybe'; .* the first is row 3",
        ),
    ],
)
def test_tables_that_are_broken(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "map.csv"
    path.write_text(text)
    with pytest.raises((LoadError, UnknownName), match=said):
        read_merge_map(path)


def test_a_merged_actor_stands_in_all_its_sources() -> None:
    eco = ecosystem(
        name=["Foo", "foo", "Bar", "Baz"],
        source=["projects", "papers|patents", "patents", None],
        country=["GB"] * 4,
    )
    made = merge(eco, {"b": "a"})
    assert made.actors["source"].fillna("-").tolist() == ["papers|patents|projects", "patents", "-"]
    # nothing is lost, so there is nothing to tell of it
    assert "source" not in set(made.issues["column"].dropna())
    again = merge(made, {"d": "c"})
    assert again.actors["source"].tolist() == ["papers|patents|projects", "patents"]


def test_what_every_id_is_now() -> None:
    eco = ecosystem(name=["Foo", "foo", "Bar", "FOO"])
    assert merged_ids(eco).to_dict() == {one: one for one in "abcd"}
    made = merge(merge(eco, {"b": "a"}), {"d": "a"})
    assert merged_ids(made).to_dict() == {"a": "a", "b": "a", "c": "c", "d": "a"}
