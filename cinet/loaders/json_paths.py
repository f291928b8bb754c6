"""Paths into JSON, such as ``authors[].affiliation.name``: what they mean, and what stands at their end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from cinet.errors import SchemaError
from cinet.loaders.json_values import joined, text_of

__all__ = ["KeyPath", "Stack", "contexts", "parse_path", "value_at"]

_LIST: Final = "[]"
_CONSTANT: Final = "="

#: Called with what is wrong at a place: the path, the reason, what was done.
Tell = Callable[[str, str, str], None]


@dataclass(frozen=True, slots=True)
class KeyPath:
    """A path: its text, and its steps, each a key and whether a list stands there; or a constant."""

    text: str
    steps: tuple[tuple[str, bool], ...] = ()
    constant: str | None = None

    def within(self) -> int:
        """Return how many steps lead to the innermost list.

        Returns
        -------
        int
            0 when the path passes no list.
        """
        return max((at + 1 for at, (_, many) in enumerate(self.steps) if many), default=0)


#: The objects passed on the way into nested lists, each with the steps that lead to it.
Stack = tuple[tuple[tuple[tuple[str, bool], ...], object], ...]


def parse_path(text: object, purpose: str) -> KeyPath:
    """Read a path.

    Parameters
    ----------
    text : str
        Keys joined by points; ``[]`` after a key says that a list stands there, and every element counts. A text
        that begins with ``=`` is a constant.
    purpose : str
        What it was named as, for messages.

    Returns
    -------
    KeyPath
        Its steps.

    Raises
    ------
    SchemaError
        It is no path.

    Examples
    --------
    >>> parse_path("authors[].name", "name").steps
    (('authors', True), ('name', False))
    >>> parse_path("=creator", "type").constant
    'creator'
    """
    if isinstance(text, str) and text.startswith(_CONSTANT):
        return KeyPath(text, (), text[1:])
    steps = text.split(".") if isinstance(text, str) else []
    cut = tuple((step.removesuffix(_LIST), step.endswith(_LIST)) for step in steps)
    if not cut or not all(key for key, _ in cut) or any(_LIST in key for key, _ in cut):
        raise SchemaError(
            f"{text!r}, named as {purpose}, is no path: write keys joined by points, with [] after the key of a "
            "list, as in 'authors[].affiliation.name', or '=text' for a constant."
        )
    return KeyPath(str(text), cut)


@lru_cache(maxsize=64)
def _embedded(text: str) -> object:
    """Return the object or list that is written in a text, as in the cell of a table."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _opened(value: object, path: KeyPath, tell: Tell) -> object:
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return value
    found = _embedded(value)
    if found is None:
        tell(path.text, "the text begins like an object, but is no sound JSON", "set to missing")
    return found


def _step(value: object, key: str, path: KeyPath, tell: Tell) -> object:
    opened = _opened(value, path, tell)
    return opened.get(key) if isinstance(opened, Mapping) else None


def _elements(value: object, path: KeyPath, tell: Tell) -> list[Any]:
    opened = _opened(value, path, tell)
    if opened is None:
        return []
    if isinstance(opened, list):
        return opened
    tell(path.text, "one value where a list was expected", "doubted: read as a list of one")
    return [opened]


def contexts(record: Mapping[str, Any], path: KeyPath, tell: Tell) -> Iterator[Stack]:
    """Go through the elements of the lists on a path, outermost first.

    Parameters
    ----------
    record : mapping
        An object.
    path : KeyPath
        Where to go.
    tell : callable
        Takes what is wrong.

    Yields
    ------
    tuple
        For each element of the innermost list, the objects that lead to it.

    Examples
    --------
    >>> path = parse_path("a[].b[]", "actor")
    >>> stacks = contexts({"a": [{"b": [1, 2]}, {"b": [3]}]}, path, print)
    >>> [stack[-1][1] for stack in stacks]
    [1, 2, 3]
    """
    stacks: list[Stack] = [(((), record),)]
    begins = 0
    for at, (_, many) in enumerate(path.steps):
        if not many:
            continue
        longer: list[Stack] = []
        for stack in stacks:
            value = stack[-1][1]
            for key, _ in path.steps[begins : at + 1]:
                value = _step(value, key, path, tell)
            prefix = path.steps[: at + 1]
            longer += [(*stack, (prefix, element)) for element in _elements(value, path, tell)]
        stacks = longer
        begins = at + 1
    yield from stacks


def value_at(stack: Stack, path: KeyPath, tell: Tell) -> str | None:
    """Return what stands at the end of a path, seen from within lists; several values are joined by ``|``.

    Parameters
    ----------
    stack : tuple
        As from ``contexts``: a path is followed from the innermost object that lies on it.
    path : KeyPath
        Where to go.
    tell : callable
        Takes what is wrong.

    Returns
    -------
    str or None
        None when nothing stands there.

    Examples
    --------
    >>> record = {"year": 2020, "a": [{"id": 1, "tags": ["x", "y"]}]}
    >>> stack = next(contexts(record, parse_path("a[].id", "actor"), print))
    >>> [value_at(stack, parse_path(path, "x"), print) for path in ("a[].id", "a[].tags[]", "year", "=c")]
    ['1', 'x|y', '2020', 'c']
    """
    if path.constant is not None:
        return path.constant
    record = stack[0][1]
    if isinstance(record, Mapping) and path.text in record:
        # a table may call its columns by names with points in them
        return _leaf(record[path.text], path, tell)
    start, value = next(
        (prefix, held) for prefix, held in reversed(stack) if path.steps[: len(prefix)] == prefix
    )
    values: list[object] = [value]
    for key, many in path.steps[len(start) :]:
        stepped = [_step(one, key, path, tell) for one in values]
        values = [element for one in stepped for element in _elements(one, path, tell)] if many else stepped
    return joined(_leaf(one, path, tell) for one in values)


def _leaf(value: object, path: KeyPath, tell: Tell) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        tell(path.text, "an object or a list where text or a number was expected", "set to missing")
    return text_of(value)
