"""What is cut out of a text of JSON before it is parsed, and that nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.loaders.json_cuts import LeftOut


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ('{"w":[1, {"x": "]"}],"a":1}', '{"w":null,"a":1}'),
        ('{"w": {"}": [1], "\\"": [2]}, "v":[]}', '{"w": null, "v":[]}'),
        # not flat, no list or object, no end, or no key at all
        ('{"w":[[1], 2]}', '{"w":[[1], 2]}'),
        ('{"w":{"x": {}}}', '{"w":{"x": {}}}'),
        ('{"w":"[]"}', '{"w":"[]"}'),
        ('{"w":', '{"w":'),
        ('{"w":[1', '{"w":[1'),
        ('{"w":["a]', '{"w":["a]'),
        ('{"\\"w":[1]}', '{"\\"w":[1]}'),
        ('{"a":"w:[1]"}', '{"a":"w:[1]"}'),
        # again and again, in any order
        ('[{"v":[1.5],"w":[2.5]},{"w":[3.5],"v":[4.5]},{"v":[5.5]}]',
         '[{"v":null,"w":null},{"w":[3.5],"v":null},{"v":null}]'),
    ],
)  # fmt: skip
def test_cuts(text: str, cut: str) -> None:
    assert LeftOut("v", "w").cut(text) == cut


def test_keys_in_another_order_are_found_later() -> None:
    left_out = LeftOut("v", "w")
    assert left_out.cut('{"v":[1.5],"w":[2.5]}') == '{"v":null,"w":null}'
    turned = [left_out.cut('{"w":[2.5],"v":[1.5]}') for _ in range(70)]
    assert turned[0] == '{"w":[2.5],"v":null}'
    assert turned[-1] == '{"w":null,"v":null}'


WORDS = st.dictionaries(st.text(max_size=4), st.lists(st.integers(0, 9), max_size=2), max_size=3)
ITEMS = st.lists(st.text(alphabet='ab[]{}"\\,: ', max_size=5), max_size=3)
KEYS = st.sampled_from(["w", '"w', "a", "w:"])


@given(
    st.lists(st.dictionaries(KEYS, WORDS | ITEMS | st.text(max_size=6) | st.integers()), max_size=3),
    st.booleans(),
    st.booleans(),
)
def test_nothing_else_is_left_out(records: list[dict[str, Any]], spread: bool, escaped: bool) -> None:
    text = json.dumps(records, indent=2 if spread else None, ensure_ascii=escaped)
    cut = json.loads(LeftOut("w").cut(text))
    assert [list(record) for record in cut] == [list(record) for record in records]
    for ours, theirs in zip(cut, records, strict=True):
        for key, value in theirs.items():
            # what is as short as null is not worth a cut
            gone = key == "w" and isinstance(value, dict | list) and ours[key] is None
            assert gone or ours[key] == value
