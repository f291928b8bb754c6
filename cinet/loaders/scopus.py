"""Scopus: CSV exports, with either way in which they write authors and affiliations."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, first_few, nearest
from cinet.loaders.affiliation import AffiliationReader
from cinet.loaders.collecting import rare_collections
from cinet.loaders.exports import Export, exports
from cinet.loaders.presets.scopus import COLUMNS, KNOWN
from cinet.loaders.publications import FACTS, Gathering, Publication, Unit
from cinet.tables.delimited import read_delimited

__all__ = ["Located", "author_names", "form_of", "locate_authors", "read_scopus"]

_ADVICE: Final = (
    "In Scopus choose Export, CSV, and tick Author(s), EID, Year, Document title, Document type, Affiliations and "
    "(under Bibliographical information) Authors with affiliations; BibTeX and RIS exports do not say which author "
    "is where."
)
# abstracts and references are left out while reading
_READ: Final = frozenset(column for columns in COLUMNS.values() for column in columns)
_NAME_SIGNS: Final = re.compile(r"[.\-\w]*\.")
_ID: Final = re.compile(r"\((\d+)\)$")
_NOBODY: Final = "[no author name available]"
# a name is what stands before one of the first commas
_MOST_COMMAS: Final = 4
# comparisons for one publication; the largest author lists need a tenth of them
_MOST_TRIES: Final = 1_000_000

#: For each author: the name, and the places of its affiliations, None where they could not be told.
Located = list[tuple[str, tuple[int, ...] | None]]


@rare_collections()
def read_scopus(
    path: str | Path,
    *,
    unit: Unit = "organisation",
    roll_up: bool = True,
    require_distinct_persons: bool = False,
    encoding: str | None = None,
) -> Ecosystem:
    r"""Read CSV exports of Scopus: publications and who wrote them.

    Collaborations are publications (``EID``, else the DOI), with kind, title, year, venue, doi, language and subject
    (the keywords of the authors). Actors are the organisations of the affiliations: of the parts between commas the
    last university, academy or firm, else the last institute or hospital, else the first part; the affiliation as
    given stays in ``affiliation`` of the participation. Which author is where is found by laying the affiliations of
    the publication against the text behind each name. Both ways of writing authors are read (``Gong B.; Wang L.`` and,
    before 2023, ``Gong B., Wang L.``). Records that stand in several files count once.

    Parameters
    ----------
    path : path
        A CSV export, a zip archive or a folder of such exports.
    unit : {"organisation", "author", "country"}
        What is an actor. Persons are told apart by their Scopus id, or by name when the export has no ids.
    roll_up : bool
        Find the organisation in the affiliation; otherwise every different affiliation is an actor.
    require_distinct_persons : bool
        Leave out an organisation whose only author stands for another organisation already: one author with two
        affiliations is no collaboration. Records that do not say who is where are kept, with an issue.
    encoding : str, optional
        Name of the encoding; found unless given.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Raises
    ------
    LoadError
        The file is no such export, or lacks the columns for this unit; the message says how to export.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> places = "School of Physics, A University, Xi'an, China; B Ltd., Leeds, United Kingdom"
    >>> lines = ["Authors,Title,Year,Affiliations,Authors with affiliations,EID",
    ...          f'"Li N.; Roe A.",One,2020,"{places}","Li N., {places.replace("; ", "; Roe A., ")}",2-s2.0-1']
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "scopus.csv").write_text("\n".join(lines))
    ...     eco = read_scopus(Path(folder, "scopus.csv"))
    >>> eco.participations[["actor_id", "country", "persons"]].values.tolist()
    [['A University', 'CN', 'Li N.'], ['B Ltd.', 'GB', 'Roe A.']]
    """
    resolve = AffiliationReader("largest" if roll_up else "as given")
    gathering = Gathering(unit, resolve, require_distinct_persons=require_distinct_persons)
    for export in exports(
        gathering, path, form_of=form_of, source="Scopus", advice=_ADVICE, encoding=encoding
    ):
        _gather(gathering, export)
    return gathering.ecosystem(f"Scopus, {Path(path).name}")


def form_of(text: str) -> str | None:
    r"""Say whether the first line names columns of Scopus.

    Parameters
    ----------
    text : str
        A text with plain line ends; its begin is enough.

    Returns
    -------
    str or None
        ``"CSV"``; None for another format.

    Examples
    --------
    >>> form_of("Authors,Title,Year,EID\n"), form_of("a,b\n")
    ('CSV', None)
    """
    cells = {cell.strip().strip('"') for cell in text[:10_000].lstrip().partition("\n")[0].split(",")}
    named = {name for name, columns in COLUMNS.items() if cells & set(columns)}
    return "CSV" if len(named) > 2 and named & {"eid", "authors", "located"} else None


def _gather(gathering: Gathering, export: Export) -> None:
    raw = read_delimited(export.text, file=export.name, delimiter=",", columns=_READ.__contains__)
    names = {
        name: next((column for column in columns if column in raw.frame), None)
        for name, columns in COLUMNS.items()
    }
    there = [str(column) for column in raw.notes["columns"]]
    _demand(gathering, export, names, there)
    known = {column for column in names.values() if column}
    unknown = [column for column in there if column not in known and column not in KNOWN]
    gathering.file(export.name, form="Scopus, CSV", encoding=export.encoding, unknown="|".join(unknown))
    gathering.tell(raw.issues)
    rows: list[int] = np.asarray(raw.rows, dtype=np.int64).tolist()
    for row in [*rows, *raw.issues["row"].tolist()]:
        gathering.record(export.name, int(row))
    for row, cells in zip(rows, _records(raw.frame, names), strict=True):
        gathering.add(_publication(gathering, export.name, row, cells))


def _demand(gathering: Gathering, export: Export, names: dict[str, str | None], there: list[str]) -> None:
    """Refuse a file without the columns of the unit; say what a file with fewer columns lacks."""
    needed = (
        ("authors", "full_names", "located") if gathering.unit == "author" else ("affiliations", "located")
    )
    if not any(names[name] for name in needed):
        wanted = COLUMNS[needed[0]][0]
        raise LoadError(
            f"{export.name} has no column {wanted!r}, which unit={gathering.unit!r} needs.{nearest(wanted, there)} "
            f"Its columns: {first_few(there, 30)}. {_ADVICE}"
        )
    for name, loss in _LOSSES.items():
        if not names[name]:
            gathering.issue(
                export.name,
                None,
                column=COLUMNS[name][0],
                reason="the export has no such column",
                action=loss,
            )


_LOSSES: Final = {
    "located": "doubted: affiliations are read without their authors",
    "affiliations": "doubted: what follows a name is read as one affiliation",
    "eid": "doubted: publications are told apart by DOI, or by their row",
    "year": "publications are undated",
}


def _records(frame: pd.DataFrame, names: dict[str, str | None]) -> Iterator[dict[str, str]]:
    """Yield the cells of each row by what they hold; blank ones are absent."""
    held = [(name, frame[column].tolist()) for name, column in names.items() if column]
    for row in range(len(frame)):
        yield {
            name: html.unescape(cells[row])
            for name, cells in held
            if isinstance(cells[row], str) and cells[row].strip()
        }


def _publication(gathering: Gathering, file: str, row: int, cells: dict[str, str]) -> Publication:
    work = Publication(
        file,
        row,
        cells.get("eid") or cells.get("doi") or f"{file}#{row}",
        {name: cells[name] for name in FACTS if name in cells},
    )
    names = author_names(cells.get("authors", ""))
    located: Located = []
    if "affiliations" in cells:
        work.sites = _items(cells["affiliations"])
    if "located" in cells:
        slots = _items(cells["located"])
        if not work.sites:
            work.sites = list(dict.fromkeys(filter(None, (_behind_name(slot, names) for slot in slots))))
        located = locate_authors(slots, work.sites, names)
        lost = [slot for slot, (_, places) in zip(slots, located, strict=True) if places is None]
        if lost:
            gathering.issue(
                file,
                row,
                column=COLUMNS["located"][0],
                value=first_few(lost),
                reason="the affiliation of these authors is not among those of the publication",
                action="doubted: the authors are kept without it",
            )
        names = [name for name, _ in located]
        staff: list[list[int]] = [[] for _ in work.sites]
        for person, (_, mine) in enumerate(located):
            for site in mine or ():
                staff[site].append(person)
        work.people = [tuple(people) for people in staff]
    work.authors = _identified(names, cells)
    return work


def _items(text: str) -> list[str]:
    return [part for part in (piece.strip() for piece in text.split("; ")) if part.strip(" ;")]


def author_names(text: str) -> list[str]:
    """Return the names in a column of authors, whichever way they are written.

    Parameters
    ----------
    text : str
        ``Gong B.; Wang L.`` or ``Gong B., Wang L.``.

    Returns
    -------
    list of str
        Names; the words for a missing author are none.

    Examples
    --------
    >>> author_names("Gong B., de la Cruz J.M."), author_names("[No author name available]")
    (['Gong B.', 'de la Cruz J.M.'], [])
    """
    separator = ";" if ";" in text else ","
    names = [name for name in (piece.strip() for piece in text.split(separator)) if name]
    return [name for name in names if name.casefold() != _NOBODY]


def locate_authors(slots: list[str], sites: list[str], names: list[str]) -> Located:
    """Find in each text "name, affiliation, affiliation" where the name ends, and the affiliations.

    Parameters
    ----------
    slots : list of str
        One text per author.
    sites : list of str
        Affiliations of the publication.
    names : list of str
        Its authors; where as many as there are slots, they stand in the same order.

    Returns
    -------
    list of tuple
        For each slot the name, and the places of its affiliations in ``sites``, the longest that fits first; None when
        some of the text fits none.

    Examples
    --------
    >>> locate_authors(["Li, N., A, B, Leeds"], ["A", "B", "B, Leeds"], ["Li N."])
    [('Li N.', (0, 2))]
    """
    begins: dict[str, list[int]] = {}
    for place in sorted(range(len(sites)), key=lambda place: -len(sites[place])):
        begins.setdefault(sites[place].partition(", ")[0], []).append(place)
    left = [_MOST_TRIES]
    aligned = len(slots) == len(names)
    plain = set(names)
    found: Located = []
    for place, slot in enumerate(slots):
        pieces = slot.split(", ", _MOST_COMMAS)
        cuts = [(" ".join(pieces[:cut]), ", ".join(pieces[cut:])) for cut in range(1, len(pieces) + 1)]
        # a name alone is one only if it is known, or if nothing follows it
        cuts = [(name, rest) for name, rest in cuts if rest or name in plain or len(pieces) == 1]
        # first where a known name ends, then wherever the rest fits
        cuts.sort(key=lambda cut: cut[0] not in plain)
        fits = ((name, _fitting(rest, sites, begins, left)) for name, rest in cuts)
        name, mine = next((fit for fit in fits if fit[1] is not None), (pieces[0], None))
        found.append((names[place] if aligned else name, mine))
    return found


def _fitting(
    rest: str, sites: list[str], begins: dict[str, list[int]], left: list[int]
) -> tuple[int, ...] | None:
    """Lay affiliations against a text, the longest first; None when something is left over."""
    mine: list[int] = []
    while rest:
        among = begins.get(rest.partition(", ")[0], [])
        left[0] -= 1 + len(among)
        place = next((place for place in among if _begins(rest, sites[place])), None)
        if place is None or left[0] < 0:
            return None
        mine.append(place)
        rest = rest[len(sites[place]) + 2 :]
    return tuple(mine)


def _begins(rest: str, site: str) -> bool:
    return rest.startswith(site) and rest[len(site) : len(site) + 2] in ("", ", ")


def _behind_name(slot: str, names: list[str]) -> str:
    """Return what follows the name, when the affiliations are not listed on their own."""
    pieces = slot.split(", ")
    for cut in range(1, min(len(pieces), _MOST_COMMAS) + 1):
        if " ".join(pieces[:cut]) in names:
            return ", ".join(pieces[cut:])
    # "Yagai, T., Sophia University": initials follow the name
    initials = len(pieces) > 1 and _NAME_SIGNS.fullmatch(pieces[1]) is not None
    return ", ".join(pieces[2 if initials else 1 :])


def _identified(names: list[str], cells: dict[str, str]) -> list[tuple[str, str]]:
    """Return id and name of every author: the Scopus id, if as many are given as there are names."""
    full = [name for name in _items(cells.get("full_names", "")) if name.casefold() != _NOBODY]
    ids = [part.strip() for part in re.split(r"[;,]", cells.get("author_ids", "")) if part.strip()]
    named = [_ID.sub("", name).strip() for name in full]
    if len(ids) != len(full) or not ids:
        coded = [_ID.search(name) for name in full]
        ids = [code[1] for code in coded if code] if full else ids
    if not names:
        names = named
    shown = named if len(named) == len(names) else names
    keys = ids if len(ids) == len(names) else shown
    return list(zip(keys, shown, strict=True))
