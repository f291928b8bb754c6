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
    begun : callable, optional
        Says of the last line of a file whether it is a tag that was cut off.
    """

    field: re.Pattern[str]
    opens: frozenset[str]
    closes: str | None = None
    between: frozenset[str] = frozenset()
    begun: Callable[[str], bool] | None = None


@dataclass(slots=True)
class Entry:
    """One record: its number from 1, its fields as text, and whether its end was found.

    Parameters
    ----------
    number : int
        From 1.
    fields : dict
        Tag -> its values.
    whole : bool
        Whether the record has an end.
    rest : str
        The tag that was cut off with the file, as far as it goes.
    open : str
        The tag whose value the file ends in, without a line end.
    """

    number: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    whole: bool = True
    rest: str = ""
    open: str = ""


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
        Records in order; a tag that stands again within one adds a value. A tag that was cut off is no value: it is
        the rest of a record that is not whole.

    Examples
    --------
    >>> grammar = Grammar(re.compile(r"\n([A-Z]{2})(?: |(?=\n|\Z))"), frozenset({"PT"}), "ER")
    >>> [(entry.fields, entry.whole) for entry in entries("PT J\nER\nPT B", grammar, wanted=bool)]
    [({'PT': ['J']}, True), ({'PT': ['B']}, False)]
    """
    lined = f"\n{text}"
    last = lined[lined.rfind("\n") + 1 :]
    rest = last if grammar.begun is not None and grammar.begun(last) else ""
    lined = lined[: len(lined) - len(rest)]
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
            entry.open = "" if lined.endswith("\n") else held
        entry.rest = rest
        yield _ended(entry, grammar)


def _ended(entry: Entry, grammar: Grammar) -> Entry:
    entry.whole = grammar.closes is None and not entry.rest
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
