"""What the name of an actor says of its type: the legal form, and the rules for names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

import pandas as pd

from cinet.loaders.name_tables import CJK_ENDINGS, CJK_OPENINGS, LATIN_FORMS, WEAK_FORMS
from cinet.loaders.names import Script, is_cjk, parse_names
from cinet.loaders.presets.countries import COUNTRIES
from cinet.loaders.typing_rules import ANYWHERE_RULES, ENDING_RULES, PLATFORMS, WORD_RULES, NameRule
from cinet.vocabulary import UNKNOWN

__all__ = ["LEGAL_FORM", "NAME_RULE", "NO_RULE", "name_types"]

LEGAL_FORM: Final = "legal form"
NAME_RULE: Final = "name rule"
NO_RULE: Final = "unknown"

_FORM_CONFIDENCE: Final = 0.9
_WEAK_CONFIDENCE: Final = 0.8
_BESIDE_A_WEAK_FORM: Final = 0.6
_COUNTRY_CONFIDENCE: Final = 0.9
_PLATFORM_CONFIDENCE: Final = 0.9
# the directories ROR and GRID tell companies of one name apart by their country
_TAIL: Final = re.compile(r"\(([^()]{2,60})\)\s*$")
_LAST_BRACKETS: Final = re.compile(r"[(（][^()（）]*[)）]\s*$")
_LATIN: Final = "0123456789abcdefghijklmnopqrstuvwxyz "
_LONGEST_SIGN: Final = 4
_SHORTEST_STEM: Final = 3

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
    inner = parse_names(given.str.replace(_LAST_BRACKETS, "", regex=True), script)["plain"]
    rows = [_typed(*texts) for texts in zip(given, parts["plain"], parts["form"], inner, strict=True)]
    # one more row, for the code -1 of a missing name
    found = pd.DataFrame([*rows, _NOTHING], columns=list(_COLUMNS))
    return found.take(codes).set_axis(names.index)


def _typed(given: str, plain: str, form: str, inner: str) -> _Found:
    if plain in PLATFORMS:
        return "platform", _PLATFORM_CONFIDENCE, NAME_RULE, plain
    ruled = _by_ending(plain, inner) if is_cjk(plain) else _by_words(plain)
    if form:
        kind = CJK_ENDINGS.get(form) or CJK_OPENINGS.get(form) or LATIN_FORMS.get(form, "firm")
        if form not in WEAK_FORMS:
            return kind, _FORM_CONFIDENCE, LEGAL_FORM, form
        # hospitals, foundations and institutes are incorporated too; a word that says little is not enough for one
        believed = ruled[0] not in (UNKNOWN, "government") and ruled[1] >= _BESIDE_A_WEAK_FORM
        return ruled if believed else (kind, _WEAK_CONFIDENCE, LEGAL_FORM, form)
    tail = _TAIL.search(given)
    if tail and tail[1].casefold() in COUNTRIES:
        return "firm", _COUNTRY_CONFIDENCE, NAME_RULE, "(country)"
    return ruled


@cache
def _signs(rules: tuple[NameRule, ...]) -> dict[str, int]:
    """Return sign -> place of the first rule that has it."""
    return {sign: place for place, rule in reversed(list(enumerate(rules))) for sign in rule.signs}


@cache
def _stems() -> tuple[dict[str, int], int]:
    """Return the beginnings and endings of words among the signs, and the length of the longest."""
    stems = {sign: place for sign, place in _signs(WORD_RULES).items() if "*" in sign}
    return stems, max(map(len, stems))


@lru_cache(maxsize=65_536)
def _word_rank(word: str) -> tuple[int, str]:
    """Return the first rule that a word meets, as itself or by its beginning or end, and its sign."""
    signs = _signs(WORD_RULES)
    stems, longest = _stems()
    met = [(signs[word], word)] if word in signs else []
    met += [
        (stems[sign], sign)
        for size in range(_SHORTEST_STEM, min(len(word), longest) + 1)
        for sign in (word[:size] + "*", "*" + word[-size:])
        if sign in stems
    ]
    return min(met, default=(len(WORD_RULES), ""))


def _by_words(plain: str) -> _Found:
    words = plain.split(" ")
    signs = _signs(WORD_RULES)
    met = [_word_rank(word) for word in words]
    for size in range(2, _LONGEST_SIGN + 1):
        phrases = (" ".join(words[place : place + size]) for place in range(len(words) - size + 1))
        met += [(signs[phrase], phrase) for phrase in phrases if phrase in signs]
    return _found(WORD_RULES, *min(met))


def _by_ending(plain: str, inner: str) -> _Found:
    signs = _signs(ENDING_RULES)
    longest = max(map(len, signs))
    for name in (plain, inner):
        # a name in two scripts has its Latin words behind
        native = name.rstrip(_LATIN) or name
        for size in range(min(longest, len(native)), 0, -1):
            if native[-size:] in signs:
                return _found(ENDING_RULES, signs[native[-size:]], native[-size:])
    inside = _signs(ANYWHERE_RULES)
    met = [(place, sign) for sign, place in inside.items() if sign in plain]
    return _found(ANYWHERE_RULES, *min(met, default=(len(ANYWHERE_RULES), "")))


def _found(rules: tuple[NameRule, ...], place: int, sign: str) -> _Found:
    if place == len(rules):
        return _NOTHING
    return rules[place].type, rules[place].confidence, NAME_RULE, sign
