"""How surprising each co-participation is, given the margins of the two-mode data: hypergeometric, SDSM, FDSM."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.stats import hypergeom

from cinet.errors import UndefinedMeasure
from cinet.incidence import Incidence
from cinet.kernels import backbone, bicm, poisson_binomial, project, rewire, threads

__all__ = ["METHODS", "CoParticipations", "bicm_chances", "fdsm", "hypergeometric", "sdsm"]

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]

METHODS: Final = ("hypergeometric", "sdsm", "fdsm")

#: The work is cut into this many chunks, whatever the number of threads.
_CHUNKS: Final = 64


class CoParticipations:
    """The pairs of actors with a joint collaboration, how many they have, and the margins.

    Weights of participations are not read. ``source``, ``target`` and ``joint`` hold each pair once.
    """

    def __init__(self, incidence: Incidence) -> None:
        self.incidence = incidence
        n = incidence.n_actors
        self.attended: IntArray = np.bincount(incidence.indices, minlength=n)
        self.indptr, self.indices, self.counts = _counts(incidence, incidence.indices)
        row = np.repeat(np.arange(n, dtype=np.int64), np.diff(self.indptr))
        self.once = row < self.indices
        self.source: IntArray = row[self.once]
        self.target: IntArray = self.indices[self.once].astype(np.int64)
        self.joint: FloatArray = self.counts[self.once]

    def by_class(
        self, tail: Callable[[IntArray, IntArray, IntArray], FloatArray], classes: IntArray
    ) -> FloatArray:
        """Return a tail that depends on the classes of the two actors and their count, computed once for each."""
        a, b = classes[self.source], classes[self.target]
        low, high, joint = np.minimum(a, b), np.maximum(a, b), self.joint.astype(np.int64)
        reach = joint.max(initial=0) + 1
        width = classes.max(initial=0) + 1
        keys, place = np.unique((low * width + high) * reach + joint, return_inverse=True)
        pair, count = np.divmod(keys, reach)
        return tail(pair // width, pair % width, count)[place]


def _counts(incidence: Incidence, indices: CodeArray) -> tuple[IntArray, CodeArray, FloatArray]:
    unit = np.ones(incidence.n_collaborations)
    rows: tuple[IntArray, CodeArray, FloatArray] = project.project(
        incidence.indptr, indices, unit, incidence.n_actors, None
    )
    return rows


def hypergeometric(pairs: CoParticipations) -> FloatArray:
    """P(X >= c), X ~ Hypergeometric(N, k_i, k_j), N the number of collaborations that anyone takes part in."""
    n_events = int((pairs.incidence.sizes > 0).sum())

    def tail(low: IntArray, high: IntArray, joint: IntArray) -> FloatArray:
        found: FloatArray = np.asarray(hypergeom.sf(joint - 1, n_events, low, high), dtype=np.float64)
        return found

    return pairs.by_class(tail, pairs.attended)


def bicm_chances(incidence: Incidence) -> tuple[FloatArray, IntArray, IntArray]:
    """Return the chances of participation under the bipartite configuration model, and the two classes.

    The chance of actor i in collaboration e is ``chances[actor_class[i], event_class[e]]``: it depends on their
    numbers of participations only.
    """
    attended = np.bincount(incidence.indices, minlength=incidence.n_actors)
    rows, actor_class, row_copies = np.unique(attended, return_inverse=True, return_counts=True)
    columns, event_class, column_copies = np.unique(incidence.sizes, return_inverse=True, return_counts=True)
    chances, worst = bicm.chances(rows, row_copies, columns, column_copies)
    if worst > 1e-6:
        raise UndefinedMeasure(
            f"the bipartite configuration model misses a margin by {worst:.2g} after {bicm.MOST_STEPS} steps; "
            "use method='fdsm', which needs no fit."
        )
    return chances, actor_class, event_class


def sdsm(pairs: CoParticipations, *, workers: int | None = None) -> FloatArray:
    """P(X >= c), X the number of joint collaborations when all participations are drawn from the BiCM."""
    chances, actor_class, event_class = bicm_chances(pairs.incidence)
    copies = np.bincount(event_class, minlength=chances.shape[1])

    def tail(low: IntArray, high: IntArray, joint: IntArray) -> FloatArray:
        def part(cut: tuple[int, int]) -> FloatArray:
            here = slice(*cut)
            tails: FloatArray = poisson_binomial.shared_tails(
                chances, copies, low[here], high[here], joint[here]
            )
            return tails

        cuts = np.unique(np.linspace(0, len(joint), _CHUNKS + 1).astype(np.int64))
        done = threads.ordered_map(part, pairwise(cuts.tolist()), workers=workers)
        # a sum of everything may round to a hair above 1
        found: FloatArray = np.minimum(np.concatenate([np.zeros(0), *done]), 1.0)
        return found

    return pairs.by_class(tail, actor_class)


def fdsm(
    pairs: CoParticipations, *, n: int, seed: int, rounds: int, workers: int | None = None
) -> FloatArray:
    """(b + 1) / (n + 1), b the number of shuffles with both margins kept that give the pair at least its count."""
    incidence = pairs.incidence
    members, bounds = _strata(incidence)
    children = np.random.SeedSequence(seed).spawn(n)

    def part(seeds: list[np.random.SeedSequence]) -> IntArray:
        reached = np.zeros(len(pairs.indices), np.int64)
        for child in seeds:
            state = child.generate_state(4, np.uint64).astype(np.uint64)
            drawn = rewire.curveball(
                incidence.indptr, incidence.indices, members, bounds, rounds, incidence.n_actors, state
            )
            backbone.add_reached(
                pairs.indptr, pairs.indices, pairs.counts, *_counts(incidence, drawn), reached
            )
        return reached

    chunks = [children[start::_CHUNKS] for start in range(min(_CHUNKS, n))]
    reached = sum(threads.ordered_map(part, chunks, workers=workers), np.zeros(len(pairs.indices), np.int64))
    return (reached[pairs.once].astype(np.float64) + 1.0) / (n + 1.0)


def _strata(incidence: Incidence) -> tuple[IntArray, IntArray]:
    """Rows sorted by stratum, and where each stratum begins and ends."""
    n = incidence.n_collaborations
    codes = np.zeros(n, dtype=np.int64) if incidence.strata is None else incidence.strata.astype(np.int64)
    _, sizes = np.unique(codes, return_counts=True)
    return np.argsort(codes, kind="stable").astype(np.int64), np.append(0, np.cumsum(sizes)).astype(np.int64)
