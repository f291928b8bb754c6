"""Reading JSON at all: documents, lines, folders and archives, and what is broken in them."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import CinetError, LoadError
from cinet.loaders import json_text
from cinet.loaders.json_records import JsonSource
from cinet.loaders.json_values import text_of


def walked(source: object, **options: Any) -> tuple[list[tuple[int, Any]], JsonSource]:
    held = JsonSource(source, **options)
    return [(place[1], record) for place, record in held.records()], held


@pytest.mark.parametrize(
    ("text", "form", "numbers"),
    [
        ('{"a": 1}', "JSON", [1]),
        ('[{"a": 1}, 2, {"a": 3}]\n', "JSON", [1, 3]),
        ('{"a": 1}\n\n{"a": 2}\r\n{"a": 3', "JSON lines", [1, 2]),
        ('{"a": 1\n{"a": 2}\n{"a": 3} x\n', "JSON lines", [2]),
        ('{\n"a": 1}\n{\n"a": 2}\n', "JSON documents", [1, 2]),
        ('{"a":\n1} {"a": 2} {"a"', "JSON documents", [1, 2]),
        ('{"a": 1} {"a": 2}', "JSON documents", [1, 2]),
        ("[]", "JSON", []),
    ],
)
def test_forms(tmp_path: Path, text: str, form: str, numbers: list[int]) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-16", newline="")
    found, held = walked(path)
    assert [number for number, _ in found] == numbers
    assert held.files(frozenset("a")).values.tolist() == [["x.json", form, "utf-16", ""]]
    told = held.issues()
    assert len(held.read()) == len(numbers) + len(told)
    assert (told["action"] == "dropped").all()


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ('{"w": {"}": [1], "\\\\": [2, 3], "\\"": [4]}, "a": 1}\n', "JSON", [{"w": None, "a": 1}]),
        ('[{"a": 1, "w": {\n "x": [1]\n}}]', "JSON", [{"a": 1, "w": None}]),
        ('{"w": {}, "a": 1}\n{"a": {"b": 1}, "w": {"x": [1]}}\n', "JSON lines",
         [{"w": None, "a": 1}, {"a": {"b": 1}, "w": None}]),
        ('{"w": {"x": {"y": 1}}}', "JSON", [{"w": {"x": {"y": 1}}}]),
        ('{"t": "\\"w\\": {}", "w": 3}', "JSON", [{"t": '"w": {}', "w": 3}]),
        ('{"w":\n{"x": [1]}} {"w": {}}', "JSON documents", [{"w": {"x": [1]}}, {"w": {}}]),
        ('{"w": {"x": [1]}, "a": }\n{"w": {"x": [1]}}', "JSON lines", [{"w": None}]),
    ],
)  # fmt: skip
def test_a_key_that_need_not_be_read(tmp_path: Path, text: str, form: str, found: list[Any]) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    read, held = walked(path, skip=json_text.left_out("w"))
    assert [record for _, record in read] == found
    assert held.files(frozenset()).loc[0, "format"] == form
    for reason in held.issues()["reason"]:
        assert "char 23" in reason


WORDS = st.dictionaries(st.text(max_size=4), st.lists(st.integers(0, 9), max_size=2), max_size=3)


@given(
    st.dictionaries(st.sampled_from(["w", '"w', "a", "w:"]), WORDS | st.text(max_size=6) | st.integers()),
    st.booleans(),
)
def test_nothing_else_is_left_out(record: dict[str, Any], spread: bool) -> None:
    text = json.dumps(record, indent=2 if spread else None, ensure_ascii=False)
    cut = json.loads(json_text.left_out("w").sub(r"\1null", text))
    assert cut.keys() == record.keys()
    assert all(cut[key] == value for key, value in record.items() if not key.endswith("w"))


def test_lines_that_are_broken_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    deep = "[" * 200_000
    path.write_text(f'\n{{"a": 1}}\n{deep}\n{{"a": {"9" * 5000}}}\nnull\n{{"a": 2}}{{"a": 3}}\n')
    found, held = walked(path)
    assert [number for number, _ in found] == [1]
    reasons = held.issues()["reason"].tolist()
    assert [reason.partition(":")[0] for reason in reasons] == [
        "line 3 is no sound JSON", "line 4 is no sound JSON", "the record is null, not an object",
        "line 6 is no sound JSON",
    ]  # fmt: skip
    assert "nested too deeply" in reasons[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it starts with nothing"),
        ("id,name\n1,a\n", "it starts with 'id,name"),
        ('[{"a": 1}, {"a": 2', "It may have been cut off"),
        ('{"a": 1, "b"', "It may have been cut off"),
        ("[" * 200_000, "nested too deeply"),
        ("[1,\n2,\n" * 60, "It may have been cut off"),
    ],
)
def test_what_is_no_json(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(LoadError, match=reason):
        walked(path)


def test_a_document_too_long_to_be_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "_MOST_DOCUMENT", 20)
    path = tmp_path / "x.json"
    path.write_text('[{"a": 1}, {"a": 2}, {"a": 3}]')
    with pytest.raises(LoadError, match="one document of 30 characters"):
        walked(path)
    path.write_text('{"a": 1}\n{"a": 2}\n{"a": 3}\n')
    assert len(walked(path)[0]) == 3


def test_folders_archives_and_lists(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.json").write_text('[{"a": 1}]')
    (tmp_path / "notes.md").write_text("x")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "x.json").write_text("x")
    _, held = walked(tmp_path)
    assert held.read()["source_file"].tolist() == ["one/x.json", "two/x.json"]
    assert held.issues()["file"].tolist() == ["__MACOSX/x.json", "notes.md"]
    _, listed = walked([tmp_path / "one" / "x.json", tmp_path / "two" / "x.json"])
    assert listed.read()["source_file"].str.endswith(("one/x.json", "two/x.json")).all()
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("x.json.gz", gzip.compress(b"[]"))
    with pytest.raises(LoadError, match="a gzip file within an archive"):
        walked(archive)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("notes.md", "x")
    with pytest.raises(LoadError, match=r"a\.zip holds no file that ends with \.json.*'notes\.md'"):
        walked(archive)
    (tmp_path / "none").mkdir()
    with pytest.raises(LoadError, match="Files there: none"):
        walked(tmp_path / "none")
    for wrong in ([], [3], 3):
        with pytest.raises(LoadError, match="JSON is read from a path"):
            walked(wrong)
    with pytest.raises(LoadError, match="there is no file"):
        walked(tmp_path / "absent.json")


def test_an_inferred_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes('[{"name": "深圳大学与华为公司合作"}]'.encode("gb18030"))
    found, held = walked(path)
    assert found[0][1]["name"] == "深圳大学与华为公司合作"
    assert held.issues()["action"].str.startswith("doubted: read as gb18030").all()


def test_numbers_and_text() -> None:
    given_as = (2**63 + 1, 10**5000, 1.5, 1e300, float("nan"), float("inf"), True, None, {})
    assert [text_of(value) for value in given_as] == [
        "9223372036854775809", None, "1.5", "1e+300", None, None, None, None, None,
    ]  # fmt: skip
    many = {f"k{number:03d}": 1 for number in range(203)} | {"half \ud83d": 1}
    _, held = walked([many])
    assert held.files(frozenset()).loc[0, "unknown_columns"].split("|")[-1] == "and 4 more"
    assert text_of("half \ud83d of é") == "half ? of é"


@settings(max_examples=200)
@given(
    st.binary(max_size=60)
    | st.text(alphabet='{}[]",:0123456789ae+-.\\ \n\r\ttrufalsn', max_size=60).map(str.encode)
    | st.lists(st.sampled_from([b'{"a": 1}', b"\n", b"[", b"]", b",", b"{", b" ", b"null"]), max_size=12).map(
        b"".join
    )
)
def test_any_bytes_give_records_or_an_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.json"
    path.write_bytes(data)
    try:
        found, held = walked(path)
    except CinetError:
        return
    dropped = (held.issues()["action"] == "dropped").sum()
    assert len(found) + dropped == len(held.read())
