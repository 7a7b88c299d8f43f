"""One question of YAML's data as a value, with everything that is wrong in it."""

from typing import Any, Final

from .keys import MOST_ITEMS, Fault, Unfit, faults_in, named, problem, read_each, read_keys, readers
from .kinds import KINDS
from .layercall import closest
from .question import Question
from .shapes import shown


def kind_of(item: Any) -> type[Question]:
    """Return the class of a question by its kind. Raises Unfit."""
    if not isinstance(item, dict):
        raise problem("bad-type", f"a question is a mapping with the keys id, kind and prompt, not {named(item)}")
    kind = item.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        return KINDS[kind]
    unknown = tuple([name for name in item if name not in _KEYS])
    misspelt = "kind" not in item and closest("kind", unknown)
    told = [] if misspelt else [Fault("bad-type", _no_kind(kind), ("kind",))]
    # What else is wrong with the question is told too, as far as that does not depend on its kind.
    every = {name: value for name, value in item.items() if name != "kind"}
    raise Unfit(*told, *faults_in(Question, every, "kind", *[name for name in _KEYS if name not in readers(Question)]))


_KEYS: Final = tuple(dict.fromkeys(name for kind in KINDS.values() for name in readers(kind)))


def _no_kind(kind: Any) -> str:
    known = ", ".join(KINDS)
    if kind is None:
        return f"key 'kind' is missing: write one of {known}"
    if not isinstance(kind, str):
        return f"a kind is one of {known}, not {named(kind)}"
    close = closest(kind, tuple(KINDS))
    return f"kind {shown(kind)} is unknown; " + (f"did you mean {close!r}?" if close else f"it is one of {known}")


def read_question(item: Any) -> Question:
    """Return a question. Raises Unfit with everything that is wrong in it."""
    return read_keys(kind_of(item), with_evidence(item))


def with_evidence(item: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of a question, with the facts under a text question read. Raises Unfit."""
    if item.get("kind") != "match" or not isinstance(item.get("evidence"), list):
        return item
    try:
        return item | {"evidence": _facts(item["evidence"])}
    except Unfit as unfit:
        faults = unfit.under("evidence")
    try:  # what else is wrong with the question is told too
        read_keys(kind_of(item), item | {"evidence": ()})
    except Unfit as unfit:
        faults += unfit.faults
    raise Unfit(*faults)


def _facts(items: list[Any]) -> tuple[Question, ...]:
    """Return questions without an id and a prompt of their own. Raises Unfit."""
    if len(items) > MOST_ITEMS:
        raise problem("bad-type", f"too many: {len(items):,} facts, at most {MOST_ITEMS} are read")
    return read_each(_fact, items)


def _fact(item: Any) -> Question:
    if isinstance(item, dict) and item.get("kind") == "match":
        raise Unfit(Fault("bad-type", "evidence is computed: its kind cannot be match", ("kind",)))
    fact = read_question({"id": "evidence", "prompt": "-"} | item if isinstance(item, dict) else item)
    if not fact.stated:
        raise Unfit(Fault("missing-key", "evidence needs an answer: it says what is true", ("answer",)))
    return fact
