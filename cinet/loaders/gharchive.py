"""GitHub Archive: who worked on the same repository in the same stretch of time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, UnknownName, first_few, nearest
from cinet.loaders.collecting import rare_collections
from cinet.loaders.json_records import JsonSource, Place
from cinet.loaders.json_values import Notes, joined, text_of
from cinet.loaders.presets.gharchive import ATTENTION, BOT_ENDS, KNOWN, ROLES
from cinet.loaders.records import Records, assemble
from cinet.tables.held import Tables
from cinet.tables.issues import join_issues

__all__ = ["read_gharchive"]

Stretch = Literal["day", "week", "month", "quarter", "year"]
_STRETCHES: Final = ("day", "week", "month", "quarter", "year")
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
# GitHub began in 2008; another century is a clock gone wrong
_YEARS: Final = (2000, 2199)
_PLACE: Final = ["source_file", "source_row"]
_COLLABORATIONS: Final = ["collab_id", "kind", "title", "start", "end", "repo_id", *_PLACE]
# 2015 and later, and the two ways of writing before
_MOMENT: Final = re.compile(
    r"(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?"
)


@rare_collections()
def read_gharchive(source: object, *, window: Stretch = "month", encoding: str | None = None) -> Ecosystem:
    """Read events of GitHub Archive: a collaboration is a repository in a stretch of time.

    Whoever pushed, reviewed, reported or wrote in a repository takes part, with the organisation that owns it;
    ``events`` counts how often. Attention (stars, forks) makes collaborations of its own, of ``kind``
    ``"attention"``: ``eco.select(kind="contribution")`` leaves it out. People are users, apps and bots are digital
    actors; the type of an organisation is not known.

    Parameters
    ----------
    source : path, sequence of paths, or list of events
        Hours as published (``2024-01-01-0.json.gz``), a folder or a zip archive of them; or events as objects.
    window : {"day", "week", "month", "quarter", "year"}
        Length of a stretch of time, in UTC; weeks start on Monday.
    encoding : str, optional
        Of the files; found unless given.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Raises
    ------
    LoadError
        There is no JSON, or no record is an event.

    Examples
    --------
    >>> told = {"repo": {"id": 7, "name": "x/y"}, "type": "PushEvent", "created_at": "2024-05-01T08:00:00Z"}
    >>> events = [{"actor": {"id": 1, "login": "ann"}, **told}, {"actor": {"id": 2, "login": "ci[bot]"}, **told}]
    >>> read_gharchive(events).actors[["actor_id", "type", "name"]].values.tolist()
    [['1', 'user', 'ann'], ['2', 'digital', 'ci[bot]']]
    """
    if window not in _STRETCHES:
        raise UnknownName(
            f"window={window!r} is not known.{nearest(str(window), _STRETCHES)} Windows: {', '.join(_STRETCHES)}."
        )
    held = JsonSource(source, (), encoding)
    events = _Events(window, held.notes)
    seen = 0
    for place, record in held.records():
        seen += "actor" in record and ("repo" in record or "repository" in record)
        events.add(place, record)
    if not seen:
        raise LoadError(
            "no record is an event of GitHub: none has an actor and a repository; their keys are "
            f"{first_few(held.keys(), 12)}. Read hours as published at https://www.gharchive.org."
        )
    name = Path(source).name if isinstance(source, str | Path) else "events"
    return events.ecosystem(held, f"GitHub Archive, {name}")


@dataclass(slots=True)
class _Taking:
    """In how many events something stands, with which roles, and where first."""

    place: Place
    events: int = 0
    roles: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Events:
    window: Stretch
    notes: Notes
    taking: dict[tuple[str, str], _Taking] = field(default_factory=dict)
    # a repository may be renamed: the name that its last event gives is the one that can be looked up
    collaborations: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    # a name may change: the one that most events give is kept
    actors: dict[tuple[Any, ...], _Taking] = field(default_factory=dict)
    used: Counter[str] = field(default_factory=Counter)

    def add(self, place: Place, event: dict[str, Any]) -> None:
        """Take in an event, or tell why not."""
        repo_id, repo_name = _repository(place, event, self.notes)
        who = _people(place, event, self.notes)
        moment = text_of(event.get("created_at"))
        stretch = None if moment is None else _stretch(moment, self.window)
        if repo_id is None or not who or stretch is None:
            lacking = "repo" if repo_id is None else "created_at" if who else "actor"
            reason = f"the event has no {lacking}"
            if lacking == "created_at" and moment is not None:
                reason = "not a moment, such as 2024-05-01T08:00:00Z"
            self.notes.add(place, lacking, value=moment, reason=reason, action="dropped")
            return
        kind = text_of(event.get("type")) or "event"
        layer = "attention" if kind in ATTENTION else "contribution"
        collab_id = f"{repo_id}@{stretch[0]}" + (" attention" if layer == "attention" else "")
        self.collaborations[collab_id] = (
            collab_id,
            layer,
            repo_name,
            stretch[1],
            stretch[2],
            repo_id,
            *place,
        )
        for actor, role in who:
            taking = self.taking.setdefault((collab_id, actor[0]), _Taking(place))
            taking.events += 1
            taking.roles[role or ROLES.get(kind, kind)] = None
            self.actors.setdefault(actor, _Taking(place)).events += 1
        self.used[place[0]] += 1

    def ecosystem(self, held: JsonSource, source: str) -> Ecosystem:
        """Make the ecosystem; the events behind a participation were added up, so the report counts them here."""
        columns = ["collab_id", "actor_id", "role", "events", *_PLACE]
        participations = pd.DataFrame(
            [(*key, joined(one.roles), one.events, *one.place) for key, one in self.taking.items()],
            columns=columns,
        )
        made = assemble(
            Records(
                participations=participations,
                actors=self._actors(),
                collaborations=pd.DataFrame(list(self.collaborations.values()), columns=_COLLABORATIONS),
                read=participations[_PLACE].drop_duplicates(),
                files=held.files(KNOWN),
            ),
            source=source,
        )
        report = made.report
        read = held.read().groupby("source_file").size()
        report["rows_read"] = report["file"].map(read).fillna(0).astype("int64")
        report["rows_used"] = report["file"].map(self.used).fillna(0).astype("int64")
        report["rows_in_issues"] = report["rows_read"] - report["rows_used"]
        tables = made.tables
        issues = join_issues([held.issues(), tables.issues])
        whole = Tables(tables.actors, tables.collaborations, tables.participations, issues)
        return Ecosystem.from_checked(whole, source=source, report=report)

    def _actors(self) -> pd.DataFrame:
        """Return one row per actor, under the name that most of its events give."""
        ordered = sorted(self.actors.items(), key=lambda item: -item[1].events)
        rows = [(*actor, *one.place) for actor, one in ordered]
        columns = ["actor_id", "type", "subtype", "name", "type_source", *_PLACE]
        return pd.DataFrame(rows, columns=columns)


def _repository(place: Place, event: dict[str, Any], notes: Notes) -> tuple[str | None, str | None]:
    repo = notes.one(place, event.get("repo"), "repo")
    if repo:
        return text_of(repo.get("id")) or text_of(repo.get("name")), text_of(repo.get("name"))
    old = notes.one(place, event.get("repository"), "repository")
    named = [text_of(old.get("owner")), text_of(old.get("name"))]
    name = "/".join(part for part in named if part is not None) or None
    return text_of(old.get("id")) or name, name


def _people(place: Place, event: dict[str, Any], notes: Notes) -> list[tuple[tuple[Any, ...], str | None]]:
    """Return who takes part in an event: its actor, the author of a pull request, the owning organisation."""
    given = event.get("actor")
    if isinstance(given, str):
        # before 2015 a login alone; the prefix keeps logins of digits apart from numbers
        attributes = notes.one(place, event.get("actor_attributes"), "actor_attributes")
        actor = _account({"login": given, "type": attributes.get("type")})
    else:
        actor = _account(notes.one(place, given, "actor"))
    if actor is None:
        return []
    found: list[tuple[tuple[Any, ...], str | None]] = [(actor, None)]
    payload = event.get("payload")
    request = payload.get("pull_request") if isinstance(payload, dict) else None
    author = request.get("user") if isinstance(request, dict) else None
    if isinstance(author, dict) and (writer := _account(author)) is not None:
        found.append((writer, "author"))
    old = event.get("repository")
    owners = [
        notes.one(place, event.get("org"), "org"),
        {"login": old.get("organization")} if isinstance(old, dict) else {},
    ]
    accounts = [_account({**owner, "type": "Organization"}) for owner in owners]
    return found + [(account, "owner") for account in accounts if account is not None]


def _account(given: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """Return an account of GitHub as an actor."""
    login, number = text_of(given.get("login")), text_of(given.get("id"))
    if login is None and number is None:
        return None
    actor_id = number or f"login:{login}"
    if login is not None and login.endswith(BOT_ENDS):
        return actor_id, "digital", "bot", login, "name rule"
    if given.get("type") == "Bot":
        return actor_id, "digital", "bot", login, "source code"
    if given.get("type") == "Organization":
        return actor_id, "unknown", "organisation", login, "source code"
    return actor_id, "user", "account", login, "source code"


@lru_cache(maxsize=4096)
def _stretch(moment: str, window: Stretch) -> tuple[str, str, str] | None:
    """Return label, first and last day of the stretch of time in which a moment lies; events come in order."""
    found = _MOMENT.fullmatch(moment)
    if found is None:
        return None
    zone = (found[7] or "Z").replace(":", "")
    text = "{}-{}-{}T{}:{}:{}".format(*found.groups()[:6]) + ("+0000" if zone == "Z" else zone)
    try:
        day = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z").astimezone(UTC).date()
    except (ValueError, OverflowError):
        return None
    return _around(day, window) if _YEARS[0] <= day.year <= _YEARS[1] else None


def _around(day: date, window: Stretch) -> tuple[str, str, str]:
    if window == "day":
        return day.isoformat(), day.isoformat(), day.isoformat()
    if window == "week":
        year, week, weekday = day.isocalendar()
        first = day - timedelta(days=weekday - 1)
        return f"{year}-W{week:02d}", first.isoformat(), (first + timedelta(days=6)).isoformat()
    months = _MONTHS[window]
    opens = (day.month - 1) // months * months + 1
    first = date(day.year, opens, 1)
    after = date(day.year + (opens + months > 12), (opens + months - 1) % 12 + 1, 1)
    label = {
        "month": f"{day.year}-{opens:02d}",
        "quarter": f"{day.year}-Q{opens // 3 + 1}",
        "year": f"{day.year}",
    }
    return label[window], first.isoformat(), (after - timedelta(days=1)).isoformat()
