"""Rows that tell of things again and again, such as the actor in each of its participations: one row per thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cinet.tables.ids import CodeArray, first_places
from cinet.tables.issues import IssueLog, Origin
from cinet.tables.settle import settle

__all__ = ["Split"]


class Split:
    """Rows of participations, grouped by one of their two ids."""

    def __init__(self, table: str, codes: CodeArray, ids: pd.Index, origin: Origin) -> None:
        self.codes = codes
        self.ids = ids
        self.log = IssueLog(table, origin)

    def firsts(self) -> Origin:
        """Return where each id stands for the first time."""
        places = first_places(self.codes, len(self.ids))
        return self.log.origin.take(places)

    def table(self, key: str, frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
        """Return one row per id, with the settled value of every column."""
        made: dict[str, Any] = {key: self.ids}
        for name, column in columns.items():
            settled = settle(self.codes, len(self.ids), frame[column])
            made[name] = settled.values.array
            lost = frame[column].take(settled.places).astype("str").array
            kept = settled.values.take(settled.keys).astype("str").array
            held = self.ids.take(settled.keys)
            self.log.add(
                settled.places,
                column=name,
                value=lost,
                reason=[
                    f"{label!r} has this value in {count} of its rows, and {value!r} at least as often"
                    for label, count, value in zip(held, settled.counts.tolist(), kept, strict=True)
                ],
                action="the most frequent value kept",
            )
        return pd.DataFrame(made)
