"""The common end of the readers of network files: ties of two, or participations, become an ecosystem.

A one-mode file holds no collaborations, only ties. Each tie becomes a collaboration of two with the column
``granularity`` set to ``"dyadic"``, so that a measure that needs whole groups can refuse it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.errors import UnknownName, first_few, nearest
from cinet.granularity import DYADIC, GRANULARITY
from cinet.loaders.decode import Text
from cinet.loaders.records import Records, assemble
from cinet.tables.ids import coded_ids
from cinet.tables.issues import issue_rows, join_issues

__all__ = ["IMPORTED", "NetworkFile", "dyadic_ecosystem", "two_mode_ecosystem"]

#: The kind of a tie whose relation has no name in the file.
IMPORTED: Final = "imported_edge"

# columns of the ties that mean something here; all others go to the collaborations as they are
_MEANT: Final = ("source", "target", "weight", "given", "directed", "relation", "row")
_NO_TIE: Final = {
    "end": "an end of the tie is missing",
    "stranger": "the file lists no actor with this id",
    "weight": "the weight is missing or not a finite number",
    "zero": "weight 0 is no tie",
    "negative": "a negative tie is no collaboration",
    "loop": "the tie of an actor with itself is no collaboration",
}


@dataclass(slots=True)
class NetworkFile:
    """A network file that is being read: what it is, and what was noted of its lines.

    Parameters
    ----------
    name, format, encoding : str
        For the load report; ``name`` for the issues too.
    unknown : list of str
        Parts of the file that were not used, for the load report.

    Examples
    --------
    >>> file = NetworkFile("a.net", "Pajek", "utf-8")
    >>> file.note("the vertex stands more than once", "first kept", row=4, table="actors", value="7")
    >>> file.issues()[["file", "row", "value"]].values.tolist()
    [['a.net', 4, '7']]
    """

    name: str
    format: str
    encoding: str
    unknown: list[str] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    _notes: list[tuple[Any, ...]] = field(default_factory=list)
    _tables: list[pd.DataFrame] = field(default_factory=list)

    def note(
        self,
        reason: str,
        action: str,
        *,
        row: int | None = None,
        table: str | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        """Add an issue.

        Parameters
        ----------
        reason, action : str
            What is wrong, and what was done.
        row : int, optional
            The physical line.
        table, column, value : str, optional
            Where it belongs, and what stood there.
        """
        self._notes.append((row, table, column, value, reason, action))

    def drop(self, reason: str, *, row: int, value: str) -> None:
        """Add an issue for a line that should hold a tie and gives none.

        Parameters
        ----------
        reason : str
            What is wrong.
        row : int
            The physical line.
        value : str
            What stands there.
        """
        self.lost.append(row)
        self.note(reason, "dropped", row=row, table="participations", value=value)

    def include(self, issues: pd.DataFrame) -> None:
        """Add issues that were found elsewhere.

        Parameters
        ----------
        issues : DataFrame
            In the columns of an issues table.
        """
        self._tables.append(issues)

    def doubt_encoding(self, text: Text, *, name: str | None = None) -> None:
        """Tell that an encoding was inferred from the bytes, if it was.

        Parameters
        ----------
        text : Text
            A decoded file.
        name : str, optional
            Its name, if it is another one than the network.
        """
        if text.inferred:
            doubt = issue_rows(
                1,
                file=name or self.name,
                value=text.encoding,
                reason="not UTF-8; the encoding was inferred from the bytes",
                action=f"doubted: read as {text.encoding}; name another with encoding=",
            )
            self.include(doubt)

    def issues(self) -> pd.DataFrame:
        """Return the issues noted so far.

        Returns
        -------
        DataFrame
            In the columns of an issues table.
        """
        told = [list(part) for part in zip(*self._notes, strict=True)] or [[]] * 6
        made = issue_rows(
            len(self._notes),
            file=self.name,
            table=told[1],
            column=told[2],
            value=told[3],
            reason=told[4],
            action=told[5],
        )
        made["row"] = pd.array(told[0], dtype="Int64")
        return join_issues([*self._tables, made])

    def told(self) -> pd.DataFrame:
        """Return the row of the load report that the reader knows.

        Returns
        -------
        DataFrame
            ``file``, ``format``, ``encoding``, ``unknown_columns``.
        """
        return pd.DataFrame(
            {
                "file": [self.name],
                "format": [self.format],
                "encoding": [self.encoding],
                "unknown_columns": ["|".join(self.unknown)],
            }
        )


def dyadic_ecosystem(
    ties: pd.DataFrame,
    actors: pd.DataFrame,
    file: NetworkFile,
    *,
    mirrors: pd.Series | None = None,
    type: str | None = None,
    crosswalk: str | Mapping[str, str] | None = None,
) -> Ecosystem:
    """Make an ecosystem of the ties of a one-mode network: one collaboration of two for each.

    The collaborations have ``kind`` (the relation, or ``"imported_edge"``), ``granularity`` (``"dyadic"``),
    ``direction`` (``"directed"`` or ``"undirected"``) and ``weight``; both participations carry the weight too, and
    of a directed tie the ``role`` ``"source"`` and ``"target"``: ``eco.network()`` has both as they are in the
    file. A tie without a finite positive weight, of an actor with itself, or of an actor that is not listed stands
    in the issues.

    Parameters
    ----------
    ties : DataFrame
        ``source``, ``target`` (ids), ``weight`` (float), ``directed`` (bool), ``row`` (physical line); optionally
        ``relation`` (text or None), ``given`` (what stands there for the weight); other columns are kept.
    actors : DataFrame
        ``actor_id``, ``row`` and attributes; ``source_file`` when they stand in another file.
    file : NetworkFile
        Where they come from.
    mirrors : Series of int, optional
        The line that says the same of the pair the other way round, or the line of the tie itself.
    type : str, optional
        Column of the actors that holds their type.
    crosswalk : str or mapping, optional
        How the codes in it map to actor types.

    Returns
    -------
    Ecosystem
        Actors without a tie are kept.

    Examples
    --------
    >>> ties = pd.DataFrame({"source": ["a"], "target": ["b"], "weight": [2.5], "directed": [False], "row": [4]})
    >>> actors = pd.DataFrame({"actor_id": ["a", "b"], "row": [1, 2]})
    >>> eco = dyadic_ecosystem(ties, actors, NetworkFile("a.net", "Pajek", "utf-8"))
    >>> eco.network().edges().values.tolist()
    [['a', 'b', 2.5]]
    """
    ties = ties.reset_index(drop=True)
    # both lines of a pair that stands both ways are used: each end has one of them
    both = {"source": ties["row"], "target": ties["row"] if mirrors is None else mirrors}
    lines = {end: rows.to_numpy(dtype=np.int64) for end, rows in both.items()}
    refused = _refused(ties, actors["actor_id"])
    lost = np.flatnonzero(refused != "")
    bad = ties.take(lost)
    by_weight = np.isin(refused[lost], ["weight", "zero", "negative"])
    named = bad["source"].astype("str").fillna("") + " - " + bad["target"].astype("str").fillna("")
    shown = bad["weight"].map("{:g}".format).astype("str")
    if "given" in bad:
        shown = bad["given"].astype("str").fillna(shown)
    told = issue_rows(
        len(lost),
        file=file.name,
        row=lines["source"][lost],
        table="participations",
        column=["weight" if weighed else None for weighed in by_weight],
        value=np.where(by_weight, shown, named),
        reason=[_NO_TIE[why] for why in refused[lost]],
        action="dropped",
    )
    kept = ties[refused == ""]
    relation = kept["relation"] if "relation" in kept else pd.Series(None, kept.index, dtype="str")
    directed, at = kept["directed"].to_numpy(dtype=bool), kept.index
    ids = pd.Series("e" + (kept.index + 1).astype("str"), index=kept.index, dtype="str")
    more = {str(name): kept[name] for name in kept.columns if name not in _MEANT}
    collaborations = pd.DataFrame(
        {
            "collab_id": ids,
            "kind": relation.astype("str").fillna(IMPORTED),
            GRANULARITY: DYADIC,
            "direction": np.where(directed, "directed", "undirected"),
            "weight": kept["weight"],
            **more,
            "source_file": file.name,
            "source_row": lines["source"][at],
        }
    )
    ends = [
        pd.DataFrame(
            {
                "collab_id": ids,
                "actor_id": kept[end].astype("str"),
                "role": pd.Series(end, index=kept.index, dtype="str").where(directed),
                "weight": kept["weight"],
                "source_file": file.name,
                "source_row": line[at],
            }
        )
        for end, line in lines.items()
    ]
    taking = pd.concat(ends, ignore_index=True)
    if not directed.any():
        taking = taking.drop(columns="role")
    rows = pd.Series(np.concatenate([lines["source"], lines["target"]]))
    return _assembled(taking, actors, collaborations, file, rows, told, type, crosswalk)


def _refused(ties: pd.DataFrame, listed: pd.Series) -> npt.NDArray[Any]:
    """Say of every tie why it is none; an empty text where it is one."""
    size, count = len(listed), len(ties)
    # through objects, so that missing ends do not turn whole numbers into fractions
    every = [part.astype(object) for part in (listed, ties["source"], ties["target"])]
    codes, ids = coded_ids(pd.concat(every, ignore_index=True))
    source, target = codes[size : size + count], codes[size + count :]
    known = np.zeros(len(ids) + 1, dtype=bool)
    known[codes[:size]] = True
    weight = ties["weight"].to_numpy(dtype=np.float64)
    conditions = {
        "end": (source < 0) | (target < 0),
        "stranger": ~(known[source] & known[target]),
        "weight": ~np.isfinite(weight),
        "zero": weight == 0,
        "negative": weight < 0,
        "loop": source == target,
    }
    return np.select(list(conditions.values()), list(conditions), default="")


def two_mode_ecosystem(
    taking: pd.DataFrame,
    actors: pd.DataFrame,
    events: pd.DataFrame,
    file: NetworkFile,
    *,
    type: str | None = None,
    crosswalk: str | Mapping[str, str] | None = None,
) -> Ecosystem:
    """Make an ecosystem of a two-mode network: its events are collaborations.

    Parameters
    ----------
    taking : DataFrame
        ``actor_id``, ``collab_id``, ``weight`` (float), ``row`` (physical line); other columns are kept.
    actors, events : DataFrame
        ``actor_id`` or ``collab_id``, ``row`` and attributes.
    file : NetworkFile
        Where they come from.
    type : str, optional
        Column of the actors that holds their type.
    crosswalk : str or mapping, optional
        How the codes in it map to actor types.

    Returns
    -------
    Ecosystem
        Actors without an event and events without an actor are kept.

    Examples
    --------
    >>> taking = pd.DataFrame({"actor_id": ["a", "b"], "collab_id": "x", "weight": 1.0, "row": [5, 6]})
    >>> actors = pd.DataFrame({"actor_id": ["a", "b"], "row": [1, 2]})
    >>> events = pd.DataFrame({"collab_id": ["x"], "row": [3]})
    >>> two_mode_ecosystem(taking, actors, events, NetworkFile("a.net", "Pajek", "utf-8")).sizes().to_dict()
    {'x': 2}
    """
    rows = taking["row"]
    nothing = issue_rows(0, reason=None, action=None)
    return _assembled(
        _placed(taking, file), actors, _placed(events, file), file, rows, nothing, type, crosswalk
    )


def _placed(frame: pd.DataFrame, file: NetworkFile) -> pd.DataFrame:
    placed = frame.rename(columns={"row": "source_row"})
    # what was read from another file than the ties says so itself
    return placed if "source_file" in placed else placed.assign(source_file=file.name)


def _repeated(listed: pd.DataFrame) -> pd.DataFrame:
    """Tell of actors without an id, and of those that are listed more than once."""
    codes, ids = coded_ids(listed["actor_id"])
    blank = codes < 0
    again = ~blank & pd.Series(codes).duplicated().to_numpy()
    places = np.flatnonzero(blank | again)
    return issue_rows(
        len(places),
        file=listed["source_file"].to_numpy(dtype=object)[places],
        row=listed["source_row"].to_numpy(dtype=np.int64)[places],
        table="actors",
        column="actor_id",
        value=[None if code < 0 else ids[code] for code in codes[places]],
        reason=np.where(blank, "the id is missing or blank", "the id stands more than once").take(places),
        action=np.where(blank, "dropped", "merged").take(places),
    )


def _assembled(
    taking: pd.DataFrame,
    actors: pd.DataFrame,
    collaborations: pd.DataFrame,
    file: NetworkFile,
    rows: pd.Series,
    told: pd.DataFrame,
    type: str | None,
    crosswalk: str | Mapping[str, str] | None,
) -> Ecosystem:
    read = np.union1d(rows.to_numpy(dtype=np.int64), np.array(file.lost, dtype=np.int64))
    listed = _placed(actors, file)
    told = join_issues([told, _repeated(listed)])
    if type is not None:
        if type not in listed.columns:
            own = [str(name) for name in actors.columns if name not in ("actor_id", "row")]
            raise UnknownName(
                f"the actors of {file.name} have no column {type!r}, which was named as their type."
                f"{nearest(type, own)} They have {first_few(own, 12)}."
            )
        listed = listed.assign(type=listed[type], type_source="source code")
    records = Records(
        participations=taking,
        actors=listed,
        collaborations=collaborations,
        read=pd.DataFrame({"source_file": file.name, "source_row": read}),
        files=file.told(),
        issues=join_issues([file.issues(), told]),
    )
    return assemble(records, source=f"{file.format}, {file.name}", crosswalk=crosswalk)
