"""Structural holes of an actor in the collaborations it takes part in, without a projection in between."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@njit(cache=True, nogil=True)
def two_mode_holes(
    event_ptr: IntArray,
    event_actors: CodeArray,
    event_weights: FloatArray,
    own_ptr: IntArray,
    own_events: CodeArray,
    own_weights: FloatArray,
    pair_ptr: IntArray,
    pair_partners: CodeArray,
    shared: IntArray,
    first: int,
    step: int,
    actors: FloatArray,
    redundancy: FloatArray,
) -> None:
    """Fill in the holes of the egos first, first + step, ... from the collaborations of each.

    ``pair_ptr``, ``pair_partners`` and ``shared`` are the rows of the projection, with the number of shared
    collaborations. ``actors`` gets (effective size, constraint) per ego, ``redundancy`` r_ij per pair.
    """
    n = own_ptr.size - 1
    slot_of = np.full(n, -1, np.int64)
    seen = np.full(n, -1, np.int64)
    for ego in range(first, n, step):
        base = pair_ptr[ego]
        partners = pair_ptr[ego + 1] - base
        if partners == 0:
            actors[ego] = np.nan
            continue
        # the collaborations shared with each partner, one after the other
        joint_ptr = np.zeros(partners + 1, np.int64)
        for slot in range(partners):
            slot_of[pair_partners[base + slot]] = slot
            joint_ptr[slot + 1] = joint_ptr[slot] + shared[base + slot]
        joint = np.empty(joint_ptr[partners], np.int64)
        fill = joint_ptr[:-1].copy()
        weight = np.zeros(partners, np.float64)
        active = 0
        for own in range(own_ptr[ego], own_ptr[ego + 1]):
            event = own_events[own]
            if event_ptr[event + 1] - event_ptr[event] > 1:
                active += 1
            for member in range(event_ptr[event], event_ptr[event + 1]):
                if event_actors[member] != ego:
                    slot = slot_of[event_actors[member]]
                    joint[fill[slot]] = event
                    fill[slot] += 1
                    weight[slot] += own_weights[own] + event_weights[member]
        size = float(partners)
        constraint = 0.0
        for slot in range(partners):
            together = shared[base + slot]
            mean = weight[slot] / (2.0 * together)
            if together == 1:
                event = joint[joint_ptr[slot]]
                common = event_ptr[event + 1] - event_ptr[event] - 2
            else:
                # everyone met, the partner and ego left out
                common = -2
                for place in range(joint_ptr[slot], joint_ptr[slot + 1]):
                    event = joint[place]
                    for member in range(event_ptr[event], event_ptr[event + 1]):
                        if seen[event_actors[member]] != base + slot:
                            seen[event_actors[member]] = base + slot
                            common += 1
            redundancy[base + slot] = common / (partners * mean)
            size -= redundancy[base + slot]
            constraint += (together / active) ** 2 * mean
        for slot in range(partners):
            slot_of[pair_partners[base + slot]] = -1
        actors[ego, 0] = size
        actors[ego, 1] = constraint
