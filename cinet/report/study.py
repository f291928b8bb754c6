"""The study file: what a run reads, computes and draws, checked before anything runs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from cinet.errors import SchemaError, StudyError, nearest
from cinet.interop.crate import crate_day, crate_people
from cinet.registry import measure_spec

__all__ = ["Study", "read_study"]

_KINDS: Final = {str: "a text", int: "a whole number", list: "a list", dict: "a table", date: "a date"}

# A declared form is a type (or several), a list of allowed words, or a nested table of forms.
_TEXT: Final = (str,)
_NUMBER: Final = (int,)
_WORDS: Final = (str, list)

_FORM: Final[Mapping[str, Any]] = {
    "study": {
        "title": _TEXT,
        "subtitle": _TEXT,
        "note": _TEXT,
        "stamp": _TEXT,
        "seed": _NUMBER,
        "lang": ["en", "zh"],
        "authors": (list,),
        "licence": _TEXT,
        "published": (str, date),
    },
    "data": {
        "reader": ["events", "tables", "cordis", "example"],
        "name": _TEXT,
        "folder": _TEXT,
        "file": _TEXT,
        "source": _TEXT,
        "licence": _TEXT,
        "address": _TEXT,
        "options": None,
    },
    "select": {
        "years": (list,),
        "kind": _WORDS,
        "place": _WORDS,
        "types": _WORDS,
        "min_size": _NUMBER,
        "max_size": _NUMBER,
        "where": (dict,),
    },
    "network": {"weighting": ["full", "newman", "pair"], "cap": _NUMBER},
    "windows": {"start": (str, int), "end": (str, int), "length": _TEXT, "step": _TEXT},
    "actors": {"measures": (list,), "by": _TEXT},
    "mixing": {"by": _TEXT},
    "helix": {"parts": (str, list, dict), "by": (list,), "min_records": _NUMBER, "published": ["helix_venn"]},
    "nulls": {"draws": _NUMBER, "rounds": _NUMBER, "strata": (list,)},
    "figures": {"brokers": _TEXT, "top": _NUMBER, "drawing": None},
}
_DRAWING: Final[Mapping[str, Any]] = {
    "title": _TEXT,
    "where": (dict,),
    "min_collaborations": _NUMBER,
    "labels": _NUMBER,
}
_REQUIRED: Final = {"study": ("title",), "data": ("reader",), "windows": ("start", "end", "length"),
                    "helix": ("parts",), "figures": ("brokers",)}  # fmt: skip
_DEFAULTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "study": {
        "subtitle": "",
        "note": "",
        "stamp": "",
        "seed": 1,
        "lang": "en",
        "authors": [],
        "licence": "",
        "published": "",
    },
    "data": {
        "name": "data",
        "folder": "",
        "file": "",
        "source": "",
        "licence": "",
        "address": "",
        "options": {},
    },
    "select": {},
    "network": {"weighting": "full", "cap": 500},
    "windows": {"step": "1Y"},
    "actors": {
        "measures": ["strength", "constraint", "effective_size", "efficiency", "betweenness", "brokerage"],
        "by": "type",
    },
    "mixing": {"by": "type"},
    "helix": {"by": ["year"], "min_records": 20, "published": ""},
    "nulls": {"draws": 200, "rounds": 100, "strata": ["year"]},
    "figures": {"top": 5, "drawing": {}},
}
_DRAWING_DEFAULTS: Final[Mapping[str, Any]] = {
    "title": "",
    "where": {},
    "min_collaborations": 1,
    "labels": 12,
}


@dataclass(frozen=True, slots=True)
class Study:
    """A checked study: every section with its defaults filled in, and the file that they come from."""

    path: Path
    sections: Mapping[str, Mapping[str, Any]] = field(repr=False)
    content: bytes = field(repr=False)
    saved: date

    def __getitem__(self, section: str) -> Mapping[str, Any]:
        return self.sections[section]


def read_study(path: str | Path) -> Study:
    """Read a study file and check every key and value before anything runs.

    Parameters
    ----------
    path : path
        A TOML file; see the page "Study files" of the documentation.

    Returns
    -------
    Study

    Raises
    ------
    StudyError
        The file cannot be read, a key is unknown (the nearest one is told), a value has the wrong form, or a
        measure is not registered.
    """
    file = Path(path)
    try:
        content = file.read_bytes()
        saved = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC).date()
        raw = tomllib.loads(content.decode("utf-8"))
    except FileNotFoundError as error:
        raise StudyError(f"the study file {str(path)!r} does not exist.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StudyError(
            f"the study file {str(path)!r} is not readable as TOML in UTF-8: {error}."
        ) from error
    return Study(file.resolve(), check_study(raw, file.name), content, saved)


def check_study(raw: Mapping[str, Any], name: str = "study") -> dict[str, dict[str, Any]]:
    """Return the sections with defaults, or raise with the first thing that is wrong."""
    _known(raw, _FORM, name, "section")
    filled: dict[str, dict[str, Any]] = {}
    for section, form in _FORM.items():
        given = raw.get(section, {})
        if not isinstance(given, Mapping):
            raise StudyError(f"{name}: {section!r} must be a section, written [{section}].")
        _known(given, form, name, f"key in [{section}]")
        for key, value in given.items():
            _fits(value, form[key], f"{name}: {section}.{key}")
        missing = [key for key in _REQUIRED.get(section, ()) if key not in given]
        if missing:
            raise StudyError(f"{name}: [{section}] needs the key {missing[0]!r}.")
        filled[section] = {**_DEFAULTS.get(section, {}), **given}
    _check_data(filled["data"], name)
    _check_values(filled, name)
    return filled


def _known(given: Mapping[str, Any], form: Mapping[str, Any], name: str, what: str) -> None:
    for key in given:
        if key not in form:
            raise StudyError(f"{name}: unknown {what} {key!r}.{nearest(key, form)} Known: {', '.join(form)}.")


def _fits(value: object, form: tuple[type, ...] | Sequence[str] | None, where: str) -> None:
    if isinstance(form, list):
        if value not in form:
            raise StudyError(
                f"{where} is {value!r}.{nearest(str(value), form)} Choose one of {', '.join(form)}."
            )
    elif isinstance(form, tuple) and (not isinstance(value, form) or isinstance(value, bool)):
        wanted = " or ".join(_KINDS[kind] for kind in form)
        raise StudyError(f"{where} must be {wanted}, not {value!r}.")


def _check_data(data: dict[str, Any], name: str) -> None:
    if not isinstance(data["options"], Mapping):
        raise StudyError(f"{name}: data.options must be a table of the reader's arguments.")
    if data["reader"] == "events" and not data["file"]:
        raise StudyError(f"{name}: [data] needs the key 'file' when the reader is 'events'.")


def _check_values(filled: dict[str, dict[str, Any]], name: str) -> None:
    study = filled["study"]
    study["published"] = str(study["published"])
    try:
        crate_people(study["authors"])
        if study["published"]:
            crate_day(study["published"])
    except SchemaError as error:
        raise StudyError(f"{name}: [study] {error}") from error
    measures = filled["actors"]["measures"]
    for measure in measures:
        if measure_spec(str(measure)).level != "actor":
            raise StudyError(f"{name}: actors.measures names {measure!r}, which is not a measure of actors.")
    drawing = filled["figures"]["drawing"]
    if not isinstance(drawing, Mapping):
        raise StudyError(f"{name}: figures.drawing must be a section, written [figures.drawing].")
    _known(drawing, _DRAWING, name, "key in [figures.drawing]")
    for key, value in drawing.items():
        _fits(value, _DRAWING[key], f"{name}: figures.drawing.{key}")
    filled["figures"]["drawing"] = {**_DRAWING_DEFAULTS, **drawing}
    for section, key, least in (("nulls", "draws", 1), ("nulls", "rounds", 1), ("figures", "top", 1)):
        if filled[section][key] < least:
            raise StudyError(f"{name}: {section}.{key} must be at least {least}, not {filled[section][key]}.")
