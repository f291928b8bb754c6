from __future__ import annotations

import pytest

from cinet.errors import UnknownName
from cinet.vocabulary import (
    ACTOR_TYPES,
    CROSSWALKS,
    HELICES,
    HELIX_SOURCES,
    UNKNOWN,
    canonical_type,
    crosswalk,
    helix_parts,
    type_label,
)


def test_every_type_has_a_label_in_two_languages():
    for labels in ACTOR_TYPES.values():
        assert set(labels) == {"en", "zh"}
        assert labels["en"].isascii()
        assert not labels["zh"].isascii()
    assert UNKNOWN in ACTOR_TYPES


@pytest.mark.parametrize("name", CROSSWALKS)
def test_crosswalks_lead_to_types_from_lower_case(name):
    for code, target in CROSSWALKS[name].items():
        assert code == code.casefold().strip()
        assert target in ACTOR_TYPES


@pytest.mark.parametrize("name", HELICES)
def test_helices_are_made_of_types(name):
    assert helix_parts(name) == {part: tuple(types) for part, types in HELICES[name].items()}


def test_every_helix_says_where_it_comes_from():
    assert list(HELIX_SOURCES) == list(HELICES)
    assert all(HELIX_SOURCES.values())


def test_helices_of_the_founding_papers():
    assert list(HELICES["co_innovation"]) == ["firm", "government", "knowledge", "intermediary", "user"]
    assert list(HELICES["co_governance"]) == ["government", "alliance", "firm", "society"]
    assert list(HELICES["platform_ecology"]) == ["platform", "firm", "creator"]


def test_individuals_are_in_no_named_helix():
    """Inventors stood among applicants by the form of the law: counting them would make a part of nobody."""
    assert not any("individual" in types for parts in HELICES.values() for types in parts.values())


def test_vocabularies_cannot_be_changed():
    for table in (ACTOR_TYPES, CROSSWALKS, CROSSWALKS["cordis"], HELICES, HELICES["triple"], HELIX_SOURCES):
        with pytest.raises(TypeError):
            table["new"] = "value"


@pytest.mark.parametrize(
    ("code", "scheme", "found"),
    [
        ("HES", "cordis", "university"),
        (" prc ", "cordis", "firm"),
        ("Education", "ror", "university"),
        ("企业", None, "firm"),
        ("Firm", None, "firm"),
        ("Person", None, "individual"),
        ("Individual", None, "individual"),
        (" inventor ", None, "individual"),
        ("Natural Person", None, "individual"),
        ("个人", None, "individual"),
        ("自然人", None, "individual"),
        ("firm", "cordis", "firm"),
        ("HES", None, None),
        (None, None, None),
        ("Uni", {" UNI ": "university"}, "university"),
        ("company", {"company": "platform"}, "platform"),
    ],
)
def test_canonical_type(code, scheme, found):
    assert canonical_type(code, crosswalk(scheme)) == found


def test_a_crosswalk_may_be_changed_without_harm():
    held = crosswalk("cordis")
    held["hes"] = "firm"
    assert crosswalk("cordis")["hes"] == "university"


def test_unknown_crosswalks_are_refused():
    with pytest.raises(
        UnknownName, match=r"'cordi' is not known. Did you mean 'cordis'\? Known: cordis, plain, ror"
    ):
        crosswalk("cordi")
    with pytest.raises(
        UnknownName, match=r"maps to 'univerity', not to actor types. Did you mean 'university'\?"
    ):
        crosswalk({"HES": "univerity", "PRC": "firm"})


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (["firm", "user"], {"firm": ("firm",), "user": ("user",)}),
        (
            {"science": ["university", "research_institute"]},
            {"science": ("university", "research_institute")},
        ),
        ({"science": "university"}, {"science": ("university",)}),
    ],
)
def test_helix_parts(parts, found):
    assert helix_parts(parts) == found


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ("tripel", r"'tripel' is not known. Did you mean 'triple'\?"),
        (["firm", "univercity"], r"name 'univercity', not actor types. Did you mean 'university'\?"),
        ({"a": ["firm", "user"], "b": ["user"]}, "actor type 'user' stands in more than one helix part"),
    ],
)
def test_what_are_no_helix_parts(parts, message):
    with pytest.raises(UnknownName, match=message):
        helix_parts(parts)


def test_labels():
    assert type_label("digital") == "digital actor"
    assert type_label("digital", "zh") == "数字主体"
    assert (type_label("individual"), type_label("individual", "zh")) == ("individual", "个人")
    assert type_label("park") == "park"
