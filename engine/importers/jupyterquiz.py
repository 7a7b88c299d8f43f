"""jupyterquiz: a list of questions in JSON, whose texts are Markdown with LaTeX."""

import json
import re
from dataclasses import replace
from html import unescape
from math import floor, log10
from typing import Any, Final

from .form import Asked, Broken, Gathering, Imported, Option, Uncarried, first_words
from .hypertext import Markdown, from_html
from .numeric import centred, one_range
from .telling import kept, option
from .texts import cleaned, decoded

_KNOWN: Final = frozenset(("question", "type", "answers", "code", "precision", "answer_cols", "input_width", "id"))


def import_jupyterquiz(raw: bytes) -> Imported:
    """Return the questions of a quiz for jupyterquiz. Raises Broken."""
    text, said = decoded(raw)
    if said:
        raise Broken("it is no JSON: it is not UTF-8")
    try:
        read = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Broken(f"it is no JSON: {why}") from None
    if not isinstance(read, list):
        raise Broken("it is no quiz for jupyterquiz: a list of questions is wanted")
    found = Gathering()
    for number, one in enumerate(read, 1):
        place = f"question {number}"
        name = first_words(re.sub(r"<[^<>]*>", " ", _said(one, "question")), place)
        left: list[str] = []
        try:
            found.add(_asked(one, name, place, left), left)
        except Uncarried as why_not:
            found.refuse(name, place, why_not)
    return found.imported()


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")


def _said(one: Any, key: str) -> str:
    text = one.get(key) if isinstance(one, dict) else None
    return unescape(cleaned(text)).strip("\n").rstrip() if isinstance(text, str) else ""


def _html(text: str) -> Markdown:
    """Return a text in Markdown: jupyterquiz puts it on the page as HTML, and people write code between backticks."""
    pieces = re.split(r"(```[^`]+```|`[^`\n]+`)", text)
    if len(pieces) == 1:
        return from_html(text)
    return from_html("".join([_as_code(piece) if place % 2 else piece for place, piece in enumerate(pieces)]))


def _as_code(piece: str) -> str:
    if not piece.startswith("```"):
        return f"<code>{piece[1:-1]}</code>"
    return f"<pre>{re.sub('^(?:python)?' + chr(10), '', piece[3:-3])}</pre>"


def _markdown(one: Any, key: str, left: list[str]) -> str:
    text = one.get(key)
    return kept(_html(text), left) if isinstance(text, str) else ""


def _asked(one: Any, name: str, place: str, left: list[str]) -> Asked:
    if not isinstance(one, dict) or not isinstance(one.get("answers"), list) or not one["answers"]:
        raise Uncarried("it has no answers")
    if not all(isinstance(answer, dict) for answer in one["answers"]):
        raise Uncarried("an answer of it is no mapping")
    prompt, code, kind = _markdown(one, "question", left), _said(one, "code"), one.get("type")
    if not prompt:
        raise Uncarried("it has no question")
    left += [f"{str(key)[:40]!r} is left out" for key in one if key not in _KNOWN]
    if code:
        prompt += f"\n\n```python\n{code}\n```"
    asked = Asked(name, place, prompt, _said(one, "id"))
    if kind in ("multiple_choice", "many_choice"):
        options = tuple([_option(answer) for answer in one["answers"]])
        marks = [choice.right for choice in options]
        if not any(marks):
            raise Uncarried("none of its choices is right")
        if kind == "multiple_choice" and sum(marks) > 1:
            raise Uncarried(f"{sum(marks)} choices are right, and only one may be chosen")
        return replace(asked, options=options, several=kind == "many_choice")
    if kind == "numeric":
        return _number(asked, one, left)
    if kind == "string":
        return _string(asked, one["answers"], left)
    raise Uncarried(f"questions of type {str(kind)[:40]!r} can't be carried")


def _option(answer: dict[str, Any]) -> Option:
    text, right = answer.get("answer"), answer.get("correct")
    if type(right) is not bool:
        raise Uncarried("an answer of it says neither true nor false under 'correct'")
    code = _said(answer, "code")
    if "\n" in code:
        raise Uncarried("a choice holds several lines of code")
    said = _html(text) if isinstance(text, str) else Markdown("", "")
    if code:
        said = Markdown(f"{said.text} `{code}`".strip(), f"{said.plain} {code}".strip(), said.left)
    return option(said, right, _why(answer))


def _why(answer: dict[str, Any]) -> str:
    text = answer.get("feedback")
    said = from_html(text).text if isinstance(text, str) else ""
    return (
        "" if said.rstrip(".!").lower() in ("correct", "incorrect", "not correct", "false", "true", "wrong") else said
    )


def _string(asked: Asked, answers: list[dict[str, Any]], left: list[str]) -> Asked:
    typed = []
    for answer in answers:
        if answer.get("type") == "default":
            left += _of_others(answer)
        elif answer.get("fuzzy_threshold") is not None and answer.get("correct"):
            raise Uncarried("its answer counts as right when it is only similar")
        elif (found := _option(answer)).right:
            typed.append(found)
            left += ["capitals counted, and do not here"] if answer.get("match_case") is True else []
        else:
            left.append(f"what is told of the wrong answer {found.text!r} is left out")
    if not typed:
        raise Uncarried("none of its answers is right")
    return replace(asked, typed=tuple(typed))


def _of_others(answer: dict[str, Any]) -> list[str]:
    return [f"what is told of every other answer is left out: {why!r}"] if (why := _why(answer)) else []


def _number(asked: Asked, one: dict[str, Any], left: list[str]) -> Asked:
    ranges: list[tuple[float, float]] = []
    told: list[float | None] = []
    why = ""
    precision = one.get("precision")
    for answer in one["answers"]:
        if answer.get("type") == "default":
            left += _of_others(answer)
            continue
        low, high, value = _bounds(answer, precision if type(precision) is int else None)
        if answer.get("correct") is True:
            ranges.append((low, high))
            told.append(value)
            why = why or _why(answer)
        elif _why(answer):
            left.append(f"what is told of wrong numbers is left out: {_why(answer)!r}")
    if not ranges:
        raise Uncarried("none of its numbers is right")
    low, high = one_range(ranges)
    text, tolerance = centred(low, high, told[ranges.index((low, high))])
    return replace(asked, typed=(Option(text, why=why),), tolerance=tolerance)


def _bounds(answer: dict[str, Any], precision: int | None) -> tuple[float, float, float | None]:
    value, spread = answer.get("value"), answer.get("range")
    if any(type(one) is int and abs(one) > 1 << 62 for one in (value, *(spread if isinstance(spread, list) else ()))):
        raise Uncarried("a number of it is too large")
    if isinstance(value, int | float) and not isinstance(value, bool):
        reach = 0.0
        if precision is not None and value and 0 < precision < 16:  # so many digits count
            reach = 0.5 * 10.0 ** (floor(log10(abs(value))) + 1 - precision)
        return float(value) - reach, float(value) + reach, float(value)
    if isinstance(spread, list) and len(spread) == 2 and all(type(one) in (int, float) for one in spread):
        return float(spread[0]), float(spread[1]), None
    raise Uncarried("a number of it can't be read")
