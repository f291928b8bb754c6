from __future__ import annotations

import os
import shutil
from pathlib import Path

import matplotlib
import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure

from cinet import registry
from cinet.errors import MissingExtra, SchemaError, UnknownName
from cinet.plots import cjk_family, current_lang, fonts, missing_glyphs, rank, style
from cinet.plots.style import axes_for, new_figure
from cinet.plots.words import _KEYS, _UNITS, _WORDS, axis_label, word
from cinet.vocabulary import ACTOR_TYPES, type_label

DEJAVU = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


@pytest.fixture
def bare(monkeypatch):
    """A machine without any Chinese font: only the families that matplotlib ships, no zhplot."""
    monkeypatch.delenv("CINET_FONT", raising=False)
    kept = [entry for entry in font_manager.fontManager.ttflist if entry.name.startswith("DejaVu")]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", kept)
    font_manager.fontManager._findfont_cached.cache_clear()
    fonts._characters.cache_clear()
    monkeypatch.setattr(fonts, "_PACKAGE", "a_package_that_nobody_has")
    yield monkeypatch
    monkeypatch.undo()
    font_manager.fontManager._findfont_cached.cache_clear()
    fonts._characters.cache_clear()


@pytest.mark.parametrize("name", ["paper", "screen"])
def test_settings_are_what_they_were_after_the_block(name, monkeypatch):
    monkeypatch.setitem(matplotlib.rcParams, "font.size", 23.0)
    before = dict(matplotlib.rcParams)
    with style(name):
        assert matplotlib.rcParams["font.size"] < 23
        assert matplotlib.rcParams["svg.hashsalt"] == "cinet"
    assert dict(matplotlib.rcParams) == before


def test_settings_and_language_come_back_after_an_error(chinese):
    before = dict(matplotlib.rcParams)
    with pytest.raises(ZeroDivisionError), style("paper", "zh"):
        _ = 1 / (current_lang() != "zh")
    assert dict(matplotlib.rcParams) == before
    assert current_lang() == "en"


def test_an_earlier_theme_does_not_reach_inside(monkeypatch):
    monkeypatch.setitem(matplotlib.rcParams, "axes.grid", True)
    with style():
        assert not matplotlib.rcParams["axes.grid"]


def test_styles_nest(chinese):
    with style("paper", "zh"):
        with style("screen", "en"):
            assert current_lang() == "en"
            assert new_figure().get_size_inches()[0] == pytest.approx(5.25)
        assert current_lang() == "zh"
        assert new_figure().get_size_inches()[0] == pytest.approx(3.5)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("papr", "en"), r"style 'papr' is not known\. Did you mean 'paper'\? Known: paper, screen\."),
        (("paper", "fr"), r"language 'fr' is not known\. Known: en, zh\."),
    ],
)
def test_unknown_style_or_language(arguments, said):
    with pytest.raises(UnknownName, match=said), style(*arguments):
        pass


def test_unknown_width():
    with pytest.raises(UnknownName, match="width 'triple' is not known"):
        new_figure("triple")


def test_axes_for_makes_a_figure_only_when_none_is_given():
    ax, target = axes_for(None, "double", 2)
    assert target is ax.figure
    assert axes_for(ax, "single", 1) == (ax, ax)


def test_a_figure_drawn_after_its_style_keeps_its_ticks(actors):
    with style("paper"):
        ax = rank(actors, "strength")
    ax.set_xlim(0, 1000)  # new ticks are made now, outside the style
    ax.figure.draw_without_rendering()
    for tick in ax.get_xticklabels():
        assert tick.get_fontsize() == pytest.approx(6.65)
        assert tick.get_fontfamily()[0] == "DejaVu Sans"


# --- fonts -----------------------------------------------------------------------------------------


def test_every_word_has_its_characters(chinese):
    labels = [type_label(kind, "zh") for kind in ACTOR_TYPES]
    labels += [registry.label(name, "zh") for name in registry.COLUMNS]
    labels += [text for table in (_WORDS, _KEYS, _UNITS) for _, text in table.values()]
    with style("paper", "zh"):
        assert missing_glyphs(labels) == []


def test_chinese_is_drawn_with_glyphs(chinese, actors):
    actors["name"] = ["复旦大学", "张江高科", "科研院所", "浦东新区人民政府", "哔哩哔哩", "创作者"]
    for lang in ("en", "zh"):
        with style("paper", lang):
            # a missing glyph is a warning, and a warning fails the test
            rank(actors, "strength").figure.draw_without_rendering()


def test_missing_glyphs_names_what_no_font_has(chinese):
    with style("paper", "zh"):
        assert missing_glyphs(["复旦\n大学\u200b", "\U000e0fff", "x\ue123", 3]) == ["\ue123", "\U000e0fff"]


def test_missing_glyphs_reads_generic_families(bare):
    bare.setitem(matplotlib.rcParams, "font.family", ["sans-serif", "No Such Family"])
    bare.setitem(matplotlib.rcParams, "font.sans-serif", ["DejaVu Sans"])
    assert missing_glyphs(["firm 企业业"]) == ["业", "企"]


def test_without_a_chinese_font(bare):
    assert cjk_family() is None
    with (
        pytest.raises(MissingExtra, match=r"pip install cinet-ecosystem\[zh\].*CINET_FONT"),
        style("paper", "zh"),
    ):
        pass
    with style("paper", "en"):
        assert matplotlib.rcParams["font.family"] == ["DejaVu Sans"]
        assert missing_glyphs(["Fudan 复旦"]) == ["复", "旦"]


def test_the_best_installed_family_is_taken(bare):
    bare.setattr(
        font_manager.fontManager, "get_font_names", lambda: ["Droid Sans Fallback", "WenQuanYi Micro Hei"]
    )
    assert cjk_family() == "WenQuanYi Micro Hei"


def test_package_font_is_found_without_importing_the_package(bare, tmp_path):
    folder = tmp_path / "fontpackage"
    (folder / "fonts").mkdir(parents=True)
    folder.joinpath("__init__.py").write_text("raise AssertionError('imported')")
    bare.syspath_prepend(tmp_path)
    bare.setattr(fonts, "_PACKAGE", "fontpackage")
    assert cjk_family() is None  # the package is there, its font is not
    shutil.copy(DEJAVU, folder / "fonts" / "NotoSansSC-Regular.ttf")
    assert cjk_family() == "DejaVu Sans"


def test_environment_names_a_family(monkeypatch):
    monkeypatch.setenv("CINET_FONT", "DejaVu Serif")
    with style():
        assert matplotlib.rcParams["font.family"] == ["DejaVu Sans", "DejaVu Serif"]


def test_environment_names_a_file_and_it_is_registered_once(bare, tmp_path):
    copy = tmp_path / "mine.ttf"
    shutil.copy(DEJAVU, copy)
    bare.setenv("CINET_FONT", os.fspath(copy))
    assert cjk_family() == cjk_family() == "DejaVu Sans"
    assert [entry.fname for entry in font_manager.fontManager.ttflist].count(os.fspath(copy)) == 1


def test_environment_names_nothing_that_exists(monkeypatch):
    monkeypatch.setenv("CINET_FONT", "DejaVu Sanss")
    with pytest.raises(UnknownName, match=r"CINET_FONT names 'DejaVu Sanss'.*Did you mean 'DejaVu Sans'\?"):
        cjk_family()


def test_environment_names_a_file_that_is_no_font(monkeypatch, tmp_path):
    text = tmp_path / "notes.ttf"
    text.write_text("no font")
    monkeypatch.setenv("CINET_FONT", os.fspath(text))
    with pytest.raises(SchemaError, match=r"notes\.ttf cannot be read as a font"):
        cjk_family()


# --- words -----------------------------------------------------------------------------------------


def test_words_in_both_languages():
    assert word("named null", "zh", name="分层") == "分层（均值，95 %）"
    assert axis_label("window", "en") == "Window"
    assert axis_label("park", "zh") == "park"
    assert axis_label("T", "zh") == "螺旋协同度 T（比特）"
    assert axis_label("T", "zh", unit="mbit") == "螺旋协同度 T（毫比特）"
    assert axis_label("T", "en", unit="nat") == "Helix synergy T (nat)"
    for english, chinese in _WORDS.values():
        assert english.count("{") == chinese.count("{")


def test_importing_and_drawing_does_not_touch_pyplot(actors):
    before = dict(matplotlib.rcParams)
    assert isinstance(rank(actors, "strength").figure, Figure)
    assert dict(matplotlib.rcParams) == before
