"""CNKI and Wanfang: the fields of NoteExpress, E-Study and RefWorks text, by what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["FIELDS", "INSTEAD", "KNOWN"]

#: Form -> what is read -> its fields, in lower case; the first one with a value counts.
FIELDS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "NoteExpress": MappingProxyType(
            {
                "kind": ("reference type",),
                "title": ("title",),
                "authors": ("author",),
                "addresses": ("author address",),
                "applicants": ("subsidiary author",),
                "publisher": ("publisher",),
                "venue": ("journal", "secondary title", "tertiary title"),
                "year": ("year",),
                "date": ("date",),
                "doi": ("doi",),
                "language": ("language",),
                "subject": ("keywords",),
                "link": ("url",),
            }
        ),
        "E-Study": MappingProxyType(
            {
                "kind": ("srcdatabase",),
                "title": ("title",),
                "authors": ("author",),
                "addresses": ("organ",),
                "publisher": ("publisher",),
                "venue": ("source",),
                "year": ("year",),
                "date": ("pubtime",),
                "doi": ("doi",),
                "subject": ("keyword",),
                "link": ("link",),
            }
        ),
        "RefWorks": MappingProxyType(
            {
                "kind": ("rt",),
                "title": ("t1",),
                "authors": ("a1",),
                "addresses": ("ad",),
                "publisher": ("pb",),
                "venue": ("jf", "jo"),
                "year": ("yr",),
                "date": ("fd",),
                "doi": ("do",),
                "language": ("la",),
                "subject": ("k1",),
                "link": ("lk", "ul"),
            }
        ),
    }
)

#: Form -> further fields that are known; they are left alone.
KNOWN: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "NoteExpress": frozenset(
            {
                "abstract", "accession number", "author affiliation", "custom 1", "custom 2", "database provider",
                "edition", "isbn", "isbn/issn", "issue", "label", "notes", "number", "pages", "place published",
                "secondary author", "short title", "srcdatabase", "subject", "subsidiary author,",
                "tertiary author", "translated abstract", "translated author", "translated journal",
                "translated keywords", "translated title", "trydate", "type of work", "volume", "图书印刷版isbn",
            }
        ),
        "E-Study": frozenset(
            {"datatype", "summary", "period", "roll", "pagecount", "page", "fund", "issn", "cn", "teacher", "degree"}
        ),
        "RefWorks": frozenset(
            {"sr", "id", "vo", "is", "sp", "op", "ab", "sn", "cn", "ds", "a2", "a3", "t2", "pp", "ed", "no", "wt", "rd"}
        ),
    }
)  # fmt: skip

#: Words in the kind of a publication -> where its organisations stand, and whether only when it has no address.
INSTEAD: Final = (
    (("patent", "专利"), "applicants", False),
    (("thesis", "dissertation", "学位论文", "博士", "硕士"), "publisher", True),
)
