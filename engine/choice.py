"""Choice: an answer that somebody typed already, as it stands in YAML, or one that a misconception leads to."""

from typing import Any, Final

from .frozen import dataclass
from .keys import Schema, as_many, as_name, as_text, as_words, key, no_list, problem, read_keys, readers, takes
from .layercall import closest
from .tensors import written
from .yamltraps import CARRIED

_WRITTEN: Final[Schema] = {"type": ["string", "number", "array"], "minLength": 1}


@takes(_WRITTEN)
def content(value: Any) -> Any:
    """Return an answer as one would type it: YAML's numbers and lists become text again."""
    if type(value) in (int, float):
        return written(value)
    if isinstance(value, list):
        return f"[{', '.join([str(content(item)) for item in value])}]"
    if isinstance(value, bool):
        raise problem("bad-type", f"{str(value).lower()} is a truth value, not an answer: quote it")
    if value is None or (isinstance(value, str) and not value.strip()):
        raise problem("bad-type", "an answer is missing here")
    return value


@takes(_WRITTEN)
def _written(value: Any) -> str:
    return as_text(content(value))


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that somebody typed already: what is graded, what is shown where that differs, and why."""

    text: str | None = key(
        as_words,
        None,
        about="What is shown, in Markdown, where that is not what is graded.",
        example="It runs, because a stride may be larger than the window",
    )
    answer: str | None = key(_written, None, about="What is graded, as a learner would type it.", example="runs")
    why: str = key(
        as_text,
        "",
        about="Feedback in Markdown for whoever chooses this. Equations in it are proved.",
        example="The first window needs no step to be there.",
    )

    @property
    def graded(self) -> str:
        """What is graded."""
        return self.answer if self.answer is not None else self.text or ""

    @property
    def shown(self) -> str:
        """What a learner reads."""
        return self.text if self.text is not None else self.answer or ""


def _may_mean(name: str) -> bool:
    return name.startswith(CARRIED) or closest(name, tuple(readers(Choice))) is not None


_CHOICE: Final[Schema] = _WRITTEN | {
    "type": ["string", "number", "array", "object"],
    "allOf": [Choice],
    "if": {
        "type": "object",
        "not": {"required": ["text"]},
        "propertyNames": {"pattern": f"^({'|'.join(readers(Choice))})$"},
    },
    "then": {"required": ["answer"], "errorMessage": "a choice needs text or answer"},
}


@takes(_CHOICE)
def as_choice(value: Any) -> Choice:
    """Read an answer by itself, or one with text, answer and why."""
    if isinstance(value, dict):
        if len(value) == 1 and not readers(Choice).keys() & value and not any(map(_may_mean, value)):
            raise problem("bad-type", "a choice is text, or has the keys text, answer, why: quote text with ': ' in it")
        found = read_keys(Choice, value)
    else:
        found = Choice(answer=_written(value)) if value is not None else Choice()
    if found.text is None and found.answer is None:
        raise problem("bad-type", "a choice needs text or answer")
    return found


@takes(_CHOICE | {"type": [*_CHOICE["type"], "null"]})
def as_key(value: Any) -> Choice | None:
    """Read the answer of a question: a choice, or None where `answer:` stands alone, to be computed."""
    return None if value is None else as_choice(value)


@dataclass(frozen=True, slots=True)
class Predicted:
    """The wrong answers that misconceptions lead to: that of one by its name, or of as many as there is room for."""

    misconception: str | None = key(
        as_name, about="The name of the wrong rule whose answer this is.", example="padding-once"
    )
    why: str = key(
        as_text,
        "",
        about="Feedback in Markdown for whoever chooses this; what the wrong rule does, if left out.",
        example="The padding is added on both sides.",
    )


ALL_PREDICTED: Final = "misconceptions"
"""What stands in place of the list of distractors where wrong rules make all of them."""

_DISTRACTOR: Final[Schema] = _WRITTEN | {
    "type": _CHOICE["type"],
    "if": {"type": "object", "required": ["misconception"]},
    "then": {"allOf": [Predicted]},
    "else": {"allOf": [_CHOICE]},
}


@takes(_DISTRACTOR)
def _distractor(value: Any) -> Choice | Predicted:
    if isinstance(value, dict) and "misconception" in value:
        return read_keys(Predicted, value)
    return as_choice(value)


_LISTED: Final = as_many(_distractor)


@takes(vars(_LISTED)["takes"] | {"type": ["array", "string"], "pattern": f"^{ALL_PREDICTED}$"})
def as_distractors(value: Any) -> tuple[Choice | Predicted, ...]:
    """Read a list of wrong answers, or the word that asks for those of misconceptions."""
    if value == ALL_PREDICTED:
        return (Predicted(None),)
    if isinstance(value, str):
        raise no_list(f"a list, or the word {ALL_PREDICTED}, is wanted here", value)
    found: tuple[Choice | Predicted, ...] = _LISTED(value)
    return found
