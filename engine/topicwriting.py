"""Questions as YAML that a person would write, in which nothing is read as anything else than it is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from .tensors import written
from .yamlscalars import plain_scalar
from .yamltraps import ambiguous

_PLAIN: Final = re.compile(r"[^\W_](?:[^\n\t#:\"'\\]|:(?=[^\s])|(?<=\S)#|['\"](?=.))*|\([^\n\t#:\"'\\]*\)")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NUMBERS: Final = re.compile(r"\[[-+0-9., \[\]]+\]")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def scalar(text: str, indent: int, *, answer: bool = False) -> str:
    r"""Return a text as YAML's value after a key or a dash; further lines are indented by `indent`.

    An `answer` that is a number is written as one.

    >>> scalar("no", 0), scalar("Which layer?", 0), scalar("55", 0, answer=True), scalar("a: b", 0)
    ('"no"', 'Which layer?', '55', '"a: b"')
    """
    if answer and _NUMBER.fullmatch(text) and written(plain_scalar(text)) == text and not ambiguous(text):
        return text
    if "\n" in text and not text[:1].isspace() and not re.search(r"\s\Z|[ \t]\n|\t", text):
        lines = [f"{' ' * indent}{line}" if line else "" for line in text.split("\n")]
        return "\n".join(["|-", *lines])
    if (
        _PLAIN.fullmatch(text)
        and not text[-1].isspace()
        and plain_scalar(text) == text
        and not ambiguous(text)
        and "---" not in text[:3]
    ):
        return text
    if "\n" not in text and "'" not in text and "\t" not in text and ("\\" in text or '"' in text):
        return f"'{text}'"
    return f'"{"".join([_ESCAPES.get(letter, letter) for letter in text])}"'


def question_text(question: Mapping[str, Any], comment: str = "") -> str:
    """Return a question as an item of the list `questions`, its keys in the order in which they come."""
    lines = []
    for place, (key, value) in enumerate(question.items()):
        lines.append(f"{'  - ' if not place else '    '}{key}:{_value(key, value, 6)}\n")
    if comment:
        lines.insert(0, f"  # {' '.join(comment.split())}\n")
    return "".join(lines)


_ANSWERS: Final = ("answer", "answers", "distractors", "accept")


def _value(key: str, value: Any, indent: int) -> str:
    answer = key in _ANSWERS
    if isinstance(value, str):
        return f" {scalar(value, indent, answer=answer)}"
    if isinstance(value, Mapping):
        return "".join([f"\n{' ' * indent}{name}:{_value(name, part, indent + 2)}" for name, part in value.items()])
    if _is_flow(value):
        return f" {_flow(value)}"
    if isinstance(value, Sequence):
        return "".join([f"\n{' ' * indent}- {_item(one, indent + 2, answer)}" for one in value])
    return f" {value:g}" if isinstance(value, float) else f" {value}"


def _item(value: Any, indent: int, answer: bool) -> str:
    if isinstance(value, str):
        return scalar(value, indent, answer=answer)
    lines = [f"{name}:{_value(name, part, indent + 2)}" for name, part in value.items()]
    return f"\n{' ' * indent}".join(lines)


def _is_flow(value: Any) -> bool:
    return isinstance(value, list) and all(type(one) in (int, float) or _is_flow(one) for one in value)


def _flow(value: Any) -> str:
    return f"[{', '.join([_flow(one) for one in value])}]" if isinstance(value, list) else repr(value)


def topic_texts(
    title: str, questions: Iterable[str], schema: str = "", most: tuple[int, int] = (900_000, 1_000)
) -> list[str]:
    """Return the text of a topic, of several where it is more than one file may hold: bytes and questions."""
    parts: list[list[str]] = [[]]
    size = 0
    for one in questions:
        size += len(one.encode())
        if parts[-1] and (size > most[0] or len(parts[-1]) >= most[1]):
            parts.append([])
            size = len(one.encode())
        parts[-1].append(one)
    first = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    names = [title if len(parts) == 1 else f"{title}, part {number}" for number in range(1, len(parts) + 1)]
    return [
        f"{first}title: {scalar(name, 2)}\nquestions:\n" + "\n".join(part)
        for name, part in zip(names, parts, strict=True)
    ]
