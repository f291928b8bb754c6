"""XML read event by event, by a parser that takes no document type, no entity of its own, and no endless depth."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol
from xml.parsers import expat

from cinet.errors import LoadError
from cinet.loaders.decode import Text, decode, read_bytes

__all__ = ["XmlEvents", "local_name", "parse_xml", "read_xml"]

# yEd nests some thirty deep; an attack needs thousands
_MOST_DEPTH: Final = 200
_CHUNK: Final = 2**20
# the declaration stands at the very start; what it says of the encoding is text in ASCII in all but UTF-16
_DECLARED: Final = re.compile(
    rb"""^\s{0,64}<\?xml[^>]{0,200}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9._-]{1,40})["']"""
)


class XmlEvents(Protocol):
    """What a reader of an XML format does on the way through the file."""

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        """Take the start of an element: its name with prefix, its attributes and its physical line."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, part: str) -> None:
        """Take a piece of text."""


def local_name(name: str) -> str:
    """Return the name of an element without its prefix.

    Parameters
    ----------
    name : str
        As it stands in the file.

    Returns
    -------
    str
        What stands behind the colon.

    Examples
    --------
    >>> local_name("ns0:graph"), local_name("graph")
    ('graph', 'graph')
    """
    return name.rpartition(":")[2]


def read_xml(path: str | Path, *, encoding: str | None = None) -> Text:
    """Read the text of an XML file in the encoding that is named, marked or declared.

    Parameters
    ----------
    path : path
        A file, gzipped or not, or a member of a zip archive.
    encoding : str, optional
        Name of the encoding; without it a byte order mark counts, then the declaration of the file, then the bytes.

    Returns
    -------
    Text
        The text and its encoding.
    """
    data = read_bytes(path)
    name = Path(path).name
    declared = _DECLARED.match(data)
    said = "" if declared is None else declared[1].decode("ascii").lower()
    # a declaration that can be read byte by byte rules UTF-16 out, whatever it says
    if encoding is None and said and not said.startswith("utf"):
        return decode(data, name=name, encoding="gb18030" if said in ("gbk", "gb2312") else said)
    return decode(data, name=name, encoding=encoding)


def parse_xml(text: str, events: XmlEvents, *, name: str) -> None:
    r"""Go through an XML text and hand every element to a reader.

    Parameters
    ----------
    text : str
        The whole file.
    events : XmlEvents
        The reader.
    name : str
        Name of the file, for messages.

    Raises
    ------
    LoadError
        The text is no XML, is cut off, declares a document type, or nests more than 200 elements.

    Examples
    --------
    >>> class Names:
    ...     def start(self, name, attributes, line):
    ...         print(line, name, attributes)
    ...     def end(self, name):
    ...         pass
    ...     def text(self, part):
    ...         pass
    >>> parse_xml('<a>\n<b id="1"/></a>', Names(), name="a.xml")
    1 a {}
    2 b {'id': '1'}
    """
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise LoadError(
                f"{name}, line {parser.CurrentLineNumber}: more than {_MOST_DEPTH} elements stand inside one another, "
                "which no network file needs."
            )
        events.start(tag, attributes, parser.CurrentLineNumber)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        events.end(tag)

    def refuse(*_: object) -> None:
        raise LoadError(
            f"{name}, line {parser.CurrentLineNumber}: the file declares a document type (<!DOCTYPE ...>), which can "
            "hide entities that fill the memory or read other files. Remove the declaration and read it again."
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = events.text
    parser.StartDoctypeDeclHandler = refuse
    _feed(parser.Parse, text.lstrip("\ufeff"), name)


def _feed(parse: Callable[[bytes, bool], object], text: str, name: str) -> None:
    try:
        for place in range(0, len(text), _CHUNK):
            parse(text[place : place + _CHUNK].encode("utf-8"), False)
        parse(b"", True)
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        raise LoadError(
            f"{name} is no sound XML: {said} in line {error.lineno}, column {error.offset + 1}. It is damaged, "
            "cut off, or no XML at all; export it again."
        ) from error
    except UnicodeEncodeError as error:
        raise LoadError(
            f"{name} holds half of a character, which is no text: {error.reason}. Name its encoding=."
        ) from error
