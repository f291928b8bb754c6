"""Controlled vocabularies as data: actor types and the crosswalks that lead to them.

An actor type says what an actor *is* (a firm, a university, a digital agent); a crosswalk says how the
codes of a source map to actor types; a helix says which actor types make one part of a synergy measure.
All three are choices, so each has a name that enters the recipe of every result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from cinet.errors import UnknownName, first_few, nearest

__all__ = [
    "ACTOR_TYPES",
    "CROSSWALKS",
    "HELICES",
    "HELIX_SOURCES",
    "UNKNOWN",
    "canonical_type",
    "crosswalk",
    "helix_parts",
    "type_label",
]

UNKNOWN: Final = "unknown"

#: Actor type -> label in English and Chinese, in the order used by tables and figures.
ACTOR_TYPES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "firm": {"en": "firm", "zh": "企业"},
        "university": {"en": "university", "zh": "高校"},
        "research_institute": {"en": "research institute", "zh": "科研院所"},
        "government": {"en": "government", "zh": "政府"},
        "intermediary": {"en": "intermediary", "zh": "中介机构"},
        "platform": {"en": "platform", "zh": "平台"},
        "creator": {"en": "creator", "zh": "创作者"},
        "user": {"en": "user or community", "zh": "用户与社区"},
        "digital": {"en": "digital actor", "zh": "数字主体"},
        "hospital": {"en": "hospital", "zh": "医院"},
        "place": {"en": "place", "zh": "空间载体"},
        # a private person: an inventor, a sole applicant, the author of a paper as an actor
        "individual": {"en": "individual", "zh": "个人"},
        "other": {"en": "other", "zh": "其他"},
        "unknown": {"en": "unknown", "zh": "未知"},
    }
)

#: Name of a crosswalk -> source code (lower case) -> actor type.
CROSSWALKS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        # CORDIS activityType
        "cordis": MappingProxyType(
            {
                "hes": "university",
                "prc": "firm",
                "rec": "research_institute",
                "pub": "government",
                "oth": "other",
            }
        ),
        # ROR v2 types and OpenAlex institution types
        "ror": MappingProxyType(
            {
                "education": "university",
                "company": "firm",
                "government": "government",
                "healthcare": "hospital",
                "facility": "research_institute",
                "archive": "intermediary",
                "nonprofit": "intermediary",
                "funder": "intermediary",
                "other": "other",
            }
        ),
        # words that users write in their own tables
        "plain": MappingProxyType(
            {
                "company": "firm",
                "enterprise": "firm",
                "industry": "firm",
                "企业": "firm",
                "公司": "firm",
                "academia": "university",
                "高校": "university",
                "大学": "university",
                "institute": "research_institute",
                "research institute": "research_institute",
                "research institution": "research_institute",
                "科研院所": "research_institute",
                "研究院": "research_institute",
                "public": "government",
                "政府": "government",
                "association": "intermediary",
                "协会": "intermediary",
                "中介机构": "intermediary",
                "平台": "platform",
                "创作者": "creator",
                "用户": "user",
                "ai": "digital",
                "bot": "digital",
                "数字主体": "digital",
                "医院": "hospital",
                "person": "individual",
                "natural person": "individual",
                "inventor": "individual",
                "个人": "individual",
                "自然人": "individual",
                "其他": "other",
                "未知": "unknown",
            }
        ),
    }
)

#: Name of a helix scheme -> part -> actor types that count as this part.
HELICES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "triple": MappingProxyType(
            {
                "university": ("university",),
                "firm": ("firm",),
                "government": ("government",),
            }
        ),
        "triple_with_institutes": MappingProxyType(
            {
                "university": ("university", "research_institute"),
                "firm": ("firm",),
                "government": ("government",),
            }
        ),
        "quadruple": MappingProxyType(
            {
                "university": ("university",),
                "firm": ("firm",),
                "government": ("government",),
                "civil_society": ("intermediary", "creator", "user"),
            }
        ),
        "co_innovation": MappingProxyType(
            {
                "firm": ("firm",),
                "government": ("government",),
                "knowledge": ("university", "research_institute"),
                "intermediary": ("intermediary",),
                "user": ("user",),
            }
        ),
        "co_governance": MappingProxyType(
            {
                "government": ("government",),
                "alliance": ("intermediary",),
                "firm": ("firm",),
                "society": ("university", "research_institute", "user"),
            }
        ),
        "platform_ecology": MappingProxyType(
            {
                "platform": ("platform",),
                "firm": ("firm",),
                "creator": ("creator",),
            }
        ),
    }
)

#: Name of a helix scheme -> where its parts come from. Which types make a part is a choice; each scheme is one.
HELIX_SOURCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "triple": "Etzkowitz and Leydesdorff (2000), Research Policy 29:109: university, industry, government",
        "triple_with_institutes": "the triple helix with public research counted as science",
        "quadruple": "Carayannis and Campbell (2009), Int. J. Technology Management 46:201: the triple helix and a "
        "media-based and culture-based public, or civil society",
        "co_innovation": "Chen Jin (2012), co-innovation: 企业、政府、知识生产机构（大学、研究机构）、中介机构和用户",
        "co_governance": "Liu Xinxin, development models of cultural-industry clusters: "
        "政府引导、联盟协调、企业主体、社会参与; society is 研究机构、中介组织、社区居民等社会力量, where universities "
        "count as 研究机构 and associations make the alliance",
        "platform_ecology": "Liu Xinxin, development models of cultural-industry clusters: "
        "大企业建平台、中小企业创内容、个人创作者活生态",
    }
)


def crosswalk(scheme: str | Mapping[str, str] | None) -> dict[str, str]:
    """Return source code (lower case) -> actor type for a named or a given crosswalk.

    Actor types and the plain words for them always map to themselves; the scheme comes on top.

    >>> crosswalk("cordis")["hes"], crosswalk({"U": "university"})["u"]
    ('university', 'university')
    """
    merged = dict(CROSSWALKS["plain"])
    merged.update({name: name for name in ACTOR_TYPES})
    if scheme is None:
        return merged
    if isinstance(scheme, str):
        if scheme not in CROSSWALKS:
            raise UnknownName(
                f"crosswalk {scheme!r} is not known.{nearest(scheme, CROSSWALKS)} "
                f"Known: {', '.join(sorted(CROSSWALKS))}; or pass a mapping from code to actor type."
            )
        merged.update(CROSSWALKS[scheme])
        return merged
    wrong = sorted({target for target in scheme.values() if target not in ACTOR_TYPES})
    if wrong:
        raise UnknownName(
            f"the crosswalk maps to {first_few(wrong)}, not to actor types."
            f"{nearest(wrong[0], ACTOR_TYPES)} Actor types: {', '.join(ACTOR_TYPES)}."
        )
    merged.update({str(code).strip().casefold(): target for code, target in scheme.items()})
    return merged


def canonical_type(code: object, scheme: Mapping[str, str]) -> str | None:
    """Map one source code to an actor type, or None when the crosswalk does not know it.

    >>> canonical_type(" HES ", crosswalk("cordis"))
    'university'
    """
    return scheme.get(str(code).strip().casefold())


def helix_parts(parts: str | Sequence[str] | Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Resolve the parts of a helix: a scheme name, a list of actor types, or part -> actor types.

    >>> helix_parts(["university", "firm"])
    {'university': ('university',), 'firm': ('firm',)}
    """
    if isinstance(parts, str):
        if parts not in HELICES:
            raise UnknownName(
                f"helix scheme {parts!r} is not known.{nearest(parts, HELICES)} "
                f"Known: {', '.join(HELICES)}; or give a list of actor types."
            )
        resolved = {part: tuple(types) for part, types in HELICES[parts].items()}
    elif isinstance(parts, Mapping):
        resolved = {
            str(part): (types,) if isinstance(types, str) else tuple(types) for part, types in parts.items()
        }
    else:
        resolved = {str(part): (str(part),) for part in parts}
    named = [kind for types in resolved.values() for kind in types]
    wrong = [kind for kind in named if kind not in ACTOR_TYPES]
    if wrong:
        raise UnknownName(
            f"helix parts name {first_few(wrong)}, not actor types.{nearest(wrong[0], ACTOR_TYPES)} "
            f"Actor types: {', '.join(ACTOR_TYPES)}."
        )
    twice = sorted({kind for kind in named if named.count(kind) > 1})
    if twice:
        raise UnknownName(
            f"actor type {first_few(twice)} stands in more than one helix part; "
            "each actor type may count for one part only."
        )
    return resolved


def type_label(actor_type: str, lang: str = "en") -> str:
    """Return the label of an actor type for tables and figures.

    >>> type_label("digital"), type_label("firm", "zh")
    ('digital actor', '企业')
    """
    labels = ACTOR_TYPES.get(actor_type)
    return labels["zh" if lang == "zh" else "en"] if labels is not None else str(actor_type)
