"""JSON as sources give it out: one document, one object per line, gzipped parts, folders and archives of them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from cinet.errors import LoadError, first_few
from cinet.loaders.byte_lines import sound_lines
from cinet.loaders.decode import Text, decode, members, read_bytes
from cinet.loaders.error_answers import error_in
from cinet.loaders.json_cuts import LeftOut, past_blanks
from cinet.loaders.json_text import all_objects, line_values, values
from cinet.loaders.json_values import Notes, shown, text_of
from cinet.loaders.paths import demand_file, given_path, is_file, is_folder
from cinet.tables.delimited import read_delimited
from cinet.tables.issues import issue_rows, join_issues

__all__ = ["JsonSource", "Place", "unwrapped"]

#: The file and the number of a record.
Place = tuple[str, int]

_SUFFIXES: Final = (".json", ".jsonl", ".ndjson", ".gz")
_TABLES: Final = (".csv", ".tsv")
_GZIP: Final = b"\x1f\x8b"

# how many keys that are not known are named
_MOST_KEYS: Final = 200


@dataclass(slots=True)
class JsonSource:
    """The records of a file, of a folder or an archive of files, or of a list; each with its file and number.

    A record is an object of a list, or a line. Its number counts the records of the file from 1, broken ones too.

    Parameters
    ----------
    source : path, sequence of paths, mapping or sequence of mappings
        What to read.
    envelopes : sequence of tuple of str
        Where the records stand in a document that wraps them: the first path that leads to a list or an object;
        ``"*"`` is every value of an object.
    encoding : str, optional
        Found unless given.
    tables : bool
        Whether the rows of a delimited table are records, too.
    skip : LeftOut, optional
        Values that need not be read.
    """

    source: object
    envelopes: Sequence[tuple[str, ...]] = ()
    encoding: str | None = None
    tables: bool = False
    skip: LeftOut | None = None
    notes: Notes = field(default_factory=Notes)
    _told: list[dict[str, str]] = field(default_factory=list)
    _counts: list[int] = field(default_factory=list)
    _rows: dict[int, list[int]] = field(default_factory=dict)
    _keys: list[set[str]] = field(default_factory=list)
    _more: list[pd.DataFrame] = field(default_factory=list)
    _odd: list[str] = field(default_factory=list)

    def records(self) -> Iterator[tuple[Place, dict[str, Any]]]:
        """Read, record by record; what is no object is told among the issues.

        Yields
        ------
        place, record
            The file and number, and the object.

        Raises
        ------
        LoadError
            There is no object with a key in any file.
        """
        given = self._given()
        if given is not None:
            yield from self._file("records", Text("", ""), "objects", ((value, "") for value in given))
            self._demand()
            return
        for name, path in self._paths():
            lines = sound_lines(path) if self.encoding is None and is_file(path) else None
            if lines is not None and all_objects(lines):
                found = line_values(lines, self.skip)
                yield from self._file(name, Text("", lines.encoding), "JSON lines", found)
                continue
            del lines
            data = read_bytes(path)
            if data.startswith(_GZIP):
                raise LoadError(
                    f"{name} is a gzip file within an archive: unpack the archive and read the folder."
                )
            text = decode(data, name=name, encoding=self.encoding)
            del data
            start = past_blanks(text.text, 0)
            if self.tables and text.text[start : start + 1] not in ("{", "["):
                yield from self._table(name, text)
                continue
            form, found = values(text.text, start, name, self.skip)
            yield from self._file(name, text, form, found)
        self._demand()

    def read(self) -> pd.DataFrame:
        """Return the file and number of every record that was read.

        Returns
        -------
        DataFrame
            ``source_file``, ``source_row``.
        """
        names = [told["file"] for told in self._told]
        rows: list[np.ndarray[Any, np.dtype[np.int64]]] = [
            np.asarray(self._rows[at], dtype=np.int64) if at in self._rows else np.arange(1, count + 1)
            for at, count in enumerate(self._counts)
        ]
        return pd.DataFrame(
            {
                "source_file": pd.Series(
                    np.repeat(np.array(names, dtype=object), [len(part) for part in rows])
                ),
                "source_row": np.concatenate([np.zeros(0, dtype=np.int64), *rows]),
            }
        )

    def files(self, known: frozenset[str]) -> pd.DataFrame:
        """Return one row per file: its format, its encoding, and the keys of its records that are not known.

        Parameters
        ----------
        known : frozenset of str
            Keys that the reader uses or leaves alone.

        Returns
        -------
        DataFrame
            ``file``, ``format``, ``encoding``, ``unknown_columns``.
        """
        told = [
            {**told, "unknown_columns": _named(keys - known)}
            for told, keys in zip(self._told, self._keys, strict=True)
        ]
        return pd.DataFrame(told, columns=["file", "format", "encoding", "unknown_columns"], dtype="str")

    def issues(self) -> pd.DataFrame:
        """Return what was told while reading.

        Returns
        -------
        DataFrame
            A list of issues.
        """
        return join_issues([*self._more, self.notes.frame()])

    def add_keys(self, record: Mapping[str, Any]) -> None:
        """Count the keys of an object within the record that was given last as keys of the record.

        Parameters
        ----------
        record : mapping
            The object.
        """
        self._keys[-1].update(record)

    def keys(self) -> list[str]:
        """Return the keys that the records have, of all files.

        Returns
        -------
        list of str
            Sorted.
        """
        return sorted(set().union(*self._keys))

    def _given(self) -> list[object] | None:
        """Return records that were handed over as objects, or None when the source names files."""
        if isinstance(self.source, Mapping):
            return [dict(self.source)]
        if isinstance(self.source, list | tuple) and any(isinstance(item, Mapping) for item in self.source):
            return [dict(item) if isinstance(item, Mapping) else item for item in self.source]
        return None

    def _paths(self) -> list[tuple[str, Path]]:
        listed: list[Any] = list(self.source) if isinstance(self.source, list | tuple) else [self.source]
        wrong = [type(item).__name__ for item in listed if not isinstance(item, str | Path)]
        if wrong or not listed:
            raise LoadError(
                "JSON is read from a path, a list of paths, or a list of objects, "
                f"not from {f'a {wrong[0]}' if wrong else 'an empty list'}."
            )
        found: list[tuple[str, Path]] = []
        for item in listed:
            found += self._of_path(given_path(item))
        names = [name for name, _ in found]
        if len(set(names)) < len(names):
            # files of the same name in several folders or archives
            found = [(path.as_posix(), path) for _, path in found]
        return found

    def _of_path(self, path: Path) -> list[tuple[str, Path]]:
        if is_folder(path):
            inside = sorted(item.relative_to(path).as_posix() for item in path.rglob("*") if item.is_file())
        elif path.suffix.lower() == ".zip" and is_file(path) and zipfile.is_zipfile(path):
            inside = sorted(members(path))
        else:
            # a pipe is refused before it is opened: it might never end
            demand_file(path)
            return [(path.name, path)]
        endings = (*_SUFFIXES, *_TABLES) if self.tables else _SUFFIXES
        wanted = [name for name in inside if name.lower().endswith(endings) and not _hidden(name)]
        for name in sorted(set(inside) - set(wanted)):
            self.notes.add(
                (name, None), None, reason="by its name no file of JSON records", action="left alone"
            )
        if not wanted:
            raise LoadError(
                f"{path.name} holds no file that ends with {', '.join(endings)}. "
                f"Files there: {first_few(inside, 12) or 'none'}."
            )
        # joined as text: an absolute name would replace the archive
        return [(name, Path(f"{path}/{name}")) for name in wanted]

    def _file(
        self, name: str, text: Text, form: str, values: Iterator[tuple[object, str]]
    ) -> Iterator[tuple[Place, dict[str, Any]]]:
        keys = self._opened(name, form, text)
        at = len(self._counts) - 1
        for value, wrong in values:
            said = error_in(value) if form == "JSON" else None
            if said is not None:
                self._counts[at] += 1
                self._odd.append(said)
                self.notes.add((name, self._counts[at]), None, reason=said, action="dropped")
                continue
            for record in [value] if wrong else unwrapped(value, self.envelopes):
                self._counts[at] += 1
                place = (name, self._counts[at])
                if isinstance(record, dict):
                    keys.update(record)
                    yield place, record
                    continue
                reason = wrong or f"the record is {shown(record)}, not an object"
                self._odd.append(reason)
                self.notes.add(place, None, reason=reason, action="dropped")

    def _demand(self) -> None:
        """Refuse files that hold nothing that could be a record."""
        if any(self._keys):
            return
        names = ["what was given" if told["format"] == "objects" else told["file"] for told in self._told]
        where = names[0] if len(names) == 1 else f"{len(names)} files ({first_few(names)})"
        if self._odd:
            count = sum(self._counts)
            why = self._odd[0] if count == 1 else f"{self._odd[0]}, and so on for {count:,} of them"
            raise LoadError(f"there is no record in {where}: {why}. Ask the service for the records again.")
        why = (
            "its objects are empty" if sum(self._counts) else "it is an empty list, or a page without results"
        )
        raise LoadError(f"there is no record in {where}: {why}. Widen the query, or ask for another page.")

    def _table(self, name: str, text: Text) -> Iterator[tuple[Place, dict[str, Any]]]:
        raw = read_delimited(text.text, file=name)
        self._opened(name, "delimited", text).update(map(str, raw.frame.columns))
        self._more.append(raw.issues)
        broken = raw.issues.loc[raw.issues["action"].str.startswith("dropped"), "row"].dropna()
        rows = [] if raw.rows is None else raw.rows.tolist()
        at = len(self._counts) - 1
        self._rows[at] = sorted({*rows, *broken.astype("int64").tolist()})
        cells = raw.frame.astype(object).where(raw.frame.notna(), None)
        for row, record in zip(rows, cells.to_dict("records"), strict=True):
            yield (name, row), {str(key): value for key, value in record.items()}

    def _opened(self, name: str, form: str, text: Text) -> set[str]:
        keys: set[str] = set()
        self._told.append({"file": name, "format": form, "encoding": text.encoding})
        self._counts.append(0)
        self._keys.append(keys)
        if text.inferred:
            self._more.append(
                issue_rows(
                    1,
                    file=name,
                    value=text.encoding,
                    reason="not UTF-8; the encoding was inferred from the bytes",
                    action=f"doubted: read as {text.encoding}; name another with encoding=",
                )
            )
        return keys


def unwrapped(value: object, envelopes: Sequence[tuple[str, ...]]) -> list[Any]:
    """Return the records in a document: the elements of a list, or what stands where an envelope has it.

    Parameters
    ----------
    value : object
        A document.
    envelopes : sequence of tuple of str
        Paths of keys; ``"*"`` is every value.

    Returns
    -------
    list
        Records, or the document itself.

    Examples
    --------
    >>> unwrapped({"meta": {}, "results": [{"id": 1}, {"id": 2}]}, [("results",)])
    [{'id': 1}, {'id': 2}]
    >>> unwrapped({"7": {"data": {"id": 7}}}, [("*", "data")])
    [{'id': 7}]
    """
    if isinstance(value, list):
        return value
    for path in envelopes:
        if isinstance(value, dict) and path[0] != "*" and path[0] not in value:
            continue
        held: list[Any] = [value]
        for step in path:
            objects = [item for item in held if isinstance(item, dict)]
            held = (
                [inner for item in objects for inner in item.values()]
                if step == "*"
                else [item[step] for item in objects if step in item]
            )
        held = [item for item in held if isinstance(item, dict | list)]
        if held:
            return [record for item in held for record in (item if isinstance(item, list) else [item])]
    return [value]


def _named(keys: set[str]) -> str:
    texts = sorted(filter(None, map(text_of, keys)))
    more = [f"and {len(texts) - _MOST_KEYS} more"] if len(texts) > _MOST_KEYS else []
    return "|".join(texts[:_MOST_KEYS] + more)


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
