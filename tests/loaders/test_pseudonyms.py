"""What leaves the house: no id, no name, no small cell unsaid, and the same network."""

from __future__ import annotations

import hashlib
import hmac

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError, UnknownName
from cinet.loaders.examples import example
from cinet.loaders.pseudonyms import pseudonym_map, pseudonymise, small_cells

KEY = "a secret that nobody knows"


def ecosystem(size: int = 6, **columns: object) -> Ecosystem:
    ids = [f"Firm {number}" for number in range(size)]
    actors = pd.DataFrame({"actor_id": ids, "type": "firm", "name": ids, "url": ids, **columns})
    events = pd.DataFrame(
        {
            "collab_id": ["p", "q"],
            "title": ["A", "B"],
            "start": ["2019-05-31", "2020-07-01"],
            "end": ["2019-06-01", None],
        }
    )
    taking = pd.DataFrame({"collab_id": ["p"] * size + ["q"], "actor_id": [*ids, ids[0]], "note": "x"})
    return Ecosystem(actors, events, taking, source="a register")


def texts(eco: Ecosystem) -> str:
    frames = [eco.actors, eco.collaborations, eco.participations, eco.issues, eco.report]
    return "".join(frame.to_csv(index=False) for frame in frames)


def test_no_name_is_left() -> None:
    eco = ecosystem(country="DE")
    safe = pseudonymise(eco, key=KEY)
    assert "Firm" not in texts(safe)
    assert safe.actors.columns.tolist() == ["actor_id", "type", "country"]
    assert safe.actors["actor_id"].str.fullmatch(r"a_[0-9a-f]{24}").all()
    assert safe.collaborations["collab_id"].str.fullmatch(r"c_[0-9a-f]{24}").all()
    assert safe.collaborations.columns.tolist() == ["collab_id", "start", "end", "year"]
    assert safe.participations.columns.tolist() == ["collab_id", "actor_id"]
    gone = safe.issues[safe.issues["action"] == "left out"]
    assert gone[["table", "column"]].values.tolist() == [
        ["actors", "name"],
        ["actors", "url"],
        ["collaborations", "title"],
        ["participations", "note"],
    ]


def test_keyed_hashes_are_hmac() -> None:
    eco = ecosystem()
    told = pseudonym_map(eco, key=KEY)
    assert told.columns.tolist() == ["actor_id", "name", "pseudonym"]
    right = hmac.new(KEY.encode(), b"a:Firm 0", hashlib.sha256).hexdigest()[:24]
    assert told["pseudonym"].iloc[0] == f"a_{right}"
    assert pseudonym_map(eco, key=KEY.encode()).equals(told)
    # the same id has the same pseudonym in another ecosystem, and another one under another key
    assert pseudonym_map(ecosystem(2), key=KEY)["pseudonym"].tolist() == told["pseudonym"].tolist()[:2]
    assert not set(pseudonym_map(eco, key=KEY + "!")["pseudonym"]) & set(told["pseudonym"])
    events = pseudonym_map(eco, key=KEY, table="collaborations")
    assert events.columns.tolist() == ["collab_id", "pseudonym"]
    assert set(pseudonymise(eco, key=KEY).collaborations["collab_id"]) == set(events["pseudonym"])


def test_random_numbers() -> None:
    eco = ecosystem(12)
    told = pseudonym_map(eco, seed=3)
    assert sorted(told["pseudonym"]) == [f"a_{number:02d}" for number in range(1, 13)]
    assert pseudonymise(eco, seed=3).sha == pseudonymise(eco, seed=3).sha
    assert set(pseudonymise(eco, seed=3).actors["actor_id"]) == set(told["pseudonym"])
    assert not pseudonym_map(eco, seed=4).equals(told)
    # without a seed nobody can make them again
    fifty = ecosystem(50, country=[f"C{number}" for number in range(50)])
    drawn = (pseudonymise(fifty).actors.set_index("country")["actor_id"].to_dict() for _ in range(2))
    assert next(drawn) != next(drawn)  # they agree once in 50! draws


@settings(max_examples=2)
@given(st.integers(0, 2**32))
def test_the_network_is_the_same(seed: int) -> None:
    eco = example("parks")
    told = pseudonym_map(eco, seed=seed).set_index("actor_id")["pseudonym"]
    safe = pseudonymise(eco, seed=seed)
    ours, theirs = (one.network().edges() for one in (eco, safe))
    named = {
        (*sorted((told[row.source], told[row.target])), row.weight) for row in ours.itertuples(index=False)
    }
    assert named == {
        (*sorted((row.source, row.target)), row.weight) for row in theirs.itertuples(index=False)
    }
    assert safe.actors["type"].value_counts().to_dict() == eco.actors["type"].value_counts().to_dict()


def test_dates_and_amounts() -> None:
    eco = ecosystem()
    assert pseudonymise(eco, seed=1).collaborations["start"].dt.strftime("%m-%d").tolist() == ["01-01"] * 2
    for dates, days in (("month", {"2019-05-01", "2020-07-01"}), ("day", {"2019-05-31", "2020-07-01"})):
        kept = pseudonymise(eco, seed=1, dates=dates).collaborations["start"].dt.strftime("%Y-%m-%d")
        assert set(kept) == days
    rows = eco.participations.assign(amount=[317_625, 0.01234, -987, 0, None, 99.6, 5], weight=1.5)
    rich = Ecosystem(eco.actors, eco.collaborations, rows)
    rounded = pseudonymise(rich, seed=1).participations["amount"]
    np.testing.assert_allclose(np.sort(rounded.dropna()), [-990, 0, 0.012, 5, 100, 320_000])
    exact = pseudonymise(rich, seed=1, digits=None).participations
    assert set(exact["amount"].dropna()) == set(rows["amount"].dropna())
    assert exact["weight"].tolist() == [1.5] * 7


def test_columns_to_keep() -> None:
    safe = pseudonymise(ecosystem(), seed=1, keep={"actors": ["url"], "collaborations": ["title"]})
    assert "url" in safe.actors
    assert "title" in safe.collaborations
    with pytest.raises(
        UnknownName, match="the actors table has no column 'uri', which was named as a column to keep"
    ):
        pseudonymise(ecosystem(), keep={"actors": ["uri"]})
    with pytest.raises(SchemaError, match="keep names the table 'people'"):
        pseudonymise(ecosystem(), keep={"people": ["x"]})


CELLS = {
    "country": ["DE", "DE", "DE", "FR", "FR", None],
    "region": ["DE1", "DE1", "DE2", "FR1", "FR1", None],
    "type": ["firm", "firm", "firm", "firm", "firm", "government"],
}


def test_small_cells_are_reported() -> None:
    eco = ecosystem(**CELLS)
    cells = small_cells(eco, k=2)
    assert cells.fillna("-").values.tolist() == [["firm", "DE", "DE2", 1], ["government", "-", "-", 1]]
    assert small_cells(eco, k=1).empty
    assert small_cells(eco, k=2, quasi=["country"])["actors"].tolist() == [1]
    told = pseudonymise(eco, seed=1, k=2).issues
    told = told[told["action"] == "doubted: kept"]
    assert told[["column", "value", "reason"]].values.tolist() == [
        ["type, country, region", "firm / DE / DE2", "these values are shared by 1 actor, fewer than 2"],
        ["type, country, region", "government / - / -", "these values are shared by 1 actor, fewer than 2"],
    ]


def test_small_cells_are_generalised() -> None:
    eco = ecosystem(**CELLS)
    safe = pseudonymise(eco, seed=1, k=2, small="generalise")
    counts = safe.actors.groupby(["type", "country", "region"], dropna=False).size()
    # one in DE2 gives up its region, then its country, and stands alone then: said
    assert sorted(counts.tolist()) == [1, 1, 2, 2]
    done = safe.issues[safe.issues["action"].str.startswith(("set to", "doubted"))]
    assert done[["column", "value"]].values.tolist() == [
        ["region", "1"],
        ["country", "1"],
        ["type, country, region", "firm / - / -"],
        ["type, country, region", "government / - / -"],
    ]
    enough = pseudonymise(
        ecosystem(6, country=["DE"] * 3 + ["FR"] * 3, region=list("aabccd")), seed=1, k=3, small="generalise"
    )
    assert small_cells(enough, k=3).empty
    assert enough.actors["region"].isna().all()
    assert sorted(enough.actors["country"]) == ["DE"] * 3 + ["FR"] * 3


def test_small_cells_are_suppressed() -> None:
    safe = pseudonymise(ecosystem(**CELLS), seed=1, k=2, small="suppress")
    assert small_cells(safe, k=2).empty
    hidden = safe.actors[safe.actors["type"] == "unknown"]
    assert len(hidden) == 2
    assert hidden[["country", "region"]].isna().all().all()
    done = safe.issues[safe.issues["action"].str.contains("set to")]
    assert done[["column", "value", "action"]].values.tolist() == [
        ["type", "2", "type set to 'unknown'"],
        ["country", "1", "set to missing"],
        ["region", "1", "set to missing"],
    ]


def test_former_issues_are_counted_and_not_told() -> None:
    eco = ecosystem(type=["firm", "frim", "Mr Smith", "firm", "firm", "firm"])
    assert "Mr Smith" in texts(eco)
    safe = pseudonymise(eco, seed=1)
    assert "Smith" not in texts(safe)
    counted = safe.issues[safe.issues["action"].str.startswith("left out:")]
    assert counted[["table", "column", "value", "action"]].values.tolist() == [
        ["actors", "type", "2", "left out: type"]
    ]


@settings(max_examples=8)
@given(
    st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("stu")), min_size=1, max_size=9),
    st.integers(1, 4),
)
def test_nobody_who_was_in_company_is_touched(rows: list[tuple[str, str]], k: int) -> None:
    country, region = (list(part) for part in zip(*rows, strict=True))
    eco = ecosystem(len(rows), country=country, region=region)
    told = pseudonym_map(eco, seed=1).set_index("actor_id")["pseudonym"]
    before = eco.actors.set_index(eco.actors["actor_id"].map(told))[["country", "region"]]
    after = pseudonymise(eco, seed=1, k=k, small="generalise").actors.set_index("actor_id")
    size = before.groupby(["country", "region"])["country"].transform("size")
    safe = size[size >= k].index
    assert (after.loc[safe, ["country", "region"]] == before.loc[safe]).all().all()
    # who is still alone has nothing left but the type
    left = after.groupby(["country", "region"], dropna=False)["type"].transform("size") < k
    assert after.loc[left, ["country", "region"]].isna().all().all()


def test_a_cell_of_the_type_alone() -> None:
    safe = pseudonymise(ecosystem(), seed=1, quasi=())
    assert safe.actors.columns.tolist() == ["actor_id", "type"]
    assert "doubted: kept" not in set(safe.issues["action"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"key": "short"}, "the key has 5 bytes; a secret of 16 or more is needed"),
        ({"key": KEY, "seed": 1}, "give a key or a seed, not both"),
        ({"small": "drop"}, "small='drop' is none of"),
        ({"dates": "week"}, "dates='week' is none of"),
        ({"digits": 0}, "digits=0: one significant digit"),
        ({"k": 0}, "k=0: a cell needs one actor"),
    ],
)
def test_choices_that_are_none(options: dict[str, object], said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        pseudonymise(ecosystem(), **options)


def test_maps_that_cannot_be_made() -> None:
    with pytest.raises(SchemaError, match="needs the key or the seed"):
        pseudonym_map(ecosystem())
    with pytest.raises(SchemaError, match="neither 'actors' nor 'collaborations'"):
        pseudonym_map(ecosystem(), seed=1, table="participations")
    with pytest.raises(SchemaError, match="k=0"):
        small_cells(ecosystem(), k=0)
