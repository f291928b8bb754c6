from __future__ import annotations

import pytest

from cinet import errors


@pytest.mark.parametrize(
    "name",
    [name for name in errors.__all__ if isinstance(getattr(errors, name), type) and "Warning" not in name],
)
def test_one_class_catches_all(name):
    assert issubclass(getattr(errors, name), errors.CinetError)
    assert getattr(errors, name).__doc__


def test_kinds_are_those_of_python_too():
    assert issubclass(errors.SchemaError, ValueError)
    assert issubclass(errors.UnknownName, LookupError)
    assert issubclass(errors.MissingExtra, ImportError)
    assert issubclass(errors.DataLossWarning, errors.CinetWarning)
    assert issubclass(errors.CinetWarning, UserWarning)


def test_a_message_is_shown_as_it_was_written():
    assert str(errors.UnknownName("measure 'x' is not registered.")) == "measure 'x' is not registered."


@pytest.mark.parametrize(
    ("values", "most", "text"),
    [
        ([], 5, ""),
        (["a"], 5, "'a'"),
        (["a", "b"], 2, "'a', 'b'"),
        (["a", "b", "c"], 2, "'a', 'b' and 1 more"),
        (range(9), 5, "'0', '1', '2', '3', '4' and 4 more"),
        ((letter for letter in "ab"), 1, "'a' and 1 more"),
    ],
)
def test_first_few(values, most, text):
    assert errors.first_few(values, most) == text


def test_nearest():
    assert errors.nearest("newmann", ["full", "newman"]) == " Did you mean 'newman'?"
    assert errors.nearest("xyz", ["full", "newman"]) == ""
    assert errors.nearest("xyz", []) == ""
