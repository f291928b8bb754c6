"""The same input written in another way: rows or columns in another order, other names, records in halves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cinet.joint import Joint
from cinet.panel import IndicatorPanel
from cinet.patterns import Patterns
from cinet.synergy.game import Game


def order(n: int) -> Any:
    """An order of n things that is not the one they stand in, if there are several."""
    return np.roll(np.arange(n), 1)


def _bits(k: int) -> Any:
    """For each combination of k parts, its position when the parts stand in another order."""
    masks = np.arange(2**k)
    return sum((masks >> new & 1) << old for new, old in enumerate(order(k)))


def _values(held: Any) -> pd.DataFrame:
    return held.values if isinstance(held, IndicatorPanel) else held


def _like(held: Any, values: pd.DataFrame) -> Any:
    """A table as it is, or the panel of it with the directions and systems that its indicators had."""
    if not isinstance(held, IndicatorPanel):
        return values
    known = held.indicators.reindex(values.columns)
    return IndicatorPanel(values, known["direction"].to_dict(), known["system"].to_dict())


def rows(held: Any) -> Any:
    """Units, groups, cells, periods in another order."""
    if isinstance(held, Patterns):
        turn = order(len(held.groups))
        return Patterns(held.counts[turn], held.parts, held.groups[turn], none_known=held.none_known)
    if isinstance(held, Joint):
        turn = order(len(held.counts))
        return Joint(
            held.codes[turn], held.counts[turn], variables=held.variables, categories=held.categories
        )
    if isinstance(held, pd.Series):
        return held.iloc[order(len(held))]
    values = _values(held)
    return _like(held, values.iloc[order(len(values))])


def columns(held: Any) -> Any:
    """Parts, variables, players, indicators, classes in another order."""
    if isinstance(held, Patterns):
        k = len(held.parts)
        parts = [held.parts[old] for old in order(k)]
        return Patterns(held.counts[:, _bits(k)], parts, held.groups, none_known=held.none_known)
    if isinstance(held, Joint):
        turn = order(len(held.variables))
        return Joint(
            held.codes[:, turn],
            held.counts,
            variables=[held.variables[old] for old in turn],
            categories=[held.categories[old] for old in turn],
        )
    if isinstance(held, Game):
        k = held.n_players
        return Game(held.values[_bits(k)], [held.players[old] for old in order(k)])
    if isinstance(held, dict):
        return dict(reversed(held.items()))
    values = _values(held)
    turned = values.iloc[:, order(values.shape[1])]
    return _like(held, turned.loc[turned.columns] if values.index.equals(values.columns) else turned)


def _renamed(labels: pd.Index) -> pd.Index:
    """Other names, which sort the other way round."""
    ranks = {label: rank for rank, label in enumerate(sorted(labels, reverse=True))}
    return pd.Index([f"z{ranks[label]:02d}" for label in labels], name=labels.name, dtype=object)


def _of_units(index: pd.Index) -> pd.Index:
    """Of units and years only the units have names."""
    if isinstance(index, pd.MultiIndex):
        return index.set_levels(_renamed(index.levels[0]), level=0)
    return index if index.name == "year" else _renamed(index)


def renamed(held: Any) -> Any:
    """Units, groups, parts, players, classes by other names."""
    if isinstance(held, Patterns):
        return Patterns(held.counts, _renamed(pd.Index(held.parts)), held.groups, none_known=held.none_known)
    if isinstance(held, Joint):
        return Joint(
            held.codes,
            held.counts,
            variables=held.variables,
            categories=[_renamed(one) for one in held.categories],
        )
    if isinstance(held, Game):
        return Game(held.values, _renamed(pd.Index(held.players)).tolist())
    if isinstance(held, pd.Series):
        return held.set_axis(_of_units(held.index))
    values = _values(held)
    fresh = values.set_axis(_renamed(values.columns), axis=1).set_axis(_of_units(values.index))
    if isinstance(held, IndicatorPanel):
        known = held.indicators
        return IndicatorPanel(fresh, known["direction"].tolist(), known["system"].tolist())
    return fresh


def halved(held: Joint) -> Joint:
    """Every cell written twice, the second time with all but one of its records."""
    return Joint(
        np.vstack([held.codes, held.codes]),
        np.concatenate([np.ones(len(held.counts)), held.counts - 1.0]),
        variables=held.variables,
        categories=held.categories,
    )


def times(held: Any, factor: float) -> Any:
    """Every count, worth or measurement multiplied."""
    if isinstance(held, Patterns):
        return Patterns(held.counts * factor, held.parts, held.groups, none_known=held.none_known)
    if isinstance(held, Joint):
        return Joint(held.codes, held.counts * factor, variables=held.variables, categories=held.categories)
    if isinstance(held, Game):
        return Game(held.values * factor, held.players)
    return _like(held, _values(held) * factor)


def alone(held: Any, place: int) -> Any:
    """One unit or group by itself."""
    if isinstance(held, Patterns):
        one = slice(place, place + 1)
        return Patterns(held.counts[one], held.parts, held.groups[one], none_known=held.none_known)
    return held.iloc[[place]]
