"""The ecosystem: frozen, independent of the order of its input, and every view of it."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetWarning, DataLossWarning, EmptySelection, SchemaError, SizeCapError, UnknownName
from cinet.tables.issues import issue_rows
from cinet.window import Window, windows

HOSTILE = 'ok" from df; drop table t; --'

ACTORS = pd.DataFrame(
    {
        "actor_id": ["a", "b", "c", "d", "e"],
        "type": ["firm", "university", "firm", "government", "user"],
        "name": ["Ä", None, "<b>x</b>", "乙", "e"],
    }
)
EVENTS = pd.DataFrame(
    {
        "collab_id": ["p", "q", "r", "s", "t"],
        "start": ["2018-12-31", "2019-01-01", "2019-12-31", "2020-01-01", None],
        "kind": ["joint", "joint", "licence", None, "licence"],
        "place": ["K", "L", "K", "L", "K"],
        "programme": ["SC1", "SC6", "SC6", None, "SC1"],
        "level": [1, 2, 2, 3, 3],
        HOSTILE: ["u", "v", "v", "u", "u"],
    }
)
TAKING = pd.DataFrame(
    {
        "collab_id": ["p", "p", "q", "q", "q", "r", "s", "s", "t", "t"],
        "actor_id": ["a", "b", "a", "b", "c", "d", "c", "d", "a", "e"],
        "role": list("xyxyxyxyxy"),
    }
)


def eco() -> Ecosystem:
    return Ecosystem(ACTORS, EVENTS, TAKING, source="three frames")


def ids(chosen: Ecosystem) -> str:
    return "".join(chosen.collaborations["collab_id"])


def test_repr() -> None:
    text = repr(eco())
    assert text.startswith("<Ecosystem 5 collaborations, 5 actors (firm 40 %, university 20 %, ")
    assert text.endswith(f", 2018-2020, sha {eco().sha[:4]}>")
    alone = Ecosystem(ACTORS.iloc[:0], EVENTS.iloc[:0], TAKING.iloc[:0])
    assert repr(alone).startswith("<Ecosystem 0 collaborations, 0 actors, undated, sha ")
    five = ACTORS.assign(type=["firm", "university", "creator", "government", "user"])
    assert "%, ...), " in repr(Ecosystem(five, EVENTS, TAKING))


def test_repr_html_is_escaped() -> None:
    shown = Ecosystem(ACTORS, EVENTS, TAKING, source="<script>").select(place="K")._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "selected: place among" in shown
    assert "source" not in Ecosystem(ACTORS, EVENTS, TAKING)._repr_html_()


@given(st.permutations(range(5)), st.permutations(range(5)), st.permutations(range(10)))
def test_the_order_of_rows_does_not_matter(one: Any, two: Any, three: Any) -> None:
    other = Ecosystem(ACTORS.iloc[one], EVENTS.iloc[two], TAKING.iloc[three])
    first = eco()
    assert other.sha == first.sha
    for name in ("actors", "collaborations", "participations"):
        pd.testing.assert_frame_equal(getattr(other, name), getattr(first, name))


def test_the_sha_is_the_same_in_another_process_and_without_pyarrow() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None; import pandas as pd; from cinet.ecosystem import Ecosystem\n"
        "print(Ecosystem(pd.DataFrame({'actor_id': ['b', 'a'], 'type': ['firm', 'user']}),"
        "pd.DataFrame({'collab_id': [1], 'year': [2019]}),"
        "pd.DataFrame({'collab_id': [1, 1], 'actor_id': ['a', 'b'], 'role': ['x', None]})).sha)"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(path for path in sys.path if path)},
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    here = Ecosystem(
        pd.DataFrame({"actor_id": ["a", "b"], "type": ["user", "firm"]}),
        pd.DataFrame({"collab_id": ["1"], "year": ["2019"]}),
        pd.DataFrame({"collab_id": ["1", "1"], "actor_id": ["b", "a"], "role": [None, "x"]}),
    )
    assert runs == [here.sha, here.sha]


def test_it_is_frozen() -> None:
    held = eco()
    for name in ("actors", "source", "_tables", "new"):
        with pytest.raises(AttributeError, match="an Ecosystem is frozen"):
            setattr(held, name, None)
    before = held.sha, held.actors
    actors, issues = held.actors, held.issues
    actors.loc[0, "type"] = "user"
    actors["new"] = 1
    del held.participations["role"]
    events = held.collaborations
    events.iloc[0, 0] = "changed"
    issues.loc[0] = None
    assert held.actors.equals(before[1])
    assert len(held.issues) == len(eco().issues)
    assert Ecosystem(held.actors, held.collaborations, held.participations).sha == before[0]


def test_the_callers_frames_are_not_shared() -> None:
    actors = ACTORS.copy()
    held = Ecosystem(actors, EVENTS, TAKING)
    actors.loc[0, "type"] = "user"
    assert held.actors.loc[0, "type"] == "firm"


def test_copies_and_pickles() -> None:
    chosen = eco().select(place="K")
    for other in (copy.copy(chosen), copy.deepcopy(chosen), pickle.loads(pickle.dumps(chosen))):
        assert other.sha == chosen.sha
        assert other.selection == chosen.selection
        assert other.network().recipe["data"] == eco().sha


def test_losses_warn_and_stand_in_the_issues() -> None:
    extra = pd.concat([TAKING, pd.DataFrame({"collab_id": ["p"], "actor_id": ["nobody"], "role": ["x"]})])
    with pytest.warns(
        DataLossWarning, match=r"rows dropped: 1 \(1 x the actors table does not hold this id\)"
    ) as seen:
        held = Ecosystem(ACTORS, EVENTS, extra, issues=issue_rows(1, reason="before", action="kept"))
    assert seen[0].filename == __file__
    assert held.issues["reason"].tolist() == ["before", "undated", "the actors table does not hold this id"]
    with pytest.raises(SchemaError):
        Ecosystem(ACTORS, EVENTS, extra, on_dangling="raise")
    with pytest.raises(SchemaError):
        Ecosystem(ACTORS, EVENTS, TAKING.assign(weight=-1), on_weight="raise")


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"years": (2019, 2020)}, "qrs"),
        ({"years": 2019}, "qr"),
        ({"years": Window(np.datetime64("2019-01-01"), np.datetime64("2020-01-01"), "2019")}, "qr"),
        ({"kind": "joint"}, "pq"),
        ({"kind": ["joint", "licence"]}, "pqrt"),
        ({"place": "K"}, "prt"),
        ({"types": "government"}, "rs"),
        ({"types": ["公司", "user"]}, "pqst"),
        ({"where": {"programme": "SC6"}}, "qr"),
        ({"where": {"programme": ["SC1", "SC6"], "level": 2}}, "qr"),
        ({"where": {"level": "2"}}, "qr"),
        ({"where": {HOSTILE: "v"}}, "qr"),
        ({"where": {HOSTILE: None}}, "pqrst"),
        ({"min_size": 2}, "pqst"),
        ({"max_size": 2}, "prst"),
        ({"min_size": 2, "max_size": 2}, "pst"),
        ({"types": "firm", "max_size": 1}, "pst"),
        ({}, "pqrst"),
    ],
)
def test_select(asked: dict[str, Any], left: str) -> None:
    chosen = eco().select(**asked)
    assert ids(chosen) == left
    taking = chosen.participations
    assert set(taking["actor_id"]) == set(chosen.actors["actor_id"])
    assert taking["actor_id"].cat.categories.tolist() == chosen.actors["actor_id"].tolist()
    # it is the same as building from the rows that are left
    rebuilt = Ecosystem(chosen.actors, chosen.collaborations, taking)
    assert rebuilt.sha == chosen.sha
    assert chosen.issues.equals(eco().issues)
    assert chosen.source == "three frames"
    assert len(chosen.selection) == 1


def test_selections_add_up() -> None:
    chosen = eco().select(years=(2019, 2020)).select(min_size=2)
    assert chosen.selection == ("year from 2019 to 2020", "min_size=2")
    assert chosen.network("pair").recipe["selection"] == list(chosen.selection)
    assert chosen.network("pair").recipe["data"] == eco().sha


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kind": "join"}, r"no row of the collaborations has kind 'join'\. Did you mean 'joint'\?"),
        ({"where": {"programm": "SC1"}}, r"no column 'programm'\. Did you mean 'programme'\?"),
        ({"where": {"level": 9}}, "has level '9'"),
        ({"where": {"level": "two"}}, "has level 'two'"),
        ({"types": "univercity"}, r"actor type 'univercity' is not known\. Did you mean 'university'\?"),
        ({"types": "digital"}, "no row of the actors has type 'digital'"),
    ],
)
def test_unknown_names(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        eco().select(**asked)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"years": (1990, 1999)}, r"after the filter year from 1990 to 1999\.$"),
        (
            {"years": 2020, "kind": "joint"},
            r"after the filter kind among 'joint'\. Filters before it: year from 2020",
        ),
        ({"min_size": 4}, r"after min_size=4, max_size=any: the largest collaboration has 3 participants\.$"),
        (
            {"place": "K", "max_size": 0},
            r"min_size=any, max_size=0: .* has 2 participants\. Filters before it: place",
        ),
    ],
)
def test_an_empty_selection_names_its_filter(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(EmptySelection, match=message):
        eco().select(**asked)


@pytest.mark.parametrize("years", [(2019,), ("2019", "2020"), (2020, 2019)])
def test_years_that_are_none(years: Any) -> None:
    with pytest.raises(SchemaError, match="years="):
        eco().select(years=years)


def test_sizes() -> None:
    assert eco().sizes().to_dict() == {"p": 2, "q": 3, "r": 1, "s": 2, "t": 2}
    events = pd.concat([EVENTS, pd.DataFrame({"collab_id": ["zz"], "start": ["2020-01-01"]})])
    assert Ecosystem(ACTORS, events, TAKING).sizes()["zz"] == 0


def test_incidence_and_strata() -> None:
    plain = eco().incidence()
    assert plain.strata is None
    assert plain.indices.tolist() == [0, 1, 0, 1, 2, 3, 2, 3, 0, 4]
    assert plain.collaborations.index.tolist() == list("pqrst")
    one = eco().incidence(strata="kind").strata
    two = eco().incidence(strata=["kind", "level"]).strata
    assert one is not None
    assert two is not None
    assert one.dtype == np.int32
    assert one.tolist() == [1, 1, 2, 0, 2]
    assert len(set(two.tolist())) == 5
    with pytest.raises(UnknownName, match=r"'knd' to stratify by\. Did you mean 'kind'"):
        eco().incidence(strata="knd")


def test_participations_count_as_much_as_a_column_says() -> None:
    taking = TAKING.assign(weight=[1.0, 3.0, *[1.0] * 8], share=[0.5, None, *[1.0] * 8]).sample(
        frac=1, random_state=1
    )
    data = Ecosystem(ACTORS, EVENTS, taking)
    assert data.incidence().weights is None
    weighted = data.incidence(weights="weight")
    assert weighted.weights is not None
    assert weighted.weights.tolist() == [1, 3, *[1] * 8]
    assert weighted.network().edges()["weight"].tolist() == [4, 1, 1, 1, 1]
    assert data.network().edges()["weight"].tolist() == [2, 1, 1, 1, 1]
    with pytest.raises(SchemaError, match="1 of 10 participation weights are not finite positive numbers"):
        data.incidence(weights="share")
    with pytest.raises(
        UnknownName, match=r"the participations have no column 'wieght'\. Did you mean 'weight'"
    ):
        data.incidence(weights="wieght")


@pytest.mark.parametrize("weighting", ["full", "newman", "pair", "batagelj"])
def test_network_in_memory_and_by_the_engine(weighting: Any) -> None:
    inside, outside = eco().network(weighting), eco().network(weighting, memory_limit="200MB")
    pd.testing.assert_frame_equal(inside.edges(), outside.edges())
    assert inside.recipe == outside.recipe
    assert inside.recipe["weighting"] == weighting
    assert inside.recipe["source"] == "three frames"


def test_the_cap() -> None:
    with pytest.raises(SizeCapError, match=r"'q' \(3\)\. Leave them out with select\(max_size=2\)"):
        eco().network(cap=2)
    assert eco().network(cap=None).n_ties == eco().network(cap=3).n_ties == 5


def test_networks_per_window() -> None:
    with pytest.warns(CinetWarning, match="no collaboration starts in '2016', '2017'") as seen:
        made = eco().networks(windows(2016, 2020), "newman")
    assert seen[0].filename == __file__
    assert list(made) == ["2018", "2019", "2020"]
    assert made["2019"].recipe["window"] == "2019"
    assert made["2019"].n_actors == 4
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert list(eco().networks(windows(2019, 2020, length="2Y"))) == ["2019-2020"]


def test_patterns() -> None:
    frame = eco().patterns(["firm", "university"], by="place").frame()
    assert frame.loc["K"].to_dict() == {"none": 1, "firm": 1, "university": 0, "firm+university": 1}
