"""What is asked of a grader: a question, which variant of it, and an answer. Equal ones are graded once."""

import json
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from ..cache import digest

Ask: TypeAlias = tuple[str, str, str, str]
"""The question, the variant, the seed and the answer of a row, each as `coded`: they hash, compare and travel."""

Chunk: TypeAlias = tuple[Ask, ...]
"""Asks that are graded together. An empty one costs nothing, and comes back in its turn."""

Said: TypeAlias = tuple[str, ...]
"""What a grader says of each ask of a chunk: the text of a JSON object with the fields that it adds to the row."""

_OTHER: Final = "\0"
"""Before what is no text: the JSON of a value, or nothing where there is none."""


def ask_of(fields: Mapping[str, Any]) -> Ask:
    """Return what a row asks, whatever its fields hold.

    >>> ask_of({"question": "halved", "answer": [1, 1, 5, 5], "student": "ada"})
    ('halved', '\\x00', '\\x00', '\\x00[1, 1, 5, 5]')
    """
    get = fields.get
    question, variant, seed, answer = get("question"), get("variant"), get("seed"), get("answer")
    if variant is None is seed and type(question) is str is type(answer) and question[:1] != _OTHER != answer[:1]:
        return question, _OTHER, _OTHER, answer  # as nearly all rows are: quick
    return coded(question), coded(variant), coded(seed), coded(answer)


def coded(value: Any) -> str:
    """Return a value of JSON as text from which `value_of` makes it again; a text that needs no mark as it is."""
    if type(value) is str and not value.startswith(_OTHER):
        return value
    return _OTHER if value is None else _OTHER + json.dumps(value)


def value_of(text: str) -> Any:
    """Return the value that `coded` made this text of.

    >>> [value_of(coded(value)) for value in ("a", "\\0a", None, 1.0, True, ["a"])]
    ['a', '\\x00a', None, 1.0, True, ['a']]
    """
    if not text.startswith(_OTHER):
        return text
    return None if text == _OTHER else json.loads(text[1:])


def digest_of(ask: Ask) -> bytes:
    """Return a digest of an ask: 16 bytes."""
    return bytes.fromhex(digest(*ask))
