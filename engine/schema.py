"""The JSON Schema of a topic's file, for editors: generated from the fields that read it, so that the two agree.

It is draft-07, which editors know best. That draft has no way to say "and no other keys" of several schemas together,
so each kind lists all its keys, and `if`/`then` picks the kind by its word: a wrong key gives one message then, where
a choice among eight schemas would give eight.
"""

import json
from dataclasses import MISSING, Field
from pathlib import Path
from typing import Any, Final

from .keys import Schema, key_fields
from .kinds import KINDS
from .placeholders import NEVER_FILLED
from .question import BOTH, Question
from .topic import TopicKeys
from .yamltext import read_yaml
from .yamltraps import CARRIED
from .yamltree import Marks

SHIPPED_SCHEMA: Final = Path(__file__).parent / "schema.json"
"""The schema as it is shipped. `quizproof schema -o engine/schema.json` writes it anew."""

_EVERY: Final = {one.name: one for one in key_fields(Question)}
"""The keys of every question."""

_PLACEHOLDER: Final[Schema] = {"type": "string", "pattern": r"\$"}
"""Text with a name of `params` in it: every other text is judged as what is wanted in its place."""


def schema_text() -> str:
    """Return the JSON Schema of a topic's file, as text."""
    return json.dumps(_topic(), indent=1, ensure_ascii=False) + "\n"


def _topic() -> Schema:
    questions = {
        "description": "The questions, in the order in which they are asked.",
        "type": "array",
        "minItems": 1,
        "items": {"$ref": "#/definitions/question"},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Quizproof",
        "description": "A topic: questions whose answer keys are proved by running them.",
        "type": "object",
        **_mapping(TopicKeys, False, questions=questions),
        "definitions": {
            "question": _question(list(KINDS), ["id", "prompt"]),
            "evidence": _question([word for word in KINDS if word != "match"], [], _NEEDS_ANSWER),
            "every": {
                "properties": {
                    name: _key(one, name not in NEVER_FILLED) for name, one in _EVERY.items() if name != "kind"
                }
            },
            **{word: _kind(word, kind) for word, kind in KINDS.items()},
        },
    }


def _question(words: list[str], required: list[str], *more: Schema) -> Schema:
    """Return what a question of one of these kinds takes; what its kind takes is defined under the kind's word."""
    kind = _key(_EVERY["kind"], False) | {
        "enum": words,
        "enumDescriptions": [_about(KINDS[word]) for word in words],
        "errorMessage": f"a kind is one of {', '.join(words)}",
    }
    cases: list[Schema] = []
    for word in words:
        chosen: Schema = {"properties": {"kind": {"const": word}}, "required": ["kind"]}
        own = [one.name for one in key_fields(KINDS[word]) if one.default is MISSING and one.name not in _EVERY]
        cases.append({"if": chosen, "then": {"$ref": f"#/definitions/{word}"}})
        cases.append({"if": chosen | _known(KINDS[word]), "then": {"required": required + own}})
    del kind["examples"]
    unchosen: Schema = {
        "if": {"properties": {"kind": False}},
        "then": {"allOf": [{"$ref": "#/definitions/every"}], "defaultSnippets": [_snippet(word) for word in words]},
    }
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": kind},
        "allOf": [*cases, unchosen, _EITHER, *more],
    }


_EITHER: Final[Schema] = {
    "if": {"required": ["answer", "answers"]},
    "then": {"properties": {"answers": False}, "errorMessage": BOTH},
}
_NEEDS_ANSWER: Final[Schema] = {
    "if": {"not": {"required": ["answers"]}},
    "then": {"required": ["answer"], "errorMessage": "evidence needs an answer: it says what is true"},
}


def _kind(word: str, kind: type[Question]) -> Schema:
    """Return the keys of one kind. Those that it has in common with all others are said of every question."""
    found: Schema = {"description": _about(kind)} | _mapping(kind, True)
    for one in key_fields(kind):
        if one is _EVERY.get(one.name):
            found["properties"][one.name] = {"$ref": f"#/definitions/every/properties/{one.name}"}
    found["properties"]["kind"] = True  # said where the kind is chosen
    del found["if"], found["then"]  # what must be there depends on where the question stands
    if kind.needs_key:
        needed: Schema = {"required": ["answer"], "errorMessage": f"a {word} question needs an answer"}
        found |= {"if": {"not": {"required": ["answers"]}} | _known(kind), "then": needed}
    return found


def _mapping(kind: type, filled: bool, **more: Schema) -> Schema:
    """Return what a mapping takes that is read into a dataclass, and these keys too, which must be there."""
    found = {
        "properties": {one.name: _key(one, filled) for one in key_fields(kind)} | more,
        "patternProperties": {f"^{CARRIED}": {"description": "Carried along, and not read."}},
        "additionalProperties": False,
    }
    required = [one.name for one in key_fields(kind) if one.default is MISSING]
    return found | ({"if": _known(kind, *more), "then": {"required": [*required, *more]}} if required else {})


def _known(kind: type, *more: str) -> Schema:
    """Return the condition that no key is unknown: else that is told, not what its misspelling leaves missing."""
    names = "|".join([*[one.name for one in key_fields(kind)], *more])
    return {"propertyNames": {"pattern": f"^({names}|{CARRIED}.*)$"}}


def _key(one: "Field[Any]", filled: bool) -> Schema:
    """Return what one key takes, and what is said of it; with `filled`, it may hold placeholders."""
    about, example = one.metadata["about"], one.metadata["example"]
    found: Schema = {"description": about} | _taken(vars(one.metadata["read"])["takes"], filled)
    value = read_yaml(example.encode()).data
    if not isinstance(value, list | dict):
        return {"examples": [value]} | found
    # Editors would write a list among `examples` one item a line; as a snippet it stays as it is written here.
    found["markdownDescription"] = f"{about}\n\n```yaml\n{one.name}: {example}\n```"
    return found if "items" in found else found | {"defaultSnippets": [{"label": example, "body": example}]}


def _taken(schema: Any, filled: bool) -> Any:
    """Return what a reader takes, with the keys of a class in its place; also placeholders that are `filled` in."""
    if isinstance(schema, type):
        return _mapping(schema, filled)
    if isinstance(schema, dict):
        found = {name: _taken(part, filled) for name, part in schema.items()}
        if filled and "enum" in found:
            return _words(found["enum"])
        return {"if": _PLACEHOLDER, "else": found} if filled and _is_strict(found) else found
    return [_taken(part, filled) for part in schema] if isinstance(schema, list) else schema


def _is_strict(schema: Schema) -> bool:
    """Return whether a schema takes a number, and no text."""
    kinds = schema.get("type", [])
    kinds = {kinds} if isinstance(kinds, str) else {*kinds}
    return bool(kinds & {"number", "integer"}) and "string" not in kinds


def _words(words: list[str]) -> Schema:
    """Return what takes one of some words, or a placeholder. Editors offer no `enum` that stands under a condition."""
    return {
        "type": "string",
        "pattern": rf"^({'|'.join(words)})$|\$",
        "errorMessage": f"{' or '.join(words)} is wanted here",
        "examples": words,
    }


def _snippet(word: str) -> Schema:
    """Return a whole question that an editor offers, to be filled in at its id and its prompt."""
    tree = read_yaml(KINDS[word].example.encode())
    body = _as_written(tree.text, tree.marks)
    for stop, name in enumerate(("id", "prompt"), 1):
        body[name] = f"${{{stop}:{body[name]}}}"
    return {"label": f"{word} question", "description": _about(KINDS[word]), "body": body}


def _as_written(text: str, marks: Marks) -> Any:
    """Return a value in which whatever takes one line is its text in YAML: an editor writes texts as they are."""
    if marks.inside is None or text[marks.start] in "[{":
        return text[marks.start : marks.end]
    if isinstance(marks.inside, dict):
        return {name: _as_written(text, part) for name, part in marks.inside.items()}
    return [_as_written(text, part) for part in marks.inside]


def _about(kind: type[Question]) -> str:
    """Return the first paragraph of what is written over a kind."""
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split()).replace("`", "")
