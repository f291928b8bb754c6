"""The catalogue of hostile inputs: each is read with its issues, or refused in one clear sentence, within bounds."""

from __future__ import annotations

import resource
import signal
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from cinet import errors
from cinet.ecosystem import Ecosystem
from tests.hostile import (
    cases_archives,
    cases_damaged,
    cases_dates_and_numbers,
    cases_delimited,
    cases_exports,
    cases_foreign,
    cases_gexf_and_graphml,
    cases_json,
    cases_mistaken,
    cases_pajek_and_ucinet,
    cases_paths,
    cases_three_tables,
    cases_vosviewer_gml_gephi,
    cases_workbooks,
)
from tests.hostile.case import Case, Loads, Refused

CATALOGUE = [
    case
    for part in (
        cases_damaged,
        cases_delimited,
        cases_dates_and_numbers,
        cases_three_tables,
        cases_workbooks,
        cases_pajek_and_ucinet,
        cases_gexf_and_graphml,
        cases_vosviewer_gml_gephi,
        cases_json,
        cases_exports,
        cases_archives,
        cases_mistaken,
        cases_foreign,
        cases_paths,
    )
    for case in part.CASES
]
SECONDS = 10
MOST_MEMORY = 2**30


class TooSlow(Exception):
    """A reader took longer than any input of this size may."""


@pytest.fixture(autouse=True)
def bounds() -> Iterator[None]:
    """Stop a reader that hangs, and see that it did not fill the memory."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    older = signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, older)
    # the peak of the process, in KiB (on macOS in bytes, which only makes the bound stricter)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MOST_MEMORY


def test_the_catalogue_is_large_and_names_every_case_once() -> None:
    assert len(CATALOGUE) >= 150
    assert [name for name, count in Counter(case.name for case in CATALOGUE).items() if count > 1] == []


@pytest.mark.parametrize("case", CATALOGUE, ids=lambda case: case.name)
def test_outcome(case: Case, tmp_path: Path) -> None:
    with warnings.catch_warnings(action="ignore", category=errors.CinetWarning):
        if isinstance(case.outcome, Refused):
            refused(case, case.outcome, tmp_path)
        else:
            loaded(case.run(tmp_path), case.outcome)


def refused(case: Case, outcome: Refused, folder: Path) -> None:
    with pytest.raises(errors.CinetError) as caught:
        case.run(folder)
    message = str(caught.value)
    assert type(caught.value) is getattr(errors, outcome.error), message
    assert outcome.said in message
    assert "Traceback" not in message
    assert len(message) < 2000


def loaded(eco: Ecosystem, outcome: Loads) -> None:
    assert len(eco.participations) == outcome.participations
    said = [f"{reason}; {action}" for reason, action in eco.issues[["reason", "action"]].to_numpy()]
    assert not outcome.issue or any(outcome.issue in text for text in said), said
    report = eco.report
    assert (report["rows_read"] == report["rows_used"] + report["rows_in_issues"]).all()
    dropped = eco.issues[
        eco.issues["action"].str.startswith(("dropped", "merged", "doubted")) & eco.issues["row"].notna()
    ]
    assert len(dropped[["file", "row"]].drop_duplicates()) >= report["rows_in_issues"].sum()


def test_a_reader_that_hangs_is_stopped() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    with pytest.raises(TooSlow):
        time.sleep(5)
