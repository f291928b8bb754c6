"""Settings of the user guide; it builds without a network, and a warning is an error."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import cinet

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

project = "cinet"
author = "The cinet developers"
copyright = f"2026, {author}"
release = version = cinet.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build"]
templates_path = ["_templates"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}

autosummary_generate = True
autodoc_typehints = "none"
napoleon_google_docstring = False
napoleon_use_rtype = False
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "cinet"
html_show_sourcelink = False


def setup(app: Any) -> None:
    """Draw the figures before the pages are read; a table in CSV has no colours."""
    from draw import FOLDER, draw_all
    from pygments.lexers.special import TextLexer

    app.add_lexer("csv", TextLexer)
    app.connect("builder-inited", lambda _: draw_all(HERE / FOLDER))
