"""What the name of an actor says of its type: the legal form, and the rules for names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import pandas as pd

from cinet.loaders.name_tables import CJK_ENDINGS, CJK_OPENINGS, LATIN_FORMS, WEAK_FORMS
from cinet.loaders.names import Script, is_cjk, parse_names
from cinet.loaders.presets.countries import COUNTRIES
from cinet.loaders.typing_rules import (
    ANYWHERE_RULES,
    COMPOUND_SURNAMES,
    ENDING_RULES,
    PLATFORMS,
    SURNAMES,
)
from cinet.loaders.typing_words import INNER_FORMS, WORD_RULES, NameRule
from cinet.vocabulary import UNKNOWN

__all__ = ["LEGAL_FORM", "NAME_RULE", "NO_RULE", "name_types"]

LEGAL_FORM: Final = "legal form"
NAME_RULE: Final = "name rule"
NO_RULE: Final = "unknown"

_FORM_CONFIDENCE: Final = 0.9
_WEAK_CONFIDENCE: Final = 0.8
_NEVER_SURE: Final = frozenset({"government", "research_institute"})
_DOUBTFUL_FORM_CONFIDENCE: Final = 0.6
_BESIDE_A_WEAK_FORM: Final = 0.6
_INNER_CONFIDENCE: Final = 0.85
_BESIDE_AN_INNER_FORM: Final = 0.85
_COUNTRY_CONFIDENCE: Final = 0.9
_PLATFORM_CONFIDENCE: Final = 0.9
# the directories ROR and GRID tell companies of one name apart by their country
_TAIL: Final = re.compile(r"\(([^()]{2,60})\)\s*$")
_LAST_BRACKETS: Final = re.compile(r"[(（][^()（）]*[)）]\s*$")
_LATIN: Final = "0123456789abcdefghijklmnopqrstuvwxyz "
_SHORTEST_STEM: Final = 3
_SHORTEST_COMPOUND: Final = 3
_LONGEST_PERSON: Final = 4

# a word of letters; every part of these patterns begins where the one before must have ended
_WORD: Final = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*"
_PARTICLE: Final = r"(?:(?i:van|von|de|der|den|del|della|di|da|dos|la|le|el|al|ter|zu) ){0,3}"
#: How a private person is written, and how far to believe it.
_PERSONS: Final = (
    # Doe, Jane A.
    (
        re.compile(rf"{_PARTICLE}{_WORD}, [^\W\d_]{{3,}}(?:-[^\W\d_]+)?(?: {_WORD}\.?){{0,2}}"),
        0.6,
        "surname, name",
    ),
    # Jane A. Doe
    (re.compile(rf"[^\W\d_]{{2,}}(?: [^\W\d_]\.){{1,3}} {_PARTICLE}{_WORD}"), 0.5, "initial"),
)
_LONGEST_WRITTEN: Final = 60
_HAN: Final = re.compile("[\u4e00-\u9fff]+")
_SURNAME_CONFIDENCE: Final = 0.5
_INNER: Final = re.compile(f"(?<= )(?:{'|'.join(sorted(INNER_FORMS, key=len, reverse=True))})(?= )")

_Found = tuple[str, float, str, str]
_NOTHING: Final[_Found] = (UNKNOWN, 0.0, NO_RULE, "")
_COLUMNS: Final = ("type", "type_confidence", "type_source", "sign")


def name_types(names: pd.Series, *, script: Script = "auto") -> pd.DataFrame:
    """Read the type of actors off their names: by the legal form, and where there is none by the rules for names.

    Parameters
    ----------
    names : Series of str
        Names as given.
    script : {"auto", "opencc", "table", "keep"}
        How traditional Chinese is read, as for ``name_keys``.

    Returns
    -------
    DataFrame
        ``type``, ``type_confidence`` (0 to 1; 0 for unknown), ``type_source`` (``"legal form"``, ``"name rule"`` or
        ``"unknown"``) and ``sign`` (the part of the name that decided), with the index of the names.

    Examples
    --------
    >>> name_types(pd.Series(["Nokia Oyj", "深圳清华大学研究院", "University of Basel", "Acumen"])).values.tolist()
    [['firm', 0.9, 'legal form', 'oyj'],
     ['research_institute', 0.6, 'name rule', '研究院'],
     ['university', 0.9, 'name rule', 'universi*'],
     ['unknown', 0.0, 'unknown', '']]
    """
    codes, uniques = pd.factorize(names)
    given = pd.Series(uniques, dtype="str")
    parts = parse_names(given, script)
    bare = parts[["plain", "key"]].copy()
    behind = given.str.contains(_LAST_BRACKETS)
    without = parse_names(given[behind].str.replace(_LAST_BRACKETS, "", regex=True), script)
    bare[behind] = without[["plain", "key"]]
    columns = (given, parts["plain"], parts["form"], bare["plain"], bare["key"])
    rows = [_typed(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
    # one more row, for the code -1 of a missing name
    found = pd.DataFrame([*rows, _NOTHING], columns=list(_COLUMNS))
    return found.take(codes).set_axis(names.index)


def _typed(given: str, plain: str, form: str, inner: str, core: str) -> _Found:
    if plain in PLATFORMS:
        return "platform", _PLATFORM_CONFIDENCE, NAME_RULE, plain
    native = is_cjk(plain)
    ruled = _by_ending(plain, inner) if native else _by_words(plain, core)
    if form:
        kind = CJK_ENDINGS.get(form) or CJK_OPENINGS.get(form) or LATIN_FORMS.get(form, "firm")
        if kind in _NEVER_SURE:
            # the form of a public body says less than the name within it
            return ruled if ruled[0] != UNKNOWN else (kind, _DOUBTFUL_FORM_CONFIDENCE, LEGAL_FORM, form)
        if form not in WEAK_FORMS:
            return kind, _FORM_CONFIDENCE, LEGAL_FORM, form
        # hospitals, foundations and institutes are incorporated too; a word that says little is not enough for one
        believed = ruled[0] not in (UNKNOWN, "government", kind) and ruled[1] >= _BESIDE_A_WEAK_FORM
        return ruled if believed else (kind, _WEAK_CONFIDENCE, LEGAL_FORM, form)
    if not native and ruled[1] < _BESIDE_AN_INNER_FORM:
        held = _inner_form(plain)
        if held:
            return "firm", _INNER_CONFIDENCE, LEGAL_FORM, held
    tail = _TAIL.search(given)
    if tail and tail[1].casefold() in COUNTRIES:
        return "firm", _COUNTRY_CONFIDENCE, NAME_RULE, "(country)"
    return _person(given, plain, native) if ruled[0] == UNKNOWN else ruled


def _inner_form(plain: str) -> str:
    """Return the legal form within a name, such as the one before the place of a branch."""
    held = _INNER.search(f" {plain} ")
    return held[0] if held else ""


def _person(given: str, plain: str, native: bool) -> _Found:
    """Tell whether a name is written as those of persons are."""
    if native:
        compound = plain[:2] in COMPOUND_SURNAMES and _SHORTEST_COMPOUND <= len(plain) <= _LONGEST_PERSON
        if _HAN.fullmatch(plain) and (
            compound or (len(plain) == _SHORTEST_COMPOUND and plain[0] in SURNAMES)
        ):
            return "individual", _SURNAME_CONFIDENCE, NAME_RULE, plain[:2] if compound else plain[0]
        return _NOTHING
    name = given.strip()
    if len(name) > _LONGEST_WRITTEN or name.rpartition(", ")[2].casefold() in COUNTRIES:
        return _NOTHING
    for pattern, confidence, sign in _PERSONS:
        if pattern.fullmatch(name):
            return "individual", confidence, NAME_RULE, sign
    return _NOTHING


def _signs(rules: tuple[NameRule, ...]) -> dict[str, int]:
    """Return sign -> place of the first rule that has it."""
    return {sign: place for place, rule in reversed(list(enumerate(rules))) for sign in rule.signs}


_SIGNS: Final = _signs(WORD_RULES)
_STEMS: Final = {sign: place for sign, place in _SIGNS.items() if "*" in sign}
_LONGEST_STEM: Final = max(map(len, _STEMS))
#: First word of a phrase -> the numbers of words of the phrases that begin with it.
_PHRASES: Final = {
    first: sorted({len(sign.split()) for sign in _SIGNS if sign.startswith(first + " ")})
    for first in {sign.split()[0] for sign in _SIGNS if " " in sign}
}
_ENDINGS: Final = _signs(ENDING_RULES)
_LONGEST_ENDING: Final = max(map(len, _ENDINGS))
_INSIDE: Final = _signs(ANYWHERE_RULES)


@lru_cache(maxsize=65_536)
def _word_rank(word: str, mark: str = "") -> tuple[int, str]:
    """Return the first rule that a word meets, as itself or by its beginning or end, and its sign."""
    whole = word + mark
    met = [(_SIGNS[whole], whole)] if whole in _SIGNS else []
    met += [
        (_STEMS[sign], sign)
        for size in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1)
        for sign in ((f"*{word[-size:]}{mark}",) if mark else (f"{word[:size]}*", f"*{word[-size:]}"))
        if sign in _STEMS
    ]
    return min(met, default=(len(WORD_RULES), ""))


def _by_words(plain: str, core: str) -> _Found:
    words = plain.split(" ")
    met = [_word_rank(word) for word in words]
    for place, word in enumerate(words):
        for size in _PHRASES.get(word, ()):
            phrase = " ".join(words[place : place + size])
            if phrase in _SIGNS:
                met.append((_SIGNS[phrase], phrase))
    met.append(_word_rank(core.rpartition(" ")[2], "$"))
    return _found(WORD_RULES, *min(met))


def _by_ending(plain: str, inner: str) -> _Found:
    for name in (plain, inner):
        # a name in two scripts has its Latin words behind
        native = name.rstrip(_LATIN) or name
        for size in range(min(_LONGEST_ENDING, len(native)), 0, -1):
            if native[-size:] in _ENDINGS:
                return _found(ENDING_RULES, _ENDINGS[native[-size:]], native[-size:])
    met = [(place, sign) for sign, place in _INSIDE.items() if sign in plain]
    return _found(ANYWHERE_RULES, *min(met, default=(len(ANYWHERE_RULES), "")))


def _found(rules: tuple[NameRule, ...], place: int, sign: str) -> _Found:
    if place == len(rules):
        return _NOTHING
    return rules[place].type, rules[place].confidence, NAME_RULE, sign
