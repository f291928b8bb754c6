"""Draws of the single records behind a joint table: the random side of tests and intervals."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from cinet.errors import SchemaError
from cinet.joint import Joint
from cinet.kernels import record_draws, threads
from cinet.kernels.cells import combined, numbered

__all__ = ["Draws", "checked_draws", "checked_joint"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

_MOST_RECORDS = 2**28


@dataclass(frozen=True, slots=True)
class Draws:
    """What is drawn from a joint table: T between the ``chosen`` columns, ``within`` the classes of others."""

    joint: Joint
    chosen: list[int]
    within: list[int]
    n_boot: int
    n_perm: int
    seed: int
    progress: bool | None
    workers: int | None

    def __post_init__(self) -> None:
        whole = (self.joint.counts == np.floor(self.joint.counts)).all()
        if (self.n_perm or self.n_boot) and not (whole and self.joint.total <= _MOST_RECORDS):
            raise SchemaError(
                f"records can be drawn if their counts are whole and at most {_MOST_RECORDS:,} in all; these are "
                f"{self.joint.total:,.10g}{'' if whole else ', and not whole'}. Set the number of draws to 0."
            )

    def records(self, group: IntArray, n_groups: int, within: list[int]) -> record_draws.Records:
        """Return the single records, those of one group and stratum side by side."""
        joint = self.joint
        block = np.column_stack([group, joint.codes[:, within]])
        mark = numbered(*combined(block, [n_groups, *(len(joint.categories[column]) for column in within)]))
        order = np.argsort(mark, kind="stable")
        times = joint.counts[order].astype(np.int64)
        # classes that do not occur would only make room for empty cells
        dense = [np.unique(joint.codes[order, column], return_inverse=True) for column in self.chosen]
        codes = np.stack([np.repeat(places, times) for _, places in dense]).astype(np.int32)
        ends = np.cumsum(np.bincount(mark[order], weights=times)).astype(np.int64)
        held = tuple(len(classes) for classes, _ in dense)
        bounds = np.concatenate([[0], ends])
        return record_draws.Records(codes, held, np.repeat(group[order], times), n_groups, bounds)

    def values(
        self,
        stream: tuple[int, ...],
        n: int,
        draw: record_draws.Sampler,
        records: record_draws.Records,
        label: str,
    ) -> FloatArray:
        """Return T of n draws (rows) for every group; ``stream`` keeps the random numbers of two uses apart."""

        def once(number: int) -> FloatArray:
            rng = np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(*stream, number)))
            return record_draws.transmission(records, draw(records, rng))

        found: Any = threads.ordered_map(once, range(n), workers=self.workers)
        shown = sys.stderr.isatty() if self.progress is None else self.progress
        return np.stack(list(tqdm(found, total=n, desc=label, disable=not shown)))


def checked_joint(joint: object) -> None:
    """Refuse what is no joint table.

    >>> checked_joint(Joint([[0]], [1.0], variables=["a"], categories=[[0]]))
    """
    if not isinstance(joint, Joint):
        raise SchemaError(
            f"a Joint is needed, not a {type(joint).__name__}: make it with Joint.from_records(table)."
        )


def checked_draws(**numbers: int) -> None:
    """Refuse numbers of draws and seeds that are not whole or negative."""
    for name, value in numbers.items():
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 0:
            raise SchemaError(f"{name} must be a whole number, not negative; {value!r} is not.")
