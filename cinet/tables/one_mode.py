"""From the tables to the network of the actors: collaborations are projected, imported ties stay what they were.

A tie that was read from a network file says how strong it is and, in some formats, which way it points. Both would
be lost in a projection, so such ties go into the network as they stand; see :mod:`cinet.granularity`.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import CinetWarning, SchemaError, UndefinedMeasure, first_few
from cinet.granularity import DYADIC, GRANULARITY, is_dyadic
from cinet.incidence import Incidence, Weighting, event_weights
from cinet.network import Network
from cinet.tables.held import Tables, participation_codes
from cinet.tables.project import pairs

__all__ = ["SOURCE", "TARGET", "actors_network", "direction_of"]

CodeArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

#: Roles of the two ends of a tie that has a direction.
SOURCE, TARGET = "source", "target"

_Ties = tuple[CodeArray, CodeArray, FloatArray]


def direction_of(tables: Tables, asked: bool | None) -> bool:
    """Tell whether the network of these tables is directed.

    Parameters
    ----------
    tables : Tables
        Clean tables.
    asked : bool, optional
        What the caller wants; unless given, the network is directed when any imported tie is.

    Returns
    -------
    bool
        True for a directed network.

    Raises
    ------
    UndefinedMeasure
        Directions are asked for, and nothing has one.
    SchemaError
        A tie is said to be directed, and its ends do not say which is the source.

    Examples
    --------
    >>> from cinet.loaders.examples import example
    >>> direction_of(example("parks").tables, None)
    False
    """
    if asked is False:
        return False
    some = is_dyadic(tables.collaborations) and bool(_imported(tables).arcs.any())
    if asked and not some:
        raise UndefinedMeasure(
            "directed=True asks for directions, and nothing here has one: who takes part in a collaboration takes part "
            "on equal terms, and no tie that was read from a network file is an arc. Leave out directed=True."
        )
    return some


def actors_network(
    tables: Tables,
    weighting: Weighting,
    *,
    directed: bool,
    memory_limit: str | None,
    recipe: Mapping[str, Any],
) -> Network:
    """Return the network of the actors.

    Parameters
    ----------
    tables : Tables
        Clean tables.
    weighting : {"full", "newman", "pair", "batagelj"}
        What a collaboration of k actors adds to each of its pairs; an imported tie adds its own strength.
    directed : bool
        True: an arc goes one way, everything else both ways. False: all go into the pair, added up.
    memory_limit : str, optional
        Count the pairs of collaborations by the engine within this memory.
    recipe : mapping
        Written into the network beside what is done here.

    Returns
    -------
    Network
        Over all actors.

    Warns
    -----
    CinetWarning
        Ties of several relations were added up.

    Raises
    ------
    SchemaError
        An imported tie has more than two ends, or none that is its source although it is directed.

    Examples
    --------
    >>> from cinet.loaders.examples import example
    >>> tables = example("parks").tables
    >>> actors_network(tables, "newman", directed=False, memory_limit=None, recipe={}).recipe["weighting"]
    'newman'
    """
    if not is_dyadic(tables.collaborations):
        return _projected(tables, weighting, memory_limit, recipe)
    event_weights(np.zeros(0, dtype=np.int64), weighting)
    ties = _imported(tables)
    _name_relations(ties.relations)
    made: dict[str, Any] = {**recipe, "weighting": "imported", "ties": "imported"}
    if len(ties.relations) > 1:
        made["relations"] = ties.relations
    mutual: list[_Ties] = [ties.of(~ties.arcs)]
    if not ties.every.all():
        made |= {"weighting": weighting, "ties": "imported and projected"}
        events = _projected(_events_of(tables, ties.every), weighting, memory_limit, {})
        mutual.append(_each_once(events))
    arcs = ties.of(ties.arcs)
    if ties.arcs.any():
        made["direction"] = _SAID[directed, any(len(part[0]) for part in mutual)]
    if directed:
        mirrored = [(j, i, weight) for i, j, weight in mutual]
        parts = [arcs, *mutual, *mirrored]
    else:
        low, high = np.minimum(arcs[0], arcs[1]), np.maximum(arcs[0], arcs[1])
        parts = [(low, high, arcs[2]), *mutual]
    actors = tables.actors.set_index("actor_id")
    return Network.from_pairs(*_added(parts), actors, directed=directed, recipe=made)


_SAID = {
    (True, False): "as imported",
    (True, True): "as imported; ties without a direction stand in both",
    (False, False): "taken away; both directions added up",
    (False, True): "taken away; both directions added up",
}


@dataclass(frozen=True, slots=True)
class _Imported:
    """The imported ties that have two ends: source, target and strength of each, and whether it is an arc.

    ``every`` says of each collaboration whether it is an imported tie, those that lost an end included.
    """

    source: CodeArray
    target: CodeArray
    weights: FloatArray
    arcs: BoolArray
    every: BoolArray
    relations: list[str]

    def of(self, chosen: BoolArray) -> _Ties:
        return self.source[chosen], self.target[chosen], self.weights[chosen]


def _imported(tables: Tables) -> _Imported:
    joint, taking = tables.collaborations, tables.participations
    collab, actor = participation_codes(taking)
    every = _says(joint, GRANULARITY, DYADIC)
    sizes = np.bincount(collab, minlength=len(joint))
    crowded = every & (sizes > 2)
    if crowded.any():
        raise SchemaError(
            f"{int(crowded.sum()):,} collaborations have granularity 'dyadic' and more than two participants, first "
            f"{first_few(joint['collab_id'][crowded])}: they are no ties of two. Set their granularity to missing."
        )
    # an end that was left out by a selection, or merged into the other, leaves no tie
    whole = np.flatnonzero(every & (sizes == 2))
    first = (np.cumsum(sizes) - sizes)[whole]
    second = first + 1
    source, target = (_says(taking, "role", role) for role in (SOURCE, TARGET))
    forth, back = source[first] & target[second], target[first] & source[second]
    arcs = (forth | back) & ~_says(joint, "direction", "undirected")[whole]
    lost = whole[_says(joint, "direction", "directed")[whole] & ~arcs]
    if len(lost):
        raise SchemaError(
            f"{len(lost):,} directed ties do not say which end is their source, first "
            f"{first_few(joint['collab_id'].iloc[lost])}: their participations need the roles 'source' and 'target', "
            "or their direction is 'undirected'."
        )
    weight = taking["weight"].to_numpy(dtype=np.float64) if "weight" in taking else np.ones(len(taking))
    one, other = weight[first], weight[second]
    return _Imported(
        np.where(arcs & back, actor[second], actor[first]),
        np.where(arcs & back, actor[first], actor[second]),
        # the strength as it stands in the file, to the last digit
        np.where(one == other, one, one / 2 + other / 2),
        arcs,
        every,
        sorted(joint["kind"].iloc[whole].dropna().astype(str).unique()) if "kind" in joint else [],
    )


def _says(frame: pd.DataFrame, column: str, value: str) -> BoolArray:
    """Tell where a column that need not be there holds a value."""
    if column not in frame.columns:
        return np.zeros(len(frame), dtype=bool)
    return (frame[column] == value).fillna(False).to_numpy(dtype=bool)


def _name_relations(relations: list[str]) -> None:
    if len(relations) > 1:
        warnings.warn(
            f"the network adds up the ties of {len(relations)} relations, {first_few(relations)}: choose one with "
            "eco.select(kind=...) unless their sum means something.",
            CinetWarning,
            stacklevel=5,
        )


def _events_of(tables: Tables, imported: BoolArray) -> Tables:
    """Empty the imported ties, so that a projection passes over them."""
    collab, _ = participation_codes(tables.participations)
    kept = tables.participations[~imported[collab]]
    return Tables(tables.actors, tables.collaborations, kept, tables.issues)


def _projected(
    tables: Tables, weighting: Weighting, memory_limit: str | None, recipe: Mapping[str, Any]
) -> Network:
    collab, actor = participation_codes(tables.participations)
    actors = tables.actors.set_index("actor_id")
    if memory_limit is None:
        joint = tables.collaborations.set_index("collab_id")
        incidence = Incidence.from_codes(collab, actor, collaborations=joint, actors=actors)
        return incidence.network(weighting, recipe=recipe)
    i, j, weights = pairs(collab, actor, weighting, memory_limit=memory_limit)
    return Network.from_pairs(i, j, weights, actors, recipe={**recipe, "weighting": weighting})


def _each_once(net: Network) -> _Ties:
    source = np.repeat(np.arange(net.n_actors, dtype=np.int32), np.diff(net.indptr))
    once = source < net.indices
    return source[once], net.indices[once], net.weights[once]


def _added(parts: list[_Ties]) -> _Ties:
    """Add up the ties of each pair, or of each arc, in the order in which they stand."""
    i, j, weights = (np.concatenate(each) for each in zip(*parts, strict=True))
    order = np.lexsort((j, i))
    i, j, weights = i[order], j[order], weights[order]
    opens = np.flatnonzero(np.append(True, (i[1:] != i[:-1]) | (j[1:] != j[:-1]))[: len(i)])
    total = np.add.reduceat(weights, opens) if len(opens) else weights
    return i[opens], j[opens], total
