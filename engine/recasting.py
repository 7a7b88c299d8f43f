"""A published question as one of ours: text and a key, or computed where its words say all that is needed.

A guess is made only where one layer, one input and one way to read every answer stand in the question; the published
key becomes `answer`, so that `check` says whether torch agrees.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .importers.form import Asked, Option
from .keys import Unfit
from .layercall import read_layer
from .literals import BANK, Unreadable
from .question import MOST_CHOICES, Question
from .reading import read_question
from .shapes import read_shape
from .tensors import read_tensor
from .turning import FED, turned
from .wordings import code_of, notes

_FENCE: Final = re.compile(r"^(```+)[^\n`]*\n(.*?)\n\1[ \t]*$", re.MULTILINE | re.DOTALL)
_LAYER: Final = re.compile(r"(?<![\w.])(?:torch\.)?(?:nn\.)?[A-Z]\w*\(")
_SAID: Final = re.compile(r"(?:shape|size|tensor|input)(?: of)?(?: is)?:? `?([(\[][0-9]{1,9}(?:, ?[0-9]{1,9})+[)\]])`?")
_NUMBERS: Final = re.compile(r"\[\s*\[[-0-9.,\s\[\]]{1,4000}\]\s*\]")
_ALLOWED: Final = re.compile(
    r"\s*(?:import [\w. ]+|from [\w.]+ import [\w, ]+|#.*|\w+ = torch\.\w+\(.*\)"
    r"|(?:\w+ = )?(?:torch\.)?(?:nn\.)?[A-Z]\w*\(.*\)"
    r"|(?:\w+ = )?\w+\(\w+\)|print\(\w+(?:\(\w+\))?(?:\.shape|\.size\(\))?\)|\w+(?:\(\w+\))?(?:\.shape|\.size\(\))|)\s*"
)
_MORE: Final = re.compile(
    r"\b(?:stride|padding|dilation|kernel|groups|ceil_mode|followed by|then|after|twice|again|second|without bias)\b",
    re.IGNORECASE,
)
_PARAMETERS: Final = re.compile(r"\bhow many (?:learnable |trainable )?parameters\b", re.IGNORECASE)
_OF_SHAPE: Final = re.compile(r"\bshape|\bsize\b|\bdimensions?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recast:
    """A question as its keys in YAML. `guess` says what it was taken for, where that is not text."""

    keys: dict[str, Any]
    guess: str = ""


def as_text(asked: Asked, name: str, source: str) -> Recast:
    """Return the question as text and a key that nobody computes."""
    return Recast(_keys(asked, name, "match", asked.prompt, {}, source, ticks=True))


def as_computed(asked: Asked, name: str, source: str) -> Recast | None:
    """Return the question as one that torch computes, where there is one way to read it; else None."""
    answers = [_bare(one) for one in (*asked.options, *asked.typed)]
    if not answers or (asked.tolerance or 0) > 0:
        return None
    found, made = _given(asked.prompt), turned(asked.prompt, answers)
    readings = _readings(found, asked, answers) if found is not None else []
    for kind, more, said in (*readings, *([made] if made is not None else [])):
        keys = _keys(asked, name, kind, asked.prompt, more, source, ticks=False)
        try:
            question = read_question(keys)
            read = [question.read(answer) for answer in answers]
        except (Unfit, Unreadable):
            continue
        if asked.typed and not all(question.same(read[0], one) for one in read):
            continue  # several answers are right, and torch knows of one
        keys["prompt"] = _without_what_is_added(asked.prompt, question)
        return Recast(keys, f"{kind}, {said}")
    return None


def problem_of(keys: Mapping[str, Any]) -> str:
    """Return why a question can't be one of ours, in a sentence, or ""."""
    choices = sum([len(keys.get(key, ())) for key in ("answers", "distractors")]) + ("answer" in keys)
    if choices > MOST_CHOICES:
        return f"it has {choices} choices, and letters end at Z"
    try:
        question = read_question(dict(keys))
        texts = [
            (choice, question.read(choice.graded)) for choice in (*question.keys, *[one for _, one in question.wrong])
        ]
    except (Unfit, Unreadable) as error:
        return str(error).splitlines()[0]
    for place, (choice, read) in enumerate(texts):
        twin = next((one for one, other in texts[:place] if question.same(read, other)), None)
        if twin is not None and keys["kind"] == "match":
            both = f"{twin.graded[:40]!r} and {choice.graded[:40]!r}"
            return f"two answers say the same, {both}: neither case nor blanks count"
    return ""


@dataclass(frozen=True, slots=True)
class _Given:
    layer: str
    dims: int
    shape: tuple[int, ...] | None
    numbers: Any


def _given(prompt: str) -> _Given | None:
    """Return the only layer in a question and what goes in; None where something else is there too."""
    code = [found[2] for found in _FENCE.finditer(prompt)]
    if any(not _ALLOWED.fullmatch(line) for block in code for line in block.split("\n")):
        return None
    layers = {str(layer): text for text, layer in _layers(prompt)}
    if len(layers) != 1:
        return None
    prose = prompt
    for text in [text for text, _ in _layers(prompt)]:
        prose = prose.replace(text, " ")
    if _MORE.search(_FENCE.sub(" ", prose)):
        return None
    fed = {tuple(map(int, sizes[1].split(","))) for sizes in FED.finditer(prose)}
    fed |= {read_shape(sizes[1], BANK) for sizes in _SAID.finditer(_FENCE.sub(" ", prose))}
    numbers = {"".join(found[0].split()) for found in _NUMBERS.finditer(prose)}
    if len(fed) + len(numbers) > 1:
        return None
    layer = next(iter(layers))
    sided = re.search(r"([123])d\(", layer)
    dims = int(sided[1]) if sided else 0
    return _Given(layer, dims, next(iter(fed), None), _lists(next(iter(numbers))) if numbers else None)


def _lists(text: str) -> Any:
    def nested(value: Any) -> Any:
        if isinstance(value, tuple):
            return [nested(one) for one in value]
        return int(value) if value == int(value) else value

    try:
        return nested(read_tensor(text))
    except Unreadable:
        return None


def _layers(prompt: str) -> list[tuple[str, Any]]:
    """Return the layers that stand in a text and in no other, as they are written and as they are read."""
    found = []
    done = 0
    for start in _LAYER.finditer(prompt):
        if start.start() < done:
            continue
        depth = 0
        for at in range(start.end() - 1, min(len(prompt), start.end() + 300)):
            depth += {"(": 1, ")": -1}.get(prompt[at], 0)
            if not depth:
                try:
                    found.append((prompt[start.start() : at + 1], read_layer(prompt[start.start() : at + 1])))
                    done = at + 1
                except Unreadable:
                    pass
                break
    return found


def _readings(given: _Given, asked: Asked, answers: list[str]) -> "list[tuple[str, dict[str, Any], str]]":
    layer = {"layer": given.layer}
    if all(map(_is_number, answers)):
        return [("count", layer, given.layer)] if _PARAMETERS.search(asked.prompt) else []
    if given.numbers is not None:
        said = f"{given.layer} on the numbers in it"
        return (
            [("values", layer | {"input": given.numbers}, said)]
            if any("[" in one or ";" in one for one in answers)
            else []
        )
    if given.shape is None:
        return []
    fed = layer | {"input": list(given.shape)}
    said = f"{given.layer} on {given.shape}"
    if all(re.match(r"runs?\b|raises?\b", one) for one in answers):
        return [("outcome", fed, said)]
    sizes = [_sizes(one, bare=bool(asked.typed)) for one in answers]
    if not all(sizes) or not _OF_SHAPE.search(asked.prompt):
        return []
    ranks = {len(one) for one in sizes if one}
    if ranks == {given.dims} and given.dims > 1:
        axes = list(range(-given.dims, 0))
        return [("shape", fed | {"axes": axes}, f"{said}, axes {axes}")]
    return [("shape", fed, said)] if max(ranks) >= 2 else []


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,3}(?:,[0-9]{3})+|-?[0-9]+(?:\.[0-9]+)?", text) is not None


def _sizes(text: str, *, bare: bool) -> tuple[int, ...] | None:
    """Return the shape that a text says; numbers without brackets only where they spell another answer `bare`."""
    try:
        return read_shape(text, BANK) if bare or re.search(r"[(\[xX×]", text) else None
    except Unreadable:
        return None


def _bare(option: Option) -> str:
    return (option.plain or option.text).replace("`", "").replace("×", "x").strip()


def _without_what_is_added(prompt: str, question: Question) -> str:
    """Return a prompt without the code and the notes that its question shows by itself."""
    code = code_of(question)
    for found in _FENCE.finditer(prompt):
        if found[2].strip() == code.strip():
            prompt = prompt[: found.start()] + prompt[found.end() :]
            break
    paragraphs = prompt.strip().split("\n\n")
    known = {*notes(question, True), *notes(question, False), "Choose all that apply."}
    while len(paragraphs) > 1 and paragraphs[-1].strip() in known:
        paragraphs.pop()
    return "\n\n".join([one for one in paragraphs if one.strip()]).strip()


def _keys(
    asked: Asked, name: str, kind: str, prompt: str, more: Mapping[str, Any], source: str, *, ticks: bool
) -> dict[str, Any]:
    def choice(option: Option) -> Any:
        said = option.text if ticks else _bare(option)
        found = {"text": said, "answer": option.plain} if ticks and option.plain else {"answer": said}
        if option.why:
            found["why"] = option.why
        return said if found.keys() == {"answer"} else found

    keys: dict[str, Any] = {"id": name, "kind": kind, "prompt": prompt, **more}
    right = [one for one in asked.options if one.right] or list(asked.typed[:1])
    if asked.several:
        keys["answers"] = [choice(one) for one in right]
    else:
        keys["answer"] = choice(right[0])
    others = [one.plain or one.text for one in asked.typed[1:]] if kind == "match" else []
    if others:
        keys["accept"] = others
    if asked.tolerance:
        keys["tolerance"] = asked.tolerance
    wrong = [choice(one) for one in asked.options if not one.right]
    if wrong:
        keys["distractors"] = wrong
    for key, values in (("hints", asked.hints), ("mistakes", asked.mistakes)):
        if values:
            keys[key] = list(values)
    if asked.explanation:
        keys["explanation"] = asked.explanation
    if asked.tags:
        keys["tags"] = list(asked.tags)
    if asked.points and asked.points != 1:
        keys["points"] = asked.points
    keys["source"] = source
    return keys
