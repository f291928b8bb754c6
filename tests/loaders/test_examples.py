"""What comes with the package: the files are what they are said to be."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path

import pandas as pd
import pytest

from cinet.errors import SchemaError, UnknownName
from cinet.loaders.examples import EXAMPLES, example
from cinet.loaders.synthetic import park_ecosystem, park_tables
from cinet.vocabulary import ACTOR_TYPES

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(params=["package", "checkout"])
def home(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the data be a package, or let there be no such package."""
    if request.param == "checkout":
        monkeypatch.setitem(sys.modules, "cinet.sample", None)
        return
    place = importlib.util.spec_from_file_location(
        "cinet.sample", DATA / "__init__.py", submodule_search_locations=[str(DATA)]
    )
    assert place is not None
    monkeypatch.setitem(sys.modules, "cinet.sample", importlib.util.module_from_spec(place))


@pytest.mark.usefixtures("home")
def test_parks() -> None:
    eco = example("parks")
    assert eco.sha == park_ecosystem(7).sha
    assert eco.source is not None
    assert eco.source.startswith("synthetic")
    assert len(eco.issues) == 0


@pytest.mark.usefixtures("home")
def test_venn() -> None:
    venn = example("helix_venn")
    cells = ["U", "I", "G", "UI", "UG", "IG", "UIG"]
    assert venn.columns.tolist() == ["region", "coverage", *cells]
    assert venn[cells].sum(axis=1).to_dict() == {
        "SK-G": 354_343, "SK-D": 350_886, "SK-F": 71_482, "WA-G": 29_436, "WA-D": 27_631, "WA-F": 12_935,
    }  # fmt: skip


def test_an_example_that_is_none() -> None:
    with pytest.raises(
        UnknownName, match=r"no example 'park'\. Did you mean 'parks'\? There are: 'parks', a synthetic"
    ):
        example("park")
    assert set(EXAMPLES) == {"parks", "helix_venn"}


def test_the_checksums_hold_and_miss_nothing() -> None:
    listed = dict(reversed(line.split("  ")) for line in (DATA / "SHA256SUMS").read_text().splitlines())
    held = {
        path.relative_to(DATA).as_posix(): path for path in DATA.rglob("*") if path.suffix in (".csv", ".md")
    }
    assert listed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in held.items()}
    assert all((path.parent / "SOURCE.md").exists() for path in held.values())


def test_the_packaged_tables_are_those_of_the_seed() -> None:
    for name, table in zip(("actors", "collaborations", "participations"), park_tables(seed=7), strict=True):
        assert (DATA / "parks" / f"{name}.csv").read_text(encoding="utf-8") == table.to_csv(
            index=False, lineterminator="\n"
        )


def test_the_synthetic_ecosystem() -> None:
    eco = park_ecosystem()
    assert set(eco.actors["type"]) == set(ACTOR_TYPES) - {
        "user",
        "hospital",
        "place",
        "individual",
        "other",
        "unknown",
    }
    assert eco.actors["name"].is_unique
    assert eco.actors["name_zh"].is_unique
    assert eco.collaborations["place"].nunique() == 6
    assert set(eco.collaborations["year"]) == set(range(2016, 2024))
    assert (eco.participations["role"] == "coordinator").sum() == 420
    activity = eco.participations["actor_id"].value_counts()
    assert activity.iloc[:30].sum() > 2 * activity.iloc[-150:].sum()
    digital = eco.select(types="digital").participations["collab_id"].astype("str")
    years = digital.map(eco.collaborations.set_index("collab_id")["year"])
    assert (years >= 2020).sum() > 2 * (years < 2020).sum()


def test_sizes_and_seeds() -> None:
    assert (
        park_ecosystem(8, actors=40, collaborations=9).sha
        != park_ecosystem(7, actors=40, collaborations=9).sha
    )
    large = park_ecosystem(1, parks=8, actors=450, collaborations=5)
    assert large.actors["name"].is_unique
    assert "Park 8" in set(large.actors["place"])
    assert len(park_ecosystem(1, parks=1, actors=1, collaborations=2).participations) == 2
    with pytest.raises(SchemaError, match="actors=0 must be at least 1"):
        park_tables(actors=0)
    assert isinstance(park_tables(actors=2, collaborations=1)[0], pd.DataFrame)
