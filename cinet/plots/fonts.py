"""Find a font that holds Chinese characters, and say which characters no font holds.

No font is shipped with cinet: one is taken from the machine, from ``CINET_FONT`` or from the optional
package ``zhplot``, whose font file is read without importing it (importing it changes global settings).
"""

from __future__ import annotations

import functools
import importlib.util
import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import matplotlib
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.ft2font import FT2Font

from cinet.errors import SchemaError, UnknownName, nearest

__all__ = ["CJK_FAMILIES", "LATIN_FAMILY", "cjk_family", "missing_glyphs"]

#: Ships with matplotlib, so it is there on every machine.
LATIN_FAMILY: Final = "DejaVu Sans"

#: Families looked for on the machine, best first.
CJK_FAMILIES: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)

_PACKAGE: Final = "zhplot"
_PACKAGE_FONT: Final = Path("fonts", "NotoSansSC-Regular.ttf")
_GENERIC: Final = ("serif", "sans-serif", "monospace", "cursive", "fantasy")

# Unicode categories that leave no mark: controls, formats, spaces, line and paragraph ends
_UNSEEN: Final = ("Cc", "Cf", "Zs", "Zl", "Zp")


def cjk_family() -> str | None:
    """Return the family that draws Chinese characters, or None when there is none.

    Looks at the environment variable ``CINET_FONT`` (a font file or an installed family), then at
    the installed families of `CJK_FAMILIES`, then at the font file of the package ``zhplot``. A font
    file is made known to matplotlib; nothing else changes.

    >>> family = cjk_family()
    >>> family is None or isinstance(family, str)
    True
    """
    asked = os.environ.get("CINET_FONT", "").strip()
    if asked:
        return _asked_family(asked)
    installed = set(fontManager.get_font_names())
    for family in CJK_FAMILIES:
        if family in installed:
            return family
    path = _package_font()
    return None if path is None else _register(path)


def missing_glyphs(texts: Iterable[object]) -> list[str]:
    """Return the characters that no font of the current style can draw, sorted.

    Call it inside ``with style(...)``: outside, it answers for matplotlib's own settings.

    >>> missing_glyphs(["Fudan University", "a_b^c", None])
    []
    """
    wanted = {
        character
        for text in texts
        for character in str(text)
        if unicodedata.category(character) not in _UNSEEN
    }
    for family in _families():
        wanted -= _characters(family)
    return sorted(wanted)


def _families() -> list[str]:
    """Return the families of the current settings, generic names spelled out."""
    # typed by the literal names of the settings; here a name is composed
    settings: Any = matplotlib.rcParams
    listed: list[str] = []
    for family in settings["font.family"]:
        listed += settings[f"font.{family}"] if family in _GENERIC else [family]
    return listed


@functools.lru_cache(maxsize=32)
def _characters(family: str) -> frozenset[str]:
    """Return the characters of a family's regular face; none when it is not installed."""
    try:
        face = findfont(FontProperties(family=[family]), fallback_to_default=False)
    except ValueError:
        return frozenset()
    return frozenset(map(chr, get_font(face).get_charmap()))


def _asked_family(asked: str) -> str:
    path = Path(asked).expanduser()
    if path.is_file():
        return _register(path)
    installed = sorted(set(fontManager.get_font_names()))
    if asked not in installed:
        raise UnknownName(
            f"the environment variable CINET_FONT names {asked!r}, which is neither a font file nor "
            f"an installed font family.{nearest(asked, installed)} Give the path of a .ttf or .otf "
            "file, or unset the variable."
        )
    return asked


def _package_font() -> Path | None:
    """Return the font file of the optional package, without importing the package."""
    found = importlib.util.find_spec(_PACKAGE)
    folders = (found.submodule_search_locations or []) if found is not None else []
    files = [Path(folder, _PACKAGE_FONT) for folder in folders]
    return next((file for file in files if file.is_file()), None)


def _register(path: Path) -> str:
    """Make a font file known to matplotlib, once, and return its family."""
    try:
        family = FT2Font(str(path)).family_name
    except RuntimeError as error:
        raise SchemaError(
            f"{path.name} cannot be read as a font ({error}). Set CINET_FONT to a .ttf or .otf file."
        ) from error
    if str(path) not in {entry.fname for entry in fontManager.ttflist}:
        fontManager.addfont(path)
        _characters.cache_clear()
    return family
