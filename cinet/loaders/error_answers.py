"""What a service answers instead of records when something went wrong: a short object that says so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from cinet.errors import first_few

__all__ = ["answer_of_an_error", "error_in"]

_LONGEST: Final = 60
# an answer that says what went wrong is short
_MOST_ANSWER: Final = 65_536
_SAYS_ERROR: Final = ("error", "errors", "fault", "service-error", "error-response", "exception")
_BESIDE_ERROR: Final = frozenset(
    {
        *_SAYS_ERROR, "message", "status", "statuscode", "status_code", "code", "detail", "details", "title", "type",
        "documentation_url", "timestamp", "path", "success", "reason", "request_id", "requestid", "instance", "count",
        "description", "message-type", "message-version", "error_description", "error_code",
        "errorcode", "help", "url", "response", "meta", "jsonapi",
    }
)  # fmt: skip
_MOST_TOLD: Final = 2
_FAILED: Final = ("failed", "fail", "error")


def answer_of_an_error(text: str) -> str | None:
    """Say what a service answered instead of records.

    Parameters
    ----------
    text : str
        A text that begins as JSON does.

    Returns
    -------
    str or None
        None when it is no answer that only tells of an error.

    Examples
    --------
    >>> answer_of_an_error('{"error": "Invalid query", "message": "no such field"}')
    "the answer of a service that there was an error: 'Invalid query', 'no such field'"
    >>> answer_of_an_error('{"results": []}') is None
    True
    """
    if len(text) > _MOST_ANSWER:
        return None
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return error_in(answer)


def error_in(answer: object) -> str | None:
    """Say what a service answered instead of records.

    Parameters
    ----------
    answer : object
        A document of JSON.

    Returns
    -------
    str or None
        None when it is no answer that only tells of an error.

    Examples
    --------
    >>> error_in({"message": "Not Found"})
    "the answer of a service that there was an error: 'Not Found'"
    """
    if not isinstance(answer, dict) or not {str(key).casefold() for key in answer} <= _BESIDE_ERROR:
        return None
    every = _said([answer], 0)
    # the longest tell most
    longest = sorted(every, key=len)[-_MOST_TOLD:]
    said = [text for text in every if text in longest][:_MOST_TOLD]
    tells = any(value for key, value in answer.items() if key.casefold() in _SAYS_ERROR)
    if not (tells or isinstance(answer.get("message"), str) or answer.get("status") in _FAILED):
        return None
    return f"the answer of a service that there was an error{f': {first_few(said)}' if said else ''}"


def _said(values: Sequence[Any], depth: int) -> list[str]:
    """Return the texts in an answer, outermost first."""
    found: list[str] = []
    for value in values:
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        texts = [value] if isinstance(value, str) else []
        found += [text[:_LONGEST] for text in texts if text.strip()]
        found += _said(inner, depth + 1) if depth < 4 else []
    return found
