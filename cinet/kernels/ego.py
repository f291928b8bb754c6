"""One actor's network at a time: Burt's measures inside it, and who stands between its alters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

IntArray = npt.NDArray[np.int64]
CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

#: A row is read when it is at most this many times as long as ego's own, and searched otherwise.
_READ = 8


@njit(cache=True, nogil=True)
def widest_row(indptr: IntArray) -> int:
    """Return the number of entries of the longest row."""
    most = 0
    for row in range(indptr.size - 1):
        most = max(most, indptr[row + 1] - indptr[row])
    return most


@njit(cache=True, nogil=True)
def row_sums_and_maxima(indptr: IntArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the sum and the maximum of every row; 0 for an empty one."""
    n = indptr.size - 1
    total = np.zeros(n, np.float64)
    most = np.zeros(n, np.float64)
    for row in range(n):
        for entry in range(indptr[row], indptr[row + 1]):
            total[row] += weights[entry]
            most[row] = max(most[row], weights[entry])
    return total, most


@njit(cache=True, nogil=True)
def entries_among(
    indptr: IntArray, indices: CodeArray, part_ptr: IntArray, part_indices: CodeArray
) -> BoolArray:
    """Mark the entries that the rows of a part hold too; rows must be sorted and hold the part."""
    found = np.zeros(indices.size, np.bool_)
    for row in range(indptr.size - 1):
        cursor = part_ptr[row]
        for entry in range(indptr[row], indptr[row + 1]):
            if cursor < part_ptr[row + 1] and part_indices[cursor] == indices[entry]:
                found[entry] = True
                cursor += 1
    return found


@njit(cache=True, nogil=True)
def _shared_entries(
    begin: int,
    end: int,
    indices: CodeArray,
    slot_of: IntArray,
    entry_of: IntArray,
    near: IntArray,
    shared: IntArray,
) -> int:
    """List the entries begin to end that name an alter of ego, with its slot, in rising order; return how many.

    A row much longer than ego's own is searched for each alter instead of being read.
    """
    found = 0
    if end - begin <= _READ * entry_of.size:
        for entry in range(begin, end):
            if slot_of[indices[entry]] >= 0:
                near[found] = slot_of[indices[entry]]
                shared[found] = entry
                found += 1
        return found
    for slot in range(entry_of.size):
        wanted = indices[entry_of[slot]]
        low, high = begin, end
        while low < high:
            middle = (low + high) // 2
            if indices[middle] < wanted:
                low = middle + 1
            else:
                high = middle
        if low < end and indices[low] == wanted:
            near[found] = slot
            shared[found] = low
            found += 1
        begin = low
    return found


@njit(cache=True, nogil=True)
def holes(
    indptr: IntArray,
    indices: CodeArray,
    weights: FloatArray,
    chosen: BoolArray,
    inside: bool,
    first: int,
    step: int,
    actors: FloatArray,
    dyadic: FloatArray,
) -> None:
    """Fill in Burt's measures of the egos first, first + step, ...

    The rows are symmetric and sorted; ``chosen`` marks the alters that belong to the network of the row's actor. With
    ``inside`` the strengths and maxima of the alters run over ego and its alters only, otherwise over their rows.
    ``actors`` gets (alters, constraint, effective size, hierarchy) per ego, ``dyadic`` c_ij per chosen entry.
    """
    n = indptr.size - 1
    widest = widest_row(indptr)
    strength, strongest = row_sums_and_maxima(indptr, weights)
    slot_of = np.full(n, -1, np.int64)
    entry_of = np.empty(widest, np.int64)
    share = np.empty(widest, np.float64)
    reach = np.empty(widest, np.float64)
    near = np.empty(widest, np.int64)
    shared = np.empty(widest, np.int64)
    bond = np.empty(widest, np.float64)
    for ego in range(first, n, step):
        alters = 0
        total = 0.0
        for entry in range(indptr[ego], indptr[ego + 1]):
            if chosen[entry]:
                slot_of[indices[entry]] = alters
                entry_of[alters] = entry
                total += weights[entry]
                alters += 1
        actors[ego, 0] = alters
        if alters == 0:
            actors[ego, 1:] = np.nan
            continue
        for slot in range(alters):
            share[slot] = weights[entry_of[slot]] / total
            reach[slot] = share[slot]
        redundant = 0.0
        for slot in range(alters):
            alter = indices[entry_of[slot]]
            held = weights[entry_of[slot]]
            most = held
            found = _shared_entries(
                indptr[alter], indptr[alter + 1], indices, slot_of, entry_of[:alters], near, shared
            )
            for place in range(found):
                bond[place] = weights[shared[place]]
                held += bond[place]
                most = max(most, bond[place])
            if not inside:
                held = strength[alter]
                most = strongest[alter]
            for place in range(found):
                reach[near[place]] += share[slot] * bond[place] / held
                redundant += share[near[place]] * bond[place] / most
        constraint = 0.0
        for slot in range(alters):
            slot_of[indices[entry_of[slot]]] = -1
            dyadic[entry_of[slot]] = reach[slot] ** 2
            constraint += reach[slot] ** 2
        actors[ego, 1] = constraint
        actors[ego, 2] = alters - redundant
        actors[ego, 3] = _concentration(dyadic, entry_of, alters, constraint)


@njit(cache=True, nogil=True)
def _concentration(dyadic: FloatArray, entry_of: IntArray, alters: int, constraint: float) -> float:
    """Return the Coleman-Theil index of the constraints an actor's alters put on it; 1 for one alter."""
    if alters == 1:
        return 1.0
    inequality = 0.0
    for slot in range(alters):
        ratio = dyadic[entry_of[slot]] * alters / constraint
        # the square of a very small share is 0, and 0 ln 0 = 0
        if ratio > 0.0:
            inequality += ratio * np.log(ratio)
    # a vector of equal shares can round to a tiny negative sum
    return float(max(0.0, inequality / (alters * np.log(alters))))


@njit(cache=True, nogil=True)
def betweenness(
    out_ptr: IntArray,
    out_indices: CodeArray,
    in_ptr: IntArray,
    in_indices: CodeArray,
    first: int,
    step: int,
    found: FloatArray,
) -> None:
    """Fill in the betweenness of the egos first, first + step, ... inside their own networks, ordered pairs.

    Every pair j -> ego -> k without j -> k gives 1 / (number of two-paths j -> q -> k among ego and its alters).
    """
    n = out_ptr.size - 1
    slot_of = np.full(n, -1, np.int64)
    for ego in range(first, n, step):
        room = out_ptr[ego + 1] - out_ptr[ego] + in_ptr[ego + 1] - in_ptr[ego]
        alter_of = np.empty(room, np.int32)
        sends = np.zeros(room, np.bool_)
        receives = np.zeros(room, np.bool_)
        alters = 0
        receivers = 0
        for entry in range(out_ptr[ego], out_ptr[ego + 1]):
            slot_of[out_indices[entry]] = alters
            alter_of[alters] = out_indices[entry]
            receives[alters] = True
            receivers += 1
            alters += 1
        for entry in range(in_ptr[ego], in_ptr[ego + 1]):
            if slot_of[in_indices[entry]] < 0:
                slot_of[in_indices[entry]] = alters
                alter_of[alters] = in_indices[entry]
                alters += 1
            sends[slot_of[in_indices[entry]]] = True
        near_ptr, near = _rows_among(out_ptr, out_indices, slot_of, alter_of[:alters])
        ways = np.zeros(alters, np.int64)
        tied = np.full(alters, -1, np.int64)
        touched = np.empty(alters, np.int64)
        between = 0.0
        for j in range(alters):
            if sends[j]:
                ends = receivers - receives[j]
                for place in range(near_ptr[j], near_ptr[j + 1]):
                    tied[near[place]] = j
                    ends -= receives[near[place]]
                if ends == 0:
                    continue
                seen = 0
                for place in range(near_ptr[j], near_ptr[j + 1]):
                    q = near[place]
                    for onward in range(near_ptr[q], near_ptr[q + 1]):
                        k = near[onward]
                        if receives[k] and k != j and tied[k] != j:
                            if ways[k] == 0:
                                touched[seen] = k
                                seen += 1
                            ways[k] += 1
                between += ends
                for place in range(seen):
                    k = touched[place]
                    between -= ways[k] / (1.0 + ways[k])
                    ways[k] = 0
        for slot in range(alters):
            slot_of[alter_of[slot]] = -1
        found[ego] = between


@njit(cache=True, nogil=True)
def _rows_among(
    indptr: IntArray, indices: CodeArray, slot_of: IntArray, alter_of: CodeArray
) -> tuple[IntArray, CodeArray]:
    """Return the rows among some actors, in slot numbers."""
    near_ptr = np.zeros(alter_of.size + 1, np.int64)
    for slot in range(alter_of.size):
        near_ptr[slot + 1] = near_ptr[slot]
        for entry in range(indptr[alter_of[slot]], indptr[alter_of[slot] + 1]):
            if slot_of[indices[entry]] >= 0:
                near_ptr[slot + 1] += 1
    near = np.empty(near_ptr[-1], np.int32)
    place = 0
    for slot in range(alter_of.size):
        for entry in range(indptr[alter_of[slot]], indptr[alter_of[slot] + 1]):
            if slot_of[indices[entry]] >= 0:
                near[place] = slot_of[indices[entry]]
                place += 1
    return near_ptr, near
