"""mdbook-quiz: TOML with `[[questions]]`, whose texts are Markdown."""

import tomllib
from dataclasses import replace
from typing import Any

from .form import Asked, Broken, Gathering, Imported, Option, Uncarried, first_words
from .hypertext import Markdown
from .telling import option
from .texts import cleaned, decoded


def import_mdbook(raw: bytes) -> Imported:
    """Return the questions of a quiz for mdbook-quiz. Raises Broken."""
    text, said = decoded(raw)
    if said:
        raise Broken("it is no TOML: it is not UTF-8")
    try:
        read = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Broken(f"it is no TOML: {why}") from None
    questions = read.get("questions")
    if not isinstance(questions, list):
        raise Broken("it is no quiz for mdbook-quiz: there is no [[questions]]")
    contexts = read.get("multipart")
    found = Gathering()
    for number, one in enumerate(questions, 1):
        place = f"question {number}"
        prompt = _text(one, "prompt", "prompt") or _text(one, "prompt", "program")
        name = first_words(cleaned(prompt)) if prompt else place
        try:
            found.add(_asked(one, name, place, contexts if isinstance(contexts, dict) else {}))
        except Uncarried as why_not:
            found.refuse(name, place, why_not)
    return found.imported()


def _text(one: Any, *keys: str) -> str:
    for key in keys:
        one = one.get(key) if isinstance(one, dict) else None
    return one.strip() if isinstance(one, str) else ""


def _asked(one: Any, name: str, place: str, contexts: dict[str, Any]) -> Asked:
    if not isinstance(one, dict) or not isinstance(one.get("prompt"), dict) or not isinstance(one.get("answer"), dict):
        raise Uncarried("it has no prompt or no answer")
    kind = one.get("type")
    if kind == "Tracing":
        raise Uncarried("a Tracing question is judged by the Rust compiler")
    prompt = cleaned(_text(one, "prompt", "prompt"))
    part_of = one.get("multipart")
    if isinstance(part_of, str):
        prompt = f"{cleaned(_text(contexts, part_of))}\n\n{prompt}".strip()
    if not prompt:
        raise Uncarried("it has no prompt")
    asked = Asked(name, place, prompt, _text(one, "id"), explanation=cleaned(_text(one, "context")))
    if kind == "ShortAnswer":
        others = one["answer"].get("alternatives") or []
        typed = [_option(text, True) for text in [one["answer"].get("answer"), *_listed(others)]]
        return replace(asked, typed=tuple(typed))
    if kind == "MultipleChoice":
        return _choice(asked, one)
    raise Uncarried(f"questions of type {str(kind)[:40]!r} can't be carried")


def _choice(asked: Asked, one: dict[str, Any]) -> Asked:
    answer = one["answer"].get("answer")
    several = isinstance(answer, list)
    rights = [_option(text, True) for text in _listed(answer)]
    wrong = [_option(text, False) for text in _listed(one["prompt"].get("distractors") or [])]
    if not rights:
        raise Uncarried("none of its choices is right")
    return replace(asked, options=(*rights, *wrong), several=several)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _option(text: Any, right: bool) -> Option:
    if not isinstance(text, str):
        raise Uncarried(f"a choice of it is no text: {str(text)[:40]!r}")
    said = cleaned(text).strip()
    return option(Markdown(said, " ".join(said.split())), right, "")
