"""An ecosystem as a folder of tables that describes itself."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import SchemaError, UnknownName, first_few
from cinet.interop.attributes import number_text
from cinet.loaders.package import DESCRIPTOR, report_table
from cinet.tables.atomic import fill_file, sha256_of, staged_folder
from cinet.tables.cells import guarded, guarded_text
from cinet.tables.engine import Engine

__all__ = ["write_ecosystem"]

_NAMES: Final = ("actors", "collaborations", "participations", "issues", "report")
_KEYS: Final[dict[str, dict[str, Any]]] = {
    "actors": {"primaryKey": ["actor_id"]},
    "collaborations": {"primaryKey": ["collab_id"]},
    "participations": {
        "primaryKey": ["collab_id", "actor_id"],
        "foreignKeys": [
            {"fields": ["collab_id"], "reference": {"resource": "collaborations", "fields": ["collab_id"]}},
            {"fields": ["actor_id"], "reference": {"resource": "actors", "fields": ["actor_id"]}},
        ],
    },
    "issues": {},
    "report": {},
}
# only delimited text is tabular to the standard
_PROFILES: Final = {"csv": "tabular-data", "parquet": "data"}
# what a reader of delimited text takes in one cell
_WIDEST: Final = 131_072


def write_ecosystem(
    eco: Ecosystem, folder: str | Path, *, format: Literal["csv", "parquet"] = "csv"
) -> list[Path]:
    """Write an ecosystem as a folder of tables with a datapackage.json that describes them.

    Parameters
    ----------
    eco : Ecosystem
        Its actors, collaborations, participations, issues and load report become a file each.
    folder : path
        A new folder, an empty one, or one written by this function, which is replaced as a whole.
    format : {"csv", "parquet"}
        CSV in UTF-8, in which a text that a spreadsheet would run has an apostrophe in front, or Parquet.

    Returns
    -------
    list of Path
        The files; datapackage.json has the bytes, the sha256 and the columns of each.

    Raises
    ------
    UnknownName
        The format is neither of them.
    SchemaError
        A text cannot be written as CSV: a NUL character, half of a character, or more than 131,072 characters.
    CinetError
        The folder holds other files, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> eco = Ecosystem(
    ...     pd.DataFrame({"actor_id": ["a"], "type": ["firm"]}),
    ...     pd.DataFrame({"collab_id": ["p"], "year": [2020]}),
    ...     pd.DataFrame({"collab_id": ["p"], "actor_id": ["a"]}),
    ... )
    >>> with tempfile.TemporaryDirectory() as place:
    ...     print([file.name for file in write_ecosystem(eco, Path(place, "out"))])
    ['actors.csv', 'collaborations.csv', 'participations.csv', 'issues.csv', 'report.csv', 'datapackage.json']
    """
    if format not in ("csv", "parquet"):
        raise UnknownName(f"format={format!r} is neither 'csv' nor 'parquet'.")
    with staged_folder(folder, _is_ours) as stage:
        resources = []
        for name in _NAMES:
            frame: pd.DataFrame = report_table(eco.report) if name == "report" else getattr(eco, name)
            path = stage / f"{name}.{format}"
            if format == "csv":
                fill_file(path, _csv_bytes(frame, name))
            else:
                with Engine(threads=1) as engine:
                    engine.write_parquet(_plain(frame), path)
            resources.append(_resource(name, frame, path, format))
        package = {
            "profile": f"{_PROFILES[format]}-package",
            "name": "ecosystem",
            "title": eco.source or "an ecosystem of collaborations",
            "resources": resources,
            "cinet": {
                "sha": eco.sha,
                "source": eco.source,
                "root": eco.root,
                "selection": list(eco.selection),
                "guard": "an apostrophe in front of =, +, -, @, a tab, a line end, an apostrophe, and of empty text",
            },
        }
        text = json.dumps(package, ensure_ascii=False, indent=2)
        fill_file(stage / DESCRIPTOR, text.encode("utf-8", "backslashreplace") + b"\n")
    target = Path(folder)
    return [target / resource["path"] for resource in resources] + [target / DESCRIPTOR]


def _is_ours(folder: Path) -> bool:
    """Whether a folder holds nothing but what its own descriptor lists, written here."""
    try:
        package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        listed = {str(resource["path"]) for resource in package["resources"]} | {DESCRIPTOR}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return "cinet" in package and {item.name for item in folder.iterdir()} <= listed


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table with ids as text: their order as categories is no part of the data."""
    made = frame.copy(deep=False)
    for name in made.columns:
        kind = made[name].dtype
        if isinstance(kind, pd.CategoricalDtype):
            made[name] = made[name].astype(kind.categories.dtype)
    return made


def _kind(column: pd.Series) -> str:
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype):
        return "string"
    if pd.api.types.is_bool_dtype(kind):
        return "boolean"
    if pd.api.types.is_integer_dtype(kind):
        return "integer"
    if pd.api.types.is_float_dtype(kind):
        return "number"
    if pd.api.types.is_datetime64_any_dtype(kind):
        return "date" if bool((column.dropna().dt.normalize() == column.dropna()).all()) else "datetime"
    return "string"


def _resource(name: str, frame: pd.DataFrame, path: Path, format: str) -> dict[str, Any]:
    fields = []
    for column in frame.columns:
        label = guarded_text(column) if format == "csv" else column
        fields.append({"name": label, "type": _kind(frame[column])})
    made: dict[str, Any] = {
        "name": name,
        "path": path.name,
        "profile": f"{_PROFILES[format]}-resource",
        "format": format,
    }
    if format == "csv":
        made |= {"mediatype": "text/csv", "encoding": "utf-8", "dialect": {"lineTerminator": "\r\n"}}
    else:
        made |= {"mediatype": "application/vnd.apache.parquet"}
    made |= {"bytes": path.stat().st_size, "hash": f"sha256:{sha256_of(path)}"}
    return {**made, "schema": {"fields": fields, "missingValues": [""], **_KEYS[name]}}


def _csv_bytes(frame: pd.DataFrame, table: str) -> bytes:
    names = [str(name) for name in frame.columns]
    odd = [name for name in names if name != name.strip() or "\0" in name]
    if odd:
        raise SchemaError(
            f"the {table} have the column {first_few(odd)}, whose name begins or ends with a blank: rename it, "
            "or write Parquet."
        )
    columns = [_cells(frame[name], f"the column {name!r} of the {table}") for name in names]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([guarded_text(name) for name in names])
    writer.writerows(zip(*columns, strict=True))
    try:
        return stream.getvalue().encode("utf-8")
    except UnicodeEncodeError as error:
        raise SchemaError(f"a text of the {table} holds half of a character, which no file can.") from error


def _cells(column: pd.Series, what: str) -> list[str]:
    """Write the values of a column as text; a missing value is an empty cell."""
    kind = _kind(column)
    missing = column.isna().to_numpy(dtype=bool)
    if kind == "string":
        held = guarded(column).tolist()
        texts = ["" if gone else str(value) for value, gone in zip(held, missing, strict=True)]
        for text in texts:
            if "\0" in text or len(text) >= _WIDEST:
                raise SchemaError(
                    f"{what} holds {text[:40]!r}, with a NUL character or more than {_WIDEST:,} characters: "
                    "write Parquet."
                )
        return texts
    if kind == "number":
        values = column.to_numpy(dtype=np.float64, na_value=np.nan).tolist()
        return ["" if gone else number_text(value) for value, gone in zip(values, missing, strict=True)]
    if kind in ("date", "datetime"):
        form = "%Y-%m-%d" if kind == "date" else "%Y-%m-%dT%H:%M:%S.%f"
        moments: list[str] = column.dt.strftime(form).astype("str").fillna("").tolist()
        return moments
    said = column.astype("str").str.lower() if kind == "boolean" else column.astype("str")
    return ["" if gone else text for text, gone in zip(said.tolist(), missing, strict=True)]
