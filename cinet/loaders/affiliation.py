r"""An affiliation, as an author wrote it, to the organisation it names.

The rule is one of three, named by the source, and its words are data in ``presets/affiliations.py``:

* ``"first"``: what stands before the first comma (Web of Science puts the organisation first);
* ``"largest"``: of the parts between commas, the last one with a word such as *university*, *academy* or *Ltd*;
  else the last institute or hospital; else the first part that is not a department, laboratory or centre (Scopus
  keeps the order of the authors, mostly from the smallest unit to the largest);
* ``"chinese"``: of the parts between commas and blanks, the first one that names a university, firm, hospital or
  academy, cut where that name ends, so that schools and laboratories are counted as their parent.

In every case the country is the last part, if it is the name of one. What was given stays beside what was found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from cinet.loaders.presets.affiliations import (
    CAMPUSES,
    CHINESE_MAIN,
    CHINESE_OTHER,
    COMMA_NAMES,
    INSTITUTE,
    LEGAL_FORMS,
    MAIN,
    PART,
    PLACE,
    SUBUNIT,
    SUBUNIT_END,
)
from cinet.loaders.presets.countries import COUNTRIES, US_STATES

__all__ = ["RULES", "Affiliation", "AffiliationReader", "AffiliationRule", "chinese_addresses", "is_chinese"]

AffiliationRule = Literal["first", "largest", "chinese", "as given"]

#: How an organisation may be found in an affiliation.
RULES: Final = ("first", "largest", "chinese", "as given")

# longer texts are no affiliation: nothing is looked for in them, and only their begin is shown
_LONGEST: Final = 1_000
_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Affiliation:
    """The organisation and the country (ISO 3166) that an affiliation names, and the affiliation as given.

    The organisation is empty when the text is too long to be an affiliation.
    """

    organisation: str
    country: str | None
    given: str


def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


_MAIN: Final = _words(MAIN)
_INSTITUTE: Final = _words(INSTITUTE)
_PART: Final = _words(PART)
_SUBUNIT: Final = re.compile(
    rf"(?:the )?(?:{'|'.join(SUBUNIT)})(?!\w)|.*(?<!\w)(?:{'|'.join(SUBUNIT_END)})$", re.IGNORECASE
)
_PLACE: Final = re.compile(rf"(?:{'|'.join(PLACE)})", re.IGNORECASE)
_LEGAL: Final = re.compile(rf"(?:{'|'.join(LEGAL_FORMS)})\.?", re.IGNORECASE)
_COMMA_NAMES: Final = re.compile("|".join(map(re.escape, COMMA_NAMES)), re.IGNORECASE)
# how these names begin: hardly any affiliation needs the search for the whole of them
_COMMA_BEGINS: Final = tuple({f"{name.partition(',')[0]},".lower() for name in COMMA_NAMES})
# what stands between commas that are not within brackets
_PIECE: Final = re.compile(r"(?:\([^()]*\)|[^,])+")
_CHINESE_MAIN: Final = tuple(map(re.compile, CHINESE_MAIN))
_CHINESE_OTHER: Final = tuple(map(re.compile, CHINESE_OTHER))
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
# "MA 01003 USA", "Box 12 Japan": a state, a postcode, then the country
_BEHIND_CODE: Final = re.compile(r".*(?:\d|\b[A-Z]{2})\s+(\D+)")
_US_CODE: Final = re.compile(rf"(?:{'|'.join(US_STATES)})\s+\d{{5}}(?:-\d{{4}})?", re.IGNORECASE)
_POSTCODE: Final = re.compile(r"(?=\D*\d)[A-Z]{0,3}[\d -]+(?:[A-Z]{2})?")
# "1.", "(1)", "①" before a Chinese address, "|JG001257" behind it, "430074" within
_NUMBERED: Final = re.compile(r"^\s*(?:[(（\[]?\d{1,2}[)）\]]|\d{1,2}\s*[.．、]|[①-⑳])\s*")
_CODED: Final = re.compile(r"\|\s*[A-Za-z]{2}\d+|(?<!\d)\d{6}(?!\d)")
_TAIL: Final = re.compile(r"(?<=[^(（])[(（][^()（）]*[)）]\s*$")


@dataclass(slots=True)
class AffiliationReader:
    """Finds organisations by one rule; what was seen before is remembered.

    Parameters
    ----------
    rule : {"first", "largest", "chinese", "as given"}
        How the organisation is found.

    Examples
    --------
    >>> read = AffiliationReader("largest")
    >>> read("School of Physics, Wuhan University, Wuhan, 430072, China").organisation
    'Wuhan University'
    >>> AffiliationReader("chinese")("重庆邮电大学移动通信重点实验室").organisation
    '重庆邮电大学'
    """

    rule: AffiliationRule
    seen: dict[str, Affiliation] = field(default_factory=dict)

    def __call__(self, given: str) -> Affiliation:
        """Return what an affiliation names."""
        found = self.seen.get(given)
        if found is None:
            found = self.seen[given] = self._read(given)
        return found

    def _read(self, given: str) -> Affiliation:
        plain = " ".join(given.split())
        if len(plain) > _LONGEST:
            return Affiliation("", None, f"{plain[:_SHOWN]}...")
        parts = _parts(plain)
        country = _country(parts[-1]) if len(parts) > 1 else None
        if self.rule == "as given" or not parts:
            return Affiliation(plain, country, plain)
        if self.rule == "first":
            return Affiliation(parts[0], country, plain)
        if self.rule == "chinese" and is_chinese(plain):
            return Affiliation(_chinese(plain), country, plain)
        return Affiliation(_largest(parts[:-1] if country else parts), country, plain)


def _parts(plain: str) -> list[str]:
    """Cut an affiliation at its commas, except those that belong to a name."""
    held = plain.rstrip(".;, ")
    folded = held.lower()
    if not held.isascii() or any(begin in folded for begin in _COMMA_BEGINS):
        held = _COMMA_NAMES.sub(lambda name: name[0].replace(",", "\0"), held)
    parts: list[str] = []
    for piece in _PIECE.findall(held):
        part = piece.replace("\0", ",").strip()
        if parts and _LEGAL.fullmatch(part):
            parts[-1] = f"{parts[-1]}, {part}"
        elif part:
            parts.append(part)
    return parts


def is_chinese(text: str) -> bool:
    """Whether a text holds a Chinese character.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    bool
        True from the first one on.

    Examples
    --------
    >>> is_chinese("Wuhan University"), is_chinese("武汉大学")
    (False, True)
    """
    return _HAN.search(text) is not None


def chinese_addresses(text: str) -> list[str]:
    """Cut a Chinese address that names several organisations between commas.

    Parameters
    ----------
    text : str
        One address.

    Returns
    -------
    list of str
        One text per organisation, what follows it included; the text itself when it names one at most.

    Examples
    --------
    >>> chinese_addresses("北京大学,北京 100871,华为技术有限公司")
    ['北京大学,北京 100871', '华为技术有限公司']
    """
    if len(text) > _LONGEST:
        return [text]
    found: list[str] = []
    named = False
    for part in re.split(r"[,，、/]", text):
        names = any(pattern.match(part.strip()) for pattern in _CHINESE_MAIN)
        if found and not (names and named):
            found[-1] = f"{found[-1]},{part}"
        else:
            found.append(part)
        named = named or names
    return found


def _country(part: str) -> str | None:
    plain = part.strip(". ")
    found = COUNTRIES.get(plain.casefold())
    if found is None and _US_CODE.fullmatch(plain):
        return "US"
    if found is None and (behind := _BEHIND_CODE.fullmatch(plain)):
        found = COUNTRIES.get(behind[1].casefold())
    return found


def _largest(parts: list[str]) -> str:
    named = [part for part in parts if not _POSTCODE.fullmatch(part) and not _PLACE.match(part)] or parts
    free = [part for part in named if not _SUBUNIT.match(part)]
    for among, words in ((free, _MAIN), (free, _INSTITUTE), (named, _MAIN)):
        fitting = [part for part in among if words.search(part)]
        if fitting:
            return _with_campus(fitting[-1], named)
    whole = [part for part in free if not _PART.search(part)]
    # the first part names the organisation when it is no unit of one
    if whole and whole[0] == named[0]:
        return whole[0]
    centre = next((part for part in free if _PART.search(part)), None)
    # a single part behind the units is the town
    return centre or (whole[0] if len(whole) > 1 else named[0])


def _with_campus(name: str, named: list[str]) -> str:
    """Add the place to a name that several universities share."""
    if name.casefold().removeprefix("the ") not in CAMPUSES:
        return name
    behind = named[named.index(name) + 1 :]
    place = next((part for part in behind if not _SUBUNIT.match(part) and not _PART.search(part)), None)
    return f"{name}, {place}" if place else name


def _chinese(plain: str) -> str:
    """Find the organisation in a Chinese address; without a word for one, the address stands for itself."""
    bare = _CODED.sub(" ", _NUMBERED.sub("", plain))
    tokens = [token for token in (_TAIL.sub("", piece) for piece in re.split(r"[,，、/\s]+", bare)) if token]
    for patterns in (_CHINESE_MAIN, _CHINESE_OTHER):
        for token in tokens:
            for pattern in patterns:
                if cut := pattern.match(token):
                    return cut[0]
    return " ".join(tokens) or plain
