"""Tagged text: records of fields, each opened by a tag at the start of a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

__all__ = ["Entry", "Grammar", "entries", "unified"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a tagged text is written.

    Parameters
    ----------
    field : Pattern
        A line break, the tag in the first group, and what stands between tag and value.
    opens : frozenset of str
        Tags with which a record begins.
    closes : str, optional
        Tag with which it ends; records without it are cut off.
    between : frozenset of str
        Tags that belong to the file and not to a record.
    """

    field: re.Pattern[str]
    opens: frozenset[str]
    closes: str | None = None
    between: frozenset[str] = frozenset()


@dataclass(slots=True)
class Entry:
    """One record: its number from 1, its fields as text, and whether its end was found."""

    number: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    whole: bool = True


def entries(text: str, grammar: Grammar, *, wanted: Callable[[str], bool]) -> Iterator[Entry]:
    r"""Cut tagged text into records.

    Parameters
    ----------
    text : str
        The text, with plain line ends.
    grammar : Grammar
        How it is written.
    wanted : callable
        Says of a tag whether its value is kept.

    Yields
    ------
    Entry
        Records in order; a tag that stands again within one adds a value.

    Examples
    --------
    >>> grammar = Grammar(re.compile(r"\n([A-Z]{2})(?: |(?=\n|\Z))"), frozenset({"PT"}), "ER")
    >>> [(entry.fields, entry.whole) for entry in entries("PT J\nER\nPT B", grammar, wanted=bool)]
    [({'PT': ['J']}, True), ({'PT': ['B']}, False)]
    """
    lined = f"\n{text}"
    entry: Entry | None = None
    held: str | None = None
    number = begins = 0
    for match in grammar.field.finditer(lined):
        tag = match[1]
        start, end = match.span()
        if held is not None and entry is not None:
            entry.fields.setdefault(held, []).append(lined[begins:start])
        held, begins = None, end
        if tag == grammar.closes:
            if entry is not None:
                yield entry
            entry = None
        elif tag not in grammar.between:
            if entry is not None and tag in grammar.opens:
                yield _ended(entry, grammar)
                entry = None
            if entry is None:
                number += 1
                entry = Entry(number)
            if wanted(tag):
                held = tag
    if entry is not None:
        if held is not None:
            entry.fields.setdefault(held, []).append(lined[begins:])
        yield _ended(entry, grammar)


def _ended(entry: Entry, grammar: Grammar) -> Entry:
    entry.whole = grammar.closes is None
    return entry


def unified(text: str) -> str:
    r"""Write every line end as one line feed, and drop byte order marks of files that were joined.

    Parameters
    ----------
    text : str
        Text with any line ends, ``\r\r\n`` among them.

    Returns
    -------
    str
        The same with plain line ends.

    Examples
    --------
    >>> unified("a\r\nb\rc\r\r\nd")
    'a\nb\nc\nd'
    """
    if "\r" in text:
        text = re.sub(r"\r+\n?", "\n", text)
    return text.replace("\ufeff", "")
