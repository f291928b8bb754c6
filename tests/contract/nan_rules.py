"""What the registry says about undefined values, as predicates on networks and two-mode tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cinet.incidence import Incidence
from cinet.network import Network
from tests import oracles
from tests.strategies import events_of, matrix_of


def ties(net: Network) -> Any:
    return oracles.ties(matrix_of(net), net.directed)


def degrees(net: Network) -> list[int]:
    matrix = ties(net)
    return [len(oracles.alters(matrix, i)) for i in range(len(matrix))]


def parts(net: Network) -> list[set[int]]:
    """Connected components, direction ignored, in falling order of size."""
    matrix, left, found = ties(net), set(range(net.n_actors)), []
    while left:
        part, new = set(), {min(left)}
        while new:
            part |= new
            new = {j for i in new for j in oracles.alters(matrix, i)} - part
        found.append(part)
        left -= part
    return sorted(found, key=len, reverse=True)


def outside_the_one_largest(net: Network) -> list[bool]:
    """Everybody is, when the largest component has no tie or is not the only one of its size."""
    found = parts(net)
    alone = bool(found) and len(found[0]) > 1 and (len(found) == 1 or len(found[1]) < len(found[0]))
    return [not alone or actor not in found[0] for actor in range(net.n_actors)]


def everybody(net: Network, undefined: bool) -> list[bool]:
    return [undefined] * net.n_actors


def alike_within_their_group(net: Network) -> list[bool]:
    """All actors of the actor's group have as many ties within it, each direction counting."""
    kinds, matrix = net.actors["type"].tolist(), matrix_of(net) > 0
    same = [[one == other for other in kinds] for one in kinds]
    within = [int((matrix[i] & same[i]).sum() + (matrix[:, i] & same[i]).sum()) for i in range(len(kinds))]
    spread = {kind: {w for w, other in zip(within, kinds, strict=True) if other == kind} for kind in kinds}
    return [len(spread[kind]) == 1 for kind in kinds]


def groups_with_ties(net: Network) -> int:
    return len({kind for kind, degree in zip(net.actors["type"], degrees(net), strict=True) if degree})


def without_partner(incidence: Incidence) -> list[bool]:
    met = {actor for members in events_of(incidence) if len(members) > 1 for actor in members}
    return [actor not in met for actor in range(incidence.n_actors)]


def has_three_path(incidence: Incidence) -> bool:
    """Two actors of one collaboration, one of whom takes part in another."""
    events = events_of(incidence)
    return any(
        set(first) & set(second) and len(first) > 1 and one != other
        for one, first in enumerate(events)
        for other, second in enumerate(events)
    )


FOR_ACTORS: dict[str, Callable[[Network], list[bool]]] = {
    "never": lambda net: everybody(net, False),
    "the actor has no tie": lambda net: [degree == 0 for degree in degrees(net)],
    "all actors of the group have as many ties within it": alike_within_their_group,
    "there is no tie or all actors are tied": lambda net: everybody(
        net, net.n_ties in (0, net.n_actors * (net.n_actors - 1) // 2)
    ),
    "fewer than two alters": lambda net: [degree < 2 for degree in degrees(net)],
    "there is no tie": lambda net: everybody(net, net.n_ties == 0),
    "the actor is outside the largest component, or that component has no tie or is not the only one of its size": (
        outside_the_one_largest
    ),
}

FOR_NETWORKS: dict[str, Callable[[Network], bool]] = {
    "never": lambda net: False,
    "there is no tie": lambda net: net.n_ties == 0,
    "fewer than two actors": lambda net: net.n_actors < 2,
    "fewer than three actors": lambda net: net.n_actors < 3,
    "there is no actor": lambda net: net.n_actors == 0,
    "no actor": lambda net: net.n_actors == 0,
    "all ends lie in one group or there is no tie": lambda net: groups_with_ties(net) < 2,
    "no actor has two alters": lambda net: max(degrees(net), default=0) < 2,
    "all ties join actors of equal degree or there is no tie": lambda net: (
        len({degree for degree in degrees(net) if degree > 0}) < 2
    ),
}

FOR_PARTICIPANTS: dict[str, Callable[[Incidence], list[bool]]] = {
    "the actor has no partner": without_partner,
    "the other mode is empty": lambda incidence: [incidence.n_collaborations == 0] * incidence.n_actors,
    "the row has no participation": lambda incidence: [
        not any(actor in members for members in events_of(incidence)) for actor in range(incidence.n_actors)
    ],
}

FOR_TWO_MODES: dict[str, Callable[[Incidence], bool]] = {
    "fewer than two actors": lambda incidence: incidence.n_actors < 2,
    "fewer than two collaborations": lambda incidence: incidence.n_collaborations < 2,
    "fewer than two of either": lambda incidence: max(incidence.n_actors, incidence.n_collaborations) < 2,
    "no path has three ties": lambda incidence: not has_three_path(incidence),
}

#: What is read -> rules for the whole, rules for its actors.
BY_READS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "network": (FOR_NETWORKS, FOR_ACTORS),
    "incidence": (FOR_TWO_MODES, FOR_PARTICIPANTS),
}
