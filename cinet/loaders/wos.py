"""Web of Science: plain text and tab-delimited exports of full records."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Literal

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, UnknownName, first_few
from cinet.loaders.affiliation import AffiliationReader
from cinet.loaders.collecting import rare_collections
from cinet.loaders.exports import Export, exports
from cinet.loaders.presets.wos import FACT_TAGS, TAGS
from cinet.loaders.publications import Gathering, Publication, Unit
from cinet.loaders.tagged import Entry, Grammar, entries

__all__ = ["WOS_GRAMMAR", "form_of", "read_wos"]

#: Two capitals or a capital and a digit, then the value; lines that go on begin with blanks.
WOS_GRAMMAR: Final = Grammar(
    field=re.compile(r"\n([A-Z][A-Z0-9])(?: |(?=\n|\Z))"),
    opens=frozenset({"PT"}),
    closes="ER",
    between=frozenset({"FN", "VR", "EF"}),
)

Addresses = Literal["C1", "C3"]

# so many unknown tags become columns of their own; the report names all of them
_MOST_UNKNOWN: Final = 40

_ADVICE: Final = (
    "In Web of Science choose Export, Plain Text File (or Tab delimited file), Record Content: Full Record; "
    "BibTeX, RIS and EndNote exports do not say which author is where."
)
_USED: Final = frozenset(
    {"AU", "AF", "C1", "C3", "UT", *(tag for tags in FACT_TAGS.values() for tag in tags)}
)
_BRACKETED: Final = re.compile(r"\[([^\]]*)\]\s*(.*)", re.DOTALL)
_RAGGED: Final = "the row has more cells than the header"
# how the items of a cell are told apart in a tab-delimited export
_ITEMS: Final = {tag: re.compile(r"[^;]+") for tag in ("AU", "AF")}
_ITEMS["C1"] = re.compile(r"(?:\[[^\]]*\]?|[^;\[])+")


@rare_collections()
def read_wos(
    path: str | Path,
    *,
    unit: Unit = "organisation",
    addresses: Addresses = "C1",
    roll_up: bool = True,
    require_distinct_persons: bool = False,
    encoding: str | None = None,
) -> Ecosystem:
    r"""Read full records of Web of Science: publications and who wrote them.

    Collaborations are publications (``UT``), with kind, title, year, venue, doi, language and subject. Actors are the
    organisations of the addresses, written as there (``Univ Calif Berkeley``); Web of Science puts the organisation
    first, so that departments are rolled up. Which person is where is known when the addresses name the authors in
    brackets; ``persons`` holds the names, ``affiliation`` the addresses as given. Records that stand in several files
    count once. Tags that are not known are kept as columns ``tag XX`` of the collaborations.

    Parameters
    ----------
    path : path
        A plain text or tab-delimited export, a zip archive or a folder of such exports.
    unit : {"organisation", "author", "country"}
        What is an actor. Persons are told apart by their full name only.
    addresses : {"C1", "C3"}
        Where organisations are taken from: the addresses (C1), or the unified names (C3). C3 lists a parent beside its
        child, which makes them collaborate with each other, and says neither country nor person.
    roll_up : bool
        Take the organisation from the address; otherwise every different address is an actor.
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
        The file is no such export, or it was exported without addresses; the message says how to export.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> lines = ["PT J", "AF Li, Na", "   Roe, Ann", "TI A title", "C1 [Li, Na] Univ A, Xi'an, Peoples R China.",
    ...          "   [Roe, Ann] B Corp, Leeds, England.", "PY 2020", "UT WOS:1", "ER", "EF"]
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "savedrecs.txt").write_text("\n".join(lines))
    ...     eco = read_wos(Path(folder, "savedrecs.txt"))
    >>> eco.actors[["actor_id", "country"]].values.tolist()
    [['B Corp', 'GB'], ['Univ A', 'CN']]
    """
    if addresses not in ("C1", "C3"):
        raise UnknownName(f"addresses={addresses!r} is neither 'C1' nor 'C3'.")
    resolve = AffiliationReader("first" if roll_up and addresses == "C1" else "as given")
    gathering = Gathering(unit, resolve, require_distinct_persons=require_distinct_persons)
    seen: set[str] = set()
    for export in exports(
        gathering, path, form_of=form_of, source="Web of Science", advice=_ADVICE, encoding=encoding
    ):
        seen |= _gather(gathering, export, addresses)
    if "ER" not in seen:
        raise LoadError(
            f"{Path(path).name} holds no whole record: in plain text, each ends with ER. {_ADVICE}"
        )
    if unit != "author" and addresses not in seen:
        raise LoadError(f"{Path(path).name} has no {addresses} ({TAGS[addresses]}) in any record. {_ADVICE}")
    return gathering.ecosystem(f"Web of Science, {Path(path).name}")


def form_of(text: str) -> str | None:
    r"""Say whether a text is tagged or tab-delimited; None if it is neither.

    Parameters
    ----------
    text : str
        A text with plain line ends; its begin is enough.

    Returns
    -------
    str or None
        ``"tagged"` or ``"tab-delimited"``; None for another format.

    Examples
    --------
    >>> form_of("PT J\nAU Li, N\n"), form_of("TY  - JOUR")
    ('tagged', None)
    """
    begin = text[:5_000].lstrip("\n ")
    head = begin.partition("\n")[0]
    if "\t" in head and {"AU", "Authors"} & set(head.split("\t")):
        return "tab-delimited"
    lines = begin.split("\n")[:4]
    tagged = any(re.match(r"PT [A-Z](?:\n|\s*$)", line) for line in lines)
    return "tagged" if tagged else None


def _gather(gathering: Gathering, export: Export, addresses: Addresses) -> set[str]:
    """Take the records of one file; return the tags that stand in it."""
    unknown: dict[str, None] = {}

    def wanted(tag: str) -> bool:
        if tag in TAGS:
            return tag in _USED
        unknown.setdefault(tag)
        return len(unknown) <= _MOST_UNKNOWN

    tagged = export.form == "tagged"
    found = entries(export.text, WOS_GRAMMAR, wanted=wanted) if tagged else _rows(export.text, wanted)
    seen: set[str] = set()
    for entry in found:
        gathering.record(export.name, entry.number)
        if entry.whole:
            seen.update(entry.fields, ("ER",))
            gathering.add(_publication(gathering, export.name, entry, addresses))
        else:
            reason = "the record has no end (ER): the file is cut off" if tagged else _RAGGED
            gathering.issue(
                export.name, entry.number, value=_first(entry, "TI"), reason=reason, action="dropped"
            )
    gathering.file(
        export.name,
        form=f"Web of Science, {export.form}",
        encoding=export.encoding,
        unknown="|".join(unknown),
    )
    return seen


def _rows(text: str, wanted: Callable[[str], bool]) -> Iterator[Entry]:
    """Read a tab-delimited export, whose quotes are data, as if it were tagged text."""
    head: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        cells = line.split("\t")
        while cells and not cells[-1].strip():
            cells.pop()
        if not head:
            head = [cell.strip() for cell in cells]
        elif cells:
            entry = Entry(number, whole=len(cells) <= len(head))
            for tag, cell in zip(head, cells, strict=False):
                if cell and tag and wanted(tag):
                    entry.fields[tag] = _ITEMS[tag].findall(cell) if tag in _ITEMS else [cell]
            yield entry


def _publication(gathering: Gathering, file: str, entry: Entry, addresses: Addresses) -> Publication:
    names = _lines(entry, "AF") or _lines(entry, "AU")
    work = Publication(
        file,
        entry.number,
        "".join(_lines(entry, "UT")) or f"{file}#{entry.number}",
        {
            name: next(filter(None, (_first(entry, tag) for tag in tags)), None)
            for name, tags in FACT_TAGS.items()
        },
        authors=[(name, name) for name in map(html.unescape, names)],
    )
    work.more = {tag: _first(entry, tag) for tag in entry.fields if tag not in TAGS}
    if addresses == "C3":
        work.sites = [
            part for part in (piece.strip() for piece in (_first(entry, "C3") or "").split(";")) if part
        ]
        return work
    _locate(gathering, work, _addresses(entry), _lines(entry, "AU"))
    return work


def _addresses(entry: Entry) -> list[str]:
    """Return one text per address: a line that neither begins with a bracket nor follows a full stop goes on."""
    whole: list[list[str]] = []
    for value in entry.fields.get("C1", ()):
        ended = True
        for line in filter(None, map(str.strip, value.split("\n"))):
            if ended or line.startswith("["):
                whole.append([line])
            else:
                whole[-1].append(line)
            ended = line.endswith(".")
    return [html.unescape(" ".join(lines)) for lines in whole]


def _locate(gathering: Gathering, work: Publication, addresses: list[str], short: list[str]) -> None:
    """Put the addresses into a publication, and who is where if they say so."""
    places = {name.casefold(): place for place, name in reversed(list(enumerate(short)))}
    places |= {name.casefold(): place for place, (name, _) in reversed(list(enumerate(work.authors)))}
    strangers: list[str] = []
    people: list[tuple[int, ...]] = []
    bracketed = False
    for address in addresses:
        match = _BRACKETED.fullmatch(address)
        site, named = (match[2], match[1].split(";")) if match else (address, [])
        bracketed = bracketed or match is not None
        known = [places.get(name.strip().casefold()) for name in named]
        strangers += [name.strip() for name, place in zip(named, known, strict=True) if place is None]
        if site:
            work.sites.append(site)
            people.append(tuple(place for place in known if place is not None))
    work.people = people if bracketed else None
    if strangers:
        gathering.issue(
            work.file,
            work.row,
            column="C1",
            value=first_few(strangers),
            reason="these persons of the addresses are not among the authors",
            action="left out; the addresses are kept",
        )


def _lines(entry: Entry, tag: str) -> list[str]:
    """Return the lines of a field; each stands for one item."""
    return [
        line
        for value in entry.fields.get(tag, ())
        for line in (piece.strip() for piece in value.split("\n"))
        if line
    ]


def _first(entry: Entry, tag: str) -> str | None:
    said = " ".join(_lines(entry, tag))
    return html.unescape(said) if said else None
