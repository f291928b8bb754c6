"""CNKI and Wanfang: NoteExpress (a .net file that is no network), E-Study and RefWorks text."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Final, Literal
from urllib.parse import parse_qs, urlsplit

from cinet.ecosystem import Ecosystem
from cinet.errors import UnknownName, nearest
from cinet.loaders.affiliation import AffiliationReader, chinese_addresses, is_chinese
from cinet.loaders.collecting import rare_collections
from cinet.loaders.exports import Export, exports
from cinet.loaders.presets.cnki import FIELDS, INSTEAD, KNOWN
from cinet.loaders.publications import Gathering, Publication
from cinet.loaders.tagged import Entry, Grammar, entries

__all__ = ["GRAMMARS", "form_of", "names_in", "read_cnki"]

_STUDY: Final = frozenset(
    {"datatype", *KNOWN["E-Study"], *(name for names in FIELDS["E-Study"].values() for name in names)}
)


def _begun_in_study(line: str) -> bool:
    """Whether a line is a part of such a tag as ``Organ-单位``."""
    name, dash, _ = line.partition("-")
    plain = name.casefold()
    if dash:
        return plain in _STUDY
    return line[:1].isupper() and any(known.startswith(plain) for known in _STUDY)


#: Form -> how it is written. A colon may be a full-width one.
GRAMMARS: Final = {
    "NoteExpress": Grammar(
        field=re.compile(r"\n\{([^{}\n]{1,60})\}[ \t]*[:：]"),
        opens=frozenset({"Reference Type"}),
        begun=lambda line: re.fullmatch(r"\{[^{}]{0,60}\}?[ \t]*", line) is not None,
    ),
    "E-Study": Grammar(
        field=re.compile(r"\n(DataType(?=[:：])|[A-Za-z]{2,30}(?=-[^\n:：]{1,30}[:：]))[^\n:：]{0,31}[:：]"),
        opens=frozenset({"DataType"}),
        begun=_begun_in_study,
    ),
    "RefWorks": Grammar(
        field=re.compile(r"\n([A-Z][A-Z0-9])(?: |(?=\n|\Z))"),
        opens=frozenset({"RT"}),
        begun=lambda line: len(line) == 1 and line.isascii() and line.isupper(),
    ),
}

_ADVICE: Final = (
    "In CNKI choose 导出与分析, 导出文献, NoteExpress (or CNKI E-Study, or RefWorks); in Wanfang choose 导出, "
    "NoteExpress. The formats for citing (GB/T 7714, BibTeX, EndNote) hold no affiliations."
)
_SEPARATED: Final = re.compile(r"[;；\n]")
_LISTED: Final = re.compile(r"[,，、]")
_UNITS: Final = ("organisation", "author")
# so many unknown fields become columns of their own; the report names all of them
_MOST_UNKNOWN: Final = 40


@rare_collections()
def read_cnki(
    path: str | Path,
    *,
    unit: Literal["organisation", "author"] = "organisation",
    roll_up: bool = True,
    encoding: str | None = None,
) -> Ecosystem:
    r"""Read exports of CNKI and Wanfang: publications and who wrote them.

    Collaborations are publications, with kind, title, year, venue, doi, language and subject. Their id is the DOI,
    else the name of the entry in the link, else the file and the number of the record. Actors are the organisations of
    the addresses, cut where the name of a university, firm, hospital or academy ends; an address that names several
    counts for each. The exports do not say which author is where: organisations belong to the publication as a whole.
    For a patent the applicants count, for a thesis without address the publisher, which is the university.

    Parameters
    ----------
    path : path
        A NoteExpress, E-Study or RefWorks text, a zip archive or a folder of them.
    unit : {"organisation", "author"}
        What is an actor. Persons are told apart by their name only.
    roll_up : bool
        Find the organisation in the address; otherwise every different address is an actor.
    encoding : str, optional
        Name of the encoding; found unless given.

    Returns
    -------
    Ecosystem
        With its issues and its load report.

    Raises
    ------
    LoadError
        The file is no such export; the message says how to export.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> lines = ["{Reference Type}: Journal Article", "{Title}: 题目", "{Author}: 甲;乙;",
    ...          "{Author Address}: 1.武汉大学 物理学院；2.华为技术有限公司", "{Year}: 2020"]
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "cnki.net").write_text("\n".join(lines), encoding="utf-8")
    ...     eco = read_cnki(Path(folder, "cnki.net"))
    >>> sorted(eco.actors["actor_id"])
    ['华为技术有限公司', '武汉大学']
    """
    if unit not in _UNITS:
        raise UnknownName(
            f"unit={unit!r} is not known.{nearest(str(unit), _UNITS)} Units: {', '.join(_UNITS)}; these exports do not "
            "name countries."
        )
    gathering = Gathering(unit, AffiliationReader("chinese" if roll_up else "as given"))
    for export in exports(
        gathering, path, form_of=form_of, source="CNKI or Wanfang", advice=_ADVICE, encoding=encoding
    ):
        _gather(gathering, export)
    return gathering.ecosystem(f"CNKI, {Path(path).name}")


def form_of(text: str) -> str | None:
    r"""Say which form the first field has.

    Parameters
    ----------
    text : str
        A text with plain line ends; its begin is enough.

    Returns
    -------
    str or None
        ``"NoteExpress"``, ``"E-Study"`` or ``"RefWorks"``; None for another format.

    Examples
    --------
    >>> form_of("{Reference Type}: Thesis"), form_of("*Vertices 2")
    ('NoteExpress', None)
    """
    begin = f"\n{text[:2_000].lstrip()}"
    for form, grammar in GRAMMARS.items():
        first = grammar.field.match(begin)
        if first and first[1] in grammar.opens:
            return form
    return None


def _gather(gathering: Gathering, export: Export) -> None:
    fields = FIELDS[export.form]
    used = {field for names in fields.values() for field in names}
    unknown: dict[str, None] = {}

    def wanted(field: str) -> bool:
        name = field.casefold()
        if name in used or name in KNOWN[export.form]:
            return name in used
        unknown.setdefault(field)
        return len(unknown) <= _MOST_UNKNOWN

    for entry in entries(export.text, GRAMMARS[export.form], wanted=wanted):
        gathering.record(export.name, entry.number)
        _doubt_end(gathering, export, entry)
        gathering.add(_publication(export.name, entry, export.form))
    gathering.file(
        export.name, form=f"CNKI, {export.form}", encoding=export.encoding, unknown="|".join(unknown)
    )


def _doubt_end(gathering: Gathering, export: Export, entry: Entry) -> None:
    """Tell of a record that was cut off: a half name would pass for an organisation of its own."""
    held = FIELDS[export.form]
    named = {name for meant in ("authors", "addresses", "applicants") for name in held.get(meant, ())}
    if not entry.whole:
        reason = "the file ends within a tag: it is cut off"
    elif entry.open.casefold() in named:
        reason = "the file ends within this field, without a line end: it may be cut off"
    else:
        return
    gathering.issue(
        export.name,
        entry.number,
        column=entry.open or None,
        value=entry.rest or "".join(entry.fields[entry.open][-1:]).strip()[-60:],
        reason=reason,
        action="doubted: the record is kept as far as it goes",
    )


def _publication(file: str, entry: Entry, form: str) -> Publication:
    values: dict[str, list[str]] = {}
    for field, texts in entry.fields.items():
        values.setdefault(field.casefold(), []).extend(html.unescape(text) for text in texts)
    fields = FIELDS[form]
    held = {
        name: next((values[field] for field in given if field in values), [])
        for name, given in fields.items()
    }
    told = {name: _plain(texts, "; " if name == "subject" else " ") for name, texts in held.items()}
    link = told["link"] or ""
    facts = {
        name: told.get(name) for name in ("kind", "title", "year", "venue", "doi", "language", "subject")
    }
    if not facts["year"] and told["date"]:
        # a day and perhaps a time, as 2021-01-15 16:54
        facts["start"] = told["date"]
    work = Publication(
        file, entry.number, told["doi"] or _entry_name(link) or f"{file}#{entry.number}", facts
    )
    used = {name for names in fields.values() for name in names}
    work.more = {
        field: _plain(texts, " ") for field, texts in entry.fields.items() if field.casefold() not in used
    }
    work.authors = [(name, name) for text in held["authors"] for name in names_in(text)]
    work.sites = [site for text in held["addresses"] for site in _addresses(text)]
    for words, name, lacking in INSTEAD:
        if any(word in (told["kind"] or "").casefold() for word in words) and not (lacking and work.sites):
            work.sites = [site for text in held.get(name, ()) for site in _addresses(text)] or work.sites
    return work


def _plain(texts: list[str], between: str) -> str | None:
    return between.join(" ".join(text.split()) for text in texts).strip() or None


def _entry_name(link: str) -> str | None:
    """Return the name of the entry in a link of CNKI (FileName) or Wanfang (id), None without one."""
    try:
        asked = {name.casefold(): found for name, found in parse_qs(urlsplit(link).query).items()}
    except ValueError:
        return None
    found = asked.get("filename") or asked.get("id")
    return found[0] if found else None


def names_in(text: str) -> list[str]:
    """Return the persons in a field of authors.

    Parameters
    ----------
    text : str
        Names between semicolons of either width, doubled or not; Chinese names also between commas.

    Returns
    -------
    list of str
        Names in the order given.

    Examples
    --------
    >>> names_in("Smith, John;;Roe, Ann"), names_in("谢昕,王小增")
    (['Smith, John', 'Roe, Ann'], ['谢昕', '王小增'])
    """
    listed = [name for name in (" ".join(piece.split()) for piece in _SEPARATED.split(text)) if name]
    if len(listed) == 1 and is_chinese(text):
        listed = [name for name in (piece.strip() for piece in _LISTED.split(listed[0])) if name]
    return listed


def _addresses(text: str) -> list[str]:
    """Return one text per organisation of a field of addresses."""
    joined = re.sub(r"\n[ \t]*(?=[,，])", "", text)
    found: list[str] = []
    for piece in _SEPARATED.split(joined):
        plain = " ".join(piece.split()).strip(" ,，")
        if plain:
            found.extend(chinese_addresses(plain) if is_chinese(plain) else [plain])
    return found
