"""Spells: the times at which a tie of a network file exists, each a tie of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from cinet.loaders.dyadic import NetworkFile
from cinet.loaders.graph_parts import EdgePart

__all__ = ["Spell", "date_spells", "spells_in", "spread"]

_OPEN: Final = frozenset({"", "null", "infinity", "-infinity", "inf", "-inf", "+infinity"})
_NUMERIC: Final = re.compile(r"[+-]?\d{1,30}(?:\.\d{0,30})?(?:[eE][+-]?\d{1,3})?")
_YEAR: Final = re.compile(r"(\d{4})(?:\.0{0,20})?")
_BRACKETS: Final = re.compile(r"[\[(]([^\[\]()]{0,2000})[\])]")


@dataclass(frozen=True, slots=True)
class Spell:
    """A span of time, both ends included, with the weight that holds in it; None is open or not said."""

    start: str | None
    end: str | None
    weight: str | None = None


def spells_in(text: str, *, valued: bool) -> list[Spell]:
    """Read the times that Gephi writes into one cell.

    Parameters
    ----------
    text : str
        Such as ``<[2004, 2005]; [2007, 2009]>``, or with a value at the end of every part.
    valued : bool
        Whether the last entry of every part is a value.

    Returns
    -------
    list of Spell
        None where the text has no such form.

    Examples
    --------
    >>> spells_in("<[1.0, 2, 5]; [3, 4, 6]>", valued=True)[1]
    Spell(start='3', end='4', weight='6')
    >>> spells_in("[2016-02-03, Infinity]", valued=False)
    [Spell(start='2016-02-03', end=None, weight=None)]
    """
    bare = text.strip()
    parts = _BRACKETS.findall(bare)
    if not parts:
        inside = bare.strip("<>").strip()
        return [] if valued or not inside else [Spell(_closed(inside), _closed(inside))]
    made: list[Spell] = []
    for part in parts:
        cells = [cell.strip().strip("\"'") for cell in part.split(",")]
        weight = cells.pop() if valued and len(cells) > 1 else None
        if valued or len(cells) == 2:
            made.append(Spell(_closed(cells[0]), _closed(cells[-1]), weight))
        else:
            # a set of moments: [2016-02-03] or [1, 2, 3]
            made += [Spell(_closed(cell), _closed(cell)) for cell in cells]
    return made


def _closed(text: str | None) -> str | None:
    return None if text is None or text.strip().lower() in _OPEN else text.strip()


def spread(edge: EdgePart, spells: Sequence[Spell]) -> list[EdgePart]:
    """Make one tie of every spell of an edge.

    Parameters
    ----------
    edge : EdgePart
        With the weight that holds where a spell says none.
    spells : sequence of Spell
        Possibly none.

    Returns
    -------
    list of EdgePart
        The edge itself when it has no spell.

    Examples
    --------
    >>> edge = EdgePart("a", "b", "1", False, 4)
    >>> [(part.start, part.weight) for part in spread(edge, [Spell("2004", "2005"), Spell("2007", None, "3")])]
    [('2004', '1'), ('2007', '3')]
    """
    if not spells:
        return [edge]
    return [
        replace(
            edge,
            values=dict(edge.values),
            start=_closed(spell.start),
            end=_closed(spell.end),
            weight=edge.weight if spell.weight is None else spell.weight,
        )
        for spell in spells
    ]


def date_spells(edges: Sequence[EdgePart], file: NetworkFile, *, years: bool) -> None:
    """Leave times that are dates where they are; take numbers as years, or put them aside.

    Parameters
    ----------
    edges : sequence of EdgePart
        Changed in place.
    file : NetworkFile
        Receives a note when times are numbers without a unit.
    years : bool
        Whether a number is a year.

    Examples
    --------
    >>> edge = EdgePart("a", "b", None, False, 4, start="2004.0")
    >>> date_spells([edge], NetworkFile("a.gexf", "GEXF", "utf-8"), years=False)
    >>> edge.start, edge.values
    (None, {'spell_start': '2004.0'})
    """
    aside = 0
    for edge in edges:
        if edge.start is None and edge.end is None:
            continue
        for name in ("start", "end"):
            time = getattr(edge, name)
            if time is None or not (time.isascii() and _NUMERIC.fullmatch(time)):
                continue
            year = _YEAR.fullmatch(time) if years else None
            if year is None:
                edge.values[f"spell_{name}"] = time
                setattr(edge, name, None)
                aside += 1
            elif name == "end":
                # the end of a spell is included: the whole year is
                edge.end = f"{year[1]}-12-31"
            else:
                edge.start = year[1]
    if aside:
        file.note(
            f"{aside:,} times are numbers without a unit{' that are no years' if years else ''}",
            "doubted: kept in spell_start and spell_end, undated"
            + ("" if years else "; years=True reads them as years"),
            table="collaborations",
            column="start",
        )
