"""What the rules for names are worth on real organisations whose type somebody else wrote down.

The names are cut in two by a hash. Rules were made with one half in view; the other is the check.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from cinet.loaders.typing_names import name_types
from cinet.loaders.typing_report import typing_report
from cinet.vocabulary import CROSSWALKS

SHARED = os.environ.get("CINET_TEST_DATA")
pytestmark = [pytest.mark.data, pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")]

Labelled = list[tuple[str, str]]


def sample(*parts: str) -> Path:
    return Path(str(SHARED), "samples", *parts)


def unseen(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def report(told: Labelled, scheme: str | Mapping[str, str], *, least: float = 0.0) -> pd.DataFrame:
    found = name_types(pd.Series([name for name, _ in told], dtype="str"), script="table")
    found["type"] = found["type"].where(found["type_confidence"] >= least, "unknown")
    typed = found.assign(actor_id=[str(number) for number in range(len(told))])
    return typing_report(typed, pd.Series([code for _, code in told], index=typed["actor_id"]), labels=scheme)


def accuracies(told: Labelled, scheme: str) -> list[float]:
    """Accuracy in all, in the half that was in view and in the other."""
    halves = [told, *([pair for pair in told if unseen(pair[0]) is part] for part in (False, True))]
    return [float(report(half, scheme).loc[("all", "all"), "accuracy"]) for half in halves]


def by_type(told: Labelled, scheme: str, kinds: Sequence[str], column: str = "precision") -> list[float]:
    return report(told, scheme).loc["type"].loc[list(kinds), column].tolist()


@pytest.fixture(scope="module")
def openalex() -> Labelled:
    path = sample("openalex", "snapshot_institutions_2023-09-04_part_000.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        told = [json.loads(line) for line in lines]
    return [(one["display_name"], one["type"]) for one in told if one["type"] != "other"]


@pytest.fixture(scope="module")
def cordis() -> Labelled:
    rows = pd.read_csv(sample("cordis", "fp_participation_NZ_CA_pacific.csv"), sep=";", dtype=str)
    rows = rows.drop_duplicates("PIC")
    rows = rows[rows["activityType"].str.lower().isin({"hes", "prc", "rec", "pub"})]
    return list(zip(rows["Organisation"], rows["activityType"], strict=True))


@pytest.fixture(scope="module")
def works() -> Labelled:
    told: dict[str, tuple[str, str]] = {}
    for path in sorted(sample("openalex").glob("api_works_page_*.json")):
        for work in json.loads(path.read_text(encoding="utf-8"))["results"]:
            for authorship in work["authorships"]:
                for one in authorship["institutions"]:
                    if one["type"] in CROSSWALKS["ror"] and one["type"] != "other":
                        told[one["id"]] = (one["display_name"], one["type"])
    return list(told.values())


@pytest.fixture(scope="module")
def assignees() -> Labelled:
    kinds = dict.fromkeys("23", "firm") | dict.fromkeys("6789", "government")
    rows = [
        line.split("\t")
        for line in sample("patentsview", "assignee.tsv")
        .read_text(encoding="utf-8")
        .rstrip("\n")
        .split("\n")[1:]
    ]
    return [(name, kinds[code]) for _, code, name in rows if code in kinds and name]


def test_openalex(openalex: Labelled) -> None:
    assert len(openalex) == 612
    whole, seen, check = accuracies(openalex, "ror")
    assert min(whole, seen, check) >= 0.84
    kinds = ["firm", "university", "hospital", "intermediary", "government", "research_institute"]
    floors = [0.97, 0.905, 0.91, 0.86, 0.8, 0.48]
    assert all(found >= floor for found, floor in zip(by_type(openalex, "ror", kinds), floors, strict=True))
    assert (
        report(openalex, "ror", least=0.9).loc["type"].loc[["firm", "university"], "precision"] > 0.92
    ).all()
    assert report(openalex, "ror", least=0.9).loc[("type", "firm"), "precision"] >= 0.989


def test_openalex_without_countries(openalex: Labelled) -> None:
    """Without the country that ROR puts behind the names of companies, most of them say nothing."""
    bare = [(re.sub(r" \([^()]*\)$", "", name), code) for name, code in openalex]
    assert all(0.5 <= found < 0.6 for found in accuracies(bare, "ror"))
    assert by_type(bare, "ror", ["firm"])[0] > 0.9


def test_cordis(cordis: Labelled) -> None:
    assert len(cordis) == 211
    whole, seen, check = accuracies(cordis, "cordis")
    assert whole >= 0.72
    assert min(seen, check) >= 0.7
    precision = by_type(cordis, "cordis", ["firm", "university", "government", "research_institute"])
    assert all(found >= floor for found, floor in zip(precision, [0.89, 0.85, 0.85, 0.7], strict=True))
    assert by_type(cordis, "cordis", ["university"], "recall")[0] > 0.94
    # hospitals and colleges are public bodies there
    assert by_type(cordis, "cordis", ["government"], "recall")[0] < 0.5


def test_institutions_of_works(works: Labelled) -> None:
    assert len(works) == 133
    whole, seen, check = accuracies(works, "ror")
    assert whole >= 0.79
    assert min(seen, check) >= 0.7
    assert by_type(works, "ror", ["university", "intermediary"]) > [0.96, 0.96]


def test_assignees(assignees: Labelled) -> None:
    """The code knows no universities, hospitals or institutes: what is no firm by name may well be right."""
    for part in (False, True):
        half = [pair for pair in assignees if unseen(pair[0]) is part]
        firm, government = by_type(half, "plain", ["firm", "government"], "recall")
        assert firm > 0.89
        assert government > 0.83
    found = name_types(pd.Series([name for name, code in assignees if code == "firm"]), script="table")
    named = pd.Series([name for name, code in assignees if code == "firm"]).str.lower()
    teaching = named.str.contains("universi|college|polytech|institute of technology|hochschule")
    assert int(teaching.sum()) == 1_318
    said = found["type"].where(teaching).value_counts()
    # the rest are hospitals of universities, their foundations, and firms that bear the word
    assert said["university"] > 1_150
    assert int((found["type"] == "university").sum()) < 1_400


def test_agencies_of_one_government() -> None:
    path = sample("patentsview", "list_of_government_agencies.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        names = [row[1].strip().title() for row in list(csv.reader(lines))[1:] if row[1].strip()]
    assert len(names) == 268
    for part in (False, True):
        half = [name for name in names if unseen(name) is part]
        right = name_types(pd.Series(half), script="table")["type"] == "government"
        assert right.mean() > 0.75
