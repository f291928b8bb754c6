"""The synthetic indicator panel of parks: the same for a seed, in two languages, and as it says it was made."""

from __future__ import annotations

import numpy as np
import pytest

from cinet.errors import UnknownName
from cinet.loaders.synthetic import park_panel


def test_it_is_a_whole_panel() -> None:
    panel = park_panel()
    assert panel.values.shape == (120, 12)
    assert panel.values.index.names == ["unit", "year"]
    assert panel.systems == ["technology", "culture", "talent", "society"]
    assert panel.indicators["direction"].value_counts().to_dict() == {
        "positive": 9, "negative": 2, ("interval", 80.0, 92.0): 1,
    }  # fmt: skip
    assert (panel.values > 0).to_numpy().all()
    assert panel.values["occupancy"].max() <= 100


def test_the_seed_makes_the_numbers_and_the_language_only_names_them() -> None:
    english, chinese = park_panel(7), park_panel(7, lang="zh")
    assert np.array_equal(english.values, park_panel(7).values)
    assert np.array_equal(english.values, chinese.values)
    assert not np.array_equal(english.values, park_panel(8).values)
    assert english.values.index.get_level_values("year").tolist() == chinese.years.tolist()  # type: ignore[union-attr]
    for names in (chinese.values.columns, chinese.values.index.get_level_values(0), chinese.systems):
        assert all("\u4e00" <= letter <= "\u9fff" for name in names for letter in str(name))


def test_culture_follows_technology() -> None:
    """Technology rises in every park, and culture comes after it."""
    table = park_panel().values["R&D spending"].unstack("year")
    assert (table[2023] > table[2012]).all()
    works = park_panel().values["original works"].unstack("year")
    assert works[2023].rank().corr(table[2022].rank()) > 0


def test_an_unknown_language() -> None:
    with pytest.raises(UnknownName, match=r"language 'cn' is not known\. .*Known: en, zh"):
        park_panel(lang="cn")
