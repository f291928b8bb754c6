"""Text from data on a figure: shortened, broken into lines and never read as mathematics."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Text

__all__ = ["actor_labels", "broken", "name_ticks", "plain", "shortened", "width"]

# Unicode categories of punctuation that may not begin, or not end, a line
_CLOSING = ("Po", "Pe", "Pf")
_OPENING = ("Ps", "Pi")


def width(text: str) -> int:
    """Return the width of a text in half-width cells: a Chinese character takes two.

    >>> width("firm"), width("企业")
    (4, 4)
    """
    return sum(_cells(character) for character in text)


def shortened(text: object, most: int) -> str:
    """Return a text on one line, at most ``most`` cells wide, its end replaced by an ellipsis if cut.

    >>> shortened("Fudan  University", 12), shortened("复旦大学附属中山医院", 12)
    ('Fudan Unive…', '复旦大学附…')
    """
    # a line break or a control character in a name would move every other label
    spaced = "".join(" " if unicodedata.category(sign) in ("Cc", "Cf") else sign for sign in str(text))
    line = " ".join(spaced.split())
    if width(line) <= most:
        return line
    kept = line[:most]
    while width(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def broken(text: str, most: int) -> str:
    r"""Break a text into lines of at most ``most`` cells: at spaces, or between Chinese characters.

    >>> broken("layout emphasises communities", 18), broken("布局强调社群", 8)
    ('layout emphasises\ncommunities', '布局强调\n社群')
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width(line + piece.rstrip()) > most:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return "\n".join([*lines, line.rstrip()])


def actor_labels(frame: pd.DataFrame, name: str, most: int) -> list[str]:
    """Return one label per row: the name if there is one, else the id, shortened.

    >>> table = pd.DataFrame({"name": ["Acme", None]}, index=["a1", "a2"])
    >>> actor_labels(table, "name", 20)
    ['Acme', 'a2']
    """
    names = frame[name] if name in frame.columns else pd.Series(index=frame.index, dtype=object)
    labels = []
    for key, value in zip(frame.index, names, strict=True):
        given = "" if pd.isna(value) else shortened(value, most)
        labels.append(given or shortened(key, most))
    return labels


def plain(text: Text) -> Text:
    """Turn off mathematics in a text: a name may hold dollar signs, underscores and backslashes.

    >>> plain(Text(0, 0, "$x$")).get_parse_math()
    False
    """
    text.set_parse_math(False)
    text.set_usetex(False)
    return text


def name_ticks(
    ax: Axes, which: str, positions: Sequence[float], names: Sequence[str], *, slanted: bool = False
) -> None:
    """Put names from data at the ticks of the x or the y axis, slanted where they would touch.

    >>> from matplotlib.figure import Figure
    >>> ax = Figure().subplots()
    >>> name_ticks(ax, "x", [0, 1], ["a_b", "$c"])
    >>> [tick.get_text() for tick in ax.get_xticklabels()]
    ['a_b', '$c']
    """
    axis = ax.xaxis if which == "x" else ax.yaxis
    for tick in axis.set_ticks(positions, names):
        plain(tick.label1)
        if slanted:
            tick.label1.set(rotation=40, ha="right", rotation_mode="anchor")


def _cells(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may end: after a space, before and after a wide character."""
    pieces: list[str] = []
    before = " "
    for character in text:
        may_part = before == " " or _cells(before) == 2 or _cells(character) == 2
        # punctuation stays with what it closes or opens
        clings = unicodedata.category(character) in _CLOSING or unicodedata.category(before) in _OPENING
        if pieces and (clings or not may_part):
            pieces[-1] += character
        else:
            pieces.append(character)
        before = character
    return pieces
