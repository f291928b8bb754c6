"""Names of organisations in one spelling, so that two writings of one name become equal text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final, Literal

import numpy as np
import pandas as pd

from cinet.errors import MissingExtra, SchemaError
from cinet.loaders.name_tables import (
    CJK_ENDINGS,
    CJK_OPENINGS,
    LATIN_FORMS,
    LATIN_OPENINGS,
    LETTERS,
    TRADITIONAL,
)

__all__ = ["Script", "is_cjk", "name_keys", "parse_names", "plain_names", "simplifier"]

Script = Literal["auto", "opencc", "table", "keep"]
_SCRIPTS: Final = ("auto", "opencc", "table", "keep")

_CJK: Final = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_HAS_CJK: Final = re.compile(f"[{_CJK}]")
_MARKS: Final = re.compile("(?<=[a-z])[\u0300-\u036f]+")
# the length is bounded, so that a name made of dots alone takes no longer than any other
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.){1,8}(?:[a-z]\b(?!')\.?)?")
_CIRCLED: Final = re.compile(r"\((?:株|有|合|주|유|財|财|社)\)")
_POSSESSIVE: Final = re.compile(r"['’`´](?=s\b)")
_OTHER: Final = re.compile(r"[\W_]+")
_BETWEEN_CJK: Final = re.compile(f"(?<=[{_CJK}]) (?=[{_CJK}])")
_CITY: Final = re.compile(r"^(?:[\u4e00-\u9fff]{2,3}省)?([\u4e00-\u9fff]{2,3}(?<!城))市(?![政场民容内郊])")
_MOST_FORMS: Final = 6
_LONGEST_FORM: Final = max(len(form.split()) for form in LATIN_FORMS)
_ENDINGS: Final = tuple(sorted(CJK_ENDINGS, key=len, reverse=True))
_OPENINGS: Final = tuple(sorted(CJK_OPENINGS, key=len, reverse=True))


@cache
def _opencc() -> Callable[[str], str] | None:
    try:
        from opencc import OpenCC
    except ImportError:
        return None
    converted: Callable[[str], str] = OpenCC("t2s").convert
    return converted


def simplifier(script: Script = "auto") -> Callable[[str], str]:
    """Return the function that writes traditional Chinese characters as simplified ones.

    Parameters
    ----------
    script : {"auto", "opencc", "table", "keep"}
        OpenCC, which knows every character; a table of the characters that organisation names are made of; or nothing.
        ``"auto"`` is OpenCC where it is installed, and the table elsewhere.

    Returns
    -------
    callable
        Text to text.

    Raises
    ------
    MissingExtra
        OpenCC was asked for and is not installed.

    Examples
    --------
    >>> simplifier("table")("國立臺灣大學")
    '国立台湾大学'
    """
    if script not in _SCRIPTS:
        raise SchemaError(f"script={script!r} is none of {', '.join(map(repr, _SCRIPTS))}.")
    if script == "keep":
        return str
    found = None if script == "table" else _opencc()
    if found is not None:
        return found
    if script == "opencc":
        raise MissingExtra(
            "script='opencc' needs the package opencc, which is not installed: pip install opencc, or use "
            "script='table', which knows the characters that organisation names are made of."
        )
    table = dict(TRADITIONAL)
    return lambda text: text.translate(table)


def is_cjk(text: str) -> bool:
    """Tell whether a name has Chinese, Japanese or Korean characters.

    Parameters
    ----------
    text : str
        A name.

    Returns
    -------
    bool
        True for one such character or more.

    Examples
    --------
    >>> is_cjk("华为 Huawei"), is_cjk("Huawei")
    (True, False)
    """
    return _HAS_CJK.search(text) is not None


def plain_names(names: pd.Series, script: Script = "auto") -> pd.Series:
    """Write names in lower case, one width, one script, without accents and punctuation.

    Parameters
    ----------
    names : Series of str
        Names as given; missing ones become empty.
    script : {"auto", "opencc", "table", "keep"}
        As for ``simplifier``.

    Returns
    -------
    Series of str
        With the index of the names; legal forms are still there.

    Examples
    --------
    >>> plain_names(pd.Series(["Universität   ZÜRICH", "ＡＢＢ S.p.A.", None])).tolist()
    ['universitat zurich', 'abb spa', '']
    """
    codes, uniques = pd.factorize(names)
    folded = [unicodedata.normalize("NFKC", str(text)).casefold() for text in uniques]
    folded = _converted(folded, simplifier(script))
    plain = np.array([*(_plain(text) for text in folded), ""], dtype=object)
    return pd.Series(plain[codes], index=names.index, dtype="str")


def _converted(texts: list[str], convert: Callable[[str], str]) -> list[str]:
    """Convert the names that need it in one call: a call per name takes ten times as long."""
    places = [place for place, text in enumerate(texts) if is_cjk(text)]
    joined = "\n".join(" ".join(texts[place].split()) for place in places)
    # half a character, as broken JSON can hold, cannot be handed to a converter
    joined = convert(joined.encode("utf-8", "replace").decode())
    for place, text in zip(places, joined.split("\n"), strict=False):
        texts[place] = text
    return texts


def _plain(text: str) -> str:
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", text).translate(LETTERS)
        text = _CIRCLED.sub(" ", text)
    text = _POSSESSIVE.sub("", text.replace("&", " and ").replace("/", " "))
    if "." in text:
        text = _INITIALS.sub(lambda found: found[0].replace(".", "") + " ", text)
    text = _OTHER.sub(" ", text).strip()
    return text if text.isascii() else _BETWEEN_CJK.sub("", text)


def parse_names(names: pd.Series, script: Script = "auto") -> pd.DataFrame:
    """Take names apart into what is compared and the legal form.

    Parameters
    ----------
    names : Series of str
        Names as given.
    script : {"auto", "opencc", "table", "keep"}
        As for ``simplifier``.

    Returns
    -------
    DataFrame
        ``plain`` (the name in one spelling), ``key`` (without legal forms; equal keys are one name) and ``form`` (the
        last legal form, or empty), with the index of the names.

    Examples
    --------
    >>> parse_names(pd.Series(["Huawei Co., Ltd.", "深圳市腾讯有限公司"])).values.tolist()
    [['huawei co ltd', 'huawei', 'ltd'], ['深圳市腾讯有限公司', '深圳腾讯', '有限公司']]
    """
    plain = plain_names(names, script)
    codes, uniques = pd.factorize(plain)
    parts = [_parted(str(text)) for text in uniques]
    keys, forms = (np.array([part[place] for part in parts], dtype=object) for place in (0, 1))
    made = {"plain": plain, "key": keys[codes], "form": forms[codes]}
    return pd.DataFrame(made, index=names.index, dtype="str")


def name_keys(names: pd.Series, *, script: Script = "auto") -> pd.Series:
    """Return the text by which names are compared: two names with one key are written differently, no more.

    NFKC, lower case, simplified Chinese, no accents, no punctuation, no legal form. Names of a place stay, because the
    same name in two cities is two organisations; only ``省`` and ``市`` behind them go.

    Parameters
    ----------
    names : Series of str
        Names as given; missing ones have an empty key.
    script : {"auto", "opencc", "table", "keep"}
        As for ``simplifier``.

    Returns
    -------
    Series of str
        With the index of the names.

    Examples
    --------
    >>> name_keys(pd.Series(["SIEMENS AG", "Siemens Aktiengesellschaft", "株式會社日立製作所", "日立制作所"])).tolist()
    ['siemens', 'siemens', '日立制作所', '日立制作所']
    """
    return parse_names(names, script)["key"]


def _parted(plain: str) -> tuple[str, str]:
    key, last = plain, ""
    without = _without_cjk_form if is_cjk(plain) else _without_form
    # companies within companies: "co ltd", "gmbh and co kg"
    for _ in range(_MOST_FORMS):
        key, form = without(key)
        if not form:
            break
        last = last or form
    return _CITY.sub(r"\1", key), last


def _without_cjk_form(name: str) -> tuple[str, str]:
    """Take the longest legal form from the end of a name, or from its start, unless it is all there is."""
    if name in CJK_ENDINGS or name in CJK_OPENINGS:
        return name, ""
    for form in _ENDINGS:
        if name.endswith(form):
            return name.removesuffix(form).strip(), form
    for form in _OPENINGS:
        if name.startswith(form):
            return name.removeprefix(form).strip(), form
    return name, ""


def _without_form(name: str) -> tuple[str, str]:
    """Take the longest legal form from the end of a name that has words before it, or the one it starts with."""
    words = name.split(" ")
    for size in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        form = " ".join(words[-size:])
        if form in LATIN_FORMS:
            before = words[:-size]
            if len(before) > 1 and before[-1] == "and":
                before = before[:-1]
            return " ".join(before), form
    if len(words) > 1 and words[0] in LATIN_OPENINGS:
        return " ".join(words[1:]), words[0]
    return name, ""
