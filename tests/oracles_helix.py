"""Literal second definitions for helix synergy: loops over cells, as the formulas are written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from math import log2

from tests.oracles import Cells, entropy, transmission


def o_information(shares: Cells, n_parts: int) -> float:
    """Total correlation less dual total correlation."""
    whole = entropy(shares, range(n_parts))
    total = sum(entropy(shares, [part]) for part in range(n_parts)) - whole
    rest = [[other for other in range(n_parts) if other != part] for part in range(n_parts)]
    dual = whole - sum(whole - entropy(shares, others) for others in rest)
    return total - dual


def largest_entropy(shares: Cells, n_parts: int, rounds: int = 20_000) -> dict[tuple[int, ...], float]:
    """Fit all margins of n - 1 parts by iterative proportional scaling, from the combinations that are possible."""
    fitted = dict.fromkeys(shares, 1.0)
    for _ in range(rounds):
        before = dict(fitted)
        for chosen in combinations(range(n_parts), n_parts - 1):
            for classes in product((0, 1), repeat=n_parts - 1):
                members = [
                    cell for cell in fitted if all(cell[p] == c for p, c in zip(chosen, classes, strict=True))
                ]
                held = sum(fitted[cell] for cell in members)
                wanted = sum(shares[cell] for cell in members)
                for cell in members:
                    fitted[cell] *= wanted / held if held > 0 else 0.0
        if max(abs(fitted[cell] - before[cell]) for cell in fitted) < 1e-15:
            break
    return fitted


def krippendorff(shares: Cells, n_parts: int) -> tuple[float, float]:
    """Interaction I = H_max - H and redundancy R = I - T."""
    smooth = largest_entropy(shares, n_parts)
    interaction = entropy(smooth, range(n_parts)) - entropy(shares, range(n_parts))
    return interaction, interaction - transmission(shares, n_parts)


def likelihood_ratio(counts: Sequence[float], expected: Sequence[float]) -> float:
    """2 sum O ln(O / E) over occupied cells."""
    return (
        2
        * sum(o * log2(o / e) for o, e in zip(counts, expected, strict=True) if o > 0)
        / log2(2.718281828459045)
    )


def triads(records: Sequence[Sequence[int]]) -> dict[tuple[int, int, int], float]:
    """T of every triple of columns of 0/1 records."""
    found = {}
    for triple in combinations(range(len(records[0])), 3):
        shares = dict.fromkeys(product((0, 1), repeat=3), 0.0)
        for record in records:
            shares[record[triple[0]], record[triple[1]], record[triple[2]]] += 1 / len(records)
        found[triple] = transmission(shares, 3)
    return found
