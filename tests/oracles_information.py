"""Information measures as their formulas are written: sums of entropies of dictionaries."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from cinet.joint import Joint


def tallies(joint: Joint) -> dict[tuple[int, ...], float]:
    """Cell -> number of records."""
    return {
        tuple(cell): count for cell, count in zip(joint.codes.tolist(), joint.counts.tolist(), strict=True)
    }


def entropy(cells: dict[tuple[int, ...], float], chosen) -> float:
    held: dict[tuple[int, ...], float] = defaultdict(float)
    for cell, count in cells.items():
        held[tuple(cell[place] for place in chosen)] += count
    total = sum(held.values())
    return -sum(count / total * math.log2(count / total) for count in held.values())


def mutual_information(cells, x, y, given=()) -> float:
    return (
        entropy(cells, [*x, *given])
        + entropy(cells, [*y, *given])
        - entropy(cells, given)
        - entropy(cells, [*x, *y, *given])
    )


def co_information(cells, places) -> float:
    return sum(
        (-1) ** (size + 1) * entropy(cells, chosen)
        for size in range(1, len(places) + 1)
        for chosen in combinations(places, size)
    )


def total_correlation(cells, places) -> float:
    return sum(entropy(cells, [place]) for place in places) - entropy(cells, places)


def dual_total_correlation(cells, places) -> float:
    whole = entropy(cells, places)
    others = [[other for other in places if other != place] for place in places]
    return whole - sum(whole - entropy(cells, rest) for rest in others)


def miller_madow(cells, places) -> float:
    """Co-information with (m - 1) / 2n nats added to every entropy."""
    total = sum(cells.values())
    corrected = 0.0
    for size in range(1, len(places) + 1):
        for chosen in combinations(places, size):
            m = len({tuple(cell[place] for place in chosen) for cell in cells})
            corrected += (-1) ** (size + 1) * (entropy(cells, chosen) + (m - 1) / (2 * total * math.log(2)))
    return corrected


def standard_error(cells, places) -> float:
    """Delta method, with the derivative of T by each cell count taken numerically."""
    total = sum(cells.values())
    keys = list(cells)
    share = {key: cells[key] / total for key in keys}
    step = 1e-6
    slopes = []
    for key in keys:
        up, down = dict(share), dict(share)
        up[key] *= 1 + step
        down[key] *= 1 - step
        slopes.append((_scaled(up, places) - _scaled(down, places)) / (2 * step * share[key]))
    slope, p = np.array(slopes), np.array([share[key] for key in keys])
    return float(np.sqrt((p * slope**2).sum() - (p * slope).sum() ** 2) / math.sqrt(total))


def _scaled(cells, places) -> float:
    return co_information(cells, places)


@st.composite
def joints(draw: st.DrawFn, *, least: int = 2, most: int = 4, fractions: bool = True) -> Joint:
    """Small joint tables; counts with exact sums."""
    k = draw(st.integers(least, most))
    sizes = [draw(st.integers(1, 3)) for _ in range(k)]
    cell = st.tuples(*(st.integers(0, size - 1) for size in sizes))
    cells = draw(st.lists(cell, min_size=1, max_size=20))
    values = [1.0, 2.0, 5.0, 0.25] if fractions else [1.0, 2.0, 5.0]
    counts = draw(st.lists(st.sampled_from(values), min_size=len(cells), max_size=len(cells)))
    names = [f"v{place}" for place in range(k)]
    return Joint(cells, counts, variables=names, categories=[range(size) for size in sizes])
