"""Figures from results: tables in, matplotlib axes out.

A figure reads pandas tables and nothing else, so a table that was saved, edited or made elsewhere is
drawn like one that was just computed. Nothing here changes a global setting or opens a window.
"""

from cinet.plots.fonts import cjk_family, missing_glyphs
from cinet.plots.forest import forest
from cinet.plots.mixing import mixing, mixing_panels
from cinet.plots.network import network
from cinet.plots.palette import COLOURS, MARKERS, colour, marker
from cinet.plots.rank import rank, rank_by_type
from cinet.plots.render import Drawn, render, stamp
from cinet.plots.style import current_lang, style
from cinet.plots.ternary import ternary
from cinet.plots.trend import trend

__all__ = [
    "COLOURS",
    "MARKERS",
    "Drawn",
    "cjk_family",
    "colour",
    "current_lang",
    "forest",
    "marker",
    "missing_glyphs",
    "mixing",
    "mixing_panels",
    "network",
    "rank",
    "rank_by_type",
    "render",
    "stamp",
    "style",
    "ternary",
    "trend",
]
