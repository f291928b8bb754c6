"""Parents and children that stand in one collaboration: they are one actor there, not two that collaborate."""

from __future__ import annotations

from collections.abc import Mapping, Set

__all__ = ["folded", "same_person"]


def folded(lineages: Mapping[str, Set[str]]) -> dict[str, str]:
    """Say which members of a collaboration are counted with an ancestor that is a member, too.

    Two children of one parent stay two, and so do the two parents of one child. Where two name each other as
    ancestors, the one whose id comes first in the alphabet stays.

    Parameters
    ----------
    lineages : mapping
        Member -> its ancestors, with or without itself.

    Returns
    -------
    dict
        Member that goes -> member that stays.

    Examples
    --------
    >>> folded({"lab": {"lab", "university"}, "university": {"university", "state"}, "firm": {"firm"}})
    {'lab': 'university'}
    """
    into: dict[str, str] = {}
    # the farthest from the root goes first, so that a chain ends at the member nearest to the root
    for member in sorted(lineages, key=lambda one: (-len(lineages[one]), one)):
        above = [
            one
            for one in lineages[member]
            if one != member
            and one in lineages
            and one not in into
            and not (member in lineages[one] and member < one)
        ]
        if above:
            into[member] = min(above, key=lambda one: (len(lineages[one]), one))
    for member, last in into.items():
        while last in into:
            last = into[last]
        into[member] = last
    return into


def same_person(persons: Mapping[str, Set[str]]) -> dict[str, str]:
    """Say which members of a collaboration stand there through one person who stands for another member, too.

    Two members collaborate when two different persons can be found for them. Members known through the same
    single person are one choice of that person: the first stays.

    Parameters
    ----------
    persons : mapping
        Member -> its persons, members in the order in which they stand.

    Returns
    -------
    dict
        Member that goes -> member that stays.

    Examples
    --------
    >>> same_person({"A": {"kim"}, "B": {"kim"}, "C": {"kim", "lee"}})
    {'B': 'A'}
    """
    into: dict[str, str] = {}
    first: dict[str, str] = {}
    for member, known in persons.items():
        if len(known) == 1:
            person = next(iter(known))
            if person in first:
                into[member] = first[person]
            else:
                first[person] = member
    return into
