"""Three synthetic exports of one invented world: publications, patents and projects, as their publishers write them.

Only uniform draws are used and turned into everything else here: their stream is the part of numpy's generator
that stays the same from release to release.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError
from cinet.loaders.presets.cordis import ORGANIZATION_COLUMNS, PROJECT_COLUMNS

__all__ = ["write_three_sources"]

_FloatArray = npt.NDArray[np.float64]

#: Type -> share of the organisations, and how readily one takes part in publications, patents and projects.
_TYPES: Final = {
    "firm": (0.50, 0.12, 1.0, 0.6),
    "university": (0.16, 1.0, 0.4, 0.8),
    "research_institute": (0.14, 0.8, 0.35, 0.6),
    "government": (0.08, 0.1, 0.03, 0.35),
    "museum": (0.06, 0.35, 0.0, 0.5),
    "hospital": (0.06, 0.5, 0.08, 0.25),
}
#: Type -> what OpenAlex, PatentsView (last digit) and CORDIS call it: each knows other types.
_CODES: Final = {
    "firm": ("company", "3", "PRC"),
    "university": ("education", "3", "HES"),
    "research_institute": ("facility", "3", "REC"),
    "government": ("government", "7", "PUB"),
    "museum": ("archive", "3", "OTH"),
    "hospital": ("healthcare", "3", "PUB"),
}
#: Country -> name, legal form, and what CORDIS calls the country and, of some, a university.
_COUNTRIES: Final = {
    "DE": ("Germany", "GmbH", "DE", "UNIVERSITAET {}"),
    "NL": ("Netherlands", "B.V.", "NL", "UNIVERSITEIT {}"),
    "FI": ("Finland", "Oy", "FI", "{} YLIOPISTO"),
    "IT": ("Italy", "S.r.l.", "IT", "UNIVERSITA DI {}"),
    "GB": ("United Kingdom", "Ltd", "UK", "THE UNIVERSITY OF {}"),
    "GR": ("Greece", "S.A.", "EL", "PANEPISTIMIO {}"),
}
_NAMES: Final = {
    "firm": ("{} Instruments", "{} Studios", "{} Materials", "{} Vision", "{} Works"),
    "university": ("University of {}",),
    "research_institute": ("{} Institute for Heritage Science", "{} Institute of Optics"),
    "government": ("Ministry of Culture of {}", "City of {}"),
    "museum": ("{} Museum of Technology", "Archives of {}"),
    "hospital": ("{} University Hospital",),
}
# two invented words make a name
_FIRST: Final = (
    "Tallow", "Quill", "Marrow", "Fennel", "Cobble", "Hazel", "Ember", "Linnet", "Saffron", "Tamber",
    "Juniper", "Barley", "Wicker", "Dapple", "Sorrel", "Onyx", "Pewter", "Larch", "Brindle", "Thistle",
)  # fmt: skip
_SECOND: Final = (
    "mere", "garth", "hollow", "strand", "combe", "fell", "wharf", "mill", "haven", "thorpe", "gate", "ridge",
    "brook", "stead", "moor",
)  # fmt: skip
#: Organisations, works, patents, projects; years they are of; fields of which each organisation has one.
_ORGANISATIONS, _WORKS, _PATENTS, _PROJECTS = 200, 420, 420, 130
_YEARS: Final = range(2015, 2023)
_FIELDS: Final = ("imaging", "textiles", "games", "conservation")
#: How much likelier one takes part in what is of its own field.
_AT_HOME: Final = 8.0
#: Layer -> chances of 1, 2, 3, ... participants.
_SIZES: Final = (
    (0.25, 0.35, 0.22, 0.12, 0.06),
    (0.66, 0.26, 0.08),
    (0.10, 0.12, 0.14, 0.16, 0.14, 0.12, 0.10, 0.07, 0.05),
)


def write_three_sources(folder: str | Path, *, seed: int = 7) -> pd.DataFrame:
    """Write three synthetic exports of one invented world; nothing in them is real.

    ``openalex`` holds works as JSON Lines, ``patentsview`` the tables of granted patents, ``cordis`` the tables of
    organisations and projects. The same organisation has an id, a spelling and a type of its own in each. The files
    have the faults of real ones: works without institutions, a work in two files, rows without an id, two decimal
    marks, patents without an assignee, firms of one name in two countries, institutes that differ by a number.

    Parameters
    ----------
    folder : path
        Made if it is not there.
    seed : int
        The same seed gives the same files.

    Returns
    -------
    DataFrame
        What is true: ``source`` (publications, patents or projects), ``id`` there, ``organisation`` (one number for
        one organisation), ``type``, ``country`` and ``name``.

    Raises
    ------
    SchemaError
        The seed is no number.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     truth = write_three_sources(folder)
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['cordis', 'openalex', 'patentsview']
    >>> truth.groupby("organisation")["source"].nunique().max()
    np.int64(3)
    """
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise SchemaError(f"seed={seed!r} is no whole number of 0 or more.")
    rng = np.random.default_rng(seed)
    world = _organisations(rng)
    layers = [
        _events(rng, world, layer, count)
        for layer, count in enumerate((_WORKS, _PATENTS, _PROJECTS), start=1)
    ]
    folders = [Path(folder, name) for name in ("openalex", "patentsview", "cordis")]
    for one in folders:
        one.mkdir(parents=True, exist_ok=True)
    _write_works(rng, folders[0], world, layers[0])
    _write_patents(rng, folders[1], world, layers[1])
    _write_projects(rng, folders[2], world, layers[2])
    called = ("publications", "patents", "projects")
    return pd.concat(
        [
            _truth(world, name, ids, layer)
            for name, ids, layer in zip(called, (_work_id, _patent_id, _pic), layers, strict=True)
        ],
        ignore_index=True,
    )


def _truth(world: pd.DataFrame, source: str, numbered: Any, events: pd.DataFrame) -> pd.DataFrame:
    present = np.unique(np.concatenate(events["members"].tolist()))
    true = pd.DataFrame({"source": source, "id": [numbered(int(one)) for one in present]})
    true["organisation"] = present
    return true.join(world[["type", "country", "name"]], on="organisation")


def _among(draws: _FloatArray, shares: Sequence[float]) -> npt.NDArray[np.int64]:
    upper = np.cumsum(shares) / np.sum(shares)
    return np.minimum(np.searchsorted(upper, draws, side="right"), len(shares) - 1).astype(np.int64)


def _organisations(rng: np.random.Generator) -> pd.DataFrame:
    """Invent organisations: type, country, name, field, how active each is, and in which layers it stands."""
    count = _ORGANISATIONS
    kinds = list(_TYPES)
    sort = _among(rng.random(count), [_TYPES[kind][0] for kind in kinds])
    country = np.array(list(_COUNTRIES), dtype=object)[_among(rng.random(count), [1.0] * len(_COUNTRIES))]
    words = np.argsort(rng.random(len(_FIRST) * len(_SECOND)), kind="stable")[:count]
    pattern = rng.random(count)
    world = pd.DataFrame({"type": np.array(kinds, dtype=object)[sort], "country": country})
    world["word"] = [_FIRST[one // len(_SECOND)] + _SECOND[one % len(_SECOND)] for one in words]
    world["name"] = [
        _NAMES[kind][int(draw * len(_NAMES[kind]))].format(word)
        for kind, word, draw in zip(world["type"], world["word"], pattern, strict=True)
    ]
    world["field"] = _among(rng.random(count), [1.0] * len(_FIELDS))
    world["activity"] = (1.0 - rng.random(count)) ** -0.6
    for layer in (1, 2, 3):
        readiness = (
            world["type"].map({kind: _TYPES[kind][layer] for kind in kinds}).to_numpy(dtype=np.float64)
        )
        there = rng.random(count) < np.minimum(0.25 + readiness, 0.95) * (readiness > 0)
        world[f"layer{layer}"] = readiness * there * world["activity"]
    _set_traps(world)
    return world


def _set_traps(world: pd.DataFrame) -> None:
    """Give some organisations names that look like those of others, which they are not."""
    firms = np.flatnonzero((world["type"] == "firm").to_numpy())
    institutes = np.flatnonzero((world["type"] == "research_institute").to_numpy())
    for one, other in zip(firms[:6:2], firms[1:6:2], strict=True):
        # the same name in two countries is two firms
        world.loc[other, "name"] = world.loc[one, "name"]
        world.loc[[one, other], "country"] = ["DE", "IT"]
    for number, place in enumerate(institutes[:4], start=1):
        world.loc[place, ["name", "country"]] = [f"National Institute of Colour Science {number}", "GB"]
    world.loc[[*firms[:6], *institutes[:4]], ["layer1", "layer2", "layer3"]] += 0.8


def _events(rng: np.random.Generator, world: pd.DataFrame, layer: int, count: int) -> pd.DataFrame:
    """Draw who takes part in what of one layer; whoever is of the field is likelier."""
    pull = world[f"layer{layer}"].to_numpy(dtype=np.float64)
    sizes = _among(rng.random(count), _SIZES[layer - 1]) + 1
    fields = _among(rng.random(count), [1.0] * len(_FIELDS))
    days = np.floor(rng.random(count) * 365).astype(int)
    years = _among(rng.random(count), [1.0 + 0.1 * place for place in range(len(_YEARS))]) + _YEARS[0]
    members = []
    for size, own in zip(sizes, fields, strict=True):
        weight = pull * np.where(world["field"].to_numpy() == own, _AT_HOME, 1.0)
        waits = np.full(len(world), np.inf)
        drawn = -np.log(1.0 - rng.random(len(world)))
        np.divide(drawn, weight, out=waits, where=weight > 0)
        members.append(np.argsort(waits, kind="stable")[:size])
    dates = [str(np.datetime64(f"{year}-01-01") + int(day)) for year, day in zip(years, days, strict=True)]
    return pd.DataFrame({"date": dates, "field": fields, "members": members})


def _work_id(number: int) -> str:
    return f"I{4200000 + 37 * number}"


def _patent_id(number: int) -> str:
    return f"org_{(number * 7919 + 104729) % 999983:06d}"


def _pic(number: int) -> str:
    return str(990000000 + 1013 * number)


def _write_works(rng: np.random.Generator, folder: Path, world: pd.DataFrame, events: pd.DataFrame) -> None:
    """Write works as JSON Lines; ROR puts the country behind the names of companies."""
    slots = []
    for number, (kind, country, name) in enumerate(
        world[["type", "country", "name"]].itertuples(index=False, name=None)
    ):
        shown = f"{name} ({_COUNTRIES[country][0]})" if kind == "firm" else name
        slots.append(
            {
                "id": f"https://openalex.org/{_work_id(number)}",
                "display_name": shown,
                "country_code": country,
                "type": _CODES[kind][0],
                "lineage": [f"https://openalex.org/{_work_id(number)}"],
            }
        )
    silent = rng.random(len(events)) < 0.08
    lines = []
    for number, (date, own, members) in enumerate(events.itertuples(index=False, name=None)):
        authors = [
            {
                "author_position": "middle",
                "author": {
                    "id": f"https://openalex.org/A{100 * number + place}",
                    "display_name": "A. Nobody",
                },
                "institutions": [] if silent[number] else [slots[one]],
            }
            for place, one in enumerate(members)
        ]
        work = {
            "id": f"https://openalex.org/W{30000000 + number}",
            "title": f"Invented work {number} on {_FIELDS[own]}",
            "type": "article",
            "publication_date": date,
            "publication_year": int(date[:4]),
            "authorships": authors,
            "primary_topic": {"display_name": _FIELDS[own], "field": {"display_name": _FIELDS[own]}},
        }
        lines.append(json.dumps(work))
    half = len(lines) // 2
    # a work that stands at the end of one page and at the beginning of the next
    for name, part in (("works_1.jsonl", lines[:half]), ("works_2.jsonl", lines[half - 1 :])):
        (folder / name).write_text("\n".join(part) + "\n", encoding="utf-8")


def _write_patents(rng: np.random.Generator, folder: Path, world: pd.DataFrame, events: pd.DataFrame) -> None:
    """Write the tables of patents, assignees and places; some names have a typing error, some have no form."""
    draws = rng.random((len(world), 3))
    names = []
    for (kind, country, name), (form, error, place) in zip(
        world[["type", "country", "name"]].itertuples(index=False, name=None), draws, strict=True
    ):
        shown = f"{name} {_COUNTRIES[country][1]}" if kind == "firm" and form < 0.85 else name
        names.append(_mistyped(shown, place) if error < 0.08 else shown)
    assignees = []
    for number, members in enumerate(events["members"]):
        # a few patents belong to persons alone, or to nobody
        for order, one in enumerate(members):
            ids = {"patent_id": f"{9000000 + number}", "assignee_sequence": str(order)}
            if number % 60 == 59:
                continue
            if number % 25 == 24:
                person = {
                    "assignee_id": f"person_{number}",
                    "disambig_assignee_individual_name_first": "Nemo",
                    "disambig_assignee_individual_name_last": f"Nobody {number}",
                    "assignee_type": "5",
                }
                assignees.append({**ids, **person})
                break
            organisation = {
                "assignee_id": _patent_id(int(one)),
                "disambig_assignee_organization": names[one],
                "assignee_type": _CODES[world["type"].iloc[one]][1],
                "location_id": f"loc_{world['country'].iloc[one]}",
            }
            assignees.append({**ids, **organisation})
    assignees[40]["patent_id"] = ""
    columns = (
        "patent_id", "assignee_sequence", "assignee_id", "disambig_assignee_individual_name_first",
        "disambig_assignee_individual_name_last", "disambig_assignee_organization", "assignee_type", "location_id",
    )  # fmt: skip
    _write_table(folder / "g_assignee_disambiguated.tsv", columns, assignees, "\t")
    patents = [
        {"patent_id": f"{9000000 + number}", "patent_type": "utility", "patent_date": date,
         "patent_title": f"Invented device {number} for {_FIELDS[own]}"}
        for number, (date, own) in enumerate(events[["date", "field"]].itertuples(index=False, name=None))
    ]  # fmt: skip
    _write_table(folder / "g_patent.tsv", tuple(patents[0]), patents, "\t")
    places = [
        {"location_id": f"loc_{code}", "disambig_city": "", "disambig_state": "", "disambig_country": code}
        for code in _COUNTRIES
    ]
    _write_table(folder / "g_location_disambiguated.tsv", tuple(places[0]), places, "\t")


def _mistyped(name: str, draw: float) -> str:
    """Swap two neighbouring letters of the first word, not among the first three."""
    place = 3 + int(draw * (len(name.split(" ")[0]) - 4))
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _write_projects(
    rng: np.random.Generator, folder: Path, world: pd.DataFrame, events: pd.DataFrame
) -> None:
    """Write organisations and projects; names are in capitals, and some are in the language of the country."""
    draws = rng.random(len(world))
    told = []
    for number, (kind, country, word, name) in enumerate(
        world[["type", "country", "word", "name"]].itertuples(index=False, name=None)
    ):
        shown, own = name.upper(), kind == "university" and draws[number] < 0.3
        if own:
            shown = _COUNTRIES[country][3].format(word.upper())
        if kind == "firm":
            shown = f"{shown} {_COUNTRIES[country][1].upper()}"
        told.append(
            {
                "organisationID": _pic(number),
                "name": shown,
                "activityType": _CODES[kind][2],
                "country": _COUNTRIES[country][2],
            }
        )
    rows, projects = [], []
    amounts = np.floor(rng.random((len(events), 12)) * 400_000) + 50_000
    for number, (date, own, members) in enumerate(events.itertuples(index=False, name=None)):
        shared = {"projectID": f"{870000 + number}", "projectAcronym": f"INVENTED{number}"}
        for order, one in enumerate(members):
            amount = f"{amounts[number, order]:.2f}"
            row = {
                **shared,
                **told[one],
                "order": str(order + 1),
                "role": "coordinator" if order == 0 else "participant",
                "ecContribution": amount.replace(".", ",") if order % 3 == 2 else amount,
                "endOfParticipation": "false",
            }
            if (number, order) in ((20, 0), (50, 0), (80, 0)):
                row["organisationID"] = ""
            rows.append(row)
        projects.append(
            {
                "id": shared["projectID"],
                "acronym": shared["projectAcronym"],
                "title": f"Invented project {number} on {_FIELDS[own]}",
                "startDate": "" if number in (33, 77) else date,
                "fundingScheme": "RIA" if number % 3 else "IA",
                "frameworkProgramme": "H2020",
            }
        )
    _write_table(folder / "organization.csv", ORGANIZATION_COLUMNS, rows, ";")
    _write_table(folder / "project.csv", PROJECT_COLUMNS, projects, ";")


def _write_table(path: Path, columns: Sequence[str], rows: list[dict[str, str]], delimiter: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(
            out, columns, restval="", delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)
