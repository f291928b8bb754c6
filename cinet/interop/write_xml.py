"""Networks as GraphML and as GEXF 1.3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from cinet.errors import SchemaError, first_few, nearest
from cinet.interop.attributes import (
    Attribute,
    Kind,
    actor_ids,
    attributes_of,
    labels_of,
    number_text,
    refuse_unwritable,
    ties_of,
)
from cinet.network import Network
from cinet.window import Window

__all__ = ["gexf_text", "gexf_windows_text", "graphml_text"]

# a line end or a tab in an attribute is a blank to every reader unless it is written as a number
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def graphml_text(net: Network) -> str:
    """Write a network as GraphML.

    Parameters
    ----------
    net : Network
        Undirected or directed.

    Returns
    -------
    str
        Nodes with the columns of the actors, edges with their weight; a missing value is left out.

    Raises
    ------
    SchemaError
        A text holds control characters, which XML cannot.
    """
    ids = actor_ids(net.index)
    attributes = attributes_of(net.actors)
    refuse_unwritable({"the id": ids, **_texts(attributes)}, "GraphML")
    kind = "directed" if net.directed else "undirected"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    for place, attribute in enumerate(attributes):
        name = _quoted(attribute.name)
        lines.append(f'<key id="n{place}" for="node" attr.name={name} attr.type="{attribute.kind}"/>')
    lines += [
        '<key id="w" for="edge" attr.name="weight" attr.type="double"/>',
        f'<graph edgedefault="{kind}">',
    ]
    for row, id in enumerate(ids):
        data = "".join(
            f'<data key="n{place}">{_shown(text)}</data>' for place, text in _given(attributes, row)
        )
        lines.append(f"<node id={_quoted(id)}>{data}</node>")
    for i, j, weight in ties_of(net):
        data = f'<data key="w">{number_text(weight)}</data>'
        lines.append(f"<edge source={_quoted(ids[i])} target={_quoted(ids[j])}>{data}</edge>")
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def _shown(text: str) -> str:
    return text.translate(_ESCAPES)


def _texts(attributes: Sequence[Attribute]) -> dict[str, Sequence[str | None]]:
    names = {f"the name of column {part.name!r}": [part.name] for part in attributes}
    return {**names, **{f"the column {part.name!r}": part.texts for part in attributes}}


def _given(attributes: Sequence[Attribute], row: int) -> Iterator[tuple[int, str]]:
    for place, attribute in enumerate(attributes):
        text = attribute.texts[row]
        if text is not None:
            yield place, text


_GEXF_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
    "<meta><creator>cinet</creator></meta>",
)


def _gexf_attributes(attributes: Sequence[Attribute]) -> list[str]:
    declared = [
        f'<attribute id="{place}" title={_quoted(attribute.name)} type="{attribute.kind}"/>'
        for place, attribute in enumerate(attributes)
    ]
    return ['<attributes class="node" mode="static">', *declared, "</attributes>"] if declared else []


def _gexf_values(attributes: Sequence[Attribute], row: int) -> str:
    values = "".join(
        f'<attvalue for="{place}" value={_quoted(text)}/>' for place, text in _given(attributes, row)
    )
    return f"<attvalues>{values}</attvalues>" if values else ""


def gexf_text(net: Network, *, label: str | None = None) -> str:
    """Write a network as GEXF 1.3.

    Parameters
    ----------
    net : Network
        Undirected or directed.
    label : str, optional
        Column of the actors that labels them; their ids unless given.

    Returns
    -------
    str
        Nodes with the columns of the actors, edges with their weight; a missing value is left out.

    Raises
    ------
    SchemaError
        A text holds control characters, which XML cannot.
    """
    ids, labels = actor_ids(net.index), labels_of(net, label)
    attributes = attributes_of(net.actors)
    refuse_unwritable({"the id": ids, **_texts(attributes)}, "GEXF")
    kind = "directed" if net.directed else "undirected"
    lines = [
        *_GEXF_HEAD,
        f'<graph mode="static" defaultedgetype="{kind}">',
        *_gexf_attributes(attributes),
        "<nodes>",
    ]
    for row, (id, name) in enumerate(zip(ids, labels, strict=True)):
        lines.append(f"<node id={_quoted(id)} label={_quoted(name)}>{_gexf_values(attributes, row)}</node>")
    lines += ["</nodes>", "<edges>"]
    for number, (i, j, weight) in enumerate(ties_of(net)):
        ends = f"source={_quoted(ids[i])} target={_quoted(ids[j])}"
        lines.append(f'<edge id="{number}" {ends} weight="{number_text(weight)}"/>')
    return "\n".join([*lines, "</edges>", "</graph>", "</gexf>", ""])


def gexf_windows_text(
    nets: Mapping[str, Network], windows: Sequence[Window], *, label: str | None = None
) -> str:
    """Write the networks of several windows as one dynamic GEXF 1.3 file.

    Parameters
    ----------
    nets : mapping
        Label of a window -> its network.
    windows : sequence of Window
        The windows; those without a network are left out.
    label : str, optional
        Column of the actors that labels them; their ids unless given.

    Returns
    -------
    str
        Every actor and every tie has one spell for each window it is part of, both days included, and a tie the
        weight that it has in it. Attributes of an actor are those of the first window it stands in.

    Raises
    ------
    SchemaError
        A network has no window, some are directed and some are not, or a text holds control characters.
    """
    known = {window.label: window for window in windows}
    strange = [name for name in nets if name not in known]
    if strange:
        raise SchemaError(
            f"the network {first_few(strange)} has no window of this label.{nearest(strange[0], known)} Give the "
            "windows from which the networks were made."
        )
    if len({net.directed for net in nets.values()}) != 1:
        raise SchemaError(
            "the networks of all windows must be directed, or all undirected, and there must be one."
        )
    chosen = sorted(((known[name], net) for name, net in nets.items()), key=lambda pair: pair[0].start)
    spells: dict[str, list[str]] = {}
    nodes: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    kinds: dict[str, Kind] = {}
    ties: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for window, net in chosen:
        span = f'start="{window.start}" end="{window.end - np.timedelta64(1, "D")}"'
        ids, labels = actor_ids(net.index), labels_of(net, label)
        attributes = attributes_of(net.actors)
        refuse_unwritable({"the id": ids, **_texts(attributes)}, "GEXF")
        for attribute in attributes:
            if kinds.setdefault(attribute.name, attribute.kind) != attribute.kind:
                kinds[attribute.name] = "string"
        for row, (id, name) in enumerate(zip(ids, labels, strict=True)):
            spells.setdefault(id, []).append(span)
            if id not in nodes:
                held = [(attributes[place].name, text) for place, text in _given(attributes, row)]
                nodes[id] = name, held
        for i, j, weight in ties_of(net):
            source, target = ids[i], ids[j]
            swapped = not net.directed and (target, source) in ties
            pair = (target, source) if swapped else (source, target)
            ties.setdefault(pair, []).append((span, number_text(weight)))
    place_of = {name: place for place, name in enumerate(kinds)}
    directed = "directed" if chosen[0][1].directed else "undirected"
    lines = [
        *_GEXF_HEAD,
        f'<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="{directed}">',
        *_gexf_attributes([Attribute(name, kind, []) for name, kind in kinds.items()]),
        '<attributes class="edge" mode="dynamic"><attribute id="weight" title="Weight" type="double"/></attributes>',
        "<nodes>",
    ]
    for id, (name, held) in nodes.items():
        values = "".join(f'<attvalue for="{place_of[what]}" value={_quoted(text)}/>' for what, text in held)
        listed = f"<attvalues>{values}</attvalues>" if values else ""
        lines.append(f"<node id={_quoted(id)} label={_quoted(name)}>{listed}{_spelled(spells[id])}</node>")
    lines += ["</nodes>", "<edges>"]
    for number, ((source, target), held_in) in enumerate(ties.items()):
        values = "".join(f'<attvalue for="weight" value="{weight}" {span}/>' for span, weight in held_in)
        lines.append(
            f'<edge id="{number}" source={_quoted(source)} target={_quoted(target)}>'
            f"<attvalues>{values}</attvalues>{_spelled([span for span, _ in held_in])}</edge>"
        )
    return "\n".join([*lines, "</edges>", "</graph>", "</gexf>", ""])


def _spelled(spans: Sequence[str]) -> str:
    return f"<spells>{''.join(f'<spell {span}/>' for span in spans)}</spells>"
