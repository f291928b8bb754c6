"""PatentsView, the disambiguated patents of the United States, from its bulk tables."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import LoadError, SchemaError, first_few
from cinet.loaders.collecting import rare_collections
from cinet.loaders.decode import members, read_text
from cinet.loaders.file_report import unknown_columns
from cinet.loaders.inside import files_within
from cinet.loaders.name_types import typed_by_name
from cinet.loaders.paths import demand_file, given_path, is_folder
from cinet.loaders.presets import patentsview as preset
from cinet.loaders.records import Records, assemble
from cinet.loaders.synonyms import named_alike, needed, renamed, text_of
from cinet.loaders.tab_lines import read_tab_lines
from cinet.tables.issues import issue_rows, join_issues
from cinet.tables.raw import RawTable

__all__ = ["read_patentsview"]

_ENDINGS: Final = (".tsv", ".tsv.zip", ".tsv.gz", ".txt", ".zip", ".csv")
_PREFIXES: Final = {"granted": ("g_", ""), "published": ("pg_",)}
_HINT: Final = (
    "Download the tables of patents, assignees, inventors and locations (g_patent, g_assignee_disambiguated, "
    "g_inventor_disambiguated, g_location_disambiguated) into one folder."
)
_PART_INTEREST: Final = r"1[0-9]"


@rare_collections()
def read_patentsview(
    source: str | Path | Sequence[str | Path] | Mapping[str, str | Path],
    *,
    who: Literal["assignees", "inventors"] = "assignees",
    documents: Literal["granted", "published"] | None = None,
    name_rules: bool = True,
    crosswalk: Mapping[str, str] | None = None,
    release: str | None = None,
    encoding: str | None = None,
) -> Ecosystem:
    r"""Read patents and who holds or made them.

    Collaborations are patents or published applications; actors are assignees, or inventors, as PatentsView tells
    them apart. Its ids change from release to release, so name the release. The code of an assignee is read by its
    last digit; a leading 1 is a part interest, kept as ``part_interest``. The code knows no universities, which
    stand among the companies: names with such words as *university*, *hospital* or *institut* are typed by them,
    and ``type_source`` says so. Quotes are characters like others, and HTML entities are resolved.

    Parameters
    ----------
    source : path, list of paths or mapping
        A folder, a zip archive or a list of the bulk tables as they were downloaded (``.tsv``, ``.tsv.zip``), one table
        that names patents and assignees or inventors, or a mapping from ``assignees``, ``inventors``,
        ``documents``, ``locations``, ``assignee_list`` or ``inventor_list`` to a file.
    who : {"assignees", "inventors"}
        Who the actors are.
    documents : {"granted", "published"}, optional
        Which tables of a folder: of patents (``g_``) or of published applications (``pg_``); needed where there are
        both.
    name_rules : bool
        Whether names may speak against the code of a company.
    crosswalk : mapping, optional
        Last digit of the code, or ``"inventor"`` -> actor type, where it is to differ.
    release : str, optional
        Release of the tables, for the record.
    encoding : str, optional
        Encoding of the files; UTF-8 as published unless they say otherwise.

    Returns
    -------
    Ecosystem
        With its issues and its load report. Tables in which patents and places are looked up are listed in the report
        without counts.

    Raises
    ------
    LoadError
        There is no table of assignees or inventors, or it lacks a column.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> rows = ["patent_id\tassignee_id\tdisambig_assignee_organization\tassignee_type", "D1\ta\tUniversity of X\t3"]
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "g_assignee_disambiguated.tsv").write_text("\n".join(rows))
    ...     eco = read_patentsview(folder)
    >>> eco.actors[["name", "type", "type_source"]].values.tolist()
    [['University of X', 'university', 'name rule over source code']]
    """
    for name, value, allowed in (
        ("who", who, ("assignees", "inventors")),
        ("documents", documents, (*_PREFIXES, None)),
    ):
        if value not in allowed:
            raise SchemaError(f"{name}={value!r} is none of {first_few(word for word in allowed if word)}.")
    files = _located(source, who, documents)
    synonyms = preset.ASSIGNEES if who == "assignees" else preset.INVENTORS
    taking = _read(files[who], synonyms, encoding)
    if "document" not in taking.frame.columns and "mention" in taking.frame.columns:
        taking = _of_mentions(taking)
    needed(taking, ["document"], synonyms, _HINT)
    if {"actor", "organization", "last"}.isdisjoint(taking.frame.columns):
        needed(taking, ["actor"], synonyms, _HINT)
    looked_up = {
        role: _read(files[role], columns, encoding)
        for role, columns in (
            ("documents", preset.DOCUMENTS),
            ("locations", preset.LOCATIONS),
            (f"{who[:-1]}_list", preset.ACTOR_LIST),
        )
        if role in files
    }
    place = _place(taking)
    collab = text_of(taking, "document")
    actors, part = _actors(taking, looked_up.get(f"{who[:-1]}_list"), who, name_rules=name_rules)
    _locate(actors, taking, looked_up.get("locations"))
    made, left = _documents(collab, place, looked_up.get("documents"))
    made["kind"] = "patent application" if _published(taking) else "patent"
    participations = pd.DataFrame({"collab_id": collab, "actor_id": actors["actor_id"], "role": who[:-1]})
    if "sequence" in taking.frame.columns:
        participations["sequence"] = text_of(taking, "sequence")
    if part is not None:
        participations["part_interest"] = part
    raws = [taking, *looked_up.values()]
    records = Records(
        participations=pd.concat([participations, place], axis=1),
        actors=pd.concat([actors, place], axis=1),
        collaborations=made,
        read=_records(taking),
        files=_files(raws, [synonyms, preset.DOCUMENTS, preset.LOCATIONS, preset.ACTOR_LIST]),
        issues=join_issues([*(raw.issues for raw in raws), left]),
    )
    said = f"PatentsView{'' if release is None else f', release {release}'}, {taking.file}"
    return assemble(records, source=said, crosswalk={**preset.ASSIGNEE_TYPES, **(crosswalk or {})})


def _located(
    source: str | Path | Sequence[str | Path] | Mapping[str, str | Path], who: str, documents: str | None
) -> dict[str, Path]:
    """Find the file of every table."""
    if isinstance(source, Mapping):
        for role in source:
            if role not in preset.FILES:
                raise SchemaError(f"the source names the table {role!r}; tables: {', '.join(preset.FILES)}.")
        if who not in source:
            raise SchemaError(f"the source names no table of {who}; it names {first_few(source)}.")
        return {role: Path(path) for role, path in source.items()}
    if isinstance(source, str | Path):
        path = given_path(source)
        if not is_folder(path) and not (
            demand_file(path) and zipfile.is_zipfile(path) and len(members(path)) > 1
        ):
            return {who: path}
        present, where = list(files_within(path).values()), path.name
    else:
        present, where = [Path(item) for item in source], "the list of files"
    by_stem = {_stem(item.name): item for item in reversed(present)}
    kinds = [
        kind
        for kind, prefixes in _PREFIXES.items()
        if any(prefix + stem in by_stem for prefix in prefixes for stem in preset.FILES[who])
    ]
    if documents is None and len(kinds) > 1:
        raise LoadError(
            f"{where} holds {who} of granted patents and of published applications: say which with documents=."
        )
    wanted = documents or (kinds[0] if kinds else "granted")
    found: dict[str, Path] = {}
    for role, stems in preset.FILES.items():
        named = [prefix + stem for stem in stems for prefix in _PREFIXES[wanted]]
        held = [by_stem[name] for name in named if name in by_stem]
        if held:
            found[role] = held[0]
    if who not in found:
        names = first_few([item.name for item in present], 12)
        raise LoadError(
            f"{where} holds no table of {who} of {wanted} documents. Files there: {names or 'none'}. {_HINT}"
        )
    return found


def _stem(name: str) -> str:
    base = name.lower()
    ending = next((end for end in sorted(_ENDINGS, key=len, reverse=True) if base.endswith(end)), "")
    return base.removesuffix(ending)


def _read(path: Path, synonyms: Mapping[str, tuple[str, ...]], encoding: str | None) -> RawTable:
    text = read_text(path, encoding=encoding)
    raw = read_tab_lines(text.text, file=path.name, columns=named_alike(synonyms))
    raw = RawTable(raw.frame, raw.file, raw.rows, raw.issues, {**raw.notes, "encoding": text.encoding})
    return renamed(raw, synonyms)


def _of_mentions(raw: RawTable) -> RawTable:
    """Take the patent from the id of a mention, which is the patent and the place of the inventor."""
    frame = raw.frame.assign(document=raw.frame["mention"].str.replace(r"-\d+$", "", regex=True))
    return RawTable(
        frame, raw.file, raw.rows, raw.issues, {**raw.notes, "columns": [*raw.notes["columns"], "document"]}
    )


def _place(raw: RawTable) -> pd.DataFrame:
    return pd.DataFrame({"source_file": raw.file, "source_row": raw.rows})


def _published(raw: RawTable) -> bool:
    return "pgpub_id" in [str(name).strip().lower() for name in raw.notes["given"]]


def _plain(values: pd.Series) -> pd.Series:
    """Resolve HTML entities."""
    coded = np.flatnonzero(values.str.contains("&", regex=False).fillna(False).to_numpy(dtype=bool))
    if not len(coded):
        return values
    texts = values.to_numpy(dtype=object, copy=True)
    texts[coded] = [unescape(text) for text in texts[coded]]
    return pd.Series(texts, dtype="str")


def _actors(
    taking: RawTable, listed: RawTable | None, who: str, *, name_rules: bool
) -> tuple[pd.DataFrame, pd.Series | None]:
    """Return id, name and type of the actor of every row, and whether its interest is a part."""
    told = {name: text_of(taking, name) for name in ("first", "last", "organization", "code", "gender")}
    actor = text_of(taking, "actor")
    if listed is not None:
        known = listed.frame.dropna(subset="actor").drop_duplicates("actor").set_index("actor")
        for column in told:
            if column in known.columns:
                told[column] = told[column].fillna(actor.map(known[column]))
    organization = _plain(told["organization"])
    person = _plain(told["first"].str.cat(told["last"], sep=" ", na_rep="").str.strip())
    name = organization.fillna(person.mask(person == ""))
    actors = pd.DataFrame({"actor_id": actor if "actor" in taking.frame.columns else name, "name": name})
    if who == "inventors":
        actors["type"] = "inventor"
        actors["subtype"] = preset.ASSIGNEE_SUBTYPES["inventor"]
        actors["type_source"] = "source table"
        if told["gender"].notna().any():
            actors["gender"] = told["gender"]
        return actors, None
    code = told["code"].str.replace(r"\.0$", "", regex=True)
    digit = code.where(~code.str.fullmatch(_PART_INTEREST).fillna(False), code.str[1:])
    typed = typed_by_name(organization, digit, preset.NAME_RULES if name_rules else ())
    actors = actors.assign(subtype=digit.map(preset.ASSIGNEE_SUBTYPES).astype("str"), **typed)
    return actors, code.str.fullmatch(_PART_INTEREST).fillna(False).astype("bool")


def _locate(actors: pd.DataFrame, taking: RawTable, locations: RawTable | None) -> None:
    """Add where the actor of every row is."""
    if locations is None or "location" not in locations.frame.columns:
        return
    known = locations.frame.dropna(subset="location").drop_duplicates("location").set_index("location")
    at = text_of(taking, "location")
    for name, column in (("country", "country"), ("region", "state"), ("place", "city")):
        if column in known.columns:
            actors[name] = _plain(at.map(known[column]).astype("str"))


def _documents(
    collab: pd.Series, place: pd.DataFrame, listed: RawTable | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the documents that somebody takes part in, and an issue that counts the others."""
    bare = pd.concat([collab.rename("collab_id"), place], axis=1).drop_duplicates("collab_id")
    if listed is None:
        return bare, issue_rows(0, reason=None, action=None)
    needed(listed, ["document"], preset.DOCUMENTS, _HINT)
    table = pd.DataFrame({"collab_id": text_of(listed, "document"), "start": text_of(listed, "date")})
    table["title"] = _plain(text_of(listed, "title"))
    for name in ("patent_type", "wipo_kind", "withdrawn"):
        if name in listed.frame.columns:
            table[name] = text_of(listed, name)
    table = pd.concat([table, _place(listed)], axis=1)
    held = table["collab_id"].isin(bare["collab_id"])
    alone = int((~held).sum())
    left = issue_rows(
        int(alone > 0),
        file=listed.file,
        table="collaborations",
        value=f"{alone:,}",
        reason="documents of which the table that was read names nobody",
        action="left out",
    )
    missing = bare[~bare["collab_id"].isin(table["collab_id"])]
    return pd.concat([table[held], missing], ignore_index=True), left


def _records(raw: RawTable) -> pd.DataFrame:
    lost = raw.issues["row"].dropna().to_numpy(dtype=np.int64)
    return pd.DataFrame(
        {"source_file": raw.file, "source_row": np.append(np.asarray(raw.rows, dtype=np.int64), lost)}
    )


def _files(raws: list[RawTable], vocabularies: list[Mapping[str, tuple[str, ...]]]) -> pd.DataFrame:
    known = {name for words in vocabularies for name in words} | set(preset.KNOWN)
    known |= {word for words in vocabularies for others in words.values() for word in others}
    rows: list[dict[str, Any]] = [
        {
            "file": raw.file,
            "format": "PatentsView" if place == 0 else "PatentsView, looked up",
            "encoding": raw.notes["encoding"],
            "unknown_columns": unknown_columns(raw, known),
        }
        for place, raw in enumerate(raws)
    ]
    return pd.DataFrame(rows)
