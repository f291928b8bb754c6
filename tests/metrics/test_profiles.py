"""Units x classes from who takes part in what."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError, UnknownName
from cinet.incidence import Incidence
from cinet.metrics.profiles import profile
from tests import strategies
from tests.metrics import samples


def fields(n):
    return st.lists(st.sampled_from(["x", "y", None]), min_size=n, max_size=n)


@settings(max_examples=40)
@given(data=st.data())
def test_counts_as_they_are_written(data):
    plain = data.draw(strategies.incidences())
    events = strategies.events_of(plain)
    kinds = plain.actors["type"].tolist()
    field = data.draw(fields(len(events)))
    inc = strategies.incidence_of(events, kinds, field=pd.Series(field, dtype=object).tolist())
    by_field = profile(inc, by="field")
    partners, members = profile(inc, by="type", of="partners"), profile(inc, by="type", of="members")
    assert by_field.columns.tolist() == sorted({name for name in field if name is not None})
    assert partners.columns.tolist() == members.columns.tolist() == sorted(set(kinds))
    for i, actor in enumerate(inc.actors.index):
        mine = [e for e, row in enumerate(events) if i in row]
        for name in by_field:
            assert by_field.loc[actor, name] == sum(field[e] == name for e in mine)
        for kind in partners:
            wanted = sum(kinds[j] == kind for e in mine for j in events[e] if j != i)
            assert partners.loc[actor, kind] == wanted
    for e, label in enumerate(inc.collaborations.index):
        for kind in members:
            assert members.loc[label, kind] == sum(kinds[j] == kind for j in events[e])
    assert by_field.index.name == partners.index.name == "actor_id"
    assert members.index.name == "collab_id"


def test_without_a_value_and_with_weights():
    actors = pd.DataFrame({"type": ["firm", None, "firm"]}, index=list("abc"))
    inc = Incidence.from_codes(
        [0, 0, 0], [0, 1, 2], collaborations=pd.DataFrame(index=["p"]), actors=actors, weights=[5.0, 2.0, 3.0]
    )
    found = profile(inc, by="type", of="partners")
    assert found["firm"].tolist() == [1, 2, 1]
    assert found.dtypes.tolist() == [np.dtype(np.int64)]
    assert found.columns.name == "type"


def test_what_is_refused():
    inc = samples.davis()
    with pytest.raises(UnknownName, match=r"of 'partner' is not known. Did you mean 'partners'"):
        profile(inc, by="type", of="partner")
    with pytest.raises(UnknownName, match="the collaborations have no column 'field'"):
        profile(inc, by="field")
    for of in ("partners", "members"):
        with pytest.raises(UnknownName, match="the actors have no column 'type'"):
            profile(inc, by="type", of=of)
    with pytest.raises(SchemaError, match="profile reads an Incidence"):
        profile(samples.karate(weighted=True), by="club")
